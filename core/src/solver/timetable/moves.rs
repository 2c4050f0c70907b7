//! Moves of the search: each a list of sessions with their new places.

use super::problem::At;
use super::state::State;
use crate::solver::random::Random;

/// Sessions and where they go.
pub(crate) type Move = Vec<(usize, Option<At>)>;

/// A random move that starts at this session; none if it has no choice there.
pub(crate) fn random(state: &State, event: usize, random: &mut Random) -> Option<Move> {
    let Some(at) = state.at[event] else { return insert(state, event, random) };
    match random.below(8) {
        0 | 1 => retime(state, event, at, random),
        2 => reroom(state, event, at, random),
        3 => retrain(state, event, at, random),
        4 => whole_group(state, event, random),
        5 => exchange_trainers(state, event, random),
        6 => swap(state, event, random),
        _ => Some(vec![(event, None)]),
    }
}

fn pick<T: Copy>(items: &[T], random: &mut Random) -> Option<T> {
    items.get(random.below(items.len())).copied()
}

fn any_time(state: &State, event: usize, random: &mut Random) -> Option<(usize, usize)> {
    let problem = state.problem;
    let date = pick(problem.dates_of(problem.events[event].class), random)?;
    Some((date, random.below(problem.time.slots.len())))
}

fn insert(state: &State, event: usize, random: &mut Random) -> Option<Move> {
    let class = &state.problem.classes[state.problem.events[event].class];
    let (date, slot) = any_time(state, event, random)?;
    let at = At { date, slot, room: pick(&class.rooms, random)?, trainer: pick(&class.trainers, random)? };
    Some(vec![(event, Some(at))])
}

/// Another time; whoever of the group is there comes here.
fn retime(state: &State, event: usize, at: At, random: &mut Random) -> Option<Move> {
    let (date, slot) = any_time(state, event, random)?;
    let mut list = vec![(event, Some(At { date, slot, ..at }))];
    let class = &state.problem.classes[state.problem.events[event].class];
    let there = class.events.iter().copied().filter(|&e| e != event && !locked(state, e));
    for other in there {
        if let Some(o) = state.at[other].filter(|o| (o.date, o.slot) == (date, slot)) {
            list.push((other, Some(At { date: at.date, slot: at.slot, ..o })));
        }
    }
    Some(list)
}

fn reroom(state: &State, event: usize, at: At, random: &mut Random) -> Option<Move> {
    let class = &state.problem.classes[state.problem.events[event].class];
    Some(vec![(event, Some(At { room: pick(&class.rooms, random)?, ..at }))])
}

fn retrain(state: &State, event: usize, at: At, random: &mut Random) -> Option<Move> {
    let class = &state.problem.classes[state.problem.events[event].class];
    let trainer = pick(&class.trainers, random)?;
    let module = state.problem.events[event].part.module;
    let whole = random.below(2) == 0;
    let alike =
        |&&e: &&usize| e == event || (whole && state.problem.events[e].part.module == module && !locked(state, e));
    let moved = class.events.iter().filter(alike);
    let list: Move = moved.filter_map(|&e| Some((e, Some(At { trainer, ..state.at[e]? })))).collect();
    (trainer != at.trainer).then_some(list)
}

/// The whole group gets another room or trainer.
fn whole_group(state: &State, event: usize, random: &mut Random) -> Option<Move> {
    let class = &state.problem.classes[state.problem.events[event].class];
    let (room, trainer) = (pick(&class.rooms, random)?, pick(&class.trainers, random)?);
    let by_room = random.below(2) == 0;
    let change = |at: At| if by_room { At { room, ..at } } else { At { trainer, ..at } };
    let free = class.events.iter().copied().filter(|&e| !locked(state, e));
    Some(free.filter_map(|e| Some((e, Some(change(state.at[e]?))))).collect())
}

fn exchange_trainers(state: &State, event: usize, random: &mut Random) -> Option<Move> {
    let problem = state.problem;
    let one = problem.events[event].class;
    let stream = problem.classes[one].stream;
    let rivals = |c: &usize| *c != one && problem.classes[*c].stream == stream;
    let others: Vec<usize> = (0..problem.classes.len()).filter(rivals).collect();
    exchange(state, one, pick(&others, random)?)
}

/// Two groups of a stream exchange the trainers of their first sessions, wherever these teach them; none where one of
/// the trainers won't do.
pub(crate) fn exchange(state: &State, one: usize, other: usize) -> Option<Move> {
    let problem = state.problem;
    let (a, b) = (&problem.classes[one], &problem.classes[other]);
    let first = |class: usize| problem.classes[class].events.iter().find_map(|&e| state.at[e]);
    let (here, there) = (first(one)?.trainer, first(other)?.trainer);
    let able = a.stream == b.stream && a.trainers.contains(&there) && b.trainers.contains(&here);
    let mut list = Move::new();
    for (class, from, to) in [(one, here, there), (other, there, here)] {
        for &e in problem.classes[class].events.iter().filter(|e| !locked(state, **e)) {
            if let Some(at) = state.at[e].filter(|at| at.trainer == from) {
                list.push((e, Some(At { trainer: to, ..at })));
            }
        }
    }
    (able && here != there).then_some(list)
}

/// Two sessions change times, or rooms when they are at the same time.
fn swap(state: &State, event: usize, random: &mut Random) -> Option<Move> {
    let problem = state.problem;
    let at = state.at[event]?;
    let stream = problem.classes[problem.events[event].class].stream;
    let other = random.below(problem.events.len());
    let there = state.at[other].filter(|_| other != event && !locked(state, other))?;
    if problem.classes[problem.events[other].class].stream != stream {
        return None;
    }
    if (at.date, at.slot) == (there.date, there.slot) {
        return Some(vec![(event, Some(At { room: there.room, ..at })), (other, Some(At { room: at.room, ..there }))]);
    }
    let (to, back) = (At { date: there.date, slot: there.slot, ..at }, At { date: at.date, slot: at.slot, ..there });
    Some(vec![(event, Some(to)), (other, Some(back))])
}

pub(crate) fn locked(state: &State, event: usize) -> bool {
    state.problem.events[event].locked.is_some()
}

/// Does the move; returns the one that takes it back.
pub(crate) fn apply(state: &mut State, change: &Move) -> Move {
    let back = change.iter().map(|&(e, _)| (e, state.at[e])).collect();
    for &(event, _) in change {
        state.set(event, None);
    }
    for &(event, to) in change {
        state.set(event, to);
    }
    back
}
