//! The worker: import, solvers and heavy formats, away from the page's thread.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = postMessage)]
    fn post_message(message: &JsValue);
}

/// The script has run long before the module is compiled, so messages sent earlier are lost: the page waits for this.
fn main() {
    post_message(&JsValue::from_str("ready"));
}
