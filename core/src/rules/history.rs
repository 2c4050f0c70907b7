//! Criteria on courses taken before. An empty history means never trained; a missing one means unknown.

use chrono::NaiveDate;

use super::Criterion;
use super::evaluate::{Verdict, within};
use crate::finding::Arg;
use crate::model::{Person, TakenCourse};

/// What is known of someone's last course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LastCourse {
    /// Never took one.
    Never,
    /// Ended on this day.
    Ended(NaiveDate),
    /// Nothing was entered.
    Unknown,
}

/// The day on which the last course ended. The order of the variants is that of "earlier last course first".
pub(crate) fn last_course(person: &Person) -> LastCourse {
    match person.history() {
        None => LastCourse::Unknown,
        Some(courses) => courses.map(|c| c.ended).max().map_or(LastCourse::Never, LastCourse::Ended),
    }
}

/// Of several that ended on the same day the longest counts.
fn last<'p>(courses: impl Iterator<Item = TakenCourse<'p>>) -> Option<TakenCourse<'p>> {
    courses.max_by_key(|course| (course.ended, course.hours))
}

/// The answer, if the criterion is one of this family.
pub(super) fn verdict<'p>(
    criterion: &Criterion,
    history: Option<impl ExactSizeIterator<Item = TakenCourse<'p>>>,
) -> Option<Verdict> {
    let known: Option<bool> = match criterion {
        Criterion::LastCourseBefore(day) => {
            history.map(|courses| last(courses).is_none_or(|course| course.ended < *day))
        }
        Criterion::NeverTrained => history.map(|courses| courses.len() == 0),
        Criterion::LastCourseHours { at_least, at_most } => {
            history.and_then(|courses| match last(courses) {
                // Without a course there are no hours of it: no lower or upper limit is met.
                None => Some(false),
                Some(course) => course.hours.map(|h| within(&h.0, at_least.as_ref(), at_most.as_ref())),
            })
        }
        Criterion::Completed(wanted) => history.map(|mut courses| {
            courses.any(|course| course.programme.is_some_and(|programme| wanted.contains(&programme)))
        }),
        _ => return None,
    };
    Some(known.into())
}

/// What stands there; none while it is unknown.
pub(super) fn seen(criterion: &Criterion, person: &Person) -> Option<Arg> {
    let courses = person.history()?;
    let never = || Arg::Code("last_course".to_owned(), "never".to_owned());
    match criterion {
        Criterion::LastCourseBefore(_) | Criterion::NeverTrained => {
            Some(last(courses).map_or_else(never, |course| Arg::Date(course.ended)))
        }
        Criterion::LastCourseHours { .. } => match last(courses) {
            None => Some(never()),
            Some(course) => course.hours.map(|h| Arg::Number(h.0.into())),
        },
        Criterion::Completed(_) => {
            let programmes = courses.filter_map(|c| c.programme).map(|p| Arg::Record(p.into()));
            Some(Arg::List(programmes.collect()))
        }
        _ => None,
    }
}
