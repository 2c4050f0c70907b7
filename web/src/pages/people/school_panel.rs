//! The panel of a school: facts, the form, removal.

use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::model::SchoolId;

use super::form::{Problems, RecordButtons, end_editing, submit};
use super::school_form::{SchoolFields, SchoolForm};
use super::{Desk, facts};
use crate::store::Slice;
use crate::text;
use crate::ui::{Facts, Panel};

/// A school, or the form for a new one.
#[component]
pub(super) fn SchoolPanel(desk: Desk, id: Option<SchoolId>) -> impl IntoView {
    let store = desk.store;
    let name = move || match id {
        None => text!(PeopleAddSchool),
        Some(id) => store.read(Slice::Places, |w| crate::text::record_name(id.into(), w)),
    };
    let editing = RwSignal::new(false);
    let body = move || match id {
        None => view! { <SchoolFields desk form=SchoolForm::empty() on_done=|()| Desk::close() /> }.into_any(),
        Some(id) if editing.get() => {
            let Some(form) = store.peek(|w| w.schools.get(id).map(|s| SchoolForm::of(w, s))) else {
                return ().into_any();
            };
            view! { <SchoolFields desk form on_done=move |()| end_editing(editing) /> }.into_any()
        }
        Some(id) => view! { <SchoolFacts desk id editing /> }.into_any(),
    };
    view! {
        <Panel title=Signal::derive(name) on_close=|()| Desk::close()>
            {body}
        </Panel>
    }
}

#[component]
fn SchoolFacts(desk: Desk, id: SchoolId, editing: RwSignal<bool>) -> impl IntoView {
    let store = desk.store;
    let problems = Problems::new();
    let facts = move || {
        store.read([Slice::People, Slice::Places], |w| {
            w.schools.get(id).map(|s| facts::school(w, s)).unwrap_or_default()
        })
    };
    let remove = move |()| {
        let command = Command::Put { what: Cause::Remove, records: Vec::new(), remove: vec![id.into()] };
        submit(desk, command, problems, Desk::close);
    };
    view! {
        <Facts facts=Signal::derive(facts) />
        <RecordButtons on_edit=move |()| editing.set(true) on_remove=remove problems />
    }
}
