//! The search of lectures (`solver/lectures`) on the timetable of an intake, between an exchange of trainers that is
//! enough for regular intakes and a last look for places.

use super::bound::least_penalty;
use super::model::Lectures;
use super::moves;
use super::problem::At;
use super::state::State;
use crate::solver::budget::{Budget, Progress};
use crate::solver::lectures::{Order, Settings, solve_with};
use crate::solver::place::Watch;

/// Steps of the search for each session, at least and at most.
const STEPS_EACH: u64 = 5_000;
const LEAST_STEPS: u64 = 500_000;
const MOST_STEPS: u64 = 5_000_000;

/// Improves the timetable until nothing is left to wish, the steps are used up, or the budget ends.
pub(crate) fn anneal(state: &mut State, watch: &mut Watch) {
    let problem = state.problem;
    polish(state);
    let least = least_penalty(problem);
    let best = state.hard() + state.unplaced() == 0 && state.wishes().penalty() <= least;
    let free = problem.events.iter().filter(|event| event.locked.is_none()).count() as u64;
    if best || free == 0 || problem.time.slots.is_empty() || problem.dates.is_empty() {
        return;
    }
    let lectures = Lectures::new(problem);
    let start = lectures.places(&state.at);
    let steps = (STEPS_EACH * free).clamp(LEAST_STEPS, MOST_STEPS);
    let least = u64::try_from(least).unwrap_or(0);
    let settings = Settings { steps, ..SETTINGS };
    let order = Order { seed: problem.seed, settings, start: &start, least };
    // A timetable too large to be numbered stays as it was built.
    let out = problem.events.len() - lectures.events.len();
    if let Ok(found) = solve_with(&lectures.model, &order, &mut Watched { watch, out: out as i64 }) {
        for (&event, place) in lectures.events.iter().zip(found.at) {
            state.set(event, place.and_then(|place| lectures.at(place)));
        }
    }
}

/// How the search of lectures is set where classes are courses: their weights are heavy, and a start is there.
const SETTINGS: Settings =
    Settings { hottest: 2.0, coldest: 0.05, hard: 4.0, same_room: 0, same_period: 0, chain: 0, steps: 0 };

/// Passes on what the search asks and tells: sessions without a place, then the wishes.
struct Watched<'w, 'b> {
    watch: &'w mut Watch<'b>,
    /// Sessions that the search doesn't know and that have no place.
    out: i64,
}

impl Budget for Watched<'_, '_> {
    fn should_stop(&mut self) -> bool {
        !self.watch.go_on()
    }

    fn progress(&mut self, progress: &Progress) {
        let more =
            |terms: &[i64]| terms.iter().enumerate().map(|(at, n)| n + if at == 0 { self.out } else { 0 }).collect();
        let (best, bound) = (more(&progress.best), more(&progress.bound));
        self.watch.pass(Progress { steps: progress.steps, best, bound });
    }
}

/// Groups of a stream exchange their trainers as long as that helps: what is left to gain in a regular timetable.
fn polish(state: &mut State) {
    let problem = state.problem;
    let mut better = true;
    while better {
        better = false;
        for one in 0..problem.classes.len() {
            for other in one + 1..problem.classes.len() {
                let Some(change) = moves::exchange(state, one, other) else { continue };
                let before = state.cost();
                let back = moves::apply(state, &change);
                if state.cost() < before {
                    better = true;
                } else {
                    moves::apply(state, &back);
                }
            }
        }
    }
}

/// Puts every session that has none into a place where it breaks nothing, if there is one.
pub(crate) fn settle(state: &mut State) {
    let problem = state.problem;
    let free: Vec<usize> = (0..problem.events.len()).filter(|&e| problem.events[e].locked.is_none()).collect();
    for &event in &free {
        if state.at[event].is_none() {
            let best = cheapest_place(state, event);
            if let Some((_, at)) = best.filter(|(cost, _)| *cost < state.cost()) {
                state.set(event, Some(at));
            }
        }
    }
}

/// The cheapest place of a session among all times, rooms and trainers that will do for its group.
pub(crate) fn cheapest_place(state: &mut State, event: usize) -> Option<(i64, At)> {
    let problem = state.problem;
    let class = problem.events[event].class;
    let was = state.at[event];
    let mut best: Option<(i64, At)> = None;
    for &date in problem.dates_of(class) {
        for slot in 0..problem.time.slots.len() {
            for &room in &problem.classes[class].rooms {
                for &trainer in &problem.classes[class].trainers {
                    let at = At { date, slot, room, trainer };
                    state.set(event, Some(at));
                    if best.is_none_or(|b| (state.cost(), at) < b) {
                        best = Some((state.cost(), at));
                    }
                }
            }
        }
    }
    state.set(event, was);
    best
}
