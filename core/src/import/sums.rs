//! Rows that hold a sum or a count.

use super::district_words::tells_which;
use super::fold::fold;
use super::grid::Cell;
use super::header::{Field, Header, ListKind};
use super::place_text::counted;
use super::shape::{names_row, numeric, tells_person};

/// Words that only a sum is told by, wherever they stand: «По району итого:».
const ALWAYS: [&str; 8] = ["итого", "всего", "барлыгы", "жиыны", "жиынтыгы", "total", "totals", "subtotal"];
/// Words that tell a sum at the beginning of a cell. Some are names of people too.
const FIRST: [&str; 12] =
    ["итог", "барлык", "корытынды", "grand", "количество", "кол", "сумма", "sum", "count", "саны", "онын", "оныц"];
/// Words that a count ends with: «Педагогтер саны: 2».
const LAST: [&str; 4] = ["саны", "количество", "кол во", "число"];

/// Sums of a school, which is all that they name.
const OF_SCHOOL: [&str; 4] = ["по школе", "по школам", "мектеп бойынша", "мектептер бойынша"];

/// How a cell tells a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// By its first word, which means nothing else.
    Surely,
    /// By its first word, which may be a name.
    Perhaps,
    /// By a word further on.
    Within,
}

fn tells_sum(cell: &Cell) -> Option<Tells> {
    let Cell::Text(text) = cell else { return None };
    if text.chars().count() > 80 {
        return None;
    }
    let folded = without_gaps(fold(text));
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or_default();
    if ALWAYS.contains(&first)
        || (first == "жалпы" && is_general(words.next()))
        || is_part(&folded)
        || is_overall(&folded)
    {
        return Some(Tells::Surely);
    }
    // «Аудан бойынша: | 330»
    let of_all = || (folded.ends_with(" бойынша") || folded.starts_with("по ")) && !tells_which(text);
    let of_all = || of_all() || OF_SCHOOL.contains(&folded.as_str());
    if folded.split(' ').any(|w| ALWAYS.contains(&w)) || counts(&folded) || of_all() {
        return Some(Tells::Within);
    }
    FIRST.contains(&first).then_some(Tells::Perhaps)
}

/// «И т о г о» as a word.
fn without_gaps(folded: String) -> String {
    if folded.split(' ').all(|w| w.chars().count() == 1) { folded.replace(' ', "") } else { folded }
}

/// «из них», «оның ішінде»: a part of a sum.
fn is_part(folded: &str) -> bool {
    ["из них", "в том числе", "в т ч", "онын ишинде", "of them", "of which"].iter().any(|b| folded.starts_with(b))
}

/// «Общее количество», «Общий итог».
fn is_overall(folded: &str) -> bool {
    let mut words = folded.split(' ');
    words.next().is_some_and(|w| w.starts_with("общ"))
        && words.next().is_some_and(|w| FIRST.contains(&w) || w == "число")
}

/// «Жалпы саны» is a sum; «жалпы білім беретін мектеп» is a school.
fn is_general(next: Option<&str>) -> bool {
    next.is_none_or(|w| ALWAYS.contains(&w) || w == "саны" || w.starts_with(|c: char| c.is_ascii_digit()))
}

fn counts(folded: &str) -> bool {
    let words = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    words.len() < folded.len() && LAST.iter().any(|w| words.strip_suffix(w).is_some_and(|rest| rest.ends_with(' ')))
}

/// True for a row whose cell tells a sum and that names nobody in a place, and for figures alone.
pub(crate) fn is_total(header: &Header, kind: ListKind, filled: &[(usize, &Cell)]) -> bool {
    let field = |i: usize| header.mapping.columns.get(i).copied().flatten();
    let told = filled.iter().find_map(|(i, c)| tells_sum(c).map(|how| (*i, how)));
    let Some((at, how)) = told else {
        let figures = [Field::Pupils, Field::Experience, Field::CourseHours];
        return filled.iter().all(|(i, c)| numeric(c) && field(*i).is_none_or(|f| figures.contains(&f)));
    };
    let others = || filled.iter().filter(|(i, _)| *i != at);
    let has = |wanted: &[Field]| others().any(|(i, _)| field(*i).is_some_and(|f| wanted.contains(&f)));
    if others().any(|(i, c)| field(*i).is_some_and(|f| tells_person(f, c))) {
        return false;
    }
    if how == Tells::Surely && counts_on(filled, at) {
        return true;
    }
    let in_name = field(at).is_some_and(|f| names_row(f, ListKind::People));
    if others().all(|(_, c)| is_figure(c)) {
        // «Саны Ерлан» alone is a name.
        return !(how == Tells::Perhaps && in_name && !any_figure(filled, at));
    }
    let may_head = !matches!(
        field(at),
        Some(Field::Kind | Field::Note | Field::Role | Field::Subject | Field::CourseTitle | Field::Category)
    );
    if how == Tells::Within || !may_head || (how == Tells::Perhaps && in_name) {
        return false;
    }
    let named = others().any(|(i, c)| field(*i).is_some_and(|f| names_row(f, kind)) && !starts_with_figure(c));
    let placed = match kind {
        ListKind::People => has(&[Field::School, Field::Role]),
        ListKind::Schools => has(&[Field::Region, Field::District]),
    };
    let at_work = kind == ListKind::People && has(&[Field::School]) && has(&[Field::Role, Field::Subject]);
    !at_work && !(named && (placed || filled.len() > 3))
}

/// «Всего: | 45 | из них | 20 | учителей | 5»: what follows the sum is figures, and words for parts before a figure.
fn counts_on(filled: &[(usize, &Cell)], at: usize) -> bool {
    let after = filled.iter().position(|(i, _)| *i == at).map_or(filled.len(), |p| p + 1);
    let labels = |cell: &Cell| {
        let folded = fold(&cell.text());
        is_part(&folded) || folded.split(' ').any(counted)
    };
    let fits = |(i, (_, cell)): (usize, &(usize, &Cell))| {
        is_figure(cell) || (labels(cell) && filled.get(i + 1).is_some_and(|(_, next)| is_figure(next)))
    };
    after <= 2 && filled.iter().enumerate().skip(after).all(fits)
}

/// A number, a count with its word (`2 педагог`), or a dash.
fn is_figure(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => starts_with_figure(cell) || !text.chars().any(char::is_alphanumeric),
        Cell::Number(_) | Cell::Error(_) => true,
        _ => false,
    }
}

/// A figure in the cell that tells the sum or beside it, the running number aside.
fn any_figure(filled: &[(usize, &Cell)], at: usize) -> bool {
    filled
        .iter()
        .any(|(i, c)| if *i == at { c.text().chars().any(|c| c.is_ascii_digit()) } else { *i > at && is_figure(c) })
}

fn starts_with_figure(cell: &Cell) -> bool {
    cell.text().starts_with(|c: char| c.is_ascii_digit())
}
