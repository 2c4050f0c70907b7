//! Files in and out of the page: choosing, dropping, downloading.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use serde_json::json;

use super::{Browser, By, Fault};

/// Makes files of base64 text and drops them on an element, with the events that a real drop has.
const DROP: &str = "
    const [target, files] = arguments;
    const data = new DataTransfer();
    for (const [name, text] of files) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        data.items.add(new File([bytes], name));
    }
    for (const kind of ['dragenter', 'dragover', 'drop']) {
        target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, composed: true, dataTransfer: data }));
    }";

impl Browser {
    /// Gives files to an `<input type=file>`, shown or not.
    pub fn choose_files(&self, by: &By, files: &[&Path]) -> Result<(), Fault> {
        let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        self.find(by)?.keys(&paths.join("\n"))
    }

    /// Drops files from outside onto an element.
    pub fn drop_files(&self, by: &By, files: &[&Path]) -> Result<(), Fault> {
        let mut packed = Vec::new();
        for file in files {
            let bytes = fs::read(file).map_err(|error| Fault::Start(format!("{}: {error}", file.display())))?;
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            packed.push(json!([name, base64::engine::general_purpose::STANDARD.encode(bytes)]));
        }
        let target = self.find(by)?;
        self.run(DROP, &[target.reference(), json!(packed)]).map(drop)
    }

    /// Waits for a finished download whose name ends with `ending`, and hands back its path.
    pub fn download(&self, ending: &str) -> Result<PathBuf, Fault> {
        let folder = self.profile().downloads();
        self.wait(&format!("a download that ends with {ending:?}"), || {
            let entries = fs::read_dir(&folder).map_err(|error| Fault::Start(error.to_string()))?;
            let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            files.sort();
            let whole = |path: &PathBuf| {
                // Chromium takes the name with an empty file first.
                let filled = fs::metadata(path).is_ok_and(|file| file.len() > 0);
                filled && path.to_string_lossy().ends_with(ending)
            };
            Ok(files.into_iter().find(whole))
        })
    }

    pub(crate) fn allow_downloads(&self) -> Result<(), Fault> {
        let folder = self.profile().downloads();
        self.devtools("Browser.setDownloadBehavior", &json!({ "behavior": "allow", "downloadPath": folder })).map(drop)
    }
}
