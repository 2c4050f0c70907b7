//! The page.

use leptos::prelude::*;
use orken_web::effects::turn;
use orken_web::{app::App, crash, locale};

fn main() {
    crash::watch();
    turn::keep();
    wasm_bindgen_futures::spawn_local(async {
        if !locale::load().await {
            crash::nothing_fetched();
        } else if !crash::rescue_asked() {
            crash::clear();
            mount_to_body(App);
        }
    });
}
