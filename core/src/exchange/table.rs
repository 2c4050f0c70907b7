//! A table on its way out: headings and typed cells, for the CSV and XLSX writers alike.

use chrono::NaiveDate;

/// What goes into one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Words; never a formula, whatever they begin with.
    Text(String),
    /// A number.
    Number(f64),
    /// A day.
    Date(NaiveDate),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u32> for Value {
    fn from(n: u32) -> Self {
        Self::Number(n.into())
    }
}

impl From<f64> for Value {
    fn from(n: f64) -> Self {
        Self::Number(n)
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A table with one row of headings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Its name; of the sheet, where there are sheets.
    pub name: String,
    /// Headings.
    pub headings: Vec<String>,
    /// Rows, each with a value for each heading.
    pub rows: Vec<Vec<Value>>,
}

/// The text so that no spreadsheet takes it for a formula: an apostrophe before what could begin one.
///
/// Spreadsheets evaluate cells of a text file that begin with `=`, `+`, `-` or `@`, also after a tab, a line break or
/// spaces, and their full-width twins.
#[must_use]
pub fn inert(text: &str) -> String {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').chars().next();
    let controls = text.starts_with(['\t', '\r', '\n']);
    let risky = matches!(start, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠'));
    if risky || controls { format!("'{text}") } else { text.to_owned() }
}

/// A sign and figures alone, such as a telephone: harmless in a cell that is typed as text.
#[cfg(feature = "formats")]
pub(super) fn is_figure(text: &str) -> bool {
    let figures = text.strip_prefix(['+', '-']).unwrap_or(text);
    !figures.is_empty() && figures.bytes().all(|b| b.is_ascii_digit())
}
