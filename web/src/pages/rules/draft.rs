//! All rules of an intake as they stand in the editor: eligibility, quotas, the order. Plain values; saved as one command,
//! kept in the browser's settings until then (`kept`).

use chrono::NaiveDate;
use orken_core::model::{Dimension, Intake, Priority, Quota};
use orken_core::rules::Rule;
use serde::{Deserialize, Serialize};

use super::part::{Part, PartId, What, fresh};

/// A quota in the editor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct QuotaDraft {
    #[serde(skip, default = "fresh")]
    pub(super) id: PartId,
    pub(super) by: Vec<Dimension>,
    pub(super) only: Option<Part>,
    pub(super) at_least: Option<u32>,
    pub(super) at_most: Option<u32>,
    pub(super) shared: Option<u32>,
}

impl QuotaDraft {
    pub(super) fn new(by: Vec<Dimension>) -> Self {
        Self { id: fresh(), by, only: None, at_least: None, at_most: None, shared: None }
    }

    fn of(quota: &Quota) -> Self {
        Self {
            only: quota.only.as_ref().map(Part::root),
            at_least: quota.at_least,
            at_most: quota.at_most,
            shared: quota.shared_by_pupils,
            ..Self::new(quota.by.clone())
        }
    }

    fn quota(&self) -> Quota {
        Quota {
            by: self.by.clone(),
            only: self.only.as_ref().map(Part::root_rule),
            at_least: self.at_least,
            at_most: if self.shared.is_some() { None } else { self.at_most },
            shared_by_pupils: self.shared,
        }
    }

    pub(super) fn crossed(&self) -> bool {
        matches!((self.at_least, self.at_most), (Some(least), Some(most)) if least > most && self.shared.is_none())
    }
}

/// A step of the declared order in the editor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StepDraft {
    #[serde(skip, default = "fresh")]
    pub(super) id: PartId,
    pub(super) what: Preference,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Preference {
    Prefer(Part),
    EarlierLastCourse,
    LongerExperience,
    ShorterExperience,
}

impl StepDraft {
    pub(super) fn new(what: Preference) -> Self {
        Self { id: fresh(), what }
    }

    fn of(priority: &Priority) -> Self {
        Self::new(match priority {
            Priority::Prefer(rule) => Preference::Prefer(Part::root(rule)),
            Priority::EarlierLastCourse => Preference::EarlierLastCourse,
            Priority::LongerExperience => Preference::LongerExperience,
            Priority::ShorterExperience => Preference::ShorterExperience,
        })
    }

    fn priority(&self) -> Priority {
        match &self.what {
            Preference::Prefer(part) => Priority::Prefer(part.root_rule()),
            Preference::EarlierLastCourse => Priority::EarlierLastCourse,
            Preference::LongerExperience => Priority::LongerExperience,
            Preference::ShorterExperience => Priority::ShorterExperience,
        }
    }
}

/// All rules of an intake in the editor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) eligibility: Part,
    pub(super) quotas: Vec<QuotaDraft>,
    pub(super) steps: Vec<StepDraft>,
    pub(super) places: u32,
    pub(super) seed: u64,
    pub(super) reference_date: NaiveDate,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

impl Draft {
    pub(super) fn of(intake: &Intake) -> Self {
        Self {
            eligibility: Part::root(&intake.eligibility),
            quotas: intake.quotas.iter().map(QuotaDraft::of).collect(),
            steps: intake.priority.iter().map(StepDraft::of).collect(),
            places: intake.places,
            seed: intake.seed,
            reference_date: intake.reference_date,
            first: intake.first,
            last: intake.last,
        }
    }

    /// The intake with these rules.
    pub(super) fn apply(&self, intake: &Intake) -> Intake {
        Intake {
            eligibility: match self.eligibility.root_rule() {
                // A lone criterion stays in its group: templates write eligibility so.
                rule @ Rule::Is(_) if matches!(intake.eligibility, Rule::All(_)) => Rule::All(vec![rule]),
                rule => rule,
            },
            quotas: self.quotas.iter().map(QuotaDraft::quota).collect(),
            priority: self.steps.iter().map(StepDraft::priority).collect(),
            places: self.places,
            seed: self.seed,
            reference_date: self.reference_date,
            first: self.first,
            last: self.last,
            ..intake.clone()
        }
    }

    /// Every rule of the draft with the word that leads to it in addresses: `e`, `q0`, `p2`.
    pub(super) fn roots(&self) -> Vec<(String, &Part)> {
        let quotas = self.quotas.iter().enumerate().filter_map(|(i, q)| Some((format!("q{i}"), q.only.as_ref()?)));
        let steps = self.steps.iter().enumerate().filter_map(|(i, step)| match &step.what {
            Preference::Prefer(part) => Some((format!("p{i}"), part)),
            _ => None,
        });
        std::iter::once(("e".to_owned(), &self.eligibility)).chain(quotas).chain(steps).collect()
    }

    fn roots_mut(&mut self) -> impl Iterator<Item = &mut Part> {
        let quotas = self.quotas.iter_mut().filter_map(|q| q.only.as_mut());
        let steps = self.steps.iter_mut().filter_map(|step| match &mut step.what {
            Preference::Prefer(part) => Some(part),
            _ => None,
        });
        std::iter::once(&mut self.eligibility).chain(quotas).chain(steps)
    }

    pub(super) fn find(&self, id: PartId) -> Option<&Part> {
        self.roots().into_iter().find_map(|(_, root)| root.find(id))
    }

    /// The word in addresses of a part: `e-0-2`.
    pub(super) fn address(&self, id: PartId) -> Option<String> {
        self.roots().into_iter().find_map(|(word, root)| {
            let path = root.path(id)?;
            Some(path.iter().fold(word, |word, at| format!("{word}-{at}")))
        })
    }

    pub(super) fn at_address(&self, address: &str) -> Option<&Part> {
        let mut words = address.split('-');
        let first = words.next()?;
        let path: Vec<usize> = words.map(str::parse).collect::<Result<_, _>>().ok()?;
        self.roots().into_iter().find(|(word, _)| word == first)?.1.at(&path)
    }

    pub(super) fn edit(&mut self, id: PartId, edit: impl FnOnce(&mut What)) {
        if let Some(part) = self.roots_mut().find_map(|root| root.find_mut(id)) {
            edit(&mut part.what);
        }
    }

    pub(super) fn add(&mut self, group: PartId, part: Part) {
        self.edit(group, |what| {
            if let What::Group(_, parts) = what {
                parts.push(part);
            }
        });
    }

    pub(super) fn remove(&mut self, id: PartId) {
        let _found = self.roots_mut().any(|root| root.remove(id));
    }

    pub(super) fn step(&mut self, id: PartId, down: bool) {
        let _found = self.roots_mut().any(|root| root.step(id, down));
    }

    pub(super) fn can_step(&self, id: PartId, down: bool) -> bool {
        self.roots().into_iter().any(|(_, root)| root.can_step(id, down))
    }

    /// Criteria, and quotas without a limit, that keep the draft from being saved.
    pub(super) fn unfinished(&self) -> usize {
        let criteria: usize = self.roots().iter().map(|(_, root)| root.unfinished()).sum();
        let limitless = |q: &&QuotaDraft| q.at_least.is_none() && q.at_most.is_none() && q.shared.is_none();
        criteria + self.quotas.iter().filter(limitless).count()
    }
}

/// Whether two intakes have the same rules, quotas, order, places and dates.
pub(super) fn same_rules(a: &Intake, b: &Intake) -> bool {
    let days = |i: &Intake| (i.first, i.last, i.reference_date);
    (&a.eligibility, &a.quotas, &a.priority) == (&b.eligibility, &b.quotas, &b.priority)
        && (a.places, a.seed, days(a)) == (b.places, b.seed, days(b))
}

/// Moves an element of a list one place.
pub(super) fn shift<T>(list: &mut [T], at: usize, down: bool) {
    let to = if down { at + 1 } else { at.wrapping_sub(1) };
    if at < list.len() && to < list.len() {
        list.swap(at, to);
    }
}

#[cfg(test)]
mod tests {
    use orken_core::rules::{Criterion, Rule};

    use super::*;
    use crate::pages::rules::part::Combine;

    #[test]
    fn a_kept_draft_comes_back_as_it_was_half_done_groups_too() {
        let tag = |name: &str| Part::one(Criterion::PersonTag(name.to_owned()));
        let any = Part::group(Combine::Any, vec![tag("a")]);
        let draft = Draft {
            eligibility: Part::group(Combine::Any, vec![any.clone(), Part::group(Combine::None, Vec::new())]),
            quotas: vec![QuotaDraft { only: Some(any.clone()), ..QuotaDraft::new(vec![Dimension::District]) }],
            steps: vec![StepDraft::new(Preference::Prefer(any)), StepDraft::new(Preference::LongerExperience)],
            places: 5,
            seed: 7,
            reference_date: NaiveDate::default(),
            first: NaiveDate::default(),
            last: NaiveDate::default(),
        };
        let kept = serde_json::to_string(&draft).expect("a draft has a text");
        let back: Draft = serde_json::from_str(&kept).expect("what was kept can be read");
        assert_eq!(serde_json::to_string(&back).expect("a draft has a text"), kept);
        assert_eq!(back.eligibility.rule(), Rule::Any(vec![Rule::Any(vec![tag("a").rule()]), Rule::None(vec![])]));
        assert_ne!(back.eligibility.id, draft.eligibility.id, "numbers are new in every draft");
    }
}
