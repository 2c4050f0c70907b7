//! All records of one workspace with the queries that screens and rules ask of them. Only [`crate::change`] writes.

use std::ops::Deref;

use crate::change::{Change, Stale};
use crate::model::record::Tables;
use crate::model::{
    District, Enrolment, Group, Intake, IntakeId, Person, PersonId, Record, RecordId, Region, School, SchoolId, Session,
};

/// Every record, readable as the tables that it derefs to.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Workspace {
    tables: Tables,
}

impl Deref for Workspace {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables
    }
}

impl From<Tables> for Workspace {
    fn from(tables: Tables) -> Self {
        Self { tables }
    }
}

impl Workspace {
    pub(crate) fn apply_one(&mut self, change: &Change) -> Result<(), Stale> {
        let id = change.id();
        let same_kind = match (&change.before, &change.after) {
            (Some(before), Some(after)) => before.id() == after.id(),
            _ => true,
        };
        let current = id.and_then(|id| self.tables.record(id));
        if !same_kind || current != change.before {
            return Err(Stale { record: id });
        }
        self.set(id, change.after.clone());
        Ok(())
    }

    /// Puts records back as they were saved. For opening only: nothing is checked and nothing goes to the log.
    pub fn restore(&mut self, records: impl IntoIterator<Item = Record>) {
        for record in records {
            self.set(Some(record.id()), Some(record));
        }
    }

    /// Takes records out that are gone elsewhere. For copies that follow others only, as [`Self::restore`].
    pub fn forget(&mut self, ids: impl IntoIterator<Item = RecordId>) {
        for id in ids {
            self.set(Some(id), None);
        }
    }

    pub(crate) fn set(&mut self, id: Option<RecordId>, record: Option<Record>) {
        if let Some(id) = id {
            self.tables.set(id, record);
        }
    }

    /// School of a person.
    #[must_use]
    pub fn school_of(&self, person: &Person) -> Option<&School> {
        self.schools.get(person.school)
    }

    /// District of a school.
    #[must_use]
    pub fn district_of(&self, school: &School) -> Option<&District> {
        self.districts.get(school.district)
    }

    /// Region of a school.
    #[must_use]
    pub fn region_of(&self, school: &School) -> Option<Region> {
        self.district_of(school).map(|d| d.region)
    }

    /// The hub school of a school's cluster: itself for a hub, else the hub that it is attached to.
    #[must_use]
    pub fn hub_of(&self, school: &School) -> Option<SchoolId> {
        match school.kind {
            crate::model::SchoolKind::Hub => Some(school.id),
            _ => school.hub,
        }
    }

    /// Enrolments of an intake, by id.
    pub fn enrolments_of(&self, intake: IntakeId) -> impl Iterator<Item = &Enrolment> {
        self.enrolments.iter().filter(move |e| e.intake == intake)
    }

    /// Everyone put forward for an intake, by id of the enrolment. People mostly stand in the order of their enrolments, so
    /// that both tables are walked side by side.
    pub fn nominated(&self, intake: IntakeId) -> impl Iterator<Item = (&Enrolment, &Person)> {
        let mut beside = self.people.iter().peekable();
        self.enrolments_of(intake).filter_map(move |enrolment| {
            while beside.next_if(|person| person.id < enrolment.person).is_some() {}
            let next = beside.peek().copied().filter(|person| person.id == enrolment.person);
            Some((enrolment, next.or_else(|| self.people.get(enrolment.person))?))
        })
    }

    /// The enrolment of a person in an intake.
    #[must_use]
    pub fn enrolment(&self, intake: IntakeId, person: PersonId) -> Option<&Enrolment> {
        self.enrolments_of(intake).find(|e| e.person == person)
    }

    /// Groups of an intake, by id.
    pub fn groups_of(&self, intake: IntakeId) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |g| g.intake == intake)
    }

    /// Sessions of an intake, by id.
    pub fn sessions_of(&self, intake: IntakeId) -> impl Iterator<Item = &Session> {
        self.sessions.iter().filter(move |s| self.groups.get(s.group).is_some_and(|g| g.intake == intake))
    }

    /// Day off, by the week and the day rules: Saturday and Sunday are off unless a rule makes them working days.
    #[must_use]
    pub fn is_day_off(&self, date: chrono::NaiveDate) -> bool {
        use chrono::Datelike;
        let rule = self.day_rules.iter().find(|r| r.date == date);
        rule.map_or(date.weekday().num_days_from_monday() >= 5, |r| r.kind == crate::model::DayKind::Off)
    }

    /// The intake with this id, or the finding that it is gone.
    ///
    /// # Errors
    /// `record_missing`.
    pub fn intake(&self, id: IntakeId) -> Result<&Intake, crate::finding::Finding> {
        let missing = || crate::finding::Finding::error(crate::finding::Code::RecordMissing).about(id);
        self.intakes.get(id).ok_or_else(missing)
    }
}
