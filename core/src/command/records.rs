//! Putting records in and taking them out, with everything that keeps the workspace whole.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::change::Change;
use crate::finding::{Code, Finding};
use crate::model::record::Tables;
use crate::model::{Record, RecordId, references};
use crate::template::{self, Tongue};
use crate::workspace::Workspace;

/// Changes that put these records in and take those out.
///
/// # Errors
/// `name_empty`, `limits_crossed`, `period_reversed` for a record that isn't right in itself; `record_missing` for a
/// reference to nothing; `still_used` for a removal that would leave one.
pub(super) fn put(workspace: &Workspace, records: Vec<Record>, remove: &[RecordId]) -> Result<Vec<Change>, Finding> {
    let incoming: BTreeMap<RecordId, &Record> = records.iter().map(|r| (r.id(), r)).collect();
    let leaving: BTreeSet<RecordId> = remove.iter().copied().filter(|id| !incoming.contains_key(id)).collect();
    for record in &records {
        check(record)?;
        let there = |id: &RecordId| incoming.contains_key(id) || (workspace.has(*id) && !leaving.contains(id));
        if let Some(missing) = references(record).into_iter().find(|id| !there(id)) {
            return Err(Finding::error(Code::RecordMissing).about(missing).about(record.id()));
        }
    }
    if !leaving.is_empty() {
        check_unused(workspace, &incoming, &leaving)?;
    }
    let removals = leaving.iter().filter_map(|&id| workspace.record(id)).map(Change::remove);
    let mut changes: Vec<Change> = removals.collect();
    changes.extend(records.into_iter().filter_map(|record| match workspace.record(record.id()) {
        Some(before) => Change::alter(before, record),
        None => Some(Change::add(record)),
    }));
    Ok(changes)
}

fn check_unused(
    workspace: &Workspace,
    incoming: &BTreeMap<RecordId, &Record>,
    leaving: &BTreeSet<RecordId>,
) -> Result<(), Finding> {
    let staying = workspace.records().filter(|r| !leaving.contains(&r.id()) && !incoming.contains_key(&r.id()));
    for record in staying {
        if let Some(used) = references(&record).into_iter().find(|id| leaving.contains(id)) {
            return Err(Finding::error(Code::StillUsed).about(used).about(record.id()));
        }
    }
    Ok(())
}

/// What can be wrong with a record whatever else is in the workspace.
fn check(record: &Record) -> Result<(), Finding> {
    let name: &str = match record {
        Record::District(r) => &r.name,
        Record::School(r) => &r.name,
        Record::Organisation(r) => &r.name,
        Record::Venue(r) => &r.name,
        Record::Room(r) => &r.name,
        Record::Person(r) => r.name(),
        Record::Trainer(r) => &r.name,
        Record::Programme(r) => &r.name,
        Record::Course(r) => &r.name,
        Record::Intake(r) => &r.name,
        _ => "-",
    };
    if name.trim().is_empty() {
        return Err(Finding::error(Code::NameEmpty).about(record.id()));
    }
    let period = match record {
        Record::Intake(i) => Some((i.first, i.last)),
        Record::SchoolYear(y) => Some((y.first, y.last)),
        Record::SupportPlan(p) => Some((p.first, p.last)),
        Record::PlacementAbroad(p) => Some((p.first, p.last)),
        _ => None,
    };
    if let Some((first, last)) = period.filter(|(first, last)| first > last) {
        return Err(Finding::error(Code::PeriodReversed).about(record.id()).with("first", first).with("last", last));
    }
    match record {
        Record::Intake(intake) => check_intake(intake),
        _ => Ok(()),
    }
}

fn check_intake(intake: &crate::model::Intake) -> Result<(), Finding> {
    let crossed = |low: u32, high: u32| {
        Finding::error(Code::LimitsCrossed).about(intake.id).with("least", low).with("most", high)
    };
    for quota in &intake.quotas {
        if let (Some(least), Some(most)) = (quota.at_least, quota.at_most)
            && least > most
        {
            return Err(crossed(least, most));
        }
    }
    let policy = &intake.grouping;
    if policy.min_size > policy.max_size { Err(crossed(policy.min_size, policy.max_size)) } else { Ok(()) }
}

/// The records of a new programme, with the calendar if the workspace has none yet.
pub(super) fn start(
    workspace: &Workspace,
    mut records: Vec<Record>,
    tongue: Tongue,
    context: &Context,
) -> Result<Vec<Change>, Finding> {
    if workspace.day_rules.is_empty() && workspace.school_years.is_empty() {
        records.extend(template::calendar(tongue, &context.ids));
    }
    put(workspace, records, &[])
}

/// Everything goes, and the document's records come. One undo brings it all back.
pub(super) fn open(workspace: &Workspace, tables: &Tables) -> Result<Vec<Change>, Finding> {
    crate::exchange::check_references(tables)?;
    let mut changes: Vec<Change> = workspace.records().filter(|r| !tables.has(r.id())).map(Change::remove).collect();
    changes.extend(tables.records().filter_map(|record| match workspace.record(record.id()) {
        Some(before) => Change::alter(before, record),
        None => Some(Change::add(record)),
    }));
    Ok(changes)
}
