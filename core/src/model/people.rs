//! Participants and trainers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::ids::{PersonId, ProgrammeId, SchoolId, TrainerId};
use super::is_false;
use super::kinds::{Category, GradeBand, Language, Role, Sex, Subject};
use super::places::Closure;
use super::values::{AcademicHours, Iin};

/// A list of codes. Up to eight take no memory of their own: rules ask a country's 400,000 people for three such lists.
pub type Codes<C> = SmallVec<[C; 8]>;

/// All that is known of a [`Person`](super::Person): how one is made, altered and written into files.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "Person", description = "A teacher, principal or other participant.")
)]
#[serde(deny_unknown_fields)]
pub struct PersonFields {
    /// Id.
    pub id: PersonId,
    /// Full name: surname, given name, patronymic if any.
    pub name: String,
    /// Workplace.
    pub school: SchoolId,
    /// Position; none while unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Acting in that position (и. о., м. а.).
    #[serde(default, skip_serializing_if = "is_false")]
    pub acting: bool,
    /// Subjects taught, the main one first; empty while unknown.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub subjects: Codes<Subject>,
    /// Grades taught; empty while unknown.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub grades: Codes<GradeBand>,
    /// Languages of teaching; empty while unknown.
    #[serde(default, skip_serializing_if = "Codes::is_empty")]
    pub languages: Codes<Language>,
    /// Qualification category; none while unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// Whole years of experience; none while unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience: Option<u16>,
    /// Courses taken; an empty list means never, none means unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<PastCourse>>,
    /// IIN: masked on screen, left out of exports unless asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iin: Option<Iin>,
    /// Date of birth, where a list gives it without an IIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<NaiveDate>,
    /// Sex, where a list gives it without an IIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Telephone as +7XXXXXXXXXX, or as it was written if it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Free labels that rules can ask for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Topics that they could be a mentor in; where empty, their subjects stand in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<String>,
    /// Topics that they want to learn, the dearest first; where empty, their subjects stand in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wants: Vec<String>,
    /// Free text from the list or the coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A course that someone has taken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PastCourse {
    /// Last day.
    pub ended: NaiveDate,
    /// Volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<AcademicHours>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The programme, where it was one of this workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub programme: Option<ProgrammeId>,
}

/// Someone who teaches on a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Trainer {
    /// Id.
    pub id: TrainerId,
    /// Full name.
    pub name: String,
    /// What they can teach; empty means anything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// What they can teach in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Most academic hours a day.
    pub daily_hours: AcademicHours,
    /// When they are not free.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub busy: Vec<Closure>,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}
