//! The cheapest assignment of one block's people while the numbers of its groups change.
//!
//! A flow with one node for each offer, one for being left out and an exit. From offer a to b leads an arc that costs
//! what the cheapest person in a would cost more in b; from each offer to the exit leads one with the range of people
//! that its groups take, the first `least` of them earning a bonus larger than any path. When a range changes, only the
//! arc to the exit of that one offer can be wrong: people are let in or out along shortest paths until it is right again
//! (Busacker and Gowen 1960; potentials by Edmonds and Karp 1972). So opening a group of 25 takes 25 short searches, and
//! the potentials price every seat: what a group more would save at most, and one less would cost at least.

use super::model::Block;
use super::transport::{FORBIDDEN, Range};

const BONUS: i64 = 1 << 50;
/// Someone beyond what a range takes has to go, whatever it costs.
const FORCE: i64 = 1 << 56;
/// Past every path, and below an arc that isn't there.
const FAR: i64 = 1 << 58;
const NOBODY: u32 = u32::MAX;

/// A block's people at its offers.
#[derive(Debug, Clone)]
pub(crate) struct Seats<'a> {
    block: &'a Block,
    miss: i64,
    /// Source of each person.
    source: Vec<u32>,
    /// Where each is: an offer, or past the last of them: left out.
    place: Vec<u32>,
    /// Who is at each place, in no order, and where in that list each stands.
    at: Vec<Vec<u32>>,
    position: Vec<u32>,
    range: Vec<Range>,
    /// What the cheapest move between each two places costs, row by row, and who makes it.
    least: Vec<i64>,
    mover: Vec<u32>,
    /// By place; the last is the exit's.
    potential: Vec<i64>,
    cost: i64,
}

impl<'a> Seats<'a> {
    /// Everyone where their cost and the price of a seat are least together, and no range kept yet.
    pub(crate) fn new(block: &'a Block, miss: i64, prices: &[i64]) -> Self {
        let places = block.offers.len() + 1;
        let source: Vec<u32> =
            (0u32..).zip(&block.sources).flat_map(|(s, people)| std::iter::repeat_n(s, people.len())).collect();
        let price = |o: usize| prices.get(o).copied().unwrap_or(0).max(0);
        let mut seats = Self {
            block,
            miss,
            place: vec![0; source.len()],
            position: vec![0; source.len()],
            at: vec![Vec::new(); places],
            range: Vec::new(),
            least: vec![FORBIDDEN; places * places],
            mover: vec![NOBODY; places * places],
            potential: (0..places).map(|o| -price(o)).chain([0]).collect(),
            cost: 0,
            source,
        };
        let cheapest: Vec<usize> = (0..block.cost.len())
            .map(|s| (0..places).min_by_key(|&o| (seats.cost_of(s, o) + price(o), o)).unwrap_or(0))
            .collect();
        for person in 0..seats.source.len() {
            let source = seats.source[person] as usize;
            seats.cost += seats.cost_of(source, cheapest[source]);
            seats.arrive(person as u32, cheapest[source]);
        }
        let fixed = |at: &Vec<u32>| Range { least: count(at.len()), most: count(at.len()) };
        seats.range = seats.at.iter().map(fixed).collect();
        let out = places - 1;
        seats.set_range(out, Range { least: 0, most: u32::MAX });
        seats
    }

    /// Kilometres, mixing and those left out: the least for the ranges as they are.
    pub(crate) const fn cost(&self) -> i64 {
        self.cost
    }

    /// People missing to the least of the ranges.
    pub(crate) fn unmet(&self) -> u32 {
        self.at.iter().zip(&self.range).map(|(at, r)| r.least.saturating_sub(count(at.len()))).sum()
    }

    /// People at a place.
    pub(crate) fn filled(&self, place: usize) -> u32 {
        count(self.at[place].len())
    }

    /// What one seat more at this offer would save, and less than nothing where its least number of people costs more
    /// than it would elsewhere.
    pub(crate) fn price(&self, offer: usize) -> i64 {
        let (places, exit) = (self.at.len(), self.at.len());
        if !self.at[offer].is_empty() {
            return self.potential[exit] - self.potential[offer];
        }
        // Nothing leads on from an empty offer: its potential may be as high as whoever comes first allows.
        let first = (0..places).map(|a| self.potential[a] + self.least[a * places + offer]).min();
        first.filter(|&first| first < FAR).map_or(0, |first| self.potential[exit] - first)
    }

    /// People of each source at each place; the last column is who is left out.
    pub(crate) fn shares(&self) -> Vec<Vec<u32>> {
        let mut shares = vec![vec![0; self.at.len()]; self.block.sources.len()];
        for (&source, &place) in self.source.iter().zip(&self.place) {
            shares[source as usize][place as usize] += 1;
        }
        shares
    }

    /// Changes how many people a place takes and moves people until the assignment is the cheapest again.
    pub(crate) fn set_range(&mut self, place: usize, range: Range) {
        self.range[place] = range;
        let exit = self.at.len();
        while let Some(step) = self.one_more(place) {
            let worth = self.potential[exit] - self.potential[place] - step;
            if worth <= 0 || !self.shift(exit, place, place, worth) {
                break;
            }
        }
        while let Some(step) = self.one_less(place) {
            let worth = self.potential[place] - self.potential[exit] - step;
            if worth <= 0 || !self.shift(place, exit, place, worth) {
                break;
            }
        }
    }

    /// Cost on the way to the exit of one person more here; none where no more are taken.
    fn one_more(&self, place: usize) -> Option<i64> {
        let (filled, range) = (self.filled(place), self.range[place]);
        (filled < range.most).then_some(if filled < range.least { -BONUS } else { 0 })
    }

    /// The same of one person less; none where nobody is.
    fn one_less(&self, place: usize) -> Option<i64> {
        let (filled, range) = (self.filled(place), self.range[place]);
        match filled {
            0 => None,
            f if f > range.most => Some(-FORCE),
            f if f > range.least => Some(0),
            _ => Some(BONUS),
        }
    }

    /// Moves one person on along the cheapest way between two nodes if it costs less than `worth`. The arcs between the
    /// exit and `changed` don't count. Potentials are right for all other arcs afterwards, and for these too if it is false.
    fn shift(&mut self, from: usize, to: usize, changed: usize, worth: i64) -> bool {
        let (distance, before) = self.search(from, to, changed, worth);
        let reached = distance[to].min(worth);
        for (potential, distance) in self.potential.iter_mut().zip(&distance) {
            *potential += (*distance).min(reached);
        }
        if distance[to] >= worth {
            return false;
        }
        let (places, mut node) = (self.at.len(), to);
        let mut movers = Vec::new();
        while node != from {
            let previous = before[node];
            if node < places && previous < places {
                movers.push((self.mover[previous * places + node], node));
            }
            node = previous;
        }
        for (person, to) in movers {
            self.relocate(person, to);
        }
        true
    }

    /// Shortest reduced distances (Dijkstra on a dense graph), exact up to that of `target` or to `limit`.
    fn search(&self, from: usize, target: usize, changed: usize, limit: i64) -> (Vec<i64>, Vec<usize>) {
        let (nodes, exit) = (self.potential.len(), self.at.len());
        let (mut distance, mut before) = (vec![FAR; nodes], vec![from; nodes]);
        // Where the search has not been, and how far each is: one pass over both lengthens paths and finds the nearest.
        let (mut open, mut far): (Vec<usize>, Vec<i64>) = ((0..nodes).collect(), distance.clone());
        far[from] = 0;
        let mut nearest = from;
        while !open.is_empty() {
            let (node, base) = (open.swap_remove(nearest), far.swap_remove(nearest));
            distance[node] = base;
            if node == target || base >= limit {
                break;
            }
            let base = base + self.potential[node];
            let row = if node == exit { &[][..] } else { &self.least[node * exit..][..exit] };
            let out =
                self.one_more(node.min(exit - 1)).filter(|_| node != exit && node != changed).unwrap_or(FORBIDDEN);
            let mut least = i64::MAX;
            for (at, (&to, far)) in open.iter().zip(&mut far).enumerate() {
                let cost = match row.get(to) {
                    Some(&cost) => cost,
                    None if to == exit => out,
                    None if to == changed => FORBIDDEN,
                    None => self.one_less(to).unwrap_or(FORBIDDEN),
                };
                let length = base + cost - self.potential[to];
                if length < *far {
                    *far = length;
                    before[to] = node;
                }
                if *far < least {
                    (least, nearest) = (*far, at);
                }
            }
        }
        open.iter().zip(&far).for_each(|(&node, &far)| distance[node] = far);
        (distance, before)
    }

    fn relocate(&mut self, person: u32, to: usize) {
        let (source, from) = (self.source[person as usize] as usize, self.place[person as usize] as usize);
        self.cost += self.cost_of(source, to) - self.cost_of(source, from);
        self.leave(person, from);
        self.arrive(person, to);
    }

    fn cost_of(&self, source: usize, place: usize) -> i64 {
        self.block.cost[source].get(place).copied().unwrap_or(self.miss)
    }

    fn leave(&mut self, person: u32, from: usize) {
        let position = self.position[person as usize] as usize;
        self.at[from].swap_remove(position);
        if let Some(&moved) = self.at[from].get(position) {
            self.position[moved as usize] = position as u32;
        }
        let places = self.at.len();
        let movers = &mut self.mover[from * places..][..places];
        let lost: Vec<usize> = (0..places).filter(|&to| movers[to] == person).collect();
        let mut found = vec![(FORBIDDEN, NOBODY); lost.len()];
        // Person by person, so that each row of costs is read once.
        for &other in &self.at[from] {
            let row = &self.block.cost[self.source[other as usize] as usize][..];
            let here = row.get(from).copied().unwrap_or(self.miss);
            for (&to, found) in lost.iter().zip(&mut found) {
                let there = row.get(to).copied().unwrap_or(self.miss);
                let extra = there - here;
                if there < FORBIDDEN && (extra < found.0 || (extra == found.0 && other < found.1)) {
                    *found = (extra, other);
                }
            }
        }
        let least = &mut self.least[from * places..][..places];
        for (to, (extra, other)) in lost.into_iter().zip(found) {
            (least[to], movers[to]) = (extra, other);
        }
    }

    fn arrive(&mut self, person: u32, at: usize) {
        self.place[person as usize] = at as u32;
        self.position[person as usize] = self.at[at].len() as u32;
        self.at[at].push(person);
        let (places, source) = (self.at.len(), self.source[person as usize] as usize);
        let here = self.cost_of(source, at);
        let row = self.block.cost[source].iter().copied().chain([self.miss]);
        for (to, there) in row.enumerate().filter(|(to, there)| *to != at && *there < FORBIDDEN) {
            let cell = at * places + to;
            if (there - here, person) < (self.least[cell], self.mover[cell]) {
                (self.least[cell], self.mover[cell]) = (there - here, person);
            }
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
