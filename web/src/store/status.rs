//! What people are told about their work: whether it is saved, and what just happened.

use orken_core::finding::Finding;
use orken_core::log::Head;

/// How far opening has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Reading what was saved.
    Opening,
    /// There to work with.
    Ready,
    /// Saved records are of a newer Orken: nothing is shown and nothing is touched.
    Refused(Finding),
}

/// Whether the work is on the disk.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveState {
    /// All of it, committed.
    Saved,
    /// On its way.
    Saving,
    /// The last changes are only in memory; trying again may help.
    NotSaved(Finding),
    /// This tab let go of the database; reload to go on.
    ReadOnly(Finding),
    /// There is no database: everything is only in memory.
    MemoryOnly(Finding),
}

/// Something to tell: shown as a toast and read out by screen readers.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Tells notices apart.
    pub id: u64,
    /// What happened.
    pub what: Happened,
}

/// What can be told.
#[derive(Debug, Clone, PartialEq)]
pub enum Happened {
    /// A command was done: its entry. `head.act` says whether it was new, an undo or a redo.
    Done(Head),
    /// A command could not be done, or something else is wrong.
    Wrong(Finding),
}

/// What a command came to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// The entry that it made; none where there was nothing to change.
    pub entry: Option<Head>,
    /// Whether that entry is on the disk.
    pub saved: bool,
}
