//! Running other programs: says what is being done, how long it took, and what to do when it fails.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::failure::{Failure, Outcome};
use crate::paths;

/// A program in the repository's top folder that finds the project's own tools first and never waits for input.
pub fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    command.current_dir(paths::root()).stdin(Stdio::null());
    let own = [paths::tools().join("bin"), cargo_bin()];
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(std::env::split_paths(&old));
    if let Ok(path) = std::env::join_paths(all) {
        command.env("PATH", path);
    }
    command
}

/// Cargo of the toolchain that runs this.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()).to_string_lossy().as_ref());
    // What Cargo tells a running xtask about itself must not leak into other crates' builds.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "CARGO_MANIFEST_PATH"] {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

/// Where `cargo install` puts programs.
pub fn cargo_bin() -> std::path::PathBuf {
    let home = std::env::var_os("CARGO_INSTALL_ROOT").or_else(|| std::env::var_os("CARGO_HOME"));
    match home {
        Some(home) => Path::new(&home).join("bin"),
        None => Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cargo/bin"),
    }
}

/// Runs a step, with its name before and its time after.
pub fn step(name: &str, command: &mut Command) -> Outcome {
    timed(name, || finish(command))
}

/// Does a step of our own, with its name before and its time after.
pub fn timed<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("==> {name}");
    let start = Instant::now();
    let result = work();
    let took = start.elapsed().as_secs_f64();
    match &result {
        Ok(_) => println!("    {name}: {took:.1} s"),
        Err(_) => println!("    {name}: FAILED after {took:.1} s"),
    }
    result
}

/// Runs a program to its end, its output going where ours goes.
pub fn finish(command: &mut Command) -> Outcome {
    let shown = shown(command);
    let status = command.status().map_err(|error| missing(&shown, &error))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{shown}` ended with {status}"))) }
}

/// Runs a program to its end and hands back what it wrote.
pub fn output(command: &mut Command) -> Outcome<String> {
    let shown = shown(command);
    let output = command.output().map_err(|error| missing(&shown, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Failure::new(format!("`{shown}` ended with {}\n{}", output.status, said.trim_end())))
}

fn missing(shown: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{shown}` did not start: {error}")).mend("cargo xtask doctor")
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program()).to_string_lossy();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}
