//! `cargo xtask shots`: pictures of every page × language × theme × width into `shots/`.

use xtask::failure::Outcome;
use xtask::pack::Care;
use xtask::{run, tools};

use crate::{build, scenario};

pub(crate) fn run(arguments: &[String]) -> Outcome {
    tools::ensure(&[tools::Tool::Browser])?;
    build::build(build::care(arguments, Care::Full))?;
    run::timed("shots", || run::finish(&mut scenario::program("shots", arguments)))
}
