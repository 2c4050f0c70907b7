//! How many people stand on each side of every part of a rule: what the editor shows while a rule is being changed.

use serde::{Deserialize, Serialize};

use super::Rule;
use super::evaluate::{Asked, Setting, Verdict, verdict_only};
use crate::model::Person;

/// People on each side of a part, and the same of the parts below it, in the shape of the rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// For whom it is yes.
    pub yes: u32,
    /// For whom it is no.
    pub no: u32,
    /// For whom a fact is missing.
    pub unknown: u32,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Counts>,
}

impl Counts {
    /// Nobody yet, in the shape of the rule.
    #[must_use]
    pub fn empty(rule: &Rule) -> Self {
        let parts = match rule {
            Rule::All(parts) | Rule::Any(parts) | Rule::None(parts) => parts.iter().map(Self::empty).collect(),
            Rule::Is(_) => Vec::new(),
        };
        Self { parts, ..Self::default() }
    }

    /// Counts one person more; `rule` is the one that this was made for. Every part is asked, also where the verdict above
    /// it is decided: the screen shows them all.
    pub fn add(&mut self, rule: &Rule, asked: &Asked<'_>) -> Verdict {
        let verdict = match rule {
            Rule::Is(_) => verdict_only(rule, asked),
            Rule::All(parts) => self.add_parts(parts, asked, Verdict::No),
            Rule::Any(parts) => self.add_parts(parts, asked, Verdict::Yes),
            Rule::None(parts) => self.add_parts(parts, asked, Verdict::Yes).opposite(),
        };
        self.count(verdict);
        verdict
    }

    /// One person more on a side of this part alone.
    pub(super) const fn count(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Yes => self.yes += 1,
            Verdict::No => self.no += 1,
            Verdict::Unknown => self.unknown += 1,
        }
    }

    fn add_parts(&mut self, parts: &[Rule], asked: &Asked<'_>, decisive: Verdict) -> Verdict {
        let (mut decided, mut unknown) = (false, false);
        for (counts, part) in self.parts.iter_mut().zip(parts) {
            let verdict = counts.add(part, asked);
            decided |= verdict == decisive;
            unknown |= verdict == Verdict::Unknown;
        }
        match (decided, unknown) {
            (true, _) => decisive,
            (false, true) => Verdict::Unknown,
            (false, false) => decisive.opposite(),
        }
    }
}

/// Counts every part of the rule over these people.
#[must_use]
pub fn counts<'a>(rule: &Rule, setting: &'a Setting<'a>, people: impl IntoIterator<Item = &'a Person>) -> Counts {
    let mut counts = Counts::empty(rule);
    for person in people {
        counts.add(rule, &setting.of(person));
    }
    counts
}
