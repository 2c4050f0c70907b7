//! Sorting: the buttons in the head, the same as a list on a phone, and the order itself.

use std::cmp::Ordering;
use std::sync::Arc;

use leptos::prelude::*;

use super::{Column, RowId, Rows, Shared, SortKey};
use crate::locale::text_of;
use crate::ui::announce::announce;
use crate::ui::icon::{Glyph, Icon};
use crate::{intl, t, text};

/// Above this many rows names are compared by the letters of the Kazakh alphabet, which holds the Russian one, instead
/// of by `Intl`: each of its comparisons crosses into the browser, and 400,000 rows would take it seconds.
const INTL_UP_TO: usize = 5_000;

/// What rows are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// Code of the column.
    pub column: &'static str,
    /// The greatest first.
    pub descending: bool,
}

/// The rows in order. Equal ones, and those without a key, keep the order in which they came.
pub(super) fn sorted(rows: &Rows, sort: Option<Sort>, columns: StoredValue<Vec<Column>>) -> Rows {
    let Some(sort) = sort else { return Arc::clone(rows) };
    let find = |columns: &Vec<Column>| columns.iter().find(|c| c.id == sort.column).and_then(|c| c.key.clone());
    let Some(key) = columns.with_value(find) else { return Arc::clone(rows) };
    let few = rows.len() <= INTL_UP_TO;
    let mut keyed: Vec<(SortKey, Vec<u8>, RowId)> = rows
        .iter()
        .map(|&row| {
            let key = key(row);
            let letters = if let (false, SortKey::Text(text)) = (few, &key) { intl::letters(text) } else { Vec::new() };
            (key, letters, row)
        })
        .collect();
    let turn = |order: Ordering| if sort.descending { order.reverse() } else { order };
    keyed.sort_by(|(a, a_letters, _), (b, b_letters, _)| match (a, b) {
        (SortKey::Empty, SortKey::Empty) => Ordering::Equal,
        (SortKey::Empty, _) => Ordering::Greater,
        (_, SortKey::Empty) => Ordering::Less,
        (SortKey::Number(a), SortKey::Number(b)) => turn(a.total_cmp(b)),
        (SortKey::Text(a), SortKey::Text(b)) if few => turn(intl::compare(a, b)),
        (SortKey::Text(_), SortKey::Text(_)) => turn(a_letters.cmp(b_letters)),
        (SortKey::Number(_), SortKey::Text(_)) => Ordering::Less,
        (SortKey::Text(_), SortKey::Number(_)) => Ordering::Greater,
    });
    Arc::new(keyed.into_iter().map(|(_, _, row)| row).collect())
}

/// Ascending, then descending, then as they came.
fn press(table: Shared, column: &'static str) {
    let next = match table.sort.get_untracked() {
        Some(Sort { column: now, descending: false }) if now == column => Some(Sort { column, descending: true }),
        Some(Sort { column: now, descending: true }) if now == column => None,
        _ => Some(Sort { column, descending: false }),
    };
    choose(table, next);
}

fn choose(table: Shared, next: Option<Sort>) {
    table.sort.set(next);
    let label = |sort: Sort| table.columns.with_value(|c| c.iter().find(|c| c.id == sort.column).map(|c| c.label));
    if let Some((sort, label)) = next.and_then(|sort| label(sort).map(|label| (sort, text_of(label)))) {
        announce(if sort.descending {
            text!(TableSortedDown, column = label)
        } else {
            text!(TableSortedUp, column = label)
        });
    }
}

/// The head of the table.
#[component]
pub(super) fn Head(table: Shared) -> impl IntoView {
    let cells = move || {
        let shown = table.shown.get();
        table.columns.with_value(|columns| {
            shown.iter().filter_map(|&i| columns.get(i)).map(|column| head_cell(table, column)).collect_view()
        })
    };
    let all = table.selected.map(|selected| {
        let every =
            move || table.rows.with(|rows| !rows.is_empty() && selected.with(|s| rows.iter().all(|r| s.contains(r))));
        let flip = move |event| {
            let on = event_target_checked(&event);
            table.rows.with_untracked(|rows| {
                selected.update(|set| if on { set.extend(rows.iter().copied()) } else { set.clear() });
            });
        };
        view! {
            <th role="columnheader" scope="col" class="cell-tick">
                <input type="checkbox" aria-label=t!(TableSelectAll) prop:checked=every on:change=flip />
            </th>
        }
    });
    view! {
        <tr role="row" aria-rowindex="1">
            {all}
            {cells}
        </tr>
    }
}

fn head_cell(table: Shared, column: &Column) -> AnyView {
    let (id, label, figure) = (column.id, column.label, column.figure);
    let now = move || table.sort.get().filter(|s| s.column == id).map(|s| s.descending);
    if column.key.is_none() {
        return view! {
            <th role="columnheader" scope="col" class:cell-figure=figure>
                {move || text_of(label)}
            </th>
        }
        .into_any();
    }
    let aria = move || now().map(|descending| if descending { "descending" } else { "ascending" });
    let arrow =
        move || now().map(|descending| view! { <Icon glyph=if descending { Glyph::Down } else { Glyph::Up } /> });
    view! {
        <th role="columnheader" scope="col" class:cell-figure=figure aria-sort=aria>
            <button type="button" class="sort" on:click=move |_| press(table, id)>
                {move || text_of(label)}
                {arrow}
            </button>
        </th>
    }
    .into_any()
}

/// The same choice as a list, shown on a phone, where cards have no head.
#[component]
pub(super) fn SortSelect(table: Shared) -> impl IntoView {
    let options = move || {
        let one = |c: &Column| {
            let label = c.label;
            view! { <option value=c.id>{move || text_of(label)}</option> }
        };
        table.columns.with_value(|columns| columns.iter().filter(|c| c.key.is_some()).map(one).collect_view())
    };
    let pick = move |event| {
        let wanted = event_target_value(&event);
        let column = table.columns.with_value(|c| c.iter().find(|c| c.id == wanted).map(|c| c.id));
        choose(table, column.map(|column| Sort { column, descending: false }));
    };
    view! {
        <select class="input sort-select" aria-label=t!(TableSortBy) on:change=pick>
            <option value="">{t!(TableSortBy)}</option>
            {options()}
        </select>
    }
}
