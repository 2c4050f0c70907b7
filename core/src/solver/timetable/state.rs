//! Where every session is, and what that costs: every count is kept up to date as sessions are placed and lifted, so a
//! move is judged by doing it.

use serde::{Deserialize, Serialize};

use super::problem::{At, TimetableProblem};

/// Weight of one broken constraint.
pub(crate) const HARD: i64 = 1_000_000;
/// Weight of a session without a place: less than what it would break anywhere.
pub(crate) const UNPLACED: i64 = 600_000;
/// Weights of the wishes, in the order of [`Wishes`]; kilometres weigh 1.
pub const WEIGHTS: [i64; 6] = [1_000, 1_000, 500, 200, 200, 1];

/// What is wished for, each counted: the fewer the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Wishes {
    /// A group's next session is in another room.
    pub room_changes: i64,
    /// Trainers of a module beyond its first.
    pub split_modules: i64,
    /// A group's next session has another trainer.
    pub trainer_changes: i64,
    /// Free slots between two sessions of a day, of groups and trainers.
    pub free_slots: i64,
    /// Sessions of a group above an even share of its days.
    pub uneven_days: i64,
    /// Kilometres of trainers between the venues of one stream and the next.
    pub trainer_km: i64,
}

impl Wishes {
    /// The counts in the order of their weights.
    #[must_use]
    pub const fn counts(&self) -> [i64; 6] {
        let Self { room_changes, split_modules, trainer_changes, free_slots, uneven_days, trainer_km } = *self;
        [room_changes, split_modules, trainer_changes, free_slots, uneven_days, trainer_km]
    }

    /// The counts with their codes, in the same order.
    #[must_use]
    pub fn terms(&self) -> [(&'static str, i64); 6] {
        let codes = ["room_changes", "split_modules", "trainer_changes", "free_slots", "uneven_days", "trainer_km"];
        let mut counts = self.counts().into_iter();
        codes.map(|code| (code, counts.next().unwrap_or(0)))
    }

    /// Weighted sum.
    #[must_use]
    pub fn penalty(&self) -> i64 {
        self.counts().iter().zip(WEIGHTS).map(|(n, w)| n * w).sum()
    }

    fn add(&mut self, other: &Self, sign: i64) {
        self.room_changes += sign * other.room_changes;
        self.split_modules += sign * other.split_modules;
        self.trainer_changes += sign * other.trainer_changes;
        self.free_slots += sign * other.free_slots;
        self.uneven_days += sign * other.uneven_days;
        self.trainer_km += sign * other.trainer_km;
    }
}

/// All sessions with their places and the counts that follow from them.
#[derive(Debug, Clone)]
pub(crate) struct State<'a> {
    pub(crate) problem: &'a TimetableProblem,
    pub(crate) at: Vec<Option<At>>,
    slots: usize,
    room: Vec<u16>,
    trainer: Vec<u16>,
    group: Vec<u16>,
    hours: Vec<u32>,
    /// Sessions of a trainer by stream and venue.
    posts: Vec<u16>,
    hard: i64,
    unplaced: i64,
    wishes: Wishes,
}

impl<'a> State<'a> {
    /// Only the locked sessions are placed.
    pub(crate) fn new(problem: &'a TimetableProblem) -> Self {
        let (slots, dates) = (problem.time.slots.len(), problem.dates.len());
        let (rooms, trainers) = (problem.rooms.len(), problem.trainers.len());
        let elsewhere = |t: usize| (0..dates).map(move |d| problem.elsewhere.hours(t, d));
        let mut state = Self {
            problem,
            at: vec![None; problem.events.len()],
            slots,
            room: vec![0; rooms * dates * slots],
            trainer: vec![0; trainers * dates * slots],
            group: vec![0; problem.classes.len() * dates * slots],
            hours: (0..trainers).flat_map(elsewhere).collect(),
            posts: vec![0; trainers * problem.time.streams.len() * problem.venues.len()],
            hard: 0,
            unplaced: i64::try_from(problem.events.len()).unwrap_or(i64::MAX),
            wishes: Wishes::default(),
        };
        for (e, event) in problem.events.iter().enumerate() {
            if let Some(at) = event.locked.filter(|at| at.slot < slots) {
                state.set(e, Some(at));
            }
        }
        state
    }

    /// Sessions are where they are said to be; one in a slot that is gone is left where it was.
    pub(crate) fn with(problem: &'a TimetableProblem, places: &[Option<At>]) -> Self {
        let mut state = Self::new(problem);
        let slots = problem.time.slots.len();
        for (event, &at) in places.iter().enumerate().filter(|(_, at)| at.is_none_or(|a| a.slot < slots)) {
            state.set(event, at);
        }
        state
    }

    pub(crate) fn cost(&self) -> i64 {
        self.hard * HARD + self.unplaced * UNPLACED + self.wishes.penalty()
    }

    pub(crate) const fn hard(&self) -> i64 {
        self.hard
    }

    pub(crate) const fn unplaced(&self) -> i64 {
        self.unplaced
    }

    pub(crate) const fn wishes(&self) -> &Wishes {
        &self.wishes
    }

    fn time(&self, who: usize, at: At) -> usize {
        (who * self.problem.dates.len() + at.date) * self.slots + at.slot
    }

    pub(crate) fn trainer_at(&self, trainer: usize, at: At) -> u16 {
        self.trainer[self.time(trainer, at)]
    }

    pub(crate) fn room_at(&self, room: usize, at: At) -> u16 {
        self.room[self.time(room, at)]
    }

    pub(crate) fn group_at(&self, class: usize, at: At) -> u16 {
        self.group[self.time(class, at)]
    }

    pub(crate) fn hours_on(&self, trainer: usize, date: usize) -> u32 {
        self.hours[trainer * self.problem.dates.len() + date]
    }

    fn post(&self, trainer: usize, stream: usize, venue: usize) -> usize {
        (trainer * self.problem.time.streams.len() + stream) * self.problem.venues.len() + venue
    }

    /// Venues where a trainer teaches in a stream.
    pub(crate) fn venues_of(&self, trainer: usize, stream: usize) -> impl Iterator<Item = usize> + '_ {
        let start = self.post(trainer, stream, 0);
        let row = &self.posts[start..start + self.problem.venues.len()];
        row.iter().enumerate().filter(|(_, n)| **n > 0).map(|(v, _)| v)
    }

    /// Puts a session somewhere else, or nowhere; returns where it was.
    pub(crate) fn set(&mut self, event: usize, to: Option<At>) -> Option<At> {
        let from = self.at[event];
        if from == to {
            return from;
        }
        let class = self.problem.events[event].class;
        self.count_class(class, -1);
        if let Some(at) = from {
            self.count_trainer(at, class, -1);
            self.lift(event, at);
            self.count_trainer(at, class, 1);
        }
        if let Some(at) = to {
            self.count_trainer(at, class, -1);
            self.drop_at(event, at);
            self.count_trainer(at, class, 1);
        }
        self.count_class(class, 1);
        from
    }

    fn lift(&mut self, event: usize, at: At) {
        let class = self.problem.events[event].class;
        let (r, t, g) = (self.time(at.room, at), self.time(at.trainer, at), self.time(class, at));
        self.room[r] -= 1;
        self.trainer[t] -= 1;
        self.group[g] -= 1;
        self.hard -= i64::from(self.room[r]) + i64::from(self.trainer[t]) + i64::from(self.group[g]);
        self.hard -= self.alone(event, at);
        self.unplaced += 1;
        let hours = at.trainer * self.problem.dates.len() + at.date;
        self.hours[hours] -= u32::from(self.problem.events[event].part.hours);
        let stream = self.problem.classes[class].stream;
        if stream < self.problem.time.streams.len() {
            let post = self.post(at.trainer, stream, self.problem.classes[class].venue);
            self.posts[post] -= 1;
        }
        self.at[event] = None;
    }

    fn drop_at(&mut self, event: usize, at: At) {
        let class = self.problem.events[event].class;
        let (r, t, g) = (self.time(at.room, at), self.time(at.trainer, at), self.time(class, at));
        self.hard += i64::from(self.room[r]) + i64::from(self.trainer[t]) + i64::from(self.group[g]);
        self.hard += self.alone(event, at);
        self.room[r] += 1;
        self.trainer[t] += 1;
        self.group[g] += 1;
        self.unplaced -= 1;
        let hours = at.trainer * self.problem.dates.len() + at.date;
        self.hours[hours] += u32::from(self.problem.events[event].part.hours);
        let stream = self.problem.classes[class].stream;
        if stream < self.problem.time.streams.len() {
            let post = self.post(at.trainer, stream, self.problem.classes[class].venue);
            self.posts[post] += 1;
        }
        self.at[event] = Some(at);
    }

    /// What a session breaks by itself at a place.
    pub(crate) fn alone(&self, event: usize, at: At) -> i64 {
        let problem = self.problem;
        let (class, hours) = (problem.events[event].class, problem.events[event].part.hours);
        let group = &problem.classes[class];
        let faults = [
            !group.trainers.contains(&at.trainer),
            !group.rooms.contains(&at.room),
            !problem.trainer_free(at.trainer, at.date, at.slot),
            !problem.room_open(at.room, at.date, at.slot),
            !problem.dates_of(class).contains(&at.date),
            problem.time.slots[at.slot].hours.0 < hours,
        ];
        faults.into_iter().filter(|f| *f).map(|_| 1).sum()
    }

    /// Adds or takes away what follows from a trainer's day and venues.
    fn count_trainer(&mut self, at: At, class: usize, sign: i64) {
        let problem = self.problem;
        // What other intakes hold beyond the day's hours is not this one's doing; every hour on top of it is.
        let daily = u32::from(problem.trainers[at.trainer].daily_hours.0);
        let free = daily.max(problem.elsewhere.hours(at.trainer, at.date));
        let over = self.hours_on(at.trainer, at.date).saturating_sub(free);
        self.hard += sign * i64::from(over);
        self.wishes.free_slots += sign * self.gaps(&self.trainer, at.trainer, at.date);
        let stream = problem.classes[class].stream;
        if stream >= problem.time.streams.len() {
            return;
        }
        if problem.one_venue {
            let venues = i64::try_from(self.venues_of(at.trainer, stream).count()).unwrap_or(0);
            self.hard += sign * (venues - 1).max(0) * 4;
        }
        self.wishes.trainer_km += sign * self.km(at.trainer);
    }

    fn gaps(&self, table: &[u16], who: usize, date: usize) -> i64 {
        let start = (who * self.problem.dates.len() + date) * self.slots;
        let day = &table[start..start + self.slots];
        let first = day.iter().position(|n| *n > 0);
        let last = day.iter().rposition(|n| *n > 0);
        let (Some(first), Some(last)) = (first, last) else { return 0 };
        day[first..=last].iter().filter(|n| **n == 0).map(|_| 1).sum()
    }

    /// Way of a trainer from stream to stream.
    fn km(&self, trainer: usize) -> i64 {
        let mut last: Option<usize> = None;
        let mut km = 0;
        for stream in 0..self.problem.time.streams.len() {
            if let Some(venue) = self.venues_of(trainer, stream).next() {
                if let Some(last) = last.filter(|l| *l != venue) {
                    km += i64::from(self.problem.venues[last].1.km_to(self.problem.venues[venue].1));
                }
                last = Some(venue);
            }
        }
        km
    }

    /// Adds or takes away what follows from a group's sessions.
    fn count_class(&mut self, class: usize, sign: i64) {
        let (hard, wishes) = self.class_terms(class);
        self.hard += sign * hard;
        self.wishes.add(&wishes, sign);
    }

    fn class_terms(&self, class: usize) -> (i64, Wishes) {
        let problem = self.problem;
        let events = &problem.classes[class].events;
        let mut wishes = Wishes::default();
        let mut hard = 0;
        let mut latest: Option<(u8, (usize, usize))> = None;
        let mut before: Option<(u8, (usize, usize))> = None;
        let mut trainers: Vec<(u8, usize)> = Vec::with_capacity(8);
        let mut placed: Vec<(usize, usize, u8, usize, usize)> = Vec::with_capacity(events.len());
        for &e in events {
            let Some(at) = self.at[e] else { continue };
            let (module, when) = (problem.events[e].part.module, (at.date, at.slot));
            // Everything of a module comes after everything of those before it.
            if latest.is_some_and(|(m, _)| m != module) {
                before = latest;
            }
            if before.is_some_and(|(_, last)| last > when) {
                hard += 1;
            }
            latest = Some((module, latest.map_or(when, |(_, last)| last.max(when))));
            placed.push((at.date, at.slot, module, at.room, at.trainer));
            if !trainers.contains(&(module, at.trainer)) {
                wishes.split_modules += i64::from(trainers.iter().any(|(m, _)| *m == module));
                trainers.push((module, at.trainer));
            }
        }
        // Sessions at the same time stay in the order of teaching.
        placed.sort_by_key(|&(date, slot, ..)| (date, slot));
        for pair in placed.windows(2) {
            let [(d1, _, m1, r1, t1), (d2, _, m2, r2, t2)] = [pair[0], pair[1]];
            wishes.room_changes += i64::from(r1 != r2);
            wishes.trainer_changes += i64::from(t1 != t2);
            hard += i64::from(problem.one_module_a_day && d1 == d2 && m1 != m2);
        }
        let days = problem.dates_of(class).len().max(1);
        let even = events.len().div_ceil(days);
        for day in placed.chunk_by(|a, b| a.0 == b.0) {
            wishes.uneven_days += i64::try_from(day.len().saturating_sub(even)).unwrap_or(0);
            wishes.free_slots += self.gaps(&self.group, class, day[0].0);
        }
        (hard, wishes)
    }
}
