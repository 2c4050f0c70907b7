//! The rules of Orken: records, eligibility, selection, groups, timetable, import and exchange.
//!
//! Pure: no browser, clock, randomness or I/O. Whoever calls gives the time, the seed and the actor, and the same
//! inputs give the same bytes on every machine.
//!
//! | module | what it holds |
//! |---|---|
//! | [`model`] | ids, checked values and records |
//! | [`workspace`] | all records, and the queries on them |
//! | [`audit`] | independent checks of every proposal |
//! | [`change`] | the one way in which records change |
//! | [`command`] | what people ask for, decided into changes |
//! | [`log`] | who did what and when; undo and redo |
//! | [`finding`] | what every check returns |
//! | [`exchange`] | files in and out |
//! | [`import`] | lists of schools and people, every row accounted for |
//! | [`template`] | programmes to start from |
//! | [`view`] | what screens and reports show |
//! | [`rules`] | eligibility |
//! | [`solver`] | selection, flow, budgets |
//! | [`turns`] | long work in short turns |
//! | [`what_if`] | what a change would do before anyone makes it |

pub mod audit;
pub mod change;
pub mod command;
pub mod exchange;
pub mod finding;
pub mod import;
pub mod log;
pub mod model;
pub mod rules;
pub mod solver;
pub mod template;
pub mod turns;
pub mod view;
pub mod what_if;
pub mod workspace;
