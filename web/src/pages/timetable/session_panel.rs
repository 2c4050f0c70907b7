//! One session: where it is, what every other place would break, a move, a lock, a swap, another room or trainer.

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::{Finding, Severity};
use orken_core::model::{Placed, SessionId};
use orken_core::solver::timetable::explain::Verdict as Option_;

use super::{Desk, hands};
use crate::intl::{DateStyle, date};
use crate::route::set_query;
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Answer, Button, ButtonKind, Check, CheckList, Choice, Fact, Facts, Panel, SelectField};
use crate::{t, text};

pub(super) fn when(desk: Desk, placed: Placed) -> String {
    let starts = desk.store.peek(|w| {
        let intake = w.intakes.get(desk.intake)?;
        intake.slots.get(usize::from(placed.slot)).map(|s| s.starts.to_string())
    });
    format!("{}, {}", date(placed.date, DateStyle::WeekdayDay), starts.unwrap_or_default())
}

pub(super) fn breaks(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.severity == Severity::Error)
}

/// The panel.
#[component]
pub(super) fn SessionPanel(desk: Desk, session: SessionId) -> impl IntoView {
    let record = Memo::new(move |_| desk.store.read(Slice::STEPS, |w| w.sessions.get(session).cloned()));
    let title = Signal::derive(move || desk.store.read(Slice::STEPS, |w| words::record_name(session.into(), w)));
    let facts = Signal::derive(move || {
        let Some(record) = record.get() else { return Vec::new() };
        desk.store.peek(|w| {
            let intake = w.intakes.get(desk.intake);
            let module = intake.and_then(|i| w.courses.get(i.course)?.modules.get(usize::from(record.module)).cloned());
            let group = w.groups.get(record.group);
            let venue = group.and_then(|g| w.venues.get(g.venue)).map(|v| v.name.clone());
            let mut facts = Vec::new();
            facts.extend(module.map(|m| Fact::new(text!(TimetableModule), m.name)));
            facts.extend(venue.map(|v| Fact::new(text!(GroupsVenue), v)));
            if let Some(placed) = record.placed {
                facts.push(Fact::new(text!(TimetableWhen), when(desk, placed)));
                facts.extend(w.rooms.get(placed.room).map(|r| Fact::new(text!(TimetableRoom), r.name.clone())));
                facts
                    .extend(w.trainers.get(placed.trainer).map(|t| Fact::new(text!(TimetableTrainer), t.name.clone())));
            }
            facts
        })
    });
    let locked = Memo::new(move |_| record.with(|r| r.as_ref().is_some_and(|r| r.locked)));
    let lock = move |()| {
        let locked = !locked.get_untracked();
        let done = if locked { text!(TimetableLocked) } else { text!(TimetableUnlocked) };
        desk.run(Command::Lock { sessions: vec![session], locked }, done);
    };
    view! {
        <Panel title on_close=|()| set_query("session", None::<u64>)>
            <Facts facts />
            <div class="panel-buttons">
                {move || {
                    let label = if locked.get() { text!(TimetableUnlock) } else { text!(TimetableLock) };
                    view! { <Button label=label on_click=lock /> }
                }}
            </div>
            <Now desk session />
            {move || (!locked.get()).then(|| view! { <hands::Hands desk session /> })}
            {move || (!locked.get()).then(|| view! { <Places desk session /> })}
        </Panel>
    }
}

/// What the session breaks where it is.
#[component]
fn Now(desk: Desk, session: SessionId) -> impl IntoView {
    let checks = Signal::derive(move || {
        let placed = desk.store.read(Slice::STEPS, |w| w.sessions.get(session).and_then(|s| s.placed));
        let Some(p) = placed else { return Vec::new() };
        let verdict =
            desk.ask(session, |table, event| table.explain_move(event, p.date, p.slot, Some(p.room), Some(p.trainer)));
        let Some(Ok(verdict)) = verdict else { return Vec::new() };
        let errors = verdict.findings.iter().filter(|f| f.severity == Severity::Error);
        errors.map(|f| Check::new(Answer::No, desk.store.peek(|w| words::finding(f, w)))).collect()
    });
    view! { <CheckList checks /> }
}

/// Every day and slot of the stream with its verdict, and the move to the one chosen.
#[component]
fn Places(desk: Desk, session: SessionId) -> impl IntoView {
    let options = Memo::new(move |_| desk.ask(session, |table, event| table.options(event)).unwrap_or_default());
    let now = Memo::new(move |_| desk.store.read(Slice::STEPS, |w| w.sessions.get(session).and_then(|s| s.placed)));
    let others = move || {
        let here = now.get();
        let other = |v: &Option_| here.is_none_or(|n| (n.date, n.slot) != (v.placed.date, v.placed.slot));
        options.get().into_iter().filter(other).collect::<Vec<_>>()
    };
    let checks = Signal::derive(move || {
        let mut list = others();
        list.sort_by_key(|v| (breaks(&v.findings), v.delta, v.placed));
        let line = |v: &Option_| {
            let first = v.findings.iter().max_by_key(|f| f.severity);
            let answer = match (breaks(&v.findings), v.delta) {
                (true, _) => Answer::No,
                (false, d) if d > 0 => Answer::Look,
                _ => Answer::Yes,
            };
            let note = match first {
                Some(finding) => desk.store.peek(|w| words::finding(finding, w)),
                None => text!(TimetableFits, n = v.delta),
            };
            Check::new(answer, when(desk, v.placed)).note(note)
        };
        list.iter().map(line).collect()
    });
    let to = RwSignal::new(String::new());
    let key = |v: &Option_| format!("{}/{}", v.placed.date, v.placed.slot);
    let choices = Signal::derive(move || {
        let fits = others().into_iter().filter(|v| !breaks(&v.findings));
        fits.map(|v| Choice::new(key(&v), when(desk, v.placed))).collect::<Vec<_>>()
    });
    let go = move |()| {
        let wanted = to.get_untracked();
        let found = options.with_untracked(|list| list.iter().find(|v| key(v) == wanted).map(|v| v.placed));
        if let Some(placed) = found {
            desk.run(Command::MoveSession { session, to: Some(placed) }, text!(TimetableMoved));
            to.set(String::new());
        }
    };
    view! {
        <section class="panel-part">
            <SelectField
                label=t!(TimetableMoveTo)
                choices
                value=to
                none=Signal::derive(move || text!(TimetableChoosePlace))
                on_change=move |value| to.set(value)
            />
            {move || {
                (!to.with(String::is_empty))
                    .then(|| view! { <Button label=t!(TimetableMove) kind=ButtonKind::Primary on_click=go /> })
            }}
            <h3>{t!(TimetableWhyNot)}</h3>
            <CheckList checks />
        </section>
    }
}
