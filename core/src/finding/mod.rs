//! What every check returns: a code, how grave it is, what it is about, and the figures in it. No text: the words are
//! in `web/locales`, under the finding's code; what each code means and what to do is in `docs/RULES.md`.

mod code;

use serde::{Deserialize, Serialize};

pub use code::Code;

use crate::model::RecordId;

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
