//! The timetable as a calendar file.

use orken_core::exchange::ics::{Event, write};
use orken_core::model::{IntakeId, Session, TimeOfDay};
use orken_core::workspace::Workspace;

use crate::effects::{clock, files};
use crate::store::Store;
use crate::text as words;
use crate::text;
use crate::ui::{Tone, toast};

/// Minutes of an academic hour.
const HOUR: u16 = 45;

fn event(w: &Workspace, intake: IntakeId, session: &Session, sequence: u32) -> Option<Event> {
    let placed = session.placed?;
    let intake = w.intakes.get(intake)?;
    let group = w.groups.get(session.group)?;
    let slot = intake.slots.get(usize::from(placed.slot))?;
    let ends = slot.starts.minutes() + slot.hours.0 * HOUR;
    let course = w.courses.get(intake.course);
    let module = course.and_then(|c| c.modules.get(usize::from(session.module))).map(|m| m.name.clone());
    let venue = w.venues.get(group.venue).map(|v| v.name.clone());
    let room = w.rooms.get(placed.room).map(|r| text!(TimetableRoomShort, name = r.name.clone()));
    let trainer = w.trainers.get(placed.trainer).map(|t| t.name.clone());
    Some(Event {
        uid: format!("session-{}@orken", session.id.0),
        sequence,
        date: placed.date,
        from: slot.starts,
        to: TimeOfDay::new(ends / 60, ends % 60).unwrap_or(slot.starts),
        summary: [Some(words::group_name(group.subject, group.number)), module]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(": "),
        location: [venue, room].into_iter().flatten().collect::<Vec<_>>().join(", "),
        description: trainer.unwrap_or_default(),
    })
}

/// Offers every placed session of the intake as `.ics`.
pub(super) fn calendar(store: Store, intake: IntakeId) {
    // A calendar takes a later file for the newer one: the log only grows.
    let sequence = store.history(|heads| heads.last().map_or(0, |head| u32::try_from(head.seq).unwrap_or(u32::MAX)));
    let (name, events) = store.peek(|w| {
        let name = w.intakes.get(intake).map(|i| i.name.clone()).unwrap_or_default();
        let events: Vec<Event> = w.sessions_of(intake).filter_map(|s| event(w, intake, s, sequence)).collect();
        (name, events)
    });
    let bytes = write(&name, &events, clock::now());
    if files::save(&format!("{name}.ics"), "text/calendar", bytes.as_bytes()) {
        toast(Tone::Ok, text!(TimetableSaved, n = events.len()));
    }
}
