//! Demands on a timetable that stands: a trainer's day is freed and a gap filled with the fewest changes, against trying
//! every place of one session; nothing is broken, and what can't be is counted.

mod groups_world;
mod timetable_world;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use groups_world::{agree, hub_guests, programme};
use orken_core::audit::timetable::check_timetable;
use orken_core::command::{Cause, Command};
use orken_core::finding::{Code, Finding, Severity};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::timetable::{Desk, ProposedSession, TimetableProblem, TimetableProposal, Wish, solve};
use orken_core::template::Template;
use orken_core::workspace::Workspace;
use orken_tests::workspaces::Bench;
use timetable_world::*;

fn problem_of(workspace: &Workspace, intake: IntakeId) -> TimetableProblem {
    TimetableProblem::from_workspace(workspace, intake).expect("the intake is there")
}

/// The timetable with the changes of a wish, each of which is from where the session was.
fn made(proposal: &TimetableProposal, wish: &Wish) -> TimetableProposal {
    let mut after = proposal.clone();
    for change in &wish.changes {
        let same = |s: &&mut ProposedSession| (s.group, s.module, s.part) == (change.group, change.module, change.part);
        let session = after.sessions.iter_mut().find(same).expect("it is in the timetable");
        assert_eq!(session.placed, change.from);
        assert!(!session.locked && change.from != Some(change.to));
        session.placed = Some(change.to);
        after.unplaced.retain(|u| (u.group, u.module, u.part) != (change.group, change.module, change.part));
    }
    after
}

fn taught(proposal: &TimetableProposal, trainer: TrainerId, date: NaiveDate) -> usize {
    let there = proposal.sessions.iter().filter_map(|s| s.placed);
    there.filter(|p| (p.trainer, p.date) == (trainer, date)).count()
}

fn broken(workspace: &Workspace, proposal: &TimetableProposal) -> Vec<Finding> {
    let mut faults = check_timetable(workspace, proposal);
    faults.retain(|f| f.severity == Severity::Error);
    faults
}

fn codes(found: &[Finding]) -> BTreeSet<Code> {
    found.iter().map(|f| f.code).collect()
}

/// The trainer's day is free then, and nothing is broken; how many sessions had to change, and how many did.
fn freed(
    workspace: &Workspace,
    proposal: &TimetableProposal,
    trainer: TrainerId,
    day: NaiveDate,
) -> Result<[usize; 2], Vec<Finding>> {
    let problem = problem_of(workspace, proposal.intake);
    let desk = Desk::of_proposal(&problem, &proposal.sessions);
    match desk.free_trainer(trainer, day, &mut Unlimited) {
        Ok(wish) => {
            let after = made(proposal, &wish);
            assert_eq!(broken(workspace, &after), [], "{trainer:?} on {day}");
            assert_eq!(taught(&after, trainer, day), 0);
            Ok([taught(proposal, trainer, day), wish.changes.len()])
        }
        Err(reasons) => {
            assert!(!reasons.is_empty() && reasons.iter().all(|r| r.severity == Severity::Error));
            Err(reasons)
        }
    }
}

/// The hub-school intake with its groups and a complete timetable, made before this many colleagues were named: copies of
/// trainers, one of every so many.
fn hub(colleagues: usize) -> (Workspace, TimetableProposal) {
    let (mut workspace, intake) = programme(Template::Hub2024, &hub_guests(1, 240));
    let groups = PlacementProblem::from_workspace(&workspace, intake).expect("the intake is there");
    agree(&mut workspace, &place::solve(&groups, &mut Unlimited));
    let proposal = solve(&problem_of(&workspace, intake), &mut Unlimited);
    assert_eq!(proposal.unplaced, []);
    let mut record = workspace.intake(intake).expect("it is there").clone();
    let teaching = proposal.sessions.iter().filter_map(|s| s.placed).map(|p| p.trainer).collect::<BTreeSet<_>>();
    for (n, id) in (900_000u64..).zip(teaching.into_iter().step_by(4).take(colleagues)) {
        let copy = Trainer { id: TrainerId(n), ..workspace.trainers.get(id).expect("it is there").clone() };
        workspace.restore([copy.into()]);
        record.trainers.push(TrainerId(n));
    }
    workspace.restore([record.into()]);
    (workspace, proposal)
}

/// A hub school has no trainer to spare: every refusal is proven by the hours that would be missing. With colleagues, days
/// are freed by no more changes than there are sessions.
#[test]
fn trainers_of_hub_schools_get_a_day_off() {
    for (colleagues, least) in [(0, 1), (6, 8)] {
        let (workspace, proposal) = hub(colleagues);
        let placed = proposal.sessions.iter().filter_map(|s| s.placed);
        let days: BTreeSet<(TrainerId, NaiveDate)> = placed.map(|p| (p.trainer, p.date)).collect();
        let (mut asked, mut few, mut refused) = (0, 0, BTreeSet::new());
        for (trainer, day) in days.into_iter().step_by(7) {
            asked += 1;
            match freed(&workspace, &proposal, trainer, day) {
                Ok([must, changed]) => {
                    assert!(changed >= must && changed <= must + 4, "{changed} changes for {must} sessions");
                    few += usize::from(changed == must);
                }
                Err(reasons) => refused.extend(codes(&reasons)),
            }
        }
        assert!(few >= least, "{few} of {asked} by as many changes as there are sessions, {colleagues} colleagues");
        assert!(refused.is_subset(&[Code::DemandTrainerHours].into()), "{refused:?}, {colleagues} colleagues");
    }
}

/// Every hour of a hub school's week is taken: a session that has lost its place finds it again, in its own slot and in no
/// other of the group's.
#[test]
fn a_gap_of_a_hub_school_is_filled() {
    let (workspace, mut proposal) = hub(0);
    let problem = problem_of(&workspace, proposal.intake);
    for which in (0..proposal.sessions.len()).step_by(97) {
        let gone = proposal.sessions[which].placed.take();
        let (at, group) = (gone.expect("all have a place"), proposal.sessions[which].group);
        let desk = Desk::of_proposal(&problem, &proposal.sessions);
        let ways = desk.fill_gap(group, at.date, at.slot, &mut Unlimited).expect("it was there before");
        let first = ways[0].changes[0];
        assert_eq!((ways[0].changes.len(), first.from, first.to.date, first.to.slot), (1, None, at.date, at.slot));
        assert_eq!(broken(&workspace, &made(&proposal, &ways[0])), []);
        proposal.sessions[which].placed = gone;
    }
}

/// One session of each group a day.
fn spread() -> TimetableProposal {
    let mut proposal = sound();
    for session in &mut proposal.sessions {
        let nth = usize::from(2 * session.module + session.part);
        let placed = session.placed.as_mut().expect("all have a place");
        (placed.date, placed.slot) = (day([DAYS[0], DAYS[1], DAYS[2], DAYS[4]][nth]), 0);
    }
    proposal
}

/// Cost of the cheapest place of the session at which the audit finds nothing and `fits` agrees.
fn cheapest(
    workspace: &Workspace,
    proposal: &TimetableProposal,
    which: usize,
    fits: fn(Placed) -> bool,
) -> Option<i64> {
    let problem = problem_of(workspace, INTAKE);
    let mut desk = Desk::of_proposal(&problem, &proposal.sessions);
    let session = &proposal.sessions[which];
    let event = desk.find(session.group, session.module, session.part).expect("it is asked for");
    let mut best = None;
    for date in DAYS.map(day) {
        for (slot, room, trainer) in (0..4).flat_map(|slot| {
            let rooms = workspace.rooms.iter().map(|r| r.id);
            rooms.flat_map(move |r| workspace.trainers.iter().map(move |t| (slot, r, t.id)))
        }) {
            let to = Placed { date, slot, room, trainer };
            let mut tried = proposal.clone();
            tried.sessions[which].placed = Some(to);
            if !fits(to) || proposal.sessions[which].placed == Some(to) || !broken(workspace, &tried).is_empty() {
                continue;
            }
            let verdict = desk.explain_move(event, date, slot, Some(room), Some(trainer)).expect("of the intake");
            assert!(verdict.fits(), "{:?}", verdict.findings);
            best = Some(best.map_or(verdict.delta, |b: i64| b.min(verdict.delta)));
        }
    }
    best
}

#[test]
fn one_change_is_the_cheapest_of_all_single_changes() {
    let (workspace, proposal) = (world(), spread());
    assert_eq!(broken(&workspace, &proposal), []);
    let problem = problem_of(&workspace, INTAKE);
    let desk = Desk::of_proposal(&problem, &proposal.sessions);
    let monday = |p: Placed| p.trainer != TRAINERS[0] || p.date != day(DAYS[0]);
    let friday = |p: Placed| p.trainer != TRAINERS[2] || p.date != day(DAYS[4]);
    type Fits = fn(Placed) -> bool;
    let cases: [(usize, usize, usize, Fits); 2] = [(0, 0, 0, monday), (2, 4, 11, friday)];
    for (trainer, date, which, fits) in cases {
        let wish = desk.free_trainer(TRAINERS[trainer], day(DAYS[date]), &mut Unlimited).expect("there are spare ones");
        let least = cheapest(&workspace, &proposal, which, fits);
        assert_eq!((wish.changes.len(), Some(wish.delta()), wish.fewest), (1, least, true), "{wish:?}");
        assert_eq!(broken(&workspace, &made(&proposal, &wish)), []);
    }
}

/// Every place of the session at which nothing is broken, with what it adds to the cost.
fn places(problem: &TimetableProblem, proposal: &TimetableProposal, which: usize) -> Vec<(Placed, i64)> {
    let session = &proposal.sessions[which];
    let mut desk = Desk::of_proposal(problem, &proposal.sessions);
    let event = desk.find(session.group, session.module, session.part).expect("it is asked for");
    let mut found = Vec::new();
    for (date, slot) in DAYS.iter().flat_map(|d| (0..4).map(|slot| (day(d), slot))) {
        for room in [ROOMS[0], ROOMS[1], SPARE_ROOM, CLOSED_ROOM] {
            for trainer in [TRAINERS[0], TRAINERS[1], SPARE_TRAINER, BUSY_TRAINER, PART_TIMER] {
                let verdict = desk.explain_move(event, date, slot, Some(room), Some(trainer));
                found.extend(verdict.ok().filter(|v| v.fits()).map(|v| (v.placed, v.delta)));
            }
        }
    }
    found
}

#[test]
fn two_changes_are_the_cheapest_of_all_pairs() {
    let (workspace, proposal) = (world(), sound());
    let problem = problem_of(&workspace, INTAKE);
    let free = |p: &(Placed, i64)| p.0.trainer != TRAINERS[0] || p.0.date != day(DAYS[0]);
    let mut lifted = proposal.clone();
    (lifted.sessions[0].placed, lifted.sessions[1].placed) = (None, None);
    let mut least: Option<i64> = None;
    let firsts = places(&problem, &lifted, 0);
    for (to, first) in firsts.iter().copied().filter(free) {
        lifted.sessions[0].placed = Some(to);
        let seconds = places(&problem, &lifted, 1).into_iter().filter(free).map(|(_, second)| first + second);
        least = least.into_iter().chain(seconds).min();
    }
    // What the two add where they are now, to compare with.
    lifted.sessions[0].placed = None;
    let added = |proposal: &TimetableProposal, which: usize| {
        let now = sound().sessions[which].placed;
        places(&problem, proposal, which).into_iter().find(|(p, _)| Some(*p) == now).map(|(_, delta)| delta)
    };
    let first = added(&lifted, 0).expect("it is there");
    lifted.sessions[0].placed = proposal.sessions[0].placed;
    let now = first + added(&lifted, 1).expect("it is there");
    let desk = Desk::of_proposal(&problem, &proposal.sessions);
    let wish = desk.free_trainer(TRAINERS[0], day(DAYS[0]), &mut Unlimited).expect("there are spare ones");
    assert_eq!((wish.changes.len(), least.map(|l| l - now), wish.fewest), (2, Some(wish.delta()), true), "{wish:?}");
}

/// With no more trainers than groups, and a neighbour who is short of hours, the module moves with the one after it.
#[test]
fn a_chain_is_found_where_nobody_takes_over() {
    let mut workspace = world();
    let intake = workspace.intake(INTAKE).expect("it is there").clone();
    workspace.restore([Intake { trainers: TRAINERS.to_vec(), ..intake }.into()]);
    let proposal = sound();
    assert_eq!(freed(&workspace, &proposal, TRAINERS[0], day(DAYS[0])), Ok([2, 4]));
    assert_eq!(freed(&workspace, &proposal, TRAINERS[0], day(DAYS[2])), Ok([0, 0]));
}

#[test]
fn what_can_not_be_freed_is_counted() {
    let mut workspace = world();
    let mut intake = workspace.intake(INTAKE).expect("it is there").clone();
    intake.trainers = TRAINERS.to_vec();
    // Two days for two modules: nothing can wait for another day.
    intake.streams = vec![Stream { days: DAYS[..2].iter().map(|d| day(d)).collect() }];
    workspace.restore([intake.into()]);
    let proposal = sound();
    let problem = problem_of(&workspace, INTAKE);
    let ask = |problem: &TimetableProblem, trainer, date: &str| {
        Desk::of_proposal(problem, &proposal.sessions).free_trainer(trainer, day(date), &mut Unlimited)
    };
    let none = ask(&problem, TRAINERS[0], DAYS[0]).expect_err("nobody is left");
    assert_eq!(codes(&none), [Code::NoTrainerFree].into());
    assert_eq!(none.len(), 1, "the two sessions have one reason: {none:?}");
    for finding in &none {
        let number = |name: &str| finding.args.get(name).cloned();
        assert_eq!((number("count"), number("teaching")), (Some(2usize.into()), Some(2usize.into())));
    }
    let mut alone = workspace.intake(INTAKE).expect("it is there").clone();
    alone.trainers = vec![TRAINERS[0]];
    let mut with_one = workspace.clone();
    with_one.restore([alone.into()]);
    let one = problem_of(&with_one, INTAKE);
    let nobody = ask(&one, TRAINERS[0], DAYS[0]).expect_err("there is nobody else");
    assert!(codes(&nobody).contains(&Code::NoOtherTrainer), "{nobody:?}");
    let cases = [(STRANGER, DAYS[0], Code::TrainerUnknown), (TRAINERS[0], "2024-11-14", Code::DayOutsideStream)];
    for (trainer, date, code) in cases {
        assert_eq!(codes(&ask(&problem, trainer, date).expect_err("not of the timetable")), [code].into());
    }
    let mut locked = proposal.clone();
    locked.sessions[0].locked = true;
    record(&mut workspace, &locked, 2_000);
    let problem = problem_of(&workspace, INTAKE);
    let held = Desk::of_workspace(&problem).free_trainer(TRAINERS[0], day(DAYS[0]), &mut Unlimited);
    assert_eq!(codes(&held.expect_err("it is locked")), [Code::UnlockFirst].into());
}

#[test]
fn a_gap_is_filled_by_what_costs_least() {
    let (workspace, mut proposal) = (world(), sound());
    let problem = problem_of(&workspace, INTAKE);
    let monday = |p: Placed| (p.date, p.slot) == (day(DAYS[0]), 2);
    let ways = Desk::of_proposal(&problem, &proposal.sessions).fill_gap(GROUPS[0], day(DAYS[0]), 2, &mut Unlimited);
    let ways = ways.expect("both sessions of the day can stand there");
    let mut desk = Desk::of_proposal(&problem, &proposal.sessions);
    for way in &ways {
        let [change] = way.changes[..] else { panic!("one change is enough: {way:?}") };
        let event = desk.find(change.group, change.module, change.part).expect("it is asked for");
        let to = change.to;
        let said = desk.explain_move(event, to.date, to.slot, Some(to.room), Some(to.trainer)).expect("of the intake");
        assert!(said.fits() && said.delta == way.delta() && said.placed == to && monday(to));
        assert_eq!(broken(&workspace, &made(&proposal, way)), []);
    }
    let least = (0..4).filter_map(|which| cheapest(&workspace, &proposal, which, monday)).min();
    assert_eq!(ways.first().map(Wish::delta), least);
    // A session without a place comes first.
    let gone = proposal.sessions[3].placed.take();
    let desk = Desk::of_proposal(&problem, &proposal.sessions);
    let ways = desk.fill_gap(GROUPS[0], day(DAYS[1]), 1, &mut Unlimited).expect("it was there before");
    assert_eq!(ways[0].changes.iter().map(|c| (c.module, c.part, Some(c.to))).collect::<Vec<_>>(), [(1, 1, gone)]);
}

#[test]
fn what_can_not_fill_a_gap_is_counted() {
    let (workspace, proposal) = (world(), sound());
    let problem = problem_of(&workspace, INTAKE);
    let desk = Desk::of_proposal(&problem, &proposal.sessions);
    let cases = [
        ("all are too long", DAYS[4], SHORT_SLOT, Code::GapStays),
        ("taken", DAYS[0], 0, Code::GroupClash),
        ("not of the stream", "2024-11-14", 0, Code::DayOutsideStream),
        ("a day off", HOLIDAY, 0, Code::DayOutsideStream),
        ("no such slot", DAYS[0], 9, Code::SlotWrong),
    ];
    for (name, date, slot, code) in cases {
        let found = desk.fill_gap(GROUPS[0], day(date), slot, &mut Unlimited).expect_err(name);
        assert_eq!(codes(&found), [code].into(), "{name}");
        if code == Code::GapStays {
            let number = |name: &str| found[0].args.get(name).cloned();
            assert_eq!((number("count"), number("long")), (Some(4usize.into()), Some(4usize.into())));
        }
    }
}

#[test]
fn a_wish_is_one_act_and_one_undo() {
    let mut bench = Bench::default();
    let mut workspace = world();
    record(&mut workspace, &sound(), 2_000);
    bench.workspace = workspace;
    let before = bench.bytes();
    let problem = problem_of(&bench.workspace, INTAKE);
    let wish =
        Desk::of_workspace(&problem).free_trainer(TRAINERS[0], day(DAYS[0]), &mut Unlimited).expect("others can");
    let records = wish.records(&bench.workspace);
    assert_eq!(records.len(), wish.changes.len());
    bench.run(Command::Put { what: Cause::Edit, records, remove: Vec::new() }).expect("the sessions are there");
    let problem = problem_of(&bench.workspace, INTAKE);
    assert!(Desk::of_workspace(&problem).faults().is_empty(), "nothing clashes");
    assert_ne!(bench.bytes(), before);
    assert!(bench.undo());
    assert_eq!(bench.bytes(), before);
}
