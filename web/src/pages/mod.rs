//! The pages: one folder for each step.

pub mod groups;
pub mod home;
pub mod people;
pub mod rules;
<<<<<<< HEAD
pub(crate) mod solving;
pub mod timetable;
=======
pub mod selection;
>>>>>>> db8b718 (Add the selection page: lists with reasons, the person's trace and remedy, quotas, decisions, what a new selection changes)
