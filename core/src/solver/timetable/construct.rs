//! The first timetable: each group gets one room and one trainer for its stream, and its modules go to days in order.
//! For regular intakes this is already complete; what doesn't fit is left to the search.

use std::collections::BTreeMap;

use super::problem::{At, TimetableProblem};
use super::staff::{Post, share};
use super::state::State;
use super::ways::{shortest, teams};

/// Places every session that is not locked.
pub(crate) fn construct(state: &mut State) {
    let problem = state.problem;
    let mut last_venue: Vec<Option<usize>> = vec![None; problem.trainers.len()];
    for (stream, plan) in planned(problem).iter().enumerate() {
        let classes: Vec<usize> = (0..problem.classes.len()).filter(|&c| problem.classes[c].stream == stream).collect();
        let rooms = rooms_for(problem, &classes, stream);
        let trainers = trainers_for(problem, &classes, stream, &last_venue, plan);
        for ((&class, &room), &trainer) in classes.iter().zip(&rooms).zip(&trainers) {
            let (Some(room), Some(trainer)) = (room, trainer) else { continue };
            last_venue[trainer] = Some(problem.classes[class].venue);
            fill(state, class, room, trainer);
        }
    }
}

/// One room for each group, as few groups to a room as can be: augmenting paths (Kuhn 1955), layer by layer.
fn rooms_for(problem: &TimetableProblem, classes: &[usize], stream: usize) -> Vec<Option<usize>> {
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); problem.rooms.len()];
    let mut chosen = vec![None; classes.len()];
    let turns = turns_of(problem, stream).max(1);
    for most in 1..=turns {
        for i in 0..classes.len() {
            if chosen[i].is_none() {
                let mut seen = vec![false; problem.rooms.len()];
                augment(problem, classes, i, most, &mut taken, &mut chosen, &mut seen);
            }
        }
    }
    for (i, &class) in classes.iter().enumerate().filter(|(_, c)| !problem.classes[**c].rooms.is_empty()) {
        if chosen[i].is_none() {
            let least = problem.classes[class].rooms.iter().copied().min_by_key(|&r| taken[r].len());
            if let Some(room) = least {
                taken[room].push(i);
            }
            chosen[i] = least;
        }
    }
    chosen
}

/// Groups that can follow each other in one room within a stream.
fn turns_of(problem: &TimetableProblem, stream: usize) -> usize {
    let slots = problem.stream_dates[stream].len() * problem.time.slots.len();
    slots / problem.time.parts.len().max(1)
}

fn augment(
    problem: &TimetableProblem,
    classes: &[usize],
    i: usize,
    most: usize,
    taken: &mut [Vec<usize>],
    chosen: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for &room in &problem.classes[classes[i]].rooms {
        if std::mem::replace(&mut seen[room], true) {
            continue;
        }
        if taken[room].len() < most {
            taken[room].push(i);
            chosen[i] = Some(room);
            return true;
        }
        for k in 0..taken[room].len() {
            let other = taken[room][k];
            if augment(problem, classes, other, most, taken, chosen, seen) {
                taken[room].retain(|&o| o != other);
                taken[room].push(i);
                chosen[i] = Some(room);
                return true;
            }
        }
    }
    false
}

/// By stream and trainer: where those of teams with a plan of shortest ways should be; nothing is said of the others.
fn planned(problem: &TimetableProblem) -> Vec<BTreeMap<usize, Option<usize>>> {
    let mut planned = vec![BTreeMap::new(); problem.time.streams.len()];
    for team in teams(problem) {
        let Some(plan) = shortest(problem, &team) else { continue };
        for (here, venue) in planned.iter_mut().zip(plan.venue) {
            here.extend(team.trainers.iter().map(|&t| (t, venue.get(&t).copied())));
        }
    }
    planned
}

/// One trainer for each group: those whose plan it is, if that can be; else those who were nearest in the stream before
/// come first.
fn trainers_for(
    problem: &TimetableProblem,
    classes: &[usize],
    stream: usize,
    last_venue: &[Option<usize>],
    plan: &BTreeMap<usize, Option<usize>>,
) -> Vec<Option<usize>> {
    let way =
        |t: usize, venue: usize| last_venue[t].map_or(0, |last| problem.venues[last].1.km_to(problem.venues[venue].1));
    let post = |&class: &usize| {
        let c = &problem.classes[class];
        let mut candidates = c.trainers.clone();
        // Trainers with few languages first: the others are needed elsewhere.
        candidates.sort_by_key(|&t| (problem.trainers[t].languages.len(), way(t, c.venue), t));
        Post { venue: c.venue, candidates }
    };
    let posts: Vec<Post> = classes.iter().map(post).collect();
    let turns: Vec<u32> = (0..problem.trainers.len()).map(|t| whole_groups(problem, t, stream)).collect();
    let once: Vec<u32> = turns.iter().map(|&t| t.min(1)).collect();
    let by_plan = |post: &Post| {
        let here = |t: &usize| plan.get(t).is_none_or(|venue| *venue == Some(post.venue));
        Post { venue: post.venue, candidates: post.candidates.iter().copied().filter(here).collect() }
    };
    let planned: Vec<Post> = posts.iter().map(by_plan).collect();
    let tries = [(&planned, &once), (&planned, &turns), (&posts, &once), (&posts, &turns)];
    let found = tries.into_iter().find_map(|(posts, turns)| share(posts, turns, problem.one_venue));
    if let Some(chosen) = found {
        return chosen.into_iter().map(Some).collect();
    }
    let mut load = vec![0u32; problem.trainers.len()];
    let greedy = |post: &Post| {
        let chosen = post.candidates.iter().copied().min_by_key(|&t| (load[t] >= turns[t], load[t]));
        if let Some(t) = chosen {
            load[t] += 1;
        }
        chosen
    };
    posts.iter().map(greedy).collect()
}

/// Groups that a trainer can teach alone in a stream.
fn whole_groups(problem: &TimetableProblem, trainer: usize, stream: usize) -> u32 {
    let dates = &problem.stream_dates[stream];
    if problem.time.is_tight(stream) {
        let day = problem.time.day_hours().max(1);
        return dates.iter().map(|&d| problem.hours_free(trainer, d) / day).min().unwrap_or(0);
    }
    let hours: u32 = dates.iter().map(|&d| problem.hours_free(trainer, d)).sum();
    hours / problem.time.course_hours().max(1)
}

/// Places a group's sessions with this room and trainer, each where it adds least after those before it.
fn fill(state: &mut State, class: usize, room: usize, trainer: usize) {
    let problem = state.problem;
    let dates = problem.dates_of(class);
    let events = problem.classes[class].events.clone();
    for (i, &event) in events.iter().enumerate() {
        if state.at[event].is_some() || dates.is_empty() {
            continue;
        }
        let best = best_time(state, event, room, trainer, wanted_day(problem, class, i));
        state.set(event, best);
    }
}

/// The day of the i-th session when modules are spread evenly over the stream.
fn wanted_day(problem: &TimetableProblem, class: usize, i: usize) -> usize {
    let (days, slots) = (problem.dates_of(class).len(), problem.time.slots.len().max(1));
    let parts = &problem.time.parts;
    if !problem.one_module_a_day {
        return i * days / parts.len().max(1);
    }
    // Days that each module takes at least; the spare ones are shared out in between.
    let mut starts = Vec::new();
    let mut needed = 0;
    for module in parts.chunk_by(|a, b| a.module == b.module) {
        starts.extend((0..module.len()).map(|k| needed + k / slots));
        needed += module.len().div_ceil(slots);
    }
    starts.get(i).map_or(0, |&s| s * days.max(needed) / needed.max(1))
}

fn best_time(state: &mut State, event: usize, room: usize, trainer: usize, wanted: usize) -> Option<At> {
    let problem = state.problem;
    let class = problem.events[event].class;
    let mut best: Option<(i64, usize, At)> = None;
    for (day, &date) in problem.dates_of(class).iter().enumerate() {
        for slot in 0..problem.time.slots.len() {
            let at = At { date, slot, room, trainer };
            if state.group_at(class, at) > 0 {
                continue;
            }
            state.set(event, Some(at));
            let (cost, off) = (state.cost(), day.abs_diff(wanted));
            if best.is_none_or(|(c, o, a)| (cost, off, at) < (c, o, a)) {
                best = Some((cost, off, at));
            }
            state.set(event, None);
        }
    }
    best.map(|(_, _, at)| at).filter(|_| best.is_some_and(|(c, _, _)| c < state.cost()))
}
