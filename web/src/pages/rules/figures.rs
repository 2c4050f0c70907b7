//! What the editor counts while a rule is being changed: people on each side of every part, and the units of quotas
//! against those who could count in them. All of it from the draft, so nothing has to be saved first.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{Intake, IntakeId, Person, PersonId};
use orken_core::rules::{Counts, Criterion, Rule, Setting, Verdict, verdict_only};
use orken_core::solver::select::{Unit, units};
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

/// People counted between two looks at the clock.
const AT_ONCE: usize = 500;

/// Counts people on each side of every part. Eligibility is asked of everyone put forward, the rules of quotas and of the
/// order of those who are eligible.
struct Tally {
    eligibility: Rule,
    /// Of every root of the draft: whether it is eligibility itself, its rule, and the people so far.
    roots: Vec<(bool, Rule, Counts)>,
}

impl Tally {
    fn new(draft: &Draft) -> Self {
        let root = |(word, part): (String, &Part)| {
            let rule = part.rule();
            let counts = Counts::empty(&rule);
            (word == "e", rule, counts)
        };
        Self { eligibility: draft.eligibility.root_rule(), roots: draft.roots().into_iter().map(root).collect() }
    }

    fn add(&mut self, setting: &Setting<'_>, person: &Person) {
        let asked = setting.of(person);
        let fits = verdict_only(&self.eligibility, &asked) == Verdict::Yes;
        for (everyone, rule, counts) in &mut self.roots {
            if *everyone || fits {
                counts.add(rule, &asked);
            }
        }
    }

    fn sides(&self, draft: &Draft) -> AllSides {
        let mut sides = BTreeMap::new();
        for ((_, part), (_, _, counts)) in draft.roots().into_iter().zip(&self.roots) {
            spread(part, counts, &mut sides);
        }
        sides
    }

    /// Rules that ask who holds a post look at everyone each time they are asked anew: of all people in one piece.
    fn in_one_piece(&self) -> bool {
        let rules = std::iter::once(&self.eligibility).chain(self.roots.iter().map(|(_, rule, _)| rule));
        rules.into_iter().flat_map(Rule::criteria).any(|c| matches!(c, Criterion::PostVacant(_)))
    }
}

/// Counts all of it in short tasks; none where it is no longer wanted.
pub(super) async fn tally(store: Store, intake: IntakeId, draft: Draft, wanted: Wanted) -> Option<AllSides> {
    let mut turns = clock::Turns::default();
    let mut tally = Tally::new(&draft);
    let people: Vec<PersonId> = store.peek(|w| w.enrolments_of(intake).map(|e| e.person).collect());
    let at_once = if tally.in_one_piece() { people.len().max(1) } else { AT_ONCE };
    for some in people.chunks(at_once) {
        if !wanted.still() {
            return None;
        }
        store.peek(|w| {
            let setting = Setting::new(w, draft.reference_date);
            some.iter().filter_map(|&id| w.people.get(id)).for_each(|person| tally.add(&setting, person));
        });
        turns.give_way().await;
    }
    Some(tally.sides(&draft))
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

/// A unit of a quota against the people who could count in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UnitFigures {
    pub(super) unit: Unit,
    pub(super) nominated: u32,
    pub(super) eligible: u32,
}

impl UnitFigures {
    /// Places that the minimum asks for beyond those who are eligible.
    pub(super) const fn missing(&self) -> u32 {
        self.unit.at_least.saturating_sub(self.eligible)
    }
}

/// Units of all quotas of the draft, and what is wrong with the quotas.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct QuotaFigures {
    pub(super) units: Vec<UnitFigures>,
    pub(super) findings: Vec<orken_core::finding::Finding>,
}

/// Counts who could fill each unit of the draft's quotas.
pub(super) fn quota_figures(workspace: &Workspace, intake: &Intake, draft: &Draft) -> QuotaFigures {
    let intake = draft.apply(intake);
    let setting = Setting::new(workspace, intake.reference_date);
    let people = nominated(workspace, intake.id);
    let made = units(&setting, &intake, &people);
    let mut figures: Vec<UnitFigures> =
        made.units.into_iter().map(|unit| UnitFigures { unit, nominated: 0, eligible: 0 }).collect();
    for (person, counted_in) in people.iter().zip(&made.of_person) {
        let eligible = verdict_only(&intake.eligibility, &setting.of(person)) == Verdict::Yes;
        for &unit in counted_in {
            figures[unit].nominated += 1;
            figures[unit].eligible += u32::from(eligible);
        }
    }
    QuotaFigures { units: figures, findings: made.findings }
}
