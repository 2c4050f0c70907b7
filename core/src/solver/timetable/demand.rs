//! Counted reasons for the impossible: groups whose trainers or rooms together have less time than the groups need.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Class, TimetableProblem};
use super::time::{Part, TeachingTime};
use crate::finding::{Arg, Code, Finding};
use crate::model::RecordId;
use crate::solver::place::unions;

/// Every set of trainers or rooms of a stream that is asked for more than it has, and every stream too short.
#[must_use]
pub fn shortages(problem: &TimetableProblem) -> Vec<Finding> {
    let mut findings = Vec::new();
    for stream in 0..problem.time.streams.len() {
        let classes: Vec<&Class> = problem.classes.iter().filter(|c| c.stream == stream).collect();
        if classes.is_empty() {
            continue;
        }
        findings.extend(time_short(problem, stream));
        let trainers = |c: &Class| c.trainers.iter().copied().collect();
        let hours = problem.time.course_hours();
        let have = |set: &BTreeSet<usize>| -> u32 {
            let dates = &problem.stream_dates[stream];
            set.iter().flat_map(|&t| dates.iter().map(move |&d| problem.hours_free(t, d))).sum()
        };
        for (groups, set) in overrun(&classes, trainers, |n| n * hours, have) {
            findings.push(trainers_short(problem, stream, &groups, &set, have(&set)));
        }
        let rooms = |c: &Class| c.rooms.iter().copied().collect();
        let parts = u32::try_from(problem.time.parts.len()).unwrap_or(u32::MAX);
        let open = |set: &BTreeSet<usize>| open_slots(problem, stream, set);
        for (groups, set) in overrun(&classes, rooms, |n| n * parts, open) {
            findings.push(rooms_short(problem, stream, &groups, &set, open(&set)));
        }
    }
    findings
}

/// A stream too short for its groups, whatever their rooms and trainers: in days where a day holds one module, else in
/// slots. Too few slots are too few days as well.
fn time_short(problem: &TimetableProblem, stream: usize) -> Option<Finding> {
    let days = problem.stream_dates[stream].len();
    let short = |code: Code| Finding::error(code).about(problem.intake).with("stream", stream + 1);
    let needed = days_needed(&problem.time);
    if problem.one_module_a_day && needed > days {
        return Some(short(Code::DemandDays).with("needed", needed).with("days", days));
    }
    let (needed, slots) = (problem.time.parts.len(), days * problem.time.slots.len());
    (needed > slots).then(|| short(Code::DemandSlots).with("needed", needed).with("slots", slots))
}

/// Days that a group needs when no day holds two of its modules: for each module, as many as its parts of any length or
/// more take in the slots that are as long.
fn days_needed(time: &TeachingTime) -> usize {
    let of_module = |parts: &[Part]| {
        let at_least = |hours: u16| {
            let longer = parts.iter().filter(|p| p.hours >= hours).count();
            let slots = time.slots.iter().filter(|s| s.hours.0 >= hours).count();
            longer.div_ceil(slots.max(1))
        };
        parts.iter().map(|p| at_least(p.hours)).max().unwrap_or(0)
    };
    time.parts.chunk_by(|a, b| a.module == b.module).map(of_module).sum()
}

/// Sets (unions of what single groups could use) whose groups need more than the set has, the smallest sets first and
/// none that contains another.
fn overrun<'a>(
    classes: &[&'a Class],
    uses: impl Fn(&Class) -> BTreeSet<usize>,
    need: impl Fn(u32) -> u32,
    have: impl Fn(&BTreeSet<usize>) -> u32,
) -> Vec<(Vec<&'a Class>, BTreeSet<usize>)> {
    let mut members: BTreeMap<BTreeSet<usize>, Vec<&'a Class>> = BTreeMap::new();
    for &class in classes {
        members.entry(uses(class)).or_default().push(class);
    }
    let sets: BTreeSet<BTreeSet<usize>> = members.keys().cloned().collect();
    let mut all: Vec<BTreeSet<usize>> = unions(&sets).into_iter().collect();
    all.sort_by_key(BTreeSet::len);
    let mut found: Vec<(Vec<&'a Class>, BTreeSet<usize>)> = Vec::new();
    for set in all {
        let inside = members.iter().filter(|(s, _)| s.is_subset(&set)).flat_map(|(_, c)| c.iter().copied());
        let groups: Vec<&Class> = inside.collect();
        let needed = need(u32::try_from(groups.len()).unwrap_or(u32::MAX));
        if needed > have(&set) && !found.iter().any(|(_, f)| f.is_subset(&set)) {
            found.push((groups, set));
        }
    }
    found
}

fn open_slots(problem: &TimetableProblem, stream: usize, rooms: &BTreeSet<usize>) -> u32 {
    let mut open = 0;
    for &room in rooms {
        for &date in &problem.stream_dates[stream] {
            open += (0..problem.time.slots.len()).filter(|&s| problem.room_open(room, date, s)).map(|_| 1).sum::<u32>();
        }
    }
    open
}

fn trainers_short(
    problem: &TimetableProblem,
    stream: usize,
    groups: &[&Class],
    set: &BTreeSet<usize>,
    have: u32,
) -> Finding {
    let mut finding = Finding::error(Code::DemandTrainerHours).about(problem.intake);
    for class in groups {
        finding = finding.about(class.id);
    }
    let trainers = set.iter().map(|&t| Arg::Record(RecordId::from(problem.trainers[t].id))).collect();
    let course = problem.time.course_hours();
    let needed = course * u32::try_from(groups.len()).unwrap_or(u32::MAX);
    finding = finding.with("stream", stream + 1).with("groups", groups.len()).with("hours_each", course);
    finding.with("needed", needed).with("hours", have).with("trainers", Arg::List(trainers)).with("count", set.len())
}

fn rooms_short(
    problem: &TimetableProblem,
    stream: usize,
    groups: &[&Class],
    set: &BTreeSet<usize>,
    have: u32,
) -> Finding {
    let mut finding = Finding::error(Code::DemandRooms).about(problem.intake);
    for class in groups {
        finding = finding.about(class.id);
    }
    if let Some(class) = groups.first() {
        finding = finding.with("venue", Arg::Record(problem.venues[class.venue].0.into()));
    }
    let rooms = set.iter().map(|&r| Arg::Record(RecordId::from(problem.rooms[r].0.id))).collect();
    let needed = problem.time.parts.len() * groups.len();
    finding = finding.with("stream", stream + 1).with("groups", groups.len()).with("needed", needed);
    finding.with("slots", have).with("rooms", Arg::List(rooms)).with("count", set.len())
}
