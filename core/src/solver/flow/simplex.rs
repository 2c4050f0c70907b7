//! Primal network simplex: a spanning tree of arcs, potentials that make the tree arcs free, and pivots that bring in
//! an arc with a negative reduced cost. The tree stays *strongly feasible* (every node can send a unit to the root), so
//! degenerate pivots can't cycle. Arcs are priced in blocks, the block's best comes in.
//!
//! Sources: Ahuja, Magnanti and Orlin, *Network Flows* (1993), chapter 11; Király and Kovács, "Efficient
//! implementations of minimum-cost flow algorithms" (2012), for block pricing.

use super::{Cost, Flow, FlowError, Network};
use crate::solver::budget::{Budget, Progress};

const NONE: usize = usize::MAX;
const UNBOUNDED: i64 = i64::MAX / 4;
const PIVOTS_BETWEEN_ASKS: u64 = 512;

/// Where an arc stands: 1 at zero, -1 at capacity, 0 in the tree. The sign turns a reduced cost into a gain.
type State = i8;

struct Tree<C> {
    from: Vec<usize>,
    to: Vec<usize>,
    capacity: Vec<i64>,
    cost: Vec<C>,
    flow: Vec<i64>,
    state: Vec<State>,
    potential: Vec<C>,
    parent: Vec<usize>,
    /// Arc to the parent.
    pred: Vec<usize>,
    /// That arc leads to the parent.
    up: Vec<bool>,
    depth: Vec<u32>,
    first_child: Vec<usize>,
    next: Vec<usize>,
    previous: Vec<usize>,
    /// Real arcs; the others are artificial.
    real: usize,
    root: usize,
    cursor: usize,
    block: usize,
    stack: Vec<usize>,
}

pub(super) fn solve<C: Cost>(network: &Network<C>, budget: &mut impl Budget) -> Result<Flow<C>, FlowError> {
    let mut tree = Tree::new(network)?;
    let mut pivots = 0;
    let mut optimal = true;
    while let Some(entering) = tree.entering() {
        tree.pivot(entering);
        pivots += 1;
        if pivots % PIVOTS_BETWEEN_ASKS == 0 {
            budget.progress(&Progress { steps: pivots, best: Vec::new(), bound: Vec::new() });
            if budget.should_stop() {
                optimal = false;
                break;
            }
        }
    }
    let unmet: i64 = (tree.real..tree.flow.len()).filter(|&a| tree.from[a] == tree.root).map(|a| tree.flow[a]).sum();
    if unmet == 0 {
        tree.flow.truncate(tree.real);
        tree.potential.truncate(tree.root);
        return Ok(Flow { units: tree.flow, potential: tree.potential, optimal });
    }
    Err(if optimal { tree.tight_set(network) } else { FlowError::Stopped })
}

impl<C: Cost> Tree<C> {
    fn new(network: &Network<C>) -> Result<Self, FlowError> {
        let (real, root) = (network.arcs.len(), network.supply.len());
        let largest = network.arcs.iter().map(|a| a.cost.max(-a.cost)).max().unwrap_or_default();
        let count = i64::try_from(root + 2).map_err(|_| FlowError::TooLarge)?;
        let artificial = largest.dwarfing(count).ok_or(FlowError::TooLarge)?;
        let of = |f: fn(&super::Arc<C>) -> usize| network.arcs.iter().map(f).collect::<Vec<_>>();
        let mut tree = Self {
            from: of(|a| a.from),
            to: of(|a| a.to),
            capacity: network.arcs.iter().map(|a| a.capacity).collect(),
            cost: network.arcs.iter().map(|a| a.cost).collect(),
            flow: vec![0; real],
            state: vec![1; real],
            potential: vec![C::default(); root + 1],
            parent: vec![root; root + 1],
            pred: (real..=real + root).collect(),
            up: vec![true; root + 1],
            depth: vec![1; root + 1],
            first_child: vec![NONE; root + 1],
            next: vec![NONE; root + 1],
            previous: vec![NONE; root + 1],
            real,
            root,
            cursor: 0,
            block: 10.max((0..).take_while(|i| i * i <= real).count()),
            stack: Vec::new(),
        };
        (tree.parent[root], tree.depth[root]) = (NONE, 0);
        for (node, &supply) in network.supply.iter().enumerate() {
            tree.hang_on_root(node, supply, artificial);
        }
        Ok(tree)
    }

    fn hang_on_root(&mut self, node: usize, supply: i64, artificial: C) {
        let up = supply >= 0;
        let (from, to) = if up { (node, self.root) } else { (self.root, node) };
        let cost = if up { C::default() } else { artificial };
        self.from.push(from);
        self.to.push(to);
        self.capacity.push(UNBOUNDED);
        self.cost.push(cost);
        self.flow.push(supply.abs());
        self.state.push(0);
        self.up[node] = up;
        self.potential[node] = cost;
        self.attach(node, self.root);
    }

    fn attach(&mut self, node: usize, parent: usize) {
        let first = self.first_child[parent];
        self.next[node] = first;
        self.previous[node] = NONE;
        if first != NONE {
            self.previous[first] = node;
        }
        self.first_child[parent] = node;
    }

    fn detach(&mut self, node: usize) {
        let (previous, next) = (self.previous[node], self.next[node]);
        if previous == NONE {
            self.first_child[self.parent[node]] = next;
        } else {
            self.next[previous] = next;
        }
        if next != NONE {
            self.previous[next] = previous;
        }
    }

    /// The arc with the greatest gain of the first block that has one.
    fn entering(&mut self) -> Option<usize> {
        let (mut best, mut found) = (C::default(), None);
        let mut left = self.block;
        for _ in 0..self.real {
            let arc = self.cursor;
            self.cursor = if arc + 1 == self.real { 0 } else { arc + 1 };
            let state = self.state[arc];
            if state != 0 {
                let reduced = self.cost[arc] + self.potential[self.from[arc]] - self.potential[self.to[arc]];
                let gain = if state > 0 { reduced } else { -reduced };
                if gain < best {
                    (best, found) = (gain, Some(arc));
                }
            }
            left -= 1;
            if left == 0 {
                if found.is_some() {
                    return found;
                }
                left = self.block;
            }
        }
        found
    }

    fn join(&self, mut a: usize, mut b: usize) -> usize {
        while a != b {
            if self.depth[a] >= self.depth[b] {
                a = self.parent[a];
            } else {
                b = self.parent[b];
            }
        }
        a
    }

    fn room(&self, node: usize, upwards: bool) -> i64 {
        let arc = self.pred[node];
        if self.up[node] == upwards { self.capacity[arc] - self.flow[arc] } else { self.flow[arc] }
    }

    fn pivot(&mut self, entering: usize) {
        let (from, to) = (self.from[entering], self.to[entering]);
        let (first, second) = if self.state[entering] > 0 { (from, to) } else { (to, from) };
        let join = self.join(from, to);
        let mut delta = self.capacity[entering];
        let mut leaving = None;
        let mut node = first;
        while node != join {
            let room = self.room(node, false);
            if room < delta {
                (delta, leaving) = (room, Some((node, first, second)));
            }
            node = self.parent[node];
        }
        node = second;
        while node != join {
            let room = self.room(node, true);
            if room <= delta {
                (delta, leaving) = (room, Some((node, second, first)));
            }
            node = self.parent[node];
        }
        self.push(entering, first, second, join, delta);
        match leaving {
            None => self.state[entering] = -self.state[entering],
            Some((out, hanging, holder)) => {
                let arc = self.pred[out];
                self.state[entering] = 0;
                self.state[arc] = if self.flow[arc] == 0 { 1 } else { -1 };
                self.rehang(entering, out, hanging, holder);
            }
        }
    }

    fn push(&mut self, entering: usize, first: usize, second: usize, join: usize, delta: i64) {
        if delta == 0 {
            return;
        }
        self.flow[entering] += if self.state[entering] > 0 { delta } else { -delta };
        for (start, upwards) in [(first, false), (second, true)] {
            let mut node = start;
            while node != join {
                let arc = self.pred[node];
                self.flow[arc] += if self.up[node] == upwards { delta } else { -delta };
                node = self.parent[node];
            }
        }
    }

    /// Cuts the tree above `out` and hangs the loose part by its node `hanging` on `holder`, through `arc`.
    fn rehang(&mut self, arc: usize, out: usize, hanging: usize, holder: usize) {
        let (mut node, mut parent, mut pred, mut up) = (hanging, holder, arc, self.from[arc] == hanging);
        loop {
            let old = (self.parent[node], self.pred[node], self.up[node]);
            self.detach(node);
            (self.parent[node], self.pred[node], self.up[node]) = (parent, pred, up);
            self.attach(node, parent);
            if node == out {
                break;
            }
            (parent, pred, up) = (node, old.1, !old.2);
            node = old.0;
        }
        let cost = if self.up[hanging] { -self.cost[arc] } else { self.cost[arc] };
        let shift = self.potential[holder] + cost - self.potential[hanging];
        let mut stack = std::mem::take(&mut self.stack);
        stack.push(hanging);
        while let Some(node) = stack.pop() {
            self.potential[node] = self.potential[node] + shift;
            self.depth[node] = self.depth[self.parent[node]] + 1;
            let mut child = self.first_child[node];
            while child != NONE {
                stack.push(child);
                child = self.next[child];
            }
        }
        self.stack = stack;
    }

    /// From the supplies that stayed behind: all that they can still reach is full, so it is the tight set.
    fn tight_set(&self, network: &Network<C>) -> FlowError {
        let left = |node: &usize| self.up_artificial(*node) > 0;
        let start: Vec<usize> = (0..self.root).filter(left).collect();
        let reached = network.reachable(&self.flow[..self.real], &start);
        let nodes: Vec<usize> = (0..self.root).filter(|&n| reached[n]).collect();
        let supply: i64 = nodes.iter().map(|&n| network.supply[n]).sum();
        let leaving = network.arcs.iter().filter(|a| reached[a.from] && !reached[a.to]);
        FlowError::Infeasible { nodes, excess: supply - leaving.map(|a| a.capacity).sum::<i64>() }
    }

    fn up_artificial(&self, node: usize) -> i64 {
        let arc = self.real + node;
        if self.from[arc] == node { self.flow[arc] } else { 0 }
    }
}
