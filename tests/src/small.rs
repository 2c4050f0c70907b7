//! A small intake carried through every step: two subjects, forty people, a handful of groups with their sessions. Quick
//! enough to be made anew for each case.

use orken_core::command::{Cause, Command};
use orken_core::model::*;
use orken_core::rules::Rule;
use orken_core::solver::budget::{Asks, Unlimited};
use orken_core::solver::pair::{self, PairOptions, PairProblem};
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select::propose;
use orken_core::solver::timetable::{self, TimetableProblem};
use orken_core::template::{Template, Tongue};

use crate::workspaces::Bench;

/// People put forward; [`PLACES`] of them get a place.
pub const PEOPLE: u64 = 40;
/// Places of the intake.
pub const PLACES: u32 = 36;

/// A school of the district, and the people there, with provisional ids.
#[must_use]
pub fn school(id: u64, district: u64) -> School {
    School {
        id: SchoolId(id),
        district: DistrictId(district),
        name: format!("School {id}"),
        kind: SchoolKind::General,
        locality: Some(Locality::Rural),
        hub: None,
        hub_unknown: false,
        languages: Vec::new(),
        pupils: Some(100),
        location: GeoPoint::new(50.0, 78.0),
        tags: Vec::new(),
        note: None,
    }
}

/// Someone who teaches the subject in Kazakh.
#[must_use]
pub fn person(id: u64, school: u64, subject: Subject) -> PersonFields {
    PersonFields {
        id: PersonId(id),
        name: format!("Person {id}"),
        school: SchoolId(school),
        role: Some(Role::Teacher),
        acting: false,
        subjects: vec![subject].into(),
        grades: Codes::new(),
        languages: vec![Language::Kazakh].into(),
        category: None,
        experience: Some(5),
        history: Some(Vec::new()),
        iin: None,
        born: chrono::NaiveDate::from_ymd_opt(1860, 5, 1),
        sex: None,
        phone: None,
        email: None,
        tags: Vec::new(),
        offers: Vec::new(),
        wants: Vec::new(),
        note: None,
    }
}

/// The records of the people with their schools and district, with provisional ids from `first` on.
#[must_use]
pub fn newcomers(first: u64, people: u64) -> Vec<Record> {
    let region = Region::from_code("KZ-10").expect("there is such a region");
    let district = District { id: DistrictId(first), region, name: "Abai district".to_owned() };
    let mut records = vec![district.into(), school(first + 1, first).into(), school(first + 2, first).into()];
    let subject = |n: u64| if n.is_multiple_of(2) { Subject::English } else { Subject::Mathematics };
    records.extend((0..people).map(|n| person(first + 3 + n, first + 1 + n % 2, subject(n)).into()));
    records
}

/// The hub-school template with [`PEOPLE`] people and without quotas.
#[must_use]
pub fn put_forward() -> (Bench, IntakeId) {
    let mut bench = Bench::default();
    bench.run(Command::StartFromTemplate(Template::Hub2024, Tongue::English)).expect("a template starts");
    let intake = bench.workspace.intakes.iter().next().expect("it has an intake").clone();
    let id = intake.id;
    let add = Command::Add { what: Cause::Import, records: newcomers(1, PEOPLE), intake: Some(id) };
    bench.run(add).expect("the people fit");
    let plain = Intake { eligibility: Rule::All(Vec::new()), quotas: Vec::new(), places: PLACES, ..intake };
    let plain = Command::Put { what: Cause::Rules, records: vec![plain.into()], remove: Vec::new() };
    bench.run(plain).expect("the rules fit");
    (bench, id)
}

/// Proposes and agrees to a selection.
pub fn select(bench: &mut Bench, intake: IntakeId) {
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("it can be selected from");
    bench.run(Command::ApplySelection(Box::new(proposal))).expect("the audit accepts the selection");
}

/// Proposes and agrees to groups.
pub fn group(bench: &mut Bench, intake: IntakeId) {
    let problem = PlacementProblem::from_workspace(&bench.workspace, intake).expect("it has streams");
    let proposal = place::solve(&problem, &mut Unlimited);
    bench.run(Command::ApplyGroups(Box::new(proposal))).expect("the audit accepts the groups");
}

/// Proposes and agrees to a timetable.
pub fn plan(bench: &mut Bench, intake: IntakeId) {
    let problem = TimetableProblem::from_workspace(&bench.workspace, intake).expect("it has groups");
    let proposal = timetable::solve(&problem, &mut Unlimited);
    bench.run(Command::ApplyTimetable(Box::new(proposal))).expect("the audit accepts the timetable");
}

/// Proposes, for a while, and agrees to pairs of mentor and learner.
pub fn pair(bench: &mut Bench, intake: IntakeId) {
    let problem = PairProblem::from_workspace(&bench.workspace, intake, PairOptions::default()).expect("they are few");
    let proposal = pair::solve(&problem, &mut Asks(40));
    bench.run(Command::ApplyPairs(Box::new(proposal))).expect("the audit accepts the pairs");
}

/// Selected, in groups and with a timetable.
#[must_use]
pub fn planned() -> (Bench, IntakeId) {
    let (mut bench, intake) = put_forward();
    for step in [select, group, plan] {
        step(&mut bench, intake);
    }
    (bench, intake)
}
