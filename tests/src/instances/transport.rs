//! Transportation instances as JSON: `n` people, `k` places, `cap` seats by place, `cost` by person and place. The
//! solution is a line `person place` for everyone, both counted from 0.

use std::fmt::Write;

use orken_core::solver::flow::transport::{NEVER, Transport};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    n: usize,
    k: usize,
    cap: Vec<u32>,
    cost: Vec<Vec<i32>>,
}

/// The instance as the solver wants it.
///
/// # Errors
/// What is wrong with the file, and where.
pub fn read(text: &str) -> Result<Transport, String> {
    let File { n, k, cap, cost } = serde_json::from_str(text).map_err(|e| e.to_string())?;
    if cap.len() != k {
        return Err(format!("`cap` has {} numbers for {k} places", cap.len()));
    }
    if cost.len() != n {
        return Err(format!("`cost` has {} rows for {n} people", cost.len()));
    }
    if let Some((row, costs)) = cost.iter().enumerate().find(|(_, costs)| costs.len() != k) {
        return Err(format!("row {row} of `cost` has {} numbers for {k} places", costs.len()));
    }
    let mut flat = Vec::with_capacity(n * k);
    cost.into_iter().for_each(|row| flat.extend(row));
    match flat.iter().position(|&c| c == NEVER) {
        Some(at) => Err(format!("the cost of person {} at place {} is too large", at / k, at % k)),
        None => Ok(Transport { capacity: cap, cost: flat }),
    }
}

/// The solution's text.
#[must_use]
pub fn write(place: &[u32]) -> String {
    let mut text = String::new();
    for (person, place) in place.iter().enumerate() {
        let _ = writeln!(text, "{person} {place}");
    }
    text
}

/// What the solution costs, reckoned from the two files alone.
///
/// # Errors
/// What the solution breaks: a line that can't be read, someone missing or twice, a place past its capacity.
pub fn judge(instance: &str, solution: &str) -> Result<i64, String> {
    let File { n, k, cap, cost } = serde_json::from_str(instance).map_err(|e| e.to_string())?;
    let mut place: Vec<Option<usize>> = vec![None; n];
    let mut left: Vec<i64> = cap.iter().map(|&c| i64::from(c)).collect();
    for (line, text) in (1..).zip(solution.lines()) {
        let mut words = text.split_whitespace().map(str::parse::<usize>);
        let (Some(Ok(person)), Some(Ok(to)), None) = (words.next(), words.next(), words.next()) else {
            return Err(format!("line {line}: not a person and a place"));
        };
        if person >= n || to >= k {
            return Err(format!("line {line}: no such person or place"));
        }
        if place[person].replace(to).is_some() {
            return Err(format!("line {line}: person {person} for the second time"));
        }
        left[to] -= 1;
    }
    if let Some(to) = left.iter().position(|&seats| seats < 0) {
        return Err(format!("place {to} has {} people too many", -left[to]));
    }
    let each = place.iter().enumerate().map(|(person, to)| match to {
        Some(to) => Ok(i64::from(cost[person][*to])),
        None => Err(format!("person {person} has no place")),
    });
    each.sum()
}
