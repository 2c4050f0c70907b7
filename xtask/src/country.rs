//! `cargo xtask country --out DIR [--percent N]`: a whole invented country as lists and as a document.

use xtask::failure::Outcome;
use xtask::run;

use crate::scenario;

pub(crate) fn run(arguments: &[String]) -> Outcome {
    run::finish(&mut scenario::program("country", arguments))
}
