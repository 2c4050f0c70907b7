//! A browser with the country in it, and how a step is measured there: with its own patience, its longest task, the most
//! memory of the tab.

use std::sync::Arc;
use std::time::{Duration, Instant};

use orken_tests::browser::{Browser, Fault, Options, Profile};
use serde_json::{Value, json};

use super::saved::{BLANK, Saved};
use super::scripts;

/// Looks so seldom that looking costs the page nothing.
const PAUSE: Duration = Duration::from_millis(60);

pub(super) struct Page {
    pub(super) browser: Browser,
    /// What the tab's process holds with a blank page, in bytes; none where the system doesn't tell.
    blank: Option<u64>,
}

/// A browser that watches its pages, on a blank one.
pub(super) fn watching(saved: &Saved, profile: &Arc<Profile>) -> Result<Page, Fault> {
    let options = Options { profile: Some(Arc::clone(profile)), ..Options::default() };
    let mut browser = saved.site.browser_with(options)?;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": scripts::WATCH }))?;
    browser.open(BLANK)?;
    browser.settle()?;
    let blank = browser.memory().map(|memory| memory.now);
    Ok(Page { browser, blank })
}

impl Page {
    /// Runs a script of a step until it says what it came to.
    ///
    /// # Errors
    /// What the script or the page says is wrong, or that it took longer than the patience.
    pub(super) fn measured(&self, patience: Duration, body: &str, given: &[Value]) -> Result<Value, String> {
        self.browser.run(&scripts::left(body), given).map_err(brief)?;
        let start = Instant::now();
        loop {
            match self.browser.run("return window.measured ?? null", &[]) {
                Ok(Value::Null) => {}
                Ok(found) => {
                    return found["error"].as_str().map_or_else(|| Ok(found["value"].clone()), |e| Err(e.to_owned()));
                }
                Err(fault) if busy(&fault) => {}
                Err(fault) => return Err(brief(fault)),
            }
            if start.elapsed() > patience {
                return Err(format!("not done within {} s", patience.as_secs()));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// The longest task since the last call, in milliseconds; 0 where none took 50.
    pub(super) fn longest(&self) -> Option<f64> {
        self.measured(Duration::from_secs(60), "return bench.longest()", &[]).ok()?.as_f64()
    }

    /// The most memory since [`Browser::forget_memory`] beyond that of a blank page, in bytes.
    pub(super) fn most_memory(&self) -> Option<u64> {
        Some(self.browser.memory()?.most.saturating_sub(self.blank?))
    }

    /// From the navigation to the records and to what shows them, in milliseconds.
    pub(super) fn open(&mut self, patience: Duration) -> Result<(f64, f64), String> {
        match self.browser.open("") {
            Err(fault) if !busy(&fault) => return Err(brief(fault)),
            _ => {}
        }
        let found = self.measured(patience, scripts::OPENED, &[])?;
        Ok((figure(&found, "opened")?, figure(&found, "shown")?))
    }
}

/// The page's thread didn't answer in WebDriver's time; it may yet.
fn busy(fault: &Fault) -> bool {
    matches!(fault, Fault::Refused { error, .. } if error == "script timeout" || error == "timeout")
}

/// One line of a fault.
pub(super) fn brief(fault: Fault) -> String {
    fault.to_string().lines().next().unwrap_or_default().chars().take(200).collect()
}

/// A number of what a script came to.
pub(super) fn figure(found: &Value, name: &str) -> Result<f64, String> {
    found[name].as_f64().ok_or_else(|| format!("no figure {name}: {found}"))
}

/// A sentence of what a script came to, on one line.
pub(super) fn said(found: &Value) -> String {
    let text = found["said"].as_str().unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(110).collect()
}
