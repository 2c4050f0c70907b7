//! What reads and changes records. A first visit has none, so all of it is a part of its own (see [`crate::fetched`]):
//! whatever the page reaches only through these pointers stays out of its first load.

use std::future::Future;
use std::pin::Pin;

use orken_core::exchange::{ExportOptions, write_document};
use orken_core::finding::Finding;
use orken_core::log::Head;
use orken_core::model::Intake;
use orken_core::view::steps::{Stale, stale};
use orken_core::workspace::Workspace;

use super::Store;
use super::opening::{Opened, load};
use crate::effects::clock::Turns;
use crate::effects::db::Loading;
use crate::worker::client;

type Eventually<'e, T> = Pin<Box<dyn Future<Output = T> + 'e>>;

/// The parts of the store that the first screen does without.
#[derive(Debug, Clone, Copy)]
pub struct Engine {
    /// Makes the records of what was saved.
    pub(super) load: fn(Loading<'_>) -> Eventually<'_, Result<Opened, Finding>>,
    /// Works through the queue.
    pub(super) work: fn(Store) -> Eventually<'static, ()>,
    /// Writes the exchange document.
    pub(super) write: fn(&Workspace, &[Head], ExportOptions) -> Vec<u8>,
    /// Starts the worker.
    pub(super) warm: fn(),
    /// Has the worker know the records.
    pub(super) prepare: fn(Workspace),
    /// Which results of an intake no longer belong to the records.
    pub(crate) stale: for<'r> fn(&'r Workspace, &'r Intake, &'r mut Turns) -> Eventually<'r, Stale>,
}

impl Engine {
    /// All of them.
    #[must_use]
    pub fn whole() -> Self {
        Self {
            load: |loading| Box::pin(load(loading)),
            work: |store| Box::pin(store.work()),
            write: write_document,
            warm: client::warm,
            prepare: client::prepare,
            stale: |records, intake, turns| Box::pin(stale(records, intake, turns)),
        }
    }
}
