//! Any text as a delimited list, and any text as a single value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orken_core::import::{Cell, fold, region_named, synonyms, text, values};

fuzz_target!(|words: &str| {
    let sheet = text::parse(words);
    assert!(sheet.rows.last().is_none_or(|r| !r.is_empty()));
    let once = fold(words);
    assert_eq!(fold(&once), once);
    let cell = Cell::from(words);
    let _read = (values::date(&cell), values::iin(&cell), values::whole(&cell, 100), values::phone(&cell));
    let _known = (region_named(words), synonyms::subjects(words), synonyms::role(words), synonyms::grades(words));
});
