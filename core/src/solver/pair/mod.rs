//! Peer pairing: everyone mentor of one person and learner of another. As many people as possible, then the most wanted
//! topics, then a language that both are known to teach in, then the least kilometres. `docs/PAIRS.md` has the idea and
//! its guarantee.
//!
//! | module | what it does |
//! |---|---|
//! | [`problem`] | reads the workspace, judges a pair |
//! | `model` | the table of all pairs, all terms of the objective in one number |
//! | `rings` | the cheapest assignment in which no two are each other's mentors |
//! | `mend` | an answer out of any assignment, and cheaper ones out of that |
//! | `reasons` | why someone is left out |
//! | [`recorded`] | the pairs that stand in the records, as pairing sees them |
//! | [`exchange`] | why not with this person: who else would change, and what it costs |

pub mod exchange;
mod mend;
mod model;
pub mod problem;
mod reasons;
pub mod recorded;
mod rings;

use serde::{Deserialize, Serialize};

pub use exchange::{PairExchange, exchange};
pub use problem::{PairOptions, PairProblem};

use super::budget::Budget;
use super::flow::assignment::{Matching, Settled, Table};
use crate::finding::Finding;
use crate::model::{Gap, IntakeId, PersonId, Subject};
use model::Model;
use problem::Topic;
use rings::Found;

/// A mentor and a learner as pairing proposes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// Who knows.
    pub mentor: PersonId,
    /// Who learns.
    pub learner: PersonId,
    /// What the learner wants and the mentor offers, in the learner's words; none where no wish is met or a subject
    /// stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The subject that the topic is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Whole kilometres between their schools.
    pub km: u32,
}

/// Someone left out, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unpaired {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub reason: Finding,
}

/// People who can be paired with too few others: whatever is proposed, some of them are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortfall {
    /// The people, by id.
    pub people: Vec<PersonId>,
    /// Everyone whom any of them can be paired with, by id; fewer.
    pub others: Vec<PersonId>,
}

/// What pairs cost, heaviest term first: the first that differs decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairCost {
    /// People left out.
    pub left_out: u32,
    /// Pairs in which the mentor offers nothing that the learner wants.
    pub unmet: u32,
    /// Pairs of whom nobody knows a language in common.
    pub language_unknown: u32,
    /// Whole kilometres between mentor and learner, of all pairs.
    pub km: i64,
}

impl PairCost {
    /// The terms by code, heaviest first.
    #[must_use]
    pub fn codes(&self) -> [(&'static str, i64); 4] {
        [
            ("left_out", self.left_out.into()),
            ("unmet", self.unmet.into()),
            ("language_unknown", self.language_unknown.into()),
            ("km", self.km),
        ]
    }
}

/// What pairing proposes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairProposal {
    /// The intake.
    pub intake: IntakeId,
    /// What was asked for.
    pub options: PairOptions,
    /// Pairs by mentor.
    pub pairs: Vec<Pair>,
    /// People left out, by id.
    pub unpaired: Vec<Unpaired>,
    /// Sets of people who can be paired with too few others.
    pub shortfalls: Vec<Shortfall>,
    /// What it costs.
    pub cost: PairCost,
    /// No pairs cost less than this, compared term by term.
    pub bound: PairCost,
    /// Whether no cheaper ones exist, or how many kilometres they could save at most.
    pub gap: Gap,
    /// What to know: places that were guessed.
    pub findings: Vec<Finding>,
}

impl PairProposal {
    /// The terms of the objective by code, heaviest first.
    #[must_use]
    pub fn objective(&self) -> Vec<(String, i64)> {
        self.cost.codes().map(|(code, value)| (code.to_owned(), value)).into()
    }
}

/// Finds pairs. A budget that ends early leaves the best found so far, with its bound.
pub fn solve(problem: &PairProblem, budget: &mut dyn Budget) -> PairProposal {
    let model = Model::new(problem);
    let nobody = || Found { learner: (0..problem.people.len()).collect(), cost: model.nobody(), bound: 0 };
    let found = best(&model, &model.table, None, budget).unwrap_or_else(nobody);
    proposal(&model, &found)
}

/// The cheapest answer for a table, starting from `first` where something is known; none where there is none.
fn best(model: &Model<'_>, table: &Table, first: Option<&[usize]>, budget: &mut dyn Budget) -> Option<Found> {
    if !model.problem.options.mutual {
        return rings::solve(model, table, first, budget);
    }
    let mut matching = Matching::new(table);
    if first.is_some() {
        // From the best answer only those change whom the wish moves.
        let _settled = matching.settle(&model.table, budget);
    }
    let settled = matching.settle(table, budget);
    let learner = match settled {
        Settled::Impossible => return None,
        Settled::Whole => matching.column.iter().copied().collect::<Option<Vec<usize>>>()?,
        Settled::Stopped => model::closed(&matching.column),
    };
    let cost = model.weights.whole(model::cost(table, &learner)?);
    let bound = model.weights.whole(table.bound(&matching.price)?);
    Some(Found { learner, cost, bound })
}

fn proposal(model: &Model<'_>, found: &Found) -> PairProposal {
    let problem = model.problem;
    let (cost, bound) = (model.weights.terms(found.cost), model.weights.terms(found.bound));
    let (unpaired, shortfalls) = reasons::of(model, &found.learner, bound.left_out == cost.left_out);
    PairProposal {
        intake: problem.intake,
        options: problem.options,
        pairs: pairs(problem, &found.learner),
        unpaired,
        shortfalls,
        cost,
        bound,
        gap: gap(cost, bound),
        findings: problem.findings.clone(),
    }
}

fn pairs(problem: &PairProblem, learner: &[usize]) -> Vec<Pair> {
    let paired = learner.iter().enumerate().filter(|(mentor, learner)| mentor != *learner);
    let pair = |(mentor, &learner): (usize, &usize)| {
        let want = problem.topic(mentor, learner);
        let subject = want.and_then(|w| if let Topic::Subject(subject) = w.topic { Some(subject) } else { None });
        Pair {
            mentor: problem.people[mentor].id,
            learner: problem.people[learner].id,
            topic: want.and_then(|w| w.text.clone()),
            subject,
            km: problem.judge(mentor, learner).map_or(0, |worth| worth.km),
        }
    };
    paired.map(pair).collect()
}

/// Kilometres are known to be at most so many too many; all of them where an earlier term may still be better.
fn gap(cost: PairCost, bound: PairCost) -> Gap {
    if cost == bound {
        return Gap::Optimal;
    }
    let same = PairCost { km: 0, ..cost } == PairCost { km: 0, ..bound };
    Gap::AtMost((cost.km - if same { bound.km } else { 0 }).unsigned_abs())
}
