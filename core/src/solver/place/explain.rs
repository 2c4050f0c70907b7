//! Questions about a placement: what a move by hand breaks and costs, and what would give someone a group.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::assemble::cost_of;
use super::problem::{Coach, Place, PlacementProblem, Seeker};
use super::reasons::{region_arg, subject_arg};
use super::{PlacementProposal, ProposedGroup};
use crate::finding::{Arg, Code, Finding};
use crate::model::{Language, PersonId, RoomId, RoomKind, TrainerId};
use crate::solver::budget::Budget;

/// What a move by hand would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MoveCheck {
    /// What it breaks (errors) and what it changes (warnings); empty if it just fits.
    pub findings: Vec<Finding>,
    /// Kilometres more in all.
    pub km: i64,
    /// Cost more in all: kilometres, mixing and groups.
    pub cost: i64,
}

/// Whether the person can go to the group at `group` in the proposal's list, or out of any group for none.
///
/// # Errors
/// `record_missing` when the person isn't to be placed or there is no such group.
pub fn check_move(
    problem: &PlacementProblem,
    proposal: &PlacementProposal,
    person: PersonId,
    group: Option<usize>,
) -> Result<MoveCheck, Finding> {
    let missing = || Finding::error(Code::RecordMissing).about(person);
    let index = problem.person_index(person).ok_or_else(missing)?;
    let from = proposal.groups.iter().position(|g| g.members.contains(&person));
    if group.is_some_and(|g| g >= proposal.groups.len()) {
        return Err(missing());
    }
    let mut findings = Vec::new();
    if from == group {
        return Ok(MoveCheck { findings, km: 0, cost: 0 });
    }
    let mut groups = proposal.groups.clone();
    if let Some(from) = from {
        groups[from].members.retain(|&m| m != person);
        let left = groups[from].members.len();
        if left < problem.min_size as usize && left > 0 {
            let small = Finding::error(Code::MoveGroupTooSmall).about(person);
            findings
                .push(small.with("group", groups[from].number).with("people", left).with("needed", problem.min_size));
        }
    }
    if let Some(to) = group {
        findings.extend(objections(problem, &problem.people[index], &groups[to]));
        join(problem, &problem.people[index], &mut groups[to], &mut findings);
    }
    groups.retain(|g| !g.members.is_empty());
    let out = problem.people.len() - groups.iter().map(|g| g.members.len()).sum::<usize>();
    let (before, after) = (cost_of(problem, &proposal.groups, 0), cost_of(problem, &groups, out));
    Ok(MoveCheck { findings, km: after.km - before.km, cost: after.total() - before.total() })
}

/// What speaks against this person in this group, languages apart.
fn objections(problem: &PlacementProblem, person: &Seeker, group: &ProposedGroup) -> Vec<Finding> {
    let mut findings = Vec::new();
    if group.subject.is_some() && group.subject != person.subject {
        let mut other = Finding::error(Code::MoveSubjectDiffers).about(person.id);
        if let Some(subject) = group.subject {
            other = other.with("subject", subject_arg(subject));
        }
        findings.push(other);
    }
    let site = problem.sites.iter().find(|s| s.id == group.venue);
    let served = site.is_some_and(|s| s.serves.is_empty() || person.home.0.is_some_and(|r| s.serves.contains(&r)));
    if !served {
        let mut refused = Finding::error(Code::MoveRegionNotServed).about(person.id).about(group.venue);
        if let Some(region) = person.home.0 {
            refused = refused.with("region", region_arg(region));
        }
        findings.push(refused);
    }
    let size = group.members.len() + 1;
    let seats = seats_of(problem, group);
    if size > seats as usize {
        let full = Finding::error(Code::MoveGroupFull).about(person.id).about(group.venue);
        findings.push(full.with("group", group.number).with("people", size).with("places", seats));
    }
    findings
}

/// People that a group can have where it is: as its venue's largest room that will do, and the policy, allow.
pub(super) fn seats_of(problem: &PlacementProblem, group: &ProposedGroup) -> u32 {
    let site = problem.sites.iter().find(|s| s.id == group.venue);
    let rooms = site.into_iter().flat_map(|s| &s.rooms).filter(|r| problem.room_fits(r, group.subject));
    rooms.map(|r| r.capacity).max().unwrap_or(0).min(problem.max_size)
}

/// Puts the person into the group and says what that does to its language.
fn join(problem: &PlacementProblem, person: &Seeker, group: &mut ProposedGroup, findings: &mut Vec<Finding>) {
    group.members.push(person.id);
    let Some(main) = group.language else { return };
    if person.languages.is_empty() || person.languages.contains(&main) {
        return;
    }
    let languages: BTreeSet<Language> = [main].into_iter().chain(person.languages.first().copied()).collect();
    let languages: Vec<Language> = languages.into_iter().collect();
    let listed = Arg::List(languages.iter().map(|l| Arg::Code("language".to_owned(), l.code().to_owned())).collect());
    if problem.mixing_cost.is_none() {
        findings.push(Finding::error(Code::MoveLanguageDiffers).about(person.id).with("languages", listed));
        return;
    }
    let able = problem.coaches.iter().any(|c| PlacementProblem::coach_fits(c, group.subject, &languages));
    if !able && !problem.coaches.is_empty() {
        findings.push(Finding::error(Code::MoveNoTrainer).about(person.id).with("languages", listed.clone()));
    }
    if !group.mixed {
        findings.push(Finding::warning(Code::MoveMakesMixed).about(person.id).with("languages", listed));
        group.mixed = true;
    }
}

/// Single changes that would give someone without a group one, each tried by solving again: the finding names the
/// change, how many more people get a group and what it costs more. Cheapest first; empty when no single one does.
pub fn what_would_place(
    problem: &PlacementProblem,
    proposal: &PlacementProposal,
    person: PersonId,
    budget: &mut dyn Budget,
) -> Vec<Finding> {
    let Some(index) = problem.person_index(person) else { return Vec::new() };
    let mut found: Vec<(i64, Finding)> = Vec::new();
    for (finding, changed) in changes(problem, index) {
        if budget.should_stop() {
            break;
        }
        let again = super::solve(&changed, budget);
        if again.groups.iter().any(|g| g.members.contains(&person)) {
            let more = i64::from(proposal.cost.unplaced) - i64::from(again.cost.unplaced);
            let cost = again.cost.total() - proposal.cost.total();
            found.push((cost, finding.with("more", more).with("cost", cost)));
        }
    }
    found.sort_by_key(|(cost, f)| (*cost, f.code));
    found.into_iter().map(|(_, f)| f).collect()
}

fn changes(problem: &PlacementProblem, index: usize) -> Vec<(Finding, PlacementProblem)> {
    let person = &problem.people[index];
    let mut list = Vec::new();
    let kind = problem.kinds_for(person.subject).and_then(|k| k.first().copied()).unwrap_or(RoomKind::Classroom);
    for s in (0..problem.sites.len()).filter(|&s| person.km[s].is_some()) {
        let mut changed = problem.clone();
        let room = Place { id: RoomId(u64::MAX), capacity: problem.max_size, kind, closed: Vec::new() };
        changed.sites[s].rooms.push(room);
        list.push((Finding::note(Code::WouldPlaceRoom).about(person.id).about(problem.sites[s].id), changed));
    }
    if !problem.coaches.is_empty() {
        let mut changed = problem.clone();
        let spoken: BTreeSet<Language> = problem.people.iter().flat_map(|p| p.languages.iter().copied()).collect();
        changed.coaches.push(Coach {
            id: TrainerId(u64::MAX),
            subjects: person.subject.into_iter().collect(),
            languages: spoken.into_iter().collect(),
            daily_hours: problem.time.day_hours(),
            busy: Vec::new(),
        });
        list.push((Finding::note(Code::WouldPlaceTrainer).about(person.id), changed));
    }
    if problem.min_size > 1 {
        let mut changed = problem.clone();
        changed.min_size -= 1;
        list.push((
            Finding::note(Code::WouldPlaceSmaller).about(person.id).with("size", problem.min_size - 1),
            changed,
        ));
    }
    list.extend(serving(problem, index));
    list
}

/// Each venue that doesn't take the person, as if it did. Their distance is the mean of the others from their region.
fn serving(problem: &PlacementProblem, index: usize) -> Vec<(Finding, PlacementProblem)> {
    let person = &problem.people[index];
    if problem.one_subject && person.subject.is_none() {
        return Vec::new();
    }
    let mut list = Vec::new();
    for s in (0..problem.sites.len()).filter(|&s| person.km[s].is_none()) {
        let mut changed = problem.clone();
        changed.people[index].km[s] = Some(problem.far[index][s]);
        list.push((Finding::note(Code::WouldPlaceVenue).about(person.id).about(problem.sites[s].id), changed));
    }
    list
}
