//! The parts of the workspace that views watch: a view is drawn again only when a part it read has changed.

use leptos::prelude::*;
use orken_core::model::RecordId;

/// A part of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slice {
    /// Districts, schools, organisations, venues, rooms.
    Places,
    /// People and trainers.
    People,
    /// Programmes, their indicators, budgets and roll-outs, and courses.
    Programmes,
    /// Intakes with their rules and quotas.
    Intakes,
    /// Who is in which intake.
    Enrolments,
    /// Groups.
    Groups,
    /// Sessions of the timetable.
    Sessions,
    /// Days off and school years.
    Calendar,
    /// All that comes after a course, centres, the talent pool.
    Other,
    /// The log: history, undo and redo.
    Log,
}

impl Slice {
    /// Every slice.
    pub const ALL: [Self; 10] = [
        Self::Places,
        Self::People,
        Self::Programmes,
        Self::Intakes,
        Self::Enrolments,
        Self::Groups,
        Self::Sessions,
        Self::Calendar,
        Self::Other,
        Self::Log,
    ];

    /// What the steps of an intake and the marks on them are computed from.
    pub const STEPS: [Self; 8] = [
        Self::Programmes,
        Self::Intakes,
        Self::Enrolments,
        Self::Groups,
        Self::Sessions,
        Self::People,
        Self::Places,
        Self::Calendar,
    ];

    /// The slice that a record is in.
    #[must_use]
    pub fn of(id: RecordId) -> Self {
        match id.table() {
            "districts" | "schools" | "organisations" | "venues" | "rooms" => Self::Places,
            "people" | "trainers" => Self::People,
            "programmes" | "indicators" | "budget" | "roll_out" | "courses" => Self::Programmes,
            "intakes" => Self::Intakes,
            "enrolments" => Self::Enrolments,
            "groups" => Self::Groups,
            "sessions" => Self::Sessions,
            "day_rules" | "school_years" => Self::Calendar,
            _ => Self::Other,
        }
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// Several slices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slices(u16);

impl Slices {
    /// All of them.
    pub const ALL: Self = Self(u16::MAX);

    /// These and one more.
    #[must_use]
    pub const fn and(self, slice: Slice) -> Self {
        Self(self.0 | slice.bit())
    }

    /// These, but not that one.
    #[must_use]
    pub const fn without(self, slice: Slice) -> Self {
        Self(self.0 & !slice.bit())
    }

    /// These and those.
    #[must_use]
    pub const fn union(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether one is among them.
    #[must_use]
    pub const fn has(self, slice: Slice) -> bool {
        self.0 & slice.bit() != 0
    }
}

impl From<Slice> for Slices {
    fn from(slice: Slice) -> Self {
        Self::default().and(slice)
    }
}

impl<const N: usize> From<[Slice; N]> for Slices {
    fn from(slices: [Slice; N]) -> Self {
        slices.into_iter().collect()
    }
}

impl FromIterator<Slice> for Slices {
    fn from_iter<T: IntoIterator<Item = Slice>>(slices: T) -> Self {
        slices.into_iter().fold(Self::default(), Self::and)
    }
}

/// One signal per slice, and how often any of them was told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Versions([Trigger; Slice::ALL.len()], StoredValue<u64>);

impl Versions {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| Trigger::new()), StoredValue::new(0))
    }

    /// Another number after every change of the records.
    pub(super) fn revision(&self) -> u64 {
        self.1.get_value()
    }

    pub(super) fn track(&self, slices: Slices) {
        for slice in Slice::ALL.into_iter().filter(|&s| slices.has(s)) {
            self.0[slice as usize].track();
        }
    }

    pub(super) fn bump(&self, slices: Slices) {
        self.1.update_value(|revision| *revision += 1);
        for slice in Slice::ALL.into_iter().filter(|&s| slices.has(s)) {
            self.0[slice as usize].notify();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Slice, Slices};

    #[test]
    fn sets_hold_what_was_put_in() {
        for (slices, member, expected) in [
            (Slices::default(), Slice::People, false),
            (Slice::People.into(), Slice::People, true),
            ([Slice::Groups, Slice::Log].into(), Slice::Log, true),
            ([Slice::Groups, Slice::Log].into(), Slice::People, false),
            (Slices::ALL, Slice::Other, true),
        ] {
            assert_eq!(slices.has(member), expected, "{slices:?} {member:?}");
        }
    }
}
