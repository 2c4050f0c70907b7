//! A timetable that takes its time, in real Chromium over the packed page: how far the search is stands there in sessions and
//! penalty, and what it ends with can be agreed to.

use orken_core::exchange::{ExportOptions, write_document};
use orken_tests::browser::{By, Fault, Options, Site};
use orken_tests::journey::{self, back_to, count, open_file, records};
use orken_tests::strained::strained;
use serde_json::Value;

/// 432 sessions of 48 groups; what is built at first leaves some of them open.
const SEED: u64 = 19;

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_hard_timetable_tells_how_far_it_is() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    let document = write_document(&strained(SEED), &[], ExportOptions { with_iin: true });
    open_file(&browser, &document)?;
    back_to(&browser, "timetable")?;
    browser.click(&By::role("button", "Make the timetable"))?;
    let told =
        "return document.body.textContent.match(/(?:Best so far: )+([\\d,]+) without a place, penalty ([\\d,]+)/)";
    let told =
        browser.wait("how far it is", || Ok(Some(browser.run(told, &[])?).filter(|found| *found != Value::Null)))?;
    let number = |at: usize| told[at].as_str().unwrap_or_default().replace(',', "").parse::<u64>().expect("a number");
    assert!(number(1) < 100, "sessions without a place, and no weighted sum: {told}");
    let said = told[0].as_str().unwrap_or_default();
    assert_eq!(said.matches("Best so far").count(), 1, "{said}");
    assert!(number(2) > 0 && number(2) != number(1), "{told}");
    browser.click(&By::role("button", "Agree"))?;
    browser.wait_text("There is no clash.")?;
    let records = records(&browser)?;
    assert_eq!(count(&records, "sessions", |session| session["placed"].is_object()), 432);
    browser.assert_clean();
    Ok(())
}
