//! `cargo xtask build`: compiles the page and the worker and packs them into `dist/`.

use xtask::failure::Outcome;
use xtask::pack::{self, Care, Sizes};
use xtask::{paths, tools};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    let sizes = build(care(arguments))?;
    println!("{sizes}");
    println!("dist/ is ready: copy it to any static host, under any path");
    Ok(())
}

/// `--quick` gives up size and speed for an early look.
pub(crate) fn care(arguments: &[String]) -> Care {
    if arguments.iter().any(|argument| argument == "--quick") { Care::Quick } else { Care::Full }
}

/// Makes `dist/` and hands back what it weighs.
pub(crate) fn build(care: Care) -> Outcome<Sizes> {
    tools::ensure(&tools::BUILD)?;
    pack::build(&paths::dist(), care)
}
