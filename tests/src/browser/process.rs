//! The processes behind a browser: chromedriver on a free port, Chromium with a profile of its own; all of them are
//! ended by their ids.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use super::Fault;

static COUNT: AtomicU32 = AtomicU32::new(0);

/// A folder for one profile and its downloads; removed when dropped. Share it to open the same profile again.
pub struct Profile {
    folder: PathBuf,
}

impl Profile {
    pub fn new() -> Result<Self, Fault> {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("orken-browser-{}-{number}", std::process::id()));
        let profile = Self { folder };
        for part in [profile.data(), profile.downloads()] {
            fs::create_dir_all(&part).map_err(|error| Fault::Start(format!("{}: {error}", part.display())))?;
        }
        Ok(profile)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("profile")
    }

    /// Where downloads land.
    pub fn downloads(&self) -> PathBuf {
        self.folder.join("downloads")
    }

    /// A place for files that a test makes for upload.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // Chromium's last helpers may still be writing.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.folder).is_ok() || !self.folder.exists() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// A running chromedriver, leader of its own process group.
pub(crate) struct Driver {
    child: Child,
    pub(crate) port: u16,
}

impl Driver {
    pub(crate) fn start() -> Result<Self, Fault> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
        let mut child = command.spawn().map_err(|error| {
            Fault::Start(format!(
                "chromedriver: {error}; `cargo xtask test` installs it, `cargo xtask doctor` tells more"
            ))
        })?;
        let out = child.stdout.take().ok_or_else(|| Fault::Start("chromedriver says nothing".to_owned()))?;
        let mut lines = BufReader::new(out).lines();
        let port = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let after = line.split("started successfully on port ").nth(1)?;
            after.trim_end_matches('.').trim().parse().ok()
        });
        // Its pipe is read to the end, or a full one would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        match port {
            Some(port) => Ok(Self { child, port }),
            None => {
                let _ = child.kill();
                let _ = child.wait();
                Err(Fault::Start("chromedriver ended before it named its port".to_owned()))
            }
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // With a browser that it started and that nobody ended.
        kill_tree(self.child.id());
        let _ = self.child.wait();
    }
}

/// Kills a browser at once, as a power cut would: its whole process group, and whatever still descends from it.
pub(crate) fn kill_tree(pid: u32) {
    for pid in tree(pid) {
        let _ = Command::new("kill").args(["-KILL", &pid.to_string()]).stderr(Stdio::null()).status();
    }
    let start = Instant::now();
    while Path::new(&format!("/proc/{pid}")).exists() && start.elapsed() < Duration::from_secs(5) && !zombie(pid) {
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A process and all that descend from it.
pub(crate) fn tree(pid: u32) -> Vec<u32> {
    let mut pids = vec![pid];
    let mut next = 0;
    while next < pids.len() {
        pids.extend(children(pids[next]));
        next += 1;
    }
    pids
}

/// Dead, but its parent (chromedriver) has not yet asked for its exit code.
fn zombie(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| stat.contains(") Z "))
}

fn children(pid: u32) -> Vec<u32> {
    let Ok(tasks) = fs::read_dir(format!("/proc/{pid}/task")) else { return Vec::new() };
    let lists = tasks.flatten().filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    lists.flat_map(|list| list.split_whitespace().filter_map(|id| id.parse().ok()).collect::<Vec<u32>>()).collect()
}
