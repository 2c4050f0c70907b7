//! Whether someone who waits could take the place of someone selected to the better: one part of the audit of a
//! selection ([`super::selection`]).
//!
//! Who comes may count in full units only where who goes counts too. So those who could go are looked up by the units
//! that they share with who comes: for every set of quotas one table from the units there to the first who would go.
//! Taking fewer shared units than there are never shows too much gained, so the tables together miss nothing and make
//! nothing up. The work is a few look-ups for each kind of person who waits, where pairs would be their product.

use std::collections::BTreeMap;

use super::nominees::Nominee;
use super::selection::{Counts, Maximums, Minimums};
use crate::model::Quota;

/// From units to those who could go there, with the minimums that each would miss (one bit for a quota).
type Table<'n, 'w> = BTreeMap<Vec<Option<u32>>, Vec<(u32, &'n Nominee<'w>)>>;

/// Those who could go, by the quotas whose units are compared (one bit each) and their units there: for every number of
/// minimums that would be missed by quota, the one who would go first.
pub(super) struct Leavers<'n, 'w> {
    quotas: &'n [Quota],
    counts: &'n Counts,
    maximums: &'n Maximums,
    minimums: &'n Minimums,
    tables: Vec<Table<'n, 'w>>,
    /// The one of each kind who would go first, to go through where there are too many quotas for tables.
    kinds: Vec<&'n Nominee<'w>>,
}

/// With more quotas than this everyone is compared with everyone.
const MOST_QUOTAS: usize = 8;

impl<'n, 'w> Leavers<'n, 'w> {
    /// `selected` are those who have no place against the rules.
    pub(super) fn new(
        quotas: &'n [Quota],
        counts: &'n Counts,
        maximums: &'n Maximums,
        minimums: &'n Minimums,
        selected: impl Iterator<Item = &'n Nominee<'w>>,
    ) -> Self {
        let tables = if quotas.len() > MOST_QUOTAS { 0 } else { 1usize << quotas.len() };
        let tables = (0..tables).map(|_| BTreeMap::new()).collect();
        let mut leavers = Self { quotas, counts, maximums, minimums, tables, kinds: Vec::new() };
        let mut kinds: BTreeMap<&[Option<u32>], &Nominee<'w>> = BTreeMap::new();
        for nominee in selected {
            let last = kinds.entry(nominee.units).or_insert(nominee);
            if nominee.worth > last.worth {
                *last = nominee;
            }
        }
        leavers.kinds = kinds.into_values().collect();
        leavers.fill();
        leavers
    }

    fn fill(&mut self) {
        for leaver in &self.kinds {
            let missed = self.missed(leaver);
            for (shared, table) in self.tables.iter_mut().enumerate() {
                let list = table.entry(key(leaver, shared)).or_default();
                match list.iter_mut().find(|(bits, _)| *bits == missed) {
                    Some((_, last)) if leaver.worth > last.worth => *last = leaver,
                    Some(_) => {}
                    None => list.push((missed, leaver)),
                }
            }
        }
    }

    /// Quotas whose minimum this person's going would miss by one more.
    fn missed(&self, leaver: &Nominee<'_>) -> u32 {
        self.bits(leaver, |reached, least| reached <= least)
    }

    /// Quotas in whose unit of this person so many are, against its minimum, that `holds`.
    fn bits(&self, nominee: &Nominee<'_>, holds: impl Fn(u32, u32) -> bool) -> u32 {
        let counted = |(index, quota): (usize, &Quota)| {
            let unit = nominee.units[index]?;
            let reached = self.counts.get(&(index, unit)).copied().unwrap_or(0);
            holds(reached, self.minimums.of(quota, (index, unit))).then_some(1 << index)
        };
        self.quotas.iter().enumerate().filter_map(counted).sum()
    }

    /// Quotas in which one more of this person's unit would be too many.
    pub(super) fn full(&self, arriving: &Nominee<'_>) -> u32 {
        let full = |index: usize| {
            let Some(unit) = arriving.units[index] else { return false };
            let most = self.maximums.of(&self.quotas[index], (index, unit));
            self.counts.get(&(index, unit)).copied().unwrap_or(0) >= most
        };
        (0..self.quotas.len()).filter(|&q| full(q)).map(|q| 1 << q).sum()
    }

    /// Someone who could go for this person to come, with fewer minimums missed, or as many and a person earlier in order.
    pub(super) fn worse_than(&self, arriving: &Nominee<'_>) -> Option<&'n Nominee<'w>> {
        let full = self.full(arriving);
        let needed = self.bits(arriving, |reached, least| reached < least);
        let better = |shared: u32, missed: u32, leaver: &Nominee<'_>| {
            let (lost, won) = ((missed & !shared).count_ones(), (needed & !shared).count_ones());
            full & !shared == 0 && (lost < won || (lost == won && arriving.worth < leaver.worth))
        };
        if self.tables.is_empty() {
            let shared = |leaver: &Nominee<'_>| alike(arriving, leaver);
            return self.kinds.iter().copied().find(|leaver| better(shared(leaver), self.missed(leaver), leaver));
        }
        let sets = (0u32..).zip(&self.tables).filter(|(shared, _)| full & !shared == 0);
        let found = sets.filter_map(|(shared, table)| {
            let list = table.get(&key(arriving, shared as usize))?;
            list.iter().find(|(missed, leaver)| better(shared, *missed, leaver))
        });
        found.map(|(_, leaver)| *leaver).next()
    }
}

/// Quotas in which two people count in the same unit, or neither counts.
fn alike(one: &Nominee<'_>, other: &Nominee<'_>) -> u32 {
    let pairs = one.units.iter().zip(other.units).enumerate();
    pairs.filter(|(_, (a, b))| a == b).map(|(quota, _)| 1 << quota).sum()
}

/// Units of a person in a set of quotas.
fn key(nominee: &Nominee<'_>, quotas: usize) -> Vec<Option<u32>> {
    nominee.units.iter().enumerate().filter(|(q, _)| quotas >> q & 1 == 1).map(|(_, unit)| *unit).collect()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::model::{Dimension, Enrolment, EnrolmentId, IntakeId, Person, PersonId};
    use crate::rules::Verdict;
    use crate::solver::random::Random;

    /// The rule itself, pair by pair.
    fn better(leavers: &Leavers<'_, '_>, arriving: &Nominee<'_>, leaving: &Nominee<'_>) -> bool {
        let mut shortfall = 0;
        for (index, quota) in leavers.quotas.iter().enumerate() {
            let (to, from) = (arriving.units[index], leaving.units[index]);
            if to == from {
                continue;
            }
            let reached = |unit: u32| leavers.counts.get(&(index, unit)).copied().unwrap_or(0);
            if to.is_some_and(|unit| reached(unit) >= leavers.maximums.of(quota, (index, unit))) {
                return false;
            }
            let least = |unit: u32| leavers.minimums.of(quota, (index, unit));
            shortfall -= i64::from(to.is_some_and(|unit| reached(unit) < least(unit)));
            shortfall += i64::from(from.is_some_and(|unit| reached(unit) <= least(unit)));
        }
        (shortfall, arriving.worth.cmp(leaving.worth)) < (0, Ordering::Equal)
    }

    #[test]
    fn tables_find_an_exchange_exactly_where_pairs_do() {
        let person: Person = serde_json::from_str(r#"{"id": 1, "name": "А", "school": 1}"#).expect("a person");
        let enrolment = Enrolment::nominated(EnrolmentId(1), IntakeId(1), PersonId(1));
        let mut found = 0;
        for seed in 0..400 {
            let mut random = Random::new(seed);
            let many = if seed % 8 == 0 { MOST_QUOTAS + 1 } else { 1 + random.below(3) };
            let mut small = |bound: usize| random.below(bound) as u32;
            let quotas: Vec<Quota> = (0..many)
                .map(|_| Quota {
                    by: vec![Dimension::School],
                    only: None,
                    at_least: Some(small(4)),
                    at_most: (small(2) > 0).then(|| 1 + small(4)),
                    shared_by_pupils: None,
                })
                .collect();
            type Row = (Vec<i64>, Vec<Option<u32>>);
            let mut row = || (vec![i64::from(small(4))], (0..many).map(|_| small(4).checked_sub(1)).collect());
            let rows: Vec<Row> = (0..12).map(|_| row()).collect();
            let mut nominees: Vec<Nominee<'_>> = Vec::new();
            for (worth, units) in &rows {
                nominees.push(Nominee { person: &person, enrolment: &enrolment, verdict: Verdict::Yes, worth, units });
            }
            let (selected, waiting) = nominees.split_at(6);
            let mut counts = Counts::new();
            for (quota, unit) in selected.iter().flat_map(|n| n.units.iter().enumerate()) {
                unit.iter().for_each(|&unit| *counts.entry((quota, unit)).or_default() += 1);
            }
            let maximums = Maximums(Counts::new());
            let minimums = Minimums((0..many).filter(|quota| quota % 2 == 0).map(|quota| (quota, 1)).collect());
            let leavers = Leavers::new(&quotas, &counts, &maximums, &minimums, selected.iter());
            for arriving in waiting {
                let wanted = selected.iter().any(|leaving| better(&leavers, arriving, leaving));
                assert_eq!(leavers.worse_than(arriving).is_some(), wanted, "seed {seed}");
                found += usize::from(wanted);
            }
        }
        assert!(found > 200, "{found} exchanges");
    }
}
