//! The cheapest choice circle by circle: of all choices for the first so many circles that take the same of every resource,
//! only the cheapest can be the beginning of the best (Bellman 1957). States that can't come to anything better than what
//! is known, by the prices of the resources, are dropped. Rooms are few where programmes are small, so states are too.

use super::combine::Joint;
use super::knapsack::{Knapsack, SCALE};
use crate::solver::place::Watch;

/// States kept of one circle; with more the best by their prices go on, and nothing is proven.
const MOST_STATES: usize = 150_000;

/// What so many circles take together, and what they cost at least.
#[derive(Debug, Clone)]
struct State {
    usage: Vec<u16>,
    cost: i64,
    /// Cost at the prices, in their scale.
    reduced: i64,
    /// State of the circle before, and the joint that led from there.
    from: (usize, usize),
}

/// Looks for something cheaper than `best` and puts it there. True when nothing else can be.
pub(super) fn search(
    knapsack: &Knapsack<'_>,
    prices: &[i64],
    bound: i64,
    best: &mut (i64, Vec<usize>),
    watch: &mut Watch,
) -> bool {
    let candidates = knapsack.candidates(prices, bound, best.0);
    if candidates.iter().any(Vec::is_empty) {
        return true;
    }
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|&c| (candidates[c].len(), c));
    let mut rest: i64 = candidates.iter().map(|list| list[0].0).sum();
    let paid: i64 = prices.iter().zip(knapsack.limits).map(|(p, &l)| p * i64::from(l)).sum();
    let nothing = State { usage: vec![0; prices.len()], cost: 0, reduced: -paid, from: (0, 0) };
    let (mut layers, mut whole) = (vec![vec![nothing]], true);
    for &c in &order {
        rest -= candidates[c][0].0;
        let most = (best.0 - 1) * SCALE - rest;
        let Some(mut next) = step(knapsack, c, &candidates[c], layers.last().map_or(&[], Vec::as_slice), most, watch)
        else {
            return false;
        };
        if next.len() > MOST_STATES {
            next.sort_by(|a, b| (a.reduced, &a.usage).cmp(&(b.reduced, &b.usage)));
            next.truncate(MOST_STATES);
            whole = false;
        }
        layers.push(next);
    }
    let last = layers.last().map_or(&[][..], Vec::as_slice);
    let Some((mut at, found)) = last.iter().enumerate().min_by_key(|(_, state)| state.cost) else { return whole };
    if found.cost < best.0 {
        best.0 = found.cost;
        for (&c, layer) in order.iter().zip(&layers[1..]).rev() {
            let (before, joint) = layer[at].from;
            (best.1[c], at) = (joint, before);
        }
        watch.found(best.0);
    }
    whole
}

/// The states after one circle more: of each usage the cheapest. None when told to stop.
fn step(
    knapsack: &Knapsack<'_>,
    circle: usize,
    candidates: &[(i64, usize)],
    before: &[State],
    most: i64,
    watch: &mut Watch,
) -> Option<Vec<State>> {
    let mut next: Vec<State> = Vec::new();
    for (from, state) in before.iter().enumerate() {
        if !watch.go_on() {
            return None;
        }
        for &(value, j) in candidates {
            let reduced = state.reduced + value;
            if reduced > most {
                break;
            }
            let joint = &knapsack.circles[circle].joints[j];
            if let Some(usage) = sum(&state.usage, joint, knapsack.limits) {
                next.push(State { usage, cost: state.cost + joint.cost, reduced, from: (from, j) });
            }
        }
        // Many of them are alike: not all have to be held at once.
        if next.len() > 8 * MOST_STATES {
            keep_cheapest(&mut next);
        }
    }
    keep_cheapest(&mut next);
    Some(next)
}

/// What all take together, where it is within the limits.
fn sum(usage: &[u16], joint: &Joint, limits: &[u16]) -> Option<Vec<u16>> {
    let within = |((u, n), limit): ((&u16, &u16), &u16)| Some(u + n).filter(|sum| sum <= limit);
    usage.iter().zip(&joint.usage).zip(limits).map(within).collect()
}

fn keep_cheapest(states: &mut Vec<State>) {
    states.sort_by(|a, b| (&a.usage, a.cost, a.from).cmp(&(&b.usage, b.cost, b.from)));
    states.dedup_by(|later, first| later.usage == first.usage);
}

#[cfg(test)]
mod tests {
    use super::super::combine::Circle;
    use super::*;
    use crate::solver::budget::Unlimited;
    use crate::solver::random::Random;

    /// Circles whose joints take rooms and leave people out where they don't: leaving out costs more than all else.
    fn circles(random: &mut Random, count: usize, limits: usize) -> Vec<Circle> {
        let joint = |random: &mut Random, groups: usize| {
            let mut usage = vec![0; limits];
            (0..groups).for_each(|_| usage[random.below(limits)] += 1);
            let out = i64::try_from(random.below(3) * (5 - groups)).unwrap_or(0);
            let km = i64::try_from(random.below(9_000)).unwrap_or(0);
            Joint { cost: out * 200_000 + km, usage, picks: Vec::new() }
        };
        let circle = |at: usize| {
            let most = 1 + random.below(5);
            let mut joints: Vec<Joint> = (0..=most).map(|groups| joint(random, groups.min(4))).collect();
            joints[0] = Joint { cost: 3_000_000, usage: vec![0; limits], picks: Vec::new() };
            joints.sort_by_key(|joint| joint.cost);
            let bound = joints[0].cost;
            Circle { blocks: vec![at], joints, bound }
        };
        (0..count).map(circle).collect()
    }

    /// Everything tried.
    fn cheapest(circles: &[Circle], left: &[u16]) -> Option<i64> {
        let Some((first, rest)) = circles.split_first() else { return Some(0) };
        let with = |joint: &Joint| {
            let left: Option<Vec<u16>> = left.iter().zip(&joint.usage).map(|(l, u)| l.checked_sub(*u)).collect();
            Some(joint.cost + cheapest(rest, &left?)?)
        };
        first.joints.iter().filter_map(with).min()
    }

    #[test]
    fn the_choice_is_the_cheapest_of_all_and_proven() {
        let mut random = Random::new(7);
        let mut tight = 0;
        for case in 0..200 {
            let (count, limits) = (2 + random.below(5), 1 + random.below(3));
            let circles = circles(&mut random, count, limits);
            let limits: Vec<u16> = (0..limits).map(|_| 1 + u16::try_from(random.below(4)).unwrap_or(0)).collect();
            let found = Knapsack { circles: &circles, limits: &limits }.solve(&mut Watch::new(&mut Unlimited));
            let cost: i64 = circles.iter().zip(&found.picks).map(|(c, &j)| c.joints[j].cost).sum();
            assert_eq!(Some(cost), cheapest(&circles, &limits), "case {case}");
            assert_eq!(found.bound, cost, "case {case} is proven");
            tight +=
                usize::from(circles.iter().any(|c| c.joints[0].cost < 3_000_000) && found.picks.iter().any(|&j| j > 0));
        }
        assert!(tight > 100, "rooms were short in {tight} of 200");
    }

    /// Thirteen subjects at venues with few rooms, as many groups wanted as there are rooms: what a search by branching
    /// alone gave up on.
    #[test]
    fn a_tight_programme_is_settled() {
        let mut random = Random::new(11);
        for case in 0..20 {
            let circles = circles(&mut random, 13, 6);
            let found =
                Knapsack { circles: &circles, limits: &[3, 8, 3, 6, 3, 4] }.solve(&mut Watch::new(&mut Unlimited));
            let cost: i64 = circles.iter().zip(&found.picks).map(|(c, &j)| c.joints[j].cost).sum();
            assert_eq!(found.bound, cost, "case {case} is proven");
        }
    }
}
