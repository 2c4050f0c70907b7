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
const WORKER: wasm::Module = wasm::Module { name: "worker", level: "-O1" };

/// How much care a build takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// Small and fast: what is put on a host.
    Full,
    /// For this machine: in one piece and uncompressed, fast enough to work with.
    Local,
    /// Soon there, big and slow, in one piece: for looking at a change.
    Quick,
}

/// Compiles and packs everything into `dist`, replacing what was there, and tells the sizes.
pub fn build(dist: &Path, care: Care) -> Outcome<Sizes> {
    let folder = paths::target().join("stage");
    stage::stage(&folder, care)?;
    run::timed("pack", || pack(&folder, dist, care))
}

fn pack(stage: &Path, dist: &Path, care: Care) -> Outcome<Sizes> {
    let page = fs::read_to_string(stage.join("index.html")).at("index.html")?;
    let page = styles::join(&page, stage)?;
    let mut assets = Assets::default();
    assets.take_files(stage)?;
    if care == Care::Full {
        wasm::optimise_all(stage, &[PAGE, WORKER])?;
    }
    let app = wasm::start(stage, &PAGE, care, &mut assets)?;
    let worker = wasm::start(stage, &WORKER, care, &mut assets)?;
    let page = html::rewrite(&page, &app, &worker, &assets)?;
    if dist.exists() {
        fs::remove_dir_all(dist).at(dist.display())?;
    }
    fs::create_dir_all(dist).at(dist.display())?;
    fs::write(dist.join("index.html"), &page).at("index.html")?;
    for (name, bytes) in assets.packed() {
        fs::write(dist.join(name), bytes).at(name)?;
    }
    if care == Care::Full {
        compress::siblings(dist)?;
    }
    Sizes::measure(dist, &page)
}
