//! Any bytes as a workspace document: read whole or refused, and what was read is written the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orken_core::exchange::{ExportOptions, read_document, write_document};
use orken_core::workspace::Workspace;

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = read_document(bytes) else { return };
    let options = ExportOptions { with_iin: document.with_iin };
    let written = write_document(&Workspace::from(document.records.clone()), &document.history, options);
    let again = read_document(&written);
    assert_eq!(again.map(|d| d.records), Ok(document.records));
});
