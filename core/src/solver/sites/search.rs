//! Best-first branch and bound over the Lagrangian relaxation, with local search all the way: the part with the lowest
//! bound is looked at next, so that the bound of everything rises steadily and is there whenever the budget ends. The
//! scheme is Land and Doig's ("An automatic method of solving discrete programming problems", 1960).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::super::budget::{Budget, Progress};
use super::branch::divide;
use super::fix::fix_pairs;
use super::lagrange::{Ascent, is_beaten};
use super::primal::Primal;
use super::problem::{NONE, Node, Problem, SCALE, Status, View};
use super::relax::Relax;

/// Rounds of the ascent between two looks at what it shows.
const CHUNK: u32 = 15;
/// How often that is at most, and the step and the patience to begin with, at the root and below.
const ROOT_CHUNKS: u32 = 50;
const NODE_CHUNKS: u32 = 5;
const ROOT_STEP: (f64, u32) = (1.0, 10);
const NODE_STEP: (f64, u32) = (0.15, 6);
/// Chunks between two looks at single pairs.
const SIFT: u32 = 2;
/// The root is left when the step is shorter.
const SHORT: f64 = 0.002;

/// What became of a node.
enum Outcome {
    /// Nothing better is in it.
    Done,
    /// The budget ended.
    Stopped,
    /// It has to be divided.
    Parts(Vec<Node>),
}

/// A node that waits.
struct Waiting {
    node: Node,
    number: u64,
}

impl Waiting {
    fn key(&self) -> (i64, std::cmp::Reverse<u32>, u64) {
        (self.node.bound, std::cmp::Reverse(self.node.depth), self.number)
    }
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        other.key().cmp(&self.key())
    }
}

/// The whole search.
pub(super) struct Search<'a, B> {
    problem: &'a Problem,
    budget: &'a mut B,
    pub(super) primal: Primal,
    relax: Relax,
    /// No answer costs less, in 1024ths.
    pub(super) lower: i64,
    pub(super) nodes: u64,
    /// Whether the budget ended.
    pub(super) stopped: bool,
}

/// The whole cost that a bound in 1024ths implies.
pub(super) fn whole(bound: i64) -> i64 {
    -(-bound).div_euclid(SCALE)
}

impl<'a, B: Budget> Search<'a, B> {
    /// Prepares a search; the answer of the primal search is there already, unless it is hard to find.
    pub(super) fn new(problem: &'a Problem, primal: Primal, budget: &'a mut B) -> Self {
        let relax = Relax::new(problem);
        Self { problem, budget, primal, relax, lower: 0, nodes: 0, stopped: false }
    }

    /// Looks at the root; its parts, or nothing if all is settled or the budget ended.
    pub(super) fn start(&mut self, root: &mut Node) -> Option<Vec<Node>> {
        root.multipliers = self.first_multipliers();
        root.bound = self.first_bound(root);
        self.lower = root.bound;
        let outcome = self.explore(root);
        self.nodes += 1;
        self.lower = root.bound;
        match outcome {
            Outcome::Parts(parts) => Some(parts),
            Outcome::Done | Outcome::Stopped => None,
        }
    }

    /// From now on a smaller version of the same problem is searched.
    pub(super) const fn go_on_with(&mut self, problem: &'a Problem) {
        self.problem = problem;
    }

    /// Searches the parts until all is settled or the budget ends; whether all is settled.
    pub(super) fn run(&mut self, parts: Vec<Node>) -> bool {
        let mut waiting: BinaryHeap<Waiting> = parts.into_iter().map(|node| Waiting { node, number: 0 }).collect();
        let mut number = 0;
        while let Some(Waiting { mut node, .. }) = waiting.pop() {
            self.lower = self.lower.max(node.bound);
            if is_beaten(node.bound, self.known()) {
                return true;
            }
            self.report();
            let outcome = self.explore(&mut node);
            self.nodes += 1;
            match outcome {
                Outcome::Done => {}
                Outcome::Stopped => {
                    let lowest = waiting.peek().map_or(node.bound, |next| next.node.bound.min(node.bound));
                    self.lower = self.lower.max(lowest);
                    return false;
                }
                Outcome::Parts(parts) => {
                    for part in parts {
                        number += 1;
                        waiting.push(Waiting { node: part, number });
                    }
                }
            }
        }
        true
    }

    /// What is known to be enough: only what costs less is looked for.
    fn known(&self) -> i64 {
        self.primal.known().unwrap_or(self.problem.dear)
    }

    fn report(&mut self) {
        let best = self.primal.known().into_iter().collect();
        self.budget.progress(&Progress { steps: self.nodes, best, bound: vec![whole(self.lower)] });
    }

    /// A bound that is there without asking the budget: everyone pays the cheapest site.
    fn first_bound(&mut self, root: &Node) -> i64 {
        let cheapest = |client: usize| self.problem.cost(client, self.problem.near(client)[0] as usize) * SCALE;
        let multipliers: Vec<i64> = (0..self.problem.clients).map(cheapest).collect();
        let view = root.clone().propagate(self.problem);
        view.map_or(0, |view| self.relax.solve(self.problem, root, &view, &multipliers))
    }

    /// Between the costs of the best and the second best open site, or of near sites while no answer is known.
    fn first_multipliers(&self) -> Vec<i64> {
        let problem = self.problem;
        let guess = |client: usize| {
            let near = problem.near(client);
            let cost = |site: u32| problem.cost(client, site as usize) * SCALE;
            let Some(best) = &self.primal.best else {
                return cost(near[near.len() / (problem.least + 1)]);
            };
            let mut open = near.iter().filter(|&&site| best.open[site as usize]);
            let first = open.next().map_or(0, |&site| cost(site));
            let second = open.next().map_or(first, |&site| cost(site));
            (first + second) / 2
        };
        (0..problem.clients).map(guess).collect()
    }

    /// Raises the bound of a node, decides what can be decided, and divides the node if that is not enough.
    fn explore(&mut self, node: &mut Node) -> Outcome {
        let problem = self.problem;
        let is_root = node.depth == 0;
        let Some(mut view) = node.propagate(problem) else { return Outcome::Done };
        let mut ascent = Ascent::new(problem, node, if is_root { ROOT_STEP } else { NODE_STEP });
        let chunks = if is_root { ROOT_CHUNKS } else { NODE_CHUNKS };
        for chunk in 1..=chunks {
            let undecided = node.count(Status::Free);
            let known = self.primal.known();
            ascent.run(
                problem,
                (node, &view),
                &mut self.relax,
                (CHUNK, known),
                &mut Watched::of(self.budget, &mut self.stopped),
            );
            node.bound = node.bound.max(ascent.bound);
            node.multipliers.copy_from_slice(&ascent.multipliers);
            if is_beaten(node.bound, self.known()) {
                return Outcome::Done;
            }
            if is_root || chunk == chunks {
                self.look_for_answers(is_root, &ascent);
            }
            if self.stopped {
                return Outcome::Stopped;
            }
            let sifted = problem.capacitated && chunk % SIFT == 0 && self.sift(node, &view, &mut ascent) > 0;
            if sifted || node.count(Status::Free) < undecided {
                let Some(next) = node.propagate(problem) else { return Outcome::Done };
                view = next;
            }
            if is_root {
                self.primal.limit(node);
                if ascent.step < SHORT {
                    break;
                }
            }
        }
        let parts = divide(problem, node, &view, &ascent);
        if parts.is_empty() {
            self.settle(node, &view);
        }
        Outcome::Parts(parts)
    }

    /// Rules out pairs at the best multipliers; how many.
    fn sift(&mut self, node: &mut Node, view: &View, ascent: &mut Ascent) -> usize {
        let known = self.known();
        let bound = self.relax.solve(self.problem, node, view, &ascent.multipliers);
        ascent.bound = ascent.bound.max(bound);
        fix_pairs(self.problem, (node, view), &mut self.relax, &ascent.multipliers, (bound, known))
    }

    fn look_for_answers(&mut self, is_root: bool, ascent: &Ascent) {
        let mut budget = Watched::of(self.budget, &mut self.stopped);
        self.primal.try_open(self.problem, &self.relax.chosen, &mut budget);
        if self.problem.capacitated && !budget.should_stop() {
            self.primal.try_average(self.problem, &ascent.opened, &ascent.served);
        }
        let rounds = match (is_root, self.problem.capacitated) {
            (true, true) => 4,
            (true, false) => 2,
            (false, _) if self.primal.is_hopeful() => 5,
            (false, _) => 1,
        };
        for _ in 0..rounds {
            if budget.should_stop() {
                return;
            }
            self.primal.round(self.problem, &mut budget);
        }
    }

    /// Nothing is left to decide: the answer that the node leaves is considered.
    fn settle(&mut self, node: &Node, view: &View) {
        let open: Vec<bool> = node.status.iter().map(|&status| status == Status::In).collect();
        let assigned: Vec<usize> = (0..self.problem.clients)
            .map(|client| match view.forced[client] {
                NONE => view.near(client).0[0] as usize,
                site => site as usize,
            })
            .collect();
        self.primal.offer(self.problem, &assigned, open);
    }
}

/// A budget that remembers that it said stop.
struct Watched<'a, B> {
    budget: &'a mut B,
    stopped: &'a mut bool,
}

impl<'a, B: Budget> Watched<'a, B> {
    const fn of(budget: &'a mut B, stopped: &'a mut bool) -> Self {
        Self { budget, stopped }
    }
}

impl<B: Budget> Budget for Watched<'_, B> {
    fn should_stop(&mut self) -> bool {
        *self.stopped = *self.stopped || self.budget.should_stop();
        *self.stopped
    }

    fn used(&mut self) -> f64 {
        self.budget.used()
    }
}
