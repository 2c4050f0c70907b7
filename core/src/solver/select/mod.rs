//! Selection: who gets a place, who waits, and why.

mod crossing;
mod families;
mod model;
pub mod problem;
mod scale;
mod solve;

pub use solve::{Failure, Solution, solve};

#[cfg(test)]
mod tests;
