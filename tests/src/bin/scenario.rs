//! `scenario NAME [--data DIR] [--out DIR]`: a named programme head to tail, without a browser.

use std::path::PathBuf;
use std::process::ExitCode;

use orken_core::template::Template;
use orken_tests::scenario;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("scenario: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut arguments = std::env::args().skip(1);
    let names = Template::ALL.iter().map(|t| t.code()).collect::<Vec<_>>().join(", ");
    let usage = format!("usage: scenario NAME [--data DIR] [--out DIR], NAME one of {names}");
    let name = arguments.next().ok_or(&usage)?;
    let template = Template::from_code(&name).ok_or(&usage)?;
    let mut data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data").join(&name);
    let mut out = PathBuf::from("scenario-out").join(&name);
    while let Some(option) = arguments.next() {
        let value = arguments.next().map(PathBuf::from).ok_or(&usage)?;
        match option.as_str() {
            "--data" => data = value,
            "--out" => out = value,
            _ => return Err(usage),
        }
    }
    let below = data.join(&name);
    let data = if below.is_dir() { below } else { data };
    let report = scenario::run(template, &data, &out)?;
    println!("{report}\nwritten to {}", out.display());
    Ok(())
}
