//! Agreeing to what the worker has proposed and decided, in a real browser: while nothing else has changed, and after it has.

use orken_tests::browser::{By, Fault, Site};
use orken_tests::journey::{self, Hand};
use serde_json::Value;

/// Another tab writes while groups wait to be agreed to: they are audited and decided anew, kept, and can be taken back.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn groups_are_agreed_to_after_another_tab_wrote() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::sample(&site)?;
    journey::step(&browser, Hand::Mouse, "groups")?;
    let agreed = browser.find(&By::css("[data-testid=groups-sentence]"))?.text()?;
    assert!(agreed.contains("people are in"), "{agreed}");
    // The timetable and the groups.
    browser.click(&By::role("button", "Undo"))?;
    browser.click(&By::role("button", "Undo"))?;
    browser.click(&By::role("button", "Form groups"))?;
    browser.find(&By::css("[data-testid=proposal]"))?;
    let first = browser.tab()?;
    browser.new_tab()?;
    browser.open("")?;
    browser.wait_text("1 programme in this workspace.")?;
    browser.click(&By::role("button", "Create an empty programme"))?;
    browser.wait_text("2 programmes in this workspace.")?;
    browser.close_tab()?;
    browser.switch(&first)?;
    browser.click(&By::role("button", "Agree"))?;
    browser.wait_text(&agreed)?;
    browser.reload()?;
    browser.wait_text(&agreed)?;
    browser.click(&By::role("button", "Undo"))?;
    browser.find(&By::role("button", "Form groups"))?;
    browser.click(&By::role("button", "Redo"))?;
    browser.wait_text(&agreed)?;
    browser.assert_clean();
    Ok(())
}

/// Tables that are not the same in both.
fn other_tables<'r>(one: &'r Value, other: &'r Value) -> Vec<&'r str> {
    let names = [one, other].into_iter().filter_map(Value::as_object).flat_map(|tables| tables.keys());
    names.map(String::as_str).filter(|name| one[name] != other[name]).collect()
}

/// What the worker decided is written as it is: it is there after reloading, and is taken back and done again.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_selection_that_the_worker_decided_is_taken_back_and_done_again() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::sample(&site)?;
    let before = journey::records(&browser)?;
    journey::back_to(&browser, "selection")?;
    // The timetable, the groups, the selection.
    for _ in 0..3 {
        browser.click(&By::role("button", "Undo"))?;
    }
    browser.find(&By::role("button", "Select"))?;
    let undone = journey::records(&browser)?;
    assert_eq!(
        journey::count(&undone, "enrolments", journey::in_state("nominated")),
        before["enrolments"].as_array().map_or(0, Vec::len)
    );
    journey::back_to(&browser, "selection")?;
    browser.click(&By::role("button", "Redo"))?;
    browser.wait_text("420 people are selected")?;
    browser.reload()?;
    browser.wait_text("420 people are selected")?;
    browser.click(&By::role("button", "Redo"))?;
    browser.click(&By::role("button", "Redo"))?;
    journey::step(&browser, Hand::Mouse, "timetable")?;
    browser.wait_text("There is no clash.")?;
    assert_eq!(other_tables(&journey::records(&browser)?, &before), [""; 0], "everything is as it was");
    // Selecting again from the same records changes nothing, and no entry is written.
    journey::back_to(&browser, "selection")?;
    browser.click(&By::role("button", "Select again"))?;
    browser.find(&By::css("[data-testid=selection-preview]"))?;
    browser.click(&By::role("button", "Agree to this selection"))?;
    browser.wait_text("The selection is saved.")?;
    assert_eq!(other_tables(&journey::records(&browser)?, &before), [""; 0], "there was nothing to change");
    browser.assert_clean();
    Ok(())
}
