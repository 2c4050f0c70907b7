//! Several values of a list: with a search above it once it is long. And the row of filter chips made of them.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::field::Choice;
use super::icon::{Glyph, Icon};
use super::menu::Popover;
use crate::{t, text};

/// From this many choices on there is a search above the list.
const SEARCH_FROM: usize = 9;

/// Boxes to tick, with a search once there are many.
#[component]
pub fn ChoiceList(
    /// What is chosen, for those who listen.
    #[prop(into)]
    label: Signal<String>,
    /// The list.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Codes of what is chosen.
    chosen: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let find = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let wanted = find.get().to_lowercase();
        let keep = |c: &Choice| wanted.is_empty() || c.label.to_lowercase().contains(&wanted);
        choices.get().into_iter().filter(keep).collect::<Vec<_>>()
    });
    let option = move |choice: Choice| {
        let (value, flip) = (choice.value.clone(), choice.value);
        let flipped = move |_| {
            chosen.update(|set| {
                if !set.remove(&flip) {
                    set.insert(flip.clone());
                }
            });
        };
        view! {
            <label class="option">
                <input type="checkbox" prop:checked=move || chosen.with(|set| set.contains(&value)) on:change=flipped />
                <span>{choice.label}</span>
            </label>
        }
    };
    view! {
        <div class="choices" role="group" aria-label=move || label.get()>
            {move || {
                (choices.with(Vec::len) >= SEARCH_FROM)
                    .then(|| {
                        view! {
                            <input
                                class="input"
                                type="search"
                                aria-label=t!(UiSearch)
                                placeholder=t!(UiSearch)
                                prop:value=move || find.get()
                                on:input=move |e| find.set(event_target_value(&e))
                            />
                        }
                    })
            }}
            <div class="choices-list">
                <For each=move || found.get() key=|c| (c.value.clone(), c.label.clone()) children=option />
                {move || found.with(Vec::is_empty).then(|| view! { <p class="quiet">{t!(UiNoMatch)}</p> })}
            </div>
        </div>
    }
}

/// A field that opens the list and shows what is chosen.
#[component]
pub fn MultiSelect(
    /// What to choose.
    #[prop(into)]
    label: Signal<String>,
    /// The list.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Codes of what is chosen.
    chosen: RwSignal<BTreeSet<String>>,
) -> impl IntoView {
    let shown = move || summary(&choices.get(), &chosen.get(), text!(UiChoose));
    view! {
        <div class="field">
            <span class="field-label">{label}</span>
            <Popover
                label
                class="input input-open"
                face=move || {
                    view! {
                        <span class="input-text">{shown}</span>
                        <Icon glyph=Glyph::Down />
                    }
                }
            >
                <ChoiceList label choices chosen />
            </Popover>
        </div>
    }
}

/// The words of up to two choices, or how many there are.
fn summary(choices: &[Choice], chosen: &BTreeSet<String>, none: String) -> String {
    let words: Vec<&str> = choices.iter().filter(|c| chosen.contains(&c.value)).map(|c| c.label.as_str()).collect();
    match words.len() {
        0 => none,
        1 | 2 => words.join(", "),
        n => text!(UiChosen, n = n),
    }
}

/// One thing that rows can be filtered by. The page keeps `chosen` and filters its rows by it; empty means any.
#[derive(Clone, Copy)]
pub struct Filter {
    /// What it looks at.
    pub label: Signal<String>,
    /// The values there are.
    pub choices: Signal<Vec<Choice>>,
    /// Codes of the chosen ones.
    pub chosen: RwSignal<BTreeSet<String>>,
}

impl Filter {
    /// A filter with nothing chosen.
    pub fn new(
        label: impl Fn() -> String + Send + Sync + 'static,
        choices: impl Fn() -> Vec<Choice> + Send + Sync + 'static,
    ) -> Self {
        let (label, choices) = (Signal::derive(label), Signal::derive(choices));
        Self { label, choices, chosen: RwSignal::new(BTreeSet::new()) }
    }

    /// True for rows with this value, and for all rows while nothing is chosen; tracked.
    #[must_use]
    pub fn admits(&self, value: &str) -> bool {
        self.chosen.with(|set| set.is_empty() || set.contains(value))
    }
}

/// The chips of all filters in a row; a chosen one can be cleared with its cross.
#[component]
pub fn FilterBar(
    /// The filters.
    filters: Vec<Filter>,
) -> impl IntoView {
    let chips = filters.into_iter().map(|filter| view! { <FilterChip filter /> }).collect_view();
    view! {
        <div class="chips" role="group" aria-label=t!(UiFilters)>
            {chips}
        </div>
    }
}

#[component]
fn FilterChip(filter: Filter) -> impl IntoView {
    let Filter { label, choices, chosen } = filter;
    let active = move || chosen.with(|set| !set.is_empty());
    let shown = move || summary(&choices.get(), &chosen.get(), text!(UiAny));
    view! {
        <span class="chip" class:chip-on=active>
            <Popover
                label=move || format!("{}: {}", label.get(), shown())
                class="chip-button"
                face=move || {
                    view! {
                        <span>{label} ": "</span>
                        <b>{shown}</b>
                    }
                }
            >
                <ChoiceList label choices chosen />
            </Popover>
            {move || {
                active()
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="chip-clear"
                                aria-label=t!(UiRemoveFilter, name = label.get())
                                on:click=move |_| chosen.set(BTreeSet::new())
                            >
                                <Icon glyph=Glyph::Close />
                            </button>
                        }
                    })
            }}
        </span>
    }
}

/// A chip that is on or off.
#[component]
pub fn ToggleChip(
    /// What it switches.
    #[prop(into)]
    label: Signal<String>,
    /// On.
    on: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="chip chip-button"
            class:chip-on=move || on.get()
            aria-pressed=move || on.get().to_string()
            on:click=move |_| on.update(|o| *o = !*o)
        >
            {label}
        </button>
    }
}
