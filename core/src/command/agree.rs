//! Agreeing to what a solver proposed. Each proposal is audited anew (`examine_…`) before it becomes
//! changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Context, IdSource};
use crate::audit;
use crate::change::Change;
use crate::finding::{Arg, Code, Finding, Severity};
use crate::model::{
    Enrolment, EnrolmentState, Group, GroupId, Intake, MentoringPair, PersonId, Session, SessionId, SolveRecord,
};
use crate::solver::pair::PairProposal;
use crate::solver::place::{PlacementProposal, going_on, recorded};
use crate::solver::select::{Outcome, SelectionProposal, Standing};
use crate::solver::timetable::TimetableProposal;
use crate::view::fingerprint;
use crate::workspace::Workspace;

/// Audits a proposed selection, and says what agreeing to it changes, one after another: the same wherever it is asked,
/// because no new record is made.
///
/// # Errors
/// `audit_refused` with the fault that was found, `record_missing` where the intake is gone.
pub fn selection_changes<'w>(
    workspace: &'w Workspace,
    proposal: &'w SelectionProposal,
) -> Result<impl Iterator<Item = Change> + use<'w>, Finding> {
    examine_selection(workspace, proposal)?;
    selection(workspace, proposal)
}

/// Audits proposed groups, and says what agreeing to them changes; new groups get their ids from there.
///
/// # Errors
/// As [`selection_changes`].
pub fn group_changes(
    workspace: &Workspace,
    proposal: &PlacementProposal,
    ids: &IdSource,
) -> Result<Vec<Change>, Finding> {
    examine_groups(workspace, proposal)?;
    groups(workspace, proposal, ids)
}

/// Everyone's state and rank as the selection proposes them. Who loses a place leaves their group.
pub(super) fn selection<'w>(
    workspace: &'w Workspace,
    proposal: &'w SelectionProposal,
) -> Result<impl Iterator<Item = Change> + use<'w>, Finding> {
    let intake = workspace.intake(proposal.intake)?;
    let mut standings: Vec<&Standing> = proposal.people.iter().collect();
    standings.sort_by_key(|s| s.person);
    // Of two standings of one person the later counts, as in the audit.
    standings.reverse();
    standings.dedup_by_key(|s| s.person);
    standings.reverse();
    let mut next = 0;
    let changed = move |enrolment: &Arc<Enrolment>| {
        // Enrolments mostly go by person as well: the next one stands next.
        let is_here = |at: usize| standings.get(at).filter(|s| s.person == enrolment.person);
        let at =
            if is_here(next).is_some() { next } else { standings.partition_point(|s| s.person < enrolment.person) };
        let standing = is_here(at)?;
        next = at + 1;
        let state = match standing.outcome {
            Outcome::Selected | Outcome::Admitted => EnrolmentState::Selected,
            Outcome::Waiting(_) => EnrolmentState::Waiting,
            Outcome::Withdrawn => EnrolmentState::Withdrawn,
            Outcome::Refused | Outcome::Ineligible | Outcome::Unknown => EnrolmentState::NotAdmitted,
        };
        let group = enrolment.group.filter(|_| state == EnrolmentState::Selected);
        let after = Enrolment { state, rank: standing.rank, group, ..Enrolment::clone(enrolment) };
        Change::alter(enrolment, after)
    };
    let inputs = fingerprint::selection(workspace, intake);
    let record = SolveRecord { objective: proposal.objective.clone(), gap: proposal.gap, inputs };
    let recorded = record_on(intake, |intake| intake.selected = Some(record));
    let enrolments = workspace.enrolments.iter_shared().filter(|e| e.intake == intake.id);
    Ok(enrolments.filter_map(changed).chain(recorded))
}

/// Groups as the placement proposes them, with their people. A group that goes on keeps its id and its sessions, locked
/// ones too; the sessions of the others go.
pub(super) fn groups(
    workspace: &Workspace,
    proposal: &PlacementProposal,
    ids: &IdSource,
) -> Result<Vec<Change>, Finding> {
    let intake = workspace.intake(proposal.intake)?;
    let mut group_of: BTreeMap<PersonId, GroupId> = BTreeMap::new();
    let before = recorded(workspace, intake.id);
    let goes_on: Vec<Option<GroupId>> =
        going_on(&before, &proposal.groups).into_iter().map(|at| at.map(|at| before[at].id)).collect();
    let stays: BTreeSet<GroupId> = goes_on.iter().copied().flatten().collect();
    let (kept, gone): (Vec<&Session>, Vec<&Session>) =
        workspace.sessions_of(intake.id).partition(|session| stays.contains(&session.group));
    let mut changes: Vec<Change> = gone.into_iter().cloned().map(Change::remove).collect();
    let mut made = Vec::new();
    for (group, stays) in proposal.groups.iter().zip(&goes_on) {
        let before = stays.and_then(|id| workspace.groups.get(id));
        let id = before.map_or_else(|| ids.take(), |group| group.id);
        group_of.extend(group.members.iter().map(|&person| (person, id)));
        let group = Group {
            id,
            intake: intake.id,
            number: group.number,
            venue: group.venue,
            stream: group.stream,
            subject: group.subject,
            language: group.language,
            mixed: group.mixed,
        };
        match before {
            Some(before) => made.extend(Change::alter(before.clone(), group)),
            None => made.push(Change::add(group)),
        }
    }
    changes.extend(workspace.groups_of(intake.id).filter(|g| !stays.contains(&g.id)).cloned().map(Change::remove));
    changes.extend(made);
    for enrolment in workspace.enrolments.iter_shared().filter(|e| e.intake == intake.id) {
        let group = group_of.get(&enrolment.person).copied();
        if group != enrolment.group {
            changes.extend(Change::alter(enrolment, Enrolment { group, ..Enrolment::clone(enrolment) }));
        }
    }
    let inputs = fingerprint::grouping(workspace, intake);
    let record = SolveRecord { objective: proposal.objective(), gap: proposal.gap, inputs };
    changes.extend(record_on(intake, |intake| {
        intake.grouped = Some(record);
        // What the timetable was worth is told as long as something of it is there; other groups make it out of date.
        intake.timetabled = intake.timetabled.take().filter(|_| !kept.is_empty());
    }));
    Ok(changes)
}

/// Sessions as the timetable proposes them. Sessions keep their ids; those that the course no longer asks for go.
pub(super) fn timetable(
    workspace: &Workspace,
    proposal: &TimetableProposal,
    context: &Context,
) -> Result<Vec<Change>, Finding> {
    let intake = workspace.intake(proposal.intake)?;
    let mut old: BTreeMap<SessionId, &Session> = workspace.sessions_of(intake.id).map(|s| (s.id, s)).collect();
    let mut kept = Vec::new();
    for proposed in &proposal.sessions {
        let before = proposed.session.and_then(|id| old.remove(&id));
        let session = Session {
            id: before.map_or_else(|| context.ids.take(), |s| s.id),
            group: proposed.group,
            module: proposed.module,
            part: proposed.part,
            placed: proposed.placed,
            locked: proposed.locked,
        };
        match before {
            Some(before) => kept.extend(Change::alter(before.clone(), session)),
            None => kept.push(Change::add(session)),
        }
    }
    let mut changes: Vec<Change> = old.into_values().cloned().map(Change::remove).collect();
    changes.extend(kept);
    let inputs = fingerprint::timetable(workspace, intake);
    let record = SolveRecord { objective: proposal.objective(), gap: proposal.gap, inputs };
    changes.extend(record_on(intake, |intake| intake.timetabled = Some(record)));
    Ok(changes)
}

/// Pairs in place of those that people of the intake had with each other. Pairs with people outside it stay.
pub(super) fn pairs(workspace: &Workspace, proposal: &PairProposal, context: &Context) -> Result<Vec<Change>, Finding> {
    let intake = workspace.intake(proposal.intake)?;
    let people: BTreeSet<PersonId> = workspace.enrolments_of(intake.id).map(|e| e.person).collect();
    let within = |pair: &&MentoringPair| people.contains(&pair.mentor) && people.contains(&pair.learner);
    let mut changes: Vec<Change> =
        workspace.mentoring_pairs.iter().filter(within).cloned().map(Change::remove).collect();
    for pair in &proposal.pairs {
        changes.push(Change::add(MentoringPair {
            id: context.ids.take(),
            mentor: pair.mentor,
            learner: pair.learner,
            topic: pair.topic.clone(),
            subject: pair.subject,
        }));
    }
    let inputs = fingerprint::pairing(workspace, intake);
    let record = SolveRecord { objective: proposal.objective(), gap: proposal.gap, inputs };
    changes.extend(record_on(intake, |intake| intake.paired = Some(record)));
    Ok(changes)
}

/// Refuses a selection that the audit finds a fault in.
pub(super) fn examine_selection(workspace: &Workspace, proposal: &SelectionProposal) -> Result<(), Finding> {
    accepted(workspace.intake(proposal.intake)?, &audit::selection::check(workspace, proposal))
}

/// Refuses groups that the audit finds a fault in.
pub(super) fn examine_groups(workspace: &Workspace, proposal: &PlacementProposal) -> Result<(), Finding> {
    accepted(workspace.intake(proposal.intake)?, &audit::groups::check_groups(workspace, proposal))
}

/// Refuses a timetable that the audit finds a fault in.
pub(super) fn examine_timetable(workspace: &Workspace, proposal: &TimetableProposal) -> Result<(), Finding> {
    accepted(workspace.intake(proposal.intake)?, &audit::timetable::check_timetable(workspace, proposal))
}

/// Refuses pairs that the audit finds a fault in.
pub(super) fn examine_pairs(workspace: &Workspace, proposal: &PairProposal) -> Result<(), Finding> {
    accepted(workspace.intake(proposal.intake)?, &audit::pairs::check_pairs(workspace, proposal))
}

/// A proposal with a fault is refused, the fault named.
fn accepted(intake: &Intake, faults: &[Finding]) -> Result<(), Finding> {
    let Some(fault) = faults.iter().find(|f| f.severity == Severity::Error) else { return Ok(()) };
    let named = Arg::Code("code".to_owned(), fault.code.code().to_owned());
    let mut refused = Finding::error(Code::AuditRefused).about(intake.id).with("fault", named);
    refused.subjects.extend(&fault.subjects);
    Err(refused)
}

fn record_on(intake: &Intake, edit: impl FnOnce(&mut Intake)) -> Option<Change> {
    let mut after = intake.clone();
    edit(&mut after);
    Change::alter(intake.clone(), after)
}
