//! `cargo xtask test`: all tests. The page is built first; then the core is shown to give the same bytes on the host
//! and in WebAssembly; then everything else runs, real-browser journeys included, as one `cargo test`.

use std::time::Instant;

use xtask::failure::Outcome;
use xtask::pack::Care;
use xtask::{paths, run, tools};

use crate::build;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let start = Instant::now();
    tools::ensure(&tools::BUILD)?;
    tools::ensure(&[tools::Tool::Trunk, tools::Tool::Browser])?;
    build::build(Care::Full)?.within_budget()?;
    same_bytes()?;
    // Journeys are marked as ignored, so that a plain `cargo test` needs neither Chromium nor a built page.
    let mut all = run::cargo(&["test", "--workspace", "--no-fail-fast"]);
    all.args(arguments).args(["--", "--include-ignored"]);
    println!("==> cargo test: host and headless Chromium");
    let result = run::finish(&mut all);
    println!("    all tests: {:.0} s", start.elapsed().as_secs_f64());
    result
}

/// The host writes what it computed; the WebAssembly test computes the same and compares.
fn same_bytes() -> Outcome {
    let record = paths::target().join("same-bytes.txt");
    let mut host = run::cargo(&["test", "--package", "orken-tests", "--test", "same_bytes"]);
    run::step("same bytes: host", host.env("ORKEN_SAME_BYTES", &record))?;
    let target = ["--target", "wasm32-unknown-unknown", "--no-default-features"];
    let mut wasm = run::cargo(&["test", "--package", "orken-tests", "--test", "same_bytes"]);
    run::step("same bytes: WebAssembly", wasm.args(target).env("ORKEN_SAME_BYTES", &record))
}
