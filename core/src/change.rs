//! What a command does to the records: the one way in which anything changes, and each change undoes itself.

use serde::{Deserialize, Serialize};

use crate::model::{Record, RecordId};
use crate::workspace::Workspace;

/// One record made, altered or removed. Holds both sides, so that the log can be read backwards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The record as it was; none where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Record>,
    /// The record as it becomes; none where it goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Record>,
}

impl Change {
    /// A new record.
    pub fn add(record: impl Into<Record>) -> Self {
        Self { before: None, after: Some(record.into()) }
    }

    /// A record that goes.
    pub fn remove(record: impl Into<Record>) -> Self {
        Self { before: Some(record.into()), after: None }
    }

    /// A record that becomes another with the same id; none if they are equal.
    pub fn alter(before: impl Into<Record>, after: impl Into<Record>) -> Option<Self> {
        let (before, after) = (before.into(), after.into());
        debug_assert_eq!(before.id(), after.id(), "a change keeps its record's id");
        (before != after).then_some(Self { before: Some(before), after: Some(after) })
    }

    /// The record it is about; none for a change without sides, which does nothing.
    #[must_use]
    pub fn id(&self) -> Option<RecordId> {
        self.after.as_ref().or(self.before.as_ref()).map(Record::id)
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// The records are not what a change expects, so it was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale {
    /// The record that differs.
    pub record: Option<RecordId>,
}

/// Applies all the changes, or none of them.
///
/// # Errors
/// Names the first record that isn't as its change says it was.
pub fn apply(workspace: &mut Workspace, changes: &[Change]) -> Result<(), Stale> {
    for (done, change) in changes.iter().enumerate() {
        if let Err(stale) = workspace.apply_one(change) {
            for earlier in changes[..done].iter().rev() {
                workspace.set(earlier.id(), earlier.before.clone());
            }
            return Err(stale);
        }
    }
    Ok(())
}

/// The changes that take these back, in the order in which to apply them.
#[must_use]
pub fn inverse(changes: &[Change]) -> Vec<Change> {
    changes.iter().rev().map(Change::inverse).collect()
}
