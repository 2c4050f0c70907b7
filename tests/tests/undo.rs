//! Taking back any sequence of commands restores the bytes; doing it again brings them back.

use orken_core::command::{Cause, Command};
use orken_core::model::record::Tables;
use orken_core::model::{EnrolmentState, IntakeId, PersonId, Record};
use orken_core::template::{Template, Tongue};
use orken_tests::workspaces::{Bench, hub_sample};
use proptest::prelude::*;

/// A command made from the workspace as it is, by four numbers.
fn command(bench: &Bench, kind: u8, a: usize, b: usize, flag: bool) -> Command {
    let ws = &bench.workspace;
    let enrolment = ws.enrolments.iter().nth(a % ws.enrolments.len().max(1));
    let (intake, person) = enrolment.map_or((IntakeId(1), PersonId(1)), |e| (e.intake, e.person));
    let put = |what, records, remove| Command::Put { what, records, remove };
    match kind {
        0 => Command::StartFromTemplate(Template::ALL[a % 5], Tongue::ALL[b % 3]),
        1 => Command::StartEmpty { name: "x".repeat(a % 2), tongue: Tongue::English },
        2 => {
            let admit = [None, Some(true), Some(false)][b % 3];
            Command::Override { intake, person, admit, reason: "r".repeat(a % 2) }
        }
        3 => Command::Withdraw { intake, person, reason: "moved away".to_owned() },
        4 => put(Cause::Edit, noted(bench, a, b, flag), Vec::new()),
        5 => put(Cause::Remove, Vec::new(), ws.people.iter().skip(a).take(b % 4).map(|p| p.id.into()).collect()),
        6 => {
            let gone = ws.enrolments.iter().skip(a).take(2);
            put(Cause::Remove, Vec::new(), gone.flat_map(|e| [e.id.into(), e.person.into()]).collect())
        }
        _ => Command::Open(Box::new(if flag { Tables::clone(ws) } else { Tables::default() })),
    }
}

fn noted(bench: &Bench, a: usize, b: usize, flag: bool) -> Vec<Record> {
    let people = bench.workspace.people.iter().skip(a).take(3).cloned();
    let noted = people.map(|mut person| {
        person.note = flag.then(|| format!("note {b}"));
        person.experience = Some(b as u16);
        Record::from(person)
    });
    noted.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_after_any_commands_restores_the_bytes(
        steps in prop::collection::vec((0u8..8, 0usize..900, 0usize..40, any::<bool>()), 1..10)
    ) {
        let (mut bench, _) = hub_sample();
        let mut states = vec![bench.bytes()];
        for (kind, a, b, flag) in steps {
            let step = command(&bench, kind, a, b, flag);
            let accepted = bench.run(step).is_ok();
            let now = bench.bytes();
            prop_assert!(accepted || states.last() == Some(&now), "a rejected command changed something");
            if accepted {
                states.push(now);
            }
        }
        for expected in states.iter().rev().skip(1) {
            prop_assert!(bench.undo());
            prop_assert!(&bench.bytes() == expected);
        }
        for expected in states.iter().skip(1) {
            prop_assert!(bench.redo());
            prop_assert!(&bench.bytes() == expected);
        }
    }
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
