//! Rows as a browser keeps them: blocks of records, entries of the log and their heads, each as JSON. Read and written in
//! this one place, so that a closer format can take theirs.

use crate::log::{Entry, Head};
use crate::model::Record;

/// The records of a block.
///
/// # Errors
/// It is not one.
pub fn read_block(bytes: &[u8]) -> serde_json::Result<Vec<Record>> {
    serde_json::from_slice(bytes)
}

/// Records as a block.
///
/// # Errors
/// A record can't be written as JSON.
pub fn write_block(records: &[Record]) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(records)
}

/// An entry with its changes.
///
/// # Errors
/// It is not one.
pub fn read_entry(bytes: &[u8]) -> serde_json::Result<Entry> {
    serde_json::from_slice(bytes)
}

/// An entry with its changes as a row.
///
/// # Errors
/// A record of it can't be written as JSON.
pub fn write_entry(entry: &Entry) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(entry)
}

/// The head of an entry.
///
/// # Errors
/// It is not one.
pub fn read_head(bytes: &[u8]) -> serde_json::Result<Head> {
    serde_json::from_slice(bytes)
}

/// The head of an entry as a row.
///
/// # Errors
/// It can't be written as JSON.
pub fn write_head(head: &Head) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(head)
}
