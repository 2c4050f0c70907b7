//! Keeps the best answer and looks for better ones: local search from the sites that the relaxation opens, and between
//! those a variable neighbourhood search (Hansen and Mladenović, "Variable neighborhood search for the p-median", 1997)
//! that disturbs a few sites at a time.

use std::collections::BTreeSet;

use super::super::budget::Budget;
use super::super::random::{Random, mix};
use super::assign::{Packing, UNIT};
use super::interchange::Interchange;
use super::problem::{Node, Problem, Status};

/// What all overload together may come to cost: sums of it with all other costs stay within 64 bits.
const DEAREST: i64 = 1 << 58;

/// An answer in the making.
#[derive(Debug, Clone)]
pub(super) struct Solution {
    pub(super) open: Vec<bool>,
    pub(super) assigned: Vec<usize>,
    pub(super) objective: i64,
}

/// The search for answers.
#[derive(Debug)]
pub(super) struct Primal {
    pub(super) best: Option<Solution>,
    random: Random,
    /// Where sites are ruled out because nothing better uses them.
    limits: Node,
    plain: Option<Interchange>,
    base: Option<Packing>,
    price: i64,
    failures: u32,
    seen: BTreeSet<u64>,
}

impl Primal {
    /// Starts with a greedy answer, if one is found without asking the budget.
    pub(super) fn new(problem: &Problem, root: &Node, seed: u64) -> Self {
        let highest = (0..problem.clients).filter_map(|c| problem.near(c).last().map(|&s| problem.cost(c, s as usize)));
        let demand = problem.demand.iter().sum::<i64>().max(1);
        let price = (highest.sum::<i64>().saturating_mul(UNIT) / demand).max(1);
        let mut primal = Self {
            best: None,
            random: Random::new(seed),
            limits: root.clone(),
            plain: None,
            base: None,
            price,
            failures: 0,
            seen: BTreeSet::new(),
        };
        let useful = root.status.iter().map(|&status| status != Status::Out).collect();
        let search = Interchange::new(problem, useful);
        let open = search.open.clone();
        if problem.capacitated {
            primal.pack_from(problem, &open);
            for _ in 0..30 {
                if primal.best.is_none() {
                    primal.disturb_packing(problem);
                }
            }
        } else {
            primal.plain = Some(search);
            primal.keep_plain(problem);
        }
        primal
    }

    /// The cost of the best answer.
    pub(super) fn known(&self) -> Option<i64> {
        self.best.as_ref().map(|best| best.objective)
    }

    /// From now on sites that the node rules out are not opened.
    pub(super) fn limit(&mut self, node: &Node) {
        self.limits.status.copy_from_slice(&node.status);
        if let Some(plain) = &mut self.plain {
            plain.useful = node.status.iter().map(|&status| status != Status::Out).collect();
        }
    }

    /// Local search from a set of sites, unless that was tried.
    pub(super) fn try_open(&mut self, problem: &Problem, open: &[bool], budget: &mut impl Budget) {
        let print =
            open.iter().enumerate().filter(|(_, open)| **open).fold(0, |print, (site, _)| print ^ mix(site as u64));
        if !self.seen.insert(print) {
            return;
        }
        if problem.capacitated {
            self.pack_from(problem, open);
        } else if let Some(plain) = &mut self.plain {
            plain.restart(problem, open);
            plain.improve(problem, budget);
            self.keep_plain(problem);
        }
    }

    /// Rounds averaged solutions of the relaxation: the sites that are open most, each client where it is served most.
    pub(super) fn try_average(&mut self, problem: &Problem, opened: &[f64], served: &[f64]) {
        let mut sites: Vec<usize> = (0..problem.sites).collect();
        sites.sort_by(|&a, &b| opened[b].total_cmp(&opened[a]).then(a.cmp(&b)));
        sites.truncate((opened.iter().sum::<f64>() + 0.5) as usize);
        let mut packing = Packing::new(problem);
        for site in (0..problem.sites).filter(|site| sites.contains(site) || problem.must[*site]) {
            packing.open(problem, site);
        }
        for client in 0..problem.clients {
            let share = |site: u32| served[client * problem.sites + site as usize];
            let open = problem.near(client).iter().copied().filter(|&site| packing.open[site as usize]);
            let most = open.max_by(|&a, &b| share(a).total_cmp(&share(b)));
            if let Some(site) = most.filter(|&site| share(site) > 0.4) {
                packing.add(problem, client, site as usize);
            }
        }
        self.finish(problem, packing);
    }

    /// Considers a complete answer that was found elsewhere.
    pub(super) fn offer(&mut self, problem: &Problem, assigned: &[usize], open: Vec<bool>) {
        let mut packing = Packing::new(problem);
        for site in (0..problem.sites).filter(|&site| open[site]) {
            packing.open(problem, site);
        }
        for (client, &site) in assigned.iter().enumerate() {
            packing.add(problem, client, site);
        }
        self.keep(problem, &packing);
    }

    /// One round of disturbing and improving.
    pub(super) fn round(&mut self, problem: &Problem, budget: &mut impl Budget) {
        if problem.capacitated {
            self.disturb_packing(problem);
        } else {
            self.disturb_plain(problem, budget);
        }
    }

    /// Whether an answer was found not long ago, so that more looking may find another.
    pub(super) const fn is_hopeful(&self) -> bool {
        self.failures < 800
    }

    /// Which sites are still of use.
    pub(super) fn limits(&self) -> &Node {
        &self.limits
    }

    fn keep(&mut self, problem: &Problem, packing: &Packing) -> bool {
        let count = packing.open.iter().filter(|&&open| open).count();
        let fits = !problem.capacitated || packing.overload == 0;
        let valid = fits && packing.cost < problem.dear && (problem.least..=problem.most).contains(&count);
        if valid && self.known().is_none_or(|known| packing.cost < known) {
            let (open, assigned) = (packing.open.clone(), packing.assigned.clone());
            self.best = Some(Solution { open, assigned, objective: packing.cost });
            self.failures = 0;
            return true;
        }
        false
    }

    fn keep_plain(&mut self, problem: &Problem) {
        let Some(plain) = &self.plain else { return };
        let count = plain.open.iter().filter(|&&open| open).count();
        let valid = plain.total < problem.dear && (problem.least..=problem.most).contains(&count);
        if valid && self.known().is_none_or(|known| plain.total < known) {
            let (open, assigned, objective) = (plain.open.clone(), plain.assigned(), plain.total);
            self.best = Some(Solution { open, assigned, objective });
            self.failures = 0;
        }
    }

    /// Some random exchanges away from the best answer, the more the longer nothing was found; then local search.
    fn disturb_plain(&mut self, problem: &Problem, budget: &mut impl Budget) {
        let Some(mut open) = self.best.as_ref().map(|best| best.open.clone()) else { return };
        self.failures += 1;
        let opened: Vec<usize> = (0..problem.sites).filter(|&site| open[site]).collect();
        let strength = 2 + self.random.below((self.failures as usize / 8).min(opened.len() / 3) + 1);
        for _ in 0..strength {
            let near = problem.near(self.random.below(problem.clients));
            let site = near[self.random.below(near.len().min(2 + 2 * problem.sites / opened.len().max(1)))] as usize;
            if self.limits.status[site] != Status::Out && !open[site] {
                open[site] = true;
                let closes = opened[self.random.below(opened.len())];
                open[closes] = problem.must[closes];
            }
        }
        if let Some(plain) = &mut self.plain {
            plain.restart(problem, &open);
            plain.improve(problem, budget);
        }
        self.keep_plain(problem);
    }

    /// Builds an assignment to given sites and improves it.
    fn pack_from(&mut self, problem: &Problem, open: &[bool]) {
        let mut packing = Packing::new(problem);
        for site in (0..problem.sites).filter(|&site| open[site] || problem.must[site]) {
            packing.open(problem, site);
        }
        self.finish(problem, packing);
    }

    /// Completes a packing, improves it, keeps it if it is the best, and goes on from it if it is good.
    fn finish(&mut self, problem: &Problem, mut packing: Packing) {
        self.settle_count(problem, &mut packing);
        if !packing.place_all(problem, self.price) {
            return;
        }
        packing.improve(problem, &self.limits, self.price);
        self.close_idle(problem, &mut packing);
        if packing.overload > 0 {
            let demand = problem.demand.iter().sum::<i64>().max(1);
            self.price = (self.price + self.price / 16 + 1).min(DEAREST / demand);
        } else {
            self.price = (self.price - self.price / 32).max(1);
        }
        self.keep(problem, &packing);
        let slack = match self.failures % 64 {
            0..40 => packing.cost.unsigned_abs() as i64 * UNIT / 400,
            _ => packing.cost.unsigned_abs() as i64 * UNIT / 80,
        };
        let worth = packing.penalised(self.price);
        if self.base.as_ref().is_none_or(|base| worth <= base.penalised(self.price) + slack) {
            self.base = Some(packing);
        }
    }

    /// Opens what is likely to help, or closes at random, until the number of open sites is allowed.
    fn settle_count(&mut self, problem: &Problem, packing: &mut Packing) {
        let mut count = packing.open.iter().filter(|&&open| open).count();
        let demand: i64 = problem.demand.iter().sum();
        loop {
            let held: i64 = (0..problem.sites).filter(|&site| packing.open[site]).map(|s| problem.capacity[s]).sum();
            if count >= problem.least && (held >= demand || count >= problem.most) {
                break;
            }
            let candidates: Vec<usize> = (0..problem.sites)
                .filter(|&site| !packing.open[site] && self.limits.status[site] != Status::Out)
                .collect();
            if candidates.is_empty() {
                break;
            }
            packing.open(problem, candidates[self.random.below(candidates.len())]);
            count += 1;
        }
        while count > problem.most {
            let opened: Vec<usize> = (0..problem.sites).filter(|&s| packing.open[s] && !problem.must[s]).collect();
            if opened.is_empty() {
                break;
            }
            packing.close(problem, opened[self.random.below(opened.len())]);
            count -= 1;
        }
    }

    fn close_idle(&self, problem: &Problem, packing: &mut Packing) {
        let mut count = packing.open.iter().filter(|&&open| open).count();
        let mut used = vec![false; problem.sites];
        for &site in &packing.assigned {
            used[site] = true;
        }
        for (site, used) in used.into_iter().enumerate() {
            if packing.open[site] && !used && !problem.must[site] && count > problem.least {
                packing.close(problem, site);
                count -= 1;
            }
        }
    }

    /// Changes one or two sites, or throws some clients out, and repairs.
    fn disturb_packing(&mut self, problem: &Problem) {
        self.failures += 1;
        if self.failures.is_multiple_of(64) {
            self.base = self.best.as_ref().map(|best| Self::packing_of(problem, best));
        }
        let Some(mut packing) = self.base.clone() else {
            let open: Vec<bool> = problem.must.clone();
            self.pack_from(problem, &open);
            return;
        };
        let count = packing.open.iter().filter(|&&open| open).count();
        match self.random.below(8) {
            0 | 1 => self.throw_out(problem, &mut packing),
            2 if count < problem.most => self.open_near(problem, &mut packing),
            3 if count > problem.least => self.close_one(problem, &mut packing),
            kind => {
                for _ in 0..1 + usize::from(kind == 4) {
                    self.open_near(problem, &mut packing);
                    self.close_one(problem, &mut packing);
                }
            }
        }
        self.finish(problem, packing);
    }

    fn packing_of(problem: &Problem, solution: &Solution) -> Packing {
        let mut packing = Packing::new(problem);
        for site in (0..problem.sites).filter(|&site| solution.open[site]) {
            packing.open(problem, site);
        }
        for (client, &site) in solution.assigned.iter().enumerate() {
            packing.add(problem, client, site);
        }
        packing
    }

    fn throw_out(&mut self, problem: &Problem, packing: &mut Packing) {
        for _ in 0..2 + self.random.below(2 + problem.clients / 10) {
            let client = self.random.below(problem.clients);
            if packing.assigned[client] != usize::MAX {
                packing.remove(problem, client);
            }
        }
    }

    /// Opens a site that is near to a random client and draws the clients that gain most from it.
    fn open_near(&mut self, problem: &Problem, packing: &mut Packing) {
        let near = problem.near(self.random.below(problem.clients));
        let site = near[self.random.below(near.len().min(2 + problem.sites / 4))] as usize;
        if packing.open[site] || self.limits.status[site] == Status::Out {
            return;
        }
        packing.open(problem, site);
        for client in 0..problem.clients {
            let from = packing.assigned[client];
            if from != usize::MAX && problem.cost(client, site) < problem.cost(client, from) {
                packing.remove(problem, client);
            }
        }
    }

    fn close_one(&mut self, problem: &Problem, packing: &mut Packing) {
        let opened: Vec<usize> = (0..problem.sites).filter(|&s| packing.open[s] && !problem.must[s]).collect();
        if !opened.is_empty() {
            packing.close(problem, opened[self.random.below(opened.len())]);
        }
    }
}
