//! One joint plan of each circle so that the rooms that circles share suffice and the sum is least: a multiple-choice
//! knapsack of several resources.
//!
//! Lagrangian prices on the resources bound it (Fisher 1981), and joints whose reduced cost lies further above the bound
//! than the best choice found are left out. What is left is settled circle by circle over the states that resources can be
//! in ([`super::states`]), or by branch and bound where there are too many.

use super::combine::{Circle, Combination, Joint};
use super::states;
use crate::solver::place::Watch;

/// Nodes of the branch and bound.
const MOST_NODES: u64 = 400_000;
/// Steps of the price search.
const PRICE_STEPS: usize = 160;
/// Prices are counted in sixteenths.
pub(super) const SCALE: i64 = 16;

/// One joint of each circle within the limits.
pub(crate) struct Knapsack<'a> {
    pub(crate) circles: &'a [Circle],
    pub(crate) limits: &'a [u16],
}

impl Knapsack<'_> {
    /// The cheapest choice, and what none can cost less than.
    pub(crate) fn solve(&self, watch: &mut Watch) -> Combination {
        let mut picks = vec![0; self.circles.len()];
        let slack: i64 = self.circles.iter().map(|c| c.joints[0].cost - c.bound).sum();
        let floor: i64 = self.circles.iter().map(|c| c.joints[0].cost).sum();
        if self.fits(&picks) {
            return Combination { picks, bound: floor - slack };
        }
        self.repair(&mut picks);
        let mut best = (self.cost(&picks), picks);
        watch.found(best.0);
        let (prices, bound) = self.prices(best.0, watch);
        let mut done = states::search(self, &prices, bound, &mut best, watch);
        if !done {
            let mut candidates = self.candidates(&prices, bound, best.0);
            let mut tree = Tree { knapsack: self, prices: &prices, nodes: 0, best: &mut best };
            done = tree.run(&mut candidates, watch);
        }
        let (cost, picks) = best;
        let bound = if done { cost } else { bound.min(cost) };
        Combination { picks, bound: bound - slack }
    }

    fn cost(&self, picks: &[usize]) -> i64 {
        self.circles.iter().zip(picks).map(|(c, &p)| c.joints[p].cost).sum()
    }

    fn usage(&self, picks: &[usize]) -> Vec<u16> {
        let mut sum = vec![0; self.limits.len()];
        for (c, &p) in self.circles.iter().zip(picks) {
            sum.iter_mut().zip(&c.joints[p].usage).for_each(|(s, u)| *s += u);
        }
        sum
    }

    fn excess(&self, usage: &[u16]) -> u32 {
        usage.iter().zip(self.limits).map(|(u, l)| u32::from(u.saturating_sub(*l))).sum()
    }

    fn fits(&self, picks: &[usize]) -> bool {
        self.excess(&self.usage(picks)) == 0
    }

    /// Changes one circle at a time where it takes off most excess for its price, then lowers the cost while it fits.
    fn repair(&self, picks: &mut [usize]) {
        loop {
            let usage = self.usage(picks);
            let over = self.excess(&usage);
            if over == 0 {
                break;
            }
            let mut best: Option<(i64, usize, usize)> = None;
            for (c, circle) in self.circles.iter().enumerate() {
                let now = &circle.joints[picks[c]];
                for (j, joint) in circle.joints.iter().enumerate() {
                    let less = over - self.excess(&swapped(&usage, now, joint)).min(over);
                    let price = (joint.cost - now.cost) * 64 / i64::from(less.max(1));
                    if less > 0 && best.is_none_or(|b| (price, c, j) < b) {
                        best = Some((price, c, j));
                    }
                }
            }
            match best {
                Some((_, c, j)) => picks[c] = j,
                // Nothing helps alone: the most frugal plans open no group, so they fit together.
                None => {
                    for (c, circle) in self.circles.iter().enumerate() {
                        let total = |j: &usize| circle.joints[*j].usage.iter().map(|&u| u32::from(u)).sum::<u32>();
                        picks[c] = (0..circle.joints.len()).min_by_key(total).unwrap_or(0);
                    }
                    break;
                }
            }
        }
        self.descend(picks);
    }

    fn descend(&self, picks: &mut [usize]) {
        let mut better = true;
        while better {
            better = false;
            for c in 0..picks.len() {
                let usage = self.usage(picks);
                let circle = &self.circles[c];
                let fits = |j: &usize| self.excess(&swapped(&usage, &circle.joints[picks[c]], &circle.joints[*j])) == 0;
                // Joints are in the order of their cost.
                if let Some(j) = (0..picks[c]).find(fits) {
                    picks[c] = j;
                    better = true;
                }
            }
        }
    }

    fn reduced(&self, joint: &Joint, prices: &[i64]) -> i64 {
        joint.cost * SCALE + joint.usage.iter().zip(prices).map(|(&u, p)| i64::from(u) * p).sum::<i64>()
    }

    /// Prices of the resources, and the bound that they prove: subgradient steps of Polyak's length.
    fn prices(&self, target: i64, watch: &mut Watch) -> (Vec<i64>, i64) {
        let mut prices = vec![0i64; self.limits.len()];
        let mut best = (i64::MIN, prices.clone());
        let (mut share, mut idle) = (2.0f64, 0);
        for _ in 0..PRICE_STEPS {
            let cheapest =
                |c: &Circle| (0..c.joints.len()).min_by_key(|&j| self.reduced(&c.joints[j], &prices)).unwrap_or(0);
            let picks: Vec<usize> = self.circles.iter().map(cheapest).collect();
            let paid: i64 = prices.iter().zip(self.limits).map(|(p, &l)| p * i64::from(l)).sum();
            let value: i64 =
                self.circles.iter().zip(&picks).map(|(c, &j)| self.reduced(&c.joints[j], &prices)).sum::<i64>() - paid;
            if value > best.0 {
                best = (value, prices.clone());
                idle = 0;
            } else {
                idle += 1;
                if idle % 6 == 0 {
                    // Steps were too long: from the best prices on, shorter ones.
                    share /= 2.0;
                    prices.clone_from(&best.1);
                    continue;
                }
            }
            let usage = self.usage(&picks);
            let slope: Vec<i64> = usage.iter().zip(self.limits).map(|(&u, &l)| i64::from(u) - i64::from(l)).collect();
            let norm: i64 = slope.iter().zip(&prices).filter(|(s, p)| **s > 0 || **p > 0).map(|(s, _)| s * s).sum();
            if norm == 0 || best.0 >= target * SCALE || !watch.go_on() {
                break;
            }
            step(&mut prices, &slope, share, target * SCALE - value, norm);
        }
        // Costs are whole, so the bound can be rounded up.
        (best.1, -((-best.0).div_euclid(SCALE)))
    }

    /// Joints that could still be in something cheaper than `best`, cheapest reduced cost first.
    pub(super) fn candidates(&self, prices: &[i64], bound: i64, best: i64) -> Vec<Vec<(i64, usize)>> {
        let paid: i64 = prices.iter().zip(self.limits).map(|(p, &l)| p * i64::from(l)).sum();
        let list = |c: &Circle| -> Vec<(i64, usize)> {
            let mut all: Vec<(i64, usize)> =
                c.joints.iter().enumerate().map(|(j, x)| (self.reduced(x, prices), j)).collect();
            all.sort_unstable();
            all
        };
        let mut lists: Vec<Vec<(i64, usize)>> = self.circles.iter().map(list).collect();
        let floor: i64 = lists.iter().map(|l| l[0].0).sum::<i64>() - paid;
        debug_assert!(floor <= bound * SCALE);
        for list in &mut lists {
            let least = list[0].0;
            list.retain(|(r, _)| floor + r - least < best * SCALE);
        }
        lists
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a step length needs no exactness")]
fn step(prices: &mut [i64], slope: &[i64], share: f64, distance: i64, norm: i64) {
    let length = share * distance.max(1) as f64 / norm as f64;
    for (p, &s) in prices.iter_mut().zip(slope) {
        *p = (*p + libm::round(length * s as f64) as i64).max(0);
    }
}

fn swapped(usage: &[u16], out: &Joint, into: &Joint) -> Vec<u16> {
    usage.iter().zip(&out.usage).zip(&into.usage).map(|((u, o), i)| u - o + i).collect()
}

struct Tree<'a> {
    knapsack: &'a Knapsack<'a>,
    prices: &'a [i64],
    nodes: u64,
    best: &'a mut (i64, Vec<usize>),
}

impl Tree<'_> {
    /// True when it looked at everything that could be better.
    fn run(&mut self, candidates: &mut [Vec<(i64, usize)>], watch: &mut Watch) -> bool {
        if candidates.iter().any(Vec::is_empty) {
            return true;
        }
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by_key(|&c| (candidates[c].len(), c));
        let mut rest = vec![0i64; order.len() + 1];
        for i in (0..order.len()).rev() {
            rest[i] = rest[i + 1] + candidates[order[i]][0].0;
        }
        let paid: i64 = self.prices.iter().zip(self.knapsack.limits).map(|(p, &l)| p * i64::from(l)).sum();
        let mut picks = vec![0; candidates.len()];
        let mut usage = vec![0u16; self.knapsack.limits.len()];
        self.descend(0, -paid, 0, &order, &rest, candidates, &mut picks, &mut usage, watch)
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one recursion")]
    fn descend(
        &mut self,
        depth: usize,
        reduced: i64,
        cost: i64,
        order: &[usize],
        rest: &[i64],
        candidates: &[Vec<(i64, usize)>],
        picks: &mut [usize],
        usage: &mut [u16],
        watch: &mut Watch,
    ) -> bool {
        let Some(&c) = order.get(depth) else {
            if cost < self.best.0 {
                *self.best = (cost, picks.to_vec());
                watch.found(cost);
            }
            return true;
        };
        for &(value, j) in &candidates[c] {
            // The bound is of whole costs: only something at least one cheaper is worth a visit.
            if reduced + value + rest[depth + 1] > (self.best.0 - 1) * SCALE {
                break;
            }
            self.nodes += 1;
            if self.nodes > MOST_NODES || !watch.go_on() {
                return false;
            }
            let joint = &self.knapsack.circles[c].joints[j];
            usage.iter_mut().zip(&joint.usage).for_each(|(u, n)| *u += n);
            let mut whole = true;
            if usage.iter().zip(self.knapsack.limits).all(|(u, l)| u <= l) {
                picks[c] = j;
                let (reduced, cost) = (reduced + value, cost + joint.cost);
                whole = self.descend(depth + 1, reduced, cost, order, rest, candidates, picks, usage, watch);
            }
            usage.iter_mut().zip(&joint.usage).for_each(|(u, n)| *u -= n);
            if !whole {
                return false;
            }
        }
        true
    }
}
