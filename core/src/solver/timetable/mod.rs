//! The timetable: sessions to days, slots, rooms and trainers. `docs/TIMETABLE.md` has the constraints and the wishes.
//!
//! | module | what it does |
//! |---|---|
//! | [`time`] | days, slots, parts of the course |
//! | [`problem`] | reads the workspace |
//! | [`elsewhere`] | rooms and trainers that other intakes hold |
//! | `state` | where everything is and what it costs, kept up to date move by move |
//! | `construct` | the first timetable, by rooms and trainers of whole groups |
//! | [`model`] | the same as a timetable of lectures |
//! | `search`, `moves` | the search of lectures on it |
//! | [`bound`] | the least that the wishes can come to |
//! | `ways` | the shortest ways of trainers from stream to stream |
//! | [`demand`] | counted reasons for the impossible |
//! | [`explain`] | what a move would break, and where a session could go |
//! | [`wishes`], `rearrange`, `reasons` | a trainer's day freed, a gap filled, with the fewest changes; why not |

pub mod bound;
mod construct;
pub mod demand;
pub mod elsewhere;
pub mod explain;
pub mod model;
mod moves;
pub mod problem;
mod rearrange;
mod reasons;
mod search;
pub(crate) mod staff;
mod state;
pub mod time;
mod ways;
pub mod wishes;

use serde::{Deserialize, Serialize};

pub use explain::Desk;
pub use problem::TimetableProblem;
pub use state::{WEIGHTS, Wishes};
pub use wishes::{SessionChange, Wish};

use super::budget::Budget;
use super::place::Watch;
use crate::finding::{Code, Finding, Severity};
use crate::model::{Gap, GroupId, IntakeId, Placed, SessionId};
use state::State;

/// A session as the timetable proposes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedSession {
    /// The session's record, where there is one already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<SessionId>,
    /// The group.
    pub group: GroupId,
    /// Index of the module.
    pub module: u8,
    /// Which part of the module.
    pub part: u8,
    /// Where and when; none while it has no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed: Option<Placed>,
    /// It was locked there.
    #[serde(default)]
    pub locked: bool,
}

/// A session without a place, with what its least bad place would break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnplacedSession {
    /// The group.
    pub group: GroupId,
    /// Index of the module.
    pub module: u8,
    /// Which part of the module.
    pub part: u8,
    /// What stands in the way; never empty.
    pub reasons: Vec<Finding>,
}

/// What the timetable proposes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimetableProposal {
    /// The intake.
    pub intake: IntakeId,
    /// Every session that the course asks for, by group, module and part.
    pub sessions: Vec<ProposedSession>,
    /// Those without a place.
    pub unplaced: Vec<UnplacedSession>,
    /// What is wished for, counted.
    pub wishes: Wishes,
    /// How far the weighted wishes can be from the best.
    pub gap: Gap,
    /// What to know: counted shortages, streams that don't fit.
    pub findings: Vec<Finding>,
}

impl TimetableProposal {
    /// What tells a better timetable: fewer sessions without a place, then less of what is wished away.
    #[must_use]
    pub fn worth(&self) -> (usize, i64) {
        (self.unplaced.len(), self.wishes.penalty())
    }

    /// The terms of the objective by code, heaviest first; the last is the weighted sum of the wishes.
    #[must_use]
    pub fn objective(&self) -> Vec<(String, i64)> {
        let unplaced = ("unplaced", i64::try_from(self.unplaced.len()).unwrap_or(i64::MAX));
        let terms = [unplaced].into_iter().chain(self.wishes.terms()).chain([("penalty", self.wishes.penalty())]);
        terms.map(|(code, value)| (code.to_owned(), value)).collect()
    }
}

/// Finds a timetable. Nothing in it breaks a constraint, save what locked sessions break among themselves; a budget that
/// ends early leaves the best found so far.
pub fn solve(problem: &TimetableProblem, budget: &mut dyn Budget) -> TimetableProposal {
    let mut watch = Watch::new(budget);
    let mut state = State::new(problem);
    construct::construct(&mut state);
    watch.tell(vec![state.unplaced(), state.wishes().penalty()], Vec::new());
    search::anneal(&mut state, &mut watch);
    search::settle(&mut state);
    proposal(problem, &state)
}

fn proposal(problem: &TimetableProblem, state: &State) -> TimetableProposal {
    let sessions = in_order(problem, state);
    let mut findings = problem.findings.clone();
    findings.extend(demand::shortages(problem));
    if state.hard() > 0 {
        findings.push(Finding::error(Code::SessionLocked).about(problem.intake).with("broken", state.hard()));
    }
    let mut desk = Desk::of_proposal(problem, &sessions);
    let open: Vec<&ProposedSession> = sessions.iter().filter(|s| s.placed.is_none()).collect();
    let unplaced: Vec<UnplacedSession> = open.into_iter().map(|s| without_place(&mut desk, s)).collect();
    let gap = gap(problem, state, unplaced.is_empty());
    TimetableProposal { intake: problem.intake, sessions, unplaced, wishes: *state.wishes(), gap, findings }
}

/// How far the wishes are from what no complete timetable can go below; an incomplete one is compared with 0.
fn gap(problem: &TimetableProblem, state: &State, complete: bool) -> Gap {
    let least = if complete { bound::least_penalty(problem) } else { 0 };
    let behind = u64::try_from(state.wishes().penalty() - least).unwrap_or(0);
    if behind == 0 && complete { Gap::Optimal } else { Gap::AtMost(behind) }
}

/// Sessions with the parts of each module numbered in the order of time; locked parts keep their number.
fn in_order(problem: &TimetableProblem, state: &State) -> Vec<ProposedSession> {
    let mut sessions = Vec::with_capacity(problem.events.len());
    for class in &problem.classes {
        for module in class.events.chunk_by(|a, b| problem.events[*a].part.module == problem.events[*b].part.module) {
            let alike = |e: usize| {
                let mine = &problem.events[e];
                module
                    .iter()
                    .all(|&o| problem.events[o].part.hours == mine.part.hours && problem.events[o].locked.is_none())
            };
            let mut places: Vec<_> = module.iter().map(|&e| state.at[e]).collect();
            if module.iter().all(|&e| alike(e)) {
                places.sort_by_key(|at| (at.is_none(), *at));
            }
            for (&e, at) in module.iter().zip(places) {
                let event = &problem.events[e];
                sessions.push(ProposedSession {
                    session: event.session,
                    group: class.id,
                    module: event.part.module,
                    part: event.part.part,
                    placed: at.map(|at| problem.placed(at)),
                    locked: event.locked.is_some(),
                });
            }
        }
    }
    sessions
}

fn without_place(desk: &mut Desk, session: &ProposedSession) -> UnplacedSession {
    let verdicts = desk.find(session.group, session.module, session.part).map(|e| desk.options(e)).unwrap_or_default();
    let errors = |v: &explain::Verdict| v.findings.iter().filter(|f| f.severity == Severity::Error).count();
    let least = verdicts.into_iter().min_by_key(|v| (errors(v), v.delta));
    let broken = least.map(|v| v.findings.into_iter().filter(|f| f.severity == Severity::Error).collect());
    let mut reasons: Vec<Finding> = broken.unwrap_or_default();
    if reasons.is_empty() {
        // No room or no trainer at all will do for the group, or its stream has no days.
        reasons.push(Finding::error(Code::SessionUnplaced).about(session.group));
    }
    UnplacedSession { group: session.group, module: session.module, part: session.part, reasons }
}
