//! Quotas, their units and the declared order in words; the selection page speaks the same way.

use orken_core::model::{Dimension, Priority, Quota};
use orken_core::solver::select::{Unit, UnitValue};
use orken_core::workspace::Workspace;

use crate::text;
use crate::text::{range, record_name, rule};
use crate::ui::{region_name, word};

/// Every dimension with the code of its words.
pub(crate) const DIMENSIONS: [(Dimension, &str); 8] = [
    (Dimension::School, "school"),
    (Dimension::HubCluster, "hub_cluster"),
    (Dimension::District, "district"),
    (Dimension::Region, "region"),
    (Dimension::Role, "role"),
    (Dimension::Subject, "subject"),
    (Dimension::Language, "language"),
    (Dimension::Locality, "locality"),
];

/// The code of a dimension.
pub(crate) fn dimension_code(dimension: Dimension) -> &'static str {
    DIMENSIONS.iter().find(|(d, _)| *d == dimension).map_or("school", |(_, code)| code)
}

/// What a quota counts by: `Hub cluster × Subject`.
pub(crate) fn dimensions(by: &[Dimension]) -> String {
    if by.is_empty() {
        return text!(QuotaEveryone);
    }
    by.iter().map(|d| word("dimension", dimension_code(*d))).collect::<Vec<_>>().join(" × ")
}

/// A quota in one line: `Hub cluster: from 6 to 8`.
pub(crate) fn quota(quota: &Quota, workspace: &Workspace) -> String {
    let limits = match quota.shared_by_pupils {
        Some(places) => text!(QuotaShared, n = places),
        None => range(quota.at_least.map(i64::from), quota.at_most.map(i64::from)),
    };
    let line = text!(QuotaLine, unit = dimensions(&quota.by), limits = limits);
    match &quota.only {
        Some(only) => text!(QuotaOnly, quota = line, rule = rule(only, workspace)),
        None => line,
    }
}

/// What a unit is called: `Hub № 46`, `Mathematics`, `Abai Region · Rural`.
pub(crate) fn unit(unit: &Unit, workspace: &Workspace) -> String {
    if unit.values.is_empty() {
        return text!(QuotaEveryone);
    }
    unit.values.iter().map(|value| unit_value(*value, workspace)).collect::<Vec<_>>().join(" · ")
}

fn unit_value(value: UnitValue, workspace: &Workspace) -> String {
    match value {
        UnitValue::School(id) => record_name(id.into(), workspace),
        UnitValue::Hub(id) => text!(QuotaHub, name = record_name(id.into(), workspace)),
        UnitValue::District(id) => record_name(id.into(), workspace),
        UnitValue::Region(region) => region_name(region),
        UnitValue::Role(role) => word("role", role.code()),
        UnitValue::Subject(subject) => word("subject", subject.code()),
        UnitValue::Language(language) => word("language", language.code()),
        UnitValue::Locality(locality) => word("locality", locality.code()),
    }
}

/// The limits of a unit: `from 6 to 8`.
pub(crate) fn unit_limits(unit: &Unit) -> String {
    range((unit.at_least > 0).then_some(unit.at_least.into()), unit.at_most.map(i64::from))
}

/// A step of the declared order in words.
pub(crate) fn priority(priority: &Priority, workspace: &Workspace) -> String {
    match priority {
        Priority::Prefer(preferred) => text!(PriorityPrefer, rule = rule(preferred, workspace)),
        Priority::EarlierLastCourse => text!(PriorityEarlierLastCourse),
        Priority::LongerExperience => text!(PriorityLongerExperience),
        Priority::ShorterExperience => text!(PriorityShorterExperience),
    }
}
