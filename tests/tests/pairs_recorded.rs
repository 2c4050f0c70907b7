//! Recorded pairs as pairing sees them: what was agreed to reads back as it was proposed, and what no longer holds is named.

mod pairs_world;

use orken_core::command::{Cause, Command};
use orken_core::finding::Code;
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::pair::recorded::{recorded, standing};
use orken_core::solver::pair::{Pair, PairOptions, PairProblem, PairProposal, solve};
use orken_core::solver::random::Random;
use orken_core::workspace::Workspace;
use orken_tests::workspaces::Bench;
use pairs_world::{guests, intake};

const WIDE: PairOptions = PairOptions { within_school: true, mutual: true, most_km: None };
const RINGS: PairOptions = PairOptions { within_school: false, mutual: false, most_km: None };

fn problem(workspace: &Workspace, intake: IntakeId, options: PairOptions) -> PairProblem {
    PairProblem::from_workspace(workspace, intake, options).expect("the intake is there")
}

/// What stands in the records is what was proposed; whoever a withdrawal leaves with half of it is named.
#[test]
fn recorded_pairs_are_read_as_they_were_proposed() {
    let mut random = Random::new(31);
    for options in [WIDE, RINGS] {
        let (mut bench, intake) = intake(&guests(&mut random, 14, 4));
        let proposal = solve(&problem(&bench.workspace, intake, options), &mut Unlimited);
        bench.run(Command::ApplyPairs(Box::new(proposal.clone()))).expect("the audit accepts the pairs");
        let read = |bench: &Bench| {
            let problem = problem(&bench.workspace, intake, options);
            let pairs: Vec<Pair> = recorded(&bench.workspace, &problem).into_iter().map(|(_, pair)| pair).collect();
            assert_eq!(options.allowing(&problem, &pairs), options, "{options:?}");
            standing(&problem, pairs, Some((proposal.gap, proposal.cost.km)))
        };
        let now = read(&bench);
        assert_eq!(PairProposal { bound: proposal.bound, ..now }, proposal, "{options:?}");
        let gone = proposal.pairs[0].clone();
        let mut enrolment = bench.workspace.enrolment(intake, gone.mentor).expect("they have a place").clone();
        enrolment.state = EnrolmentState::Withdrawn;
        let edit = Command::Put { what: Cause::Edit, records: vec![enrolment.into()], remove: Vec::new() };
        bench.run(edit).expect("the record fits");
        let after = read(&bench);
        let learner = after.unpaired.iter().find(|u| u.person == gone.learner).expect("their mentor is gone");
        let mutual = proposal.pairs.iter().any(|p| (p.mentor, p.learner) == (gone.learner, gone.mentor));
        assert_eq!(learner.reason.code == Code::PairOneWay, !mutual, "{options:?}: {learner:?}");
        let news = after.unpaired.len() - proposal.unpaired.len();
        assert_eq!(news, if mutual { 1 } else { 2 }, "{options:?}: nobody else is without a mentor or a learner");
    }
}

#[test]
fn narrower_options_widen_to_what_is_recorded() {
    let mut random = Random::new(32);
    let (bench, intake) = intake(&guests(&mut random, 12, 3));
    let problem = problem(&bench.workspace, intake, WIDE);
    let pairs = solve(&problem, &mut Unlimited).pairs;
    let narrow = PairOptions { most_km: Some(0), ..RINGS };
    let widened = narrow.allowing(&problem, &pairs);
    assert_eq!(widened.most_km, pairs.iter().map(|p| p.km).max());
    let index = |person| problem.index(person).expect("they are of the intake");
    let colleagues = |p: &Pair| problem.people[index(p.mentor)].school == problem.people[index(p.learner)].school;
    assert_eq!(widened.within_school, pairs.iter().any(colleagues));
    assert_eq!(narrow.allowing(&problem, &[]), narrow);
}
