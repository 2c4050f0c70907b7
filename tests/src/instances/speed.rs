//! How many steps a second the search of lectures does: the same steps of the same instance on the host and in a browser.

use orken_core::solver::budget::Rounds;
use orken_core::solver::lectures;

use super::ctt;

/// Looks at the clock that a run would take; some thousand steps each.
const ROUNDS: u64 = 2_000;

/// A line with steps, what they came to, and the seconds that `now` counts.
///
/// # Errors
/// The text is no instance, or a timetable breaks a rule.
pub fn measured(text: &str, now: impl Fn() -> f64) -> Result<String, String> {
    let instance = ctt::read(text.trim_start_matches('\u{feff}'))?;
    let model = ctt::model(&instance);
    let began = now();
    let found = lectures::solve(&model, 1, &mut Rounds::new(ROUNDS))?;
    let seconds = now() - began;
    let score = ctt::score(&instance, &ctt::write(&instance, &found.at))?;
    if score.violations > 0 {
        return Err(format!("{} rules are broken", score.violations));
    }
    Ok(format!("lectures {} {} {seconds}", found.iterations, score.cost()))
}
