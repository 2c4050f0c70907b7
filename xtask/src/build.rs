//! `cargo xtask build`: compiles the page and the worker and packs them into `dist/`.

use xtask::failure::Outcome;
use xtask::pack::{self, Sizes};
use xtask::{paths, tools};

pub(crate) fn run(_: &[String]) -> Outcome {
    let sizes = build()?;
    println!("{sizes}");
    println!("dist/ is ready: copy it to any static host, under any path");
    Ok(())
}

/// Makes `dist/` and hands back what it weighs.
pub(crate) fn build() -> Outcome<Sizes> {
    tools::ensure(&tools::BUILD)?;
    pack::build(&paths::dist())
}
