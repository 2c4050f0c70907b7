//! `cargo xtask bench [NAME ...]`: measures and prints a table; `bench country [host|browser] [PERCENT]` on a whole country;
//! `bench ctt browser` compares Chromium with the host.

use xtask::failure::{Failure, Outcome};
use xtask::pack::Care;
use xtask::{run, tools};

use crate::{build, scenario, speed};

/// Families of public benchmark instances (docs/BENCHMARKS.md).
const INSTANCES: [&str; 5] = ["ctt", "transport", "pmedcap", "sscflp", "pmedian"];

pub(crate) fn run(arguments: &[String]) -> Outcome {
    if let [family, place, options @ ..] = arguments
        && (family.as_str(), place.as_str()) == ("ctt", "browser")
    {
        return speed::run(options);
    }
    // The first word may name a family of public instances instead.
    if arguments.first().is_some_and(|name| INSTANCES.contains(&name.as_str())) {
        return run::finish(&mut scenario::program("instance", arguments));
    }
    if let Some(("country", parts)) = arguments.split_first().map(|(name, parts)| (name.as_str(), parts)) {
        return country(parts);
    }
    // Benches of the page start with `browser`; without names all are run.
    if arguments.is_empty() || arguments.iter().any(|name| name.starts_with("browser")) {
        packed_page()?;
    }
    run::finish(&mut scenario::program("bench", arguments))
}

/// On the host, in Chromium, or both; of all shares of the country or of one.
fn country(parts: &[String]) -> Outcome {
    match parts.first().map(String::as_str) {
        Some("host") => {}
        None | Some("browser") => packed_page()?,
        Some(unknown) => return Err(Failure::new(format!("bench country takes no {unknown}"))),
    }
    let arguments: Vec<String> = std::iter::once("measure".to_owned()).chain(parts.iter().cloned()).collect();
    run::finish(&mut scenario::program("country", &arguments))
}

fn packed_page() -> Outcome {
    tools::ensure(&[tools::Tool::Browser])?;
    build::build(Care::Full)?;
    Ok(())
}
