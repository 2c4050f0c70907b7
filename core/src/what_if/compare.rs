//! Two outcomes side by side: who comes in, who goes out, who changes venue, which minimums break or are met, and what
//! both cost.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Outcome, ShortUnit, count};
use crate::finding::{Finding, Severity};
use crate::model::{Gap, PersonId, VenueId};
use crate::solver::place::PlacementCost;
use crate::solver::select::{Unit, UnitValue};

/// The figures of one outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// People with a place.
    pub selected: u32,
    /// People on the waiting list.
    pub waiting: u32,
    /// Units below their minimum.
    pub short_units: u32,
    /// People missing in them.
    pub short_people: u32,
    /// Groups.
    pub groups: u32,
    /// People in groups.
    pub placed: u32,
    /// Cost of the groups.
    pub cost: PlacementCost,
    /// How good the selection is proven to be.
    pub selection_gap: Gap,
    /// How good the groups are proven to be.
    pub placement_gap: Gap,
}

/// Someone with a place before and after who gains a group, loses it, or is taught elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Who.
    pub person: PersonId,
    /// Their venue before; none without a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<VenueId>,
    /// Their venue after; none without a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<VenueId>,
}

/// A unit whose minimum is missed by another number of people than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitChange {
    /// The unit, with the limits that it has where it is short: after, else before.
    pub unit: Unit,
    /// People missing before.
    pub before: u32,
    /// People missing after.
    pub after: u32,
}

/// What one outcome has that the other doesn't.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WhatIf {
    /// Before.
    pub before: Figures,
    /// After.
    pub after: Figures,
    /// Get a place, in the declared order.
    pub coming: Vec<PersonId>,
    /// Lose their place, in the declared order.
    pub going: Vec<PersonId>,
    /// Keep their place and change venue, gain a group or lose it; by person.
    pub moved: Vec<Moved>,
    /// Units whose shortfall differs, quota by quota.
    pub units: Vec<UnitChange>,
    /// What has to be known after and didn't before: warnings and errors.
    pub findings: Vec<Finding>,
}

impl WhatIf {
    /// What `after` changes against `before`.
    #[must_use]
    pub fn between(before: &Outcome, after: &Outcome) -> Self {
        let (had, has) = (set(&before.selected), set(&after.selected));
        let without = |list: &[PersonId], other: &BTreeSet<PersonId>| -> Vec<PersonId> {
            list.iter().copied().filter(|person| !other.contains(person)).collect()
        };
        let new = |f: &&Finding| f.severity != Severity::Note && !before.findings.contains(f);
        Self {
            before: Figures::of(before),
            after: Figures::of(after),
            coming: without(&after.selected, &had),
            going: without(&before.selected, &has),
            moved: moved(before, after),
            units: units(&before.short, &after.short),
            findings: after.findings.iter().filter(new).cloned().collect(),
        }
    }

    /// Nobody comes, goes or moves, no minimum and no cost differs.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        let people = self.coming.is_empty() && self.going.is_empty() && self.moved.is_empty();
        let (before, after) = (&self.before, &self.after);
        people && self.units.is_empty() && before.groups == after.groups && before.cost.total() == after.cost.total()
    }

    /// People who keep their group and are taught at another venue.
    pub fn change_venue(&self) -> impl Iterator<Item = &Moved> {
        self.moved.iter().filter(|m| m.from.is_some() && m.to.is_some())
    }
}

impl Figures {
    fn of(outcome: &Outcome) -> Self {
        Self {
            selected: count(outcome.selected.len()),
            waiting: outcome.waiting,
            short_units: count(outcome.short.len()),
            short_people: outcome.short.iter().map(missing).sum(),
            groups: outcome.venues.iter().map(|v| v.groups).sum(),
            placed: count(outcome.placed.len()),
            cost: outcome.cost,
            selection_gap: outcome.selection_gap,
            placement_gap: outcome.placement_gap,
        }
    }
}

fn set(people: &[PersonId]) -> BTreeSet<PersonId> {
    people.iter().copied().collect()
}

const fn missing(short: &ShortUnit) -> u32 {
    short.unit.at_least.saturating_sub(short.reached)
}

fn moved(before: &Outcome, after: &Outcome) -> Vec<Moved> {
    let place = |outcome: &Outcome| outcome.placed.iter().copied().collect::<BTreeMap<PersonId, VenueId>>();
    let (was, is) = (place(before), place(after));
    let both = &set(&before.selected) & &set(&after.selected);
    let one = |person: PersonId| Moved { person, from: was.get(&person).copied(), to: is.get(&person).copied() };
    both.into_iter().map(one).filter(|m| m.from != m.to).collect()
}

fn units(before: &[ShortUnit], after: &[ShortUnit]) -> Vec<UnitChange> {
    let mut all: BTreeMap<(usize, &[UnitValue]), UnitChange> = BTreeMap::new();
    for (short, is_after) in before.iter().map(|s| (s, false)).chain(after.iter().map(|s| (s, true))) {
        let fresh = || UnitChange { unit: short.unit.clone(), before: 0, after: 0 };
        let change = all.entry((short.unit.quota, &short.unit.values)).or_insert_with(fresh);
        if is_after {
            (change.unit, change.after) = (short.unit.clone(), missing(short));
        } else {
            change.before = missing(short);
        }
    }
    all.into_values().filter(|change| change.before != change.after).collect()
}
