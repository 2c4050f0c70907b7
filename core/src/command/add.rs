//! New records that were made away from the log, by a form or a list, and get their ids when they are put in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Context, IdSource, records};
use crate::change::Change;
use crate::finding::Finding;
use crate::model::{Enrolment, IntakeId, PersonId, Record, RecordId};
use crate::workspace::Workspace;

/// The replica tag of ids that last only until their records are put in. No browser profile has it.
pub const PROVISIONAL: u32 = 0;

/// Ids for records that [`super::Command::Add`] will put in.
#[must_use]
pub const fn provisional_ids() -> IdSource {
    IdSource::new(PROVISIONAL, 1)
}

/// Changes that put these records in, each provisional id replaced by a fresh one wherever it stands. With an intake,
/// people are put forward for it, and venues and trainers are among those it uses.
///
/// # Errors
/// As of putting records in; `record_missing` where the intake is gone.
pub(super) fn add(
    workspace: &Workspace,
    mut records: Vec<Record>,
    intake: Option<IntakeId>,
    context: &Context,
) -> Result<Vec<Change>, Finding> {
    let mut fresh = BTreeMap::new();
    for record in &mut records {
        settle_id(record, &mut fresh, &context.ids);
    }
    for record in &mut records {
        settle_references(record, &fresh);
    }
    let mut records = last_of_each(records);
    if let Some(id) = intake {
        attach(workspace, id, &mut records, &context.ids)?;
    }
    records::put(workspace, records, &[])
}

/// Where a record stands twice, as two lists may tell of one person, the later is right.
fn last_of_each(records: Vec<Record>) -> Vec<Record> {
    let last: BTreeMap<RecordId, usize> = records.iter().enumerate().map(|(at, record)| (record.id(), at)).collect();
    let is_last = |(at, record): &(usize, Record)| last.get(&record.id()) == Some(at);
    records.into_iter().enumerate().filter(is_last).map(|(_, record)| record).collect()
}

type Fresh = BTreeMap<RecordId, u64>;

const fn is_provisional(raw: u64) -> bool {
    raw >> crate::model::ids::COUNTER_BITS == PROVISIONAL as u64
}

/// Gives the record a fresh id where its own is provisional.
fn settle_id(record: &mut Record, fresh: &mut Fresh, ids: &IdSource) {
    let before = record.id();
    if !is_provisional(before.raw()) {
        return;
    }
    let raw = fresh.get(&before).copied().unwrap_or_else(|| ids.take());
    match record {
        Record::District(r) => Arc::make_mut(r).id = raw.into(),
        Record::School(r) => Arc::make_mut(r).id = raw.into(),
        Record::Organisation(r) => Arc::make_mut(r).id = raw.into(),
        Record::Venue(r) => Arc::make_mut(r).id = raw.into(),
        Record::Room(r) => Arc::make_mut(r).id = raw.into(),
        Record::Person(r) => Arc::make_mut(r).id = raw.into(),
        Record::Trainer(r) => Arc::make_mut(r).id = raw.into(),
        Record::DayRule(r) => Arc::make_mut(r).id = raw.into(),
        Record::SchoolYear(r) => Arc::make_mut(r).id = raw.into(),
        Record::Enrolment(r) => Arc::make_mut(r).id = raw.into(),
        // Records of other kinds are made by commands of their own.
        _ => return,
    }
    fresh.insert(before, raw);
}

fn settle_references(record: &mut Record, fresh: &Fresh) {
    fn settle<I: Copy + Into<RecordId> + From<u64>>(id: &mut I, fresh: &Fresh) {
        if let Some(&raw) = fresh.get(&(*id).into()) {
            *id = I::from(raw);
        }
    }
    match record {
        Record::School(school) => {
            let school = Arc::make_mut(school);
            settle(&mut school.district, fresh);
            if let Some(hub) = &mut school.hub {
                settle(hub, fresh);
            }
        }
        Record::Person(person) => settle(&mut Arc::make_mut(person).school, fresh),
        Record::Room(room) => settle(&mut Arc::make_mut(room).venue, fresh),
        Record::Enrolment(enrolment) => settle(&mut Arc::make_mut(enrolment).person, fresh),
        _ => {}
    }
}

/// Puts people forward for the intake, and lists venues and trainers in it.
fn attach(workspace: &Workspace, id: IntakeId, records: &mut Vec<Record>, ids: &IdSource) -> Result<(), Finding> {
    let before = workspace.intake(id)?;
    let mut intake = before.clone();
    let mut people: Vec<PersonId> = Vec::new();
    for record in records.iter() {
        match record {
            Record::Person(person) if workspace.people.get(person.id).is_none() => people.push(person.id),
            Record::Venue(venue) if !intake.venues.contains(&venue.id) => intake.venues.push(venue.id),
            Record::Trainer(trainer) if !intake.trainers.contains(&trainer.id) => intake.trainers.push(trainer.id),
            _ => {}
        }
    }
    records.extend(people.into_iter().map(|person| nomination(id, person, ids).into()));
    if intake != *before {
        records.push(intake.into());
    }
    Ok(())
}

fn nomination(intake: IntakeId, person: PersonId, ids: &IdSource) -> Enrolment {
    Enrolment::nominated(ids.take(), intake, person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::apply;
    use crate::command::{Cause, Command, decide};
    use crate::model::{AcademicHours, District, DistrictId, Region, School, SchoolId, SchoolKind, Trainer, TrainerId};
    use crate::template::{Template, Tongue};

    fn context(next: u32) -> Context {
        Context { now: chrono::NaiveDateTime::default(), actor: String::new(), ids: IdSource::new(7, next) }
    }

    fn started() -> (Workspace, u32) {
        let context = context(1);
        let mut workspace = Workspace::default();
        let start = Command::StartFromTemplate(Template::Hub2024, Tongue::English);
        let changes = decide(&workspace, start, &context).expect("a template starts");
        apply(&mut workspace, &changes).expect("it applies");
        (workspace, context.ids.next())
    }

    fn new_school() -> Vec<Record> {
        let region = Region::from_code("KZ-10").expect("there is one");
        let district = District { id: DistrictId(1), region, name: "Abai district".to_owned() };
        let school = |id, hub: Option<u64>| School {
            id: SchoolId(id),
            district: DistrictId(1),
            name: format!("School {id}"),
            kind: SchoolKind::General,
            locality: None,
            hub: hub.map(SchoolId),
            hub_unknown: false,
            languages: Vec::new(),
            pupils: None,
            location: None,
            tags: Vec::new(),
            note: None,
        };
        vec![district.into(), school(2, None).into(), school(3, Some(2)).into()]
    }

    #[test]
    fn provisional_ids_are_replaced_wherever_they_stand() {
        let (mut workspace, next) = started();
        let add = Command::Add { what: Cause::Import, records: new_school(), intake: None };
        let changes = decide(&workspace, add, &context(next)).expect("they fit");
        apply(&mut workspace, &changes).expect("they apply");
        assert_eq!(workspace.schools.len(), 2);
        let [one, two]: [School; 2] =
            workspace.schools.iter().cloned().collect::<Vec<_>>().try_into().expect("there are two");
        assert!(!is_provisional(one.id.0) && !is_provisional(two.id.0));
        assert_eq!(two.hub, Some(one.id));
        assert!(workspace.district_of(&one).is_some_and(|d| d.name == "Abai district"));
    }

    #[test]
    fn an_intake_takes_what_is_added_in_it() {
        let (mut workspace, next) = started();
        let intake = workspace.intakes.iter().next().expect("there is one").id;
        let trainer = Trainer {
            id: TrainerId(1),
            name: "A trainer".to_owned(),
            subjects: Vec::new(),
            languages: Vec::new(),
            daily_hours: AcademicHours(6),
            busy: Vec::new(),
            phone: None,
        };
        let add = Command::Add { what: Cause::Edit, records: vec![trainer.into()], intake: Some(intake) };
        let changes = decide(&workspace, add, &context(next)).expect("it fits");
        apply(&mut workspace, &changes).expect("it applies");
        let listed = workspace.intakes.get(intake).map(|i| i.trainers.clone()).expect("it is there");
        assert!(listed.iter().any(|id| workspace.trainers.get(*id).is_some_and(|t| t.name == "A trainer")));
    }

    #[test]
    fn the_sample_is_put_forward_for_its_intake() {
        let (mut workspace, next) = started();
        let intake = workspace.intakes.iter().next().expect("there is one").id;
        let changes = decide(&workspace, Command::Sample { intake }, &context(next)).expect("it fits");
        apply(&mut workspace, &changes).expect("it applies");
        assert!(workspace.enrolments_of(intake).count() > 400);
        let gone = decide(&workspace, Command::Sample { intake: IntakeId(5) }, &context(next));
        assert!(gone.is_err());
    }
}
