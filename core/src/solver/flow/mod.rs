//! Minimum-cost flow on a directed network with capacities, solved exactly by the primal network simplex.
//!
//! Costs are any ordered group with [`Cost`]: `i64`, `i128`, or a vector compared term by term. The answer carries node
//! potentials; [`Flow::bound`] turns them into a bound that needs no trust in the solver: it equals the cost exactly
//! when the flow is optimal.
//!
//! ```
//! use orken_core::solver::{budget::Unlimited, flow::Network};
//!
//! let mut network = Network::<i64>::new();
//! let (town, hall, room) = (network.add_node(3), network.add_node(-2), network.add_node(-1));
//! network.add_arc(town, hall, 5, 70);
//! network.add_arc(town, room, 1, 20);
//! let flow = network.solve(&mut Unlimited).unwrap();
//! assert_eq!(flow.cost(&network), 160);
//! assert_eq!(flow.bound(&network), 160);
//! ```

pub mod assignment;
mod simplex;
pub mod transport;

use std::fmt::Debug;
use std::ops::{Add, Neg, Sub};

use super::budget::Budget;

/// What a unit of flow can cost: an ordered abelian group.
pub trait Cost: Copy + Ord + Default + Debug + Add<Output = Self> + Sub<Output = Self> + Neg<Output = Self> {
    /// This cost `n` times; none on overflow.
    fn times(self, n: i64) -> Option<Self>;

    /// More than any sum of `count` costs between `-self` and `self`; none on overflow.
    fn dwarfing(self, count: i64) -> Option<Self>;
}

macro_rules! whole_number_costs {
    ($($number:ty),*) => {$(
        impl Cost for $number {
            fn times(self, n: i64) -> Option<Self> {
                self.checked_mul(n.into())
            }

            fn dwarfing(self, count: i64) -> Option<Self> {
                // A quarter of the range stays free for the sums that potentials are made of.
                let sum = self.checked_add(1)?.checked_mul(count.into())?;
                (sum < Self::MAX / 8).then_some(sum)
            }
        }
    )*};
}
whole_number_costs!(i64, i128);

/// Several whole numbers compared one after the other: the first that differs decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Terms<const N: usize>(pub [i128; N]);

impl<const N: usize> Default for Terms<N> {
    fn default() -> Self {
        Self([0; N])
    }
}

impl<const N: usize> Add for Terms<N> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] + other.0[i]))
    }
}

impl<const N: usize> Sub for Terms<N> {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] - other.0[i]))
    }
}

impl<const N: usize> Neg for Terms<N> {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.map(Neg::neg))
    }
}

impl<const N: usize> Cost for Terms<N> {
    fn times(self, n: i64) -> Option<Self> {
        let mut product = self;
        for term in &mut product.0 {
            *term = term.checked_mul(n.into())?;
        }
        Some(product)
    }

    fn dwarfing(self, count: i64) -> Option<Self> {
        let mut large = Self::default();
        if let (Some(first), Some(mine)) = (large.0.first_mut(), self.0.first()) {
            *first = mine.dwarfing(count)?;
        }
        Some(large)
    }
}

/// One arc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arc<C> {
    /// Node it leaves.
    pub from: usize,
    /// Node it enters.
    pub to: usize,
    /// Most units, at least 0.
    pub capacity: i64,
    /// Cost of each unit; may be negative.
    pub cost: C,
}

/// Nodes with what they supply, and arcs.
#[derive(Debug, Clone, Default)]
pub struct Network<C> {
    supply: Vec<i64>,
    arcs: Vec<Arc<C>>,
}

/// Units on every arc, and the price of a unit at every node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flow<C> {
    /// Units, by arc.
    pub units: Vec<i64>,
    /// Potentials, by node: an arc's reduced cost is `cost + potential[from] - potential[to]`.
    pub potential: Vec<C>,
    /// False when the budget ended first: feasible, not proven best.
    pub optimal: bool,
}

/// Why there is no flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FlowError {
    /// Supplies don't sum to zero: this much is left over (negative: missing).
    Unbalanced(i64),
    /// What these nodes supply together is `excess` units more than the arcs that leave them can carry.
    Infeasible {
        /// The nodes of the tight set, in order.
        nodes: Vec<usize>,
        /// Units that can't leave it.
        excess: i64,
    },
    /// The budget ended before any feasible flow was found.
    Stopped,
    /// Costs are too large for their number type.
    TooLarge,
    /// An arc's end isn't a node, or its capacity is negative.
    BadArc(usize),
}

impl<C: Cost> Network<C> {
    /// An empty network.
    #[must_use]
    pub const fn new() -> Self {
        Self { supply: Vec::new(), arcs: Vec::new() }
    }

    /// A new node that supplies this much (negative: demands), by its index.
    pub fn add_node(&mut self, supply: i64) -> usize {
        self.supply.push(supply);
        self.supply.len() - 1
    }

    /// A new arc, by its index. Parallel arcs are fine.
    pub fn add_arc(&mut self, from: usize, to: usize, capacity: i64, cost: C) -> usize {
        self.arcs.push(Arc { from, to, capacity, cost });
        self.arcs.len() - 1
    }

    /// Every arc, by index.
    #[must_use]
    pub fn arcs(&self) -> &[Arc<C>] {
        &self.arcs
    }

    /// What every node supplies.
    #[must_use]
    pub fn supplies(&self) -> &[i64] {
        &self.supply
    }

    /// Alters an arc's capacity and cost; does nothing for an index that isn't there.
    pub fn set_arc(&mut self, arc: usize, capacity: i64, cost: C) {
        if let Some(arc) = self.arcs.get_mut(arc) {
            (arc.capacity, arc.cost) = (capacity, cost);
        }
    }

    /// The cheapest flow that sends every supply to a demand.
    ///
    /// # Errors
    /// See [`FlowError`].
    pub fn solve(&self, budget: &mut impl Budget) -> Result<Flow<C>, FlowError> {
        let nodes = self.supply.len();
        if let Some(bad) = self.arcs.iter().position(|a| a.from >= nodes || a.to >= nodes || a.capacity < 0) {
            return Err(FlowError::BadArc(bad));
        }
        match self.supply.iter().sum() {
            0 => simplex::solve(self, budget),
            left => Err(FlowError::Unbalanced(left)),
        }
    }

    /// Nodes that flow can still be pushed to from `start`, given what the arcs carry.
    #[must_use]
    pub fn reachable(&self, units: &[i64], start: &[usize]) -> Vec<bool> {
        let mut around: Vec<Vec<usize>> = vec![Vec::new(); self.supply.len()];
        for (arc, &units) in self.arcs.iter().zip(units) {
            if units < arc.capacity {
                around[arc.from].push(arc.to);
            }
            if units > 0 {
                around[arc.to].push(arc.from);
            }
        }
        let mut seen = vec![false; self.supply.len()];
        let mut stack = start.to_vec();
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut seen[node], true) {
                stack.extend(around[node].iter().copied().filter(|&n| !seen[n]));
            }
        }
        seen
    }
}

impl<C: Cost> Flow<C> {
    /// Cost of all units. A network that [`Network::solve`] accepts keeps the sum within the number type as long as its
    /// units in all are below 2⁶⁰ / (largest cost).
    #[must_use]
    pub fn cost(&self, network: &Network<C>) -> C {
        let each = network.arcs.iter().zip(&self.units).filter_map(|(a, &n)| a.cost.times(n));
        each.fold(C::default(), |sum, c| sum + c)
    }

    /// What no flow can cost less than: `Σ capacity · min(0, reduced cost) − Σ potential · supply` (weak duality).
    #[must_use]
    pub fn bound(&self, network: &Network<C>) -> C {
        let reduced = |a: &Arc<C>| (a.cost + self.potential[a.from] - self.potential[a.to]).min(C::default());
        let arcs = network.arcs.iter().filter_map(|a| reduced(a).times(a.capacity));
        let nodes = self.potential.iter().zip(&network.supply).filter_map(|(p, &s)| (-*p).times(s));
        arcs.chain(nodes).fold(C::default(), |sum, c| sum + c)
    }
}

#[cfg(test)]
mod tests;
