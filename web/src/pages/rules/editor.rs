//! A rule as plain sentences: groups of "all", "any" or "none of", criteria with their fields, and beside each part how
//! many people stand on each side of it. Every move has a button, so that no mouse is needed.

use leptos::prelude::*;
use orken_core::rules::Verdict;

use super::draft::Draft;
use super::figures::{AllSides, Counted, look};
use super::part::{Combine, Part, PartId, What};
use super::{fields::CriterionFields, kinds};
use crate::locale::number;
use crate::route::{query, set_query};
use crate::ui::{Choice, Glyph, IconButton, Menu, MenuItem, SelectField, announce, word};
use crate::{browser, t, text};

/// What the parts of an editor share.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    pub(super) draft: RwSignal<Draft>,
    /// Sides of every part.
    pub(super) sides: Counted<AllSides>,
}

impl Editing {
    /// Looks at a part; none when it has gone, which views see for a moment while they are taken away.
    fn part<R>(self, id: PartId, look: impl FnOnce(&Part) -> R) -> Option<R> {
        self.draft.with(|draft| draft.find(id).map(look))
    }

    fn is_root(self, id: PartId) -> bool {
        self.draft.with_untracked(|draft| draft.roots().iter().any(|(_, root)| root.id == id))
    }
}

/// The editor of one rule, whose root is the group with this number.
#[component]
pub(super) fn RuleEditor(editing: Editing, root: PartId) -> impl IntoView {
    view! {
        <div class="rule">
            <Group editing id=root />
        </div>
    }
}

#[component]
fn Group(editing: Editing, id: PartId) -> impl IntoView {
    let combine = Memo::new(move |_| {
        editing.part(id, |part| match part.what {
            What::Group(combine, _) => combine.code(),
            What::One(_) => "all",
        })
    });
    let choices = || Combine::EVERY.map(|c| Choice::new(c.code(), word("rules_group", c.code()))).to_vec();
    let change = move |code: String| {
        let Some(chosen) = Combine::EVERY.into_iter().find(|c| c.code() == code) else { return };
        editing.draft.update(|draft| {
            draft.edit(id, |what| {
                if let What::Group(combine, _) = what {
                    *combine = chosen;
                }
            });
        });
    };
    let root = editing.is_root(id);
    let parts =
        move || editing.part(id, |part| part.parts().iter().map(|p| p.id).collect::<Vec<_>>()).unwrap_or_default();
    let empty = Memo::new(move |_| parts().is_empty());
    view! {
        <fieldset class="rule-group" data-part=id.to_string()>
            <legend class="visually-hidden">{move || word("rules_group", combine.get().unwrap_or("all"))}</legend>
            <div class="rule-head">
                <SelectField
                    label=t!(RulesGroup)
                    choices=Signal::derive(choices)
                    value=Signal::derive(move || combine.get().unwrap_or("all").to_owned())
                    on_change=change
                />
                <SidesButtons editing id />
                {(!root).then(|| view! { <PartButtons editing id /> })}
            </div>
            <ul class="rule-parts">
                <For each=parts key=|id| *id let(part)>
                    <li>
                        <OnePart editing id=part />
                    </li>
                </For>
            </ul>
            {move || {
                empty.get().then(|| view! { <p class="quiet rule-empty">{t!(RulesGroupEmpty)}</p> })
            }}
            <div class="buttons rule-add">
                <Menu label=t!(RulesAddCriterion) items=move || criterion_items(editing, id) />
                <Menu label=t!(RulesAddGroup) items=move || group_items(editing, id) />
            </div>
        </fieldset>
    }
    .into_any()
}

fn criterion_items(editing: Editing, group: PartId) -> Vec<MenuItem> {
    let item = |code: &'static str| {
        MenuItem::new(
            move || word("rules_kind", code),
            move || {
                let reference = editing.draft.with_untracked(|draft| draft.reference_date);
                if let Some(criterion) = kinds::new(code, reference) {
                    add(editing, group, Part::one(criterion));
                }
            },
        )
    };
    kinds::KINDS.into_iter().map(item).collect()
}

fn group_items(editing: Editing, group: PartId) -> Vec<MenuItem> {
    let item = |combine: Combine| {
        MenuItem::new(
            move || word("rules_group", combine.code()),
            move || {
                add(editing, group, Part::group(combine, Vec::new()));
            },
        )
    };
    Combine::EVERY.into_iter().map(item).collect()
}

fn add(editing: Editing, group: PartId, part: Part) {
    let id = part.id;
    editing.draft.update(|draft| draft.add(group, part));
    announce(text!(RulesAdded));
    browser::focus_soon(vec![format!("[data-part='{id}'] :is(input, select, button)")]);
}

#[component]
fn OnePart(editing: Editing, id: PartId) -> impl IntoView {
    let group = editing.draft.with_untracked(|d| d.find(id).is_some_and(|p| matches!(p.what, What::Group(..))));
    if group {
        return view! { <Group editing id /> }.into_any();
    }
    let kind = Memo::new(move |_| {
        editing.part(id, |part| match &part.what {
            What::One(criterion) => kinds::kind(criterion),
            What::Group(..) => "",
        })
    });
    let fields = move || kind.get().filter(|k| !k.is_empty()).map(|kind| view! { <CriterionFields editing id kind /> });
    let unfinished =
        move || editing.part(id, |part| matches!(&part.what, What::One(c) if kinds::is_unfinished(c))).unwrap_or(false);
    view! {
        <div class="rule-one" data-part=id.to_string() class:rule-unfinished=unfinished>
            <div class="rule-sentence">{fields}</div>
            <SidesButtons editing id />
            <PartButtons editing id />
            {move || unfinished().then(|| view! { <p class="field-error rule-fault">{t!(RulesUnfinished)}</p> })}
        </div>
    }
    .into_any()
}

/// Up, down, take away.
#[component]
fn PartButtons(editing: Editing, id: PartId) -> impl IntoView {
    let stuck = move |down| Signal::derive(move || !editing.draft.with(|draft| draft.can_step(id, down)));
    let step = move |down: bool| {
        move |()| {
            editing.draft.update(|draft| draft.step(id, down));
            announce(if down { text!(RulesMovedDown) } else { text!(RulesMovedUp) });
            // A moved element loses the focus; the button it was on may have no further use.
            let button = if down { "down" } else { "up" };
            browser::focus_soon(vec![
                format!("[data-moves='{id}'] .move-{button} button:not(:disabled)"),
                format!("[data-moves='{id}'] button:not(:disabled)"),
            ]);
        }
    };
    let remove = move |()| {
        editing.draft.update(|draft| draft.remove(id));
        announce(text!(RulesRemoved));
        browser::focus_soon(vec!["#page-title".to_owned()]);
    };
    view! {
        <span class="rule-buttons" data-moves=id.to_string()>
            <span class="move-up">
                <IconButton label=t!(RulesUp) glyph=Glyph::Up disabled=stuck(false) on_click=step(false) />
            </span>
            <span class="move-down">
                <IconButton label=t!(RulesDown) glyph=Glyph::Down disabled=stuck(true) on_click=step(true) />
            </span>
            <IconButton label=t!(RulesRemove) glyph=Glyph::Close on_click=remove />
        </span>
    }
}

/// The three figures of a part; each opens the people behind it.
#[component]
pub(super) fn SidesButtons(editing: Editing, id: PartId) -> impl IntoView {
    let open = query("people");
    let side = move |verdict: Verdict| {
        let count = Memo::new(move |_| look(editing.sides, |sides| sides.get(&id).map_or(0, |s| s.on(verdict))));
        let here = move || editing.draft.with(|d| d.address(id)).map(|address| format!("{address}.{}", verdict.code()));
        let is_open = move || open.get().is_some() && open.get() == here();
        let press = move |_| set_query("people", if is_open() { None } else { here() });
        let label = move || match verdict {
            Verdict::Yes => text!(RulesSideYes, n = count.get()),
            Verdict::No => text!(RulesSideNo, n = count.get()),
            Verdict::Unknown => text!(RulesSideUnknown, n = count.get()),
        };
        let sign = match verdict {
            Verdict::Yes => "✓",
            Verdict::No => "✕",
            Verdict::Unknown => "?",
        };
        view! {
            <button
                type="button"
                class=format!("side side-{}", verdict.code())
                class:side-none=move || count.get() == 0
                aria-label=label
                title=label
                aria-pressed=move || is_open().to_string()
                on:click=press
            >
                <span aria-hidden="true">{sign}</span>
                <span>{move || editing.sides.with(|s| s.as_ref().is_some_and(|s| s.contains_key(&id))).then(|| number(count.get()))}</span>
            </button>
        }
    };
    view! { <span class="sides">{[Verdict::Yes, Verdict::No, Verdict::Unknown].map(side).collect_view()}</span> }
}
