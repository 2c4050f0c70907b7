//! The page.

use leptos::prelude::*;
use orken_web::app::App;
use orken_web::effects::{db, turn};
use orken_web::store::Store;
use orken_web::{crash, locale};

fn main() {
    crash::watch();
    turn::keep();
    // The records are read while the texts are fetched. It belongs to nobody, so it lives as long as the page.
    let store = (!crash::rescue_asked()).then(|| Store::new(db::NAME));
    if let Some(store) = store {
        store.open();
    }
    wasm_bindgen_futures::spawn_local(async move {
        match (locale::load().await, store) {
            (false, _) => crash::nothing_fetched(),
            (true, None) => crash::rescue::run(),
            (true, Some(store)) => {
                crash::clear();
                mount_to_body(move || view! { <App store /> });
            }
        }
    });
}
