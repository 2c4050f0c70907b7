//! The declared order: steps that come one after another, then the draw.

use leptos::prelude::*;

use super::draft::{Draft, Preference, StepDraft, shift};
use super::editor::{Editing, RuleEditor};
use super::part::{Combine, Part, PartId};
use crate::ui::{Glyph, IconButton, Menu, MenuItem, NumberField, announce, word};
use crate::{t, text};

const KINDS: [&str; 4] = ["prefer", "earlier_last_course", "longer_experience", "shorter_experience"];

/// The list of steps with the seed of the draw at its end.
#[component]
pub(super) fn Order(editing: Editing) -> impl IntoView {
    let draft = editing.draft;
    let ids = move || draft.with(|d| d.steps.iter().map(|s| s.id).collect::<Vec<_>>());
    let items = move || {
        let item = |code: &'static str| MenuItem::new(move || word("rules_prefer", code), move || add(draft, code));
        KINDS.into_iter().map(item).collect::<Vec<_>>()
    };
    let seed = move || draft.with(|d| i64::try_from(d.seed).unwrap_or(i64::MAX));
    let set_seed = move |n: Option<i64>| {
        if let Some(n) = n.and_then(|n| u64::try_from(n).ok()) {
            draft.update(|d| d.seed = n);
        }
    };
    view! {
        <ol class="order">
            <For each=ids key=|id| *id let(id)>
                <li>
                    <OneStep editing id />
                </li>
            </For>
            <li class="order-draw">
                <span class="rule-words">{t!(RulesDraw)}</span>
                <NumberField
                    label=t!(RulesSeed)
                    value=Signal::derive(move || Some(seed()))
                    on_change=set_seed
                    most=9_007_199_254_740_991
                />
                <span class="quiet">{t!(RulesDrawNote)}</span>
            </li>
        </ol>
        <Menu label=t!(RulesAddStep) items=Signal::derive(items) />
    }
}

fn add(draft: RwSignal<Draft>, code: &str) {
    let what = match code {
        "earlier_last_course" => Preference::EarlierLastCourse,
        "longer_experience" => Preference::LongerExperience,
        "shorter_experience" => Preference::ShorterExperience,
        _ => Preference::Prefer(Part::group(Combine::All, Vec::new())),
    };
    draft.update(|d| d.steps.push(StepDraft::new(what)));
    announce(text!(RulesAdded));
}

fn position(draft: &Draft, id: PartId) -> Option<usize> {
    draft.steps.iter().position(|s| s.id == id)
}

#[component]
fn OneStep(editing: Editing, id: PartId) -> impl IntoView {
    let draft = editing.draft;
    let what = Memo::new(move |_| {
        draft.with(|d| {
            d.steps.iter().find(|s| s.id == id).map(|step| match &step.what {
                Preference::Prefer(part) => ("prefer", Some(part.id)),
                Preference::EarlierLastCourse => ("earlier_last_course", None),
                Preference::LongerExperience => ("longer_experience", None),
                Preference::ShorterExperience => ("shorter_experience", None),
            })
        })
    });
    let words = move || what.get().map(|(code, _)| word("rules_prefer", code));
    let rule = Memo::new(move |_| what.get().and_then(|(_, rule)| rule));
    let step = move |down: bool| {
        move |()| {
            draft.update(|d| {
                if let Some(at) = position(d, id) {
                    shift(&mut d.steps, at, down);
                }
            });
            announce(if down { text!(RulesMovedDown) } else { text!(RulesMovedUp) });
        }
    };
    let stuck = move |down: bool| {
        Signal::derive(move || {
            draft.with(|d| position(d, id).is_none_or(|at| if down { at + 1 == d.steps.len() } else { at == 0 }))
        })
    };
    let remove = move |()| draft.update(|d| d.steps.retain(|s| s.id != id));
    view! {
        <div class="order-step">
            <div class="order-head">
                <span class="rule-words">{words}</span>
                <span class="rule-buttons">
                    <IconButton label=t!(RulesUp) glyph=Glyph::Up disabled=stuck(false) on_click=step(false) />
                    <IconButton label=t!(RulesDown) glyph=Glyph::Down disabled=stuck(true) on_click=step(true) />
                    <IconButton label=t!(RulesRemoveStep) glyph=Glyph::Close on_click=remove />
                </span>
            </div>
            {move || rule.get().map(|root| view! { <RuleEditor editing root /> })}
        </div>
    }
}
