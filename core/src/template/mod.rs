//! Programmes to start from. A template is data: everything that it puts in can be edited afterwards.

mod baquatty;
mod calendar;
mod hub;
mod jas_leader;
mod principals;
mod rars;
pub mod sample;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::command::IdSource;
use crate::model::kinds::codes;
use crate::model::*;
use crate::rules::{Criterion, Rule};

codes! {
    /// The programmes that come with Orken.
    Template {
        /// Hub schools, October 2024.
        Hub2024 = "hub-2024",
        /// Heads of Turkistan Region, October and November 2024.
        Principals2024 = "principals-2024",
        /// Jas Leader Akademiiasy, training of trainers 2021.
        JasLeader2021 = "jas-leader-2021",
        /// Baquatty Audan, Tselinograd District, 2024.
        Baquatty2024 = "baquatty-2024",
        /// Remote and rural schools, induction workshop 2024.
        Rars2024 = "rars-2024",
    }

    /// The language in which a template writes its names.
    Tongue {
        /// Kazakh.
        Kazakh = "kk",
        /// Russian.
        Russian = "ru",
        /// English.
        English = "en",
    }
}

/// A text in Kazakh, Russian and English.
type Text = [&'static str; 3];

impl Tongue {
    fn of(self, text: Text) -> String {
        let index = match self {
            Self::Kazakh => 0,
            Self::Russian => 1,
            Self::English => 2,
        };
        text[index].to_owned()
    }
}

/// Every record that the template puts in, its programme first.
#[must_use]
pub fn records(template: Template, tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    match template {
        Template::Hub2024 => hub::records(tongue, ids),
        Template::Principals2024 => principals::records(tongue, ids),
        Template::JasLeader2021 => jas_leader::records(tongue, ids),
        Template::Baquatty2024 => baquatty::records(tongue, ids),
        Template::Rars2024 => rars::records(tongue, ids),
    }
}

/// A programme with one course and one intake, all of it to be filled in.
#[must_use]
pub fn empty(name: &str, today: NaiveDate, ids: &IdSource) -> Vec<Record> {
    let mut frame = Frame::new(name.to_owned(), None, ids);
    let course = frame.course(name.to_owned(), CourseForm::InPerson, &[]);
    let first = today + chrono::Days::new(30);
    let intake = Intake {
        eligibility: Rule::All(vec![Rule::Is(Criterion::Role(vec![Role::Teacher]))]),
        ..frame.intake(course, format!("{}", today.year()), (first, first + chrono::Days::new(4)), 25)
    };
    frame.finish(vec![intake])
}

/// The calendar as it is known: days off, moved days and school years.
#[must_use]
pub fn calendar(tongue: Tongue, ids: &IdSource) -> Vec<Record> {
    calendar::records(tongue, ids)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn days(year: i32, dates: &[(u32, u32)]) -> Vec<NaiveDate> {
    dates.iter().map(|&(d, m)| day(year, m, d)).collect()
}

const fn is(criterion: Criterion) -> Rule {
    Rule::Is(criterion)
}

/// A quota without limits, to be completed.
const fn quota(by: Vec<Dimension>) -> Quota {
    Quota { by, only: None, at_least: None, at_most: None, shared_by_pupils: None }
}

/// Four double slots a day.
fn double_slots() -> Vec<Slot> {
    let starts = [(9, 0), (10, 50), (13, 30), (15, 20)].into_iter().filter_map(|(h, m)| TimeOfDay::new(h, m));
    starts.map(|starts| Slot { starts, hours: AcademicHours(2) }).collect()
}

/// Collects the records of one programme.
struct Frame<'a> {
    ids: &'a IdSource,
    programme: ProgrammeId,
    records: Vec<Record>,
    venues: Vec<VenueId>,
    trainers: Vec<TrainerId>,
}

impl<'a> Frame<'a> {
    fn new(name: String, template: Option<Template>, ids: &'a IdSource) -> Self {
        let programme: ProgrammeId = ids.take();
        let template = template.map(|t| t.code().to_owned());
        let record = Programme { id: programme, name, goal: None, partners: Vec::new(), template };
        Self { ids, programme, records: vec![record.into()], venues: Vec::new(), trainers: Vec::new() }
    }

    fn course(&mut self, name: String, form: CourseForm, modules: &[(String, u16)]) -> CourseId {
        let id: CourseId = self.ids.take();
        let modules = modules.iter().map(|(name, hours)| Module { name: name.clone(), hours: AcademicHours(*hours) });
        let languages = vec![Language::Kazakh, Language::Russian];
        let course = Course { id, programme: self.programme, name, form, languages, modules: modules.collect() };
        self.records.push(course.into());
        id
    }

    /// A venue with so many rooms of `seats`, the first of them of this kind and the rest classrooms.
    fn venue(&mut self, name: String, at: (f64, f64), serves: &[Region], rooms: (u32, u32, RoomKind)) -> VenueId {
        let id: VenueId = self.ids.take();
        if let Some(location) = GeoPoint::new(at.0, at.1) {
            let venue = Venue { id, name, location, serves: serves.to_vec(), subjects: Vec::new() };
            self.records.push(venue.into());
            self.venues.push(id);
        }
        let (count, capacity, first) = rooms;
        for number in 0..count {
            let kind = if number == 0 { first } else { RoomKind::Classroom };
            let room = Room {
                id: self.ids.take(),
                venue: id,
                name: format!("{}", 101 + number),
                capacity,
                kind,
                closed: Vec::new(),
            };
            self.records.push(room.into());
        }
        id
    }

    fn trainer(&mut self, name: &str, subjects: &[Subject], languages: &[Language]) {
        let id: TrainerId = self.ids.take();
        let trainer = Trainer {
            id,
            name: name.to_owned(),
            subjects: subjects.to_vec(),
            languages: languages.to_vec(),
            daily_hours: AcademicHours(8),
            busy: Vec::new(),
            phone: None,
        };
        self.records.push(trainer.into());
        self.trainers.push(id);
    }

    /// An intake with the venues and trainers so far and plain policies.
    fn intake(&self, course: CourseId, name: String, window: (NaiveDate, NaiveDate), places: u32) -> Intake {
        Intake {
            id: self.ids.take(),
            programme: self.programme,
            course,
            name,
            first: window.0,
            last: window.1,
            reference_date: window.0,
            places,
            eligibility: Rule::All(Vec::new()),
            quotas: Vec::new(),
            priority: Vec::new(),
            seed: 2024,
            streams: Vec::new(),
            slots: double_slots(),
            online_days: Vec::new(),
            venues: self.venues.clone(),
            trainers: self.trainers.clone(),
            grouping: GroupPolicy {
                min_size: 5,
                max_size: 25,
                one_subject: false,
                by_language: false,
                mixing_cost: None,
                group_cost: 100,
                moving_cost: 0,
            },
            timetabling: TimetablePolicy { one_module_a_day: true, one_venue_per_stream: true, room_needs: Vec::new() },
            selected: None,
            grouped: None,
            timetabled: None,
            paired: None,
        }
    }

    fn finish(mut self, intakes: Vec<Intake>) -> Vec<Record> {
        self.records.extend(intakes.into_iter().map(Record::from));
        self.records
    }
}
