//! Files into books. What a file is is told by its bytes, not by its name; what can't be read is refused with a reason.

mod text;
mod workbook;

use super::grid::Book;
use crate::finding::{Arg, Code, Finding};

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 100 << 20;
/// The most that a workbook may unpack to, in bytes.
pub const MAX_UNPACKED: u64 = 1 << 30;
/// The most rows of a sheet.
pub const MAX_ROWS: u32 = 600_000;
/// The most columns that are read; a list has some twenty.
pub const MAX_COLUMNS: u32 = 512;

/// Why a file was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It holds nothing.
    Empty,
    /// It, or what it unpacks to, is too large.
    TooLarge,
    /// It asks for a password.
    Locked,
    /// It is something else, by this code: `html`, `xml`, `pdf`, `document`, `picture`, `archive`, `binary`, `xlsb`.
    NotTable(&'static str),
    /// It is cut short or damaged; the reader's words.
    Damaged(String),
}

impl ReadError {
    /// As a finding about this file.
    #[must_use]
    pub fn finding(&self, file: &str) -> Finding {
        let finding = |code| Finding::error(code).with("file", file);
        match self {
            Self::Empty => finding(Code::FileEmpty),
            Self::TooLarge => finding(Code::FileTooLarge),
            Self::Locked => finding(Code::FileLocked),
            Self::NotTable(what) => {
                finding(Code::FileNotTable).with("what", Arg::Code("file_kind".to_owned(), (*what).to_owned()))
            }
            Self::Damaged(why) => finding(Code::FileDamaged).with("why", why.clone()),
        }
    }
}

/// Reads a file of any known kind.
///
/// # Errors
/// Says why it was refused.
pub fn read(file: &str, bytes: &[u8]) -> Result<Book, ReadError> {
    if bytes.len() > MAX_FILE {
        return Err(ReadError::TooLarge);
    }
    let sheets = if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        workbook::read_zip(bytes)?
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        workbook::read_xls(bytes)?
    } else {
        text::read_text(bytes)?
    };
    let sheets: Vec<_> = sheets.into_iter().filter(|s| !s.rows.is_empty()).collect();
    if sheets.is_empty() { Err(ReadError::Empty) } else { Ok(Book { file: file.to_owned(), sheets }) }
}
