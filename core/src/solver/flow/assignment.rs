//! The square assignment problem on a dense table: each row gets a column of its own, least cost in all. Successive
//! shortest paths with prices on the columns, so that a table of which little has changed is settled again from where
//! it stood.
//!
//! Sources: Kuhn, "The Hungarian method for the assignment problem" (1955); Tomizawa (1971); Jonker and Volgenant, "A
//! shortest augmenting path algorithm for dense and sparse linear assignment problems" (1987), for prices on one side.

use crate::solver::budget::{Budget, Progress};

/// The cost of a cell that may not be. Costs of others stay below an eighth of it, times the rows, either way.
pub const NEVER: i64 = i64::MAX / 4;

const PATHS_BETWEEN_ASKS: u64 = 32;

/// Costs by row and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    size: usize,
    cost: Vec<i64>,
}

impl Table {
    /// A table whose every cell costs what the function says.
    #[must_use]
    pub fn new(size: usize, mut cost: impl FnMut(usize, usize) -> i64) -> Self {
        let cells = (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        Self { size, cost: cells.map(|(row, column)| cost(row, column)).collect() }
    }

    /// Number of rows, and of columns.
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }

    /// Cost of a cell, or [`NEVER`].
    #[must_use]
    pub fn at(&self, row: usize, column: usize) -> i64 {
        self.cost[row * self.size + column]
    }

    /// Alters a cell.
    pub fn set(&mut self, row: usize, column: usize, cost: i64) {
        self.cost[row * self.size + column] = cost;
    }

    /// What every column costs this row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[i64] {
        &self.cost[row * self.size..][..self.size]
    }

    /// What no assignment can cost less than at these prices of the columns: every row's least cost less the price, and
    /// the prices of all (weak duality). None where a row has no cell that may be.
    #[must_use]
    pub fn bound(&self, price: &[i64]) -> Option<i64> {
        let rows = (0..self.size).map(|row| least(self.row(row), price).map(|(cost, _)| cost));
        Some(rows.sum::<Option<i64>>()? + price.iter().sum::<i64>())
    }
}

/// Least cost less price in a row, and the first column that has it.
fn least(row: &[i64], price: &[i64]) -> Option<(i64, usize)> {
    let open = row.iter().zip(price).enumerate().filter(|(_, (cost, _))| **cost != NEVER);
    open.map(|(column, (cost, price))| (cost - price, column)).min()
}

/// How settling a table ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Every row has a column, at the least cost.
    Whole,
    /// There is no assignment.
    Impossible,
    /// The budget ended first: some rows have no column yet, and the prices bound the cost all the same.
    Stopped,
}

/// Which row has which column, and the prices that prove it: every row's column is one of its cheapest, prices taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matching {
    /// Column, by row; none while it has none.
    pub column: Vec<Option<usize>>,
    /// Row, by column.
    row: Vec<Option<usize>>,
    /// Price, by column.
    pub price: Vec<i64>,
    distance: Vec<i64>,
    before: Vec<usize>,
    open: Vec<usize>,
}

impl Matching {
    /// Nothing assigned yet; each column priced at its cheapest row.
    #[must_use]
    pub fn new(table: &Table) -> Self {
        let size = table.size();
        let mut price = vec![NEVER; size];
        for row in 0..size {
            price.iter_mut().zip(table.row(row)).for_each(|(price, &cost)| *price = cost.min(*price));
        }
        price.iter_mut().filter(|price| **price == NEVER).for_each(|price| *price = 0);
        Self {
            column: vec![None; size],
            row: vec![None; size],
            price,
            distance: vec![NEVER; size],
            before: vec![0; size],
            open: Vec::with_capacity(size),
        }
    }

    /// Finds the cheapest assignment, from whatever this one is.
    pub fn settle(&mut self, table: &Table, budget: &mut (impl Budget + ?Sized)) -> Settled {
        if !self.let_go(table) {
            return Settled::Impossible;
        }
        let mut paths = 0;
        for row in 0..table.size() {
            if self.column[row].is_some() {
                continue;
            }
            if !self.augment(table, row) {
                return Settled::Impossible;
            }
            paths += 1;
            if paths % PATHS_BETWEEN_ASKS == 0 {
                budget.progress(&Progress { steps: paths, best: Vec::new(), bound: Vec::new() });
                if budget.should_stop() {
                    return Settled::Stopped;
                }
            }
        }
        Settled::Whole
    }

    /// Frees the rows whose column is no longer among their cheapest, and gives those without one a free column that is.
    /// False where a row has no cell that may be.
    fn let_go(&mut self, table: &Table) -> bool {
        let mut cheapest = Vec::with_capacity(table.size());
        for row in 0..table.size() {
            let Some((cost, column)) = least(table.row(row), &self.price) else { return false };
            cheapest.push(column);
            if let Some(mine) = self.column[row]
                && (table.at(row, mine) == NEVER || table.at(row, mine) - self.price[mine] > cost)
            {
                self.column[row] = None;
                self.row[mine] = None;
            }
        }
        for (row, column) in cheapest.into_iter().enumerate() {
            if self.column[row].is_none() && self.row[column].is_none() {
                self.column[row] = Some(column);
                self.row[column] = Some(row);
            }
        }
        true
    }

    /// Gives a row a column along the cheapest path to a free one (Dijkstra's method); false where there is none.
    fn augment(&mut self, table: &Table, start: usize) -> bool {
        for (column, (&cost, &price)) in table.row(start).iter().zip(&self.price).enumerate() {
            self.distance[column] = if cost == NEVER { NEVER } else { cost - price };
            self.before[column] = start;
        }
        self.open.clear();
        self.open.extend(0..table.size());
        let mut done = Vec::new();
        let (last, length) = loop {
            let nearest = self.open.iter().enumerate().min_by_key(|(_, c)| (self.distance[**c], **c));
            let Some((at, &column)) = nearest else { return false };
            let length = self.distance[column];
            if length == NEVER {
                return false;
            }
            let Some(row) = self.row[column] else { break (column, length) };
            self.open.swap_remove(at);
            done.push(column);
            let costs = table.row(row);
            let base = length - (costs[column] - self.price[column]);
            for &next in &self.open {
                let cost = costs[next];
                if cost != NEVER && base + cost - self.price[next] < self.distance[next] {
                    self.distance[next] = base + cost - self.price[next];
                    self.before[next] = row;
                }
            }
        };
        for column in done {
            self.price[column] += self.distance[column] - length;
        }
        self.turn(start, last);
        true
    }

    /// Moves the rows along the path that was found.
    fn turn(&mut self, start: usize, last: usize) {
        let mut column = last;
        loop {
            let row = self.before[column];
            let left = self.column[row].replace(column);
            self.row[column] = Some(row);
            match left {
                Some(left) if row != start => column = left,
                _ => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::budget::{Asks, Unlimited};
    use crate::solver::flow::Network;
    use crate::solver::random::Random;

    fn any_table(random: &mut Random, barred: usize) -> Table {
        let size = 1 + random.below(9);
        Table::new(size, |_, _| if random.below(100) < barred { NEVER } else { random.below(40) as i64 - 10 })
    }

    /// The general solver, which shares nothing with this one.
    fn by_simplex(table: &Table) -> Option<i64> {
        let mut network = Network::<i64>::new();
        let rows: Vec<usize> = (0..table.size()).map(|_| network.add_node(1)).collect();
        let columns: Vec<usize> = (0..table.size()).map(|_| network.add_node(-1)).collect();
        for (r, &from) in rows.iter().enumerate() {
            for (c, &to) in columns.iter().enumerate().filter(|(c, _)| table.at(r, *c) != NEVER) {
                network.add_arc(from, to, 1, table.at(r, c));
            }
        }
        network.solve(&mut Unlimited).ok().map(|flow| flow.cost(&network))
    }

    fn check(table: &Table, matching: &mut Matching, named: &str) {
        let settled = matching.settle(table, &mut Unlimited);
        let Some(wanted) = by_simplex(table) else {
            assert_eq!(settled, Settled::Impossible, "{named}");
            return;
        };
        assert_eq!(settled, Settled::Whole, "{named}");
        let mut columns: Vec<usize> = matching.column.iter().map(|c| c.unwrap()).collect();
        let cost: i64 = columns.iter().enumerate().map(|(r, &c)| table.at(r, c)).sum();
        assert_eq!(cost, wanted, "{named}");
        assert_eq!(table.bound(&matching.price), Some(cost), "{named}: prices prove it");
        columns.sort_unstable();
        assert!(columns.iter().copied().eq(0..table.size()), "{named}: {columns:?}");
    }

    #[test]
    fn it_is_as_cheap_as_the_general_solver_says_also_after_changes() {
        let mut whole = 0;
        for seed in 0..600 {
            let mut random = Random::new(seed);
            let mut table = any_table(&mut random, [0, 30, 60][seed as usize % 3]);
            let mut matching = Matching::new(&table);
            for change in 0..4 {
                check(&table, &mut matching, &format!("seed {seed}, change {change}"));
                whole += usize::from(matching.column.iter().all(Option::is_some));
                let (row, column) = (random.below(table.size()), random.below(table.size()));
                let cost = if random.below(3) == 0 { NEVER } else { random.below(60) as i64 - 20 };
                table.set(row, column, cost);
            }
        }
        assert!(whole > 800, "{whole} whole");
    }

    #[test]
    fn it_stops_when_it_is_told_with_a_bound_that_holds() {
        let mut random = Random::new(5);
        let table = Table::new(300, |row, _| (row * random.below(500)) as i64);
        let mut matching = Matching::new(&table);
        assert_eq!(matching.settle(&table, &mut Asks(1)), Settled::Stopped);
        let early = table.bound(&matching.price);
        assert_eq!(matching.settle(&table, &mut Unlimited), Settled::Whole);
        assert!(early.is_some() && early <= table.bound(&matching.price));
    }
}
