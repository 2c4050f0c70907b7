//! The page: opens the store and shows where it has come to.

use leptos::prelude::*;

use crate::effects::db;
use crate::store::{Phase, Store};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let store = Store::new(db::NAME);
    provide_context(store);
    store.open();
    let phase = store.phase();
    view! { <main data-testid="app" data-phase=move || phase_name(&phase.get())></main> }
}

fn phase_name(phase: &Phase) -> &'static str {
    match phase {
        Phase::Opening => "opening",
        Phase::Ready => "ready",
        Phase::Refused(_) => "refused",
    }
}
