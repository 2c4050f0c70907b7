//! Eligibility: criteria over a person, their school, place and history, combined by all / any / none. Each answers
//! yes, no or unknown, says why, and knows what would turn a no into a yes.
//!
//! | file | criteria |
//! |---|---|
//! | `person` | role, acting, vacant post, subject, grades, language, category, experience, age, label |
//! | `place` | school, kind, hub cluster, locality, region, district, pupils, label |
//! | `history` | last course, its hours, never trained, completed programmes |
//!
//! `evaluate` answers for one person with a trace, `counts` for a population, `change` finds what would turn an answer.

mod change;
mod columns;
mod counts;
mod evaluate;
mod history;
mod person;
mod place;
mod takes;

pub use change::{Effort, Fix, Need, smallest_change};
pub use columns::{Asking, Columns};
pub use counts::{Counts, counts};
pub use evaluate::{Answer, Asked, Setting, Trace, Verdict, evaluate, place_verdict, verdict_only};
pub(crate) use evaluate::{place_criterion, verdict_with};
pub(crate) use history::{LastCourse, last_course};
pub use takes::{Trait, main_subject, takes};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::kinds::codes;
use crate::model::{
    Category, DistrictId, GradeBand, Language, Locality, ProgrammeId, Region, Role, SchoolId, SchoolKind, Subject,
};

/// A condition on a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Yes when every part is yes; no when one is no; else unknown.
    All(Vec<Rule>),
    /// Yes when one part is yes; no when every part is no; else unknown.
    Any(Vec<Rule>),
    /// Yes when every part is no; no when one is yes; else unknown.
    None(Vec<Rule>),
    /// One criterion.
    Is(Criterion),
}

/// One question about a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Criterion {
    /// Holds one of these positions.
    Role(Vec<Role>),
    /// Holds the position in an acting capacity.
    Acting,
    /// Works where nobody holds this position, or only someone acting.
    PostVacant(Role),
    /// Teaches one of these subjects.
    Subject(Vec<Subject>),
    /// Teaches in one of these grade bands.
    Grades(Vec<GradeBand>),
    /// Teaches in one of these languages.
    Language(Vec<Language>),
    /// Has one of these categories.
    Category(Vec<Category>),
    /// Experience in whole years, both ends included.
    Experience {
        /// Fewest years.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u16>,
        /// Most years.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u16>,
    },
    /// Age in whole years on the reference date, both ends included.
    Age {
        /// Youngest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u16>,
        /// Oldest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u16>,
    },
    /// The school is of one of these kinds.
    SchoolKind(Vec<SchoolKind>),
    /// The school is a hub or attached to one.
    HubCluster,
    /// The school is rural or urban.
    Locality(Locality),
    /// The school is in one of these regions.
    Region(Vec<Region>),
    /// The school is in one of these districts.
    District(Vec<DistrictId>),
    /// The school is one of these.
    School(Vec<SchoolId>),
    /// The school has at least / at most this many pupils.
    Pupils {
        /// Fewest pupils.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u32>,
        /// Most pupils.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u32>,
    },
    /// The person carries this label.
    PersonTag(String),
    /// The school carries this label.
    SchoolTag(String),
    /// The last course ended before this day, or there was none.
    LastCourseBefore(NaiveDate),
    /// Never took a course.
    NeverTrained,
    /// The last course had at least this many academic hours.
    LastCourseHours {
        /// Fewest hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<u16>,
        /// Most hours.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<u16>,
    },
    /// Completed one of these programmes.
    Completed(Vec<ProgrammeId>),
}

codes! {
    /// What a criterion looks at.
    Fact {
        Role = "role",
        Acting = "acting",
        Post = "post",
        Subjects = "subjects",
        Grades = "grades",
        Languages = "languages",
        Category = "category",
        Experience = "experience",
        Age = "age",
        PersonTag = "person_tag",
        SchoolKind = "school_kind",
        Hub = "hub",
        Locality = "locality",
        Region = "region",
        District = "district",
        School = "school",
        Pupils = "pupils",
        SchoolTag = "school_tag",
        LastCourse = "last_course",
        LastCourseHours = "last_course_hours",
        Completed = "completed",
    }
}

impl Criterion {
    /// What it looks at.
    #[must_use]
    pub const fn fact(&self) -> Fact {
        match self {
            Self::Role(_) => Fact::Role,
            Self::Acting => Fact::Acting,
            Self::PostVacant(_) => Fact::Post,
            Self::Subject(_) => Fact::Subjects,
            Self::Grades(_) => Fact::Grades,
            Self::Language(_) => Fact::Languages,
            Self::Category(_) => Fact::Category,
            Self::Experience { .. } => Fact::Experience,
            Self::Age { .. } => Fact::Age,
            Self::PersonTag(_) => Fact::PersonTag,
            Self::SchoolKind(_) => Fact::SchoolKind,
            Self::HubCluster => Fact::Hub,
            Self::Locality(_) => Fact::Locality,
            Self::Region(_) => Fact::Region,
            Self::District(_) => Fact::District,
            Self::School(_) => Fact::School,
            Self::Pupils { .. } => Fact::Pupils,
            Self::SchoolTag(_) => Fact::SchoolTag,
            Self::LastCourseBefore(_) | Self::NeverTrained => Fact::LastCourse,
            Self::LastCourseHours { .. } => Fact::LastCourseHours,
            Self::Completed(_) => Fact::Completed,
        }
    }
}

impl Rule {
    /// Every criterion in it, in the order in which it is written.
    pub fn criteria(&self) -> Vec<&Criterion> {
        match self {
            Self::Is(criterion) => vec![criterion],
            Self::All(parts) | Self::Any(parts) | Self::None(parts) => parts.iter().flat_map(Self::criteria).collect(),
        }
    }
}

/// Limits the wrong way round anywhere in the rule: no person could ever pass such a criterion.
#[must_use]
pub fn crossed_limits(rule: &Rule) -> bool {
    rule.criteria().into_iter().any(|criterion| match criterion {
        Criterion::Experience { at_least: Some(least), at_most: Some(most) }
        | Criterion::Age { at_least: Some(least), at_most: Some(most) }
        | Criterion::LastCourseHours { at_least: Some(least), at_most: Some(most) } => least > most,
        Criterion::Pupils { at_least: Some(least), at_most: Some(most) } => least > most,
        _ => false,
    })
}
