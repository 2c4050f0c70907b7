//! Intakes whose timetable is hard to make: few trainers who are often away, rooms that close, days with hours to spare
//! for some and none for others. Made from a seed, so that a search can be held against another on the same ones.

use chrono::{Days, NaiveDate};
use orken_core::command::IdSource;
use orken_core::model::*;
use orken_core::solver::random::Random;
use orken_core::template;
use orken_core::workspace::Workspace;

use crate::small::{person, school};

/// The intake of every strained workspace.
pub const INTAKE: IntakeId = IntakeId(500);
const LANGUAGES: [Language; 2] = [Language::Kazakh, Language::Russian];
const SUBJECTS: [Subject; 2] = [Subject::English, Subject::Mathematics];

/// How much there is of everything.
#[derive(Debug, Clone, Copy)]
struct Size {
    streams: usize,
    days: usize,
    venues: usize,
    groups_each: usize,
    rooms_each: usize,
    trainers: usize,
    modules: &'static [u16],
    /// Of a hundred slots of a trainer or days of a room those that are closed.
    closed: usize,
}

/// From a small centre to a country's worth of hub schools.
const SIZES: [Size; 4] = [
    Size {
        streams: 1,
        days: 5,
        venues: 2,
        groups_each: 3,
        rooms_each: 3,
        trainers: 8,
        modules: &[4, 6, 4],
        closed: 12,
    },
    Size { streams: 2, days: 6, venues: 3, groups_each: 2, rooms_each: 2, trainers: 8, modules: &[6, 4, 5], closed: 8 },
    Size {
        streams: 3,
        days: 5,
        venues: 4,
        groups_each: 2,
        rooms_each: 3,
        trainers: 12,
        modules: &[8, 8, 4],
        closed: 5,
    },
    Size {
        streams: 2,
        days: 8,
        venues: 6,
        groups_each: 4,
        rooms_each: 5,
        trainers: 30,
        modules: &[6, 6, 6],
        closed: 8,
    },
];

/// The workspace of this seed.
///
/// # Panics
/// Never: what it is made from is valid.
#[must_use]
pub fn strained(seed: u64) -> Workspace {
    let size = SIZES[seed as usize % SIZES.len()];
    let mut random = Random::new(seed);
    let mut workspace = Workspace::default();
    let region = Region::from_code("KZ-10").expect("there is such a region");
    workspace.restore([District { id: DistrictId(101), region, name: "Abai district".to_owned() }.into()]);
    workspace.restore([school(102, 101).into()]);
    for venue in 0..size.venues as u64 {
        workspace.restore(place(&mut random, size, venue));
    }
    let trainers = (0..size.trainers).map(|n| trainer(&mut random, size, n)).collect::<Vec<_>>();
    let ids = trainers.iter().map(|trainer| trainer.id).collect();
    workspace.restore(trainers.into_iter().map(Record::from));
    workspace.restore(programme(size, ids));
    let mut number = 0;
    for stream in 0..size.streams {
        for venue in 0..size.venues {
            for _ in 0..size.groups_each {
                workspace.restore(group(&mut random, number, venue as u64, stream));
                number += 1;
            }
        }
    }
    workspace
}

fn date(size: Size, stream: usize, day: usize) -> NaiveDate {
    let monday = NaiveDate::from_ymd_opt(2024, 10, 7).expect("a date");
    monday + Days::new((stream * (size.days + 2) + day) as u64)
}

fn closures(random: &mut Random, size: Size, whole_days: bool) -> Vec<Closure> {
    let mut closed = Vec::new();
    for stream in 0..size.streams {
        for day in 0..size.days {
            let date = date(size, stream, day);
            for slot in 0..4_u8 {
                if random.below(100) < size.closed && (slot == 0 || !whole_days) {
                    closed.push(Closure { date, slot: (!whole_days).then_some(slot), reason: None });
                }
            }
        }
    }
    closed
}

/// A venue with its rooms.
fn place(random: &mut Random, size: Size, venue: u64) -> Vec<Record> {
    let mut degrees = |from: f64| from + random.below(900) as f64 / 100.0;
    let location = GeoPoint::new(degrees(43.0), degrees(60.0)).expect("on earth");
    let id = VenueId(201 + venue);
    let (serves, subjects, name) = (Vec::new(), Vec::new(), format!("Venue {}", id.0));
    let mut records = vec![Venue { id, name, location, serves, subjects }.into()];
    for room in 0..size.rooms_each as u64 {
        let (id, name) = (RoomId(3000 + 10 * venue + room), format!("{room}"));
        let closed = closures(random, size, room % 2 == 0);
        records.push(
            Room { id, venue: VenueId(201 + venue), name, capacity: 20, kind: RoomKind::Classroom, closed }.into(),
        );
    }
    records
}

fn trainer(random: &mut Random, size: Size, n: usize) -> Trainer {
    let both = random.below(3) > 0;
    Trainer {
        id: TrainerId(401 + n as u64),
        name: format!("Trainer {n}"),
        subjects: if random.below(3) == 0 { SUBJECTS.to_vec() } else { vec![SUBJECTS[n % 2]] },
        languages: if both { LANGUAGES.to_vec() } else { vec![LANGUAGES[n / 2 % 2]] },
        daily_hours: AcademicHours([4, 6, 8][random.below(3)]),
        busy: closures(random, size, false),
        phone: None,
    }
}

fn programme(size: Size, trainers: Vec<TrainerId>) -> Vec<Record> {
    let first = date(size, 0, 0);
    let mut records = template::empty("Strained", first, &IdSource::new(3, 1));
    for record in &mut records {
        match record {
            Record::Course(course) => {
                let module = |hours: &u16| Module { name: "Module".to_owned(), hours: AcademicHours(*hours) };
                std::sync::Arc::make_mut(course).modules = size.modules.iter().map(module).collect();
            }
            Record::Intake(intake) => {
                let intake = std::sync::Arc::make_mut(intake);
                intake.id = INTAKE;
                (intake.first, intake.last) = (first, date(size, size.streams, 0));
                let days = |stream: usize| (0..size.days).map(|day| date(size, stream, day)).collect();
                intake.streams = (0..size.streams).map(|stream| Stream { days: days(stream) }).collect();
                let slot =
                    |hour: u16| Slot { starts: TimeOfDay::new(hour, 0).expect("a time"), hours: AcademicHours(2) };
                intake.slots = [9, 11, 14, 16].map(slot).to_vec();
                intake.venues = (0..size.venues as u64).map(|venue| VenueId(201 + venue)).collect();
                intake.trainers.clone_from(&trainers);
                intake.timetabling =
                    TimetablePolicy { one_module_a_day: true, one_venue_per_stream: true, room_needs: Vec::new() };
            }
            _ => {}
        }
    }
    records
}

/// A group of five.
fn group(random: &mut Random, number: u64, venue: u64, stream: usize) -> Vec<Record> {
    let (subject, language) = (SUBJECTS[random.below(2)], LANGUAGES[random.below(2)]);
    let id = GroupId(6000 + number);
    let group = Group {
        id,
        intake: INTAKE,
        number: number as u32 + 1,
        venue: VenueId(201 + venue),
        stream: stream as u8,
        subject: Some(subject),
        language: Some(language),
        mixed: false,
    };
    let mut records: Vec<Record> = vec![group.into()];
    for n in 5 * number..5 * number + 5 {
        let person = PersonFields { languages: vec![language].into(), ..person(8000 + n, 102, subject) };
        let enrolment = Enrolment {
            group: Some(id),
            state: EnrolmentState::Selected,
            ..Enrolment::nominated(EnrolmentId(90_000 + n), INTAKE, person.id)
        };
        records.extend([person.into(), enrolment.into()]);
    }
    records
}
