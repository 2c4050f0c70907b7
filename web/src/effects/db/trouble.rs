//! What can go wrong with the database, told apart by what a person can do about it.

use indexed_db_futures::error::{DomException, Error, OpenDbError};
use indexed_db_futures::internals::SystemRepr;
use orken_core::finding::{Code, Finding};
use wasm_bindgen::{JsCast, JsValue};

/// Kinds of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The browser gives no database: private mode, a policy, a broken profile.
    Unavailable,
    /// A newer Orken wrote it.
    Newer,
    /// Another tab keeps it from opening.
    Blocked,
    /// There is no room.
    Full,
    /// Another tab wrote first: read on and decide again.
    Behind,
    /// What is in it can't be read.
    Corrupt,
    /// The connection was closed, by a newer page or by the browser.
    Closed,
    /// Anything else.
    Failed,
}

/// Trouble with the browser's own name for its cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DbError {
    /// The kind.
    pub trouble: Trouble,
    /// `QuotaExceededError`, `log/17` …; for the details of a message.
    pub cause: String,
}

impl DbError {
    pub(super) fn new(trouble: Trouble, cause: impl Into<String>) -> Self {
        Self { trouble, cause: cause.into() }
    }

    /// What people see.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let code = match self.trouble {
            Trouble::Unavailable => Code::StorageUnavailable,
            Trouble::Newer => Code::StorageNewer,
            Trouble::Blocked => Code::StorageBlocked,
            Trouble::Full => Code::StorageFull,
            Trouble::Corrupt => Code::StorageCorrupt,
            Trouble::Closed => Code::StorageClosed,
            Trouble::Behind | Trouble::Failed => Code::StorageFailed,
        };
        Finding::error(code).with("cause", self.cause.as_str())
    }

    pub(super) fn of_exception(exception: &web_sys::DomException) -> Self {
        let trouble = match exception.name().as_str() {
            "QuotaExceededError" => Trouble::Full,
            "VersionError" => Trouble::Newer,
            "SecurityError" | "InvalidAccessError" => Trouble::Unavailable,
            "InvalidStateError" => Trouble::Closed,
            "NotReadableError" | "DataError" => Trouble::Corrupt,
            _ => Trouble::Failed,
        };
        Self::new(trouble, exception.name())
    }
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match error {
            Error::DomException(e) => Self::of_exception(exception(&e)),
            other => Self::new(Trouble::Failed, other.to_string()),
        }
    }
}

impl From<OpenDbError> for DbError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(Error::DomException(e)) => {
                let error = Self::of_exception(exception(&e));
                match error.trouble {
                    Trouble::Newer | Trouble::Full => error,
                    _ => Self { trouble: Trouble::Unavailable, ..error },
                }
            }
            // The package reports any throw of `open()` as a version of zero, which ours never is.
            other => Self::new(Trouble::Unavailable, other.to_string()),
        }
    }
}

impl From<JsValue> for DbError {
    fn from(value: JsValue) -> Self {
        match value.dyn_ref::<web_sys::DomException>() {
            Some(e) => Self::of_exception(e),
            None => Self::new(Trouble::Failed, format!("{value:?}")),
        }
    }
}

fn exception(e: &DomException) -> &web_sys::DomException {
    e.as_sys()
}
