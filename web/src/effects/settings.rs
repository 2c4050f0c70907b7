//! What this person likes to see (language, theme, columns): kept in `localStorage`, or until the page closes where the
//! browser refuses that. None of it is part of the records.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo::storage::{LocalStorage, Storage};
use serde::{Serialize, de::DeserializeOwned};

const PREFIX: &str = "orken.";

thread_local! {
    static FALLBACK: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Remembers a value under a name.
pub fn set<T: Serialize>(name: &str, value: &T) {
    let kept = LocalStorage::set(format!("{PREFIX}{name}"), value).is_ok();
    // An older value must not come back in the place of this one.
    forget_in(name, !kept);
    if let (false, Ok(json)) = (kept, serde_json::to_string(value)) {
        FALLBACK.with_borrow_mut(|kept| kept.insert(name.to_owned(), json));
    }
}

/// The value remembered under a name; none where there is none, or where it is of an older shape.
#[must_use]
pub fn get<T: DeserializeOwned>(name: &str) -> Option<T> {
    let kept = || FALLBACK.with_borrow(|kept| kept.get(name).and_then(|json| serde_json::from_str(json).ok()));
    LocalStorage::get(format!("{PREFIX}{name}")).ok().or_else(kept)
}

/// Forgets a value.
pub fn forget(name: &str) {
    forget_in(name, true);
}

fn forget_in(name: &str, storage_too: bool) {
    if let Some(storage) = web_sys::window().and_then(|w| w.local_storage().ok().flatten()).filter(|_| storage_too) {
        // Where nothing can be removed nothing was kept.
        let _ = storage.remove_item(&format!("{PREFIX}{name}"));
    }
    FALLBACK.with_borrow_mut(|kept| kept.remove(name));
}
