//! Step 6, the timetable: by venue, group, trainer or room; a session is moved by click, drag or keys, locked or
//! swapped, and every cell says why it can't go there.

mod demands;
mod export;
mod grid;
mod hands;
mod session_panel;
mod unplaced;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::Finding;
use orken_core::model::{GroupId, IntakeId, RoomId, Session, SessionId, TrainerId, VenueId};
use orken_core::solver::timetable::{Desk as Table, TimetableProblem, TimetableProposal};
use orken_core::view::steps;
use orken_core::workspace::Workspace;

use crate::effects::turn::spawn_local;
use crate::locale::{Key, Value, lang};
use crate::pages::groups::{Findings, gap_words};
use crate::pages::solving::{Solving, SolvingBar};
use crate::route::{Page, Route, Step, go, query, route};
use crate::store::{Slice, Store};
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, EmptyState, Glyph, Later, PageHead, SelectField, Tab, TabPanel, Tabs, Tone,
    Verdict, settled, toast, toast_with,
};
use crate::worker::Pace;
use crate::worker::tasks::Timetable;
use crate::{t, text};

/// The store, the intake, and the problem that its timetable answers.
#[derive(Clone, Copy)]
struct Desk {
    store: Store,
    intake: IntakeId,
    problem: Memo<Option<Arc<TimetableProblem>>>,
    /// Sessions that break something where they are, with what they break; none until they are looked for.
    faults: Signal<Option<BTreeMap<SessionId, Vec<Finding>>>>,
}

impl Desk {
    fn new(intake: IntakeId) -> Self {
        let store = Store::expect();
        let problem = Memo::new(move |_| {
            store.read(Slice::STEPS, |w| TimetableProblem::from_workspace(w, intake).ok().map(Arc::new))
        });
        let faults =
            settled(move || problem.with(|p| p.as_ref().map(|p| Table::of_workspace(p).faults()).unwrap_or_default()));
        Self { store, intake, problem, faults }
    }

    /// Asks the recorded timetable something about one session; tracked.
    fn ask<R>(self, session: SessionId, ask: impl FnOnce(&mut Table<'_>, usize) -> R) -> Option<R> {
        let problem = self.problem.get()?;
        let mut table = Table::of_workspace(&problem);
        let event = table.session(session)?;
        Some(ask(&mut table, event))
    }

    fn run(self, command: Command, done: String) {
        let store = self.store;
        spawn_local(async move {
            match store.run(command).await {
                Ok(_) => toast_with(Tone::Ok, done, text!(FrameUndo), move || store.undo()),
                Err(finding) => toast(Tone::Bad, store.peek(|w| crate::text::finding(&finding, w))),
            }
        });
    }

    fn is_stale(self) -> bool {
        self.store
            .read(Slice::STEPS, |w| w.intakes.get(self.intake).is_some_and(|intake| steps::timetable(w, intake).stale))
    }
}

/// Whose timetable is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Venue(VenueId),
    Group(GroupId),
    Trainer(TrainerId),
    Room(RoomId),
}

impl Of {
    const KINDS: [&'static str; 4] = ["venue", "group", "trainer", "room"];

    fn parse(kind: &str, id: u64) -> Self {
        match kind {
            "group" => Self::Group(GroupId(id)),
            "trainer" => Self::Trainer(TrainerId(id)),
            "room" => Self::Room(RoomId(id)),
            _ => Self::Venue(VenueId(id)),
        }
    }

    /// True for sessions that belong on it.
    fn shows(self, w: &Workspace, session: &Session) -> bool {
        match self {
            Self::Venue(venue) => w.groups.get(session.group).is_some_and(|g| g.venue == venue),
            Self::Group(group) => session.group == group,
            Self::Trainer(trainer) => session.placed.is_some_and(|p| p.trainer == trainer),
            Self::Room(room) => session.placed.is_some_and(|p| p.room == room),
        }
    }
}

/// The page.
#[component]
pub fn TimetablePage(
    /// The intake.
    intake: IntakeId,
) -> impl IntoView {
    let desk = Desk::new(intake);
    let solving = Solving::<TimetableProposal>::new();
    let agree = move |proposal: Arc<TimetableProposal>| {
        let placed = proposal.sessions.iter().filter(|s| s.placed.is_some()).count();
        let command = Command::ApplyTimetable(Box::new(TimetableProposal::clone(&proposal)));
        desk.run(command, text!(TimetableAgreed, n = placed));
        solving.forget();
    };
    let make = Callback::new(move |()| solving.start_portfolio(desk.store, Timetable { intake, run: 0 }));
    let busy = Signal::derive(move || solving.working());
    let groups = Memo::new(move |_| desk.store.read(Slice::Groups, |w| w.groups_of(intake).count()));
    let sessions = Memo::new(move |_| desk.store.read(Slice::STEPS, |w| w.sessions_of(intake).count()));
    let content = move || match (groups.get(), sessions.get()) {
        (0, _) => view! { <NoGroups /> }.into_any(),
        (_, 0) => view! { <NoSessions make busy /> }.into_any(),
        _ => view! { <Content desk /> }.into_any(),
    };
    let any = Memo::new(move |_| sessions.get() > 0);
    view! {
        <PageHead
            sentence=move || view! { <span data-testid="timetable-sentence">{move || sentence(desk)}</span> }
            actions=move || view! { <Actions desk groups any make busy /> }
        />
        <Stale desk />
        <SolvingBar solving label=t!(TimetableMaking) best=best_so_far proposal=proposal_words on_agree=agree />
        {content}
    }
}

fn groups_href() -> String {
    match route().page {
        Page::Step { programme, intake, .. } => Page::step(programme, intake, Step::Groups).href(),
        page => page.href(),
    }
}

#[component]
fn Actions(desk: Desk, groups: Memo<usize>, any: Memo<bool>, make: Callback<()>, busy: Signal<bool>) -> impl IntoView {
    move || {
        if groups.get() == 0 && !any.get() {
            return None;
        }
        let kind = if any.get() { ButtonKind::Secondary } else { ButtonKind::Primary };
        let label = if any.get() { text!(TimetableAgain) } else { text!(TimetableMake) };
        let save = move |()| export::calendar(desk.store, desk.intake);
        Some(view! {
            <Button label=label kind=kind on_click=make disabled=busy />
            {any.get().then(|| view! { <Button label=t!(TimetableCalendar) kind=ButtonKind::Primary glyph=Glyph::File on_click=save /> })}
        })
    }
}

#[component]
fn NoGroups() -> impl IntoView {
    view! {
        <EmptyState title=t!(TimetableNoGroups) text=t!(TimetableNoGroupsText)>
            <ButtonLink label=t!(TimetableToGroups) kind=ButtonKind::Primary href=groups_href() />
        </EmptyState>
    }
}

#[component]
fn NoSessions(make: Callback<()>, busy: Signal<bool>) -> impl IntoView {
    view! {
        <EmptyState title=t!(TimetableNone) text=t!(TimetableNoneText)>
            <Button label=t!(TimetableMake) kind=ButtonKind::Primary on_click=make disabled=busy />
        </EmptyState>
    }
}

/// Says that groups, rooms, trainers or days are no longer those that the timetable was made from.
#[component]
fn Stale(desk: Desk) -> impl IntoView {
    let stale = settled(move || desk.is_stale());
    move || (stale.get() == Some(true)).then(|| view! { <Verdict label=t!(TimetableStale) tone=Tone::Warn /> })
}

/// One sentence that says what is so.
fn sentence(desk: Desk) -> AnyView {
    let (placed, all, worth) = desk.store.read(Slice::STEPS, |w| {
        let placed = w.sessions_of(desk.intake).filter(|s| s.placed.is_some()).count();
        let made = w.intakes.get(desk.intake).and_then(|i| i.timetabled.as_ref());
        (placed, w.sessions_of(desk.intake).count(), made.map(|made| wishes_words(&made.objective)))
    });
    if all == 0 {
        return text!(TimetableSentenceNone).into_any();
    }
    let said = text!(TimetableSentence, placed = placed, n = all);
    let state = move || {
        desk.faults.with(|faults| faults.as_ref().map(BTreeMap::len)).map(|clashes| match clashes {
            0 => text!(TimetableNoClash).into_any(),
            _ => view! { <span class="look-here">{text!(TimetableClashes, n = clashes)}</span> }.into_any(),
        })
    };
    view! {
        {said}
        " "
        {state}
        {worth.map(|worth| view! { <small class="quiet sentence-note">{worth}</small> })}
    }
    .into_any()
}

fn best_so_far(pace: &Pace) -> Option<String> {
    let (&left, &penalty) = (pace.best.first()?, pace.best.last()?);
    Some(text!(TimetableBest, n = left, penalty = penalty))
}

/// What of the wishes is not met, by the terms of the objective.
fn wishes_words(objective: &[(String, i64)]) -> String {
    let term = |(code, n): &(String, i64)| {
        let key = Key::of("wish", code).filter(|_| *n > 0)?;
        Some(key.fill(lang(), &[("n", Value::Int(*n))]))
    };
    let left: Vec<String> = objective.iter().filter_map(term).collect();
    if left.is_empty() { text!(WishNone) } else { left.join("; ") }
}

fn proposal_words(proposal: &TimetableProposal) -> AnyView {
    let placed = proposal.sessions.iter().filter(|s| s.placed.is_some()).count();
    let said = text!(TimetableProposal, n = placed, out = proposal.unplaced.len());
    let worth = wishes_words(&proposal.objective());
    let gap = gap_words(proposal.gap);
    let mut findings = proposal.findings.clone();
    findings.extend(proposal.unplaced.iter().take(5).flat_map(|u| u.reasons.first().cloned()));
    view! {
        <p>{said} " " {gap}</p>
        <p class="quiet">{worth}</p>
        <Findings findings />
    }
    .into_any()
}

#[component]
fn Content(desk: Desk) -> impl IntoView {
    let tab = query("tab");
    let open = Signal::derive(move || tab.get().unwrap_or_else(|| "grid".to_owned()));
    let out =
        move || desk.store.read(Slice::STEPS, |w| w.sessions_of(desk.intake).filter(|s| s.placed.is_none()).count());
    let tabs =
        vec![Tab::new("grid", t!(TimetableTabGrid)), Tab::new("unplaced", t!(TimetableTabUnplaced)).counting(out)];
    let session = query("session");
    let picked = Memo::new(move |_| session.get().and_then(|id| id.parse().ok()).map(SessionId));
    let panel = move || picked.get().map(|session| view! { <session_panel::SessionPanel desk session /> });
    let main = move || match open.get().as_str() {
        "unplaced" => view! { <unplaced::Unplaced desk /> }.into_any(),
        _ => view! { <Grid desk picked /> }.into_any(),
    };
    view! {
        <Tabs label=t!(StepTimetable) tabs open on_open=move |id: &'static str| {
            go(Route::from(route().page).with("tab", Some(id)));
        } />
        <div class="split">
            <div class="split-main">
                <TabPanel id=open>{main}</TabPanel>
            </div>
            {panel}
        </div>
    }
}

/// Choosers of whose timetable and which stream, and the grid.
#[component]
fn Grid(desk: Desk, picked: Memo<Option<SessionId>>) -> impl IntoView {
    let (by, which, stream) = (query("by"), query("of"), query("stream"));
    let kind = Signal::derive(move || by.get().unwrap_or_else(|| Of::KINDS[0].to_owned()));
    let things = Memo::new(move |_| things(desk, &kind.get()));
    let chosen = Signal::derive(move || {
        let wanted = which.get();
        things.with(|list| {
            let known = list.iter().find(|c| Some(&c.value) == wanted.as_ref()).or_else(|| list.first());
            known.map(|c| c.value.clone()).unwrap_or_default()
        })
    });
    let streams = Memo::new(move |_| {
        desk.store.read(Slice::Intakes, |w| w.intakes.get(desk.intake).map_or(0, |i| i.streams.len()))
    });
    let at = Memo::new(move |_| {
        let wanted: usize = stream.get().and_then(|s| s.parse().ok()).unwrap_or(0);
        wanted.min(streams.get().saturating_sub(1))
    });
    let kinds = Signal::derive(|| {
        let word = [text!(GroupsVenue), text!(GroupsColumnGroup), text!(TimetableTrainer), text!(TimetableRoom)];
        Of::KINDS.iter().zip(word).map(|(&k, w)| Choice::new(k, w)).collect::<Vec<_>>()
    });
    let stream_choices = Signal::derive(move || {
        (0..streams.get()).map(|n| Choice::new(n.to_string(), text!(CalendarStream, n = n + 1))).collect::<Vec<_>>()
    });
    let shown = Signal::derive(move || (Of::parse(&kind.get(), chosen.get().parse().unwrap_or(0)), at.get()));
    let set = |name: &'static str| move |value: String| crate::route::set_query(name, Some(value));
    view! {
        <div class="choosers">
            <SelectField label=t!(TimetableView) choices=kinds value=kind on_change=move |value| {
                crate::route::set_query("of", None::<u64>);
                crate::route::set_query("by", Some(value));
            } />
            <SelectField label=t!(TimetableWhose) choices=things value=chosen on_change=set("of") />
            <SelectField label=t!(GroupsStreamColumn) choices=stream_choices value=Signal::derive(move || at.get().to_string()) on_change=set("stream") />
        </div>
        <Later>
            <grid::Grid desk shown picked />
            <demands::Demands desk shown />
        </Later>
    }
}

/// What a kind of timetable can be shown of.
fn things(desk: Desk, kind: &str) -> Vec<Choice> {
    let mut list: Vec<Choice> = desk.store.read(Slice::STEPS, |w| {
        let Some(intake) = w.intakes.get(desk.intake) else { return Vec::new() };
        let venue = |id: VenueId| w.venues.get(id).map(|v| v.name.clone()).unwrap_or_default();
        match kind {
            "group" => w
                .groups_of(intake.id)
                .map(|g| {
                    Choice::new(
                        g.id.0.to_string(),
                        format!("{} · {}", crate::text::group_name(g.subject, g.number), venue(g.venue)),
                    )
                })
                .collect(),
            "trainer" => {
                let trainers = intake.trainers.iter().filter_map(|&id| w.trainers.get(id));
                trainers.map(|t| Choice::new(t.id.0.to_string(), t.name.clone())).collect()
            }
            "room" => {
                let rooms = w.rooms.iter().filter(|r| intake.venues.contains(&r.venue));
                rooms.map(|r| Choice::new(r.id.0.to_string(), format!("{} · {}", venue(r.venue), r.name))).collect()
            }
            _ => intake.venues.iter().map(|&v| Choice::new(v.0.to_string(), venue(v))).collect(),
        }
    });
    if kind != "venue" {
        list.sort_by(|a, b| a.label.cmp(&b.label));
    }
    list
}
