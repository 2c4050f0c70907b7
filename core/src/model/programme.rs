//! The whole undertaking: goal, partners, indicators, budget, roll-out, and what is taught.

use serde::{Deserialize, Serialize};

use super::ids::{BudgetLineId, CourseId, IndicatorId, OrganisationId, ProgrammeId, RollOutId};
use super::kinds::{CourseForm, Language};
use super::regions::Region;
use super::values::AcademicHours;

/// A programme with its goal and partners.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Id.
    pub id: ProgrammeId,
    /// Name.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// Partners, the operator first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<OrganisationId>,
    /// Code of the template it was made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
}

/// A figure that a programme is judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Id.
    pub id: IndicatorId,
    /// The programme.
    pub programme: ProgrammeId,
    /// Name.
    pub name: String,
    /// Unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Value at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<f64>,
    /// Value to reach.
    pub target: f64,
    /// Year the target is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
}

/// A line of a programme's budget, in whole tenge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// Id.
    pub id: BudgetLineId,
    /// The programme.
    pub programme: ProgrammeId,
    /// What it pays for.
    pub name: String,
    /// Who pays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sponsor: Option<OrganisationId>,
    /// Year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Plan, ₸.
    pub planned: i64,
    /// Fact, ₸.
    pub spent: i64,
}

/// What a programme means to reach in one territory and year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RollOut {
    /// Id.
    pub id: RollOutId,
    /// The programme.
    pub programme: ProgrammeId,
    /// Territory.
    pub region: Region,
    /// Year.
    pub year: i32,
    /// Schools planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schools: Option<u32>,
    /// People planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
}

/// What is taught.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// Id.
    pub id: CourseId,
    /// The programme.
    pub programme: ProgrammeId,
    /// Title.
    pub name: String,
    /// How it is held.
    pub form: CourseForm,
    /// Languages it is offered in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<Language>,
    /// Its modules, in the order of teaching.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<Module>,
}

/// A part of a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Title.
    pub name: String,
    /// Volume.
    pub hours: AcademicHours,
}
