//! From the store to the frame: the open intake with its steps, the save state, undo, notices.

use leptos::prelude::*;
use orken_core::log::Act;
use orken_core::model::{Intake, IntakeId};
use orken_core::view::steps::{self, Mark, Stale};
use orken_core::workspace::Workspace;

use super::search;
use crate::frame::{self, FrameData, OpenIntake, RailStep, StepState};
use crate::locale::number;
use crate::pages::stale::StaleResults;
use crate::route::{Page, Step, route};
use crate::store::{Happened, SaveState, Slice, Store};
use crate::ui::{Tone, settled, toast, toast_with};
use crate::{text, text as words};

pub(super) fn frame_data(store: Store) -> FrameData {
    let at = Memo::new(|_| match route().page {
        Page::Step { intake, .. } => Some(intake),
        _ => None,
    });
    let intake = Memo::new(move |_| at.get().and_then(|id| store.read(NAMED, |w| open_intake(w, id))));
    let stale = StaleResults::expect();
    let marked = settled(move || {
        let at = at.get()?;
        let stale = stale.of(at);
        store.read(Slice::STEPS, |w| Some((at, rail_steps(w, w.intakes.get(at)?, stale))))
    });
    // Without their marks until those are worked out.
    let steps = move || match marked.get().flatten() {
        Some((of, steps)) if Some(of) == at.get() => steps,
        _ => Step::ALL.map(RailStep::unmarked).to_vec(),
    };
    let known = search::kept_index(store);
    FrameData {
        intake: intake.into(),
        steps: Signal::derive(steps),
        save: Signal::derive(move || save_state(store)),
        can_undo: Memo::new(move |_| store.undoable().is_some()).into(),
        can_redo: Memo::new(move |_| store.redoable().is_some()).into(),
        undo: Callback::new(move |()| store.undo()),
        redo: Callback::new(move |()| store.redo()),
        find: Callback::new(move |query: String| search::find(store, known, &query)),
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

fn rail_steps(w: &Workspace, intake: &Intake, stale: Stale) -> Vec<RailStep> {
    let all = steps::steps(w, intake, stale);
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
