//! Taking the cells of one row by what their columns hold.

use super::district_words::{says_city, says_district, tells_which};
use super::fold::{fold, tidy};
use super::grid::Cell;
use super::grouped::are_one;
use super::header::{Field, Header};
use super::lent::{Lent, repeats};
use super::offices::{district_of_office, region_of_office};
use super::parted::with_town;
use super::place_text::{district_and_its_city, region_and_district, says_region, without_country};
use super::region::region_named;
use super::row::{Heading, RowCode};
use super::synonyms::says_same;
use crate::finding::{Arg, Code, Finding};

/// The cells of a row, with what merged cells and headings above lend it.
pub(crate) struct Taken<'a> {
    pub(crate) sheet_row: u32,
    pub(crate) cells: &'a [Cell],
    pub(crate) header: &'a Header,
    /// What cells have from those that they are merged with or that they repeat.
    pub(crate) lent: &'a Lent,
    pub(crate) heading: &'a Heading,
    pub(crate) extra_to_note: bool,
}

static EMPTY: Cell = Cell::Empty;

impl Taken<'_> {
    pub(crate) fn cell(&self, field: Field) -> &Cell {
        let Some(column) = self.column(field) else { return &EMPTY };
        let own = self.cells.get(column).unwrap_or(&EMPTY);
        let lent = || self.lent.get(&(self.sheet_row, column)).unwrap_or(own);
        if repeats(field) && (own.is_blank() || says_same(own)) { lent() } else { own }
    }

    /// The column that holds this for the row: of «Город» and «Район» the one that is filled, and a district before the
    /// city that it lies in.
    fn column(&self, field: Field) -> Option<usize> {
        let first = self.header.mapping.column(field)?;
        let holds = |c: &Option<Field>| *c == Some(field);
        if field != Field::District || self.header.mapping.columns[first + 1..].iter().all(|c| !holds(c)) {
            return Some(first);
        }
        let is_told = |i: &usize| self.cells.get(*i).is_some_and(|c| c.text().chars().any(char::is_alphanumeric));
        let says = |i: &usize| self.header.texts.get(*i).is_some_and(|t| says_district(&fold(t)));
        let all = self.header.mapping.columns.iter().enumerate().filter(|(_, c)| holds(c)).map(|(i, _)| i);
        all.filter(is_told).max_by_key(|i| (says(i), std::cmp::Reverse(*i))).or(Some(first))
    }

    /// The text of a cell with single spaces and one script a word.
    pub(crate) fn text(&self, field: Field) -> String {
        tidy(&self.cell(field).text())
    }

    /// As [`Self::text`], or what the nearest heading above says where the cell is empty. Of an office, where it is.
    pub(crate) fn place(&self, field: Field) -> String {
        let said = self.place_as_said(field);
        let told = match field {
            Field::District => district_of_office(&said),
            Field::Region if region_named(&said).is_none() => {
                region_of_office(&said).map(|region| region.facts().names[1].to_owned())
            }
            _ => None,
        };
        told.unwrap_or(said)
    }

    fn place_as_said(&self, field: Field) -> String {
        let mut own = self.text(field);
        let is_place = matches!(field, Field::Region | Field::District);
        if is_place {
            own = in_one_language(without_country(&own)).to_owned();
        }
        if let Some((region, district)) = if is_place { self.both_places(&own, field) } else { None } {
            return if field == Field::Region { region } else { district };
        }
        // A dash says that there is none.
        if own.chars().any(char::is_alphanumeric) {
            let district =
                with_town(&own).filter(|_| field == Field::District).map(|(district, _)| district.to_owned());
            return district.unwrap_or(own);
        }
        let lent = match field {
            Field::Region => &self.heading.region,
            Field::District => &self.heading.district,
            Field::School => &self.heading.school,
            _ => &None,
        };
        lent.as_deref().map(tidy).unwrap_or_default()
    }

    /// The settlement of the school, if its own cell or that of the district tells one: no address.
    pub(crate) fn village(&self) -> Option<String> {
        const MOST: usize = 3;
        let own = self.text(Field::Village);
        let district = self.text(Field::District);
        let told =
            if own.is_empty() { with_town(&district).map(|(_, town)| town) } else { own.split([',', ';']).next() };
        let is_name = |t: &&str| !t.contains(|c: char| c.is_ascii_digit()) && fold(t).split(' ').count() <= MOST;
        told.filter(is_name).map(str::to_owned)
    }

    /// Region and district where one cell names both and the other is empty or says the same.
    fn both_places(&self, own: &str, field: Field) -> Option<(String, String)> {
        let other = if field == Field::Region { Field::District } else { Field::Region };
        match (own.is_empty(), self.cell(other).is_blank()) {
            (true, false) if other == Field::District => both_in(in_one_language(&self.text(other))),
            (true, false) => region_and_district(&self.text(other)),
            (false, true) if field == Field::District => both_in(own),
            (false, true) => region_and_district(own),
            (false, false) if field == Field::District => {
                let region = self.text(Field::Region);
                let (told, district) = region_and_district(own)?;
                (region_named(&told) == region_named(&region)).then_some((region, district))
            }
            (false, false) if region_named(own).is_none() => {
                let district = self.text(Field::District);
                region_and_district(own).filter(|(_, told)| fold(told) == fold(&district))
            }
            _ => None,
        }
    }

    /// True where the cell of the district names a region too, and another than the cell of the region.
    pub(crate) fn is_torn(&self) -> bool {
        let region = region_named(&self.place(Field::Region));
        let told = region_and_district(&self.text(Field::District)).and_then(|(told, _)| region_named(&told));
        region.zip(told).is_some_and(|(region, told)| region != told)
    }

    pub(crate) fn has(&self, field: Field) -> bool {
        self.header.mapping.has(field)
    }

    /// Heading and text of every filled column that nothing is taken from.
    fn extras(&self) -> impl Iterator<Item = String> + '_ {
        self.cells
            .iter()
            .enumerate()
            .filter(|(i, c)| {
                let field = self.header.mapping.columns.get(*i).copied().flatten();
                let unused = field.is_none_or(|f| f == Field::District && self.column(f) != Some(*i));
                !c.is_blank() && unused && self.extra_to_note
            })
            .map(|(i, c)| {
                let heading = self.header.texts.get(i).map(|t| tidy(t)).filter(|t| !t.is_empty());
                let text = tidy(&c.text());
                heading.map_or_else(|| text.clone(), |h| format!("{h}: {text}"))
            })
    }

    /// The note: its own cell as it is, then what was not understood, then columns without a place.
    pub(crate) fn note(&self, unread: &[String]) -> Option<String> {
        let own = self.cell(Field::Note).text();
        let village = self.text(Field::Village);
        let mut parts: Vec<String> = Vec::new();
        parts.extend((!own.is_empty()).then_some(own));
        parts.extend(unread.iter().cloned());
        parts.extend((!village.is_empty()).then(|| format!("{}: {village}", self.heading_of(Field::Village))));
        parts.extend(self.extras());
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    pub(crate) fn heading_of(&self, field: Field) -> String {
        let column = self.header.mapping.column(field);
        column.and_then(|c| self.header.texts.get(c)).map_or_else(|| field.code().to_owned(), |t| tidy(t))
    }
}

/// A region and a district in a cell of districts.
fn both_in(text: &str) -> Option<(String, String)> {
    region_and_district(text).or_else(|| district_and_its_city(text))
}

/// «Бурабай ауданы / Бурабайский район»: one place twice, here once.
pub(super) fn in_one_language(text: &str) -> &str {
    let halves =
        text.split_once(['/', ',', '(', '\n']).map(|(one, other)| (one.trim(), other.trim_end_matches(')').trim()));
    let Some((one, other)) = halves else { return text };
    let same_region = region_named(one).is_some() && region_named(one) == region_named(other);
    let same = if says_district(&fold(one)) && says_district(&fold(other)) {
        are_one(one, other)
    } else {
        same_region
            && says_region(&fold(one)) == says_region(&fold(other))
            && says_city(&fold(one)) == says_city(&fold(other))
    };
    if same && tells_which(one) { one } else { text }
}

/// What reading a row left to say.
#[derive(Debug, Default)]
pub(crate) struct Said {
    pub(crate) problems: Vec<(RowCode, Finding)>,
    pub(crate) remarks: Vec<Finding>,
    /// Values that found no place, for the note.
    pub(crate) unread: Vec<String>,
}

impl Said {
    /// The row needs a fix.
    pub(crate) fn problem(&mut self, code: RowCode, text: impl Into<Arg>) {
        if let Some(finding) = code.finding() {
            self.problems.push((code, Finding::error(finding).with("text", text)));
        }
    }

    pub(crate) fn warn(&mut self, finding: Finding) {
        self.remarks.push(finding);
    }

    /// A value that was not understood goes to the note.
    pub(crate) fn unread(&mut self, row: &Taken<'_>, field: Field) {
        let text = tidy(&row.cell(field).text());
        let heading = row.heading_of(field);
        self.warn(
            Finding::warning(Code::RowValueUnread)
                .with("field", Arg::Code("field".to_owned(), field.code().to_owned()))
                .with("text", text.clone()),
        );
        self.unread.push(format!("{heading}: {text}"));
    }

    /// Reads a cell by a table of synonyms; what is not in it goes to the note.
    pub(crate) fn by<T>(&mut self, row: &Taken<'_>, field: Field, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = row.text(field);
        if fold(&text).is_empty() {
            return None;
        }
        let found = read(&text);
        if found.is_none() {
            self.unread(row, field);
        }
        found
    }
}
