//! The timetable grid: days across, slots down, cards in the cells. A card is picked by click, Enter or dragging; while
//! one is picked, cells say whether it fits there, and Enter, a click or a drop puts it there.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::icon::{Glyph, Icon};
use crate::{t, text};

/// A heading of a day or a slot: the word, and a line under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridHead {
    /// `Mon 14` or `9:00`.
    pub label: String,
    /// `1-2`; may be empty.
    pub note: String,
}

/// A session in the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridCard {
    /// A number of the page's own, such as the session's raw id.
    pub id: u64,
    /// Index of the day.
    pub day: usize,
    /// Index of the slot.
    pub slot: usize,
    /// What is taught to whom.
    pub title: String,
    /// Room, trainer.
    pub note: String,
    /// Which of eight colours, modulo eight.
    pub colour: u8,
    /// Stays where it is.
    pub locked: bool,
}

/// Day and slot.
pub type Cell = (usize, usize);

/// What a cell says about the picked card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellMark {
    /// It can't go here, and why.
    Blocked(String),
    /// It fits, and at what price.
    Fits(String),
}

/// What the grid shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GridData {
    /// Columns.
    pub days: Vec<GridHead>,
    /// Rows.
    pub slots: Vec<GridHead>,
    /// Sessions.
    pub cards: Vec<GridCard>,
}

/// The grid.
#[component]
pub fn TimetableGrid(
    /// What it shows, for those who listen.
    #[prop(into)]
    caption: Signal<String>,
    /// Days, slots and cards.
    #[prop(into)]
    data: Signal<GridData>,
    /// The picked card.
    #[prop(into)]
    picked: Signal<Option<u64>>,
    /// A card was picked, or put back with none.
    #[prop(into)]
    on_pick: Callback<Option<u64>>,
    /// What cells say while a card is picked.
    #[prop(optional, into)]
    marks: Signal<BTreeMap<Cell, CellMark>>,
    /// Cards that break something where they are.
    #[prop(optional, into)]
    clashes: Signal<BTreeSet<u64>>,
    /// The picked card was put into this cell.
    #[prop(into)]
    on_place: Callback<(u64, Cell)>,
) -> impl IntoView {
    let act = Act { picked, on_pick, marks, clashes, on_place, data };
    let heads = move || {
        let head = |d: GridHead| {
            view! {
                <th scope="col" class="grid-day">
                    {d.label} {(!d.note.is_empty()).then(|| view! { <small>{d.note}</small> })}
                </th>
            }
        };
        data.get().days.into_iter().map(head).collect_view()
    };
    let lines = move || {
        let grid = data.get();
        let days = grid.days.len();
        let mut cells: BTreeMap<Cell, Vec<GridCard>> = BTreeMap::new();
        for card in grid.cards {
            cells.entry((card.day, card.slot)).or_default().push(card);
        }
        let line = |(slot, head): (usize, GridHead)| {
            let row = (0..days).map(|day| cell(act, (day, slot), cells.remove(&(day, slot)).unwrap_or_default()));
            view! {
                <tr>
                    <th scope="row" class="grid-slot">
                        {head.label} <small>{head.note}</small>
                    </th>
                    {row.collect_view()}
                </tr>
            }
        };
        grid.slots.into_iter().enumerate().map(line).collect_view()
    };
    view! {
        <div class="grid-scroll">
            <table class="grid" aria-label=move || caption.get() on:keydown=move |event| keys(&event, act)>
                <thead>
                    <tr>
                        <td class="grid-corner"></td>
                        {heads}
                    </tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Act {
    picked: Signal<Option<u64>>,
    on_pick: Callback<Option<u64>>,
    marks: Signal<BTreeMap<Cell, CellMark>>,
    clashes: Signal<BTreeSet<u64>>,
    on_place: Callback<(u64, Cell)>,
    data: Signal<GridData>,
}

impl Act {
    fn mark(&self, at: Cell) -> Option<CellMark> {
        self.marks.with(|marks| marks.get(&at).cloned())
    }

    fn place(&self, at: Cell) {
        let blocked = self.marks.with_untracked(|m| matches!(m.get(&at), Some(CellMark::Blocked(_))));
        if let Some(card) = self.picked.get_untracked().filter(|_| !blocked) {
            self.on_place.run((card, at));
        }
    }
}

fn cell(act: Act, at: Cell, cards: Vec<GridCard>) -> impl IntoView {
    let over = RwSignal::new(false);
    let mark = Memo::new(move |_| act.mark(at));
    let class = move || match mark.get() {
        Some(CellMark::Blocked(_)) => "grid-cell grid-blocked",
        Some(CellMark::Fits(_)) => "grid-cell grid-fits",
        None => "grid-cell",
    };
    let drag_over = move |event: leptos::ev::DragEvent| {
        if !matches!(mark.get_untracked(), Some(CellMark::Blocked(_))) {
            event.prevent_default();
            over.set(true);
        }
    };
    let drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        act.place(at);
    };
    let says = move || match mark.get()? {
        CellMark::Blocked(why) => Some(view! { <p class="grid-why">{why}</p> }.into_any()),
        CellMark::Fits(price) => {
            let label = act.data.with(|d| {
                let name = |heads: &[GridHead], i: usize| heads.get(i).map(|h| h.label.clone()).unwrap_or_default();
                text!(GridMoveHere, day = name(&d.days, at.0), time = name(&d.slots, at.1))
            });
            Some(
                view! {
                    <button type="button" class="grid-put" aria-label=format!("{label}. {price}") on:click=move |_| act.place(at)>
                        {price.clone()}
                    </button>
                }
                .into_any(),
            )
        }
    };
    view! {
        <td class=class class:grid-over=move || over.get() on:dragover=drag_over on:dragleave=move |_| over.set(false) on:drop=drop>
            {says}
            {cards.into_iter().map(|card| card_view(act, card)).collect_view()}
        </td>
    }
}

fn card_view(act: Act, card: GridCard) -> impl IntoView {
    let id = card.id;
    let is_picked = move || act.picked.get() == Some(id);
    let pick = move |_| {
        let next = (act.picked.get_untracked() != Some(id)).then_some(id);
        act.on_pick.run(next);
    };
    let start = move |event: leptos::ev::DragEvent| {
        if let Some(data) = event.data_transfer() {
            // Firefox starts no drag without data; the card itself is remembered as picked.
            let _ = data.set_data("text/plain", &id.to_string());
        }
        act.on_pick.run(Some(id));
    };
    let note = card.note.clone();
    let line = move || if is_picked() { text!(GridMoving) } else { note.clone() };
    view! {
        <button
            type="button"
            class=format!("card-slot colour-{}", card.colour % 8)
            class:card-picked=is_picked
            class:card-clash=move || act.clashes.with(|clashes| clashes.contains(&id))
            draggable=if card.locked { "false" } else { "true" }
            aria-pressed=move || is_picked().to_string()
            on:click=pick
            on:dragstart=start
        >
            <b>{card.title}</b>
            <span class="card-note">{line}</span>
            {card
                .locked
                .then(|| {
                    view! {
                        <span class="card-lock">
                            <Icon glyph=Glyph::Lock />
                            {t!(GridLocked)}
                        </span>
                    }
                })}
        </button>
    }
}

/// Arrows go to the next cell with something in it; Esc puts the picked card back.
fn keys(event: &leptos::ev::KeyboardEvent, act: Act) {
    if event.key() == "Escape" && act.picked.get_untracked().is_some() {
        event.prevent_default();
        act.on_pick.run(None);
        return;
    }
    let (dx, dy) = match event.key().as_str() {
        "ArrowRight" => (1, 0),
        "ArrowLeft" => (-1, 0),
        "ArrowDown" => (0, 1),
        "ArrowUp" => (0, -1),
        _ => return,
    };
    let here = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
    if let Some(next) = here.and_then(|here| neighbour(&here, dx, dy)) {
        event.prevent_default();
        let _ = next.focus();
    }
}

/// The button to go to from `here`: the next one in the same cell when going down or up, else the first one of the next
/// cell that has any.
fn neighbour(here: &web_sys::Element, dx: i32, dy: i32) -> Option<web_sys::HtmlElement> {
    let cell = here.closest("td").ok()??;
    let sibling = match dy {
        1 => here.next_element_sibling(),
        -1 => here.previous_element_sibling(),
        _ => None,
    };
    if let Some(button) = sibling.filter(|s| s.tag_name() == "BUTTON") {
        return button.dyn_into().ok();
    }
    let row = cell.parent_element()?;
    let body = row.parent_element()?;
    let index = |parent: &web_sys::Element, child: &web_sys::Element| {
        let children = parent.children();
        (0..children.length()).find(|&i| children.item(i).as_ref() == Some(child)).and_then(|i| i32::try_from(i).ok())
    };
    let (mut x, mut y) = (index(&row, &cell)?, index(&body, &row)?);
    loop {
        x += dx;
        y += dy;
        let next_row = body.children().item(u32::try_from(y).ok()?)?;
        let next = next_row.children().item(u32::try_from(x).ok()?)?;
        if let Some(button) = next.query_selector("button").ok().flatten() {
            return button.dyn_into().ok();
        }
    }
}
