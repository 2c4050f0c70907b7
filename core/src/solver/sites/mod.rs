//! Chooses sites: which hub schools or venues are open and who goes to which, for p-median, capacitated p-median and
//! single-source capacitated facility location. Lagrangian bounds, local search and branch and bound work together; the
//! answer carries a bound that holds exactly, and says so when it is proven best.

mod assign;
mod branch;
mod check;
mod fix;
mod interchange;
mod knapsack;
mod lagrange;
mod model;
mod primal;
mod problem;
mod relax;
mod search;
#[cfg(test)]
mod tests;

pub use check::evaluate;
pub use model::{Answer, FORBIDDEN, Model, NoAnswer, OpenCount};

use super::budget::Budget;
use primal::Primal;
use problem::Problem;
use search::{Search, whole};

/// Solves a model within a budget; the seed decides which of equally good answers it finds.
///
/// # Errors
/// [`NoAnswer`] with what is wrong, why nothing satisfies the model, or that the budget was too short to find out.
pub fn solve(model: &Model, seed: u64, budget: &mut impl Budget) -> Result<Answer, NoAnswer> {
    model.check()?;
    if model.clients() == 0 {
        return Ok(serve_nobody(model));
    }
    let problem = Problem::new(model);
    let mut root = problem.root();
    if root.propagate(&problem).is_none() {
        return Err(NoAnswer::Infeasible(
            "The sites that may be open cannot hold the clients without splitting one.".into(),
        ));
    }
    let primal = Primal::new(&problem, &root, seed);
    let reduced;
    let mut search = Search::new(&problem, primal, budget);
    let parts = search.start(&mut root);
    let settled = match parts {
        None => !search.stopped,
        Some(parts) => {
            reduced = problem.reduced(search.primal.limits());
            search.go_on_with(&reduced);
            search.run(parts)
        }
    };
    let lower = search.lower;
    match search.primal.best {
        Some(best) => {
            let lower_bound = if settled { best.objective } else { whole(lower).min(best.objective) };
            let open = (0..problem.sites).filter(|&site| best.open[site]).collect();
            let proven = lower_bound == best.objective;
            Ok(Answer { open, assigned: best.assigned, objective: best.objective, lower_bound, proven })
        }
        None if settled => Err(NoAnswer::Infeasible(
            "Every choice of sites was looked at; in none do the clients fit without splitting one.".into(),
        )),
        None => Err(NoAnswer::NotFound("No answer was found in time; there may be none.".into())),
    }
}

/// Opens what must be open and the cheapest others up to the count.
fn serve_nobody(model: &Model) -> Answer {
    let (must, never) = (model.marked(&model.must_open), model.marked(&model.never_open));
    let mut sites: Vec<usize> = (0..model.sites()).filter(|&site| !never[site]).collect();
    sites.sort_by_key(|&site| (!must[site], model.opening[site], site));
    let fixed = must.iter().filter(|&&m| m).count();
    sites.truncate(if let OpenCount::Exactly(p) = model.open { p } else { fixed });
    sites.sort_unstable();
    let objective = sites.iter().map(|&site| model.opening[site]).sum();
    Answer { open: sites, assigned: Vec::new(), objective, lower_bound: objective, proven: true }
}
