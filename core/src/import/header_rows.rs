//! Finds the rows of a sheet that are its header.

use std::collections::BTreeSet;

use super::columns::{is_beside, is_known, is_of_courses, is_part, map};
use super::grid::{Cell, Merge, Sheet};
use super::header::{Field, Header, field_called};
use super::later::names_columns;
use super::list_kind::kind;

/// Rows that a header is looked for in.
const DEPTH: usize = 60;

/// The header of a sheet: the row, or two rows together, whose cells name the most different things; none where no
/// row names a person or a school and something else.
#[must_use]
pub fn find_header(sheet: &Sheet) -> Option<Header> {
    let depth = sheet.rows.len().min(DEPTH);
    let number = |at: usize| u32::try_from(at + 1).unwrap_or(u32::MAX);
    let singles: Vec<Scored> = (0..depth).map(|at| single(&sheet.rows[at], number(at))).collect();
    let doubles = (1..depth).filter_map(|at| {
        let rows = [sheet.rows[at - 1].as_slice(), sheet.rows[at].as_slice()];
        double(rows, number(at - 1), &sheet.merges, [&singles[at - 1], &singles[at]])
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
    let first = data_below_a_header(sheet, depth, &singles).and_then(best);
    let first = first.filter(|first| begins_the_list(first, most, sheet));
    Some(first.unwrap_or(most).1.clone())
}

/// The number of the last row above the first data below a row that is a header for sure.
fn data_below_a_header(sheet: &Sheet, depth: usize, singles: &[Scored]) -> Option<usize> {
    let top = (0..depth).find(|&at| singles[at].is_some() && names_columns(&sheet.rows[at]))?;
    (top + 1..depth).find(|&at| is_data(&sheet.rows[at]))
}

/// True for a row of several cells few of which are headings.
fn is_data(row: &[Cell]) -> bool {
    let known = row.iter().filter(|c| is_known(&c.text())).count();
    filled(row) >= 2 && known * 3 <= filled(row)
}

/// A table further down tells a little more of the same, or the first one has people or schools too, and not only who
/// answers for the list: the list begins with the first one.
fn begins_the_list(first: &(usize, Header), most: &(usize, Header), sheet: &Sheet) -> bool {
    const LITTLE: usize = 2;
    const SEVERAL: usize = 2;
    let kind_of = |header: &Header| kind(&header.texts, &header.mapping);
    let number = |row: Option<&u32>| row.map_or(0, |n| *n as usize);
    let between = number(first.1.rows.last())..number(most.1.rows.first()).saturating_sub(1);
    let several = || sheet.rows.get(between).is_some_and(|rows| rows.iter().filter(|r| is_data(r)).count() >= SEVERAL);
    kind_of(&first.1) == kind_of(&most.1) && (first.0 + LITTLE >= most.0 || several())
}

pub(super) fn filled(cells: &[Cell]) -> usize {
    cells.iter().filter(|c| !c.is_blank()).count()
}

/// A header with how many different things it names; none where a row, or two, make none.
pub(super) type Scored = Option<(usize, Header)>;

/// The header that the row of this number makes by itself.
pub(super) fn single(row: &[Cell], number: u32) -> Scored {
    let texts: Option<Vec<String>> = may_head(row).then(|| row.iter().map(Cell::text).collect());
    header_of(texts?, vec![number])
}

/// The header that a row and the one below it make together, `top` being the number of the upper one; none where they
/// tell no more than `alone`, what each makes by itself.
pub(super) fn double(rows: [&[Cell]; 2], top: u32, merges: &[Merge], alone: [&Scored; 2]) -> Scored {
    let two = two_rows(rows, top, merges)?;
    let made = header_of(two.texts, vec![top, top + 1])?;
    let [upper, lower] = alone.map(|scored| scored.as_ref().map_or(0, |s| s.0));
    // The upper row must add something to the lower one, else it is a title; what the lower one says of courses belongs
    // to the header, even where it adds nothing.
    (made.0 > upper.max(lower) || (made.0 == upper && upper > lower && two.of_courses)).then_some(made)
}

/// The header that these rows make with these texts, with its score; none if they make none.
fn header_of(texts: Vec<String>, rows: Vec<u32>) -> Scored {
    let mapping = map(&texts);
    let fields: BTreeSet<Field> = mapping.columns.iter().flatten().copied().collect();
    kind(&texts, &mapping)?;
    let named = [Field::Name, Field::Surname, Field::School].iter().any(|f| fields.contains(f));
    // A title such as "Список школ района" fills one cell; a header fills many, and most of them are known.
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    let enough = fields.len() >= 2 && (fields.len() >= 3 || fields.len() * 2 >= filled);
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
fn two_rows([above, below]: [&[Cell]; 2], top: u32, merges: &[Merge]) -> Option<Two> {
    if !may_head(above) || !may_head(below) || below.is_empty() {
        return None;
    }
    let mut made = Two { texts: Vec::new(), of_courses: true };
    let (mut known, mut unknown) = (0_usize, 0_usize);
    for (column, upper) in reaching([above, below], top, merges).into_iter().enumerate() {
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
pub(super) fn reaching([above, below]: [&[Cell]; 2], top: u32, merges: &[Merge]) -> Vec<String> {
    let width = above.len().max(below.len());
    let text = |row: &[Cell], column: usize| row.get(column).map(Cell::text).unwrap_or_default();
    let mut texts: Vec<String> = (0..width).map(|column| text(above, column)).collect();
    if texts.iter().filter(|t| !t.is_empty()).count() < 2 {
        return texts;
    }
    let wide: Vec<(usize, usize)> = merges
        .iter()
        .filter(|m| m.top <= top && top <= m.bottom && m.right > m.left)
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
