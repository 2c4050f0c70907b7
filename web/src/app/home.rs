//! From the store to the home page.

use leptos::prelude::*;
use leptos::task::spawn_local;
use orken_core::command::Command;
use orken_core::model::Intake;
use orken_core::template::Template;
use orken_core::view::steps::{self, Mark};
use orken_core::workspace::Workspace;

use crate::fetched;
use crate::intl::period;
use crate::locale::tongue;
use crate::pages::home::{Home, HomeActions, ProgrammeCard};
use crate::route::{Page, Step, go};
use crate::store::{Slices, Store};
use crate::text;

#[component]
pub(super) fn HomePage() -> impl IntoView {
    let store = Store::expect();
    let cards = Memo::new(move |_| store.read(Slices::ALL, cards));
    let template = move |code: String| {
        if let Some(template) = Template::from_code(&code) {
            store.dispatch(Command::StartFromTemplate(template, tongue()));
        }
    };
    let blank = move |()| store.dispatch(Command::StartEmpty { name: text!(HomeBlankName), tongue: tongue() });
    let actions = HomeActions {
        template: Callback::new(template),
        sample: Some(Callback::new(move |()| open_sample(store))),
        blank: Callback::new(blank),
    };
    view! { <Home programmes=cards templates=Template::ALL.iter().map(|t| t.code()).collect() actions /> }
}

fn cards(w: &Workspace) -> Vec<ProgrammeCard> {
    let card = |p: &orken_core::model::Programme| {
        let intake = w.intakes.iter().find(|i| i.programme == p.id);
        ProgrammeCard {
            name: p.name.clone(),
            intake: intake.map(|i| format!("{} · {}", i.name, period(i.first, i.last))).unwrap_or_default(),
            href: intake.map_or(Page::Home, |i| Page::step(p.id, i.id, next_step(w, i))).href(),
            progress: intake.map(|i| (steps::steps(w, i).selection.done, i.places)),
            attention: intake.map_or(0, |i| attention(w, i)),
        }
    };
    w.programmes.iter().map(card).collect()
}

fn marks(w: &Workspace, intake: &Intake) -> [(Step, Mark); 5] {
    let s = steps::steps(w, intake);
    [
        (Step::People, s.people.mark),
        (Step::Rules, s.rules.mark),
        (Step::Selection, s.selection.mark),
        (Step::Groups, s.groups.mark),
        (Step::Timetable, s.timetable.mark),
    ]
}

/// The first step that isn't ready, else the last.
fn next_step(w: &Workspace, intake: &Intake) -> Step {
    marks(w, intake).into_iter().find(|(_, mark)| *mark != Mark::Ready).map_or(Step::Timetable, |(step, _)| step)
}

fn attention(w: &Workspace, intake: &Intake) -> u32 {
    marks(w, intake).into_iter().map(|(_, mark)| u32::from(mark == Mark::Attention)).sum()
}

/// The hub-school programme with its invented lists, selected, grouped and timetabled; then its selection.
fn open_sample(store: Store) {
    spawn_local(async move {
        let made = match fetched::sample().await {
            Ok(make) => make(store, tongue()).await,
            Err(unfetched) => Err(unfetched.into()),
        };
        match made {
            Ok((programme, intake)) => go(Page::step(programme, intake, Step::Selection)),
            Err(finding) => store.tell(finding),
        }
    });
}
