//! Any bytes, taken for a file that someone dropped on the page.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orken_core::import::{ImportOptions, ImportPlan, read::read};
use orken_core::workspace::Workspace;

fuzz_target!(|bytes: &[u8]| {
    let Ok(book) = read("file", bytes) else { return };
    for sheet in 0..book.sheets.len() {
        let plan = ImportPlan::new(&book, Some(sheet), ImportOptions::default(), &Workspace::default());
        let counts = plan.counts();
        assert_eq!(counts.accepted + counts.duplicate + counts.needs_fix + counts.ignored, book.sheets[sheet].rows.len());
    }
});
