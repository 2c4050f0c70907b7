//! Groups to streams so that each stream stays within every resource.
//!
//! Where the streams are alike and the totals fit, such a split exists for venues and trainers whose limits nest: a
//! bipartite multigraph has a balanced edge colouring (de Werra 1971). It is found by min-conflicts with a short memory;
//! changes and exchanges of two groups are tried on the group that takes part in most conflicts.

use super::Watch;
use super::assemble::{Opened, Placed};
use super::model::Model;
use super::problem::PlacementProblem;
use crate::solver::random::Random;
use crate::solver::timetable::staff;

const TRIES: usize = 40;
const STEPS: usize = 4_000;

/// Gives each group its stream. False if some groups found none: they are closed and their people left out.
pub(crate) fn assign(problem: &PlacementProblem, model: &Model, placed: &mut Placed, watch: &mut Watch) -> bool {
    let streams = problem.time.streams.len();
    let mut random = Random::new(problem.seed);
    let mut best: Option<(u64, Vec<usize>)> = None;
    for attempt in 0..TRIES {
        let mut board = Board::new(model, &placed.groups, streams);
        let conflicts = board.search(attempt, &mut random);
        let stuck = conflicts > 0 || !staffed(problem, &placed.groups, &board.stream);
        if best.as_ref().is_none_or(|(c, _)| conflicts < *c || !stuck) {
            best = Some((conflicts, board.stream));
        }
        if !stuck {
            apply(placed, best.map(|(_, s)| s));
            return true;
        }
        if !watch.go_on() || streams == 0 {
            break;
        }
    }
    apply(placed, best.map(|(_, s)| s));
    close_conflicts(problem, model, placed);
    false
}

fn apply(placed: &mut Placed, streams: Option<Vec<usize>>) {
    for (group, stream) in placed.groups.iter_mut().zip(streams.unwrap_or_default()) {
        group.stream = stream;
    }
}

/// Trainers can in fact be shared out in every stream.
fn staffed(problem: &PlacementProblem, groups: &[Opened], streams: &[usize]) -> bool {
    problem.coaches.is_empty()
        || (0..problem.time.streams.len()).all(|t| {
            let here = groups.iter().zip(streams).filter(|(_, s)| **s == t).map(|(g, _)| g);
            staff::possible(problem, t, &here.collect::<Vec<_>>())
        })
}

/// Closes the smallest groups until each stream stays within its resources.
fn close_conflicts(problem: &PlacementProblem, model: &Model, placed: &mut Placed) {
    let streams = problem.time.streams.len();
    loop {
        let kept: Vec<usize> = placed.groups.iter().map(|g| g.stream).collect();
        let mut board = Board::new(model, &placed.groups, streams);
        board.place(&kept);
        let staffless = |t: usize| {
            let here: Vec<&Opened> = placed.groups.iter().filter(|g| g.stream == t).collect();
            !problem.coaches.is_empty() && !staff::possible(problem, t, &here)
        };
        let clash = (0..placed.groups.len()).filter(|&g| board.conflicts(g, kept[g]) > 0 || streams == 0);
        let victim = clash.min_by_key(|&g| placed.groups[g].members.len()).or_else(|| {
            let lost = (0..streams).find(|&t| staffless(t))?;
            let here = (0..placed.groups.len()).filter(|&g| placed.groups[g].stream == lost);
            here.min_by_key(|&g| placed.groups[g].members.len())
        });
        let Some(victim) = victim else { break };
        placed.out.extend(placed.groups.remove(victim).members);
    }
    placed.out.sort_unstable();
}

struct Board<'a> {
    model: &'a Model,
    groups: &'a [Opened],
    streams: usize,
    stream: Vec<usize>,
    /// Groups by stream and resource.
    load: Vec<Vec<u32>>,
}

impl<'a> Board<'a> {
    fn new(model: &'a Model, groups: &'a [Opened], streams: usize) -> Self {
        let load = vec![vec![0; model.resources.len()]; streams];
        Self { model, groups, streams, stream: vec![0; groups.len()], load }
    }

    fn place(&mut self, streams: &[usize]) {
        for (g, &t) in streams.iter().enumerate().filter(|(_, t)| **t < self.streams) {
            self.stream[g] = t;
            self.groups[g].offer.uses.iter().for_each(|&r| self.load[t][r] += 1);
        }
    }

    fn limit(&self, t: usize, r: usize) -> u32 {
        self.model.resources[r].per_stream[t]
    }

    /// By how much the resources of a group are overrun in a stream where it is.
    fn conflicts(&self, g: usize, t: usize) -> u64 {
        if t >= self.streams {
            return 0;
        }
        let over = |&r: &usize| u64::from(self.load[t][r].saturating_sub(self.limit(t, r)));
        self.groups[g].offer.uses.iter().map(over).sum()
    }

    /// What the group would overrun if it came to the stream now.
    fn price(&self, g: usize, t: usize) -> u64 {
        let over = |&r: &usize| u64::from((self.load[t][r] + 1).saturating_sub(self.limit(t, r)));
        self.groups[g].offer.uses.iter().map(over).sum()
    }

    fn shift(&mut self, g: usize, to: usize) {
        let from = self.stream[g];
        for &r in &self.groups[g].offer.uses {
            self.load[from][r] -= 1;
            self.load[to][r] += 1;
        }
        self.stream[g] = to;
    }

    fn total(&self) -> u64 {
        (0..self.groups.len()).map(|g| self.conflicts(g, self.stream[g])).sum()
    }

    fn search(&mut self, attempt: usize, random: &mut Random) -> u64 {
        if self.streams == 0 {
            return self.groups.len() as u64;
        }
        self.construct(attempt, random);
        let mut held = vec![0usize; self.groups.len() * self.streams];
        for step in 1..=STEPS {
            let clashing: Vec<usize> =
                (0..self.groups.len()).filter(|&g| self.conflicts(g, self.stream[g]) > 0).collect();
            let Some(&g) = clashing.get(random.below(clashing.len())) else { return 0 };
            let here = self.stream[g];
            let price = |t: &usize| {
                let memory = if held[g * self.streams + t] > step { 3 } else { 0 };
                self.price(g, *t) * 4 + memory
            };
            let others: Vec<usize> = (0..self.streams).filter(|&t| t != here).collect();
            let least = others.iter().map(price).min().unwrap_or(0);
            let choices: Vec<usize> = others.iter().copied().filter(|t| price(t) == least).collect();
            let Some(&to) = choices.get(random.below(choices.len())) else { break };
            self.shift(g, to);
            held[g * self.streams + here] = step + 6 + random.below(6);
        }
        self.total()
    }

    /// Most constrained groups first, each to the stream where it overruns least and which has fewest groups.
    fn construct(&mut self, attempt: usize, random: &mut Random) {
        let mut order: Vec<usize> = (0..self.groups.len()).collect();
        if attempt > 0 {
            random.shuffle(&mut order);
        }
        let tightest = |g: &usize| {
            self.groups[*g].offer.uses.iter().map(|&r| self.model.resources[r].limit()).min().unwrap_or(u32::MAX)
        };
        order.sort_by_key(tightest);
        let mut sizes = vec![0usize; self.streams];
        for g in order {
            let to = (0..self.streams).min_by_key(|&t| (self.price(g, t), sizes[t], t)).unwrap_or(0);
            self.stream[g] = to;
            self.groups[g].offer.uses.iter().for_each(|&r| self.load[to][r] += 1);
            sizes[to] += 1;
        }
    }
}
