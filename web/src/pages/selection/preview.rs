//! What a new selection would change: who comes in, who goes out. Nothing changes before someone agrees.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{EnrolmentState, Gap, PersonId};

use super::facts::Open;
use super::job::{Job, Proposed};
use crate::text::finding;
use crate::ui::{Button, ButtonKind};
use crate::{t, text};

/// The proposal against what stands now.
#[component]
pub(super) fn Preview(open: Open, job: Job) -> impl IntoView {
    move || job.proposal.get().map(|proposed| view! { <Changes open job proposed /> })
}

#[component]
fn Changes(open: Open, job: Job, proposed: Arc<Proposed>) -> impl IntoView {
    let proposal = &proposed.selected.proposal;
    let (coming, going) = open.all.with(|all| {
        let has = |state| all.rows.iter().filter(move |r| r.state == state).map(|r| r.person).collect::<BTreeSet<_>>();
        let now: BTreeSet<PersonId> = has(EnrolmentState::Selected);
        let then: BTreeSet<PersonId> = proposal.selected.iter().copied().collect();
        let coming: Vec<PersonId> = proposal.selected.iter().copied().filter(|p| !now.contains(p)).collect();
        let going: Vec<PersonId> =
            all.rows.iter().map(|r| r.person).filter(|p| now.contains(p) && !then.contains(p)).collect();
        (coming, going)
    });
    let head = match (coming.len(), going.len()) {
        (0, 0) => text!(PreviewSame),
        (more, less) => text!(PreviewHead, more = more, less = less),
    };
    let warnings = open.store.peek(|w| proposal.findings.iter().map(|f| finding(f, w)).collect::<Vec<_>>());
    let optimal = optimality(proposal.gap);
    view! {
        <section class="preview" aria-label=t!(PreviewTitle) data-testid="selection-preview">
            <h2>{t!(PreviewTitle)}</h2>
            <p>
                <b>{head}</b>
                " "
                {optimal}
            </p>
            <div class="preview-lists">
                <People open title=text!(PreviewIn, n = coming.len()) people=coming />
                <People open title=text!(PreviewOut, n = going.len()) people=going />
            </div>
            <ul class="preview-findings">
                {warnings.into_iter().take(6).map(|line| view! { <li>{line}</li> }).collect_view()}
            </ul>
            <div class="buttons">
                <Button label=t!(PreviewAgree) kind=ButtonKind::Primary on_click=move |()| job.agree() />
                <Button label=t!(PreviewKeep) on_click=move |()| job.proposal.set(None) />
            </div>
        </section>
    }
}

/// Whether it is proven best, or how far it could be from the best.
pub(super) fn optimality(gap: Gap) -> String {
    match gap {
        Gap::Optimal => text!(GapOptimal),
        Gap::AtMost(n) => text!(GapAtMost, n = n),
    }
}

#[component]
pub(super) fn People(open: Open, title: String, people: Vec<PersonId>) -> impl IntoView {
    (!people.is_empty()).then(|| {
        let line = move |person: PersonId| {
            let school = open.school_now(person.0);
            view! {
                <li>
                    {open.name_now(person.0)} " " <small>{school}</small>
                </li>
            }
        };
        view! {
            <div>
                <h3>{title}</h3>
                <ul class="preview-people" tabindex="0">{people.into_iter().map(line).collect_view()}</ul>
            </div>
        }
    })
}
