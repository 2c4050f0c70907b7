//! `cargo xtask build`: compiles the page and the worker and packs them into `dist/`.

use xtask::failure::Outcome;
use xtask::pack::{self, Care, Sizes};
use xtask::{paths, tools};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let sizes = build(care(arguments, Care::Full))?;
    println!("{sizes}");
    println!("dist/ is ready: copy it to any static host, under any path");
    Ok(())
}

/// `--quick` gives up size and speed for an early look, `--full` takes all care.
pub(crate) fn care(arguments: &[String], usual: Care) -> Care {
    let asked = |flag: &str| arguments.iter().any(|argument| argument == flag);
    match (asked("--quick"), asked("--full")) {
        (true, _) => Care::Quick,
        (false, true) => Care::Full,
        (false, false) => usual,
    }
}

/// Makes `dist/` and hands back what it weighs.
pub(crate) fn build(care: Care) -> Outcome<Sizes> {
    tools::ensure(if care == Care::Full { &tools::BUILD } else { &tools::LOCAL })?;
    pack::build(&paths::dist(), care)
}
