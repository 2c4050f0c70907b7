//! Local search without capacities: one site opens, one closes, or both at once, whichever gains most. Gains are
//! gathered from the clients that would notice, after Resende and Werneck ("A fast swap-based local search procedure for
//! location problems", 2007), who refined Whitaker's interchange (1983).

use super::super::budget::Budget;
use super::problem::Problem;

/// A set of open sites, and the memory of the search.
#[derive(Debug, Clone)]
pub(super) struct Interchange {
    pub(super) open: Vec<bool>,
    /// Sites that may be opened.
    pub(super) useful: Vec<bool>,
    pub(super) total: i64,
    first: Vec<(usize, i64)>,
    second: Vec<i64>,
    place: Vec<usize>,
    opened: Vec<usize>,
    gain: Vec<i64>,
    loss: Vec<i64>,
    extra: Vec<i64>,
}

/// One step: what opens and what closes.
type Step = (Option<usize>, Option<usize>);

impl Interchange {
    /// Greedy: opens the fixed sites, then what gains most, until the count is right and nothing more pays off.
    pub(super) fn new(problem: &Problem, useful: Vec<bool>) -> Self {
        let mut search = Self {
            open: problem.must.clone(),
            useful,
            total: 0,
            first: vec![(usize::MAX, problem.dear); problem.clients],
            second: vec![problem.dear; problem.clients],
            place: vec![0; problem.sites],
            opened: Vec::new(),
            gain: vec![0; problem.sites],
            loss: Vec::new(),
            extra: Vec::new(),
        };
        search.refresh(problem);
        search.complete(problem);
        search
    }

    /// Takes another set of open sites, and opens or closes greedily until the count is right.
    pub(super) fn restart(&mut self, problem: &Problem, open: &[bool]) {
        for (site, is_open) in self.open.iter_mut().enumerate() {
            *is_open = open[site] || problem.must[site];
        }
        self.refresh(problem);
        self.complete(problem);
    }

    fn complete(&mut self, problem: &Problem) {
        while self.opened.len() < problem.most {
            self.measure(problem, false);
            let candidates = (0..problem.sites).filter(|&site| !self.open[site] && !problem.never[site]);
            let Some(best) = candidates.max_by_key(|&site| (self.gain[site], std::cmp::Reverse(site))) else { return };
            if self.gain[best] <= 0 && self.opened.len() >= problem.least {
                return;
            }
            self.apply(problem, (Some(best), None));
        }
        while self.opened.len() > problem.most {
            self.measure(problem, false);
            let loss = |site: usize| self.loss[self.place[site]];
            let closable = self.opened.iter().copied().filter(|&site| !problem.must[site]);
            let Some(worst) = closable.min_by_key(|&site| (loss(site), site)) else { return };
            self.apply(problem, (None, Some(worst)));
        }
    }

    /// Steps until none gains.
    pub(super) fn improve(&mut self, problem: &Problem, budget: &mut impl Budget) {
        while !budget.should_stop() {
            let before = self.total;
            self.measure(problem, true);
            match self.best_step(problem) {
                Some(step) => self.apply(problem, step),
                None => return,
            }
            if self.total >= before {
                return;
            }
        }
    }

    /// The nearest open site of each client.
    pub(super) fn assigned(&self) -> Vec<usize> {
        self.first.iter().map(|&(site, _)| site).collect()
    }

    /// Opens and closes sites.
    pub(super) fn apply(&mut self, problem: &Problem, (opens, closes): Step) {
        if let Some(site) = opens {
            self.open[site] = true;
        }
        if let Some(site) = closes {
            self.open[site] = false;
        }
        self.refresh(problem);
    }

    /// Recomputes the nearest and second nearest open sites.
    fn refresh(&mut self, problem: &Problem) {
        self.opened.clear();
        self.opened.extend((0..problem.sites).filter(|&site| self.open[site]));
        for (place, &site) in self.opened.iter().enumerate() {
            self.place[site] = place;
        }
        self.total = self.opened.iter().map(|&site| problem.opening[site]).sum();
        for client in 0..problem.clients {
            let mut near = problem.near(client).iter().map(|&site| site as usize).filter(|&site| self.open[site]);
            let first = near.next();
            let cost = |site: Option<usize>| site.map_or(problem.dear, |site| problem.cost(client, site));
            self.first[client] = (first.unwrap_or(usize::MAX), cost(first));
            self.second[client] = cost(near.next());
            self.total += self.first[client].1;
        }
    }

    /// For each closed site what it gains, for each open one what closing it loses, and for each such pair what of the
    /// loss the opened site takes back (unless only single sites are of interest).
    fn measure(&mut self, problem: &Problem, pairs: bool) {
        let width = self.opened.len();
        for (gain, &opening) in self.gain.iter_mut().zip(&problem.opening) {
            *gain = -opening;
        }
        self.loss.clear();
        self.loss.extend(self.opened.iter().map(|&site| -problem.opening[site]));
        self.extra.clear();
        self.extra.resize(if pairs { width * problem.sites } else { 0 }, 0);
        for client in 0..problem.clients {
            let ((site, first), second) = (self.first[client], self.second[client]);
            let place = self.place.get(site).copied();
            if let Some(place) = place {
                self.loss[place] += second - first;
            }
            let costs = &problem.cost[client * problem.sites..(client + 1) * problem.sites];
            for &near in problem.near(client) {
                let near = near as usize;
                let cost = costs[near];
                if cost >= if pairs { second } else { first } {
                    break;
                }
                self.gain[near] += (first - cost).max(0);
                if let Some(place) = place.filter(|_| pairs) {
                    self.extra[near * width + place] += second - cost.max(first);
                }
            }
        }
    }

    fn best_step(&self, problem: &Problem) -> Option<Step> {
        let width = self.opened.len();
        let (more, fewer) = (width < problem.most, width > problem.least);
        let mut best: (i64, Step) = (0, (None, None));
        for (site, &gain) in self.gain.iter().enumerate() {
            if self.open[site] || !self.useful[site] || problem.never[site] {
                continue;
            }
            if more && gain > best.0 {
                best = (gain, (Some(site), None));
            }
            let extra = &self.extra[site * width..(site + 1) * width];
            for ((&back, &loss), &closes) in extra.iter().zip(&self.loss).zip(&self.opened) {
                if gain + back - loss > best.0 && !problem.must[closes] {
                    best = (gain + back - loss, (Some(site), Some(closes)));
                }
            }
        }
        for (&loss, &closes) in self.loss.iter().zip(&self.opened) {
            if fewer && -loss > best.0 && !problem.must[closes] {
                best = (-loss, (None, Some(closes)));
            }
        }
        (best.0 > 0).then_some(best.1)
    }
}
