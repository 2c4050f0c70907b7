//! What the editor counts while a rule is being changed: people on each side of every part, and the units of quotas
//! against those who could count in them. All of it from the draft, so nothing has to be saved first.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::model::{Intake, IntakeId, Person, PersonId};
use orken_core::rules::{Columns, Counts, Criterion, Rule, Setting, Verdict, verdict_only};
use orken_core::solver::select::{UnitCount, UnitTally};
use orken_core::workspace::Workspace;

use super::draft::Draft;
use super::part::{Part, PartId};
use crate::effects::clock;
use crate::store::Store;
use crate::ui::Wanted;

/// What is counted apart from the drawing; none until then.
pub(super) type Counted<T> = Signal<Option<Arc<T>>>;

/// Looks at what was counted, or at nothing.
pub(super) fn look<T: Default + Send + Sync + 'static, R>(counted: Counted<T>, look: impl FnOnce(&T) -> R) -> R {
    counted.with(|counted| match counted {
        Some(counted) => look(counted),
        None => look(&T::default()),
    })
}

/// People on each side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sides {
    pub(super) yes: u32,
    pub(super) no: u32,
    pub(super) unknown: u32,
}

impl Sides {
    const fn of(counts: &Counts) -> Self {
        Self { yes: counts.yes, no: counts.no, unknown: counts.unknown }
    }

    pub(super) const fn on(self, side: Verdict) -> u32 {
        match side {
            Verdict::Yes => self.yes,
            Verdict::No => self.no,
            Verdict::Unknown => self.unknown,
        }
    }

    pub(super) const fn all(self) -> u32 {
        self.yes + self.no + self.unknown
    }
}

/// The people put forward for an intake, by id of the enrolment.
pub(super) fn nominated(workspace: &Workspace, intake: IntakeId) -> Vec<&Person> {
    workspace.enrolments_of(intake).filter_map(|e| workspace.people.get(e.person)).collect()
}

/// Sides of every part of every rule of the draft, by the part's number.
pub(super) type AllSides = BTreeMap<PartId, Sides>;

/// People looked up, asked or sorted between two looks at the clock.
const AT_ONCE: usize = 2_000;
/// People whose known answers are counted between two looks at the clock.
const COUNTED_AT_ONCE: usize = 10_000;

/// The people put forward, with what they answered, for as long as the records stay as they are.
#[derive(Debug, Default)]
struct Kept {
    /// Of the records and the day: another one begins anew.
    of: Option<(u64, NaiveDate)>,
    columns: Columns,
}

/// The answers kept while a page is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Answers(StoredValue<Kept, LocalStorage>);

impl Answers {
    pub(super) fn new() -> Self {
        Self(StoredValue::new_local(Kept::default()))
    }
}

/// Counting for one draft, in short tasks. Every step ends with none once it is no longer wanted: another draft, other
/// records, or the page is gone.
pub(super) struct Count {
    pub(super) store: Store,
    pub(super) intake: Intake,
    pub(super) draft: Draft,
    pub(super) answers: Answers,
    pub(super) wanted: Wanted,
}

impl Count {
    /// Counts the sides of every part, hands them over, and goes on to the units of the quotas.
    pub(super) async fn all(self, sides: impl FnOnce(AllSides)) -> Option<QuotaFigures> {
        self.gather().await?;
        self.ask().await?;
        let (counted, eligible) = self.sides().await?;
        sides(counted);
        self.units(&eligible).await
    }

    /// Something with the answers, unless nobody wants it any more.
    fn with<R>(&self, with: impl FnOnce(&mut Columns) -> R) -> Option<R> {
        self.wanted.still().then_some(())?;
        self.answers.0.try_update_value(|kept| with(&mut kept.columns))
    }

    /// The people, where the records or the day are not those of before.
    async fn gather(&self) -> Option<()> {
        let of = (self.store.revision(), self.draft.reference_date);
        if self.answers.0.try_with_value(|kept| kept.of)? == Some(of) {
            return Some(());
        }
        let mut turns = clock::Turns::default();
        let ids: Vec<PersonId> = self.store.peek(|w| w.enrolments_of(self.intake.id).map(|e| e.person).collect());
        let mut people = Vec::with_capacity(ids.len());
        for some in ids.chunks(AT_ONCE) {
            turns.give_way().await;
            self.wanted.still().then_some(())?;
            self.store.peek(|w| people.extend(some.iter().filter_map(|&id| w.people.shared(id))));
        }
        self.answers.0.try_update_value(|kept| *kept = Kept { of: Some(of), columns: Columns::new(people) })
    }

    /// Asks what was not asked yet.
    async fn ask(&self) -> Option<()> {
        let mut turns = clock::Turns::default();
        let rules: Vec<Rule> = self.draft.roots().into_iter().map(|(_, part)| part.rule()).collect();
        let mut asking = self.with(|columns| columns.begin(&rules))?;
        // Who holds which post is worked out anew for each piece: of all people in one.
        let in_one = rules.iter().flat_map(Rule::criteria).any(|c| matches!(c, Criterion::PostVacant(_)));
        let at_once = if in_one { usize::MAX } else { AT_ONCE };
        let on = self.draft.reference_date;
        let mut ask =
            |columns: &mut Columns| self.store.peek(|w| columns.ask(&mut asking, &Setting::new(w, on), at_once));
        while !self.with(&mut ask)? {
            turns.give_way().await;
        }
        self.with(|columns| columns.keep(asking))
    }

    /// Sides of every part, and the verdict of eligibility on everyone. Eligibility is counted of everyone put forward, the
    /// rules of quotas and of the order of those who are eligible.
    async fn sides(&self) -> Option<(AllSides, Vec<Verdict>)> {
        let mut turns = clock::Turns::default();
        let (mut sides, mut eligible) = (BTreeMap::new(), Vec::new());
        let people = self.with(|columns| columns.people().len())?;
        let ranges: Vec<Range<usize>> =
            (0..people).step_by(COUNTED_AT_ONCE).map(|at| at..people.min(at + COUNTED_AT_ONCE)).collect();
        // The first root is eligibility.
        for (nth, (_, part)) in self.draft.roots().into_iter().enumerate() {
            let rule = part.rule();
            let mut counts = Counts::empty(&rule);
            for some in &ranges {
                turns.give_way().await;
                let among = (nth > 0).then(|| &eligible[some.clone()]);
                let verdicts = self.with(|columns| columns.count(&rule, some.clone(), among, &mut counts))?;
                if nth == 0 {
                    eligible.extend(verdicts);
                }
            }
            spread(part, &counts, &mut sides);
        }
        Some((sides, eligible))
    }

    /// Counts who could fill each unit of the draft's quotas.
    async fn units(&self, eligible: &[Verdict]) -> Option<QuotaFigures> {
        let mut turns = clock::Turns::default();
        let intake = self.draft.apply(&self.intake);
        let mut tally = UnitTally::new(&intake);
        let people = self.with(|columns| columns.people().len())?;
        for at in (0..people).step_by(AT_ONCE) {
            turns.give_way().await;
            let until = people.min(at + AT_ONCE);
            self.with(|columns| {
                self.store.peek(|w| {
                    let setting = Setting::new(w, intake.reference_date);
                    let some = columns.people()[at..until].iter().map(Arc::as_ref);
                    for (asked, verdict) in setting.of_all(some).zip(&eligible[at..until]) {
                        tally.add(&intake, &asked, *verdict == Verdict::Yes);
                    }
                });
            })?;
        }
        turns.give_way().await;
        let (units, findings) = self.store.peek(|w| tally.counts(w, &intake));
        self.wanted.still().then_some(QuotaFigures { units, findings })
    }
}

fn spread(part: &Part, counts: &Counts, sides: &mut BTreeMap<PartId, Sides>) {
    sides.insert(part.id, Sides::of(counts));
    part.parts().iter().zip(&counts.parts).for_each(|(part, counts)| spread(part, counts, sides));
}

/// Who stands on one side of a part: of everyone put forward, or of the eligible for the rules beside eligibility.
pub(super) fn people_on(
    workspace: &Workspace,
    intake: IntakeId,
    draft: &Draft,
    part: &Part,
    of_eligible: bool,
    side: Verdict,
) -> Vec<PersonId> {
    let setting = Setting::new(workspace, draft.reference_date);
    let eligibility = draft.eligibility.root_rule();
    let rule = part.rule();
    let counted = |person: &&Person| {
        let asked = setting.of(person);
        (!of_eligible || verdict_only(&eligibility, &asked) == Verdict::Yes) && verdict_only(&rule, &asked) == side
    };
    nominated(workspace, intake).into_iter().filter(counted).map(|person| person.id).collect()
}

/// Units of all quotas of the draft, and what is wrong with the quotas.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct QuotaFigures {
    pub(super) units: Vec<UnitCount>,
    pub(super) findings: Vec<orken_core::finding::Finding>,
}
