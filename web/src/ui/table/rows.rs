//! The rows that are in sight, with blanks of the right height above and below, and the keys that move among them.

use std::collections::BTreeSet;
use std::ops::Range;

use leptos::prelude::*;

use super::{RowId, Shared, aria_rows};
use crate::effects::clock;
use crate::effects::turn::spawn_local;
use crate::locale::text_of;
use crate::{browser, t};

/// Up to this many rows are all there; past it only those in sight are.
const VIRTUAL_FROM: usize = 200;
/// So many rows are made with the table, and the others so many at a time afterwards.
const AT_ONCE: usize = 40;
/// Rows kept ready above and below what is in sight.
const AHEAD: usize = 12;
/// None are while the table is scrolled by jumps, until it has rested so many milliseconds: most would never be seen.
const REST: u32 = 150;
/// The window moves in steps of this many rows, so that scrolling seldom makes new ones.
const STEP: usize = 6;

/// Height of a row in px; the same figures stand in `table.css`.
const ROW: f64 = 36.0;
const ROW_TOUCH: f64 = 44.0;
/// A card on a phone: its paddings, then a line for each column.
const CARD: f64 = 32.0;
const CARD_LINE: f64 = 26.0;

/// How rows are laid out now.
#[derive(Clone, Copy, PartialEq)]
struct Layout {
    cards: bool,
    touch: bool,
}

impl Layout {
    fn now() -> Self {
        Self { cards: browser::matches("(max-width: 640px)"), touch: browser::matches("(pointer: coarse)") }
    }

    #[expect(clippy::cast_precision_loss, reason = "a table has a few columns")]
    fn row_height(self, columns: usize) -> f64 {
        match self {
            Self { cards: true, .. } => CARD + CARD_LINE * columns as f64,
            Self { touch: true, .. } => ROW_TOUCH,
            Self { .. } => ROW,
        }
    }
}

/// Which of `count` rows to make, for a box `height` px high scrolled down by `top` px, with so many `ahead`; of a short table
/// the first `made`.
fn window_of(count: usize, made: usize, ahead: usize, (top, height): (f64, f64), row: f64) -> Range<usize> {
    if count <= VIRTUAL_FROM {
        return 0..count.min(made);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels of a page, checked above zero")]
    let at = |px: f64| (px.max(0.0) / row) as usize;
    let first = at(top).saturating_sub(ahead) / STEP * STEP;
    let last = (at(top + height) + ahead) / STEP * STEP + STEP;
    first.min(count)..last.min(count)
}

/// The scrolling box with the table in it.
#[component]
pub(super) fn Body(table: Shared, caption: Signal<String>, #[prop(into)] head: ViewFn) -> impl IntoView {
    let scroller = NodeRef::<leptos::html::Div>::new();
    let (top, height) = (RwSignal::new(0.0), RwSignal::new(800.0));
    let layout = RwSignal::new(Layout::now());
    let (active, ahead) = (RwSignal::new(0_usize), RwSignal::new(AHEAD));
    let measure = move || {
        if let Some(node) = scroller.try_get_untracked().flatten() {
            let (now, high) = (f64::from(node.scroll_top()), f64::from(node.client_height()));
            if (now - top.get_untracked()).abs() > high && ahead.get_untracked() > 0 {
                ahead.set(0);
                spawn_local(ahead_at_rest(top, ahead));
            }
            top.set(now);
            height.set(high);
        }
    };
    // Measured with the frame that lays it out anyway: asking at once would lay out the whole page within this task.
    Effect::new(move |_| {
        scroller.track();
        request_animation_frame(measure);
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        layout.set(Layout::now());
        measure();
    });
    on_cleanup(move || resized.remove());
    let count = Memo::new(move |_| table.rows.with(|rows| rows.len()));
    let row_height = Memo::new(move |_| layout.get().row_height(table.shown.with(Vec::len)));
    let made = RwSignal::new(AT_ONCE);
    Effect::new(move |_| {
        if made.get() < count.get().min(VIRTUAL_FROM) {
            // Not here: an effect that changes what it reads goes on at once. The table may be gone by then.
            clock::in_next_task(move || {
                let _ = made.try_update(|made| *made += AT_ONCE);
            });
        }
    });
    let window = Memo::new(move |_| {
        window_of(count.get(), made.get(), ahead.get(), (top.get(), height.get()), row_height.get())
    });
    let in_sight = move || {
        table.rows.with(|rows| {
            let range = window.get();
            range.filter_map(|i| rows.get(i).map(|&row| (i, row))).collect::<Vec<_>>()
        })
    };
    #[expect(clippy::cast_precision_loss, reason = "rows are counted in thousands")]
    let px = move |rows: usize| format!("{}px", rows as f64 * row_height.get());
    let above = move || px(window.get().start);
    let below = move || px(count.get().saturating_sub(window.get().end));
    let card_height = move || layout.get().cards.then(|| format!("{}px", row_height.get() - 8.0));
    let row = move |(index, id)| view! { <Row table index id active card_height=Signal::derive(card_height) /> };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        move_by_key(&event, table, active, row_height.get_untracked(), scroller);
    };
    view! {
        <div class="table-scroll" node_ref=scroller on:scroll=move |_| measure()>
            <table
                class="table"
                role="table"
                aria-label=move || caption.get()
                aria-rowcount=move || aria_rows(count.get())
            >
                <thead role="rowgroup">{head.run()}</thead>
                <tbody role="rowgroup" on:keydown=keys>
                    <Blank height=Signal::derive(above) />
                    <For each=in_sight key=|row| *row children=row />
                    <Blank height=Signal::derive(below) />
                </tbody>
            </table>
        </div>
    }
}

/// Has rows kept ready again once the box rests.
async fn ahead_at_rest(top: RwSignal<f64>, ahead: RwSignal<usize>) {
    let mut at = top.try_get_untracked();
    loop {
        clock::sleep(REST).await;
        // The table may be gone by then.
        let Some(now) = top.try_get_untracked() else { return };
        if at.replace(now) == Some(now) {
            return ahead.set(AHEAD);
        }
    }
}

#[component]
fn Blank(height: Signal<String>) -> impl IntoView {
    view! {
        <tr class="blank" class:blank-none=move || height.get() == "0px" aria-hidden="true">
            <td colspan="99" style:height=move || height.get()></td>
        </tr>
    }
}

#[component]
fn Row(
    table: Shared,
    index: usize,
    id: RowId,
    active: RwSignal<usize>,
    card_height: Signal<Option<String>>,
) -> impl IntoView {
    let is_open = move || table.opened.get() == Some(id);
    let cells = move || {
        let shown = table.shown.get();
        table.columns.with_value(|columns| {
            let one = |(at, column): (usize, &super::Column)| {
                let label = column.label;
                let cell = (column.cell)(id);
                view! {
                    <td
                        role=if at == 0 { "rowheader" } else { "cell" }
                        class:cell-figure=column.figure
                        data-label=move || text_of(label)
                    >
                        {cell}
                    </td>
                }
            };
            shown.iter().filter_map(|&i| columns.get(i)).enumerate().map(one).collect_view()
        })
    };
    let open = move |_| {
        active.set(index);
        if let Some(on_open) = table.on_open {
            on_open.run(id);
        }
    };
    view! {
        <tr
            role="row"
            class:row-open=is_open
            class:row-opens=table.on_open.is_some()
            aria-current=move || is_open().then_some("true")
            aria-rowindex=(index + 2).to_string()
            data-row=index.to_string()
            tabindex=move || if active.get() == index { "0" } else { "-1" }
            style:height=move || card_height.get()
            on:click=open
            on:focus=move |_| active.set(index)
        >
            {table.selected.map(|selected| tick(selected, id))}
            {cells}
        </tr>
    }
}

fn tick(selected: RwSignal<BTreeSet<RowId>>, id: RowId) -> impl IntoView {
    let flip = move |_| {
        selected.update(|set| {
            if !set.remove(&id) {
                set.insert(id);
            }
        });
    };
    view! {
        <td role="cell" class="cell-tick" on:click=|event| event.stop_propagation()>
            <input
                type="checkbox"
                tabindex="-1"
                aria-label=t!(TableSelectRow)
                prop:checked=move || selected.with(|set| set.contains(&id))
                on:change=flip
            />
        </td>
    }
}

/// Arrows, Page Up and Down, Home and End move; Enter opens; the space bar ticks.
fn move_by_key(
    event: &leptos::ev::KeyboardEvent,
    table: Shared,
    active: RwSignal<usize>,
    row_height: f64,
    scroller: NodeRef<leptos::html::Div>,
) {
    let on_row = event_target::<web_sys::Element>(event).has_attribute("data-row");
    if !on_row {
        return;
    }
    let count = table.rows.with_untracked(|rows| rows.len());
    let at = active.get_untracked();
    let row = table.rows.with_untracked(|rows| rows.get(at).copied());
    let next = match event.key().as_str() {
        "ArrowDown" => at + 1,
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => at + 10,
        "PageUp" => at.saturating_sub(10),
        "Home" => 0,
        "End" => count,
        "Enter" => {
            if let (Some(on_open), Some(row)) = (table.on_open, row) {
                event.prevent_default();
                on_open.run(row);
            }
            return;
        }
        " " => {
            if let (Some(selected), Some(row)) = (table.selected, row) {
                event.prevent_default();
                selected.update(|set| {
                    if !set.remove(&row) {
                        set.insert(row);
                    }
                });
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    let next = next.min(count.saturating_sub(1));
    active.set(next);
    bring_into_sight(next, row_height, scroller);
    browser::focus_soon(vec![format!("[data-row='{next}']")]);
}

/// Scrolls the box so that a row which may not be made yet comes into sight.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "pixels of a page")]
fn bring_into_sight(index: usize, row_height: f64, scroller: NodeRef<leptos::html::Div>) {
    let Some(node) = scroller.get_untracked() else { return };
    let (top, height) = (f64::from(node.scroll_top()), f64::from(node.client_height()));
    let start = index as f64 * row_height;
    // The head covers one row at the top.
    if start < top {
        node.set_scroll_top(start as i32);
    } else if start + 2.0 * row_height > top + height {
        node.set_scroll_top((start + 2.0 * row_height - height) as i32);
    }
}

#[cfg(test)]
mod tests {
    use super::window_of;

    #[test]
    fn only_rows_in_sight_are_made() {
        let cases = [
            (0, 0.0, 0..0),
            (200, 5_000.0, 0..200),
            (400_000, 0.0, 0..36),
            (400_000, 36.0 * 1_000.0, 984..1_032),
            (400_000, 36.0 * 399_990.0, 399_978..400_000),
        ];
        for (count, top, expected) in cases {
            assert_eq!(window_of(count, 200, super::AHEAD, (top, 700.0), 36.0), expected, "{count} rows at {top}");
        }
        assert_eq!(window_of(400_000, 200, 0, (36_000.0, 700.0), 36.0), 996..1_020, "only those in sight");
    }
}
