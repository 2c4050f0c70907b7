//! What search finds: pages, commands, intakes, and records by any part of their names.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::import::fold;
use orken_core::model::{Person, RecordId, School};
use orken_core::view::search::{SearchIndex, name_of, named};
use orken_core::workspace::Workspace;

use crate::effects::clock;
use crate::effects::turn::spawn_local;
use crate::frame::{Hit, page_key};
use crate::locale::{Lang, lang, set_lang, text_of};
use crate::route::{Page, Route, Step, go, route};
use crate::store::{Slice, Store};
use crate::{text, theme};

/// How many of a kind search gives at most, after the pages.
const FOUND: usize = 20;

/// What the index is made of.
const INDEXED: [Slice; 2] = [Slice::People, Slice::Places];

/// Names folded between two looks at the clock.
const AT_ONCE: usize = 200;

/// The index of names, which is kept up to date: made anew in short tasks while the browser is idle, the earlier one
/// standing in for it.
pub(super) fn kept_index(store: Store) -> RwSignal<Arc<SearchIndex>> {
    let index = RwSignal::new(Arc::new(SearchIndex::default()));
    let wanted = Rc::new(Cell::new(0_u32));
    Effect::new(move |_| {
        store.read(INDEXED, |_| ());
        let (mine, latest) = (wanted.get() + 1, Rc::clone(&wanted));
        latest.set(mine);
        clock::when_idle(move || {
            spawn_local(async move {
                if let Some(made) = made_in_turns(store, || latest.get() == mine).await {
                    index.set(Arc::new(made));
                }
            });
        });
    });
    index
}

/// None as soon as it is no longer wanted.
async fn made_in_turns(store: Store, wanted: impl Fn() -> bool) -> Option<SearchIndex> {
    let mut turns = clock::Turns::default();
    let mut index = SearchIndex::default();
    let all: Vec<RecordId> = store.peek(|w| named(w).collect());
    for some in all.chunks(AT_ONCE) {
        if !wanted() {
            return None;
        }
        store.peek(|w| some.iter().for_each(|&id| index.push(w, id)));
        turns.give_way().await;
    }
    Some(index)
}

/// Pages and commands first, then intakes, people, schools, venues and trainers whose names hold every word of the
/// query, in whatever letters it is typed; names that begin with it before the others.
pub(super) fn find(store: Store, index: RwSignal<Arc<SearchIndex>>, query: &str) -> Vec<Hit> {
    let folded = fold(query);
    let parts: Vec<&str> = folded.split_whitespace().collect();
    let fits = |folded: &str| parts.iter().all(|part| folded.contains(part));
    let mut hits: Vec<Hit> = pages().into_iter().chain(commands(store)).filter(|hit| fits(&fold(&hit.label))).collect();
    // Tracked: whoever asks before it is made is told more once it is.
    let index = index.get();
    store.peek(|w| {
        for intake in w.intakes.iter().filter(|i| fits(&fold(&i.name))) {
            let to = Page::step(intake.programme, intake.id, Step::People);
            let note = w.programmes.get(intake.programme).map(|p| p.name.clone()).unwrap_or_default();
            hits.push(hit(intake.name.clone(), note, to.into()));
        }
        let open = match route().page {
            Page::Step { intake, .. } => w.intakes.get(intake),
            _ => w.intakes.iter().next(),
        };
        let Some(open) = open else { return };
        let page = Page::step(open.programme, open.id, Step::People);
        hits.extend(index.find(query, FOUND).into_iter().filter_map(|id| record_hit(w, page, id)));
    });
    hits
}

/// What opens a record on the page of people; none where it has gone meanwhile.
fn record_hit(w: &Workspace, page: Page, id: RecordId) -> Option<Hit> {
    let school = |p: &Person| w.school_of(p).map(|s| s.name.clone());
    let district = |s: &School| w.district_of(s).map(|d| d.name.clone());
    let (kind, note) = match id {
        RecordId::Person(id) => ("person", w.people.get(id).and_then(school)),
        RecordId::School(id) => ("school", w.schools.get(id).and_then(district)),
        RecordId::Venue(_) => ("venue", None),
        RecordId::Trainer(_) => ("trainer", None),
        _ => return None,
    };
    let to = Route::from(page).with(kind, Some(id.raw()));
    Some(hit(name_of(w, id)?.to_owned(), note.unwrap_or_default(), to))
}

fn pages() -> Vec<Hit> {
    let mut to = vec![Page::Home, Page::Data];
    if let Page::Step { programme, intake, .. } = route().page {
        to.extend(Step::ALL.map(|step| Page::step(programme, intake, step)));
    }
    to.into_iter().map(|page| hit(text_of(page_key(page)), text!(PaletteGo), page.into())).collect()
}

/// What can be done from everywhere.
fn commands(store: Store) -> Vec<Hit> {
    let one = |label: String, run: Callback<()>| Hit { label, note: text!(PaletteDo), run };
    let theme = if theme::is_dark() { text!(FrameThemeLight) } else { text!(FrameThemeDark) };
    let mut all = vec![
        one(text!(FrameUndo), Callback::new(move |()| store.undo())),
        one(text!(FrameRedo), Callback::new(move |()| store.redo())),
        one(theme, Callback::new(|()| theme::toggle())),
    ];
    let others = Lang::ALL.into_iter().filter(|l| *l != lang());
    all.extend(others.map(|l| one(l.name().to_owned(), Callback::new(move |()| set_lang(l)))));
    if let Page::Step { programme, intake, .. } = route().page {
        let lists = Route::from(Page::step(programme, intake, Step::People)).with("import", Some(1));
        all.push(one(text!(PeopleImport), Callback::new(move |()| go(lists.clone()))));
    }
    all
}

fn hit(label: String, note: String, to: Route) -> Hit {
    Hit { label, note, run: Callback::new(move |()| go(to.clone())) }
}
