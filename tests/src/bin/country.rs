//! `country --out DIR [--percent N]`: a whole invented country as two lists and as a document. `country measure` times
//! the main steps on 1 %, 10 % and all of it, on the host.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

use orken_core::exchange::{ExportOptions, write_document};
use orken_tests::country;

const USAGE: &str = "usage: country --out DIR [--percent 1..100]";
const SHARES: [u32; 3] = [1, 10, 100];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("country: {message}");
            ExitCode::FAILURE
        }
    }
}

/// One process for each share, so that each tells its own memory.
fn measure_all() -> Result<(), String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    println!("{:>7}  {:<12} {:>10}  outcome", "percent", "step", "ms");
    for percent in SHARES {
        let mut command = Command::new(&program);
        let ended = command.args(["measure-one", &percent.to_string()]).status().map_err(|e| e.to_string())?;
        if !ended.success() {
            return Err(format!("{percent} % could not be measured"));
        }
    }
    Ok(())
}

fn measure_one(percent: u32) -> Result<(), String> {
    let start = Instant::now();
    for step in country::measure::measure(percent, &|| start.elapsed().as_secs_f64() * 1000.0)? {
        println!("{percent:>7}  {:<12} {:>10.1}  {}", step.name, step.milliseconds, step.outcome);
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown");
    println!("{percent:>7}  {:<12} {:>10}  {}", "memory", "", peak.trim());
    Ok(())
}

fn run() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1).peekable();
    match arguments.peek().map(String::as_str) {
        Some("measure") => return measure_all(),
        Some("measure-one") => {
            return measure_one(arguments.nth(1).and_then(|p| p.parse().ok()).ok_or(USAGE)?);
        }
        _ => {}
    }
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
