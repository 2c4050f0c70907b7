//! Demands on a timetable that stands, met with as few changes as may be: a trainer's day is freed, a group's free slot is
//! filled. `docs/TIMETABLE.md` says what is guaranteed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::explain::Desk;
use super::problem::{At, TimetableProblem};
use super::rearrange::{Order, Plan, rearrange};
use super::reasons;
use super::state::{State, Wishes};
use crate::finding::{Arg, Code, Finding};
use crate::model::{Closure, GroupId, IntakeId, Placed, Record, Session, SessionId, TrainerId};
use crate::solver::budget::Budget;
use crate::solver::place::Watch;
use crate::workspace::Workspace;

/// Sessions that may move beside those that must.
const OTHERS: usize = 4;
/// The same for a session that has a place already and could fill a gap: it needn't move at all.
const OTHERS_OF_A_GAP: usize = 2;
/// Ways to fill a gap that are told.
const TOLD: usize = 3;

/// A session with another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionChange {
    /// The session's record, where there is one.
    pub session: Option<SessionId>,
    /// The group.
    pub group: GroupId,
    /// Index of the module.
    pub module: u8,
    /// Which part of the module.
    pub part: u8,
    /// Where it was; none where it had no place.
    pub from: Option<Placed>,
    /// Where it goes.
    pub to: Placed,
}

/// How a demand is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The intake.
    pub intake: IntakeId,
    /// Every session that changes, by group and part; none where nothing has to.
    pub changes: Vec<SessionChange>,
    /// The wishes now.
    pub before: Wishes,
    /// The wishes then.
    pub after: Wishes,
    /// No other way has fewer changes, and none with as few costs less.
    pub fewest: bool,
}

impl Wish {
    /// Weighted wishes more than now.
    #[must_use]
    pub fn delta(&self) -> i64 {
        self.after.penalty() - self.before.penalty()
    }

    /// The sessions with their new places, to be recorded as one.
    #[must_use]
    pub fn records(&self, workspace: &Workspace) -> Vec<Record> {
        let changed = |change: &SessionChange| {
            let session = workspace.sessions.get(change.session?)?;
            Some(Session { placed: Some(change.to), ..session.clone() }.into())
        };
        self.changes.iter().filter_map(changed).collect()
    }
}

impl Desk<'_> {
    /// The fewest changes, and the cheapest of those, after which the trainer has no session on the day.
    ///
    /// # Errors
    /// Why it can't be, never empty: the trainer or the day is not of the timetable, sessions of the day are locked
    /// (`unlock_first`) or another intake's (`trainer_elsewhere`), groups would need more hours than trainers have
    /// (`demand_trainer_hours`), or who could take a session over and why they don't (`no_trainer_free`).
    pub fn free_trainer(
        &self,
        trainer: TrainerId,
        date: NaiveDate,
        budget: &mut dyn Budget,
    ) -> Result<Wish, Vec<Finding>> {
        let problem = self.state.problem;
        let (who, day) = trainer_and_day(problem, trainer, date).map_err(|finding| vec![finding])?;
        let taught = |&e: &usize| self.state.at[e].is_some_and(|at| (at.trainer, at.date) == (who, day));
        let lifted: Vec<usize> = (0..self.state.at.len()).filter(taught).collect();
        let fixed = held(problem, who, day, &lifted);
        if !fixed.is_empty() {
            return Err(fixed);
        }
        let mut without = problem.clone();
        without.trainers[who].busy.push(Closure { date, slot: None, reason: None });
        let mut state = State::with(&without, &self.state.at);
        // Where every session has its place, more need than there is can't be met by any search.
        let short = reasons::new_shortages(problem, &without);
        if self.state.unplaced() == 0 && !short.is_empty() {
            return Err(short);
        }
        let order = Order { lifted: &lifted, cell: None, others: OTHERS };
        let plan = rearrange(&mut state, &order, &mut Watch::new(budget));
        let plan = plan.ok_or_else(|| reasons::nobody_free(&state, &lifted, short))?;
        Ok(self.wish(&state, plan))
    }

    /// The best ways to fill a free slot of a group: first a session without a place, then whichever changes and costs
    /// least; later sessions before earlier ones. Every move of one session is among what is looked at.
    ///
    /// # Errors
    /// Why nothing can stand there, never empty: the group or the time is not of the timetable, the slot is taken, or
    /// `gap_stays` with the count of what stands in the way.
    pub fn fill_gap(
        &self,
        group: GroupId,
        date: NaiveDate,
        slot: u8,
        budget: &mut dyn Budget,
    ) -> Result<Vec<Wish>, Vec<Finding>> {
        let problem = self.state.problem;
        let (class, cell) = self.gap(group, date, slot).map_err(|finding| vec![finding])?;
        let free = |e: &usize| problem.events[*e].locked.is_none();
        let candidates: Vec<usize> = problem.classes[class].events.iter().copied().filter(free).collect();
        let mut state = self.state.clone();
        let mut watch = Watch::new(budget);
        let mut plans: Vec<(usize, Plan)> = Vec::new();
        let has_place = |e: usize| self.state.at[e].is_some();
        // A session with a place stays unless its move alone fills the gap, or nothing else does.
        for others in [0, OTHERS_OF_A_GAP] {
            if others > 0 && !plans.is_empty() {
                break;
            }
            for &event in candidates.iter().filter(|&&e| others == 0 || has_place(e)) {
                let others = if has_place(event) { others } else { OTHERS };
                let order = Order { lifted: &[event], cell: Some(cell), others };
                plans.extend(rearrange(&mut state, &order, &mut watch).map(|plan| (event, plan)));
            }
        }
        if plans.is_empty() {
            return Err(vec![reasons::gap_stays(&mut state, class, cell)]);
        }
        let rank = |(event, plan): &(usize, Plan)| {
            (has_place(*event), plan.changes.len(), plan.cost, std::cmp::Reverse(*event))
        };
        plans.sort_by_key(rank);
        Ok(plans.into_iter().take(TOLD).map(|(_, plan)| self.wish(&state, plan)).collect())
    }

    /// Indexes of the group, and of the day and slot where it has nothing.
    fn gap(&self, group: GroupId, date: NaiveDate, slot: u8) -> Result<(usize, (usize, usize)), Finding> {
        let problem = self.state.problem;
        let class = problem.classes.iter().position(|c| c.id == group);
        let class = class.ok_or_else(|| Finding::error(Code::RecordMissing).about(group))?;
        let day = problem.dates.binary_search(&date).ok().filter(|d| problem.dates_of(class).contains(d));
        let outside = || Finding::error(Code::DayOutsideStream).about(group).with("date", date);
        let cell = (day.ok_or_else(outside)?, usize::from(slot));
        if cell.1 >= problem.time.slots.len() {
            return Err(Finding::error(Code::SlotWrong).about(group));
        }
        let there = |e: &&usize| self.state.at[**e].is_some_and(|at| (at.date, at.slot) == cell);
        match problem.classes[class].events.iter().find(there) {
            Some(&e) => {
                let module = u32::from(problem.events[e].part.module) + 1;
                Err(Finding::error(Code::GroupClash).about(group).with("module", module))
            }
            None => Ok((class, cell)),
        }
    }

    fn wish(&self, state: &State, plan: Plan) -> Wish {
        let problem = self.state.problem;
        let mut then = state.clone();
        for &(event, _) in &plan.changes {
            then.set(event, None);
        }
        for &(event, at) in &plan.changes {
            then.set(event, Some(at));
        }
        let change = |&(e, to): &(usize, At)| {
            let event = &problem.events[e];
            SessionChange {
                session: event.session,
                group: problem.classes[event.class].id,
                module: event.part.module,
                part: event.part.part,
                from: self.state.at[e].map(|at| problem.placed(at)),
                to: problem.placed(to),
            }
        };
        Wish {
            intake: problem.intake,
            changes: plan.changes.iter().map(change).collect(),
            before: *self.state.wishes(),
            after: *then.wishes(),
            fewest: plan.proven,
        }
    }
}

fn trainer_and_day(problem: &TimetableProblem, trainer: TrainerId, date: NaiveDate) -> Result<(usize, usize), Finding> {
    let who = problem.trainers.iter().position(|t| t.id == trainer);
    let who = who.ok_or_else(|| Finding::error(Code::TrainerUnknown).about(trainer))?;
    let outside = |_| Finding::error(Code::DayOutsideStream).about(problem.intake).with("date", date);
    Ok((who, problem.dates.binary_search(&date).map_err(outside)?))
}

/// Sessions of the trainer's day that can't move: locked ones, and those of other intakes.
fn held(problem: &TimetableProblem, who: usize, day: usize, taught: &[usize]) -> Vec<Finding> {
    let locked = |&e: &usize| {
        let (event, at) = (&problem.events[e], problem.events[e].locked?);
        let room = Arg::Record(problem.rooms[at.room].0.id.into());
        let mut finding = Finding::error(Code::UnlockFirst);
        if let Some(session) = event.session {
            finding = finding.about(session);
        }
        let group = problem.classes[event.class].id;
        Some(finding.about(group).with("date", problem.dates[at.date]).with("room", room))
    };
    let mut found: Vec<Finding> = taught.iter().filter_map(locked).collect();
    for slot in 0..problem.time.slots.len() {
        let at = At { date: day, slot, room: 0, trainer: who };
        let away = problem.elsewhere.trainer_finding(problem, at).filter(|f| !found.contains(f));
        found.extend(away);
    }
    found
}
