//! Packing: from sources to a folder that any static host can serve under any path prefix.
//!
//! Every file but `index.html` gets its content hash into its name; the page carries `integrity` attributes and a
//! Content-Security-Policy; both WebAssembly modules are optimised; `.br` and `.gz` siblings lie beside. Every
//! address is relative. The script of the page starts the page itself (no inline script, one request less), and so
//! does the script of the worker; the page learns the worker's address from `<meta name="orken-worker">`.

mod assets;
mod compress;
mod html;
mod parts;
mod sizes;
mod stage;
mod styles;
mod wasm;

use std::fs;
use std::path::Path;

pub use sizes::{BUDGET, Sizes};

use crate::failure::{At, Outcome};
use crate::{paths, run};
use assets::Assets;

/// The page: every byte counts, so wasm-opt makes it small.
const PAGE: wasm::Module = wasm::Module { name: "app", level: "-Oz" };
/// The worker is loaded later and must be fast.
const WORKER: wasm::Module = wasm::Module { name: "worker", level: "-O3" };

/// Compiles and packs everything into `dist`, replacing what was there, and tells the sizes.
pub fn build(dist: &Path) -> Outcome<Sizes> {
    let folder = paths::target().join("stage");
    stage::stage(&folder)?;
    run::timed("pack", || pack(&folder, dist))
}

fn pack(stage: &Path, dist: &Path) -> Outcome<Sizes> {
    let page = fs::read_to_string(stage.join("index.html")).at("index.html")?;
    let page = styles::join(&page, stage)?;
    let mut assets = Assets::default();
    assets.take_files(stage)?;
    wasm::optimise_all(stage, &[PAGE, WORKER])?;
    let app = wasm::start(stage, &PAGE, &mut assets)?;
    let worker = wasm::start(stage, &WORKER, &mut assets)?;
    let page = html::rewrite(&page, &app, &worker, &assets)?;
    if dist.exists() {
        fs::remove_dir_all(dist).at(dist.display())?;
    }
    fs::create_dir_all(dist).at(dist.display())?;
    fs::write(dist.join("index.html"), &page).at("index.html")?;
    for (name, bytes) in assets.packed() {
        fs::write(dist.join(name), bytes).at(name)?;
    }
    compress::siblings(dist)?;
    Sizes::measure(dist, &page)
}
