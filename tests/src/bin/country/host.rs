//! The country on the host: every share is made in one process and measured in another, so that each tells its own memory.

use std::fs;
use std::io::{BufReader, BufWriter, Read, Write};
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

/// All blocks in a file, each behind its length.
pub(super) fn make_blocks(percent: u32, file: &Path) -> Result<(), String> {
    let told = |e: std::io::Error| e.to_string();
    let mut to = BufWriter::new(fs::File::create(file).map_err(told)?);
    for block in blocks(percent)? {
        to.write_all(&(block.records.len() as u64).to_le_bytes()).map_err(told)?;
        to.write_all(&block.records).map_err(told)?;
    }
    to.flush().map_err(told)
}

/// The next block of a file; none at its end.
fn next_block(from: &mut impl Read) -> Option<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length).ok()?;
    let mut block = vec![0; usize::try_from(u64::from_le_bytes(length)).ok()?];
    from.read_exact(&mut block).ok()?;
    Some(block)
}

/// Measures the blocks of a file.
pub(super) fn measure_one(percent: u32, file: &Path) -> Result<(), String> {
    let mut from = BufReader::new(fs::File::open(file).map_err(|e| e.to_string())?);
    let start = Instant::now();
    let elapsed = || start.elapsed().as_secs_f64() * 1000.0;
    let gauge = Gauge { now: &|| processor_time().unwrap_or_else(elapsed), memory: &peak };
    for step in measure(std::iter::from_fn(|| next_block(&mut from)), &gauge)? {
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
