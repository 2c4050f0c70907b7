//! Step 3: who may take part, how many of whom, and in which order. What is changed is a draft until it is saved as
//! one command; the draft outlives the page and the tab.

mod draft;
mod editor;
mod fields;
mod figures;
mod kept;
mod kinds;
mod order;
mod part;
mod people;
mod quotas;
pub(crate) mod words;

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::finding::Finding;
use orken_core::model::{Intake, IntakeId};
use orken_core::solver::select::UnitCount;

use crate::effects::turn::spawn_local;
use crate::route::query;
use crate::store::{Slice, Slices, Store};
use crate::ui::{
    Button, ButtonKind, DateField, Later, NumberField, PageHead, Tone, settled_in_turns, toast, toast_with,
};
use crate::{t, text};
use draft::{Draft, same_rules};
use editor::{Editing, RuleEditor};
use figures::{AllSides, Answers, Count, Counted, QuotaFigures, Sides, look};

/// What counting people reads.
fn slices() -> Slices {
    [Slice::Intakes, Slice::Enrolments, Slice::People, Slice::Places].into()
}

/// The page.
#[component]
pub fn RulesPage(
    /// The intake whose rules they are.
    intake: IntakeId,
) -> impl IntoView {
    let store = Store::expect();
    store.peek(|w| w.intakes.get(intake).cloned()).map(|stored| view! { <Editor intake stored /> })
}

/// The draft, what it was made from, and what is stored now.
#[derive(Clone, Copy)]
struct Work {
    intake: IntakeId,
    draft: RwSignal<Draft>,
    base: RwSignal<Intake>,
    stored: Memo<Option<Intake>>,
    changed: Memo<bool>,
    answers: Answers,
}

impl Work {
    fn new(intake: IntakeId, stored: Intake) -> Self {
        let (base, first) = kept::kept(intake).unwrap_or_else(|| (stored.clone(), Draft::of(&stored)));
        let store = Store::expect();
        let (draft, base) = (RwSignal::new(first), RwSignal::new(base));
        let stored = Memo::new(move |_| store.read(Slice::Intakes, |w| w.intakes.get(intake).cloned()));
        let changed = Memo::new(move |_| base.with(|base| differs(&draft.get(), base)));
        let work = Self { intake, draft, base, stored, changed, answers: Answers::new() };
        Effect::new(move |_| work.follow_store());
        Effect::new(move |_| work.keep_draft());
        work
    }

    /// Saved, undone or changed in another tab: a draft without changes follows, one with changes stays.
    fn follow_store(self) {
        let Some(stored) = self.stored.get() else { return };
        let moved = self.base.with_untracked(|base| !same_rules(base, &stored));
        if !moved {
            return;
        }
        if self.draft.with_untracked(|draft| !differs(draft, &stored)) {
            self.base.set(stored);
        } else if self.base.with_untracked(|base| !differs(&self.draft.get_untracked(), base)) {
            self.start_from(stored);
        }
    }

    fn keep_draft(self) {
        if self.changed.get() {
            self.base.with(|base| self.draft.with(|draft| kept::keep(base, draft)));
        } else {
            kept::forget(self.intake);
        }
    }

    fn start_from(self, intake: Intake) {
        self.draft.set(Draft::of(&intake));
        self.base.set(intake);
    }

    /// The stored rules are no longer those that the draft was made from.
    fn overtaken(self) -> bool {
        self.stored.with(|stored| stored.as_ref().is_some_and(|s| self.base.with(|base| !same_rules(base, s))))
    }

    fn discard(self) {
        if let Some(stored) = self.stored.get_untracked() {
            self.start_from(stored);
        }
    }

    fn save(self, store: Store) {
        let Some(stored) = self.stored.get_untracked() else { return };
        let made = self.draft.with_untracked(|draft| draft.apply(&stored));
        let command = Command::Put { what: Cause::Rules, records: vec![made.into()], remove: Vec::new() };
        spawn_local(async move {
            match store.run(command).await {
                Ok(_) => toast_with(Tone::Ok, text!(RulesSaved), text!(FrameUndo), move || store.undo()),
                Err(finding) => toast(Tone::Bad, store.peek(|w| crate::text::finding(&finding, w))),
            }
        });
    }
}

fn differs(draft: &Draft, intake: &Intake) -> bool {
    !same_rules(&draft.apply(intake), &Draft::of(intake).apply(intake))
}

#[component]
fn Editor(intake: IntakeId, stored: Intake) -> impl IntoView {
    let store = Store::expect();
    let work = Work::new(intake, stored);
    let draft = work.draft;
    let (sides, figures) = counted(store, work, move || Some(draft.get()));
    let editing = Editing { draft, sides };
    // The numbers of the parts are new whenever the draft starts over, so the editor does too.
    let root = Memo::new(move |_| draft.with(|d| d.eligibility.id));
    let fit = Memo::new(move |_| sides.with(|sides| sides.as_ref()?.get(&root.get()).copied()));
    let panels = Panels { work, figures };
    view! {
        <PageHead
            sentence=move || view! { <span data-testid="rules-sentence">{move || fit.get().map(sentence)}</span> }
            actions=move || view! { <SaveButton work /> }
        />
        <DraftBar work sides=fit figures />
        <div class="split">
            <div class="split-main rules">
                {move || {
                    let root = root.get();
                    view! { <Sections editing root figures /> }
                }}
            </div>
            <OpenPanel panels />
        </div>
    }
}

fn sentence(fit: Sides) -> String {
    match fit.all() {
        0 => text!(RulesSentenceEmpty),
        all => text!(RulesSentence, yes = fit.yes, all = all, no = fit.no, unknown = fit.unknown),
    }
}

#[component]
fn SaveButton(work: Work) -> impl IntoView {
    let store = Store::expect();
    let blocked = move || !work.changed.get() || work.draft.with(|d| d.unfinished() > 0 || crossed(d));
    view! {
        <Button
            label=t!(RulesSave)
            kind=ButtonKind::Primary
            disabled=Signal::derive(blocked)
            on_click=move |()| work.save(store)
        />
    }
}

fn crossed(draft: &Draft) -> bool {
    draft.first > draft.last || draft.quotas.iter().any(draft::QuotaDraft::crossed)
}

/// Sides of every part of a draft, where there is one to count, and the units of its quotas; counted anew when it or the
/// people change.
fn counted(
    store: Store,
    work: Work,
    draft: impl Fn() -> Option<Draft> + 'static,
) -> (Counted<AllSides>, Counted<QuotaFigures>) {
    let sides: RwSignal<Option<Arc<AllSides>>> = RwSignal::new(None);
    let hand_over = move |now: AllSides| {
        if sides.try_with_untracked(|was| was.as_deref() != Some(&now)) == Some(true) {
            sides.set(Some(Arc::new(now)));
        }
    };
    let figures = settled_in_turns(move |wanted| {
        store.read(slices(), |_| ());
        let (draft, intake) = (draft(), work.base.get());
        async move {
            let count = Count { store, intake, draft: draft?, answers: work.answers, wanted };
            count.all(hand_over).await.map(Arc::new)
        }
    });
    (sides.into(), figures)
}

/// Says that there is something unsaved, what it would change, and offers to drop it.
#[component]
fn DraftBar(work: Work, sides: Memo<Option<Sides>>, figures: quotas::Figures) -> impl IntoView {
    let store = Store::expect();
    let unchanged = move || work.base.with(Draft::of);
    let (sides_before, figures_before) = counted(store, work, move || work.changed.get().then(unchanged));
    let before = Memo::new(move |_| {
        let draft = unchanged();
        let sides = sides_before.with(|sides| sides.as_ref()?.get(&draft.eligibility.id).copied())?;
        Some((sides, figures_before.with(|f| f.as_deref().map(missing))?))
    });
    let now = Memo::new(move |_| Some((sides.get()?, figures.with(|f| f.as_deref().map(missing))?)));
    let line = move || {
        let ((old, old_short), (new, new_short)) = (before.get()?, now.get()?);
        Some(text!(
            RulesWouldChange,
            old = old.yes,
            new = new.yes,
            old_unknown = old.unknown,
            new_unknown = new.unknown,
            old_short = old_short,
            new_short = new_short
        ))
    };
    let unfinished = move || work.draft.with(Draft::unfinished);
    move || {
        work.changed.get().then(|| {
            view! {
                <div class="draft-bar" role="status" data-testid="rules-draft">
                    <p>
                        <b>{t!(RulesUnsaved)}</b>
                        " "
                        {line}
                    </p>
                    {move || {
                        (unfinished() > 0)
                            .then(|| view! { <p class="field-error">{move || text!(RulesUnfinishedCount, n = unfinished())}</p> })
                    }}
                    {move || work.overtaken().then(|| view! { <p class="field-error">{t!(RulesOvertaken)}</p> })}
                    <Button label=t!(RulesDiscard) kind=ButtonKind::Quiet on_click=move |()| work.discard() />
                </div>
            }
        })
    }
}

/// Places that minimums ask for beyond those eligible, over all quotas.
fn missing(figures: &QuotaFigures) -> u32 {
    figures.units.iter().map(UnitCount::missing).sum()
}

#[component]
fn Sections(editing: Editing, root: u32, figures: quotas::Figures) -> impl IntoView {
    let draft = editing.draft;
    let wrong = move || {
        let store = Store::expect();
        let words = |found: &Finding| store.peek(|w| crate::text::finding(found, w));
        look(figures, |f| f.findings.iter().map(words).collect::<Vec<_>>())
    };
    view! {
        <section class="rules-section" aria-labelledby="rules-who">
            <h2 id="rules-who">{t!(RulesWho)}</h2>
            <p class="quiet">{t!(RulesWhoNote)}</p>
            <Later>
                <RuleEditor editing root />
            </Later>
        </section>
        <section class="rules-section" aria-labelledby="rules-frame">
            <h2 id="rules-frame">{t!(RulesFrame)}</h2>
            <Later>
                <FrameFields draft />
            </Later>
        </section>
        <section class="rules-section" aria-labelledby="rules-quotas">
            <h2 id="rules-quotas">{t!(RulesQuotas)}</h2>
            <p class="quiet">{t!(RulesQuotasNote)}</p>
            {move || {
                wrong().into_iter().map(|line| view! { <p class="rules-finding">{line}</p> }).collect_view()
            }}
            <Later>
                <quotas::Quotas editing figures />
            </Later>
        </section>
        <section class="rules-section" aria-labelledby="rules-order">
            <h2 id="rules-order">{t!(RulesOrder)}</h2>
            <p class="quiet">{t!(RulesOrderNote)}</p>
            <Later>
                <order::Order editing />
            </Later>
        </section>
    }
}

/// Places, the day that rules count from, and the window.
#[component]
fn FrameFields(draft: RwSignal<Draft>) -> impl IntoView {
    let places = move |n: Option<i64>| {
        if let Some(n) = n.and_then(|n| u32::try_from(n).ok()) {
            draft.update(|d| d.places = n);
        }
    };
    let day = move |set: fn(&mut Draft, chrono::NaiveDate)| {
        move |day: Option<chrono::NaiveDate>| {
            if let Some(day) = day {
                draft.update(|d| set(d, day));
            }
        }
    };
    let read = move |get: fn(&Draft) -> chrono::NaiveDate| Signal::derive(move || Some(draft.with(get)));
    let reversed = move || draft.with(|d| d.first > d.last);
    view! {
        <div class="rules-frame">
            <NumberField
                label=t!(RulesPlaces)
                value=Signal::derive(move || Some(draft.with(|d| d.places.into())))
                on_change=places
            />
            <DateField label=t!(RulesReference) value=read(|d| d.reference_date) on_change=day(|d, day| d.reference_date = day) />
            <DateField label=t!(RulesFirst) value=read(|d| d.first) on_change=day(|d, day| d.first = day) />
            <DateField label=t!(RulesLast) value=read(|d| d.last) on_change=day(|d, day| d.last = day) />
        </div>
        {move || reversed().then(|| view! { <p class="field-error">{t!(FindingPeriodReversed)}</p> })}
    }
}

#[derive(Clone, Copy)]
struct Panels {
    work: Work,
    figures: quotas::Figures,
}

/// The people behind a figure, or the units of a quota.
#[component]
fn OpenPanel(panels: Panels) -> impl IntoView {
    let (people, quota) = (query("people"), query("quota"));
    let Panels { work, figures } = panels;
    move || {
        if let Some((address, side)) = people.get().as_deref().and_then(people::parse) {
            let (intake, draft) = (work.intake, work.draft);
            return Some(view! { <people::PeoplePanel intake draft address side /> }.into_any());
        }
        let quota: usize = quota.get()?.parse().ok()?;
        Some(view! { <quotas::UnitPanel draft=work.draft figures quota /> }.into_any())
    }
}
