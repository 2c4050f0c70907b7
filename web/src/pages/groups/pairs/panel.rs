//! One person of the pairs: what they offer and want, who mentors them, whom they mentor, and whom they could mentor.

use leptos::prelude::*;
use orken_core::model::PersonId;
use orken_core::solver::pair::Pair;

use super::wish::Wish;
use super::{PairDesk, topic};
use crate::route::set_query;
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Fact, Facts, Panel, word};
use crate::{t, text};

/// The panel of a person.
#[component]
pub(in super::super) fn PeerPanel(pairs: PairDesk, person: PersonId) -> impl IntoView {
    let store = pairs.desk.store;
    let name = Signal::derive(move || store.read(Slice::People, |w| words::record_name(person.into(), w)));
    let school = store.peek(|w| {
        let school = w.people.get(person).and_then(|p| w.school_of(p));
        school.map(|s| s.name.clone()).unwrap_or_default()
    });
    let facts = Signal::derive(move || {
        store.read(Slice::People, |w| {
            let Some(person) = w.people.get(person) else { return Vec::new() };
            // Who says nothing offers, or wants, their subjects.
            let said = |list: orken_core::model::Texts<'_>| match list.len() {
                0 => words::listed(person.subjects().iter().map(|s| word("subject", s.code())).collect()),
                _ => list.join(", "),
            };
            vec![
                Fact::new(text!(PeopleOffers), said(person.offers())),
                Fact::new(text!(PeopleWants), said(person.wants())),
            ]
        })
    });
    let has_pairs = move || pairs.standing.with(|s| s.as_ref().is_some_and(|s| !s.pairs.is_empty() && !s.broken));
    view! {
        <Panel title=name subtitle=school on_close=|()| set_query("peer", None::<u64>)>
            <Facts facts />
            <h3>{t!(PairsMentoredBy)}</h3>
            <Others pairs person mentors=true />
            <h3>{t!(PairsMentors)}</h3>
            <Others pairs person mentors=false />
            {move || has_pairs().then(|| view! { <Wish pairs person /> })}
        </Panel>
    }
}

/// Who mentors someone, or whom they mentor, each with topic and distance.
#[component]
fn Others(pairs: PairDesk, person: PersonId, mentors: bool) -> impl IntoView {
    let list = move || -> Vec<(PersonId, Pair)> {
        let Some(standing) = pairs.standing.get() else { return Vec::new() };
        let other = |pair: &Pair| match mentors {
            true => (pair.learner == person).then_some(pair.mentor),
            false => (pair.mentor == person).then_some(pair.learner),
        };
        standing.pairs.iter().filter_map(|(_, pair)| Some((other(pair)?, pair.clone()))).collect()
    };
    let line = move |(other, pair): (PersonId, Pair)| {
        let about = Some(topic(&pair)).filter(|t| !t.is_empty()).unwrap_or_else(|| text!(PairsUnmet));
        view! {
            <li>
                <button type="button" class="row-link" on:click=move |_| set_query("peer", Some(other.0))>
                    <b>{pairs.name(other)}</b>
                    <small>{text!(PairsAbout, topic = about, km = pair.km)}</small>
                </button>
            </li>
        }
    };
    move || {
        let list = list();
        if list.is_empty() {
            return view! { <p class="quiet">{t!(PairsNobody)}</p> }.into_any();
        }
        view! { <ul class="row-links">{list.into_iter().map(line).collect_view()}</ul> }.into_any()
    }
}
