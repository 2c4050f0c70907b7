//! What is done in the open page, in the order of the work; each step hands back its figures or why there are none.

use std::time::Duration;

use serde_json::{Value, json};

use super::page::{Page, brief, figure, said};
use super::scripts;
use super::table::{Row, Wanted};

/// A step of the page.
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) run: fn(&mut Page) -> Result<Vec<Row>, String>,
}

/// Changes at once, for something that is there at once.
const SHORT: Duration = Duration::from_secs(120);
/// Work of the worker.
const LONG: Duration = Duration::from_secs(600);

pub(super) const STEPS: [Step; 9] = [
    Step { name: "people shown", run: people },
    Step { name: "search", run: search },
    Step { name: "scroll, steady", run: steady },
    Step { name: "scroll, jumps", run: jumps },
    Step { name: "rules shown", run: rules },
    Step { name: "criterion changed", run: criterion },
    Step { name: "selected", run: select },
    Step { name: "groups proposed", run: groups },
    Step { name: "groups agreed to", run: agree },
];

fn one(row: Row) -> Result<Vec<Row>, String> {
    Ok(vec![row])
}

fn people(page: &mut Page) -> Result<Vec<Row>, String> {
    let found = page.measured(SHORT, scripts::PEOPLE, &[])?;
    one(Row::time("people shown", figure(&found, "took")?, Wanted::Nothing, said(&found)))
}

fn search(page: &mut Page) -> Result<Vec<Row>, String> {
    page.browser.press("Control+k").map_err(brief)?;
    let found = page.measured(LONG, scripts::SEARCH, &[])?;
    page.browser.press("Escape").map_err(brief)?;
    let keys = format!("{} of {} keys changed the list", found["keys"], found["of"]);
    let worst = format!("the first key: {:.1} ms", figure(&found, "first")?);
    Ok(vec![
        Row::time("search: a key, median", figure(&found, "middle")?, Wanted::AtMost(50.0), keys),
        Row::time("search: a key, worst", figure(&found, "worst")?, Wanted::AtMost(50.0), worst),
    ])
}

fn scroll(page: &Page, way: &str) -> Result<(f64, f64, String), String> {
    page.measured(SHORT, scripts::PEOPLE, &[])?;
    page.longest();
    let found = page.measured(SHORT, scripts::SCROLL, &[json!(way), json!(4000)])?;
    let empty = format!("{} of {} frames had no row in the middle", found["empty"], found["of"]);
    Ok((figure(&found, "frames")?, figure(&found, "longest")?, empty))
}

fn steady(page: &mut Page) -> Result<Vec<Row>, String> {
    let (frames, longest, empty) = scroll(page, "steady")?;
    Ok(vec![
        Row::new("scroll, steady", frames, "fps", Wanted::AtLeast(60.0), empty),
        Row::time("scroll, steady: a frame", longest, Wanted::Nothing, "the longest".to_owned()),
    ])
}

fn jumps(page: &mut Page) -> Result<Vec<Row>, String> {
    let (frames, longest, empty) = scroll(page, "jumps")?;
    Ok(vec![
        Row::new("scroll, jumps", frames, "fps", Wanted::AtLeast(60.0), empty),
        Row::time("scroll, jumps: a frame", longest, Wanted::Nothing, "the longest".to_owned()),
    ])
}

fn rules(page: &mut Page) -> Result<Vec<Row>, String> {
    let found = page.measured(SHORT, scripts::RULES, &[])?;
    one(Row::time("rules shown", figure(&found, "took")?, Wanted::Nothing, said(&found)))
}

fn criterion(page: &mut Page) -> Result<Vec<Row>, String> {
    let found = page.measured(LONG, scripts::CRITERION, &[])?;
    let worst = format!("the worst of five: {:.1} ms", figure(&found, "worst")?);
    one(Row::time("criterion changed", figure(&found, "middle")?, Wanted::AtMost(400.0), worst))
}

/// Goes to a step until its button is there; how long that took.
fn go(page: &Page, step: &str, button: &str) -> Result<f64, String> {
    figure(&page.measured(SHORT, scripts::STEP, &[json!(step), json!(button)])?, "took")
}

/// Presses and waits for a text in a place.
fn press(page: &Page, button: &str, place: &str, text: &str) -> Result<Value, String> {
    page.measured(LONG, scripts::PRESS, &[json!(button), json!(place), json!(text)])
}

/// The page of a step, its button, and what came of pressing it; the longest task and the most memory are the press's.
struct Pressed {
    shown: f64,
    before: Option<f64>,
    took: f64,
    worked: f64,
    said: String,
}

impl Pressed {
    fn new(page: &Page, step: &str, button: &str, place: &str, text: &str) -> Result<Self, String> {
        let shown = go(page, step, button)?;
        let before = page.longest();
        page.browser.forget_memory();
        let found = press(page, button, place, text)?;
        let (took, worked) = (figure(&found, "took")?, figure(&found, "worked")?);
        Ok(Self { shown, before, took, worked, said: said(&found) })
    }

    fn rows(self, names: [&'static str; 3], wanted: f64) -> Vec<Row> {
        let Self { shown, before, took, worked, said } = self;
        let [pressed, at_work, page] = names;
        let mut rows = vec![Row::time(pressed, took, Wanted::AtMost(wanted), said)];
        if worked > 0.0 {
            rows.push(Row::time(at_work, worked, Wanted::Nothing, "the bar was seen so long".to_owned()));
        }
        rows.push(Row::time(page, shown, Wanted::Nothing, String::new()).with_task(before));
        rows
    }
}

fn select(page: &mut Page) -> Result<Vec<Row>, String> {
    let pressed = Pressed::new(page, "selection", "Select", "#page-title", "selected from")?;
    Ok(pressed.rows(["selected, agreed, saved", "selected: at work", "selection shown"], 2000.0))
}

fn groups(page: &mut Page) -> Result<Vec<Row>, String> {
    let pressed = Pressed::new(page, "groups", "Form groups", "[data-testid=proposal]", "without one")?;
    Ok(pressed.rows(["groups proposed", "groups: at work", "groups page shown"], 5000.0))
}

fn agree(page: &mut Page) -> Result<Vec<Row>, String> {
    let found = press(page, "Agree", "#page-title", "people are in")?;
    one(Row::time("groups agreed to, saved", figure(&found, "took")?, Wanted::Nothing, said(&found)))
}
