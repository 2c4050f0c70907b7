//! What a first visit costs, and the budget for it.

use std::fmt;
use std::fs;
use std::path::Path;

use super::html::attribute;
use crate::failure::{At, Failure, Outcome};

/// The most that a first load (html, css, js, wasm of the page) may weigh in brotli, in bytes.
pub const BUDGET: u64 = 300_000;

/// Sizes of the packed files, in bytes.
pub struct Sizes {
    pub files: Vec<File>,
}

pub struct File {
    pub name: String,
    /// Fetched before the page shows itself.
    pub first: bool,
    pub plain: u64,
    pub brotli: u64,
    pub gzip: u64,
}

impl Sizes {
    /// Reads the folder; `page` is its `index.html`, which says what a first load fetches.
    pub(crate) fn measure(dist: &Path, page: &str) -> Outcome<Self> {
        let mut names = Vec::new();
        super::assets::list(dist, "", &mut names)?;
        names.retain(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
        let first = first_load(page);
        let length = |name: &str| fs::metadata(dist.join(name)).map(|file| file.len());
        let mut files = Vec::new();
        for name in names {
            let plain = length(&name).at(&name)?;
            files.push(File {
                first: first.contains(&name),
                plain,
                brotli: length(&format!("{name}.br")).unwrap_or(plain),
                gzip: length(&format!("{name}.gz")).unwrap_or(plain),
                name,
            });
        }
        // Of the languages a visitor fetches one: the dearest counts.
        let texts = files.iter_mut().filter(|file| texts(page).contains(&file.name));
        if let Some(dearest) = texts.max_by_key(|file| file.brotli) {
            dearest.first = true;
        }
        files.sort_by_key(|file| std::cmp::Reverse((file.first, file.brotli)));
        Ok(Self { files })
    }

    /// The first load in brotli, in bytes.
    pub fn first_load(&self) -> u64 {
        self.files.iter().filter(|file| file.first).map(|file| file.brotli).sum()
    }

    /// Errors when the first load is past the budget.
    pub fn within_budget(&self) -> Outcome {
        let size = self.first_load();
        if size <= BUDGET {
            return Ok(());
        }
        let what = format!("the first load is {size} bytes in brotli, {} past the budget of {BUDGET}", size - BUDGET);
        Err(Failure::new(what).mend("move what the first screen does not need into the worker's module"))
    }
}

impl fmt::Display for Sizes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<40} {:>10} {:>10} {:>10}", "file (* in the first load)", "plain", "gzip", "brotli")?;
        for file in &self.files {
            let mark = if file.first { "* " } else { "  " };
            writeln!(f, "{mark}{:<38} {:>10} {:>10} {:>10}", file.name, file.plain, file.gzip, file.brotli)?;
        }
        write!(f, "first load: {} bytes in brotli, budget {BUDGET}", self.first_load())
    }
}

/// The files of texts, one a language.
fn texts(page: &str) -> Vec<String> {
    let metas = page.split('<').filter(|tag| tag.starts_with("meta"));
    let ours = metas.filter(|tag| attribute(tag, "name").is_some_and(|name| name.starts_with("orken-texts-")));
    let contents = ours.filter_map(|tag| attribute(tag, "content"));
    contents.filter_map(|content| content.split(' ').next().map(str::to_owned)).collect()
}

/// The page and the scripts, styles and modules that it names for fetching.
fn first_load(page: &str) -> Vec<String> {
    let mut names = vec!["index.html".to_owned()];
    for tag in page.split('<').filter(|tag| tag.starts_with("link") || tag.starts_with("script")) {
        let relation = attribute(tag, "rel").unwrap_or_default();
        let fetched =
            tag.starts_with("script") || matches!(relation.as_str(), "stylesheet" | "preload" | "modulepreload");
        names.extend(attribute(tag, "href").or_else(|| attribute(tag, "src")).filter(|_| fetched));
    }
    names
}
