//! From the template to groups by commands alone, on the sample lists.

use orken_core::command::Command;
use orken_core::model::{EnrolmentState, Gap};
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select::propose;
use orken_core::view::steps::{Mark, steps};
use orken_tests::workspaces::hub_sample;

#[test]
fn the_sample_runs_to_groups() {
    let (mut bench, intake) = hub_sample();
    let t = std::time::Instant::now();
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a selection");
    println!("selection {:?} gap {:?} {:?}", proposal.objective, proposal.gap, t.elapsed());
    assert_eq!(proposal.gap, Gap::Optimal);
    assert_eq!(proposal.selected.len(), 420);
    bench.run(Command::ApplySelection(Box::new(proposal))).expect("agreed");
    let problem = PlacementProblem::from_workspace(&bench.workspace, intake).expect("a problem");
    let t = std::time::Instant::now();
    let groups = place::solve(&problem, &mut Unlimited);
    println!("groups {} {:?} gap {:?} unplaced {} {:?}", groups.groups.len(), groups.cost, groups.gap, groups.unplaced.len(), t.elapsed());
    for f in &groups.findings { println!("{f:?}"); }
    for u in groups.unplaced.iter().take(5) { println!("{u:?}"); }
    bench.run(Command::ApplyGroups(Box::new(groups))).expect("agreed");
    let ws = &bench.workspace;
    let state = steps(ws, ws.intakes.get(intake).expect("there"));
    assert_eq!(state.selection.mark, Mark::Ready);
    let first = ws.enrolments_of(intake).find(|e| e.state == EnrolmentState::Selected).expect("one").person;
    let waiting = ws.enrolments_of(intake).filter(|e| e.state == EnrolmentState::Waiting).count();
    bench.run(Command::Withdraw { intake, person: first, reason: "ill".to_owned() }).expect("withdraws");
    let ws = &bench.workspace;
    let gone = ws.enrolment(intake, first).expect("kept");
    assert_eq!(gone.state, EnrolmentState::Withdrawn);
    assert!(gone.withdrawn.as_ref().and_then(|w| w.replaced_by).is_some());
    assert_eq!(ws.enrolments_of(intake).filter(|e| e.state == EnrolmentState::Waiting).count(), waiting - 1);
}
