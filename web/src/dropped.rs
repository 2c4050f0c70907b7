//! Files dropped anywhere on the page. Whoever drops a list beside its box must not lose the page to it: lists go to the
//! import of the open intake, or of the one there is, or of a hub-school programme that is started for them; a
//! workspace goes to the page of data.

use std::cell::RefCell;

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::model::{IntakeId, ProgrammeId};
use orken_core::template::Template;

use crate::effects::clock;
use crate::effects::turn::spawn_local;
use crate::locale::tongue;
use crate::route::{Page, Route, Step, go, route};
use crate::store::{Phase, Store};

/// What was dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Lists of people and schools.
    Lists,
    /// A workspace that was exported.
    Workspace,
}

/// How often a page that is still opening is asked whether it has.
const WAIT_MS: u32 = 50;

thread_local! {
    static WAITING: RefCell<(Option<Kind>, Vec<web_sys::File>)> = const { RefCell::new((None, Vec::new())) };
    static COUNT: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Takes the dropped files of this kind; tracked, so that the page asks again when there are more.
pub fn take(kind: Kind) -> Vec<web_sys::File> {
    COUNT.with(ArcRwSignal::get);
    WAITING.with_borrow_mut(|(of, files)| if *of == Some(kind) { std::mem::take(files) } else { Vec::new() })
}

/// Watches the whole window from now on. Called once, when the app starts.
pub fn watch(store: Store) {
    let over = window_event_listener(leptos::ev::dragover, |event| event.prevent_default());
    let drop = window_event_listener(leptos::ev::drop, move |event| {
        // A box for files has taken them already.
        if event.default_prevented() {
            return;
        }
        event.prevent_default();
        let list = event.data_transfer().and_then(|data| data.files());
        let files: Vec<_> = list.map(|l| (0..l.length()).filter_map(|at| l.item(at)).collect()).unwrap_or_default();
        if !files.is_empty() {
            spawn_local(lead(store, files));
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}

async fn lead(store: Store, files: Vec<web_sys::File>) {
    // Until the records are there, nobody knows which intake there is.
    while matches!(store.phase().get_untracked(), Phase::Opening) {
        clock::sleep(WAIT_MS).await;
    }
    let workspace = files.iter().all(|file| file.name().to_lowercase().ends_with(".json"));
    let (kind, to) = if workspace {
        (Kind::Workspace, Page::Data.into())
    } else {
        let Some((programme, intake)) = target(store).await else { return };
        (Kind::Lists, Route::from(Page::step(programme, intake, Step::People)).with("import", Some(1)))
    };
    WAITING.set((Some(kind), files));
    COUNT.with(|count| count.update(|n| *n += 1));
    go(to);
}

/// The open intake, else the newest one, else that of a hub-school programme made for the lists.
async fn target(store: Store) -> Option<(ProgrammeId, IntakeId)> {
    if let Page::Step { programme, intake, .. } = route().page {
        return Some((programme, intake));
    }
    let newest = || store.peek(|w| w.intakes.iter().last().map(|i| (i.programme, i.id)));
    if newest().is_none()
        && let Err(finding) = store.run(Command::StartFromTemplate(Template::Hub2024, tongue())).await
    {
        store.tell(finding);
        return None;
    }
    newest()
}
