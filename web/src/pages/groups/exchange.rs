//! Where a group is full: the cheapest exchange that seats the person all the same, each move named, to be made as one.

use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::finding::Finding;
use orken_core::model::{Enrolment, GroupId, PersonId, Record};
use orken_core::solver::place::exchange::GroupExchange;

use super::{Desk, Findings, Recorded};
use crate::effects::turn::spawn_local;
use crate::text as words;
use crate::ui::{Aside, Button};
use crate::worker::tasks::WouldExchange;
use crate::{t, text};

/// What the worker says.
type Answer = Result<Option<GroupExchange>, Finding>;

/// Asks the worker for the exchange, and shows it or that there is none.
#[component]
pub(super) fn Offer(desk: Desk, person: PersonId, group: GroupId) -> impl IntoView {
    let answer = RwSignal::new(None::<Answer>);
    let asked = RwSignal::new(false);
    let ask = move |()| {
        asked.set(true);
        let records = desk.store.records();
        spawn_local(async move {
            let task = WouldExchange { intake: desk.intake, person, group };
            let found = crate::worker::run(task, records).await.map(|done| done.answer);
            let _ = answer.try_set(Some(found));
        });
    };
    view! {
        <Aside title=t!(GroupsExchangeTitle)>
            {move || match (asked.get(), answer.get()) {
                (false, _) => view! { <Button label=t!(GroupsWouldAsk) on_click=ask /> }.into_any(),
                (true, None) => view! { <p role="status">{t!(GroupsWouldWait)}</p> }.into_any(),
                (true, Some(Ok(Some(exchange)))) => view! { <Exchange desk exchange /> }.into_any(),
                (true, Some(Ok(None))) => view! { <p role="status">{t!(GroupsNoExchange)}</p> }.into_any(),
                (true, Some(Err(finding))) => view! { <Findings findings=vec![finding] /> }.into_any(),
            }}
        </Aside>
    }
}

/// Who moves where, what it costs, and the button that does it.
#[component]
fn Exchange(desk: Desk, exchange: GroupExchange) -> impl IntoView {
    let lines = desk.recorded.get_untracked().map(|recorded| lines(desk, &recorded, &exchange)).unwrap_or_default();
    let cost = text!(GroupsMoveCost, km = exchange.km, cost = exchange.cost);
    let make = move |()| {
        let Some(recorded) = desk.recorded.get_untracked() else { return };
        let records = enrolments(desk, &recorded, &exchange);
        desk.run(Command::Put { what: Cause::Exchange, records, remove: Vec::new() }, text!(GroupsExchanged));
    };
    view! {
        <ul class="findings" role="status" data-testid="exchange">
            {lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
        <p>{cost}</p>
        <Button label=t!(GroupsExchange) on_click=make />
    }
}

/// Who goes where, a line each.
fn lines(desk: Desk, recorded: &Recorded, exchange: &GroupExchange) -> Vec<String> {
    let line = |(person, to): &(PersonId, Option<usize>)| {
        desk.store.peek(|w| {
            let name = w.people.get(*person).map(|p| p.name().to_owned()).unwrap_or_default();
            let Some(group) = to.and_then(|to| recorded.now.placement.groups.get(to)) else {
                return text!(GroupsExchangeOut, name = name);
            };
            let venue = w.venues.get(group.venue).map(|v| v.name.clone()).unwrap_or_default();
            let group = words::group_name(group.subject, group.number);
            text!(GroupsExchangeLine, name = name, group = group, venue = venue)
        })
    };
    exchange.moves.iter().map(line).collect()
}

/// The enrolments of everyone who moves, with their new groups.
fn enrolments(desk: Desk, recorded: &Recorded, exchange: &GroupExchange) -> Vec<Record> {
    desk.store.peek(|w| {
        let moved = exchange.moves.iter().filter_map(|(person, to)| {
            let before = w.enrolments_of(desk.intake).find(|e| e.person == *person)?;
            let group = to.and_then(|to| recorded.now.ids.get(to).copied());
            Some(Enrolment { group, ..before.clone() }.into())
        });
        moved.collect()
    })
}
