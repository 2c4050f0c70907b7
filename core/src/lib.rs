//! The rules of Orken: records, eligibility, selection, groups, timetable, import and exchange.
//!
//! Pure: no browser, clock, randomness or I/O. Whoever calls gives the time, the seed and the actor, and the same
//! inputs give the same bytes on every machine.
//!
//! | module | what it holds |
//! |---|---|
//! | [`model`] | ids, checked values and records |
//! | [`workspace`] | all records, and the queries on them |
//! | [`change`] | the one way in which records change |
//! | [`finding`] | what every check returns |
//! | [`rules`] | eligibility |

pub mod change;
pub mod finding;
pub mod model;
pub mod rules;
pub mod workspace;
