//! Independent checkers: each accepts or refuses a proposal from the records alone, and shares no code with the solver
//! that made it.

mod exchange;
pub mod groups;
mod nominees;
pub mod pairs;
pub mod selection;
pub mod timetable;
