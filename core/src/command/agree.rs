//! Agreeing to what a solver proposed. Each proposal is audited anew (`examine_…`) before it becomes
//! changes.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::audit;
use crate::change::Change;
use crate::finding::{Arg, Code, Finding, Severity};
use crate::model::{
    Enrolment, EnrolmentState, Group, GroupId, Intake, MentoringPair, PersonId, Session, SessionId, SolveRecord,
};
use crate::solver::pair::PairProposal;
use crate::solver::place::PlacementProposal;
use crate::solver::select::{Outcome, SelectionProposal, Standing};
use crate::solver::timetable::TimetableProposal;
use crate::view::fingerprint;
use crate::workspace::Workspace;

/// Everyone's state and rank as the selection proposes them. Who loses a place leaves their group.
pub(super) fn selection(workspace: &Workspace, proposal: &SelectionProposal) -> Result<Vec<Change>, Finding> {
    let intake = workspace.intake(proposal.intake)?;
    let mut standings: Vec<&Standing> = proposal.people.iter().collect();
    standings.sort_by_key(|s| s.person);
    let mut changes = Vec::new();
    for enrolment in workspace.enrolments.iter_shared().filter(|e| e.intake == intake.id) {
        let up_to = standings.partition_point(|s| s.person <= enrolment.person);
        let last = standings[..up_to].last().filter(|s| s.person == enrolment.person);
        let Some(standing) = last else { continue };
        let state = match standing.outcome {
            Outcome::Selected | Outcome::Admitted => EnrolmentState::Selected,
            Outcome::Waiting(_) => EnrolmentState::Waiting,
            Outcome::Withdrawn => EnrolmentState::Withdrawn,
            Outcome::Refused | Outcome::Ineligible | Outcome::Unknown => EnrolmentState::NotAdmitted,
        };
        let group = enrolment.group.filter(|_| state == EnrolmentState::Selected);
        let after = Enrolment { state, rank: standing.rank, group, ..Enrolment::clone(enrolment) };
        changes.extend(Change::alter(enrolment, after));
    }
    let inputs = fingerprint::selection(workspace, intake);
    let record = SolveRecord { objective: proposal.objective.clone(), gap: proposal.gap, inputs };
    changes.extend(record_on(intake, |intake| intake.selected = Some(record)));
    Ok(changes)
}

/// New groups in place of the old ones, with their people; the old groups' sessions go.
pub(super) fn groups(
    workspace: &Workspace,
    proposal: &PlacementProposal,
    context: &Context,
) -> Result<Vec<Change>, Finding> {
    let intake = workspace.intake(proposal.intake)?;
    let mut group_of: BTreeMap<PersonId, GroupId> = BTreeMap::new();
    let mut changes: Vec<Change> = workspace.sessions_of(intake.id).cloned().map(Change::remove).collect();
    let mut added = Vec::new();
    for group in &proposal.groups {
        let id: GroupId = context.ids.take();
        group_of.extend(group.members.iter().map(|&person| (person, id)));
        added.push(Change::add(Group {
            id,
            intake: intake.id,
            number: group.number,
            venue: group.venue,
            stream: group.stream,
            subject: group.subject,
            language: group.language,
            mixed: group.mixed,
        }));
    }
    changes.extend(workspace.groups_of(intake.id).cloned().map(Change::remove));
    changes.extend(added);
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
        intake.timetabled = None;
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
