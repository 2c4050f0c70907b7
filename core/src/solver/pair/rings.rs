//! Rings of three people and more: an assignment in which no two are each other's mentors.
//!
//! The rule "at most one of *a → b* and *b → a*" is relaxed with a price on each pair that breaks it (Held and Karp, "The
//! traveling-salesman problem and minimum spanning trees", 1970; Fisher, "The Lagrangian relaxation method", 1981): what
//! is left is an assignment, whose cost less the prices is a bound. Every assignment on the way is mended into an
//! answer. What prices leave open is branched on: of a ring of two at least one arc goes.

use std::collections::BTreeMap;

use super::mend::{Rings, is_two};
use super::model::{self, Model};
use crate::solver::budget::{Budget, Progress};
use crate::solver::flow::assignment::{Matching, NEVER, Settled, Table};

/// Steps of the prices at most, and how many in a row may pass without a better bound until they get shorter.
const STEPS: u32 = 300;
const PATIENCE: u32 = 5;
/// A first step goes as far as the bound is from the best answer, cut into this many parts.
const WHOLE_STEP: i64 = 256;
/// Cells of tables that the branching looks at until it ends by itself.
const MOST_CELLS: usize = 1_000_000_000;
const MOST_NODES: usize = 20_000;

/// The best answer found, and what none can cost less than.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Learner, by mentor; themselves where left out.
    pub(super) learner: Vec<usize>,
    /// Whole cost.
    pub(super) cost: i64,
    /// Whole cost that none is below.
    pub(super) bound: i64,
}

type Two = (usize, usize);

struct Search<'a, 'b> {
    model: &'a Model<'a>,
    /// What pairs cost in truth.
    table: &'a Table,
    /// What they cost with prices and without the arcs that were branched away.
    work: Table,
    price: BTreeMap<Two, i64>,
    matching: Matching,
    best: Option<(Vec<usize>, i64)>,
    /// No answer costs fewer parts.
    bound: i64,
    budget: &'b mut dyn Budget,
    steps: u64,
    stopped: bool,
}

/// The cheapest rings of three and more for this table; none where there are none. `first` is what to better, if
/// anything is known.
pub(super) fn solve(
    model: &Model<'_>,
    table: &Table,
    first: Option<&[usize]>,
    budget: &mut dyn Budget,
) -> Option<Found> {
    let mut search = Search {
        model,
        table,
        work: table.clone(),
        price: BTreeMap::new(),
        matching: Matching::new(table),
        best: None,
        bound: 0,
        budget,
        steps: 0,
        stopped: false,
    };
    first.iter().for_each(|learner| search.mend(learner, true));
    let possible = search.raise();
    if possible && !search.stopped && !search.proven() {
        search.branch();
    }
    let bound = search.model.weights.whole(search.bound);
    let (learner, cost) = search.best?;
    let cost = cost.div_euclid(model.weights.parts);
    Some(Found { learner, cost, bound: bound.min(cost) })
}

impl Search<'_, '_> {
    fn go_on(&mut self) -> bool {
        self.steps += 1;
        if !self.stopped {
            let terms = |parts: i64| {
                let terms = self.model.weights.terms(self.model.weights.whole(parts));
                terms.codes().map(|(_, value)| value).to_vec()
            };
            let best = self.best.as_ref().map(|(_, cost)| terms(*cost)).unwrap_or_default();
            let bound = terms(self.bound);
            self.budget.progress(&Progress { steps: self.steps, best, bound });
            self.stopped = self.budget.should_stop();
        }
        !self.stopped
    }

    fn proven(&self) -> bool {
        self.hopeless(self.bound)
    }

    /// True where nothing that costs at least so many parts is cheaper than the best answer.
    fn hopeless(&self, bound: i64) -> bool {
        let whole = self.model.weights.whole(bound);
        self.best.as_ref().is_some_and(|(_, cost)| whole.saturating_mul(self.model.weights.parts) >= *cost)
    }

    /// Settles the table as it is: the relaxed cost and everyone's learner; none where nothing is possible.
    fn relax(&mut self) -> Option<(i64, Vec<usize>)> {
        match self.matching.settle(&self.work, self.budget) {
            Settled::Impossible => None,
            Settled::Stopped => {
                self.stopped = true;
                let learner = model::closed(&self.matching.column);
                self.mend(&learner, false);
                None
            }
            Settled::Whole => {
                let learner: Vec<usize> = self.matching.column.iter().copied().collect::<Option<_>>()?;
                let cost = model::cost(&self.work, &learner)?;
                Some((cost - self.price.values().sum::<i64>(), learner))
            }
        }
    }

    /// Makes an answer of an assignment, and keeps it if it is the best one.
    fn mend(&mut self, learner: &[usize], thoroughly: bool) {
        if model::cost(self.table, learner).is_none() {
            return;
        }
        let mut rings = Rings::new(self.table, learner.to_vec());
        if !rings.without_twos() {
            return;
        }
        if thoroughly {
            rings.improve(|| !self.stopped);
        }
        let Some(cost) = model::cost(self.table, &rings.learner) else { return };
        if self.best.as_ref().is_none_or(|(_, least)| cost < *least) {
            self.best = Some((rings.learner, cost));
        }
    }

    /// Raises the bound by prices; false where there is no assignment at all.
    fn raise(&mut self) -> bool {
        let (mut length, mut since) = (WHOLE_STEP, 0);
        let mut best_price = self.price.clone();
        for step in 0..STEPS {
            let Some((value, learner)) = self.relax() else { break };
            since += 1;
            let better = value > self.bound || step == 0;
            if better {
                (since, self.bound) = (0, value.max(self.bound));
                best_price.clone_from(&self.price);
            }
            self.mend(&learner, better || step % 8 == 0);
            let slopes = self.slopes(&learner);
            if slopes.is_empty() || self.proven() || !self.go_on() {
                break;
            }
            if since >= PATIENCE {
                (since, length) = (0, length / 2);
                if length == 0 {
                    break;
                }
            }
            self.follow(&slopes, value, length);
        }
        let now: Vec<Two> = self.price.keys().chain(best_price.keys()).copied().collect();
        for two in now {
            self.charge(two, best_price.get(&two).copied().unwrap_or(0));
        }
        self.stopped || self.best.is_some() || self.relax().is_some()
    }

    /// Pairs whose price is too low (both arcs are used: 1) or too high (none is: -1).
    fn slopes(&self, learner: &[usize]) -> Vec<(Two, i64)> {
        let unused = |&(a, b): &Two| learner[a] != b && learner[b] != a;
        let high = self.price.keys().copied().filter(unused).map(|two| (two, -1));
        twos(learner).into_iter().map(|two| (two, 1)).chain(high).collect()
    }

    /// A step of the prices (Polyak's length).
    fn follow(&mut self, slopes: &[(Two, i64)], value: i64, length: i64) {
        let least = self.best.as_ref().map_or(value + self.model.weights.parts, |(_, cost)| *cost);
        let many = i128::try_from(slopes.len()).unwrap_or(1) * i128::from(WHOLE_STEP);
        let step = i128::from(least - value) * i128::from(length) / many;
        let step = i64::try_from(step).unwrap_or(i64::MAX / 64).max(1);
        for &(two, slope) in slopes {
            let now = self.price.get(&two).copied().unwrap_or(0);
            self.charge(two, now.saturating_add(slope * step).clamp(0, self.model.dearest()));
        }
    }

    /// Sets the price of a pair, both ways.
    fn charge(&mut self, (a, b): Two, price: i64) {
        let before = if price == 0 { self.price.remove(&(a, b)) } else { self.price.insert((a, b), price) };
        let more = price - before.unwrap_or(0);
        for (mentor, learner) in [(a, b), (b, a)] {
            let cost = self.work.at(mentor, learner);
            if cost != NEVER {
                self.work.set(mentor, learner, cost + more);
            }
        }
    }

    /// Branches until nothing is open, the budget ends, or enough was looked at; then the bound is that of what is open.
    fn branch(&mut self) {
        let size = self.work.size();
        let most = (MOST_CELLS / (size * size).max(1)).clamp(50, MOST_NODES);
        let mut trail = Trail::default();
        let mut open = vec![Node { depth: 0, choice: None, bound: self.bound }];
        let mut left = most;
        while let Some(node) = open.last() {
            if !self.hopeless(node.bound) && (left == 0 || !self.go_on()) {
                break;
            }
            let Some(node) = open.pop() else { break };
            if self.hopeless(node.bound) {
                continue;
            }
            left -= 1;
            trail.back(node.depth, self);
            node.choice.iter().for_each(|choice| choice.make(&mut trail, self));
            if let Some((two, bound)) = self.explore(node.bound, &mut trail) {
                let depth = trail.0.len();
                open.extend(self.choices(two).map(|choice| Node { depth, choice: Some(choice), bound }));
            } else if self.stopped {
                open.push(node);
            }
        }
        trail.back(0, self);
        let least = open.iter().map(|node| node.bound).min();
        let best = self.best.as_ref().map(|(_, cost)| *cost);
        self.bound = match (least, best) {
            (Some(open), Some(best)) => open.min(best).max(self.bound),
            (None, Some(best)) => best,
            _ => self.bound,
        };
    }

    /// Looks at one node: the ring of two to branch on and the node's bound, or none where it is done.
    fn explore(&mut self, mut bound: i64, trail: &mut Trail) -> Option<(Two, i64)> {
        loop {
            let (value, learner) = self.relax()?;
            bound = bound.max(value);
            self.mend(&learner, false);
            if self.hopeless(bound) {
                return None;
            }
            let twos = twos(&learner);
            if let Some(two) = twos.into_iter().max_by_key(|&(a, b)| (self.loss(a, b).min(self.loss(b, a)), b, a)) {
                return Some((two, bound));
            }
            let high: Vec<Two> = self.slopes(&learner).into_iter().map(|(two, _)| two).collect();
            if high.is_empty() {
                return None;
            }
            // Prices that nobody pays keep the bound below the cost of this answer: without them both are the same.
            high.into_iter().for_each(|two| trail.charge(two, 0, self));
        }
    }

    /// The ways to break a ring of two, the likelier one last: without its one arc, or with that one and without the
    /// other. No answer is in both.
    fn choices(&self, (a, b): Two) -> [Choice; 2] {
        let (one, other) = if self.loss(a, b) <= self.loss(b, a) { ((a, b), (b, a)) } else { ((b, a), (a, b)) };
        [Choice { never: other, only: Some(one) }, Choice { never: one, only: None }]
    }

    /// What the assignment costs more at least without this arc of it.
    fn loss(&self, mentor: usize, learner: usize) -> i64 {
        let price = &self.matching.price;
        let reduced = |(&cost, &price): (&i64, &i64)| if cost == NEVER { NEVER } else { cost - price };
        let row = self.work.row(mentor).iter().zip(price).enumerate().filter(|(l, _)| *l != learner);
        let least = row.map(|(_, cell)| reduced(cell)).min().unwrap_or(NEVER);
        least.saturating_sub(self.work.at(mentor, learner) - price[learner])
    }
}

/// The rings of two, lower person first.
fn twos(learner: &[usize]) -> Vec<Two> {
    (0..learner.len()).filter(|&a| is_two(learner, a) && a < learner[a]).map(|a| (a, learner[a])).collect()
}

struct Node {
    /// Length of the trail above it.
    depth: usize,
    choice: Option<Choice>,
    bound: i64,
}

/// What a node has decided.
#[derive(Clone, Copy)]
struct Choice {
    /// This mentor doesn't get this learner.
    never: Two,
    /// This one does.
    only: Option<Two>,
}

impl Choice {
    fn make(self, trail: &mut Trail, search: &mut Search<'_, '_>) {
        trail.bar(self.never, search);
        if let Some((mentor, learner)) = self.only {
            let others = (0..search.work.size()).filter(|&other| other != learner);
            others.for_each(|other| trail.bar((mentor, other), search));
        }
    }
}

/// What was altered on the way to a node.
#[derive(Default)]
struct Trail(Vec<Step>);

enum Step {
    /// A cell and what it was.
    Cell(usize, usize, i64),
    /// A pair and its price.
    Price(Two, i64),
}

impl Trail {
    fn bar(&mut self, (mentor, learner): Two, search: &mut Search<'_, '_>) {
        let cost = search.work.at(mentor, learner);
        if cost != NEVER {
            self.0.push(Step::Cell(mentor, learner, cost));
            search.work.set(mentor, learner, NEVER);
        }
    }

    fn charge(&mut self, two: Two, price: i64, search: &mut Search<'_, '_>) {
        self.0.push(Step::Price(two, search.price.get(&two).copied().unwrap_or(0)));
        search.charge(two, price);
    }

    /// Takes back all but the first steps.
    fn back(&mut self, depth: usize, search: &mut Search<'_, '_>) {
        while self.0.len() > depth {
            match self.0.pop() {
                Some(Step::Cell(mentor, learner, cost)) => search.work.set(mentor, learner, cost),
                Some(Step::Price(two, price)) => search.charge(two, price),
                None => return,
            }
        }
    }
}
