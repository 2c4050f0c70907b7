//! The plan of one import: every row with its outcome, to be looked at, mended and agreed to.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::draft::{Draft, HubRef, PersonDraft, SchoolDraft};
use super::grid::{Book, Cell, Merge, Sheet};
use super::header::{Field, Header, ListKind, Mapping, find_header, map};
use super::places::{Found, Places, Whereabouts, known_places};
use super::repeats::{People, Verdict, Who, as_draft, differences};
use super::row::{Heading, Outcome, RowCode, Shape, Shapes};
use super::take::{Said, Taken};
use super::{person, school, synonyms};
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
    merges: Vec<Merge>,
}

/// Distinct unknown schools that suggestions are looked for at once.
const SUGGESTED_AT_ONCE: usize = 200;

impl ImportPlan {
    /// Reads a sheet of a book against what is recorded. Without `sheet` it is the first with a header, else the first.
    /// A book without sheets makes a plan without rows.
    #[must_use]
    pub fn new(book: &Book, sheet: Option<usize>, options: ImportOptions, workspace: &Workspace) -> Self {
        let nothing = Sheet::default();
        let chosen = sheet.or_else(|| book.sheets.iter().position(|s| find_header(s).is_some())).unwrap_or(0);
        let picked = book.sheets.get(chosen).unwrap_or(&nothing);
        let header = find_header(picked).unwrap_or_else(|| Header {
            rows: Vec::new(),
            texts: Vec::new(),
            mapping: Mapping::default(),
        });
        let others = book.sheets.iter().enumerate().filter(|(i, _)| *i != chosen);
        let mut plan = Self {
            file: book.file.clone(),
            sheet: picked.name.clone(),
            other_sheets: others
                .map(|(index, s)| OtherSheet { index, name: s.name.clone(), rows: s.rows.len() })
                .collect(),
            kind: header.mapping.kind().unwrap_or(ListKind::People),
            header,
            options,
            rows: (1..).zip(&picked.rows).map(|(n, cells)| PlanRow::new(n, cells.clone())).collect(),
            findings: Vec::new(),
            merges: picked.merges.clone(),
        };
        plan.evaluate(workspace);
        plan
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

    /// The row with this number.
    pub fn row_mut(&mut self, sheet_row: u32) -> Option<&mut PlanRow> {
        self.rows.get_mut(usize::try_from(sheet_row.checked_sub(1)?).ok()?)
    }

    /// Takes this row for the header, and recognises its columns. Evaluate afterwards.
    pub fn set_header(&mut self, sheet_row: u32) {
        let Some(row) = self.row_mut(sheet_row) else { return };
        let texts: Vec<String> = row.cells.iter().map(Cell::text).collect();
        self.header = Header { rows: vec![sheet_row], mapping: map(&texts), texts };
        self.kind = self.header.mapping.kind().unwrap_or(self.kind);
    }

    /// Says by hand what a column holds. A field has one column: another that held it holds nothing then. The list
    /// becomes what its columns make it. Evaluate afterwards.
    pub fn set_column(&mut self, column: usize, field: Option<Field>) {
        let columns = &mut self.header.mapping.columns;
        if columns.len() <= column {
            columns.resize(column + 1, None);
            self.header.texts.resize(column + 1, String::new());
        }
        if field.is_some() {
            columns.iter_mut().filter(|c| **c == field).for_each(|c| *c = None);
        }
        columns[column] = field;
        self.kind = self.header.mapping.kind().unwrap_or(self.kind);
    }

    /// Puts another text into a cell. Evaluate afterwards.
    pub fn set_cell(&mut self, sheet_row: u32, column: usize, text: &str) {
        let Some(row) = self.row_mut(sheet_row) else { return };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[column] = Cell::from(text);
    }

    /// Chooses the school of a row and, if asked, of every row that writes its school and place the same way.
    /// Evaluate afterwards.
    pub fn choose_school(&mut self, sheet_row: u32, school: SchoolId, everywhere: bool) {
        let same = |row: &PlanRow| match &row.draft {
            Some(Draft::Person(p)) => Some((p.region.clone(), p.district.clone(), p.school_text.clone())),
            _ => None,
        };
        let wanted = self.row_mut(sheet_row).and_then(|r| same(r));
        for row in &mut self.rows {
            let alike =
                everywhere && wanted.is_some() && same(row) == wanted && row.code == Some(RowCode::UnknownSchool);
            if row.sheet_row == sheet_row || alike {
                row.fix.school = Some(school);
            }
        }
    }

    /// Chooses the subjects of a row and, if asked, of every row with the same unknown text. Evaluate afterwards.
    pub fn choose_subjects(&mut self, sheet_row: u32, subjects: &[Subject], everywhere: bool) {
        let Some(column) = self.header.mapping.column(Field::Subject) else { return };
        let text_of = |row: &PlanRow| row.cells.get(column).map(|c| super::fold(&c.text()));
        let wanted = self.row_mut(sheet_row).and_then(|r| text_of(r));
        for row in &mut self.rows {
            let alike = everywhere && text_of(row) == wanted && row.code == Some(RowCode::UnknownSubject);
            if row.sheet_row == sheet_row || alike {
                row.fix.subjects = Some(subjects.to_vec());
            }
        }
    }

    /// Judges every row anew from its cells, the columns, and what was decided by hand.
    pub fn evaluate(&mut self, workspace: &Workspace) {
        self.findings = self.list_findings();
        let places = known_places(workspace);
        let headings = self.shape_rows(&places);
        let merged = self.merged_values();
        match self.kind {
            ListKind::People => self.judge_people(workspace, &places, &headings, &merged),
            ListKind::Schools => self.judge_schools(workspace, &headings, &merged),
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

    /// Tells data rows from the rest. Returns the heading that each row stands under.
    fn shape_rows(&mut self, places: &Places<SchoolId>) -> Vec<Heading> {
        let is_school = |text: &str| places.knows(text);
        let shapes = Shapes { header: &self.header, kind: self.kind, is_school: &is_school };
        let mut heading = Heading::default();
        let mut headings = Vec::with_capacity(self.rows.len());
        for row in &mut self.rows {
            row.clear();
            let shape = if self.header.rows.is_empty() {
                let blank = row.cells.iter().all(Cell::is_blank);
                Shape::Ignored(if blank { RowCode::Blank } else { RowCode::Title })
            } else {
                shapes.of(row.sheet_row, &row.cells)
            };
            match shape {
                Shape::Ignored(code) => row.end(Outcome::Ignored, Some(code)),
                Shape::Heading(next) => {
                    heading = under(&heading, next);
                    row.end(Outcome::Ignored, Some(RowCode::Group));
                }
                Shape::Data if row.fix.leave_out => row.end(Outcome::Ignored, Some(RowCode::LeftOut)),
                Shape::Data => row.end(Outcome::Accepted, None),
            }
            headings.push(heading.clone());
        }
        headings
    }

    /// Values of cells that are merged over several rows, for the rows below the first.
    fn merged_values(&self) -> HashMap<(u32, usize), Cell> {
        let mut values = HashMap::new();
        for merge in self.merges.iter().filter(|m| m.bottom > m.top) {
            let Some(column) = usize::try_from(merge.left).ok() else { continue };
            let top =
                (merge.top as usize).checked_sub(1).and_then(|r| self.rows.get(r)).and_then(|r| r.cells.get(column));
            let last = merge.bottom.min(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
            if let Some(cell) = top.filter(|c| !c.is_blank()) {
                values.extend((merge.top + 1..=last).map(|r| ((r, column), cell.clone())));
            }
        }
        values
    }

    fn judge_people(
        &mut self,
        workspace: &Workspace,
        places: &Places<SchoolId>,
        headings: &[Heading],
        merged: &HashMap<(u32, usize), Cell>,
    ) {
        let mut people = People::known(workspace);
        let mut looked_up = LookUps::default();
        let mut earlier: HashMap<u32, usize> = HashMap::new();
        for at in 0..self.rows.len() {
            if self.rows[at].outcome != Outcome::Accepted {
                continue;
            }
            let (draft, said, looked) = self.read_person(at, places, &headings[at], merged, &mut looked_up);
            let row = &mut self.rows[at];
            row.findings = said.remarks;
            if let Some(code) = first_problem(&said.problems) {
                row.need(code, said.problems);
                row.suggest(code, &looked, self.header.mapping.column(Field::Subject));
            } else if let Some(school) = draft.school {
                let verdict = people.judge(&draft, school, row.fix.apart);
                if matches!(verdict, Verdict::New | Verdict::Namesake(_)) {
                    people.add(Who::Row(row.sheet_row), &draft.name, school, draft.iin.as_ref());
                    earlier.insert(row.sheet_row, at);
                }
                self.end_person(at, &draft, &verdict, workspace, &earlier);
            }
            self.rows[at].draft = Some(Draft::Person(Box::new(draft)));
        }
    }

    /// Reads a person and finds their school.
    fn read_person(
        &self,
        at: usize,
        places: &Places<SchoolId>,
        heading: &Heading,
        merged: &HashMap<(u32, usize), Cell>,
        looked_up: &mut LookUps,
    ) -> (PersonDraft, Said, Looked) {
        let row = &self.rows[at];
        let taken = self.taken(row, heading, merged);
        let mut said = Said::default();
        let context = person::Context { today: self.options.today, subjects: row.fix.subjects.clone() };
        let mut draft = person::read(&taken, &context, &mut said);
        let lent = if draft.school_text.is_empty() { self.options.school } else { None };
        draft.school = row.fix.school.or(lent);
        let mut looked = Looked::default();
        if draft.school.is_none() {
            let whereabouts = person::whereabouts(&draft);
            looked = looked_up.find(places, whereabouts, &draft.school_text);
            draft.school = looked.school;
            if draft.school.is_none() {
                said.problem(RowCode::UnknownSchool, draft.school_text.clone());
            }
        }
        (draft, said, looked)
    }

    fn taken<'a>(
        &'a self,
        row: &'a PlanRow,
        heading: &'a Heading,
        merged: &'a HashMap<(u32, usize), Cell>,
    ) -> Taken<'a> {
        Taken {
            sheet_row: row.sheet_row,
            cells: &row.cells,
            header: &self.header,
            merged,
            heading,
            extra_to_note: self.options.extra_to_note,
        }
    }

    fn end_person(
        &mut self,
        at: usize,
        draft: &PersonDraft,
        verdict: &Verdict,
        workspace: &Workspace,
        earlier: &HashMap<u32, usize>,
    ) {
        let known = |who: Who| match who {
            Who::Row(n) => match earlier.get(&n).and_then(|&i| self.rows[i].draft.as_ref()) {
                Some(Draft::Person(p)) => Some((**p).clone()),
                _ => None,
            },
            Who::Known(id) => workspace.people.get(id).map(as_draft),
        };
        let about = |finding: Finding, who: Who| match who {
            Who::Row(n) => finding.with("row", n),
            Who::Known(id) => finding.about(id),
        };
        let differs = |who: Who| known(who).map(|k| differences(&k, draft)).unwrap_or_default();
        match *verdict {
            Verdict::New => {}
            Verdict::Namesake(who) => {
                let finding = about(Finding::warning(Code::RowNamesake), who);
                self.rows[at].findings.push(finding);
            }
            Verdict::Conflict(who) => {
                let name = known(who).map(|k| k.name).unwrap_or_default();
                let finding = about(Finding::error(Code::RowIinConflict), who).with("text", name);
                self.rows[at].need(RowCode::IinConflict, vec![(RowCode::IinConflict, finding)]);
            }
            Verdict::Repeats(who) => {
                let differs = differs(who);
                self.rows[at].repeat(who, differs);
            }
        }
    }

    fn judge_schools(&mut self, workspace: &Workspace, headings: &[Heading], merged: &HashMap<(u32, usize), Cell>) {
        let mut places: Places<HubRef> = Places::new();
        for school in &workspace.schools {
            if let Some(district) = workspace.district_of(school) {
                places.add(HubRef::Known(school.id), district.region, &district.name, &school.name);
            }
        }
        let mut said_of: BTreeMap<usize, Said> = BTreeMap::new();
        for at in 0..self.rows.len() {
            if self.rows[at].outcome != Outcome::Accepted {
                continue;
            }
            let mut said = Said::default();
            let mut draft = school::read(&self.taken(&self.rows[at], &headings[at], merged), &mut said);
            draft.note = school::note(&self.taken(&self.rows[at], &headings[at], merged), &said);
            let row = &mut self.rows[at];
            if let Some(code) = first_problem(&said.problems) {
                row.need(code, std::mem::take(&mut said.problems));
            } else if let Some(region) = draft.region {
                let same = if row.fix.apart { None } else { places.same_school(region, &draft.district, &draft.name) };
                match same {
                    Some(HubRef::Row(n)) => row.repeat(Who::Row(n), Vec::new()),
                    Some(HubRef::Known(id)) => row.repeat_school(id),
                    None => places.add(HubRef::Row(row.sheet_row), region, &draft.district, &draft.name),
                }
            }
            row.draft = Some(Draft::School(Box::new(draft)));
            said_of.insert(at, said);
        }
        self.link_hubs(&places, said_of, headings, merged);
    }

    /// Finds the hub schools that rows name, now that every school of the list is known.
    fn link_hubs(
        &mut self,
        places: &Places<HubRef>,
        said_of: BTreeMap<usize, Said>,
        headings: &[Heading],
        merged: &HashMap<(u32, usize), Cell>,
    ) {
        for (at, mut said) in said_of {
            let Some(Draft::School(draft)) = self.rows[at].draft.clone() else { continue };
            let mut draft: SchoolDraft = *draft;
            if let (Some(region), false) = (draft.region, draft.hub_text.is_empty()) {
                match places.find_near(region, &draft.district, &draft.hub_text) {
                    // A hub's row may name the school itself.
                    Found::One(HubRef::Row(n)) if n == self.rows[at].sheet_row => {}
                    Found::One(hub) => draft.hub = Some(hub),
                    Found::None | Found::Several(_) => {
                        let taken = self.taken(&self.rows[at], &headings[at], merged);
                        said.unread.push(format!("{}: {}", taken.heading_of(Field::Hub), draft.hub_text));
                        said.warn(Finding::warning(Code::RowUnknownHub).with("text", draft.hub_text.clone()));
                        draft.note = school::note(&taken, &said);
                    }
                }
            }
            let row = &mut self.rows[at];
            row.findings.extend(said.remarks);
            row.draft = Some(Draft::School(Box::new(draft)));
        }
    }
}

/// What looking a school up came to.
#[derive(Debug, Clone, Default)]
struct Looked {
    school: Option<SchoolId>,
    candidates: Vec<(SchoolId, u32)>,
}

/// Schools that were looked up, each way of writing one once.
#[derive(Debug, Default)]
struct LookUps {
    done: HashMap<(Whereabouts, String), Looked>,
    unknown: usize,
}

impl LookUps {
    fn find(&mut self, places: &Places<SchoolId>, place: Whereabouts, name: &str) -> Looked {
        const CANDIDATES: usize = 5;
        if name.is_empty() {
            return Looked::default();
        }
        let key = (place, name.to_owned());
        if let Some(done) = self.done.get(&key) {
            return done.clone();
        }
        let looked = match places.find(&key.0, name) {
            Found::One(school) => Looked { school: Some(school), candidates: Vec::new() },
            Found::Several(all) => Looked { school: None, candidates: all.into_iter().map(|s| (s, 0)).collect() },
            Found::None => {
                self.unknown += 1;
                // Measuring the distance to every school takes its time: past this many the list is the wrong one.
                let suggest = self.unknown <= SUGGESTED_AT_ONCE;
                let candidates = if suggest { places.nearest(&key.0, name, CANDIDATES) } else { Vec::new() };
                Looked { school: None, candidates }
            }
        };
        self.done.insert(key, looked.clone());
        looked
    }
}

/// A heading under the one before it: a region ends the district, a district ends the school.
fn under(before: &Heading, next: Heading) -> Heading {
    if next.region.is_some() {
        next
    } else if next.district.is_some() {
        Heading { region: before.region.clone(), ..next }
    } else {
        Heading { school: next.school, ..before.clone() }
    }
}

/// The problem that names the row: first who, then where, then the rest.
fn first_problem(problems: &[(RowCode, Finding)]) -> Option<RowCode> {
    let order = |code: RowCode| RowCode::ALL.iter().position(|c| *c == code);
    problems.iter().map(|(c, _)| *c).min_by_key(|c| order(*c))
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

    fn end(&mut self, outcome: Outcome, code: Option<RowCode>) {
        (self.outcome, self.code) = (outcome, code);
    }

    fn need(&mut self, code: RowCode, mut problems: Vec<(RowCode, Finding)>) {
        self.end(Outcome::NeedsFix, Some(code));
        problems.sort_by_key(|(c, _)| RowCode::ALL.iter().position(|x| x == c));
        let remarks = std::mem::take(&mut self.findings);
        self.findings = problems.into_iter().map(|(_, f)| f).chain(remarks).collect();
    }

    fn suggest(&mut self, code: RowCode, looked: &Looked, subject_column: Option<usize>) {
        const SUBJECTS: usize = 3;
        self.suggestions = looked.candidates.iter().map(|(s, d)| Suggestion::School(*s, *d)).collect();
        if code == RowCode::UnknownSubject {
            let text = subject_column.and_then(|c| self.cells.get(c)).map(Cell::text).unwrap_or_default();
            self.suggestions.extend(synonyms::nearest_subjects(&text, SUBJECTS).into_iter().map(Suggestion::Subject));
        }
    }

    fn repeat(&mut self, who: Who, differs: Vec<Field>) {
        self.end(Outcome::Duplicate, None);
        let fields = Arg::List(differs.iter().map(|f| Arg::Code("field".to_owned(), f.code().to_owned())).collect());
        let (row, record, finding) = match who {
            Who::Row(n) => (Some(n), None, Finding::note(Code::RowRepeats).with("row", n)),
            Who::Known(id) => (None, Some(id.into()), Finding::note(Code::RowKnown).about(id)),
        };
        self.findings.push(if differs.is_empty() { finding } else { finding.with("fields", fields) });
        self.repeats = Some(Repeated { row, record, differs });
    }

    fn repeat_school(&mut self, id: SchoolId) {
        self.end(Outcome::Duplicate, None);
        self.findings.push(Finding::note(Code::RowKnown).about(id));
        self.repeats = Some(Repeated { row: None, record: Some(id.into()), differs: Vec::new() });
    }
}
