//! The jobs that there are.

mod document;
mod solve;

pub use document::{ReadDocument, WriteDocument};
pub use solve::{Place, Select};

use super::serve::{Entry, entry};

/// All of them, for the worker.
pub const ALL: &[Entry] = &[entry::<ReadDocument>(), entry::<WriteDocument>(), entry::<Select>(), entry::<Place>()];
