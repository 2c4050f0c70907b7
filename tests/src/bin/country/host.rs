//! The country on the host: every share is made in one process and measured in another, so that each tells its own memory.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use orken_tests::country::measure::{Gauge, blocks, measure};

/// Measures these shares and prints a table.
pub(super) fn measure_all(shares: &[u32]) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|e| e.to_string())?;
    let kept = std::env::temp_dir().join(format!("orken-country-{}", std::process::id()));
    println!("{:>7}  {:<12} {:>10} {:>6}  outcome", "percent", "step", "ms", "MB");
    for percent in shares {
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
pub(super) fn make_blocks(percent: u32, file: &Path) -> Result<(), String> {
    let lines: Vec<Vec<u8>> = blocks(percent)?.into_iter().map(|block| block.records).collect();
    fs::write(file, lines.join(&b'\n')).map_err(|e| e.to_string())
}

/// Measures the blocks in the lines of a file.
pub(super) fn measure_one(percent: u32, file: &Path) -> Result<(), String> {
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
