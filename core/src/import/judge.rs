//! Judging the data rows of a plan: reading each, finding its school or hub, and what it repeats.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{Draft, HubRef, PersonDraft, SchoolDraft};
use super::header::Field;
use super::lent::Lent;
use super::lookup::{LookUps, Looked};
use super::places::{Found, Places};
use super::plan::{ImportPlan, PlanRow, Repeated, Suggestion};
use super::repeats::{People, Verdict, Who, as_draft, differences};
use super::row::{Heading, Headings, Outcome, RowCode};
use super::take::{Said, Taken};
use super::{person, school, synonyms};
use crate::finding::{Arg, Code, Finding};
use crate::model::{SchoolId, SchoolKind};
use crate::workspace::Workspace;

impl ImportPlan {
    pub(super) fn judge_people(
        &mut self,
        workspace: &Workspace,
        places: &Places<SchoolId>,
        headings: &Headings,
        lent: &Lent,
    ) {
        let mut people = People::known(workspace);
        let mut looked_up = LookUps::new(headings.title.as_ref());
        let mut earlier: HashMap<u32, usize> = HashMap::new();
        for (at, heading) in headings.of_rows.iter().enumerate() {
            if self.rows[at].outcome != Outcome::Accepted {
                continue;
            }
            let (draft, said, looked) = self.read_person(at, places, heading, lent, &mut looked_up);
            self.rows[at].findings = said.remarks;
            if let Some(code) = first_problem(&said.problems) {
                let subject = self.taken(&self.rows[at], heading, lent).text(Field::Subject);
                let row = &mut self.rows[at];
                row.need(code, said.problems);
                row.suggest(code, &looked, &subject);
            } else if let Some(school) = draft.school {
                let row = &self.rows[at];
                let verdict = people.judge(&draft, school, row.fix.apart);
                if matches!(verdict, Verdict::New | Verdict::Namesake(_)) {
                    people.add(Who::Row(row.sheet_row), &draft.name, school, draft.iin.as_ref(), draft.born);
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
        lent: &Lent,
        looked_up: &mut LookUps<'_>,
    ) -> (PersonDraft, Said, Looked) {
        let row = &self.rows[at];
        let taken = self.taken(row, heading, lent);
        let mut said = Said::default();
        let context = person::Context { today: self.options.today, subjects: row.fix.subjects.clone() };
        let mut draft = person::read(&taken, &context, &mut said);
        let assumed = if draft.school_text.is_empty() { self.options.school } else { None };
        draft.school = row.fix.school.or(assumed);
        let mut looked = Looked::default();
        if draft.school.is_none() {
            looked = looked_up.school_of(places, &mut draft, heading, taken.village());
            draft.school = looked.school;
            if draft.school.is_none() {
                said.problem(RowCode::UnknownSchool, draft.school_text.clone());
            }
        }
        (draft, said, looked)
    }

    fn taken<'a>(&'a self, row: &'a PlanRow, heading: &'a Heading, lent: &'a Lent) -> Taken<'a> {
        Taken {
            sheet_row: row.sheet_row,
            cells: &row.cells,
            header: self.header_of(row.sheet_row),
            lent,
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

    pub(super) fn judge_schools(&mut self, workspace: &Workspace, headings: &[Heading], lent: &Lent) {
        let mut places: Places<HubRef> = Places::new();
        for school in &workspace.schools {
            if let Some(district) = workspace.district_of(school) {
                places.add(HubRef::Known(school.id), district.region, &district.name, &school.name);
            }
        }
        let mut said_of: BTreeMap<usize, Said> = BTreeMap::new();
        for (at, heading) in headings.iter().enumerate() {
            if self.rows[at].outcome != Outcome::Accepted {
                continue;
            }
            let mut said = Said::default();
            let region_of = |district: &str| places.region_of(district);
            let mut draft = school::read(&self.taken(&self.rows[at], heading, lent), &mut said, &region_of);
            draft.note = school::note(&self.taken(&self.rows[at], heading, lent), &said);
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
        self.link_hubs(&places, said_of, headings, lent);
    }

    /// Finds the hub schools that rows name, now that every school of the list is known.
    fn link_hubs(
        &mut self,
        places: &Places<HubRef>,
        said_of: BTreeMap<usize, Said>,
        headings: &[Heading],
        lent: &Lent,
    ) {
        let mut named = BTreeSet::new();
        for (at, mut said) in said_of {
            let Some(Draft::School(draft)) = self.rows[at].draft.clone() else { continue };
            let mut draft: SchoolDraft = *draft;
            if let (Some(region), false) = (draft.region, draft.hub_text.is_empty()) {
                match places.find_near(region, &draft.district, &draft.hub_text) {
                    // A hub's row may name the school itself.
                    Found::One(HubRef::Row(n)) if n == self.rows[at].sheet_row => {
                        named.insert(n);
                    }
                    Found::One(hub) => {
                        if let HubRef::Row(n) = hub {
                            named.insert(n);
                        }
                        draft.hub = Some(hub);
                    }
                    Found::None | Found::Several(_) => {
                        draft.hub_unknown = true;
                        let taken = self.taken(&self.rows[at], &headings[at], lent);
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
        // A school that others name as their hub is one: by its kind where the list tells none, else by being its own hub.
        for row in self.rows.iter_mut().filter(|row| named.contains(&row.sheet_row)) {
            let Some(Draft::School(draft)) = &mut row.draft else { continue };
            if !draft.kind_told {
                draft.kind = Some(SchoolKind::Hub);
            } else if draft.kind != Some(SchoolKind::Hub) {
                draft.hub = draft.hub.or(Some(HubRef::Row(row.sheet_row)));
            }
        }
    }
}

/// The problem that names the row: first who, then where, then the rest.
fn first_problem(problems: &[(RowCode, Finding)]) -> Option<RowCode> {
    let order = |code: RowCode| RowCode::ALL.iter().position(|c| *c == code);
    problems.iter().map(|(c, _)| *c).min_by_key(|c| order(*c))
}

impl PlanRow {
    fn need(&mut self, code: RowCode, mut problems: Vec<(RowCode, Finding)>) {
        self.end(Outcome::NeedsFix, Some(code));
        problems.sort_by_key(|(c, _)| RowCode::ALL.iter().position(|x| x == c));
        let remarks = std::mem::take(&mut self.findings);
        self.findings = problems.into_iter().map(|(_, f)| f).chain(remarks).collect();
    }

    fn suggest(&mut self, code: RowCode, looked: &Looked, subject: &str) {
        const SUBJECTS: usize = 3;
        self.suggestions = looked.candidates.iter().map(|(s, d)| Suggestion::School(*s, *d)).collect();
        if code == RowCode::UnknownSubject {
            self.suggestions.extend(synonyms::nearest_subjects(subject, SUBJECTS).into_iter().map(Suggestion::Subject));
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
