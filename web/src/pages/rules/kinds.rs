//! The kinds of criteria: the codes by which the editor offers them, and what a new one of each says.

use chrono::NaiveDate;
use orken_core::model::{Locality, Role};
use orken_core::rules::Criterion;

/// Every kind, in the order of the menu: the person, the school, the courses taken.
pub(super) const KINDS: [&str; 22] = [
    "role",
    "subject",
    "language",
    "grades",
    "category",
    "experience",
    "age",
    "acting",
    "post_vacant",
    "person_tag",
    "hub_cluster",
    "school_kind",
    "locality",
    "region",
    "district",
    "school",
    "pupils",
    "school_tag",
    "last_course_before",
    "never_trained",
    "last_course_hours",
    "completed",
];

/// The kind of a criterion; the key of its words is `rules_kind_<code>`.
pub(super) const fn kind(criterion: &Criterion) -> &'static str {
    match criterion {
        Criterion::Role(_) => "role",
        Criterion::Acting => "acting",
        Criterion::PostVacant(_) => "post_vacant",
        Criterion::Subject(_) => "subject",
        Criterion::Grades(_) => "grades",
        Criterion::Language(_) => "language",
        Criterion::Category(_) => "category",
        Criterion::Experience { .. } => "experience",
        Criterion::Age { .. } => "age",
        Criterion::SchoolKind(_) => "school_kind",
        Criterion::HubCluster => "hub_cluster",
        Criterion::Locality(_) => "locality",
        Criterion::Region(_) => "region",
        Criterion::District(_) => "district",
        Criterion::School(_) => "school",
        Criterion::Pupils { .. } => "pupils",
        Criterion::PersonTag(_) => "person_tag",
        Criterion::SchoolTag(_) => "school_tag",
        Criterion::LastCourseBefore(_) => "last_course_before",
        Criterion::NeverTrained => "never_trained",
        Criterion::LastCourseHours { .. } => "last_course_hours",
        Criterion::Completed(_) => "completed",
    }
}

/// A new criterion of a kind, with nothing chosen where something must be. Dates start at the reference date.
pub(super) fn new(kind: &str, reference: NaiveDate) -> Option<Criterion> {
    Some(match kind {
        "role" => Criterion::Role(Vec::new()),
        "acting" => Criterion::Acting,
        "post_vacant" => Criterion::PostVacant(Role::Principal),
        "subject" => Criterion::Subject(Vec::new()),
        "grades" => Criterion::Grades(Vec::new()),
        "language" => Criterion::Language(Vec::new()),
        "category" => Criterion::Category(Vec::new()),
        "experience" => Criterion::Experience { at_least: Some(1), at_most: None },
        "age" => Criterion::Age { at_least: Some(18), at_most: None },
        "school_kind" => Criterion::SchoolKind(Vec::new()),
        "hub_cluster" => Criterion::HubCluster,
        "locality" => Criterion::Locality(Locality::Rural),
        "region" => Criterion::Region(Vec::new()),
        "district" => Criterion::District(Vec::new()),
        "school" => Criterion::School(Vec::new()),
        "pupils" => Criterion::Pupils { at_least: Some(1), at_most: None },
        "person_tag" => Criterion::PersonTag(String::new()),
        "school_tag" => Criterion::SchoolTag(String::new()),
        "last_course_before" => Criterion::LastCourseBefore(reference),
        "never_trained" => Criterion::NeverTrained,
        "last_course_hours" => Criterion::LastCourseHours { at_least: Some(36), at_most: None },
        "completed" => Criterion::Completed(Vec::new()),
        _ => return None,
    })
}

/// Nothing is chosen where something must be, or the limits are the wrong way round.
pub(super) fn is_unfinished(criterion: &Criterion) -> bool {
    fn open_or_crossed<N: Ord>(least: Option<N>, most: Option<N>) -> bool {
        match (least, most) {
            (None, None) => true,
            (Some(least), Some(most)) => least > most,
            _ => false,
        }
    }
    match criterion {
        Criterion::Role(v) => v.is_empty(),
        Criterion::Subject(v) => v.is_empty(),
        Criterion::Grades(v) => v.is_empty(),
        Criterion::Language(v) => v.is_empty(),
        Criterion::Category(v) => v.is_empty(),
        Criterion::SchoolKind(v) => v.is_empty(),
        Criterion::Region(v) => v.is_empty(),
        Criterion::District(v) => v.is_empty(),
        Criterion::School(v) => v.is_empty(),
        Criterion::Completed(v) => v.is_empty(),
        Criterion::PersonTag(tag) | Criterion::SchoolTag(tag) => tag.trim().is_empty(),
        Criterion::Experience { at_least, at_most }
        | Criterion::Age { at_least, at_most }
        | Criterion::LastCourseHours { at_least, at_most } => open_or_crossed(*at_least, *at_most),
        Criterion::Pupils { at_least, at_most } => open_or_crossed(*at_least, *at_most),
        Criterion::Acting
        | Criterion::PostVacant(_)
        | Criterion::HubCluster
        | Criterion::Locality(_)
        | Criterion::LastCourseBefore(_)
        | Criterion::NeverTrained => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_makes_a_criterion_of_itself() {
        for code in KINDS {
            let made = new(code, NaiveDate::default());
            assert_eq!(made.as_ref().map(kind), Some(code));
        }
        assert_eq!(new("nothing", NaiveDate::default()), None);
    }
}
