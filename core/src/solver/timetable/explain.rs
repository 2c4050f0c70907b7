//! Questions about a timetable: what a move would break, named, and what it would cost; where a session could go.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ProposedSession;
use super::moves;
use super::problem::{At, TimetableProblem};
use super::state::{State, Wishes};
use crate::finding::{Code, Finding, Severity};
use crate::model::{GroupId, Placed, RoomId, SessionId, TrainerId};

/// What a move would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Where the session would go.
    pub placed: Placed,
    /// What it breaks (errors) and what it worsens (notes).
    pub findings: Vec<Finding>,
    /// Weighted wishes more than now.
    pub delta: i64,
}

impl Verdict {
    /// Nothing is broken.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.findings.iter().all(|f| f.severity != Severity::Error)
    }
}

/// A timetable laid out to ask questions of.
#[derive(Debug, Clone)]
pub struct Desk<'a> {
    pub(super) state: State<'a>,
}

impl<'a> Desk<'a> {
    /// The timetable as the workspace has it.
    #[must_use]
    pub fn of_workspace(problem: &'a TimetableProblem) -> Self {
        let places: Vec<Option<At>> = problem.events.iter().map(|e| e.now).collect();
        Self::new(problem, &places)
    }

    /// A proposed timetable.
    #[must_use]
    pub fn of_proposal(problem: &'a TimetableProblem, sessions: &[ProposedSession]) -> Self {
        let mut places = vec![None; problem.events.len()];
        for session in sessions {
            if let Some(event) = problem.event(session.group, session.module, session.part) {
                places[event] = session.placed.and_then(|p| problem.at(p));
            }
        }
        Self::new(problem, &places)
    }

    /// Where the sessions are, in the order of the problem.
    #[must_use]
    pub fn places(&self) -> &[Option<At>] {
        &self.state.at
    }

    /// What is wished for, counted.
    #[must_use]
    pub const fn wishes(&self) -> &Wishes {
        self.state.wishes()
    }

    fn new(problem: &'a TimetableProblem, places: &[Option<At>]) -> Self {
        Self { state: State::with(problem, places) }
    }

    /// The session of this record.
    #[must_use]
    pub fn session(&self, id: SessionId) -> Option<usize> {
        self.state.problem.events.iter().position(|e| e.session == Some(id))
    }

    /// The session of this group, module and part.
    #[must_use]
    pub fn find(&self, group: GroupId, module: u8, part: u8) -> Option<usize> {
        self.state.problem.event(group, module, part)
    }

    /// What the session would break on this day and slot. Without a room or a trainer: with those it has, or else with
    /// whichever break and cost least.
    ///
    /// # Errors
    /// A finding when the day, slot, room or trainer is not one of the intake's.
    pub fn explain_move(
        &mut self,
        event: usize,
        date: NaiveDate,
        slot: u8,
        room: Option<RoomId>,
        trainer: Option<TrainerId>,
    ) -> Result<Verdict, Finding> {
        let problem = self.state.problem;
        let class = problem.events.get(event).map(|e| e.class).ok_or(Finding::error(Code::SessionMissing))?;
        let about = Finding::error(Code::DayOutsideStream).about(problem.classes[class].id).with("date", date);
        let date = problem.dates.binary_search(&date).map_err(|_| about)?;
        let slot = usize::from(slot);
        if slot >= problem.time.slots.len() {
            return Err(Finding::error(Code::SlotWrong).about(problem.classes[class].id));
        }
        let index = |id: RoomId| problem.rooms.iter().position(|(r, _)| r.id == id);
        let room = match room {
            Some(id) => Some(index(id).ok_or(Finding::error(Code::RoomElsewhere).about(id))?),
            None => None,
        };
        let index = |id: TrainerId| problem.trainers.iter().position(|t| t.id == id);
        let trainer = match trainer {
            Some(id) => Some(index(id).ok_or(Finding::error(Code::TrainerUnknown).about(id))?),
            None => None,
        };
        let none = || Finding::error(Code::SessionUnplaced).about(problem.classes[class].id);
        let at = self.resolve(event, (date, slot), room, trainer).ok_or_else(none)?;
        Ok(self.judge(event, at))
    }

    /// Every day and slot of the session's stream with its verdict, in order.
    pub fn options(&mut self, event: usize) -> Vec<Verdict> {
        let problem = self.state.problem;
        let Some(class) = problem.events.get(event).map(|e| e.class) else { return Vec::new() };
        let mut verdicts = Vec::new();
        for &date in problem.dates_of(class) {
            for slot in 0..problem.time.slots.len() {
                if let Some(at) = self.resolve(event, (date, slot), None, None) {
                    verdicts.push(self.judge(event, at));
                }
            }
        }
        verdicts
    }

    /// What it would break if two sessions changed days and slots, each keeping its room and trainer.
    ///
    /// # Errors
    /// `session_unplaced` when one of them has no place.
    pub fn explain_swap(&mut self, one: usize, other: usize) -> Result<[Verdict; 2], Finding> {
        let place = |e: usize| self.state.at.get(e).copied().flatten().ok_or(Finding::error(Code::SessionUnplaced));
        let (a, b) = (place(one)?, place(other)?);
        let (to, back) = (At { date: b.date, slot: b.slot, ..a }, At { date: a.date, slot: a.slot, ..b });
        let before = *self.state.wishes();
        let undo = moves::apply(&mut self.state, &vec![(one, Some(to)), (other, Some(back))]);
        let after = *self.state.wishes();
        let mut verdicts = [(one, to), (other, back)].map(|(event, at)| {
            let mut findings = self.broken(event, at);
            findings.extend(self.locked(event));
            Verdict { placed: self.state.problem.placed(at), findings, delta: after.penalty() - before.penalty() }
        });
        verdicts[0].findings.extend(worsened(&before, &after, self.group_of(one)));
        moves::apply(&mut self.state, &undo);
        Ok(verdicts)
    }

    fn group_of(&self, event: usize) -> GroupId {
        self.state.problem.classes[self.state.problem.events[event].class].id
    }

    fn locked(&self, event: usize) -> Option<Finding> {
        let locked = self.state.problem.events[event].locked.is_some();
        locked.then(|| Finding::error(Code::SessionLocked).about(self.group_of(event)))
    }

    /// The place with the given room and trainer, or the cheapest of those that would do, its own first among equals.
    fn resolve(
        &mut self,
        event: usize,
        when: (usize, usize),
        room: Option<usize>,
        trainer: Option<usize>,
    ) -> Option<At> {
        let problem = self.state.problem;
        let class = &problem.classes[problem.events[event].class];
        let own = self.state.at[event];
        let rooms = room
            .map_or_else(|| own.map(|a| a.room).into_iter().chain(class.rooms.iter().copied()).collect(), |r| vec![r]);
        let trainers: Vec<usize> = trainer.map_or_else(
            || own.map(|a| a.trainer).into_iter().chain(class.trainers.iter().copied()).collect(),
            |t| vec![t],
        );
        let was = self.state.at[event];
        let mut best: Option<(i64, At)> = None;
        for &room in &rooms {
            for &trainer in &trainers {
                let at = At { date: when.0, slot: when.1, room, trainer };
                self.state.set(event, Some(at));
                if best.is_none_or(|(cost, _)| self.state.cost() < cost) {
                    best = Some((self.state.cost(), at));
                }
            }
        }
        self.state.set(event, was);
        best.map(|(_, at)| at)
    }

    fn judge(&mut self, event: usize, at: At) -> Verdict {
        let before = *self.state.wishes();
        let was = self.state.set(event, Some(at));
        let after = *self.state.wishes();
        let mut findings = self.broken(event, at);
        if was != Some(at) {
            findings.extend(self.locked(event));
        }
        findings.extend(worsened(&before, &after, self.group_of(event)));
        self.state.set(event, was);
        Verdict { placed: self.state.problem.placed(at), findings, delta: after.penalty() - before.penalty() }
    }

    /// Every session that breaks something where it is, with what it breaks.
    #[must_use]
    pub fn faults(&self) -> BTreeMap<SessionId, Vec<Finding>> {
        let events = &self.state.problem.events;
        let mut together: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (event, at) in self.state.at.iter().enumerate() {
            if let Some(at) = at {
                together.entry((at.date, at.slot)).or_default().push(event);
            }
        }
        let mut faults = BTreeMap::new();
        for (event, at) in self.state.at.iter().enumerate() {
            let (Some(at), Some(session)) = (*at, events[event].session) else { continue };
            let others = together.get(&(at.date, at.slot)).map_or(&[][..], Vec::as_slice);
            let mut found = self.broken_among(event, at, others);
            found.retain(|finding| finding.severity == Severity::Error);
            if !found.is_empty() {
                faults.insert(session, found);
            }
        }
        faults
    }

    /// Everything that a session breaks where it is now, by name.
    fn broken(&self, event: usize, at: At) -> Vec<Finding> {
        let same = |e: &usize| self.state.at[*e].is_some_and(|o| (o.date, o.slot) == (at.date, at.slot));
        let others: Vec<usize> = (0..self.state.at.len()).filter(same).collect();
        self.broken_among(event, at, &others)
    }

    /// The same, with the sessions of that time given.
    fn broken_among(&self, event: usize, at: At, others: &[usize]) -> Vec<Finding> {
        let problem = self.state.problem;
        let class = problem.events[event].class;
        let mut findings = self.broken_alone(event, at);
        for &other in others.iter().filter(|other| **other != event) {
            let Some(there) = self.state.at[other] else { continue };
            let clash = |code: Code| {
                let finding = Finding::error(code);
                let rival = &problem.events[other];
                finding.about(problem.classes[rival.class].id).with("module", u32::from(rival.part.module) + 1)
            };
            if there.trainer == at.trainer {
                findings.push(clash(Code::TrainerClash).about(problem.trainers[at.trainer].id));
            }
            if there.room == at.room {
                findings.push(clash(Code::RoomClash).about(problem.rooms[at.room].0.id));
            }
            if problem.events[other].class == class {
                findings.push(clash(Code::GroupClash));
            }
        }
        findings.extend(self.broken_days(event, at));
        findings
    }

    fn broken_alone(&self, event: usize, at: At) -> Vec<Finding> {
        let problem = self.state.problem;
        let class = &problem.classes[problem.events[event].class];
        let (trainer, (room, venue)) = (&problem.trainers[at.trainer], &problem.rooms[at.room]);
        let date = problem.dates[at.date];
        let taught = trainer.subjects.is_empty() || class.subject.is_none_or(|s| trainer.subjects.contains(&s));
        let checks = [
            (!taught, Finding::error(Code::TrainerSubject).about(trainer.id)),
            (
                !class.languages.iter().all(|l| trainer.languages.contains(l)),
                Finding::error(Code::TrainerLanguage).about(trainer.id),
            ),
            (
                problem.trainer_busy(at.trainer, at.date, at.slot),
                Finding::error(Code::TrainerBusy).about(trainer.id).with("date", date),
            ),
            (*venue != class.venue, Finding::error(Code::RoomElsewhere).about(room.id)),
            (
                room.capacity < class.size,
                Finding::error(Code::RoomTooSmall)
                    .about(room.id)
                    .with("seats", room.capacity)
                    .with("people", class.size),
            ),
            (!problem.kind_fits(room.kind, class.subject), Finding::error(Code::RoomKindWrong).about(room.id)),
            (
                problem.room_closed(at.room, at.date, at.slot),
                Finding::error(Code::RoomClosed).about(room.id).with("date", date),
            ),
            (
                !problem.dates_of(problem.events[event].class).contains(&at.date),
                Finding::error(Code::DayOutsideStream).about(class.id).with("date", date),
            ),
            (problem.off.contains(&at.date), Finding::error(Code::DayIsOff).with("date", date)),
            (
                problem.time.slots[at.slot].hours.0 < problem.events[event].part.hours,
                Finding::error(Code::SlotWrong).about(class.id),
            ),
        ];
        let broken = checks.into_iter().filter(|(broken, _)| *broken).map(|(_, finding)| finding);
        broken.chain(problem.elsewhere.findings(problem, at)).collect()
    }

    /// Daily hours, venues of a stream, order of modules, modules of a day.
    fn broken_days(&self, event: usize, at: At) -> Vec<Finding> {
        let problem = self.state.problem;
        let mine = &problem.events[event];
        let class = &problem.classes[mine.class];
        let trainer = &problem.trainers[at.trainer];
        let mut findings = Vec::new();
        let hours = self.state.hours_on(at.trainer, at.date);
        if hours > trainer.daily_hours.0.into() {
            let over = Finding::error(Code::TrainerHours).about(trainer.id).with("date", problem.dates[at.date]);
            findings.push(over.with("hours", hours).with("most", u32::from(trainer.daily_hours.0)));
        }
        if problem.one_venue && class.stream < problem.time.streams.len() {
            for other in self.state.venues_of(at.trainer, class.stream).filter(|v| *v != class.venue) {
                findings.push(Finding::error(Code::TrainerTwoVenues).about(trainer.id).about(problem.venues[other].0));
            }
        }
        for &e in class.events.iter().filter(|e| **e != event) {
            let (Some(there), module) = (self.state.at[e], problem.events[e].part.module) else { continue };
            let (a, b) = ((at.date, at.slot), (there.date, there.slot));
            let turned = (module < mine.part.module && b > a) || (module > mine.part.module && b < a);
            let named = |code: Code| Finding::error(code).about(class.id).with("module", u32::from(module) + 1);
            let together = problem.one_module_a_day && at.date == there.date && module != mine.part.module;
            for finding in [turned.then(|| named(Code::ModuleOrder)), together.then(|| named(Code::TwoModulesADay))] {
                findings.extend(finding.filter(|f| !findings.contains(f)));
            }
        }
        findings
    }
}

/// A note for each wish that is further away than before.
fn worsened(before: &Wishes, after: &Wishes, group: GroupId) -> Vec<Finding> {
    let codes = [
        Code::CostRoomChange,
        Code::CostTrainerChange,
        Code::CostTrainerChange,
        Code::CostFreeSlots,
        Code::CostUnevenDays,
        Code::CostTrainerKm,
    ];
    let more = after.counts().into_iter().zip(before.counts()).map(|(a, b)| a - b);
    let mut notes: Vec<Finding> = Vec::new();
    for (code, more) in codes.into_iter().zip(more).filter(|(_, more)| *more > 0) {
        if notes.iter().all(|n| n.code != code) {
            notes.push(Finding::note(code).about(group).with("more", more));
        }
    }
    notes
}
