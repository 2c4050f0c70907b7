//! The model as the search uses it: dense costs, each client's sites from cheap to dear, capacities in units of the
//! common divisor, and the part of the solution space (a node) that a search looks at with what follows from it at
//! once. The propagation is the usual one for cardinality and capacity rules, as in any branch and bound.

use super::model::{FORBIDDEN, Model, OpenCount};

/// Multipliers and bounds are whole multiples of one 1024th of a cost unit, so that bounds are exact.
pub(super) const SCALE: i64 = 1024;
/// No site.
pub(super) const NONE: u32 = u32::MAX;

/// What is decided about a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Free,
    In,
    Out,
}

/// The model in the form of the search.
#[derive(Debug, Clone)]
pub(super) struct Problem {
    pub(super) clients: usize,
    pub(super) sites: usize,
    /// Clients times sites; `dear` where forbidden.
    pub(super) cost: Vec<i64>,
    /// More than any answer costs.
    pub(super) dear: i64,
    /// No multiplier is higher, in 1024ths; low enough that all sums are exact in `f64`.
    pub(super) highest: i64,
    /// The allowed sites of each client, cheap to dear: client `i` has `order[start[i]..start[i + 1]]`.
    pub(super) start: Vec<usize>,
    pub(super) order: Vec<u32>,
    pub(super) demand: Vec<i64>,
    pub(super) capacity: Vec<i64>,
    pub(super) opening: Vec<i64>,
    pub(super) must: Vec<bool>,
    pub(super) never: Vec<bool>,
    pub(super) least: usize,
    pub(super) most: usize,
    /// Whether any capacity can matter.
    pub(super) capacitated: bool,
}

impl Problem {
    /// Prepares a checked model.
    pub(super) fn new(model: &Model) -> Self {
        let (clients, sites) = (model.clients(), model.sites());
        let total: i64 = model.demand.iter().sum();
        let unit = model.demand.iter().fold(0, |a, &b| divisor(a, b)).max(1);
        let capacity: Vec<i64> = model.capacity.iter().map(|c| c.unwrap_or(total).min(total) / unit).collect();
        let capacitated = capacity.iter().any(|&c| c < total / unit);
        let highest = model.cost.iter().copied().filter(|&c| c != FORBIDDEN).max().unwrap_or(0);
        let dear = 1 + highest * clients as i64 + model.opening.iter().sum::<i64>();
        let cost: Vec<i64> = model.cost.iter().map(|&c| if c == FORBIDDEN { dear } else { c }).collect();
        let (mut start, mut order) = (vec![0], Vec::new());
        for client in 0..clients {
            let from = order.len();
            order.extend((0..sites).filter(|&site| model.fits(client, site)).map(|site| site as u32));
            order[from..].sort_by_key(|&site| (cost[client * sites + site as usize], site));
            start.push(order.len());
        }
        let (least, most) = match model.open {
            OpenCount::Exactly(p) => (p, p),
            OpenCount::AtMost(p) => (usize::from(clients > 0), p.min(sites)),
            OpenCount::Any => (usize::from(clients > 0), sites),
        };
        let highest = (2 * (highest + model.opening.iter().copied().max().unwrap_or(0)) + 1) * SCALE;
        let (must, never) = (model.marked(&model.must_open), model.marked(&model.never_open));
        let demand = model.demand.iter().map(|d| d / unit).collect();
        let opening = model.opening.clone();
        #[rustfmt::skip]
        let problem = Self {
            clients, sites, cost, dear, highest, start, order, demand, capacity, opening, must, never, least, most, capacitated,
        };
        problem
    }

    /// What it costs that a client goes to a site.
    pub(super) fn cost(&self, client: usize, site: usize) -> i64 {
        self.cost[client * self.sites + site]
    }

    /// The allowed sites of a client, cheap to dear.
    pub(super) fn near(&self, client: usize) -> &[u32] {
        &self.order[self.start[client]..self.start[client + 1]]
    }

    /// The same without the sites that are ruled out, where there are no capacities: nothing better uses them. (With
    /// capacities the local search passes through them.)
    pub(super) fn reduced(&self, node: &Node) -> Self {
        let mut reduced = self.clone();
        if !self.capacitated {
            reduced.order.clear();
            for client in 0..self.clients {
                let useful = self.near(client).iter().filter(|&&site| node.status[site as usize] != Status::Out);
                reduced.order.extend(useful);
                reduced.start[client + 1] = reduced.order.len();
            }
        }
        reduced
    }

    /// Everything, before any branching.
    pub(super) fn root(&self) -> Node {
        let status = |site: usize| match (self.must[site], self.never[site]) {
            (_, true) => Status::Out,
            (true, false) => Status::In,
            _ => Status::Free,
        };
        let pairs = if self.capacitated { self.clients * self.sites } else { 0 };
        Node {
            status: (0..self.sites).map(status).collect(),
            banned: vec![0; pairs.div_ceil(64)],
            least: self.least,
            most: self.most,
            multipliers: Vec::new(),
            bound: 0,
            depth: 0,
        }
    }
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// A part of the solution space.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) status: Vec<Status>,
    /// One bit for each pair of client and site; empty where there are no capacities.
    banned: Vec<u64>,
    /// How many sites are open.
    pub(super) least: usize,
    pub(super) most: usize,
    /// Where the ascent goes on.
    pub(super) multipliers: Vec<i64>,
    /// Lower bound of everything in it, in 1024ths.
    pub(super) bound: i64,
    pub(super) depth: u32,
}

impl Node {
    /// Whether a client must not go to a site here.
    pub(super) fn is_banned(&self, pair: usize) -> bool {
        self.banned.get(pair / 64).is_some_and(|word| word >> (pair % 64) & 1 == 1)
    }

    /// Rules a pair (client times sites plus site) out; nothing without capacities.
    pub(super) fn ban(&mut self, pair: usize) {
        if let Some(word) = self.banned.get_mut(pair / 64) {
            *word |= 1 << (pair % 64);
        }
    }

    /// How many sites have a status.
    pub(super) fn count(&self, status: Status) -> usize {
        self.status.iter().filter(|&&s| s == status).count()
    }

    /// Draws what follows from the decisions, again and again; `None` if the part is empty, otherwise the pairs left.
    pub(super) fn propagate(&mut self, problem: &Problem) -> Option<View> {
        loop {
            self.propagate_counts(problem)?;
            let view = View::new(problem, self)?;
            let mut changed = false;
            for &site in view.forced.iter().filter(|&&site| site != NONE) {
                changed |= self.status[site as usize] != Status::In;
                self.status[site as usize] = Status::In;
            }
            if view.left.iter().any(|&left| left < 0) {
                return None;
            }
            for client in 0..problem.clients {
                let unforced = problem.capacitated && view.forced[client] == NONE;
                for &site in view.near(client).0.iter().filter(|_| unforced) {
                    if problem.demand[client] > view.left[site as usize] {
                        self.ban(client * problem.sites + site as usize);
                        changed = true;
                    }
                }
            }
            if !changed {
                return Some(view);
            }
        }
    }

    fn propagate_counts(&mut self, problem: &Problem) -> Option<()> {
        if problem.capacitated {
            let mut sites: Vec<usize> = (0..problem.sites).filter(|&s| self.status[s] != Status::Out).collect();
            sites.sort_by_key(|&site| (self.status[site] != Status::In, -problem.capacity[site]));
            let mut missing: i64 = problem.demand.iter().sum();
            let needed = sites.iter().take_while(|&&site| {
                let more = missing > 0;
                missing -= problem.capacity[site];
                more
            });
            self.least = self.least.max(needed.count());
            if missing > 0 {
                return None;
            }
        }
        let (inside, free) = (self.count(Status::In), self.count(Status::Free));
        if inside > self.most || inside + free < self.least || self.least > self.most {
            return None;
        }
        let rest = if inside == self.most {
            Status::Out
        } else if inside + free == self.least {
            Status::In
        } else {
            return Some(());
        };
        for status in self.status.iter_mut().filter(|status| **status == Status::Free) {
            *status = rest;
        }
        Some(())
    }
}

/// The pairs that a node leaves, laid out for the relaxation.
#[derive(Debug)]
pub(super) struct View {
    start: Vec<usize>,
    site: Vec<u32>,
    scaled: Vec<i64>,
    /// The only site of a client, or `NONE` while there are several.
    pub(super) forced: Vec<u32>,
    /// What each site has left after its forced clients.
    pub(super) left: Vec<i64>,
}

impl View {
    fn new(problem: &Problem, node: &Node) -> Option<Self> {
        let mut view = Self {
            start: vec![0],
            site: Vec::with_capacity(problem.order.len()),
            scaled: Vec::with_capacity(problem.order.len()),
            forced: vec![NONE; problem.clients],
            left: problem.capacity.clone(),
        };
        for client in 0..problem.clients {
            let from = view.site.len();
            for &site in problem.near(client) {
                let pair = client * problem.sites + site as usize;
                if node.status[site as usize] != Status::Out && !node.is_banned(pair) {
                    view.site.push(site);
                    view.scaled.push(problem.cost[pair] * SCALE);
                }
            }
            match view.site[from..] {
                [] => return None,
                [only] => {
                    view.forced[client] = only;
                    view.left[only as usize] -= problem.demand[client];
                }
                _ => {}
            }
            view.start.push(view.site.len());
        }
        if !problem.capacitated {
            view.left.fill(0);
        }
        Some(view)
    }

    /// The sites that a client may go to, cheap to dear, and their costs in 1024ths.
    pub(super) fn near(&self, client: usize) -> (&[u32], &[i64]) {
        let range = self.start[client]..self.start[client + 1];
        (&self.site[range.clone()], &self.scaled[range])
    }
}
