//! Another room or trainer at the same time, and a swap with another session of the group: first what it would break and
//! cost, then the change, if it is still wanted.

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::{Code, Finding, Severity};
use orken_core::model::{Placed, RoomId, SessionId, TrainerId};
use orken_core::solver::timetable::explain::Verdict;

use super::Desk;
use super::session_panel::{breaks, when};
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Answer, Button, ButtonKind, Check, CheckList, Choice, SelectField};
use crate::{t, text};

/// What is thought of and not done yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plan {
    Place(Placed),
    Swap(SessionId),
}

/// The three choosers, and under them what the last choice would do.
#[component]
pub(super) fn Hands(desk: Desk, session: SessionId) -> impl IntoView {
    let now = Memo::new(move |_| desk.store.read(Slice::STEPS, |w| w.sessions.get(session).and_then(|s| s.placed)));
    let plan = RwSignal::new(None::<Plan>);
    // A plan is about the place that it was made for.
    Effect::new(move |before: Option<Option<Placed>>| {
        let now = now.get();
        if before.is_some_and(|before| before != now) {
            plan.set(None);
        }
        now
    });
    let rooms = Signal::derive(move || rooms(desk, session));
    let trainers = Signal::derive(move || trainers(desk, session));
    let others = Signal::derive(move || others(desk, session));
    let at = move || match plan.get() {
        Some(Plan::Place(placed)) => Some(placed),
        Some(Plan::Swap(_)) | None => now.get(),
    };
    let think_of = move |edit: fn(Placed, u64) -> Placed| {
        move |value: String| {
            let (Some(placed), Ok(id)) = (now.get_untracked(), value.parse()) else { return };
            plan.set(Some(Plan::Place(edit(placed, id))).filter(|p| *p != Plan::Place(placed)));
        }
    };
    let room = Signal::derive(move || at().map(|p| p.room.0.to_string()).unwrap_or_default());
    let trainer = Signal::derive(move || at().map(|p| p.trainer.0.to_string()).unwrap_or_default());
    let other = Signal::derive(move || match plan.get() {
        Some(Plan::Swap(other)) => other.0.to_string(),
        _ => String::new(),
    });
    view! {
        <section class="panel-part">
            <SelectField
                label=t!(TimetableRoom)
                choices=rooms
                value=room
                on_change=think_of(|p, id| Placed { room: RoomId(id), ..p })
            />
            <SelectField
                label=t!(TimetableTrainer)
                choices=trainers
                value=trainer
                on_change=think_of(|p, id| Placed { trainer: TrainerId(id), ..p })
            />
            <SelectField
                label=t!(TimetableSwap)
                choices=others
                value=other
                none=Signal::derive(move || text!(TimetableChooseSession))
                on_change=move |value: String| plan.set(value.parse().ok().map(|id| Plan::Swap(SessionId(id))))
            />
            {move || plan.get().map(|thought| view! { <Outcome desk session thought plan /> })}
        </section>
    }
}

/// What a plan would break and cost, and the buttons to carry it out or to drop it.
#[component]
fn Outcome(desk: Desk, session: SessionId, thought: Plan, plan: RwSignal<Option<Plan>>) -> impl IntoView {
    let verdicts = Memo::new(move |_| judge(desk, session, thought));
    let broken = Memo::new(move |_| match verdicts.get() {
        Ok(verdicts) => verdicts.iter().any(|v| breaks(&v.findings)),
        Err(_) => true,
    });
    let checks = Signal::derive(move || {
        let line = |answer, finding: &Finding| Check::new(answer, desk.store.peek(|w| words::finding(finding, w)));
        let verdicts = match verdicts.get() {
            Ok(verdicts) => verdicts,
            Err(finding) => return vec![line(Answer::No, &finding)],
        };
        let findings = verdicts.iter().flat_map(|v| &v.findings);
        let mut checks: Vec<Check> =
            findings.map(|f| line(if f.severity == Severity::Error { Answer::No } else { Answer::Look }, f)).collect();
        if !broken.get() {
            let price = verdicts.first().map_or(0, |v| v.delta);
            let answer = if price > 0 { Answer::Look } else { Answer::Yes };
            checks.insert(0, Check::new(answer, text!(TimetableFits, n = price)));
        }
        checks
    });
    let carry_out = move |()| {
        // A second click must not take it back.
        plan.set(None);
        match thought {
            Plan::Place(to) => desk.run(Command::MoveSession { session, to: Some(to) }, text!(TimetableMoved)),
            Plan::Swap(other) => desk.run(Command::SwapSessions(session, other), text!(TimetableSwapped)),
        }
    };
    let button = move || match broken.get() {
        false => view! { <Button label=t!(TimetableChange) kind=ButtonKind::Primary on_click=carry_out /> },
        true => view! { <Button label=t!(TimetableChangeAnyway) kind=ButtonKind::Danger on_click=carry_out /> },
    };
    view! {
        <div class="plan" role="status" data-testid="plan">
            <CheckList checks />
            <div class="panel-buttons">
                {button} <Button label=t!(UiCancel) kind=ButtonKind::Quiet on_click=move |()| plan.set(None) />
            </div>
        </div>
    }
}

fn judge(desk: Desk, session: SessionId, plan: Plan) -> Result<Vec<Verdict>, Finding> {
    let asked = desk.ask(session, |table, event| match plan {
        Plan::Place(p) => {
            table.explain_move(event, p.date, p.slot, Some(p.room), Some(p.trainer)).map(|verdict| vec![verdict])
        }
        Plan::Swap(other) => match table.session(other) {
            Some(other) => table.explain_swap(event, other).map(Vec::from),
            None => Err(Finding::error(Code::SessionMissing).about(other)),
        },
    });
    asked.unwrap_or_else(|| Err(Finding::error(Code::SessionMissing).about(session)))
}

fn rooms(desk: Desk, session: SessionId) -> Vec<Choice> {
    desk.store.read(Slice::STEPS, |w| {
        let venue = w.sessions.get(session).and_then(|s| w.groups.get(s.group)).map(|g| g.venue);
        let rooms = w.rooms.iter().filter(|r| Some(r.venue) == venue);
        rooms.map(|r| Choice::new(r.id.0.to_string(), r.name.clone())).collect()
    })
}

/// The intake's trainers who know the group's subject.
fn trainers(desk: Desk, session: SessionId) -> Vec<Choice> {
    desk.store.read(Slice::STEPS, |w| {
        let subject = w.sessions.get(session).and_then(|s| w.groups.get(s.group)).and_then(|g| g.subject);
        let used = w.intakes.get(desk.intake).map(|i| i.trainers.clone()).unwrap_or_default();
        let able = used.iter().filter_map(|&id| w.trainers.get(id));
        let able = able.filter(|t| t.subjects.is_empty() || subject.is_none_or(|s| t.subjects.contains(&s)));
        able.map(|t| Choice::new(t.id.0.to_string(), t.name.clone())).collect()
    })
}

/// The group's other sessions that may move.
fn others(desk: Desk, session: SessionId) -> Vec<Choice> {
    desk.store.read(Slice::STEPS, |w| {
        let group = w.sessions.get(session).map(|s| s.group);
        let same = w.sessions.iter().filter(|s| Some(s.group) == group && s.id != session && !s.locked);
        let placed = same.filter_map(|s| Some((s, s.placed?)));
        let choice = |(s, p): (&orken_core::model::Session, Placed)| {
            let module = text!(TimetableModuleN, n = u32::from(s.module) + 1);
            Choice::new(s.id.0.to_string(), format!("{module} · {}", when(desk, p)))
        };
        placed.map(choice).collect()
    })
}
