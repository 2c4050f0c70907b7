//! The state of each step of an intake at a glance, as the navigation shows it.

use super::fingerprint;
use crate::model::{EnrolmentState, Intake};
use crate::rules::Rule;
use crate::turns::GiveWay;
use crate::workspace::Workspace;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing here yet.
    Empty,
    /// Begun.
    Working,
    /// All there.
    Ready,
    /// Someone should look.
    Attention,
}

/// A step's mark and figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepState {
    /// How it stands.
    pub mark: Mark,
    /// How many of its things there are.
    pub done: u32,
    /// Of how many, where that is known.
    pub of: Option<u32>,
    /// Made from data that have changed since.
    pub stale: bool,
}

/// The steps of an intake that work so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// People put forward.
    pub people: StepState,
    /// Criteria and quotas.
    pub rules: StepState,
    /// Places filled.
    pub selection: StepState,
    /// Selected people in groups.
    pub groups: StepState,
    /// Sessions placed.
    pub timetable: StepState,
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Which results were made from data that have changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stale {
    /// The selection.
    pub selection: bool,
    /// The groups.
    pub groups: bool,
}

/// Which results of an intake are stale: takes a look at everyone put forward.
pub async fn stale(workspace: &Workspace, intake: &Intake, turns: &mut impl GiveWay) -> Stale {
    let selection = match &intake.selected {
        Some(record) => !fingerprint::selection_fits(&record.inputs, workspace, intake, turns).await,
        None => false,
    };
    let groups = match &intake.grouped {
        Some(record) => !fingerprint::grouping_fits(&record.inputs, workspace, intake, turns).await,
        None => false,
    };
    Stale { selection, groups }
}

/// The state of every step of an intake, of which it is known what is stale.
#[must_use]
pub fn steps(workspace: &Workspace, intake: &Intake, stale: Stale) -> Steps {
    let people = People::of(workspace, intake);
    Steps {
        people: put_forward(&people),
        rules: rules(intake),
        selection: selection(&people, intake, stale.selection),
        groups: groups(&people, stale.groups),
        timetable: timetable(workspace, intake),
    }
}

/// How many people stand where; a country's are looked through once.
#[derive(Debug, Clone, Copy, Default)]
struct People {
    put_forward: u32,
    selected: u32,
    grouped: u32,
}

impl People {
    fn of(workspace: &Workspace, intake: &Intake) -> Self {
        let mut people = Self::default();
        for enrolment in workspace.enrolments_of(intake.id) {
            people.put_forward += 1;
            if enrolment.state == EnrolmentState::Selected {
                people.selected += 1;
                people.grouped += u32::from(enrolment.group.is_some());
            }
        }
        people
    }
}

fn put_forward(people: &People) -> StepState {
    let done = people.put_forward;
    let mark = if done == 0 { Mark::Empty } else { Mark::Ready };
    StepState { mark, done, of: None, stale: false }
}

fn rules(intake: &Intake) -> StepState {
    let done = criteria(&intake.eligibility) + count(intake.quotas.len()) + count(intake.priority.len());
    let mark = if done == 0 { Mark::Empty } else { Mark::Ready };
    StepState { mark, done, of: None, stale: false }
}

/// How many criteria a rule holds.
#[must_use]
pub fn criteria(rule: &Rule) -> u32 {
    match rule {
        Rule::All(parts) | Rule::Any(parts) | Rule::None(parts) => parts.iter().map(criteria).sum(),
        Rule::Is(_) => 1,
    }
}

fn selection(people: &People, intake: &Intake, stale: bool) -> StepState {
    let done = people.selected;
    let mark = match &intake.selected {
        None if done == 0 => Mark::Empty,
        None => Mark::Working,
        Some(record) if stale || record.objective.first().is_some_and(|(_, short)| *short > 0) => Mark::Attention,
        Some(_) => Mark::Ready,
    };
    StepState { mark, done, of: Some(intake.places), stale }
}

fn groups(people: &People, stale: bool) -> StepState {
    let (done, of) = (people.grouped, people.selected);
    let mark = match done {
        0 => Mark::Empty,
        _ if done < of || stale => Mark::Attention,
        _ => Mark::Ready,
    };
    StepState { mark, done, of: Some(of), stale }
}

/// The state of the timetable.
#[must_use]
pub fn timetable(workspace: &Workspace, intake: &Intake) -> StepState {
    let (mut done, mut of) = (0, 0);
    for session in workspace.sessions_of(intake.id) {
        of += 1;
        done += u32::from(session.placed.is_some());
    }
    let stale = intake.timetabled.as_ref().is_some_and(|s| s.inputs != fingerprint::timetable(workspace, intake));
    let mark = match done {
        0 => Mark::Empty,
        _ if done < of || stale => Mark::Attention,
        _ => Mark::Ready,
    };
    StepState { mark, done, of: Some(of), stale }
}

/// Whether pairs were made from data that have changed since.
#[must_use]
pub fn pairs_stale(workspace: &Workspace, intake: &Intake) -> bool {
    intake.paired.as_ref().is_some_and(|s| s.inputs != fingerprint::pairing(workspace, intake))
}
