//! Reads capacitated p-median instances (Osman and Christofides, "Capacitated clustering problems by hybrid simulated
//! annealing and tabu search", 1994): number and best known value; nodes, p and capacity; then id, x, y and demand of
//! each node. The cost of a pair is the Euclidean distance, rounded down.

use super::numbers::Numbers;
use orken_core::solver::sites::{Model, OpenCount};

/// Reads an instance.
///
/// # Errors
/// What is wrong and on which line.
pub fn read(text: &str) -> Result<Model, String> {
    let mut numbers = Numbers::new(text);
    numbers.whole("the number of the instance")?;
    numbers.whole("the best known value")?;
    let nodes = numbers.count("the number of nodes")?;
    let p = numbers.count("the number of medians")?;
    let capacity = numbers.whole("the capacity")?;
    let (mut places, mut demand) = (Vec::new(), Vec::new());
    for node in 1..=nodes {
        if numbers.count("the id of a node")? != node {
            return Err(format!("Line {}: node {node} should be here.", numbers.line()));
        }
        let (x, y) = (numbers.whole("an x coordinate")?, numbers.whole("a y coordinate")?);
        if x.abs().max(y.abs()) > 10_000_000 {
            return Err(format!("Line {}: node {node} lies too far out.", numbers.line()));
        }
        places.push((x, y));
        demand.push(numbers.whole("a demand")?);
    }
    if !numbers.is_at_end() {
        return Err(format!("There is more after line {}, where the last node is.", numbers.line()));
    }
    let mut cost = Vec::with_capacity(nodes * nodes);
    for &(x, y) in &places {
        cost.extend(places.iter().map(|&(u, v)| ((x - u).pow(2) + (y - v).pow(2)).isqrt()));
    }
    Ok(Model {
        cost,
        demand,
        capacity: vec![Some(capacity); nodes],
        opening: vec![0; nodes],
        open: OpenCount::Exactly(p),
        must_open: Vec::new(),
        never_open: Vec::new(),
    })
}
