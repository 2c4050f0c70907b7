//! Criteria on the person: position, what and in which language they teach, category, experience, age, labels.

use chrono::{Datelike, NaiveDate};

use super::Criterion;
use super::evaluate::{Asked, Verdict, within};
use crate::finding::Arg;
use crate::model::{Person, Role};

/// The answer, if the criterion is one of this family.
pub(super) fn verdict(criterion: &Criterion, asked: &Asked<'_>) -> Option<Verdict> {
    let person = asked.person;
    let known: Option<bool> = match criterion {
        Criterion::Role(wanted) => person.role().map(|role| wanted.contains(&role)),
        Criterion::Acting => acting(person),
        Criterion::PostVacant(role) => vacant(asked, *role),
        Criterion::Subject(wanted) => shares(&person.subjects(), wanted),
        Criterion::Grades(wanted) => shares(&person.grades(), wanted),
        Criterion::Language(wanted) => shares(&person.languages(), wanted),
        Criterion::Category(wanted) => person.category().map(|category| wanted.contains(&category)),
        Criterion::Experience { at_least, at_most } => {
            person.experience().map(|years| within(&years, at_least.as_ref(), at_most.as_ref()))
        }
        Criterion::Age { at_least, at_most } => {
            age(person, asked.setting.on).map(|years| within(&years, at_least.as_ref(), at_most.as_ref()))
        }
        Criterion::PersonTag(tag) => Some(person.tags().any(|label| label == tag)),
        _ => return None,
    };
    Some(known.into())
}

/// What stands there; none while it is unknown.
pub(super) fn seen(criterion: &Criterion, asked: &Asked<'_>) -> Option<Arg> {
    let person = asked.person;
    let codes = |list: &str, codes: Vec<&'static str>| {
        let coded = |code: &&str| Arg::Code(list.to_owned(), (*code).to_owned());
        (!codes.is_empty()).then(|| Arg::List(codes.iter().map(coded).collect()))
    };
    let yes_no = |yes: bool| Arg::Code("answer".to_owned(), if yes { "yes" } else { "no" }.to_owned());
    match criterion {
        Criterion::Role(_) => person.role().map(|r| Arg::Code("role".to_owned(), r.code().to_owned())),
        Criterion::Acting => acting(person).map(yes_no),
        Criterion::PostVacant(role) => vacant(asked, *role).map(yes_no),
        Criterion::Subject(_) => codes("subject", person.subjects().iter().map(|s| s.code()).collect()),
        Criterion::Grades(_) => codes("grade_band", person.grades().iter().map(|g| g.code()).collect()),
        Criterion::Language(_) => codes("language", person.languages().iter().map(|l| l.code()).collect()),
        Criterion::Category(_) => person.category().map(|c| Arg::Code("category".to_owned(), c.code().to_owned())),
        Criterion::Experience { .. } => person.experience().map(|years| Arg::Number(years.into())),
        Criterion::Age { .. } => age(person, asked.setting.on).map(|years| Arg::Number(years.into())),
        Criterion::PersonTag(tag) => Some(yes_no(person.tags().any(|label| label == tag))),
        _ => None,
    }
}

/// Unknown for a list that is empty, because an empty list means that nothing was entered.
fn shares<T: PartialEq>(has: &[T], wanted: &[T]) -> Option<bool> {
    (!has.is_empty()).then(|| has.iter().any(|one| wanted.contains(one)))
}

/// Without a position nobody can tell whether it is held in an acting capacity.
fn acting(person: &Person) -> Option<bool> {
    (person.acting() || person.role().is_some()).then_some(person.acting())
}

/// A colleague whose position is unknown might hold the post, so then it is unknown.
fn vacant(asked: &Asked<'_>, role: Role) -> Option<bool> {
    asked.setting.post_held(asked.person.school, role).map(|held| !held)
}

/// Whole years on the day; the IIN tells the date of birth where no other column does.
pub(super) fn age(person: &Person, on: NaiveDate) -> Option<u16> {
    let born = person.born().or_else(|| person.iin().as_ref()?.birth_date())?;
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    u16::try_from(on.year() - born.year() - i32::from(!had_birthday)).ok()
}
