//! What a coordinator asks of a timetable that stands: free a trainer's day, fill a group's gap. The worker looks for the
//! fewest changes; they are told one by one, with what they cost, and made as one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::finding::Finding;
use orken_core::model::Placed;
use orken_core::solver::timetable::{SessionChange, Wish};

use super::session_panel::when;
use super::{Desk, Of};
use crate::effects::turn::spawn_local;
use crate::intl::{DateStyle, date};
use crate::pages::groups::Findings;
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Aside, Button, ButtonKind, Choice, SelectField};
use crate::worker::tasks::{Demand, Met, Wanted};
use crate::{t, text};

type Answer = Result<Met, Finding>;

/// A day, and a slot of it where one is meant.
type Time = (NaiveDate, Option<u8>);

fn key(time: &Time) -> String {
    let slot = time.1.map(|s| s.to_string()).unwrap_or_default();
    format!("{}/{slot}", time.0)
}

/// What can be chosen: days on which the trainer teaches, or slots in which the group has nothing.
fn times(desk: Desk, (of, stream): (Of, usize)) -> Vec<Time> {
    desk.store.read(Slice::STEPS, |w| {
        let Some(intake) = w.intakes.get(desk.intake) else { return Vec::new() };
        let days = intake.streams.get(stream).map(|s| s.days.clone()).unwrap_or_default();
        let mine = w.sessions_of(desk.intake).filter(|s| of.shows(w, s)).filter_map(|s| s.placed);
        match of {
            Of::Trainer(_) => {
                let taught: BTreeSet<NaiveDate> = mine.map(|p| p.date).collect();
                days.into_iter().filter(|d| taught.contains(d)).map(|d| (d, None)).collect()
            }
            Of::Group(group) if w.groups.get(group).is_some_and(|g| usize::from(g.stream) == stream) => {
                let taught: BTreeSet<(NaiveDate, u8)> = mine.map(|p| (p.date, p.slot)).collect();
                let cells = days.into_iter().filter(|&d| !w.is_day_off(d));
                let cells = cells.flat_map(|d| (0u8..).zip(&intake.slots).map(move |(s, _)| (d, s)));
                cells.filter(|cell| !taught.contains(cell)).map(|(d, s)| (d, Some(s))).collect()
            }
            _ => Vec::new(),
        }
    })
}

fn time_words(desk: Desk, (day, slot): Time) -> String {
    let starts = desk.store.peek(|w| {
        let slots = w.intakes.get(desk.intake).map(|i| &i.slots)?;
        slots.get(usize::from(slot?)).map(|s| s.starts.to_string())
    });
    let day = date(day, DateStyle::WeekdayDay);
    starts.map_or_else(|| day.clone(), |starts| format!("{day}, {starts}"))
}

/// The chooser of a day or a slot, and what comes of asking.
#[component]
pub(super) fn Demands(desk: Desk, shown: Signal<(Of, usize)>) -> impl IntoView {
    let times = Memo::new(move |_| times(desk, shown.get()));
    let chosen = RwSignal::new(None::<Time>);
    let asked = RwSignal::new(None::<Wanted>);
    let answer = RwSignal::new(None::<Answer>);
    // An answer is about the timetable, and about the trainer or group, that it was asked of.
    Effect::new(move |_| {
        shown.track();
        desk.problem.track();
        chosen.set(None);
        asked.set(None);
        answer.set(None);
    });
    let gap = Signal::derive(move || matches!(shown.get().0, Of::Group(_)));
    let ask = move |()| {
        let Some(wanted) = chosen.get_untracked().and_then(|time| wanted(shown.get_untracked().0, time)) else {
            return;
        };
        asked.set(Some(wanted));
        answer.set(None);
        let records = desk.store.records();
        spawn_local(async move {
            let found = crate::worker::run(Demand { intake: desk.intake, wanted }, records).await;
            if asked.try_get_untracked().flatten() == Some(wanted) {
                let _ = answer.try_set(Some(found.map(|done| done.answer)));
            }
        });
    };
    let choose = move |value: String| {
        asked.set(None);
        answer.set(None);
        chosen.set(times.with_untracked(|times| times.iter().copied().find(|time| key(time) == value)));
    };
    let choices = Signal::derive(move || {
        times.get().iter().map(|time| Choice::new(key(time), time_words(desk, *time))).collect::<Vec<_>>()
    });
    let told = move || match (asked.get(), answer.get()) {
        (None, _) => ().into_any(),
        (Some(_), None) => view! { <p role="status">{t!(TimetableDemandWait)}</p> }.into_any(),
        (Some(wanted), Some(Ok(met))) => view! { <Ways desk wanted met /> }.into_any(),
        (Some(_), Some(Err(finding))) => view! { <Findings findings=vec![finding] /> }.into_any(),
    };
    let any = Memo::new(move |_| !times.with(Vec::is_empty));
    move || {
        let title =
            Signal::derive(move || if gap.get() { text!(TimetableGapTitle) } else { text!(TimetableFreeTitle) });
        let label = Signal::derive(move || if gap.get() { text!(TimetableGap) } else { text!(TimetableFreeDay) });
        let button = Signal::derive(move || if gap.get() { text!(TimetableFill) } else { text!(TimetableFree) });
        any.get().then(|| {
            view! {
                <Aside title=title>
                    <SelectField
                        label=label
                        choices
                        value=Signal::derive(move || chosen.get().as_ref().map(key).unwrap_or_default())
                        none=Signal::derive(move || text!(TimetableChoosePlace))
                        on_change=choose
                    />
                    {move || chosen.get().is_some().then(|| view! { <Button label=button on_click=ask /> })}
                    {told}
                </Aside>
            }
        })
    }
}

fn wanted(of: Of, (date, slot): Time) -> Option<Wanted> {
    match (of, slot) {
        (Of::Trainer(trainer), None) => Some(Wanted::Free { trainer, date }),
        (Of::Group(group), Some(slot)) => Some(Wanted::Fill { group, date, slot }),
        _ => None,
    }
}

/// Every way that was found, or why there is none.
#[component]
fn Ways(desk: Desk, wanted: Wanted, met: Met) -> impl IntoView {
    let Met { ways, reasons } = met;
    // That nothing is better was looked for among all sessions only for a day; a gap has a list to choose from.
    let best = matches!(wanted, Wanted::Free { .. });
    view! {
        <div role="status" data-testid="demand">
            {(!reasons.is_empty()).then(|| view! { <Findings findings=reasons /> })}
            {ways.into_iter().map(|wish| view! { <Way desk wish best /> }).collect_view()}
        </div>
    }
}

/// The changes in words, the cost, and the button that makes them.
#[component]
fn Way(desk: Desk, wish: Wish, best: bool) -> impl IntoView {
    let lines: Vec<String> = wish.changes.iter().map(|change| line(desk, change)).collect();
    let (before, after) = (wish.before.penalty(), wish.after.penalty());
    let cost = text!(TimetableDemandCost, n = lines.len(), before = before, after = after);
    let proven = (best && wish.fewest).then(|| text!(TimetableDemandFewest));
    let make = move |()| {
        let records = desk.store.peek(|w| wish.records(w));
        let done = text!(TimetableDemandMade, n = records.len());
        desk.run(Command::Put { what: Cause::Edit, records, remove: Vec::new() }, done);
    };
    view! {
        <ul class="findings">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        <p>{cost} " " {proven}</p>
        <Button label=t!(TimetableDemandMake) kind=ButtonKind::Primary on_click=make />
    }
}

fn line(desk: Desk, change: &SessionChange) -> String {
    let session = desk.store.peek(|w| match change.session {
        Some(session) => words::record_name(session.into(), w),
        None => words::record_name(change.group.into(), w),
    });
    let from = change.from.map_or_else(|| text!(TimetableTabUnplaced), |placed| place(desk, placed));
    text!(TimetableDemandLine, session = session, from = from, to = place(desk, change.to))
}

/// Day, time, room and trainer.
fn place(desk: Desk, placed: Placed) -> String {
    let (room, trainer) = desk.store.peek(|w| {
        let room = w.rooms.get(placed.room).map(|r| text!(TimetableRoomShort, name = r.name.clone()));
        (room, w.trainers.get(placed.trainer).map(|t| t.name.clone()))
    });
    [Some(when(desk, placed)), room, trainer].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
