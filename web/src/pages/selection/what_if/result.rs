//! What the edits come to: a sentence, figures before and after, and everyone whom it touches.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::VenueId;
use orken_core::what_if::{Figures, Moved, UnitChange};

use super::trial::{State, Told, Trial};
use crate::locale::number;
use crate::pages::groups::gap_words;
use crate::pages::rules::words::unit;
use crate::pages::selection::facts::Open;
use crate::pages::selection::preview::{People, optimality};
use crate::ui::{Progress, Tone};
use crate::{t, text};

/// So many lines of a list are shown; how many more there are stands under them.
const LINES: usize = 100;

/// The state of the trial, and what it told.
#[component]
pub(super) fn WhatComes(open: Open, trial: Trial) -> impl IntoView {
    let said = move || match trial.state.get() {
        State::Idle => text!(WhatIfIdle),
        // The bar under it says so.
        State::Working => String::new(),
        State::Refused(finding) => trial.store.peek(|w| crate::text::finding(&finding, w)),
        State::Told(told) => sentence(&told),
    };
    let tone = move || match trial.state.with(|state| matches!(state, State::Refused(_))) {
        true => Tone::Bad.class(),
        false => Tone::Neutral.class(),
    };
    let drift = move || match trial.drift.get() {
        0 => None,
        n => Some(view! { <p class="quiet">{text!(WhatIfDrift, n = n)}</p> }),
    };
    let working = Memo::new(move |_| trial.state.with(|state| matches!(state, State::Working)));
    let progress = move || {
        let stop = Callback::new(move |()| trial.stop());
        working.get().then(|| view! { <Progress label=t!(WhatIfWorking) on_stop=stop /> })
    };
    let told = move || match trial.state.get() {
        State::Told(told) => Some(view! { <Details open told /> }),
        _ => None,
    };
    view! {
        <p class=move || format!("what-if-said {}", tone()) role="status" data-testid="what-if-said">
            <b>{said}</b>
        </p>
        {progress}
        {told}
        {drift}
    }
}

fn sentence(told: &Told) -> String {
    let what_if = &told.what_if;
    if what_if.is_nothing() {
        return text!(WhatIfSame);
    }
    let (more, less, moved) = (what_if.coming.len(), what_if.going.len(), what_if.moved.len());
    text!(WhatIfSentence, more = more, less = less, moved = moved)
}

#[component]
fn Details(open: Open, told: Arc<Told>) -> impl IntoView {
    let what_if = &told.what_if;
    let (coming, going) = (what_if.coming.clone(), what_if.going.clone());
    let lines = |findings: &[orken_core::finding::Finding]| {
        open.store.peek(|w| findings.iter().map(|f| crate::text::finding(f, w)).collect::<Vec<_>>())
    };
    let findings = lines(&what_if.findings);
    let units = what_if.units.iter().map(|u| unit_words(open, u)).collect();
    let moved = what_if.moved.iter().map(|m| moved_words(open, &told, m)).collect();
    let after = what_if.after;
    view! {
        <Table before=what_if.before after />
        <p class="quiet">
            {text!(WhatIfSelectionGap, words = optimality(after.selection_gap))} " "
            {text!(WhatIfGroupsGap, words = gap_words(after.placement_gap))}
            {(!told.complete).then(|| format!(" {}", text!(SolvingStopped)))}
        </p>
        {(after.cost.moving > 0)
            .then(|| view! { <p class="quiet">{text!(GroupsMoving, n = after.cost.moving)}</p> })}
        <div class="preview-lists">
            <People open title=text!(PreviewIn, n = coming.len()) people=coming />
            <People open title=text!(PreviewOut, n = going.len()) people=going />
            <Lines title=text!(WhatIfUnits, n = what_if.units.len()) lines=units />
            <Lines title=text!(WhatIfMoved, n = what_if.moved.len()) lines=moved />
        </div>
        <ul class="preview-findings">
            {findings.into_iter().take(LINES).map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
    }
}

#[component]
fn Lines(title: String, lines: Vec<String>) -> impl IntoView {
    let more = lines.len().saturating_sub(LINES);
    (!lines.is_empty()).then(|| {
        view! {
            <div>
                <h3>{title}</h3>
                <ul class="preview-people" tabindex="0">
                    {lines.into_iter().take(LINES).map(|line| view! { <li>{line}</li> }).collect_view()}
                    {(more > 0).then(|| view! { <li class="quiet">{text!(WhatIfMore, n = more)}</li> })}
                </ul>
            </div>
        }
    })
}

/// `Mathematics: short by 2, then 0`.
fn unit_words(open: Open, change: &UnitChange) -> String {
    let name = open.store.peek(|w| unit(&change.unit, w));
    text!(WhatIfUnit, unit = name, before = change.before, after = change.after)
}

/// `Name: from one venue to another`.
fn moved_words(open: Open, told: &Told, moved: &Moved) -> String {
    let venue = |id: Option<VenueId>| match id {
        None => text!(WhatIfNoGroup),
        Some(id) => told.venues.iter().find(|(v, _)| *v == id).map(|(_, name)| name.clone()).unwrap_or_default(),
    };
    text!(WhatIfMove, name = open.name_now(moved.person.0), from = venue(moved.from), to = venue(moved.to))
}

#[component]
fn Table(before: Figures, after: Figures) -> impl IntoView {
    let signed = |n: i64| u64::try_from(n).unwrap_or(0);
    let figures = move |f: Figures| {
        [
            u64::from(f.selected),
            f.short_units.into(),
            f.short_people.into(),
            f.groups.into(),
            f.placed.into(),
            signed(f.cost.km),
            signed(f.cost.total()),
        ]
    };
    let names = || {
        [
            text!(EnrolmentSelected),
            text!(WhatIfShort),
            text!(WhatIfMissing),
            text!(StepGroups),
            text!(GroupsTabPeople),
            text!(WhatIfKm),
            text!(WhatIfCost),
        ]
    };
    let row = |((name, before), after): ((String, u64), u64)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="cell-figure">{number(before)}</td>
                <td class="cell-figure">{if after == before { number(after).into_any() } else { view! { <b>{number(after)}</b> }.into_any() }}</td>
            </tr>
        }
    };
    let rows = names().into_iter().zip(figures(before)).zip(figures(after)).map(row).collect_view();
    view! {
        <table class="small-table what-if-figures">
            <caption class="visually-hidden">{t!(WhatIfTitle)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(WhatIfFigure)}</th>
                    <th scope="col" class="cell-figure">
                        {t!(WhatIfNow)}
                    </th>
                    <th scope="col" class="cell-figure">
                        {t!(WhatIfThen)}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
