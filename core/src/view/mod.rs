//! The workspace as screens and reports see it: rows and figures, no text.

pub mod answers;
pub mod fingerprint;
pub mod outline;
pub mod search;
pub mod selection;
pub mod steps;
pub mod tables;
