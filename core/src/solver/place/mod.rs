//! Placement: people to venues, streams and groups, the least total of kilometres, mixing, groups and moves, after as many
//! people as possible have a place. `docs/GROUPS.md` has the idea and its guarantee.
//!
//! | module | what it does |
//! |---|---|
//! | [`problem`] | reads the workspace |
//! | `agreed` | the groups as they are recorded, to ask questions of |
//! | `capacity` | how many groups rooms and trainers can hold in a stream |
//! | `model` | blocks of people, the groups that could be opened for them, shared resources |
//! | `transport` | the cheapest assignment of people to given groups |
//! | `block` | the plans of one block |
//! | `combine` | one plan for each block, within the resources, with a bound |
//! | `vast` | groups of all blocks together where one is too large for a list of plans |
//! | `prices` | what rooms and trainers are worth then, and the bound that it proves |
//! | `seats` | the cheapest assignment while groups open and close |
//! | `streams` | groups to streams |
//! | `assemble` | names into groups |
//! | [`exchange`] | the cheapest way to seat someone in a full group |
//! | [`explain`] | why someone has no group, what would give them one, what a move by hand breaks |

mod agreed;
pub(crate) mod assemble;
mod block;
mod capacity;
pub(crate) use capacity::{seats, unions};
mod combine;
pub mod exchange;
pub mod explain;
mod knapsack;
mod model;
mod prices;
pub mod problem;
mod reasons;
mod seats;
mod states;
mod streams;
mod transport;
mod vast;

use serde::{Deserialize, Serialize};

pub use agreed::{Agreed, Reading, RecordedGroup, agreed, going_on, recorded};
pub use problem::PlacementProblem;

use super::budget::{Budget, Progress};
use crate::finding::Finding;
use crate::model::{Gap, IntakeId, Language, PersonId, Subject, VenueId, is_default};

/// A group as placement proposes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedGroup {
    /// Number within its subject, or within the intake where groups have no subject, from 1.
    pub number: u32,
    /// The venue.
    pub venue: VenueId,
    /// Index of the stream.
    pub stream: u8,
    /// The subject; none where groups mix subjects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Language of teaching, the main one of a mixed group; none where groups ignore language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Has people of several languages.
    #[serde(default)]
    pub mixed: bool,
    /// Its people, by id.
    pub members: Vec<PersonId>,
}

/// Someone without a group, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unplaced {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: Finding,
}

/// What a placement costs. People left out come before everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct PlacementCost {
    /// People left out.
    pub unplaced: u32,
    /// Whole kilometres from school to venue, of all people.
    pub km: i64,
    /// Cost of people outside their group's main language.
    pub mixing: i64,
    /// Cost of the groups.
    pub groups: i64,
    /// Cost of people who go to another venue than the one of their recorded group.
    #[serde(default, skip_serializing_if = "is_default")]
    pub moving: i64,
}

impl PlacementCost {
    /// Kilometres, mixing, groups and changes of venue together.
    #[must_use]
    pub const fn total(&self) -> i64 {
        self.km + self.mixing + self.groups + self.moving
    }
}

/// What placement proposes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlacementProposal {
    /// The intake.
    pub intake: IntakeId,
    /// Groups by subject and number.
    pub groups: Vec<ProposedGroup>,
    /// People without a group, by id.
    pub unplaced: Vec<Unplaced>,
    /// What it costs.
    pub cost: PlacementCost,
    /// No placement leaves fewer people out than this.
    pub unplaced_bound: u32,
    /// Whether no cheaper one exists, or how much cheaper it could be at most with as many people placed.
    pub gap: Gap,
    /// What to know: shortfalls with their counts, guessed distances, streams that don't fit.
    pub findings: Vec<Finding>,
}

impl PlacementProposal {
    /// The terms of the objective by code, heaviest first; the last is the sum of those of cost. `moving` is among them
    /// only where someone changes venue at a cost.
    #[must_use]
    pub fn objective(&self) -> Vec<(String, i64)> {
        let PlacementCost { unplaced, km, mixing, groups, moving } = self.cost;
        let mut terms = vec![("unplaced", i64::from(unplaced)), ("km", km), ("mixing", mixing), ("groups", groups)];
        terms.extend((moving > 0).then_some(("moving", moving)));
        terms.push(("cost", self.cost.total()));
        terms.into_iter().map(|(code, value)| (code.to_owned(), value)).collect()
    }
}

/// Finds a placement. A budget that ends early leaves the best found so far, with its gap.
pub fn solve(problem: &PlacementProblem, budget: &mut dyn Budget) -> PlacementProposal {
    let mut watch = Watch::new(budget);
    let first = attempt(problem, false, None, &mut watch);
    let (solved, bound) = match first {
        Attempt { whole: true, bound, .. } => (first, bound),
        // Trainers could not be shared out as their hours promised: count each for whole groups only.
        Attempt { bound, .. } => {
            let strict = attempt(problem, true, Some(bound), &mut watch);
            let best =
                if strict.whole || strict.placed.value(problem) < first.placed.value(problem) { strict } else { first };
            (best, bound)
        }
    };
    assemble::proposal(problem, solved.placed, bound, solved.miss)
}

struct Attempt {
    placed: assemble::Placed,
    /// No placement costs less, those left out counted at `miss`.
    bound: i64,
    miss: i64,
    /// Every group found a stream.
    whole: bool,
}

fn attempt(problem: &PlacementProblem, strict: bool, known: Option<i64>, watch: &mut Watch) -> Attempt {
    let model = model::Model::new(problem, strict);
    watch.miss = model.miss.max(1);
    watch.nowhere = i64::try_from(model.nowhere.len()).unwrap_or(i64::MAX);
    let cost = i64::from(problem.group_cost);
    let opening = opening(&model, problem.min_size, cost, watch);
    let outside = watch.nowhere * model.miss;
    let mut placed = assemble::open(problem, &model, &opening);
    let whole = streams::assign(problem, &model, &mut placed, watch);
    Attempt { placed, bound: known.unwrap_or(opening.bound + outside), miss: model.miss, whole }
}

/// Which groups to open, who goes where, and what nothing can cost less than.
pub(crate) struct Opening {
    /// Groups by block and offer.
    counts: Vec<Vec<u16>>,
    /// By block: people of each source at each offer, the last column those left out; none where that can't be.
    shares: Vec<Option<Vec<Vec<u32>>>>,
    bound: i64,
}

impl Opening {
    /// What all cost, those left out at `miss`; people that can't be shared out at all count as left out.
    fn cost(&self, model: &model::Model, group_cost: i64) -> i64 {
        let groups: i64 = self.counts.iter().flatten().map(|&n| i64::from(n)).sum();
        let one = |block: &model::Block, source: usize, row: &[u32]| -> i64 {
            let costs = block.cost[source].iter().copied().chain([model.miss]);
            row.iter().zip(costs).filter(|(n, _)| **n > 0).map(|(&n, cost)| i64::from(n) * cost).sum()
        };
        let people = model.blocks.iter().zip(&self.shares).map(|(block, shares)| match shares {
            None => i64::from(block.people()) * model.miss,
            Some(rows) => rows.iter().enumerate().map(|(source, row)| one(block, source, row)).sum(),
        });
        people.sum::<i64>() + groups * group_cost
    }
}

/// People times offers of a block from which on a local search takes too long with an assignment for each trial.
const VAST: usize = 4_000;

/// Plans of each block where all can be listed; else the better of two searches, or the one that large blocks allow.
fn opening(model: &model::Model, min_size: u32, cost: i64, watch: &mut Watch) -> Opening {
    let unlisted: Vec<&model::Block> = model.blocks.iter().filter(|b| !block::is_listed(b, model, min_size)).collect();
    if unlisted.is_empty() {
        return chosen(model, min_size, cost, watch);
    }
    let together = vast::open(model, min_size, cost, watch);
    if unlisted.iter().any(|b| b.people() as usize * b.offers.len() > VAST) {
        return together;
    }
    let apart = chosen(model, min_size, cost, watch);
    let bound = together.bound.max(apart.bound);
    let better = if together.cost(model, cost) < apart.cost(model, cost) { together } else { apart };
    Opening { bound, ..better }
}

/// The plans of each block, and the best choice of one for each.
fn chosen(model: &model::Model, min_size: u32, cost: i64, watch: &mut Watch) -> Opening {
    let mut blocks = Vec::new();
    for block in &model.blocks {
        blocks.push(block::plans(block, model, min_size, cost, watch));
    }
    let chosen = combine::combine(&blocks, &model.resources, watch);
    let counts: Vec<Vec<u16>> = blocks.iter().zip(&chosen.picks).map(|(b, &p)| b.plans[p].counts.clone()).collect();
    let share = |(block, counts): (&model::Block, &Vec<u16>)| block::assign(block, model.miss, min_size, counts);
    let shares = model.blocks.iter().zip(&counts).map(|pair| share(pair).map(|(_, flow)| flow)).collect();
    Opening { counts, shares, bound: chosen.bound }
}

/// Counts steps and asks the budget now and then.
pub(crate) struct Watch<'a> {
    budget: &'a mut dyn Budget,
    steps: u64,
    best: Vec<i64>,
    bound: Vec<i64>,
    /// What one person left out counts in the values that are found; how many no value counts.
    miss: i64,
    nowhere: i64,
    stopped: bool,
}

/// Steps between two questions to the budget.
const STRIDE: u64 = 64;

impl<'a> Watch<'a> {
    pub(crate) fn new(budget: &'a mut dyn Budget) -> Self {
        Self { budget, steps: 0, best: Vec::new(), bound: Vec::new(), miss: 1, nowhere: 0, stopped: false }
    }

    /// False once the budget has ended.
    pub(crate) fn go_on(&mut self) -> bool {
        self.steps += 1;
        if self.steps.is_multiple_of(STRIDE) && !self.stopped {
            self.stopped = self.budget.should_stop();
            if self.steps.is_multiple_of(STRIDE * 64) {
                self.budget.progress(&self.progress());
            }
        }
        !self.stopped
    }

    /// Tells of something better: those left out, and what the others cost.
    pub(crate) fn found(&mut self, value: i64) {
        let out = self.nowhere + value.div_euclid(self.miss);
        self.tell(vec![out, value.rem_euclid(self.miss)], Vec::new());
    }

    /// Tells of the best so far and of what nothing can beat, the heaviest term first.
    pub(crate) fn tell(&mut self, best: Vec<i64>, bound: Vec<i64>) {
        (self.best, self.bound) = (best, bound);
        self.budget.progress(&self.progress());
    }

    /// Passes on what a search within tells.
    pub(crate) fn pass(&mut self, progress: Progress) {
        self.budget.progress(&progress);
        (self.best, self.bound) = (progress.best, progress.bound);
    }

    fn progress(&self) -> Progress {
        Progress { steps: self.steps, best: self.best.clone(), bound: self.bound.clone() }
    }
}

#[cfg(test)]
mod tests;
