//! The groups as they are recorded, in the shape of a proposal, so that the questions asked of one can be asked of them.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Placed, cost_of};
use super::problem::PlacementProblem;
use super::{PlacementProposal, ProposedGroup, Unplaced, reasons};
use crate::model::{Gap, GroupId, IntakeId, PersonId};
use crate::workspace::Workspace;

/// The recorded groups and the ids that they have, index by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// Ids of `placement.groups`.
    pub ids: Vec<GroupId>,
    /// Groups, people without one and why, cost as it is now.
    pub placement: PlacementProposal,
}

/// The groups of an intake as they are recorded; where there are none yet, nobody is left out. `problem` is the intake's
/// own.
#[must_use]
pub fn agreed(workspace: &Workspace, problem: &PlacementProblem) -> Agreed {
    let intake: IntakeId = problem.intake;
    let mut members: BTreeMap<GroupId, Vec<_>> = BTreeMap::new();
    for enrolment in workspace.enrolments_of(intake) {
        if let Some(group) = enrolment.group {
            members.entry(group).or_default().push(enrolment.person);
        }
    }
    let (mut ids, mut groups) = (Vec::new(), Vec::new());
    for group in workspace.groups_of(intake) {
        let mut people = members.remove(&group.id).unwrap_or_default();
        people.sort_unstable();
        ids.push(group.id);
        groups.push(ProposedGroup {
            number: group.number,
            venue: group.venue,
            stream: group.stream,
            subject: group.subject,
            language: group.language,
            mixed: group.mixed,
            members: people,
        });
    }
    let placed: BTreeSet<PersonId> = groups.iter().flat_map(|g: &ProposedGroup| g.members.iter().copied()).collect();
    let everyone = if groups.is_empty() { 0 } else { problem.people.len() };
    let out: Vec<usize> = (0..everyone).filter(|&p| !placed.contains(&problem.people[p].id)).collect();
    let cost = cost_of(problem, &groups, out.len());
    let left = Placed { groups: Vec::new(), out };
    let mut findings = problem.findings.clone();
    findings.extend(reasons::shortfalls(problem, &left));
    let unplaced = reasons::of_all(problem, &left)
        .into_iter()
        .map(|(p, reason)| Unplaced { person: problem.people[p].id, reason })
        .collect();
    let gap = workspace.intakes.get(intake).and_then(|i| i.grouped.as_ref()).map_or(Gap::AtMost(u64::MAX), |g| g.gap);
    let placement = PlacementProposal { intake, groups, unplaced, cost, unplaced_bound: 0, gap, findings };
    Agreed { ids, placement }
}
