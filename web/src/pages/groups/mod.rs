//! Step 5, groups: who is taught with whom, where and in which stream; what is short and by how much; who is whose mentor.

mod exchange;
mod group_panel;
mod pairs;
mod person_panel;
mod tables;

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::{APPLY_GROUPS, Command};
use orken_core::finding::Finding;
use orken_core::model::{Gap, GroupId, IntakeId, PersonId};
use orken_core::solver::place::{Agreed, PlacementProblem, Reading};
use orken_core::workspace::Workspace;

use crate::effects::clock;
use crate::effects::turn::spawn_local;
use crate::pages::selection::WHAT_IF;
use crate::pages::solving::{Solving, SolvingBar};
use crate::pages::stale::StaleResults;
use crate::route::{Page, Route, Step, go, query, route};
use crate::store::{Basis, Outcome, Slice, Store};
use crate::ui::{
    Button, ButtonKind, ButtonLink, CalendarStrip, EmptyState, Later, PageHead, StripDays, Tab, TabPanel, Tabs, Tone,
    Verdict, Wanted, settled_in_turns, toast, toast_with,
};
use crate::worker::Pace;
use crate::worker::tasks::{Grouped, Place};
use crate::{t, text};

/// The recorded groups with the problem that they answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recorded {
    pub(super) problem: PlacementProblem,
    pub(super) now: Agreed,
}

impl Recorded {
    /// Index of a group among the recorded ones.
    pub(super) fn index(&self, group: GroupId) -> Option<usize> {
        self.now.ids.iter().position(|&id| id == group)
    }

    /// Index of the group that a person is in.
    pub(super) fn group_of(&self, person: PersonId) -> Option<usize> {
        self.now.placement.groups.iter().position(|g| g.members.contains(&person))
    }

    /// Whole kilometres from a person's school to a group's venue.
    pub(super) fn km(&self, person: PersonId, group: usize) -> Option<u32> {
        let venue = self.now.placement.groups.get(group)?.venue;
        let site = self.problem.site_index(venue)?;
        self.problem.far.get(self.problem.person_index(person)?)?.get(site).copied()
    }
}

/// The store, the intake, and what is recorded.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) store: Store,
    pub(super) intake: IntakeId,
    /// None until it is worked out.
    pub(super) recorded: Signal<Option<Arc<Recorded>>>,
}

impl Desk {
    fn new(intake: IntakeId) -> Self {
        let store = Store::expect();
        let recorded = settled_in_turns(move |wanted| read_groups(store.watched_records(Slice::STEPS), intake, wanted));
        Self { store, intake, recorded }
    }

    /// Runs a command and says what came of it.
    pub(super) fn run(self, command: Command, done: String) {
        spawn_local(async move {
            let outcome = self.store.run(command).await;
            self.tell(outcome, done);
        });
    }

    fn tell(self, outcome: Result<Outcome, Finding>, done: String) {
        let store = self.store;
        match outcome {
            Ok(_) => toast_with(Tone::Ok, done, text!(FrameUndo), move || store.undo()),
            Err(finding) => toast(Tone::Bad, store.peek(|w| crate::text::finding(&finding, w))),
        }
    }
}

/// The recorded groups, worked out in short tasks; none where the intake is gone or this is no longer wanted.
async fn read_groups(records: Workspace, intake: IntakeId, wanted: Wanted) -> Option<Arc<Recorded>> {
    let mut turns = clock::Turns::default();
    let problem = PlacementProblem::from_workspace_in_turns(&records, intake, &mut turns).await.ok()?;
    clock::next_task().await;
    let mut reading = wanted.still().then(|| Reading::new(&records, &problem))?;
    clock::next_task().await;
    reading.name_shortfalls();
    clock::next_task().await;
    reading.name_reasons();
    let now = reading.done();
    wanted.still().then(|| Arc::new(Recorded { problem, now }))
}

/// The page.
#[component]
pub fn GroupsPage(
    /// The intake.
    intake: IntakeId,
) -> impl IntoView {
    let desk = Desk::new(intake);
    let solving = Solving::<Grouped>::new();
    // The records that the proposal was made from.
    let basis = StoredValue::new_local(None::<Basis>);
    let agree = move |grouped: Arc<Grouped>| {
        let (store, made_from) = (desk.store, basis.get_value());
        spawn_local(async move {
            let command = || async { Ok(Command::ApplyGroups(Box::new(grouped.proposal.clone()))) };
            let decision = grouped.decision.clone().zip(made_from);
            let outcome = store.agree(APPLY_GROUPS, decision, command).await;
            desk.tell(outcome, text!(GroupsAgreed, n = grouped.proposal.groups.len()));
        });
        basis.set_value(None);
        solving.forget();
    };
    let form = move |()| {
        let now = desk.store.basis();
        solving.start(desk.store, Place { intake, ids: now.ids });
        basis.set_value(Some(now));
    };
    let any = Memo::new(move |_| desk.recorded.with(|r| r.as_ref().is_some_and(|r| !r.now.ids.is_empty())));
    let people = Memo::new(move |_| desk.recorded.with(|r| r.as_ref().map(|r| r.problem.people.len())));
    let tab = query("tab");
    // Pairs need no groups.
    let tabs = Memo::new(move |_| any.get() || tab.get().as_deref() == Some("pairs"));
    let content = move || match (people.get(), tabs.get()) {
        (None, _) => ().into_any(),
        (Some(0), _) => view! { <NobodySelected /> }.into_any(),
        (_, false) => {
            view! { <NoGroups form=Callback::new(form) busy=Signal::derive(move || solving.working()) /> }.into_any()
        }
        _ => view! { <Content desk /> }.into_any(),
    };
    view! {
        <PageHead
            sentence=move || view! { <span data-testid="groups-sentence">{move || sentence(desk)}</span> }
            actions=move || view! { <Actions people any form=Callback::new(form) busy=Signal::derive(move || solving.working()) /> }
        />
        <Stale desk />
        <SolvingBar solving label=t!(GroupsForming) best=best_so_far proposal=proposal_words on_agree=agree />
        {content}
    }
}

fn step_href(step: Step) -> String {
    match route().page {
        Page::Step { programme, intake, .. } => Page::step(programme, intake, step).href(),
        page => page.href(),
    }
}

#[component]
fn Actions(people: Memo<Option<usize>>, any: Memo<bool>, form: Callback<()>, busy: Signal<bool>) -> impl IntoView {
    move || {
        if people.get().unwrap_or_default() == 0 {
            return None;
        }
        let kind = if any.get() { ButtonKind::Secondary } else { ButtonKind::Primary };
        let label = if any.get() { text!(GroupsFormAgain) } else { text!(GroupsForm) };
        Some(view! {
            {any.get().then(|| view! { <ButtonLink label=t!(WhatIfButton) href=what_if_href() /> })}
            <Button label=label kind=kind on_click=form disabled=busy />
            {any.get().then(|| view! { <ButtonLink label=t!(GroupsToTimetable) kind=ButtonKind::Primary href=step_href(Step::Timetable) /> })}
        })
    }
}

/// What if, on the page of the selection.
fn what_if_href() -> String {
    match route().page {
        Page::Step { programme, intake, .. } => {
            Route::from(Page::step(programme, intake, Step::Selection)).with(WHAT_IF, Some(1)).href()
        }
        page => page.href(),
    }
}

#[component]
fn NobodySelected() -> impl IntoView {
    view! {
        <EmptyState title=t!(GroupsNobody) text=t!(GroupsNobodyText)>
            <ButtonLink label=t!(GroupsToSelection) kind=ButtonKind::Primary href=step_href(Step::Selection) />
        </EmptyState>
    }
}

#[component]
fn NoGroups(form: Callback<()>, busy: Signal<bool>) -> impl IntoView {
    view! {
        <EmptyState title=t!(GroupsNone) text=t!(GroupsNoneText)>
            <Button label=t!(GroupsForm) kind=ButtonKind::Primary on_click=form disabled=busy />
            <ButtonLink label=t!(GroupsToVenues) href=format!("{}?tab=venues", step_href(Step::People)) />
            <ButtonLink label=t!(PairsTab) href=Route::from(route().page).with("tab", Some("pairs")).href() />
        </EmptyState>
    }
}

/// Says that venues, trainers or the policy are no longer those that the groups were formed from.
#[component]
fn Stale(desk: Desk) -> impl IntoView {
    let stale = StaleResults::expect();
    move || stale.of(desk.intake).groups.then(|| view! { <Verdict label=t!(GroupsStale) tone=Tone::Warn /> })
}

/// One sentence that says what is so.
fn sentence(desk: Desk) -> AnyView {
    let Some(recorded) = desk.recorded.get() else { return ().into_any() };
    let (groups, people) = (&recorded.now.placement.groups, recorded.problem.people.len());
    if people == 0 {
        return text!(GroupsSentenceNobody).into_any();
    }
    if groups.is_empty() {
        return text!(GroupsSentenceNone, n = people).into_any();
    }
    let placed: usize = groups.iter().map(|g| g.members.len()).sum();
    let venues: std::collections::BTreeSet<_> = groups.iter().map(|g| g.venue).collect();
    let said = text!(GroupsSentence, placed = placed, n = people, groups = groups.len(), venues = venues.len());
    let out = people.saturating_sub(placed);
    let open = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        go(Route::from(route().page).with("tab", Some("without")));
    };
    view! {
        {said}
        {(out > 0)
            .then(|| {
                view! {
                    " "
                    <a class="look-here" href="#" on:click=open>
                        {text!(GroupsSentenceOut, n = out)}
                    </a>
                }
            })}
    }
    .into_any()
}

fn best_so_far(pace: &Pace) -> Option<String> {
    let (&left, &cost) = (pace.best.first()?, pace.best.last()?);
    Some(text!(GroupsBest, n = left, cost = cost))
}

/// How good a result is, proven.
pub(crate) fn gap_words(gap: Gap) -> String {
    match gap {
        Gap::Optimal => text!(SolvingOptimal),
        Gap::AtMost(n) => text!(SolvingGap, n = i64::try_from(n).unwrap_or(i64::MAX)),
    }
}

fn proposal_words(grouped: &Grouped) -> AnyView {
    let proposal = &grouped.proposal;
    let placed: usize = proposal.groups.iter().map(|g| g.members.len()).sum();
    let cost = proposal.cost;
    let figures =
        text!(GroupsProposal, n = placed, groups = proposal.groups.len(), out = proposal.unplaced.len(), km = cost.km);
    let gap = gap_words(proposal.gap);
    view! {
        <p>{figures} " " {gap}</p>
        {(cost.moving > 0).then(|| view! { <p class="quiet">{text!(GroupsMoving, n = cost.moving)}</p> })}
        <Findings findings=proposal.findings.clone() />
    }
    .into_any()
}

/// What there is to know about a result, a line each.
#[component]
pub(crate) fn Findings(findings: Vec<Finding>) -> impl IntoView {
    let store = Store::expect();
    let line = move |finding: Finding| {
        let words = store.peek(|w| crate::text::finding(&finding, w));
        view! { <li>{words}</li> }
    };
    (!findings.is_empty()).then(|| view! { <ul class="findings">{findings.into_iter().map(line).collect_view()}</ul> })
}

#[component]
fn Content(desk: Desk) -> impl IntoView {
    let tab = query("tab");
    let open = Signal::derive(move || tab.get().unwrap_or_else(|| "groups".to_owned()));
    let count = move |what: fn(&Recorded) -> usize| move || desk.recorded.with(|r| r.as_ref().map_or(0, |r| what(r)));
    let tabs = vec![
        Tab::new("groups", t!(GroupsTabGroups)).counting(count(|r| r.now.ids.len())),
        Tab::new("people", t!(GroupsTabPeople))
            .counting(count(|r| r.problem.people.len() - r.now.placement.unplaced.len())),
        Tab::new("without", t!(GroupsTabWithout)).counting(count(|r| r.now.placement.unplaced.len())),
        Tab::new("venues", t!(GroupsTabVenues)).counting(count(|r| r.problem.sites.len())),
        Tab::new("pairs", t!(PairsTab)),
    ];
    let pairs = pairs::PairDesk::new(desk);
    let group = query("group");
    let person = query("person");
    let peer = query("peer");
    let panel = move || {
        let id = |text: Option<String>| text.and_then(|t| t.parse::<u64>().ok());
        if let Some(person) = id(peer.get()) {
            return view! { <pairs::PeerPanel pairs person=PersonId(person) /> }.into_any();
        }
        match (id(person.get()), id(group.get())) {
            (Some(person), _) => view! { <person_panel::PersonPanel desk person=PersonId(person) /> }.into_any(),
            (None, Some(group)) => view! { <group_panel::GroupPanel desk group=GroupId(group) /> }.into_any(),
            (None, None) => ().into_any(),
        }
    };
    let table = move || match open.get().as_str() {
        "people" => view! { <tables::People desk /> }.into_any(),
        "without" => view! { <tables::Without desk /> }.into_any(),
        "venues" => view! { <tables::Venues desk /> }.into_any(),
        "pairs" => view! { <pairs::Pairs pairs /> }.into_any(),
        _ => view! { <tables::Groups desk /> }.into_any(),
    };
    view! {
        <Streams desk />
        <Tabs label=t!(StepGroups) tabs open on_open=move |id: &'static str| {
            go(Route::from(route().page).with("tab", Some(id)));
        } />
        <div class="split">
            <div class="split-main">
                <TabPanel id=Signal::derive(move || open.get())>
                    <Later>{table}</Later>
                </TabPanel>
            </div>
            {panel}
        </div>
    }
}

/// The streams as a strip of days.
#[component]
fn Streams(desk: Desk) -> impl IntoView {
    let days = Memo::new(move |_| {
        desk.store.read([Slice::Intakes, Slice::Calendar], |w| {
            let Some(intake) = w.intakes.get(desk.intake) else { return StripDays::default() };
            let (first, last) = (intake.first, intake.last);
            StripDays {
                streams: intake.streams.iter().map(|s| s.days.clone()).collect(),
                online: intake.online_days.clone(),
                off: first.iter_days().take_while(|d| *d <= last).filter(|d| w.is_day_off(*d)).collect(),
                window: Some((first, last)),
            }
        })
    });
    view! { <CalendarStrip days /> }
}
