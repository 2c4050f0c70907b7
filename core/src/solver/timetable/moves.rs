//! Moves of whole groups: each a list of sessions with their new places.

use super::problem::At;
use super::state::State;

/// Sessions and where they go.
pub(crate) type Move = Vec<(usize, Option<At>)>;

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
