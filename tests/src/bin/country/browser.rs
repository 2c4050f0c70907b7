//! The country in Chromium, in the packed page: opened from what a page would have saved, then worked with.

use std::sync::Arc;
use std::time::Duration;

use orken_tests::browser::Profile;

use super::page::{Page, brief, figure, watching};
use super::saved::{BLANK, Saved};
use super::scripts;
use super::steps::{STEPS, Step};
use super::table::{self, Row, Wanted};

/// The records are read and the page opened so often; the middle of each counts.
const ROUNDS: usize = 3;
/// For an opening.
const PATIENCE: Duration = Duration::from_secs(180);

/// Measures these shares and prints a table.
///
/// # Errors
/// What could not even be begun; else, once all was tried, that some steps stand in the table without a figure.
pub(super) fn measure_all(shares: &[u32]) -> Result<(), String> {
    table::head();
    let mut failed = 0;
    for &percent in shares {
        let saved = Saved::make(percent)?;
        let profile = Arc::new(Profile::new().map_err(brief)?);
        watching(&saved, &profile).and_then(|mut page| saved.put_into(&mut page.browser)).map_err(brief)?;
        match opening(&saved, &profile) {
            Ok(rows) => rows.iter().for_each(|row| table::row(percent, row)),
            Err(why) => {
                table::failure(percent, "open", &why);
                failed += 1;
            }
        }
        failed += work(percent, &saved, &profile);
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} steps could not be measured")) }
}

/// Rows of the reading of all bytes and of the opening of the page.
fn opening(saved: &Saved, profile: &Arc<Profile>) -> Result<Vec<Row>, String> {
    let mut page = watching(saved, profile).map_err(brief)?;
    // The first opening compiles the page, which the browser then keeps.
    page.open(PATIENCE)?;
    right(&page, saved)?;
    let (mut raw, mut opened, mut shown, mut longest) = (Vec::new(), Vec::new(), Vec::new(), 0.0_f64);
    let mut what = String::new();
    for _ in 0..ROUNDS {
        page.browser.open(BLANK).map_err(brief)?;
        let found = page.browser.run_until_called(&scripts::called(scripts::READ_ALL), &[]).map_err(brief)?;
        raw.push(figure(&found, "took")?);
        what = format!("{:.1} MB in {} rows", figure(&found, "bytes")? / 1e6, found["rows"]);
        let (records, card) = page.open(PATIENCE)?;
        opened.push(records);
        shown.push(card);
        longest = longest.max(page.longest().unwrap_or(f64::NAN));
    }
    drop(page);
    // The memory of a browser that did nothing else before.
    let mut page = watching(saved, profile).map_err(brief)?;
    page.browser.forget_memory();
    page.open(PATIENCE)?;
    page.longest();
    let memory = page.most_memory();
    let (raw, opened) = (middle(raw), middle(opened));
    let outcome = format!("the programme's card after {:.0} ms", middle(shown));
    Ok(vec![
        Row::time("raw: all stores read", raw, Wanted::Nothing, what),
        Row::time("open", opened, Wanted::AtMost(1500.0), outcome).with_task(Some(longest)).with_memory(memory),
        Row::new("open against raw", opened / raw, "x", Wanted::AtMost(3.0), String::new()),
    ])
}

/// That the page has read what was saved.
fn right(page: &Page, saved: &Saved) -> Result<(), String> {
    let found = page.measured(PATIENCE, scripts::PEOPLE, &[])?;
    let told = super::page::said(&found);
    let digits: String = told.split(" of ").next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    if digits.parse() == Ok(saved.teachers) {
        Ok(())
    } else {
        Err(format!("the page was to show {} people and says: {told}", saved.teachers))
    }
}

/// All steps in one browser; after one that failed, in another. Where the page can't be opened, none.
/// Hands back how many failed.
fn work(percent: u32, saved: &Saved, profile: &Arc<Profile>) -> usize {
    let mut kept: Option<Page> = None;
    let mut failed = 0;
    for (at, step) in STEPS.iter().enumerate() {
        let mut page = match kept.take().map_or_else(|| ready(saved, profile), Ok) {
            Ok(page) => page,
            Err(why) => {
                let rest = &STEPS[at..];
                rest.iter().for_each(|step| table::failure(percent, step.name, &format!("not opened: {why}")));
                return failed + rest.len();
            }
        };
        match measured(&mut page, step) {
            Ok(rows) => {
                rows.iter().for_each(|row| table::row(percent, row));
                kept = Some(page);
            }
            Err(why) => {
                table::failure(percent, step.name, &why);
                failed += 1;
            }
        }
    }
    failed
}

fn ready(saved: &Saved, profile: &Arc<Profile>) -> Result<Page, String> {
    let mut page = watching(saved, profile).map_err(brief)?;
    page.open(PATIENCE)?;
    right(&page, saved)?;
    Ok(page)
}

/// The rows of a step, the first of them with its longest task and the most memory.
fn measured(page: &mut Page, step: &Step) -> Result<Vec<Row>, String> {
    page.longest();
    page.browser.forget_memory();
    let mut rows = (step.run)(page)?;
    let (task, memory) = (page.longest(), page.most_memory());
    if !rows.is_empty() {
        let first = rows.remove(0);
        rows.insert(0, first.with_task(task).with_memory(memory));
    }
    Ok(rows)
}

/// The middle value.
fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
