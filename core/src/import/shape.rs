//! Tells what kind of row a sheet row is.

use super::columns::is_part;
use super::district_words::says_district;
use super::fold::fold;
use super::grid::Cell;
use super::grouped::{in_two_cells, is_ordinal};
use super::header::{Field, Header, ListKind, repeats_header};
use super::labels::labelled;
use super::names::is_named_school;
use super::parted::{Parted, is_numbered};
use super::remarks::{is_note, is_remark, without_list_words};
use super::row::{Heading, RowCode, Shape};
use super::sums::is_total;
use super::synonyms;

/// Tells the shape of the rows of one list.
pub(crate) struct Shapes<'a> {
    pub(crate) header: &'a Header,
    pub(crate) kind: ListKind,
    /// The row stands right above the header of a table further down.
    pub(crate) titles: bool,
    /// True for the text of a known school's name.
    pub(crate) is_school: &'a dyn Fn(&str) -> bool,
    /// True for the text of a known district's name.
    pub(crate) is_district: &'a dyn Fn(&str) -> bool,
    /// True for a text in parts of which one names a known district.
    pub(crate) is_placed: &'a dyn Fn(&Parted) -> bool,
}

impl Shapes<'_> {
    pub(crate) fn of(&self, sheet_row: u32, cells: &[Cell]) -> Shape {
        let filled: Vec<(usize, &Cell)> = cells.iter().enumerate().filter(|(_, c)| !c.is_blank()).collect();
        if self.header.rows.contains(&sheet_row) {
            return Shape::Ignored(RowCode::Header);
        }
        let before = self.header.rows.first().is_none_or(|first| sheet_row < *first);
        if filled.is_empty() || (!before && filled.iter().all(|(i, c)| self.is_running_number(*i, c))) {
            return Shape::Ignored(RowCode::Blank);
        }
        if before {
            return Shape::Ignored(RowCode::Title);
        }
        let below = self.header.rows.last().is_some_and(|last| sheet_row <= last + 2);
        if self.header.rows.last().is_some_and(|last| sheet_row == last + 1) && self.parts_headings(&filled) {
            return Shape::Ignored(RowCode::Header);
        }
        if repeats_header(cells, self.header) || parts_columns(&filled) || (below && explains_columns(&filled)) {
            return Shape::Ignored(RowCode::Header);
        }
        if numbers_columns(&filled) || (below && letters_columns(&filled)) {
            return Shape::Ignored(RowCode::Numbering);
        }
        if is_total(self.header, self.kind, &filled) {
            return Shape::Ignored(RowCode::Total);
        }
        self.lone(&filled).unwrap_or(Shape::Data)
    }

    /// The place that a title names, below what the titles above it name: «Район: Целиноградский», «Школа: СОШ № 44».
    pub(crate) fn title(&self, cells: &[Cell], above: Option<&Heading>) -> Option<Heading> {
        let words: Vec<(usize, &Cell)> = cells.iter().enumerate().filter(|(_, c)| !c.is_blank()).collect();
        let is_school = |name: &String| is_named_school(name) || (self.is_school)(name);
        let label = self.labelled(&words).filter(|told| told.school.as_ref().is_none_or(is_school));
        if let Some(told) = label {
            let above = above.cloned().unwrap_or_default();
            let keeps_district = told.region.is_none() && told.district.is_none();
            return Some(Heading {
                region: told.region.or(above.region),
                district: told.district.or(above.district.filter(|_| keeps_district)),
                school: told.school,
                titled: true,
            });
        }
        let text = cells.iter().find(|c| !c.is_blank())?.text();
        let place = super::title::named(&text, self.is_district);
        let one_school = self.kind == ListKind::People && !self.header.mapping.has(Field::School);
        let school = if one_school { super::title::school(&text, self.is_school, self.is_placed) } else { None };
        match (school, place) {
            // The place beside the school before others.
            (Some(school), Some(place)) if school.region.is_none() && school.district.is_none() => {
                Some(Heading { school: school.school, ..place })
            }
            (school, place) => school.or(place),
        }
    }

    pub(super) fn field(&self, column: usize) -> Option<Field> {
        self.header.mapping.columns.get(column).copied().flatten()
    }

    /// «всего | в т.ч. 1-4 классы» right below a heading that stands over both, and nothing beside.
    fn parts_headings(&self, filled: &[(usize, &Cell)]) -> bool {
        use Field::{GivenName, Iin, Name, Number, School, Surname};
        let unheaded = |column: usize| self.header.texts.get(column).is_none_or(String::is_empty);
        let part = |(i, cell): &(usize, &Cell)| {
            let named = matches!(self.field(*i), Some(Number | Name | Surname | GivenName | School | Iin));
            let under = *i > 0 && (unheaded(*i) || unheaded(i + 1));
            matches!(cell, Cell::Text(text) if text.contains(char::is_alphabetic)) && under && !named
        };
        filled.len() > 1 && filled.iter().all(part) && filled.iter().any(|(i, _)| unheaded(*i))
    }

    fn is_running_number(&self, column: usize, cell: &Cell) -> bool {
        self.field(column) == Some(Field::Number) && numeric(cell)
    }

    fn is_ordinal(&self, column: usize, cell: &Cell) -> bool {
        self.field(column) == Some(Field::Number) && is_ordinal(cell)
    }

    /// Rows with few filled cells: headings of places, signatures, remarks.
    fn lone(&self, filled: &[(usize, &Cell)]) -> Option<Shape> {
        let words: Vec<(usize, &Cell)> =
            filled.iter().filter(|(i, c)| !self.is_running_number(*i, c) && !self.is_ordinal(*i, c)).copied().collect();
        let (at, first) = *words.first()?;
        if let Some(told) = self.labelled(&words) {
            let alone = told.school.as_ref().filter(|_| told.region.is_none() && told.district.is_none());
            let placed = alone.and_then(|school| self.school_with_place(at, school));
            return Some(Shape::Heading(placed.unwrap_or(told)));
        }
        if let ([(_, Cell::Text(one)), (_, Cell::Text(other))], true) = (words.as_slice(), words.len() == filled.len())
            && let Some(heading) = in_two_cells(one, other)
        {
            return Some(Shape::Heading(heading));
        }
        if words.len() <= 3 && self.is_signed(&words, words.len() < filled.len()) {
            return Some(Shape::Ignored(RowCode::Remark));
        }
        let figures = |(i, c): &(usize, &Cell)| numeric(c) && !self.field(*i).is_some_and(|f| tells_person(f, c));
        if !words[1..].iter().all(figures) {
            return None;
        }
        let text = first.text();
        if let Some(heading) = self.heading(at, &text).filter(|_| words.len() == 1 || says_place(&text)) {
            return Some(Shape::Heading(heading));
        }
        // A single name in the column of names is a row that lacks all else; anything else is a remark.
        let fits_column = self.field(at).is_some_and(|f| names_row(f, self.kind));
        let named = self.kind == ListKind::Schools
            && (words.len() < filled.len() || is_named_school(&text) || is_numbered(&text));
        let plain = (named || cell_is_words(first))
            && !text.contains(':')
            && without_list_words(&text) == text
            && (1..=6).contains(&fold(&text).split(' ').count());
        (words.len() == 1 && !(fits_column && plain)).then_some(Shape::Ignored(RowCode::Remark))
    }

    /// A signature or a note, and no person with a post of that name: one who has a number or stands at a school.
    fn is_signed(&self, words: &[(usize, &Cell)], numbered: bool) -> bool {
        let (at, first) = words[0];
        if words.iter().any(|(_, c)| c.text().contains("___")) {
            return true;
        }
        let text = first.text();
        if self.kind == ListKind::Schools && self.field(at) == Some(Field::School) && is_named_school(&text) {
            return false;
        }
        let alone = words.len() == 1;
        let posted = self.field(at) == Some(Field::Role)
            && words.iter().any(|(i, c)| self.field(*i).is_some_and(|f| names_row(f, self.kind)) && cell_is_words(c))
            && !self.header.mapping.has(Field::Number);
        let schooled = words.iter().any(|(i, c)| {
            *i != at
                && self.field(*i) == Some(Field::School)
                && (is_named_school(&c.text()) || (self.is_school)(&c.text()))
        });
        let personal =
            words.iter().any(|(i, c)| self.field(*i).is_some_and(|f| tells_person(f, c) || tells_post(f, c)));
        let is_person = !alone && (numbered || posted || schooled || personal);
        let labels = (text.ends_with(':') && !says_place(&text)) || (!alone && without_list_words(&text) != text);
        !is_person && if numbered { is_note(&text) } else { labels || is_remark(&text) }
    }

    /// «Район: | Целиноградский», «Школа: СОШ № 44».
    fn labelled(&self, words: &[(usize, &Cell)]) -> Option<Heading> {
        let texts: Vec<String> = words.iter().map(|(_, cell)| cell.text()).collect();
        labelled(&texts, self.kind == ListKind::People)
    }
}

/// True for a text that says what kind of place it names.
fn says_place(text: &str) -> bool {
    let folded = fold(text);
    says_district(&folded) || super::place_text::says_region(&folded) || is_named_school(text)
}

/// True for an IIN or a birth date, and not for a count that stands in their column.
pub(crate) fn tells_person(field: Field, cell: &Cell) -> bool {
    let digits = || cell.text().chars().filter(char::is_ascii_digit).count();
    match field {
        Field::Iin => digits() > 8,
        Field::Born => digits() > 5,
        _ => false,
    }
}

/// True for what a column says of somebody's work, and what no signature has: a subject, a category, years.
fn tells_post(field: Field, cell: &Cell) -> bool {
    match field {
        Field::Subject => synonyms::subjects(&cell.text()).is_some_and(|s| !s.is_empty()),
        Field::Category => synonyms::category(&cell.text()).is_some(),
        Field::Experience => numeric(cell),
        _ => false,
    }
}

/// True for a column that says who or what a row of such a list is about.
pub(crate) fn names_row(field: Field, kind: ListKind) -> bool {
    match kind {
        ListKind::People => matches!(field, Field::Name | Field::Surname | Field::GivenName),
        ListKind::Schools => field == Field::School,
    }
}

pub(crate) fn numeric(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => {
            let digits = text.trim().trim_end_matches(['.', ')']);
            !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '\u{a0}')
        }
        _ => false,
    }
}

fn cell_is_words(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(t) if t.chars().any(char::is_alphabetic) && !t.chars().any(|c| c.is_ascii_digit()))
}

/// 1, 2, 3 … as far as the row goes.
fn numbers_columns(filled: &[(usize, &Cell)]) -> bool {
    let number = |c: &Cell| c.text().trim_end_matches('.').parse::<u32>().ok();
    let numbers: Option<Vec<u32>> = filled.iter().map(|(_, c)| number(c)).collect();
    numbers.is_some_and(|n| n.len() >= 3 && n[0] <= 2 && n.windows(2).all(|w| w[1] == w[0] + 1))
}

/// А, Б, В … or A, B, C … below the header.
fn letters_columns(filled: &[(usize, &Cell)]) -> bool {
    filled.len() >= 3 && filled.iter().all(|(_, c)| c.text().chars().count() == 1)
}

/// What of courses columns hold: the lower row of a header of two, repeated or below a row that is one by itself.
fn parts_columns(filled: &[(usize, &Cell)]) -> bool {
    filled.len() > 1 && filled.iter().all(|(_, c)| is_part(&c.text()))
}

/// «(полностью)», «(наименование)» below the header.
fn explains_columns(filled: &[(usize, &Cell)]) -> bool {
    filled.iter().all(|(_, c)| {
        let text = c.text();
        (text.starts_with('(') && text.ends_with(')')) || (filled.len() > 1 && is_part(&text))
    })
}
