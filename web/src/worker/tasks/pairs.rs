//! Pairs of mentor and learner: who with whom, who is left out and why, and what a wished pair would change.

use orken_core::finding::Finding;
use orken_core::model::{IntakeId, PersonId};
use orken_core::solver::pair::recorded::{recorded, standing};
use orken_core::solver::pair::{self, Pair, PairExchange, PairOptions, PairProblem, PairProposal, Unpaired};
use orken_core::workspace::Workspace;
use serde::{Deserialize, Serialize};

use crate::worker::protocol::{Done, Given, Task};
use crate::worker::serve::Watch;

/// Who is whose mentor. With the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct MakePairs {
    /// The intake.
    pub intake: IntakeId,
    /// What is asked for.
    pub options: PairOptions,
}

impl Task for MakePairs {
    const NAME: &'static str = "make_pairs";
    type Answer = PairProposal;

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<PairProposal>, Finding> {
        let workspace = given.records;
        let problem = PairProblem::from_workspace(&workspace, self.intake, self.options)?;
        watch.in_rounds::<Self>(|watch| Ok(pair::solve(&problem, watch))).map(Done::answer)
    }
}

/// Who the recorded pairs leave without mentor or learner, and why. With the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WhyUnpaired {
    /// The intake.
    pub intake: IntakeId,
    /// What was asked for, as far as that is known.
    pub options: PairOptions,
}

impl Task for WhyUnpaired {
    const NAME: &'static str = "why_unpaired";
    type Answer = Vec<Unpaired>;

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<Vec<Unpaired>>, Finding> {
        let workspace = given.records;
        let (_, now) = now(&workspace, self.intake, self.options)?;
        Ok(Done::answer(now.unpaired))
    }
}

/// What changes where one person is to be the mentor of another, or why they can't be. With the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WouldPair {
    /// The intake.
    pub intake: IntakeId,
    /// What is asked for.
    pub options: PairOptions,
    /// Who is to be the mentor.
    pub mentor: PersonId,
    /// Of whom.
    pub learner: PersonId,
}

impl Task for WouldPair {
    const NAME: &'static str = "would_pair";
    type Answer = Result<PairExchange, Finding>;

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<Self::Answer>, Finding> {
        let workspace = given.records;
        let (problem, now) = now(&workspace, self.intake, self.options)?;
        let wish = (self.mentor, self.learner);
        // A round that is too short to find a way is no proof that there is none, so that a refusal is an answer too.
        watch.in_rounds::<Self>(|watch| Ok(pair::exchange(&problem, &now, wish, watch))).map(Done::answer)
    }
}

/// The recorded pairs, read with options that allow each of them.
fn now(w: &Workspace, intake: IntakeId, options: PairOptions) -> Result<(PairProblem, PairProposal), Finding> {
    let mut problem = PairProblem::from_workspace(w, intake, options)?;
    let pairs: Vec<Pair> = recorded(w, &problem).into_iter().map(|(_, pair)| pair).collect();
    problem.options = options.allowing(&problem, &pairs);
    let record = w.intake(intake)?.paired.as_ref();
    let km = |terms: &[(String, i64)]| terms.last().map_or(0, |(_, km)| *km);
    let standing = standing(&problem, pairs, record.map(|record| (record.gap, km(&record.objective))));
    Ok((problem, standing))
}
