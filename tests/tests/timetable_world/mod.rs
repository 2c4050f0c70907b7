//! A workspace made by hand for questions about timetables: two venues, three groups of one stream, and beside the
//! rooms and trainers that do some that don't, each for one reason. With its right timetable, made by hand too.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use std::sync::Arc;

use chrono::NaiveDate;
use orken_core::command::IdSource;
use orken_core::model::*;
use orken_core::solver::timetable::{ProposedSession, TimetableProposal, Wishes};
use orken_core::template;
use orken_core::workspace::Workspace;
use orken_tests::small::{person, school};

pub const INTAKE: IntakeId = IntakeId(500);
/// Groups: the first two at the first venue, the third at the second.
pub const GROUPS: [GroupId; 3] = [GroupId(601), GroupId(602), GroupId(603)];
/// The rooms and trainers of the groups, group by group.
pub const ROOMS: [RoomId; 3] = [RoomId(301), RoomId(302), RoomId(303)];
pub const TRAINERS: [TrainerId; 3] = [TrainerId(401), TrainerId(402), TrainerId(403)];

/// At the first venue, and nothing is wrong with it.
pub const SPARE_ROOM: RoomId = RoomId(310);
pub const SMALL_ROOM: RoomId = RoomId(311);
pub const LABORATORY: RoomId = RoomId(312);
/// Closed in the first slot of the first day.
pub const CLOSED_ROOM: RoomId = RoomId(313);
/// At the second venue.
pub const FAR_ROOM: RoomId = RoomId(314);

/// Nothing is wrong with them.
pub const SPARE_TRAINER: TrainerId = TrainerId(410);
pub const MATHEMATICIAN: TrainerId = TrainerId(411);
pub const RUSSIAN_SPEAKER: TrainerId = TrainerId(412);
/// Busy in the first slot of the first day.
pub const BUSY_TRAINER: TrainerId = TrainerId(413);
/// Not of the intake.
pub const STRANGER: TrainerId = TrainerId(414);
/// Two hours a day at most.
pub const PART_TIMER: TrainerId = TrainerId(415);

/// Slots: three of two hours, and one of one hour.
pub const SHORT_SLOT: u8 = 3;

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date like 2024-10-14")
}

/// Monday to Friday, all of them days of the stream; Thursday is a holiday.
pub const DAYS: [&str; 5] = ["2024-10-14", "2024-10-15", "2024-10-16", "2024-10-17", "2024-10-18"];
pub const HOLIDAY: &str = "2024-10-17";

fn room(id: RoomId, venue: u64, capacity: u32, kind: RoomKind, closed: Vec<Closure>) -> Record {
    Room { id, venue: VenueId(venue), name: format!("{}", id.0), capacity, kind, closed }.into()
}

fn venue(id: u64, lat: f64, lon: f64) -> Record {
    let location = GeoPoint::new(lat, lon).expect("a place on earth");
    Venue { id: VenueId(id), name: format!("Venue {id}"), location, serves: Vec::new(), subjects: Vec::new() }.into()
}

pub fn trainer(id: TrainerId) -> Trainer {
    Trainer {
        id,
        name: format!("Trainer {}", id.0),
        subjects: vec![Subject::English],
        languages: vec![Language::Kazakh],
        daily_hours: AcademicHours(8),
        busy: Vec::new(),
        phone: None,
    }
}

fn slot(hour: u16, minute: u16, hours: u16) -> Slot {
    Slot { starts: TimeOfDay::new(hour, minute).expect("a time"), hours: AcademicHours(hours) }
}

pub fn first_morning() -> Closure {
    Closure { date: day(DAYS[0]), slot: Some(0), reason: None }
}

fn trainers() -> Vec<Trainer> {
    let mut all: Vec<Trainer> = TRAINERS.into_iter().chain([SPARE_TRAINER, STRANGER]).map(trainer).collect();
    all.push(Trainer { subjects: vec![Subject::Mathematics], ..trainer(MATHEMATICIAN) });
    all.push(Trainer { languages: vec![Language::Russian], ..trainer(RUSSIAN_SPEAKER) });
    all.push(Trainer { busy: vec![first_morning()], ..trainer(BUSY_TRAINER) });
    all.push(Trainer { daily_hours: AcademicHours(2), ..trainer(PART_TIMER) });
    all
}

fn rooms() -> Vec<Record> {
    let plain = RoomKind::Classroom;
    vec![
        room(ROOMS[0], 201, 20, plain, Vec::new()),
        room(ROOMS[1], 201, 20, plain, Vec::new()),
        room(ROOMS[2], 202, 20, plain, Vec::new()),
        room(SPARE_ROOM, 201, 20, plain, Vec::new()),
        room(SMALL_ROOM, 201, 4, plain, Vec::new()),
        room(LABORATORY, 201, 20, RoomKind::Laboratory, Vec::new()),
        room(CLOSED_ROOM, 201, 20, plain, vec![first_morning()]),
        room(FAR_ROOM, 202, 20, plain, Vec::new()),
    ]
}

/// A course of two modules of two sessions each, its programme and its intake.
fn programme() -> Vec<Record> {
    let mut records = template::empty("English", day("2024-09-01"), &IdSource::new(3, 1));
    for record in &mut records {
        match record {
            Record::Course(course) => {
                let module = |name: &str| Module { name: name.to_owned(), hours: AcademicHours(4) };
                Arc::make_mut(course).modules = vec![module("Goals"), module("Lessons")];
            }
            Record::Intake(intake) => alter_intake(Arc::make_mut(intake)),
            _ => {}
        }
    }
    records
}

fn alter_intake(intake: &mut Intake) {
    intake.id = INTAKE;
    (intake.first, intake.last) = (day("2024-10-01"), day("2024-10-31"));
    intake.streams = vec![Stream { days: DAYS.map(day).to_vec() }];
    intake.slots = vec![slot(9, 0, 2), slot(10, 50, 2), slot(13, 30, 2), slot(15, 20, 1)];
    intake.venues = vec![VenueId(201), VenueId(202)];
    intake.trainers = trainers().into_iter().map(|t| t.id).filter(|&id| id != STRANGER).collect();
    intake.timetabling = TimetablePolicy {
        one_module_a_day: true,
        one_venue_per_stream: true,
        room_needs: vec![RoomNeed { subjects: vec![Subject::English], kinds: vec![RoomKind::Classroom] }],
    };
}

fn group(id: GroupId, number: u32, venue: u64) -> Group {
    Group {
        id,
        intake: INTAKE,
        number,
        venue: VenueId(venue),
        stream: 0,
        subject: Some(Subject::English),
        language: Some(Language::Kazakh),
        mixed: false,
    }
}

/// Five people in each group.
fn people() -> Vec<Record> {
    let mut records = Vec::new();
    for (n, group) in (0u64..).zip(GROUPS).flat_map(|(g, id)| (0..5).map(move |n| (g * 5 + n, id))) {
        let person = person(800 + n, 102, Subject::English);
        let (id, state) = (EnrolmentId(900 + n), EnrolmentState::Selected);
        let (rank, overridden, withdrawn) = (None, None, None);
        let group = Some(group);
        records.push(
            Enrolment { id, intake: INTAKE, person: person.id, state, rank, overridden, withdrawn, group }.into(),
        );
        records.push(person.into());
    }
    records
}

pub fn world() -> Workspace {
    let mut workspace = Workspace::default();
    let region = Region::from_code("KZ-10").expect("there is such a region");
    workspace.restore([District { id: DistrictId(101), region, name: "Abai district".to_owned() }.into()]);
    workspace.restore([school(102, 101).into(), venue(201, 50.0, 78.0), venue(202, 51.0, 79.0)]);
    workspace.restore(rooms());
    workspace.restore(trainers().into_iter().map(Record::from));
    workspace.restore(programme());
    let holiday = DayRule {
        id: DayRuleId(700),
        date: day(HOLIDAY),
        kind: DayKind::Off,
        name: None,
        source: None,
        estimated: false,
    };
    workspace.restore([holiday.into()]);
    workspace.restore((1u32..).zip(GROUPS).zip([201, 201, 202]).map(|((n, id), venue)| group(id, n, venue).into()));
    workspace.restore(people());
    workspace
}

/// First module on Monday, second on Tuesday, each in the first two slots, in the group's room with its trainer.
pub fn sound() -> TimetableProposal {
    let mut sessions = Vec::new();
    for ((group, room), trainer) in GROUPS.into_iter().zip(ROOMS).zip(TRAINERS) {
        for (module, part) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let placed = Placed { date: day(DAYS[usize::from(module)]), slot: part, room, trainer };
            let (session, placed) = (None, Some(placed));
            sessions.push(ProposedSession { session, group, module, part, placed, locked: false });
        }
    }
    TimetableProposal {
        intake: INTAKE,
        sessions,
        unplaced: Vec::new(),
        wishes: Wishes::default(),
        gap: Gap::AtMost(0),
        findings: Vec::new(),
    }
}

/// The timetable as recorded sessions, from this id on.
pub fn record(workspace: &mut Workspace, proposal: &TimetableProposal, first: u64) {
    let sessions = (first..).zip(&proposal.sessions).map(|(id, s)| Session {
        id: SessionId(id),
        group: s.group,
        module: s.module,
        part: s.part,
        placed: s.placed,
        locked: s.locked,
    });
    workspace.restore(sessions.map(Record::from));
}
