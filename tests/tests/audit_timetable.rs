//! The audit of timetables: a right one passes, and each fault planted in it is named by its code and by no other.

mod timetable_world;

use std::collections::BTreeSet;

use orken_core::audit::timetable::check_timetable;
use orken_core::finding::{Code, Finding, Severity};
use orken_core::model::*;
use orken_core::solver::timetable::{ProposedSession, TimetableProposal, UnplacedSession};
use orken_core::workspace::Workspace;
use timetable_world::*;

type Plant = fn(&mut TimetableProposal);
type Happens = fn(&mut Workspace);

/// Codes of the faults of one gravity.
fn codes(workspace: &Workspace, proposal: &TimetableProposal, severity: Severity) -> BTreeSet<Code> {
    let faults = check_timetable(workspace, proposal);
    faults.iter().filter(|f| f.severity == severity).map(|f| f.code).collect()
}

fn check(workspace: &Workspace, name: &str, code: Code, plant: Plant) {
    let mut faulty = sound();
    plant(&mut faulty);
    assert_eq!(codes(workspace, &faulty, Severity::Error), BTreeSet::from([code]), "{name}");
}

/// The place of the nth session: four of the first group, four of the second, four of the third.
fn at(proposal: &mut TimetableProposal, nth: usize) -> &mut Placed {
    proposal.sessions[nth].placed.as_mut().expect("it has a place")
}

fn exchange_days(sessions: &mut [ProposedSession]) {
    let places: Vec<Option<Placed>> = sessions.iter().map(|s| s.placed).collect();
    for (session, place) in sessions.iter_mut().zip(places.iter().cycle().skip(2)) {
        session.placed = *place;
    }
}

/// A session without a place, named as such for these reasons.
fn open(proposal: &mut TimetableProposal, reasons: Vec<Finding>) {
    let ProposedSession { group, module, part, .. } = proposal.sessions[0];
    proposal.sessions[0].placed = None;
    proposal.unplaced.push(UnplacedSession { group, module, part, reasons });
}

#[test]
fn a_right_timetable_passes() {
    assert_eq!(check_timetable(&world(), &sound()), []);
    let mut incomplete = sound();
    open(&mut incomplete, vec![Finding::error(Code::SessionUnplaced)]);
    assert_eq!(check_timetable(&world(), &incomplete), [], "an open session with its reason is no fault");
}

#[test]
fn what_a_session_breaks_alone_is_named_exactly() {
    let cases: [(&str, Code, Plant); 16] = [
        ("another subject", Code::TrainerSubject, |p| at(p, 0).trainer = MATHEMATICIAN),
        ("another language", Code::TrainerLanguage, |p| at(p, 0).trainer = RUSSIAN_SPEAKER),
        ("busy then", Code::TrainerBusy, |p| at(p, 0).trainer = BUSY_TRAINER),
        ("a trainer of no intake", Code::TrainerUnknown, |p| at(p, 0).trainer = STRANGER),
        ("a trainer who isn't there", Code::RecordMissing, |p| at(p, 0).trainer = TrainerId(9)),
        ("too few seats", Code::RoomTooSmall, |p| at(p, 0).room = SMALL_ROOM),
        ("another kind of room", Code::RoomKindWrong, |p| at(p, 0).room = LABORATORY),
        ("a closed room", Code::RoomClosed, |p| at(p, 0).room = CLOSED_ROOM),
        ("a room elsewhere", Code::RoomElsewhere, |p| at(p, 0).room = FAR_ROOM),
        ("a room that isn't there", Code::RecordMissing, |p| at(p, 0).room = RoomId(9)),
        ("a working day of no stream", Code::DayOutsideStream, |p| at(p, 3).date = day("2024-10-21")),
        ("a holiday within the stream", Code::DayIsOff, |p| at(p, 3).date = day(HOLIDAY)),
        ("a slot too short", Code::SlotWrong, |p| at(p, 1).slot = SHORT_SLOT),
        ("no such slot", Code::SlotWrong, |p| at(p, 1).slot = 9),
        ("an intake that isn't there", Code::RecordMissing, |p| p.intake = IntakeId(1)),
        ("locked by the proposal alone", Code::SessionLocked, |p| p.sessions[0].locked = true),
    ];
    let world = world();
    for (name, code, plant) in cases {
        check(&world, name, code, plant);
    }
}

/// One of the first group speaks Russian alone, so its trainers need both languages.
#[test]
fn a_mixed_group_needs_every_language_of_its_people() {
    let mut world = world();
    let group = Group { mixed: true, ..world.groups.get(GROUPS[0]).expect("it is there").clone() };
    let member = world.people.iter().next().expect("there are people").clone();
    world.restore([group.into(), PersonFields { languages: vec![Language::Russian].into(), ..member.fields() }.into()]);
    assert_eq!(codes(&world, &sound(), Severity::Error), BTreeSet::from([Code::TrainerLanguage]));
    world.restore([Trainer { languages: vec![Language::Kazakh, Language::Russian], ..trainer(TRAINERS[0]) }.into()]);
    assert_eq!(check_timetable(&world, &sound()), []);
}

#[test]
fn a_group_that_is_not_there_is_missing_and_not_expected() {
    let mut faulty = sound();
    let stray = ProposedSession { group: GroupId(9), ..faulty.sessions[0].clone() };
    faulty.sessions.push(stray);
    let both = BTreeSet::from([Code::RecordMissing, Code::SessionUnexpected]);
    assert_eq!(codes(&world(), &faulty, Severity::Error), both);
}

#[test]
fn a_lock_that_only_the_proposal_knows_excuses_nothing() {
    let mut pretended = sound();
    at(&mut pretended, 0).room = SMALL_ROOM;
    pretended.sessions[0].locked = true;
    let both = BTreeSet::from([Code::SessionLocked, Code::RoomTooSmall]);
    assert_eq!(codes(&world(), &pretended, Severity::Error), both);
}

#[test]
fn what_sessions_break_together_is_named_exactly() {
    let cases: [(&str, Code, Plant); 8] = [
        ("a trainer twice", Code::TrainerClash, |p| at(p, 4).trainer = TRAINERS[0]),
        ("a room twice", Code::RoomClash, |p| at(p, 4).room = ROOMS[0]),
        ("a group twice", Code::GroupClash, |p| {
            *at(p, 1) = Placed { room: SPARE_ROOM, trainer: SPARE_TRAINER, ..*at(p, 0) };
        }),
        ("too many hours a day", Code::TrainerHours, |p| (0..2).for_each(|n| at(p, n).trainer = PART_TIMER)),
        ("two venues in a stream", Code::TrainerTwoVenues, |p| {
            *at(p, 8) = Placed { slot: 2, trainer: TRAINERS[0], ..*at(p, 8) };
        }),
        ("modules turned round", Code::ModuleOrder, |p| exchange_days(&mut p.sessions[..4])),
        ("two modules a day", Code::TwoModulesADay, |p| {
            *at(p, 2) = Placed { date: day(DAYS[0]), slot: 2, ..*at(p, 2) };
        }),
        ("a later part of the module before the next, on one day", Code::TwoModulesADay, |p| {
            *at(p, 1) = Placed { date: day(DAYS[1]), slot: 0, ..*at(p, 1) };
            at(p, 2).slot = 1;
            at(p, 3).slot = 2;
        }),
    ];
    let world = world();
    for (name, code, plant) in cases {
        check(&world, name, code, plant);
    }
}

#[test]
fn what_is_missing_or_too_much_is_named_exactly() {
    let cases: [(&str, Code, Plant); 7] = [
        ("a session left out", Code::SessionMissing, |p| {
            p.sessions.pop();
        }),
        ("a session twice", Code::SessionUnexpected, |p| {
            let mut twice = p.sessions[0].clone();
            twice.placed = twice.placed.map(|at| Placed { slot: 2, ..at });
            p.sessions.push(twice);
        }),
        ("a module that the course hasn't", Code::SessionUnexpected, |p| {
            let mut foreign = ProposedSession { module: 7, part: 0, ..p.sessions[0].clone() };
            foreign.placed = foreign.placed.map(|at| Placed { date: day(DAYS[2]), ..at });
            p.sessions.push(foreign);
        }),
        ("a part that the module hasn't", Code::SessionUnexpected, |p| {
            let mut foreign = ProposedSession { part: 2, ..p.sessions[0].clone() };
            foreign.placed = foreign.placed.map(|at| Placed { slot: 2, ..at });
            p.sessions.push(foreign);
        }),
        ("without a place, and not said so", Code::FiguresWrong, |p| p.sessions[0].placed = None),
        ("without a place, and no reason why", Code::FiguresWrong, |p| open(p, Vec::new())),
        ("said to be without a place, and has one", Code::FiguresWrong, |p| {
            let place = p.sessions[0].placed;
            open(p, vec![Finding::error(Code::SessionUnplaced)]);
            p.sessions[0].placed = place;
        }),
    ];
    let world = world();
    for (name, code, plant) in cases {
        check(&world, name, code, plant);
    }
}

/// The world with the sound timetable recorded and its first session locked.
fn locked_world() -> Workspace {
    let mut world = world();
    let mut recorded = sound();
    recorded.sessions[0].locked = true;
    record(&mut world, &recorded, 1000);
    world
}

#[test]
fn a_locked_session_stays_and_stays_locked() {
    let cases: [(&str, Plant); 4] = [
        ("another time", |p| at(p, 0).slot = 2),
        ("another room", |p| at(p, 0).room = SPARE_ROOM),
        ("another trainer", |p| at(p, 0).trainer = SPARE_TRAINER),
        ("let go without saying so", |p| p.sessions[0].locked = false),
    ];
    let world = locked_world();
    let mut kept = sound();
    kept.sessions[0].locked = true;
    assert_eq!(check_timetable(&world, &kept), []);
    for (name, plant) in cases {
        let mut moved = kept.clone();
        plant(&mut moved);
        assert_eq!(codes(&world, &moved, Severity::Error), BTreeSet::from([Code::SessionLocked]), "{name}");
    }
}

/// What a locked session breaks was agreed to before, so it is told and doesn't stand in the way.
#[test]
fn what_a_locked_session_breaks_is_a_warning() {
    let cases: [(&str, Code, Happens); 4] = [
        ("its room shrank", Code::RoomTooSmall, |w| {
            let room = Room { capacity: 4, ..w.rooms.get(ROOMS[0]).expect("it is there").clone() };
            w.restore([room.into()]);
        }),
        ("its trainer became busy", Code::TrainerBusy, |w| {
            w.restore([Trainer { busy: vec![first_morning()], ..trainer(TRAINERS[0]) }.into()]);
        }),
        ("its trainer left the intake", Code::TrainerUnknown, |w| {
            let mut intake = w.intake(INTAKE).expect("it is there").clone();
            intake.trainers.retain(|&t| t != TRAINERS[0]);
            w.restore([intake.into()]);
        }),
        ("its day became a holiday", Code::DayIsOff, |w| {
            let rule =
                DayRule { id: DayRuleId(701), date: day(DAYS[0]), ..w.day_rules.iter().next().expect("one").clone() };
            w.restore([rule.into()]);
        }),
    ];
    for (name, code, happens) in cases {
        let mut world = locked_world();
        happens(&mut world);
        // The others of the group move to the spare room and trainer, all of them to days that are left.
        let mut proposal = sound();
        proposal.sessions[0].locked = true;
        for n in 1..proposal.sessions.len() {
            let later = if n < 4 { 1 } else { 0 };
            let place = at(&mut proposal, n);
            let next = if code == Code::DayIsOff { 1 + usize::from(place.date != day(DAYS[0])) } else { 0 };
            place.date = if next == 0 { place.date } else { day(DAYS[next]) };
            if later == 1 {
                (place.room, place.trainer) = (SPARE_ROOM, SPARE_TRAINER);
            }
        }
        assert_eq!(codes(&world, &proposal, Severity::Error), BTreeSet::new(), "{name}");
        assert_eq!(codes(&world, &proposal, Severity::Warning), BTreeSet::from([code]), "{name}");
    }
}

/// Two locked sessions in one room were both put there by the coordinator; one of them locked is the other's fault.
#[test]
fn a_clash_is_a_warning_only_where_both_are_locked() {
    let cases = [([true, true], Severity::Warning), ([true, false], Severity::Error), ([false, true], Severity::Error)];
    for (locks, severity) in cases {
        let mut crowded = sound();
        at(&mut crowded, 4).room = ROOMS[0];
        for (nth, locked) in [0, 4].into_iter().zip(locks) {
            crowded.sessions[nth].locked = locked;
        }
        let mut world = world();
        record(&mut world, &crowded, 1000);
        assert_eq!(codes(&world, &crowded, severity), BTreeSet::from([Code::RoomClash]), "{locks:?}");
        assert_eq!(check_timetable(&world, &crowded).len(), 1, "{locks:?}");
    }
}
