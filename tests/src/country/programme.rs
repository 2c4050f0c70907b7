//! The programme that the country's teachers are put forward for: 20,000 places under quotas of regions, districts and
//! schools, in 800 groups at 120 venues.

use chrono::{Days, NaiveDate};
use orken_core::model::*;
use orken_core::rules::{Criterion, Rule};

use super::Maker;
use super::shares::PARTS;

/// Places in all.
pub const PLACES: u32 = 20_000;
/// Venues.
pub const VENUES: u32 = 120;
/// Groups that the places make.
pub const GROUPS: u32 = 800;

/// Ten criteria as a coordinator would put them together.
#[must_use]
pub fn ten_criteria() -> Rule {
    let is = |criterion| Rule::Is(criterion);
    let day = |y, m| NaiveDate::from_ymd_opt(y, m, 1).unwrap_or_default();
    Rule::All(vec![
        is(Criterion::Role(vec![Role::Teacher])),
        is(Criterion::Subject(vec![Subject::Mathematics, Subject::Physics, Subject::Informatics, Subject::Primary])),
        is(Criterion::Language(vec![Language::Kazakh, Language::Russian])),
        is(Criterion::Experience { at_least: Some(1), at_most: Some(35) }),
        Rule::Any(vec![
            is(Criterion::Locality(Locality::Rural)),
            is(Criterion::SchoolKind(vec![SchoolKind::SmallClass])),
            is(Criterion::Pupils { at_least: None, at_most: Some(900) }),
        ]),
        is(Criterion::LastCourseBefore(day(2023, 9))),
        Rule::None(vec![
            is(Criterion::Category(vec![Category::Master])),
            is(Criterion::LastCourseHours { at_least: Some(80), at_most: None }),
        ]),
    ])
}

/// Puts programme, course, venues with rooms, and the intake.
pub(super) fn put(maker: &mut Maker<'_>, percent: u32) -> IntakeId {
    let of = |total: u32| (total * percent / 100).max(1);
    let programme: ProgrammeId = maker.ids.take();
    let course: CourseId = maker.ids.take();
    let name = "Ел мұғалімі".to_owned();
    maker
        .records
        .push(Programme { id: programme, name: name.clone(), goal: None, partners: Vec::new(), template: None }.into());
    let modules = vec![Module { name: "Сабақты жобалау".to_owned(), hours: AcademicHours(40) }];
    let languages = vec![Language::Kazakh, Language::Russian];
    let form = CourseForm::InPerson;
    maker.records.push(Course { id: course, programme, name: name.clone(), form, languages, modules }.into());
    let venues: Vec<VenueId> = (0..of(VENUES)).map(|n| venue(maker, n)).collect();
    let id: IntakeId = maker.ids.take();
    let monday = NaiveDate::from_ymd_opt(2024, 10, 7).unwrap_or_default();
    let week = |n: u64| Stream { days: (0..5).map(|d| monday + Days::new(7 * n + d)).collect() };
    let slots = [(9, 0), (10, 50), (13, 30), (15, 20)].into_iter().filter_map(|(h, m)| TimeOfDay::new(h, m));
    let intake = Intake {
        id,
        programme,
        course,
        name,
        first: monday,
        last: monday + Days::new(60),
        reference_date: monday,
        places: of(PLACES),
        eligibility: ten_criteria(),
        quotas: quotas(of(PLACES)),
        priority: vec![Priority::EarlierLastCourse, Priority::LongerExperience],
        seed: 2024,
        streams: vec![week(0), week(1)],
        slots: slots.map(|starts| Slot { starts, hours: AcademicHours(2) }).collect(),
        online_days: Vec::new(),
        venues,
        trainers: Vec::new(),
        grouping: GroupPolicy {
            min_size: 10,
            max_size: 25,
            one_subject: true,
            by_language: false,
            mixing_cost: None,
            group_cost: 100,
            moving_cost: 0,
        },
        timetabling: TimetablePolicy { one_module_a_day: false, one_venue_per_stream: true, room_needs: Vec::new() },
        selected: None,
        grouped: None,
        timetabled: None,
        paired: None,
    };
    maker.records.push(intake.into());
    id
}

/// Shares of regions by their pupils, and at most so many of a district and of a school: one inside the other.
fn quotas(places: u32) -> Vec<Quota> {
    let plain =
        |by: Dimension| Quota { by: vec![by], only: None, at_least: None, at_most: None, shared_by_pupils: None };
    vec![
        Quota { shared_by_pupils: Some(places), ..plain(Dimension::Region) },
        Quota { at_least: Some(20), at_most: Some(220), ..plain(Dimension::District) },
        Quota { at_most: Some(5), ..plain(Dimension::School) },
    ]
}

/// A venue near the centre of a region with four rooms of 25: two streams of four groups make 960 places' worth of
/// groups over the country, for 800.
fn venue(maker: &mut Maker<'_>, number: u32) -> VenueId {
    let part = &PARTS[number as usize % PARTS.len()];
    let id: VenueId = maker.ids.take();
    let shift = f64::from(number / PARTS.len() as u32) * 0.3;
    if let Some(location) = GeoPoint::new(part.centre.0 + shift / 2.0, part.centre.1 + shift) {
        let name = format!("{} {}", part.code, number / PARTS.len() as u32 + 1);
        maker.records.push(Venue { id, name, location, serves: Vec::new(), subjects: Vec::new() }.into());
    }
    for number in 0..4 {
        let (room, name) = (maker.ids.take(), (101 + number).to_string());
        let kind = RoomKind::Classroom;
        maker.records.push(Room { id: room, venue: id, name, capacity: 25, kind, closed: Vec::new() }.into());
    }
    id
}
