//! One instance of each family: read, solved within its seconds, judged by code that shares nothing with the solver,
//! written, and told in a line of JSON.

use std::fs;
use std::path::Path;

use orken_core::solver::lectures;
use orken_core::solver::sites::{self, Model};
use orken_tests::instances::clock::Clock;
use orken_tests::instances::sites_solution::{self, Solution};
use orken_tests::instances::{ctt, pmedcap, pmedian, sites_cost, sscflp, transport};
use serde_json::{Value, json};

use crate::options::Options;

/// A family of instances.
pub(crate) struct Family {
    /// Its name on the command line and of its folder.
    pub(crate) name: &'static str,
    /// How its files end.
    pub(crate) endings: &'static [&'static str],
    /// Seconds where none are asked for.
    pub(crate) seconds: f64,
    solve: fn(&str, &Options) -> Result<Solved, String>,
}

/// An answer: the solution's text, and what the line says besides the instance's name.
struct Solved {
    solution: String,
    told: Value,
}

pub(crate) const FAMILIES: [Family; 5] = [
    Family { name: "ctt", endings: &["ctt", "ectt"], seconds: 60.0, solve: solve_ctt },
    Family { name: "transport", endings: &["json"], seconds: 60.0, solve: solve_transport },
    Family { name: "pmedcap", endings: &["txt"], seconds: 10.0, solve: solve_pmedcap },
    Family { name: "sscflp", endings: &["txt"], seconds: 10.0, solve: solve_sscflp },
    Family { name: "pmedian", endings: &["txt"], seconds: 10.0, solve: solve_pmedian },
];

/// Solves one instance and returns its line.
pub(crate) fn one(options: &Options, instance: &Path) -> Result<Value, String> {
    let about = |error: &dyn std::fmt::Display| format!("{}: {error}", instance.display());
    let text = fs::read_to_string(instance).map_err(|e| about(&e))?;
    let text = text.trim_start_matches('\u{feff}');
    let Solved { solution, told } = (options.family.solve)(text, options).map_err(|e| about(&e))?;
    if let Some(out) = options.solution_of(instance) {
        fs::write(&out, solution).map_err(|e| format!("{}: {e}", out.display()))?;
    }
    let name = instance.file_stem().map(|n| n.to_string_lossy().into_owned());
    let mut line = serde_json::Map::from_iter([("instance".to_owned(), json!(name))]);
    line.extend(told.as_object().cloned().unwrap_or_default());
    Ok(Value::Object(line))
}

fn solve_ctt(text: &str, options: &Options) -> Result<Solved, String> {
    let mut clock = Clock::new(options.seconds);
    let instance = ctt::read(text)?;
    let found = lectures::solve(&ctt::model(&instance), options.seed, &mut clock)?;
    let seconds = clock.elapsed();
    let solution = ctt::write(&instance, &found.at);
    let score = ctt::score(&instance, &solution)?;
    let told = json!({
        "cost": score.cost(),
        "feasible": score.violations == 0,
        "seconds": seconds,
        "iterations": found.iterations,
        "lower_bound": found.lower_bound,
        "seed": options.seed,
    });
    Ok(Solved { solution, told })
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

fn solve_pmedcap(text: &str, options: &Options) -> Result<Solved, String> {
    solve_sites(text, options, pmedcap::read, sites_cost::pmedcap)
}

fn solve_sscflp(text: &str, options: &Options) -> Result<Solved, String> {
    solve_sites(text, options, sscflp::read, sites_cost::sscflp)
}

fn solve_pmedian(text: &str, options: &Options) -> Result<Solved, String> {
    solve_sites(text, options, pmedian::read, sites_cost::pmedian)
}

/// The three families that choose sites differ in their files alone.
fn solve_sites(
    text: &str,
    options: &Options,
    read: fn(&str) -> Result<Model, String>,
    judge: fn(&str, &str) -> Result<i64, String>,
) -> Result<Solved, String> {
    let mut clock = Clock::new(options.seconds);
    let model = read(text)?;
    let answer = sites::solve(&model, options.seed, &mut clock).map_err(|e| format!("{e:?}"))?;
    let seconds = clock.elapsed();
    let solution = sites_solution::write(&Solution { open: answer.open.clone(), assigned: answer.assigned.clone() });
    let objective = judge(text, &solution)?;
    if objective != answer.objective {
        return Err(format!("the solver says {}, its solution costs {objective}", answer.objective));
    }
    let (lower_bound, optimal) = (answer.lower_bound, answer.proven);
    let told = json!({ "objective": objective, "lower_bound": lower_bound, "optimal": optimal, "seconds": seconds });
    Ok(Solved { solution, told })
}
