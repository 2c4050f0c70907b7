//! Journeys in real Chromium over the packed page: the main job from lists to timetable, and everything that may happen
//! to a browser on the way.

use std::fs;
use std::time::Duration;

use orken_tests::browser::{Browser, By, Fault, Options, Scheme, Site};
use orken_tests::journey::{self, Hand, everything_is_there, export, open_file, said};
use serde_json::{Value, json};

/// The whole job by mouse; then the page is loaded anew, the browser closed and opened, and the file carried to another
/// profile: each time everything is there.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn the_main_job_by_mouse() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("/some/where/orken")?;
    let mut browser = journey::open(&site, Options::default())?;
    journey::drop_on_the_page(&browser)?;
    journey::decide(&browser, Hand::Mouse)?;
    accessible_everywhere(&mut browser)?;

    browser.reload()?;
    journey::ready(&browser)?;
    everything_is_there(&browser)?;
    let file = export(&browser, true)?;
    browser.assert_clean();
    let profile = browser.quit()?;

    let mut browser = journey::open(&site, Options { profile: Some(profile), ..Options::default() })?;
    browser.click(&By::css("main a[href*='/p/']"))?;
    everything_is_there(&browser)?;
    assert!(export(&browser, true)? == file, "closing and opening the browser changes nothing");
    browser.assert_clean();
    drop(browser);

    let mut browser = journey::open(&site, Options::default())?;
    open_file(&browser, &file)?;
    browser.click(&By::css("nav a[href='#/']"))?;
    browser.click(&By::css("main a[href*='/p/']"))?;
    everything_is_there(&browser)?;
    assert!(export(&browser, true)? == file, "another profile holds the same, history included");
    browser.assert_clean();
    Ok(())
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn the_main_job_by_keyboard_alone() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    journey::template(&browser, Hand::Keyboard)?;
    journey::import(&browser, Hand::Keyboard)?;
    journey::decide(&browser, Hand::Keyboard)?;
    browser.press("Control+k")?;
    browser.type_text("Цой")?;
    browser.wait_text("results")?;
    browser.press("Escape")?;
    browser.press("Control+z")?;
    browser.wait_text("There is no timetable yet.")?;
    browser.press("Control+Shift+z")?;
    browser.wait_text(said::TIMETABLE)?;
    // Faster than the search can let go of the focus.
    browser.press("Control+k")?;
    browser.find(&By::css(".palette-input"))?;
    browser.run(
        "const field = document.querySelector('.palette-input');
        for (const key of [{ code: 'Escape', key: 'Escape' }, { code: 'KeyZ', key: 'z', ctrlKey: true }]) {
            field.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
        }",
        &[],
    )?;
    browser.wait_text("There is no timetable yet.")?;
    browser.assert_clean();
    Ok(())
}

/// Both tabs show what either did, and neither writes over the other.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_second_tab_follows_and_loses_nothing() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    browser.click(&By::role("button", "Start from this template"))?;
    browser.wait_text("1 programme in this workspace.")?;
    let first = browser.tab()?;
    let second = browser.new_tab()?;
    browser.open("")?;
    browser.wait_text("1 programme in this workspace.")?;
    browser.click(&By::role("button", "Create an empty programme"))?;
    browser.wait_text("2 programmes in this workspace.")?;
    browser.switch(&first)?;
    browser.wait_text("2 programmes in this workspace.")?;
    browser.click(&By::role("button", "Create an empty programme"))?;
    browser.wait_text("3 programmes in this workspace.")?;
    browser.switch(&second)?;
    browser.wait_text("3 programmes in this workspace.")?;
    browser.click(&By::role("button", "Undo"))?;
    browser.wait_text("2 programmes in this workspace.")?;
    browser.switch(&first)?;
    browser.wait_text("2 programmes in this workspace.")?;
    browser.reload()?;
    browser.wait_text("2 programmes in this workspace.")?;
    browser.assert_clean();
    Ok(())
}

/// One click shows a whole programme: selected, grouped and timetabled.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn the_sample_is_a_whole_programme() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    browser.click(&By::role("button", "Open the sample"))?;
    browser.wait_text("420 people are selected")?;
    journey::step(&browser, Hand::Mouse, "timetable")?;
    browser.wait_text("There is no clash.")?;
    assert!(browser.lacks(&By::role("button", "Make the timetable"))?);
    browser.assert_clean();
    Ok(())
}

/// Killed at any moment of a save, the next browser finds the work as it was before or after, never half of it.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_browser_killed_in_mid_save_keeps_whole_steps() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    for delay in [0, 20, 60, 150, 400, 1000] {
        let browser = journey::open(&site, Options::default())?;
        browser.click(&By::role("button", "Open the sample"))?;
        std::thread::sleep(Duration::from_millis(delay));
        let profile = browser.kill()?;
        let mut browser = journey::open(&site, Options { profile: Some(profile), ..Options::default() })?;
        let document = export(&browser, true)?;
        let document: Value = serde_json::from_slice(&document).map_err(|e| Fault::Waited(e.to_string()))?;
        let count = |table: &str| document["records"][table].as_array().map_or(0, Vec::len);
        let found = (count("programmes"), count("people"));
        assert!(
            matches!(found, (0, 0) | (1, 0)) || (found.0 == 1 && found.1 > 500),
            "after {delay} ms: {found:?} programmes and people"
        );
        browser.assert_clean();
    }
    Ok(())
}

/// What a newer Orken saved is neither read nor touched, and said plainly.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_newer_database_is_left_alone() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    browser.click(&By::role("button", "Start from this template"))?;
    browser.wait_text("1 programme in this workspace.")?;
    let newer = rewrite_state(&browser, "state.schema += 1")?;
    browser.reload()?;
    browser.wait_text("written by a newer version of Orken and are left untouched")?;
    assert_eq!(rewrite_state(&browser, "")?, newer, "the rows are as they were");
    Ok(())
}

/// Where the browser gives no database, the page says so, work goes on, and the work can be taken along.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn without_a_database_work_can_still_be_exported() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = site.browser()?;
    let source = "IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') };";
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))?;
    browser.open("")?;
    journey::ready(&browser)?;
    browser.wait_text("Not kept in this browser")?;
    browser.click(&By::role("button", "Start from this template"))?;
    browser.wait_text("1 programme in this workspace.")?;
    let document = export(&browser, true)?;
    assert_eq!(records(&document)["programmes"].as_array().map(Vec::len), Some(1));
    Ok(())
}

/// A trap of the program leads to the screen of last resort, and from there to a file with everything that was saved.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_failed_program_leads_to_the_rescue() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let browser = journey::open(&site, Options::default())?;
    browser.click(&By::role("button", "Start from this template"))?;
    browser.wait_text("1 programme in this workspace.")?;
    browser.run(
        "const error = new WebAssembly.RuntimeError('unreachable');
         window.dispatchEvent(new ErrorEvent('error', { error, message: String(error) }))",
        &[],
    )?;
    browser.wait_text("The program has failed")?;
    browser.click(&By::role("button", "Save a copy"))?;
    browser.wait_text("The file holds everything saved in this browser")?;
    browser.click(&By::role("button", "Save a copy"))?;
    let file = browser.download(".json")?;
    let document = fs::read(&file).map_err(|e| Fault::Start(e.to_string()))?;
    assert_eq!(records(&document)["programmes"].as_array().map(Vec::len), Some(1));
    browser.click(&By::role("button", "Open again"))?;
    browser.wait_text("1 programme in this workspace.")
}

/// Without its worker the page says what happened, and everything that was there stays.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_lost_worker_loses_no_work() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = site.browser()?;
    let source = "window.Worker = class extends Worker {
        constructor(...given) {
            super(...given);
            this.terminate();
            setTimeout(() => this.dispatchEvent(new ErrorEvent('error', { message: 'gone' })), 50);
        }
    };";
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": source }))?;
    browser.open("")?;
    // Its lists come without the worker; the selection does not.
    browser.click(&By::role("button", "Open the sample"))?;
    browser.wait_text("The work in the background stopped, and nothing was changed.")?;
    // The way out does not hang on the worker.
    let document = export(&browser, true)?;
    assert!(records(&document)["people"].as_array().is_some_and(|people| people.len() > 500));
    Ok(())
}

/// A programme from nothing gets its course, days and slots by hand; a line that can't be read is named.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn an_empty_programme_gets_a_course() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    browser.click(&By::role("button", "Create an empty programme"))?;
    browser.click(&By::css("main a[href*='/p/']"))?;
    browser.click(&By::role("tab", "Course and days"))?;
    browser.fill(&By::label("Modules of the course"), "Assessment; 8\nPlanning")?;
    browser.click(&By::role("button", "Save"))?;
    browser.wait_text("Line 2, “Planning”, can’t be read.")?;
    browser.fill(&By::label("Modules of the course"), "Assessment; 8\nPlanning; 4")?;
    browser.fill(&By::label("Streams"), "10.10.2024, 11.10.2024")?;
    browser.fill(&By::label("Slots of a day"), "09:00; 2\n10:50; 2")?;
    browser.click(&By::role("button", "Save"))?;
    browser.wait_gone(&By::text("Line 2, “Planning”, can’t be read. Write it as the hint shows."))?;
    browser.settle()?;
    browser.reload()?;
    journey::ready(&browser)?;
    assert_eq!(browser.find(&By::label("Modules of the course"))?.value()?, "Assessment; 8\nPlanning; 4");
    assert_eq!(browser.find(&By::label("Streams"))?.value()?, "10.10.2024, 11.10.2024");
    browser.assert_clean();
    Ok(())
}

/// What is not a workspace is refused with its reason, and nothing changes.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_foreign_file_is_refused() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let mut browser = journey::open(&site, Options::default())?;
    browser.click(&By::role("button", "Start from this template"))?;
    browser.wait_text("1 programme in this workspace.")?;
    let before = export(&browser, true)?;
    for (name, bytes) in [
        ("cut.json", &before[..before.len() / 2]),
        ("foreign.json", &b"{\"type\": \"FeatureCollection\"}"[..]),
        ("list.xlsx", &fs::read(journey::hub("teachers.xlsx")).map_err(|e| Fault::Start(e.to_string()))?),
    ] {
        let path = browser.profile().downloads().join(name);
        fs::write(&path, bytes).map_err(|e| Fault::Start(e.to_string()))?;
        browser.click(&By::css("nav a[href$='#/data']"))?;
        browser.choose_files(&By::css("main input[type=file]"), &[&path])?;
        browser.wait_text(&format!("“{name}” can’t be opened; nothing has changed."))?;
    }
    assert!(export(&browser, true)? == before);
    browser.assert_clean();
    Ok(())
}

/// True when the top bar covers the start of what has the focus.
const UNDER_THE_BAR: &str = "
    const focused = document.activeElement;
    const bar = document.querySelector('.top').getBoundingClientRect();
    return focused !== document.body && !focused.closest('.panel, .top') && focused.getBoundingClientRect().top < bar.bottom - 1;";

/// Every page, in both themes, on a phone, in three languages and with its panels open, keeps the rules of accessibility.
fn accessible_everywhere(browser: &mut Browser) -> Result<(), Fault> {
    let intake = browser.address()?;
    let intake = intake.rsplit_once('/').map_or("", |(before, _)| before).to_owned();
    let pages = [
        "people",
        "people?tab=schools",
        "people?tab=venues",
        "people?tab=trainers",
        "people?tab=calendar",
        "people?tab=course",
        "people?tab=sites",
        "people?import=1",
        "rules",
        "selection",
        "selection?tab=quotas",
        "selection?what-if=1",
        "groups",
        "groups?tab=without",
        "groups?tab=pairs",
        "timetable",
        "timetable?by=trainer",
    ];
    let mut addresses: Vec<String> = pages.iter().map(|page| format!("{intake}/{page}")).collect();
    addresses.extend(["#/".to_owned(), "#/data".to_owned()]);
    // Rows and cards whose panels are then part of the page.
    for (page, opens) in [
        ("people", "main tbody tr[data-row='0']"),
        ("people?tab=schools", "main tbody tr[data-row='0']"),
        ("rules", ".side:not(.side-none)"),
        ("selection", "main tbody tr[data-row='0']"),
        ("groups", "main tbody tr[data-row='0']"),
        ("timetable", "main .card-slot"),
    ] {
        browser.open(&format!("{intake}/{page}"))?;
        browser.click(&By::css(opens))?;
        browser.find(&By::css(".panel"))?;
        addresses.push(browser.address()?);
    }
    let mut told = Vec::new();
    for (language, scheme, width) in [
        ("en", Scheme::Light, 1366),
        ("en", Scheme::Dark, 1366),
        ("ru", Scheme::Light, 360),
        ("kk", Scheme::Dark, 360),
        ("ru", Scheme::Dark, 1366),
    ] {
        browser.run("localStorage.setItem('orken.language', JSON.stringify(arguments[0]))", &[json!(language)])?;
        browser.reload()?;
        journey::ready(browser)?;
        browser.scheme(scheme)?;
        browser.view(width, 768)?;
        for address in &addresses {
            browser.open(address)?;
            browser.find(&By::css("#page-title"))?;
            browser.settle()?;
            if browser.run(UNDER_THE_BAR, &[])? == json!(true) {
                told.push(format!("{address}, {language}, {width} px: what has the focus is under the top bar"));
            }
            let broken = browser.accessibility()?;
            told.extend(
                broken.iter().map(|rule| format!("{address}, {language}, {}, {width} px: {rule}", scheme.name())),
            );
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    browser.run("localStorage.setItem('orken.language', JSON.stringify('en'))", &[])?;
    browser.scheme(Scheme::Light)?;
    browser.view(1366, 768)?;
    browser.open(&addresses[0])?;
    browser.reload()?;
    journey::ready(browser)
}

fn records(document: &[u8]) -> Value {
    let document: Value = serde_json::from_slice(document).unwrap();
    document["records"].clone()
}

/// Reads the database's state row, does something to it, writes it back, and hands back its text.
fn rewrite_state(browser: &Browser, change: &str) -> Result<Value, Fault> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         const asked = indexedDB.open('orken');
         asked.onerror = () => done('error: ' + asked.error);
         asked.onsuccess = () => {{
             const db = asked.result;
             const store = db.transaction('meta', 'readwrite').objectStore('meta');
             const row = store.get('state');
             row.onsuccess = () => {{
                 const state = JSON.parse(new TextDecoder().decode(row.result));
                 {change};
                 const text = JSON.stringify(state);
                 const put = store.put(new TextEncoder().encode(text), 'state');
                 put.onsuccess = () => {{ db.close(); done(text); }};
             }};
         }};"
    );
    let said = browser.run_until_called(&script, &[])?;
    assert!(said.as_str().is_some_and(|text| text.contains("schema")), "{said}");
    Ok(said)
}
