//! Workbooks: `.xlsx`, `.xls` and `.ods` by `calamine`, after looking at what they would unpack to.

use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Ods, Reader, SheetType, Xls, XlsError, Xlsx, XlsxError};

use super::{MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, ReadError};
use crate::import::grid::{Cell, Merge, Sheet};

type Bytes<'a> = Cursor<&'a [u8]>;

/// A zip that is a workbook.
pub(super) fn read_zip(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    match kind_of_zip(bytes)? {
        ZipKind::Xlsx => read_xlsx(bytes),
        ZipKind::Ods => read_ods(bytes),
    }
}

enum ZipKind {
    Xlsx,
    Ods,
}

/// Looks into a zip: counts what it unpacks to by unpacking it, since what it declares may be a lie, and tells what it
/// holds.
fn kind_of_zip(bytes: &[u8]) -> Result<ZipKind, ReadError> {
    let damaged = |e: zip::result::ZipError| ReadError::Damaged(e.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = match archive.by_index(index) {
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(_)) => return Err(ReadError::Locked),
            Err(e) => return Err(damaged(e)),
        };
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink());
        let read = read.map_err(|e| ReadError::Damaged(e.to_string()))?;
        left = left.checked_sub(read).ok_or(ReadError::TooLarge)?;
    }
    let has = |name: &str| archive.file_names().any(|n| n.eq_ignore_ascii_case(name));
    let has_in = |folder: &str| archive.file_names().any(|n| n.starts_with(folder));
    if has("xl/workbook.xml") {
        Ok(ZipKind::Xlsx)
    } else if has("xl/workbook.bin") {
        Err(ReadError::NotTable("xlsb"))
    } else if has("content.xml") && has("mimetype") {
        Ok(ZipKind::Ods)
    } else if has_in("word/") || has_in("ppt/") {
        Err(ReadError::NotTable("document"))
    } else {
        Err(ReadError::NotTable("archive"))
    }
}

fn read_xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let damaged = |e: XlsxError| match e {
        XlsxError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    };
    let mut book: Xlsx<Bytes<'_>> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let names = work_sheets(&book);
    let mut sheets = Vec::new();
    for name in names {
        let merges = book.merge_cells_by_sheet_name(&name).map_err(damaged)?;
        let mut rows = Rows::default();
        let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
        // Cell by cell: a dense range as wide as its furthest cell would let one stray cell fill the memory.
        while let Some(cell) = cells.next_cell_with_formula().map_err(damaged)? {
            let value = match (from_ref(&cell.value), cell.formula) {
                // A formula that was never worked out is kept as its text.
                (Cell::Empty, Some(formula)) if !formula.is_empty() => Cell::Text(format!("={formula}")),
                (value, _) => value,
            };
            rows.put(cell.pos, value)?;
        }
        sheets.push(rows.sheet(name, &merges));
    }
    Ok(sheets)
}

pub(super) fn read_xls(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    // An encrypted .xlsx comes in the same container, under this name.
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|w| w == name) {
        return Err(ReadError::Locked);
    }
    let damaged = |e: XlsError| match e {
        XlsError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    };
    let book: Xls<Bytes<'_>> = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    read_ranges(book, |book, name| book.merge_cells_by_sheet_name(name).unwrap_or_default(), damaged)
}

fn read_ods(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    let damaged = |e: calamine::OdsError| match e {
        calamine::OdsError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    };
    let book: Ods<Bytes<'_>> = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    read_ranges(book, |_, _| Vec::new(), damaged)
}

/// Sheets of cells, in order; charts and macros hold no rows.
fn work_sheets<'a, R: Reader<Bytes<'a>>>(book: &R) -> Vec<String> {
    book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect()
}

fn read_ranges<'a, R: Reader<Bytes<'a>>>(
    mut book: R,
    merges: impl Fn(&R, &str) -> Vec<calamine::Dimensions>,
    damaged: impl Fn(R::Error) -> ReadError,
) -> Result<Vec<Sheet>, ReadError> {
    let mut sheets = Vec::new();
    for name in work_sheets(&book) {
        let range = book.worksheet_range(&name).map_err(&damaged)?;
        let formulas = book.worksheet_formula(&name).ok();
        let mut rows = Rows::default();
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = (top + u32::try_from(row).unwrap_or(u32::MAX), left + u32::try_from(column).unwrap_or(u32::MAX));
            rows.put(at, from_data(value))?;
        }
        if let Some(formulas) = formulas {
            let (top, left) = formulas.start().unwrap_or_default();
            for (row, column, formula) in formulas.used_cells() {
                let at =
                    (top + u32::try_from(row).unwrap_or(u32::MAX), left + u32::try_from(column).unwrap_or(u32::MAX));
                rows.put_if_empty(at, formula)?;
            }
        }
        let merged = merges(&book, &name);
        sheets.push(rows.sheet(name, &merged));
    }
    Ok(sheets)
}

/// Rows as they fill.
#[derive(Default)]
struct Rows(Vec<Vec<Cell>>);

impl Rows {
    fn put(&mut self, (row, column): (u32, u32), value: Cell) -> Result<(), ReadError> {
        if value.is_blank() {
            return Ok(());
        }
        if row >= MAX_ROWS || column >= MAX_COLUMNS {
            return Err(ReadError::TooLarge);
        }
        *self.cell((row, column)) = value;
        Ok(())
    }

    fn put_if_empty(&mut self, (row, column): (u32, u32), formula: &str) -> Result<(), ReadError> {
        let empty = self.0.get(row as usize).and_then(|r| r.get(column as usize)).is_none_or(Cell::is_blank);
        if empty && !formula.is_empty() { self.put((row, column), Cell::Text(format!("={formula}"))) } else { Ok(()) }
    }

    fn cell(&mut self, (row, column): (u32, u32)) -> &mut Cell {
        let (row, column) = (row as usize, column as usize);
        if self.0.len() <= row {
            self.0.resize(row + 1, Vec::new());
        }
        let cells = &mut self.0[row];
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        &mut cells[column]
    }

    fn sheet(self, name: String, merges: &[calamine::Dimensions]) -> Sheet {
        let merge = |d: &calamine::Dimensions| Merge {
            top: d.start.0 + 1,
            bottom: d.end.0 + 1,
            left: d.start.1,
            right: d.end.1,
        };
        Sheet { merges: merges.iter().map(merge).collect(), ..Sheet::new(name, self.0) }
    }
}

fn from_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::SharedString(text) => Cell::from(*text),
        other => from_data(&Data::from(other.clone())),
    }
}

fn from_data(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets hold no larger whole numbers than f64 does")]
        Data::Int(n) => Cell::Number(*n as f64),
        Data::Float(n) if n.is_finite() => Cell::Number(*n),
        Data::Float(n) => Cell::Error(n.to_string()),
        Data::String(text) | Data::DurationIso(text) => Cell::from(text.as_str()),
        Data::Bool(flag) => Cell::Bool(*flag),
        Data::Error(error) => Cell::Error(format!("{error}")),
        Data::DateTime(stamp) => match stamp.as_datetime().filter(|_| stamp.is_datetime()) {
            Some(time) => Cell::Date(time.date()),
            None => Cell::Number(stamp.as_f64()),
        },
        Data::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|d| d.parse().ok());
            day.map_or_else(|| Cell::from(text.as_str()), Cell::Date)
        }
    }
}
