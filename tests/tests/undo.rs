//! Taking back any sequence of commands restores the bytes; doing it again brings them back.

mod any_command;

use std::collections::BTreeSet;

use any_command::{NAMES, Numbers, command, name};
use orken_core::change::apply;
use orken_core::command::Command;
use orken_core::log::Entry;
use orken_core::model::EnrolmentState;
use orken_core::solver::random::Random;
use orken_tests::small::planned;
use orken_tests::workspaces::{Bench, hub_sample};
use proptest::prelude::*;

/// An intake that is selected, grouped and planned, so that every kind of command has something to be about.
fn bench() -> Bench {
    thread_local! {
        static MADE: Bench = planned().0;
    }
    MADE.with(Bench::clone)
}

/// One step of a walk through a history.
#[derive(Debug, Clone)]
enum Step {
    Do(Numbers),
    Undo,
    Redo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let numbers = (0..NAMES.len(), 0usize..900, 0usize..40, any::<bool>());
    let step = prop_oneof![5 => numbers.prop_map(Step::Do), 2 => Just(Step::Undo), 1 => Just(Step::Redo)];
    prop::collection::vec(step, 1..14)
}

/// The last entry taken back, and that taken back in its turn: the bytes before it, and those after it again.
fn undo_of_undo(bench: &Bench) -> Option<(Vec<u8>, Vec<u8>)> {
    let last: &Entry = bench.log.last()?;
    let mut there_and_back = bench.clone();
    let undone = last.undone(last.head.seq + 1, last.head.at, "test");
    apply(&mut there_and_back.workspace, &undone.changes).expect("what was done last can be taken back");
    let before = there_and_back.bytes();
    let again = undone.undone(last.head.seq + 2, last.head.at, "test");
    apply(&mut there_and_back.workspace, &again.changes).expect("so can the taking back");
    Some((before, there_and_back.bytes()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// The history is compared with two piles of bytes: what could be taken back, and what could be done again.
    #[test]
    fn any_walk_through_a_history_restores_the_bytes(steps in steps()) {
        let mut bench = bench();
        let (mut past, mut now, mut future) = (Vec::new(), bench.bytes(), Vec::new());
        for step in steps {
            match step {
                Step::Do(numbers) => {
                    let Some(asked) = command(&bench.workspace, numbers) else { continue };
                    let kind = name(&asked);
                    let accepted = bench.run(asked).is_ok();
                    let after = bench.bytes();
                    prop_assert!(accepted || after == now, "{} was refused and changed something", kind);
                    if accepted {
                        past.push(std::mem::replace(&mut now, after));
                        future.clear();
                        let (before, again) = undo_of_undo(&bench).expect("there is an entry");
                        prop_assert!(Some(&before) == past.last(), "{} is not taken back whole", kind);
                        prop_assert!(again == now, "{}: taking back its undo is another thing", kind);
                    }
                }
                // The steps that made the intake can be taken back too; the walk stays after them.
                Step::Undo if past.is_empty() => {}
                Step::Undo => {
                    prop_assert!(bench.undo());
                    future.push(std::mem::replace(&mut now, past.pop().expect("it isn't empty")));
                }
                Step::Redo => {
                    let there = future.pop();
                    prop_assert_eq!(bench.redo(), there.is_some());
                    if let Some(there) = there {
                        past.push(std::mem::replace(&mut now, there));
                    }
                }
            }
            prop_assert!(bench.bytes() == now);
        }
    }
}

/// Commands of this seed that changed something, and how many were refused.
fn walk(seed: u64) -> (BTreeSet<&'static str>, usize) {
    let mut random = Random::new(seed);
    let (mut bench, mut applied, mut refused) = (bench(), BTreeSet::new(), 0);
    for _ in 0..12 {
        let numbers = (random.below(NAMES.len()), random.below(900), random.below(40), random.below(2) == 0);
        let Some(asked) = command(&bench.workspace, numbers) else { continue };
        let kind = name(&asked);
        match bench.run(asked) {
            Ok(()) if bench.log.last().is_some_and(|e| !e.changes.is_empty()) => {
                applied.insert(kind);
            }
            Ok(()) => {}
            Err(_) => refused += 1,
        }
    }
    (applied, refused)
}

#[test]
fn every_kind_of_command_is_really_tried() {
    let (mut applied, mut refused) = (BTreeSet::new(), 0);
    for seed in 0..24 {
        let (kinds, no) = walk(seed);
        applied.extend(kinds);
        refused += no;
    }
    let never: Vec<_> = NAMES.iter().filter(|name| !applied.contains(*name)).collect();
    assert!(never.is_empty(), "never changed anything: {never:?}");
    assert!(refused > 0, "some must be refused too");
}

#[test]
fn a_new_act_forgets_what_was_taken_back() {
    let (mut bench, intake) = hub_sample();
    let person = bench.workspace.enrolments.iter().next().expect("there are people").person;
    let admit = |admit| Command::Override { intake, person, admit: Some(admit), reason: "agreed".to_owned() };
    bench.run(admit(true)).expect("runs");
    assert!(bench.undo());
    bench.run(admit(false)).expect("runs");
    assert!(!bench.redo());
    assert_eq!(bench.workspace.enrolment(intake, person).map(|e| e.state), Some(EnrolmentState::NotAdmitted));
}
