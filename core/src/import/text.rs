//! Delimited text into rows: RFC 4180 with any of `;`, `,`, tab and `|`, and the slips that spreadsheets and people
//! make in such files.

use super::grid::{Cell, Sheet};

/// Delimiters in the order in which they win a tie.
const DELIMITERS: [char; 4] = [';', '\t', ',', '|'];

/// The rows of a text. Row numbers are those that a spreadsheet would show: a line break inside quotes makes no row,
/// an empty line does.
#[must_use]
pub fn parse(text: &str) -> Sheet {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (declared, text) = declared(text);
    let delimiter = declared.unwrap_or_else(|| delimiter(text));
    Sheet::new("", records(text, delimiter))
}

/// The `sep=;` line that Excel writes and hides.
fn declared(text: &str) -> (Option<char>, &str) {
    let line_end = text.find(['\r', '\n']).unwrap_or(text.len());
    let mut rest = text[..line_end].strip_prefix("sep=").unwrap_or_default().chars();
    match (rest.next(), rest.next()) {
        (Some(one), None) => (Some(one), text[line_end..].trim_start_matches('\r').trim_start_matches('\n')),
        _ => (None, text),
    }
}

/// The delimiter that cuts most of the first lines into the same number of fields, more fields winning.
fn delimiter(text: &str) -> char {
    const LINES: usize = 50;
    let score = |d: char| {
        let sample: Vec<usize> = records_of(text, d).take(LINES).map(|r| r.len()).filter(|n| *n > 1).collect();
        let mut counts = std::collections::BTreeMap::new();
        sample.iter().for_each(|n| *counts.entry(*n).or_insert(0_usize) += 1);
        let best = counts.into_iter().max_by_key(|&(width, lines)| (lines, width));
        best.map_or((0, 0), |(width, lines)| (lines, width))
    };
    let ranked = DELIMITERS.iter().rev().max_by_key(|d| score(**d));
    ranked.copied().unwrap_or(';')
}

fn records(text: &str, delimiter: char) -> Vec<Vec<Cell>> {
    records_of(text, delimiter).map(|r| r.into_iter().map(cell).collect()).collect()
}

fn cell(text: String) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
}

/// Records one by one. A quote opens a quoted field only at its beginning, so that `СОШ "Абай"` needs no care; one that
/// is never closed ends with the file.
fn records_of(text: &str, delimiter: char) -> impl Iterator<Item = Vec<String>> + '_ {
    let mut rest = text.chars().peekable();
    std::iter::from_fn(move || {
        rest.peek()?;
        let (mut record, mut field, mut quoted) = (Vec::new(), String::new(), false);
        let mut fresh = true;
        while let Some(c) = rest.next() {
            if quoted {
                match c {
                    '"' if rest.peek() == Some(&'"') => {
                        rest.next();
                        field.push('"');
                    }
                    '"' => quoted = false,
                    c => field.push(c),
                }
                continue;
            }
            match c {
                '"' if fresh => (quoted, fresh) = (true, false),
                c if c == delimiter => {
                    record.push(std::mem::take(&mut field));
                    fresh = true;
                }
                '\r' | '\n' => {
                    if c == '\r' && rest.peek() == Some(&'\n') {
                        rest.next();
                    }
                    break;
                }
                c => {
                    field.push(c);
                    fresh = false;
                }
            }
        }
        record.push(field);
        Some(record)
    })
}
