//! The files beside the page: hashed names, integrity values, and references between them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use sha2::{Digest, Sha256, Sha384};

use crate::failure::{At, Failure, Outcome};

#[derive(Default)]
pub(crate) struct Assets {
    /// From the staged path ("styles/base.css") to the packed name.
    names: BTreeMap<String, String>,
    packed: BTreeMap<String, Vec<u8>>,
}

impl Assets {
    /// Takes every staged file that is neither the page nor made by wasm-bindgen: first those that refer to none,
    /// then style sheets and manifests, whose references are rewritten.
    pub(crate) fn take_files(&mut self, stage: &Path) -> Outcome {
        let mut files = Vec::new();
        list(stage, "", &mut files)?;
        let (referring, plain): (Vec<_>, Vec<_>) =
            files.into_iter().filter(|file| !made_by_bindgen(file)).partition(|file| refers(file));
        for file in plain.into_iter().chain(referring) {
            let mut bytes = fs::read(stage.join(&file)).at(&file)?;
            if refers(&file) {
                bytes = self.rewrite(&String::from_utf8_lossy(&bytes)).into_bytes();
            }
            self.add(&file, bytes);
        }
        Ok(())
    }

    /// Adds a file under its hashed name and hands back that name.
    pub(crate) fn add(&mut self, staged: &str, bytes: Vec<u8>) -> String {
        let path = Path::new(staged);
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let digest: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
        let name = format!("{stem}-{digest}{ending}");
        self.names.insert(staged.to_owned(), name.clone());
        self.packed.insert(name.clone(), bytes);
        name
    }

    pub(crate) fn packed(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.packed.iter()
    }

    pub(crate) fn name(&self, staged: &str) -> Option<&str> {
        self.names.get(staged.trim_start_matches("./")).map(String::as_str)
    }

    /// The value of an `integrity` attribute for a packed file.
    pub(crate) fn integrity(&self, name: &str) -> Outcome<String> {
        let bytes = self.packed.get(name).ok_or_else(|| Failure::new(format!("{name} is not packed")))?;
        Ok(format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(bytes))))
    }

    /// Puts packed names where the text says staged ones, between quotes or brackets.
    fn rewrite(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (staged, name) in &self.names {
            for (open, close) in [("\"", "\""), ("'", "'"), ("(", ")")] {
                for dots in ["", "./", "../", "/"] {
                    text = text.replace(&format!("{open}{dots}{staged}{close}"), &format!("{open}{name}{close}"));
                }
            }
        }
        text
    }
}

fn refers(file: &str) -> bool {
    file.ends_with(".css") || file.ends_with(".webmanifest")
}

fn made_by_bindgen(file: &str) -> bool {
    let modules = ["app", "worker"].iter().any(|module| {
        [".js", "_bg.wasm", "_loader.js", ".d.ts", "_bg.wasm.d.ts"].iter().any(|end| file == format!("{module}{end}"))
    });
    modules
        || file == "index.html"
        || file.starts_with("snippets/")
        || file.ends_with(".wasm")
        || file.starts_with("__")
}

/// Lists files below `folder` with their paths inside it, in a stable order.
pub(crate) fn list(folder: &Path, inside: &str, into: &mut Vec<String>) -> Outcome {
    let here = folder.join(inside);
    let mut names = Vec::new();
    for entry in fs::read_dir(&here).at(here.display())? {
        let entry = entry.at(here.display())?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names.into_iter().filter(|name| !name.starts_with('.')) {
        let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        if folder.join(&path).is_dir() { list(folder, &path, into)? } else { into.push(path) }
    }
    Ok(())
}
