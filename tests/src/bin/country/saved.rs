//! What a page would have saved of the country, written by no page: its files served beside the packed page, and put
//! into the database from a blank page of the same origin.

use std::fs;
use std::path::{Path, PathBuf};

use orken_core::log::{Act, Head};
use orken_tests::browser::{Browser, Fault, Site};
use orken_tests::country::TEACHERS;
use orken_tests::country::measure::blocks;
use serde_json::{Value, json};

use super::scripts;

/// Blocks of one transaction.
const AT_ONCE: usize = 40;
/// Address of the page that runs nothing.
pub(super) const BLANK: &str = "blank.html";

/// A served copy of the packed page with the blocks of a country beside it.
pub(super) struct Saved {
    pub(super) site: Site,
    /// Keys of the blocks, which are also their addresses below `country/`.
    keys: Vec<String>,
    /// Teachers that the page must show.
    pub(super) teachers: u32,
    /// Goes away after the site that serves it.
    _folder: Folder,
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = fs::remove_dir_all(&self.0);
    }
}

impl Saved {
    /// Makes this share of the country and serves it.
    pub(super) fn make(percent: u32) -> Result<Self, String> {
        let dist = xtask::paths::dist();
        if !dist.join("index.html").exists() {
            return Err("dist/ is missing: `cargo xtask build` makes it".to_owned());
        }
        let folder = Folder(std::env::temp_dir().join(format!("orken-country-page-{}", std::process::id())));
        let keys = lay_out(&folder.0, &dist, percent).map_err(|e| format!("{}: {e}", folder.0.display()))?;
        let site = Site::of_folder(&folder.0, "").map_err(|e| e.to_string())?;
        let teachers = (u64::from(TEACHERS) * u64::from(percent) / 100) as u32;
        Ok(Self { site, keys, teachers, _folder: folder })
    }

    /// Writes all into the empty database of the profile that the browser has. It has no page open but a blank one.
    pub(super) fn put_into(&self, browser: &mut Browser) -> Result<(), Fault> {
        browser.open(BLANK)?;
        for keys in self.keys.chunks(AT_ONCE) {
            told(browser.run_until_called(&scripts::called(scripts::PUT_BLOCKS), &[json!(keys)])?)?;
        }
        told(browser.run_until_called(&scripts::called(scripts::PUT_STATE), &[state(), head()])?)
    }
}

/// A script's own failure is one of ours.
fn told(answer: Value) -> Result<(), Fault> {
    answer["error"].as_str().map_or(Ok(()), |error| Err(Fault::Start(format!("the database: {error}"))))
}

/// The page's files by links, the blocks, and the blank page.
fn lay_out(folder: &Path, dist: &Path, percent: u32) -> Result<Vec<String>, std::io::Error> {
    fs::create_dir_all(folder)?;
    for entry in fs::read_dir(dist)? {
        let entry = entry?;
        std::os::unix::fs::symlink(entry.path(), folder.join(entry.file_name()))?;
    }
    fs::write(folder.join(BLANK), "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Blank</title>\n")?;
    let mut keys = Vec::new();
    for block in blocks(percent).map_err(std::io::Error::other)? {
        let path = folder.join("country").join(&block.key);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, block.records)?;
        keys.push(block.key);
    }
    Ok(keys)
}

/// The row `meta/state` of `web/src/effects/db`: one entry, and the checkpoint after it.
fn state() -> Value {
    json!({ "schema": 3, "replica": 2, "next_id": 1, "seq": 1, "checkpoint": 1, "forgotten": 1 })
}

/// The head of that entry.
fn head() -> Value {
    let at = chrono::NaiveDate::from_ymd_opt(2024, 10, 1).and_then(|day| day.and_hms_opt(9, 0, 0)).unwrap_or_default();
    let head = Head { seq: 1, at, actor: String::new(), command: "open".to_owned(), act: Act::Do, records: 1 };
    serde_json::to_value(head).unwrap_or_default()
}
