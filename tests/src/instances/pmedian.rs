//! Reads p-median instances on graphs (Beasley, "A note on solving large p-median problems", 1985): vertices, edges and
//! p; then the edges. The cost of a pair is the length of the shortest path, from every vertex by Dijkstra's algorithm
//! (1959); an edge that is named again replaces the earlier one.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::numbers::Numbers;
use orken_core::solver::sites::{FORBIDDEN, Model, OpenCount};

/// Reads an instance.
///
/// # Errors
/// What is wrong and on which line.
pub fn read(text: &str) -> Result<Model, String> {
    let mut numbers = Numbers::new(text);
    let vertices = numbers.count("the number of vertices")?;
    let edges = numbers.count("the number of edges")?;
    let p = numbers.count("the number of medians")?;
    if vertices > 5_000 {
        return Err(format!("{vertices} vertices are too many for a table of all distances."));
    }
    let mut lengths = BTreeMap::new();
    for _ in 0..edges {
        let (one, other) = (numbers.count("a vertex")?, numbers.count("a vertex")?);
        let length = numbers.whole("a length")?;
        if !(1..=vertices).contains(&one) || !(1..=vertices).contains(&other) || !(0..=1_000_000_000).contains(&length)
        {
            return Err(format!("Line {}: {one} {other} {length} is no edge of {vertices} vertices.", numbers.line()));
        }
        lengths.insert((one.min(other) - 1, one.max(other) - 1), length);
    }
    if !numbers.is_at_end() {
        return Err(format!("There is more after line {}, where the last edge is.", numbers.line()));
    }
    let mut near = vec![Vec::new(); vertices];
    for (&(one, other), &length) in &lengths {
        near[one].push((other, length));
        near[other].push((one, length));
    }
    Ok(Model {
        cost: (0..vertices).flat_map(|from| distances(&near, from)).collect(),
        demand: vec![1; vertices],
        capacity: vec![None; vertices],
        opening: vec![0; vertices],
        open: OpenCount::Exactly(p),
        must_open: Vec::new(),
        never_open: Vec::new(),
    })
}

/// How far all vertices are from one; unreachable ones are forbidden.
fn distances(near: &[Vec<(usize, i64)>], from: usize) -> Vec<i64> {
    let mut distance = vec![FORBIDDEN; near.len()];
    distance[from] = 0;
    let mut queue = BinaryHeap::from([Reverse((0, from))]);
    while let Some(Reverse((so_far, vertex))) = queue.pop() {
        if so_far > distance[vertex] {
            continue;
        }
        for &(next, length) in &near[vertex] {
            if so_far + length < distance[next] {
                distance[next] = so_far + length;
                queue.push(Reverse((so_far + length, next)));
            }
        }
    }
    distance
}
