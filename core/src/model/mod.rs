//! Ids and records, one file per area. A record is plain data: it is valid in itself, and refers to others by id.

pub mod calendar;
pub mod course_life;
pub mod ids;
pub mod intake;
pub mod kinds;
pub(crate) mod packing;
pub mod people;
pub mod person;
pub mod places;
pub mod programme;
pub mod record;
pub mod references;
pub mod regions;
pub mod values;

pub use calendar::*;
pub use course_life::*;
pub use ids::*;
pub use intake::*;
pub(crate) use kinds::Numbered;
pub use kinds::*;
pub use packing::Texts;
pub use people::*;
pub use person::{History, Person, TakenCourse};
pub use places::*;
pub use programme::*;
pub use record::{Difference, Gathered, Record, RecordId};
pub use references::references;
pub use regions::{REGIONS, Region, RegionFacts};
pub use values::{AcademicHours, GeoPoint, Iin, IinError, TimeOfDay};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
pub(crate) const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Nothing is to be written of such a value.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
