//! From the store to the home page.

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::model::{Intake, Programme};
use orken_core::template::Template;
use orken_core::view::steps::{self, Mark, Stale, Steps};
use orken_core::workspace::Workspace;

use crate::effects::turn::spawn_local;
use crate::fetched;
use crate::intl::period;
use crate::locale::tongue;
use crate::pages::home::{Home, HomeActions, ProgrammeCard};
use crate::pages::stale::StaleResults;
use crate::route::{Page, Step, go};
use crate::store::{Slices, Store};
use crate::text;

#[component]
pub(super) fn HomePage() -> impl IntoView {
    let store = Store::expect();
    let stale = StaleResults::expect();
    let cards = Memo::new(move |_| store.read(Slices::ALL, |w| cards(w, stale)));
    // Whoever starts a programme has lists at hand: the worker that reads them is fetched meanwhile.
    let template = move |code: String| {
        store.warm();
        if let Some(template) = Template::from_code(&code) {
            store.dispatch(Command::StartFromTemplate(template, tongue()));
        }
    };
    let blank = move |()| {
        store.warm();
        store.dispatch(Command::StartEmpty { name: text!(HomeBlankName), tongue: tongue() });
    };
    let actions = HomeActions {
        template: Callback::new(template),
        sample: Some(Callback::new(move |()| open_sample(store))),
        blank: Callback::new(blank),
    };
    view! { <Home programmes=cards templates=Template::ALL.iter().map(|t| t.code()).collect() actions /> }
}

fn cards(w: &Workspace, stale: StaleResults) -> Vec<ProgrammeCard> {
    let cards = |p: &Programme| {
        let intakes = w.intakes.iter().filter(|i| i.programme == p.id);
        let intakes: Vec<_> = intakes.map(|i| of_intake(w, p, i, stale.of(i.id))).collect();
        if intakes.is_empty() { vec![without_intake(p)] } else { intakes }
    };
    w.programmes.iter().flat_map(cards).collect()
}

fn of_intake(w: &Workspace, programme: &Programme, intake: &Intake, stale: Stale) -> ProgrammeCard {
    let steps = steps::steps(w, intake, stale);
    let marks = marks(&steps);
    // The first step that isn't ready, else the last.
    let next = marks.iter().find(|(_, mark)| *mark != Mark::Ready).map_or(Step::Timetable, |(step, _)| *step);
    ProgrammeCard {
        name: programme.name.clone(),
        intake: format!("{} · {}", intake.name, period(intake.first, intake.last)),
        href: Page::step(programme.id, intake.id, next).href(),
        progress: Some((steps.selection.done, intake.places)),
        attention: marks.iter().map(|(_, mark)| u32::from(*mark == Mark::Attention)).sum(),
    }
}

fn without_intake(programme: &Programme) -> ProgrammeCard {
    let name = programme.name.clone();
    ProgrammeCard { name, intake: String::new(), href: Page::Home.href(), progress: None, attention: 0 }
}

fn marks(s: &Steps) -> [(Step, Mark); 5] {
    [
        (Step::People, s.people.mark),
        (Step::Rules, s.rules.mark),
        (Step::Selection, s.selection.mark),
        (Step::Groups, s.groups.mark),
        (Step::Timetable, s.timetable.mark),
    ]
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
