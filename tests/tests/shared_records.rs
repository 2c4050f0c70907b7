//! Records that are shared: a copy stays as it was while the records go on, blocks hold every record once, and what a worker
//! decided and packed is what the page would have decided.

use orken_core::change::{Change, apply};
use orken_core::command::{Command, decide, selection_changes};
use orken_core::exchange::rows::{Changes, join_entry, read_entry, write_changes};
use orken_core::exchange::{ExportOptions, write_document};
use orken_core::log::{Act, Entry};
use orken_core::model::{Record, RecordId};
use orken_core::solver::budget::Unlimited;
use orken_core::solver::select::propose;
use orken_core::workspace::Workspace;
use orken_tests::workspaces::hub_sample;

#[test]
fn a_copy_stays_as_it_was() {
    let (mut bench, intake) = hub_sample();
    let (copy, before) = (bench.workspace.clone(), bench.bytes());
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a proposal");
    bench.run(Command::ApplySelection(Box::new(proposal))).expect("it is accepted");
    assert!(bench.bytes() != before, "the records went on");
    assert!(write_document(&copy, &[], ExportOptions { with_iin: true }) == before, "the copy did not");
}

#[test]
fn blocks_hold_every_record_once_and_in_order() {
    let (bench, _) = hub_sample();
    for most in [1, 7, 1_000] {
        let mut all: Vec<Record> = Vec::new();
        loop {
            let block = bench.workspace.block_after(all.last().map(Record::id), most);
            assert!(block.len() <= most, "{most} at most");
            let tables: Vec<&str> = block.iter().map(|record| record.id().table()).collect();
            assert!(tables.windows(2).all(|pair| pair[0] == pair[1]), "a block is of one table: {tables:?}");
            if block.is_empty() {
                break;
            }
            all.extend(block);
        }
        assert!(all == bench.workspace.records().collect::<Vec<_>>(), "blocks of {most}");
    }
    let gone = RecordId::Community(9.into());
    assert!(Workspace::default().block_after(Some(gone), 5).is_empty(), "after a record that isn't there");
}

#[test]
fn what_a_worker_decides_and_packs_is_what_the_page_would_decide() {
    let (bench, intake) = hub_sample();
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a proposal");
    let there = selection_changes(&bench.workspace, &proposal).expect("it is accepted");
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
    let row = join_entry(&entry.head, &packed).expect("it is a row");
    assert_eq!(read_entry(&row), Ok(entry));
}

#[test]
fn a_worker_refuses_what_the_audit_refuses() {
    let (bench, intake) = hub_sample();
    let mut proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("a proposal");
    proposal.selected.pop();
    let refused = selection_changes(&bench.workspace, &proposal).expect_err("someone is missing");
    let here = decide(&bench.workspace, Command::ApplySelection(Box::new(proposal)), &bench.context());
    assert_eq!(Err(refused), here);
}
