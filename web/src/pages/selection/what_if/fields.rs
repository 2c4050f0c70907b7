//! Places, quotas, dates and the wish to stay, as fields that begin with what is so.

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::model::Intake;
use orken_core::what_if::{Edits, Limits};

use super::trial::Trial;
use crate::pages::rules::words;
use crate::store::Slice;
use crate::ui::{DateField, NumberField};
use crate::{t, text};

/// What stands in a field: the edit, else what is recorded.
fn shown<T: PartialEq + Clone + Send + Sync + 'static>(
    trial: Trial,
    edited: impl Fn(&Edits) -> Option<T> + Send + Sync + 'static,
    recorded: impl Fn(&Intake) -> Option<T> + Send + Sync + 'static,
) -> Signal<Option<T>> {
    let intake = move || trial.store.read(Slice::Intakes, |w| w.intakes.get(trial.intake).and_then(&recorded));
    Memo::new(move |_| trial.edits.with(&edited).or_else(&intake)).into()
}

/// A figure as the fields hold it.
pub(super) fn figure(n: Option<i64>) -> Option<u32> {
    n.and_then(|n| u32::try_from(n).ok())
}

/// Keeps a figure; a field emptied on the way to another figure changes nothing yet.
pub(super) fn put(edit: &mut Option<u32>, n: Option<i64>) {
    *edit = figure(n).or(*edit);
}

/// Places, quotas and dates.
#[component]
pub(super) fn Figures(trial: Trial) -> impl IntoView {
    let count = Memo::new(move |_| {
        let counts = |i: &Intake| (i.quotas.len(), i.streams.len());
        trial.store.read(Slice::Intakes, |w| w.intakes.get(trial.intake).map_or((0, 0), counts))
    });
    let places = shown(trial, |e| e.places.map(i64::from), |i| Some(i.places.into()));
    let reference = shown(trial, |e| e.reference_date, |i| Some(i.reference_date));
    let set_reference = move |day: Option<NaiveDate>| trial.edits.update(|e| e.reference_date = day);
    view! {
        <h3>{t!(WhatIfQuotas)}</h3>
        <div class="fields-row">
            <NumberField
                label=t!(RulesPlaces)
                value=places
                on_change=move |n| trial.edits.update(|e| put(&mut e.places, n))
            />
        </div>
        {move || (0..count.get().0).map(|at| view! { <Quota trial at /> }).collect_view()}
        <h3>{t!(WhatIfDates)}</h3>
        <div class="fields-row">
            <DateField label=t!(RulesReference) value=reference on_change=set_reference />
            {move || (0..count.get().1).map(|at| view! { <FirstDay trial at /> }).collect_view()}
        </div>
    }
}

/// The limits of one quota.
#[component]
fn Quota(trial: Trial, at: usize) -> impl IntoView {
    let store = trial.store;
    let name = Memo::new(move |_| {
        store.read([Slice::Intakes, Slice::Places], |w| {
            let quota = w.intakes.get(trial.intake).and_then(|i| i.quotas.get(at));
            quota.map(|quota| words::quota(quota, w)).unwrap_or_default()
        })
    });
    let recorded = move |i: &Intake| i.quotas.get(at).map(Limits::from);
    let now = move |i: &Intake| recorded(i).unwrap_or_default();
    let limits = shown(trial, move |e| e.quotas.get(&at).copied(), recorded);
    let is_shared = Memo::new(move |_| limits.get().is_some_and(|l| l.shared_by_pupils.is_some()));
    let read =
        move |field: fn(Limits) -> Option<u32>| Signal::derive(move || limits.get().and_then(field).map(i64::from));
    let write = move |set: fn(&mut Limits, Option<u32>)| {
        move |n: Option<i64>| {
            let before = store.peek(|w| w.intakes.get(trial.intake).map(now)).unwrap_or_default();
            trial.edits.update(|e| set(e.quotas.entry(at).or_insert(before), figure(n)));
        }
    };
    view! {
        <div role="group" aria-label=move || name.get()>
            <p class="what-if-name">{move || name.get()}</p>
            <div class="fields-row">
                <NumberField label=t!(RulesAtLeast) value=read(|l| l.at_least) on_change=write(|l, n| l.at_least = n) />
                {move || {
                    if is_shared.get() {
                        let set = write(|l, n| l.shared_by_pupils = Some(n.unwrap_or(0)));
                        view! { <NumberField label=t!(RulesSharedPlaces) value=read(|l| l.shared_by_pupils) on_change=set /> }
                    } else {
                        let set = write(|l, n| l.at_most = n);
                        view! { <NumberField label=t!(RulesAtMost) value=read(|l| l.at_most) on_change=set /> }
                    }
                }}
            </div>
        </div>
    }
}

/// The first day of one stream; the others move with it.
#[component]
fn FirstDay(trial: Trial, at: usize) -> impl IntoView {
    let first = move |i: &Intake| i.streams.get(at).and_then(|s| s.days.first().copied());
    let day = shown(trial, move |e| e.streams.get(&at).copied(), first);
    let set = move |day: Option<NaiveDate>| {
        trial.edits.update(|e| {
            match day {
                Some(day) => e.streams.insert(at, day),
                None => e.streams.remove(&at),
            };
        });
    };
    view! { <DateField label=Signal::derive(move || text!(WhatIfStream, n = at + 1)) value=day on_change=set /> }
}

/// How much it is worth that people keep their venue.
#[component]
pub(super) fn Staying(trial: Trial) -> impl IntoView {
    let cost = shown(trial, |e| e.moving_cost.map(i64::from), |i| Some(i.grouping.moving_cost.into()));
    view! {
        <h3>{t!(WhatIfStaying)}</h3>
        <NumberField
            label=t!(CourseMovingCost)
            value=cost
            on_change=move |n| trial.edits.update(|e| put(&mut e.moving_cost, n))
            most=100_000
            hint=Signal::derive(t!(CourseMovingCostHint))
        />
    }
}
