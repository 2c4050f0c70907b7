//! How many steps a second the search of lectures does, on the host and in a browser: the same steps of the same instance.
//! Run by `cargo xtask bench ctt browser`, which compares the two; what it finds must be the same.

use orken_core::solver::budget::Rounds;
use orken_core::solver::lectures;
use orken_tests::instances::ctt;

const INSTANCE: &str = include_str!(env!("ORKEN_CTT", "`cargo xtask bench ctt browser` says which instance"));
/// Looks at the clock that a run would take; some thousand steps each.
const ROUNDS: u64 = 2_000;

/// The line that is compared: steps, what they came to, and the seconds that `now` counts.
fn run(now: impl Fn() -> f64) -> String {
    let instance = ctt::read(INSTANCE.trim_start_matches('\u{feff}')).expect("an instance");
    let model = ctt::model(&instance);
    let began = now();
    let found = lectures::solve(&model, 1, &mut Rounds::new(ROUNDS)).expect("a model");
    let (seconds, text) = (now() - began, ctt::write(&instance, &found.at));
    let score = ctt::score(&instance, &text).expect("a timetable");
    assert_eq!(score.violations, 0, "it is feasible");
    format!("lectures {} {} {seconds}", found.iterations, score.cost())
}

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn on_the_host() {
    let start = std::time::Instant::now();
    println!("{}", run(|| start.elapsed().as_secs_f64()));
}

#[cfg(target_arch = "wasm32")]
mod browser {
    wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test::wasm_bindgen_test]
    fn in_the_browser() {
        wasm_bindgen_test::console_log!("{}", super::run(|| js_sys::Date::now() / 1000.0));
    }
}
