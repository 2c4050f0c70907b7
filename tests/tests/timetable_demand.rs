//! What can't work is counted before any search: days where a day holds one module, else slots.

mod timetable_world;

use std::collections::BTreeMap;

use orken_core::finding::{Arg, Code, Finding};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::timetable::demand::shortages;
use orken_core::solver::timetable::{TimetableProblem, solve};
use orken_core::workspace::Workspace;
use timetable_world::*;

struct Case {
    name: &'static str,
    /// Academic hours of each module.
    modules: &'static [u16],
    /// Academic hours of each slot of a day.
    slots: &'static [u16],
    /// Working days of the stream.
    days: usize,
    one_module_a_day: bool,
    /// The code, what is needed and what there is.
    short: Option<(Code, i64, i64)>,
}

const WORKING: [&str; 4] = ["2024-10-14", "2024-10-15", "2024-10-16", "2024-10-18"];

fn world_of(case: &Case) -> Workspace {
    let mut workspace = world();
    let intake = workspace.intake(INTAKE).expect("it is there").clone();
    let course = workspace.courses.get(intake.course).expect("it is there").clone();
    let module = |&hours: &u16| Module { name: "Module".to_owned(), hours: AcademicHours(hours) };
    let starts = |n: u16| TimeOfDay::new(8 + 3 * n, 0).expect("a time");
    let slots = (0u16..).zip(case.slots).map(|(n, &hours)| Slot { starts: starts(n), hours: AcademicHours(hours) });
    let mut timetabling = intake.timetabling.clone();
    timetabling.one_module_a_day = case.one_module_a_day;
    // A holiday among the days teaches nothing.
    let days = WORKING[..case.days].iter().chain([&HOLIDAY]).map(|d| day(d)).collect();
    let (slots, streams) = (slots.collect(), vec![Stream { days }]);
    workspace.restore([Course { modules: case.modules.iter().map(module).collect(), ..course }.into()]);
    workspace.restore([Intake { slots, streams, timetabling, ..intake }.into()]);
    workspace
}

fn check(case: &Case) {
    let name = case.name;
    let workspace = world_of(case);
    let problem = TimetableProblem::from_workspace(&workspace, INTAKE).expect("it is there");
    let time = |f: &&Finding| matches!(f.code, Code::DemandDays | Code::DemandSlots);
    let found = shortages(&problem);
    let found: Vec<(Code, &BTreeMap<String, Arg>)> = found.iter().filter(time).map(|f| (f.code, &f.args)).collect();
    let wanted = case.short.map(|(code, needed, there)| {
        let there_is = if code == Code::DemandDays { "days" } else { "slots" };
        let figures = [("stream", 1), ("needed", needed), (there_is, there)];
        (code, figures.map(|(figure, n)| (figure.to_owned(), Arg::Number(n))).into_iter().collect())
    });
    let wanted: Vec<(Code, &BTreeMap<String, Arg>)> = wanted.iter().map(|(code, args)| (*code, args)).collect();
    assert_eq!(found, wanted, "{name}");
    let open = solve(&problem, &mut Unlimited).unplaced.len();
    assert_eq!(open > 0, case.short.is_some(), "{name}: {open} sessions without a place");
}

#[test]
fn days_and_slots_are_counted() {
    let case = |name, modules, slots, days, one_module_a_day, short| Case {
        name,
        modules,
        slots,
        days,
        one_module_a_day,
        short,
    };
    let cases = [
        case("a day for each module", &[4, 4, 4], &[2, 2], 3, true, None),
        case("three modules, two days", &[4, 4, 4], &[2, 2, 2, 2], 2, true, Some((Code::DemandDays, 3, 2))),
        case("the same where modules share days", &[4, 4, 4], &[2, 2, 2, 2], 2, false, None),
        case("a module and a half day each", &[6, 6], &[2, 2], 3, true, Some((Code::DemandDays, 4, 3))),
        case("the same where modules share a day", &[6, 6], &[2, 2], 3, false, None),
        case("too few slots, so too few days", &[8, 8], &[2, 2], 3, true, Some((Code::DemandDays, 4, 3))),
        case("too few slots", &[8, 8], &[2, 2], 3, false, Some((Code::DemandSlots, 8, 6))),
        case("one long slot a day, and short ones", &[4, 4], &[2, 1, 1], 3, true, Some((Code::DemandDays, 4, 3))),
        case("a short part finds a short slot", &[3, 3], &[2, 1], 2, true, None),
    ];
    cases.iter().for_each(check);
}
