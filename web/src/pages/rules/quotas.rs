//! Quotas as sentences: which units, how many of whom, and under each whether the units have people enough.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::Dimension;
use orken_core::solver::select::UnitCount;

use super::draft::{Draft, QuotaDraft, shift};
use super::editor::{Editing, RuleEditor};
use super::figures::{Counted, QuotaFigures, look as look_at};
use super::part::{Combine, Part, PartId};
use super::words::{DIMENSIONS, dimensions, unit, unit_limits};
use crate::locale::Key;
use crate::route::{query, set_query};
use crate::store::{Slice, Store};
use crate::ui::{
    Badge, Button, ButtonKind, CheckboxField, Choice, Column, DataTable, Glyph, IconButton, MultiSelect, NumberField,
    Panel, SelectField, SortKey, Tone, word,
};
use crate::{browser, t, text};

/// Figures of all units, shared by the sentences and the panel.
pub(super) type Figures = Counted<QuotaFigures>;

/// The list of quotas.
#[component]
pub(super) fn Quotas(editing: Editing, figures: Figures) -> impl IntoView {
    let draft = editing.draft;
    let ids = move || draft.with(|d| d.quotas.iter().map(|q| q.id).collect::<Vec<_>>());
    let add = move |()| {
        let quota = QuotaDraft::new(vec![Dimension::Region]);
        let id = quota.id;
        draft.update(|d| d.quotas.push(quota));
        browser::focus_soon(vec![format!("[data-quota='{id}'] button")]);
    };
    view! {
        <ol class="quotas">
            <For each=ids key=|id| *id let(id)>
                <li>
                    <OneQuota editing figures id />
                </li>
            </For>
        </ol>
        {move || ids().is_empty().then(|| view! { <p class="quiet">{t!(RulesNoQuotas)}</p> })}
        <Button label=t!(RulesAddQuota) glyph=Glyph::Plus on_click=add />
    }
}

fn position(draft: &Draft, id: PartId) -> Option<usize> {
    draft.quotas.iter().position(|q| q.id == id)
}

fn change(draft: RwSignal<Draft>, id: PartId, change: impl FnOnce(&mut QuotaDraft)) {
    draft.update(|d| {
        if let Some(quota) = d.quotas.iter_mut().find(|q| q.id == id) {
            change(quota);
        }
    });
}

#[component]
fn OneQuota(editing: Editing, figures: Figures, id: PartId) -> impl IntoView {
    let draft = editing.draft;
    let quota = Memo::new(move |_| draft.with(|d| d.quotas.iter().find(|q| q.id == id).cloned()));
    let only = Memo::new(move |_| quota.with(|q| q.as_ref().and_then(|q| q.only.as_ref()).map(|part| part.id)));
    let tick = move |ticked: bool| {
        let part = ticked.then(|| Part::group(Combine::All, Vec::new()));
        change(draft, id, |quota| quota.only = part);
    };
    let crossed = move || quota.with(|q| q.as_ref().is_some_and(QuotaDraft::crossed));
    view! {
        <div class="quota" data-quota=id.to_string() role="group" aria-label=move || {
            quota.with(|q| q.as_ref().map(|q| dimensions(&q.by)).unwrap_or_default())
        }>
            <div class="quota-sentence">
                <Units draft id />
                <Limits draft id quota />
                <QuotaButtons draft id />
            </div>
            {move || crossed().then(|| view! { <p class="field-error">{t!(FindingLimitsCrossed)}</p> })}
            <CheckboxField label=t!(RulesQuotaOnly) value=Signal::derive(move || only.get().is_some()) on_change=tick />
            {move || only.get().map(|root| view! { <RuleEditor editing root /> })}
            <UnitLine draft figures id />
        </div>
    }
}

#[component]
fn Units(draft: RwSignal<Draft>, id: PartId) -> impl IntoView {
    let by = draft.with_untracked(|d| d.quotas.iter().find(|q| q.id == id).map(|q| q.by.clone()).unwrap_or_default());
    let named = by.iter().map(|d| super::words::dimension_code(*d).to_owned()).collect::<BTreeSet<_>>();
    let chosen = RwSignal::new(named);
    Effect::new(move |_| {
        let now = chosen.get();
        change(draft, id, |quota| {
            quota.by.retain(|d| now.contains(super::words::dimension_code(*d)));
            let fresh = DIMENSIONS.iter().filter(|(d, code)| now.contains(*code) && !quota.by.contains(d));
            let fresh: Vec<Dimension> = fresh.map(|(d, _)| *d).collect();
            quota.by.extend(fresh);
        });
    });
    let choices = || DIMENSIONS.iter().map(|(_, code)| Choice::new(*code, word("dimension", code))).collect::<Vec<_>>();
    view! { <MultiSelect label=t!(RulesQuotaBy) choices=Signal::derive(choices) chosen /> }
}

/// At least and at most, exactly, or shared out by pupils.
#[component]
fn Limits(draft: RwSignal<Draft>, id: PartId, quota: Memo<Option<QuotaDraft>>) -> impl IntoView {
    let first = quota.get_untracked();
    let mode = RwSignal::new(match &first {
        Some(q) if q.shared.is_some() => "shared",
        Some(q) if q.at_least.is_some() && q.at_least == q.at_most => "exactly",
        _ => "between",
    });
    let modes = || ["between", "exactly", "shared"].map(|m| Choice::new(m, word("rules_quota", m))).to_vec();
    let choose = move |code: String| {
        mode.set(match code.as_str() {
            "shared" => "shared",
            "exactly" => "exactly",
            _ => "between",
        });
        change(draft, id, |q| match code.as_str() {
            "shared" => q.shared = q.shared.or(Some(d_places(draft))),
            "exactly" => (q.shared, q.at_most) = (None, q.at_least.or(q.at_most)),
            _ => q.shared = None,
        });
        if code == "exactly" {
            change(draft, id, |q| q.at_least = q.at_most);
        }
    };
    let read = move |field: fn(&QuotaDraft) -> Option<u32>| {
        Signal::derive(move || quota.with(|q| q.as_ref().and_then(field).map(i64::from)))
    };
    let write = move |set: fn(&mut QuotaDraft, Option<u32>)| {
        move |n: Option<i64>| change(draft, id, |q| set(q, n.and_then(|n| u32::try_from(n).ok())))
    };
    let fields = move || match mode.get() {
        "exactly" => {
            let put = write(|q, n| (q.at_least, q.at_most) = (n, n));
            view! { <NumberField label=t!(RulesExactly) value=read(|q| q.at_least) on_change=put /> }.into_any()
        }
        "shared" => {
            let put = write(|q, n| q.shared = n.or(Some(0)));
            view! {
                <NumberField label=t!(RulesSharedPlaces) value=read(|q| q.shared) on_change=put />
                <NumberField label=t!(RulesAtLeast) value=read(|q| q.at_least) on_change=write(|q, n| q.at_least = n) />
            }
            .into_any()
        }
        _ => view! {
            <NumberField label=t!(RulesAtLeast) value=read(|q| q.at_least) on_change=write(|q, n| q.at_least = n) />
            <NumberField label=t!(RulesAtMost) value=read(|q| q.at_most) on_change=write(|q, n| q.at_most = n) />
        }
        .into_any(),
    };
    view! {
        <SelectField
            label=t!(RulesQuotaHow)
            choices=Signal::derive(modes)
            value=Signal::derive(move || mode.get().to_owned())
            on_change=choose
        />
        {fields}
    }
}

fn d_places(draft: RwSignal<Draft>) -> u32 {
    draft.with_untracked(|d| d.places)
}

#[component]
fn QuotaButtons(draft: RwSignal<Draft>, id: PartId) -> impl IntoView {
    let step = move |down: bool| {
        move |()| {
            draft.update(|d| {
                if let Some(at) = position(d, id) {
                    shift(&mut d.quotas, at, down);
                }
            });
        }
    };
    let stuck = move |down: bool| {
        Signal::derive(move || {
            draft.with(|d| position(d, id).is_none_or(|at| if down { at + 1 == d.quotas.len() } else { at == 0 }))
        })
    };
    let remove = move |()| draft.update(|d| d.quotas.retain(|q| q.id != id));
    view! {
        <span class="rule-buttons">
            <IconButton label=t!(RulesUp) glyph=Glyph::Up disabled=stuck(false) on_click=step(false) />
            <IconButton label=t!(RulesDown) glyph=Glyph::Down disabled=stuck(true) on_click=step(true) />
            <IconButton label=t!(RulesRemoveQuota) glyph=Glyph::Close on_click=remove />
        </span>
    }
}

/// How many units a quota has and how many of them can't reach their minimum.
#[component]
fn UnitLine(draft: RwSignal<Draft>, figures: Figures, id: PartId) -> impl IntoView {
    let open = query("quota");
    let at = Memo::new(move |_| draft.with(|d| position(d, id)).unwrap_or(usize::MAX));
    let seen = Memo::new(move |_| {
        let at = at.get();
        look_at(figures, |figures| {
            let mine: Vec<&UnitCount> = figures.units.iter().filter(|u| u.unit.quota == at).collect();
            let short: Vec<u32> = mine.iter().map(|u| u.missing()).filter(|n| *n > 0).collect();
            let least: u32 = mine.iter().map(|u| u.unit.at_least).sum();
            (mine.len(), short.len(), short.iter().sum::<u32>(), least)
        })
    });
    let verdict = move || {
        let (count, short, places, least) = seen.get();
        if figures.with(Option::is_none) {
            ().into_any()
        } else if count == 0 {
            view! { <Badge label=t!(RulesUnitsNone) tone=Tone::Warn /> }.into_any()
        } else if short > 0 {
            view! { <Badge label=t!(RulesUnitsShort, n = short, places = places) tone=Tone::Warn /> }.into_any()
        } else if least > draft.with(|d| d.places) {
            view! { <Badge label=t!(RulesUnitsBeyond, n = least, places = draft.with(|d| d.places)) tone=Tone::Bad /> }
                .into_any()
        } else {
            view! { <Badge label=t!(RulesUnitsFine) tone=Tone::Ok /> }.into_any()
        }
    };
    let is_open = move || open.get() == Some(at.get().to_string());
    let press = move |()| {
        let next = if is_open() { None } else { Some(at.get_untracked()) };
        set_query("people", None::<u8>);
        set_query("quota", next);
    };
    view! {
        <p class="quota-units">
            <span class="quiet">{move || text!(RulesUnits, n = seen.get().0)}</span>
            {verdict}
            <Button label=t!(RulesShowUnits) kind=ButtonKind::Quiet on_click=press />
        </p>
    }
}

/// The units of a quota in the panel: limits, people put forward, eligible.
#[component]
pub(super) fn UnitPanel(draft: RwSignal<Draft>, figures: Figures, quota: usize) -> impl IntoView {
    let store = Store::expect();
    let rows = Memo::new(move |_| {
        look_at(figures, |figures| {
            let mine = figures.units.iter().enumerate().filter(|(_, u)| u.unit.quota == quota);
            let mut rows: Vec<(u32, u64)> = mine.map(|(at, u)| (u32::MAX - u.missing(), at as u64)).collect();
            // Those that can't be kept come first.
            rows.sort_unstable();
            Arc::new(rows.into_iter().map(|(_, at)| at).collect::<Vec<_>>())
        })
    });
    let look = move |row: u64, look: fn(&UnitCount) -> u32| {
        look_at(figures, |figures| usize::try_from(row).ok().and_then(|at| figures.units.get(at)).map(look))
    };
    let words = move |row: u64, words: &dyn Fn(&UnitCount) -> String| {
        look_at(figures, |figures| usize::try_from(row).ok().and_then(|at| figures.units.get(at)).map(words))
            .unwrap_or_default()
    };
    let name = move |row| store.read([Slice::Places], |workspace| words(row, &|u| unit(&u.unit, workspace)));
    let state = move |row: u64| {
        let missing = look(row, UnitCount::missing).unwrap_or(0);
        let (label, tone) = match missing {
            0 => (text!(RulesUnitFine), Tone::Ok),
            n => (text!(RulesUnitShort, n = n), Tone::Warn),
        };
        view! { <Badge label=label tone /> }.into_any()
    };
    let missing = move |row: u64| look(row, UnitCount::missing).map_or(SortKey::Empty, |n| SortKey::Number(n.into()));
    let columns = vec![
        Column::text("unit", Key::RulesUnit, name),
        Column::text("limits", Key::RulesUnitLimits, move |row| words(row, &|u| unit_limits(&u.unit))),
        Column::figure("nominated", Key::EnrolmentNominated, move |row| look(row, |u| u.nominated)),
        Column::figure("eligible", Key::SelectionEligible, move |row| look(row, |u| u.eligible)),
        Column::view("state", Key::RulesUnitState, state).sorted(missing),
    ];
    let title =
        move || draft.with(|d| d.quotas.get(quota).map(|q| dimensions(&q.by))).unwrap_or_else(|| text!(QuotaEveryone));
    view! {
        <Panel title=Signal::derive(title) subtitle=t!(RulesUnitsNote) on_close=move |()| set_query("quota", None::<u8>)>
            <DataTable name="rule-units" caption=t!(RulesShowUnits) columns rows />
        </Panel>
    }
}
