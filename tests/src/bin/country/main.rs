//! `country --out DIR [--percent N]`: a whole invented country as two lists and as a document.
//!
//! `country measure [host|browser] [PERCENT]` times the main steps on 1 %, 10 % and all of it: on the host, in Chromium,
//! or in both.

mod browser;
mod host;
mod page;
mod saved;
mod scripts;
mod steps;
mod table;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use orken_core::exchange::{ExportOptions, write_document};
use orken_tests::country;

const USAGE: &str = "usage: country --out DIR [--percent 1..100], or country measure [host|browser] [1..100]";
const SHARES: [u32; 3] = [1, 10, 100];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["measure", rest @ ..] => measure(rest),
        ["make-blocks", percent, file] => share(percent).and_then(|p| host::make_blocks(p, Path::new(file))),
        ["measure-one", percent, file] => share(percent).and_then(|p| host::measure_one(p, Path::new(file))),
        options => write(options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("country: {message}");
            ExitCode::FAILURE
        }
    }
}

fn share(percent: &str) -> Result<u32, String> {
    percent.parse().ok().filter(|p| (1..=100).contains(p)).ok_or_else(|| USAGE.to_owned())
}

fn measure(arguments: &[&str]) -> Result<(), String> {
    let (part, shares) = match arguments {
        [] => ("", SHARES.to_vec()),
        [part @ ("host" | "browser")] => (*part, SHARES.to_vec()),
        [part @ ("host" | "browser"), percent] => (*part, vec![share(percent)?]),
        _ => return Err(USAGE.to_owned()),
    };
    if part != "browser" {
        host::measure_all(&shares)?;
    }
    if part != "host" {
        browser::measure_all(&shares)?;
    }
    Ok(())
}

fn write(options: &[&str]) -> Result<(), String> {
    let (mut out, mut percent) = (None, 100);
    for option in options.chunks(2) {
        match option {
            ["--out", folder] => out = Some(PathBuf::from(folder)),
            ["--percent", value] => percent = share(value)?,
            _ => return Err(USAGE.to_owned()),
        }
    }
    let out = out.ok_or(USAGE)?;
    fs::create_dir_all(&out).map_err(|e| format!("{}: {e}", out.display()))?;
    let workspace = country::country(percent);
    let document = write_document(&workspace, &[], ExportOptions { with_iin: false });
    let files = [
        ("schools.csv", country::lists::schools(&workspace).into_bytes()),
        ("teachers.csv", country::lists::teachers(&workspace).into_bytes()),
        ("workspace.json", document),
    ];
    for (name, bytes) in files {
        let path = out.join(name);
        fs::write(&path, bytes).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    let (schools, people) = (workspace.schools.len(), workspace.people.len());
    println!("{schools} schools, {people} teachers: schools.csv, teachers.csv and workspace.json in {}", out.display());
    Ok(())
}
