//! The page and the worker.
//!
//! | module | what it holds |
//! |---|---|
//! | [`app`] | the page's root |
//! | [`store`] | the one writer: commands in, slices out |
//! | [`effects`] | database, files, other tabs, clock |

pub mod app;
pub mod effects;
pub mod store;
