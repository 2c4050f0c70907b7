//! Whether a result still belongs to the data it was made from.
//!
//! A fingerprint is FNV-1a (64 bits) over the JSON of what a step reads, so it is the same on every machine, and taking
//! a change back makes an old result current again. Decisions about single people (withdrawals, overrides) are no
//! inputs: they follow a selection and don't make it stale.

use std::collections::BTreeSet;
use std::io::Write;

use serde::Serialize;

use crate::model::{Intake, SchoolId};
use crate::workspace::Workspace;

struct Fnv(u64);

impl Write for Fnv {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Fnv {
    const fn new() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }

    fn add(&mut self, value: &impl Serialize) {
        // Writing into a hash can't fail, and records always serialise.
        let _written = serde_json::to_writer(&mut *self, value);
        let _mark = self.write(b"\n");
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Fingerprint of what a selection reads: rules, quotas, priority, places, seed, and the people put forward with their
/// schools.
#[must_use]
pub fn selection(workspace: &Workspace, intake: &Intake) -> String {
    let mut hash = Fnv::new();
    hash.add(&(&intake.eligibility, &intake.quotas, &intake.priority));
    hash.add(&(intake.seed, intake.places, intake.reference_date));
    let mut schools: BTreeSet<SchoolId> = BTreeSet::new();
    for enrolment in workspace.enrolments_of(intake.id) {
        if let Some(person) = workspace.people.get(enrolment.person) {
            schools.insert(person.school);
            hash.add(person);
        }
    }
    for school in schools.iter().filter_map(|&id| workspace.schools.get(id)) {
        hash.add(&(school, workspace.district_of(school)));
    }
    hash.text()
}

/// Fingerprint of what grouping reads besides who is selected: what people teach and where from, venues, rooms,
/// trainers, streams, modules and policy. Everyone put forward counts, so that a withdrawal changes nothing here.
#[must_use]
pub fn grouping(workspace: &Workspace, intake: &Intake) -> String {
    let mut hash = Fnv::new();
    hash.add(&(&intake.grouping, &intake.timetabling, &intake.streams, &intake.slots));
    add_modules(workspace, intake, &mut hash);
    add_places(workspace, intake, &mut hash);
    let mut schools: BTreeSet<SchoolId> = BTreeSet::new();
    for person in workspace.enrolments_of(intake.id).filter_map(|e| workspace.people.get(e.person)) {
        schools.insert(person.school);
        hash.add(&(person.id, &person.subjects, &person.languages, person.school));
    }
    for school in schools.iter().filter_map(|&id| workspace.schools.get(id)) {
        hash.add(&(school.id, &school.location, &school.languages, workspace.district_of(school)));
    }
    hash.text()
}

/// Fingerprint of what a timetable reads: groups, modules, rooms, trainers, days and policy.
#[must_use]
pub fn timetable(workspace: &Workspace, intake: &Intake) -> String {
    let mut hash = Fnv::new();
    hash.add(&(&intake.timetabling, &intake.streams, &intake.slots));
    add_modules(workspace, intake, &mut hash);
    add_places(workspace, intake, &mut hash);
    workspace.groups_of(intake.id).for_each(|group| hash.add(group));
    let (first, last) = (intake.first, intake.last);
    workspace.day_rules.iter().filter(|r| (first..=last).contains(&r.date)).for_each(|rule| hash.add(rule));
    hash.text()
}

fn add_modules(workspace: &Workspace, intake: &Intake, hash: &mut Fnv) {
    if let Some(course) = workspace.courses.get(intake.course) {
        hash.add(&course.modules);
    }
}

fn add_places(workspace: &Workspace, intake: &Intake, hash: &mut Fnv) {
    for venue in intake.venues.iter().filter_map(|&id| workspace.venues.get(id)) {
        hash.add(venue);
    }
    workspace.rooms.iter().filter(|r| intake.venues.contains(&r.venue)).for_each(|room| hash.add(room));
    for trainer in intake.trainers.iter().filter_map(|&id| workspace.trainers.get(id)) {
        hash.add(trainer);
    }
}
