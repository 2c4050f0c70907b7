//! Timetabling of lectures: classes to periods and rooms, with cliques of classes that must not meet. Curriculum-based
//! course timetabling (Bonutti, De Cesco, Di Gaspero and Schaerf, "Benchmarking curriculum-based course timetabling",
//! 2012) is the special case that it is measured by.

mod anneal;
mod bound;
mod chain;
mod chance;
pub mod evaluate;
pub mod model;
mod moves;
mod state;
mod tables;
#[cfg(test)]
mod tests;

pub use anneal::Settings;
use anneal::{Annealing, Best};
use evaluate::{Cost, Places, evaluate};
use model::Model;
use state::{NOWHERE, State};
use tables::Tables;

use super::budget::Budget;
use super::random::Random;

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Period and room of every lecture, class by class in the order of the model; `None` only where no place was found
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

/// Searches for the cheapest timetable until the budget is used up or the lower bound is met.
///
/// # Errors
/// What [`Model::check`] finds wrong with the model.
pub fn solve(model: &Model, seed: u64, budget: &mut dyn Budget) -> Result<Solution, String> {
    solve_with(model, seed, &Settings::default(), budget)
}

/// [`solve`] with other settings than the usual ones.
///
/// # Errors
/// What [`Model::check`] finds wrong with the model.
pub fn solve_with(model: &Model, seed: u64, settings: &Settings, budget: &mut dyn Budget) -> Result<Solution, String> {
    model.check()?;
    let lower_bound = bound::lower_bound(model);
    let tables = Tables::new(model);
    let mut random = Random::new(seed);
    let mut state = State::new(&tables);
    state.fill(&mut random);
    let mut annealing = Annealing::new(state, random, *settings, lower_bound as i64);
    annealing.run(budget);
    let at = extract(&tables, &annealing.best);
    let cost = evaluate(model, &at);
    Ok(Solution { at, cost, feasible: cost.hard.total() == 0, iterations: annealing.steps, lower_bound })
}

/// The places of the best timetable; lectures that still clash with one before them lose theirs.
fn extract(tables: &Tables, best: &Best) -> Places {
    let mut state = State::new(tables);
    for &lecture in &tables.movable {
        let place = best.places[lecture as usize];
        if place != NOWHERE {
            let class = tables.class_of[lecture as usize] as usize;
            let period = tables.place_period[place as usize] as usize;
            if state.cells[period * tables.classes + class].clashes == 0 {
                state.put(lecture as usize, place);
            }
        }
    }
    extract_all(&state)
}

/// Places in the numbering of the model.
fn extract_all(state: &State) -> Places {
    let tables = state.tables;
    let plain = |&place: &u32| {
        let period = tables.place_period[place as usize] as usize;
        (tables.plain[period] as usize, tables.place_room[place as usize] as usize)
    };
    state.place_of.iter().map(|place| (*place != NOWHERE).then(|| plain(place))).collect()
}
