//! `cargo xtask scenario NAME [--data DIR] [--out DIR]`: a named programme head to tail, without a browser.
//!
//! The work is done by the `scenario` program of the test crate, which is built optimised; xtask itself stays small.

use std::process::Command;

use xtask::failure::Outcome;
use xtask::run;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    run::finish(&mut program("scenario", arguments))
}

/// A program of the test crate, built optimised, run in the caller's folder so that relative paths mean what they say.
pub(crate) fn program(name: &str, arguments: &[String]) -> Command {
    let mut command =
        run::cargo(&["run", "--quiet", "--profile", "fast", "--package", "orken-tests", "--bin", name, "--"]);
    command.args(arguments);
    if let Ok(here) = std::env::current_dir() {
        command.current_dir(here);
    }
    command
}
