//! The pairs that stand in the records, as pairing sees them: for a page that shows them, and for asking what would
//! change.

use std::collections::BTreeSet;

use super::model::{Model, closed};
use super::problem::{PairOptions, PairProblem};
use super::{Pair, PairCost, PairProposal, Unpaired, reasons};
use crate::finding::{Code, Finding};
use crate::model::{Gap, MentoringPairId, PersonId};
use crate::workspace::Workspace;

/// The recorded pairs of people who have a place in the intake, by id.
#[must_use]
pub fn recorded(workspace: &Workspace, problem: &PairProblem) -> Vec<(MentoringPairId, Pair)> {
    let read = workspace.mentoring_pairs.iter().filter_map(|pair| {
        let (mentor, learner) = (problem.index(pair.mentor)?, problem.index(pair.learner)?);
        let told = Pair {
            mentor: pair.mentor,
            learner: pair.learner,
            topic: pair.topic.clone(),
            subject: pair.subject,
            km: problem.km(mentor, learner),
        };
        Some((pair.id, told))
    });
    read.collect()
}

impl PairOptions {
    /// The same, and as wide as these pairs need: nobody is parted only because less was asked for this time.
    #[must_use]
    pub fn allowing(mut self, problem: &PairProblem, pairs: &[Pair]) -> Self {
        let school = |person: PersonId| problem.index(person).map(|p| problem.people[p].school);
        self.within_school |= pairs.iter().any(|pair| school(pair.mentor) == school(pair.learner));
        let told: BTreeSet<(PersonId, PersonId)> = pairs.iter().map(|pair| (pair.mentor, pair.learner)).collect();
        self.mutual |= told.iter().any(|&(mentor, learner)| told.contains(&(learner, mentor)));
        let farthest = pairs.iter().map(|pair| pair.km).max().unwrap_or(0);
        self.most_km = self.most_km.map(|most| most.max(farthest));
        self
    }
}

/// Recorded pairs with what they cost now, and everyone who isn't once mentor and once learner, with the reason.
/// `record`: how good they were proven to be when they were agreed to, with their kilometres.
#[must_use]
pub fn standing(problem: &PairProblem, pairs: Vec<Pair>, record: Option<(Gap, i64)>) -> PairProposal {
    let learner = closed(&learners(problem, &pairs));
    let fewest = match record {
        Some((Gap::Optimal, _)) => true,
        // Less than all kilometres are open, so that the terms before them are proven.
        Some((Gap::AtMost(open), km)) => km.unsigned_abs() > open,
        None => false,
    };
    let (mut unpaired, shortfalls) = reasons::of(&Model::new(problem), &learner, fewest);
    let mentors: BTreeSet<PersonId> = pairs.iter().map(|pair| pair.mentor).collect();
    let taught: BTreeSet<PersonId> = pairs.iter().map(|pair| pair.learner).collect();
    // Of a ring that someone has left only its ends miss anyone.
    unpaired.retain(|u| !mentors.contains(&u.person) || !taught.contains(&u.person));
    for Unpaired { person, reason } in &mut unpaired {
        if mentors.contains(person) || taught.contains(person) {
            *reason = Finding::warning(Code::PairOneWay).about(*person);
        }
    }
    let cost = cost(problem, &learner);
    PairProposal {
        intake: problem.intake,
        options: problem.options,
        pairs,
        unpaired,
        shortfalls,
        cost,
        bound: PairCost::default(),
        gap: record.map_or(Gap::AtMost(cost.km.unsigned_abs()), |(gap, _)| gap),
        findings: problem.findings.clone(),
    }
}

/// Learner, by mentor, where they have one.
pub(super) fn learners(problem: &PairProblem, pairs: &[Pair]) -> Vec<Option<usize>> {
    let mut column = vec![None; problem.people.len()];
    for pair in pairs {
        if let Some((mentor, learner)) = problem.index(pair.mentor).zip(problem.index(pair.learner)) {
            column[mentor] = Some(learner);
        }
    }
    column
}

/// What these rings cost, whether or not each pair would be allowed today.
fn cost(problem: &PairProblem, learner: &[usize]) -> PairCost {
    let mut cost = PairCost::default();
    for (mentor, &learner) in learner.iter().enumerate() {
        if mentor == learner {
            cost.left_out += 1;
            continue;
        }
        cost.unmet += u32::from(problem.topic(mentor, learner).is_none());
        cost.language_unknown += u32::from(!problem.share_language(mentor, learner));
        cost.km += i64::from(problem.km(mentor, learner));
    }
    cost
}
