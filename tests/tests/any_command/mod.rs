//! A command of any kind for a workspace as it is, made from a few numbers: mostly one that can be done, now and then one
//! that must be refused.

use orken_core::command::{Cause, Command};
use orken_core::model::record::Tables;
use orken_core::model::*;
use orken_core::solver::budget::{Asks, Unlimited};
use orken_core::solver::pair::{self, PairOptions, PairProblem};
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select::propose;
use orken_core::solver::timetable::{self, TimetableProblem};
use orken_core::template::{Template, Tongue};
use orken_core::workspace::Workspace;
use orken_tests::small::{newcomers, put_forward};

/// Every kind, by the name that [`name`] gives it.
pub const NAMES: [&str; 16] = [
    "StartFromTemplate",
    "StartEmpty",
    "Put",
    "Add",
    "Sample",
    "Open",
    "ApplySelection",
    "ApplyGroups",
    "ApplyTimetable",
    "ApplyPairs",
    "Override",
    "Withdraw",
    "MovePerson",
    "MoveSession",
    "SwapSessions",
    "Lock",
];

/// The name of a command's kind. A new kind doesn't compile until it has one here and a place in [`NAMES`].
pub const fn name(command: &Command) -> &'static str {
    match command {
        Command::StartFromTemplate(..) => "StartFromTemplate",
        Command::StartEmpty { .. } => "StartEmpty",
        Command::Put { .. } => "Put",
        Command::Add { .. } => "Add",
        Command::Sample { .. } => "Sample",
        Command::Open(_) => "Open",
        Command::ApplySelection(_) => "ApplySelection",
        Command::ApplyGroups(_) => "ApplyGroups",
        Command::ApplyTimetable(_) => "ApplyTimetable",
        Command::ApplyPairs(_) => "ApplyPairs",
        Command::Override { .. } => "Override",
        Command::Withdraw { .. } => "Withdraw",
        Command::MovePerson { .. } => "MovePerson",
        Command::MoveSession { .. } => "MoveSession",
        Command::SwapSessions(..) => "SwapSessions",
        Command::Lock { .. } => "Lock",
    }
}

/// What a command is made from: its kind (an index of [`NAMES`]), two numbers that pick records, and a yes or no.
pub type Numbers = (usize, usize, usize, bool);

fn nth<T>(mut items: impl ExactSizeIterator<Item = T>, n: usize) -> Option<T> {
    let count = items.len().max(1);
    items.nth(n % count)
}

/// The command of these numbers; none where the workspace has nothing that it could be about.
pub fn command(ws: &Workspace, (kind, a, b, flag): Numbers) -> Option<Command> {
    let enrolment = nth(ws.enrolments.iter(), a);
    let (intake, person) = enrolment.map_or((IntakeId(1), PersonId(1)), |e| (e.intake, e.person));
    Some(match NAMES[kind % NAMES.len()] {
        "StartFromTemplate" => Command::StartFromTemplate(Template::ALL[a % 5], Tongue::ALL[b % 3]),
        "StartEmpty" => Command::StartEmpty { name: "x".repeat(a % 3), tongue: Tongue::English },
        "Put" => put(ws, a, b, flag),
        "Add" => {
            let intake = flag.then_some(intake);
            Command::Add { what: Cause::Import, records: newcomers(1 + b as u64, a as u64 % 4), intake }
        }
        "Sample" => Command::Sample { intake: if flag { intake } else { IntakeId(1) } },
        "Open" => Command::Open(Box::new(match b % 3 {
            0 => Tables::default(),
            1 => Tables::clone(ws),
            _ => Tables::clone(&put_forward().0.workspace),
        })),
        "ApplySelection" => select(ws, intake, b % 4 == 0)?,
        "ApplyGroups" => group(ws, intake, b % 4 == 0)?,
        "ApplyTimetable" => plan(ws, intake, b % 4 == 0)?,
        "ApplyPairs" => pair(ws, intake, b)?,
        "Override" => {
            let admit = [None, Some(true), Some(false)][b % 3];
            Command::Override { intake, person, admit, reason: "r".repeat(a % 3) }
        }
        "Withdraw" => Command::Withdraw { intake, person, reason: "moved away".repeat(b % 3) },
        "MovePerson" => {
            let group = nth(ws.groups.iter(), b).map(|g| g.id).filter(|_| flag || b % 2 == 0);
            Command::MovePerson { intake, person, group }
        }
        "MoveSession" => move_session(ws, a, b, flag)?,
        "SwapSessions" => Command::SwapSessions(nth(ws.sessions.iter(), a)?.id, nth(ws.sessions.iter(), b)?.id),
        _ => {
            let sessions = ws.sessions.iter().skip(a % 40).take(b % 5).map(|s| s.id).collect();
            Command::Lock { sessions, locked: flag }
        }
    })
}

/// A proposed selection; a spoilt one has a stranger among the selected.
fn select(ws: &Workspace, intake: IntakeId, spoilt: bool) -> Option<Command> {
    let mut proposal = propose(ws, intake, &mut Unlimited).ok()?;
    proposal.selected.extend(spoilt.then_some(PersonId(1)));
    Some(Command::ApplySelection(Box::new(proposal)))
}

/// Proposed groups; spoilt ones cost another way than they say.
fn group(ws: &Workspace, intake: IntakeId, spoilt: bool) -> Option<Command> {
    let mut proposal = place::solve(&PlacementProblem::from_workspace(ws, intake).ok()?, &mut Unlimited);
    proposal.cost.km += i64::from(spoilt);
    Some(Command::ApplyGroups(Box::new(proposal)))
}

/// A proposed timetable; a spoilt one lacks a session.
fn plan(ws: &Workspace, intake: IntakeId, spoilt: bool) -> Option<Command> {
    let mut proposal = timetable::solve(&TimetableProblem::from_workspace(ws, intake).ok()?, &mut Unlimited);
    if spoilt {
        proposal.sessions.pop();
    }
    Some(Command::ApplyTimetable(Box::new(proposal)))
}

/// Proposed pairs; spoilt ones lack a pair.
fn pair(ws: &Workspace, intake: IntakeId, b: usize) -> Option<Command> {
    let options = PairOptions { mutual: b.is_multiple_of(2), ..PairOptions::default() };
    let mut proposal = pair::solve(&PairProblem::from_workspace(ws, intake, options).ok()?, &mut Asks(200));
    if b.is_multiple_of(4) {
        proposal.pairs.pop();
    }
    Some(Command::ApplyPairs(Box::new(proposal)))
}

/// Off the timetable, to a time of its own, to where another session is, or to a room that isn't there.
fn move_session(ws: &Workspace, a: usize, b: usize, flag: bool) -> Option<Command> {
    let session = nth(ws.sessions.iter(), a)?;
    let other = nth(ws.sessions.iter(), b)?.placed;
    let to = match (b % 4, flag) {
        (0, _) => None,
        (1, _) => session.placed.map(|at| Placed { slot: (at.slot + 1) % 4, ..at }),
        (2, true) => other.map(|at| Placed { room: RoomId(1), ..at }),
        _ => other,
    };
    Some(Command::MoveSession { session: session.id, to })
}

/// Edits of several kinds of record, and removals.
fn put(ws: &Workspace, a: usize, b: usize, flag: bool) -> Command {
    let edit = |records| Command::Put { what: Cause::Edit, records, remove: Vec::new() };
    let remove = |remove| Command::Put { what: Cause::Remove, records: Vec::new(), remove };
    let closed = |date| Closure { date, slot: None, reason: Some("repairs".to_owned()) };
    let date = nth(ws.day_rules.iter(), a).map(|d| d.date).unwrap_or_default();
    match b % 7 {
        0 => remove(ws.people.iter().skip(a).take(2).map(|p| p.id.into()).collect()),
        1 => {
            let gone = ws.enrolments.iter().skip(a % 30).take(2);
            remove(gone.flat_map(|e| [e.id.into(), e.person.into()]).collect())
        }
        2 => edit(ws.intakes.iter().cloned().map(|i| Intake { places: a as u32, ..i }.into()).collect()),
        3 => edit(
            nth(ws.rooms.iter(), a)
                .cloned()
                .map(|r| Room { closed: vec![closed(date)], ..r }.into())
                .into_iter()
                .collect(),
        ),
        4 => edit(
            nth(ws.trainers.iter(), a)
                .cloned()
                .map(|t| Trainer { busy: vec![closed(date)], ..t }.into())
                .into_iter()
                .collect(),
        ),
        5 => remove(nth(ws.day_rules.iter(), a).map(|d| d.id.into()).into_iter().collect()),
        _ => {
            let people = ws.people.iter().skip(a % 30).take(3).cloned();
            let note = flag.then(|| format!("note {b}"));
            edit(
                people
                    .map(|p| PersonFields { note: note.clone(), experience: Some(b as u16), ..p.fields() }.into())
                    .collect(),
            )
        }
    }
}
