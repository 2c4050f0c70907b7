//! Choosing one school among thousands: type a part of its name, its district or its region, then pick it.

use leptos::prelude::*;
use orken_core::model::{SchoolId, SchoolKind};
use orken_core::workspace::Workspace;

use crate::store::{Slice, Store};
use crate::ui::region_name;
use crate::{t, text};

/// How many schools are offered at a time.
const OFFERED: usize = 8;

/// `Name · district · region`, so that schools of the same name are told apart.
pub(super) fn school_line(w: &Workspace, id: SchoolId) -> String {
    let Some(school) = w.schools.get(id) else { return text!(RecordGone) };
    match w.district_of(school) {
        Some(district) => format!("{} · {} · {}", school.name, district.name, region_name(district.region)),
        None => school.name.clone(),
    }
}

/// Schools whose names hold every word of what is typed, by name, at most [`OFFERED`].
fn found(w: &Workspace, typed: &str, hubs_only: bool) -> Vec<SchoolId> {
    let schools = w.schools.iter().filter(|s| !hubs_only || s.kind == SchoolKind::Hub);
    schools.map(|s| s.id).filter(|&id| fits(&school_line(w, id), typed)).take(OFFERED).collect()
}

/// True where the line holds every word of what is typed.
fn fits(line: &str, typed: &str) -> bool {
    let line = line.to_lowercase();
    typed.to_lowercase().split_whitespace().all(|word| line.contains(word))
}

/// A field that holds a school.
#[component]
pub(super) fn SchoolPicker(
    /// What it is chosen for.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen one.
    value: RwSignal<Option<SchoolId>>,
    /// Hub schools alone.
    #[prop(optional)]
    hubs_only: bool,
    /// It may stay empty.
    #[prop(optional)]
    optional: bool,
    /// Schools that are not recorded yet, with their lines.
    #[prop(optional, into)]
    more: Signal<Vec<(SchoolId, String)>>,
    /// Gets what is picked, in place of the value.
    #[prop(optional)]
    on_pick: Option<Callback<SchoolId>>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let store = Store::expect();
    let typed = RwSignal::new(String::new());
    let changing = RwSignal::new(value.get_untracked().is_none());
    let offered = Memo::new(move |_| {
        if !changing.get() {
            return Vec::new();
        }
        let typed = typed.get();
        let mut offered: Vec<(SchoolId, String)> =
            more.with(|more| more.iter().filter(|(_, line)| fits(line, &typed)).take(OFFERED).cloned().collect());
        offered.extend(store.read(Slice::Places, |w| {
            found(w, &typed, hubs_only).into_iter().map(|id| (id, school_line(w, id))).collect::<Vec<_>>()
        }));
        offered.truncate(OFFERED);
        offered
    });
    let pick = move |id: Option<SchoolId>| {
        if let (Some(on_pick), Some(id)) = (on_pick, id) {
            return on_pick.run(id);
        }
        value.set(id);
        changing.set(id.is_none());
        typed.set(String::new());
    };
    let option = move |(id, line): (SchoolId, String)| {
        view! {
            <li>
                <button type="button" class="pick" on:click=move |_| pick(Some(id))>
                    {line}
                </button>
            </li>
        }
    };
    let search = move || {
        view! {
            <input
                class="input"
                type="search"
                aria-label=move || label.get()
                aria-invalid=move || error.get().is_some().then_some("true")
                placeholder=t!(PeoplePickSearch)
                prop:value=move || typed.get()
                on:input=move |e| typed.set(event_target_value(&e))
            />
            <ul class="picks" aria-label=t!(PeoplePickFound, n = offered.with(Vec::len))>
                <For each=move || offered.get() key=|(id, line)| (id.0, line.clone()) children=option />
            </ul>
            {move || offered.with(Vec::is_empty).then(|| view! { <p class="quiet">{t!(UiNoMatch)}</p> })}
        }
    };
    let chosen = move || {
        let line = move || value.get().map(|id| store.read(Slice::Places, |w| school_line(w, id)));
        view! {
            <p class="picked">{line}</p>
            <div class="buttons">
                <button type="button" class="button button-quiet" on:click=move |_| changing.set(true)>
                    {t!(PeoplePickOther)}
                </button>
                {optional
                    .then(|| {
                        view! {
                            <button type="button" class="button button-quiet" on:click=move |_| pick(None)>
                                {t!(UiClear)}
                            </button>
                        }
                    })}
            </div>
        }
    };
    view! {
        <div class="field" class:field-bad=move || error.get().is_some() role="group" aria-label=move || label.get()>
            <span class="field-label">{label}</span>
            {move || if changing.get() { search().into_any() } else { chosen().into_any() }}
            <p class="field-error" aria-live="polite">
                {move || error.get()}
            </p>
        </div>
    }
}
