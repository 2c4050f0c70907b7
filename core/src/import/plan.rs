//! The plan of one import: every row with its outcome, to be looked at, mended and agreed to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::by_hand::ByHand;
use super::draft::Draft;
use super::grid::{Book, Cell, Merge, Sheet};
use super::header::{Field, Header, ListKind, Mapping};
use super::header_rows::find_header;
use super::later::{header_of_row, later_headers};
use super::list_kind::kind_by_rows;
use super::parted::Parted;
use super::places::{Places, Whereabouts, known_places};
use super::row::{Heading, Headings, Outcome, RowCode, Shape};
use super::shape::Shapes;
use super::sheets::best_sheet;
use crate::finding::{Arg, Code, Finding};
use crate::model::{RecordId, SchoolId, Subject};
use crate::workspace::Workspace;

/// How a list is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// Columns that nothing is taken from go to the note.
    pub extra_to_note: bool,
    /// The school of people whose list names none.
    pub school: Option<SchoolId>,
    /// Later dates get a warning.
    pub today: Option<NaiveDate>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self { extra_to_note: true, school: None, today: None }
    }
}

/// A sheet that is not read with this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherSheet {
    /// Its place in the file, from 0.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: usize,
}

/// What a person decided about one row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RowFix {
    /// The school, whatever the row says.
    pub school: Option<SchoolId>,
    /// The subjects, whatever the row says.
    pub subjects: Option<Vec<Subject>>,
    /// Leave the row out.
    pub leave_out: bool,
    /// It is someone else, though the name and the school are the same.
    pub apart: bool,
    /// Bring what the row says into the record that it repeats.
    pub update: bool,
}

/// What a duplicate repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeated {
    /// The earlier row of the list.
    pub row: Option<u32>,
    /// The record of the workspace.
    pub record: Option<RecordId>,
    /// What the later one says otherwise or besides.
    pub differs: Vec<Field>,
}

/// Something that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suggestion {
    /// This school; the number is how many letters differ, 0 for one that fits as well as others.
    School(SchoolId, u32),
    /// This subject.
    Subject(Subject),
}

/// One sheet row and what becomes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlanRow {
    /// Its number at the left edge of the sheet.
    pub sheet_row: u32,
    /// Its cells; what a person corrects, they correct here.
    pub cells: Vec<Cell>,
    /// What a person decided about it.
    #[serde(default)]
    pub fix: RowFix,
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why it is ignored, or what it needs.
    pub code: Option<RowCode>,
    /// What there is to say about it, what it needs first.
    #[serde(default)]
    pub findings: Vec<Finding>,
    /// What it repeats.
    pub repeats: Option<Repeated>,
    /// What its unknown school or subject may be.
    #[serde(default)]
    pub suggestions: Vec<Suggestion>,
    /// The record that it makes or would make.
    pub draft: Option<Draft>,
}

/// How many rows there are of each outcome. They add up to the rows of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Will be recorded.
    pub accepted: usize,
    /// Repeat something.
    pub duplicate: usize,
    /// Need a fix.
    pub needs_fix: usize,
    /// Hold no data.
    pub ignored: usize,
}

/// One sheet of one file, read as a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// Name of the file.
    pub file: String,
    /// Name of the sheet; empty for a text file.
    pub sheet: String,
    /// Sheets of the file that are not read here.
    pub other_sheets: Vec<OtherSheet>,
    /// What the list is a list of.
    pub kind: ListKind,
    /// Its header; without rows where none was found.
    pub header: Header,
    /// How it is read.
    pub options: ImportOptions,
    /// Every row of the sheet.
    pub rows: Vec<PlanRow>,
    /// What there is to say about the list as a whole.
    pub findings: Vec<Finding>,
    pub(super) merges: Vec<Merge>,
    /// Headers of tables further down.
    #[serde(default)]
    pub(super) later: Vec<Header>,
    /// What a person said that columns hold.
    #[serde(default)]
    pub(super) by_hand: Vec<ByHand>,
}

impl ImportPlan {
    /// Reads a sheet of a book against what is recorded. Without `sheet` it is the one that tells most, else the first. A
    /// book without sheets makes a plan without rows.
    #[must_use]
    pub fn new(book: &Book, sheet: Option<usize>, options: ImportOptions, workspace: &Workspace) -> Self {
        let mut plan = Self::read(book, sheet, options);
        plan.evaluate(workspace);
        plan
    }

    /// Reads a sheet without judging its rows: for whoever evaluates next.
    #[must_use]
    pub fn read(book: &Book, sheet: Option<usize>, options: ImportOptions) -> Self {
        let nothing = Sheet::default();
        let best = if sheet.is_none() { best_sheet(book) } else { None };
        let chosen = sheet.or(best.as_ref().map(|(index, _)| *index)).unwrap_or(0);
        let picked = book.sheets.get(chosen).unwrap_or(&nothing);
        let found = best.map(|(_, header)| header).or_else(|| find_header(picked));
        let none = || Header { rows: Vec::new(), texts: Vec::new(), mapping: Mapping::default() };
        let header = found.unwrap_or_else(none);
        let others = book.sheets.iter().enumerate().filter(|(i, _)| *i != chosen);
        Self {
            file: book.file.clone(),
            sheet: picked.name.clone(),
            other_sheets: others
                .map(|(index, s)| OtherSheet { index, name: s.name.clone(), rows: s.rows.len() })
                .collect(),
            kind: kind_by_rows(&header, picked.rows.iter().map(Vec::as_slice)).unwrap_or(ListKind::People),
            header,
            options,
            rows: (1..).zip(&picked.rows).map(|(n, cells)| PlanRow::new(n, cells.clone())).collect(),
            findings: Vec::new(),
            merges: picked.merges.clone(),
            later: Vec::new(),
            by_hand: Vec::new(),
        }
    }

    /// How many rows there are of each outcome.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            *match row.outcome {
                Outcome::Accepted => &mut counts.accepted,
                Outcome::Duplicate => &mut counts.duplicate,
                Outcome::NeedsFix => &mut counts.needs_fix,
                Outcome::Ignored => &mut counts.ignored,
            } += 1;
        }
        counts
    }

    /// Judges every row anew from its cells, the columns, and what was decided by hand.
    pub fn evaluate(&mut self, workspace: &Workspace) {
        self.findings = self.list_findings();
        let places = known_places(workspace);
        let headings = self.shape_rows(&places);
        let lent = self.lent_values();
        match self.kind {
            ListKind::People => self.judge_people(workspace, &places, &headings, &lent),
            ListKind::Schools => self.judge_schools(workspace, &headings.of_rows, &lent),
        }
    }

    fn list_findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        if self.header.rows.is_empty() {
            findings.push(Finding::error(Code::NoHeader));
        }
        let left: Vec<Arg> = self.other_sheets.iter().map(|s| s.name.clone().into()).collect();
        if !left.is_empty() {
            findings.push(Finding::warning(Code::SheetsLeft).with("sheets", Arg::List(left)));
        }
        let columns = self.header.texts.iter().enumerate();
        let unread =
            columns.filter(|(i, t)| !t.is_empty() && self.header.mapping.columns.get(*i).copied().flatten().is_none());
        let unread: Vec<Arg> = unread.map(|(_, t)| t.clone().into()).collect();
        if !unread.is_empty() {
            findings.push(Finding::note(Code::ColumnsLeft).with("columns", Arg::List(unread)));
        }
        findings
    }

    /// Tells data rows from the rest. Returns the heading that each row stands under, and the title.
    fn shape_rows(&mut self, places: &Places<SchoolId>) -> Headings {
        let is_school = |text: &str| places.knows(text);
        let is_district = |text: &str| places.knows_district(text);
        let is_placed = |part: &Parted| places.knows_part(part);
        self.find_later();
        let (mut heading, mut title) = (Heading::default(), None);
        let mut headings = Vec::with_capacity(self.rows.len());
        for row in &mut self.rows {
            row.clear();
            let header = header_of_row(&self.header, &self.later, row.sheet_row);
            let (is_school, is_district, is_placed) = (&is_school, &is_district, &is_placed);
            let next = self.later.iter().filter_map(|h| h.rows.first()).find(|first| **first > row.sheet_row);
            let titles = next.is_some_and(|first| first - row.sheet_row <= TITLE_ABOVE);
            let shapes = Shapes { header, kind: self.kind, titles, is_school, is_district, is_placed };
            let shape = if self.header.rows.is_empty() {
                let blank = row.cells.iter().all(Cell::is_blank);
                Shape::Ignored(if blank { RowCode::Blank } else { RowCode::Title })
            } else {
                shapes.of(row.sheet_row, &row.cells)
            };
            if shape == Shape::Ignored(RowCode::Title) {
                title = shapes.title(&row.cells, title.as_ref()).or(title);
                heading = title.as_ref().and_then(|t| lent_by_title(t, &self.header, self.kind)).unwrap_or(heading);
            }
            match shape {
                Shape::Ignored(code) => row.end(Outcome::Ignored, Some(code)),
                Shape::Heading(next) => {
                    heading = under(&heading, next, places);
                    row.end(Outcome::Ignored, Some(RowCode::Group));
                }
                Shape::Data if row.fix.leave_out => row.end(Outcome::Ignored, Some(RowCode::LeftOut)),
                Shape::Data => row.end(Outcome::Accepted, None),
            }
            headings.push(heading.clone());
        }
        Headings { of_rows: headings, title }
    }

    /// Finds the headers of tables further down; what a person said of columns holds for them too.
    fn find_later(&mut self) {
        let rows: Vec<&[Cell]> = self.rows.iter().map(|r| r.cells.as_slice()).collect();
        self.later = later_headers(&rows, &self.merges, &self.header, self.kind);
        let choices = std::mem::take(&mut self.by_hand);
        for header in &mut self.later {
            choices.iter().for_each(|choice| choice.apply(header));
        }
        self.by_hand = choices;
    }

    /// The header that the row of this number stands under.
    #[must_use]
    pub fn header_of(&self, sheet_row: u32) -> &Header {
        header_of_row(&self.header, &self.later, sheet_row)
    }
}

/// How far above the header of a table further down its title may stand.
const TITLE_ABOVE: u32 = 2;

/// What stands above the header places a list that has no columns for places; its region is that of schools whose rows tell
/// their districts alone.
fn lent_by_title(title: &Heading, header: &Header, kind: ListKind) -> Option<Heading> {
    match (header.mapping.has(Field::Region), header.mapping.has(Field::District)) {
        (false, false) => Some(title.clone()),
        (false, true) if kind == ListKind::Schools => Some(Heading { district: None, school: None, ..title.clone() }),
        _ => None,
    }
}

/// A heading under the one before it: a region ends the district, a district ends the school.
fn under(before: &Heading, next: Heading, places: &Places<SchoolId>) -> Heading {
    let lies_in = |region: &String| {
        let district = next.district.clone().unwrap_or_default();
        places.knows_place(&Whereabouts { region: region.clone(), district })
    };
    if next.region.is_some() {
        next
    } else if next.district.is_some() {
        // The region of a title is that of its own district, or of districts that nobody knows yet.
        let unknown = || before.district.is_none() && !next.district.as_ref().is_some_and(|d| places.knows_district(d));
        let keeps = |region: &String| !before.titled || lies_in(region) || unknown();
        Heading { region: before.region.clone().filter(keeps), ..next }
    } else {
        Heading { school: next.school, ..before.clone() }
    }
}

impl PlanRow {
    fn new(sheet_row: u32, cells: Vec<Cell>) -> Self {
        Self {
            sheet_row,
            cells,
            fix: RowFix::default(),
            outcome: Outcome::Ignored,
            code: None,
            findings: Vec::new(),
            repeats: None,
            suggestions: Vec::new(),
            draft: None,
        }
    }

    fn clear(&mut self) {
        self.findings.clear();
        self.suggestions.clear();
        (self.repeats, self.draft) = (None, None);
    }

    pub(super) fn end(&mut self, outcome: Outcome, code: Option<RowCode>) {
        (self.outcome, self.code) = (outcome, code);
    }
}
