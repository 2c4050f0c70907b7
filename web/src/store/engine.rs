//! What reads and changes records. A first visit has none, so all of it is a part of its own (see [`crate::fetched`]):
//! whatever the page reaches only through these pointers stays out of its first load.

use std::future::Future;
use std::pin::Pin;

use orken_core::exchange::{ExportOptions, write_document};
use orken_core::finding::Finding;
use orken_core::log::Head;
use orken_core::workspace::Workspace;

use super::Store;
use super::opening::{Opened, load};
use crate::effects::db::Db;

type Eventually<T> = Pin<Box<dyn Future<Output = T>>>;

/// The parts of the store that the first screen does without.
#[derive(Debug, Clone, Copy)]
pub struct Engine {
    /// Reads the saved records.
    pub(super) load: fn(Db) -> Eventually<Result<Opened, Finding>>,
    /// Works through the queue.
    pub(super) work: fn(Store) -> Eventually<()>,
    /// Writes the exchange document.
    pub(super) write: fn(&Workspace, &[Head], ExportOptions) -> Vec<u8>,
}

impl Engine {
    /// All of them.
    #[must_use]
    pub fn whole() -> Self {
        Self {
            load: |db| Box::pin(async move { load(&db).await }),
            work: |store| Box::pin(store.work()),
            write: write_document,
        }
    }
}
