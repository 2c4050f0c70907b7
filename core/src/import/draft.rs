//! What a row of a list becomes: a person or a school not yet recorded.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::{
    Category, GeoPoint, GradeBand, Iin, Language, Locality, PastCourse, Region, Role, SchoolId, SchoolKind, Sex,
    Subject,
};

/// A person as a row tells of them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonDraft {
    /// Full name.
    pub name: String,
    /// The school, once it is known which.
    pub school: Option<SchoolId>,
    /// Region as it is written.
    pub region: String,
    /// District as it is written.
    pub district: String,
    /// School as it is written.
    pub school_text: String,
    /// Position.
    pub role: Option<Role>,
    /// Acting in it.
    pub acting: bool,
    /// Subjects, the main one first.
    pub subjects: Vec<Subject>,
    /// Grade bands.
    pub grades: Vec<GradeBand>,
    /// Languages of teaching.
    pub languages: Vec<Language>,
    /// Category.
    pub category: Option<Category>,
    /// Whole years.
    pub experience: Option<u16>,
    /// The last course; empty means never, none means that the list doesn't say.
    pub history: Option<Vec<PastCourse>>,
    /// IIN.
    pub iin: Option<Iin>,
    /// Date of birth.
    pub born: Option<NaiveDate>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// Topics that they could teach others.
    pub offers: Vec<String>,
    /// Topics that they want to learn, the dearest first.
    pub wants: Vec<String>,
    /// Note, with what found no place elsewhere.
    pub note: Option<String>,
}

/// The hub school that a school's row names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HubRef {
    /// The school of this sheet row.
    Row(u32),
    /// A school of the workspace.
    Known(SchoolId),
}

/// A school as a row tells of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SchoolDraft {
    /// Name.
    pub name: String,
    /// Region; none until it is recognised.
    pub region: Option<Region>,
    /// District as it is written.
    pub district: String,
    /// Kind: as the list says, else as the name tells.
    pub kind: Option<SchoolKind>,
    /// The list itself says the kind.
    pub kind_told: bool,
    /// Rural or urban.
    pub locality: Option<Locality>,
    /// Hub school as it is written.
    pub hub_text: String,
    /// The hub school, where it was found.
    pub hub: Option<HubRef>,
    /// Nothing is known of a hub.
    pub hub_unknown: bool,
    /// Languages of instruction.
    pub languages: Vec<Language>,
    /// Number of pupils.
    pub pupils: Option<u32>,
    /// Where it stands.
    pub location: Option<GeoPoint>,
    /// Note, with what found no place elsewhere.
    pub note: Option<String>,
}

/// One or the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draft {
    /// A person.
    Person(Box<PersonDraft>),
    /// A school.
    School(Box<SchoolDraft>),
}
