//! A selection stripped to numbers: who may be taken, in which units they count, what each costs in every term of the
//! declared order. Everything that a solver needs and nothing else.

/// Limits of one unit of a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Least number; missing it costs one of shortfall each.
    pub at_least: u32,
    /// Greatest number; never exceeded except by people who have a place whatever the rules say.
    pub at_most: u32,
}

/// Someone who may be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contender {
    /// Units that count them, ascending.
    pub units: Vec<usize>,
    /// What taking them costs in every term after shortfall and places filled; less is better.
    pub cost: Vec<i64>,
    /// Has a place whatever the limits say.
    pub forced: bool,
}

/// Whom to take: least shortfall, then most places filled, then the least of each cost in turn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// Places in all.
    pub places: u32,
    /// Limits, by unit.
    pub limits: Vec<Limit>,
    /// Contenders, in the declared order.
    pub people: Vec<Contender>,
    /// How many costs each has.
    pub terms: usize,
}

impl Problem {
    /// How many of these people each unit counts.
    #[must_use]
    pub fn counted(&self, chosen: &[usize]) -> Vec<u32> {
        let mut counted = vec![0; self.limits.len()];
        for &person in chosen {
            for &unit in &self.people[person].units {
                counted[unit] += 1;
            }
        }
        counted
    }

    /// Shortfall, minus the places filled, and the sum of every cost: what is minimised, the first that differs decides.
    #[must_use]
    pub fn objective(&self, chosen: &[usize]) -> Vec<i64> {
        let short = |(limit, &n): (&Limit, &u32)| i64::from(limit.at_least.saturating_sub(n));
        let shortfall = self.limits.iter().zip(&self.counted(chosen)).map(short).sum();
        let filled = i64::try_from(chosen.len()).unwrap_or(i64::MAX);
        let term = |k: usize| chosen.iter().map(|&p| self.people[p].cost[k]).sum();
        [shortfall, -filled].into_iter().chain((0..self.terms).map(term)).collect()
    }

    /// True when nobody but the forced takes a place that a limit doesn't give.
    #[must_use]
    pub fn keeps_limits(&self, chosen: &[usize]) -> bool {
        let forced: Vec<usize> = self.forced().collect();
        let allowed = |limit: u32, forced: u32| limit.max(forced);
        let full = self.counted(&forced);
        let units = self.limits.iter().zip(full).map(|(limit, forced)| allowed(limit.at_most, forced));
        let total = allowed(self.places, u32::try_from(forced.len()).unwrap_or(u32::MAX));
        chosen.len() <= total as usize
            && self.counted(chosen).into_iter().zip(units).all(|(n, most)| n <= most)
            && forced.iter().all(|person| chosen.contains(person))
    }

    /// People who have a place whatever the limits say.
    pub fn forced(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.people.len()).filter(|&person| self.people[person].forced)
    }
}
