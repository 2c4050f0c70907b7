//! What every check returns: a code, how grave it is, what it is about, and the figures in it. No text: the words are
//! in `web/locales`, under the finding's code; what each code means and what to do is in `docs/RULES.md`.

use serde::{Deserialize, Serialize};

use crate::model::RecordId;
use crate::model::kinds::codes;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Allowed, but someone should look.
    Warning,
    /// Not allowed.
    Error,
}

/// A figure, name or code inside a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// A whole number.
    Number(i64),
    /// Words that a person wrote, shown as they are.
    Text(String),
    /// A day.
    Date(chrono::NaiveDate),
    /// A code of a closed list, shown by its translation: list and code (`subject`, `mathematics`).
    Code(String, String),
    /// A record, shown by its name.
    Record(RecordId),
    /// Several of them.
    List(Vec<Arg>),
}

impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Self::Number(n)
    }
}

impl From<u32> for Arg {
    fn from(n: u32) -> Self {
        Self::Number(n.into())
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Self::Number(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<chrono::NaiveDate> for Arg {
    fn from(date: chrono::NaiveDate) -> Self {
        Self::Date(date)
    }
}

/// Names an argument after the placeholder of its sentence.
pub type Args = std::collections::BTreeMap<String, Arg>;

/// One thing that a check found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// What it is about, the most telling first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<RecordId>,
    /// The figures in its sentence.
    #[serde(default, skip_serializing_if = "Args::is_empty")]
    pub args: Args,
}

impl Finding {
    /// An error with this code.
    #[must_use]
    pub fn error(code: Code) -> Self {
        Self { code, severity: Severity::Error, subjects: Vec::new(), args: Args::new() }
    }

    /// A warning with this code.
    #[must_use]
    pub fn warning(code: Code) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code) }
    }

    /// A note with this code.
    #[must_use]
    pub fn note(code: Code) -> Self {
        Self { severity: Severity::Note, ..Self::error(code) }
    }

    /// The same, about this too.
    #[must_use]
    pub fn about(mut self, subject: impl Into<RecordId>) -> Self {
        self.subjects.push(subject.into());
        self
    }

    /// The same, with this figure.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Arg>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}

codes! {
    /// Every finding there is. A test keeps `docs/RULES.md` and the three languages complete.
    Code {
        // Files.
        /// The file is no Orken workspace.
        NotADocument = "not_a_document",
        /// The file was written by a newer version.
        NewerDocument = "newer_document",
        /// The file is cut short or damaged.
        BrokenDocument = "broken_document",
        /// A record of the file names another that isn't there.
        DanglingReference = "dangling_reference",

        // Commands.
        /// The record that the command is about is gone.
        RecordMissing = "record_missing",
        /// A name is empty.
        NameEmpty = "name_empty",
        /// A reason is empty.
        ReasonEmpty = "reason_empty",
        /// A record is still used by others, so it can't be removed.
        StillUsed = "still_used",
        /// There is nothing to undo or to do again.
        NothingToUndo = "nothing_to_undo",
        /// What the command was made from has changed since.
        OutOfDate = "out_of_date",
        /// The independent audit refused a proposal.
        AuditRefused = "audit_refused",
        /// A limit is the wrong way round: the least is more than the most.
        LimitsCrossed = "limits_crossed",
        /// A window or a period ends before it begins.
        PeriodReversed = "period_reversed",
        /// The person isn't in the state that the command needs.
        WrongState = "wrong_state",

        // Storage and worker.
        /// The browser gives no database, so work stays in memory.
        StorageUnavailable = "storage_unavailable",
        /// A newer Orken wrote the saved records, so they are not touched.
        StorageNewer = "storage_newer",
        /// Another tab keeps the database from opening.
        StorageBlocked = "storage_blocked",
        /// The disk or the browser's share of it is full.
        StorageFull = "storage_full",
        /// Saved records can't be read.
        StorageCorrupt = "storage_corrupt",
        /// The database was closed by a newer page or by the browser.
        StorageClosed = "storage_closed",
        /// Saving failed.
        StorageFailed = "storage_failed",
        /// The database holds other records than this page, so they can't be joined.
        StorageOther = "storage_other",
        /// Another tab's work and an unsaved change here exclude each other.
        UnsavedConflict = "unsaved_conflict",
        /// The worker stopped; nothing was changed.
        WorkerLost = "worker_lost",
        /// A job was cancelled before it had a result.
        JobCancelled = "job_cancelled",
    }
}
