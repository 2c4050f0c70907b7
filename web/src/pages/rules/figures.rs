//! What the editor counts while a rule is being changed: people on each side of every part, and the units of quotas
//! against those who could count in them. All of it from the draft, so nothing has to be saved first.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{Intake, IntakeId, Person, PersonId};
use orken_core::rules::{Counts, Setting, Verdict, counts, verdict_only};
use orken_core::solver::select::{Unit, units};
use orken_core::workspace::Workspace;

use super::draft::Draft;
use super::part::{Part, PartId};

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

/// Sides of every part of every rule of the draft, by the part's number. Eligibility is asked of everyone put forward,
/// the rules of quotas and of the order of those who are eligible.
pub(super) fn tally(workspace: &Workspace, intake: &Intake, draft: &Draft) -> BTreeMap<PartId, Sides> {
    let setting = Setting::new(workspace, draft.reference_date);
    let people = nominated(workspace, intake.id);
    let eligibility = draft.eligibility.root_rule();
    let fit = |person: &&&Person| verdict_only(&eligibility, &setting.of(person)) == Verdict::Yes;
    let eligible: Vec<&Person> = people.iter().filter(fit).copied().collect();
    let mut sides = BTreeMap::new();
    for (word, root) in draft.roots() {
        let asked = if word == "e" { &people } else { &eligible };
        let counted = counts(&root.rule(), &setting, asked.iter().copied());
        spread(root, &counted, &mut sides);
    }
    sides
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
