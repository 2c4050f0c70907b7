//! What the timetable works on: groups with their sessions, the rooms and trainers they could have, and who is free when.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::elsewhere::Elsewhere;
use super::time::{Part, TeachingTime, is_closed};
use crate::finding::Finding;
use crate::model::{
    GeoPoint, Group, GroupId, Intake, IntakeId, Language, Placed, Room, RoomId, RoomKind, SessionId, Subject, Trainer,
    TrainerId, VenueId,
};
use crate::solver::portfolio::seed_of;
use crate::workspace::Workspace;

/// A group to be taught.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    /// The group.
    pub id: GroupId,
    /// Index of the venue.
    pub venue: usize,
    /// Index of the stream.
    pub stream: usize,
    /// The subject.
    pub subject: Option<Subject>,
    /// Languages that its trainers need.
    pub languages: Vec<Language>,
    /// People.
    pub size: u32,
    /// Rooms that will do, the smallest first.
    pub rooms: Vec<usize>,
    /// Trainers who will do.
    pub trainers: Vec<usize>,
    /// Its sessions, in the order of teaching.
    pub events: Vec<usize>,
}

/// A session to be placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Index of the group.
    pub class: usize,
    /// Which part of the course.
    pub part: Part,
    /// The session's record, where there is one.
    pub session: Option<SessionId>,
    /// Where it must stay.
    pub locked: Option<At>,
    /// Where it is now.
    pub now: Option<At>,
}

/// A place of a session: indexes of date, slot, room and trainer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Index in [`TimetableProblem::dates`].
    pub date: usize,
    /// Index of the slot.
    pub slot: usize,
    /// Index of the room.
    pub room: usize,
    /// Index of the trainer.
    pub trainer: usize,
}

/// Everything that the timetable depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct TimetableProblem {
    /// The intake.
    pub intake: IntakeId,
    /// Streams, slots and parts.
    pub time: TeachingTime,
    /// Every date on which something is or may be taught, in order.
    pub dates: Vec<NaiveDate>,
    /// Indexes of the dates of each stream, in order.
    pub stream_dates: Vec<Vec<usize>>,
    /// Venues in use.
    pub venues: Vec<(VenueId, GeoPoint)>,
    /// Rooms with the index of their venue.
    pub rooms: Vec<(Room, usize)>,
    /// Trainers.
    pub trainers: Vec<Trainer>,
    /// Groups, by id.
    pub classes: Vec<Class>,
    /// Sessions, by group and part.
    pub events: Vec<Event>,
    /// A day holds one module of a group at most.
    pub one_module_a_day: bool,
    /// A trainer stays at one venue for the whole of a stream.
    pub one_venue: bool,
    /// Subjects that need rooms of certain kinds.
    pub room_needs: Vec<(Vec<Subject>, Vec<RoomKind>)>,
    /// Days off among the dates (a locked session may lie on one).
    pub off: BTreeSet<usize>,
    /// Rooms and trainers that other intakes hold.
    pub elsewhere: Elsewhere,
    /// Seed of the search.
    pub seed: u64,
    /// What was noticed while reading.
    pub findings: Vec<Finding>,
}

impl TimetableProblem {
    /// Reads the intake's groups with their people, its rooms and trainers, and the sessions that are there already.
    ///
    /// # Errors
    /// `record_missing` when the intake is gone.
    pub fn from_workspace(workspace: &Workspace, id: IntakeId) -> Result<Self, Finding> {
        let intake = workspace.intake(id)?;
        let time = TeachingTime::new(workspace, intake, workspace.courses.get(intake.course));
        let findings = time.findings(workspace, intake);
        let mut problem = Self {
            intake: id,
            dates: Vec::new(),
            stream_dates: Vec::new(),
            venues: venues_of(workspace, intake),
            rooms: Vec::new(),
            trainers: trainers_of(workspace, intake),
            classes: Vec::new(),
            events: Vec::new(),
            one_module_a_day: intake.timetabling.one_module_a_day,
            one_venue: intake.timetabling.one_venue_per_stream,
            room_needs: intake.timetabling.room_needs.iter().map(|n| (n.subjects.clone(), n.kinds.clone())).collect(),
            off: BTreeSet::new(),
            elsewhere: Elsewhere::default(),
            seed: intake.seed,
            time,
            findings,
        };
        for (index, (venue, _)) in problem.venues.iter().enumerate() {
            problem.rooms.extend(workspace.rooms.iter().filter(|r| r.venue == *venue).map(|r| (r.clone(), index)));
        }
        problem.read_dates(workspace);
        problem.elsewhere = Elsewhere::read(&problem, workspace);
        problem.read_groups(workspace);
        problem.read_sessions(workspace);
        Ok(problem)
    }

    /// The same, searched from the seed of another run of the portfolio.
    #[must_use]
    pub fn for_run(self, run: u8) -> Self {
        Self { seed: seed_of(self.seed, run), ..self }
    }

    fn read_dates(&mut self, workspace: &Workspace) {
        let taught = self.time.streams.iter().flatten().copied();
        let placed = workspace.sessions_of(self.intake).filter_map(|s| s.placed).map(|p| p.date);
        self.dates = taught.chain(placed).collect::<BTreeSet<_>>().into_iter().collect();
        let index = |d: &NaiveDate| self.dates.binary_search(d).unwrap_or(0);
        self.stream_dates = self.time.streams.iter().map(|days| days.iter().map(index).collect()).collect();
        self.off = (0..self.dates.len()).filter(|&d| workspace.is_day_off(self.dates[d])).collect();
    }

    fn read_groups(&mut self, workspace: &Workspace) {
        // The others are here for their locked sessions alone.
        let own = workspace.intakes.get(self.intake).map_or(&[][..], |intake| &intake.trainers);
        for group in workspace.groups_of(self.intake) {
            let Some(venue) = self.venues.iter().position(|(v, _)| *v == group.venue) else { continue };
            let (size, languages) = people_of(workspace, self.intake, group);
            let class = self.classes.len();
            let mut rooms: Vec<usize> =
                (0..self.rooms.len()).filter(|&r| self.room_fits(r, venue, group.subject, size)).collect();
            rooms.sort_by_key(|&r| (self.special(r), self.rooms[r].0.capacity, self.rooms[r].0.id));
            let fits =
                |t: &usize| own.contains(&self.trainers[*t].id) && self.trainer_fits(*t, group.subject, &languages);
            let trainers = (0..self.trainers.len()).filter(fits).collect();
            let first = self.events.len();
            for &part in &self.time.parts {
                self.events.push(Event { class, part, session: None, locked: None, now: None });
            }
            let stream = usize::from(group.stream);
            let events = (first..self.events.len()).collect();
            let (id, subject) = (group.id, group.subject);
            self.classes.push(Class { id, venue, stream, subject, languages, size, rooms, trainers, events });
        }
    }

    fn read_sessions(&mut self, workspace: &Workspace) {
        for session in workspace.sessions_of(self.intake) {
            let Some(event) = self.event(session.group, session.module, session.part) else { continue };
            let now = session.placed.and_then(|p| self.at(p));
            let event = &mut self.events[event];
            event.session = Some(session.id);
            event.now = now;
            event.locked = now.filter(|_| session.locked);
        }
    }

    /// Rooms that some subject needs are kept for it where others will do.
    fn special(&self, room: usize) -> bool {
        self.room_needs.iter().any(|(_, kinds)| kinds.contains(&self.rooms[room].0.kind))
    }

    /// Index of the session of this group, module and part.
    #[must_use]
    pub fn event(&self, group: GroupId, module: u8, part: u8) -> Option<usize> {
        let class = self.classes.iter().find(|c| c.id == group)?;
        class.events.iter().copied().find(|&e| (self.events[e].part.module, self.events[e].part.part) == (module, part))
    }

    /// A record's place as indexes; none where something of it is not of this intake.
    #[must_use]
    pub fn at(&self, placed: Placed) -> Option<At> {
        let date = self.dates.binary_search(&placed.date).ok()?;
        let room = self.rooms.iter().position(|(r, _)| r.id == placed.room)?;
        let trainer = self.trainers.iter().position(|t| t.id == placed.trainer)?;
        Some(At { date, slot: usize::from(placed.slot), room, trainer })
    }

    /// Indexes as a record's place.
    #[must_use]
    pub fn placed(&self, at: At) -> Placed {
        let slot = u8::try_from(at.slot).unwrap_or(u8::MAX);
        let (room, trainer): (RoomId, TrainerId) = (self.rooms[at.room].0.id, self.trainers[at.trainer].id);
        Placed { date: self.dates[at.date], slot, room, trainer }
    }

    fn room_fits(&self, room: usize, venue: usize, subject: Option<Subject>, size: u32) -> bool {
        let (record, at) = &self.rooms[room];
        *at == venue && record.capacity >= size && self.kind_fits(record.kind, subject)
    }

    /// True when this kind of room will do for the subject.
    #[must_use]
    pub fn kind_fits(&self, kind: RoomKind, subject: Option<Subject>) -> bool {
        let need = subject.and_then(|s| self.room_needs.iter().find(|(subjects, _)| subjects.contains(&s)));
        need.is_none_or(|(_, kinds)| kinds.contains(&kind))
    }

    fn trainer_fits(&self, trainer: usize, subject: Option<Subject>, languages: &[Language]) -> bool {
        let trainer = &self.trainers[trainer];
        let taught = trainer.subjects.is_empty() || subject.is_none_or(|s| trainer.subjects.contains(&s));
        taught && languages.iter().all(|l| trainer.languages.contains(l))
    }

    /// True when the trainer is free then, and doesn't teach for another intake.
    #[must_use]
    pub fn trainer_free(&self, trainer: usize, date: usize, slot: usize) -> bool {
        !self.trainer_busy(trainer, date, slot) && !self.elsewhere.has_trainer(trainer, date, slot)
    }

    /// True when the room is open then, and no other intake is in it.
    #[must_use]
    pub fn room_open(&self, room: usize, date: usize, slot: usize) -> bool {
        !self.room_closed(room, date, slot) && !self.elsewhere.has_room(room, date, slot)
    }

    /// True when the trainer's own record says that they are not free then.
    #[must_use]
    pub fn trainer_busy(&self, trainer: usize, date: usize, slot: usize) -> bool {
        is_closed(&self.trainers[trainer].busy, self.dates[date], slot)
    }

    /// True when the room's own record says that it is closed then.
    #[must_use]
    pub fn room_closed(&self, room: usize, date: usize, slot: usize) -> bool {
        is_closed(&self.rooms[room].0.closed, self.dates[date], slot)
    }

    /// Hours that the trainer can teach on the day, less those for other intakes.
    #[must_use]
    pub fn hours_free(&self, trainer: usize, date: usize) -> u32 {
        let free = (0..self.time.slots.len()).filter(|&s| self.trainer_free(trainer, date, s));
        let open: u32 = free.map(|s| u32::from(self.time.slots[s].hours.0)).sum();
        let most = u32::from(self.trainers[trainer].daily_hours.0);
        open.min(most.saturating_sub(self.elsewhere.hours(trainer, date)))
    }

    /// Dates of a group's stream; none for a stream that isn't there.
    #[must_use]
    pub fn dates_of(&self, class: usize) -> &[usize] {
        self.stream_dates.get(self.classes[class].stream).map_or(&[], Vec::as_slice)
    }
}

/// How many people a group has, and the languages that they need.
fn people_of(workspace: &Workspace, intake: IntakeId, group: &Group) -> (u32, Vec<Language>) {
    let members = workspace.enrolments_of(intake).filter(|e| e.group == Some(group.id));
    let mut languages: BTreeSet<Language> = group.language.into_iter().collect();
    let mut size = 0;
    for person in members.filter_map(|e| workspace.people.get(e.person)) {
        size += 1;
        let spoken = &person.languages();
        if group.mixed && !group.language.is_some_and(|l| spoken.contains(&l)) {
            languages.extend(spoken.first());
        }
    }
    (size, languages.into_iter().collect())
}

fn venues_of(workspace: &Workspace, intake: &Intake) -> Vec<(VenueId, GeoPoint)> {
    let used = workspace.groups_of(intake.id).map(|g| g.venue);
    let ids: BTreeSet<VenueId> = intake.venues.iter().copied().chain(used).collect();
    ids.into_iter().filter_map(|id| workspace.venues.get(id)).map(|v| (v.id, v.location)).collect()
}

/// Those of the intake, and whoever has a place in its timetable: a trainer taken out of the intake still teaches the
/// sessions that are locked.
fn trainers_of(workspace: &Workspace, intake: &Intake) -> Vec<Trainer> {
    let locked = workspace.sessions_of(intake.id).filter(|s| s.locked).filter_map(|s| s.placed).map(|p| p.trainer);
    let ids: BTreeSet<TrainerId> = intake.trainers.iter().copied().chain(locked).collect();
    ids.into_iter().filter_map(|id| workspace.trainers.get(id)).cloned().collect()
}
