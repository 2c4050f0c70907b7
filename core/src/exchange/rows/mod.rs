//! Rows as a browser keeps them: blocks of records, entries of the log and their heads. Read and written in this one place.
//!
//! Heads are JSON. Blocks and entries are packed (`model::packing`): a sequence of CBOR items (RFC 8742) in which an enrolment is
//! its fields in a fixed order and a person an id, a school and the bytes of `model::person`, because the people of a country take seconds to read as JSON. What is not numerous is JSON
//! inside. Rows of before, JSON throughout, are read as well.
//!
//! | row | items |
//! |---|---|
//! | block | version, kind of record, how many, the records; after people a sum of all these bytes |
//! | entry | version, head as JSON, how many changes, of each: which sides it has, the sides |

mod enrolment;
mod person;
mod standing;

use std::borrow::Borrow;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::change::Change;
use crate::log::{Entry, Head};
use crate::model::packing::{Garbled, Reader, Writer};
use crate::model::{Person, Record};
use crate::solver::select::{Standing, UnitList};

/// Version of packed rows that this code writes, and the highest that it reads. The second brought [`PERSON`].
const VERSION: u64 = 2;
/// Numbers of the kinds of record in packed rows.
const PERSON: u64 = 3;
/// A person, in rows of before.
const PERSON_BEFORE: u64 = 0;
const ENROLMENT: u64 = 1;
/// Any record, as JSON.
const OTHER: u64 = 2;

/// Why a row can't be read or written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowError {
    /// A newer program packed it: the version.
    Newer(u64),
    /// It isn't what it should be: what was found.
    Broken(String),
}

impl std::fmt::Display for RowError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Newer(version) => write!(f, "packed by a newer version ({version})"),
            Self::Broken(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for RowError {}

impl From<serde_json::Error> for RowError {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<Garbled> for RowError {
    fn from(Garbled(what): Garbled) -> Self {
        Self::Broken(what)
    }
}

/// True for a row of JSON: an array or an object. A packed row begins with its version.
fn is_json(bytes: &[u8]) -> bool {
    matches!(bytes.first(), None | Some(b'[' | b'{'))
}

/// The records of a block.
///
/// # Errors
/// It is not one.
pub fn read_block(bytes: &[u8]) -> Result<Vec<Record>, RowError> {
    if is_json(bytes) {
        return Ok(serde_json::from_slice(bytes)?);
    }
    let mut reader = begin(bytes)?;
    let (kind, count) = (reader.number()?, reader.count()?);
    let mut records = Vec::with_capacity(count);
    if kind == PERSON {
        // People stay where the block has them. The sum stands for looking through the fields of each.
        let block: Arc<[u8]> = bytes.into();
        for _ in 0..count {
            records.push(person::read_within(&mut reader, &block)?.into());
        }
        reader.unseal()?;
    } else {
        for _ in 0..count {
            records.push(read_record(&mut reader, kind)?);
        }
    }
    reader.end()?;
    Ok(records)
}

/// Records of one table as a block.
///
/// # Errors
/// A record can't be written as JSON.
pub fn write_block(records: &[Record]) -> Result<Vec<u8>, RowError> {
    let kind = records.first().map_or(OTHER, kind_of);
    let mut writer = Writer::new(VERSION);
    writer.number(kind);
    writer.number(records.len() as u64);
    for record in records {
        write_record(&mut writer, kind, record)?;
    }
    if kind == PERSON {
        writer.seal();
    }
    Ok(writer.bytes())
}

/// An entry with its changes.
///
/// # Errors
/// It is not one.
pub fn read_entry(bytes: &[u8]) -> Result<Entry, RowError> {
    if is_json(bytes) {
        return Ok(serde_json::from_slice(bytes)?);
    }
    let mut reader = begin(bytes)?;
    let head = read_head(reader.text()?.as_bytes())?;
    let mut changes = Changes::begin(reader)?;
    let count = changes.left();
    Ok(Entry { head, changes: changes.take(count)? })
}

/// Changes as [`write_changes`] packed them, read some at a time.
pub struct Changes<'b> {
    reader: Reader<'b>,
    left: usize,
}

impl<'b> Changes<'b> {
    /// Those of these bytes.
    ///
    /// # Errors
    /// They are something else.
    pub fn new(bytes: &'b [u8]) -> Result<Self, RowError> {
        Self::begin(Reader::new(bytes))
    }

    fn begin(mut reader: Reader<'b>) -> Result<Self, RowError> {
        let left = reader.count()?;
        Ok(Self { reader, left })
    }

    /// How many are still to come.
    #[must_use]
    pub const fn left(&self) -> usize {
        self.left
    }

    /// The next changes: so many, or all that are left.
    ///
    /// # Errors
    /// The bytes are not what they should be.
    pub fn take(&mut self, most: usize) -> Result<Vec<Change>, RowError> {
        let count = most.min(self.left);
        let changes = (0..count).map(|_| self.one()).collect::<Result<_, _>>()?;
        self.left -= count;
        if self.left == 0 {
            self.reader.end()?;
        }
        Ok(changes)
    }

    fn one(&mut self) -> Result<Change, RowError> {
        let sides = self.reader.number()?;
        let mut side = |bit: u64| -> Result<Option<Record>, RowError> {
            if sides & bit == 0 {
                return Ok(None);
            }
            let kind = self.reader.number()?;
            read_record(&mut self.reader, kind).map(Some)
        };
        Ok(Change { before: side(BEFORE)?, after: side(AFTER)? })
    }
}

/// Bits of the sides of a change.
const BEFORE: u64 = 1;
const AFTER: u64 = 2;

/// An entry with its changes as a row.
///
/// # Errors
/// A record of it can't be written as JSON.
pub fn write_entry(entry: &Entry) -> Result<Vec<u8>, RowError> {
    join_entry(&entry.head, write_changes(&entry.changes)?)
}

/// An entry as a row, of changes that [`write_changes`] packed.
///
/// # Errors
/// Its head can't be written as JSON.
pub fn join_entry(head: &Head, mut changes: Vec<u8>) -> Result<Vec<u8>, RowError> {
    let (packed, head) = (changes.len(), serde_json::to_string(head)?);
    changes.reserve_exact(head.len() + ITEMS);
    let mut writer = Writer::after(changes);
    writer.number(VERSION);
    writer.text(&head);
    Ok(last_first(writer.bytes(), packed))
}

/// The most bytes that a number and the length of a text take.
const ITEMS: usize = 18;

/// Puts what was written past these first bytes before them: there need not be two copies of a country's.
fn last_first(mut bytes: Vec<u8>, first: usize) -> Vec<u8> {
    let last = bytes.len() - first;
    bytes.rotate_right(last);
    bytes
}

/// The changes of an entry as they are packed in it, for an entry whose head is made elsewhere. Each is let go of before
/// the next is asked for: a country's would be many times the size of their bytes.
///
/// # Errors
/// A record can't be written as JSON.
pub fn write_changes(changes: impl IntoIterator<Item = impl Borrow<Change>>) -> Result<Vec<u8>, RowError> {
    let (mut writer, mut count) = (Writer::bare(), 0);
    for change in changes {
        let change = change.borrow();
        count += 1;
        let bit = |side: &Option<Record>, bit| if side.is_some() { bit } else { 0 };
        writer.number(bit(&change.before, BEFORE) | bit(&change.after, AFTER));
        for record in change.before.iter().chain(&change.after) {
            let kind = kind_of(record);
            writer.number(kind);
            write_record(&mut writer, kind, record)?;
        }
    }
    let packed = writer.length();
    // How many they are stands first, and is known last.
    writer.number(count);
    Ok(last_first(writer.bytes(), packed))
}

/// The head of an entry.
///
/// # Errors
/// It is not one.
pub fn read_head(bytes: &[u8]) -> Result<Head, RowError> {
    Ok(serde_json::from_slice(bytes)?)
}

/// The head of an entry as a row.
///
/// # Errors
/// It can't be written as JSON.
pub fn write_head(head: &Head) -> Result<Vec<u8>, RowError> {
    Ok(serde_json::to_vec(head)?)
}

/// Where people stand in a proposed selection, for the way from the worker to the page.
#[must_use]
pub fn write_standings(standings: &[Standing]) -> Vec<u8> {
    let mut writer = Writer::new(VERSION);
    writer.number(standings.len() as u64);
    standings.iter().for_each(|standing| standing::write(&mut writer, standing));
    writer.bytes()
}

/// What [`write_standings`] wrote.
///
/// # Errors
/// It is something else.
pub fn read_standings(bytes: &[u8]) -> Result<Vec<Standing>, RowError> {
    let mut reader = begin(bytes)?;
    let count = reader.count()?;
    let mut last = UnitList::default();
    let standings = (0..count).map(|_| standing::read(&mut reader, &mut last)).collect::<Result<_, _>>()?;
    reader.end()?;
    Ok(standings)
}

/// People whose bytes are one block of a fingerprint.
pub(crate) const PACKED_AT_ONCE: usize = 1_000;
/// The version that such bytes begin with.
const AS_READ: u64 = 1;

/// People as rows of version 1 packed them, each with the day of birth that rules read and without IIN and contacts: for
/// whoever needs bytes that tell them apart, and soon.
pub(crate) fn pack_as_read<'p>(people: impl Iterator<Item = (&'p Person, Option<NaiveDate>)>) -> Vec<u8> {
    let mut writer = Writer::new(AS_READ);
    people.for_each(|(read, born)| person::write_as_read(&mut writer, read, born));
    writer.bytes()
}

/// A reader past the version of a packed row.
fn begin(bytes: &[u8]) -> Result<Reader<'_>, RowError> {
    let mut reader = Reader::new(bytes);
    match reader.number()? {
        version if version > VERSION => Err(RowError::Newer(version)),
        _ => Ok(reader),
    }
}

const fn kind_of(record: &Record) -> u64 {
    match record {
        Record::Person(_) => PERSON,
        Record::Enrolment(_) => ENROLMENT,
        _ => OTHER,
    }
}

fn write_record(writer: &mut Writer, kind: u64, record: &Record) -> Result<(), RowError> {
    match (kind, record) {
        (PERSON, Record::Person(person)) => person::write(writer, person),
        (ENROLMENT, Record::Enrolment(enrolment)) => enrolment::write(writer, enrolment),
        (OTHER, other) => writer.text(&serde_json::to_string(other)?),
        _ => return Err(RowError::Broken("a block holds records of one table".to_owned())),
    }
    Ok(())
}

fn read_record(reader: &mut Reader<'_>, kind: u64) -> Result<Record, RowError> {
    match kind {
        PERSON => Ok(person::read(reader)?.into()),
        PERSON_BEFORE => Ok(person::read_before(reader)?.into()),
        ENROLMENT => Ok(enrolment::read(reader)?.into()),
        OTHER => Ok(serde_json::from_str(reader.text()?)?),
        _ => Err(RowError::Broken(format!("no kind of record has the number {kind}"))),
    }
}

#[cfg(test)]
mod tests;
