//! Staging: compiles the page and the worker, cuts the page at its split points, and lays what comes of it beside the
//! files that `index.html` names. `trunk serve` reads the same `index.html` while developing.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use super::Care;
use super::html::attribute;
use crate::failure::{At, Failure, Outcome};
use crate::{paths, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// Fills an empty `stage` with `index.html`, its files, and both modules with their scripts.
pub(crate) fn stage(stage: &Path, care: Care) -> Outcome {
    if stage.exists() {
        fs::remove_dir_all(stage).at(stage.display())?;
    }
    fs::create_dir_all(stage).at(stage.display())?;
    let page = fs::read_to_string(paths::root().join("index.html")).at("index.html")?;
    let page = take_files(&page, &paths::root(), stage)?;
    fs::write(stage.join("index.html"), page).at("index.html")?;
    match care {
        Care::Full => both_small(stage),
        Care::Local => both_soon(stage, "local", "local"),
        Care::Quick => both_soon(stage, "dev", "debug"),
    }
}

/// Each program with what it needs and nothing else.
fn both_small(stage: &Path) -> Outcome {
    // Each ends in a link on one core, so both at once take little longer than one.
    at_once(
        || {
            // The relocations tell the splitter which function needs which.
            let app = compile("app", &["--features", "split"], &["-Clink-arg=--emit-relocs"])?;
            let main = split(&app, stage)?;
            bindgen("app", &main, stage, &["--keep-lld-exports"])
        },
        || {
            let worker = compile("worker", &["--no-default-features"], &[])?;
            bindgen("worker", &worker, stage, &[])
        },
    )
}

/// Both with the same features, so that what they share is compiled once.
fn both_soon(stage: &Path, profile: &str, folder: &str) -> Outcome {
    let mut cargo = run::cargo(&["build", "--locked", "--package", "orken-web", "--bins", "--target", TARGET]);
    run::step("compile page and worker for WebAssembly", cargo.args(["--profile", profile]))?;
    at_once(
        || bindgen("app", &compiled(folder, "app"), stage, &[]),
        || bindgen("worker", &compiled(folder, "worker"), stage, &[]),
    )
}

fn at_once(app: impl FnOnce() -> Outcome, worker: impl FnOnce() -> Outcome + Send) -> Outcome {
    thread::scope(|scope| {
        let worker = scope.spawn(worker);
        app().and(worker.join().unwrap_or_else(|_| Err(Failure::new("the worker's build broke off"))))
    })
}

/// Copies the files that the page's Trunk links name into the stage, and hands back the page with plain links.
fn take_files(page: &str, root: &Path, stage: &Path) -> Outcome<String> {
    let mut done = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(open) = rest.find("<link data-trunk") {
        let end = rest[open..].find('>').map(|end| open + end + 1);
        let end = end.ok_or_else(|| Failure::new("index.html: a tag without its end"))?;
        let (tag, after) = (&rest[open..end], &rest[end..]);
        done.push_str(&rest[..open]);
        rest = after;
        let relation = match attribute(tag, "rel").unwrap_or_default().as_str() {
            "css" => "stylesheet",
            "icon" => "icon",
            "rust" => continue,
            // The page names these itself.
            "copy-file" => "",
            other => return Err(Failure::new(format!("index.html: nobody knows how to stage rel=\"{other}\""))),
        };
        let file = attribute(tag, "href").unwrap_or_default();
        let name = Path::new(&file).file_name().unwrap_or_default().to_string_lossy().into_owned();
        fs::copy(root.join(&file), stage.join(&name)).at(&file)?;
        if !relation.is_empty() {
            done.push_str(&format!("<link rel=\"{relation}\" href=\"{name}\">"));
        }
    }
    done.push_str(rest);
    Ok(done)
}

/// Compiles a program of the web crate with the profile of its name.
fn compile(bin: &str, features: &[&str], flags: &[&str]) -> Outcome<PathBuf> {
    let profile = if bin == "app" { "page" } else { bin };
    let mut cargo = run::cargo(&["rustc", "--locked", "--package", "orken-web", "--bin", bin]);
    cargo.args(["--target", TARGET, "--profile", profile]).args(features).arg("--").args(flags);
    run::step(&format!("compile {bin} for WebAssembly"), &mut cargo)?;
    Ok(compiled(profile, bin))
}

fn compiled(folder: &str, bin: &str) -> PathBuf {
    paths::target().join(TARGET).join(folder).join(format!("{bin}.wasm"))
}

/// Cuts the compiled page: the parts go to the stage, the path of what every visit needs is handed back.
fn split(module: &Path, stage: &Path) -> Outcome<PathBuf> {
    let folder = paths::target().join("split");
    if folder.exists() {
        fs::remove_dir_all(&folder).at(folder.display())?;
    }
    let mut command = run::command("wasm-split-cli");
    command.arg(module).arg(&folder).args(["--target", "web", "--out-name", "app"]);
    run::step("split the page into parts", &mut command)?;
    for entry in fs::read_dir(&folder).at(folder.display())? {
        let path = entry.at(folder.display())?.path();
        let name = path.file_name().unwrap_or_default();
        if name != "app.wasm" {
            fs::copy(&path, stage.join(name)).at(path.display())?;
        }
    }
    Ok(folder.join("app.wasm"))
}

fn bindgen(name: &str, module: &Path, stage: &Path, more: &[&str]) -> Outcome {
    let mut command = run::command("wasm-bindgen");
    command.arg(module).args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(stage);
    run::step(&format!("wasm-bindgen {name}"), command.args(more))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_what_the_page_names() {
        let folder = std::env::temp_dir().join(format!("orken-stage-{}", std::process::id()));
        fs::create_dir_all(folder.join("styles")).unwrap();
        fs::write(folder.join("styles/a.css"), "a{}").unwrap();
        let stage = folder.join("stage");
        fs::create_dir_all(&stage).unwrap();
        let page = "<head><link data-trunk rel=\"css\" href=\"styles/a.css\">\
             <link data-trunk rel=\"rust\" href=\"x\"\n data-bin=\"y\"><title>t</title></head>";
        let done = take_files(page, &folder, &stage).unwrap();
        assert_eq!(done, "<head><link rel=\"stylesheet\" href=\"a.css\"><title>t</title></head>");
        assert_eq!(fs::read_to_string(stage.join("a.css")).unwrap(), "a{}");
        assert!(take_files("<link data-trunk rel=\"sass\" href=\"styles/a.css\">", &folder, &stage).is_err());
        assert!(take_files("<link data-trunk rel=\"css\" href=\"none.css\">", &folder, &stage).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
