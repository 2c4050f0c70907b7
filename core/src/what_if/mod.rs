//! What a change would do before anyone makes it: ordinary commands are decided and applied to a copy of the records,
//! the intake is selected and grouped again there, and the result is laid beside the same steps without the commands.
//!
//! Beside the same steps, not beside what is recorded: so whatever differs comes of the commands alone, and no commands
//! differ in nothing. What is recorded may differ from both (data changed since, people moved by hand); [`recorded`]
//! gives it in the same shape, for whoever wants to say so.

mod compare;
mod edits;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

pub use compare::{Figures, Moved, UnitChange, WhatIf};
pub use edits::{Edits, Limits, NewVenue, VenueEdit};

use crate::change::apply;
use crate::command::{Command, Context, IdSource, PROVISIONAL, decide};
use crate::finding::{Code, Finding};
use crate::model::{EnrolmentState, Gap, IntakeId, PersonId, VenueId};
use crate::solver::budget::Budget;
use crate::solver::place::{self, PlacementCost, PlacementProblem, PlacementProposal, agreed};
use crate::solver::select::{Shortfall, Unit, UnitState, propose};
use crate::view::selection::standings;
use crate::workspace::Workspace;

/// Records that last only as long as the copy are numbered from here on, past those of forms and lists, whose replica
/// tag they share.
const FIRST_ID: u32 = 1 << 31;

/// A unit below its minimum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortUnit {
    /// The unit with its limits.
    pub unit: Unit,
    /// How many were reached.
    pub reached: u32,
}

/// What a venue holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenueUse {
    /// The venue.
    pub venue: VenueId,
    /// Its name: a venue that the commands add has no other record to be looked up.
    pub name: String,
    /// Groups there.
    pub groups: u32,
    /// People in them.
    pub people: u32,
}

/// Selection and groups of an intake: who, where, and what it costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The intake.
    pub intake: IntakeId,
    /// People with a place, in the declared order.
    pub selected: Vec<PersonId>,
    /// People on the waiting list.
    pub waiting: u32,
    /// Units below their minimum.
    pub short: Vec<ShortUnit>,
    /// How good the selection is proven to be.
    pub selection_gap: Gap,
    /// Who is taught where, by person.
    pub placed: Vec<(PersonId, VenueId)>,
    /// Every venue in use, by id.
    pub venues: Vec<VenueUse>,
    /// Cost of the groups.
    pub cost: PlacementCost,
    /// How good the groups are proven to be.
    pub placement_gap: Gap,
    /// What to know about both.
    pub findings: Vec<Finding>,
}

/// What these commands would change, in the order given, against the same steps without them. Nothing is recorded.
///
/// # Errors
/// The finding of the first command that can't be done; `record_missing` when the intake is gone;
/// `too_many_priorities` for an order that numbers can't hold.
pub fn what_if(
    workspace: &Workspace,
    intake: IntakeId,
    commands: &[Command],
    budget: &mut impl Budget,
) -> Result<WhatIf, Finding> {
    let before = outcome(workspace, intake, &[], budget)?;
    let after = outcome(workspace, intake, commands, budget)?;
    Ok(WhatIf::between(&before, &after))
}

/// What the intake comes to when these commands are done, people selected anew, agreed to, and groups formed anew; all
/// of it on a copy, and each step audited as when it is agreed to.
///
/// # Errors
/// As [`what_if`].
pub fn outcome(
    workspace: &Workspace,
    intake: IntakeId,
    commands: &[Command],
    budget: &mut impl Budget,
) -> Result<Outcome, Finding> {
    let mut copy = Copy::new(workspace);
    for command in commands {
        copy.run(command.clone())?;
    }
    let selection = propose(&copy.workspace, intake, budget)?;
    copy.run(Command::ApplySelection(Box::new(selection.clone())))?;
    let problem = PlacementProblem::from_workspace(&copy.workspace, intake)?;
    let placement = place::solve(&problem, budget);
    copy.run(Command::ApplyGroups(Box::new(placement.clone())))?;
    let mut findings = selection.findings;
    findings.extend(placement.findings.iter().cloned());
    Ok(Outcome {
        intake,
        waiting: count(selection.waiting.len()),
        selected: selection.selected,
        short: short_units(&selection.units, &selection.shortfalls),
        selection_gap: selection.gap,
        placed: venues_of_people(&placement),
        venues: venues(&copy.workspace, &problem, &placement),
        cost: placement.cost,
        placement_gap: placement.gap,
        findings,
    })
}

/// What is recorded, in the same shape; none as long as nobody was selected.
///
/// # Errors
/// `record_missing` when the intake is gone.
pub fn recorded(workspace: &Workspace, intake: IntakeId) -> Result<Option<Outcome>, Finding> {
    let record = workspace.intake(intake)?;
    let Some(selected) = &record.selected else { return Ok(None) };
    let all = standings(workspace, record);
    let problem = PlacementProblem::from_workspace(workspace, intake)?;
    let placement = agreed(workspace, &problem).placement;
    let has_place = all.rows.iter().filter(|row| row.state == EnrolmentState::Selected);
    let mut findings = all.findings.clone();
    findings.extend(placement.findings.iter().cloned());
    Ok(Some(Outcome {
        intake,
        selected: has_place.map(|row| row.person).collect(),
        waiting: count(all.count(EnrolmentState::Waiting)),
        short: short_units(&all.units, &all.shortfalls),
        selection_gap: selected.gap,
        placed: venues_of_people(&placement),
        venues: venues(workspace, &problem, &placement),
        cost: placement.cost,
        placement_gap: placement.gap,
        findings,
    }))
}

/// The records as they would be.
struct Copy {
    workspace: Workspace,
    context: Context,
}

impl Copy {
    fn new(workspace: &Workspace) -> Self {
        let ids = IdSource::new(PROVISIONAL, FIRST_ID);
        let context = Context { now: NaiveDateTime::default(), actor: String::new(), ids };
        Self { workspace: workspace.clone(), context }
    }

    fn run(&mut self, command: Command) -> Result<(), Finding> {
        let changes = decide(&self.workspace, command, &self.context)?;
        apply(&mut self.workspace, &changes).map_err(|stale| {
            let missing = Finding::error(Code::RecordMissing);
            stale.record.map_or(missing.clone(), |record| missing.about(record))
        })
    }
}

fn short_units(units: &[UnitState], shortfalls: &[Shortfall]) -> Vec<ShortUnit> {
    let one = |s: &Shortfall| Some(ShortUnit { unit: units.get(s.unit)?.unit.clone(), reached: s.reached });
    shortfalls.iter().filter_map(one).collect()
}

fn venues_of_people(placement: &PlacementProposal) -> Vec<(PersonId, VenueId)> {
    let mut placed: Vec<_> =
        placement.groups.iter().flat_map(|group| group.members.iter().map(|&person| (person, group.venue))).collect();
    placed.sort_unstable();
    placed
}

fn venues(workspace: &Workspace, problem: &PlacementProblem, placement: &PlacementProposal) -> Vec<VenueUse> {
    let of = |id: VenueId| {
        let here = || placement.groups.iter().filter(move |g| g.venue == id);
        VenueUse {
            venue: id,
            name: workspace.venues.get(id).map(|v| v.name.clone()).unwrap_or_default(),
            groups: count(here().count()),
            people: count(here().map(|g| g.members.len()).sum()),
        }
    };
    problem.sites.iter().map(|site| of(site.id)).collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
