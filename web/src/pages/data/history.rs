//! Who did what and when: the log, newest first.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::log::{Act, Head};

use super::{Desk, moment};
use crate::locale::Key;
use crate::store::Store;
use crate::text as words;
use crate::ui::{Button, Column, DataTable, RowId, Rows, SortKey};
use crate::{t, text};

/// The table with undo and redo above it.
#[component]
pub(super) fn History(desk: Desk) -> impl IntoView {
    let store = desk.store;
    let rows = Memo::new(move |_| -> Rows { Arc::new(store.history(|h| h.iter().rev().map(|h| h.seq).collect())) });
    let when = move |row: RowId| of(store, row, |h| moment(h.at));
    let columns = vec![
        Column::text("what", Key::DataHistoryWhat, move |row| of(store, row, what)),
        Column::view("when", Key::DataHistoryWhen, move |row| when(row).into_any()).sorted(number),
        Column::text("who", Key::DataHistoryWho, move |row| of(store, row, |h| h.actor.clone())),
        Column::figure("records", Key::DataHistoryRecords, move |row| head(store, row, |h| h.records)),
        Column::figure("number", Key::DataHistoryNumber, |row| u32::try_from(row).ok()),
    ];
    let tools = move || {
        view! {
            <div class="buttons">
                <Button
                    label=t!(FrameUndo)
                    disabled=Signal::derive(move || store.undoable().is_none())
                    on_click=move |()| store.undo()
                />
                <Button
                    label=t!(FrameRedo)
                    disabled=Signal::derive(move || store.redoable().is_none())
                    on_click=move |()| store.redo()
                />
            </div>
        }
    };
    view! {
        <section aria-label=t!(DataHistoryTitle) data-testid="data-history">
            <h2 class="section-title">{t!(DataHistoryTitle)}</h2>
            <DataTable name="history" caption=t!(DataHistoryTitle) columns rows tools />
        </section>
    }
}

fn number(row: RowId) -> SortKey {
    u32::try_from(row).map_or(SortKey::Empty, |n| SortKey::Number(n.into()))
}

fn head<R>(store: Store, row: RowId, read: impl Fn(&Head) -> R) -> Option<R> {
    store.history(|heads| {
        let at = heads.binary_search_by_key(&row, |head| head.seq).ok()?;
        heads.get(at).map(read)
    })
}

fn of(store: Store, row: RowId, read: impl Fn(&Head) -> String) -> String {
    head(store, row, read).unwrap_or_default()
}

fn what(head: &Head) -> String {
    let done = words::command(&head.command);
    match head.act {
        Act::Do => done,
        Act::Undo(of) => text!(DataHistoryUndo, number = of, what = done),
        Act::Redo(of) => text!(DataHistoryRedo, number = of, what = done),
    }
}
