//! Solves public benchmark instances, run by `cargo xtask bench FAMILY [--instance FILE | --folder DIR] [--seconds N] [--seed S]
//! [--out FILE]`: a line of JSON for each instance, and the solution in the form that its field uses.

mod options;
mod run;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
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
