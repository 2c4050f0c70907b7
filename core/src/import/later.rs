//! Headers further down a sheet: of a second table, or of the next page of the first.

use super::columns::{is_of_courses, is_part, map};
use super::grid::{Cell, Merge};
use super::header::{Field, Header, ListKind, field_called, repeats_header};
use super::header_rows::{Scored, double, filled, reaching, single};
use super::list_kind::kind;

/// The fewest headings of a second table.
const FEWEST: usize = 3;

/// The headers below the first one of which any column holds another thing, and those of two rows also where they repeat
/// the one above. `rows` are those of the sheet from the first on.
pub(crate) fn later_headers(rows: &[&[Cell]], merges: &[Merge], first: &Header, list: ListKind) -> Vec<Header> {
    let mut later: Vec<Header> = Vec::new();
    let Some(&top) = first.rows.last() else { return later };
    // A table of schools below one of people has no names to lend; people below schools are no schools.
    let fits = |h: &Header| list == ListKind::People || kind(&h.texts, &h.mapping) == Some(list);
    let mut taken = top;
    for (n, cells) in (1..).zip(rows).filter(|(n, _)| *n > top) {
        if n <= taken {
            continue;
        }
        let above = later.last().unwrap_or(first);
        let below = rows.get(n as usize).copied().unwrap_or_default();
        if let Some(header) = of_two([cells, below], n, merges).filter(&fits) {
            taken = n + 1;
            let again = is_same(&header, above).then(|| Header { rows: header.rows.clone(), ..above.clone() });
            later.push(again.unwrap_or(header));
            continue;
        }
        let repeats = repeats_header(cells, above);
        if !(names_columns(cells) || (repeats && filled(cells) >= FEWEST)) {
            continue;
        }
        let made = single(cells, n).map(|(_, header)| header);
        later.extend(made.filter(|h| fits(h) && !(repeats && is_same(h, above))));
    }
    later
}

/// The header that a row and the one below it make together.
fn of_two(rows: [&[Cell]; 2], top: u32, merges: &[Merge]) -> Option<Header> {
    if !may_be_two(rows, top, merges) {
        return None;
    }
    let alone: [Scored; 2] = [single(rows[0], top), single(rows[1], top + 1)];
    double(rows, top, merges, [&alone[0], &alone[1]]).map(|(_, header)| header)
}

/// True for two rows of words of which most are headings: those of the upper one name columns, or stand over several.
fn may_be_two(rows: [&[Cell]; 2], top: u32, merges: &[Merge]) -> bool {
    let [above, below] = rows;
    let words = |cells: &[Cell]| cells.iter().all(|c| c.is_blank() || matches!(c, Cell::Text(_)));
    if filled(above) < 2 || filled(below) == 0 || !words(above) || !words(below) {
        return false;
    }
    let known = |text: &str| field_called(text).is_some() || is_of_courses(text) || is_part(text);
    let texts = |cells: &[Cell]| cells.iter().filter(|c| !c.is_blank()).map(Cell::text).collect::<Vec<_>>();
    // Row after row is looked at: the cells that name nothing soon settle it.
    let most = filled(below) * 2 / 5;
    if texts(below).iter().filter(|t| !known(t)).take(most + 1).count() > most {
        return false;
    }
    let reach = reaching(rows, top, merges);
    let wide = |text: &String| reach.iter().filter(|t| *t == text).count() > 1;
    let upper = texts(above);
    let heads = upper.iter().filter(|t| known(t) || wide(t)).count();
    let named = upper.iter().chain(&texts(below)).filter(|t| field_called(t).is_some()).count();
    heads * 5 >= upper.len() * 3 && named >= FEWEST
}

/// True where every heading of the row means what the header above says of its column, or is one of two that make it.
fn is_same(row: &Header, above: &Header) -> bool {
    let before = map(&above.texts);
    let same = |column: usize, text: &String, field: Option<Field>| {
        let over = above.texts.get(column).map_or("", String::as_str);
        text.is_empty()
            || before.columns.get(column).copied().flatten() == field
            || (above.rows.len() > row.rows.len() && over.starts_with(text.as_str()))
    };
    row.texts.iter().zip(&row.mapping.columns).enumerate().all(|(i, (text, field))| same(i, text, *field))
}

/// The header that a row stands under.
pub(crate) fn header_of_row<'a>(first: &'a Header, later: &'a [Header], sheet_row: u32) -> &'a Header {
    let above = |h: &&Header| h.rows.first().is_some_and(|top| *top <= sheet_row);
    later.iter().rev().find(above).unwrap_or(first)
}

/// True for a row of words most of which name columns.
pub(super) fn names_columns(cells: &[Cell]) -> bool {
    let filled: Vec<&Cell> = cells.iter().filter(|c| !c.is_blank()).collect();
    if filled.len() < FEWEST || !filled.iter().all(|c| matches!(c, Cell::Text(_))) {
        return false;
    }
    // Row after row is looked at: the cells that name nothing soon settle it.
    let most = filled.len() * 2 / 5;
    let others = filled.iter().filter(|c| field_called(&c.text()).is_none()).take(most + 1).count();
    others <= most && filled.len() - others >= FEWEST
}
