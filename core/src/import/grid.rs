//! A sheet as rows of cells, whatever file it came from. Row numbers are those that a person sees at the left edge.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What one cell holds. Formulas come as their last value; one that has none comes as its text and is never evaluated.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, as they were written.
    Text(String),
    /// A finite number.
    Number(f64),
    /// A cell formatted as a date.
    Date(NaiveDate),
    /// True or false.
    Bool(bool),
    /// A spreadsheet error such as `#REF!`.
    Error(String),
}

impl Cell {
    /// True for nothing, and for text of spaces alone.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(is_space),
            _ => false,
        }
    }

    /// What a person would read in the cell, without spaces around it: `12`, `0.5`, `31.12.2020`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.trim_matches(is_space).to_owned(),
            Self::Number(n) => number_text(*n),
            Self::Date(date) => date.format("%d.%m.%Y").to_string(),
            Self::Bool(flag) => flag.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

/// White space, also the kinds that `char::is_whitespace` leaves out: zero-width spaces and the byte order mark.
#[must_use]
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// Whole numbers without a fraction, others as they are.
fn number_text(n: f64) -> String {
    if n.fract() == 0.0 && n.abs() < 1e15 { format!("{n:.0}") } else { n.to_string() }
}

/// Cells merged into one: only the first holds the value. Rows are sheet rows, columns count from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// First sheet row.
    pub top: u32,
    /// Last sheet row.
    pub bottom: u32,
    /// First column.
    pub left: u32,
    /// Last column.
    pub right: u32,
}

/// One sheet of a workbook, or a whole text file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Row 1 is `rows[0]`; every row up to the last that holds anything, empty ones included.
    pub rows: Vec<Vec<Cell>>,
    /// Merged cells.
    pub merges: Vec<Merge>,
}

impl Sheet {
    /// The sheet without empty cells at the end of rows and empty rows at its end.
    #[must_use]
    pub fn new(name: impl Into<String>, mut rows: Vec<Vec<Cell>>) -> Self {
        for row in &mut rows {
            let used = row.iter().rposition(|c| !c.is_blank()).map_or(0, |last| last + 1);
            row.truncate(used);
        }
        let used = rows.iter().rposition(|r| !r.is_empty()).map_or(0, |last| last + 1);
        rows.truncate(used);
        Self { name: name.into(), rows, merges: Vec::new() }
    }

    /// The widest row.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// A whole file: its sheets in order, without those that hold nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Book {
    /// Name of the file.
    pub file: String,
    /// Its sheets.
    pub sheets: Vec<Sheet>,
}
