//! Decisions about single sessions of a timetable.

use crate::change::Change;
use crate::finding::{Arg, Code, Finding};
use crate::model::{Placed, RecordId, Session, SessionId};
use crate::workspace::Workspace;

fn session(workspace: &Workspace, id: SessionId) -> Result<&Session, Finding> {
    workspace.sessions.get(id).ok_or_else(|| Finding::error(Code::RecordMissing).about(id))
}

/// A session that is locked where it is stays there until somebody unlocks it.
fn movable(workspace: &Workspace, id: SessionId) -> Result<&Session, Finding> {
    let session = session(workspace, id)?;
    match session.placed.filter(|_| session.locked) {
        None => Ok(session),
        Some(at) => {
            let locked = Finding::error(Code::UnlockFirst).about(id).about(session.group);
            Err(locked.with("date", at.date).with("room", Arg::Record(at.room.into())))
        }
    }
}

/// Gives a session another place, or none. What it breaks there is for the screen to say and the coordinator to decide.
///
/// # Errors
/// `unlock_first` for a locked session; `record_missing` where it, the room or the trainer is gone.
pub(super) fn move_session(workspace: &Workspace, id: SessionId, to: Option<Placed>) -> Result<Vec<Change>, Finding> {
    let before = movable(workspace, id)?;
    if let Some(place) = to {
        let named: [RecordId; 2] = [place.room.into(), place.trainer.into()];
        if let Some(missing) = named.into_iter().find(|&r| !workspace.has(r)) {
            return Err(Finding::error(Code::RecordMissing).about(missing).about(id));
        }
    }
    let after = Session { placed: to, ..before.clone() };
    Ok(Change::alter(before.clone(), after).into_iter().collect())
}

/// Two sessions change days and slots.
///
/// # Errors
/// As of moving them; `wrong_state` where one has no place.
pub(super) fn swap(workspace: &Workspace, one: SessionId, other: SessionId) -> Result<Vec<Change>, Finding> {
    let (a, b) = (movable(workspace, one)?, movable(workspace, other)?);
    let (Some(at_a), Some(at_b)) = (a.placed, b.placed) else {
        return Err(Finding::error(Code::WrongState).about(one).about(other));
    };
    let mut changes = move_session(workspace, one, Some(Placed { date: at_b.date, slot: at_b.slot, ..at_a }))?;
    changes.extend(move_session(workspace, other, Some(Placed { date: at_a.date, slot: at_a.slot, ..at_b }))?);
    Ok(changes)
}

/// Locks sessions where they are, or lets them go.
pub(super) fn lock(workspace: &Workspace, ids: &[SessionId], locked: bool) -> Result<Vec<Change>, Finding> {
    let mut changes = Vec::new();
    for &id in ids {
        let before = session(workspace, id)?;
        changes.extend(Change::alter(before.clone(), Session { locked, ..before.clone() }));
    }
    Ok(changes)
}
