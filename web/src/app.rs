//! The app: draws the frame and in it the page that the address names.

mod home;
pub mod sample;
mod search;
mod wiring;

use leptos::prelude::*;

use crate::fetched::{self, DrawStep, with_part};
use crate::frame::Frame;
use crate::pages::home::Nowhere;
use crate::pages::stale::StaleResults;
use crate::route::{self, Page, Step};
use crate::store::{Phase, Store};
use crate::ui::{ButtonKind, ButtonLink, Progress, Tone, Verdict};
use crate::{dropped, t, text, theme};

/// The whole page.
#[component]
pub fn App(
    /// The records; opened already.
    store: Store,
) -> impl IntoView {
    provide_context(store);
    StaleResults::provide(store);
    route::follow_address();
    theme::follow_choice();
    dropped::watch(store);
    wiring::show_notices(store);
    wiring::guard_leaving(store);
    let phase = store.phase();
    let body = move || match phase.get() {
        Phase::Opening => view! { <Progress label=t!(FrameLoading) /> }.into_any(),
        Phase::Ready => view! { <CurrentPage /> }.into_any(),
        Phase::Refused(finding) => {
            let words = store.peek(|w| text::finding(&finding, w));
            view! {
                <Verdict label=words tone=Tone::Bad />
                <div class="buttons">
                    <ButtonLink label=t!(FetchAgain) kind=ButtonKind::Primary href="./" />
                    <ButtonLink label=t!(RescueSave) href="?rescue" />
                </div>
            }
            .into_any()
        }
    };
    view! {
        <div class="app" data-testid="app" data-phase=move || phase_name(&phase.get())>
            <Frame data=wiring::frame_data(store)>{body}</Frame>
        </div>
    }
}

/// The page that the address names. Each page is a component that takes its store from the context.
#[component]
fn CurrentPage() -> impl IntoView {
    let store = Store::expect();
    let page = Memo::new(|_| route::route().page);
    move || match page.get() {
        Page::Home => view! { <home::HomePage /> }.into_any(),
        Page::Data => with_part(fetched::data_page, |draw| draw()),
        Page::Step { intake, step, .. } => {
            if step != Step::People {
                // Somebody will press a button there that the worker answers.
                store.prepare();
            }
            let draw = move |draw: DrawStep| draw(intake);
            match step {
                Step::People => with_part(fetched::people_page, draw),
                Step::Rules => with_part(fetched::rules_page, draw),
                Step::Selection => with_part(fetched::selection_page, draw),
                Step::Groups => with_part(fetched::groups_page, draw),
                Step::Timetable => with_part(fetched::timetable_page, draw),
            }
        }
        Page::Unknown => view! { <Nowhere /> }.into_any(),
    }
}

const fn phase_name(phase: &Phase) -> &'static str {
    match phase {
        Phase::Opening => "opening",
        Phase::Ready => "ready",
        Phase::Refused(_) => "refused",
    }
}
