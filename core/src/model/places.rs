//! Districts, schools, organisations, venues and their rooms.

use serde::{Deserialize, Serialize};

use super::ids::{DistrictId, OrganisationId, RoomId, SchoolId, VenueId};
use super::is_false;
use super::kinds::{Language, Locality, OrganisationKind, RoomKind, SchoolKind, Subject};
use super::regions::Region;
use super::values::GeoPoint;

/// A district of a region, or a city that a list names in its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct District {
    /// Id.
    pub id: DistrictId,
    /// The region it belongs to.
    pub region: Region,
    /// As it is written in lists, for example `Аягозский район`.
    pub name: String,
}

/// A school or another organisation that people come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct School {
    /// Id.
    pub id: SchoolId,
    /// Where it is.
    pub district: DistrictId,
    /// Full name as it is written in lists.
    pub name: String,
    /// Kind.
    pub kind: SchoolKind,
    /// Rural or urban; none while unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<Locality>,
    /// The hub school that it is attached to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hub: Option<SchoolId>,
    /// Nothing is known of a hub: its list says neither that it has one nor that it has none, or names one that is not known.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hub_unknown: bool,
    /// Languages of instruction; two for a mixed school.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Number of pupils.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pupils: Option<u32>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<GeoPoint>,
    /// Free labels that rules can ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Free text from the list or the coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A partner, provider, sponsor or authority.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Id.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: OrganisationKind,
    /// Region, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<Region>,
}

/// Where groups are taught.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Venue {
    /// Id.
    pub id: VenueId,
    /// Name.
    pub name: String,
    /// Where it stands.
    pub location: GeoPoint,
    /// Regions whose people it takes; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Region>,
    /// Subjects taught there; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
}

/// A room of a venue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Room {
    /// Id.
    pub id: RoomId,
    /// The venue.
    pub venue: VenueId,
    /// Number or name.
    pub name: String,
    /// Seats.
    pub capacity: u32,
    /// What it is fit for.
    pub kind: RoomKind,
    /// When it can not be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closure>,
}

/// A day, or one slot of a day, on which a room or a trainer is not free.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Closure {
    /// The day.
    pub date: chrono::NaiveDate,
    /// Index of the slot in the intake; none means the whole day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<u8>,
    /// Why, in the coordinator's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
