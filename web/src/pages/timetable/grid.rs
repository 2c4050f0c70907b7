//! The grid of one venue, group, trainer or room in one stream.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::{Finding, Severity};
use orken_core::model::{Placed, Session, SessionId};
use orken_core::workspace::Workspace;

use super::{Desk, Of};
use crate::intl::{DateStyle, date};
use crate::route::set_query;
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Cell, CellMark, GridCard, GridData, GridHead, TimetableGrid};
use crate::{t, text};

/// The teaching days of a stream.
fn days(w: &Workspace, desk: Desk, stream: usize) -> Vec<NaiveDate> {
    let intake = w.intakes.get(desk.intake);
    intake.and_then(|i| i.streams.get(stream)).map(|s| s.days.clone()).unwrap_or_default()
}

fn head_of_slots(w: &Workspace, desk: Desk) -> Vec<GridHead> {
    let slots = w.intakes.get(desk.intake).map(|i| i.slots.clone()).unwrap_or_default();
    let mut hour = 1;
    let head = |slot: &orken_core::model::Slot| {
        let (first, last) = (hour, hour + slot.hours.0.max(1) - 1);
        hour = last + 1;
        let note = if first == last { first.to_string() } else { format!("{first}–{last}") };
        GridHead { label: slot.starts.to_string(), note }
    };
    slots.iter().map(head).collect()
}

fn card(w: &Workspace, of: Of, session: &Session, place: (usize, Placed)) -> Option<GridCard> {
    let (day, placed) = place;
    let group = w.groups.get(session.group)?;
    let room = w.rooms.get(placed.room).map(|r| text!(TimetableRoomShort, name = r.name.clone()));
    let trainer = w.trainers.get(placed.trainer).map(|t| surname(&t.name));
    let venue = w.venues.get(group.venue).map(|v| v.name.clone());
    let parts = match of {
        Of::Trainer(_) => [venue, room],
        Of::Room(_) => [None, trainer],
        Of::Venue(_) | Of::Group(_) => [room, trainer],
    };
    Some(GridCard {
        id: session.id.0,
        day,
        slot: usize::from(placed.slot),
        title: words::group_name(group.subject, group.number),
        note: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        colour: group.subject.map_or(0, |s| s as u8),
        locked: session.locked,
    })
}

fn surname(name: &str) -> String {
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

fn data(desk: Desk, (of, stream): (Of, usize)) -> GridData {
    desk.store.read(Slice::STEPS, |w| {
        let days = days(w, desk, stream);
        let mine = w.sessions_of(desk.intake).filter(|s| of.shows(w, s));
        let cards = mine.filter_map(|session| {
            let placed = session.placed?;
            let day = days.iter().position(|d| *d == placed.date)?;
            card(w, of, session, (day, placed))
        });
        GridData {
            cards: cards.collect(),
            slots: head_of_slots(w, desk),
            days: days
                .iter()
                .map(|&d| GridHead { label: date(d, DateStyle::WeekdayDay), note: String::new() })
                .collect(),
        }
    })
}

/// The first error in words, or what it costs.
fn mark(desk: Desk, findings: &[Finding], delta: i64) -> CellMark {
    match findings.iter().find(|f| f.severity == Severity::Error) {
        Some(error) => CellMark::Blocked(desk.store.peek(|w| words::finding(error, w))),
        None => CellMark::Fits(text!(TimetableFits, n = delta)),
    }
}

/// Every cell's answer to "could the picked session go here?".
fn marks(desk: Desk, picked: Option<SessionId>, stream: usize) -> BTreeMap<Cell, CellMark> {
    let Some(session) = picked else { return BTreeMap::new() };
    let days = desk.store.read(Slice::STEPS, |w| days(w, desk, stream));
    let now = desk.store.peek(|w| w.sessions.get(session).and_then(|s| s.placed));
    let options = desk.ask(session, |table, event| table.options(event)).unwrap_or_default();
    let cell = |v: orken_core::solver::timetable::explain::Verdict| {
        let here = now.is_some_and(|n| (n.date, n.slot) == (v.placed.date, v.placed.slot));
        let day = days.iter().position(|d| *d == v.placed.date).filter(|_| !here)?;
        Some(((day, usize::from(v.placed.slot)), mark(desk, &v.findings, v.delta)))
    };
    options.into_iter().filter_map(cell).collect()
}

/// The grid.
#[component]
pub(super) fn Grid(desk: Desk, shown: Signal<(Of, usize)>, picked: Memo<Option<SessionId>>) -> impl IntoView {
    let table = Memo::new(move |_| data(desk, shown.get()));
    let answers = Memo::new(move |_| marks(desk, picked.get(), shown.get().1));
    let place = move |(card, (day, slot)): (u64, Cell)| {
        let session = SessionId(card);
        let when = desk.store.peek(|w| days(w, desk, shown.get_untracked().1).get(day).copied());
        let Some(when) = when else { return };
        let Ok(slot) = u8::try_from(slot) else { return };
        let to = desk.ask(session, |table, event| table.explain_move(event, when, slot, None, None));
        if let Some(Ok(verdict)) = to {
            desk.run(Command::MoveSession { session, to: Some(verdict.placed) }, text!(TimetableMoved));
            set_query("session", None::<u64>);
        }
    };
    let clashes = move || desk.faults.with(|f| f.as_ref().map(|f| f.keys().map(|s| s.0).collect()).unwrap_or_default());
    let pick = |card: Option<u64>| set_query("session", card);
    view! {
        <TimetableGrid
            caption=t!(StepTimetable)
            data=table
            picked=Signal::derive(move || picked.get().map(|s| s.0))
            marks=Signal::derive(move || answers.get())
            clashes=Signal::derive(clashes)
            on_pick=pick
            on_place=place
        />
    }
}
