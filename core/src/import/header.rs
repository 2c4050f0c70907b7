//! Finds the header of a list and says what each column holds, by what people call such columns in Kazakh, Russian
//! and English.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::grid::{Cell, Sheet};
use super::synonyms::columns::{ALONE, GENERIC, NAMES, rank};
use crate::model::kinds::codes;

codes! {
    /// What a column holds.
    Field {
        /// Running number of the row.
        Number = "number",
        /// Region.
        Region = "region",
        /// District, or a city in its place.
        District = "district",
        /// The school: of the person, or the one that the row is about.
        School = "school",
        /// Village or other settlement of the school.
        Village = "village",
        /// Full name of the person.
        Name = "name",
        /// Surname, where the name has columns of its own.
        Surname = "surname",
        /// Given name.
        GivenName = "given_name",
        /// Patronymic.
        Patronymic = "patronymic",
        /// IIN.
        Iin = "iin",
        /// Date of birth.
        Born = "born",
        /// Sex.
        Sex = "sex",
        /// Position.
        Role = "role",
        /// Subjects taught.
        Subject = "subject",
        /// Grades taught.
        Grades = "grades",
        /// Qualification category.
        Category = "category",
        /// Experience in years.
        Experience = "experience",
        /// Language of teaching or instruction.
        Language = "language",
        /// Last day of the last course.
        LastCourse = "last_course",
        /// Hours of the last course.
        CourseHours = "course_hours",
        /// Title of the last course.
        CourseTitle = "course_title",
        /// Telephone.
        Phone = "phone",
        /// E-mail.
        Email = "email",
        /// Free text.
        Note = "note",
        /// Rural or urban.
        Locality = "locality",
        /// Kind of school.
        Kind = "kind",
        /// The hub school that the school is attached to.
        Hub = "hub",
        /// Number of pupils.
        Pupils = "pupils",
        /// Latitude in degrees.
        Latitude = "latitude",
        /// Longitude in degrees.
        Longitude = "longitude",
    }

    /// What a list is a list of.
    ListKind {
        /// Schools.
        Schools = "schools",
        /// People.
        People = "people",
    }
}

struct Names {
    exact: HashMap<String, Field>,
    generic: Vec<String>,
    phrases: Vec<(String, Field)>,
}

static FOLDED: LazyLock<Names> = LazyLock::new(|| {
    let all: Vec<(String, Field)> =
        NAMES.iter().flat_map(|(f, names)| names.split('|').map(|n| (fold_header(n), *f))).collect();
    let alone: Vec<String> = ALONE.split('|').map(fold_header).collect();
    let inside = |n: &String, f: Field| n.chars().count() > 2 && f != Field::Number && !alone.contains(n);
    let long = all.iter().filter(|(n, f)| inside(n, *f));
    let mut phrases: Vec<_> = long.map(|(n, f)| (format!(" {n} "), *f)).collect();
    phrases.sort_by_key(|(n, _)| std::cmp::Reverse(n.chars().count()));
    Names { exact: all.into_iter().collect(), generic: GENERIC.split('|').map(fold_header).collect(), phrases }
});

/// As [`fold`], with `№` as a word.
fn fold_header(text: &str) -> String {
    fold(&text.replace(['№', '#'], " нумеро "))
}

/// How sure a header is: by its whole text, by a phrase inside it, or a general word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    General,
    Phrase(usize),
    Exact,
}

fn recognise(text: &str) -> Option<(Field, Sure)> {
    // A header is short; a sentence that mentions a school is a title.
    if text.chars().count() > 90 {
        return None;
    }
    let folded = fold_header(text);
    if let Some(&field) = FOLDED.exact.get(&folded) {
        return Some((field, Sure::Exact));
    }
    if FOLDED.generic.contains(&folded) {
        return Some((Field::School, Sure::General));
    }
    let outside = text.split(['(', '[']).next().unwrap_or(text);
    if let Some(&field) = FOLDED.exact.get(&fold_header(outside)) {
        return Some((field, Sure::Exact));
    }
    let padded = format!(" {folded} ");
    let inside = |p: &&(String, Field)| padded.contains(&p.0);
    FOLDED.phrases.iter().find(inside).map(|(p, f)| (*f, Sure::Phrase(p.chars().count())))
}

/// What each column holds: recognised, then adjustable by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// By column; none where nothing is taken from it but, if asked, its text into the note.
    pub columns: Vec<Option<Field>>,
}

impl Mapping {
    /// The first column that holds this.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|c| *c == Some(field))
    }

    /// True when some column holds this.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        self.columns.contains(&Some(field))
    }

    /// What the columns make the list a list of: people where persons are named, unless it tells of the school only
    /// what a list of schools tells.
    #[must_use]
    pub fn kind(&self) -> Option<ListKind> {
        use Field::{
            Category, CourseHours, Experience, GivenName, Hub, Iin, Kind, LastCourse, Latitude, Locality, Longitude,
            Name, Pupils, Role, School, Subject, Surname,
        };
        let count = |fields: &[Field]| fields.iter().filter(|f| self.has(**f)).count();
        let named = count(&[Name, Surname, GivenName]) > 0;
        let of_people = count(&[Iin, Role, Subject, Category, Experience, LastCourse, CourseHours]);
        let of_schools = count(&[Kind, Hub, Pupils, Latitude, Longitude, Locality]);
        match (named, self.has(School)) {
            (true, true) if of_schools > of_people => Some(ListKind::Schools),
            (true, _) => Some(ListKind::People),
            (false, true) if of_people > of_schools => Some(ListKind::People),
            (false, true) => Some(ListKind::Schools),
            (false, false) => (of_people > 1).then_some(ListKind::People),
        }
    }
}

/// A header that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Its sheet rows: one, or two where groups of columns have a common heading.
    pub rows: Vec<u32>,
    /// The text over each column.
    pub texts: Vec<String>,
    /// What each column holds.
    pub mapping: Mapping,
}

/// Rows that a header is looked for in.
const DEPTH: usize = 60;

/// The header of a sheet: the row, or two rows together, whose cells name the most different things; none where no
/// row names a person or a school and something else.
#[must_use]
pub fn find_header(sheet: &Sheet) -> Option<Header> {
    let depth = sheet.rows.len().min(DEPTH);
    let singles: Vec<Option<(usize, Header)>> = (0..depth).map(|at| single(sheet, at)).collect();
    let score = |at: usize| singles.get(at).and_then(Option::as_ref).map_or(0, |s| s.0);
    let doubles = (1..depth).filter_map(|at| {
        let made = header_of(two_row_texts(sheet, at - 1)?, &[at - 1, at])?;
        // The upper row must add something to the lower one, else it is a title.
        (made.0 > score(at).max(score(at - 1))).then_some(made)
    });
    // The first of equals: a header that is repeated further down is only that.
    let mut best: Option<(usize, Header)> = None;
    for (score, header) in singles.iter().flatten().cloned().chain(doubles) {
        let better = |(most, found): &(usize, Header)| (score, &found.rows) > (*most, &header.rows);
        if best.as_ref().is_none_or(better) {
            best = Some((score, header));
        }
    }
    best.map(|(_, header)| header)
}

fn single(sheet: &Sheet, at: usize) -> Option<(usize, Header)> {
    let row = &sheet.rows[at];
    let texts: Option<Vec<String>> = all_words(row).then(|| row.iter().map(Cell::text).collect());
    header_of(texts?, &[at])
}

/// The header that these rows (counted from 0) make with these texts, with its score; none if they make none.
fn header_of(texts: Vec<String>, rows: &[usize]) -> Option<(usize, Header)> {
    let mapping = map(&texts);
    let fields: std::collections::BTreeSet<Field> = mapping.columns.iter().flatten().copied().collect();
    mapping.kind()?;
    let named = [Field::Name, Field::Surname, Field::School].iter().any(|f| fields.contains(f));
    // A title such as "Список школ района" fills one cell; a header fills many, and most of them are known.
    let filled = texts.iter().filter(|t| !t.is_empty()).count();
    let enough = fields.len() >= 2 && (fields.len() >= 3 || fields.len() * 2 >= filled);
    let rows = rows.iter().map(|r| u32::try_from(r + 1).unwrap_or(u32::MAX)).collect();
    (named && enough).then_some((fields.len(), Header { rows, texts, mapping }))
}

/// A row without numbers and dates: what a header is made of.
fn all_words(row: &[Cell]) -> bool {
    row.iter().all(|c| matches!(c, Cell::Empty | Cell::Text(_)))
}

/// Texts of a heading row with a row of finer headings below: the finer one where it is known, else the upper one,
/// which reaches over the empty cells to its right as far as it was merged.
fn two_row_texts(sheet: &Sheet, top: usize) -> Option<Vec<String>> {
    let (above, below) = (&sheet.rows[top], &sheet.rows[top + 1]);
    if !all_words(above) || !all_words(below) || below.is_empty() {
        return None;
    }
    let mut texts = Vec::new();
    let (mut known, mut unknown) = (0_usize, 0_usize);
    for column in 0..above.len().max(below.len()) {
        let upper = above.get(column).map(Cell::text).unwrap_or_default();
        let lower = below.get(column).map(Cell::text).unwrap_or_default();
        let is_known = recognise(&lower).is_some();
        if !lower.is_empty() {
            *(if is_known { &mut known } else { &mut unknown }) += 1;
        }
        texts.push(match (lower.is_empty(), is_known) {
            (true, _) => upper,
            (false, true) => lower,
            // «Последние курсы» over «Дата»: the two together are the heading.
            (false, false) => format!("{upper} {lower}").trim().to_owned(),
        });
    }
    // Below a real heading row most cells are headings themselves; below a header of one row they are data.
    (known > unknown).then_some(texts)
}

/// What columns with these headings hold. A thing stands in one column: where two claim it, the surer has it.
#[must_use]
pub fn map(texts: &[String]) -> Mapping {
    let found: Vec<Option<(Field, Sure)>> = texts.iter().map(|t| recognise(t)).collect();
    let mut columns: Vec<Option<Field>> = vec![None; texts.len()];
    for field in Field::ALL {
        let claims = found.iter().zip(texts).enumerate().filter_map(|(i, (f, text))| {
            let (_, sure) = f.filter(|(g, _)| g == field)?;
            Some((rank(*field, text)?, sure, std::cmp::Reverse(i)))
        });
        if let Some((.., std::cmp::Reverse(column))) = claims.max() {
            columns[column] = Some(*field);
        }
    }
    let mut mapping = Mapping { columns };
    name_the_generic(&found, &mut mapping);
    mapping
}

/// A column called just "name" is the person's where another column has the school or the list tells of people.
fn name_the_generic(found: &[Option<(Field, Sure)>], mapping: &mut Mapping) {
    let generic = found.iter().position(|f| matches!(f, Some((Field::School, Sure::General))));
    let Some(column) = generic else { return };
    let named = mapping.has(Field::Name) || mapping.has(Field::Surname);
    let taken = mapping.columns[column] != Some(Field::School);
    let people = [Field::Iin, Field::Role, Field::Subject, Field::Experience, Field::LastCourse];
    let of_people = people.iter().any(|f| mapping.has(*f));
    if !named && (taken || of_people) {
        mapping.columns[column] = Some(Field::Name);
    }
}

/// True when the row repeats the header: most of its cells are headings of the very columns that they stand in.
#[must_use]
pub(crate) fn repeats_header(row: &[Cell], header: &Header) -> bool {
    let filled = row.iter().filter(|c| !c.is_blank()).count();
    let repeats = row.iter().enumerate().filter(|(i, cell)| {
        let Cell::Text(text) = cell else { return false };
        let over = header.texts.get(*i).map_or("", String::as_str);
        let field = header.mapping.columns.get(*i).copied().flatten();
        !text.is_empty()
            && (text == over || (field.is_some() && FOLDED.exact.get(&fold_header(text)).copied() == field))
    });
    filled >= 2 && repeats.count() * 5 >= filled * 3
}
