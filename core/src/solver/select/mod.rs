//! Selection: who gets a place, who waits, and why.
//!
//! | file | idea |
//! |---|---|
//! | `units`, `alike`, `lists` | quotas to units with limits, and which of them count whom |
//! | `tally` | how many people count in each unit |
//! | `order` | priorities and the draw to costs |
//! | `problem` | all of it as numbers |
//! | `families`, `model`, `scale` | numbers to a network whose cheapest flow is the best selection |
//! | `solve`, `crossing` | the exact solvers |
//! | `propose`, `proposal` | back to people, with reasons |
//! | `seat` | what would give someone who waits a place |
//! | `promote` | who follows when someone leaves |

mod alike;
mod crossing;
mod families;
mod lists;
mod model;
mod order;
pub mod problem;
mod promote;
mod proposal;
mod propose;
mod scale;
mod seat;
mod solve;
mod tally;
mod units;

pub use lists::UnitList;
pub use promote::{Promotion, promote};
pub use proposal::{Blocker, Outcome, SelectionProposal, Shortage, Shortfall, Standing, UnitState};
pub use propose::{Asked, propose};
pub use seat::{Seat, what_would_seat};
pub use solve::{Failure, Solution, solve};
pub use tally::{UnitCount, UnitTally};
pub use units::{Unit, UnitValue, Units, units, units_in_turns};
pub(crate) use units::{expected_schools, schools_of};

#[cfg(test)]
mod tests;
