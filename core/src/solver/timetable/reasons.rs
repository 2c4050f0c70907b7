//! Counted reasons why a demand on a timetable can't be met.

use super::demand::shortages;
use super::problem::{At, TimetableProblem};
use super::state::State;
use crate::finding::{Code, Finding};

/// Shortages that come with the change.
pub(super) fn new_shortages(now: &TimetableProblem, then: &TimetableProblem) -> Vec<Finding> {
    let before = shortages(now);
    shortages(then).into_iter().filter(|f| !before.contains(f)).collect()
}

/// For each session that nobody could take over where and when it is, how many could in principle and why they don't;
/// for all of them where only together they can't.
pub(super) fn nobody_free(state: &State, sessions: &[usize], short: Vec<Finding>) -> Vec<Finding> {
    let counted: Vec<(usize, Finding)> = sessions.iter().filter_map(|&e| takers(state, e)).collect();
    let stuck = counted.iter().any(|(free, _)| *free == 0);
    let told = counted.into_iter().filter(|(free, _)| !stuck || *free == 0).map(|(_, finding)| finding);
    let mut all: Vec<Finding> = Vec::new();
    for finding in short.into_iter().chain(told) {
        // Sessions of a day may well have the same reason.
        if !all.contains(&finding) {
            all.push(finding);
        }
    }
    all
}

/// Who else teaches the group's subject in its languages, counted by what keeps them; first how many nothing keeps.
fn takers(state: &State, event: usize) -> Option<(usize, Finding)> {
    let problem = state.problem;
    let (at, mine) = (state.at[event]?, &problem.events[event]);
    let class = &problem.classes[mine.class];
    let others = class.trainers.iter().copied().filter(|&t| t != at.trainer);
    let (mut busy, mut teaching, mut hours, mut away, mut free) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for trainer in others {
        let there = At { trainer, ..at };
        let daily = u32::from(problem.trainers[trainer].daily_hours.0);
        let other = |trainer| state.venues_of(trainer, class.stream).any(|v| v != class.venue);
        let one_venue = problem.one_venue && class.stream < problem.time.streams.len();
        match () {
            () if !problem.trainer_free(trainer, at.date, at.slot) => busy += 1,
            () if state.trainer_at(trainer, there) > 0 => teaching += 1,
            () if state.hours_on(trainer, at.date) + u32::from(mine.part.hours) > daily => hours += 1,
            () if one_venue && other(trainer) => away += 1,
            () => free += 1,
        }
    }
    if busy + teaching + hours + away + free == 0 {
        return Some((0, Finding::error(Code::NoOtherTrainer).about(class.id)));
    }
    let finding = Finding::error(Code::NoTrainerFree).about(class.id).with("module", u32::from(mine.part.module) + 1);
    let finding = finding.with("date", problem.dates[at.date]).with("count", busy + teaching + hours + away + free);
    let finding = finding.with("busy", busy).with("teaching", teaching).with("hours", hours).with("away", away);
    Some((free, finding.with("free", free)))
}

/// What keeps every session of the group from a day and slot where it has none, counted by the first thing that does.
pub(super) fn gap_stays(state: &mut State, class: usize, (date, slot): (usize, usize)) -> Finding {
    let problem = state.problem;
    let group = &problem.classes[class];
    let (mut locked, mut long, mut order, mut rooms, mut trainers) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for &event in &group.events {
        let part = problem.events[event].part;
        let home = state.set(event, None);
        let time = At { date, slot, room: 0, trainer: 0 };
        let other = |e: &usize| {
            let Some(at) = state.at[*e] else { return false };
            let (module, when) = (problem.events[*e].part.module, (at.date, at.slot));
            let turned = (module < part.module && when > (date, slot)) || (module > part.module && when < (date, slot));
            turned || (problem.one_module_a_day && at.date == date && module != part.module)
        };
        let open = |&&r: &&usize| problem.room_open(r, date, slot) && state.room_at(r, At { room: r, ..time }) == 0;
        match () {
            () if problem.events[event].locked.is_some() => locked += 1,
            () if problem.time.slots[slot].hours.0 < part.hours => long += 1,
            () if group.events.iter().any(other) => order += 1,
            () if !group.rooms.iter().any(|r| open(&r)) => rooms += 1,
            () => trainers += 1,
        }
        state.set(event, home);
    }
    let finding = Finding::error(Code::GapStays).about(group.id).with("date", problem.dates[date]);
    let finding = finding.with("count", group.events.len()).with("locked", locked).with("long", long);
    finding.with("order", order).with("rooms", rooms).with("trainers", trainers)
}
