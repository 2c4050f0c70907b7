//! Simulated annealing over single sessions and whole groups (Kirkpatrick, Gelatt and Vecchi 1983), sessions in trouble
//! first (min-conflicts; Minton et al. 1992). Ends with a repair that leaves nothing broken.

use super::moves;
use super::problem::At;
use super::state::{HARD, State, Wishes};
use crate::solver::place::Watch;
use crate::solver::random::Random;

/// Steps of the search for each session, at least and at most.
const STEPS_EACH: u64 = 150;
const LEAST_STEPS: u64 = 6_000;
const MOST_STEPS: u64 = 120_000;

/// Improves the timetable until nothing is left to wish, the steps are used up, or the budget ends.
pub(crate) fn anneal(state: &mut State, watch: &mut Watch) {
    let problem = state.problem;
    let free: Vec<usize> = (0..problem.events.len()).filter(|&e| problem.events[e].locked.is_none()).collect();
    polish(state);
    let only_travel = Wishes { trainer_km: 0, ..*state.wishes() }.penalty() == 0;
    let complete = state.hard() + state.unplaced() == 0;
    if (complete && only_travel) || free.is_empty() || problem.time.slots.is_empty() {
        return;
    }
    let mut random = Random::new(problem.seed);
    let steps = (STEPS_EACH * free.len() as u64).clamp(LEAST_STEPS, MOST_STEPS);
    let mut best = (state.cost(), state.at.clone());
    let mut troubled = trouble(state, &free);
    let (hot, cold) = (if state.hard() + state.unplaced() > 0 { HARD as f64 / 4.0 } else { 800.0 }, 20.0f64);
    let cooling = libm::pow(cold / hot, 1.0 / steps as f64);
    let mut heat = hot;
    for step in 0..steps {
        heat *= cooling;
        if step % 1024 == 0 {
            troubled = trouble(state, &free);
        }
        let pool = if troubled.is_empty() || random.below(3) == 0 { &free } else { &troubled };
        let event = pool[random.below(pool.len())];
        let Some(change) = moves::random(state, event, &mut random) else { continue };
        let before = state.cost();
        let back = moves::apply(state, &change);
        let worse = state.cost() - before;
        if worse > 0 && !accepts(worse, heat, &mut random) {
            moves::apply(state, &back);
        } else if state.cost() < best.0 {
            best = (state.cost(), state.at.clone());
            watch.found(best.0);
            if best.0 == 0 {
                break;
            }
        }
        if !watch.go_on() {
            break;
        }
    }
    restore(state, &best.1);
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

fn accepts(worse: i64, heat: f64, random: &mut Random) -> bool {
    let chance = libm::exp(-(worse as f64) / heat);
    (random.bits() >> 11) as f64 / (1u64 << 53) as f64 <= chance
}

fn trouble(state: &State, free: &[usize]) -> Vec<usize> {
    if state.hard() + state.unplaced() == 0 {
        return Vec::new();
    }
    free.iter().copied().filter(|&e| state.troubles(e) > 0).collect()
}

fn restore(state: &mut State, places: &[Option<At>]) {
    for (event, &at) in places.iter().enumerate() {
        state.set(event, at);
    }
}

/// Lifts sessions until nothing is broken, then puts back every one that has a place where it breaks nothing.
pub(crate) fn settle(state: &mut State) {
    let problem = state.problem;
    let free: Vec<usize> = (0..problem.events.len()).filter(|&e| problem.events[e].locked.is_none()).collect();
    while state.hard() > 0 {
        let placed: Vec<usize> = free.iter().copied().filter(|&e| state.at[e].is_some()).collect();
        let lift = |e: usize| {
            let was = state.set(e, None);
            let left = state.hard();
            state.set(e, was);
            (left, e)
        };
        let Some((left, event)) = placed.into_iter().map(lift).min() else { break };
        if left >= state.hard() && state.troubles(event) == 0 {
            break;
        }
        state.set(event, None);
    }
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
