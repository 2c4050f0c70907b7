//! Work away from the page's thread: reading files, solvers, heavy formats. The worker has a WebAssembly module of its
//! own, fetched when the first job is given.
//!
//! A job is a [`Task`]: page and worker share its type, only the worker runs it. A worker has one thread and no shared
//! memory, so a running solver hears nothing; cancelling ends the worker, keeps the best answer that it has reported,
//! and starts another for the jobs that were waiting.

#[cfg(feature = "page")]
pub mod client;
#[cfg(feature = "page")]
pub mod crew;
pub mod parcels;
pub mod protocol;
pub mod serve;
pub mod tasks;

#[cfg(feature = "page")]
pub use client::{Running, run, start};
pub use protocol::{Done, Pace, Task};
