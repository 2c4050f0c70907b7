//! The parts that the splitter cut off the page: each is optimised like the page itself, and the script that fetches them
//! is joined to the page's own, because the two refer to each other and neither could be hashed first. The splitter writes
//! a module for every set of parts that share code, dozens of them; they go in a few bundles, one request each.

use std::collections::BTreeMap;
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
/// How a module is taken out of its bundle. Texts and data are fetched before parts.
const COMPILED: &str = "const fetched = {};
const bundle = (name) => fetched[name] ??= (async () => {
    const [file, integrity] = bundles[name];
    const got = await fetch(new URL(file, import.meta.url), { integrity, priority: \"low\" });
    if (!got.ok) throw new Error(got.statusText);
    return got.arrayBuffer();
})().catch((error) => {
    delete fetched[name];
    throw error;
});
const compiled = async (name, from, to) => WebAssembly.compile(new Uint8Array(await bundle(name), from, to - from));
";
/// The part that every other needs, and the bundle of what several of those share.
const ENGINE: &str = "engine";
const SHARED: &str = "shared";
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
    let mut bundles: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for file in &files {
        let name = bundle_of(file, &loader);
        let bytes = bundles.entry(name.clone()).or_default();
        let from = bytes.len();
        bytes.extend(optimise(stage.join(file))?);
        let place = format!("\"{name}\", {from}, {}", bytes.len());
        loader = loader.replace(&format!("new URL(\"./{file}\", import.meta.url)"), &place);
    }
    let mut addresses = String::new();
    for (name, bytes) in bundles {
        let file = assets.add(&format!("{name}.bin"), bytes);
        addresses.push_str(&format!("    {name}: [\"./{file}\", \"{}\"],\n", assets.integrity(&file)?));
    }
    for (found, becomes) in CHANGES {
        if !loader.contains(found) {
            return Err(Failure::new(format!("{LOADER} has no `{found}`: it fetches in a way that is not known here")));
        }
        loader = loader.replace(found, becomes);
    }
    let (body, exports) = without_modules(&loader);
    let fields = exports.join(", ");
    let mut joined = format!("const bundles = {{\n{addresses}}};\n{COMPILED}{body}const parts = {{ {fields} }};\n");
    for import in &imports {
        let name = import.split_whitespace().nth(3);
        let name = name.ok_or_else(|| Failure::new(format!("`{import}` is not `import * as name from …`")))?;
        joined.push_str(&format!("const {name} = parts;\n"));
    }
    let rest: Vec<&str> = script.lines().filter(|line| !imports.iter().any(|import| import == line)).collect();
    *script = joined + &rest.join("\n");
    fs::read_to_string(paths::root().join(EARLY)).at(EARLY)
}

/// The bundle of a module: its part's, or that of the only part that uses it, or one that several share.
fn bundle_of(file: &str, loader: &str) -> String {
    let stem = file.trim_end_matches(".wasm");
    if let Some(part) = stem.strip_prefix("split_") {
        return part.to_owned();
    }
    let users = users(stem, loader);
    match users[..] {
        _ if users.contains(&ENGINE) => ENGINE.to_owned(),
        [only] => only.to_owned(),
        _ => SHARED.to_owned(),
    }
}

/// The parts that name a module among those that they need.
fn users<'a>(module: &str, loader: &'a str) -> Vec<&'a str> {
    let parts = loader.split("__wasm_split_load_").skip(1);
    let needs = parts.filter_map(|part| {
        let (name, rest) = part.split_once(" = ")?;
        let (_, needed) = rest.split_once("\n, [")?;
        let mut needed = needed.split_once(']')?.0.split(", ");
        needed.any(|name| name.trim_start_matches('_') == module).then_some(name)
    });
    needs.collect()
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
        let fetch = |file: &str| {
            format!(
                "makeLoad(() => {{\n    const src = fetch(new URL(\"./{file}.wasm\", import.meta.url));\n    \
                 return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n"
            )
        };
        let (alone, both, part) = (fetch("chunk_1"), fetch("chunk_2"), fetch("split_engine"));
        let loader = format!(
            "import {{ initSync }} from \"./app.js\";\n// a remark\nfunction wrapAsyncCb(callee) {{\n\
             await Promise.all(parallelStuff);\n}}\nconst __chunk_1 = {alone}, []);\nconst __chunk_2 = {both}, []);\n\
             export const __wasm_split_load_rules = wrapAsyncCb({part}, [__chunk_1, __chunk_2]));\n\
             export const __wasm_split_load_engine = wrapAsyncCb({part}, [__chunk_2]));\n"
        );
        fs::write(stage.join(LOADER), loader).unwrap();
        for (file, bytes) in [("chunk_1", "one"), ("chunk_2", "seven"), ("split_engine", "part")] {
            fs::write(stage.join(format!("{file}.wasm")), bytes).unwrap();
        }
        let import = |n: u8| format!("import * as import{n} from \"./__wasm_split.js\"\n");
        let mut script = import(1) + &import(2) + "rest";
        let mut assets = Assets::default();
        let end = join(&stage, &mut script, |path| fs::read(&path).at(path.display()), &mut assets).unwrap();
        assert!(end.contains(".early()"));
        for wanted in [
            "engine: [\"./engine-",
            "\", \"sha384-",
            "compiled(\"rules\", 0, 3)",
            "compiled(\"engine\", 0, 5)",
            "compiled(\"engine\", 5, 9)",
            "const parts = { __wasm_split_load_rules, __wasm_split_load_engine };",
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
