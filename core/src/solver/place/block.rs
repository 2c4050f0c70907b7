//! The plans of one block: how many groups of each offer, with the cheapest assignment of its people.
//!
//! Small blocks are enumerated: every count of groups in the order of their number, skipping those whose lower bound is
//! no better than a plan already found that needs no more of any resource. What is left is every plan that an optimal
//! placement could need. Large blocks are searched locally from a rounded relaxation, which also gives their bound.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Block, Model};
use super::transport::{self, FORBIDDEN, Range};
use crate::solver::place::Watch;

/// Counts to look at before a block counts as large.
const MOST_COUNTS: u64 = 120_000;
/// Assignments to try in a large block.
const MOST_TRIALS: usize = 4_000;

/// A number of groups of each offer and what it costs with the cheapest assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) cost: i64,
    pub(crate) counts: Vec<u16>,
    /// How much it takes of each of the block's resources.
    pub(crate) usage: Vec<u16>,
}

/// The plans of a block, cheapest first.
#[derive(Debug, Clone)]
pub(crate) struct Plans {
    /// Indexes of the resources that `usage` is about.
    pub(crate) resources: Vec<usize>,
    pub(crate) plans: Vec<Plan>,
    /// No placement can have this block cheaper.
    pub(crate) bound: i64,
    /// Every plan that an optimum could need is there.
    pub(crate) exact: bool,
}

pub(crate) fn plans(block: &Block, model: &Model, min_size: u32, group_cost: i64, watch: &mut Watch) -> Plans {
    let mut search = Search::new(block, model, min_size, group_cost);
    let exact = search.configurations() <= MOST_COUNTS && search.enumerate(watch);
    if !exact {
        search.seek(watch);
    }
    search.finish(exact)
}

/// Whether all counts of a block can be looked at.
pub(crate) fn is_listed(block: &Block, model: &Model, min_size: u32) -> bool {
    Search::new(block, model, min_size, 0).configurations() <= MOST_COUNTS
}

/// The cheapest assignment of the block's people to these counts: cost, and how many of each source go to each offer;
/// the last column is who is left out.
pub(crate) fn assign(block: &Block, miss: i64, min_size: u32, counts: &[u16]) -> Option<(i64, Vec<Vec<u32>>)> {
    let mut cost = block.cost.clone();
    cost.iter_mut().for_each(|row| row.push(miss));
    transport::cheapest(&block.supply(), &cost, &ranges(block, min_size, counts))
}

fn ranges(block: &Block, min_size: u32, counts: &[u16]) -> Vec<Range> {
    let range =
        |(o, &n): (&super::model::Offer, &u16)| Range { least: min_size * u32::from(n), most: o.seats * u32::from(n) };
    let out = Range { least: 0, most: u32::MAX };
    block.offers.iter().zip(counts).map(range).chain([out]).collect()
}

struct Search<'a> {
    block: &'a Block,
    miss: i64,
    min_size: u32,
    group_cost: i64,
    resources: Vec<usize>,
    limits: Vec<u16>,
    uses: Vec<Vec<usize>>,
    /// Sources joined by what they cost beyond their cheapest offer, with the sum of those cheapest costs.
    alike: Vec<(Vec<i64>, u32)>,
    base: i64,
    people: u32,
    found: Vec<Plan>,
    /// Indexes of plans that no other dominates.
    front: Vec<usize>,
}

impl<'a> Search<'a> {
    fn new(block: &'a Block, model: &Model, min_size: u32, group_cost: i64) -> Self {
        let resources: Vec<usize> =
            block.offers.iter().flat_map(|o| o.uses.iter().copied()).collect::<BTreeSet<_>>().into_iter().collect();
        let position = |r: &usize| resources.binary_search(r).unwrap_or(0);
        let uses = block.offers.iter().map(|o| o.uses.iter().map(position).collect()).collect();
        let limits = resources.iter().map(|&r| u16::try_from(model.resources[r].limit()).unwrap_or(u16::MAX)).collect();
        let mut alike: BTreeMap<Vec<i64>, u32> = BTreeMap::new();
        let mut base = 0;
        for (row, people) in block.cost.iter().zip(block.supply()) {
            let least = row.iter().copied().min().filter(|&c| c < FORBIDDEN).unwrap_or(0);
            base += least * i64::from(people);
            let beyond = row.iter().map(|&c| if c < FORBIDDEN { c - least } else { c }).collect();
            *alike.entry(beyond).or_default() += people;
        }
        Self {
            block,
            miss: model.miss,
            min_size,
            group_cost,
            resources,
            limits,
            uses,
            alike: alike.into_iter().collect(),
            base,
            people: block.people(),
            found: Vec::new(),
            front: Vec::new(),
        }
    }

    fn most_groups(&self) -> usize {
        (self.people / self.min_size) as usize
    }

    /// How many counts there are, limits of single resources apart: C(offers + groups, groups), capped.
    fn configurations(&self) -> u64 {
        let (offers, groups) = (self.block.offers.len() as u64, self.group_limit() as u64);
        let mut ways = 1u64;
        for g in 1..=groups {
            ways = ways.saturating_mul(offers + g) / g;
            if ways > MOST_COUNTS * 50 {
                break;
            }
        }
        ways
    }

    /// Most groups of the block together, where one resource is taken by all its offers.
    fn group_limit(&self) -> usize {
        let common = |r: &usize| self.uses.iter().all(|u| u.contains(r));
        let limits = (0..self.limits.len()).filter(common).map(|r| usize::from(self.limits[r]));
        limits.min().unwrap_or(usize::MAX).min(self.most_groups())
    }

    fn enumerate(&mut self, watch: &mut Watch) -> bool {
        for groups in 0..=self.group_limit() {
            let mut counts = vec![0; self.block.offers.len()];
            let mut usage = vec![0; self.limits.len()];
            if !self.extend(0, groups, &mut counts, &mut usage, watch) {
                return false;
            }
        }
        true
    }

    /// Tries every way to open `left` more groups at the offers from `offer` on; false when told to stop.
    fn extend(&mut self, offer: usize, left: usize, counts: &mut [u16], usage: &mut [u16], watch: &mut Watch) -> bool {
        if left == 0 {
            self.look_at(counts, usage);
            return watch.go_on();
        }
        for o in offer..counts.len() {
            if !self.can_open(o, counts, usage) {
                continue;
            }
            self.open(o, counts, usage);
            let go_on = self.extend(o, left - 1, counts, usage, watch);
            counts[o] -= 1;
            self.uses[o].iter().for_each(|&r| usage[r] -= 1);
            if !go_on {
                return false;
            }
        }
        true
    }

    fn open(&self, o: usize, counts: &mut [u16], usage: &mut [u16]) {
        counts[o] += 1;
        self.uses[o].iter().for_each(|&r| usage[r] += 1);
    }

    /// Within the resources; and two mixed groups of one pair of languages at one venue can always be rearranged into
    /// one at no higher cost, so one is enough.
    fn can_open(&self, o: usize, counts: &[u16], usage: &[u16]) -> bool {
        let here = &self.block.offers[o];
        let same = |other: &super::model::Offer| {
            other.site == here.site && other.seats == here.seats && other.second.is_some() && {
                let pair = |x: &super::model::Offer| (x.main.min(x.second), x.main.max(x.second));
                pair(other) == pair(here)
            }
        };
        let twice = || self.block.offers.iter().zip(counts).any(|(other, &n)| n > 0 && same(other));
        self.uses[o].iter().all(|&r| usage[r] < self.limits[r]) && (here.second.is_none() || !twice())
    }

    fn look_at(&mut self, counts: &[u16], usage: &[u16]) {
        let bound = self.bound(counts);
        let beaten = |&i: &usize| self.found[i].cost <= bound && below(&self.found[i].usage, usage);
        if bound >= FORBIDDEN || self.front.iter().any(beaten) {
            return;
        }
        if let Some(cost) = self.cost(counts) {
            self.keep(Plan { cost, counts: counts.to_vec(), usage: usage.to_vec() });
        }
    }

    fn keep(&mut self, plan: Plan) {
        if self.front.iter().any(|&i| self.found[i].cost <= plan.cost && below(&self.found[i].usage, &plan.usage)) {
            return;
        }
        let found = &self.found;
        self.front.retain(|&i| !(plan.cost <= found[i].cost && below(&plan.usage, &found[i].usage)));
        self.front.push(self.found.len());
        self.found.push(plan);
    }

    fn groups_cost(&self, counts: &[u16]) -> i64 {
        counts.iter().map(|&n| i64::from(n)).sum::<i64>() * self.group_cost
    }

    /// No assignment to these counts costs less: everyone at their cheapest open offer, and those past the seats left out.
    fn bound(&self, counts: &[u16]) -> i64 {
        let seats: u32 = self.block.offers.iter().zip(counts).map(|(o, &n)| o.seats * u32::from(n)).sum();
        let groups: u32 = counts.iter().map(|&n| u32::from(n)).sum();
        if groups * self.min_size > self.people {
            return FORBIDDEN;
        }
        let (mut total, mut out, mut dearest) = (self.base + self.groups_cost(counts), 0, 0);
        for (row, people) in &self.alike {
            let open = row.iter().zip(counts).filter(|(_, n)| **n > 0).map(|(&c, _)| c).min().unwrap_or(FORBIDDEN);
            if open < self.miss {
                total += open * i64::from(*people);
                dearest = dearest.max(open);
            } else {
                total += self.left_out() * i64::from(*people);
                out += people;
            }
        }
        let over = self.people.saturating_sub(seats).saturating_sub(out);
        total + i64::from(over) * (self.left_out() - dearest).max(0)
    }

    /// At least what leaving one person out adds beyond `base`, whoever it is.
    fn left_out(&self) -> i64 {
        let dearest =
            self.block.cost.iter().filter_map(|row| row.iter().copied().filter(|&c| c < FORBIDDEN).min()).max();
        self.miss - dearest.unwrap_or(0)
    }

    /// Cost of the cheapest assignment; none if the minimums can't be met.
    fn cost(&self, counts: &[u16]) -> Option<i64> {
        let opened = self.groups_cost(counts);
        let supply: Vec<u32> = self.alike.iter().map(|(_, n)| *n).collect();
        let cost: Vec<Vec<i64>> =
            self.alike.iter().map(|(row, _)| row.iter().copied().chain([self.miss]).collect()).collect();
        let (total, flow) = transport::cheapest(&supply, &cost, &ranges(self.block, self.min_size, counts))?;
        if flow.iter().all(|row| row.last() == Some(&0)) {
            return Some(self.base + total + opened);
        }
        // Who is left out matters now, so people with the same differences are no longer alike.
        assign(self.block, self.miss, self.min_size, counts).map(|(total, _)| total + opened)
    }

    /// Everyone assigned with a group's cost spread over its seats: rounded up it is where the local search starts.
    fn relaxed(&self) -> Option<(i64, Vec<u16>)> {
        let share = |o: &super::model::Offer| self.group_cost / i64::from(o.seats.max(1));
        let row = |(costs, _): &(Vec<i64>, u32)| -> Vec<i64> {
            let shared = |(&c, o): (&i64, &super::model::Offer)| if c < FORBIDDEN { c + share(o) } else { c };
            costs.iter().zip(&self.block.offers).map(shared).chain([self.left_out()]).collect()
        };
        let most = |o: usize| {
            let limit = self.uses[o].iter().map(|&r| u32::from(self.limits[r])).min();
            limit.map_or(self.people, |l| l * self.block.offers[o].seats)
        };
        let sinks = (0..self.block.offers.len()).map(|o| Range { least: 0, most: most(o) });
        let sinks: Vec<Range> = sinks.chain([Range { least: 0, most: u32::MAX }]).collect();
        let supply: Vec<u32> = self.alike.iter().map(|(_, n)| *n).collect();
        let cost: Vec<Vec<i64>> = self.alike.iter().map(row).collect();
        let (total, flow) = transport::cheapest(&supply, &cost, &sinks)?;
        let sum = |o: usize| flow.iter().map(|row| row[o]).sum::<u32>();
        let counts = self.block.offers.iter().enumerate();
        let counts = counts.map(|(i, o)| u16::try_from(sum(i) / o.seats.max(1)).unwrap_or(u16::MAX)).collect();
        Some((self.base + total, counts))
    }

    /// Local search over counts: open one, close one, or move one, as long as it helps.
    fn seek(&mut self, watch: &mut Watch) {
        let wanted = self.relaxed().map_or_else(|| vec![0; self.block.offers.len()], |(_, counts)| counts);
        let (mut counts, mut usage) = (vec![0; wanted.len()], vec![0; self.limits.len()]);
        for (o, &n) in wanted.iter().enumerate() {
            for _ in 0..n {
                if self.can_open(o, &counts, &usage) {
                    self.open(o, &mut counts, &mut usage);
                }
            }
        }
        let nothing = vec![0; counts.len()];
        self.try_counts(&nothing);
        let mut best = self.try_counts(&counts).unwrap_or(i64::MAX);
        let mut trials = 0;
        'improve: while trials < MOST_TRIALS {
            for next in self.neighbours(&counts) {
                trials += 1;
                if !watch.go_on() || trials >= MOST_TRIALS {
                    return;
                }
                if let Some(cost) = self.try_counts(&next).filter(|&c| c < best) {
                    (counts, best) = (next, cost);
                    continue 'improve;
                }
            }
            return;
        }
    }

    fn try_counts(&mut self, counts: &[u16]) -> Option<i64> {
        if self.bound(counts) >= FORBIDDEN {
            return None;
        }
        let cost = self.cost(counts)?;
        let mut usage = vec![0; self.limits.len()];
        for (o, &n) in counts.iter().enumerate() {
            self.uses[o].iter().for_each(|&r| usage[r] += n);
        }
        self.keep(Plan { cost, counts: counts.to_vec(), usage });
        Some(cost)
    }

    fn neighbours(&self, counts: &[u16]) -> Vec<Vec<u16>> {
        let mut next = Vec::new();
        let mut usage = vec![0u16; self.limits.len()];
        for (o, &n) in counts.iter().enumerate() {
            self.uses[o].iter().for_each(|&r| usage[r] += n);
        }
        let mut closed: Vec<Option<usize>> = vec![None];
        closed.extend((0..counts.len()).filter(|&o| counts[o] > 0).map(Some));
        for close in closed {
            let (mut counts, mut usage) = (counts.to_vec(), usage.clone());
            if let Some(o) = close {
                counts[o] -= 1;
                self.uses[o].iter().for_each(|&r| usage[r] -= 1);
                next.push(counts.clone());
            }
            for o in (0..counts.len()).filter(|&o| close != Some(o) && self.can_open(o, &counts, &usage)) {
                let mut opened = counts.clone();
                opened[o] += 1;
                next.push(opened);
            }
        }
        next
    }

    fn finish(self, exact: bool) -> Plans {
        let mut plans: Vec<Plan> = self.front.iter().map(|&i| self.found[i].clone()).collect();
        plans.sort_by(|a, b| (a.cost, &a.counts).cmp(&(b.cost, &b.counts)));
        let cheapest = plans.first().map_or(0, |p| p.cost);
        let relaxed = || self.relaxed().map_or(0, |(bound, _)| bound);
        let bound = if exact { cheapest } else { relaxed().min(cheapest) };
        Plans { resources: self.resources, plans, bound, exact }
    }
}

/// Takes no more of anything.
fn below(a: &[u16], b: &[u16]) -> bool {
    a.iter().zip(b).all(|(a, b)| a <= b)
}
