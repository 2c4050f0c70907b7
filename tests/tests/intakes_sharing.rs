//! Two intakes that share trainers and rooms: a timetable keeps clear of what the other has placed, whatever the slots of
//! the two look like; the audit refuses a clash and the desk names it. And locked sessions, which no command moves.

mod timetable_world;

use std::collections::BTreeSet;

use orken_core::audit::timetable::check_timetable;
use orken_core::change::{Change, apply};
use orken_core::command::{Command, Context, IdSource, decide};
use orken_core::finding::{Arg, Code, Finding, Severity};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::timetable::{Desk, TimetableProblem, TimetableProposal, solve};
use orken_core::view::fingerprint;
use orken_core::workspace::Workspace;
use timetable_world::*;

const OTHER: IntakeId = IntakeId(510);
const THEIRS: GroupId = GroupId(620);

/// Slots of the other intake against those of the first, which are 9:00-10:30, 10:50-12:20, 13:30-15:00 and 15:20-16:05.
const THEIR_SLOTS: [(u16, u16, u16); 3] = [(10, 0, 2), (12, 20, 1), (9, 0, 10)];
/// 10:00 to 11:30: into the first two slots.
const ACROSS: u8 = 0;
/// 12:20 to 13:05: between the second and the third, touching the second.
const BETWEEN: u8 = 1;
/// 9:00 to 16:30.
const WHOLE_DAY: u8 = 2;

/// Puts the other intake in, with a group and a session in each of these places.
fn share(workspace: &mut Workspace, places: &[Placed]) {
    let slot = |(hour, minute, hours)| Slot {
        starts: TimeOfDay::new(hour, minute).expect("a time"),
        hours: AcademicHours(hours),
    };
    let intake = workspace.intake(INTAKE).expect("it is there").clone();
    let group = workspace.groups.get(GROUPS[0]).expect("it is there").clone();
    let slots = THEIR_SLOTS.map(slot).to_vec();
    workspace.restore([Intake { id: OTHER, name: "Other".to_owned(), slots, ..intake }.into()]);
    workspace.restore([Group { id: THEIRS, intake: OTHER, number: 9, ..group }.into()]);
    let session = |(n, &placed): (u64, &Placed)| {
        let (module, part) = (0, u8::try_from(n).expect("few"));
        Session { id: SessionId(2000 + n), group: THEIRS, module, part, placed: Some(placed), locked: false }
    };
    workspace.restore((0u64..).zip(places).map(session).map(Record::from));
}

fn held(date: usize, slot: u8, room: RoomId, trainer: TrainerId) -> Placed {
    Placed { date: day(DAYS[date]), slot, room, trainer }
}

fn named(finding: &Finding) -> (Option<&RecordId>, Option<&Arg>, Option<&Arg>) {
    (finding.subjects.first(), finding.args.get("intake"), finding.args.get("date"))
}

struct Case {
    name: &'static str,
    theirs: Placed,
    /// What the first session of the first group (Monday, 9:00) breaks.
    codes: &'static [Code],
    /// Sessions of the first intake that run into it.
    sessions: usize,
}

fn cases() -> [Case; 7] {
    let case = |name, theirs, codes, sessions| Case { name, theirs, codes, sessions };
    let both = &[Code::TrainerElsewhere, Code::RoomTaken];
    [
        case("the room", held(0, ACROSS, ROOMS[0], STRANGER), &[Code::RoomTaken], 2),
        case("the trainer", held(0, ACROSS, FAR_ROOM, TRAINERS[0]), &[Code::TrainerElsewhere], 2),
        case("both", held(0, ACROSS, ROOMS[0], TRAINERS[0]), both, 2),
        case("both, all day", held(0, WHOLE_DAY, ROOMS[0], TRAINERS[0]), both, 2),
        case("touching it", held(0, BETWEEN, ROOMS[0], TRAINERS[0]), &[], 0),
        case("another day", held(2, ACROSS, ROOMS[0], TRAINERS[0]), &[], 0),
        case("another room and trainer", held(0, ACROSS, SPARE_ROOM, STRANGER), &[], 0),
    ]
}

#[test]
fn the_audit_names_a_clash_with_another_intake() {
    for Case { name, theirs, codes, sessions } in cases() {
        let mut world = world();
        share(&mut world, &[theirs]);
        let faults = check_timetable(&world, &sound());
        let found: BTreeSet<Code> = faults.iter().map(|f| f.code).collect();
        assert_eq!(found, codes.iter().copied().collect(), "{name}");
        assert_eq!(faults.len(), sessions * codes.len(), "{name}");
        let group = RecordId::from(THEIRS);
        let (intake, date) = (Arg::Record(OTHER.into()), Arg::Date(day(DAYS[0])));
        for fault in &faults {
            assert_eq!(fault.severity, Severity::Error, "{name}");
            assert_eq!(named(fault), (Some(&group), Some(&intake), Some(&date)), "{name}");
        }
    }
}

#[test]
fn a_locked_session_that_clashes_is_a_warning() {
    let mut world = world();
    let mut recorded = sound();
    recorded.sessions[0].locked = true;
    record(&mut world, &recorded, 1000);
    share(&mut world, &[held(0, WHOLE_DAY, ROOMS[0], STRANGER)]);
    let faults = check_timetable(&world, &recorded);
    let severities: Vec<(Code, Severity)> = faults.iter().map(|f| (f.code, f.severity)).collect();
    assert_eq!(severities, [(Code::RoomTaken, Severity::Warning), (Code::RoomTaken, Severity::Error)]);
}

#[test]
fn the_desk_names_a_clash_with_another_intake() {
    for Case { name, theirs, codes, sessions } in cases() {
        let mut world = world();
        record(&mut world, &sound(), 1000);
        share(&mut world, &[theirs]);
        let problem = TimetableProblem::from_workspace(&world, INTAKE).expect("it is there");
        let mut desk = Desk::of_workspace(&problem);
        assert_eq!(desk.faults().len(), if codes.is_empty() { 0 } else { sessions }, "{name}: faults");
        let event = desk.session(SessionId(1000)).expect("it is there");
        let (room, trainer) = (Some(ROOMS[0]), Some(TRAINERS[0]));
        let verdict = desk.explain_move(event, day(DAYS[0]), 0, room, trainer).expect("it is a place");
        let found: Vec<Code> = verdict.findings.iter().map(|f| f.code).collect();
        assert_eq!(found, codes, "{name}: the place where it is");
        for finding in &verdict.findings {
            assert_eq!(named(finding).0, Some(&THEIRS.into()), "{name}");
            assert_eq!(named(finding).1, Some(&Arg::Record(OTHER.into())), "{name}");
        }
    }
}

#[test]
fn the_other_intake_sees_the_same_clash() {
    let mut world = world();
    record(&mut world, &sound(), 1000);
    share(&mut world, &[held(0, ACROSS, SPARE_ROOM, TRAINERS[1])]);
    let problem = TimetableProblem::from_workspace(&world, OTHER).expect("it is there");
    let faults = Desk::of_workspace(&problem).faults();
    let found = faults.get(&SessionId(2000)).map_or(&[][..], Vec::as_slice);
    let clash = found.iter().find(|f| f.code == Code::TrainerElsewhere).expect("the trainer is held by the first");
    assert_eq!(named(clash).1, Some(&Arg::Record(INTAKE.into())));
}

/// The first group alone, with one trainer and one room; the trainer and the room are those of the other intake too.
fn one_group() -> Workspace {
    let mut world = world();
    let intake = world.intake(INTAKE).expect("it is there").clone();
    world.restore([Intake { trainers: vec![TRAINERS[0]], ..intake }.into()]);
    let rooms = [SPARE_ROOM, ROOMS[1], CLOSED_ROOM].map(RecordId::from);
    let others = world.enrolments.iter().filter(|e| e.group != Some(GROUPS[0])).map(|e| e.id.into());
    let gone: Vec<RecordId> = others.chain(rooms).chain([GROUPS[1].into(), GROUPS[2].into()]).collect();
    let gone: Vec<Change> = gone.into_iter().filter_map(|id| world.record(id)).map(Change::remove).collect();
    apply(&mut world, &gone).expect("they are as they were read");
    world
}

fn timetable(world: &Workspace) -> TimetableProposal {
    let problem = TimetableProblem::from_workspace(world, INTAKE).expect("it is there");
    solve(&problem, &mut Unlimited)
}

#[test]
fn a_timetable_keeps_clear_of_the_other_intake() {
    // Monday to Wednesday are held for some hours; the course needs two days of two slots, one module a day.
    let cases: [(&str, Vec<Placed>, usize); 4] = [
        ("nothing", vec![], 0),
        ("Monday and Tuesday", vec![held(0, WHOLE_DAY, ROOMS[0], STRANGER), held(1, WHOLE_DAY, ROOMS[0], STRANGER)], 0),
        (
            "two slots of every day",
            [0, 1, 2, 4].map(|d| held(d, ACROSS, FAR_ROOM, TRAINERS[0])).to_vec(),
            // One slot of two hours is left on each of the four days.
            0,
        ),
        ("every day", [0, 1, 2, 4].map(|d| held(d, WHOLE_DAY, FAR_ROOM, TRAINERS[0])).to_vec(), 4),
    ];
    for (name, theirs, open) in cases {
        let mut world = one_group();
        share(&mut world, &theirs);
        let proposal = timetable(&world);
        assert_eq!(proposal.unplaced.len(), open, "{name}");
        assert_eq!(check_timetable(&world, &proposal), [], "{name}");
        for unplaced in &proposal.unplaced {
            let codes: Vec<Code> = unplaced.reasons.iter().map(|f| f.code).collect();
            assert!(codes.contains(&Code::TrainerElsewhere), "{name}: {codes:?}");
        }
        let counted = proposal.findings.iter().find(|f| f.code == Code::DemandTrainerHours);
        assert_eq!(counted.map(|f| f.args.get("hours")), (open > 0).then_some(Some(&Arg::Number(0))), "{name}");
    }
}

/// The other intake teaches in the evening, so only the hours of the day are shared: four of a first part, or one of the
/// last part of a module of five. They count in a slot that the other intake has taken away since, too.
#[test]
fn a_trainer_has_the_hours_of_the_day_for_both_intakes() {
    // Monday has two sessions of two hours here.
    let cases = [(8, 4, false), (7, 4, true), (5, 1, false), (4, 1, true), (4, 0, false)];
    for (slot, (daily, theirs, over)) in [0, 5].into_iter().flat_map(|slot| cases.map(|case| (slot, case))) {
        let mut world = world();
        record(&mut world, &sound(), 1000);
        let evening = Slot { starts: TimeOfDay::new(19, 0).expect("a time"), hours: AcademicHours(4) };
        let part = |part| Session {
            id: SessionId(2000),
            group: THEIRS,
            module: 0,
            part,
            placed: Some(held(0, slot, FAR_ROOM, TRAINERS[0])),
            locked: false,
        };
        share(&mut world, &[]);
        let (own, other) = (world.intake(INTAKE).expect("own").clone(), world.intake(OTHER).expect("other").clone());
        let course = world.courses.get(own.course).expect("it is there").clone();
        let modules = vec![Module { name: "Long".to_owned(), hours: AcademicHours(5) }];
        world.restore([Course { id: CourseId(77), modules, ..course }.into()]);
        world.restore([Intake { slots: vec![evening], course: CourseId(77), ..other }.into()]);
        world.restore([Trainer { daily_hours: AcademicHours(daily), ..trainer(TRAINERS[0]) }.into()]);
        world.restore((theirs > 0).then(|| part(u8::from(theirs == 1)).into()));
        let said = format!("{daily} hours a day, {theirs} of them for the other in slot {slot}");
        let wanted: Vec<Code> = over.then_some(Code::TrainerHours).into_iter().collect();
        let codes = |findings: &[Finding]| findings.iter().map(|f| f.code).collect::<Vec<_>>();
        assert_eq!(codes(&check_timetable(&world, &sound())), wanted, "{said}: the audit");
        let problem = TimetableProblem::from_workspace(&world, INTAKE).expect("it is there");
        let faults = Desk::of_workspace(&problem).faults();
        assert_eq!(faults.get(&SessionId(1000)).map_or(vec![], |f| codes(f)), wanted, "{said}: the desk");
        let proposal = solve(&problem, &mut Unlimited);
        assert_eq!((check_timetable(&world, &proposal), proposal.unplaced), (vec![], vec![]), "{said}: made again");
    }
}

/// When a recorded session is held, in minutes of its day, by the slots of its intake.
fn held_at(world: &Workspace, session: &Session) -> (Placed, u32, u32) {
    let placed = session.placed.expect("it has a place");
    let group = world.groups.get(session.group).expect("it is there");
    let slot = world.intake(group.intake).expect("it is there").slots[usize::from(placed.slot)];
    let from = u32::from(slot.starts.minutes());
    (placed, from, from + u32::from(slot.hours.0) * 45)
}

#[test]
fn two_intakes_planned_one_after_the_other_never_meet() {
    let mut world = one_group();
    let first = timetable(&world);
    record(&mut world, &first, 1000);
    share(&mut world, &[]);
    let other = world.intake(OTHER).expect("it is there").clone();
    let slots = [10, 14].map(|h| Slot { starts: TimeOfDay::new(h, 0).expect("a time"), hours: AcademicHours(2) });
    world.restore([Intake { slots: slots.to_vec(), ..other }.into()]);
    let problem = TimetableProblem::from_workspace(&world, OTHER).expect("it is there");
    let second = solve(&problem, &mut Unlimited);
    assert_eq!((first.unplaced.len(), second.unplaced.len()), (0, 0));
    assert_eq!(check_timetable(&world, &second), []);
    record(&mut world, &second, 2000);
    assert_eq!(check_timetable(&world, &first), [], "the first still stands");
    let all: Vec<_> = world.sessions.iter().map(|s| held_at(&world, s)).collect();
    assert_eq!(all.len(), 8);
    for (n, (a, from, to)) in all.iter().enumerate() {
        for (b, begins, ends) in &all[n + 1..] {
            let meet = a.date == b.date && from < ends && begins < to;
            assert!(!meet || (a.room != b.room && a.trainer != b.trainer), "{a:?} and {b:?}");
        }
    }
}

#[test]
fn what_another_intake_does_makes_no_timetable_out_of_date() {
    let mut world = world();
    let print = |w: &Workspace| fingerprint::timetable(w, w.intake(INTAKE).expect("it is there"));
    let before = print(&world);
    share(&mut world, &[held(0, WHOLE_DAY, ROOMS[0], TRAINERS[0])]);
    assert_eq!(print(&world), before);
}

fn context() -> Context {
    Context { now: day(DAYS[0]).into(), actor: "test".to_owned(), ids: IdSource::new(9, 1) }
}

#[test]
fn a_proposal_that_the_other_intake_overtook_is_refused() {
    let mut world = one_group();
    let proposal = timetable(&world);
    assert_eq!(check_timetable(&world, &proposal), []);
    let taken = proposal.sessions[0].placed.expect("it has a place");
    share(&mut world, &[Placed { slot: WHOLE_DAY, room: FAR_ROOM, ..taken }]);
    let refused = decide(&world, Command::ApplyTimetable(Box::new(proposal)), &context()).expect_err("a clash");
    assert_eq!(refused.code, Code::AuditRefused);
    let fault = Arg::Code("code".to_owned(), "trainer_elsewhere".to_owned());
    assert_eq!(refused.args.get("fault"), Some(&fault));
}

#[test]
fn a_locked_session_is_unlocked_first() {
    let (locked, free, open) = (SessionId(1000), SessionId(1001), SessionId(1002));
    let elsewhere = held(0, 2, ROOMS[0], TRAINERS[0]);
    let here = sound().sessions[0].placed;
    let move_to = |session, to| Command::MoveSession { session, to };
    let cases: [(&str, Command, Option<Code>); 8] = [
        ("to another time", move_to(locked, Some(elsewhere)), Some(Code::UnlockFirst)),
        ("off the timetable", move_to(locked, None), Some(Code::UnlockFirst)),
        ("to where it is", move_to(locked, here), Some(Code::UnlockFirst)),
        ("in exchange for another", Command::SwapSessions(locked, free), Some(Code::UnlockFirst)),
        ("another in exchange for it", Command::SwapSessions(free, locked), Some(Code::UnlockFirst)),
        ("one that is not locked", move_to(free, Some(elsewhere)), None),
        ("one without a place", Command::SwapSessions(free, open), Some(Code::WrongState)),
        ("one that is not there", move_to(SessionId(1), None), Some(Code::RecordMissing)),
    ];
    let mut world = world();
    let mut recorded = sound();
    recorded.sessions[0].locked = true;
    recorded.sessions[2].placed = None;
    record(&mut world, &recorded, 1000);
    for (name, command, code) in cases {
        let decided = decide(&world, command, &context());
        assert_eq!(decided.as_ref().err().map(|f| f.code), code, "{name}");
        if let Some(refused) = decided.err().filter(|f| f.code == Code::UnlockFirst) {
            assert_eq!(refused.subjects, [RecordId::from(locked), GROUPS[0].into()], "{name}");
            let said = (refused.args.get("date"), refused.args.get("room"));
            assert_eq!(said, (Some(&Arg::Date(day(DAYS[0]))), Some(&Arg::Record(ROOMS[0].into()))), "{name}");
        }
    }
    let unlock = Command::Lock { sessions: vec![locked], locked: false };
    let changes = decide(&world, unlock, &context()).expect("it can be unlocked");
    apply(&mut world, &changes).expect("it applies");
    assert!(decide(&world, move_to(locked, Some(elsewhere)), &context()).is_ok(), "unlocked, it moves");
}
