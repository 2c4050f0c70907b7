//! What other intakes have placed already. Their sessions close the rooms and trainers that this intake shares with them,
//! in every slot that they run into, whatever the slots of the two intakes look like, and count in a trainer's hours of
//! the day.

use std::collections::BTreeMap;

use super::problem::{At, TimetableProblem};
use super::time::parts_of;
use crate::finding::{Arg, Code, Finding};
use crate::model::{GroupId, Intake, IntakeId, Session, Slot};
use crate::workspace::Workspace;

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Holder {
    group: GroupId,
    intake: IntakeId,
}

/// Indexes of a room or a trainer, a date and a slot.
type Times = BTreeMap<(usize, usize, usize), Holder>;

/// Rooms and trainers that other intakes hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Elsewhere {
    rooms: Times,
    trainers: Times,
    /// Academic hours of each trainer on each date.
    hours: BTreeMap<(usize, usize), u32>,
}

impl Elsewhere {
    /// Reads the placed sessions of all other intakes.
    pub(crate) fn read(problem: &TimetableProblem, workspace: &Workspace) -> Self {
        let mut held = Self::default();
        for session in workspace.sessions.iter() {
            let (Some(placed), Some(group)) = (session.placed, workspace.groups.get(session.group)) else { continue };
            let other = workspace.intakes.get(group.intake).filter(|i| i.id != problem.intake);
            let Some(other) = other else { continue };
            let Ok(date) = problem.dates.binary_search(&placed.date) else { continue };
            let holder = Holder { group: group.id, intake: group.intake };
            let room = problem.rooms.iter().position(|(r, _)| r.id == placed.room);
            let trainer = problem.trainers.iter().position(|t| t.id == placed.trainer);
            if let Some(trainer) = trainer {
                *held.hours.entry((trainer, date)).or_default() += hours_of(workspace, other, session);
            }
            // A slot that the other intake no longer has closes nothing, but its hours are taught all the same.
            let Some(slot) = other.slots.get(usize::from(placed.slot)) else { continue };
            for (own, _) in problem.time.slots.iter().enumerate().filter(|(_, own)| overlap(own, slot)) {
                if let Some(room) = room {
                    held.rooms.entry((room, date, own)).or_insert(holder);
                }
                if let Some(trainer) = trainer {
                    held.trainers.entry((trainer, date, own)).or_insert(holder);
                }
            }
        }
        held
    }

    pub(crate) fn has_room(&self, room: usize, date: usize, slot: usize) -> bool {
        self.rooms.contains_key(&(room, date, slot))
    }

    pub(crate) fn has_trainer(&self, trainer: usize, date: usize, slot: usize) -> bool {
        self.trainers.contains_key(&(trainer, date, slot))
    }

    /// Academic hours that the trainer teaches for other intakes on the date.
    pub(crate) fn hours(&self, trainer: usize, date: usize) -> u32 {
        self.hours.get(&(trainer, date)).copied().unwrap_or(0)
    }

    /// What stands in the way of a session there, by name.
    pub(crate) fn findings(&self, problem: &TimetableProblem, at: At) -> Vec<Finding> {
        let room = self.rooms.get(&(at.room, at.date, at.slot));
        let room = room.map(|h| named(problem, at, Code::RoomTaken, h).about(problem.rooms[at.room].0.id));
        self.trainer_finding(problem, at).into_iter().chain(room).collect()
    }

    /// Whom the trainer teaches for another intake then.
    pub(crate) fn trainer_finding(&self, problem: &TimetableProblem, at: At) -> Option<Finding> {
        let holder = self.trainers.get(&(at.trainer, at.date, at.slot))?;
        Some(named(problem, at, Code::TrainerElsewhere, holder).about(problem.trainers[at.trainer].id))
    }
}

fn named(problem: &TimetableProblem, at: At, code: Code, holder: &Holder) -> Finding {
    let intake = Arg::Record(holder.intake.into());
    Finding::error(code).about(holder.group).with("intake", intake).with("date", problem.dates[at.date])
}

fn hours_of(workspace: &Workspace, intake: &Intake, session: &Session) -> u32 {
    let course = workspace.courses.get(intake.course);
    let parts = course.map_or_else(Vec::new, |c| parts_of(c, &intake.slots));
    let part = parts.iter().find(|p| (p.module, p.part) == (session.module, session.part));
    part.map_or(0, |p| u32::from(p.hours))
}

fn overlap(one: &Slot, other: &Slot) -> bool {
    let (a, b) = (one.minutes(), other.minutes());
    a.start < b.end && b.start < a.end
}
