//! Three or more families of units that cross: branch and bound over the flow of two of them.
//!
//! The flow forgets the units left over, so its cost is a bound. Where its selection breaks one of them, two problems
//! follow: fewer, or no fewer, of one cell. The problem with the best bound is opened first; every flow is also mended
//! into a selection that keeps all limits, and the best of these is what is returned.

use std::collections::BTreeMap;

use super::families::Side;
use super::model::{Bounds, Cell, Model, count};
use super::scale::Packed;
use super::solve::{Failure, Solution, fallback};
use crate::solver::budget::{Budget, Progress};
use crate::solver::flow::FlowError;

/// Nodes kept open at most; past that the worst are given up and only the bound remembers them.
const OPEN_AT_MOST: usize = 20_000;

struct Node {
    bounds: Bounds,
    taken: Vec<usize>,
}

struct Search<'m, 'p, C> {
    model: &'m Model<'p>,
    /// Units left over by the trees, with their cells.
    over: Vec<(usize, Vec<usize>)>,
    /// Open nodes by bound, then age.
    open: BTreeMap<(C, u64), Node>,
    made: u64,
    best: Option<(C, Vec<usize>)>,
    /// The least bound of nodes that were given up.
    given_up: Option<C>,
}

pub(super) fn solve<C: Packed>(model: &Model<'_>, budget: &mut impl Budget) -> Result<Solution, Failure> {
    let over = (0..model.sides.len()).filter(|&u| model.sides[u] == Side::Over);
    let cells_of = |u: usize| (0..model.cells.len()).filter(|&c| model.cells[c].over.contains(&u)).collect();
    let over = over.map(|u| (u, cells_of(u))).collect();
    let mut search: Search<'_, '_, C> =
        Search { model, over, open: BTreeMap::new(), made: 0, best: None, given_up: None };
    search.add(model.open(), budget)?;
    while let Some(((bound, _), node)) = search.open.pop_first() {
        if search.best.as_ref().is_some_and(|(best, _)| *best <= bound) {
            search.open.clear();
            break;
        }
        if budget.should_stop() {
            search.give_up(bound);
            break;
        }
        search.report(bound, budget);
        search.branch(&node, budget)?;
    }
    Ok(search.finish())
}

impl<C: Packed> Search<'_, '_, C> {
    fn give_up(&mut self, bound: C) {
        self.given_up = Some(self.given_up.map_or(bound, |old| old.min(bound)));
    }

    fn report(&self, bound: C, budget: &mut impl Budget) {
        let best = self.best.as_ref().map_or_else(Vec::new, |(value, _)| self.model.bound_terms(*value));
        budget.progress(&Progress { steps: self.made, best, bound: self.model.bound_terms(bound) });
    }

    /// Relaxes a problem and keeps it open unless it can't beat the best.
    fn add(&mut self, mut bounds: Bounds, budget: &mut impl Budget) -> Result<(), Failure> {
        if !self.tighten(&mut bounds) {
            return Ok(());
        }
        let relaxed = match self.model.relax::<C>(&bounds, &|_: &Cell| C::default(), budget) {
            Ok(relaxed) => relaxed,
            Err(FlowError::TooLarge) => return Err(Failure::TooManyTerms),
            Err(FlowError::Stopped) => {
                self.give_up(self.most_hopeful());
                return Ok(());
            }
            Err(_) => return Ok(()),
        };
        let bound = relaxed.bound + self.reward_within_reach(&bounds);
        if self.best.as_ref().is_some_and(|(best, _)| *best <= bound) {
            return Ok(());
        }
        self.mend(relaxed.taken.clone(), &bounds);
        self.made += 1;
        self.open.insert((bound, self.made), Node { bounds, taken: relaxed.taken });
        if self.open.len() > OPEN_AT_MOST
            && let Some(((bound, _), _)) = self.open.pop_last()
        {
            self.give_up(bound);
        }
        Ok(())
    }

    /// A bound that always holds: every minimum met, every place filled, at no cost.
    fn most_hopeful(&self) -> C {
        let minimums = self.model.need.iter().map(|&n| i64::from(n)).sum();
        let all: C = self.model.scale.minimum::<C>().times(minimums).unwrap_or_default();
        all + self.model.scale.place::<C>().times(self.model.seats.into()).unwrap_or_default()
    }

    /// Narrows what each cell can still give by the maximums left over; false when one is broken already.
    fn tighten(&self, bounds: &mut Bounds) -> bool {
        for (unit, cells) in &self.over {
            let most = self.model.most[*unit] as usize;
            let certain: usize = cells.iter().map(|&c| bounds[c].0).sum();
            if certain > most {
                return false;
            }
            for &cell in cells {
                let (least, upper) = &mut bounds[cell];
                *upper = (*upper).min(*least + most - certain);
            }
        }
        bounds.iter().all(|(least, most)| least <= most)
    }

    /// Reward of the minimums left over, as far as the bounds let them be reached.
    fn reward_within_reach(&self, bounds: &Bounds) -> C {
        let reach = |(unit, cells): &(usize, Vec<usize>)| {
            let most: usize = cells.iter().map(|&c| bounds[c].1).sum();
            count(most).min(self.model.need[*unit].into())
        };
        self.model.scale.minimum::<C>().times(self.over.iter().map(reach).sum()).unwrap_or_default()
    }

    /// Splits a problem where its selection breaks a limit left over, or falls short of a minimum that it could reach.
    fn branch(&mut self, node: &Node, budget: &mut impl Budget) -> Result<(), Failure> {
        let Some((cell, split)) = self.where_to_split(node) else { return Ok(()) };
        let (mut fewer, mut more) = (node.bounds.clone(), node.bounds.clone());
        fewer[cell].1 = split;
        more[cell].0 = split + 1;
        self.add(fewer, budget)?;
        self.add(more, budget)
    }

    /// The cell and the greatest number of it on the lower side of the split.
    fn where_to_split(&self, node: &Node) -> Option<(usize, usize)> {
        let mut widest: Option<(usize, (usize, usize))> = None;
        for (unit, cells) in &self.over {
            let taken: usize = cells.iter().map(|&c| node.taken[c]).sum();
            let (most, need) = (self.model.most[*unit] as usize, self.model.need[*unit] as usize);
            let reach: usize = cells.iter().map(|&c| node.bounds[c].1).sum();
            let found = if taken > most {
                let loose = cells.iter().filter(|&&c| node.taken[c] > node.bounds[c].0);
                let cell = loose.max_by_key(|&&c| (node.taken[c] - node.bounds[c].0, c));
                cell.map(|&c| (taken - most, (c, node.taken[c] - 1)))
            } else if taken < need.min(reach) {
                let loose = cells.iter().filter(|&&c| node.taken[c] < node.bounds[c].1);
                let cell = loose.max_by_key(|&&c| (node.bounds[c].1 - node.taken[c], c));
                cell.map(|&c| (need.min(reach) - taken, (c, node.taken[c])))
            } else {
                None
            };
            if let Some(found) = found
                && widest.is_none_or(|(excess, _)| found.0 > excess)
            {
                widest = Some(found);
            }
        }
        widest.map(|(_, split)| split)
    }

    /// Takes people out until every limit left over holds, fills what that leaves, and remembers the result if best.
    fn mend(&mut self, mut taken: Vec<usize>, bounds: &Bounds) {
        for (unit, cells) in &self.over {
            let mut excess =
                cells.iter().map(|&c| taken[c]).sum::<usize>().saturating_sub(self.model.most[*unit] as usize);
            while excess > 0 {
                let loose = cells.iter().copied().filter(|&c| taken[c] > bounds[c].0);
                let Some(dearest) = loose.max_by_key(|&c| (self.cost(c, taken[c] - 1), c)) else { return };
                taken[dearest] -= 1;
                excess -= 1;
            }
        }
        self.fill(&mut taken);
        let value = self.value(&taken);
        if self.best.as_ref().is_none_or(|(best, _)| value < *best) {
            self.best = Some((value, taken));
        }
    }

    fn cost(&self, cell: usize, nth: usize) -> C {
        let person = self.model.cells[cell].people[nth];
        self.model.scale.person(&self.model.problem.people[person].cost)
    }

    /// Adds whoever gains most until nobody fits.
    fn fill(&self, taken: &mut [usize]) {
        let mut counted = self.free_counts(taken);
        let mut seats = (self.model.seats as usize).saturating_sub(taken.iter().sum());
        while seats > 0 {
            let fits = |&c: &usize| {
                let cell = &self.model.cells[c];
                let next = cell.people.get(taken[c]);
                next.is_some_and(|&p| self.units(p).all(|u| counted[u] < self.model.most[u]))
            };
            let gain = |c: usize| {
                let short =
                    self.units(self.model.cells[c].people[taken[c]]).filter(|&u| counted[u] < self.model.need[u]);
                let reward = self.model.scale.minimum::<C>().times(count(short.count())).unwrap_or_default();
                (self.cost(c, taken[c]) + reward, c)
            };
            let Some((gain, cell)) = (0..taken.len()).filter(fits).map(gain).min() else { return };
            if gain >= C::default() {
                return;
            }
            for unit in self.units(self.model.cells[cell].people[taken[cell]]) {
                counted[unit] += 1;
            }
            taken[cell] += 1;
            seats -= 1;
        }
    }

    fn units(&self, person: usize) -> impl Iterator<Item = usize> + '_ {
        self.model.problem.people[person].units.iter().copied()
    }

    fn free_counts(&self, taken: &[usize]) -> Vec<u32> {
        let mut counted = vec![0; self.model.most.len()];
        for (cell, &n) in self.model.cells.iter().zip(taken) {
            for &person in &cell.people[..n] {
                self.units(person).for_each(|u| counted[u] += 1);
            }
        }
        counted
    }

    /// Packed cost of what is taken, the minimums of all units rewarded.
    fn value(&self, taken: &[usize]) -> C {
        let counted = self.free_counts(taken);
        let met = counted.iter().zip(&self.model.need).map(|(n, need)| i64::from(*n.min(need))).sum();
        let reward: C = self.model.scale.minimum::<C>().times(met).unwrap_or_default();
        let pairs = taken.iter().enumerate().flat_map(|(c, &n)| (0..n).map(move |nth| (c, nth)));
        pairs.fold(reward, |sum, (c, nth)| sum + self.cost(c, nth))
    }

    fn finish(self) -> Solution {
        let Some((value, taken)) = self.best else { return fallback(self.model) };
        let open = self.open.keys().map(|(bound, _)| *bound).chain(self.given_up).min();
        let chosen = self.model.chosen(&taken);
        let objective = self.model.problem.objective(&chosen);
        let bound = match open {
            Some(open) if open < value => self.model.bound_terms(open),
            _ => objective.clone(),
        };
        Solution { chosen, objective, bound }
    }
}
