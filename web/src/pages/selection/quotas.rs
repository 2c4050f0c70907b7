//! Every unit of every quota: its limits, what was reached, how many could have a place, and why it is short.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::solver::select::{Shortage, Shortfall, UnitState};
use orken_core::view::selection::Standings;

use super::facts::{Open, unit_line};
use crate::locale::Key;
use crate::pages::rules::words;
use crate::store::Slice;
use crate::ui::{Badge, Choice, Column, DataTable, Filter, Rows, SortKey, Tone};
use crate::{t, text};

/// The table, those that are short first, with the reasons above it.
#[component]
pub(super) fn QuotaList(open: Open) -> impl IntoView {
    let which = Filter::new(t!(SelectionQuota), move || quota_choices(open));
    let state = Filter::new(t!(RulesUnitState), || {
        ["short", "full", "kept"].map(|code| Choice::new(code, crate::ui::word("unit_state", code))).to_vec()
    });
    let rows = Memo::new(move |_| -> Rows {
        open.all.with(|all| {
            let admitted =
                |(_, u): &(usize, &UnitState)| which.admits(&u.unit.quota.to_string()) && state.admits(unit_state(u));
            let mut rows: Vec<(bool, usize)> =
                all.units.iter().enumerate().filter(admitted).map(|(at, u)| (missing(u) == 0, at)).collect();
            rows.sort_unstable();
            Arc::new(rows.into_iter().map(|(_, at)| at as u64).collect())
        })
    });
    let unit = move |row: u64| {
        open.store.read(Slice::Places, |w| look(open, row, |u| words::unit(&u.unit, w))).unwrap_or_default()
    };
    let quota = move |row: u64| {
        open.store
            .read([Slice::Intakes, Slice::Places], |w| {
                let at = look(open, row, |u| u.unit.quota)?;
                w.intakes.get(open.intake)?.quotas.get(at).map(|q| words::quota(q, w))
            })
            .unwrap_or_default()
    };
    let columns = vec![
        Column::text("unit", Key::RulesUnit, unit),
        Column::figure("least", Key::SelectionMinimum, move |row| look(open, row, |u| u.unit.at_least)),
        Column::figure("most", Key::SelectionMaximum, move |row| look(open, row, |u| u.unit.at_most).flatten()),
        Column::figure("reached", Key::SelectionReached, move |row| look(open, row, reached)),
        Column::view("bar", Key::SelectionFilled, move |row| bar(open, row)),
        Column::figure("eligible", Key::SelectionEligible, move |row| look(open, row, |u| u.eligible)),
        Column::view("state", Key::RulesUnitState, move |row| look(open, row, badge).into_any())
            .sorted(move |row| look(open, row, missing).map_or(SortKey::Empty, |n| SortKey::Number(n.into()))),
        Column::text("quota", Key::SelectionQuota, quota).hidden(),
    ];
    let total = move || open.all.with(|all| all.units.len());
    view! {
        <Reasons open />
        <DataTable
            name="quota-units"
            caption=t!(SelectionTabQuotas)
            columns
            rows
            all=Signal::derive(total)
            filters=vec![which, state]
        />
    }
}

fn look<R>(open: Open, row: u64, look: impl FnOnce(&UnitState) -> R) -> Option<R> {
    open.all.with(|all| usize::try_from(row).ok().and_then(|at| all.units.get(at)).map(look))
}

fn reached(state: &UnitState) -> u32 {
    u32::try_from(state.held_by.len()).unwrap_or(u32::MAX)
}

fn missing(state: &UnitState) -> u32 {
    state.unit.at_least.saturating_sub(reached(state))
}

fn unit_state(state: &UnitState) -> &'static str {
    if missing(state) > 0 {
        "short"
    } else if state.unit.at_most.is_some_and(|most| reached(state) >= most) {
        "full"
    } else {
        "kept"
    }
}

fn badge(state: &UnitState) -> AnyView {
    let most = state.unit.at_most.unwrap_or(u32::MAX);
    let (label, tone) = match unit_state(state) {
        "short" => (text!(RulesUnitShort, n = missing(state)), Tone::Warn),
        _ if reached(state) > most => (text!(UnitStateOver, n = reached(state) - most), Tone::Warn),
        code => (crate::ui::word("unit_state", code), Tone::Ok),
    };
    view! { <Badge label=label tone /> }.into_any()
}

/// What was reached against the greatest number, or against the least where there is no greatest.
fn bar(open: Open, row: u64) -> AnyView {
    let figures =
        look(open, row, |u| (reached(u), u.unit.at_most.unwrap_or(u.unit.at_least.max(u.eligible)), missing(u)));
    let Some((reached, of, missing)) = figures else { return ().into_any() };
    let short = missing > 0;
    let words = text!(SelectionReachedOf, n = reached, of = of);
    view! {
        <progress
            class="progress-bar unit-bar"
            class:unit-bar-short=short
            max=of.max(1).to_string()
            value=reached.to_string()
            aria-label=words
        ></progress>
    }
    .into_any()
}

fn quota_choices(open: Open) -> Vec<Choice> {
    open.store.read([Slice::Intakes, Slice::Places], |w| {
        let Some(intake) = w.intakes.get(open.intake) else { return Vec::new() };
        let choice = |(at, quota)| Choice::new(usize::to_string(&at), words::quota(quota, w));
        intake.quotas.iter().enumerate().map(choice).collect()
    })
}

/// Which minimums are missed, by how much, and why.
#[component]
fn Reasons(open: Open) -> impl IntoView {
    let lines = move || {
        open.store.read(Slice::Places, |w| {
            open.all.with(|all| all.shortfalls.iter().map(|s| reason(all, s, w)).collect::<Vec<_>>())
        })
    };
    move || {
        let lines = lines();
        (!lines.is_empty()).then(|| {
            let item = |line: String| view! { <li>{line}</li> };
            let (count, few) = (lines.len(), lines.len() <= 3);
            view! {
                <details class="shortfalls" open=few>
                    <summary>{text!(SelectionShortWhy, n = count)}</summary>
                    <ul>{lines.into_iter().map(item).collect_view()}</ul>
                </details>
            }
        })
    }
}

fn reason(all: &Standings, short: &Shortfall, w: &orken_core::workspace::Workspace) -> String {
    let unit = all.units.get(short.unit).map(|u| words::unit(&u.unit, w)).unwrap_or_default();
    let by = short.at_least.saturating_sub(short.reached);
    let why = match &short.why {
        Shortage::TooFewEligible { eligible } => text!(ShortTooFew, n = *eligible, least = short.at_least),
        Shortage::HeldBack { eligible_left, full, no_places_left, .. } => {
            let mut walls: Vec<String> = full.iter().map(|&at| unit_line(all, at, w)).collect();
            if *no_places_left {
                walls.push(text!(ShortPlaces, n = all.places));
            }
            if walls.is_empty() {
                text!(ShortFree, n = *eligible_left)
            } else {
                text!(ShortHeld, n = *eligible_left, walls = crate::text::listed(walls))
            }
        }
    };
    text!(ShortLine, unit = unit, n = by, why = why)
}
