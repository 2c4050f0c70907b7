//! Turns `locales/{kk,ru,en}.toml` into `enum Key`; the page fetches the texts themselves. The build fails where a key is missing in a
//! language, where its placeholders differ between languages, where a plural has the wrong number of forms, and where a
//! text is empty. Why own code and no ICU crate: see "Translations" in `docs/DECISIONS.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, process};

#[path = "src/locale/file.rs"]
mod file;

use file::entry;

/// The languages, in the order of the table, with the number of plural forms each may write.
const LANGUAGES: [(&str, &[usize]); 3] = [("kk", &[2]), ("ru", &[3, 4]), ("en", &[2])];

/// How the keys begin that the page must know before any language is there.
const BUILT_IN: [&str; 3] = ["crash_", "rescue_", "fetch_"];

type Texts = BTreeMap<String, String>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/locale/file.rs");
    let mut faults = Vec::new();
    let tables: Vec<Texts> = LANGUAGES.iter().map(|(language, _)| read(language, &mut faults)).collect();
    check(&tables, &mut faults);
    if faults.is_empty() {
        let out = env::var("OUT_DIR").unwrap_or_default();
        if let Err(error) = fs::write(Path::new(&out).join("texts.rs"), generate(&tables)) {
            faults.push(format!("texts.rs can't be written: {error}"));
        }
    }
    for fault in &faults {
        println!("cargo::error={fault}");
    }
    if !faults.is_empty() {
        process::exit(1);
    }
}

/// Reads lines of `key = "text"`; blank lines and `#` comments are skipped.
fn read(language: &str, faults: &mut Vec<String>) -> Texts {
    let path = format!("locales/{language}.toml");
    let source = fs::read_to_string(&path).unwrap_or_else(|error| {
        faults.push(format!("{path}: {error}"));
        String::new()
    });
    let mut texts = Texts::new();
    for (number, line) in source.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let at = format!("{path}:{}", number + 1);
        let Some((key, text)) = entry(line) else {
            faults.push(format!("{at}: not a line like key = \"text\""));
            continue;
        };
        if text.trim().is_empty() {
            faults.push(format!("{at}: the text of {key} is empty"));
        }
        if texts.insert(key.to_owned(), text).is_some() {
            faults.push(format!("{at}: {key} stands here twice"));
        }
    }
    texts
}

fn check(tables: &[Texts], faults: &mut Vec<String>) {
    let all: BTreeSet<&String> = tables.iter().flat_map(Texts::keys).collect();
    for key in all {
        let mut first: Option<(&str, BTreeSet<String>)> = None;
        for ((language, forms), texts) in LANGUAGES.iter().zip(tables) {
            let Some(text) = texts.get(key) else {
                faults.push(format!("locales/{language}.toml: {key} is missing"));
                continue;
            };
            let names = match placeholders(text, forms) {
                Ok(names) => names,
                Err(fault) => {
                    faults.push(format!("locales/{language}.toml: {key}: {fault}"));
                    continue;
                }
            };
            match &first {
                None => first = Some((language, names)),
                Some((other, expected)) if *expected != names => {
                    faults.push(format!("{key}: placeholders {names:?} in {language}, {expected:?} in {other}"));
                }
                Some(_) => {}
            }
        }
    }
}

/// Names in `{name}` and `{name|form|form}`.
fn placeholders(text: &str, forms: &[usize]) -> Result<BTreeSet<String>, String> {
    let mut names = BTreeSet::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let after = &rest[open + 1..];
        let close = after.find('}').ok_or("a brace is not closed")?;
        let mut parts = after[..close].split('|');
        let name = parts.next().unwrap_or_default();
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            return Err(format!("«{name}» is not a placeholder name"));
        }
        let count = parts.count();
        if count > 0 && !forms.contains(&count) {
            return Err(format!("the plural of {name} has {count} forms, not one of {forms:?}"));
        }
        names.insert(name.to_owned());
        rest = &after[close + 1..];
    }
    Ok(names)
}

fn generate(tables: &[Texts]) -> String {
    let keys: Vec<&String> = tables[0].keys().collect();
    let mut out = String::from(
        "/// A text that people read.\n#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[repr(u16)]\npub enum Key {\n",
    );
    for key in &keys {
        let english = tables[2][*key].replace('\n', " ");
        let _ = writeln!(out, "    /// `{english}`\n    {},", camel(key));
    }
    out.push_str("}\n\n/// Every key, in the order of their codes.\nstatic KEYS: &[Key] = &[\n");
    for key in &keys {
        let _ = writeln!(out, "    Key::{},", camel(key));
    }
    out.push_str(
        "];\n\n/// What must be said in English while no language is there.\nstatic BUILT_IN: &[(Key, &str)] = &[\n",
    );
    for (key, text) in tables[2].iter().filter(|(key, _)| BUILT_IN.iter().any(|start| key.starts_with(start))) {
        let _ = writeln!(out, "    (Key::{}, {text:?}),", camel(key));
    }
    out.push_str("];\n");
    out
}

fn camel(key: &str) -> String {
    let mut out = String::new();
    for part in key.split('_') {
        let mut letters = part.chars();
        out.extend(letters.next().map(|c| c.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}
