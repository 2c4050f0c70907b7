//! What every form here does: keeps messages by field, sends its command, and says what came of it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::{Code, Finding};
use orken_core::workspace::Workspace;

use super::Desk;
use crate::effects::turn::spawn_local;
use crate::ui::{Button, ButtonKind, Tone, Verdict, toast_with};
use crate::{t, text, text as words};

/// Messages by field; the one of the whole form stands under [`WHOLE`].
#[derive(Clone, Copy)]
pub(super) struct Problems(RwSignal<BTreeMap<&'static str, String>>);

/// In place of a field: the whole form.
pub(super) const WHOLE: &str = "";

impl Problems {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// The message of a field.
    pub(super) fn of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.0.with(|all| all.get(field).cloned()))
    }

    /// Puts these messages in place of the earlier ones.
    pub(super) fn set(self, all: Vec<(&'static str, String)>) {
        let _ = self.0.try_set(all.into_iter().collect());
    }
}

/// Sends a form's command. What it can't be done for stands at the field or above the form; when it is done a note
/// offers to take it back.
pub(super) fn submit(desk: Desk, command: Command, problems: Problems, done: impl FnOnce() + 'static) {
    let store = desk.store;
    spawn_local(async move {
        match store.run(command).await {
            Ok(outcome) => {
                problems.set(Vec::new());
                if let Some(head) = outcome.entry {
                    toast_with(Tone::Ok, words::command(&head.command), text!(FrameUndo), move || store.undo());
                }
                done();
            }
            Err(finding) => {
                let field = if finding.code == Code::NameEmpty { "name" } else { WHOLE };
                problems.set(vec![(field, store.peek(|w| explained(&finding, w)))]);
            }
        }
    });
}

/// The sentence of a finding; for something still used, by what.
fn explained(finding: &Finding, workspace: &Workspace) -> String {
    let sentence = words::finding(finding, workspace);
    match finding.subjects.as_slice() {
        [_, user, ..] if finding.code == Code::StillUsed => {
            format!("{sentence} {}", text!(PeopleUsedBy, name = words::record_name(*user, workspace)))
        }
        _ => sentence,
    }
}

/// The fields of a form with its message above and its buttons below.
#[component]
pub(super) fn Form(
    problems: Problems,
    #[prop(into)] on_save: Callback<()>,
    #[prop(into)] on_cancel: Callback<()>,
    children: Children,
) -> impl IntoView {
    let whole = problems.of(WHOLE);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_save.run(());
    };
    view! {
        <form class="record-form" on:submit=save novalidate=true>
            <div role="alert">
                {move || whole.get().map(|message| view! { <Verdict label=message tone=Tone::Bad /> })}
            </div>
            {children()}
            <div class="buttons form-buttons">
                <button type="submit" class=ButtonKind::Primary.class()>
                    {t!(PeopleSave)}
                </button>
                <Button label=t!(UiCancel) on_click=on_cancel />
            </div>
        </form>
    }
}

/// The buttons under a record's facts.
#[component]
pub(super) fn RecordButtons(
    #[prop(into)] on_edit: Callback<()>,
    #[prop(into)] on_remove: Callback<()>,
    problems: Problems,
) -> impl IntoView {
    let whole = problems.of(WHOLE);
    view! {
        <div role="alert">
            {move || whole.get().map(|message| view! { <Verdict label=message tone=Tone::Bad /> })}
        </div>
        <div class="buttons">
            <Button label=t!(PeopleEdit) on_click=on_edit />
            <Button label=t!(PeopleRemove) kind=ButtonKind::Danger on_click=on_remove />
        </div>
    }
}

/// Shows the facts again; the panel may be gone by now.
pub(super) fn end_editing(editing: RwSignal<bool>) {
    let _ = editing.try_set(false);
}
