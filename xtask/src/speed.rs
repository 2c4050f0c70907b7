//! `cargo xtask bench ctt browser --instance FILE`: how many steps a second the lectures' search does in Chromium, beside
//! the host in the same run. Both do the same steps, in turns; the medians are compared.

use std::path::Path;
use std::process::Command;

use xtask::failure::{Failure, Outcome};
use xtask::{run, tools};

use crate::scenario;

/// Turns that each of the two has.
const TURNS: usize = 3;

/// What one run said.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    steps: f64,
    cost: String,
    seconds: f64,
}

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let [name, file] = arguments else { return Err(usage()) };
    if name != "--instance" {
        return Err(usage());
    }
    let instance = std::path::absolute(file).map_err(|e| Failure::new(format!("{file}: {e}")))?;
    tools::ensure(&tools::BUILD)?;
    tools::ensure(&[tools::Tool::Browser])?;
    let (mut host, mut browser) = (Vec::new(), Vec::new());
    for _ in 0..TURNS {
        host.push(told(on_the_host(&instance))?);
        browser.push(told(in_the_browser(&instance))?);
    }
    let [first, ..] = host.as_slice() else { return Ok(()) };
    let same = |other: &Told| (other.steps, &other.cost) == (first.steps, &first.cost);
    if !host.iter().chain(&browser).all(same) {
        return Err(Failure::new(format!("the two did not find the same: {host:?}, {browser:?}")));
    }
    let (here, there) = (a_second(&host), a_second(&browser));
    println!("{}: {} steps to a cost of {}", instance.display(), first.steps, first.cost);
    println!("host      {here:>12.0} steps a second");
    println!(
        "Chromium  {there:>12.0} steps a second, {:.0} % of the host's (wanted: at least 60 %)",
        there / here * 100.0
    );
    Ok(())
}

fn usage() -> Failure {
    Failure::new("bench ctt browser takes --instance FILE and nothing else")
}

fn on_the_host(instance: &Path) -> Command {
    scenario::program("instance", &["speed".to_owned(), instance.display().to_string()])
}

fn in_the_browser(instance: &Path) -> Command {
    let mut command = run::cargo(&["test", "--profile", "fast", "--package", "orken-tests", "--no-default-features"]);
    command.args(["--features", "speed", "--target", "wasm32-unknown-unknown"]);
    command.args(["--test", "lectures_speed", "--", "--nocapture"]);
    command.env("ORKEN_CTT", instance).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
    command
}

/// The line that each of the two says.
fn told(mut command: Command) -> Outcome<Told> {
    let said = run::output(&mut command)?;
    let words = said.lines().find_map(|line| line.trim().strip_prefix("lectures "));
    let read = words.and_then(|words| {
        let mut words = words.split_whitespace();
        let (steps, cost, seconds) = (words.next()?, words.next()?, words.next()?);
        Some(Told { steps: steps.parse().ok()?, cost: cost.to_owned(), seconds: seconds.parse().ok()? })
    });
    read.ok_or_else(|| Failure::new(format!("no figures in what the search said:\n{said}")))
}

/// The median of several runs.
fn a_second(told: &[Told]) -> f64 {
    let mut each: Vec<f64> = told.iter().map(|told| told.steps / told.seconds).collect();
    each.sort_by(f64::total_cmp);
    each[each.len() / 2]
}
