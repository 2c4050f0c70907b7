//! The pages: one folder for each step.

pub mod home;
pub mod people;
pub mod rules;
