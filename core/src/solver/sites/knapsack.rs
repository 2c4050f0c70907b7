//! The 0/1 knapsack of one site: which clients would it rather serve. Dynamic programming over the capacity (Bellman,
//! "Dynamic Programming", 1957) where the capacity is small; otherwise a depth-first search with the bound of Dantzig
//! ("Discrete-variable extremum problems", 1957) as Horowitz and Sahni arranged it (1974), cut off after a while with
//! the bound itself as a valid, slightly too high value.

/// Table entries up to which the dynamic programme is used.
const TABLE: i64 = 60_000;
/// Nodes after which the depth-first search gives up and answers with its bound.
const NODES: u32 = 5_000;

/// A client that a site may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// Which client.
    pub(super) client: u32,
    /// What it takes up, above zero and no more than the capacity.
    pub(super) weight: i64,
    /// What it brings, above zero; a whole number below 2^52, so that sums of it are exact in `f64` too.
    pub(super) gain: i64,
}

/// The most that a site can gain within each amount of capacity.
#[derive(Debug, Clone)]
pub(super) enum Profile {
    /// Everything fits into the whole capacity, or the exact value by capacity from 0 on.
    Exact(Vec<f64>),
    /// Weights and gains added up in the order of falling gain per weight.
    Relaxed(Vec<(i64, i64)>),
}

impl Profile {
    /// An upper bound on the gain within a capacity.
    pub(super) fn within(&self, capacity: i64) -> i64 {
        match self {
            Self::Exact(row) => row[(capacity as usize).min(row.len() - 1)] as i64,
            Self::Relaxed(sums) => relaxed(sums, capacity),
        }
    }
}

fn relaxed(sums: &[(i64, i64)], capacity: i64) -> i64 {
    let fit = sums.partition_point(|&(weight, _)| weight <= capacity);
    let (used, gained) = if fit == 0 { (0, 0) } else { sums[fit - 1] };
    match sums.get(fit) {
        None => gained,
        Some(&(weight, gain)) => {
            gained + (i128::from(gain - gained) * i128::from(capacity - used) / i128::from(weight - used)) as i64
        }
    }
}

/// Solves knapsacks; keeps its memory from one to the next.
#[derive(Debug, Default)]
pub(super) struct Knapsack {
    table: Vec<f64>,
    sorted: Vec<Item>,
    sums: Vec<(i64, i64)>,
    path: Vec<bool>,
    best: Vec<bool>,
}

impl Knapsack {
    /// The highest gain within the capacity (or an upper bound on it, where a search was cut off) and the clients that
    /// bring it, in `taken`.
    pub(super) fn solve(&mut self, items: &[Item], capacity: i64, taken: &mut Vec<u32>) -> i64 {
        taken.clear();
        if items.iter().map(|item| item.weight).sum::<i64>() <= capacity {
            taken.extend(items.iter().map(|item| item.client));
            return items.iter().map(|item| item.gain).sum();
        }
        if (capacity + 1).saturating_mul(items.len() as i64 + 1) <= TABLE {
            self.by_table(items, capacity as usize, taken)
        } else {
            self.by_search(items, capacity, taken)
        }
    }

    /// What the site can gain within every amount up to the capacity.
    pub(super) fn profile(&mut self, items: &[Item], capacity: i64) -> Profile {
        if (capacity + 1).saturating_mul(items.len() as i64 + 1) <= TABLE {
            let width = capacity as usize + 1;
            self.fill(items, width);
            return Profile::Exact(self.table[items.len() * width..(items.len() + 1) * width].to_vec());
        }
        self.sort(items);
        Profile::Relaxed(self.sums.clone())
    }

    /// One row of the table for each number of items allowed; whole numbers all, kept as `f64` because their maximum
    /// and sum run on several at once.
    fn fill(&mut self, items: &[Item], width: usize) {
        if self.table.len() < (items.len() + 1) * width {
            self.table.resize((items.len() + 1) * width, 0.0);
        }
        self.table[..width].fill(0.0);
        for (k, item) in items.iter().enumerate() {
            let (before, after) = self.table.split_at_mut((k + 1) * width);
            let before = &before[k * width..];
            let (weight, gain) = ((item.weight as usize).min(width), item.gain as f64);
            after[..weight].copy_from_slice(&before[..weight]);
            for ((new, &without), &with) in after[weight..width].iter_mut().zip(&before[weight..]).zip(before) {
                let with = with + gain;
                *new = if with > without { with } else { without };
            }
        }
    }

    fn by_table(&mut self, items: &[Item], capacity: usize, taken: &mut Vec<u32>) -> i64 {
        let width = capacity + 1;
        self.fill(items, width);
        let mut left = capacity;
        for (k, item) in items.iter().enumerate().rev() {
            if self.table[(k + 1) * width + left] > self.table[k * width + left] {
                taken.push(item.client);
                left -= item.weight as usize;
            }
        }
        self.table[items.len() * width + capacity] as i64
    }

    fn sort(&mut self, items: &[Item]) {
        self.sorted.clear();
        self.sorted.extend_from_slice(items);
        self.sorted.sort_unstable_by(|a, b| {
            let (left, right) = (i128::from(a.gain) * i128::from(b.weight), i128::from(b.gain) * i128::from(a.weight));
            right.cmp(&left).then(a.client.cmp(&b.client))
        });
        self.sums.clear();
        let (mut weight, mut gain) = (0, 0);
        for item in &self.sorted {
            weight += item.weight;
            gain += item.gain;
            self.sums.push((weight, gain));
        }
    }

    fn by_search(&mut self, items: &[Item], capacity: i64, taken: &mut Vec<u32>) -> i64 {
        self.sort(items);
        let count = items.len();
        let bound = relaxed(&self.sums, capacity);
        self.path.clear();
        self.best.clear();
        self.best.resize(count, false);
        let (mut left, mut gained, mut record) = (capacity, 0, -1);
        let mut nodes = 0;
        loop {
            while self.path.len() < count && gained + self.rest(self.path.len(), left) > record {
                let item = self.sorted[self.path.len()];
                let takes = item.weight <= left;
                if takes {
                    left -= item.weight;
                    gained += item.gain;
                }
                self.path.push(takes);
                nodes += 1;
            }
            if self.path.len() == count && gained > record {
                record = gained;
                self.best.copy_from_slice(&self.path);
            }
            while self.path.last() == Some(&false) {
                self.path.pop();
            }
            let Some(last) = self.path.len().checked_sub(1) else { break };
            if record == bound || nodes > NODES {
                break;
            }
            self.path[last] = false;
            left += self.sorted[last].weight;
            gained -= self.sorted[last].gain;
        }
        taken.extend(self.sorted.iter().zip(&self.best).filter(|(_, took)| **took).map(|(item, _)| item.client));
        if nodes > NODES { bound } else { record }
    }

    /// Dantzig's bound on what the items from one on bring.
    fn rest(&self, from: usize, capacity: i64) -> i64 {
        let (weight, gain) = if from == 0 { (0, 0) } else { self.sums[from - 1] };
        relaxed(&self.sums, capacity + weight) - gain
    }
}
