//! The recorded pairs, and who has no mentor or no learner.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::finding::Finding;
use orken_core::model::PersonId;
use orken_core::solver::pair::{Pair, Unpaired};
use orken_core::workspace::Workspace;

use super::{PairDesk, topic};
use crate::effects::turn::spawn_local;
use crate::locale::Key;
use crate::route::{query, set_query};
use crate::text as words;
use crate::ui::{Badge, Column, DataTable, RowId, Rows, SortKey, Tone};
use crate::worker::tasks::WhyUnpaired;
use crate::{t, text};

fn opened_peer() -> Signal<Option<PersonId>> {
    let peer = query("peer");
    Signal::derive(move || peer.get().and_then(|id| id.parse().ok()).map(PersonId))
}

fn open(person: PersonId) {
    set_query("peer", Some(person.0));
}

fn school(w: &Workspace, person: PersonId) -> String {
    let school = w.people.get(person).and_then(|p| w.school_of(p));
    school.map(|s| s.name.clone()).unwrap_or_default()
}

/// Every pair: mentor, learner, topic, distance. A row opens its mentor.
#[component]
pub(super) fn Recorded(pairs: PairDesk) -> impl IntoView {
    let rows = Memo::new(move |_| -> Rows {
        pairs
            .standing
            .with(|s| s.as_ref().map(|s| Arc::new(s.pairs.iter().map(|(id, _)| id.0).collect())))
            .unwrap_or_default()
    });
    let pair = move |row: RowId| -> Option<Pair> { pairs.standing.get()?.pair(row).cloned() };
    let name = move |person: Option<PersonId>| person.map(|p| pairs.name(p)).unwrap_or_default();
    let at =
        move |person: Option<PersonId>| person.map(|p| pairs.desk.store.peek(|w| school(w, p))).unwrap_or_default();
    let columns = vec![
        Column::text("mentor", Key::PairsMentor, move |r| name(pair(r).map(|p| p.mentor))),
        Column::text("learner", Key::PairsLearner, move |r| name(pair(r).map(|p| p.learner))),
        Column::text("topic", Key::PairsTopic, move |r| pair(r).map(|p| topic(&p)).unwrap_or_default()),
        Column::figure("km", Key::GroupsKm, move |r| pair(r).map(|p| p.km)),
        Column::text("mentor-school", Key::PairsMentorSchool, move |r| at(pair(r).map(|p| p.mentor))).hidden(),
        Column::text("learner-school", Key::PairsLearnerSchool, move |r| at(pair(r).map(|p| p.learner))).hidden(),
    ];
    let peer = opened_peer();
    let opened = Signal::derive(move || {
        let (peer, standing) = (peer.get()?, pairs.standing.get()?);
        standing.pairs.iter().find(|(_, pair)| pair.mentor == peer).map(|(id, _)| id.0)
    });
    let on_open = move |row: RowId| {
        if let Some(pair) = pairs.standing.get_untracked().and_then(|s| s.pair(row).cloned()) {
            open(pair.mentor);
        }
    };
    view! { <DataTable name="pairs" caption=t!(PairsTab) columns rows opened on_open /> }
}

/// Whoever has no mentor or no learner, and why; the worker works the reasons out.
#[component]
pub(super) fn Without(pairs: PairDesk) -> impl IntoView {
    let reasons = RwSignal::new(BTreeMap::<PersonId, Finding>::new());
    let without =
        Memo::new(move |_| pairs.standing.with(|s| s.as_ref().map(|s| s.without.clone()).unwrap_or_default()));
    Effect::new(move |_| {
        if without.with(Vec::is_empty) {
            return;
        }
        let task = WhyUnpaired { intake: pairs.desk.intake, options: pairs.options.get_untracked() };
        let records = pairs.desk.store.records();
        spawn_local(async move {
            let Ok(done) = crate::worker::run(task, records).await else { return };
            let found = done.answer.into_iter().map(|Unpaired { person, reason }| (person, reason));
            let _ = reasons.try_set(found.collect());
        });
    });
    let why = move |row: RowId| -> String {
        reasons.with(|all| match all.get(&PersonId(row)) {
            Some(reason) => pairs.desk.store.peek(|w| words::finding(reason, w)),
            None => text!(GroupsWouldWait),
        })
    };
    let columns = move || {
        vec![
            Column::text("name", Key::GroupsName, move |r| pairs.name(PersonId(r))),
            Column::text("school", Key::GroupsSchool, move |r| pairs.desk.store.peek(|w| school(w, PersonId(r)))),
            Column::view("why", Key::GroupsWhy, move |r| {
                view! { <Badge label=Signal::derive(move || why(r)) tone=Tone::Warn plain=true /> }.into_any()
            })
            .sorted(move |r| SortKey::Text(why(r))),
        ]
    };
    let rows = Memo::new(move |_| -> Rows { Arc::new(without.get().into_iter().map(|p| p.0).collect()) });
    let peer = opened_peer();
    let any = Memo::new(move |_| !without.with(Vec::is_empty));
    move || {
        any.get().then(|| {
            view! {
                <h3>{t!(PairsWithout)}</h3>
                <DataTable
                    name="without-pair"
                    caption=t!(PairsWithout)
                    columns=columns()
                    rows
                    opened=Signal::derive(move || peer.get().map(|p| p.0))
                    on_open=|row| open(PersonId(row))
                />
            }
        })
    }
}
