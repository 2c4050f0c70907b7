//! The table of what every pair costs, and the numbers that hold all terms of the objective at once.

use super::PairCost;
use super::problem::PairProblem;
use crate::solver::flow::assignment::{NEVER, Table};

/// Whole costs are cut into this many parts at most, so that prices can lie between whole kilometres.
const FINEST: i64 = 64;

/// What each term of the objective weighs: more than all of the lighter ones together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weights {
    language: i64,
    unmet: i64,
    left_out: i64,
    /// Parts of a kilometre.
    pub(super) parts: i64,
}

impl Weights {
    fn new(people: usize, most_km: u32) -> Self {
        let people = i64::try_from(people).unwrap_or(i64::MAX);
        let language = i64::from(most_km) * people + 1;
        let unmet = language * (people + 1);
        let left_out = unmet * (people + 1);
        // Even 2,000 people across half the equator cost less than a sixth of what a table takes.
        let parts = (NEVER / 32 / (left_out * people.max(1))).clamp(1, FINEST);
        Self { language, unmet, left_out, parts }
    }

    /// The terms of a number of whole costs.
    pub(super) fn terms(&self, cost: i64) -> PairCost {
        let cost = cost.max(0);
        let (left_out, cost) = (cost / self.left_out, cost % self.left_out);
        let (unmet, cost) = (cost / self.unmet, cost % self.unmet);
        let count = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        PairCost {
            left_out: count(left_out),
            unmet: count(unmet),
            language_unknown: count(cost / self.language),
            km: cost % self.language,
        }
    }

    /// Parts to whole costs, upwards: no whole cost lies between.
    pub(super) const fn whole(&self, parts: i64) -> i64 {
        parts.div_euclid(self.parts) + (parts.rem_euclid(self.parts) > 0) as i64
    }
}

/// What every pair costs: mentors are rows, learners columns, and the diagonal leaves someone out. A person is mentor
/// exactly if they are learner, so that an assignment is a set of rings and of people left out.
pub(super) struct Model<'a> {
    pub(super) problem: &'a PairProblem,
    pub(super) weights: Weights,
    /// In parts of a whole cost.
    pub(super) table: Table,
}

impl<'a> Model<'a> {
    pub(super) fn new(problem: &'a PairProblem) -> Self {
        let people = problem.people.len();
        let km = |mentor: usize| (0..people).filter_map(move |l| problem.judge(mentor, l).ok()).map(|w| w.km);
        let weights = Weights::new(people, (0..people).flat_map(km).max().unwrap_or(0));
        let cost = |mentor: usize, learner: usize| {
            if mentor == learner {
                return weights.left_out * weights.parts;
            }
            let Ok(worth) = problem.judge(mentor, learner) else { return NEVER };
            let unmet = if worth.met { 0 } else { weights.unmet };
            let language = if worth.language { 0 } else { weights.language };
            (unmet + language + i64::from(worth.km)) * weights.parts
        };
        Self { problem, weights, table: Table::new(people, cost) }
    }

    /// Whole cost of leaving everyone out.
    pub(super) fn nobody(&self) -> i64 {
        self.weights.left_out * i64::try_from(self.table.size()).unwrap_or(0)
    }

    /// More than any pair can cost, in parts: a price that nobody pays.
    pub(super) const fn dearest(&self) -> i64 {
        2 * self.weights.left_out * self.weights.parts
    }

    /// The table in which this mentor gets this learner and no other.
    pub(super) fn with(&self, mentor: usize, learner: usize) -> Table {
        let mut table = self.table.clone();
        (0..table.size()).filter(|&other| other != learner).for_each(|other| table.set(mentor, other, NEVER));
        table
    }

    /// Whether the two may be a pair.
    pub(super) fn open(&self, mentor: usize, learner: usize) -> bool {
        mentor != learner && self.table.at(mentor, learner) != NEVER
    }
}

/// Cost of everyone's learner, in parts; none where one of them may not be.
pub(super) fn cost(table: &Table, learner: &[usize]) -> Option<i64> {
    let each = learner.iter().enumerate().map(|(mentor, &learner)| table.at(mentor, learner));
    each.map(|cost| (cost != NEVER).then_some(cost)).sum()
}

/// The rings that an assignment has closed so far; everyone else is left out.
pub(super) fn closed(column: &[Option<usize>]) -> Vec<usize> {
    let mut learner: Vec<usize> = (0..column.len()).collect();
    for start in 0..column.len() {
        let ring: Vec<usize> = std::iter::successors(Some(start), |&at| column[at].filter(|&next| next != start))
            .take(column.len())
            .collect();
        if ring.last().is_some_and(|&last| column[last] == Some(start)) {
            ring.iter().zip(ring.iter().cycle().skip(1)).for_each(|(&mentor, &next)| learner[mentor] = next);
        }
    }
    learner
}

/// Mentor, by learner: the same rings the other way round.
pub(super) fn mentors(learner: &[usize]) -> Vec<usize> {
    let mut mentor = vec![0; learner.len()];
    learner.iter().enumerate().for_each(|(m, &l)| mentor[l] = m);
    mentor
}
