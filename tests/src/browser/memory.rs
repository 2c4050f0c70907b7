//! How much memory the processes hold that draw pages, as the system tells (Linux only).

use std::fs;

use super::Browser;
use super::process::tree;

/// Memory of the process that draws the page, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Resident now.
    pub now: u64,
    /// The most that was resident since [`Browser::forget_memory`].
    pub most: u64,
    /// Resident now, with what it shares with other processes told in shares.
    pub share: u64,
}

impl Browser {
    /// Memory of the page's process: of those that draw pages, the one that holds the most (Chromium keeps an empty one
    /// ready). None where the system doesn't tell.
    pub fn memory(&self) -> Option<Memory> {
        self.drawing().into_iter().filter_map(of_process).max_by_key(|memory| memory.most)
    }

    /// Begins anew to look for the most.
    pub fn forget_memory(&self) {
        for pid in self.drawing() {
            // Refused where the system can't: then the most is that of the whole life of the process.
            let _ = fs::write(format!("/proc/{pid}/clear_refs"), "5");
        }
    }

    /// Ids of the processes that draw pages; a worker is a thread of its page's process.
    fn drawing(&self) -> Vec<u32> {
        let draws = |pid: &u32| {
            // Chromium rewrites it: the words stand apart by spaces in some processes.
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            line.split(|byte| matches!(byte, 0 | b' ')).any(|word| word == b"--type=renderer")
        };
        self.pid().map(tree).unwrap_or_default().into_iter().filter(draws).collect()
    }
}

fn of_process(pid: u32) -> Option<Memory> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let shares = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    Some(Memory {
        now: kilobytes(&status, "VmRSS:")?,
        most: kilobytes(&status, "VmHWM:")?,
        share: kilobytes(&shares, "Pss:")?,
    })
}

/// A line `Name:  123 kB` in bytes.
fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? * 1024)
}
