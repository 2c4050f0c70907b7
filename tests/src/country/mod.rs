//! A whole country, invented: every school and teacher of Kazakhstan in number, none of them real. The same bytes on
//! every machine. Birth dates lie in the 1800s, so that no living person can be meant.

pub mod lists;
pub mod measure;
mod names;
mod programme;
mod shares;

use chrono::{Days, NaiveDate};
use orken_core::command::IdSource;
use orken_core::model::*;
use orken_core::solver::random::Random;
use orken_core::workspace::Workspace;

pub use programme::{GROUPS, PLACES, VENUES, ten_criteria};
use shares::{PARTS, Part, share};
pub use shares::{RURAL, SCHOOLS, TEACHERS};

/// Schools of a district.
const OF_DISTRICT: u32 = 45;
const SUBJECTS: [Subject; 14] = [
    Subject::Primary,
    Subject::Primary,
    Subject::Mathematics,
    Subject::Kazakh,
    Subject::Russian,
    Subject::English,
    Subject::HistoryOfKazakhstan,
    Subject::Physics,
    Subject::Chemistry,
    Subject::Biology,
    Subject::Geography,
    Subject::Informatics,
    Subject::PhysicalEducation,
    Subject::Technology,
];

/// The country or a part of it, as records: a programme with one intake that everyone is put forward for.
///
/// `percent` from 1 to 100 is the share of schools and teachers; places, venues and groups shrink alike.
#[must_use]
pub fn country(percent: u32) -> Workspace {
    let ids = IdSource::new(1, 1);
    let percent = percent.clamp(1, 100);
    let mut maker = Maker { random: Random::new(1841), ids: &ids, records: Vec::new(), people: Vec::new() };
    let intake = programme::put(&mut maker, percent);
    let of = |total: u32| (u64::from(total) * u64::from(percent) / 100).max(20) as u32;
    let schools = share(of(SCHOOLS), &PARTS.each_ref().map(|p| u64::from(p.schools)));
    let outside = |p: &Part| if p.is_city() { 0 } else { u64::from(p.schools) };
    let rural = share(of(RURAL), &PARTS.each_ref().map(outside));
    let teachers = share(of(TEACHERS), &PARTS.each_ref().map(|p| u64::from(p.people)));
    for (index, part) in PARTS.iter().enumerate() {
        maker.region(part, schools[index], rural[index].min(schools[index]), teachers[index]);
    }
    maker.put_forward(intake);
    let mut workspace = Workspace::default();
    workspace.restore(maker.records);
    workspace
}

struct Maker<'a> {
    random: Random,
    ids: &'a IdSource,
    records: Vec<Record>,
    people: Vec<PersonId>,
}

impl Maker<'_> {
    fn below(&mut self, bound: u32) -> u32 {
        self.random.below(bound as usize) as u32
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.random.below(from.len())]
    }

    fn region(&mut self, part: &Part, schools: u32, rural: u32, teachers: u32) {
        let Some(region) = part.region() else { return };
        let mut district: DistrictId = self.ids.take();
        let mut made = Vec::new();
        let mut weights = Vec::new();
        for number in 0..schools {
            if number % OF_DISTRICT == 0 {
                district = self.ids.take();
                let name = format!(
                    "{} район № {}",
                    part.region().map_or("", |r| r.facts().centres[1]),
                    number / OF_DISTRICT + 1
                );
                self.records.push(District { id: district, region, name }.into());
            }
            // Villages and towns are mixed within every district.
            let in_village = (number + 1) * rural / schools > number * rural / schools;
            let pupils = if in_village { 30 + self.below(420) } else { 350 + self.below(1600) };
            made.push(self.school(part, district, number, in_village, pupils));
            weights.push(u64::from(pupils) + 60);
        }
        let staff = share(teachers, &weights);
        for (school, count) in made.into_iter().zip(staff) {
            (0..count).for_each(|_| self.person(school));
        }
    }

    fn school(&mut self, part: &Part, district: DistrictId, number: u32, rural: bool, pupils: u32) -> SchoolId {
        let spread = if part.is_city() { 0.15 } else { 1.6 };
        let mut shift = || (self.random.below(2001) as f64 / 1000.0 - 1.0) * spread;
        let (lat, lon) = (part.centre.0 + shift(), part.centre.1 + shift());
        let languages = match self.below(10) {
            0 => vec![Language::Russian],
            1 | 2 => vec![Language::Kazakh, Language::Russian],
            _ => vec![Language::Kazakh],
        };
        let small = rural && pupils < 180;
        let id = self.ids.take();
        let school = School {
            id,
            district,
            name: names::school(number, rural),
            kind: if small { SchoolKind::SmallClass } else { SchoolKind::General },
            locality: Some(if rural { Locality::Rural } else { Locality::Urban }),
            hub: None,
            hub_unknown: false,
            languages,
            pupils: Some(pupils),
            location: GeoPoint::new((lat * 10_000.0).round() / 10_000.0, (lon * 10_000.0).round() / 10_000.0),
            tags: Vec::new(),
            note: None,
        };
        self.records.push(school.into());
        id
    }

    fn person(&mut self, school: SchoolId) {
        let id: PersonId = self.ids.take();
        let years = self.below(38);
        let language = if self.below(100) < 75 { Language::Kazakh } else { Language::Russian };
        let person = PersonFields {
            id,
            name: names::person(&mut self.random),
            school,
            role: Some(if self.below(14) == 0 { Role::VicePrincipal } else { Role::Teacher }),
            acting: false,
            subjects: vec![self.pick(&SUBJECTS)].into(),
            grades: Codes::new(),
            languages: vec![language].into(),
            category: Some(self.pick(&Category::ALL[2..7])),
            experience: (self.below(100) < 96).then_some(years as u16),
            history: self.history(),
            iin: None,
            born: Some(day(1899 - 22 - years as i32, 1) + Days::new(u64::from(self.below(365)))),
            sex: None,
            phone: None,
            email: None,
            tags: Vec::new(),
            offers: Vec::new(),
            wants: Vec::new(),
            note: None,
        };
        self.records.push(person.into());
        self.people.push(id);
    }

    /// Unknown for some, never for some, else one course of the last seven years.
    fn history(&mut self) -> Option<Vec<PastCourse>> {
        match self.below(20) {
            0 => None,
            1 | 2 => Some(Vec::new()),
            _ => {
                let ended = day(2018, 1) + Days::new(u64::from(self.below(2500)));
                let hours = Some(AcademicHours(self.pick(&[36, 40, 72, 80])));
                Some(vec![PastCourse { ended, hours, title: None, programme: None }])
            }
        }
    }

    fn put_forward(&mut self, intake: IntakeId) {
        for person in std::mem::take(&mut self.people) {
            let enrolment = Enrolment::nominated(self.ids.take(), intake, person);
            self.records.push(enrolment.into());
        }
    }
}

fn day(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}
