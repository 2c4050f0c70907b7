//! What stands around every page: the top bar, the rail with the steps of the open intake, and the place of the content.
//! It knows nothing of the store: whoever mounts it gives signals and callbacks.

mod palette;
mod rail;
mod save;
mod top;

use leptos::prelude::*;
use orken_core::model::{IntakeId, ProgrammeId};

use crate::locale::{Key, lang, text_of};
use crate::route::{Page, Step, route};
use crate::t;
use crate::ui::Announcer;

pub use palette::{Find, Hit};
pub use save::SaveState;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepState {
    /// Nothing there yet.
    #[default]
    Empty,
    /// Being worked on.
    Working,
    /// Done.
    Ready,
    /// Someone should look.
    Attention,
}

/// A line of the rail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailStep {
    /// The step.
    pub step: Step,
    /// How far it is.
    pub state: StepState,
    /// Its figure, as `420/420`; may be empty.
    pub figure: String,
}

impl RailStep {
    /// Of which nothing is known yet.
    #[must_use]
    pub const fn unmarked(step: Step) -> Self {
        Self { step, state: StepState::Empty, figure: String::new() }
    }
}

/// The intake whose steps the rail shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenIntake {
    /// The programme.
    pub programme: ProgrammeId,
    /// Its name.
    pub programme_name: String,
    /// The intake.
    pub intake: IntakeId,
    /// Its name.
    pub intake_name: String,
}

/// What the frame shows and calls.
#[derive(Clone, Copy)]
pub struct FrameData {
    /// The open intake; none on the pages of the workspace.
    pub intake: Signal<Option<OpenIntake>>,
    /// The steps of the open intake.
    pub steps: Signal<Vec<RailStep>>,
    /// Whether the work is kept.
    pub save: Signal<SaveState>,
    /// Something can be undone.
    pub can_undo: Signal<bool>,
    /// Something can be done again.
    pub can_redo: Signal<bool>,
    /// Undoes.
    pub undo: Callback<()>,
    /// Does again.
    pub redo: Callback<()>,
    /// What search finds for a query, best first.
    pub find: Find,
}

/// The word of a step.
#[must_use]
pub const fn step_key(step: Step) -> Key {
    match step {
        Step::People => Key::StepPeople,
        Step::Rules => Key::StepRules,
        Step::Selection => Key::StepSelection,
        Step::Groups => Key::StepGroups,
        Step::Timetable => Key::StepTimetable,
    }
}

/// The word of a page.
#[must_use]
pub const fn page_key(page: Page) -> Key {
    match page {
        Page::Home | Page::Unknown => Key::PageHome,
        Page::Data => Key::PageData,
        Page::Step { step, .. } => step_key(step),
    }
}

/// The frame with the page inside.
#[component]
pub fn Frame(
    /// What it shows and calls.
    data: FrameData,
    /// The page.
    children: Children,
) -> impl IntoView {
    let palette = RwSignal::new(false);
    follow_title(data.intake);
    follow_page();
    let undo_keys = window_event_listener(leptos::ev::keydown, move |event| shortcuts(&event, data, palette));
    on_cleanup(move || undo_keys.remove());
    let skip = |event: leptos::ev::MouseEvent| {
        // A plain link would change the address, which is the app's route.
        event.prevent_default();
        crate::browser::focus("#content");
    };
    view! {
        <a class="skip" href="#content" on:click=skip>
            {t!(FrameSkip)}
        </a>
        <top::TopBar data palette />
        <rail::Rail intake=data.intake steps=data.steps />
        <main id="content" class="content" tabindex="-1">
            {children()}
        </main>
        <palette::Palette open=palette find=data.find />
        <Announcer />
    }
}

/// Keeps the language and the title of the document.
fn follow_title(intake: Signal<Option<OpenIntake>>) {
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            // An attribute of an element that is there can always be set.
            let _ = root.set_attribute("lang", lang().code());
        }
        let page = text_of(page_key(route().page));
        let title = match intake.get() {
            Some(open) => format!("{page} · {} · Orken", open.intake_name),
            None => format!("{page} · Orken"),
        };
        document().set_title(&title);
    });
}

/// On another page, not on the same with something else open: the top, with the focus on the heading.
fn follow_page() {
    let page = Memo::new(|_| route().page);
    Effect::new(move |before: Option<Page>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            crate::browser::focus_soon(vec!["#page-title".to_owned(), "#content".to_owned()]);
        }
        now
    });
}

/// Ctrl or ⌘ with K, Z, Shift+Z, Y. In a field the browser's own undo stays.
fn shortcuts(event: &leptos::ev::KeyboardEvent, data: FrameData, palette: RwSignal<bool>) {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
        return;
    }
    // The search keeps the focus for a moment after it was closed; whoever closed it means the page.
    let closing = |e: &web_sys::Element| e.class_list().contains("palette-input") && !palette.get_untracked();
    let field = |e: &web_sys::Element| matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA") && !closing(e);
    let typing = crate::browser::focused().is_some_and(|e| field(&e));
    // By the place of the key, so that it works in a Cyrillic layout too.
    let act = match (event.code().as_str(), event.shift_key()) {
        ("KeyK", false) => Some(Callback::new(move |()| palette.set(true))),
        ("KeyZ", false) if !typing && data.can_undo.get_untracked() => Some(data.undo),
        ("KeyZ", true) | ("KeyY", false) if !typing && data.can_redo.get_untracked() => Some(data.redo),
        _ => None,
    };
    if let Some(act) = act {
        event.prevent_default();
        act.run(());
    }
}
