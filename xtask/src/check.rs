//! `cargo xtask check [--long]`: everything that is asked of a change besides its tests.

use xtask::failure::{Failure, Outcome};
use xtask::tools::{self, Tool};
use xtask::{paths, run};

use crate::{audit, build};

/// How long each fuzz target runs in the long form, in seconds.
const FUZZ_SECONDS: u32 = 20;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    tools::ensure(&[Tool::Rustfmt, Tool::Clippy, Tool::WasmTarget])?;
    run::step("format", &mut run::cargo(&["fmt", "--all", "--check"]))?;
    let host = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    run::step("clippy: host", &mut run::cargo(&host))?;
    let wasm = ["clippy", "-p", "orken-web", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
    run::step("clippy: WebAssembly", &mut run::cargo(&wasm))?;
    run::step("tidy rules", &mut run::cargo(&["test", "--package", "orken-tests", "--test", "tidy"]))?;
    run::timed("dependencies: licences and sources", audit::audit)?;
    let sizes = build::build()?;
    println!("{sizes}");
    sizes.within_budget()?;
    if arguments.iter().any(|argument| argument == "--long") {
        fuzz()?;
    }
    println!("check: all is well");
    Ok(())
}

/// Runs every fuzz target for a while.
fn fuzz() -> Outcome {
    if !paths::root().join("fuzz/Cargo.toml").exists() {
        return Err(Failure::new("fuzz/ is missing"));
    }
    let listed = run::output(run::command("cargo").args(["+nightly", "fuzz", "list"]));
    let listed =
        listed.map_err(|failure| failure.mend("rustup toolchain install nightly && cargo install cargo-fuzz"))?;
    for target in listed.split_whitespace() {
        let mut command = run::command("cargo");
        command.args(["+nightly", "fuzz", "run", target, "--"]);
        command.arg(format!("-max_total_time={FUZZ_SECONDS}")).arg("-rss_limit_mb=2048");
        run::step(&format!("fuzz {target}"), &mut command)?;
    }
    Ok(())
}
