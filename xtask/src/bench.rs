//! `cargo xtask bench [NAME ...]`: measures and prints a table.

use xtask::failure::Outcome;
use xtask::pack::Care;
use xtask::{run, tools};

use crate::{build, scenario};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    // Benches of the page start with `browser`; without names all are run.
    if arguments.is_empty() || arguments.iter().any(|name| name.starts_with("browser")) {
        tools::ensure(&[tools::Tool::Browser])?;
        build::build(Care::Full)?;
    }
    run::finish(&mut scenario::program("bench", arguments))
}
