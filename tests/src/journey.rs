//! The walk through the main job in a real browser: what a coordinator does, by mouse or by keyboard alone.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::browser::{Browser, By, Fault, Options, Site};

/// One browser at a time: two cores carry no more without journeys losing their patience.
static ONE: Mutex<()> = Mutex::new(());

/// Waits for the turn of a journey; it lasts until the guard is dropped.
pub fn turn() -> MutexGuard<'static, ()> {
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How a person reaches and presses things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    Mouse,
    /// Tab and Enter, nothing else.
    Keyboard,
}

/// How often Tab is pressed before a thing counts as out of the keyboard's reach.
const TABS: usize = 400;

/// What the hub-school programme says of itself once each step is done.
pub mod said {
    pub const IMPORT: &str = "715 people and 280 schools can be put in; 10 rows need a fix.";
    pub const RULES: &str = "591 of 715 people fit; 101 do not, 23 unknown.";
    pub const SELECTION: &str = "420 people are selected from 591 eligible. Every quota is kept.";
    pub const GROUPS: &str = "414 of 420 people are in 56 groups at 8 venues.";
    pub const TIMETABLE: &str = "1,120 of 1,120 sessions are placed. There is no clash.";
}

/// A list of the hub-school programme.
pub fn hub(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/hub-2024").join(file)
}

/// A browser in which the page has opened its records.
pub fn open(site: &Site, options: Options) -> Result<Browser, Fault> {
    let mut browser = site.browser_with(options)?;
    browser.open("")?;
    ready(&browser)?;
    Ok(browser)
}

/// Waits until the page has opened its records.
pub fn ready(browser: &Browser) -> Result<(), Fault> {
    browser.find(&By::css("[data-testid=app][data-phase=ready]")).map(drop)
}

/// Goes to a step by the rail.
pub fn step(browser: &Browser, hand: Hand, code: &str) -> Result<(), Fault> {
    press(browser, hand, &format!("nav a[href$='/{code}']"))
}

/// Presses what a selector finds: a click, or Tab until it has the focus and then Enter.
pub fn press(browser: &Browser, hand: Hand, selector: &str) -> Result<(), Fault> {
    let by = By::css(selector);
    browser.find(&by)?;
    match hand {
        Hand::Mouse => browser.click(&by),
        Hand::Keyboard => {
            reach(browser, selector)?;
            browser.press("Enter")
        }
    }
}

/// Presses the button or link of this name.
pub fn press_named(browser: &Browser, hand: Hand, role: &str, name: &str) -> Result<(), Fault> {
    let by = By::role(role, name);
    if hand == Hand::Mouse {
        return browser.click(&by);
    }
    let element = browser.find(&by)?;
    browser.run("arguments[0].setAttribute('data-wanted', '')", &[element.reference()])?;
    let reached = reach(browser, "[data-wanted]");
    browser.run("document.querySelectorAll('[data-wanted]').forEach((e) => e.removeAttribute('data-wanted'))", &[])?;
    reached?;
    browser.press("Enter")
}

/// Presses Tab until what the selector finds has the focus, and shows that it has.
fn reach(browser: &Browser, selector: &str) -> Result<(), Fault> {
    let there = format!("return document.activeElement?.matches({}) ?? false", serde_json::json!(selector));
    for _ in 0..TABS {
        if browser.run(&there, &[])? == true {
            return shown_focus(browser);
        }
        browser.press("Tab")?;
    }
    Err(Fault::Waited(format!("the keyboard does not reach {selector}")))
}

/// A person must see where the keyboard is.
fn shown_focus(browser: &Browser) -> Result<(), Fault> {
    let script = "const element = document.activeElement;
        const drawn = ['', '::after'].some((part) => {
            const style = getComputedStyle(element, part);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        });
        return drawn ? null : element.outerHTML.slice(0, 200)";
    match browser.run(script, &[])?.as_str() {
        None => Ok(()),
        Some(element) => Err(Fault::Waited(format!("a focus that can be seen, on {element}"))),
    }
}

/// From nothing to the intake of the hub-school template.
pub fn template(browser: &Browser, hand: Hand) -> Result<(), Fault> {
    press_named(browser, hand, "button", "Start from this template")?;
    press(browser, hand, "main a[href*='/p/']")?;
    browser.wait_text("Nobody is put forward for this intake yet.")
}

/// Both lists dropped on the start page, beside any box: they lead to the import of a hub-school programme.
pub fn drop_on_the_page(browser: &Browser) -> Result<(), Fault> {
    let (schools, teachers) = (hub("schools.xlsx"), hub("teachers.xlsx"));
    browser.drop_files(&By::css("main"), &[schools.as_path(), teachers.as_path()])?;
    browser.wait_text(said::IMPORT)?;
    press_named(browser, Hand::Mouse, "button", "Put in 715 people and 280 schools")?;
    browser.wait_text("Put in: 715 people, 280 schools.")
}

/// Both lists in, and what can be put in is put in.
pub fn import(browser: &Browser, hand: Hand) -> Result<(), Fault> {
    let (schools, teachers) = (hub("schools.xlsx"), hub("teachers.xlsx"));
    let files = [schools.as_path(), teachers.as_path()];
    match hand {
        Hand::Mouse => browser.drop_files(&By::css(".drop"), &files)?,
        // The browser's own window for files can't be driven: the files are chosen where it would put them.
        Hand::Keyboard => browser.choose_files(&By::css("input[type=file]"), &files)?,
    }
    browser.wait_text(said::IMPORT)?;
    press_named(browser, hand, "button", "Put in 715 people and 280 schools")?;
    browser.wait_text("Put in: 715 people, 280 schools.")
}

/// Rules looked at, people selected, groups formed, a timetable made.
pub fn decide(browser: &Browser, hand: Hand) -> Result<(), Fault> {
    step(browser, hand, "rules")?;
    browser.wait_text(said::RULES)?;
    step(browser, hand, "selection")?;
    press_named(browser, hand, "button", "Select")?;
    browser.wait_text(said::SELECTION)?;
    step(browser, hand, "groups")?;
    press_named(browser, hand, "button", "Form groups")?;
    press_named(browser, hand, "button", "Agree")?;
    browser.wait_text(said::GROUPS)?;
    press_named(browser, hand, "link", "To the timetable")?;
    press_named(browser, hand, "button", "Make the timetable")?;
    press_named(browser, hand, "button", "Agree")?;
    browser.wait_text(said::TIMETABLE)
}

/// Every step says what was done.
pub fn everything_is_there(browser: &Browser) -> Result<(), Fault> {
    for (code, sentence) in [
        ("rules", said::RULES),
        ("selection", said::SELECTION),
        ("groups", said::GROUPS),
        ("timetable", said::TIMETABLE),
    ] {
        step(browser, Hand::Mouse, code)?;
        browser.wait_text(sentence)?;
    }
    Ok(())
}

/// Exports the workspace and hands back the document.
pub fn export(browser: &Browser, with_iin: bool) -> Result<Vec<u8>, Fault> {
    let folder = browser.profile().downloads();
    // The page names files by the day: an earlier one must not be taken for this one.
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        let _ = std::fs::remove_file(entry.path());
    }
    press(browser, Hand::Mouse, "nav a[href$='#/data']")?;
    if with_iin && !browser.find(&By::label("With IINs"))?.selected()? {
        browser.click(&By::label("With IINs"))?;
    }
    browser.click(&By::role("button", "Export the workspace"))?;
    let file = browser.download(".json")?;
    std::fs::read(&file).map_err(|error| Fault::Start(format!("{}: {error}", file.display())))
}

/// A browser with the sample programme.
pub fn sample(site: &Site) -> Result<Browser, Fault> {
    let browser = open(site, Options::default())?;
    browser.click(&By::role("button", "Open the sample"))?;
    browser.wait_text("420 people are selected")?;
    Ok(browser)
}

/// From wherever the page is to a step of the only intake.
pub fn back_to(browser: &Browser, code: &str) -> Result<(), Fault> {
    browser.click(&By::css("nav a[href='#/']"))?;
    browser.click(&By::css("main a[href*='/p/']"))?;
    step(browser, Hand::Mouse, code)
}

/// The records of an export.
pub fn records(browser: &Browser) -> Result<Value, Fault> {
    let document: Value = serde_json::from_slice(&export(browser, true)?).unwrap();
    Ok(document["records"].clone())
}

/// How many records of a kind are as asked.
pub fn count(records: &Value, kind: &str, is: impl Fn(&Value) -> bool) -> usize {
    records[kind].as_array().unwrap().iter().filter(|record| is(record)).count()
}

/// Enrolments in this state.
pub fn in_state(state: &'static str) -> impl Fn(&Value) -> bool {
    move |enrolment| enrolment["state"] == state
}

/// Opens a document as a file.
pub fn open_file(browser: &Browser, document: &[u8]) -> Result<(), Fault> {
    let path = browser.profile().downloads().join("carried.json");
    std::fs::write(&path, document).map_err(|error| Fault::Start(error.to_string()))?;
    browser.click(&By::css("nav a[href$='#/data']"))?;
    browser.choose_files(&By::css("main input[type=file]"), &[&path])?;
    browser.wait_text("“carried.json” can be opened.")?;
    browser.click(&By::role("button", "Open it"))?;
    browser.wait_text("“carried.json” is open.")
}
