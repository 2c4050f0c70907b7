//! One person: their group or why they have none, and a move to another with what it would break.

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::{Code, Finding, Severity};
use orken_core::model::PersonId;
use orken_core::solver::place::explain::{MoveCheck, check_move};

use super::exchange::Offer;
use super::{Desk, Findings};
use crate::effects::turn::spawn_local;
use crate::route::set_query;
use crate::text as words;
use crate::ui::{
    Answer, Aside, Button, ButtonKind, Check, CheckList, Choice, Fact, Facts, Panel, SelectField, Tone, Verdict,
    region_name,
};
use crate::worker::tasks::WouldPlace;
use crate::{t, text};

/// The panel of a person.
#[component]
pub(super) fn PersonPanel(desk: Desk, person: PersonId) -> impl IntoView {
    let record = desk.store.peek(|w| w.people.get(person).cloned());
    let name = record.as_ref().map(|p| p.name().to_owned()).unwrap_or_default();
    let sub = desk.store.peek(|w| {
        let person = record.as_ref()?;
        let school = w.school_of(person);
        let subject = Some(words::main_subject(w, desk.intake, person)).filter(|s| !s.is_empty());
        let parts = [subject, school.map(|s| s.name.clone()), school.and_then(|s| w.region_of(s)).map(region_name)];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    });
    let at = Memo::new(move |_| desk.recorded.with(|r| r.as_ref().and_then(|r| r.group_of(person))));
    let facts = Signal::derive(move || {
        let Some(recorded) = desk.recorded.get() else { return Vec::new() };
        let Some(index) = at.get() else { return Vec::new() };
        let group = &recorded.now.placement.groups[index];
        let venue = desk.store.peek(|w| w.venues.get(group.venue).map(|v| v.name.clone()).unwrap_or_default());
        let mut facts = vec![
            Fact::new(text!(GroupsColumnGroup), words::group_name(group.subject, group.number)),
            Fact::new(text!(GroupsVenue), venue),
            Fact::new(text!(GroupsStreamColumn), (group.stream + 1).to_string()),
        ];
        facts.extend(recorded.km(person, index).map(|km| Fact::new(text!(GroupsKm), km.to_string())));
        facts
    });
    let reason = move || {
        let recorded = desk.recorded.get()?;
        let unplaced = recorded.now.placement.unplaced.iter().find(|u| u.person == person)?;
        let said = desk.store.peek(|w| words::finding(&unplaced.reason, w));
        Some(view! {
            <Verdict label=said tone=Tone::Warn />
            <Would desk person />
        })
    };
    view! {
        <Panel title=name subtitle=sub.unwrap_or_default() on_close=|()| set_query("person", None::<u64>)>
            <Facts facts />
            {reason}
            <Move desk person />
        </Panel>
    }
}

/// What would give someone a group, asked of the worker.
#[component]
fn Would(desk: Desk, person: PersonId) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<Vec<Finding>, Finding>>);
    let asked = RwSignal::new(false);
    let ask = move |()| {
        asked.set(true);
        let records = desk.store.records();
        spawn_local(async move {
            let task = WouldPlace { intake: desk.intake, person };
            let found = crate::worker::run(task, records).await.map(|done| done.answer);
            let _ = answer.try_set(Some(found));
        });
    };
    view! {
        <Aside title=t!(GroupsWould)>
            {move || match (asked.get(), answer.get()) {
                (false, _) => view! { <Button label=t!(GroupsWouldAsk) on_click=ask /> }.into_any(),
                (true, None) => view! { <p role="status">{t!(GroupsWouldWait)}</p> }.into_any(),
                (true, Some(Ok(found))) if found.is_empty() => view! { <p>{t!(GroupsWouldNothing)}</p> }.into_any(),
                (true, Some(Ok(findings))) => view! { <Findings findings /> }.into_any(),
                (true, Some(Err(finding))) => view! { <Findings findings=vec![finding] /> }.into_any(),
            }}
        </Aside>
    }
}

/// A move to another group: what it breaks and costs, then the move.
#[component]
fn Move(desk: Desk, person: PersonId) -> impl IntoView {
    let to = RwSignal::new(String::new());
    let choices = Signal::derive(move || {
        let Some(recorded) = desk.recorded.get() else { return Vec::new() };
        let subject = recorded.problem.person_index(person).and_then(|p| recorded.problem.people[p].subject);
        let now = recorded.group_of(person);
        let groups = recorded.now.placement.groups.iter().enumerate();
        let open = groups.filter(|(i, g)| Some(*i) != now && (g.subject.is_none() || g.subject == subject));
        let mut list: Vec<Choice> = open
            .map(|(i, g)| {
                let venue = desk.store.peek(|w| w.venues.get(g.venue).map(|v| v.name.clone()).unwrap_or_default());
                let label = format!(
                    "{} · {venue} · {}",
                    words::group_name(g.subject, g.number),
                    text!(CalendarStream, n = u32::from(g.stream) + 1)
                );
                Choice::new(i.to_string(), label)
            })
            .collect();
        if now.is_some() {
            list.push(Choice::new("out", text!(GroupsOut)));
        }
        list
    });
    let target = move || -> Option<Option<usize>> {
        match to.get().as_str() {
            "" => None,
            "out" => Some(None),
            index => index.parse().ok().map(Some),
        }
    };
    let check = Memo::new(move |_| -> Option<MoveCheck> {
        let recorded = desk.recorded.get()?;
        check_move(&recorded.problem, &recorded.now.placement, person, target()?).ok()
    });
    let checks = Signal::derive(move || {
        let Some(check) = check.get() else { return Vec::new() };
        let line = |finding: &Finding| {
            let answer = if finding.severity == Severity::Error { Answer::No } else { Answer::Look };
            Check::new(answer, desk.store.peek(|w| words::finding(finding, w)))
        };
        let mut lines: Vec<Check> = check.findings.iter().map(line).collect();
        if lines.is_empty() {
            lines.push(Check::new(Answer::Yes, text!(GroupsMoveFits)));
        }
        lines.push(Check::new(Answer::Look, text!(GroupsMoveCost, km = check.km, cost = check.cost)));
        lines
    });
    // The group that an exchange could open: nothing else is in the way.
    let wanted = move || {
        let crowded = check.with(|c| {
            let errors = || c.iter().flat_map(|c| &c.findings).filter(|f| f.severity == Severity::Error);
            errors().next().is_some() && errors().all(mended_by_exchange)
        });
        let index = target().flatten().filter(|_| crowded)?;
        desk.recorded.with(|r| r.as_ref()?.now.ids.get(index).copied())
    };
    let go = move |()| {
        let Some(target) = target() else { return };
        let group = target.and_then(|index| desk.recorded.with_untracked(|r| r.as_ref()?.now.ids.get(index).copied()));
        desk.run(Command::MovePerson { intake: desk.intake, person, group }, text!(GroupsMoved));
        to.set(String::new());
    };
    view! {
        <section class="panel-part">
            <SelectField
                label=t!(GroupsMoveTo)
                choices
                value=to
                none=Signal::derive(move || text!(GroupsMoveChoose))
                on_change=move |value| to.set(value)
            />
            {move || {
                check
                    .with(Option::is_some)
                    .then(|| {
                        let broken = check.with(|c| {
                            c.as_ref().is_some_and(|c| c.findings.iter().any(|f| f.severity == Severity::Error))
                        });
                        let label = if broken { text!(GroupsMoveAnyway) } else { text!(GroupsMove) };
                        view! {
                            <CheckList checks />
                            <Button label=label kind=ButtonKind::Primary on_click=go />
                            {wanted().map(|group| view! { <Offer desk person group /> })}
                        }
                    })
            }}
        </section>
    }
}

/// Someone else's move makes room, or fills the group that would be left too small.
fn mended_by_exchange(finding: &Finding) -> bool {
    matches!(finding.code, Code::MoveGroupFull | Code::MoveGroupTooSmall)
}
