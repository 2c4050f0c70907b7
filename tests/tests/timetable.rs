//! The timetable: complete and clash-free for the hub-school intake, honest about the impossible, and an audit that
//! refuses planted faults.

mod groups_world;

use groups_world::{agree, hub_guests, programme, put};
use orken_core::audit::timetable::check_timetable;
use orken_core::finding::{Code, Severity};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::timetable::{Desk, TimetableProblem, TimetableProposal, solve};
use orken_core::template::Template;
use orken_core::workspace::Workspace;

fn hub(people: usize) -> (Workspace, IntakeId) {
    let (mut workspace, intake) = programme(Template::Hub2024, &hub_guests(1, people));
    let problem = PlacementProblem::from_workspace(&workspace, intake).expect("the intake is there");
    let groups = place::solve(&problem, &mut Unlimited);
    agree(&mut workspace, &groups);
    (workspace, intake)
}

fn timetable(workspace: &Workspace, intake: IntakeId) -> (TimetableProblem, TimetableProposal) {
    let problem = TimetableProblem::from_workspace(workspace, intake).expect("the intake is there");
    let proposal = solve(&problem, &mut Unlimited);
    (problem, proposal)
}

#[test]
fn hub_schools_have_a_complete_timetable_without_clashes() {
    let (workspace, intake) = hub(420);
    let (_, proposal) = timetable(&workspace, intake);
    assert_eq!(proposal.sessions.len(), workspace.groups_of(intake).count() * 20);
    assert_eq!(proposal.unplaced, []);
    assert_eq!(check_timetable(&workspace, &proposal), []);
    assert_eq!((proposal.wishes.room_changes, proposal.wishes.free_slots, proposal.wishes.trainer_changes), (0, 0, 0));
    let Gap::AtMost(gap) = proposal.gap else { return };
    let penalty = u64::try_from(proposal.wishes.penalty()).expect("not negative");
    assert!(gap * 3 < penalty, "most ways are proven unavoidable: {gap} of {penalty} are not");
}

#[test]
fn a_trainer_who_is_away_leaves_named_sessions_open_and_nothing_broken() {
    let (mut workspace, intake) = hub(60);
    let (_, before) = timetable(&workspace, intake);
    let busy = before.sessions[0].placed.expect("it has a place");
    let trainer = workspace.trainers.get(busy.trainer).expect("the trainer is there").clone();
    let closure = Closure { date: busy.date, slot: None, reason: None };
    put(&mut workspace, Trainer { busy: vec![closure], ..trainer });
    let (_, after) = timetable(&workspace, intake);
    assert_eq!(check_timetable(&workspace, &after), []);
    assert!(after.unplaced.iter().all(|u| !u.reasons.is_empty()));
    assert!(after.unplaced.len() <= 4, "one day of one group at most: {}", after.unplaced.len());
}

#[test]
fn the_audit_names_every_planted_fault() {
    let (workspace, intake) = hub(60);
    let (_, sound) = timetable(&workspace, intake);
    assert_eq!(check_timetable(&workspace, &sound), []);
    type Plant = fn(&mut TimetableProposal);
    let cases: [(Code, Plant); 6] = [
        (Code::GroupClash, |p| p.sessions[1].placed = p.sessions[0].placed),
        (Code::SessionMissing, |p| {
            p.sessions.pop();
        }),
        (Code::SessionUnexpected, |p| p.sessions[0].module = 99),
        (Code::DayIsOff, |p| {
            if let Some(at) = &mut p.sessions[0].placed {
                at.date = groups_world::day("2024-10-12");
            }
        }),
        (Code::ModuleOrder, |p| {
            let (first, last) = (p.sessions[0].placed, p.sessions[19].placed);
            (p.sessions[0].placed, p.sessions[19].placed) = (last, first);
        }),
        (Code::FiguresWrong, |p| p.sessions[0].placed = None),
    ];
    for (code, plant) in cases {
        let mut faulty = sound.clone();
        plant(&mut faulty);
        let found = check_timetable(&workspace, &faulty);
        assert!(found.iter().any(|f| f.code == code && f.severity == Severity::Error), "{code:?} not among {found:?}");
    }
}

#[test]
fn a_desk_says_why_a_session_can_not_go_there() {
    let (workspace, intake) = hub(60);
    let (problem, proposal) = timetable(&workspace, intake);
    let first = &proposal.sessions[0];
    let mut desk = Desk::of_proposal(&problem, &proposal.sessions);
    let event = desk.find(first.group, first.module, first.part).expect("it is asked for");
    let options = desk.options(event);
    assert_eq!(options.len(), 20, "five days of four slots");
    let here = options.iter().find(|o| Some(o.placed) == first.placed).expect("its own place is an option");
    assert!(here.fits() && here.delta == 0);
    let last = proposal.sessions[19].placed.expect("it has a place");
    let moved = desk.explain_move(event, last.date, last.slot, None, None).expect("the day is in the stream");
    let codes: Vec<Code> = moved.findings.iter().map(|f| f.code).collect();
    assert!(codes.contains(&Code::GroupClash) && codes.contains(&Code::TwoModulesADay), "{codes:?}");
}
