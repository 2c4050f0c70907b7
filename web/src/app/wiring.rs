//! From the store to the frame: the open intake with its steps, the save state, undo, search, notices.

use leptos::prelude::*;
use orken_core::log::Act;
use orken_core::model::{Intake, IntakeId};
use orken_core::view::steps::{self, Mark};
use orken_core::workspace::Workspace;

use crate::frame::{self, FrameData, Hit, OpenIntake, RailStep, StepState, page_key};
use crate::locale::{Lang, lang, number, set_lang, text_of};
use crate::route::{Page, Route, Step, go, route};
use crate::store::{Happened, SaveState, Slice, Store};
use crate::ui::{Tone, toast, toast_with};
use crate::{text, text as words, theme};

/// What the steps of the rail are computed from.
const STEPS: [Slice; 6] =
    [Slice::Programmes, Slice::Intakes, Slice::Enrolments, Slice::Groups, Slice::Sessions, Slice::People];

pub(super) fn frame_data(store: Store) -> FrameData {
    let at = Memo::new(|_| match route().page {
        Page::Step { intake, .. } => Some(intake),
        _ => None,
    });
    let intake = Memo::new(move |_| at.get().and_then(|id| store.read(STEPS, |w| open_intake(w, id))));
    FrameData {
        intake: intake.into(),
        save: Signal::derive(move || save_state(store)),
        can_undo: Memo::new(move |_| store.undoable().is_some()).into(),
        can_redo: Memo::new(move |_| store.redoable().is_some()).into(),
        undo: Callback::new(move |()| store.undo()),
        redo: Callback::new(move |()| store.redo()),
        find: Callback::new(move |query: String| find(store, &query)),
    }
}

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
        steps: rail_steps(w, intake),
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

/// How many people and schools search gives at most, after the pages.
const FOUND: usize = 20;

/// Pages and commands first, then programmes, people and schools whose names hold every word of the query.
fn find(store: Store, query: &str) -> Vec<Hit> {
    let query = query.to_lowercase();
    let parts: Vec<&str> = query.split_whitespace().collect();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        parts.iter().all(|part| name.contains(part))
    };
    let known = pages().into_iter().chain(commands(store));
    let mut hits: Vec<Hit> = known.filter(|hit| fits(&hit.label)).collect();
    store.peek(|w| {
        let of = |id: IntakeId| w.intakes.get(id).map(|i| i.programme);
        for intake in w.intakes.iter().filter(|i| fits(&i.name)) {
            let to = Page::step(intake.programme, intake.id, Step::People);
            let note = w.programmes.get(intake.programme).map(|p| p.name.clone()).unwrap_or_default();
            hits.push(hit(intake.name.clone(), note, to.into()));
        }
        if parts.is_empty() {
            return;
        }
        let open = match route().page {
            Page::Step { intake, .. } => Some(intake),
            _ => w.intakes.iter().next().map(|i| i.id),
        };
        let Some((open, programme)) = open.and_then(|id| of(id).map(|p| (id, p))) else { return };
        let people = Page::step(programme, open, Step::People);
        for person in w.people.iter().filter(|p| fits(&p.name)).take(FOUND) {
            let school = w.school_of(person).map(|s| s.name.clone()).unwrap_or_default();
            let to = Route::from(people).with("person", Some(person.id.0));
            hits.push(hit(person.name.clone(), school, to));
        }
        for school in w.schools.iter().filter(|s| fits(&s.name)).take(FOUND) {
            let district = w.district_of(school).map(|d| d.name.clone()).unwrap_or_default();
            let to = Route::from(people).with("school", Some(school.id.0));
            hits.push(hit(school.name.clone(), district, to));
        }
    });
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
