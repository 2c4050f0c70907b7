//! A freed place goes to the first in the declared order whose arrival keeps the quotas.

use super::propose::Instance;
use crate::finding::{Code, Finding};
use crate::model::{EnrolmentState, IntakeId, PersonId};
use crate::workspace::Workspace;

/// Who gets a freed place.
#[derive(Debug, Clone, PartialEq)]
pub struct Promotion {
    /// Who.
    pub person: PersonId,
    /// The minimums that are missed by more than before because nobody in line could keep them.
    pub findings: Vec<Finding>,
}

/// Who follows when this person gives up a place: of those who wait and break no maximum, whoever leaves the least
/// shortfall of minimums beyond what there was before; among equals the first in the declared order. None when nobody
/// who waits fits, or when the places that are left are no more than those in use.
#[must_use]
pub fn promote(workspace: &Workspace, intake: IntakeId, leaving: PersonId) -> Option<Promotion> {
    let instance = Instance::new(workspace, intake).ok()?;
    let state = |person: usize| instance.enrolments[person].state;
    let everyone = 0..instance.people.len();
    let holds = |&person: &usize| state(person) == EnrolmentState::Selected;
    let before = counts(&instance, everyone.clone().filter(holds));
    let stays = |person: &usize| holds(person) && instance.people[*person].id != leaving;
    if everyone.clone().filter(stays).count() >= instance.intake.places as usize {
        return None;
    }
    let after = counts(&instance, everyone.filter(stays));
    let waits = |&&person: &&usize| state(person) == EnrolmentState::Waiting && instance.people[person].id != leaving;
    let fits = |&&person: &&usize| {
        let limits = &instance.problem.limits;
        instance.units.of_person[person].iter().all(|&u| after[u] < limits[u].at_most)
    };
    let in_line = instance.contenders.iter().filter(waits).filter(fits);
    let (_, person) = in_line.map(|&person| (worsened(&instance, &before, &after, person).len(), person)).min()?;
    let findings = worsened(&instance, &before, &after, person).into_iter().map(|u| finding(&instance, u)).collect();
    Some(Promotion { person: instance.people[person].id, findings })
}

fn counts(instance: &Instance<'_>, people: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut counts = vec![0; instance.problem.limits.len()];
    people.for_each(|person| instance.units.of_person[person].iter().for_each(|&unit| counts[unit] += 1));
    counts
}

/// Units that miss their minimum by more than before once this person has the place.
fn worsened(instance: &Instance<'_>, before: &[u32], after: &[u32], person: usize) -> Vec<usize> {
    let arrival = |unit: usize| u32::from(instance.units.of_person[person].contains(&unit));
    let least = |unit: usize| instance.problem.limits[unit].at_least;
    let worse = |unit: &usize| {
        let now = after[*unit] + arrival(*unit);
        now < before[*unit] && now < least(*unit)
    };
    (0..before.len()).filter(worse).collect()
}

fn finding(instance: &Instance<'_>, unit: usize) -> Finding {
    let unit = &instance.units.units[unit];
    Finding::warning(Code::PromotionMissesMinimum)
        .about(instance.intake.id)
        .with("quota", unit.quota + 1)
        .with("unit", unit.arg())
        .with("at_least", unit.at_least)
}
