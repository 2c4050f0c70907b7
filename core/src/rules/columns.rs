//! Verdicts kept by criterion. While one criterion of a rule is edited, the others' answers stay: a country is asked only
//! what is new, and everything else is counted from what is known.

use std::ops::Range;
use std::sync::Arc;

use super::counts::Counts;
use super::evaluate::{Setting, Verdict, criterion_verdict};
use super::{Criterion, Rule};
use crate::model::Person;

/// Most criteria whose verdicts are kept: those of a few drafts.
const KEPT: usize = 48;

/// People, and the verdict of each on every criterion asked so far.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    people: Vec<Arc<Person>>,
    /// The ones asked last stand last; a verdict for each person.
    known: Vec<(Criterion, Vec<Verdict>)>,
}

/// Criteria that are being asked, some people at a time.
#[derive(Debug, Default)]
pub struct Asking {
    columns: Vec<(Criterion, Vec<Verdict>)>,
}

impl Columns {
    /// Nothing asked of these people yet.
    #[must_use]
    pub const fn new(people: Vec<Arc<Person>>) -> Self {
        Self { people, known: Vec::new() }
    }

    /// The people.
    #[must_use]
    pub fn people(&self) -> &[Arc<Person>] {
        &self.people
    }

    /// The criteria of these rules that were not asked yet. What no rule names goes, the oldest first, once it is much.
    pub fn begin<'r>(&mut self, rules: impl IntoIterator<Item = &'r Rule>) -> Asking {
        let mut asking = Asking::default();
        for criterion in rules.into_iter().flat_map(Rule::criteria) {
            if let Some(at) = self.known.iter().position(|(known, _)| known == criterion) {
                let wanted = self.known.remove(at);
                self.known.push(wanted);
            } else if asking.columns.iter().all(|(known, _)| known != criterion) {
                asking.columns.push((criterion.clone(), Vec::with_capacity(self.people.len())));
            }
        }
        let beyond = (self.known.len() + asking.columns.len()).saturating_sub(KEPT);
        self.known.drain(..beyond.min(self.known.len()));
        asking
    }

    /// Asks so many people more; true once everyone was asked.
    pub fn ask(&self, asking: &mut Asking, setting: &Setting<'_>, at_once: usize) -> bool {
        let Some(done) = asking.columns.first().map(|(_, verdicts)| verdicts.len()) else { return true };
        let until = done.saturating_add(at_once).min(self.people.len());
        for asked in setting.of_all(self.people[done..until].iter().map(Arc::as_ref)) {
            for (criterion, verdicts) in &mut asking.columns {
                verdicts.push(criterion_verdict(criterion, &asked));
            }
        }
        until == self.people.len()
    }

    /// Keeps what was asked of everyone.
    pub fn keep(&mut self, asking: Asking) {
        let whole = |(_, verdicts): &(Criterion, Vec<Verdict>)| verdicts.len() == self.people.len();
        self.known.extend(asking.columns.into_iter().filter(whole));
    }

    /// Counts some of the people on each side of every part of the rule, all of whose criteria were asked; `counts` is in
    /// the rule's shape, and `among` says of each of these people whether they count. Hands back the rule's verdicts.
    pub fn count(
        &self,
        rule: &Rule,
        some: Range<usize>,
        among: Option<&[Verdict]>,
        counts: &mut Counts,
    ) -> Vec<Verdict> {
        let verdicts = match rule {
            Rule::Is(criterion) => self.column(criterion, some),
            Rule::All(parts) => self.combined(parts, some, among, counts, Verdict::No),
            Rule::Any(parts) => self.combined(parts, some, among, counts, Verdict::Yes),
            Rule::None(parts) => {
                let any = self.combined(parts, some, among, counts, Verdict::Yes);
                any.into_iter().map(Verdict::opposite).collect()
            }
        };
        for (at, &verdict) in verdicts.iter().enumerate() {
            if among.is_none_or(|among| among.get(at) == Some(&Verdict::Yes)) {
                counts.count(verdict);
            }
        }
        verdicts
    }

    fn combined(
        &self,
        parts: &[Rule],
        some: Range<usize>,
        among: Option<&[Verdict]>,
        counts: &mut Counts,
        decisive: Verdict,
    ) -> Vec<Verdict> {
        let mut whole = vec![decisive.opposite(); some.len()];
        for (counts, part) in counts.parts.iter_mut().zip(parts) {
            for (whole, part) in whole.iter_mut().zip(self.count(part, some.clone(), among, counts)) {
                if part == decisive || (part == Verdict::Unknown && *whole != decisive) {
                    *whole = part;
                }
            }
        }
        whole
    }

    /// Unknown for a criterion that was not asked.
    fn column(&self, criterion: &Criterion, some: Range<usize>) -> Vec<Verdict> {
        let column = self.known.iter().rev().find(|(known, _)| known == criterion);
        let verdicts = column.and_then(|(_, verdicts)| verdicts.get(some.clone()));
        verdicts.map_or_else(|| vec![Verdict::Unknown; some.len()], <[Verdict]>::to_vec)
    }
}
