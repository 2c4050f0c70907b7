//! What a column shows, how it sorts, and which columns are shown.

use std::sync::Arc;

use leptos::prelude::*;

use super::{RowId, Shared};
use crate::locale::{Key, number, text_of};
use crate::ui::icon::{Glyph, Icon};
use crate::ui::menu::Popover;
use crate::{browser, t};

/// What a cell is sorted by. Empty cells come last whichever way.
#[derive(Debug, Clone, PartialEq)]
pub enum SortKey {
    /// A name, in the order of the language.
    Text(String),
    /// A figure or a day.
    Number(f64),
    /// Nothing to sort by.
    Empty,
}

type CellView = Arc<dyn Fn(RowId) -> AnyView + Send + Sync>;
type CellKey = Arc<dyn Fn(RowId) -> SortKey + Send + Sync>;

/// A column of a table.
#[derive(Clone)]
pub struct Column {
    pub(super) id: &'static str,
    pub(super) label: Key,
    pub(super) figure: bool,
    pub(super) hidden: bool,
    pub(super) cell: CellView,
    pub(super) key: Option<CellKey>,
}

impl Column {
    /// Text, sorted by itself.
    pub fn text(id: &'static str, label: Key, text: impl Fn(RowId) -> String + Send + Sync + 'static) -> Self {
        let text = Arc::new(text);
        let shown = Arc::clone(&text);
        let key = move |row| match text(row) {
            text if text.is_empty() => SortKey::Empty,
            text => SortKey::Text(text),
        };
        Self::view(id, label, move |row| shown(row).into_any()).sorted(key)
    }

    /// A figure at the right, sorted by itself; none shows nothing.
    pub fn figure<N: Into<f64>>(
        id: &'static str,
        label: Key,
        figure: impl Fn(RowId) -> Option<N> + Send + Sync + 'static,
    ) -> Self {
        let figure = Arc::new(move |row| figure(row).map(Into::into));
        let shown = Arc::clone(&figure);
        let mut column = Self::view(id, label, move |row| shown(row).map(number).into_any());
        column.figure = true;
        column.sorted(move |row| figure(row).map_or(SortKey::Empty, SortKey::Number))
    }

    /// Anything else; not sorted unless it says by what.
    pub fn view(id: &'static str, label: Key, cell: impl Fn(RowId) -> AnyView + Send + Sync + 'static) -> Self {
        Self { id, label, figure: false, hidden: false, cell: Arc::new(cell), key: None }
    }

    /// The same, sorted by this.
    #[must_use]
    pub fn sorted(mut self, key: impl Fn(RowId) -> SortKey + Send + Sync + 'static) -> Self {
        self.key = Some(Arc::new(key));
        self
    }

    /// The same, not shown until it is chosen.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

fn setting(name: &str) -> String {
    format!("columns.{name}")
}

/// Indexes of the columns chosen before, else of those not hidden.
pub(super) fn remembered(name: &str, columns: &[Column]) -> Vec<usize> {
    let first = || columns.iter().enumerate().filter(|(_, c)| !c.hidden).map(|(i, _)| i).collect();
    let Some(kept) = browser::recall(&setting(name)) else { return first() };
    let ids: Vec<&str> = kept.split(',').collect();
    let found: Vec<usize> = (0..columns.len()).filter(|&i| i == 0 || ids.contains(&columns[i].id)).collect();
    if found.len() > 1 { found } else { first() }
}

/// Which columns are shown; the first always is.
#[component]
pub(super) fn ColumnChooser(table: Shared) -> impl IntoView {
    let Shared { columns, shown, name, .. } = table;
    let flip = move |index: usize| {
        shown.update(|shown| match shown.binary_search(&index) {
            Ok(at) => drop(shown.remove(at)),
            Err(at) => shown.insert(at, index),
        });
        let ids = columns.with_value(|c| shown.get_untracked().iter().map(|&i| c[i].id).collect::<Vec<_>>().join(","));
        browser::remember(&setting(name), &ids);
    };
    let option = move |(index, label): (usize, Key)| {
        view! {
            <label class="option">
                <input
                    type="checkbox"
                    disabled=index == 0
                    prop:checked=move || shown.with(|s| s.contains(&index))
                    on:change=move |_| flip(index)
                />
                <span>{move || text_of(label)}</span>
            </label>
        }
    };
    let list = move || columns.with_value(|c| c.iter().map(|c| c.label).enumerate().map(option).collect_view());
    view! {
        <Popover
            label=t!(TableColumns)
            class="icon-button"
            face=|| view! { <Icon glyph=Glyph::Columns /> }
        >
            <div class="choices-list" role="group" aria-label=t!(TableColumns)>
                {list}
            </div>
        </Popover>
    }
}
