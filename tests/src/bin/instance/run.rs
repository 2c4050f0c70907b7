//! One instance of each family: read, solved within its seconds, judged by code that shares nothing with the solver,
//! written, and told in a line of JSON.

use std::fs;
use std::path::Path;

use orken_tests::instances::clock::Clock;
use orken_tests::instances::transport;
use serde_json::{Value, json};

use crate::options::Options;

/// A family of instances.
pub(crate) struct Family {
    /// Its name on the command line and of its folder.
    pub(crate) name: &'static str,
    /// How its files end.
    pub(crate) ending: &'static str,
    /// Seconds where none are asked for.
    pub(crate) seconds: f64,
    solve: fn(&str, &Options) -> Result<Solved, String>,
}

/// An answer: the solution's text, and what the line says besides the instance's name.
struct Solved {
    solution: String,
    told: Value,
}

pub(crate) const FAMILIES: [Family; 1] =
    [Family { name: "transport", ending: "json", seconds: 60.0, solve: solve_transport }];

/// Solves one instance and returns its line.
pub(crate) fn one(options: &Options, instance: &Path) -> Result<Value, String> {
    let about = |error: &dyn std::fmt::Display| format!("{}: {error}", instance.display());
    let text = fs::read_to_string(instance).map_err(|e| about(&e))?;
    let Solved { solution, told } = (options.family.solve)(&text, options).map_err(|e| about(&e))?;
    if let Some(out) = options.solution_of(instance) {
        fs::write(&out, solution).map_err(|e| format!("{}: {e}", out.display()))?;
    }
    let name = instance.file_stem().map(|n| n.to_string_lossy().into_owned());
    let mut line = serde_json::Map::from_iter([("instance".to_owned(), json!(name))]);
    line.extend(told.as_object().cloned().unwrap_or_default());
    Ok(Value::Object(line))
}

fn solve_transport(text: &str, options: &Options) -> Result<Solved, String> {
    let problem = transport::read(text)?;
    let mut clock = Clock::new(options.seconds);
    let found = problem.solve(&mut clock).map_err(|e| format!("{e:?}"))?;
    let seconds = clock.elapsed();
    let lower_bound = problem.bound(&found.price);
    let solution = transport::write(&found.place);
    let objective = transport::judge(text, &solution)?;
    let optimal = objective == lower_bound;
    let told = json!({ "objective": objective, "lower_bound": lower_bound, "optimal": optimal, "seconds": seconds });
    Ok(Solved { solution, told })
}
