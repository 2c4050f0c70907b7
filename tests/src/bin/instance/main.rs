//! Solves public benchmark instances, run by `cargo xtask bench FAMILY [--instance FILE | --folder DIR] [--seconds N] [--seed S]
//! [--out FILE]`: a line of JSON for each instance, and the solution in the form that its field uses.

mod options;
mod run;

use std::process::ExitCode;
use std::time::Instant;

use orken_tests::instances::speed::measured;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [speed, file] = arguments.as_slice()
        && speed == "speed"
    {
        return speed_of(file);
    }
    let options = match options::Options::read(&arguments) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("bench: {message}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = false;
    for instance in &options.instances {
        match run::one(&options, instance) {
            Ok(line) => println!("{line}"),
            Err(message) => {
                eprintln!("bench: {message}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Steps a second of the lectures' search, for `cargo xtask bench ctt browser`.
fn speed_of(file: &str) -> ExitCode {
    let start = Instant::now();
    let text = std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"));
    match text.and_then(|text| measured(&text, || start.elapsed().as_secs_f64())) {
        Ok(line) => {
            println!("{line}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("bench: {message}");
            ExitCode::FAILURE
        }
    }
}
