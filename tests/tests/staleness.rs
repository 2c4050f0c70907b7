//! What makes a result out of date: for each kind of edit, which of selection, groups and timetable no longer belong to
//! the data they were made from. Taking the edit back makes them current again.

use orken_core::command::{Cause, Command};
use orken_core::model::*;
use orken_core::rules::{Criterion, Rule};
use orken_core::template::{Template, Tongue};
use orken_core::turns::{AtOnce, at_once};
use orken_core::view::steps;
use orken_core::workspace::Workspace;
use orken_tests::small::{group, newcomers, plan, planned, put_forward, school, select};
use orken_tests::workspaces::Bench;

type Edit = fn(&Workspace, IntakeId) -> Command;

/// An edit, and whether selection, groups and timetable are out of date after it.
type Case = (&'static str, [bool; 3], Edit);

const NONE: [bool; 3] = [false; 3];
const SELECTION: [bool; 3] = [true, false, false];
const GROUPS: [bool; 3] = [false, true, false];
const TIMETABLE: [bool; 3] = [false, false, true];
const SELECTION_AND_GROUPS: [bool; 3] = [true, true, false];
const GROUPS_AND_TIMETABLE: [bool; 3] = [false, true, true];

fn stale(workspace: &Workspace, intake: IntakeId) -> [bool; 3] {
    let intake = workspace.intake(intake).expect("the intake is there");
    let steps = steps::steps(workspace, intake, at_once(steps::stale(workspace, intake, &mut AtOnce)));
    [steps.selection.stale, steps.groups.stale, steps.timetable.stale]
}

fn check_from(start: &Bench, intake: IntakeId, cases: &[Case]) {
    assert_eq!(stale(&start.workspace, intake), NONE, "just made");
    for (name, expected, edit) in cases {
        let mut bench = start.clone();
        let before = bench.bytes();
        bench.run(edit(&bench.workspace, intake)).unwrap_or_else(|refused| panic!("{name}: {refused:?}"));
        assert!(bench.bytes() != before, "{name}: nothing was edited");
        assert_eq!(stale(&bench.workspace, intake), *expected, "{name}: selection, groups, timetable");
        assert!(bench.undo());
        assert_eq!(stale(&bench.workspace, intake), NONE, "{name}, taken back");
        assert!(bench.redo());
        assert_eq!(stale(&bench.workspace, intake), *expected, "{name}, done again");
    }
}

fn check(cases: &[Case]) {
    let (start, intake) = planned();
    check_from(&start, intake, cases);
}

fn put(record: impl Into<Record>) -> Command {
    Command::Put { what: Cause::Edit, records: vec![record.into()], remove: Vec::new() }
}

/// The first record of a kind, edited.
fn first<T: Clone + Into<Record>>(mut records: impl Iterator<Item = T>, edit: fn(&mut T)) -> Command {
    let mut record = records.next().expect("there is one");
    edit(&mut record);
    put(record)
}

fn person_edit(w: &Workspace, edit: fn(&mut PersonFields)) -> Command {
    first(w.people.iter().map(Person::fields), edit)
}

fn school_edit(w: &Workspace, edit: fn(&mut School)) -> Command {
    first(w.schools.iter().cloned(), edit)
}

fn room_edit(w: &Workspace, edit: fn(&mut Room)) -> Command {
    first(w.rooms.iter().cloned(), edit)
}

fn trainer_edit(w: &Workspace, edit: fn(&mut Trainer)) -> Command {
    first(w.trainers.iter().cloned(), edit)
}

fn venue_edit(w: &Workspace, edit: fn(&mut Venue)) -> Command {
    first(w.venues.iter().cloned(), edit)
}

fn course_edit(w: &Workspace, edit: fn(&mut Course)) -> Command {
    first(w.courses.iter().cloned(), edit)
}

fn district_edit(w: &Workspace, edit: fn(&mut District)) -> Command {
    first(w.districts.iter().cloned(), edit)
}

fn intake_edit(w: &Workspace, edit: fn(&mut Intake)) -> Command {
    first(w.intakes.iter().cloned(), edit)
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn closure() -> Closure {
    Closure { date: day("2024-10-10"), slot: None, reason: None }
}

fn rule(date: &str, kind: DayKind) -> DayRule {
    DayRule { id: DayRuleId(77_000), date: day(date), kind, name: None, source: None, estimated: false }
}

fn teaches(role: Role) -> Rule {
    Rule::Is(Criterion::Role(vec![role]))
}

#[test]
fn edits_of_people() {
    check(&[
        ("a note", NONE, |w, _| person_edit(w, |p| p.note = Some("asks for a hostel".to_owned()))),
        ("a telephone number", NONE, |w, _| person_edit(w, |p| p.phone = Some("1".to_owned()))),
        ("a name, which the draw reads", SELECTION, |w, _| person_edit(w, |p| p.name = "Another".to_owned())),
        ("experience", SELECTION, |w, _| person_edit(w, |p| p.experience = Some(30))),
        ("past courses", SELECTION, |w, _| person_edit(w, |p| p.history = None)),
        ("a label", SELECTION, |w, _| person_edit(w, |p| p.tags = vec!["mentor".to_owned()])),
        ("a subject", SELECTION_AND_GROUPS, |w, _| person_edit(w, |p| p.subjects = vec![Subject::Biology].into())),
        ("a language", SELECTION_AND_GROUPS, |w, _| person_edit(w, |p| p.languages.push(Language::Russian))),
        ("another school", SELECTION_AND_GROUPS, |w, _| {
            let mut person = w.people.iter().next().expect("there is one").clone();
            person.school = w.schools.iter().map(|s| s.id).find(|&id| id != person.school).expect("there are two");
            put(person)
        }),
        ("somebody put forward", SELECTION_AND_GROUPS, |_, intake| Command::Add {
            what: Cause::Import,
            records: newcomers(1, 1),
            intake: Some(intake),
        }),
        ("somebody known, not put forward", NONE, |_, _| Command::Add {
            what: Cause::Import,
            records: newcomers(1, 1),
            intake: None,
        }),
    ]);
}

/// They follow a result and don't make it stale.
#[test]
fn decisions_about_one_person_or_session() {
    check(&[
        ("a withdrawal", NONE, |w, intake| {
            let person = w.enrolments.iter().find(|e| e.group.is_some()).expect("there is one").person;
            Command::Withdraw { intake, person, reason: "moved away".to_owned() }
        }),
        ("a refusal against the rules", NONE, |w, intake| {
            let person = w.enrolments.iter().find(|e| e.group.is_some()).expect("there is one").person;
            Command::Override { intake, person, admit: Some(false), reason: "agreed".to_owned() }
        }),
        ("a move to no group", NONE, |w, intake| {
            let person = w.enrolments.iter().find(|e| e.group.is_some()).expect("there is one").person;
            Command::MovePerson { intake, person, group: None }
        }),
        ("a session taken off", NONE, |w, _| {
            let session = w.sessions.iter().next().expect("there is one").id;
            Command::MoveSession { session, to: None }
        }),
        ("a session locked", NONE, |w, _| {
            let sessions = w.sessions.iter().take(1).map(|s| s.id).collect();
            Command::Lock { sessions, locked: true }
        }),
        ("another programme", NONE, |_, _| Command::StartFromTemplate(Template::Rars2024, Tongue::English)),
    ]);
}

#[test]
fn edits_of_schools_and_districts() {
    check(&[
        ("a school's note", NONE, |w, _| school_edit(w, |s| s.note = Some("far away".to_owned()))),
        ("a school's pupils", SELECTION, |w, _| school_edit(w, |s| s.pupils = Some(7))),
        ("a school's locality", SELECTION, |w, _| school_edit(w, |s| s.locality = None)),
        ("a school's name, which the draw reads", SELECTION, |w, _| school_edit(w, |s| s.name = "Other".to_owned())),
        ("a school's place", GROUPS, |w, _| school_edit(w, |s| s.location = GeoPoint::new(51.0, 71.0))),
        ("a district's name, which the draw reads", SELECTION, |w, _| {
            district_edit(w, |d| d.name = "Other".to_owned())
        }),
        ("a district's region", SELECTION_AND_GROUPS, |w, _| {
            district_edit(w, |d| d.region = Region::from_code("KZ-63").expect("there is one"))
        }),
        ("a school that nobody comes from", NONE, |w, _| {
            put(school(88_000, w.districts.iter().next().expect("there is one").id.0))
        }),
    ]);
}

#[test]
fn edits_of_rules_and_policies() {
    check(&[
        ("the rule", SELECTION, |w, _| intake_edit(w, |i| i.eligibility = teaches(Role::Teacher))),
        ("a quota", SELECTION, |w, _| {
            let by = vec![Dimension::School];
            let quota = Quota { by, only: None, at_least: None, at_most: Some(20), shared_by_pupils: None };
            let intake = w.intakes.iter().next().expect("there is one").clone();
            put(Intake { quotas: vec![quota], ..intake })
        }),
        ("places", SELECTION, |w, _| intake_edit(w, |i| i.places -= 1)),
        ("priorities", SELECTION, |w, _| intake_edit(w, |i| i.priority = vec![Priority::LongerExperience])),
        ("the reference date", SELECTION, |w, _| intake_edit(w, |i| i.reference_date = day("2024-09-01"))),
        ("the seed of the draw", SELECTION, |w, _| intake_edit(w, |i| i.seed += 1)),
        ("sizes of groups", GROUPS, |w, _| intake_edit(w, |i| i.grouping.max_size = 20)),
        ("cost of a group", GROUPS, |w, _| intake_edit(w, |i| i.grouping.group_cost = 10)),
        ("cost of a change of venue", GROUPS, |w, _| intake_edit(w, |i| i.grouping.moving_cost = 10)),
        ("mixing of languages", GROUPS, |w, _| intake_edit(w, |i| i.grouping.mixing_cost = None)),
        ("one module a day", TIMETABLE, |w, _| intake_edit(w, |i| i.timetabling.one_module_a_day = false)),
        ("one venue a stream", GROUPS_AND_TIMETABLE, |w, _| {
            intake_edit(w, |i| i.timetabling.one_venue_per_stream = false)
        }),
        ("rooms that a subject needs", GROUPS_AND_TIMETABLE, |w, _| {
            intake_edit(w, |i| i.timetabling.room_needs.clear())
        }),
        ("the intake's name", NONE, |w, _| intake_edit(w, |i| i.name = "Autumn".to_owned())),
        ("online days", NONE, |w, _| intake_edit(w, |i| i.online_days.clear())),
    ]);
}

#[test]
fn edits_of_the_course_and_the_calendar() {
    check(&[
        ("hours of a module", GROUPS_AND_TIMETABLE, |w, _| course_edit(w, |c| c.modules[0].hours = AcademicHours(6))),
        ("another module", GROUPS_AND_TIMETABLE, |w, _| {
            course_edit(w, |c| c.modules.push(Module { name: "More".to_owned(), hours: AcademicHours(2) }))
        }),
        ("name of a module", NONE, |w, _| course_edit(w, |c| c.modules[0].name = "Aims".to_owned())),
        ("length of a slot", GROUPS_AND_TIMETABLE, |w, _| intake_edit(w, |i| i.slots[0].hours = AcademicHours(3))),
        ("another slot", GROUPS_AND_TIMETABLE, |w, _| {
            intake_edit(w, |i| {
                i.slots.push(Slot { starts: TimeOfDay::new(18, 0).expect("a time"), hours: AcademicHours(2) })
            })
        }),
        ("when a slot starts", TIMETABLE, |w, _| {
            intake_edit(w, |i| i.slots[0].starts = TimeOfDay::new(8, 30).expect("a time"))
        }),
        ("a day of a stream", GROUPS_AND_TIMETABLE, |w, _| {
            intake_edit(w, |i| i.streams[0].days[0] = day("2024-10-09"))
        }),
        ("another stream", GROUPS_AND_TIMETABLE, |w, _| {
            intake_edit(w, |i| i.streams.push(Stream { days: vec![day("2024-11-05")] }))
        }),
        ("a stream's day becomes a day off", GROUPS_AND_TIMETABLE, |_, _| put(rule("2024-10-10", DayKind::Off))),
        ("a day off beside the streams", NONE, |_, _| put(rule("2024-12-03", DayKind::Off))),
        ("a holiday gets another name", NONE, |w, _| {
            first(w.day_rules.iter().cloned(), |d| d.name = Some("Holiday".to_owned()))
        }),
    ]);
}

#[test]
fn edits_of_venues_rooms_and_trainers() {
    check(&[
        ("a venue's name", NONE, |w, _| venue_edit(w, |v| v.name = "Lyceum".to_owned())),
        ("regions that a venue serves", GROUPS, |w, _| venue_edit(w, |v| v.serves.clear())),
        ("subjects of a venue", GROUPS, |w, _| venue_edit(w, |v| v.subjects = vec![Subject::English])),
        ("where a venue is", GROUPS_AND_TIMETABLE, |w, _| {
            venue_edit(w, |v| v.location = GeoPoint::new(43.0, 76.0).expect("on earth"))
        }),
        ("a room's name", NONE, |w, _| room_edit(w, |r| r.name = "Hall".to_owned())),
        ("a room's seats", GROUPS_AND_TIMETABLE, |w, _| room_edit(w, |r| r.capacity = 12)),
        ("a room's kind", GROUPS_AND_TIMETABLE, |w, _| room_edit(w, |r| r.kind = RoomKind::Hall)),
        ("a room closed", GROUPS_AND_TIMETABLE, |w, _| room_edit(w, |r| r.closed = vec![closure()])),
        ("a new room", GROUPS_AND_TIMETABLE, |w, _| room_edit(w, |r| r.id = RoomId(99_000))),
        ("a trainer's name", NONE, |w, _| trainer_edit(w, |t| t.name = "Another".to_owned())),
        ("a trainer's telephone", NONE, |w, _| trainer_edit(w, |t| t.phone = Some("1".to_owned()))),
        ("a trainer's subjects", GROUPS_AND_TIMETABLE, |w, _| trainer_edit(w, |t| t.subjects.clear())),
        ("a trainer's languages", GROUPS_AND_TIMETABLE, |w, _| trainer_edit(w, |t| t.languages.clear())),
        ("a trainer's hours", GROUPS_AND_TIMETABLE, |w, _| trainer_edit(w, |t| t.daily_hours = AcademicHours(4))),
        ("a trainer's busy day", GROUPS_AND_TIMETABLE, |w, _| trainer_edit(w, |t| t.busy = vec![closure()])),
        ("a trainer who leaves the intake", GROUPS_AND_TIMETABLE, |w, _| intake_edit(w, |i| i.trainers.truncate(3))),
        ("a trainer of no intake", NONE, |w, _| trainer_edit(w, |t| t.id = TrainerId(99_000))),
        ("a venue that leaves the intake", GROUPS_AND_TIMETABLE, |w, _| intake_edit(w, |i| i.venues.truncate(3))),
    ]);
}

/// A small intake whose rules were edited before it was selected, grouped and planned.
fn planned_with(edit: fn(&mut Intake)) -> (Bench, IntakeId) {
    let (mut bench, intake) = put_forward();
    bench.run(intake_edit(&bench.workspace, edit)).expect("the rules fit");
    for step in [select, group, plan] {
        step(&mut bench, intake);
    }
    (bench, intake)
}

#[test]
fn what_the_rules_ask_about_besides_people_put_forward() {
    let (start, intake) = planned_with(|i| i.eligibility = Rule::Is(Criterion::PostVacant(Role::Principal)));
    check_from(
        &start,
        intake,
        &[("a colleague who holds the post", SELECTION, |w, _| {
            let known = w.people.iter().next().expect("there is one").fields();
            put(PersonFields { id: PersonId(99_000), role: Some(Role::Principal), ..known })
        })],
    );
    let (start, intake) = planned_with(|i| {
        let by = vec![Dimension::School];
        i.quotas = vec![Quota { by, only: None, at_least: Some(1), at_most: None, shared_by_pupils: None }];
    });
    check_from(
        &start,
        intake,
        &[("a school of which a minimum is asked", SELECTION, |w, _| {
            put(school(88_000, w.districts.iter().next().expect("there is one").id.0))
        })],
    );
}

#[test]
fn a_guessed_place_depends_on_the_schools_around() {
    let (mut bench, intake) = put_forward();
    bench.run(school_edit(&bench.workspace, |s| s.location = None)).expect("a place may be unknown");
    for step in [select, group, plan] {
        step(&mut bench, intake);
    }
    check_from(
        &bench,
        intake,
        &[("a school of the district that nobody comes from", GROUPS, |w, _| {
            put(school(88_000, w.districts.iter().next().expect("there is one").id.0))
        })],
    );
}
