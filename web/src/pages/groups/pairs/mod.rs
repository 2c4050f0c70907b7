//! Pairs of mentor and learner: what is asked for, the proposal, the recorded pairs, and who has none.

mod panel;
mod tables;
mod wish;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::Code;
use orken_core::model::{MentoringPairId, PersonId};
use orken_core::solver::pair::recorded::recorded;
use orken_core::solver::pair::{Pair, PairOptions, PairProblem, PairProposal};
use orken_core::view::steps;

pub(super) use panel::PeerPanel;

use super::{Desk, gap_words};
use crate::pages::solving::{Solving, SolvingBar};
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Button, ButtonKind, CheckboxField, EmptyState, NumberField, Tone, Verdict, settled, word};
use crate::worker::Pace;
use crate::worker::tasks::MakePairs;
use crate::{t, text};

/// What pairs are read from.
const READ: [Slice; 5] = [Slice::Intakes, Slice::Enrolments, Slice::People, Slice::Places, Slice::Other];

/// The recorded pairs with the people that they are of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standing {
    problem: PairProblem,
    pairs: Vec<(MentoringPairId, Pair)>,
    /// People without a mentor or without a learner, by id.
    without: Vec<PersonId>,
    /// Some of them have one of the two: someone has left since the pairs were made.
    broken: bool,
}

impl Standing {
    fn new(problem: PairProblem, pairs: Vec<(MentoringPairId, Pair)>) -> Self {
        let mentors: BTreeSet<PersonId> = pairs.iter().map(|(_, pair)| pair.mentor).collect();
        let learners: BTreeSet<PersonId> = pairs.iter().map(|(_, pair)| pair.learner).collect();
        let whole = |person: &PersonId| mentors.contains(person) && learners.contains(person);
        let without: Vec<PersonId> = problem.people.iter().map(|p| p.id).filter(|p| !whole(p)).collect();
        let broken = without.iter().any(|p| mentors.contains(p) || learners.contains(p));
        Self { problem, pairs, without, broken }
    }

    fn pair(&self, id: u64) -> Option<&Pair> {
        self.pairs.iter().find(|(pair, _)| pair.0 == id).map(|(_, pair)| pair)
    }
}

/// The desk of the page, what is asked for, and what is recorded.
#[derive(Clone, Copy)]
pub(super) struct PairDesk {
    desk: Desk,
    options: RwSignal<PairOptions>,
    standing: Memo<Option<Arc<Standing>>>,
}

impl PairDesk {
    pub(super) fn new(desk: Desk) -> Self {
        let standing = Memo::new(move |_| {
            desk.store.read(READ, |w| {
                let problem = PairProblem::from_workspace(w, desk.intake, PairOptions::default()).ok()?;
                let pairs = recorded(w, &problem);
                Some(Arc::new(Standing::new(problem, pairs)))
            })
        });
        Self { desk, options: RwSignal::new(PairOptions::default()), standing }
    }

    /// Asks for no less than what the recorded pairs need: which options they were made with is not recorded.
    fn widen(self) {
        let Some(standing) = self.standing.get_untracked() else { return };
        let pairs: Vec<Pair> = standing.pairs.iter().map(|(_, pair)| pair.clone()).collect();
        self.options.update(|options| *options = options.allowing(&standing.problem, &pairs));
    }

    fn name(self, person: PersonId) -> String {
        self.desk.store.peek(|w| words::record_name(person.into(), w))
    }

    /// True where what pairs rest on has changed, or someone of them has left.
    fn is_stale(self) -> bool {
        let broken = self.standing.with(|s| s.as_ref().is_some_and(|s| s.broken));
        let intake = self.desk.intake;
        let changed = || {
            self.desk.store.read(READ, |w| w.intakes.get(intake).is_some_and(|intake| steps::pairs_stale(w, intake)))
        };
        broken || changed()
    }
}

/// What a pair is about; nothing where no wish is met.
fn topic(pair: &Pair) -> String {
    let subject = || pair.subject.map(|s| word("subject", s.code()));
    pair.topic.clone().or_else(subject).unwrap_or_default()
}

/// The tab.
#[component]
pub(super) fn Pairs(pairs: PairDesk) -> impl IntoView {
    let desk = pairs.desk;
    pairs.widen();
    let solving = Solving::<PairProposal>::new();
    let make = move |()| {
        solving.start(desk.store, MakePairs { intake: desk.intake, options: pairs.options.get_untracked() });
    };
    let agree = move |proposal: Arc<PairProposal>| {
        let done = text!(PairsAgreed, n = proposal.pairs.len());
        desk.run(Command::ApplyPairs(Box::new(PairProposal::clone(&proposal))), done);
        solving.forget();
    };
    let any = Memo::new(move |_| pairs.standing.with(|s| s.as_ref().is_some_and(|s| !s.pairs.is_empty())));
    let stale = settled(move || pairs.is_stale());
    let busy = Signal::derive(move || solving.working());
    let content = move || {
        if !any.get() {
            return view! {
                <EmptyState title=t!(PairsNone) text=t!(PairsNoneText)>
                    <Button label=t!(PairsMake) kind=ButtonKind::Primary on_click=make disabled=busy />
                </EmptyState>
            }
            .into_any();
        }
        view! {
            <div class="buttons">
                <Button label=t!(PairsAgain) on_click=make disabled=busy />
            </div>
            <tables::Recorded pairs />
            <tables::Without pairs />
        }
        .into_any()
    };
    view! {
        <Options options=pairs.options />
        <div role="status">
            {move || (stale.get() == Some(true)).then(|| view! { <Verdict label=t!(PairsStale) tone=Tone::Warn /> })}
        </div>
        <SolvingBar solving label=t!(PairsMaking) best=best_so_far proposal=proposal_words on_agree=agree />
        {content}
    }
}

/// What may be paired with what.
#[component]
fn Options(options: RwSignal<PairOptions>) -> impl IntoView {
    let most = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
    view! {
        <div class="fields" role="group" aria-label=t!(PairsOptions)>
            <CheckboxField
                label=t!(PairsWithinSchool)
                value=Signal::derive(move || options.get().within_school)
                on_change=move |on| options.update(|o| o.within_school = on)
            />
            <CheckboxField
                label=t!(PairsMutual)
                value=Signal::derive(move || options.get().mutual)
                on_change=move |on| options.update(|o| o.mutual = on)
            />
            <div class="fields-row">
                <NumberField
                    label=t!(PairsMostKm)
                    value=Signal::derive(move || options.get().most_km.map(i64::from))
                    on_change=move |n| options.update(|o| o.most_km = most(n))
                    least=1
                    most=5_000
                    hint=Signal::derive(t!(PairsMostKmHint))
                />
            </div>
        </div>
    }
}

fn best_so_far(pace: &Pace) -> Option<String> {
    let [out, unmet, _, km] = pace.best[..] else { return None };
    Some(text!(PairsBest, out = out, unmet = unmet, km = km))
}

/// What a proposal comes to: pairs, wishes, kilometres, who is left out and why.
fn proposal_words(proposal: &PairProposal) -> AnyView {
    let (n, cost) = (proposal.pairs.len(), proposal.cost);
    let met = n.saturating_sub(usize::try_from(cost.unmet).unwrap_or(usize::MAX));
    let figures = text!(PairsProposal, n = n, met = met, km = cost.km);
    let mut why: BTreeMap<Code, usize> = BTreeMap::new();
    for unpaired in &proposal.unpaired {
        *why.entry(unpaired.reason.code).or_default() += 1;
    }
    let reasons = words::listed(why.into_iter().map(|(code, n)| reason(code, n)).collect());
    let out = proposal.unpaired.len();
    let guessed = proposal.findings.len();
    view! {
        <p>{figures} " " {how_good(proposal)}</p>
        {(out > 0).then(|| view! { <p>{text!(PairsProposalOut, n = out, reasons = reasons)}</p> })}
        {(cost.language_unknown > 0)
            .then(|| view! { <p class="quiet">{text!(PairsLanguageUnknown, n = cost.language_unknown)}</p> })}
        {(guessed > 0).then(|| view! { <p class="quiet">{text!(PairsGuessed, n = guessed)}</p> })}
    }
    .into_any()
}

/// How far it can be from the best; where a heavier term may still be better, kilometres say nothing of it.
fn how_good(proposal: &PairProposal) -> String {
    let (cost, bound) = (proposal.cost, proposal.bound);
    if (cost.left_out, cost.unmet, cost.language_unknown) == (bound.left_out, bound.unmet, bound.language_unknown) {
        return gap_words(proposal.gap);
    }
    text!(PairsAtBest, out = bound.left_out, unmet = bound.unmet, language = bound.language_unknown)
}

/// A reason to be left out, in few words, and how many have it.
fn reason(code: Code, n: usize) -> String {
    match code {
        Code::PairNobody => text!(PairsOutNobody, n = n),
        Code::PairTight => text!(PairsOutTight, n = n),
        Code::PairNoRing => text!(PairsOutRing, n = n),
        _ => text!(PairsOutStopped, n = n),
    }
}
