//! The panel of a person: facts, the form, removal.

use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::model::{PersonId, RecordId};
use orken_core::workspace::Workspace;

use super::form::{Problems, RecordButtons, end_editing, submit};
use super::person_form::PersonForm;
use super::{Desk, facts};
use crate::store::Slice;
use crate::text;
use crate::ui::{Facts, Panel};

/// A person of the intake, or the form for a new one.
#[component]
pub(super) fn PersonPanel(desk: Desk, id: Option<PersonId>) -> impl IntoView {
    let store = desk.store;
    let name = move || match id {
        None => text!(PeopleAddPerson),
        Some(id) => store.read(Slice::People, |w| crate::text::record_name(id.into(), w)),
    };
    let editing = RwSignal::new(false);
    let body = move || match id {
        None => {
            let form = PersonForm::empty();
            view! { <super::person_form::PersonFieldset desk form id=None on_done=|()| Desk::close() /> }.into_any()
        }
        Some(id) if editing.get() => {
            let Some(form) = store.peek(|w| w.people.get(id).map(|person| PersonForm::of(&person.fields()))) else {
                return ().into_any();
            };
            view! {
                <super::person_form::PersonFieldset desk form id=Some(id) on_done=move |()| end_editing(editing) />
            }
            .into_any()
        }
        Some(id) => view! { <PersonFacts desk id editing /> }.into_any(),
    };
    view! {
        <Panel title=Signal::derive(name) on_close=|()| Desk::close()>
            {body}
        </Panel>
    }
}

#[component]
fn PersonFacts(desk: Desk, id: PersonId, editing: RwSignal<bool>) -> impl IntoView {
    let store = desk.store;
    let shown = RwSignal::new(false);
    let problems = Problems::new();
    let facts = move || {
        store.read([Slice::People, Slice::Places], |w| {
            w.people.get(id).map(|p| facts::person(w, p, shown.get())).unwrap_or_default()
        })
    };
    let has_iin =
        Memo::new(move |_| store.read(Slice::People, |w| w.people.get(id).is_some_and(|p| p.iin().is_some())));
    let word = move || if shown.get() { text!(PeopleHideIin) } else { text!(PeopleShowIin) };
    let remove = move |()| {
        let command = store.peek(|w| removal(w, desk, id));
        submit(desk, command, problems, Desk::close);
    };
    view! {
        <Facts facts=Signal::derive(facts) />
        {move || {
            has_iin
                .get()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button button-quiet"
                            aria-pressed=move || shown.get().to_string()
                            on:click=move |_| shown.update(|s| *s = !*s)
                        >
                            {word}
                        </button>
                    }
                })
        }}
        <RecordButtons on_edit=move |()| editing.set(true) on_remove=remove problems />
    }
}

/// Takes the person out of the intake, and out of the workspace where no other intake has them.
fn removal(w: &Workspace, desk: Desk, id: PersonId) -> Command {
    let mine = w.enrolment(desk.intake, id).map(|e| RecordId::from(e.id));
    let elsewhere = w.enrolments.iter().any(|e| e.person == id && e.intake != desk.intake);
    let mut remove: Vec<RecordId> = mine.into_iter().collect();
    if !elsewhere {
        remove.push(id.into());
    }
    Command::Put { what: Cause::Remove, records: Vec::new(), remove }
}
