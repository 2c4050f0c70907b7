//! Text files: which encoding, and whether they are tables at all.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1251};

use super::{MAX_COLUMNS, MAX_ROWS, ReadError};
use crate::import::grid::Sheet;
use crate::import::text::parse;

pub(super) fn read_text(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    if let Some(what) = other_kind(bytes) {
        return Err(ReadError::NotTable(what));
    }
    let text = decode(bytes);
    if text.chars().all(|c| c.is_whitespace() || c == '\u{feff}') {
        return Err(ReadError::Empty);
    }
    if text.contains('\0') {
        return Err(ReadError::NotTable("binary"));
    }
    let start: String = text.trim_start_matches('\u{feff}').trim_start().chars().take(200).collect();
    let start = start.to_lowercase();
    // A web page saved under a table's name, and the XML of old spreadsheets.
    if ["<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style"].iter().any(|t| start.starts_with(t)) {
        return Err(ReadError::NotTable("html"));
    }
    if start.starts_with("<?xml") || start.starts_with('<') {
        return Err(ReadError::NotTable(if start.contains("<html") { "html" } else { "xml" }));
    }
    let sheet = parse(&text);
    if sheet.rows.len() > MAX_ROWS as usize || sheet.width() > MAX_COLUMNS as usize {
        return Err(ReadError::TooLarge);
    }
    Ok(vec![sheet])
}

/// What files begin with that are certainly no tables.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 9] = [
        (b"%PDF", "pdf"),
        (b"{\\rtf", "document"),
        (b"\x89PNG", "picture"),
        (b"\xff\xd8\xff", "picture"),
        (b"GIF8", "picture"),
        (b"BM6", "picture"),
        (b"Rar!", "archive"),
        (b"7z\xbc\xaf", "archive"),
        (b"\x1f\x8b", "archive"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// UTF-8 and UTF-16 by their mark, UTF-8 by being it, else Windows-1251.
fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // A UTF-8 file cut in the middle of a letter is still UTF-8.
            Err(e) if e.error_len().is_none() && e.valid_up_to() > 0 => String::from_utf8_lossy(bytes).into_owned(),
            Err(_) if bytes.starts_with(b"\xef\xbb\xbf") => String::from_utf8_lossy(bytes).into_owned(),
            Err(_) => WINDOWS_1251.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}
