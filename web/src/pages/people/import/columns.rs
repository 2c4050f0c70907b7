//! What each column of a list was taken for, to be corrected by hand.

use leptos::prelude::*;
use orken_core::import::{Cell, Field};

use super::list::OpenList;
use super::{flow, words};
use crate::pages::people::fields::coded;
use crate::ui::{NumberField, SelectField};
use crate::{t, text};

/// A column: its place, its heading, the first value in it, what it holds.
type Line = (usize, String, String, Option<Field>);

#[component]
pub(super) fn Columns(list: OpenList) -> impl IntoView {
    let lines = Memo::new(move |_| list.with(lines));
    let summary = move || {
        let (known, all) = lines.with(|l| (l.iter().filter(|(.., f)| f.is_some()).count(), l.len()));
        text!(ImportColumns, n = known, all = all)
    };
    let header = Signal::derive(move || list.with(|l| l.plan.header.rows.first().map(|&r| i64::from(r))));
    let set_header = move |row: Option<i64>| {
        if let Some(row) = row.and_then(|r| u32::try_from(r).ok()).filter(|_| row != header.get_untracked()) {
            flow::edit(list.desk, list.at, |plan| plan.set_header(row));
        }
    };
    let one = move |(column, heading, sample, field): Line| {
        let label = if heading.is_empty() { text!(ImportColumnNumber, n = column + 1) } else { heading };
        let choose = move |code: String| {
            flow::edit(list.desk, list.at, |plan| plan.set_column(column, Field::from_code(&code)));
        };
        view! {
            <div class="import-column">
                <SelectField
                    label=label
                    choices=|| coded("field", Field::ALL, Field::code)
                    value=field.map(Field::code).unwrap_or_default().to_owned()
                    on_change=choose
                    none=Signal::derive(t!(ImportColumnNone))
                />
                <p class="quiet">{sample}</p>
            </div>
        }
    };
    // Hundreds of choices that few people look at are made when they do.
    let seen = RwSignal::new(false);
    let inside = move || {
        seen.get().then(|| {
            view! {
                <div class="import-header">
                    <NumberField label=t!(ImportHeaderRow) value=header on_change=set_header least=1 most=60 />
                </div>
                <div class="import-column-grid">
                    <For each=move || lines.get() key=|line| line.clone() children=one />
                </div>
            }
        })
    };
    view! {
        <details class="import-columns" on:toggle=move |_| seen.set(true)>
            <summary>{summary}</summary>
            {inside}
        </details>
    }
}

fn lines(list: &crate::worker::tasks::Listed) -> Vec<Line> {
    let plan = &list.plan;
    let below = plan.header.rows.last().copied().unwrap_or(0);
    let width = plan.rows.iter().map(|r| r.cells.len()).max().unwrap_or(0).max(plan.header.texts.len());
    let sample = |column: usize| {
        let rows = plan.rows.iter().filter(|r| r.sheet_row > below && r.draft.is_some());
        let mut cells = rows.filter_map(|r| r.cells.get(column));
        cells.find(|c| !Cell::is_blank(c)).map(|c| words::shown_cell(&plan.header, column, c)).unwrap_or_default()
    };
    let line = |column: usize| {
        let heading = plan.header.texts.get(column).cloned().unwrap_or_default();
        (column, heading, sample(column), plan.header.mapping.columns.get(column).copied().flatten())
    };
    (0..width).map(line).filter(|(_, heading, sample, _)| !heading.is_empty() || !sample.is_empty()).collect()
}
