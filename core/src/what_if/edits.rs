//! Small edits of an intake, as a screen offers them, made into the commands that an agreement would ask for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::command::{Cause, Command, provisional_ids};
use crate::finding::Finding;
use crate::model::{GeoPoint, Intake, IntakeId, Quota, Record, RecordId, Room, RoomId, RoomKind, Venue, VenueId};
use crate::workspace::Workspace;

/// What of an intake is to be otherwise; what isn't named stays as it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edits {
    /// Places in all.
    pub places: Option<u32>,
    /// The day that every rule counts from.
    pub reference_date: Option<NaiveDate>,
    /// Limits of quotas, by their index.
    pub quotas: BTreeMap<usize, Limits>,
    /// First day of streams, by their index: all days of the stream move by as much.
    pub streams: BTreeMap<usize, NaiveDate>,
    /// Venues that there are.
    pub venues: BTreeMap<VenueId, VenueEdit>,
    /// A venue more.
    pub new_venue: Option<NewVenue>,
    /// Cost of each person who changes venue, in kilometres.
    pub moving_cost: Option<u32>,
}

/// The limits of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// Least number in each unit.
    pub at_least: Option<u32>,
    /// Greatest number in each unit.
    pub at_most: Option<u32>,
    /// Places shared by pupils.
    pub shared_by_pupils: Option<u32>,
}

impl From<&Quota> for Limits {
    fn from(quota: &Quota) -> Self {
        Self { at_least: quota.at_least, at_most: quota.at_most, shared_by_pupils: quota.shared_by_pupils }
    }
}

/// What of a venue is to be otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct VenueEdit {
    /// In use by the intake.
    pub used: Option<bool>,
    /// Seats of its largest room: larger rooms get as many; where none is as large, the largest does.
    pub seats: Option<u32>,
    /// Number of rooms: more are like the largest one, and of too many the smallest go.
    pub rooms: Option<u32>,
}

/// A venue that isn't there yet; it serves every region and teaches every subject.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVenue {
    /// Name.
    pub name: String,
    /// Where it is.
    pub location: GeoPoint,
    /// Number of rooms.
    pub rooms: u32,
    /// Seats of each.
    pub seats: u32,
}

impl Edits {
    /// The commands that make these edits, in order; none where everything is so already. `room_name` names the n-th room
    /// of a venue.
    ///
    /// # Errors
    /// `record_missing` when the intake is gone.
    pub fn commands(
        &self,
        workspace: &Workspace,
        intake: IntakeId,
        room_name: &dyn Fn(u32) -> String,
    ) -> Result<Vec<Command>, Finding> {
        let before = workspace.intake(intake)?;
        let ruled = self.ruled(before);
        let arranged = self.arranged(&ruled);
        let mut commands = Vec::new();
        if ruled != *before {
            commands.push(Command::Put { what: Cause::Rules, records: vec![ruled.clone().into()], remove: Vec::new() });
        }
        if arranged != ruled {
            commands.push(Command::Put { what: Cause::Edit, records: vec![arranged.into()], remove: Vec::new() });
        }
        commands.extend(self.rooms(workspace, room_name));
        commands.extend(self.new_venue.as_ref().map(|venue| venue.command(intake, room_name)));
        Ok(commands)
    }

    /// What selection reads.
    fn ruled(&self, before: &Intake) -> Intake {
        let mut intake = before.clone();
        intake.places = self.places.unwrap_or(intake.places);
        intake.reference_date = self.reference_date.unwrap_or(intake.reference_date);
        for (&at, limits) in &self.quotas {
            if let Some(quota) = intake.quotas.get_mut(at) {
                let Limits { at_least, at_most, shared_by_pupils } = *limits;
                (quota.at_least, quota.at_most, quota.shared_by_pupils) = (at_least, at_most, shared_by_pupils);
            }
        }
        intake
    }

    /// What grouping reads.
    fn arranged(&self, before: &Intake) -> Intake {
        let mut intake = before.clone();
        intake.grouping.moving_cost = self.moving_cost.unwrap_or(intake.grouping.moving_cost);
        for (&at, &first) in &self.streams {
            let days = intake.streams.get_mut(at).map(|stream| &mut stream.days);
            if let Some((days, by)) = days.and_then(|days| days.first().map(|day| first - *day).map(|by| (days, by))) {
                days.iter_mut().for_each(|day| *day = day.checked_add_signed(by).unwrap_or(*day));
            }
        }
        for (&venue, edit) in &self.venues {
            match edit.used {
                Some(false) => intake.venues.retain(|&v| v != venue),
                Some(true) if !intake.venues.contains(&venue) => intake.venues.push(venue),
                _ => {}
            }
        }
        intake
    }

    /// Rooms with other seats and rooms that go, then rooms that come.
    fn rooms(&self, workspace: &Workspace, room_name: &dyn Fn(u32) -> String) -> Vec<Command> {
        let (mut records, mut remove, mut added) = (Vec::new(), Vec::new(), Vec::new());
        let ids = provisional_ids();
        for (&venue, edit) in &self.venues {
            let before: Vec<&Room> = workspace.rooms.iter().filter(|r| r.venue == venue).collect();
            let (after, gone) = edit.rooms_of(&before);
            records.extend(after.iter().filter(|r| !before.contains(r)).cloned().map(Record::from));
            remove.extend(gone.into_iter().map(RecordId::from));
            let like = after.iter().max_by_key(|r| (r.capacity, std::cmp::Reverse(r.id)));
            let have = u32::try_from(before.len()).unwrap_or(u32::MAX);
            for n in have..edit.rooms.unwrap_or(have) {
                let seats = like.map_or_else(|| edit.seats.unwrap_or(0), |r| r.capacity);
                let kind = like.map_or(RoomKind::Classroom, |r| r.kind);
                added.push(Record::from(room(ids.take(), venue, room_name(n + 1), seats, kind)));
            }
        }
        let put =
            (!records.is_empty() || !remove.is_empty()).then_some(Command::Put { what: Cause::Edit, records, remove });
        let add = (!added.is_empty()).then_some(Command::Add { what: Cause::Edit, records: added, intake: None });
        put.into_iter().chain(add).collect()
    }
}

impl VenueEdit {
    /// The rooms that stay, as they become, and those that go.
    fn rooms_of(self, before: &[&Room]) -> (Vec<Room>, Vec<RoomId>) {
        let mut rooms: Vec<Room> = before.iter().map(|r| (*r).clone()).collect();
        // The largest first, the first by id of those as large: the last are the first to go.
        rooms.sort_by_key(|r| (std::cmp::Reverse(r.capacity), r.id));
        let staying = self.rooms.and_then(|n| usize::try_from(n).ok()).unwrap_or(rooms.len());
        let gone = rooms.split_off(staying.min(rooms.len())).into_iter().map(|r| r.id).collect();
        if let Some(seats) = self.seats {
            rooms.iter_mut().for_each(|r| r.capacity = r.capacity.min(seats));
            if let Some(largest) = rooms.first_mut() {
                largest.capacity = seats;
            }
        }
        (rooms, gone)
    }
}

impl NewVenue {
    fn command(&self, intake: IntakeId, room_name: &dyn Fn(u32) -> String) -> Command {
        let ids = provisional_ids();
        let (serves, subjects) = (Vec::new(), Vec::new());
        let venue = Venue { id: ids.take(), name: self.name.clone(), location: self.location, serves, subjects };
        let rooms = (1..=self.rooms).map(|n| {
            let id = ids.take();
            Record::from(room(id, venue.id, room_name(n), self.seats, RoomKind::Classroom))
        });
        let records = std::iter::once(Record::from(venue.clone())).chain(rooms).collect();
        Command::Add { what: Cause::Edit, records, intake: Some(intake) }
    }
}

const fn room(id: RoomId, venue: VenueId, name: String, capacity: u32, kind: RoomKind) -> Room {
    Room { id, venue, name, capacity, kind, closed: Vec::new() }
}
