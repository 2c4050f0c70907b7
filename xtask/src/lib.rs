//! What the verbs of `cargo xtask` share with the tests: where things lie, the static server, the set-up of tools,
//! and the packing of the built page into a folder for any host. One file per verb; `main.rs` lists them.

pub mod failure;
pub mod pack;
pub mod paths;
pub mod run;
pub mod server;
pub mod tools;

pub use failure::{Failure, Outcome};
