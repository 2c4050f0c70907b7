//! Measures, run by `cargo xtask bench [NAME ...]`: every figure whose name begins with one of the names, or all; the
//! median of several runs stands in the table beside what is wanted.

mod measure;

use std::collections::BTreeMap;
use std::process::ExitCode;

use measure::{FIGURES, Figure, JOURNEYS};

/// The middle value; of an even number, the mean of the middle two.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let chosen = |figure: &&Figure| names.is_empty() || names.iter().any(|name| figure.name.starts_with(name.as_str()));
    let wanted: Vec<&Figure> = FIGURES.iter().filter(chosen).collect();
    if wanted.is_empty() {
        let all: Vec<&str> = FIGURES.iter().map(|figure| figure.name).collect();
        eprintln!("no such figure; there are: {}", all.join(", "));
        return ExitCode::FAILURE;
    }
    let mut values: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let mut failed = false;
    for journey in JOURNEYS.iter().filter(|journey| wanted.iter().any(|figure| figure.of == journey.name)) {
        for _ in 0..journey.runs {
            match (journey.once)() {
                Ok(measured) => {
                    measured.into_iter().for_each(|(name, value)| values.entry(name).or_default().push(value))
                }
                Err(error) => {
                    eprintln!("{}: {error}", journey.name);
                    failed = true;
                }
            }
        }
    }
    println!("{:<24} {:>10} {:>10} {:<4} {:>4}  what", "figure", "median", "wanted", "", "runs");
    for Figure { name, what, unit, wanted, .. } in wanted {
        let runs = values.remove(name).unwrap_or_default();
        let (count, middle) = (runs.len(), median(runs));
        let late = if middle <= *wanted { "" } else { "  PAST" };
        println!("{name:<24} {middle:>10.1} {wanted:>10.1} {unit:<4} {count:>4}  {what}{late}");
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
