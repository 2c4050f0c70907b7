//! What is measured, and how: journeys through the packed page that each give several figures.

use std::error::Error;
use std::time::Instant;

use orken_core::audit::timetable::check_timetable;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::timetable::{self, TimetableProblem};
use orken_tests::browser::{Browser, By, Fault, Network, Options, Site};
use orken_tests::journey::{self, Hand, said};
use orken_tests::strained;
use serde_json::{Value, json};

pub(super) type Measured = Result<Vec<(&'static str, f64)>, Box<dyn Error>>;

/// A line of the table.
pub(super) struct Figure {
    pub(super) name: &'static str,
    /// The journey that gives it.
    pub(super) of: &'static str,
    pub(super) what: &'static str,
    pub(super) unit: &'static str,
    /// At most this.
    pub(super) wanted: f64,
}

/// Something done in a fresh browser, or on the host.
pub(super) struct Journey {
    pub(super) name: &'static str,
    pub(super) runs: usize,
    pub(super) once: fn() -> Measured,
}

pub(super) const JOURNEYS: [Journey; 4] = [
    Journey { name: "strained", runs: 1, once: strained_timetables },
    Journey { name: "load", runs: 1, once: first_load },
    Journey { name: "paint", runs: 5, once: first_paint },
    Journey { name: "job", runs: 5, once: job },
];

const fn figure(name: &'static str, of: &'static str, what: &'static str, unit: &'static str, wanted: f64) -> Figure {
    Figure { name, of, what, unit, wanted }
}

pub(super) const FIGURES: [Figure; 18] = [
    figure("timetable-open", "strained", "sessions of 40 hard intakes left without a place, on the host", "", 20.0),
    figure("timetable-penalty", "strained", "weighted wishes not met in all of them", "", 45_000.0),
    figure("timetable-seconds", "strained", "for all of them", "s", 40.0),
    figure("browser-first-load", "load", "first load over the wire, headers included", "KB", 300.0),
    figure("browser-first-paint", "paint", "first contentful paint, empty cache, 1 Mbit/s, 4x slower", "ms", 3000.0),
    figure("browser-first-home", "paint", "the start page is there and can be used, under the same", "ms", 6000.0),
    figure("browser-import", "job", "both lists read and judged, from the choice of the files", "ms", 1000.0),
    figure("browser-put-in", "job", "715 people and 280 schools put in and saved", "ms", 1000.0),
    figure("browser-select", "job", "420 selected and saved", "ms", 1000.0),
    figure("browser-groups", "job", "56 groups proposed", "ms", 1000.0),
    figure("browser-timetable", "job", "1,120 sessions placed, the proposal shown", "ms", 1000.0),
    figure("browser-reopen", "job", "saved workspace loaded anew, from the navigation to the records", "ms", 300.0),
    figure("browser-search", "job", "a key in the search, to the results laid out", "ms", 16.0),
    figure("browser-task-import", "job", "longest task of the main thread: import and putting in", "ms", 50.0),
    figure("browser-task-select", "job", "longest task of the main thread: rules and selection", "ms", 50.0),
    figure("browser-task-groups", "job", "longest task of the main thread: groups", "ms", 50.0),
    figure("browser-task-timetable", "job", "longest task of the main thread: timetable", "ms", 50.0),
    figure("browser-task-reopen", "job", "longest task of the main thread: reopening", "ms", 50.0),
];

/// Timetables of intakes that are hard to make one for.
fn strained_timetables() -> Measured {
    let (mut open, mut penalty, mut seconds) = (0, 0, 0.0);
    for seed in 0..40 {
        let workspace = strained::strained(seed);
        let problem = TimetableProblem::from_workspace(&workspace, strained::INTAKE).map_err(|f| format!("{f:?}"))?;
        let began = Instant::now();
        let proposal = timetable::solve(&problem, &mut Unlimited);
        seconds += began.elapsed().as_secs_f64();
        if !check_timetable(&workspace, &proposal).is_empty() {
            return Err(format!("the audit refuses the timetable of seed {seed}").into());
        }
        open += proposal.unplaced.len();
        penalty += proposal.wishes.penalty();
    }
    let figures = [("timetable-open", open as f64), ("timetable-penalty", penalty as f64)];
    Ok(figures.into_iter().chain([("timetable-seconds", seconds)]).collect())
}

/// In thousands of bytes.
fn first_load() -> Measured {
    let site = Site::serve("")?;
    let mut browser = site.browser()?;
    browser.open("")?;
    browser.settle()?;
    let script = "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
        .reduce((sum, entry) => sum + entry.transferSize, 0)";
    Ok(vec![("browser-first-load", number(&browser.run(script, &[])?)? / 1000.0)])
}

fn first_paint() -> Measured {
    let site = Site::serve("")?;
    let mut browser = site.browser()?;
    browser.network(Some(Network { latency: 40.0, bits: 1_000_000.0 }))?;
    browser.slow_processor(4.0)?;
    browser.open("")?;
    let script = "return performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";
    let paint =
        browser.wait("a first paint", || Ok(Some(browser.run(script, &[])?).filter(|at| *at != Value::Null)))?;
    let script = "return performance.getEntriesByName('orken-opened')[0]?.startTime ?? null";
    let home = browser.wait("the page", || Ok(Some(browser.run(script, &[])?).filter(|at| *at != Value::Null)))?;
    Ok(vec![("browser-first-paint", number(&paint)?), ("browser-first-home", number(&home)?)])
}

/// Keeps the longest task since it was last asked for.
const WATCH_TASKS: &str = "window.longest = 0;
    new PerformanceObserver((list) => {
        for (const task of list.getEntries()) window.longest = Math.max(window.longest, task.duration);
    }).observe({ type: 'longtask', buffered: true });";

/// Does something and waits for a text inside the page, looking at every frame.
const TIMED: &str = "
    const [what, text, done] = arguments;
    const start = performance.now();
    const look = () => {
        if (document.body.textContent.includes(text)) done(performance.now() - start);
        else requestAnimationFrame(look);
    };
    if (what === 'files') document.addEventListener('change', look, { once: true, capture: true });
    else { [...document.querySelectorAll('main button')].find((b) => b.textContent.trim() === what).click(); look(); }";

fn job() -> Measured {
    let site = Site::serve("")?;
    let mut browser = site.browser_with(Options::default())?;
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH_TASKS }))?;
    browser.open("")?;
    journey::ready(&browser)?;
    let mut values = Vec::new();
    journey::template(&browser, Hand::Mouse)?;
    longest(&browser)?;
    values.push(("browser-import", import(&browser)?));
    let put = "Put in 715 people and 280 schools";
    values.push(("browser-put-in", timed(&browser, put, "Put in: 715 people, 280 schools.")?));
    values.push(("browser-task-import", longest(&browser)?));
    journey::step(&browser, Hand::Mouse, "rules")?;
    browser.wait_text(said::RULES)?;
    journey::step(&browser, Hand::Mouse, "selection")?;
    browser.settle()?;
    values.push(("browser-select", timed(&browser, "Select", said::SELECTION)?));
    browser.settle()?;
    values.push(("browser-task-select", longest(&browser)?));
    journey::step(&browser, Hand::Mouse, "groups")?;
    browser.find(&By::role("button", "Form groups"))?;
    browser.settle()?;
    values.push(("browser-groups", timed(&browser, "Form groups", "414 people in 56 groups")?));
    browser.click(&By::role("button", "Agree"))?;
    browser.wait_text(said::GROUPS)?;
    values.push(("browser-task-groups", longest(&browser)?));
    journey::step(&browser, Hand::Mouse, "timetable")?;
    browser.find(&By::role("button", "Make the timetable"))?;
    browser.settle()?;
    values.push(("browser-timetable", timed(&browser, "Make the timetable", "1,120 sessions placed")?));
    browser.click(&By::role("button", "Agree"))?;
    browser.wait_text(said::TIMETABLE)?;
    browser.settle()?;
    values.push(("browser-task-timetable", longest(&browser)?));
    values.push(("browser-search", search(&browser)?));
    reopen(&mut browser, &mut values)?;
    Ok(values)
}

fn timed(browser: &Browser, press: &str, text: &str) -> Result<f64, Box<dyn Error>> {
    number(&browser.run_until_called(TIMED, &[json!(press), json!(text)])?)
}

/// The files are chosen outside the page's clock, which starts when the page gets them.
fn import(browser: &Browser) -> Result<f64, Box<dyn Error>> {
    let script = TIMED.replace(
        "const [what, text, done] = arguments;",
        "const [what, text] = arguments;
        const done = (took) => { window.took = took; };",
    );
    browser.run("window.took = null", &[])?;
    browser.run(&script, &[json!("files"), json!(said::IMPORT)])?;
    let (schools, teachers) = (journey::hub("schools.xlsx"), journey::hub("teachers.xlsx"));
    browser.choose_files(&By::css("input[type=file]"), &[schools.as_path(), teachers.as_path()])?;
    let took = browser.wait("the lists", || Ok(browser.run("return window.took", &[])?.as_f64()))?;
    Ok(took)
}

/// The middle of the keys of a name and a place.
fn search(browser: &Browser) -> Result<f64, Box<dyn Error>> {
    browser.press("Control+k")?;
    browser.find(&By::css(".palette-input"))?;
    let script = "const done = arguments[0];
        const input = document.querySelector('.palette-input');
        const took = [];
        const key = async (text) => {
            const start = performance.now();
            input.value = text;
            input.dispatchEvent(new Event('input', { bubbles: true }));
            for (let turn = 0; turn < 8; turn++) await Promise.resolve();
            document.querySelector('.hits').getBoundingClientRect();
            took.push(performance.now() - start);
            await new Promise(requestAnimationFrame);
        };
        const words = ['ибрагимова', 'сош № 12'];
        const all = words.flatMap((word) => [...word].map((_, at) => word.slice(0, at + 1)));
        all.reduce((before, text) => before.then(() => key(text)), Promise.resolve()).then(() => {
            took.sort((a, b) => a - b);
            done(took[took.length >> 1]);
        });";
    let took = number(&browser.run_until_called(script, &[])?)?;
    browser.press("Escape")?;
    Ok(took)
}

fn reopen(browser: &mut Browser, values: &mut Vec<(&'static str, f64)>) -> Result<(), Box<dyn Error>> {
    browser.reload()?;
    journey::ready(browser)?;
    browser.wait_text(said::TIMETABLE)?;
    let script = "return performance.getEntriesByName('orken-opened')[0].startTime";
    values.push(("browser-reopen", number(&browser.run(script, &[])?)?));
    values.push(("browser-task-reopen", longest(browser)?));
    Ok(())
}

/// The longest task since the last call, in milliseconds; 0 where none took 50.
fn longest(browser: &Browser) -> Result<f64, Fault> {
    let found = browser.run("const was = window.longest; window.longest = 0; return was", &[])?;
    Ok(found.as_f64().unwrap_or_default())
}

fn number(value: &Value) -> Result<f64, Box<dyn Error>> {
    value.as_f64().ok_or_else(|| format!("no figure: {value}").into())
}
