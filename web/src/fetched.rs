//! Parts of the page that are fetched when they are first wanted, so that the first screen comes soon over a weak line.
//!
//! With the feature `split`, `cargo xtask build` cuts the compiled page at the functions named here: each becomes a
//! module of its own that the browser fetches on the first call. Without it (tests, `trunk serve`) the same functions
//! are simply called. A part hands out plain function pointers: once it is there, calling costs nothing.

use std::future::Future;

use leptos::prelude::*;
use orken_core::finding::{Code, Finding};
use orken_core::model::IntakeId;

use crate::effects::db::Dump;
use crate::effects::turn::spawn_local;
use crate::pages::{data, groups, people, rules, selection, timetable};
use crate::store::Engine;
use crate::ui::{Button, EmptyState, Progress};
use crate::{app, crash, t};

/// The part did not come: the line is down, or the host no longer has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotFetched;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

impl From<NotFetched> for Finding {
    fn from(_: NotFetched) -> Self {
        Self::error(Code::PartNotFetched)
    }
}

/// Draws the page of a step.
pub type DrawStep = fn(IntakeId) -> AnyView;
/// Draws a page of the workspace.
pub type DrawPage = fn() -> AnyView;

/// Makes a document of what the database holds.
pub type RescueDocument = fn(&Dump) -> Option<Vec<u8>>;

/// Makes the sample.
pub use crate::app::sample::MakeSample;

/// Declares a part: its module's name, and the function that hands out what is in it.
macro_rules! part {
    ($(#[$about:meta])* $module:ident, $name:ident -> $given:ty = $what:expr) => {
        $(#[$about])*
        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split($module, wasm_split_path = ::leptos::wasm_split, fallible)]
        pub fn $name() -> Result<$given, NotFetched> {
            Ok($what)
        }

        $(#[$about])*
        #[cfg(not(feature = "split"))]
        pub async fn $name() -> Result<$given, NotFetched> {
            Ok($what)
        }
    };
}

part!(/// People and places, with the import.
    people, people_page -> DrawStep = |intake| view! { <people::PeoplePage intake /> }.into_any());
part!(/// Rules.
    rules, rules_page -> DrawStep = |intake| view! { <rules::RulesPage intake /> }.into_any());
part!(/// Selection.
    results, selection_page -> DrawStep = |intake| view! { <selection::SelectionPage intake /> }.into_any());
part!(/// Groups.
    results, groups_page -> DrawStep = |intake| view! { <groups::GroupsPage intake /> }.into_any());
part!(/// Timetable.
    results, timetable_page -> DrawStep = |intake| view! { <timetable::TimetablePage intake /> }.into_any());
part!(/// Data.
    data, data_page -> DrawPage = || view! { <data::DataPage /> }.into_any());
part!(/// What reads and changes records: a first visit has none.
    engine, engine -> Engine = Engine::whole());
part!(/// What makes the sample.
    engine, sample -> MakeSample = |store, tongue| Box::pin(app::sample::make(store, tongue)));
part!(/// What makes a document of saved rows for the rescue page.
    engine, rescue -> RescueDocument = crash::rescue::document);

/// Draws with what a part hands out, as soon as it is there; a part that doesn't come can be asked for again.
pub fn with_part<P, F>(fetch: fn() -> F, draw: impl Fn(P) -> AnyView + Clone + Send + 'static) -> AnyView
where
    P: Copy + Send + Sync + 'static,
    F: Future<Output = Result<P, NotFetched>> + 'static,
{
    let part = RwSignal::new(None);
    let ask = move || {
        part.set(None);
        spawn_local(async move {
            let fetched = fetch().await;
            // Whoever wanted it may have gone to another page meanwhile.
            let _ = part.try_set(Some(fetched));
        });
    };
    ask();
    (move || match part.get() {
        None => view! { <Progress label=t!(FrameLoading) /> }.into_any(),
        Some(Ok(part)) => draw(part),
        Some(Err(NotFetched)) => view! {
            <EmptyState title=t!(FetchFailed) text=t!(FetchFailedText)>
                <Button label=t!(FetchAgain) on_click=move |()| ask() />
            </EmptyState>
        }
        .into_any(),
    })
    .into_any()
}
