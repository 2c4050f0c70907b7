//! Days off, moved days and school years, as data that the coordinator can edit.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{DayRuleId, SchoolYearId};
use super::is_false;

/// What a day rule makes of its day.
#[derive(Debug, Clone, Copy, Eq, PartialOrd, Ord, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off.
    Off,
    /// A working day, though the week would make it a day off.
    Working,
}

/// A day that is not what its weekday says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DayRule {
    /// Id.
    pub id: DayRuleId,
    /// The day.
    pub date: NaiveDate,
    /// Off or working.
    pub kind: DayKind,
    /// The holiday, or why the day was moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where this was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Not official yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub estimated: bool,
}

/// A school year with its breaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SchoolYear {
    /// Id.
    pub id: SchoolYearId,
    /// `2024-25`.
    pub name: String,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Breaks in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<SchoolBreak>,
    /// Where this was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Days without lessons, both ends included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SchoolBreak {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// The extra break of grade 1.
    #[serde(default, skip_serializing_if = "is_false")]
    pub grade_one_only: bool,
}
