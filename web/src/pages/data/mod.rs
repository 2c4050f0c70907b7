//! Step 12, data: the workspace out as a file and in again, tables for spreadsheets, the history, and where all of it
//! is kept.

mod export;
mod history;
mod open;
mod storage;
mod tables;

use chrono::NaiveDateTime;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::effects::settings;
use crate::intl::{DateStyle, date};
use crate::store::{SaveState, Slice, Store};
use crate::text;
use crate::ui::PageHead;

/// Under which name settings keep the last export of this browser.
const EXPORTED: &str = "exported";

/// The last export of the whole workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Exported {
    /// When, local time.
    at: NaiveDateTime,
    /// The last entry of the log that was in it.
    seq: u64,
}

/// The store, and when the workspace was last exported.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) store: Store,
    exported: RwSignal<Option<Exported>>,
}

impl Desk {
    fn new() -> Self {
        Self { store: Store::expect(), exported: RwSignal::new(settings::get(EXPORTED)) }
    }

    fn remember_export(self, exported: Exported) {
        settings::set(EXPORTED, &exported);
        self.exported.set(Some(exported));
    }

    /// How many entries of the log came after the last export; none where there was no export.
    fn changes_since_export(self) -> Option<usize> {
        let seq = self.exported.get()?.seq;
        Some(self.store.history(|heads| heads.iter().rev().take_while(|head| head.seq > seq).count()))
    }

    /// Programmes and people that there are.
    fn figures(self) -> (usize, usize) {
        self.store.read([Slice::Programmes, Slice::People], |w| (w.programmes.len(), w.people.len()))
    }
}

/// A moment as `24.03.2021, 09:05`.
fn moment(at: NaiveDateTime) -> String {
    format!("{}, {}", date(at.date(), DateStyle::Short), at.format("%H:%M"))
}

fn sentence(desk: Desk) -> String {
    let (programmes, people) = desk.figures();
    if programmes + people == 0 {
        return text!(DataSentenceEmpty);
    }
    let kept = match desk.store.save_state().get() {
        SaveState::Saved | SaveState::Saving | SaveState::ReadOnly(_) => {
            text!(DataSentenceSaved, programmes = programmes, people = people)
        }
        SaveState::NotSaved(_) | SaveState::MemoryOnly(_) => {
            text!(DataSentenceUnsaved, programmes = programmes, people = people)
        }
    };
    format!("{kept} {}", last_export(desk))
}

/// When the workspace was exported, and how much has changed since.
fn last_export(desk: Desk) -> String {
    match (desk.exported.get(), desk.changes_since_export()) {
        (Some(exported), Some(0)) => text!(DataExported, date = moment(exported.at)),
        (Some(exported), Some(n)) => text!(DataExportedSince, date = moment(exported.at), n = n),
        _ => text!(DataExportedNever),
    }
}

/// The page.
#[component]
pub fn DataPage() -> impl IntoView {
    let desk = Desk::new();
    let sentence = move || sentence(desk);
    view! {
        <PageHead sentence=move || sentence />
        <div class="data-parts">
            <export::Export desk />
            <open::Open desk />
            <tables::Tables desk />
            <storage::Storage desk />
        </div>
        <history::History desk />
    }
}

/// A part of the page under its title.
#[component]
fn Part(
    /// What it is for.
    #[prop(into)]
    title: Signal<String>,
    /// For tests.
    name: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card data-part" aria-label=move || title.get() data-testid=format!("data-{name}")>
            <h2 class="card-title">{title}</h2>
            {children()}
        </section>
    }
}
