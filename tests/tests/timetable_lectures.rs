//! The timetable of an intake is one of lectures: on hard intakes, for good timetables and spoilt ones, both reckon the
//! same wishes term by term, and what the search leaves keeps every rule.

use orken_core::audit::timetable::check_timetable;
use orken_core::finding::Severity;
use orken_core::model::*;
use orken_core::solver::budget::{Asks, Unlimited};
use orken_core::solver::lectures::evaluate::evaluate;
use orken_core::solver::random::Random;
use orken_core::solver::timetable::model::Lectures;
use orken_core::solver::timetable::{Desk, ProposedSession, TimetableProblem, WEIGHTS, solve};
use orken_core::workspace::Workspace;
use orken_tests::strained::{INTAKE, strained};

fn problem(workspace: &Workspace) -> TimetableProblem {
    TimetableProblem::from_workspace(workspace, INTAKE).expect("it is there")
}

/// Both costs of these sessions, term by term.
fn compare(said: &str, problem: &TimetableProblem, sessions: &[ProposedSession]) -> u64 {
    let lectures = Lectures::new(problem);
    lectures.model.check().expect("it is right");
    let desk = Desk::of_proposal(problem, sessions);
    let cost = evaluate(&lectures.model, &lectures.places(desk.places()));
    let soft = cost.soft;
    let terms =
        [soft.room_changes, soft.split_modules, soft.teacher_changes, soft.free_slots, soft.uneven_days, soft.ways];
    let counts = desk.wishes().counts();
    for ((term, count), weight) in terms.iter().zip(counts).zip(WEIGHTS) {
        assert_eq!(i64::try_from(*term), Ok(count * weight), "{said}: {:?} for {:?}", soft, desk.wishes());
    }
    assert_eq!(i64::try_from(soft.total()), Ok(desk.wishes().penalty()), "{said}");
    cost.hard.total()
}

#[test]
fn both_reckon_the_same_wishes() {
    let mut random = Random::new(5);
    for seed in 0..8 {
        let workspace = strained(seed);
        let problem = problem(&workspace);
        let proposal = solve(&problem, &mut Asks(40));
        assert_eq!(check_timetable(&workspace, &proposal), [], "seed {seed}");
        let broken = compare(&format!("seed {seed}"), &problem, &proposal.sessions);
        assert_eq!(broken, proposal.unplaced.len() as u64, "seed {seed}: only what has no place is against a rule");
        let mut spoilt = proposal.sessions;
        for round in 0..30 {
            let (one, other) = (random.below(spoilt.len()), random.below(spoilt.len()));
            let there = spoilt[other].placed;
            match random.below(4) {
                0 => spoilt[one].placed = None,
                1 => spoilt[one].placed = there,
                _ => {
                    spoilt[one].placed = spoilt[one].placed.zip(there).map(|(here, there)| Placed {
                        trainer: here.trainer,
                        room: here.room,
                        ..there
                    });
                }
            }
            compare(&format!("seed {seed}, spoilt {round} times"), &problem, &spoilt);
        }
    }
}

#[test]
fn locked_sessions_stay_where_they_are_whatever_they_break() {
    let mut random = Random::new(6);
    for seed in [0, 1, 2, 5] {
        let mut workspace = strained(seed);
        let proposal = solve(&problem(&workspace), &mut Asks(40));
        let mut sessions = proposal.sessions;
        for count in 0..6 {
            let (one, other) = (random.below(sessions.len()), random.below(sessions.len()));
            // The first of them share everything with another.
            sessions[one].placed = if count < 2 { sessions[other].placed } else { sessions[one].placed };
            sessions[one].locked = sessions[one].placed.is_some();
        }
        let records = (5000..).zip(&sessions).map(|(id, s)| {
            let (group, module, part) = (s.group, s.module, s.part);
            Session { id: SessionId(id), group, module, part, placed: s.placed, locked: s.locked }.into()
        });
        workspace.restore(records.collect::<Vec<Record>>());
        let again = solve(&problem(&workspace), &mut Asks(40));
        // What locked sessions break among themselves is said, and is no error.
        let faults = check_timetable(&workspace, &again).into_iter().filter(|f| f.severity == Severity::Error);
        assert_eq!(faults.collect::<Vec<_>>(), [], "seed {seed}");
        for (before, after) in sessions.iter().zip(&again.sessions).filter(|(before, _)| before.locked) {
            assert_eq!((before.placed, true), (after.placed, after.locked), "seed {seed}");
        }
    }
}

#[test]
fn hard_intakes_are_complete_and_equal_runs_are_equal() {
    // A small one, and one whose trainers leave little choice.
    for seed in [4, 17] {
        let workspace = strained(seed);
        let problem = problem(&workspace);
        let proposal = solve(&problem, &mut Unlimited);
        assert_eq!(check_timetable(&workspace, &proposal), [], "seed {seed}");
        assert_eq!(proposal.unplaced, [], "seed {seed}");
        assert!(proposal == solve(&problem, &mut Unlimited), "seed {seed}: the same again");
        assert!(proposal.wishes.penalty() < 4_000, "seed {seed}: {:?}", proposal.wishes);
    }
}
