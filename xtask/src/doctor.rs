//! `cargo xtask doctor`: what is there, what is missing, the command that mends it.

use xtask::failure::{Failure, Outcome};
use xtask::run;
use xtask::tools::{ALL, Tool};

/// What the machine must bring along, with where it comes from.
const GIVEN: [(&str, &str, &str); 5] = [
    ("rustc", "--version", "install rustup"),
    ("cargo", "--version", "install rustup"),
    ("git", "--version", "install Git"),
    ("node", "--version", "install Node 20 or newer with npm"),
    ("cc", "--version", "install a C compiler"),
];

pub(crate) fn run(_: &[String]) -> Outcome {
    let mut missing = 0;
    for (program, flag, remedy) in GIVEN {
        let said = run::output(run::command(program).arg(flag)).ok();
        missing += line(program, said.and_then(|said| said.lines().next().map(str::to_owned)), remedy);
    }
    for tool in ALL {
        missing += line(tool.name(), tool.found(), &tool.remedy());
    }
    let fuzz = Tool::Fuzz;
    line(&format!("{}, for `check --long` only", fuzz.name()), fuzz.found(), &fuzz.remedy());
    match missing {
        0 => Ok(()),
        count => {
            Err(Failure::new(format!("{count} missing")).mend("the commands above; the verbs run them by themselves"))
        }
    }
}

fn line(name: &str, found: Option<String>, remedy: &str) -> u32 {
    match found {
        Some(version) => {
            println!("  ok       {name}: {version}");
            0
        }
        None => {
            println!("  MISSING  {name}: {remedy}");
            1
        }
    }
}
