//! `cargo xtask build`: Trunk compiles and stages, then the page is packed into `dist/`.

use std::fs;

use xtask::failure::{At, Outcome};
use xtask::pack::{self, Sizes};
use xtask::{paths, run, tools};

pub(crate) fn run(_: &[String]) -> Outcome {
    let sizes = build()?;
    println!("{sizes}");
    println!("dist/ is ready: copy it to any static host, under any path");
    Ok(())
}

/// Makes `dist/` and hands back what it weighs.
pub(crate) fn build() -> Outcome<Sizes> {
    tools::ensure(&tools::BUILD)?;
    let stage = paths::target().join("trunk");
    if stage.exists() {
        fs::remove_dir_all(&stage).at(stage.display())?;
    }
    // Names and integrity come later: wasm-opt still changes the modules.
    let mut trunk = run::command("trunk");
    trunk.args(["build", "--release", "--offline", "--skip-version-check", "--filehash", "false", "--no-sri"]);
    trunk.args(["--public-url", "./", "--color", "never", "--dist"]).arg(&stage);
    // Trunk reads NO_COLOR as a flag and stumbles over other values than true and false. `--offline` is Trunk's own:
    // Cargo still fetches what the lock file names.
    trunk.env_remove("NO_COLOR");
    run::step("trunk build --release (compiles the page and the worker)", &mut trunk)?;
    run::timed("pack", || pack::pack(&stage, &paths::dist()))
}
