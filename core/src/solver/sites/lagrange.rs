//! Raises the bound of the relaxation: a subgradient ascent along smoothed directions (Camerini, Fratta and Maffioli, "On
//! improving relaxation methods by modified gradient techniques", 1975) that also averages the solutions it sees, which
//! shows what the fractional optimum looks like (Barahona and Anbil, "The volume algorithm", 2000). Multipliers are
//! rounded to whole 1024ths before the relaxation is solved, so every bound is exact.

use super::super::budget::Budget;
use super::fix::fix_sites;
use super::problem::{Node, Problem, SCALE, View};
use super::relax::Relax;

/// How much of the last direction is kept.
const KEEP: f64 = 0.75;

/// An ascent within one node.
#[derive(Debug)]
pub(super) struct Ascent {
    /// The multipliers of the best bound and that bound, in 1024ths.
    pub(super) multipliers: Vec<i64>,
    pub(super) bound: i64,
    /// How open each site is on average, and how much each site serves each client (clients times sites; only with
    /// capacities).
    pub(super) opened: Vec<f64>,
    pub(super) served: Vec<f64>,
    /// How long the steps are for now.
    pub(super) step: f64,
    missing: Vec<f64>,
    blend: f64,
    stale: u32,
    patience: u32,
    rounds: u32,
    trial: Vec<i64>,
}

/// Whether everything below a bound (in 1024ths) costs at least as much as the answer that is known.
pub(super) const fn is_beaten(bound: i64, known: i64) -> bool {
    bound > (known - 1) * SCALE
}

impl Ascent {
    /// Starts from the multipliers of the node.
    pub(super) fn new(problem: &Problem, node: &Node, (step, patience): (f64, u32)) -> Self {
        Self {
            multipliers: node.multipliers.clone(),
            bound: i64::MIN,
            opened: vec![0.0; problem.sites],
            served: vec![0.0; if problem.capacitated { problem.clients * problem.sites } else { 0 }],
            missing: Vec::new(),
            step,
            blend: 0.05,
            stale: 0,
            patience,
            rounds: 0,
            trial: node.multipliers.clone(),
        }
    }

    /// Goes on for some rounds, and decides sites for which the bound leaves no choice; stops where the node is beaten.
    pub(super) fn run(
        &mut self,
        problem: &Problem,
        (node, view): (&mut Node, &View),
        relax: &mut Relax,
        (rounds, known): (u32, Option<i64>),
        budget: &mut impl Budget,
    ) {
        for _ in 0..rounds {
            if budget.should_stop() {
                return;
            }
            let bound = relax.solve(problem, node, view, &self.trial);
            let improved = bound > self.bound;
            self.average(problem, view, relax);
            let back = self.adapt(improved);
            if improved {
                self.bound = bound;
                self.multipliers.copy_from_slice(&self.trial);
                let known = known.unwrap_or(problem.dear);
                if is_beaten(bound, known) {
                    return;
                }
                fix_sites(node, relax, bound, known);
            }
            if back {
                self.trial.copy_from_slice(&self.multipliers);
            }
            self.advance(problem, known, if back { self.bound } else { bound });
        }
    }

    /// Puts the newest solution into the averages.
    fn average(&mut self, problem: &Problem, view: &View, relax: &Relax) {
        let weight = if self.rounds == 0 { 1.0 } else { self.blend };
        if self.rounds == 0 {
            self.missing = vec![0.0; problem.clients];
        }
        for (old, &times) in self.missing.iter_mut().zip(&relax.times) {
            *old = *old * KEEP + f64::from(1 - times) * (1.0 - KEEP);
        }
        self.rounds += 1;
        for (old, &chosen) in self.opened.iter_mut().zip(&relax.chosen) {
            *old += weight * (f64::from(u8::from(chosen)) - *old);
        }
        if !problem.capacitated {
            return;
        }
        for old in &mut self.served {
            *old *= 1.0 - weight;
        }
        for (site, _) in relax.chosen.iter().enumerate().filter(|(_, chosen)| **chosen) {
            for &client in &relax.taken[site] {
                self.served[client as usize * problem.sites + site] += weight;
            }
        }
        for (client, &site) in view.forced.iter().enumerate().filter(|(_, site)| **site != super::problem::NONE) {
            self.served[client * problem.sites + site as usize] = 1.0;
        }
    }

    /// Shorter steps after rounds without gain, from the best multipliers.
    fn adapt(&mut self, improved: bool) -> bool {
        if improved {
            self.stale = 0;
            return false;
        }
        self.stale += 1;
        if self.stale >= self.patience {
            self.stale = 0;
            self.step *= 0.75;
            return true;
        }
        false
    }

    /// The next multipliers: along the smoothed violation.
    fn advance(&mut self, problem: &Problem, known: Option<i64>, newest: i64) {
        let length: f64 = self.missing.iter().map(|m| m * m).sum();
        let bound = newest as f64;
        let target = known.map_or(bound + bound.abs() * 0.03 + SCALE as f64, |known| (known * SCALE) as f64);
        let factor = if length > 1e-9 { self.step * (target - bound).max(0.0) / length } else { 0.0 };
        for (trial, &missing) in self.trial.iter_mut().zip(&self.missing) {
            let move_by = factor * missing;
            let rounded = if move_by < 0.0 { move_by - 0.5 } else { move_by + 0.5 };
            *trial = trial.saturating_add(rounded as i64).clamp(0, problem.highest);
        }
    }
}
