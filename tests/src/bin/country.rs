//! `country --out DIR [--percent N]`: a whole invented country as two lists and as a document.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use orken_core::exchange::{ExportOptions, write_document};
use orken_tests::country;

const USAGE: &str = "usage: country --out DIR [--percent 1..100]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("country: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let (mut out, mut percent) = (None, 100);
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match option.as_str() {
            "--out" => out = Some(PathBuf::from(value)),
            "--percent" => percent = value.parse().ok().filter(|p| (1..=100).contains(p)).ok_or(USAGE)?,
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
