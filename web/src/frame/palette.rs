//! Search and commands (Ctrl or ⌘ K): a field and what it finds; arrows move, Enter goes.

use leptos::prelude::*;

use crate::t;
use crate::ui::Dialog;

/// Something that search found.
#[derive(Clone)]
pub struct Hit {
    /// Its name.
    pub label: String,
    /// What it is: the school of a person, "Go to" for a page.
    pub note: String,
    /// Goes there, or does it.
    pub run: Callback<()>,
}

/// What search finds for a query, best first; an empty query gives what is most likely wanted.
pub type Find = Callback<String, Vec<Hit>>;

/// No more than this many are shown.
const SHOWN: usize = 30;

#[component]
pub(super) fn Palette(open: RwSignal<bool>, find: Find) -> impl IntoView {
    view! {
        <Dialog title=t!(PaletteTitle) open>
            <Search open find />
        </Dialog>
    }
}

#[component]
fn Search(open: RwSignal<bool>, find: Find) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let hits = RwSignal::new(Vec::<Hit>::new());
    Effect::new(move |_| {
        let mut found = find.run(query.get());
        found.truncate(SHOWN);
        at.set(0);
        hits.set(found);
    });
    let run = move |index: usize| {
        if let Some(hit) = hits.with_untracked(|hits| hits.get(index).cloned()) {
            open.set(false);
            hit.run.run(());
        }
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let last = hits.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => at.update(|a| *a = (*a + 1).min(last)),
            "ArrowUp" => at.update(|a| *a = a.saturating_sub(1)),
            "Enter" => run(at.get_untracked()),
            // A search field would only be emptied by the first Escape.
            "Escape" => open.set(false),
            _ => return,
        }
        event.prevent_default();
    };
    let one = move |(index, hit): (usize, Hit)| {
        view! {
            <li
                role="option"
                id=format!("hit-{index}")
                class="hit"
                aria-selected=move || (at.get() == index).to_string()
                on:click=move |_| run(index)
            >
                <span>{hit.label}</span>
                <small>{hit.note}</small>
            </li>
        }
    };
    let none = move || {
        let nothing = hits.with(Vec::is_empty) && !query.with(String::is_empty);
        nothing.then(|| view! { <p class="quiet">{t!(PaletteNone, query = query.get())}</p> })
    };
    view! {
        <input
            class="input palette-input"
            type="search"
            role="combobox"
            autofocus=true
            autocomplete="off"
            aria-expanded="true"
            aria-controls="hits"
            aria-label=t!(PaletteOpen)
            aria-activedescendant=move || format!("hit-{}", at.get())
            placeholder=t!(PaletteOpen)
            prop:value=move || query.get()
            on:input=move |event| query.set(event_target_value(&event))
            on:keydown=keys
        />
        <p class="visually-hidden" role="status">
            {t!(PaletteCount, n = hits.with(Vec::len))}
        </p>
        <ul class="hits" id="hits" role="listbox" aria-label=t!(PaletteTitle)>
            {move || hits.get().into_iter().enumerate().map(one).collect_view()}
        </ul>
        {none}
    }
}
