//! The jobs that there are.

mod document;

pub use document::{ReadDocument, WriteDocument};

use super::serve::{Entry, entry};

/// All of them, for the worker.
pub const ALL: &[Entry] = &[entry::<ReadDocument>(), entry::<WriteDocument>()];
