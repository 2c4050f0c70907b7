//! People who are alike to a quota are looked at once: of a country's 400,000 all who work at one of 8,000 schools.

use std::collections::BTreeMap;

use super::units::{UnitValue, is_personal, value};
use crate::model::{Dimension, Intake, Language, Person, Quota, Role, SchoolId, Subject};
use crate::rules::{Asked, Rule, Verdict, main_subject, verdict_only};

/// What a quota can ask of people: their school where it asks for places, and what else it asks for.
type Kind = (Option<SchoolId>, Option<Role>, Option<Subject>, Option<Language>);

/// The values of a quota, worked out once for all people who are alike to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Kinds {
    known: BTreeMap<Kind, Option<usize>>,
    /// The one asked for last: people of a school mostly stand together.
    last: Option<(Kind, Option<usize>)>,
    pub(super) keys: Vec<Vec<UnitValue>>,
}

impl Kinds {
    /// Index of the person's values; none for someone whom the quota does not count.
    pub(super) fn of(&mut self, quota: &Quota, intake: &Intake, asked: &Asked<'_>) -> Option<usize> {
        let counted = |rule: &Rule| verdict_only(rule, asked) == Verdict::Yes;
        if !quota.only.as_ref().is_none_or(counted) {
            return None;
        }
        let kind = kind(quota, intake, asked.person);
        if let Some((_, index)) = self.last.filter(|(last, _)| *last == kind) {
            return index;
        }
        let index = self.known.get(&kind).copied().unwrap_or_else(|| self.add(kind, quota, intake, asked));
        self.last = Some((kind, index));
        index
    }

    fn add(&mut self, kind: Kind, quota: &Quota, intake: &Intake, asked: &Asked<'_>) -> Option<usize> {
        let key: Option<Vec<UnitValue>> = quota.by.iter().map(|&by| value(by, asked, intake)).collect();
        let index = key.map(|key| {
            self.keys.push(key);
            self.keys.len() - 1
        });
        self.known.insert(kind, index);
        index
    }
}

fn kind(quota: &Quota, intake: &Intake, person: &Person) -> Kind {
    let by = |dimension: Dimension| quota.by.contains(&dimension);
    let by_place = quota.by.iter().any(|by| !is_personal(*by));
    let subject = if by(Dimension::Subject) { main_subject(&intake.eligibility, person) } else { None };
    let role = person.role().filter(|_| by(Dimension::Role));
    let language = person.languages().first().copied().filter(|_| by(Dimension::Language));
    (by_place.then_some(person.school), role, subject, language)
}
