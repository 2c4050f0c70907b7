//! The log: who did what and when, with the changes it made. Append-only: taking something back is an entry too.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::change::{Change, inverse};

/// How an entry relates to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Something new.
    Do,
    /// Takes back the entry with this number.
    Undo(u64),
    /// Does the entry with this number again.
    Redo(u64),
}

/// What an entry says without its changes: what a history list shows and a file carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Number, from 1, without gaps.
    pub seq: u64,
    /// Local time (UTC+5).
    pub at: NaiveDateTime,
    /// Who.
    pub actor: String,
    /// Code of the command.
    pub command: String,
    /// New, undo or redo.
    pub act: Act,
    /// How many records it touched.
    pub records: u32,
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Who, what, when.
    pub head: Head,
    /// What changed.
    pub changes: Vec<Change>,
}

impl Entry {
    /// A new entry.
    #[must_use]
    pub fn new(seq: u64, at: NaiveDateTime, actor: &str, command: &str, act: Act, changes: Vec<Change>) -> Self {
        let records = u32::try_from(changes.len()).unwrap_or(u32::MAX);
        let head = Head { seq, at, actor: actor.to_owned(), command: command.to_owned(), act, records };
        Self { head, changes }
    }

    /// The entry that takes this one back.
    #[must_use]
    pub fn undone(&self, seq: u64, at: NaiveDateTime, actor: &str) -> Self {
        let of = self.head.seq;
        Self::new(seq, at, actor, &self.head.command, Act::Undo(of), inverse(&self.changes))
    }

    /// The entry that does this one again.
    #[must_use]
    pub fn redone(&self, seq: u64, at: NaiveDateTime, actor: &str) -> Self {
        let of = self.head.seq;
        Self::new(seq, at, actor, &self.head.command, Act::Redo(of), self.changes.clone())
    }
}

/// What can be taken back and done again, read off the log's heads in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UndoStack {
    done: Vec<u64>,
    undone: Vec<u64>,
}

impl UndoStack {
    /// Follows one more entry.
    pub fn follow(&mut self, head: &Head) {
        match head.act {
            Act::Do => {
                self.done.push(head.seq);
                self.undone.clear();
            }
            Act::Undo(of) => {
                self.done.retain(|&seq| seq != of);
                self.undone.push(of);
            }
            Act::Redo(of) => {
                self.undone.retain(|&seq| seq != of);
                self.done.push(of);
            }
        }
    }

    /// The entry that an undo would take back.
    #[must_use]
    pub fn undo(&self) -> Option<u64> {
        self.done.last().copied()
    }

    /// The entry that a redo would do again.
    #[must_use]
    pub fn redo(&self) -> Option<u64> {
        self.undone.last().copied()
    }

    /// Forgets entries up to this number: their changes are no longer kept.
    pub fn forget_through(&mut self, seq: u64) {
        self.done.retain(|&s| s > seq);
        self.undone.retain(|&s| s > seq);
    }
}
