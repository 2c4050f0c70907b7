//! How many people count in each unit, for a screen that shows quotas while they are being changed.

use std::collections::BTreeMap;

use super::alike::Kinds;
use super::units::{Unit, Units, expected_schools};
use crate::finding::Finding;
use crate::model::{Intake, SchoolId};
use crate::rules::Asked;
use crate::workspace::Workspace;

/// A unit with the people who count in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitCount {
    /// The unit.
    pub unit: Unit,
    /// People put forward who count in it.
    pub nominated: u32,
    /// Those of them who are eligible.
    pub eligible: u32,
}

impl UnitCount {
    /// Places that the minimum asks for beyond those who are eligible.
    #[must_use]
    pub const fn missing(&self) -> u32 {
        self.unit.at_least.saturating_sub(self.eligible)
    }
}

/// How many people count in each unit: told of the people some at a time, so that a screen need not wait for a country.
#[derive(Debug, Clone)]
pub struct UnitTally {
    kinds: Vec<Kinds>,
    /// Of each quota and kind: the nominated and the eligible.
    people: Vec<Vec<(u32, u32)>>,
    schools: Vec<SchoolId>,
}

impl UnitTally {
    /// Of nobody yet.
    #[must_use]
    pub fn new(intake: &Intake) -> Self {
        let quotas = intake.quotas.len();
        Self { kinds: vec![Kinds::default(); quotas], people: vec![Vec::new(); quotas], schools: Vec::new() }
    }

    /// One person more; `intake` is the one that this was made for.
    pub fn add(&mut self, intake: &Intake, asked: &Asked<'_>, eligible: bool) {
        if self.schools.last() != Some(&asked.person.school) {
            self.schools.push(asked.person.school);
        }
        for ((quota, kinds), people) in intake.quotas.iter().zip(&mut self.kinds).zip(&mut self.people) {
            let Some(kind) = kinds.of(quota, intake, asked) else { continue };
            people.resize(kinds.keys.len(), (0, 0));
            people[kind].0 += 1;
            people[kind].1 += u32::from(eligible);
        }
    }

    /// Every unit of every quota, with what is wrong with the quotas.
    #[must_use]
    pub fn counts(self, workspace: &Workspace, intake: &Intake) -> (Vec<UnitCount>, Vec<Finding>) {
        let Self { kinds, people, schools } = self;
        let scope = expected_schools(workspace, intake, &schools.into_iter().collect());
        let (mut all, mut of_unit) = (Units::default(), BTreeMap::<usize, (u32, u32)>::new());
        for ((index, quota), (kinds, people)) in intake.quotas.iter().enumerate().zip(kinds.iter().zip(people)) {
            let unit_of = all.add_quota(index, quota, workspace, intake, kinds, &scope);
            // Kinds of several schools can be of one unit.
            for (unit, (nominated, eligible)) in unit_of.into_iter().zip(people).filter_map(|(u, n)| Some((u?, n))) {
                let count = of_unit.entry(unit).or_default();
                *count = (count.0 + nominated, count.1 + eligible);
            }
        }
        let count = |(at, unit): (usize, Unit)| {
            let (nominated, eligible) = of_unit.get(&at).copied().unwrap_or_default();
            UnitCount { unit, nominated, eligible }
        };
        (all.units.into_iter().enumerate().map(count).collect(), all.findings)
    }
}
