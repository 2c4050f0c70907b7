//! The Lagrangian relaxation in which nothing says that a client is served once: a client that is served pays its
//! multiplier, each site takes the clients that pay most beyond their costs (a knapsack), and the best sites are
//! opened. It follows Christofides and Beasley ("A tree search algorithm for the p-median problem", 1982) and, with
//! capacities, Pirkul ("Efficient algorithms for the capacitated concentrator location problem", 1987).

use super::knapsack::{Item, Knapsack, Profile};
use super::problem::{NONE, Node, Problem, Status, View};

/// The relaxation at one set of multipliers; all values are in 1024ths of a cost unit.
#[derive(Debug)]
pub(super) struct Relax {
    /// What opening each site adds, its opening cost included; meaningless for ruled out sites.
    pub(super) value: Vec<i64>,
    /// What each site gains from its clients, as it stands in `value`; 0 without capacities.
    pub(super) gain: Vec<i64>,
    /// The sites that are opened.
    pub(super) chosen: Vec<bool>,
    /// How many of the opened sites serve each client.
    pub(super) times: Vec<i32>,
    /// Whom each site would serve; only with capacities.
    pub(super) taken: Vec<Vec<u32>>,
    /// How many sites are opened.
    pub(super) count: usize,
    /// The dearest undecided site that is opened and the cheapest that is not.
    pub(super) worst_chosen: Option<i64>,
    pub(super) best_left: Option<i64>,
    items: Vec<Vec<Item>>,
    knapsack: Knapsack,
    free: Vec<(i64, u32)>,
}

impl Relax {
    /// Memory for a problem.
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            value: vec![0; problem.sites],
            gain: vec![0; problem.sites],
            chosen: vec![false; problem.sites],
            times: vec![0; problem.clients],
            taken: vec![Vec::new(); problem.sites],
            count: 0,
            worst_chosen: None,
            best_left: None,
            items: vec![Vec::new(); problem.sites],
            knapsack: Knapsack::default(),
            free: Vec::new(),
        }
    }

    /// Solves the relaxation; the bound that it gives. The node was propagated into the view.
    pub(super) fn solve(&mut self, problem: &Problem, node: &Node, view: &View, multipliers: &[i64]) -> i64 {
        for (site, value) in self.value.iter_mut().enumerate() {
            *value = problem.opening[site] * super::problem::SCALE;
        }
        if problem.capacitated {
            self.offer(problem, view, multipliers);
            for site in (0..problem.sites).filter(|&site| node.status[site] != Status::Out) {
                self.gain[site] = self.knapsack.solve(&self.items[site], view.left[site], &mut self.taken[site]);
                self.value[site] -= self.gain[site];
            }
        } else {
            for (client, &multiplier) in multipliers.iter().enumerate() {
                let (sites, costs) = view.near(client);
                for (&site, &cost) in sites.iter().zip(costs).take_while(|&(_, &cost)| cost < multiplier) {
                    self.value[site as usize] -= multiplier - cost;
                }
            }
        }
        let opened = self.choose(node);
        self.count_served(problem, view, multipliers);
        opened + multipliers.iter().sum::<i64>()
    }

    /// Collects for each site the clients that pay more than they cost; the forced ones are counted at once.
    fn offer(&mut self, problem: &Problem, view: &View, multipliers: &[i64]) {
        for items in &mut self.items {
            items.clear();
        }
        for (client, &multiplier) in multipliers.iter().enumerate() {
            let (sites, costs) = view.near(client);
            if view.forced[client] != NONE {
                self.value[sites[0] as usize] -= multiplier - costs[0];
                continue;
            }
            let weight = problem.demand[client];
            for (&site, &cost) in sites.iter().zip(costs).take_while(|&(_, &cost)| cost < multiplier) {
                self.items[site as usize].push(Item { client: client as u32, weight, gain: multiplier - cost });
            }
        }
    }

    /// Opens the decided sites and the cheapest others: as many as must be, and more while they pay off.
    fn choose(&mut self, node: &Node) -> i64 {
        self.free.clear();
        let (mut total, mut count) = (0, 0);
        for (site, &status) in node.status.iter().enumerate() {
            self.chosen[site] = status == Status::In;
            match status {
                Status::In => {
                    total += self.value[site];
                    count += 1;
                }
                Status::Free => self.free.push((self.value[site], site as u32)),
                Status::Out => {}
            }
        }
        let least = node.least.saturating_sub(count).min(self.free.len());
        let most = node.most.saturating_sub(count).min(self.free.len());
        let paying = self.free.iter().filter(|&&(value, _)| value < 0).count();
        let wanted = paying.clamp(least, most);
        if wanted > 0 && wanted < self.free.len() {
            self.free.select_nth_unstable(wanted - 1);
        }
        for &(value, site) in &self.free[..wanted] {
            total += value;
            self.chosen[site as usize] = true;
        }
        self.count = count + wanted;
        self.worst_chosen = self.free[..wanted].iter().map(|&(value, _)| value).max();
        self.best_left = self.free[wanted..].iter().map(|&(value, _)| value).min();
        total
    }

    fn count_served(&mut self, problem: &Problem, view: &View, multipliers: &[i64]) {
        self.times.fill(0);
        if problem.capacitated {
            for (site, _) in self.chosen.iter().enumerate().filter(|(_, chosen)| **chosen) {
                for &client in &self.taken[site] {
                    self.times[client as usize] += 1;
                }
            }
            for (times, _) in self.times.iter_mut().zip(&view.forced).filter(|(_, forced)| **forced != NONE) {
                *times = 1;
            }
            return;
        }
        for (client, &multiplier) in multipliers.iter().enumerate() {
            let (sites, costs) = view.near(client);
            let paid = sites.iter().zip(costs).take_while(|&(_, &cost)| cost < multiplier);
            self.times[client] = paid.filter(|&(&site, _)| self.chosen[site as usize]).count() as i32;
        }
    }

    /// How much more it costs at least to open an undecided site that is not opened.
    pub(super) fn to_open(&self, node: &Node, site: usize) -> i64 {
        if self.chosen[site] {
            return 0;
        }
        let instead = self.worst_chosen.map(|worst| self.value[site] - worst);
        let besides = (self.count < node.most).then_some(self.value[site]);
        instead.into_iter().chain(besides).min().unwrap_or(i64::MAX / 4)
    }

    /// How much more it costs at least to close an undecided site that is opened.
    pub(super) fn to_close(&self, node: &Node, site: usize) -> i64 {
        if !self.chosen[site] {
            return 0;
        }
        let instead = self.best_left.map(|best| best - self.value[site]);
        let without = (self.count > node.least).then_some(-self.value[site]);
        instead.into_iter().chain(without).min().unwrap_or(i64::MAX / 4)
    }

    /// What a site can gain within each capacity from the clients it was last offered.
    pub(super) fn profile(&mut self, site: usize, capacity: i64) -> Profile {
        self.knapsack.profile(&self.items[site], capacity)
    }
}
