//! What a rule says of everyone with a role, a subject or a language, whoever they are otherwise.

use super::{Criterion, Rule, Verdict, verdict_with};
use crate::model::{Language, Person, Role, Subject};

/// A role, a subject or a language of teaching.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trait {
    /// A position.
    Role(Role),
    /// A subject.
    Subject(Subject),
    /// A language of teaching.
    Language(Language),
}

impl Trait {
    /// The criterion's answer for someone with it; none for a criterion on something else.
    #[must_use]
    pub fn fits(self, criterion: &Criterion) -> Option<bool> {
        match (self, criterion) {
            (Self::Role(role), Criterion::Role(wanted)) => Some(wanted.contains(&role)),
            (Self::Subject(subject), Criterion::Subject(wanted)) => Some(wanted.contains(&subject)),
            (Self::Language(language), Criterion::Language(wanted)) => Some(wanted.contains(&language)),
            _ => None,
        }
    }
}

/// False when the rule refuses everyone who has all of these.
#[must_use]
pub fn takes(rule: &Rule, traits: &[Trait]) -> bool {
    let leaf = |criterion: &Criterion| {
        let told = traits.iter().find_map(|one| one.fits(criterion));
        told.map_or(Verdict::Unknown, Verdict::from)
    };
    verdict_with(rule, &leaf) != Verdict::No
}

/// The subject that counts for quotas and groups: the person's first that the rule takes, or their first where it takes
/// none of them.
#[must_use]
pub fn main_subject(eligibility: &Rule, person: &Person) -> Option<Subject> {
    let subjects = person.subjects();
    let taken = subjects.iter().find(|subject| takes(eligibility, &[Trait::Subject(**subject)]));
    taken.or(subjects.first()).copied()
}
