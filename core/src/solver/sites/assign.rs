//! Local search with capacities: clients move and trade places, a site moves with all its clients. Sites may be overfull
//! on the way, at a price that rises and falls with how often that happens, the strategic oscillation of generalised
//! assignment (Yagiura, Ibaraki and Glover, "An ejection chain approach for the generalized assignment problem", 2004).

use super::problem::{Node, Problem, Status};

/// What one cost unit counts in the penalised objective, so that the price of overload can be fine.
pub(super) const UNIT: i64 = 16;

/// How many pairs of clients an improvement looks at in all, about; it ends after that.
const PASSES: usize = 10_000_000;

/// Who goes where for now; sites may be overfull.
#[derive(Debug, Clone)]
pub(super) struct Packing {
    pub(super) open: Vec<bool>,
    pub(super) assigned: Vec<usize>,
    pub(super) load: Vec<i64>,
    /// Cost of pairs and open sites.
    pub(super) cost: i64,
    /// How much all sites are overfull by.
    pub(super) overload: i64,
}

impl Packing {
    /// Nobody goes anywhere yet.
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            open: vec![false; problem.sites],
            assigned: vec![usize::MAX; problem.clients],
            load: vec![0; problem.sites],
            cost: 0,
            overload: 0,
        }
    }

    /// Cost plus the price of overload.
    pub(super) fn penalised(&self, price: i64) -> i64 {
        self.cost * UNIT + price * self.overload
    }

    /// What more load on a site (less, where negative) changes about the overload.
    fn overload_by(&self, problem: &Problem, site: usize, more: i64) -> i64 {
        let over = self.load[site] - problem.capacity[site];
        (over + more).max(0) - over.max(0)
    }

    /// What it costs to add a client to a site, overload included.
    fn to_add(&self, problem: &Problem, client: usize, site: usize, price: i64) -> i64 {
        problem.cost(client, site) * UNIT + price * self.overload_by(problem, site, problem.demand[client])
    }

    pub(super) fn add(&mut self, problem: &Problem, client: usize, site: usize) {
        self.overload += self.overload_by(problem, site, problem.demand[client]);
        self.load[site] += problem.demand[client];
        self.cost += problem.cost(client, site);
        self.assigned[client] = site;
    }

    pub(super) fn remove(&mut self, problem: &Problem, client: usize) {
        let site = self.assigned[client];
        self.overload += self.overload_by(problem, site, -problem.demand[client]);
        self.load[site] -= problem.demand[client];
        self.cost -= problem.cost(client, site);
        self.assigned[client] = usize::MAX;
    }

    /// Opens a site.
    pub(super) fn open(&mut self, problem: &Problem, site: usize) {
        if !self.open[site] {
            self.open[site] = true;
            self.cost += problem.opening[site];
        }
    }

    /// Closes a site; who went there goes nowhere for now.
    pub(super) fn close(&mut self, problem: &Problem, site: usize) {
        for client in 0..problem.clients {
            if self.assigned[client] == site {
                self.remove(problem, client);
            }
        }
        self.open[site] = false;
        self.cost -= problem.opening[site];
    }

    /// The cheapest open site for a client, overload included, and what the second cheapest costs more.
    fn best_site(&self, problem: &Problem, client: usize, price: i64) -> Option<(usize, i64)> {
        let (mut best, mut second) = ((i64::MAX, usize::MAX), i64::MAX);
        for &site in problem.near(client) {
            let site = site as usize;
            if self.open[site] {
                let cost = self.to_add(problem, client, site, price);
                if cost < best.0 {
                    (second, best) = (best.0, (cost, site));
                } else {
                    second = second.min(cost);
                }
            }
        }
        let regret = if second == i64::MAX { i64::MAX } else { second - best.0 };
        (best.1 != usize::MAX).then_some((best.1, regret))
    }

    /// Sends whoever goes nowhere to an open site, those first whose second choice costs most; false if some have none.
    pub(super) fn place_all(&mut self, problem: &Problem, price: i64) -> bool {
        let mut waiting: Vec<usize> = (0..problem.clients).filter(|&c| self.assigned[c] == usize::MAX).collect();
        let mut keyed: Vec<(i64, i64, usize)> = Vec::new();
        for &client in &waiting {
            let Some((_, regret)) = self.best_site(problem, client, price) else { return false };
            keyed.push((-regret, -problem.demand[client], client));
        }
        keyed.sort_unstable();
        waiting.clear();
        for (_, _, client) in keyed {
            let Some((site, _)) = self.best_site(problem, client, price) else { return false };
            self.add(problem, client, site);
        }
        true
    }

    /// Moves, trades and relocations until none gains; gives up improving after many passes.
    pub(super) fn improve(&mut self, problem: &Problem, node: &Node, price: i64) {
        let passes = (PASSES / (problem.clients * problem.clients)).clamp(4, 200);
        for _ in 0..passes {
            let moved = self.move_clients(problem, price);
            let traded = self.trade_clients(problem, price);
            if !moved && !traded && !self.move_sites(problem, node, price) {
                return;
            }
        }
    }

    fn move_clients(&mut self, problem: &Problem, price: i64) -> bool {
        let opened: Vec<usize> = (0..problem.sites).filter(|&site| self.open[site]).collect();
        let mut improved = false;
        for client in 0..problem.clients {
            let from = self.assigned[client];
            let demand = problem.demand[client];
            let stays = problem.cost(client, from) * UNIT - price * self.overload_by(problem, from, -demand);
            let others = opened.iter().filter(|&&site| site != from);
            let best = others.map(|&site| (self.to_add(problem, client, site, price), site)).min();
            if let Some((_, site)) = best.filter(|&(cost, _)| cost < stays) {
                self.remove(problem, client);
                self.add(problem, client, site);
                improved = true;
            }
        }
        improved
    }

    fn trade_clients(&mut self, problem: &Problem, price: i64) -> bool {
        let mut improved = false;
        for one in 0..problem.clients {
            for other in one + 1..problem.clients {
                let (here, there) = (self.assigned[one], self.assigned[other]);
                if here == there {
                    continue;
                }
                let crossed = problem.cost(one, there) + problem.cost(other, here);
                let straight = problem.cost(one, here) + problem.cost(other, there);
                if crossed >= straight && self.overload == 0 {
                    continue;
                }
                let more = problem.demand[other] - problem.demand[one];
                let over = self.overload_by(problem, here, more) + self.overload_by(problem, there, -more);
                if (crossed - straight) * UNIT + price * over < 0 {
                    self.remove(problem, one);
                    self.remove(problem, other);
                    self.add(problem, one, there);
                    self.add(problem, other, here);
                    improved = true;
                }
            }
        }
        improved
    }

    /// Moves a site with all its clients to a place where they cost less.
    fn move_sites(&mut self, problem: &Problem, node: &Node, price: i64) -> bool {
        let mut members = vec![Vec::new(); problem.sites];
        for (client, &site) in self.assigned.iter().enumerate() {
            members[site].push(client);
        }
        let mut improved = false;
        for from in (0..problem.sites).filter(|&site| !problem.must[site]) {
            if !self.open[from] {
                continue;
            }
            let load = self.load[from];
            let worth = |site: usize, most: i64| {
                let over = (load - problem.capacity[site]).max(0);
                let mut cost = problem.opening[site] * UNIT + price * over;
                for &client in &members[from] {
                    cost += problem.cost(client, site) * UNIT;
                    if cost >= most {
                        break;
                    }
                }
                cost
            };
            let mut best = (worth(from, i64::MAX), from);
            for site in 0..problem.sites {
                if !self.open[site] && node.status[site] != Status::Out {
                    let worth = worth(site, best.0);
                    if worth < best.0 {
                        best = (worth, site);
                    }
                }
            }
            if best.1 != from {
                self.close(problem, from);
                self.open(problem, best.1);
                for &client in &members[from] {
                    self.add(problem, client, best.1);
                }
                improved = true;
                members[best.1] = std::mem::take(&mut members[from]);
            }
        }
        improved
    }
}
