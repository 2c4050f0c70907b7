//! `cargo xtask check [--long] [STEP ...]`: everything that is asked of a change besides its tests; all steps, or those
//! named.

use xtask::failure::{Failure, Outcome};
use xtask::pack::Care;
use xtask::tools::{self, Tool};
use xtask::{paths, run};

use crate::{audit, build};

/// How long each fuzz target runs in the long form, in seconds.
const FUZZ_SECONDS: u32 = 20;

struct Step {
    name: &'static str,
    /// Only with `--long`, or when named.
    long: bool,
    run: fn() -> Outcome,
}

const STEPS: [Step; 6] = [
    Step { name: "format", long: false, run: || run::finish(&mut run::cargo(&["fmt", "--all", "--check"])) },
    Step { name: "audit", long: false, run: audit::audit },
    Step { name: "tidy", long: false, run: tidy },
    Step { name: "clippy", long: false, run: clippy },
    Step { name: "size", long: false, run: size },
    Step { name: "fuzz", long: true, run: fuzz },
];

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let (flags, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|a| a.starts_with("--"));
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let all = STEPS.map(|step| step.name).join(", ");
        return Err(Failure::new(format!("no step {unknown}; there are {all}")));
    }
    let long = flags.contains(&"--long");
    let wanted = |step: &&Step| if names.is_empty() { long || !step.long } else { names.contains(&step.name) };
    tools::ensure(&[Tool::Rustfmt, Tool::Clippy, Tool::WasmTarget])?;
    for step in STEPS.iter().filter(wanted) {
        run::timed(step.name, step.run)?;
    }
    println!("check: all is well");
    Ok(())
}

/// Rules of the house that no other tool knows are tests themselves.
fn tidy() -> Outcome {
    run::finish(&mut run::cargo(&["test", "--package", "orken-tests", "--test", "tidy"]))
}

fn clippy() -> Outcome {
    let denied = ["--", "-D", "warnings"];
    run::finish(run::cargo(&["clippy", "--workspace", "--all-targets"]).args(denied))?;
    let wasm = ["clippy", "--package", "orken-web", "--target", "wasm32-unknown-unknown"];
    run::finish(run::cargo(&wasm).args(denied))?;
    // The worker is built without the page.
    run::finish(run::cargo(&wasm).args(["--no-default-features", "--bin", "worker"]).args(denied))
}

/// The page is built as it goes to a host, and its first load weighed.
fn size() -> Outcome {
    let sizes = build::build(Care::Full)?;
    println!("{sizes}");
    sizes.within_budget()
}

/// Runs every fuzz target for a while. Coverage needs flags that a stable compiler hides: it is told to show them, and
/// no sanitizer is asked for, because the readers have no unsafe code.
fn fuzz() -> Outcome {
    tools::ensure(&[Tool::Fuzz])?;
    let fuzz = || {
        let mut command = run::command("cargo");
        command.args(["fuzz"]).env("RUSTC_BOOTSTRAP", "1").current_dir(paths::root());
        command
    };
    let listed = run::output(fuzz().arg("list"))?;
    for target in listed.split_whitespace() {
        let mut command = fuzz();
        command.args(["run", "--sanitizer", "none", target, "--"]);
        command.arg(format!("-max_total_time={FUZZ_SECONDS}")).arg("-rss_limit_mb=2048");
        run::step(&format!("fuzz {target}"), &mut command)?;
    }
    Ok(())
}
