//! One plan for each block so that the shared resources suffice and the sum is least.
//!
//! Blocks whose trainers hang together are merged first, and what only they share is settled there. The rest (rooms of a
//! venue) is a multiple-choice knapsack ([`super::knapsack`]).

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Plan, Plans};
use super::capacity::{Holder, Resource};
use super::knapsack::Knapsack;
use crate::solver::place::Watch;

/// Merged plans kept of one circle of blocks; with more the result may not be proven best.
const MOST_MERGED: usize = 60_000;
/// The chosen plan of each block, and what no choice can cost less than.
#[derive(Debug, Clone)]
pub(crate) struct Combination {
    pub(crate) picks: Vec<usize>,
    pub(crate) bound: i64,
}

/// A way to plan a circle of blocks together.
#[derive(Debug, Clone)]
pub(crate) struct Joint {
    pub(crate) cost: i64,
    /// Of each shared resource.
    pub(crate) usage: Vec<u16>,
    /// Plan of each block of the circle.
    pub(crate) picks: Vec<usize>,
}

/// Blocks that are planned together, cheapest joint first.
pub(crate) struct Circle {
    pub(crate) blocks: Vec<usize>,
    pub(crate) joints: Vec<Joint>,
    pub(crate) bound: i64,
}

pub(crate) fn combine(blocks: &[Plans], resources: &[Resource], watch: &mut Watch) -> Combination {
    let circles = circles_of(blocks, resources);
    let owner = owners(blocks, &circles, resources.len());
    let shared: Vec<usize> = (0..resources.len()).filter(|&r| owner[r].is_none()).collect();
    let limits: Vec<u16> = shared.iter().map(|&r| cap(resources[r].limit())).collect();
    let merged: Vec<Circle> = circles
        .into_iter()
        .enumerate()
        .map(|(c, members)| {
            let private: Vec<usize> = (0..resources.len()).filter(|&r| owner[r] == Some(c)).collect();
            merge(members, blocks, resources, &private, &shared)
        })
        .collect();
    let chosen = Knapsack { circles: &merged, limits: &limits }.solve(watch);
    let mut picks = vec![0; blocks.len()];
    for (circle, &joint) in merged.iter().zip(&chosen.picks) {
        for (&block, &plan) in circle.blocks.iter().zip(&circle.joints[joint].picks) {
            picks[block] = plan;
        }
    }
    Combination { picks, ..chosen }
}

fn cap(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Blocks joined by the trainers that they share.
fn circles_of(blocks: &[Plans], resources: &[Resource]) -> Vec<Vec<usize>> {
    let mut label: Vec<usize> = (0..blocks.len()).collect();
    for (r, _) in resources.iter().enumerate().filter(|(_, x)| matches!(x.holder, Holder::Coaches(_))) {
        let users: Vec<usize> = (0..blocks.len()).filter(|&b| blocks[b].resources.contains(&r)).collect();
        let joined: BTreeSet<usize> = users.iter().map(|&b| label[b]).collect();
        if let Some(&to) = joined.first() {
            label.iter_mut().filter(|l| joined.contains(l)).for_each(|l| *l = to);
        }
    }
    let mut circles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (b, l) in label.into_iter().enumerate() {
        circles.entry(l).or_default().push(b);
    }
    circles.into_values().collect()
}

/// The circle that alone uses each resource; none where several do.
fn owners(blocks: &[Plans], circles: &[Vec<usize>], resources: usize) -> Vec<Option<usize>> {
    let users = |r: usize| -> BTreeSet<usize> {
        let used = |c: &usize| circles[*c].iter().any(|&b| blocks[b].resources.contains(&r));
        (0..circles.len()).filter(used).collect()
    };
    (0..resources).map(|r| Some(users(r)).filter(|u| u.len() == 1).and_then(|u| u.first().copied())).collect()
}

fn merge(members: Vec<usize>, blocks: &[Plans], resources: &[Resource], private: &[usize], shared: &[usize]) -> Circle {
    let all: Vec<usize> = shared.iter().chain(private).copied().collect();
    let limits: Vec<u16> = all.iter().map(|&r| cap(resources[r].limit())).collect();
    let mut joints = vec![Joint { cost: 0, usage: vec![0; all.len()], picks: Vec::new() }];
    let mut whole = true;
    for (step, &b) in members.iter().enumerate() {
        let last = step + 1 == members.len();
        let place: Vec<usize> =
            blocks[b].resources.iter().map(|r| all.iter().position(|a| a == r).unwrap_or(0)).collect();
        let mut next: BTreeMap<Vec<u16>, Joint> = BTreeMap::new();
        for joint in &joints {
            for (index, plan) in blocks[b].plans.iter().enumerate() {
                let Some(mut usage) = add(&joint.usage, plan, &place, &limits) else { continue };
                if last {
                    usage.truncate(shared.len());
                }
                let cost = joint.cost + plan.cost;
                let known = next.get(&usage);
                if known.is_none_or(|k| cost < k.cost) {
                    let picks = joint.picks.iter().copied().chain([index]).collect();
                    next.insert(usage.clone(), Joint { cost, usage, picks });
                }
            }
        }
        joints = next.into_values().collect();
        joints.sort_by(|a, b| (a.cost, &a.usage).cmp(&(b.cost, &b.usage)));
        if joints.len() > MOST_MERGED {
            // Those that need least must stay, or the rest might find nothing that fits.
            let frugal =
                joints.iter().min_by_key(|j| (j.usage.iter().map(|&u| u32::from(u)).sum::<u32>(), j.cost)).cloned();
            joints.truncate(MOST_MERGED);
            joints.extend(frugal);
            whole = false;
        }
    }
    let exact = whole && members.iter().all(|&b| blocks[b].exact);
    let apart: i64 = members.iter().map(|&b| blocks[b].bound).sum();
    let bound = if exact { joints.first().map_or(apart, |j| j.cost) } else { apart };
    Circle { blocks: members, joints, bound }
}

fn add(usage: &[u16], plan: &Plan, place: &[usize], limits: &[u16]) -> Option<Vec<u16>> {
    let mut sum = usage.to_vec();
    for (&n, &p) in plan.usage.iter().zip(place) {
        sum[p] += n;
        if sum[p] > limits[p] {
            return None;
        }
    }
    Some(sum)
}
