//! Solves a selection problem: by one flow where the units nest into two families, else by branch and bound over it.

use super::crossing;
use super::families::Side;
use super::model::Model;
use super::problem::Problem;
use super::scale::Packed;
use crate::model::Gap;
use crate::solver::budget::Budget;
use crate::solver::flow::{FlowError, Terms};

/// Who is taken, and how good that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Contenders taken, ascending.
    pub chosen: Vec<usize>,
    /// See [`Problem::objective`].
    pub objective: Vec<i64>,
    /// No selection has a lesser objective than this.
    pub bound: Vec<i64>,
}

impl Solution {
    /// How far the first term that isn't proven best could be from its best.
    #[must_use]
    pub fn gap(&self) -> Gap {
        let open = self.objective.iter().zip(&self.bound).find(|(reached, bound)| reached != bound);
        open.map_or(Gap::Optimal, |(reached, bound)| Gap::AtMost(reached.abs_diff(*bound)))
    }
}

/// Why there is no solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// More terms in the declared order than numbers can hold.
    TooManyTerms,
}

/// The best selection, or the best found until the budget ended. Deterministic.
///
/// # Errors
/// See [`Failure`].
pub fn solve(problem: &Problem, budget: &mut impl Budget) -> Result<Solution, Failure> {
    let model = Model::new(problem);
    match model.scale.words() {
        1 => run::<i128>(&model, budget),
        2 => run::<Terms<2>>(&model, budget),
        3 | 4 => run::<Terms<4>>(&model, budget),
        5..=8 => run::<Terms<8>>(&model, budget),
        _ => Err(Failure::TooManyTerms),
    }
}

fn run<C: Packed>(model: &Model<'_>, budget: &mut impl Budget) -> Result<Solution, Failure> {
    if model.sides.contains(&Side::Over) {
        return crossing::solve::<C>(model, budget);
    }
    match model.relax::<C>(&model.open(), &|_| C::default(), budget) {
        Ok(relaxed) => {
            let chosen = model.chosen(&relaxed.taken);
            let objective = model.problem.objective(&chosen);
            let bound = if relaxed.optimal { objective.clone() } else { model.bound_terms(relaxed.bound) };
            Ok(Solution { chosen, objective, bound })
        }
        Err(FlowError::TooLarge) => Err(Failure::TooManyTerms),
        // A circulation without supplies always has the empty flow, so nothing else can come back.
        Err(_) => Ok(fallback(model)),
    }
}

/// Nobody but those whose place is certain.
pub(super) fn fallback(model: &Model<'_>) -> Solution {
    let chosen = model.forced.clone();
    let objective = model.problem.objective(&chosen);
    let mut bound = vec![i64::MIN; objective.len()];
    bound[0] = 0;
    Solution { chosen, objective, bound }
}
