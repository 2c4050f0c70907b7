//! What would give a waiting person a place, worked out by trying each change and selecting again.

use leptos::prelude::*;
use orken_core::finding::Finding;
use orken_core::model::PersonId;
use orken_core::solver::select::Seat;

use super::facts::{Open, unit_line};
use crate::effects::turn::spawn_local;
use crate::text as sentences;
use crate::ui::{Button, Tone, Verdict};
use crate::worker::tasks::WouldSeat;
use crate::{t, text};

/// How many of those who could step back are named: the last ones, who are nearest to the cut.
const NAMED: usize = 8;

/// Asks the worker, and shows what it found.
#[component]
pub(super) fn WorkOut(open: Open, person: PersonId) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<Vec<Seat>, Finding>>);
    let asked = RwSignal::new(false);
    let ask = move |()| {
        asked.set(true);
        let records = open.store.records();
        spawn_local(async move {
            let task = WouldSeat { intake: open.intake, person };
            let found = crate::worker::run(task, records).await.map(|done| done.answer);
            let _ = answer.try_set(Some(found));
        });
    };
    move || match (asked.get(), answer.get()) {
        (false, _) => view! { <Button label=t!(SeatAsk) on_click=ask /> }.into_any(),
        (true, None) => view! { <p role="status">{t!(GroupsWouldWait)}</p> }.into_any(),
        (true, Some(Ok(seats))) if seats.is_empty() => view! { <p>{t!(GroupsWouldNothing)}</p> }.into_any(),
        (true, Some(Ok(seats))) => {
            let line = |seat: &Seat| view! { <p>{seat_line(open, seat)}</p> };
            view! { <div role="status" data-testid="would-seat">{seats.iter().map(line).collect_view()}</div> }
                .into_any()
        }
        (true, Some(Err(finding))) => {
            let label = open.store.peek(|w| sentences::finding(&finding, w));
            view! { <Verdict label tone=Tone::Bad /> }.into_any()
        }
    }
}

fn seat_line(open: Open, seat: &Seat) -> String {
    match seat {
        Seat::MorePlaces(more) => {
            let one = |(unit, n): &(Option<usize>, u32)| text!(SeatMoreOne, unit = unit_name(open, *unit), n = *n);
            text!(SeatMore, list = more.iter().map(one).collect::<Vec<_>>().join("; "))
        }
        Seat::OneLeaves(people) => {
            let name =
                |id: &PersonId| open.store.peek(|w| w.people.get(*id).map(|p| p.name().to_owned()).unwrap_or_default());
            let last: Vec<String> = people.iter().rev().take(NAMED).map(name).collect();
            text!(SeatLeaves, n = people.len(), list = last.join(", "))
        }
    }
}

/// The unit's words; none stands for the places of the intake.
fn unit_name(open: Open, unit: Option<usize>) -> String {
    let Some(at) = unit else { return text!(SeatIntake) };
    open.all.with(|all| open.store.peek(|w| unit_line(all, at, w)))
}
