//! The table of what was measured in Chromium, a row as soon as it is known.

use std::io::Write;

/// Marks of the tab as a whole: the longest task in milliseconds, the most memory in megabytes.
const TASK: f64 = 50.0;
const MEMORY: f64 = 400.0;

/// What a figure should be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Wanted {
    Nothing,
    AtMost(f64),
    AtLeast(f64),
}

impl Wanted {
    fn missed(self, value: f64) -> bool {
        match self {
            Self::Nothing => false,
            Self::AtMost(most) => value > most,
            // Screens of 60 frames a second give a little less.
            Self::AtLeast(least) => value < least - 0.5,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Nothing => "-".to_owned(),
            Self::AtMost(most) => format!("<= {most}"),
            Self::AtLeast(least) => format!(">= {least}"),
        }
    }
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    name: &'static str,
    value: f64,
    unit: &'static str,
    wanted: Wanted,
    /// Longest task meanwhile, in milliseconds.
    task: Option<f64>,
    /// The most memory of the tab meanwhile beyond a blank one, in megabytes.
    memory: Option<f64>,
    /// What came of it.
    outcome: String,
}

impl Row {
    pub(super) fn new(name: &'static str, value: f64, unit: &'static str, wanted: Wanted, outcome: String) -> Self {
        Self { name, value, unit, wanted, task: None, memory: None, outcome }
    }

    /// A duration in milliseconds.
    pub(super) fn time(name: &'static str, value: f64, wanted: Wanted, outcome: String) -> Self {
        Self::new(name, value, "ms", wanted, outcome)
    }

    pub(super) fn with_task(self, task: Option<f64>) -> Self {
        Self { task, ..self }
    }

    /// Of bytes.
    pub(super) fn with_memory(self, memory: Option<u64>) -> Self {
        Self { memory: memory.map(|bytes| bytes as f64 / 1e6), ..self }
    }

    /// What is past its mark.
    fn past(&self) -> String {
        let past = [
            (self.wanted.missed(self.value), "value"),
            (self.task.is_some_and(|task| task >= TASK), "task"),
            (self.memory.is_some_and(|memory| memory > MEMORY), "memory"),
        ];
        let words: Vec<&str> = past.into_iter().filter(|(missed, _)| *missed).map(|(_, word)| word).collect();
        if words.is_empty() { String::new() } else { format!("PAST {}", words.join(", ")) }
    }
}

pub(super) fn head() {
    println!("In Chromium; wanted of every step: no task of {TASK} ms, at most {MEMORY} MB more than a blank page.");
    println!(
        "{:>7}  {:<24} {:>10} {:<3} {:>8} {:>8} {:>7}  {:<25} outcome",
        "percent", "step", "value", "", "wanted", "task ms", "MB", ""
    );
}

pub(super) fn row(percent: u32, row: &Row) {
    let whole = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.0}"));
    // Nothing told means that no task was long.
    let task =
        row.task.map_or_else(|| "-".to_owned(), |t| if t < TASK { "< 50".to_owned() } else { format!("{t:.0}") });
    let Row { name, value, unit, wanted, outcome, .. } = row;
    println!(
        "{percent:>7}  {name:<24} {value:>10.1} {unit:<3} {:>8} {task:>8} {:>7}  {:<25} {outcome}",
        wanted.words(),
        whole(row.memory),
        row.past()
    );
    let _shown = std::io::stdout().flush();
}

pub(super) fn failure(percent: u32, name: &str, why: &str) {
    println!("{percent:>7}  {name:<24} NOT MEASURED: {why}");
    let _shown = std::io::stdout().flush();
}
