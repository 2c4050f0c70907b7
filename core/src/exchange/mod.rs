//! Files in and out. This file has the workspace document: versioned JSON, the whole workspace, the same bytes for the
//! same records. A file that can't be read is refused whole, with its place and reason.

pub mod csv;
pub mod ics;
pub mod rows;
pub mod table;
#[cfg(feature = "formats")]
pub mod xlsx;

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding};
use crate::log::Head;
use crate::model::record::Tables;
use crate::model::{Person, PersonFields, Record, RecordId, references};
use crate::workspace::Workspace;

/// What the `format` member of every document says.
pub const FORMAT: &str = "orken-workspace";
/// The version that this code writes, and the highest that it reads.
pub const VERSION: u32 = 1;

/// The whole workspace as a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Always `orken-workspace`.
    pub format: String,
    /// Version of this shape.
    pub version: u32,
    /// Whether the people's IINs are in it.
    pub with_iin: bool,
    /// Every record.
    pub records: Tables,
    /// Who did what and when, without the changes themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Head>,
}

/// What goes into an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ExportOptions {
    /// IINs too. Off unless someone asks.
    pub with_iin: bool,
}

/// Writes the document: compact JSON in UTF-8, records by id.
#[must_use]
pub fn write_document(workspace: &Workspace, history: &[Head], options: ExportOptions) -> Vec<u8> {
    let mut records = Tables::clone(workspace);
    if !options.with_iin {
        let told: Vec<_> = records.people.iter().filter(|p| p.iin().is_some()).map(Person::fields).collect();
        for person in told {
            records.set(person.id.into(), Some(PersonFields { iin: None, ..person }.into()));
        }
    }
    let document = Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        with_iin: options.with_iin,
        records,
        history: history.to_vec(),
    };
    serde_json::to_vec(&document).unwrap_or_default()
}

/// Reads a document.
///
/// # Errors
/// - `not_a_document`: not JSON, or JSON of something else;
/// - `newer_document`: written by a newer Orken;
/// - `broken_document`: cut short or damaged, with line, column and what was expected;
/// - `dangling_reference`: a record names another that isn't in the file.
pub fn read_document(bytes: &[u8]) -> Result<Document, Finding> {
    check_header(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let parsed: Result<Document, _> = serde_path_to_error::deserialize(&mut reader);
    let document = parsed.map_err(|error| {
        let place = error.path().to_string();
        broken(error.inner()).with("place", place)
    })?;
    reader.end().map_err(|error| broken(&error))?;
    check_references(&document.records)?;
    Ok(document)
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

fn check_header(bytes: &[u8]) -> Result<(), Finding> {
    let header = match serde_json::from_slice::<Header>(bytes) {
        Ok(header) => header,
        Err(error) if error.is_eof() && starts_like_a_document(bytes) => return Err(broken(&error)),
        Err(error) if error.is_syntax() && starts_like_a_document(bytes) => return Err(broken(&error)),
        Err(_) => return Err(Finding::error(Code::NotADocument)),
    };
    match (header.format.as_str(), header.version) {
        (FORMAT, VERSION) => Ok(()),
        (FORMAT, newer) if newer > VERSION => {
            Err(Finding::error(Code::NewerDocument).with("version", newer).with("known", VERSION))
        }
        _ => Err(Finding::error(Code::NotADocument)),
    }
}

fn starts_like_a_document(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    start.contains(FORMAT)
}

fn broken(error: &serde_json::Error) -> Finding {
    Finding::error(Code::BrokenDocument)
        .with("line", error.line())
        .with("column", error.column())
        .with("reason", error.to_string())
}

/// Every reference of every record leads to a record.
///
/// # Errors
/// `dangling_reference`, with the table and number of the first record that refers to nothing.
pub fn check_references(tables: &Tables) -> Result<(), Finding> {
    for record in tables.records() {
        if let Some(missing) = missing_reference(tables, &record) {
            let id = record.id();
            return Err(Finding::error(Code::DanglingReference)
                .with("table", id.table())
                .with("record", i64::try_from(id.raw()).unwrap_or(i64::MAX))
                .with("missing_table", missing.table())
                .with("missing", i64::try_from(missing.raw()).unwrap_or(i64::MAX)));
        }
    }
    Ok(())
}

fn missing_reference(tables: &Tables, record: &Record) -> Option<RecordId> {
    references(record).into_iter().find(|&id| !tables.has(id))
}
