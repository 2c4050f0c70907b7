//! Whether the work is kept, always in sight.

use leptos::prelude::*;

use crate::text;

/// What becomes of what was entered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SaveState {
    /// All of it is committed.
    #[default]
    Saved,
    /// Being committed.
    Saving,
    /// Not kept, and why, in words.
    Failed(String),
    /// There is no storage here: kept as long as the page only.
    Memory,
    /// Another tab writes; this one follows it.
    Following,
}

/// The words of the state in the top bar.
#[component]
pub(super) fn Save(state: Signal<SaveState>) -> impl IntoView {
    let class = move || match state.get() {
        SaveState::Saved => "save save-ok",
        SaveState::Saving => "save",
        SaveState::Failed(_) => "save save-bad",
        SaveState::Memory | SaveState::Following => "save save-warn",
    };
    let sign = move || match state.get() {
        SaveState::Saved => "✓",
        SaveState::Saving => "…",
        SaveState::Failed(_) => "✕",
        SaveState::Memory | SaveState::Following => "!",
    };
    let words = move || match state.get() {
        SaveState::Saved => text!(SaveSaved),
        SaveState::Saving => text!(SaveSaving),
        SaveState::Failed(reason) => text!(SaveFailed, reason = reason),
        SaveState::Memory => text!(SaveMemory),
        SaveState::Following => text!(SaveFollowing),
    };
    view! {
        <span class=class role="status" title=words>
            <span aria-hidden="true">{sign}</span>
            <span class="save-words">{words}</span>
        </span>
    }
}
