//! Checks a timetable against the intake, from the records alone: nothing here is shared with the solver that made it.
//! Every fault is named; what locked sessions break among themselves was agreed to before and is a warning.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use crate::finding::{Arg, Code, Finding, Severity};
use crate::model::{
    Closure, Group, GroupId, Intake, Language, Placed, RecordId, Room, RoomId, Slot, Trainer, TrainerId,
};
use crate::solver::timetable::{ProposedSession, TimetableProposal};
use crate::workspace::Workspace;

/// Faults of a timetable; it may be agreed to when none of them is an error.
#[must_use]
pub fn check_timetable(workspace: &Workspace, proposal: &TimetableProposal) -> Vec<Finding> {
    match workspace.intake(proposal.intake) {
        Err(missing) => vec![missing],
        Ok(intake) => Check { workspace, intake, proposal, faults: Vec::new() }.run(),
    }
}

type Key = (GroupId, u8, u8);

struct Check<'a> {
    workspace: &'a Workspace,
    intake: &'a Intake,
    proposal: &'a TimetableProposal,
    faults: Vec<Finding>,
}

/// A session of another intake: its minutes of the day, its place and its group.
type Away<'a> = (Range<u32>, Placed, &'a Group);

/// A placed session with its records.
#[derive(Clone, Copy)]
struct Taught<'a> {
    session: &'a ProposedSession,
    placed: Placed,
    group: &'a Group,
    room: &'a Room,
    trainer: &'a Trainer,
    hours: u16,
    /// Locked by its record; what a proposal says of itself excuses nothing.
    locked: bool,
}

impl<'a> Check<'a> {
    fn run(mut self) -> Vec<Finding> {
        let expected = self.expected();
        self.complete(&expected);
        let locked = self.locked();
        let mut taught = Vec::new();
        for session in &self.proposal.sessions {
            let Some(placed) = session.placed else { continue };
            match self.records(session, placed, &expected, &locked) {
                Ok(known) => taught.push(known),
                Err(fault) => self.faults.push(fault),
            }
        }
        let classes = self.classes();
        for one in &taught {
            self.alone(one, classes.get(&one.group.id));
        }
        self.clashes(&taught);
        self.elsewhere(&taught);
        self.days(&taught);
        self.venues(&taught);
        self.order(&taught);
        self.faults
    }

    /// Hours of every session that the groups' course asks for: modules cut into the longest slots.
    fn expected(&self) -> BTreeMap<Key, u16> {
        let longest = self.intake.slots.iter().map(|s| s.hours.0).max().unwrap_or(0);
        let mut expected = BTreeMap::new();
        let modules = self.workspace.courses.get(self.intake.course).map_or(&[][..], |c| &c.modules);
        for group in self.workspace.groups.iter().filter(|g| g.intake == self.intake.id) {
            for (m, module) in (0u8..).zip(modules) {
                let (mut left, mut part) = (module.hours.0, 0);
                while left > 0 && longest > 0 {
                    expected.insert((group.id, m, part), left.min(longest));
                    left -= left.min(longest);
                    part += 1;
                }
            }
        }
        expected
    }

    fn complete(&mut self, expected: &BTreeMap<Key, u16>) {
        let mut seen: BTreeSet<Key> = BTreeSet::new();
        for s in &self.proposal.sessions {
            let key = (s.group, s.module, s.part);
            if !seen.insert(key) || !expected.contains_key(&key) {
                self.faults.push(
                    Finding::error(Code::SessionUnexpected).about(s.group).with("module", u32::from(s.module) + 1),
                );
            }
        }
        for &(group, module, _) in expected.keys().filter(|k| !seen.contains(k)) {
            self.faults.push(Finding::error(Code::SessionMissing).about(group).with("module", u32::from(module) + 1));
        }
        let without = |s: &&ProposedSession| s.placed.is_none();
        let open: BTreeSet<Key> =
            self.proposal.sessions.iter().filter(without).map(|s| (s.group, s.module, s.part)).collect();
        let named: BTreeSet<Key> = self.proposal.unplaced.iter().map(|u| (u.group, u.module, u.part)).collect();
        if open != named || self.proposal.unplaced.iter().any(|u| u.reasons.is_empty()) {
            self.faults.push(Finding::error(Code::FiguresWrong).about(self.intake.id).with("unplaced", open.len()));
        }
    }

    /// Locked sessions stay exactly, and no others are said to be locked. Hands back which are.
    fn locked(&mut self) -> BTreeSet<Key> {
        let intake = self.intake.id;
        let mut locked = BTreeMap::new();
        for record in self.workspace.sessions.iter().filter(|s| s.locked && s.placed.is_some()) {
            if self.workspace.groups.get(record.group).is_some_and(|g| g.intake == intake) {
                locked.insert((record.group, record.module, record.part), record);
            }
        }
        for s in &self.proposal.sessions {
            match locked.get(&(s.group, s.module, s.part)) {
                Some(record) if s.placed != record.placed || !s.locked => {
                    self.faults.push(Finding::error(Code::SessionLocked).about(record.id).about(record.group));
                }
                None if s.locked => self.faults.push(Finding::error(Code::SessionLocked).about(s.group)),
                _ => {}
            }
        }
        locked.into_keys().collect()
    }

    fn records(
        &self,
        session: &'a ProposedSession,
        placed: Placed,
        expected: &BTreeMap<Key, u16>,
        locked: &BTreeSet<Key>,
    ) -> Result<Taught<'a>, Finding> {
        let missing = |record: RecordId| Finding::error(Code::RecordMissing).about(record);
        let group = self.workspace.groups.get(session.group).ok_or_else(|| missing(session.group.into()))?;
        let room = self.workspace.rooms.get(placed.room).ok_or_else(|| missing(placed.room.into()))?;
        let trainer = self.workspace.trainers.get(placed.trainer).ok_or_else(|| missing(placed.trainer.into()))?;
        let key = (session.group, session.module, session.part);
        let (hours, locked) = (expected.get(&key).copied().unwrap_or(0), locked.contains(&key));
        Ok(Taught { session, placed, group, room, trainer, hours, locked })
    }

    /// How many people are in each group, and which languages they need.
    fn classes(&self) -> BTreeMap<GroupId, (u32, BTreeSet<Language>)> {
        let groups = self.workspace.groups.iter().filter(|g| g.intake == self.intake.id);
        let mut classes: BTreeMap<GroupId, _> =
            groups.map(|group| (group.id, (0, group.language.into_iter().collect::<BTreeSet<_>>()))).collect();
        for enrolment in self.workspace.enrolments.iter().filter(|e| e.intake == self.intake.id) {
            let group = enrolment.group.and_then(|id| self.workspace.groups.get(id));
            let (Some(group), Some(person)) = (group, self.workspace.people.get(enrolment.person)) else { continue };
            let Some((size, languages)) = classes.get_mut(&group.id) else { continue };
            *size += 1;
            if group.mixed && !group.language.is_some_and(|l| person.languages().contains(&l)) {
                languages.extend(person.languages().first());
            }
        }
        classes
    }

    fn push(&mut self, broken: bool, code: Code, subject: impl Into<RecordId>, one: &Taught) {
        if broken {
            let module = u32::from(one.session.module) + 1;
            let mut fault = Finding::error(code).about(subject).about(one.group.id).with("module", module);
            if one.locked {
                fault.severity = Severity::Warning;
            }
            self.faults.push(fault.with("date", one.placed.date));
        }
    }

    fn alone(&mut self, one: &Taught<'a>, class: Option<&(u32, BTreeSet<Language>)>) {
        let Taught { placed, group, room, trainer, hours, .. } = *one;
        let (size, languages) = class.map_or((0, None), |(size, languages)| (*size, Some(languages)));
        let stream = self.intake.streams.get(usize::from(group.stream));
        let slot = self.intake.slots.get(usize::from(placed.slot));
        let taught = trainer.subjects.is_empty() || group.subject.is_none_or(|s| trainer.subjects.contains(&s));
        let needs = self.intake.timetabling.room_needs.iter();
        let mut needs = needs.filter(|n| group.subject.is_some_and(|s| n.subjects.contains(&s)));
        let kind = needs.all(|n| n.kinds.contains(&room.kind));
        let slot_index = placed.slot;
        let off = self.workspace.is_day_off(placed.date);
        self.push(!self.intake.trainers.contains(&trainer.id), Code::TrainerUnknown, trainer.id, one);
        self.push(!taught, Code::TrainerSubject, trainer.id, one);
        let understood = languages.is_none_or(|all| all.iter().all(|l| trainer.languages.contains(l)));
        self.push(!understood, Code::TrainerLanguage, trainer.id, one);
        self.push(covers(&trainer.busy, placed.date, slot_index), Code::TrainerBusy, trainer.id, one);
        self.push(room.venue != group.venue, Code::RoomElsewhere, room.id, one);
        self.push(room.capacity < size, Code::RoomTooSmall, room.id, one);
        self.push(!kind, Code::RoomKindWrong, room.id, one);
        self.push(covers(&room.closed, placed.date, slot_index), Code::RoomClosed, room.id, one);
        self.push(!stream.is_some_and(|s| s.days.contains(&placed.date)), Code::DayOutsideStream, group.id, one);
        self.push(off, Code::DayIsOff, group.id, one);
        self.push(slot.is_none_or(|s| s.hours.0 < hours), Code::SlotWrong, group.id, one);
    }

    /// Nobody and nothing is at two sessions at a time.
    fn clashes(&mut self, taught: &[Taught<'a>]) {
        let mut trainers: BTreeMap<(NaiveDate, u8, TrainerId), &Taught> = BTreeMap::new();
        let mut rooms: BTreeMap<(NaiveDate, u8, RoomId), &Taught> = BTreeMap::new();
        let mut groups: BTreeMap<(NaiveDate, u8, GroupId), &Taught> = BTreeMap::new();
        for one in taught {
            let (date, slot) = (one.placed.date, one.placed.slot);
            let other = trainers.insert((date, slot, one.trainer.id), one);
            self.clash(other, Code::TrainerClash, one.trainer.id.into(), one);
            let other = rooms.insert((date, slot, one.room.id), one);
            self.clash(other, Code::RoomClash, one.room.id.into(), one);
            let other = groups.insert((date, slot, one.group.id), one);
            self.clash(other, Code::GroupClash, one.group.id.into(), one);
        }
    }

    fn clash(&mut self, other: Option<&Taught>, code: Code, subject: RecordId, one: &Taught) {
        if let Some(other) = other {
            // Only two locked sessions may clash: the coordinator put both there.
            let agreed = one.locked && other.locked;
            let severity = if agreed { Severity::Warning } else { Severity::Error };
            let fault = Finding { severity, ..Finding::error(code) };
            self.faults
                .push(fault.about(subject).about(one.group.id).about(other.group.id).with("date", one.placed.date));
        }
    }

    /// No room and no trainer has a session of another intake in the meantime.
    fn elsewhere(&mut self, taught: &[Taught<'a>]) {
        let minutes = |intake: &Intake, slot: u8| intake.slots.get(usize::from(slot)).map(Slot::minutes);
        let mut others: BTreeMap<NaiveDate, Vec<Away>> = BTreeMap::new();
        for session in self.workspace.sessions.iter() {
            let (Some(placed), Some(group)) = (session.placed, self.workspace.groups.get(session.group)) else {
                continue;
            };
            let intake = self.workspace.intakes.get(group.intake).filter(|i| i.id != self.intake.id);
            if let Some(when) = intake.and_then(|i| minutes(i, placed.slot)) {
                others.entry(placed.date).or_default().push((when, placed, group));
            }
        }
        for one in taught {
            let Some(when) = minutes(self.intake, one.placed.slot) else { continue };
            for (theirs, placed, group) in others.get(&one.placed.date).into_iter().flatten() {
                if when.end <= theirs.start || theirs.end <= when.start {
                    continue;
                }
                let (trainer, room) = (one.placed.trainer, one.placed.room);
                self.taken(trainer == placed.trainer, Code::TrainerElsewhere, group, trainer.into(), one);
                self.taken(room == placed.room, Code::RoomTaken, group, room.into(), one);
            }
        }
    }

    fn taken(&mut self, broken: bool, code: Code, by: &Group, what: RecordId, one: &Taught) {
        if broken {
            let severity = if one.locked { Severity::Warning } else { Severity::Error };
            let fault = Finding { severity, ..Finding::error(code) }.about(by.id).about(what).about(one.group.id);
            self.faults.push(fault.with("intake", Arg::Record(by.intake.into())).with("date", one.placed.date));
        }
    }

    /// Daily hours of trainers, and one module a day for a group.
    fn days(&mut self, taught: &[Taught<'a>]) {
        let away = self.hours_elsewhere();
        let mut hours: BTreeMap<(TrainerId, NaiveDate), (u32, &Taught)> = BTreeMap::new();
        let mut modules: BTreeMap<(GroupId, NaiveDate), &Taught> = BTreeMap::new();
        let mut over = Vec::new();
        for one in taught {
            let day = hours.entry((one.trainer.id, one.placed.date)).or_insert((0, one));
            day.0 += u32::from(one.hours);
            if !one.locked {
                day.1 = one;
            }
            let first = modules.entry((one.group.id, one.placed.date)).or_insert(one);
            if self.intake.timetabling.one_module_a_day && first.session.module != one.session.module {
                over.push((
                    Code::TwoModulesADay,
                    RecordId::from(one.group.id),
                    if one.locked { **first } else { *one },
                ));
            }
        }
        for (day, (sum, one)) in hours {
            if sum + away.get(&day).copied().unwrap_or(0) > u32::from(one.trainer.daily_hours.0) {
                over.push((Code::TrainerHours, one.trainer.id.into(), *one));
            }
        }
        for (code, subject, one) in over {
            self.push(true, code, subject, &one);
        }
    }

    /// What each trainer teaches for other intakes in a day: parts as long as the longest slot, the last what is left.
    fn hours_elsewhere(&self) -> BTreeMap<(TrainerId, NaiveDate), u32> {
        let mut hours = BTreeMap::new();
        for session in self.workspace.sessions.iter() {
            let (Some(placed), Some(group)) = (session.placed, self.workspace.groups.get(session.group)) else {
                continue;
            };
            let intake = self.workspace.intakes.get(group.intake).filter(|i| i.id != self.intake.id);
            let course = intake.and_then(|i| self.workspace.courses.get(i.course));
            let module = course.and_then(|c| c.modules.get(usize::from(session.module)));
            let longest = intake.and_then(|i| i.slots.iter().map(|s| s.hours.0).max()).unwrap_or(0);
            let before = longest.saturating_mul(session.part.into());
            let part = module.map_or(0, |m| m.hours.0.saturating_sub(before).min(longest));
            *hours.entry((placed.trainer, placed.date)).or_default() += u32::from(part);
        }
        hours
    }

    /// A trainer stays at one venue for the whole of a stream.
    fn venues(&mut self, taught: &[Taught<'a>]) {
        if !self.intake.timetabling.one_venue_per_stream {
            return;
        }
        let mut first: BTreeMap<(TrainerId, u8), Taught> = BTreeMap::new();
        for one in taught {
            let known = *first.entry((one.trainer.id, one.group.stream)).or_insert(*one);
            let free = if one.locked { known } else { *one };
            self.push(known.group.venue != one.group.venue, Code::TrainerTwoVenues, one.trainer.id, &free);
        }
    }

    /// Modules come one after the other.
    fn order(&mut self, taught: &[Taught<'a>]) {
        let mut groups: BTreeMap<GroupId, Vec<Taught>> = BTreeMap::new();
        for one in taught {
            groups.entry(one.group.id).or_default().push(*one);
        }
        for mut sessions in groups.into_values() {
            sessions.sort_by_key(|s| (s.placed.date, s.placed.slot));
            for pair in sessions.windows(2) {
                let turned = pair[0].session.module > pair[1].session.module;
                let free = if pair[0].locked { &pair[1] } else { &pair[0] };
                self.push(turned, Code::ModuleOrder, free.group.id, free);
            }
        }
    }
}

fn covers(closures: &[Closure], date: NaiveDate, slot: u8) -> bool {
    closures.iter().any(|c| c.date == date && (c.slot.is_none() || c.slot == Some(slot)))
}
