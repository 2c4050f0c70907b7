//! The pages: one folder for each step.

pub mod data;
pub mod groups;
pub mod home;
pub mod people;
pub mod rules;
pub mod selection;
pub(crate) mod solving;
pub(crate) mod stale;
pub mod timetable;
