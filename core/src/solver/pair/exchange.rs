//! Why not with this person: the cheapest way to make the two a pair, found by asking for it and solving again.

use serde::{Deserialize, Serialize};

use super::problem::{Barrier, PairProblem};
use super::{PairCost, PairProposal, best, model::Model, model::closed, recorded::learners};
use crate::finding::{Code, Finding};
use crate::model::PersonId;
use crate::solver::budget::Budget;

/// What changes where two people are to be a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairExchange {
    /// Mentors and learners that are no pair any more, by mentor.
    pub gone: Vec<(PersonId, PersonId)>,
    /// New pairs, by mentor; the one that was asked for is among them.
    pub new: Vec<(PersonId, PersonId)>,
    /// What all pairs cost now.
    pub before: PairCost,
    /// What all pairs cost then.
    pub cost: PairCost,
    /// Nothing with this pair costs less.
    pub bound: PairCost,
}

impl PairExchange {
    /// What each term is more than now, by code, heaviest first.
    #[must_use]
    pub fn more(&self) -> [(&'static str, i64); 4] {
        let mut more = self.cost.codes();
        more.iter_mut().zip(self.before.codes()).for_each(|(term, (_, now))| term.1 -= now);
        more
    }

    /// True where it is proven that no way is cheaper.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.cost == self.bound
    }
}

/// The cheapest way to make one person the mentor of another, from what is proposed.
///
/// # Errors
/// Why the two can't be a pair: `pair_person_unknown`, `pair_self`, `pair_same_school`, `pair_no_language`,
/// `pair_too_far`; `pair_no_ring` where nothing that holds them both was found.
pub fn exchange(
    problem: &PairProblem,
    proposal: &PairProposal,
    (mentor, learner): (PersonId, PersonId),
    budget: &mut dyn Budget,
) -> Result<PairExchange, Finding> {
    let unknown = |person| Finding::error(Code::PairPersonUnknown).about(person);
    let from = problem.index(mentor).ok_or_else(|| unknown(mentor))?;
    let to = problem.index(learner).ok_or_else(|| unknown(learner))?;
    problem.judge(from, to).map_err(|barrier| refusal(barrier, problem, mentor, learner))?;
    let model = Model::new(problem);
    let now = closed(&learners(problem, &proposal.pairs));
    let mut wished = now.clone();
    if let Some(other) = now.iter().position(|&l| l == to) {
        wished.swap(from, other);
    }
    let no_ring = || Finding::error(Code::PairNoRing).about(mentor).about(learner);
    let found = best(&model, &model.with(from, to), Some(&wished), budget).ok_or_else(no_ring)?;
    let (cost, bound) = (model.weights.terms(found.cost), model.weights.terms(found.bound));
    let changed = |these: &[usize], those: &[usize]| {
        let pairs = these.iter().zip(those).enumerate().filter(|(m, (l, other))| l != other && m != *l);
        pairs.map(|(m, (&l, _))| (problem.people[m].id, problem.people[l].id)).collect()
    };
    let (gone, new) = (changed(&now, &found.learner), changed(&found.learner, &now));
    Ok(PairExchange { gone, new, before: proposal.cost, cost, bound })
}

fn refusal(barrier: Barrier, problem: &PairProblem, mentor: PersonId, learner: PersonId) -> Finding {
    let finding = |code| Finding::error(code).about(mentor).about(learner);
    match barrier {
        Barrier::Same => finding(Code::PairSelf),
        Barrier::School => finding(Code::PairSameSchool),
        Barrier::Language => finding(Code::PairNoLanguage),
        Barrier::Far(km) => {
            finding(Code::PairTooFar).with("km", km).with("most", problem.options.most_km.unwrap_or(u32::MAX))
        }
    }
}
