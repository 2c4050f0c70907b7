//! What kind of row a sheet row is: data, or one of the things that stand between data in real lists.

use serde::{Deserialize, Serialize};

use super::fold::fold;
use super::grid::Cell;
use super::header::{Field, Header, ListKind, repeats_header};
use super::region::region_named;
use crate::finding::Code;
use crate::model::kinds::codes;

codes! {
    /// What became of a row. Every row is exactly one of these.
    Outcome {
        /// It becomes a record.
        Accepted = "accepted",
        /// It repeats an earlier row or a record.
        Duplicate = "duplicate",
        /// It can become a record once a person mends it.
        NeedsFix = "needs_fix",
        /// It holds no data.
        Ignored = "ignored",
    }

    /// Why a row was ignored, or what it needs.
    RowCode {
        /// Ignored: above the header.
        Title = "title",
        /// Ignored: empty, or with a running number alone.
        Blank = "blank",
        /// Ignored: the header, or the header repeated.
        Header = "header",
        /// Ignored: a sum or a count.
        Total = "total",
        /// Ignored: the numbers of the columns.
        Numbering = "numbering",
        /// Ignored: names the region, district or school of the rows below it.
        Group = "group",
        /// Ignored: a signature, footnote or other remark.
        Remark = "remark",
        /// Ignored: a person left it out.
        LeftOut = "left_out",
        /// Needs a name.
        NoName = "no_name",
        /// Needs its school chosen.
        UnknownSchool = "unknown_school",
        /// Needs its region.
        UnknownRegion = "unknown_region",
        /// Needs its district.
        NoDistrict = "no_district",
        /// Needs another IIN, or none.
        BadIin = "bad_iin",
        /// Needs its IIN or name corrected: another person has that IIN.
        IinConflict = "iin_conflict",
        /// Needs its subject.
        UnknownSubject = "unknown_subject",
        /// Needs its date.
        BadDate = "bad_date",
    }
}

impl RowCode {
    /// The finding that explains a row that needs something.
    pub(crate) const fn finding(self) -> Option<Code> {
        Some(match self {
            Self::NoName => Code::RowNoName,
            Self::UnknownSchool => Code::RowUnknownSchool,
            Self::UnknownRegion => Code::RowUnknownRegion,
            Self::NoDistrict => Code::RowNoDistrict,
            Self::BadIin => Code::RowBadIin,
            Self::IinConflict => Code::RowIinConflict,
            Self::UnknownSubject => Code::RowUnknownSubject,
            Self::BadDate => Code::RowBadDate,
            _ => return None,
        })
    }
}

/// What a heading inside the list says of the rows below it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Heading {
    pub(crate) region: Option<String>,
    pub(crate) district: Option<String>,
    pub(crate) school: Option<String>,
}

/// What kind of row it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Ignored(RowCode),
    Heading(Heading),
    Data,
}

/// Tells the shape of the rows of one list.
pub(crate) struct Shapes<'a> {
    pub(crate) header: &'a Header,
    pub(crate) kind: ListKind,
    /// True for the text of a known school's name.
    pub(crate) is_school: &'a dyn Fn(&str) -> bool,
}

const TOTALS: [&str; 21] = [
    "итого",
    "итог",
    "всего",
    "барлыгы",
    "барлык",
    "жиыны",
    "жиынтыгы",
    "корытынды",
    "total",
    "totals",
    "subtotal",
    "grand",
    "количество",
    "сумма",
    "sum",
    "count",
    "саны",
    "оныц",
    "онын",
    "кол",
    "жалпы",
];

const REMARKS: [&str; 36] = [
    "директор",
    "руководитель",
    "заведующий",
    "начальник",
    "исполнитель",
    "исп",
    "подпись",
    "мп",
    "м п",
    "согласовано",
    "утверждаю",
    "примечание",
    "тел",
    "телефон",
    "дата",
    "директоры",
    "басшы",
    "басшысы",
    "орындаушы",
    "орынд",
    "колы",
    "мо",
    "м о",
    "келисилди",
    "бекитемин",
    "ескерту",
    "ескертпе",
    "director",
    "principal",
    "signature",
    "prepared",
    "approved",
    "note",
    "методист",
    "и о",
    "составил",
];

impl Shapes<'_> {
    pub(crate) fn of(&self, sheet_row: u32, cells: &[Cell]) -> Shape {
        let filled: Vec<(usize, &Cell)> = cells.iter().enumerate().filter(|(_, c)| !c.is_blank()).collect();
        if self.header.rows.contains(&sheet_row) {
            return Shape::Ignored(RowCode::Header);
        }
        let before = self.header.rows.first().is_none_or(|first| sheet_row < *first);
        if filled.is_empty()
            || (!before && filled.iter().all(|(i, c)| self.field(*i) == Some(Field::Number) && numeric(c)))
        {
            return Shape::Ignored(RowCode::Blank);
        }
        if before {
            return Shape::Ignored(RowCode::Title);
        }
        if repeats_header(cells, self.header) {
            return Shape::Ignored(RowCode::Header);
        }
        if numbers_columns(&filled) {
            return Shape::Ignored(RowCode::Numbering);
        }
        if self.is_total(&filled) {
            return Shape::Ignored(RowCode::Total);
        }
        if let Some(shape) = self.lone(&filled) {
            return shape;
        }
        Shape::Data
    }

    fn field(&self, column: usize) -> Option<Field> {
        self.header.mapping.columns.get(column).copied().flatten()
    }

    fn names_row(&self, field: Field) -> bool {
        match self.kind {
            ListKind::People => matches!(field, Field::Name | Field::Surname | Field::GivenName),
            ListKind::Schools => field == Field::School,
        }
    }

    /// A cell begins with a word for a sum, and the row doesn't otherwise name a person or a school in a place.
    fn is_total(&self, filled: &[(usize, &Cell)]) -> bool {
        let says_total = |cell: &Cell| {
            let Cell::Text(text) = cell else { return false };
            let folded = fold(text);
            text.chars().count() <= 80 && folded.split(' ').next().is_some_and(|w| TOTALS.contains(&w))
        };
        let Some((at, _)) = filled.iter().find(|(_, c)| says_total(c)) else {
            return self.only_figures(filled);
        };
        let others = |f: fn(Field) -> bool| filled.iter().any(|(i, _)| i != at && self.field(*i).is_some_and(f));
        let named = filled
            .iter()
            .any(|(i, c)| i != at && self.field(*i).is_some_and(|f| self.names_row(f)) && !starts_with_figure(c));
        let placed = match self.kind {
            ListKind::People => {
                others(|f| f == Field::School) || others(|f| f == Field::Iin) || others(|f| f == Field::Role)
            }
            ListKind::Schools => others(|f| f == Field::Region || f == Field::District),
        };
        !(named && (placed || filled.len() > 3))
    }

    /// Figures under columns of figures and nothing else: a sum without a word.
    fn only_figures(&self, filled: &[(usize, &Cell)]) -> bool {
        let figures = [Field::Pupils, Field::Experience, Field::CourseHours];
        filled.iter().all(|(i, c)| numeric(c) && self.field(*i).is_none_or(|f| figures.contains(&f)))
    }

    /// Rows with one or two filled cells: headings of places, signatures, remarks.
    fn lone(&self, filled: &[(usize, &Cell)]) -> Option<Shape> {
        let words: Vec<&(usize, &Cell)> =
            filled.iter().filter(|(i, c)| !(self.field(*i) == Some(Field::Number) && numeric(c))).collect();
        let texts: Vec<String> = words.iter().map(|(_, c)| c.text()).collect();
        let first = fold(texts.first()?);
        let begins = |w: &str| first == w || first.strip_prefix(w).is_some_and(|t| t.starts_with(' '));
        let signed = texts.iter().any(|t| t.contains("___"))
            || (first.chars().count() < 200 && REMARKS.iter().any(|w| begins(w)));
        let fits_column = |i: usize| self.field(i).is_some_and(|f| self.names_row(f));
        match words.as_slice() {
            [(at, cell)] => {
                let text = cell.text();
                if let Some(heading) = self.heading(*at, &text) {
                    return Some(Shape::Heading(heading));
                }
                // A single name in the column of names is a row that lacks all else; anything else is a remark.
                let plain = cell_is_words(cell)
                    && !signed
                    && !text.contains(':')
                    && (1..=6).contains(&fold(&text).split(' ').count());
                (!(fits_column(*at) && plain)).then_some(Shape::Ignored(RowCode::Remark))
            }
            [_, _] | [_, _, _] if signed => Some(Shape::Ignored(RowCode::Remark)),
            _ => None,
        }
    }

    fn heading(&self, column: usize, text: &str) -> Option<Heading> {
        let folded = fold(text);
        let has = |words: &[&str]| folded.split(' ').any(|w| words.contains(&w));
        let one = |region: bool| {
            let text = Some(text.to_owned());
            if region {
                Heading { region: text, ..Heading::default() }
            } else {
                Heading { district: text, ..Heading::default() }
            }
        };
        let in_own = |f: Field| self.field(column) == Some(f);
        if in_own(Field::District) {
            return Some(one(false));
        }
        if has(&["район", "аудан", "ауданы", "district"]) && folded.split(' ').count() <= 5 {
            return Some(one(false));
        }
        if let Some(region) = region_named(text) {
            // A town of a region stands beside its districts; a city of the republic is a region.
            let town = has(&["г", "гор", "город", "каласы", "кала", "к", "city"]) && !region.facts().is_city;
            return Some(one(!town));
        }
        if in_own(Field::Region) {
            return Some(one(true));
        }
        if folded.starts_with("г ") || has(&["каласы", "город", "city"]) && folded.split(' ').count() <= 3 {
            return Some(one(false));
        }
        let school =
            self.kind == ListKind::People && !in_own(Field::Name) && (in_own(Field::School) || (self.is_school)(text));
        school.then(|| Heading { school: Some(text.to_owned()), ..Heading::default() })
    }
}

fn numeric(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) => true,
        Cell::Text(text) => {
            let digits = text.trim().trim_end_matches(['.', ')']);
            !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '\u{a0}')
        }
        _ => false,
    }
}

fn starts_with_figure(cell: &Cell) -> bool {
    cell.text().starts_with(|c: char| c.is_ascii_digit())
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
