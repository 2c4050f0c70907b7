//! `country --out DIR [--percent N]`: a whole invented country as two lists and as a document. `country measure` times
//! the main steps on 1 %, 10 % and all of it, on the host: what they took of one processor, and the most memory.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use orken_core::exchange::{ExportOptions, write_document};
use orken_tests::country;
use orken_tests::country::measure::{Gauge, blocks, measure};

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

/// Every share is made in one process and measured in another, so that each tells its own memory.
fn measure_all() -> Result<(), String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let kept = std::env::temp_dir().join(format!("orken-country-{}", std::process::id()));
    println!("{:>7}  {:<12} {:>10} {:>6}  outcome", "percent", "step", "ms", "MB");
    for percent in SHARES {
        let done = ["make-blocks", "measure-one"].into_iter().all(|part| {
            let ended = Command::new(&program).args([part, &percent.to_string()]).arg(&kept).status();
            ended.is_ok_and(|status| status.success())
        });
        let _gone = fs::remove_file(&kept);
        if !done {
            return Err(format!("{percent} % could not be measured"));
        }
    }
    Ok(())
}

/// A block in every line.
fn make_blocks(percent: u32, file: &Path) -> Result<(), String> {
    fs::write(file, blocks(percent)?.join(&b'\n')).map_err(|e| e.to_string())
}

fn measure_one(percent: u32, file: &Path) -> Result<(), String> {
    let file = fs::File::open(file).map_err(|e| e.to_string())?;
    let start = Instant::now();
    let elapsed = || start.elapsed().as_secs_f64() * 1000.0;
    let gauge = Gauge { now: &|| processor_time().unwrap_or_else(elapsed), memory: &peak };
    for step in measure(BufReader::new(file).split(b'\n').map_while(Result::ok), &gauge)? {
        let memory = step.memory.map_or_else(|| "-".to_owned(), |bytes| (bytes / 1_000_000).to_string());
        println!("{percent:>7}  {:<12} {:>10.1} {memory:>6}  {}", step.name, step.milliseconds, step.outcome);
    }
    Ok(())
}

/// Milliseconds that a processor spent on this thread, where the system tells: other programs don't lengthen them.
fn processor_time() -> Option<f64> {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<f64>().ok()? / 1e6)
}

/// The most memory of this process since it was last asked, where the system tells.
fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    fs::write("/proc/self/clear_refs", "5").ok()?;
    Some(kilobytes * 1024)
}

fn run() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1).peekable();
    match arguments.peek().map(String::as_str) {
        Some("measure") => return measure_all(),
        Some(part @ ("make-blocks" | "measure-one")) => {
            let part = if part == "make-blocks" { make_blocks } else { measure_one };
            let percent = arguments.nth(1).and_then(|p| p.parse().ok()).ok_or(USAGE)?;
            return part(percent, Path::new(&arguments.next().ok_or(USAGE)?));
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
