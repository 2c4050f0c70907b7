//! A selection problem as a circulation: from the right tree's root back to the left tree's root flow the places, down
//! the left tree through the units of one family, through one arc a person, up the right tree through the other family.
//!
//! A unit's arc is two parallel ones: the first `at_least` units are rewarded, the rest are free. People who count in
//! the same units are interchangeable but for their cost, so a cell needs no more of its cheapest than can be taken.

use std::collections::BTreeMap;

use super::families::{Side, sides};
use super::problem::Problem;
use super::scale::{Packed, Scale};
use crate::solver::budget::Budget;
use crate::solver::flow::{FlowError, Network};

/// People who count in the same binding units, the cheapest first.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) people: Vec<usize>,
    /// Units that stand on neither tree.
    pub(super) over: Vec<usize>,
    left: usize,
    right: usize,
}

/// The problem without the people whose place is certain.
#[derive(Debug)]
pub(super) struct Model<'p> {
    pub(super) problem: &'p Problem,
    pub(super) forced: Vec<usize>,
    /// Places left.
    pub(super) seats: u32,
    /// Most people that each unit can still take.
    pub(super) most: Vec<u32>,
    /// People that each unit still needs and can take.
    pub(super) need: Vec<u32>,
    pub(super) sides: Vec<Side>,
    pub(super) cells: Vec<Cell>,
    pub(super) scale: Scale,
    /// Parent node of each unit's node.
    parent: Vec<usize>,
}

/// How many of a cell are taken at least and at most.
pub(super) type Bounds = Vec<(usize, usize)>;

/// The best of a relaxation: what is taken of each cell, and what nothing can cost less than.
#[derive(Debug)]
pub(super) struct Relaxed<C> {
    pub(super) taken: Vec<usize>,
    pub(super) bound: C,
    pub(super) optimal: bool,
}

impl<'p> Model<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let forced: Vec<usize> = problem.forced().collect();
        let taken = problem.counted(&forced);
        let seats = problem.places.saturating_sub(u32::try_from(forced.len()).unwrap_or(u32::MAX));
        let free = |p: &usize| !problem.people[*p].forced;
        let mut members = vec![Vec::new(); problem.limits.len()];
        for person in (0..problem.people.len()).filter(free) {
            for &unit in &problem.people[person].units {
                members[unit].push(person);
            }
        }
        let size = |u: usize| u32::try_from(members[u].len()).unwrap_or(u32::MAX);
        let most: Vec<u32> = problem
            .limits
            .iter()
            .zip(&taken)
            .enumerate()
            .map(|(u, (l, t))| l.at_most.saturating_sub(*t).min(size(u)))
            .collect();
        let need: Vec<u32> = problem
            .limits
            .iter()
            .zip(&taken)
            .zip(&most)
            .map(|((l, t), m)| l.at_least.saturating_sub(*t).min(*m))
            .collect();
        let binding: Vec<bool> =
            (0..most.len()).map(|u| size(u) > 0 && (need[u] > 0 || most[u] < size(u).min(seats))).collect();
        let memberships: Vec<Vec<usize>> =
            problem.people.iter().map(|p| if p.forced { Vec::new() } else { p.units.clone() }).collect();
        let sides = sides(&members, &memberships, &binding);
        let shortfall = need.iter().map(|&n| u64::from(n)).sum();
        let scale = Scale::new(problem, seats.min(size_of(problem.people.len())), shortfall, most.len() + 2);
        let mut model =
            Self { problem, forced, seats, most, need, sides, cells: Vec::new(), scale, parent: Vec::new() };
        model.seats = model.seats.min(size_of(problem.people.len()));
        model.make_cells(&members);
        model
    }

    /// Root nodes come after the units' nodes: left, then right.
    const fn root(&self, side: Side) -> usize {
        let units = self.most.len();
        if matches!(side, Side::Left) { units } else { units + 1 }
    }

    fn make_cells(&mut self, members: &[Vec<usize>]) {
        let mut by_units: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (person, contender) in self.problem.people.iter().enumerate().filter(|(_, c)| !c.forced) {
            let binding = contender.units.iter().copied().filter(|&u| self.sides[u] != Side::Idle).collect();
            by_units.entry(binding).or_default().push(person);
        }
        self.parent = self.sides.iter().map(|&side| self.root(side)).collect();
        for (units, mut people) in by_units {
            let chain = |side: Side| {
                let mut chain: Vec<usize> = units.iter().copied().filter(|&u| self.sides[u] == side).collect();
                chain.sort_by_key(|&u| (members[u].len(), u));
                chain
            };
            let ends = [Side::Left, Side::Right].map(|side| (chain(side), self.root(side)));
            let over = chain(Side::Over);
            let most = units.iter().map(|&u| self.most[u]).min().unwrap_or(u32::MAX).min(self.seats);
            people.sort_by(|&a, &b| (&self.problem.people[a].cost, a).cmp(&(&self.problem.people[b].cost, b)));
            people.truncate(most as usize);
            let [left, right] = ends.map(|(chain, root)| {
                chain.windows(2).for_each(|pair| self.parent[pair[0]] = pair[1]);
                chain.first().copied().unwrap_or(root)
            });
            self.cells.push(Cell { people, over, left, right });
        }
    }

    /// Nothing certain yet.
    pub(super) fn open(&self) -> Bounds {
        self.cells.iter().map(|cell| (0, cell.people.len())).collect()
    }

    /// The best selection within the bounds that keeps the limits of both trees; `price` is added to what a person of
    /// each cell costs.
    pub(super) fn relax<C: Packed>(
        &self,
        bounds: &Bounds,
        price: &dyn Fn(&Cell) -> C,
        budget: &mut impl Budget,
    ) -> Result<Relaxed<C>, FlowError> {
        let mut network = Network::<C>::new();
        let mut supply = vec![0i64; self.most.len() + 2];
        let mut certain = C::default();
        for (cell, &(least, _)) in self.cells.iter().zip(bounds) {
            supply[cell.left] -= count(least);
            supply[cell.right] += count(least);
            for &person in &cell.people[..least] {
                certain = certain + self.scale.person(&self.problem.people[person].cost) + price(cell);
            }
        }
        for supply in supply {
            network.add_node(supply);
        }
        let first_arc = self.add_people(&mut network, bounds, price);
        self.add_units(&mut network);
        let flow = network.solve(budget)?;
        let taken = bounds.iter().zip(&first_arc).map(|(&(least, most), &arc)| {
            let carried: i64 = flow.units[arc..arc + most - least].iter().sum();
            least + usize::try_from(carried).unwrap_or(0)
        });
        let (bound, cost) = (flow.bound(&network), flow.cost(&network));
        Ok(Relaxed { taken: taken.collect(), bound: bound + certain, optimal: flow.optimal && bound == cost })
    }

    fn add_people<C: Packed>(
        &self,
        network: &mut Network<C>,
        bounds: &Bounds,
        price: &dyn Fn(&Cell) -> C,
    ) -> Vec<usize> {
        let mut first_arc = Vec::with_capacity(self.cells.len());
        for (cell, &(least, most)) in self.cells.iter().zip(bounds) {
            first_arc.push(network.arcs().len());
            let extra = price(cell);
            for &person in &cell.people[least..most] {
                let cost: C = self.scale.person(&self.problem.people[person].cost);
                network.add_arc(cell.left, cell.right, 1, cost + extra);
            }
        }
        first_arc
    }

    fn add_units<C: Packed>(&self, network: &mut Network<C>) {
        for unit in 0..self.most.len() {
            let (from, to) = match self.sides[unit] {
                Side::Left => (self.parent[unit], unit),
                Side::Right => (unit, self.parent[unit]),
                Side::Over | Side::Idle => continue,
            };
            let need = self.need[unit];
            if need > 0 {
                network.add_arc(from, to, need.into(), self.scale.minimum());
            }
            network.add_arc(from, to, (self.most[unit] - need).into(), C::default());
        }
        network.add_arc(self.root(Side::Right), self.root(Side::Left), self.seats.into(), C::default());
    }

    /// Everyone that a relaxation takes, and the forced, ascending.
    pub(super) fn chosen(&self, taken: &[usize]) -> Vec<usize> {
        let of_cells = self.cells.iter().zip(taken).flat_map(|(cell, &n)| cell.people[..n].iter().copied());
        let mut chosen: Vec<usize> = self.forced.iter().copied().chain(of_cells).collect();
        chosen.sort_unstable();
        chosen
    }

    /// Objective terms of the whole problem from a packed bound on the free part.
    pub(super) fn bound_terms<C: Packed>(&self, bound: C) -> Vec<i64> {
        let rewarded =
            self.need.iter().enumerate().filter(|(u, _)| self.sides[*u] != Side::Idle).map(|(_, &n)| u64::from(n));
        let mut terms = self.scale.unpack(bound, rewarded.sum());
        let forced = self.problem.counted(&self.forced);
        let hopeless = self.problem.limits.iter().zip(forced).zip(&self.need);
        terms[0] += hopeless.map(|((l, t), &n)| i64::from(l.at_least.saturating_sub(t)) - i64::from(n)).sum::<i64>();
        terms[1] -= count(self.forced.len());
        for &person in &self.forced {
            for (term, cost) in terms[2..].iter_mut().zip(&self.problem.people[person].cost) {
                *term += cost;
            }
        }
        terms
    }
}

pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn size_of(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
