//! Which venues to teach at, or which schools to make hubs: the question, the solver's run, and the choice to agree to.

mod outcome;
mod question;

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::solver::siting::SitingProposal;

use super::Desk;
use crate::effects::turn::spawn_local;
use crate::pages::solving::{Solving, SolvingBar};
use crate::ui::{Button, ButtonKind, Tone, toast, toast_with};
use crate::worker::Pace;
use crate::worker::tasks::ChooseSites;
use crate::{t, text};
use question::Draft;

/// The tab.
#[component]
pub(super) fn Sites(desk: Desk) -> impl IntoView {
    let draft = Draft::new(desk);
    let solving = Solving::<SitingProposal>::new();
    let solve = move |()| {
        if let Some(question) = draft.question() {
            solving.start(desk.store, ChooseSites { question });
        }
    };
    let agree = move |proposal: Arc<SitingProposal>| {
        solving.forget();
        agree(desk, &proposal);
    };
    // An answer belongs to the question that it was given to.
    Effect::new(move |before: Option<()>| {
        draft.track();
        if before.is_some() {
            solving.stop();
            solving.forget();
        }
    });
    view! {
        <section class="siting">
            <p class="quiet">{t!(SitesAbout)}</p>
            <question::Form draft />
            <div class="buttons">
                <Button
                    label=t!(SitesSolve)
                    kind=ButtonKind::Primary
                    on_click=solve
                    disabled=Signal::derive(move || solving.working() || draft.question().is_none())
                />
            </div>
            <SolvingBar solving label=t!(SitesSolving) best=best_so_far proposal=outcome::words on_agree=agree />
        </section>
    }
}

fn best_so_far(pace: &Pace) -> Option<String> {
    let (best, bound) = (pace.best.last()?, pace.bound.last()?);
    Some(text!(SitesBest, n = *best, bound = *bound))
}

fn agree(desk: Desk, proposal: &SitingProposal) {
    let store = desk.store;
    let n = proposal.sites.len();
    let records = store.peek(|w| proposal.records(w));
    spawn_local(async move {
        let agreed = match records {
            Ok(records) => store.run(Command::Put { what: Cause::Sites, records, remove: Vec::new() }).await,
            Err(finding) => Err(finding),
        };
        match agreed {
            Ok(_) => toast_with(Tone::Ok, text!(SitesAgreed, n = n), text!(FrameUndo), move || store.undo()),
            Err(finding) => toast(Tone::Bad, store.peek(|w| crate::text::finding(&finding, w))),
        }
    });
}
