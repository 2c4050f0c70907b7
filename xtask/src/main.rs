//! `cargo xtask <verb>`: the same verbs for people and CI. One file per verb; a new one is a line in `VERBS`.

mod audit;
mod bench;
mod build;
mod check;
mod country;
mod doctor;
mod scenario;
mod serve;
mod shots;
mod spdx;
mod speed;
mod test;

use std::process::ExitCode;

use xtask::{Failure, Outcome};

struct Verb {
    name: &'static str,
    usage: &'static str,
    does: &'static str,
    run: fn(&[String]) -> Outcome,
}

const VERBS: [Verb; 9] = [
    Verb {
        name: "serve",
        usage: "[--port N] [--quick|--full]",
        does: "build the page and serve it, printing its address",
        run: serve::run,
    },
    Verb { name: "test", usage: "", does: "all tests: host, WebAssembly, headless Chromium", run: test::run },
    Verb {
        name: "check",
        usage: "[--long] [STEP ...]",
        does: "fmt, clippy, tidy rules, dependency audit, size budget; with --long also fuzzing",
        run: check::run,
    },
    Verb {
        name: "build",
        usage: "[--quick]",
        does: "make dist/: a static folder for any host; prints the sizes",
        run: build::run,
    },
    Verb {
        name: "bench",
        usage: "[NAME ... | country [host|browser] [PERCENT] | FAMILY [--instance FILE | --folder DIR] [--seconds N] [--seed S] [--out FILE]]",
        does: "measure and print a table; of a family of public instances, a line of JSON for each",
        run: bench::run,
    },
    Verb {
        name: "country",
        usage: "--out DIR [--percent N]",
        does: "make a whole invented country: 8,048 schools and 398,854 teachers",
        run: country::run,
    },
    Verb { name: "shots", usage: "[FILTER]", does: "pictures of every page into shots/", run: shots::run },
    Verb {
        name: "doctor",
        usage: "",
        does: "what is installed, what is missing, the command that mends it",
        run: doctor::run,
    },
    Verb {
        name: "scenario",
        usage: "NAME [--data DIR] [--out DIR]",
        does: "run a named programme head to tail without a browser",
        run: scenario::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else { return usage() };
    let Some(verb) = VERBS.iter().find(|verb| verb.name == name) else { return usage() };
    match (verb.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\ncargo xtask {name}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn usage() -> ExitCode {
    eprintln!("cargo xtask VERB");
    for verb in &VERBS {
        eprintln!("  {:<40} {}", format!("{} {}", verb.name, verb.usage), verb.does);
    }
    ExitCode::FAILURE
}

/// An option's value: `--name VALUE`.
fn option<'a>(arguments: &'a [String], name: &str) -> Outcome<Option<&'a str>> {
    let Some(at) = arguments.iter().position(|argument| argument == name) else { return Ok(None) };
    match arguments.get(at + 1) {
        Some(value) => Ok(Some(value)),
        None => Err(Failure::new(format!("{name} wants a value"))),
    }
}
