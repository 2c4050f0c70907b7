//! An exported file in place of what is here: read and judged first, opened only when someone says so.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::exchange::Document;
use orken_core::finding::{Code, Finding};

use super::{Desk, Part, moment};
use crate::dropped;
use crate::effects::files;
use crate::effects::turn::spawn_local;
use crate::locale::number;
use crate::route::{Page, go};
use crate::text as words;
use crate::ui::{Button, ButtonKind, Fact, Facts, FileDrop, Progress, Tone, Verdict, announce, toast, toast_with};
use crate::worker::run;
use crate::worker::tasks::ReadDocument;
use crate::{t, text};

/// How far a file has come.
#[derive(Clone)]
enum Opening {
    /// There is none.
    Idle,
    /// The file of this name is being read.
    Reading(String),
    /// It can't be opened.
    Refused(String, Finding),
    /// It can.
    Ready(String, Arc<Document>),
}

/// Takes a file and says what is in it.
#[component]
pub(super) fn Open(desk: Desk) -> impl IntoView {
    let state = RwSignal::new(Opening::Idle);
    let on_files = move |files: Vec<web_sys::File>| {
        if let Some(file) = files.into_iter().next() {
            read(desk, state, file);
        }
    };
    Effect::new(move |_| {
        if let Some(file) = dropped::take(dropped::Kind::Workspace).into_iter().next() {
            read(desk, state, file);
        }
    });
    let shown = move || match state.get() {
        Opening::Idle => ().into_any(),
        Opening::Reading(file) => view! { <Progress label=text!(DataReading, file = file) /> }.into_any(),
        Opening::Refused(file, finding) => view! { <Refused desk file finding /> }.into_any(),
        Opening::Ready(file, document) => view! { <Found desk state file document /> }.into_any(),
    };
    view! {
        <Part title=t!(DataOpenTitle) name="open">
            <p class="quiet">{t!(DataOpenText)}</p>
            <FileDrop label=t!(DataOpenDrop) accept=".json,.orken" on_files />
            {shown}
        </Part>
    }
}

fn read(desk: Desk, state: RwSignal<Opening>, file: web_sys::File) {
    let name = file.name();
    state.set(Opening::Reading(name.clone()));
    spawn_local(async move {
        let read = match files::read(&file).await {
            Ok(picked) => run(ReadDocument, vec![picked.bytes]).await.map(|done| done.answer),
            Err(unreadable) => Err(Finding::error(Code::NotADocument).with("reason", unreadable.cause)),
        };
        match read {
            Ok(document) => {
                announce(text!(DataFound, file = name.clone()));
                state.set(Opening::Ready(name, Arc::new(document)));
            }
            Err(finding) => {
                announce(desk.store.peek(|w| words::finding(&finding, w)));
                state.set(Opening::Refused(name, finding));
            }
        }
    });
}

/// Why a file isn't opened, and where in it that is.
#[component]
fn Refused(desk: Desk, file: String, finding: Finding) -> impl IntoView {
    let finding = StoredValue::new(finding);
    let sentence = move || finding.with_value(|f| desk.store.peek(|w| words::finding(f, w)));
    let arg = move |name: &str| {
        finding.with_value(|f| {
            let found = f.args.iter().find(|(n, _)| n.as_str() == name);
            found.map(|(_, arg)| desk.store.peek(|w| words::arg_text(arg, w))).filter(|text| !text.is_empty())
        })
    };
    let facts = move || {
        let place = arg("place").map(|place| Fact::new(text!(DataPlace), place));
        let reason = arg("reason").map(|reason| Fact::new(text!(DataReason), reason));
        place.into_iter().chain(reason).collect::<Vec<_>>()
    };
    view! {
        <div class="data-file" data-testid="data-refused">
            <Verdict label=t!(DataRefused, file = file.clone()) tone=Tone::Bad />
            <p>{sentence}</p>
            <Facts facts />
        </div>
    }
}

/// What is in a file, and what opening it would do.
#[component]
fn Found(desk: Desk, state: RwSignal<Opening>, file: String, document: Arc<Document>) -> impl IntoView {
    let document = StoredValue::new(document);
    let facts = move || document.with_value(|document| contents(document));
    let replaces = move || {
        let (programmes, people) = desk.figures();
        (programmes + people > 0).then(|| {
            view! {
                <p data-testid="data-replaces">
                    {text!(DataReplaces, programmes = programmes, people = people)}
                </p>
            }
        })
    };
    let name = file.clone();
    let on_open = move |()| open(desk, state, name.clone(), document.get_value());
    view! {
        <div class="data-file" data-testid="data-found">
            <Verdict label=t!(DataFound, file = file.clone()) tone=Tone::Ok />
            <Facts facts />
            {replaces}
            <div class="buttons">
                <Button label=t!(DataOpen) kind=ButtonKind::Primary on_click=on_open />
                <Button label=t!(UiCancel) on_click=move |()| state.set(Opening::Idle) />
            </div>
        </div>
    }
}

fn contents(document: &Document) -> Vec<Fact> {
    let records = &document.records;
    let iin = if document.with_iin { text!(DataIinInside) } else { text!(DataIinOutside) };
    let mut facts = vec![
        Fact::new(text!(DataProgrammes), number(records.programmes.len())),
        Fact::new(text!(DataPeople), number(records.people.len())),
        Fact::new(text!(DataSessions), number(records.sessions.len())),
        Fact::new(text!(PeopleIin), iin),
    ];
    if let Some(last) = document.history.last() {
        facts.push(Fact::new(text!(DataLastChange), moment(last.at)));
    }
    facts
}

fn open(desk: Desk, state: RwSignal<Opening>, file: String, document: Arc<Document>) {
    spawn_local(async move {
        let store = desk.store;
        match store.take_in(Document::clone(&document)).await {
            Ok(outcome) => {
                state.set(Opening::Idle);
                let said = text!(DataOpened, file = file);
                match outcome.entry {
                    Some(_) => toast_with(Tone::Ok, said, text!(FrameUndo), move || store.undo()),
                    // There was nothing before it to go back to.
                    None => toast(Tone::Ok, said),
                }
                go(Page::Home);
            }
            Err(finding) => state.set(Opening::Refused(file, finding)),
        }
    });
}
