//! The groups as they are recorded, in the shape of a proposal, so that the questions asked of one can be asked of them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::assemble::{Placed, cost_of};
use super::problem::PlacementProblem;
use super::{PlacementProposal, ProposedGroup, Unplaced, reasons};
use crate::model::{Gap, Group, GroupId, IntakeId, PersonId};
use crate::workspace::Workspace;

/// The recorded groups and the ids that they have, index by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreed {
    /// Ids of `placement.groups`.
    pub ids: Vec<GroupId>,
    /// Groups, people without one and why, cost as it is now.
    pub placement: PlacementProposal,
}

/// A group as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedGroup {
    /// Its id.
    pub id: GroupId,
    /// What it is, with its people.
    pub group: ProposedGroup,
    /// Its sessions that have a place on the timetable.
    pub sessions: u32,
    /// How many of these are locked.
    pub locked: u32,
}

/// The groups of an intake as they are recorded, by id.
#[must_use]
pub fn recorded(workspace: &Workspace, intake: IntakeId) -> Vec<RecordedGroup> {
    let mut members: BTreeMap<GroupId, Vec<_>> = BTreeMap::new();
    for enrolment in workspace.enrolments_of(intake) {
        if let Some(group) = enrolment.group {
            members.entry(group).or_default().push(enrolment.person);
        }
    }
    let mut planned: BTreeMap<GroupId, (u32, u32)> = BTreeMap::new();
    for session in workspace.sessions_of(intake).filter(|s| s.placed.is_some()) {
        let (sessions, locked) = planned.entry(session.group).or_default();
        *sessions += 1;
        *locked += u32::from(session.locked);
    }
    let one = |group: &Group| {
        let mut members = members.remove(&group.id).unwrap_or_default();
        members.sort_unstable();
        let (sessions, locked) = planned.get(&group.id).copied().unwrap_or_default();
        let Group { number, venue, stream, subject, language, mixed, .. } = *group;
        let group_of = ProposedGroup { number, venue, stream, subject, language, mixed, members };
        RecordedGroup { id: group.id, group: group_of, sessions, locked }
    };
    workspace.groups_of(intake).map(one).collect()
}

/// The recorded group that each proposed one is, as an index of `before`: at the same venue in the same stream, of the
/// same subject and language, with the most people in common. It keeps its id, and its sessions, which fit it still.
#[must_use]
pub fn going_on(before: &[RecordedGroup], proposed: &[ProposedGroup]) -> Vec<Option<usize>> {
    let group_of: BTreeMap<PersonId, usize> =
        before.iter().enumerate().flat_map(|(at, b)| b.group.members.iter().map(move |&p| (p, at))).collect();
    let same = |a: &ProposedGroup, b: &ProposedGroup| {
        (a.venue, a.stream, a.subject, a.language) == (b.venue, b.stream, b.subject, b.language)
    };
    let mut common: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for (at, group) in proposed.iter().enumerate() {
        for &earlier in group.members.iter().filter_map(|person| group_of.get(person)) {
            if same(group, &before[earlier].group) {
                *common.entry((at, earlier)).or_default() += 1;
            }
        }
    }
    let mut most: Vec<((usize, usize), u32)> = common.into_iter().collect();
    most.sort_by_key(|&(pair, people)| (Reverse(people), pair));
    let mut found = vec![None; proposed.len()];
    let mut taken = BTreeSet::new();
    for ((at, earlier), _) in most {
        if found[at].is_none() && taken.insert(earlier) {
            found[at] = Some(earlier);
        }
    }
    found
}

/// The groups of an intake as they are recorded; where there are none yet, nobody is left out. `problem` is the intake's
/// own.
#[must_use]
pub fn agreed(workspace: &Workspace, problem: &PlacementProblem) -> Agreed {
    let mut reading = Reading::new(workspace, problem);
    reading.name_shortfalls();
    reading.name_reasons();
    reading.done()
}

/// [`agreed`] in pieces, for a thread that must not be held for long: each is worth a task of its own.
#[derive(Debug)]
pub struct Reading<'p> {
    problem: &'p PlacementProblem,
    left: Placed,
    agreed: Agreed,
}

impl<'p> Reading<'p> {
    /// Groups and their cost; nobody left out is named yet.
    #[must_use]
    pub fn new(workspace: &Workspace, problem: &'p PlacementProblem) -> Self {
        let intake: IntakeId = problem.intake;
        let (ids, groups): (Vec<_>, Vec<_>) = recorded(workspace, intake).into_iter().map(|r| (r.id, r.group)).unzip();
        let placed: BTreeSet<PersonId> = groups.iter().flat_map(|g| g.members.iter().copied()).collect();
        let everyone = if groups.is_empty() { 0 } else { problem.people.len() };
        let out: Vec<usize> = (0..everyone).filter(|&p| !placed.contains(&problem.people[p].id)).collect();
        let cost = cost_of(problem, &groups, out.len());
        let grouped = workspace.intakes.get(intake).and_then(|i| i.grouped.as_ref());
        let gap = grouped.map_or(Gap::AtMost(u64::MAX), |g| g.gap);
        let findings = problem.findings.clone();
        let placement =
            PlacementProposal { intake, groups, unplaced: Vec::new(), cost, unplaced_bound: 0, gap, findings };
        Self { problem, left: Placed { groups: Vec::new(), out }, agreed: Agreed { ids, placement } }
    }

    /// Says what is short for those left out.
    pub fn name_shortfalls(&mut self) {
        self.agreed.placement.findings.extend(reasons::shortfalls(self.problem, &self.left));
    }

    /// Names those left out, each with their reason.
    pub fn name_reasons(&mut self) {
        let people = &self.problem.people;
        let unplaced = |(p, reason): (usize, _)| Unplaced { person: people[p].id, reason };
        self.agreed.placement.unplaced = reasons::of_all(self.problem, &self.left).into_iter().map(unplaced).collect();
    }

    /// All that was read.
    #[must_use]
    pub fn done(self) -> Agreed {
        self.agreed
    }
}
