//! The table of records: real table semantics, a head that stays, sorting, a chooser of columns, filter chips, selection
//! with a bulk bar, and virtual rows past 200, so that 400,000 rows scroll as 20 do. On a phone each row is a card.

mod columns;
mod rows;
mod sort;

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

pub use columns::{Column, SortKey};
pub use sort::Sort;

use super::choices::{Filter, FilterBar};
use crate::{t, text};
use columns::ColumnChooser;
use rows::Body;
use sort::{Head, SortSelect, sorted};

/// Rows are known by a number of the page's own, such as a record's raw id.
pub type RowId = u64;

/// Rows in their order, shared and cheap to pass on.
pub type Rows = Arc<Vec<RowId>>;

/// What the parts of a table share.
#[derive(Clone, Copy)]
struct Shared {
    name: &'static str,
    columns: StoredValue<Vec<Column>>,
    /// Indexes of the columns shown.
    shown: RwSignal<Vec<usize>>,
    rows: Memo<Rows>,
    sort: RwSignal<Option<Sort>>,
    selected: Option<RwSignal<BTreeSet<RowId>>>,
    opened: Signal<Option<RowId>>,
    on_open: Option<Callback<RowId>>,
}

/// A table of records. `rows` come filtered by the page; the table sorts them.
#[component]
pub fn DataTable(
    /// A code of its own, under which the choice of columns is kept.
    name: &'static str,
    /// What it lists, for those who listen.
    #[prop(into)]
    caption: Signal<String>,
    /// The columns, the first one names the row.
    columns: Vec<Column>,
    /// The rows to show, in their natural order.
    #[prop(into)]
    rows: Signal<Rows>,
    /// How many there are without filters.
    #[prop(optional, into)]
    all: Option<Signal<usize>>,
    /// Filters, shown as chips above.
    #[prop(optional)]
    filters: Vec<Filter>,
    /// What is sorted by, where the page keeps it.
    #[prop(optional)]
    sort: Option<RwSignal<Option<Sort>>>,
    /// The row whose details are open.
    #[prop(optional, into)]
    opened: Signal<Option<RowId>>,
    /// Enter or a click on a row.
    #[prop(optional, into)]
    on_open: Option<Callback<RowId>>,
    /// The ticked rows; without it there are no boxes to tick.
    #[prop(optional)]
    selected: Option<RwSignal<BTreeSet<RowId>>>,
    /// Buttons of the bulk bar.
    #[prop(optional, into)]
    bulk: Option<ViewFn>,
    /// More to the right above the table.
    #[prop(optional, into)]
    tools: ViewFn,
) -> impl IntoView {
    let shown = RwSignal::new(columns::remembered(name, &columns));
    let columns = StoredValue::new(columns);
    let sort = sort.unwrap_or_else(|| RwSignal::new(None));
    let ordered = Memo::new(move |_| sorted(&rows.get(), sort.get(), columns));
    let table = Shared { name, columns, shown, rows: ordered, sort, selected, opened, on_open };
    let count = move || ordered.with(|rows| rows.len());
    let figure = move || match all.map(|all| all.get()) {
        Some(all) if all != count() => text!(TableRowsOf, n = count(), all = all),
        _ => text!(TableRows, n = count()),
    };
    let has_filters = !filters.is_empty();
    view! {
        <div class="data-table">
            <div class="table-tools">
                {has_filters.then(|| view! { <FilterBar filters /> })} {tools.run()}
                <span class="table-count" role="status">
                    {figure}
                </span> <SortSelect table /> <ColumnChooser table />
            </div>
            <BulkBar selected bulk />
            <Body table caption head=move || view! { <Head table /> } />
            {move || (count() == 0).then(|| view! { <p class="table-none">{t!(TableNoRows)}</p> })}
        </div>
    }
}

#[component]
fn BulkBar(selected: Option<RwSignal<BTreeSet<RowId>>>, bulk: Option<ViewFn>) -> impl IntoView {
    let selected = selected?;
    let count = Memo::new(move |_| selected.with(BTreeSet::len));
    let bulk = StoredValue::new(bulk);
    Some(move || {
        (count.get() > 0).then(|| {
            view! {
                <div class="bulk" role="region" aria-label=t!(TableSelected, n = count.get())>
                    <b>{t!(TableSelected, n = count.get())}</b>
                    {bulk.with_value(|bulk| bulk.as_ref().map(|bulk| bulk.run()))}
                    <button
                        type="button"
                        class="button button-quiet"
                        on:click=move |_| selected.set(BTreeSet::new())
                    >
                        {t!(UiClear)}
                    </button>
                </div>
            }
        })
    })
}

/// The count of rows as it stands in `aria-rowcount`, the head included.
fn aria_rows(rows: usize) -> String {
    (rows + 1).to_string()
}
