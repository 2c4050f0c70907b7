//! The speed of the lectures' search in a browser. Run by `cargo xtask bench ctt browser`, which compares it with the host.

#![cfg(target_arch = "wasm32")]

use orken_tests::instances::speed::measured;
use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const INSTANCE: &str = include_str!(env!("ORKEN_CTT", "`cargo xtask bench ctt browser` says which instance"));

#[wasm_bindgen_test]
fn in_the_browser() {
    console_log!("{}", measured(INSTANCE, || js_sys::Date::now() / 1000.0).expect("a timetable"));
}
