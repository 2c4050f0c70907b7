//! Workspaces for the tests of groups and timetable: the hub-school template with people made from a seed, and small
//! intakes made by hand.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use chrono::NaiveDate;
use orken_core::change::{Change, apply};
use orken_core::command::IdSource;
use orken_core::model::*;
use orken_core::solver::random::Random;
use orken_core::template::{Template, Tongue, records};
use orken_core::workspace::Workspace;

/// Regions with a point in their middle and how many hub clusters each has.
pub const REGIONS: [(&str, f64, f64, usize); 16] = [
    ("KZ-10", 49.5, 80.0, 4),
    ("KZ-11", 52.0, 70.5, 4),
    ("KZ-15", 49.5, 57.5, 4),
    ("KZ-19", 44.0, 77.5, 4),
    ("KZ-23", 47.5, 52.0, 4),
    ("KZ-27", 50.0, 50.5, 4),
    ("KZ-31", 43.5, 71.5, 4),
    ("KZ-33", 45.5, 79.0, 4),
    ("KZ-35", 49.0, 73.5, 3),
    ("KZ-39", 52.0, 63.5, 3),
    ("KZ-43", 45.0, 65.0, 3),
    ("KZ-47", 43.8, 52.5, 3),
    ("KZ-55", 52.3, 76.5, 3),
    ("KZ-59", 54.0, 69.0, 3),
    ("KZ-61", 42.8, 68.5, 3),
    ("KZ-63", 49.0, 83.5, 3),
];

/// One invented participant.
#[derive(Debug, Clone)]
pub struct Guest {
    pub region: &'static str,
    pub at: Option<(f64, f64)>,
    pub subject: Option<Subject>,
    pub languages: Vec<Language>,
}

pub fn put(workspace: &mut Workspace, record: impl Into<Record>) {
    let record = record.into();
    let change = match workspace.record(record.id()) {
        Some(before) => Change::alter(before, record),
        None => Some(Change::add(record)),
    };
    apply(workspace, &change.into_iter().collect::<Vec<_>>()).expect("the record is as it was read");
}

/// The template's programme and the people as selected.
pub fn programme(template: Template, guests: &[Guest]) -> (Workspace, IntakeId) {
    let ids = IdSource::new(1, 1);
    let mut workspace = Workspace::default();
    for record in records(template, Tongue::English, &ids) {
        put(&mut workspace, record);
    }
    let intake = workspace.intakes.iter().next().expect("the template has an intake").id;
    enrol(&mut workspace, intake, guests, &ids);
    (workspace, intake)
}

pub fn enrol(workspace: &mut Workspace, intake: IntakeId, guests: &[Guest], ids: &IdSource) {
    let mut districts = std::collections::BTreeMap::new();
    for (n, guest) in guests.iter().enumerate() {
        let district = *districts.entry(guest.region).or_insert_with(|| {
            let id = ids.take();
            let region = Region::from_code(guest.region).expect("a region's code");
            put(workspace, District { id, region, name: format!("District of {}", guest.region) });
            id
        });
        let school = ids.take();
        let location = guest.at.and_then(|(lat, lon)| GeoPoint::new(lat, lon));
        put(workspace, self::school(school, district, n, location));
        let id = ids.take();
        put(workspace, person(id, school, n, guest));
        let state = EnrolmentState::Selected;
        let enrolment = Enrolment {
            id: ids.take(),
            intake,
            person: id,
            state,
            rank: None,
            overridden: None,
            withdrawn: None,
            group: None,
        };
        put(workspace, enrolment);
    }
}

fn school(id: SchoolId, district: DistrictId, n: usize, location: Option<GeoPoint>) -> School {
    School {
        id,
        district,
        name: format!("School {n}"),
        kind: SchoolKind::General,
        locality: Some(Locality::Rural),
        hub: None,
        hub_unknown: false,
        languages: Vec::new(),
        pupils: None,
        location,
        tags: Vec::new(),
        note: None,
    }
}

fn person(id: PersonId, school: SchoolId, n: usize, guest: &Guest) -> PersonFields {
    PersonFields {
        id,
        name: format!("Person {n}"),
        school,
        role: Some(Role::Teacher),
        acting: false,
        subjects: guest.subject.into_iter().collect(),
        grades: Vec::new().into(),
        languages: guest.languages.clone().into(),
        category: None,
        experience: Some(5),
        history: Some(Vec::new()),
        iin: None,
        born: None,
        sex: None,
        phone: None,
        email: None,
        tags: Vec::new(),
        offers: Vec::new(),
        wants: Vec::new(),
        note: None,
    }
}

/// People like those of the hub-school lists: clusters of schools in sixteen regions, thirteen subjects in uneven
/// shares, one in five teaching in Russian.
pub fn hub_guests(seed: u64, people: usize) -> Vec<Guest> {
    let shares = [80, 52, 57, 52, 33, 55, 72, 54, 74, 47, 89, 32, 27];
    let mut random = Random::new(seed);
    let mut clusters = Vec::new();
    for (region, lat, lon, count) in REGIONS {
        for _ in 0..count {
            clusters.push((region, lat + spread(&mut random, 1.2), lon + spread(&mut random, 2.0)));
        }
    }
    let mut guests = Vec::new();
    for n in 0..people {
        let (region, lat, lon) = clusters[n % clusters.len()];
        let mut draw = random.below(shares.iter().sum());
        let subject = shares.iter().position(|&s| {
            let hit = draw < s;
            draw = draw.saturating_sub(s);
            hit
        });
        let language = if random.below(5) == 0 { Language::Russian } else { Language::Kazakh };
        guests.push(Guest {
            region,
            at: Some((lat + spread(&mut random, 0.7), lon + spread(&mut random, 0.7))),
            subject: subject.map(|s| Subject::ALL[s]),
            languages: vec![language],
        });
    }
    guests
}

/// Between minus and plus `width`.
pub fn spread(random: &mut Random, width: f64) -> f64 {
    (random.below(20_001) as f64 / 10_000.0 - 1.0) * width
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date like 2024-10-10")
}

/// Writes a placement into the workspace as a coordinator's agreement would.
pub fn agree(workspace: &mut Workspace, proposal: &orken_core::solver::place::PlacementProposal) {
    let ids = IdSource::new(2, 1);
    for group in &proposal.groups {
        let id: GroupId = ids.take();
        let record = Group {
            id,
            intake: proposal.intake,
            number: group.number,
            venue: group.venue,
            stream: group.stream,
            subject: group.subject,
            language: group.language,
            mixed: group.mixed,
        };
        put(workspace, record);
        for &person in &group.members {
            let enrolment = workspace.enrolment(proposal.intake, person).expect("members are enrolled").clone();
            put(workspace, Enrolment { group: Some(id), ..enrolment });
        }
    }
}
