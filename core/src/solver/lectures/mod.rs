//! Timetabling of lectures: classes to periods and rooms, with cliques of classes that must not meet; where classes are
//! courses, to teachers too. Curriculum-based course timetabling (Bonutti, De Cesco, Di Gaspero and Schaerf,
//! "Benchmarking curriculum-based course timetabling", 2012) is the special case without courses that it is measured by,
//! the timetable of an intake (`solver/timetable`) the one without cliques. `docs/LECTURES.md` says what is guaranteed.
//!
//! | module | what it does |
//! |---|---|
//! | [`model`], [`teaching`] | the problem; what courses and teachers add to it |
//! | [`evaluate`] | every term counted from the model alone |
//! | `tables`, `roster` | the model as flat arrays |
//! | `state`, `lessons` | a timetable with its counts; who gives its lectures, with theirs |
//! | `moves`, `chain` | what a step of one or two lectures, or of a Kempe chain, changes |
//! | `lesson_moves` | steps of courses and teachers |
//! | `anneal`, `chance` | the search |
//! | `bound` | what no timetable can cost less than |

mod anneal;
mod bound;
mod chain;
mod chance;
pub mod evaluate;
mod lesson_moves;
#[cfg(test)]
mod lesson_tests;
mod lessons;
pub mod model;
mod moves;
mod roster;
mod state;
mod tables;
pub mod teaching;
#[cfg(test)]
mod tests;

pub use anneal::Settings;
use anneal::{Annealing, Best};
use evaluate::{Cost, Places, evaluate};
use lessons::Lessons;
use model::{Model, Place};
use roster::NOBODY;
use state::{NOWHERE, State};
use tables::Tables;

use super::budget::Budget;
use super::random::Random;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Period, room and teacher of every lecture, class by class in the order of the model; `None` only where no place was found
    /// that keeps the hard rules.
    pub at: Places,
    /// All terms of the cost.
    pub cost: Cost,
    /// Whether all hard rules are kept.
    pub feasible: bool,
    /// Steps that were looked at.
    pub iterations: u64,
    /// No timetable that keeps the hard rules costs less than this.
    pub lower_bound: u64,
}

/// How a search begins and where it may end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Order<'o> {
    /// Seed of its chance.
    pub seed: u64,
    /// How it is set.
    pub settings: Settings,
    /// Where lectures are at the start, class by class in the order of the model; who may not be there is without a place.
    /// With no start, lectures that are not of courses are put somewhere.
    pub start: &'o [Option<Place>],
    /// A cost that is known to be beaten by no timetable in which every lecture has a place and no rule is broken, where
    /// more is known than the model tells.
    pub least: u64,
}

/// Searches for the cheapest timetable until the budget is used up or the lower bound is met.
///
/// # Errors
/// What [`Model::check`] finds wrong with the model.
pub fn solve(model: &Model, seed: u64, budget: &mut dyn Budget) -> Result<Solution, String> {
    solve_with(model, &Order { seed, ..Order::default() }, budget)
}

/// [`solve`] from a start, or with other settings than the usual ones.
///
/// # Errors
/// What [`Model::check`] finds wrong with the model.
pub fn solve_with(model: &Model, order: &Order, budget: &mut dyn Budget) -> Result<Solution, String> {
    model.check()?;
    let lower_bound = bound::lower_bound(model).max(order.least);
    let tables = Tables::new(model);
    let mut random = Random::new(order.seed);
    let start = order.start.iter().map(|at| at.filter(|at| model.has(at))).collect::<Vec<_>>();
    let (state, lessons) = begin(&tables, &start, &mut random);
    // Where not every lecture can have a place nothing is known of the cost of the others.
    let target = if tables.hopeless > 0 { -1 } else { lower_bound as i64 };
    let mut annealing = Annealing::new(state, lessons, random, order.settings, target);
    annealing.run(budget);
    let at = extract(&tables, &annealing.best);
    let cost = evaluate(model, &at);
    Ok(Solution { at, cost, feasible: cost.hard.total() == 0, iterations: annealing.steps, lower_bound })
}

/// The timetable that a search starts from.
fn begin<'t>(tables: &'t Tables, start: &[Option<Place>], random: &mut Random) -> (State<'t>, Lessons<'t>) {
    let mut state = State::new(tables);
    let mut lessons = Lessons::new(&state);
    if start.is_empty() {
        state.fill(random);
        return (state, lessons);
    }
    for &lecture in &tables.movable {
        let Some(at) = start.get(lecture as usize).copied().flatten() else { continue };
        let (place, teacher) = (tables.place(at), at.teacher.map_or(NOBODY, |teacher| teacher as u32));
        if state.grid[place as usize] == NOWHERE && tables.allows(lecture as usize, place, teacher) {
            state.put(lecture as usize, place);
            lessons.give(lecture as usize, place, teacher);
        }
    }
    lessons.recount(&state);
    (state, lessons)
}

/// The places of the best timetable; lectures that clash with one before them lose theirs.
fn extract(tables: &Tables, best: &Best) -> Places {
    let mut state = State::new(tables);
    let mut lessons = Lessons::new(&state);
    for &lecture in &tables.movable {
        let (place, teacher) = (best.places[lecture as usize], best.teachers[lecture as usize]);
        if place == NOWHERE {
            continue;
        }
        let (class, period) = (tables.class_of[lecture as usize], tables.place_period[place as usize]);
        if state.cell(period as usize, class as usize).clashes == 0 {
            state.put(lecture as usize, place);
            lessons.give(lecture as usize, place, teacher);
        }
    }
    extract_all(&state, &lessons)
}

/// Places in the numbering of the model.
fn extract_all(state: &State, lessons: &Lessons) -> Places {
    let tables = state.tables;
    let plain = |(&place, &teacher): (&u32, &u32)| {
        let period = tables.plain[*tables.place_period.get(place as usize)? as usize] as usize;
        let room = tables.place_room[place as usize] as usize;
        Some(Place { period, room, teacher: (teacher != NOBODY).then_some(teacher as usize) })
    };
    state.place_of.iter().zip(&lessons.teacher_of).map(plain).collect()
}
