//! Step 4: the chosen, the waiting list, those not eligible and those of whom too little is known; why each stands
//! where they stand, and what would change it.

mod cut;
mod decide;
mod export;
mod facts;
mod job;
mod lists;
mod person;
mod preview;
mod quotas;
mod seat;
mod what_if;

use leptos::prelude::*;
use orken_core::model::{EnrolmentState, Gap, IntakeId, PersonId};
use orken_core::rules::Verdict;
use orken_core::view::selection::Standings;
use orken_core::workspace::Workspace;

use crate::pages::stale::StaleResults;
use crate::route::{Page, Route, Step, query};
use crate::store::{Slice, Store};
use crate::ui::{
    Button, ButtonKind, ButtonLink, EmptyState, Funnel, Later, PageHead, Stage, Tab, TabPanel, Tabs, Tone, word,
};
use crate::{t, text};
use decide::{DecisionDialog, Decisions};
use facts::{List, Open};
use job::{Job, JobProgress};
pub(crate) use what_if::NAME as WHAT_IF;

/// The page.
#[component]
pub fn SelectionPage(
    /// The intake whose people are selected.
    intake: IntakeId,
) -> impl IntoView {
    let store = Store::expect();
    let programme = store.peek(|w| w.intakes.get(intake).map(|i| i.programme));
    programme.map(|programme| {
        let open = Open::new(store, programme, intake);
        let anybody = Memo::new(move |_| open.known.get().then(|| open.all.with(|all| !all.rows.is_empty())));
        move || match anybody.get() {
            None => ().into_any(),
            Some(false) => view! { <Nobody open /> }.into_any(),
            Some(true) => view! { <Selection open /> }.into_any(),
        }
    })
}

#[component]
fn Nobody(open: Open) -> impl IntoView {
    let step = move |step| Page::step(open.programme, open.intake, step).href();
    view! {
        <PageHead sentence=t!(SelectionNobody) />
        <EmptyState title=t!(SelectionEmptyTitle) text=t!(SelectionEmptyText)>
            <ButtonLink label=t!(StepPeople) href=step(Step::People) kind=ButtonKind::Primary />
            <ButtonLink label=t!(StepRules) href=step(Step::Rules) />
        </EmptyState>
    }
}

#[component]
fn Selection(open: Open) -> impl IntoView {
    let store = open.store;
    let job = Job::new(store, open.intake);
    let decisions = Decisions::new(open);
    let cut = RwSignal::new(false);
    let gap = move |w: &Workspace| Some(w.intakes.get(open.intake)?.selected.as_ref()?.gap);
    let record = Record {
        gap: Memo::new(move |_| store.read(Slice::Intakes, gap)),
        stale: StaleResults::expect(),
        intake: open.intake,
    };
    let person = query("person");
    let panel = move || {
        let id: u64 = person.get()?.parse().ok()?;
        open.row(id, |_, _| ())?;
        Some(view! { <person::PersonPanel open person=PersonId(id) decisions cut /> })
    };
    let gap = move || record.gap.get().map(|gap| view! { <p class="quiet optimality">{preview::optimality(gap)}</p> });
    view! {
        <PageHead
            sentence=move || view! { <Sentence open /> }
            actions=move || view! { <Actions open job record /> }
        />
        <Funnel stages=Signal::derive(move || open.all.with(|all| stages(all))) />
        {gap}
        <Stale job record />
        <JobProgress job />
        <preview::Preview open job />
        <what_if::WhatIf open on_made=move |()| job.start() />
        <div class="split">
            <div class="split-main">
                <Later>
                    <Lists open />
                </Later>
            </div>
            {panel}
        </div>
        <DecisionDialog decisions />
        <cut::CutLine open shown=cut />
    }
}

/// The selection that is recorded: how good it is proven to be, and whether its data have changed since.
#[derive(Clone, Copy)]
struct Record {
    gap: Memo<Option<Gap>>,
    stale: StaleResults,
    intake: IntakeId,
}

impl Record {
    fn is_stale(self) -> bool {
        self.stale.of(self.intake).selection
    }
}

#[component]
fn Sentence(open: Open) -> impl IntoView {
    let figures = Memo::new(move |_| {
        open.all.with(|all| {
            let eligible = all.count_of(|kind| kind.eligible == Verdict::Yes);
            let short: u32 = all.shortfalls.iter().map(|s| s.at_least.saturating_sub(s.reached)).sum();
            (all.count(EnrolmentState::Selected), eligible, all.shortfalls.len(), short, all.places, all.rows.len())
        })
    });
    let to_quotas = move || crate::route::route().with("tab", Some("quotas")).href();
    move || {
        let (selected, eligible, quotas, short, places, all) = figures.get();
        if selected == 0 {
            return text!(SelectionNone, eligible = eligible, all = all, places = places).into_any();
        }
        let first = text!(SelectionSentence, n = selected, eligible = eligible);
        let rest = (quotas > 0).then(|| {
            view! {
                " "
                <a class="look-here" href=to_quotas>
                    {text!(SelectionShort, n = quotas, places = short)}
                </a>
            }
        });
        let kept = (quotas == 0).then(|| format!(" {}", text!(SelectionKept)));
        view! {
            <span data-testid="selection-sentence">{first} {rest} {kept}</span>
        }
        .into_any()
    }
}

#[component]
fn Actions(open: Open, job: Job, record: Record) -> impl IntoView {
    let busy = Signal::derive(move || job.is_running());
    let groups = Page::step(open.programme, open.intake, Step::Groups).href();
    move || {
        let groups = groups.clone();
        match (record.gap.get(), record.is_stale()) {
            (None, _) => view! {
                <Button label=t!(SelectionStart) kind=ButtonKind::Primary disabled=busy on_click=move |()| job.start() />
            }
            .into_any(),
            (Some(_), true) => view! {
                <export::ExportMenu open />
                <what_if::WhatIfButton />
                <Button label=t!(SelectionAgain) kind=ButtonKind::Primary disabled=busy on_click=move |()| job.start() />
            }
            .into_any(),
            (Some(_), false) => view! {
                <export::ExportMenu open />
                <what_if::WhatIfButton />
                <Button label=t!(SelectionAgain) disabled=busy on_click=move |()| job.start() />
                <ButtonLink label=t!(SelectionGroups) kind=ButtonKind::Primary href=groups />
            }
            .into_any(),
        }
    }
}

/// Says that the selection was made from data that have changed since.
#[component]
fn Stale(job: Job, record: Record) -> impl IntoView {
    let stale = Memo::new(move |_| record.is_stale() && job.proposal.with(Option::is_none));
    move || {
        stale.get().then(|| {
            view! {
                <p class="verdict tone-warn stale" role="status" data-testid="selection-stale">
                    {t!(SelectionStale)}
                </p>
            }
        })
    }
}

fn stages(all: &Standings) -> Vec<Stage> {
    let eligible = |verdict| all.count_of(|kind| kind.eligible == verdict);
    let stage = |label: String, count: usize, tone| Stage { label, count: count as u64, tone };
    vec![
        stage(text!(EnrolmentNominated), all.rows.len(), Tone::Neutral),
        stage(text!(SelectionEligible), eligible(Verdict::Yes), Tone::Neutral),
        stage(text!(EnrolmentSelected), all.count(EnrolmentState::Selected), Tone::Accent),
        stage(text!(EnrolmentWaiting), all.count(EnrolmentState::Waiting), Tone::Neutral),
        stage(text!(EnrolmentNotAdmitted), eligible(Verdict::No), Tone::Neutral),
        stage(text!(SelectionTabUnknown), eligible(Verdict::Unknown), Tone::Neutral),
    ]
}

/// The tabs; that of the undecided and that of single decisions are there only when they hold someone.
#[component]
fn Lists(open: Open) -> impl IntoView {
    let asked = query("tab");
    let count = move |list: List| open.all.with(|all| all.count_of(|kind| list.holds(kind)));
    let extra = Memo::new(move |_| (count(List::Undecided) > 0, count(List::Decisions) > 0));
    let first = Memo::new(move |_| match extra.get() {
        (true, _) if count(List::Selected) == 0 => "undecided",
        _ => "selected",
    });
    let tab = Memo::new(move |_| asked.get().unwrap_or_else(|| first.get().to_owned()));
    let one = move |list: List| {
        Tab::new(list.code(), move || word("selection_tab", list.code())).counting(move || count(list))
    };
    let tabs = move || {
        let (undecided, decisions) = extra.get();
        let mut tabs = Vec::new();
        if undecided {
            tabs.push(one(List::Undecided));
        }
        tabs.extend([List::Selected, List::Waiting, List::Ineligible, List::Unknown].map(one));
        tabs.push(Tab::new("quotas", t!(SelectionTabQuotas)).counting(move || open.all.with(|all| all.units.len())));
        if decisions {
            tabs.push(one(List::Decisions));
        }
        tabs
    };
    let to = |id: &'static str| crate::route::replace(Route::with(crate::route::route(), "tab", Some(id)));
    view! {
        {move || {
            view! { <Tabs label=t!(SelectionTabs) tabs=tabs() open=Signal::derive(move || tab.get()) on_open=to /> }
        }}
        <TabPanel id=Signal::derive(move || tab.get())>
            {move || match tab.get().as_str() {
                "quotas" => view! { <quotas::QuotaList open /> }.into_any(),
                code => {
                    let list = List::from_code(code).unwrap_or(List::Selected);
                    view! { <lists::PeopleList open list /> }.into_any()
                }
            }}
        </TabPanel>
    }
}
