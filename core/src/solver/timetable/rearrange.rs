//! Sessions that must move are placed anew with as few others as may be: what stands in their way is lifted in turn and
//! placed elsewhere (ejection chains; Glover 1996), level by level of how many more may move, so that the first level with
//! an answer has the fewest changes.

use super::problem::At;
use super::state::{State, WEIGHTS};
use crate::solver::place::Watch;

/// Places tried at each level, at most.
const MOST_STEPS: u64 = 12_000;
/// Position of free slots among the wishes.
const FREE_SLOTS: usize = 3;

/// Where sessions go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// Every session that changes, in order, with its new place.
    pub(super) changes: Vec<(usize, At)>,
    /// Cost of the whole timetable then.
    pub(super) cost: i64,
    /// Everything was tried: no other way has fewer changes, and none with as few costs less.
    pub(super) proven: bool,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub(super) struct Order<'o> {
    /// Sessions that must move.
    pub(super) lifted: &'o [usize],
    /// Day and slot that the first of them must go to.
    pub(super) cell: Option<(usize, usize)>,
    /// How many other sessions may move.
    pub(super) others: usize,
}

/// The plan with the fewest changes in which nothing that moves breaks anything, the cheapest of them; the state is left
/// as it was. None where no plan was found.
pub(super) fn rearrange(state: &mut State, order: &Order, watch: &mut Watch) -> Option<Plan> {
    let homes: Vec<Option<At>> = order.lifted.iter().map(|&e| state.set(e, None)).collect();
    let mut proven = true;
    let mut found = None;
    for spare in 0..=order.others {
        let mut search = Search::new(state, order, &homes, watch);
        search.place(&search.by_choice(order.lifted), spare);
        proven &= search.steps < MOST_STEPS && !search.stopped;
        found = search.best.take().map(|(cost, changes)| Plan { changes, cost, proven });
        if found.is_some() {
            break;
        }
    }
    for (&event, home) in order.lifted.iter().zip(homes) {
        state.set(event, home);
    }
    found
}

/// A place and the sessions that must leave for it.
type Choice = (usize, i64, At, Vec<usize>);

struct Search<'s, 'a, 'w, 'b> {
    state: &'s mut State<'a>,
    /// The session that has only one day and slot, and which.
    cell: Option<(usize, (usize, usize))>,
    /// Where each session that has been lifted was; it moves once.
    moved: Vec<(usize, Option<At>)>,
    best: Option<(i64, Vec<(usize, At)>)>,
    steps: u64,
    stopped: bool,
    watch: &'w mut Watch<'b>,
}

impl<'s, 'a, 'w, 'b> Search<'s, 'a, 'w, 'b> {
    fn new(state: &'s mut State<'a>, order: &Order, homes: &[Option<At>], watch: &'w mut Watch<'b>) -> Self {
        let moved = order.lifted.iter().copied().zip(homes.iter().copied()).collect();
        let cell = order.cell.and_then(|cell| Some((*order.lifted.first()?, cell)));
        Self { state, cell, moved, best: None, steps: 0, stopped: false, watch }
    }

    /// The sessions with the most free places first: the last is placed first.
    fn by_choice(&self, lifted: &[usize]) -> Vec<usize> {
        let mut counted: Vec<(usize, usize)> = lifted.iter().map(|&e| (self.choices(e, 0).len(), e)).collect();
        counted.sort_by_key(|&(free, e)| (std::cmp::Reverse(free), std::cmp::Reverse(e)));
        counted.into_iter().map(|(_, e)| e).collect()
    }

    fn go_on(&mut self) -> bool {
        self.steps += 1;
        self.stopped |= !self.watch.go_on();
        self.steps < MOST_STEPS && !self.stopped
    }

    /// Places the last of the open sessions and then the others, lifting up to `spare` more.
    fn place(&mut self, open: &[usize], spare: usize) {
        let Some((&event, rest)) = open.split_last() else { return self.keep() };
        for (_, _, at, leaving) in self.priced(event, spare) {
            if !self.go_on() {
                return;
            }
            let first = self.moved.len();
            for &other in &leaving {
                let home = self.state.set(other, None);
                self.moved.push((other, home));
            }
            let broken = self.state.hard();
            self.state.set(event, Some(at));
            if self.state.hard() == broken && !self.hopeless(rest.len(), spare - leaving.len()) {
                let open: Vec<usize> = rest.iter().chain(&leaving).copied().collect();
                self.place(&open, spare - leaving.len());
            }
            self.state.set(event, None);
            for (other, home) in self.moved.split_off(first) {
                self.state.set(other, home);
            }
        }
    }

    /// Nothing is left open: kept where it is cheaper than the best so far.
    fn keep(&mut self) {
        let cost = self.state.cost();
        if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
            let at = |&(e, _): &(usize, Option<At>)| Some((e, self.state.at[e]?));
            let mut changes: Vec<(usize, At)> = self.moved.iter().filter_map(at).collect();
            changes.sort_unstable();
            self.best = Some((cost, changes));
        }
    }

    /// Once no more sessions may be lifted, placing the rest takes away no more than a free slot of the group and one of
    /// the trainer each, and what rounding gives to a detour.
    fn hopeless(&self, open: usize, spare: usize) -> bool {
        let Some((best, _)) = self.best.as_ref().filter(|_| spare == 0 && self.state.problem.one_venue) else {
            return false;
        };
        let (open, wishes) = (i64::try_from(open).unwrap_or(i64::MAX / 4), self.state.wishes());
        let slots = (2 * open).min(wishes.free_slots) * WEIGHTS[FREE_SLOTS];
        let least = self.state.cost() - open * super::state::UNPLACED - slots - 4 * open;
        least >= *best
    }

    /// Places of the session, those that lift the fewest first; of those that lift nobody the cheapest, else what changes
    /// the least of it.
    fn priced(&mut self, event: usize, spare: usize) -> Vec<Choice> {
        let home = self.moved.iter().find(|(e, _)| *e == event).and_then(|(_, home)| *home);
        let mut choices = self.choices(event, spare);
        for (lifts, price, at, _) in &mut choices {
            if *lifts == 0 {
                let broken = self.state.hard();
                self.state.set(event, Some(*at));
                *price = if self.state.hard() > broken { i64::MAX } else { self.state.cost() };
                self.state.set(event, None);
            } else if let Some(home) = home {
                let time = (at.date, at.slot) != (home.date, home.slot);
                *price = 4 * i64::from(time) + 2 * i64::from(at.room != home.room);
                *price += i64::from(at.trainer != home.trainer);
            }
        }
        choices.retain(|(lifts, price, ..)| *lifts > 0 || *price < i64::MAX);
        choices.sort_unstable();
        choices
    }

    /// Every place of the session for which no more than `spare` others must leave, and who they are.
    fn choices(&self, event: usize, spare: usize) -> Vec<Choice> {
        let problem = self.state.problem;
        let class = problem.events[event].class;
        let home = self.moved.iter().find(|(e, _)| *e == event).and_then(|(_, home)| *home);
        let only = self.cell.filter(|(e, _)| *e == event).map(|(_, cell)| cell);
        if problem.dates_of(class).is_empty() {
            return Vec::new();
        }
        let away: Vec<Option<Vec<usize>>> =
            problem.classes[class].trainers.iter().map(|&t| self.at_other_venues(t, class, spare)).collect();
        let mut choices = Vec::new();
        for &date in problem.dates_of(class) {
            for slot in (0..problem.time.slots.len()).filter(|&s| only.is_none_or(|cell| cell == (date, s))) {
                let Some(own) = self.all_free(self.out_of_order(event, (date, slot)), spare) else { continue };
                let there = |e: &usize| self.state.at[*e].is_some_and(|o| (o.date, o.slot) == (date, slot));
                // Where nobody may leave, that somebody is there is enough to know.
                let all = if spare > 0 { self.state.at.len() } else { 0 };
                let there: Vec<usize> = (0..all).filter(there).collect();
                for (&trainer, away) in problem.classes[class].trainers.iter().zip(&away) {
                    let Some(away) = away else { continue };
                    for &room in &problem.classes[class].rooms {
                        let at = At { date, slot, room, trainer };
                        let taken = self.state.trainer_at(trainer, at) > 0 || self.state.room_at(room, at) > 0;
                        if Some(at) == home || (taken && spare == 0) || self.state.alone(event, at) > 0 {
                            continue;
                        }
                        let clash =
                            |e: &&usize| self.state.at[**e].is_some_and(|o| o.room == room || o.trainer == trainer);
                        let rivals = there.iter().filter(clash).chain(&own).chain(away).copied().collect();
                        let Some(rivals) = self.all_free(rivals, spare) else { continue };
                        let sets = self.within_hours(event, at, rivals, spare);
                        choices.extend(sets.into_iter().map(|set| (set.len(), 0, at, set)));
                    }
                }
            }
        }
        choices
    }

    /// The sessions in order, each once; none where one of them may not leave or they are too many.
    fn all_free(&self, mut sessions: Vec<usize>, spare: usize) -> Option<Vec<usize>> {
        sessions.sort_unstable();
        sessions.dedup();
        (sessions.len() <= spare && sessions.iter().all(|&e| self.may_leave(e))).then_some(sessions)
    }

    fn may_leave(&self, event: usize) -> bool {
        self.state.problem.events[event].locked.is_none() && self.moved.iter().all(|(e, _)| *e != event)
    }

    /// Sessions of the group that would stand in the same slot, on the wrong side, or with another module on the day.
    fn out_of_order(&self, event: usize, when: (usize, usize)) -> Vec<usize> {
        let problem = self.state.problem;
        let mine = &problem.events[event];
        let wrong = |&e: &usize| {
            let Some(there) = self.state.at[e].filter(|_| e != event) else { return false };
            let (module, time) = (problem.events[e].part.module, (there.date, there.slot));
            let turned = (module < mine.part.module && time > when) || (module > mine.part.module && time < when);
            let together = problem.one_module_a_day && there.date == when.0 && module != mine.part.module;
            time == when || turned || together
        };
        problem.classes[mine.class].events.iter().copied().filter(wrong).collect()
    }

    /// Sessions of the trainer in the stream at other venues than the group's, where one venue is the rule.
    fn at_other_venues(&self, trainer: usize, class: usize, spare: usize) -> Option<Vec<usize>> {
        let problem = self.state.problem;
        let group = &problem.classes[class];
        if !problem.one_venue || self.state.venues_of(trainer, group.stream).all(|v| v == group.venue) {
            return Some(Vec::new());
        }
        if spare == 0 {
            return None;
        }
        let other = |&e: &usize| {
            let theirs = &problem.classes[problem.events[e].class];
            let taught = self.state.at[e].is_some_and(|at| at.trainer == trainer);
            taught && theirs.stream == group.stream && theirs.venue != group.venue
        };
        self.all_free((0..self.state.at.len()).filter(other).collect(), spare)
    }

    /// The rivals with every smallest set of further sessions of the trainer's day whose hours must go.
    fn within_hours(&self, event: usize, at: At, rivals: Vec<usize>, spare: usize) -> Vec<Vec<usize>> {
        let problem = self.state.problem;
        let hours = |e: usize| u32::from(problem.events[e].part.hours);
        let taught = |e: usize| self.state.at[e].is_some_and(|o| (o.trainer, o.date) == (at.trainer, at.date));
        let daily = u32::from(problem.trainers[at.trainer].daily_hours.0);
        let most = daily.max(problem.elsewhere.hours(at.trainer, at.date));
        let freed: u32 = rivals.iter().filter(|&&e| taught(e)).map(|&e| hours(e)).sum();
        let over = (self.state.hours_on(at.trainer, at.date) + hours(event)).saturating_sub(most + freed);
        if over == 0 {
            return vec![rivals];
        }
        if rivals.len() == spare {
            return Vec::new();
        }
        let day: Vec<usize> =
            (0..self.state.at.len()).filter(|&e| taught(e) && !rivals.contains(&e) && self.may_leave(e)).collect();
        let mut sets = Vec::new();
        let mut open = vec![(rivals, over, 0)];
        while let Some((set, over, from)) = open.pop() {
            if over == 0 {
                sets.push(set);
            } else if set.len() < spare {
                for (next, &other) in day.iter().enumerate().skip(from) {
                    let more = set.iter().copied().chain([other]).collect();
                    open.push((more, over.saturating_sub(hours(other)), next + 1));
                }
            }
        }
        sets
    }
}
