//! What would give a waiting person a place. Each answer was tried: the change made and the selection solved again.

use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::propose::Instance;
use super::solve::{Solution, solve};
use crate::finding::{Code, Finding};
use crate::model::{IntakeId, PersonId};
use crate::solver::budget::Budget;
use crate::workspace::Workspace;

/// Extra places tried before the search gives up.
const TRIED: u32 = 24;

/// One change that would give someone a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// So many more places in each of these units, by index; none stands for the places of the intake. Each figure is
    /// the least that does with the others as they are.
    MorePlaces(Vec<(Option<usize>, u32)>),
    /// Any one of these steps back, in the declared order: the last of them is the nearest to the cut.
    OneLeaves(Vec<PersonId>),
}

/// Everything that would seat this person, as far as one unit, several units together or one leaver go.
/// Empty for people who have a place already, or who aren't waiting for one.
///
/// # Errors
/// As [`super::propose`].
pub fn what_would_seat(
    workspace: &Workspace,
    intake: IntakeId,
    person: PersonId,
    budget: &mut impl Budget,
) -> Result<Vec<Seat>, Finding> {
    let instance = Instance::new(workspace, intake)?;
    let too_many = || Finding::error(Code::TooManyPriorities).about(intake);
    let Some(contender) = instance.contender(person) else { return Ok(Vec::new()) };
    let now = solve(&instance.problem, budget).map_err(|_| too_many())?;
    if now.chosen.contains(&contender) {
        return Ok(Vec::new());
    }
    let full = full_limits(&instance.problem, &now, contender);
    let mut seats: Vec<Seat> = more_places(&instance.problem, contender, &full, budget).into_iter().collect();
    let leavers: Vec<usize> = now
        .chosen
        .iter()
        .copied()
        .filter(|&holder| shares_a_limit(&instance.problem, holder, &full))
        .filter(|&holder| !budget.should_stop() && seated(&without(&instance.problem, holder), contender, budget))
        .collect();
    if !leavers.is_empty() {
        seats.push(Seat::OneLeaves(leavers.into_iter().map(|c| instance.person(c)).collect()));
    }
    Ok(seats)
}

/// Full units that count the person; none stands for the places of the intake.
fn full_limits(problem: &Problem, now: &Solution, contender: usize) -> Vec<Option<usize>> {
    let counted = problem.counted(&now.chosen);
    let full = problem.people[contender].units.iter().filter(|&&u| counted[u] >= problem.limits[u].at_most);
    let places = (now.chosen.len() >= problem.places as usize).then_some(None);
    full.map(|&u| Some(u)).chain(places).collect()
}

fn shares_a_limit(problem: &Problem, holder: usize, full: &[Option<usize>]) -> bool {
    full.iter().any(|limit| limit.is_none_or(|unit| problem.people[holder].units.contains(&unit)))
}

fn seated(problem: &Problem, contender: usize, budget: &mut impl Budget) -> bool {
    solve(problem, budget).is_ok_and(|solution| solution.chosen.contains(&contender))
}

fn with_more(problem: &Problem, more: &[(Option<usize>, u32)]) -> Problem {
    let mut wider = problem.clone();
    for &(limit, extra) in more {
        match limit {
            Some(unit) => wider.limits[unit].at_most = wider.limits[unit].at_most.saturating_add(extra),
            None => wider.places = wider.places.saturating_add(extra),
        }
    }
    wider
}

/// The problem as if someone had never been nominated. They keep their index, in a unit without places.
fn without(problem: &Problem, holder: usize) -> Problem {
    let mut left = problem.clone();
    left.limits.push(super::problem::Limit { at_least: 0, at_most: 0 });
    let person = &mut left.people[holder];
    person.units = vec![left.limits.len() - 1];
    person.forced = false;
    left
}

/// One extra place after the other in all that is full, until the person is seated; then each figure is made as small
/// as it can be.
fn more_places(problem: &Problem, contender: usize, full: &[Option<usize>], budget: &mut impl Budget) -> Option<Seat> {
    let all = |extra: u32| full.iter().map(|&limit| (limit, extra)).collect::<Vec<_>>();
    let enough = (1..=TRIED)
        .find(|&extra| !budget.should_stop() && seated(&with_more(problem, &all(extra)), contender, budget))?;
    let mut more = all(enough);
    for index in 0..more.len() {
        let fewer = (0..more[index].1).find(|&extra| {
            let mut tried = more.clone();
            tried[index].1 = extra;
            seated(&with_more(problem, &tried), contender, budget)
        });
        more[index].1 = fewer.unwrap_or(more[index].1);
    }
    more.retain(|(_, extra)| *extra > 0);
    Some(Seat::MorePlaces(more))
}
