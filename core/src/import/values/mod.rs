//! Reads single cells: dates, IINs, numbers, telephones. Each answers what it read, or that it could not.

mod dates;
mod months;
mod numbers;
mod pieces;
mod shapes;
mod topics;

pub use dates::{ReadDate, birth, date};
pub use numbers::{decimal, hours, phone, whole, years};
pub use topics::topics;

use super::grid::{Cell, is_space};
pub use super::synonyms::says_none;
use crate::model::{Iin, IinError};

/// What a cell that should hold a value turned out to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Read<T> {
    /// Nothing, or a word for nothing (`нет`, `-`).
    Nothing,
    /// The value.
    Value(T),
    /// Something else.
    Unreadable,
}

/// The digit that a letter was typed for: `15.О3.2021`, `l5`.
const fn meant_digit(c: char) -> Option<char> {
    match c {
        'О' | 'о' | 'O' | 'o' => Some('0'),
        'l' | 'I' | 'І' | 'і' | '|' => Some('1'),
        'З' | 'з' => Some('3'),
        _ => None,
    }
}

/// An IIN from a number (its leading zeros restored) or text: spaces, punctuation, a trailing `.0`, and «ИИН» or `№`
/// before it aside, with letters that were typed for digits. Zeros alone are none.
///
/// # Errors
/// Says which part of the number is wrong.
pub fn iin(cell: &Cell) -> Result<Option<Iin>, IinError> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(n) if *n < 0.0 || n.fract() != 0.0 => return Err(IinError::Length),
        other => other.text(),
    };
    if says_none(&text) {
        return Ok(None);
    }
    let text = [".00", ",00", ".0", ",0"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(&text);
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let named = ["ИИН", "иин", "Иин", "ЖСН", "жсн", "Жсн", "IIN", "iin", "ИНН", "инн"];
    let bare = named.iter().find_map(|n| bare.strip_prefix(n)).unwrap_or(bare);
    let aside = |c: char| is_space(c) || (!c.is_alphanumeric() && c != '+' && c != '|');
    let digits: String = bare.chars().filter(|&c| !aside(c)).map(|c| meant_digit(c).unwrap_or(c)).collect();
    if bare.contains('0') && digits.bytes().all(|b| b == b'0') {
        return Ok(None);
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !(9..=12).contains(&digits.len()) {
        return Err(IinError::Length);
    }
    Iin::parse(&format!("{digits:0>12}")).map(Some)
}
