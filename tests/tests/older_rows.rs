//! A database as the version before this one wrote it, every row JSON, in real Chromium over the packed page: it opens with
//! nothing changed, is worked on, and what is written from then on is packed.

use orken_core::exchange::read_document;
use orken_core::log::{Act, Head};
use orken_core::model::Record;
use orken_tests::browser::{Browser, By, Fault, Options, Site};
use orken_tests::journey::{self, export, records, sample};
use serde_json::{Value, json};

/// Puts blocks, a head and the state into the database that the page has made.
const PUT: &str = "
    const [blocks, head, state, done] = arguments;
    const bytes = (text) => new TextEncoder().encode(text);
    const asked = indexedDB.open('orken');
    asked.onsuccess = () => {
        const db = asked.result;
        const tx = db.transaction(['meta', 'heads', 'blocks'], 'readwrite');
        for (const [key, text] of blocks) tx.objectStore('blocks').put(bytes(text), key);
        tx.objectStore('heads').put(bytes(head), 1);
        tx.objectStore('meta').put(bytes(state), 'state');
        tx.oncomplete = () => { db.close(); done('put'); };
        tx.onerror = () => done('error: ' + tx.error);
    };";

/// The schema of the state, and the first byte of the last entry.
const LOOK: &str = "
    const done = arguments[0];
    const asked = indexedDB.open('orken');
    asked.onsuccess = () => {
        const db = asked.result;
        const tx = db.transaction(['meta', 'log']);
        const state = tx.objectStore('meta').get('state');
        const log = tx.objectStore('log').getAll();
        tx.oncomplete = () => {
            db.close();
            done([JSON.parse(new TextDecoder().decode(state.result)).schema, log.result.at(-1)[0]]);
        };
    };";

/// The document's records as blocks of before, each with its key.
fn blocks(document: &[u8]) -> Vec<(String, String)> {
    let records: Vec<Record> = read_document(document).expect("an export can be read").records.records().collect();
    let tables = records.chunk_by(|a, b| a.id().table() == b.id().table());
    let block = |(number, records): (usize, &[Record])| {
        let text = serde_json::to_string(records).expect("records are JSON");
        (format!("{}/{number:04}", records[0].id().table()), text)
    };
    tables.flat_map(|table| table.chunks(1_000).enumerate().map(block).collect::<Vec<_>>()).collect()
}

fn put(browser: &Browser, document: &[u8]) -> Result<(), Fault> {
    let at = chrono::NaiveDate::from_ymd_opt(2026, 1, 2).and_then(|day| day.and_hms_opt(9, 0, 0)).unwrap_or_default();
    let head = Head { seq: 1, at, actor: String::new(), command: "open".to_owned(), act: Act::Do, records: 1 };
    let state = json!({ "schema": 1, "replica": 7, "next_id": 1, "seq": 1, "checkpoint": 1, "forgotten": 1 });
    let head = serde_json::to_string(&head).expect("a head is JSON");
    let given = [json!(blocks(document)), json!(head), json!(state.to_string())];
    let said = browser.run_until_called(PUT, &given)?;
    assert_eq!(said, "put");
    Ok(())
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn rows_of_before_open_and_are_packed_from_then_on() -> Result<(), Fault> {
    let _turn = journey::turn();
    let site = Site::serve("")?;
    let browser = sample(&site)?;
    let document = export(&browser, true)?;
    let written: Value = serde_json::from_slice(&document).expect("JSON");
    drop(browser);
    let mut browser = journey::open(&site, Options::default())?;
    put(&browser, &document)?;
    browser.reload()?;
    journey::ready(&browser)?;
    browser.wait_text("1 programme in this workspace.")?;
    journey::back_to(&browser, "timetable")?;
    browser.wait_text("There is no clash.")?;
    assert!(records(&browser)? == written["records"], "opened with nothing changed");
    browser.click(&By::css("nav a[href='#/']"))?;
    browser.click(&By::role("button", "Create an empty programme"))?;
    browser.wait_text("2 programmes in this workspace.")?;
    browser.reload()?;
    browser.wait_text("2 programmes in this workspace.")?;
    assert_eq!(
        browser.run_until_called(LOOK, &[])?,
        json!([3, 2]),
        "schema, and the version that an entry begins with"
    );
    browser.assert_clean();
    Ok(())
}
