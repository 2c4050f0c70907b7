//! Decisions about one person in one intake: overrides, withdrawals, moves between groups.

use crate::change::Change;
use crate::finding::{Code, Finding};
use crate::model::{Enrolment, EnrolmentState, GroupId, IntakeId, Override, PersonId, Withdrawal};
use crate::solver::select::promote;
use crate::workspace::Workspace;

fn enrolment(workspace: &Workspace, intake: IntakeId, person: PersonId) -> Result<&Enrolment, Finding> {
    let missing = || Finding::error(Code::RecordMissing).about(person).about(intake);
    workspace.enrolment(intake, person).ok_or_else(missing)
}

fn need_reason(reason: &str, person: PersonId) -> Result<String, Finding> {
    let reason = reason.trim();
    if reason.is_empty() { Err(Finding::error(Code::ReasonEmpty).about(person)) } else { Ok(reason.to_owned()) }
}

/// Admits or refuses someone whatever the rules say, or takes that back. A place that a refusal frees goes to the first
/// in line whose arrival keeps the quotas.
pub(super) fn decide_against_rules(
    workspace: &Workspace,
    intake: IntakeId,
    person: PersonId,
    admit: Option<bool>,
    reason: &str,
) -> Result<Vec<Change>, Finding> {
    let before = enrolment(workspace, intake, person)?;
    let mut after = before.clone();
    match admit {
        Some(admit) => {
            after.overridden = Some(Box::new(Override { admit, reason: need_reason(reason, person)? }));
            after.state = if admit { EnrolmentState::Selected } else { EnrolmentState::NotAdmitted };
            after.withdrawn = None;
        }
        None => {
            after.overridden = None;
            // What the rules make of them is for the next selection to say.
            after.state = EnrolmentState::Nominated;
        }
    }
    if after.state != EnrolmentState::Selected {
        after.group = None;
    }
    let mut changes = Vec::new();
    if admit == Some(false) && before.state == EnrolmentState::Selected {
        changes.extend(promotion(workspace, intake, person)?.map(|(_, change)| change));
    }
    changes.extend(Change::alter(before.clone(), after));
    Ok(changes)
}

/// The first in line whose arrival keeps the quotas once this person leaves, and what gives them the place.
fn promotion(workspace: &Workspace, intake: IntakeId, leaves: PersonId) -> Result<Option<(PersonId, Change)>, Finding> {
    let Some(next) = promote(workspace, intake, leaves).map(|p| p.person) else { return Ok(None) };
    let waiting = enrolment(workspace, intake, next)?;
    let mut promoted = waiting.clone();
    promoted.state = EnrolmentState::Selected;
    Ok(Change::alter(waiting.clone(), promoted).map(|change| (next, change)))
}

/// Someone gives up a place or a turn; a freed place goes to the first in line whose arrival keeps the quotas.
pub(super) fn withdraw(
    workspace: &Workspace,
    intake: IntakeId,
    person: PersonId,
    reason: &str,
) -> Result<Vec<Change>, Finding> {
    let before = enrolment(workspace, intake, person)?;
    if before.state == EnrolmentState::Withdrawn {
        return Err(Finding::error(Code::WrongState).about(person));
    }
    let had_place = before.state == EnrolmentState::Selected;
    let mut after = before.clone();
    after.state = EnrolmentState::Withdrawn;
    after.group = None;
    after.overridden = None;
    let mut withdrawal = Withdrawal { reason: need_reason(reason, person)?, replaced_by: None };
    let mut changes = Vec::new();
    if had_place && let Some((next, change)) = promotion(workspace, intake, person)? {
        withdrawal.replaced_by = Some(next);
        changes.push(change);
    }
    after.withdrawn = Some(Box::new(withdrawal));
    changes.extend(Change::alter(before.clone(), after));
    Ok(changes)
}

/// Puts a person into another group, or into none.
pub(super) fn move_person(
    workspace: &Workspace,
    intake: IntakeId,
    person: PersonId,
    group: Option<GroupId>,
) -> Result<Vec<Change>, Finding> {
    let before = enrolment(workspace, intake, person)?;
    if before.state != EnrolmentState::Selected {
        return Err(Finding::error(Code::WrongState).about(person));
    }
    if let Some(id) = group
        && workspace.groups.get(id).is_none_or(|g| g.intake != intake)
    {
        return Err(Finding::error(Code::RecordMissing).about(id));
    }
    let after = Enrolment { group, ..before.clone() };
    Ok(Change::alter(before.clone(), after).into_iter().collect())
}
