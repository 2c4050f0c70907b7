//! What is asked and what is answered when sites are chosen: the p-median problem, its capacitated variant and
//! single-source capacitated facility location are one model, in which every client goes to exactly one open site.
//! The checks here explain in words why a model can have no answer.

/// The cost of a pair that is not allowed.
pub const FORBIDDEN: i64 = i64::MAX;

/// How many sites are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenCount {
    /// Just as many; a site may be open and serve nobody.
    Exactly(usize),
    /// As many or fewer.
    AtMost(usize),
    /// As many as pay off.
    Any,
}

/// Clients, sites and what each pair costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// What it costs that a client is served by a site: clients times sites, client by client, not negative;
    /// [`FORBIDDEN`] where the pair is not allowed.
    pub cost: Vec<i64>,
    /// What each client takes up of a capacity, not negative.
    pub demand: Vec<i64>,
    /// What each site holds; `None` for any amount.
    pub capacity: Vec<Option<i64>>,
    /// What opening each site costs, not negative.
    pub opening: Vec<i64>,
    /// How many sites are open.
    pub open: OpenCount,
    /// Sites that a person decided to open.
    pub must_open: Vec<usize>,
    /// Sites that a person ruled out.
    pub never_open: Vec<usize>,
}

/// Which sites are open, who goes where, and how good that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The open sites, ascending.
    pub open: Vec<usize>,
    /// The site of each client.
    pub assigned: Vec<usize>,
    /// Sum of the costs of the pairs and of the opened sites.
    pub objective: i64,
    /// No answer costs less than this.
    pub lower_bound: i64,
    /// Whether the objective is the lower bound.
    pub proven: bool,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoAnswer {
    /// The model contradicts itself in its form: lengths, signs, numbers of sites.
    Wrong(String),
    /// Proven: nothing satisfies the model.
    Infeasible(String),
    /// The budget ended before an answer was found; there may be one.
    NotFound(String),
}

impl Model {
    /// Number of clients.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.demand.len()
    }

    /// Number of sites.
    #[must_use]
    pub fn sites(&self) -> usize {
        self.opening.len()
    }

    /// Forbids every pair whose distance (clients times sites, as the costs) is above the farthest allowed one.
    pub fn forbid_beyond(&mut self, distance: &[i64], farthest: i64) {
        for (cost, &distance) in self.cost.iter_mut().zip(distance) {
            if distance > farthest {
                *cost = FORBIDDEN;
            }
        }
    }

    /// Whether a client could be served by a site if that were open and empty.
    #[must_use]
    pub fn fits(&self, client: usize, site: usize) -> bool {
        self.cost[client * self.sites() + site] != FORBIDDEN
            && self.capacity[site].is_none_or(|capacity| self.demand[client] <= capacity)
    }

    /// Checks the form and what can be seen without a search.
    ///
    /// # Errors
    /// [`NoAnswer::Wrong`] for a malformed model, [`NoAnswer::Infeasible`] where a count, a client or the capacities
    /// rule out every answer.
    pub fn check(&self) -> Result<(), NoAnswer> {
        self.check_form().map_err(NoAnswer::Wrong)?;
        self.check_counts().map_err(NoAnswer::Infeasible)?;
        self.check_clients().map_err(NoAnswer::Infeasible)?;
        self.check_capacity().map_err(NoAnswer::Infeasible)
    }

    fn check_form(&self) -> Result<(), String> {
        let (clients, sites) = (self.clients(), self.sites());
        if self.cost.len() != clients * sites {
            return Err(format!("{} costs for {clients} clients and {sites} sites.", self.cost.len()));
        }
        if self.capacity.len() != sites {
            return Err(format!("{} capacities for {sites} sites.", self.capacity.len()));
        }
        let numbers = self.cost.iter().chain(&self.demand).chain(&self.opening).chain(self.capacity.iter().flatten());
        if numbers.clone().any(|&n| n < 0) {
            return Err("A cost, demand or capacity is below zero.".into());
        }
        let total = |numbers: &[i64]| numbers.iter().map(|&n| i128::from(n)).sum::<i128>();
        let highest = self.cost.iter().copied().filter(|&c| c != FORBIDDEN).max().unwrap_or(0);
        let dearest = i128::from(highest) + i128::from(self.opening.iter().copied().max().unwrap_or(0));
        let magnitude = (2 * dearest + 1) * (clients as i128 + 1) + total(&self.opening);
        if magnitude > 1 << 42 || total(&self.demand) > 1 << 50 {
            return Err("The costs or demands are too large to add up; use a coarser unit.".into());
        }
        match self.must_open.iter().chain(&self.never_open).find(|&&site| site >= sites) {
            Some(site) => Err(format!("Site {site} is fixed, but there are only {sites} sites.")),
            None => Ok(()),
        }
    }

    fn check_counts(&self) -> Result<(), String> {
        if let Some(site) = self.must_open.iter().find(|site| self.never_open.contains(site)) {
            return Err(format!("Site {site} must be open and must not be open."));
        }
        let must = self.marked(&self.must_open).iter().filter(|&&m| m).count();
        let allowed = self.sites() - self.marked(&self.never_open).iter().filter(|&&n| n).count();
        if let OpenCount::Exactly(p) | OpenCount::AtMost(p) = self.open {
            if must > p {
                return Err(format!("{must} sites must be open, but only {p} may be."));
            }
            if p == 0 && self.clients() > 0 {
                return Err(format!("No site may be open, but there are {} clients.", self.clients()));
            }
        }
        match self.open {
            OpenCount::Exactly(p) if p > allowed => {
                Err(format!("{p} sites are to be open, but only {allowed} may be opened."))
            }
            _ => Ok(()),
        }
    }

    fn check_clients(&self) -> Result<(), String> {
        let never = self.marked(&self.never_open);
        for client in 0..self.clients() {
            let near = |site: usize| self.cost[client * self.sites() + site] != FORBIDDEN;
            let allowed = (0..self.sites()).filter(|&site| !never[site] && near(site)).count();
            if allowed == 0 {
                return Err(format!("Client {client} has no allowed site."));
            }
            if !(0..self.sites()).any(|site| !never[site] && self.fits(client, site)) {
                let demand = self.demand[client];
                return Err(format!("Client {client} needs {demand}, more than any of its {allowed} sites holds."));
            }
        }
        Ok(())
    }

    fn check_capacity(&self) -> Result<(), String> {
        let (must, never) = (self.marked(&self.must_open), self.marked(&self.never_open));
        let demand: i64 = self.demand.iter().sum();
        let held = |site: usize| self.capacity[site].unwrap_or(demand).min(demand);
        let mut sites: Vec<usize> = (0..self.sites()).filter(|&site| !never[site]).collect();
        sites.sort_by_key(|&site| (!must[site], -held(site), site));
        if let OpenCount::Exactly(p) | OpenCount::AtMost(p) = self.open {
            sites.truncate(p);
        }
        let most: i128 = sites.iter().map(|&site| i128::from(held(site))).sum();
        if most < i128::from(demand) {
            let count = sites.len();
            return Err(format!(
                "The {} clients need {demand} together; the {count} largest sites that may be open hold {most}.",
                self.clients()
            ));
        }
        Ok(())
    }

    /// Which sites a list names.
    #[must_use]
    pub fn marked(&self, list: &[usize]) -> Vec<bool> {
        let mut marked = vec![false; self.sites()];
        for &site in list {
            marked[site] = true;
        }
        marked
    }
}
