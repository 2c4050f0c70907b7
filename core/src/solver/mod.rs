//! Solvers: from a problem to a proposal with its bound and its explanation. Each is interruptible through its
//! [`budget::Budget`], and gives the same answer for the same input on every machine.

pub mod budget;
pub mod flow;
pub mod lectures;
pub mod pair;
pub mod place;
pub mod portfolio;
pub mod random;
pub mod select;
pub mod sites;
pub mod siting;
pub mod timetable;
