//! The parts that the splitter cut off the page: each is optimised and packed like the page itself, and the script that
//! fetches them is joined to the page's own, because the two refer to each other and neither could be hashed first.

use std::fs;
use std::path::{Path, PathBuf};

use super::assets::{Assets, list};
use crate::failure::{At, Failure, Outcome};
use crate::paths;

/// The script that the splitter writes.
const LOADER: &str = "__wasm_split.js";
/// What is changed in it, each with what takes its place.
const CHANGES: [(&str, &str); 4] = [
    // By streaming it fetches only from a host that knows the media type; and it can be compiled before it is wanted.
    ("const src = fetch(", "const src = compiled("),
    (
        "WebAssembly.instantiateStreaming(src, imports)",
        "src.then((module) => WebAssembly.instantiate(module, imports))",
    ),
    // A part that was asked for early waits for the page.
    ("await Promise.all(parallelStuff);", "await Promise.all([started, ...parallelStuff]);"),
    (
        "function wrapAsyncCb(callee) {",
        "const wrapAsyncCb = (callee) => Object.assign(called(callee), { early: callee });\nfunction called(callee) {",
    ),
];
const COMPILED: &str = "const compiled = async (...asked) => {
    const got = await fetch(...asked);
    if (!got.ok) throw new Error(got.statusText);
    return WebAssembly.compile(await got.arrayBuffer());
};
";
/// What asks for parts early: stands after the page has been started as `started`.
const EARLY: &str = "web/early.js";

/// Puts the loader into `script` in the place of its import, with packed names and integrity values, and gives what is
/// to stand at the script's end; a script without parts stays as it is.
pub(crate) fn join(
    stage: &Path,
    script: &mut String,
    optimise: impl Fn(PathBuf) -> Outcome<Vec<u8>>,
    assets: &mut Assets,
) -> Outcome<String> {
    // wasm-bindgen writes an import for each function that it takes from there.
    let imports = script.lines().filter(|line| line.starts_with("import ") && line.contains(LOADER));
    let imports: Vec<String> = imports.map(str::to_owned).collect();
    if imports.is_empty() {
        return Ok(String::new());
    }
    let mut loader = fs::read_to_string(stage.join(LOADER)).at(LOADER)?;
    let mut files = Vec::new();
    list(stage, "", &mut files)?;
    files.retain(|file| file.ends_with(".wasm") && loader.contains(&format!("\"./{file}\"")));
    for file in &files {
        let name = assets.add(file, optimise(stage.join(file))?);
        let integrity = assets.integrity(&name)?;
        let fetched = format!("new URL(\"./{file}\", import.meta.url)");
        loader = loader
            .replace(&fetched, &format!("new URL(\"./{name}\", import.meta.url), {{ integrity: \"{integrity}\" }}"));
    }
    for (found, becomes) in CHANGES {
        if !loader.contains(found) {
            return Err(Failure::new(format!("{LOADER} has no `{found}`: it fetches in a way that is not known here")));
        }
        loader = loader.replace(found, becomes);
    }
    let (body, exports) = without_modules(&loader);
    let fields = exports.join(", ");
    let mut joined = format!("{COMPILED}{body}const parts = {{ {fields} }};\n");
    for import in &imports {
        let name = import.split_whitespace().nth(3);
        let name = name.ok_or_else(|| Failure::new(format!("`{import}` is not `import * as name from …`")))?;
        joined.push_str(&format!("const {name} = parts;\n"));
    }
    let rest: Vec<&str> = script.lines().filter(|line| !imports.iter().any(|import| import == line)).collect();
    *script = joined + &rest.join("\n");
    fs::read_to_string(paths::root().join(EARLY)).at(EARLY)
}

/// The loader without imports and exports, and the names that it exported.
fn without_modules(loader: &str) -> (String, Vec<String>) {
    let mut exports = Vec::new();
    let mut body = String::with_capacity(loader.len());
    for line in loader.lines().filter(|line| !line.starts_with("import ") && !line.trim_start().starts_with("//")) {
        let line = match line.strip_prefix("export ") {
            Some(rest) => {
                exports.extend(rest.split_whitespace().nth(1).map(str::to_owned));
                rest
            }
            None => line,
        };
        body.push_str(line);
        body.push('\n');
    }
    (body, exports)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_stands_in_the_place_of_its_import() {
        let stage = std::env::temp_dir().join(format!("orken-parts-{}", std::process::id()));
        fs::create_dir_all(&stage).unwrap();
        let loader = "import { initSync } from \"./app.js\";\n// a remark\nfunction wrapAsyncCb(callee) {\n\
             await Promise.all(parallelStuff);\n}\nexport const load_a = make(() => {\n\
             const src = fetch(new URL(\"./part_a.wasm\", import.meta.url));\n\
             return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n});\n";
        fs::write(stage.join(LOADER), loader).unwrap();
        fs::write(stage.join("part_a.wasm"), "part").unwrap();
        let import = |n: u8| format!("import * as import{n} from \"./__wasm_split.js\"\n");
        let mut script = import(1) + &import(2) + "rest";
        let mut assets = Assets::default();
        let end = join(&stage, &mut script, |path| fs::read(&path).at(path.display()), &mut assets).unwrap();
        assert!(end.contains(".early()"));
        for wanted in [
            "compiled(new URL(\"./part_a-",
            "integrity: \"sha384-",
            "const parts = { load_a };",
            "const import2 = parts;",
            "[started, ...parallelStuff]",
            "rest",
        ] {
            assert!(script.contains(wanted), "{wanted} is not in {script}");
        }
        for gone in ["import {", "import *", "export ", "a remark", "Streaming"] {
            assert!(!script.contains(gone), "{gone} is in {script}");
        }
        fs::remove_dir_all(stage).unwrap();
    }
}
