//! `cargo xtask bench [NAME ...]`: measures and prints a table.

use xtask::failure::{Failure, Outcome};
use xtask::pack::Care;
use xtask::{run, tools};

use crate::{build, scenario};

/// Families of public benchmark instances (docs/BENCHMARKS.md).
const INSTANCES: [&str; 5] = ["ctt", "transport", "pmedcap", "sscflp", "pmedian"];

pub(crate) fn run(arguments: &[String]) -> Outcome {
    // The first word may name a family of public instances instead.
    if arguments.first().is_some_and(|name| INSTANCES.contains(&name.as_str())) {
        return run::finish(&mut scenario::program("instance", arguments));
    }
    if arguments.first().is_some_and(|name| name == "country") {
        if let Some(unknown) = arguments.get(1) {
            return Err(Failure::new(format!("bench country takes no {unknown}")));
        }
        return run::finish(&mut scenario::program("country", &["measure".to_owned()]));
    }
    // Benches of the page start with `browser`; without names all are run.
    if arguments.is_empty() || arguments.iter().any(|name| name.starts_with("browser")) {
        tools::ensure(&[tools::Tool::Browser])?;
        build::build(Care::Full)?;
    }
    run::finish(&mut scenario::program("bench", arguments))
}
