//! The import of lists: files in, a plan of every row, fixes in place, agreement.

mod aside;
mod columns;
mod fixes;
mod flow;
mod list;
mod row_panel;
mod state;
mod words;

use leptos::prelude::*;
use orken_core::finding::Finding;
use orken_core::model::IntakeId;

use super::{Desk, LISTS};
use crate::route::{Route, go, query, route, set_query};
use crate::store::Slice;
use crate::text as sentences;
use crate::ui::{Button, ButtonKind, FileDrop, PageHead, Progress, TextField, Tone, Verdict};
use crate::{t, text};
use state::{Import, Lists, counts, put_in, to_put_in, waiting};

pub(super) use aside::recall;
pub(super) use flow::take_files;

/// Rows that still need a fix; tracked.
pub(super) fn rows_waiting(intake: IntakeId) -> usize {
    Import::of(intake).lists.with(|l| waiting(&l.lists))
}

/// The screen.
#[component]
pub(super) fn ImportScreen(desk: Desk) -> impl IntoView {
    crate::worker::client::warm();
    let import = Import::of(desk.intake);
    let lists = RwSignal::from(import.lists);
    let job = RwSignal::from(import.job);
    // What is recorded meanwhile, here or in another tab, changes what rows repeat.
    Effect::new(move |_| {
        desk.store.read([Slice::Places, Slice::People, Slice::Enrolments], |_| ());
        if lists.with_untracked(|l| !l.lists.is_empty()) {
            flow::judge_again(desk);
        }
    });
    Effect::new(move |_| {
        let files = crate::dropped::take(crate::dropped::Kind::Lists);
        if !files.is_empty() {
            flow::take_files(desk, files);
        }
    });
    let open = query("list");
    let count = Memo::new(move |_| lists.with(|l| l.lists.len()));
    let at = Memo::new(move |_| {
        let wanted = open.get().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
        wanted.min(count.get().saturating_sub(1))
    });
    let busy = Memo::new(move |_| job.get().is_some());
    let body = move || match count.get() {
        0 => ().into_any(),
        _ => view! { <Files lists at /> {move || view! { <list::List desk lists at=at.get() /> }} }.into_any(),
    };
    view! {
        <PageHead sentence=move || move || head_sentence(lists) actions=move || view! { <Actions desk lists busy /> } />
        <div class="import-busy">
            {move || {
                busy.get()
                    .then(|| view! { <Progress label=t!(ImportReading) on_stop=move |()| flow::stop(desk) /> })
            }}
        </div>
        <Refused desk lists />
        {body}
        <WaysIn desk lists />
    }
}

fn head_sentence(lists: RwSignal<Lists>) -> String {
    lists.with(|l| {
        let ((people, schools), left, done) = (to_put_in(&l.lists), waiting(&l.lists), put_in(&l.lists));
        match (l.lists.is_empty(), people + schools) {
            (true, _) => text!(ImportEmpty),
            (false, 0) if done > 0 && left > 0 => text!(ImportLeft, done = done, n = left),
            (false, 0) => text!(ImportNothing, n = left),
            _ if left > 0 => text!(ImportReadyLeft, people = people, schools = schools, n = left),
            _ => text!(ImportReady, people = people, schools = schools),
        }
    })
}

/// Back to the lists, and agreement.
#[component]
fn Actions(desk: Desk, lists: RwSignal<Lists>, busy: Memo<bool>) -> impl IntoView {
    let what = Memo::new(move |_| lists.with(|l| (to_put_in(&l.lists), l.known)));
    let label = move || match what.get() {
        ((0, 0), known) if known > 0 => text!(ImportAgreeKnown, n = known),
        ((0, schools), _) => text!(ImportAgreeSchools, n = schools),
        ((people, 0), _) => text!(ImportAgreePeople, n = people),
        ((people, schools), _) => text!(ImportAgreeBoth, people = people, schools = schools),
    };
    let back = || go(Route::from(route().page));
    let agree = move |()| {
        flow::agree(desk, move || {
            if lists.try_with_untracked(|l| waiting(&l.lists)) == Some(0) {
                back();
            }
        });
    };
    let some = Memo::new(move |_| what.get() != ((0, 0), 0));
    view! {
        <Button label=t!(ImportBack) on_click=move |()| back() />
        {move || {
            some.get()
                .then(|| {
                    view! {
                        <Button
                            label=Signal::derive(label)
                            kind=ButtonKind::Primary
                            disabled=busy
                            on_click=agree
                        />
                    }
                })
        }}
    }
}

/// Files that could not be read, each with its reason.
#[component]
fn Refused(desk: Desk, lists: RwSignal<Lists>) -> impl IntoView {
    let line = move |finding: Finding| {
        let words = desk.store.peek(|w| sentences::finding(&finding, w));
        view! { <Verdict label=words tone=Tone::Bad /> }
    };
    view! {
        <div class="import-refused" role="alert">
            {move || lists.with(|l| l.refused.clone()).into_iter().map(line).collect_view()}
        </div>
    }
}

/// One button for each list, when there are several.
#[component]
fn Files(lists: RwSignal<Lists>, at: Memo<usize>) -> impl IntoView {
    let names = Memo::new(move |_| {
        lists.with(|l| {
            let name = |list: &crate::worker::tasks::Listed| {
                let sheet = if list.plan.sheet.is_empty() { String::new() } else { format!(" · {}", list.plan.sheet) };
                (format!("{}{sheet}", list.plan.file), counts(list).needs_fix)
            };
            l.lists.iter().map(name).collect::<Vec<_>>()
        })
    });
    let one = move |(index, (name, left)): (usize, (String, usize))| {
        let open = move |_| {
            set_query("row", None::<u32>);
            set_query("rows", None::<u32>);
            set_query("list", Some(index));
        };
        view! {
            <button
                type="button"
                class="chip chip-button"
                class:chip-on=move || at.get() == index
                aria-pressed=move || (at.get() == index).to_string()
                on:click=open
            >
                {name}
                {(left > 0).then(|| view! { <b>{text!(ImportToFix, n = left)}</b> })}
            </button>
        }
    };
    move || {
        let names = names.get();
        (names.len() > 1).then(|| {
            view! {
                <div class="chips import-files" role="group" aria-label=t!(ImportLists)>
                    {names.into_iter().enumerate().map(one).collect_view()}
                </div>
            }
        })
    }
}

/// Dropping, choosing, pasting.
#[component]
fn WaysIn(desk: Desk, lists: RwSignal<Lists>) -> impl IntoView {
    let pasted = RwSignal::new(String::new());
    let read = move |()| {
        let cells = pasted.get_untracked();
        if !cells.trim().is_empty() {
            flow::take_text(desk, cells);
            pasted.set(String::new());
        }
    };
    let label = move || {
        if lists.with(|l| l.lists.is_empty()) { text!(PeopleEmptyDrop) } else { text!(ImportMore) }
    };
    view! {
        <section class="import-in" aria-label=t!(ImportMore)>
            <FileDrop
                label=Signal::derive(label)
                accept=LISTS
                multiple=true
                on_files=move |files| take_files(desk, files)
            />
            <details>
                <summary>{t!(ImportPaste)}</summary>
                <div class="import-paste">
                    <TextField
                        label=t!(ImportPasteLabel)
                        value=pasted
                        hint=Signal::derive(t!(ImportPasteHint))
                        lines=5
                    />
                    <Button
                        label=t!(ImportPasteRead)
                        disabled=Signal::derive(move || pasted.with(|p| p.trim().is_empty()))
                        on_click=read
                    />
                </div>
            </details>
            <p class="quiet">{t!(ImportKept)}</p>
        </section>
    }
}
