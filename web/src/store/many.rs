//! Very many changes at once, in short tasks.

use orken_core::change::{Change, apply};
use orken_core::exchange::rows::Changes;
use orken_core::finding::{Code, Finding};
use orken_core::log::Entry;
use orken_core::turns::HANDFUL;
use orken_core::workspace::Workspace;

use crate::effects::clock::Turns;
use crate::worker::protocol::garbled;

/// Changes to these records that the worker packed. What is as it was is held once.
pub(super) async fn read(bytes: &[u8], records: &Workspace) -> Result<Vec<Change>, Finding> {
    let told = |e: &dyn std::fmt::Display| garbled(&e.to_string());
    let mut turns = Turns::default();
    let mut packed = Changes::new(bytes).map_err(|e| told(&e))?;
    let mut changes = Vec::with_capacity(packed.left());
    while packed.left() > 0 {
        changes.extend(packed.take(HANDFUL).map_err(|e| told(&e))?.into_iter().map(|change| sharing(change, records)));
        turns.give_way().await;
    }
    Ok(changes)
}

/// The change with the record that is there in place of one that is equal to it.
fn sharing(mut change: Change, records: &Workspace) -> Change {
    let there = change.before.as_ref().and_then(|before| records.record(before.id()));
    if there == change.before {
        change.before = there;
    }
    change
}

/// A copy of the records with the changes of an entry; it takes the place of theirs at once.
pub(super) async fn applied(mut records: Workspace, entry: &Entry) -> Result<Workspace, Finding> {
    let mut turns = Turns::default();
    for changes in entry.changes.chunks(HANDFUL) {
        let out_of_date = |_| Finding::error(Code::OutOfDate).with("entry", entry.head.seq.to_string());
        apply(&mut records, changes).map_err(out_of_date)?;
        turns.give_way().await;
    }
    Ok(records)
}

/// Lets go of changes, and with them of the records that nobody else holds.
pub(super) async fn forget(mut changes: Vec<Change>) {
    let mut turns = Turns::default();
    while !changes.is_empty() {
        changes.truncate(changes.len().saturating_sub(HANDFUL));
        turns.give_way().await;
    }
}
