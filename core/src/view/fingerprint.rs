//! Whether a result still belongs to the data it was made from.
//!
//! A fingerprint is FNV-1a (64 bits) over the bytes of what a step reads, so it is the same on every machine, and taking
//! a change back makes an old result current again. Those of selections and groups begin with the version of their bytes:
//! people are packed, because a country's as JSON took longer than all else; the JSON of before is still understood. Decisions about single people (withdrawals, overrides) are no
//! inputs: they follow a selection and don't make it stale.

use std::collections::BTreeSet;
use std::io::Write;
use std::iter;

use chrono::NaiveDate;
use serde::Serialize;

use crate::exchange::rows;
use crate::model::{
    AcademicHours, Intake, Numbered, Person, PersonFields, Priority, Room, School, SchoolId, Stream, Texts, Trainer,
};
use crate::rules::{Criterion, Rule};
use crate::solver::select::{expected_schools, schools_of};
use crate::turns::{AtOnce, GiveWay, HANDFUL, at_once, collect};
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

    fn number(&mut self, number: u64) {
        let _written = self.write(&number.to_le_bytes());
    }

    fn codes<C: Numbered>(&mut self, codes: &[C]) {
        self.number(codes.len() as u64);
        codes.iter().for_each(|&code| self.number(u64::from(code.number())));
    }
}

/// How the people of a fingerprint became bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bytes {
    /// As JSON, which fingerprints without a version are of.
    Json,
    /// Packed.
    Packed,
}

/// What fingerprints over packed people begin with.
const PACKED: &str = "2-";

impl Bytes {
    fn of(fingerprint: &str) -> Self {
        if fingerprint.starts_with(PACKED) { Self::Packed } else { Self::Json }
    }

    fn text(self, hash: &Fnv) -> String {
        match self {
            Self::Json => hash.text(),
            Self::Packed => format!("{PACKED}{}", hash.text()),
        }
    }
}

/// Fingerprint of what a selection reads: rules, quotas, priority, places, seed, the people put forward with their
/// schools, and whom or what else the rules ask about. Notes and telephone numbers are not read.
#[must_use]
pub fn selection(workspace: &Workspace, intake: &Intake) -> String {
    at_once(selection_as(Bytes::Packed, workspace, intake, &mut AtOnce))
}

/// Whether a selection of this fingerprint still belongs to the data.
pub async fn selection_fits(
    fingerprint: &str,
    workspace: &Workspace,
    intake: &Intake,
    turns: &mut impl GiveWay,
) -> bool {
    selection_as(Bytes::of(fingerprint), workspace, intake, turns).await == fingerprint
}

async fn selection_as(bytes: Bytes, workspace: &Workspace, intake: &Intake, turns: &mut impl GiveWay) -> String {
    let mut hash = Fnv::new();
    hash.add(&(&intake.eligibility, &intake.quotas, &intake.priority));
    hash.add(&(intake.seed, intake.places, intake.reference_date));
    let nominees = nominees(workspace, intake, turns).await;
    let mut schools = schools_of(nominees.iter().copied());
    let aged = asks(intake, |criterion| matches!(criterion, Criterion::Age { .. }));
    // Where one block of packed people ends and the next begins is told by the bytes: fingerprints hold it.
    for block in nominees.chunks(rows::PACKED_AT_ONCE) {
        match bytes {
            Bytes::Json => block.iter().for_each(|person| hash.add(&without_contacts(person))),
            Bytes::Packed => {
                let read = block.iter().map(|person| (*person, born_as_read(person, aged)));
                let _written = hash.write(&rows::pack_as_read(read));
            }
        }
        turns.give_way().await;
    }
    // Then colleagues count who aren't put forward.
    if asks(intake, |criterion| matches!(criterion, Criterion::PostVacant(_))) {
        for person in workspace.people.iter().filter(|p| schools.contains(&p.school)) {
            hash.add(&(person.school, person.role(), person.acting()));
        }
    }
    // A minimum holds for schools that sent nobody too, and shares go by everyone's pupils.
    if intake.quotas.iter().any(|q| q.at_least.is_some() || q.shared_by_pupils.is_some()) {
        let expected = expected_schools(workspace, intake, &schools);
        schools.extend(expected.iter().map(|s| s.id));
    }
    for school in schools.iter().filter_map(|&id| workspace.schools.get(id)) {
        let read = School { languages: Vec::new(), location: None, note: None, ..school.clone() };
        hash.add(&(read, workspace.district_of(school)));
    }
    bytes.text(&hash)
}

/// The day of birth, where rules read it. Nothing else is read of an IIN: a document without IINs, opened elsewhere, has
/// current results.
fn born_as_read(person: &Person, aged: bool) -> Option<NaiveDate> {
    let born = || person.born().or_else(|| person.iin().as_ref()?.birth_date());
    if aged { born() } else { None }
}

/// A person without what no rule reads.
fn without_contacts(person: &Person) -> PersonFields {
    let (offers, wants) = (Vec::new(), Vec::new());
    PersonFields { sex: None, phone: None, email: None, note: None, offers, wants, ..person.fields() }
}

fn texts(texts: Texts<'_>) -> Vec<&str> {
    texts.collect()
}

async fn nominees<'w>(workspace: &'w Workspace, intake: &Intake, turns: &mut impl GiveWay) -> Vec<&'w Person> {
    collect(workspace.nominated(intake.id).map(|(_, person)| person), turns).await
}

/// Whether a rule of the intake has such a criterion.
fn asks(intake: &Intake, such: impl Fn(&Criterion) -> bool) -> bool {
    let preferred =
        intake.priority.iter().filter_map(|p| if let Priority::Prefer(rule) = p { Some(rule) } else { None });
    let rules = iter::once(&intake.eligibility).chain(intake.quotas.iter().filter_map(|q| q.only.as_ref()));
    rules.chain(preferred).flat_map(Rule::criteria).any(such)
}

/// Fingerprint of what grouping reads besides who is selected: what people teach and where from, venues, rooms,
/// trainers, streams, modules and policy. Everyone put forward counts, so that a withdrawal changes nothing here.
#[must_use]
pub fn grouping(workspace: &Workspace, intake: &Intake) -> String {
    at_once(grouping_as(Bytes::Packed, workspace, intake, &mut AtOnce))
}

/// Whether groups of this fingerprint still belong to the data.
pub async fn grouping_fits(
    fingerprint: &str,
    workspace: &Workspace,
    intake: &Intake,
    turns: &mut impl GiveWay,
) -> bool {
    grouping_as(Bytes::of(fingerprint), workspace, intake, turns).await == fingerprint
}

async fn grouping_as(bytes: Bytes, workspace: &Workspace, intake: &Intake, turns: &mut impl GiveWay) -> String {
    let mut hash = Fnv::new();
    let hours: Vec<AcademicHours> = intake.slots.iter().map(|s| s.hours).collect();
    let policy = &intake.timetabling;
    hash.add(&(&intake.grouping, policy.one_venue_per_stream, &policy.room_needs, hours));
    add_days(workspace, intake, &mut hash);
    for venue in intake.venues.iter().filter_map(|&id| workspace.venues.get(id)) {
        hash.add(&(venue.id, venue.location, &venue.serves, &venue.subjects));
    }
    add_rooms_and_trainers(workspace, intake, &mut hash);
    let nominees = nominees(workspace, intake, turns).await;
    for handful in nominees.chunks(HANDFUL) {
        for person in handful {
            match bytes {
                Bytes::Json => hash.add(&(person.id, &person.subjects(), &person.languages(), person.school)),
                Bytes::Packed => {
                    hash.number(person.id.0);
                    hash.codes(&person.subjects());
                    hash.codes(&person.languages());
                    hash.number(person.school.0);
                }
            }
        }
        turns.give_way().await;
    }
    let schools = schools_of(nominees.iter().copied());
    add_schools(workspace, &schools, &mut hash);
    bytes.text(&hash)
}

/// Fingerprint of what pairing reads besides who is selected: what people offer, want and teach, in which languages, and
/// where from. Everyone put forward counts, so that a withdrawal changes nothing here.
#[must_use]
pub fn pairing(workspace: &Workspace, intake: &Intake) -> String {
    let mut hash = Fnv::new();
    let mut schools: BTreeSet<SchoolId> = BTreeSet::new();
    for person in at_once(nominees(workspace, intake, &mut AtOnce)) {
        schools.insert(person.school);
        hash.add(&(
            person.id,
            texts(person.offers()),
            texts(person.wants()),
            &person.subjects(),
            &person.languages(),
            person.school,
        ));
    }
    add_schools(workspace, &schools, &mut hash);
    hash.text()
}

/// Where the schools stand.
fn add_schools(workspace: &Workspace, schools: &BTreeSet<SchoolId>, hash: &mut Fnv) {
    let schools: Vec<&School> = schools.iter().filter_map(|&id| workspace.schools.get(id)).collect();
    // The middle of other schools stands in for a place that isn't known.
    let guessed = schools.iter().any(|s| s.location.is_none());
    let read = if guessed { workspace.schools.iter().collect() } else { schools };
    read.iter().for_each(|s| hash.add(&(s.id, s.location, s.district, workspace.region_of(s))));
}

/// Fingerprint of what a timetable reads: groups, modules, rooms, trainers, days and policy. Sessions of other intakes
/// are left out: a timetable made later keeps clear of this one, and where a move by hand does not, the clash is named.
#[must_use]
pub fn timetable(workspace: &Workspace, intake: &Intake) -> String {
    let mut hash = Fnv::new();
    hash.add(&(&intake.timetabling, &intake.slots));
    add_days(workspace, intake, &mut hash);
    for venue in intake.venues.iter().filter_map(|&id| workspace.venues.get(id)) {
        hash.add(&(venue.id, venue.location));
    }
    add_rooms_and_trainers(workspace, intake, &mut hash);
    workspace.groups_of(intake.id).for_each(|group| hash.add(group));
    hash.text()
}

/// Hours of the modules, days of the streams, and which of these are off.
fn add_days(workspace: &Workspace, intake: &Intake, hash: &mut Fnv) {
    if let Some(course) = workspace.courses.get(intake.course) {
        hash.add(&course.modules.iter().map(|m| m.hours).collect::<Vec<_>>());
    }
    let off = |stream: &Stream| stream.days.iter().copied().filter(|&d| workspace.is_day_off(d)).collect();
    let off: Vec<Vec<NaiveDate>> = intake.streams.iter().map(off).collect();
    hash.add(&(&intake.streams, off));
}

fn add_rooms_and_trainers(workspace: &Workspace, intake: &Intake, hash: &mut Fnv) {
    for room in workspace.rooms.iter().filter(|r| intake.venues.contains(&r.venue)) {
        hash.add(&Room { name: String::new(), ..room.clone() });
    }
    for trainer in intake.trainers.iter().filter_map(|&id| workspace.trainers.get(id)) {
        hash.add(&Trainer { name: String::new(), phone: None, ..trainer.clone() });
    }
}
