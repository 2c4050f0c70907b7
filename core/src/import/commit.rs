//! What a plan comes to once a person agrees: records to put into the workspace, in one step that one undo takes back.

use std::collections::HashMap;

use super::districts::Districts;
use super::draft::{Draft, HubRef, PersonDraft, SchoolDraft};
use super::places::known_districts;
use super::plan::{ImportPlan, PlanRow};
use super::row::Outcome;
use crate::change::Change;
use crate::command::IdSource;
use crate::model::{
    Codes, District, DistrictId, Enrolment, IntakeId, Person, PersonFields, PersonId, Record, RecordId, Region, School,
    SchoolId, SchoolKind,
};
use crate::workspace::Workspace;

impl ImportPlan {
    /// Records of every accepted row, with the districts that schools need, and of every duplicate that is to update
    /// what it repeats. People are put forward for `intake`, if one is given: those of accepted rows, and those that
    /// rows repeat and who are not in it yet.
    #[must_use]
    pub fn records(&self, workspace: &Workspace, ids: &IdSource, intake: Option<IntakeId>) -> Vec<Record> {
        let mut made = Made { workspace, ids, records: Vec::new(), districts: known_districts(workspace) };
        made.schools(&self.rows);
        for row in &self.rows {
            if let Some(Draft::Person(draft)) = &row.draft {
                made.person(row, draft, intake);
            }
        }
        made.records
    }

    /// The same as changes.
    #[must_use]
    pub fn changes(&self, workspace: &Workspace, ids: &IdSource, intake: Option<IntakeId>) -> Vec<Change> {
        let records = self.records(workspace, ids, intake).into_iter();
        records.map(|after| Change { before: workspace.record(after.id()), after: Some(after) }).collect()
    }
}

struct Made<'a> {
    workspace: &'a Workspace,
    ids: &'a IdSource,
    records: Vec<Record>,
    districts: Districts<DistrictId>,
}

impl Made<'_> {
    fn schools(&mut self, rows: &[PlanRow]) {
        let accepted: Vec<(u32, &SchoolDraft)> = rows
            .iter()
            .filter(|r| r.outcome == Outcome::Accepted)
            .filter_map(|r| match &r.draft {
                Some(Draft::School(draft)) => Some((r.sheet_row, &**draft)),
                _ => None,
            })
            .collect();
        let ids: HashMap<u32, SchoolId> = accepted.iter().map(|(row, _)| (*row, self.ids.take())).collect();
        for (row, draft) in accepted {
            let (Some(region), Some(&id)) = (draft.region, ids.get(&row)) else { continue };
            let hub = draft.hub.and_then(|hub| match hub {
                HubRef::Row(n) => ids.get(&n).copied(),
                HubRef::Known(id) => Some(id),
            });
            let district = self.district(region, &draft.district);
            self.records.push(Record::from(School {
                id,
                district,
                name: draft.name.clone(),
                kind: draft.kind.unwrap_or(SchoolKind::General),
                locality: draft.locality,
                hub,
                hub_unknown: hub.is_none() && draft.hub_unknown && draft.kind != Some(SchoolKind::Hub),
                languages: draft.languages.clone(),
                pupils: draft.pupils,
                location: draft.location,
                tags: Vec::new(),
                note: draft.note.clone(),
            }));
        }
    }

    /// The district of this name: a known one, one made before, or a new one.
    fn district(&mut self, region: Region, name: &str) -> DistrictId {
        self.districts.same(region, name).unwrap_or_else(|| {
            let id = self.ids.take();
            self.records.push(Record::from(District { id, region, name: name.to_owned() }));
            self.districts.add(id, region, name);
            id
        })
    }

    fn person(&mut self, row: &PlanRow, draft: &PersonDraft, intake: Option<IntakeId>) {
        let person = match (row.outcome, row.repeats.as_ref().and_then(|r| r.record)) {
            (Outcome::Accepted, _) => draft.school.map(|school| {
                let id = self.ids.take();
                self.records.push(Record::from(new_person(id, school, draft)));
                id
            }),
            (Outcome::Duplicate, Some(RecordId::Person(id))) => {
                if let (true, Some(known)) = (row.fix.update, self.workspace.people.get(id)) {
                    self.records.push(Record::from(updated(known, draft)));
                }
                Some(id)
            }
            _ => None,
        };
        if let (Some(person), Some(intake)) = (person, intake) {
            self.nominate(person, intake);
        }
    }

    fn nominate(&mut self, person: PersonId, intake: IntakeId) {
        let made = |r: &Record| matches!(r, Record::Enrolment(e) if e.person == person);
        let known = self.workspace.people.get(person).is_some();
        if known && (self.workspace.enrolment(intake, person).is_some() || self.records.iter().any(made)) {
            return;
        }
        self.records.push(Record::from(Enrolment::nominated(self.ids.take(), intake, person)));
    }
}

fn new_person(id: PersonId, school: SchoolId, draft: &PersonDraft) -> PersonFields {
    PersonFields {
        id,
        name: draft.name.clone(),
        school,
        role: draft.role,
        acting: draft.acting,
        subjects: Codes::from_slice(&draft.subjects),
        grades: Codes::from_slice(&draft.grades),
        languages: Codes::from_slice(&draft.languages),
        category: draft.category,
        experience: draft.experience,
        history: draft.history.clone(),
        iin: draft.iin.clone(),
        born: draft.born,
        sex: draft.sex,
        phone: draft.phone.clone(),
        email: draft.email.clone(),
        tags: Vec::new(),
        offers: draft.offers.clone(),
        wants: draft.wants.clone(),
        note: draft.note.clone(),
    }
}

/// The person with what the row says; what it doesn't say stays.
fn updated(known: &Person, draft: &PersonDraft) -> PersonFields {
    fn or<T: Clone>(new: &Option<T>, old: &Option<T>) -> Option<T> {
        new.clone().or_else(|| old.clone())
    }
    fn filled<T: Clone>(new: &[T], old: &[T]) -> Vec<T> {
        if new.is_empty() { old.to_vec() } else { new.to_vec() }
    }
    let known = known.fields();
    PersonFields {
        name: draft.name.clone(),
        school: draft.school.unwrap_or(known.school),
        role: draft.role.or(known.role),
        acting: if draft.role.is_some() { draft.acting } else { known.acting },
        subjects: filled(&draft.subjects, &known.subjects).into(),
        grades: filled(&draft.grades, &known.grades).into(),
        languages: filled(&draft.languages, &known.languages).into(),
        category: draft.category.or(known.category),
        experience: draft.experience.or(known.experience),
        history: or(&draft.history, &known.history),
        iin: or(&draft.iin, &known.iin),
        born: draft.born.or(known.born),
        sex: draft.sex.or(known.sex),
        phone: or(&draft.phone, &known.phone),
        email: or(&draft.email, &known.email),
        offers: filled(&draft.offers, &known.offers),
        wants: filled(&draft.wants, &known.wants),
        note: or(&draft.note, &known.note),
        ..known
    }
}
