//! A real Chromium, driven over WebDriver: what the browser journeys, pictures and browser benches stand on. Page
//! objects are built on top of it. Everything that finds or waits does so for up to [`PATIENCE`], so that journeys
//! need no sleeps; everything that is started is ended by its id when the [`Browser`] is dropped.
//!
//! ```no_run
//! use orken_tests::browser::{By, Site};
//! let site = Site::serve("/any/path").unwrap();
//! let mut browser = site.browser().unwrap();
//! browser.open("#/").unwrap();
//! browser.click(&By::role("button", "Import")).unwrap();
//! browser.assert_clean();
//! ```

mod axe;
mod element;
mod emulate;
mod files;
mod find;
mod memory;
mod process;
mod session;
mod site;
mod wire;

use std::fmt;
use std::time::Duration;

pub use axe::Violation;
pub use element::Element;
pub use emulate::{Network, Scheme};
pub use find::By;
pub use memory::Memory;
pub use process::Profile;
pub use session::{Browser, Options};
pub use site::Site;

/// How long finding and waiting go on before they fail.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Why a browser command failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Chromium, chromedriver or the page did not start.
    Start(String),
    /// The connection to the browser broke (expected after `kill`).
    Lost(String),
    /// WebDriver refused: its error code ("no such element") and message.
    Refused { error: String, message: String },
    /// What was waited for did not come; what was there instead.
    Waited(String),
}

impl Fault {
    /// The page changed under our hands (an element was replaced, covered or not yet shown): asking again may help.
    pub(crate) fn passing(&self) -> bool {
        match self {
            Self::Refused { error, .. } => matches!(
                error.as_str(),
                "stale element reference"
                    | "no such element"
                    | "element click intercepted"
                    | "element not interactable"
                    | "detached shadow root"
            ),
            Self::Waited(_) => true,
            Self::Start(_) | Self::Lost(_) => false,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(what) => write!(f, "cannot start: {what}"),
            Self::Lost(what) => write!(f, "the browser is gone: {what}"),
            Self::Refused { error, message } => write!(f, "{error}: {message}"),
            Self::Waited(what) => write!(f, "waited in vain: {what}"),
        }
    }
}

impl std::error::Error for Fault {}
