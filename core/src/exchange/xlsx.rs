//! Tables as a workbook: text cells as text, numbers as numbers, dates as dates; no formula is ever written.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::table::{Table, Value, inert, is_figure};

/// Why a workbook could not be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unwritable(pub String);

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// Widest and narrowest column, in characters.
const WIDTHS: (usize, usize) = (8, 50);
/// Rows that a column's width is measured by.
const MEASURED: usize = 200;

/// The tables as a `.xlsx` file, a sheet each, headings bold and frozen.
///
/// # Errors
/// A table has more rows or longer texts than a sheet can hold.
pub fn write(tables: &[Table]) -> Result<Vec<u8>, Unwritable> {
    let mut book = Workbook::new();
    // The file says nothing of when it was made, so the same table makes the same bytes.
    book.set_properties(
        &rust_xlsxwriter::DocProperties::new()
            .set_creation_datetime(&rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    for (index, table) in tables.iter().enumerate() {
        let sheet = book.add_worksheet();
        sheet.set_name(sheet_name(&table.name, index))?;
        fill(sheet, table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let (bold, day) = (Format::new().set_bold(), Format::new().set_num_format("dd.mm.yyyy"));
    for (column, heading) in (0..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, inert(heading), &bold)?;
        sheet.set_column_width(column, width(table, usize::from(column)))?;
    }
    for (row, values) in (1..).zip(&table.rows) {
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Empty => {}
                Value::Text(text) => {
                    let text = if is_figure(text) { text.clone() } else { inert(text) };
                    sheet.write_string(row, column, text)?;
                }
                Value::Number(n) => {
                    sheet.write_number(row, column, *n)?;
                }
                Value::Date(date) => {
                    sheet.write_datetime_with_format(row, column, serial(*date)?, &day)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn serial(date: chrono::NaiveDate) -> Result<rust_xlsxwriter::ExcelDateTime, XlsxError> {
    use chrono::Datelike;
    let year = u16::try_from(date.year()).unwrap_or(0);
    let (month, day) = (u8::try_from(date.month()).unwrap_or(1), u8::try_from(date.day()).unwrap_or(1));
    rust_xlsxwriter::ExcelDateTime::from_ymd(year, month, day)
}

fn width(table: &Table, column: usize) -> f64 {
    let cell = |row: &Vec<Value>| match row.get(column) {
        Some(Value::Text(text)) => text.chars().count(),
        Some(Value::Date(_)) => 10,
        _ => 0,
    };
    let longest = table.rows.iter().take(MEASURED).map(cell).max().unwrap_or(0);
    let chars = longest.max(table.headings.get(column).map_or(0, |h| h.chars().count())).clamp(WIDTHS.0, WIDTHS.1);
    f64::from(u32::try_from(chars).unwrap_or(0)) + 2.0
}

/// A name that a sheet may have: 31 characters, none of `[]:*?/\`, no apostrophe at the ends.
fn sheet_name(name: &str, index: usize) -> String {
    const LONGEST: usize = 31;
    let kept: String = name.chars().filter(|c| !"[]:*?/\\".contains(*c)).take(LONGEST).collect();
    let kept = kept.trim_matches('\'').trim();
    if kept.is_empty() { format!("{}", index + 1) } else { kept.to_owned() }
}
