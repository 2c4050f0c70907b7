//! Where the work is kept, how safe it is there, and who is working.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{Desk, Part, last_export};
use crate::effects::turn::spawn_local;
use crate::store::{SaveState, Store};
use crate::text as words;
use crate::ui::{Button, Fact, Facts, TextField};
use crate::{t, text};

/// Bytes of a megabyte, as browsers count.
const MEGABYTE: f64 = 1_000_000.0;

/// What the browser says of its room for this page.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Room {
    /// Bytes in use.
    used: Option<f64>,
    /// Bytes that there are.
    quota: Option<f64>,
    /// Whether it promised to keep them.
    promised: Option<bool>,
}

/// The state of the storage, a reminder to export, and the name for the history.
#[component]
pub(super) fn Storage(desk: Desk) -> impl IntoView {
    let store = desk.store;
    let room = RwSignal::new(Room::default());
    spawn_local(async move { room.set(measure().await) });
    let actor = RwSignal::new(store.actor());
    let failed = move || matches!(store.save_state().get(), SaveState::NotSaved(_));
    view! {
        <Part title=t!(DataStorageTitle) name="storage">
            <Facts facts=move || facts(store, room.get()) />
            {move || failed().then(|| view! { <Button label=t!(DataRetry) on_click=move |()| store.retry() /> })}
            <p class="quiet">{t!(DataRemind)} " " {move || last_export(desk)}</p>
            <TextField
                label=t!(DataActor)
                value=actor
                hint=Signal::derive(t!(DataActorHint))
                on_commit=move |name: String| store.set_actor(name.trim())
            />
        </Part>
    }
}

fn facts(store: Store, room: Room) -> Vec<Fact> {
    let state = match store.save_state().get() {
        SaveState::Saved => text!(SaveSaved),
        SaveState::Saving => text!(SaveSaving),
        SaveState::NotSaved(why) | SaveState::ReadOnly(why) | SaveState::MemoryOnly(why) => {
            store.peek(|w| words::finding(&why, w))
        }
    };
    let lasting = match store.lasting().get().or(room.promised) {
        Some(true) => text!(DataLastingYes),
        Some(false) => text!(DataLastingNo),
        None => text!(DataLastingUnknown),
    };
    let mut facts = vec![Fact::new(text!(DataState), state), Fact::new(text!(DataLasting), lasting)];
    if let (Some(used), Some(quota)) = (room.used, room.quota) {
        let words = text!(DataUsedOf, used = megabytes(used), quota = megabytes(quota));
        facts.push(Fact::new(text!(DataUsed), words));
    }
    facts
}

/// Megabytes with one decimal; whole ones from ten on.
fn megabytes(bytes: f64) -> f64 {
    let n = bytes / MEGABYTE;
    if n < 10.0 { (n * 10.0).round() / 10.0 } else { n.round() }
}

/// Asks the browser; what it doesn't say stays empty.
async fn measure() -> Room {
    let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return Room::default() };
    // Not every page has it: only those that came over a secure connection.
    if js_sys::Reflect::get(&navigator, &"storage".into()).map_or(true, |s| s.is_undefined()) {
        return Room::default();
    }
    let storage = navigator.storage();
    let mut room = Room::default();
    if let Ok(asked) = storage.estimate()
        && let Ok(estimate) = JsFuture::from(asked).await
    {
        room.used = figure(&estimate, "usage");
        room.quota = figure(&estimate, "quota");
    }
    if let Ok(asked) = storage.persisted() {
        room.promised = JsFuture::from(asked).await.ok().and_then(|v| v.as_bool());
    }
    room
}

fn figure(object: &JsValue, name: &str) -> Option<f64> {
    js_sys::Reflect::get(object, &name.into()).ok()?.as_f64()
}
