//! Solves public benchmark instances, run by `cargo xtask bench FAMILY [--instance FILE] [--seconds N] [--seed S]
//! [--out FILE]`: a line of JSON for each instance, and the solution in the form that its field uses.

mod options;
mod run;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let run = options::Options::read(&arguments).and_then(|options| {
        for instance in &options.instances {
            println!("{}", run::one(&options, instance)?);
        }
        Ok(())
    });
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("bench: {message}");
            ExitCode::FAILURE
        }
    }
}
