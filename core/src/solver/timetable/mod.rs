//! The timetable.

pub(crate) mod staff;
pub mod time;
