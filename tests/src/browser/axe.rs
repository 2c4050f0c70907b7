//! Accessibility by axe-core, against WCAG 2.2 A and AA.

use std::fmt;
use std::fs;

use serde_json::Value;

use super::{Browser, Fault};

/// A rule that the page breaks, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// axe-core's rule, such as `color-contrast`.
    pub rule: String,
    pub help: String,
    /// Selector and explanation of each place.
    pub places: Vec<String>,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.help)?;
        self.places.iter().try_for_each(|place| write!(f, "\n    {place}"))
    }
}

const RUN: &str = "
    const done = arguments[arguments.length - 1];
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(
        (results) => done({ violations: results.violations, passes: results.passes.length }),
        (error) => done({ error: String(error) }));";

impl Browser {
    /// Every rule that the page breaks as it is now.
    pub fn accessibility(&self) -> Result<Vec<Violation>, Fault> {
        if self.run("return typeof axe", &[])? != "object" {
            let path = xtask::tools::axe();
            let source = fs::read_to_string(&path);
            let source = source.map_err(|error| Fault::Start(format!("{}: {error}", path.display())))?;
            self.run(&source, &[])?;
        }
        let results = self.run_until_called(RUN, &[])?;
        // A run that checked nothing must not pass for a clean one.
        if let Some(error) = results["error"].as_str() {
            return Err(Fault::Start(format!("axe-core: {error}")));
        }
        if results["passes"].as_u64().unwrap_or_default() == 0 {
            return Err(Fault::Start("axe-core found nothing to check".to_owned()));
        }
        Ok(results["violations"].as_array().into_iter().flatten().map(violation).collect())
    }
}

fn violation(found: &Value) -> Violation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let places = found["nodes"].as_array().into_iter().flatten().map(|node| {
        let why = text(&node["failureSummary"]).replace('\n', " ");
        format!("{} {why}", node["target"])
    });
    Violation { rule: text(&found["id"]), help: text(&found["help"]), places: places.collect() }
}
