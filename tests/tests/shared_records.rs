//! Records that are shared: a copy stays as it was while the records go on, or follows them by what is otherwise; and what a
//! worker decided and packed is what the page would have decided.

use orken_core::change::{Change, apply};
use orken_core::command::{Command, decide, group_changes, selection_changes};
use orken_core::exchange::rows::{Changes, join_entry, read_entry, write_changes};
use orken_core::exchange::{ExportOptions, write_document};
use orken_core::log::{Act, Entry};
use orken_core::model::{Difference, IntakeId};
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select::propose;
use orken_core::workspace::Workspace;
use orken_tests::small::{group, pair, plan, select};
use orken_tests::workspaces::{Bench, hub_sample};

#[test]
fn a_copy_stays_as_it_was() {
    let (mut bench, intake) = hub_sample();
    let (copy, before) = (bench.workspace.clone(), bench.bytes());
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a proposal");
    bench.run(Command::ApplySelection(Box::new(proposal))).expect("it is accepted");
    assert!(bench.bytes() != before, "the records went on");
    assert!(write_document(&copy, &[], ExportOptions { with_iin: true }) == before, "the copy did not");
}

/// A copy that follows by what is otherwise, and how many records and removals that took.
fn follow(mut copy: Workspace, now: &Workspace) -> (Workspace, usize, usize) {
    let (mut put, mut gone) = (Vec::new(), Vec::new());
    for difference in now.since(&copy.clone()) {
        match difference {
            Difference::Put(record) => put.push(record),
            Difference::Gone(id) => gone.push(id),
        }
    }
    let (came, went) = (put.len(), gone.len());
    copy.forget(gone);
    copy.restore(put);
    (copy, came, went)
}

#[test]
fn a_copy_follows_by_what_is_otherwise() {
    let (mut bench, intake) = hub_sample();
    let empty = Workspace::default();
    let all = bench.workspace.count();
    let (copy, came, went) = follow(empty.clone(), &bench.workspace);
    assert_eq!((came, went), (all, 0), "everything comes to an empty copy");
    assert!(copy == bench.workspace);

    // What both share is not told again.
    let before = bench.workspace.clone();
    assert_eq!(follow(before.clone(), &bench.workspace).1, 0, "nothing has changed");
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a proposal");
    bench.run(Command::ApplySelection(Box::new(proposal))).expect("it is accepted");
    let changed = bench.log.last().expect("an entry").changes.len();
    let (copy, came, went) = follow(before, &bench.workspace);
    assert_eq!((came, went), (changed, 0), "the records that the selection changed");
    assert!(copy == bench.workspace);

    let (copy, came, went) = follow(bench.workspace.clone(), &empty);
    assert_eq!((came, went), (0, all), "everything goes");
    assert!(copy == empty);
}

type Step = fn(&mut Bench, IntakeId);

#[test]
fn a_copy_follows_any_commands() {
    let (mut bench, intake) = hub_sample();
    let mut copy = Workspace::default();
    let steps: [(&str, Step); 4] =
        [("selected", select), ("in groups", group), ("with a timetable", plan), ("in pairs", pair)];
    for (name, step) in steps {
        step(&mut bench, intake);
        copy = follow(copy, &bench.workspace).0;
        assert!(copy == bench.workspace, "{name}");
    }
    while bench.undo() {
        copy = follow(copy, &bench.workspace).0;
        assert!(copy == bench.workspace, "taken back");
    }
    assert_eq!(copy.count(), 0, "everything was taken back");
}

#[test]
fn what_a_worker_decides_and_packs_is_what_the_page_would_decide() {
    let (bench, intake) = hub_sample();
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a proposal");
    let there = selection_changes(&bench.workspace, &proposal).expect("it is accepted");
    let there: Vec<Change> = there.collect();
    let here = decide(&bench.workspace, Command::ApplySelection(Box::new(proposal)), &bench.context());
    assert_eq!(Ok(&there), here.as_ref());

    let packed = write_changes(&there).expect("they are packed");
    for at_once in [1, 500, there.len(), there.len() + 1] {
        let mut left = Changes::new(&packed).expect("they are changes");
        let (mut read, mut records) = (Vec::<Change>::new(), bench.workspace.clone());
        while left.left() > 0 {
            let some = left.take(at_once).expect("they are whole");
            apply(&mut records, &some).expect("they fit");
            read.extend(some);
        }
        assert!(read == there, "{at_once} at once");
        let mut whole = bench.workspace.clone();
        apply(&mut whole, &there).expect("they fit");
        assert!(records == whole, "applied {at_once} at once");
    }
    assert!(Changes::new(&packed[..packed.len() - 1]).and_then(|mut c| c.take(there.len())).is_err(), "cut off");

    let entry = Entry::new(3, bench.context().now, "test", "apply_selection", Act::Do, there);
    let row = join_entry(&entry.head, packed).expect("it is a row");
    assert_eq!(read_entry(&row), Ok(entry));
}

#[test]
fn groups_decided_by_a_worker_get_the_ids_that_the_page_would_give() {
    let (mut bench, intake) = hub_sample();
    select(&mut bench, intake);
    let problem = PlacementProblem::from_workspace(&bench.workspace, intake).expect("the intake is there");
    let proposal = place::solve(&problem, &mut Unlimited);
    let ids = bench.ids().clone();
    let there = group_changes(&bench.workspace, &proposal, &ids).expect("they are accepted");
    let context = bench.context();
    let here = decide(&bench.workspace, Command::ApplyGroups(Box::new(proposal.clone())), &context);
    assert_eq!(Ok(there), here);
    assert_eq!(ids.next(), context.ids.next(), "as many ids are given out");

    let mut spoilt = proposal;
    spoilt.groups[0].members.pop();
    let refused = group_changes(&bench.workspace, &spoilt, &ids).expect_err("someone is missing");
    assert_eq!(Err(refused), decide(&bench.workspace, Command::ApplyGroups(Box::new(spoilt)), &bench.context()));
}

#[test]
fn a_worker_refuses_what_the_audit_refuses() {
    let (bench, intake) = hub_sample();
    let mut proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a proposal");
    proposal.selected.pop();
    let refused = selection_changes(&bench.workspace, &proposal).map(drop).expect_err("someone is missing");
    let here = decide(&bench.workspace, Command::ApplySelection(Box::new(proposal)), &bench.context());
    assert_eq!(Err(refused), here);
}
