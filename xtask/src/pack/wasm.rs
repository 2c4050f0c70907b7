//! A WebAssembly module and the script of wasm-bindgen that starts it.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::assets::{Assets, list};
use crate::failure::{At, Failure, Outcome};
use crate::{paths, run};

pub(crate) struct Module {
    pub(crate) name: &'static str,
    /// wasm-opt's optimisation level.
    pub(crate) level: &'static str,
}

/// The packed names of a module.
pub(crate) struct Started {
    pub(crate) script: String,
    pub(crate) wasm: String,
    /// Scripts that the script imports.
    pub(crate) snippets: Vec<String>,
}

/// What rustc 1.95 lets its code use.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Optimises the module and packs it with a script that starts it by itself.
pub(crate) fn start(stage: &Path, module: &Module, assets: &mut Assets) -> Outcome<Started> {
    let Module { name, level } = module;
    let built = stage.join(format!("{name}_bg.wasm"));
    let wasm = assets.add(&format!("{name}.wasm"), optimise(&built, level)?);
    let mut script = fs::read_to_string(stage.join(format!("{name}.js"))).at(format!("{name}.js"))?;
    let snippets = take_snippets(stage, &mut script, assets)?;
    script = script.replace(&format!("{name}_bg.wasm"), &wasm);
    if !script.contains("__wbg_init") {
        return Err(Failure::new(format!("{name}.js has no `__wbg_init`: is it wasm-bindgen's target `web`?")));
    }
    let integrity = assets.integrity(&wasm)?;
    script.push_str(&format!(
        "\n__wbg_init({{ module_or_path: fetch(new URL(\"{wasm}\", import.meta.url), {{ integrity: \"{integrity}\" }}) }});\n"
    ));
    let script = assets.add(&format!("{name}.js"), script.into_bytes());
    Ok(Started { script, wasm, snippets })
}

/// Packs the scripts that crates bring along and that `script` imports.
fn take_snippets(stage: &Path, script: &mut String, assets: &mut Assets) -> Outcome<Vec<String>> {
    let mut files = Vec::new();
    if stage.join("snippets").is_dir() {
        list(stage, "snippets", &mut files)?;
    }
    let mut taken = Vec::new();
    for file in files {
        let reference = format!("./{file}");
        if !script.contains(&reference) {
            continue;
        }
        let bytes = fs::read(stage.join(&file)).at(&file)?;
        let name = assets.add(&file, bytes);
        *script = script.replace(&reference, &format!("./{name}"));
        taken.push(name);
    }
    Ok(taken)
}

/// Runs wasm-opt, or takes its earlier result for the same bytes.
fn optimise(built: &Path, level: &str) -> Outcome<Vec<u8>> {
    let bytes = fs::read(built).at(built.display())?;
    let key: String = Sha256::digest(&bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    let cache = paths::target().join("pack-cache");
    fs::create_dir_all(&cache).at(cache.display())?;
    let kept = cache.join(format!("{key}{level}.wasm"));
    if !kept.exists() {
        let fresh = cache.join(format!("{key}{level}.{}.part", std::process::id()));
        let mut command = run::command("node");
        command.arg(paths::npm("binaryen/bin/wasm-opt")).arg(built).arg("-o").arg(&fresh).arg(level);
        command.args(FEATURES).args(["--strip-debug", "--strip-producers"]);
        let name = built.file_name().unwrap_or_default().to_string_lossy().into_owned();
        run::step(&format!("wasm-opt {level} {name}"), &mut command)?;
        fs::rename(&fresh, &kept).at(kept.display())?;
    }
    fs::read(&kept).at(kept.display())
}
