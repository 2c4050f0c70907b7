//! Finds the rows of a sheet that are its header.

use std::collections::BTreeSet;

use super::columns::{is_beside, is_known, is_of_courses, is_part, kind, map};
use super::grid::{Cell, Sheet};
use super::header::{Field, Header, ListKind, field_called, repeats_header};

/// Rows that a header is looked for in.
const DEPTH: usize = 60;

/// The fewest headings of a second table.
const FEWEST: usize = 3;

/// The header of a sheet: the row, or two rows together, whose cells name the most different things; none where no
/// row names a person or a school and something else.
#[must_use]
pub fn find_header(sheet: &Sheet) -> Option<Header> {
    let depth = sheet.rows.len().min(DEPTH);
    let singles: Vec<Option<(usize, Header)>> = (0..depth).map(|at| single(sheet, at)).collect();
    let score = |at: usize| singles.get(at).and_then(Option::as_ref).map_or(0, |s| s.0);
    let doubles = (1..depth).filter_map(|at| {
        let two = two_rows(sheet, at - 1)?;
        let made = header_of(two.texts, &[at - 1, at])?;
        let (upper, lower) = (score(at - 1), score(at));
        // The upper row must add something to the lower one, else it is a title; what the lower one says of courses
        // belongs to the header, even where it adds nothing.
        (made.0 > upper.max(lower) || (made.0 == upper && upper > lower && two.of_courses)).then_some(made)
    });
    // The first of equals: a header that is repeated further down is only that. Of a row and that row with the one
    // below, both.
    let rank =
        |score: usize, header: &Header| (score, std::cmp::Reverse(header.rows.first().copied()), header.rows.len());
    let all: Vec<(usize, Header)> = singles.iter().flatten().cloned().chain(doubles).collect();
    let best = |until: usize| {
        let above = all.iter().filter(|(_, h)| h.rows.last().is_none_or(|last| *last as usize <= until));
        above.max_by_key(|(score, header)| rank(*score, header))
    };
    let most = best(depth)?;
    let first = data_below_a_header(sheet, depth, &singles).and_then(best).filter(|first| begins_the_list(first, most));
    Some(first.unwrap_or(most).1.clone())
}

/// The number of the last row above the first data below a row that is a header for sure.
fn data_below_a_header(sheet: &Sheet, depth: usize, singles: &[Option<(usize, Header)>]) -> Option<usize> {
    let top = (0..depth).find(|&at| singles[at].is_some() && names_columns(&sheet.rows[at]))?;
    let known = |row: &[Cell]| row.iter().filter(|c| is_known(&c.text())).count();
    let is_data = |row: &[Cell]| filled(row) >= 2 && known(row) * 3 <= filled(row);
    (top + 1..depth).find(|&at| is_data(&sheet.rows[at]))
}

/// A table further down tells a little more of the same: the list begins with the first one.
fn begins_the_list(first: &(usize, Header), most: &(usize, Header)) -> bool {
    const LITTLE: usize = 2;
    let kind_of = |header: &Header| kind(&header.texts, &header.mapping);
    first.0 + LITTLE >= most.0 && kind_of(&first.1) == kind_of(&most.1)
}

/// Headers further down any of whose columns holds another thing: of a second table on the sheet.
pub(crate) fn later_headers<'a>(
    rows: impl Iterator<Item = (u32, &'a [Cell])>,
    first: &Header,
    list: ListKind,
) -> Vec<Header> {
    let mut later: Vec<Header> = Vec::new();
    let Some(top) = first.rows.last() else { return later };
    for (n, cells) in rows.filter(|(n, _)| n > top) {
        let above = later.last().unwrap_or(first);
        let repeats = repeats_header(cells, above);
        if !(names_columns(cells) || (repeats && filled(cells) >= FEWEST)) {
            continue;
        }
        let texts: Vec<String> = cells.iter().map(Cell::text).collect();
        let made = header_of(texts, &[n as usize - 1]).map(|(_, header)| header);
        // A table of schools below one of people has no names to lend; people below schools are no schools.
        let fits = |h: &Header| list == ListKind::People || kind(&h.texts, &h.mapping) == Some(list);
        later.extend(made.filter(|h| fits(h) && !(repeats && is_same(h, above))));
    }
    later
}

/// True where every heading of the row means what the header above says of its column. One of two rows is repeated in
/// two, neither of which tells as much.
fn is_same(row: &Header, above: &Header) -> bool {
    let before = map(&above.texts);
    let said = row.texts.iter().zip(&row.mapping.columns).enumerate().filter(|(_, (text, _))| !text.is_empty());
    above.rows.len() > 1 || said.into_iter().all(|(i, (_, field))| before.columns.get(i).copied().flatten() == *field)
}

fn filled(cells: &[Cell]) -> usize {
    cells.iter().filter(|c| !c.is_blank()).count()
}

/// The header that a row stands under.
pub(crate) fn header_of_row<'a>(first: &'a Header, later: &'a [Header], sheet_row: u32) -> &'a Header {
    let above = |h: &&Header| h.rows.first().is_some_and(|top| *top <= sheet_row);
    later.iter().rev().find(above).unwrap_or(first)
}

/// True for a row of words most of which name columns.
fn names_columns(cells: &[Cell]) -> bool {
    let filled: Vec<&Cell> = cells.iter().filter(|c| !c.is_blank()).collect();
    if filled.len() < FEWEST || !filled.iter().all(|c| matches!(c, Cell::Text(_))) {
        return false;
    }
    // Row after row is looked at: the cells that name nothing soon settle it.
    let most = filled.len() * 2 / 5;
    let others = filled.iter().filter(|c| field_called(&c.text()).is_none()).take(most + 1).count();
    others <= most && filled.len() - others >= FEWEST
}

fn single(sheet: &Sheet, at: usize) -> Option<(usize, Header)> {
    let row = &sheet.rows[at];
    let texts: Option<Vec<String>> = may_head(row).then(|| row.iter().map(Cell::text).collect());
    header_of(texts?, &[at])
}

/// The header that these rows (counted from 0) make with these texts, with its score; none if they make none.
fn header_of(texts: Vec<String>, rows: &[usize]) -> Option<(usize, Header)> {
    let mapping = map(&texts);
    let fields: BTreeSet<Field> = mapping.columns.iter().flatten().copied().collect();
    kind(&texts, &mapping)?;
    let named = [Field::Name, Field::Surname, Field::School].iter().any(|f| fields.contains(f));
    // A title such as "Список школ района" fills one cell; a header fills many, and most of them are known.
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    let enough = fields.len() >= 2 && (fields.len() >= 3 || fields.len() * 2 >= filled);
    let rows = rows.iter().map(|r| u32::try_from(r + 1).unwrap_or(u32::MAX)).collect();
    (named && enough).then_some((fields.len(), Header { rows, texts, mapping }))
}

/// A row of words, or of words and years: what a header is made of.
fn may_head(row: &[Cell]) -> bool {
    let is_year = |n: f64| n.fract() == 0.0 && (1950.0..2100.0).contains(&n);
    row.iter().all(|c| match c {
        Cell::Empty | Cell::Text(_) => true,
        Cell::Number(n) => is_year(*n),
        _ => false,
    })
}

/// Two rows as the headings that they make together.
struct Two {
    texts: Vec<String>,
    /// The lower row does nothing but say what of courses its columns hold.
    of_courses: bool,
}

/// Texts of a heading row with a row of finer headings below: the finer one where it is known by itself, the two where
/// it is not: «Последние курсы» over «Дата».
fn two_rows(sheet: &Sheet, top: usize) -> Option<Two> {
    let (above, below) = (&sheet.rows[top], &sheet.rows[top + 1]);
    if !may_head(above) || !may_head(below) || below.is_empty() {
        return None;
    }
    let mut made = Two { texts: Vec::new(), of_courses: true };
    let (mut known, mut unknown) = (0_usize, 0_usize);
    for (column, upper) in reaching(sheet, top).into_iter().enumerate() {
        let lower = below.get(column).map(Cell::text).unwrap_or_default();
        if lower.is_empty() {
            made.texts.push(above.get(column).map(Cell::text).unwrap_or_default());
            continue;
        }
        let part = is_of_courses(&upper) && is_part(&lower);
        *(if part || is_known(&lower) { &mut known } else { &mut unknown }) += 1;
        made.of_courses &= part;
        let by_itself = field_called(&lower).is_some() && !is_beside(&upper) && !part;
        made.texts.push(if upper.is_empty() || by_itself { lower } else { format!("{upper}: {lower}") });
    }
    // Below a real heading row most cells are headings themselves; below a header of one row they are data.
    (known > unknown).then_some(made)
}

/// The upper headings, each over every column that it reaches: those that it was merged over, or, where nothing was
/// merged, the empty cells to its right with finer headings below, if one stands below itself. A title reaches nowhere.
fn reaching(sheet: &Sheet, top: usize) -> Vec<String> {
    let (above, below) = (&sheet.rows[top], &sheet.rows[top + 1]);
    let width = above.len().max(below.len());
    let text = |row: &[Cell], column: usize| row.get(column).map(Cell::text).unwrap_or_default();
    let mut texts: Vec<String> = (0..width).map(|column| text(above, column)).collect();
    if texts.iter().filter(|t| !t.is_empty()).count() < 2 {
        return texts;
    }
    let row = u32::try_from(top + 1).unwrap_or(u32::MAX);
    let wide: Vec<(usize, usize)> = sheet
        .merges
        .iter()
        .filter(|m| m.top <= row && row <= m.bottom && m.right > m.left)
        .map(|m| (m.left as usize, m.right as usize))
        .collect();
    for column in 1..width {
        let from = wide.iter().find(|(left, right)| *left < column && column <= *right);
        let reached = from.is_some()
            || (wide.is_empty() && !text(below, column).is_empty() && !text(below, column - 1).is_empty());
        if texts[column].is_empty() && reached {
            texts[column] = texts[column - 1].clone();
        }
    }
    texts
}
