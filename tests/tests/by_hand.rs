//! What people decide by hand, in real Chromium over the packed page: a withdrawal and who follows, a session that is
//! locked and one that is moved, rows of a list that are left out, and what leaves as tables and as a calendar.

use std::fs;

use orken_tests::browser::{Browser, By, Fault, Options, Site};
use orken_tests::journey::{self, Hand, export, hub, said};
use serde_json::Value;

fn sample(site: &Site) -> Result<Browser, Fault> {
    let browser = journey::open(site, Options::default())?;
    browser.click(&By::role("button", "Open the sample"))?;
    browser.wait_text("420 people are selected")?;
    Ok(browser)
}

fn records(browser: &Browser) -> Result<Value, Fault> {
    let document: Value = serde_json::from_slice(&export(browser, true)?).unwrap();
    Ok(document["records"].clone())
}

/// How many records of a kind are as asked.
fn count(records: &Value, kind: &str, is: impl Fn(&Value) -> bool) -> usize {
    records[kind].as_array().unwrap().iter().filter(|record| is(record)).count()
}

fn in_state(state: &'static str) -> impl Fn(&Value) -> bool {
    move |enrolment| enrolment["state"] == state
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn someone_withdraws_and_the_next_follows() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = sample(&site)?;
    let before = records(&browser)?;
    browser.click(&By::css("nav a[href='#/']"))?;
    browser.click(&By::css("main a[href*='/p/']"))?;
    journey::step(&browser, Hand::Mouse, "selection")?;
    browser.click(&By::css("main tbody tr[data-row='0']"))?;
    browser.click(&By::role("button", "Withdraw…"))?;
    browser.click(&By::role("button", "Record the withdrawal"))?;
    browser.fill(&By::css("dialog[open] textarea"), "Moved to another town")?;
    browser.click(&By::role("button", "Record the withdrawal"))?;
    browser.wait_text("Withdrew: Moved to another town. The place went to")?;
    let after = records(&browser)?;
    assert_eq!(count(&after, "enrolments", in_state("withdrawn")), 1);
    assert_eq!(
        count(&after, "enrolments", in_state("selected")),
        count(&before, "enrolments", in_state("selected")),
        "the next in line has the place"
    );
    browser.click(&By::role("button", "Undo"))?;
    browser.wait_text("Undone")?;
    assert!(records(&browser)? == before, "undo brings everything back");
    browser.assert_clean();
    Ok(())
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_session_is_locked_and_stays() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = sample(&site)?;
    journey::step(&browser, Hand::Mouse, "timetable")?;
    browser.wait_text("There is no clash.")?;
    browser.click(&By::css("main .card-slot"))?;
    browser.click(&By::role("button", "Lock here"))?;
    browser.find(&By::role("button", "Unlock"))?;
    browser.wait_text("The session is locked.")?;
    browser.click(&By::role("button", "Calendar file"))?;
    let calendar = fs::read_to_string(browser.download(".ics")?).map_err(|e| Fault::Start(e.to_string()))?;
    let records = records(&browser)?;
    assert_eq!(count(&records, "sessions", |s| s["locked"] == true), 1);
    let placed = count(&records, "sessions", |s| s["placed"].is_object());
    assert!(placed > 1_000, "{placed} sessions");
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), placed, "every placed session is in the calendar");
    browser.assert_clean();
    Ok(())
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn tables_leave_as_files() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = sample(&site)?;
    browser.click(&By::css("nav a[href$='#/data']"))?;
    browser.click(&By::css("[role=group][aria-label=Results] button:nth-of-type(2)"))?;
    let table = fs::read_to_string(browser.download(".csv")?).map_err(|e| Fault::Start(e.to_string()))?;
    let selected = table.lines().filter(|line| line.contains("Selected")).count();
    assert_eq!(selected, 420, "lines of those selected, of {} lines", table.lines().count());
    assert!(!table.lines().any(|line| line.starts_with(['=', '+', '@'])), "a cell could be a formula");
    browser.click(&By::css("[role=group][aria-label=People] button:nth-of-type(1):enabled"))?;
    let workbook = fs::read(browser.download(".xlsx")?).map_err(|e| Fault::Start(e.to_string()))?;
    assert!(workbook.starts_with(b"PK"), "a workbook is a zip");
    browser.assert_clean();
    Ok(())
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_row_of_a_list_is_mended() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    let (schools, teachers) = (hub("schools.xlsx"), hub("teachers.xlsx"));
    browser.drop_files(&By::css("main"), &[schools.as_path(), teachers.as_path()])?;
    browser.wait_text(said::IMPORT)?;
    browser.click(&By::css(".import-files .chip:has(b)"))?;
    browser.click(&By::css("main tbody tr[data-row='0']"))?;
    browser.click(&By::role("button", "Leave the row out"))?;
    browser.wait_text("715 people and 280 schools can be put in; 9 rows need a fix.")?;
    browser.assert_clean();
    Ok(())
}
