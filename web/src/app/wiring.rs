//! From the store to the frame: the open intake with its steps, the save state, undo, search, notices.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::import::fold;
use orken_core::log::Act;
use orken_core::model::{Intake, IntakeId, Person, School};
use orken_core::view::steps::{self, Mark};
use orken_core::workspace::Workspace;

use crate::frame::{self, FrameData, Hit, OpenIntake, RailStep, StepState, page_key};
use crate::locale::{Lang, lang, number, set_lang, text_of};
use crate::route::{Page, Route, Step, go, route};
use crate::store::{Happened, SaveState, Slice, Store};
use crate::ui::{Tone, settled, toast, toast_with};
use crate::{text, text as words, theme};

pub(super) fn frame_data(store: Store) -> FrameData {
    let at = Memo::new(|_| match route().page {
        Page::Step { intake, .. } => Some(intake),
        _ => None,
    });
    let intake = Memo::new(move |_| at.get().and_then(|id| store.read(NAMED, |w| open_intake(w, id))));
    let marked = settled(move || {
        let at = at.get()?;
        store.read(Slice::STEPS, |w| Some((at, rail_steps(w, w.intakes.get(at)?))))
    });
    // Without their marks until those are worked out.
    let steps = move || match marked.get().flatten() {
        Some((of, steps)) if Some(of) == at.get() => steps,
        _ => Step::ALL.map(RailStep::unmarked).to_vec(),
    };
    let known = Memo::new_with_compare(
        move |_| Arc::new(store.read(SEARCHED, index)),
        |before, now| !before.zip(now).is_some_and(|(before, now)| Arc::ptr_eq(before, now)),
    );
    FrameData {
        intake: intake.into(),
        steps: Signal::derive(steps),
        save: Signal::derive(move || save_state(store)),
        can_undo: Memo::new(move |_| store.undoable().is_some()).into(),
        can_redo: Memo::new(move |_| store.redoable().is_some()).into(),
        undo: Callback::new(move |()| store.undo()),
        redo: Callback::new(move |()| store.redo()),
        find: Callback::new(move |query: String| find(store, known, &query)),
    }
}

/// What the names of the open intake are read from.
const NAMED: [Slice; 2] = [Slice::Programmes, Slice::Intakes];

fn save_state(store: Store) -> frame::SaveState {
    let why = |finding| store.peek(|w| words::finding(&finding, w));
    match store.save_state().get() {
        SaveState::Saved => frame::SaveState::Saved,
        SaveState::Saving => frame::SaveState::Saving,
        SaveState::NotSaved(finding) => frame::SaveState::Failed(why(finding)),
        SaveState::ReadOnly(_) => frame::SaveState::Following,
        SaveState::MemoryOnly(_) => frame::SaveState::Memory,
    }
}

fn open_intake(w: &Workspace, id: IntakeId) -> Option<OpenIntake> {
    let intake = w.intakes.get(id)?;
    let programme = w.programmes.get(intake.programme)?;
    Some(OpenIntake {
        programme: programme.id,
        programme_name: programme.name.clone(),
        intake: id,
        intake_name: intake.name.clone(),
    })
}

fn rail_steps(w: &Workspace, intake: &Intake) -> Vec<RailStep> {
    let all = steps::steps(w, intake);
    let one = |step| {
        let state = match step {
            Step::People => all.people,
            Step::Rules => all.rules,
            Step::Selection => all.selection,
            Step::Groups => all.groups,
            Step::Timetable => all.timetable,
        };
        let figure = match state.of {
            Some(of) if of > 0 => format!("{}/{}", number(state.done), number(of)),
            _ if state.done > 0 => number(state.done),
            _ => String::new(),
        };
        RailStep { step, state: step_state(state.mark), figure }
    };
    Step::ALL.into_iter().map(one).collect()
}

pub(super) const fn step_state(mark: Mark) -> StepState {
    match mark {
        Mark::Empty => StepState::Empty,
        Mark::Working => StepState::Working,
        Mark::Ready => StepState::Ready,
        Mark::Attention => StepState::Attention,
    }
}

/// How many of a kind search gives at most, after the pages.
const FOUND: usize = 20;

/// What search reads of the records.
const SEARCHED: [Slice; 3] = [Slice::Intakes, Slice::People, Slice::Places];

/// A record that search finds: its name folded, as lists are matched, and what opens it on the page of people.
struct Known {
    folded: String,
    name: String,
    note: String,
    opens: (&'static str, u64),
}

/// Names folded once, not at every key.
fn index(w: &Workspace) -> Vec<Known> {
    let one = |name: &str, note: String, opens| Known { folded: fold(name), name: name.to_owned(), note, opens };
    let school = |p: &Person| w.school_of(p).map(|s| s.name.clone()).unwrap_or_default();
    let district = |s: &School| w.district_of(s).map(|d| d.name.clone()).unwrap_or_default();
    let people = w.people.iter().map(|p| one(&p.name, school(p), ("person", p.id.0)));
    let schools = w.schools.iter().map(|s| one(&s.name, district(s), ("school", s.id.0)));
    let venues = w.venues.iter().map(|v| one(&v.name, String::new(), ("venue", v.id.0)));
    let trainers = w.trainers.iter().map(|t| one(&t.name, String::new(), ("trainer", t.id.0)));
    people.chain(schools).chain(venues).chain(trainers).collect()
}

/// Pages and commands first, then intakes, people, schools, venues and trainers whose names hold every word of the
/// query, in whatever letters it is typed; names that begin with it before the others.
fn find(store: Store, known: Memo<Arc<Vec<Known>>>, query: &str) -> Vec<Hit> {
    let query = fold(query);
    let parts: Vec<&str> = query.split_whitespace().collect();
    let fits = |folded: &str| parts.iter().all(|part| folded.contains(part));
    let mut hits: Vec<Hit> = pages().into_iter().chain(commands(store)).filter(|hit| fits(&fold(&hit.label))).collect();
    let open = store.peek(|w| {
        for intake in w.intakes.iter().filter(|i| fits(&fold(&i.name))) {
            let to = Page::step(intake.programme, intake.id, Step::People);
            let note = w.programmes.get(intake.programme).map(|p| p.name.clone()).unwrap_or_default();
            hits.push(hit(intake.name.clone(), note, to.into()));
        }
        let open = match route().page {
            Page::Step { intake, .. } => w.intakes.get(intake),
            _ => w.intakes.iter().next(),
        };
        open.map(|intake| Page::step(intake.programme, intake.id, Step::People))
    });
    let (false, Some(page)) = (parts.is_empty(), open) else { return hits };
    let all = known.get_untracked();
    let mut found: Vec<&Known> = all.iter().filter(|known| fits(&known.folded)).collect();
    found.sort_by_key(|known| !known.folded.starts_with(&query));
    let mut given: BTreeMap<&str, usize> = BTreeMap::new();
    for Known { name, note, opens: (kind, id), .. } in found {
        let count = given.entry(kind).or_default();
        *count += 1;
        if *count <= FOUND {
            hits.push(hit(name.clone(), note.clone(), Route::from(page).with(kind, Some(*id))));
        }
    }
    hits
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

/// Has the browser ask before it closes a tab whose work is not on the disk.
pub(super) fn guard_leaving(store: Store) {
    let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
        if store.would_lose() {
            event.prevent_default();
            // Older browsers ask only where this is set; none of them shows the words.
            event.set_return_value("?");
        }
    });
    on_cleanup(move || leaving.remove());
}

/// Shows what the store tells as toasts: errors stay, what was done can be undone from there.
pub(super) fn show_notices(store: Store) {
    Effect::new(move |_| {
        for notice in store.notices().get() {
            match &notice.what {
                Happened::Wrong(finding) => {
                    toast(words::tone(finding.severity), store.peek(|w| words::finding(finding, w)));
                }
                Happened::Done(head) => match head.act {
                    Act::Do => {
                        toast_with(Tone::Ok, words::command(&head.command), text!(FrameUndo), move || store.undo())
                    }
                    Act::Undo(_) => toast(Tone::Neutral, text!(NoticeUndone)),
                    Act::Redo(_) => toast(Tone::Neutral, text!(NoticeRedone)),
                },
            }
            store.dismiss(notice.id);
        }
    });
}
