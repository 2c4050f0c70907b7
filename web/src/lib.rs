//! The page and the worker.

pub mod effects;
