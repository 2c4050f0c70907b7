//! The cheapest way to share people out to a few sinks that each take between a least and a greatest number.
//!
//! Successive shortest augmenting paths on the graph of sinks (Jewell 1958; Busacker and Gowen 1960): people of the same
//! costs are one source, and an arc from sink a to sink b costs what the cheapest move of someone in a to b costs. The
//! first `least` people of a sink earn a bonus larger than any path, so that the minimums are met wherever they can be.

/// A pair that is not allowed.
pub(crate) const FORBIDDEN: i64 = i64::MAX / 4;
const BONUS: i64 = 1 << 50;

/// How many people a sink takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    pub(crate) least: u32,
    pub(crate) most: u32,
}

/// The cheapest assignment: its cost and how many of each source go to each sink; none if a minimum can't be met or
/// someone can go nowhere.
pub(crate) fn cheapest(supply: &[u32], cost: &[Vec<i64>], sinks: &[Range]) -> Option<(i64, Vec<Vec<u32>>)> {
    let mut state = State::new(supply.len(), cost, sinks);
    for (source, &people) in supply.iter().enumerate() {
        let mut left = people;
        while left > 0 {
            left -= state.augment(source, left)?;
        }
    }
    let met = state.fill.iter().zip(sinks).all(|(&f, s)| f >= s.least);
    met.then(|| (state.total(), state.flow))
}

struct State<'a> {
    cost: &'a [Vec<i64>],
    sinks: &'a [Range],
    flow: Vec<Vec<u32>>,
    fill: Vec<u32>,
    /// Cheapest move from a to b: extra cost and who; row by row.
    moves: Vec<(i64, usize)>,
}

impl<'a> State<'a> {
    fn new(sources: usize, cost: &'a [Vec<i64>], sinks: &'a [Range]) -> Self {
        let k = sinks.len();
        let moves = vec![(FORBIDDEN, 0); k * k];
        Self { cost, sinks, flow: vec![vec![0; k]; sources], fill: vec![0; k], moves }
    }

    fn total(&self) -> i64 {
        let row = |(f, c): (&Vec<u32>, &Vec<i64>)| -> i64 {
            f.iter().zip(c).filter(|(n, _)| **n > 0).map(|(&n, &c)| i64::from(n) * c).sum()
        };
        self.flow.iter().zip(self.cost).map(row).sum()
    }

    /// What one more person at this sink costs beyond the way there.
    fn margin(&self, sink: usize) -> i64 {
        let Range { least, most } = self.sinks[sink];
        match self.fill[sink] {
            f if f < least => -BONUS,
            f if f < most => 0,
            _ => FORBIDDEN,
        }
    }

    fn augment(&mut self, source: usize, wanted: u32) -> Option<u32> {
        let k = self.sinks.len();
        let mut distance = self.cost[source].clone();
        let mut before: Vec<Option<usize>> = vec![None; k];
        for _ in 0..k {
            let mut settled = true;
            for a in 0..k {
                if distance[a] >= FORBIDDEN {
                    continue;
                }
                for b in 0..k {
                    let step = self.moves[a * k + b].0;
                    if step < FORBIDDEN && distance[a] + step < distance[b] {
                        distance[b] = distance[a] + step;
                        before[b] = Some(a);
                        settled = false;
                    }
                }
            }
            if settled {
                break;
            }
        }
        let reach = |&b: &usize| distance[b] < FORBIDDEN && self.margin(b) < FORBIDDEN;
        let end = (0..k).filter(reach).min_by_key(|&b| distance[b] + self.margin(b))?;
        let Range { least, most } = self.sinks[end];
        let room = if self.fill[end] < least { least - self.fill[end] } else { most - self.fill[end] };
        let path = self.path(end, &before);
        let pushed = path.iter().map(|&(a, _, who)| self.flow[who][a]).fold(wanted.min(room), u32::min);
        self.push(source, end, &path, pushed);
        (pushed > 0).then_some(pushed)
    }

    fn path(&self, end: usize, before: &[Option<usize>]) -> Vec<(usize, usize, usize)> {
        let (mut path, mut at) = (Vec::new(), end);
        while let Some(a) = before[at] {
            path.push((a, at, self.moves[a * self.sinks.len() + at].1));
            at = a;
        }
        path
    }

    fn push(&mut self, source: usize, end: usize, path: &[(usize, usize, usize)], people: u32) {
        let first = path.last().map_or(end, |&(a, _, _)| a);
        for &(a, b, who) in path {
            self.flow[who][a] -= people;
            self.flow[who][b] += people;
        }
        self.flow[source][first] += people;
        self.fill[end] += people;
        for &(a, b, who) in path {
            self.arrived(who, b);
            if self.flow[who][a] == 0 {
                self.left(who, a);
            }
        }
        self.arrived(source, first);
    }

    /// The cheapest moves from `a` when this source has come there. Of moves that cost the same the first source's counts,
    /// whatever came first.
    fn arrived(&mut self, who: usize, a: usize) {
        if self.flow[who][a] == 0 {
            return; // Passed through on the same path.
        }
        let k = self.sinks.len();
        let here = self.cost[who][a];
        for (b, best) in self.moves[a * k..][..k].iter_mut().enumerate() {
            let there = self.cost[who][b];
            if b != a && there < FORBIDDEN && (there - here, who) < *best {
                *best = (there - here, who);
            }
        }
    }

    /// The cheapest moves from `a` when this source has left it: only where it was the cheapest is there another now.
    fn left(&mut self, who: usize, a: usize) {
        let k = self.sinks.len();
        for b in (0..k).filter(|&b| b != a) {
            let best = &mut self.moves[a * k + b];
            if best.0 < FORBIDDEN && best.1 == who {
                let stays = self.flow.iter().zip(self.cost).enumerate().filter(|(_, (flow, _))| flow[a] > 0);
                let moves =
                    stays.filter(|(_, (_, cost))| cost[b] < FORBIDDEN).map(|(w, (_, cost))| (cost[b] - cost[a], w));
                *best = moves.min().unwrap_or((FORBIDDEN, 0));
            }
        }
    }
}
