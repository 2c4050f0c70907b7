//! What the command line asks for.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{FAMILIES, Family};

const USAGE: &str = "usage: bench FAMILY [--instance FILE | --folder DIR] [--seconds N] [--seed S] [--out FILE], FAMILY \
                     one of ctt, transport, pmedcap, sscflp, pmedian";

/// A run of one or more instances of a family.
pub(crate) struct Options {
    /// How the family is read and solved.
    pub(crate) family: &'static Family,
    /// The files, in order of their names.
    pub(crate) instances: Vec<PathBuf>,
    /// Seconds for each.
    pub(crate) seconds: f64,
    /// Seed of what is random.
    pub(crate) seed: u64,
    /// Where the solution goes; a folder when there are several instances.
    pub(crate) out: Option<PathBuf>,
}

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Result<Self, String> {
        let (name, mut rest) = arguments.split_first().ok_or(USAGE)?;
        let family = FAMILIES.iter().find(|f| f.name == name).ok_or(USAGE)?;
        let mut options = Self { family, instances: Vec::new(), seconds: family.seconds, seed: 1, out: None };
        let mut folder = default_folder(family.name);
        while let [option, value, others @ ..] = rest {
            match option.as_str() {
                "--instance" => options.instances.push(PathBuf::from(value)),
                "--folder" => folder = PathBuf::from(value),
                "--seconds" => {
                    options.seconds = value.parse().map_err(|_| format!("{value} is no number of seconds"))?
                }
                "--seed" => options.seed = value.parse().map_err(|_| format!("{value} is no seed"))?,
                "--out" => options.out = Some(PathBuf::from(value)),
                _ => return Err(USAGE.to_owned()),
            }
            rest = others;
        }
        if !rest.is_empty() {
            return Err(USAGE.to_owned());
        }
        if !(options.seconds > 0.0 && options.seconds.is_finite()) {
            return Err(format!("{} seconds: it wants more than 0", options.seconds));
        }
        if options.instances.is_empty() {
            options.instances = files(&folder, family.endings)?;
        }
        options.make_room()?;
        Ok(options)
    }

    /// The folder that solutions go to: an hour's work must not be lost to a missing one.
    fn make_room(&self) -> Result<(), String> {
        let Some(out) = &self.out else { return Ok(()) };
        let folder = if self.instances.len() == 1 { out.parent() } else { Some(out.as_path()) };
        let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
        folder.map_or(Ok(()), |f| fs::create_dir_all(f).map_err(|e| format!("{}: {e}", f.display())))
    }

    /// Where the solution of this instance goes.
    pub(crate) fn solution_of(&self, instance: &Path) -> Option<PathBuf> {
        let out = self.out.clone()?;
        if self.instances.len() == 1 && !out.is_dir() {
            return Some(out);
        }
        Some(out.join(instance.file_stem()?).with_extension("sol"))
    }
}

/// The benchmarks that lie beside the project.
fn default_folder(family: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join("shared/bench").join(family)
}

fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>, String> {
    let none = || format!("no instances (.{}) in {}: name one with --instance", endings.join(", ."), folder.display());
    let entries = fs::read_dir(folder).map_err(|_| none())?;
    let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| endings.iter().any(|ending| e == *ending)));
    files.sort();
    if files.is_empty() { Err(none()) } else { Ok(files) }
}
