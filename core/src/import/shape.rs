//! Tells what kind of row a sheet row is.

use super::columns::is_part;
use super::district_words::{says_city, says_district, tells_which};
use super::fold::fold;
use super::grid::Cell;
use super::grouped::{in_two_cells, is_of_several, is_ordinal, without_schools};
use super::header::{Field, Header, ListKind, repeats_header};
use super::labels::labelled;
use super::names::is_named_school;
use super::parted::{Parted, parted};
use super::place_text::{district_within, plain, region_and_district, without_country};
use super::region::region_named;
use super::remarks::{is_note, is_remark, without_list_words};
use super::row::{Heading, RowCode, Shape};
use super::sums::is_total;
use super::synonyms;

/// Tells the shape of the rows of one list.
pub(crate) struct Shapes<'a> {
    pub(crate) header: &'a Header,
    pub(crate) kind: ListKind,
    /// True for the text of a known school's name.
    pub(crate) is_school: &'a dyn Fn(&str) -> bool,
    /// True for the text of a known district's name.
    pub(crate) is_district: &'a dyn Fn(&str) -> bool,
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
        super::title::named(&text, self.is_district)
    }

    fn field(&self, column: usize) -> Option<Field> {
        self.header.mapping.columns.get(column).copied().flatten()
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
        if let Some(heading) = self.labelled(&words) {
            return Some(Shape::Heading(heading));
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

    /// The place that a text alone in its row names.
    fn heading(&self, column: usize, text: &str) -> Option<Heading> {
        let named = without_schools(without_country(without_list_words(plain(text))));
        if is_of_several(named) {
            return Some(Heading { district: Some(named.to_owned()), ..Heading::default() });
        }
        let folded = fold(named);
        let count = folded.split(' ').count();
        let in_names = self.field(column).is_some_and(|f| names_row(f, self.kind));
        if in_names && self.kind == ListKind::People && is_initialled(text.trim()) && !self.is_known_place(named) {
            return None;
        }
        if is_vague(&folded) && !is_numbered(named) && !self.is_known_place(named) {
            let within = district_within(named).filter(|(_, district)| (self.is_district)(district));
            return within.map(|(region, district)| Heading { region, district: Some(district), ..Heading::default() });
        }
        let in_own = |f: Field| self.field(column) == Some(f);
        let own = |text: &str| Some(text.to_owned());
        let region = || Some(Heading { region: own(named), ..Heading::default() });
        let district = || Some(Heading { district: own(named), ..Heading::default() });
        if let Some(heading) = self.school_of_district(column, named) {
            return Some(heading);
        }
        let both = if count <= 10 { region_and_district(named) } else { None };
        if let Some((region, district)) = both {
            return Some(Heading { region: Some(region), district: Some(district), ..Heading::default() });
        }
        // «Аудан бойынша», «Город» say what kind of place, not which.
        let tells = tells_which(named);
        if in_own(Field::District) || (says_district(&folded) && count <= 6 && tells) {
            return district();
        }
        if let Some(found) = region_named(named) {
            // A town of a region stands beside its districts, and tells which region it is the centre of; a city of the
            // republic is a region.
            let town = says_city(&folded) && !found.facts().is_city;
            let of_town = || Heading { region: own(found.facts().names[1]), ..district().unwrap_or_default() };
            return if town { Some(of_town()) } else { region() };
        }
        if in_own(Field::Region) {
            return region();
        }
        let city = tells && (folded.starts_with("г ") || (says_city(&folded) && count <= 3));
        let known = (self.is_district)(named) && (!in_names || count == 1);
        let adjective = count == 1 && folded.ends_with("ский") && !in_names;
        if (city && !is_named_school(named)) || known || adjective {
            return district();
        }
        self.names_school(column, named, text)
    }

    /// «СОШ № 6 Аккольского района», «Аккольский район, СОШ № 6».
    fn school_of_district(&self, column: usize, named: &str) -> Option<Heading> {
        let is_school = |text: &str| is_named_school(text) || is_numbered(text);
        let in_places = matches!(self.field(column), Some(Field::Region | Field::District));
        if self.kind != ListKind::People || in_places || !is_school(named) {
            return None;
        }
        let known =
            |p: &Parted| says_district(&fold(&p.district)) && (self.is_district)(&p.district) && is_school(&p.school);
        let Parted { region, district, school } = parted(named).into_iter().find(known)?;
        Some(Heading { region, district: Some(district), school: Some(school), titled: false })
    }

    fn is_known_place(&self, text: &str) -> bool {
        (self.is_district)(text) || (self.is_school)(text) || region_named(text).is_some()
    }

    /// A school's name: a known one, or one that says its type or its number. Rows below an unknown one need a school,
    /// and don't belong to the school above.
    fn names_school(&self, column: usize, named: &str, text: &str) -> Option<Heading> {
        let in_names = self.field(column).is_some_and(|f| names_row(f, self.kind));
        let says_type = is_named_school(named) && !(in_names && is_short_name(named));
        let numbered = is_numbered(named);
        let known = (self.is_school)(text);
        let is_one = says_type || numbered || ((known || self.field(column) == Some(Field::School)) && !in_names);
        // What is written in full may be known where its shortened form is another.
        let name = if known { text } else { named };
        let short = fold(named).split(' ').count() <= 20;
        (self.kind == ListKind::People && is_one && short)
            .then(|| Heading { school: Some(name.to_owned()), ..Heading::default() })
    }
}

/// «№ 44» anywhere in the text.
fn is_numbered(text: &str) -> bool {
    text.split_once('№').is_some_and(|(_, n)| n.trim_start().starts_with(|c: char| c.is_ascii_digit()))
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

/// «Омаров Қ.», «Р.Н. Сатова»: a surname with initials, whatever such letters are short for elsewhere.
fn is_initialled(text: &str) -> bool {
    let initial = |word: &str| {
        let letters = word.chars().filter(|c| *c != '.');
        word.contains('.') && word.chars().all(|c| c == '.' || c.is_uppercase()) && (1..=2).contains(&letters.count())
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let initials = words.iter().filter(|w| initial(w)).count();
    (2..=3).contains(&words.len())
        && (1..words.len()).contains(&initials)
        && words.iter().all(|w| initial(w) || is_capitalised(w))
}

/// «Ом Виктор», «Мо Вера»: a name with a word of two letters, which written large would be a type of school.
fn is_short_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=3).contains(&words.len())
        && words.iter().all(|w| is_capitalised(w))
        && words.iter().any(|w| w.chars().count() == 2)
}

/// One large letter, then small ones.
fn is_capitalised(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().next().is_some()
        && letters.all(|c| c.is_lowercase() || c == '-')
}

/// A part of a list, and no place: «Школы района», «1 группа», «Старшая школа, 10-11 классы».
fn is_vague(folded: &str) -> bool {
    const PARTS: [&str; 9] = ["школы", "группа", "группы", "топ", "этап", "раздел", "классы", "тур", "продолжение"];
    folded.split(' ').any(|w| PARTS.contains(&w))
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
