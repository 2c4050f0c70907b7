//! A WebAssembly module and the script of wasm-bindgen that starts it.

use std::cmp::Reverse;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use sha2::{Digest, Sha256};

use super::assets::{Assets, list};
use super::{Care, parts};
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
pub(crate) fn start(stage: &Path, module: &Module, care: Care, assets: &mut Assets) -> Outcome<Started> {
    let Module { name, level } = module;
    let built = stage.join(format!("{name}_bg.wasm"));
    let bytes = match care {
        Care::Full => optimise(&built, level)?,
        Care::Local | Care::Quick => fs::read(&built).at(built.display())?,
    };
    let wasm = assets.add(&format!("{name}.wasm"), bytes);
    let mut script = fs::read_to_string(stage.join(format!("{name}.js"))).at(format!("{name}.js"))?;
    let end = parts::join(stage, &mut script, |wasm| optimise(&wasm, level), assets)?;
    let snippets = take_snippets(stage, &mut script, assets)?;
    script = script.replace(&format!("{name}_bg.wasm"), &wasm);
    if !script.contains("__wbg_init") {
        return Err(Failure::new(format!("{name}.js has no `__wbg_init`: is it wasm-bindgen's target `web`?")));
    }
    let integrity = assets.integrity(&wasm)?;
    script.push_str(&format!(
        "\nconst started = __wbg_init({{ module_or_path: fetch(new URL(\"{wasm}\", import.meta.url), {{ integrity: \"{integrity}\" }}) }});\n{end}"
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

/// Optimises every staged module, two at a time, so that later calls of [`optimise`] find the results.
pub(crate) fn optimise_all(stage: &Path, modules: &[Module]) -> Outcome {
    let mut files = Vec::new();
    list(stage, "", &mut files)?;
    files.retain(|file| file.ends_with(".wasm"));
    // The biggest first: the last one ends alone.
    files.sort_by_key(|file| Reverse(fs::metadata(stage.join(file)).map_or(0, |about| about.len())));
    let level = |file: &str| {
        let own = modules.iter().find(|module| file.starts_with(&format!("{}_bg", module.name)));
        // Parts belong to the first.
        own.unwrap_or(&modules[0]).level
    };
    let waiting = Mutex::new(files.into_iter());
    let next = || waiting.lock().ok().and_then(|mut files| files.next());
    let work = || -> Outcome {
        while let Some(file) = next() {
            optimise(&stage.join(&file), level(&file))?;
        }
        Ok(())
    };
    run::timed("wasm-opt, all modules", || {
        thread::scope(|scope| {
            let both = [scope.spawn(work), scope.spawn(work)];
            both.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| Err(Failure::new("wasm-opt broke off"))))
        })
    })
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
        // It warns of a names section that it doesn't know and drops.
        run::output(&mut command)?;
        fs::rename(&fresh, &kept).at(kept.display())?;
    }
    fs::read(&kept).at(kept.display())
}
