//! Finds the header of a list and says what each column holds, by what people call such columns in Kazakh, Russian
//! and English.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::grid::Cell;
use super::synonyms::columns::{ALONE, GENERIC, NAMES};
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
        /// Topics that the person could teach others.
        Offers = "offers",
        /// Topics that the person wants to learn.
        Wants = "wants",
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

/// The tables, folded.
pub(super) struct Names {
    pub(super) exact: HashMap<String, Field>,
    pub(super) generic: Vec<String>,
    /// Longest first, with a space on either side.
    pub(super) phrases: Vec<(String, Field)>,
}

pub(super) static FOLDED: LazyLock<Names> = LazyLock::new(|| {
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
pub(super) fn fold_header(text: &str) -> String {
    fold(&text.replace(['№', '#'], " нумеро "))
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

/// What a column would hold whose whole heading this text is.
pub(crate) fn field_called(text: &str) -> Option<Field> {
    FOLDED.exact.get(&fold_header(text)).copied()
}

/// True when the row repeats the header: most of its cells are headings of the very columns that they stand in.
#[must_use]
pub(crate) fn repeats_header(row: &[Cell], header: &Header) -> bool {
    let filled = row.iter().filter(|c| !c.is_blank()).count();
    let others = row.iter().enumerate().filter(|(i, cell)| {
        let Cell::Text(text) = cell else { return !cell.is_blank() };
        let over = header.texts.get(*i).map_or("", String::as_str);
        let field = header.mapping.columns.get(*i).copied().flatten();
        !text.is_empty() && text != over && (field.is_none() || field_called(text) != field)
    });
    // Row after row is looked at: the cells that repeat nothing soon settle it.
    let most = filled * 2 / 5;
    filled >= 2 && others.take(most + 1).count() <= most
}
