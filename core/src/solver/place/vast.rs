//! How many groups of each offer to open where blocks are too large to enumerate: all blocks together, from the prices
//! of the relaxation ([`super::prices`]), by opening and closing groups on the exact assignment ([`super::seats`]).
//!
//! A step opens a group, closes one, moves one, hands a room from one block to another, or exchanges the rooms of two
//! blocks at two venues. The cost of an assignment is convex in its seats, so their prices say at most what a step can
//! save (Shapley 1962 on the substitution of places): only steps that could help are tried, on a copy of their blocks,
//! and kept if they do.

use super::model::{Model, Offer};
use super::prices::{Prices, SCALE};
use super::seats::Seats;
use super::transport::Range;
use super::{Opening, Watch};

/// Steps of one kind that may fail one after the other in a round: the rest promise less.
const IN_VAIN: usize = 48;
/// Partners to look at for each half of an exchange.
const PARTNERS: usize = 16;

pub(super) fn open(model: &Model, min_size: u32, group_cost: i64, watch: &mut Watch) -> Opening {
    let mut prices = Prices::new(model, group_cost, watch);
    let mut search = Search::new(model, min_size, group_cost, &prices);
    search.improve(watch);
    search.mend();
    prices.raise(model, group_cost, search.cost(), watch);
    let shares = search.blocks.iter().map(|b| Some(b.shares())).collect();
    Opening { counts: search.counts, shares, bound: prices.bound }
}

/// One group more (or less) of an offer of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    block: usize,
    offer: usize,
    more: bool,
}

impl Turn {
    const fn back(self) -> Self {
        Self { more: !self.more, ..self }
    }
}

type Step = Vec<Turn>;

/// What came of a step.
enum Tried {
    Helped,
    Failed,
    /// It could not help any more, or may not be.
    Idle,
}

struct Search<'a> {
    model: &'a Model,
    min_size: u32,
    group_cost: i64,
    blocks: Vec<Seats<'a>>,
    counts: Vec<Vec<u16>>,
    /// Groups that take each resource.
    usage: Vec<u32>,
}

impl<'a> Search<'a> {
    /// As many groups of each offer as the relaxation fills, then those that it fills most.
    fn new(model: &'a Model, min_size: u32, group_cost: i64, prices: &Prices) -> Self {
        let blocks = model.blocks.iter().map(|b| {
            let shares: Vec<i64> = b.offers.iter().map(|o| prices.share(o, group_cost) / SCALE).collect();
            Seats::new(b, model.miss, &shares)
        });
        let counts = model.blocks.iter().map(|b| vec![0; b.offers.len()]).collect();
        let usage = vec![0; model.resources.len()];
        let mut search = Self { model, min_size, group_cost, blocks: blocks.collect(), counts, usage };
        for turn in search.wanted(&prices.wishes(model, group_cost)) {
            if search.may(&[turn]) {
                search.count(turn);
            }
        }
        for block in 0..search.blocks.len() {
            for offer in 0..search.counts[block].len() {
                let range = search.range(block, offer);
                search.blocks[block].set_range(offer, range);
            }
        }
        search
    }

    /// A group for every full one of the relaxation, then one for each that is at least half full, the fullest first.
    fn wanted(&self, wishes: &[Vec<u32>]) -> Vec<Turn> {
        let (mut full, mut rest) = (Vec::new(), Vec::new());
        for (block, wishes) in wishes.iter().enumerate() {
            for (offer, &people) in wishes.iter().enumerate() {
                let turn = Turn { block, offer, more: true };
                let seats = self.offer(turn).seats.max(1);
                full.extend((0..people / seats).map(|_| turn));
                let left = people % seats;
                if left * 2 >= seats && left >= self.min_size {
                    rest.push((std::cmp::Reverse(left * 100 / seats), turn));
                }
            }
        }
        rest.sort_unstable();
        full.extend(rest.into_iter().map(|(_, turn)| turn));
        full
    }

    fn offer(&self, turn: Turn) -> &'a Offer {
        &self.model.blocks[turn.block].offers[turn.offer]
    }

    fn range(&self, block: usize, offer: usize) -> Range {
        let groups = u32::from(self.counts[block][offer]);
        Range { least: self.min_size * groups, most: self.model.blocks[block].offers[offer].seats * groups }
    }

    fn count(&mut self, turn: Turn) {
        let groups = &mut self.counts[turn.block][turn.offer];
        *groups = if turn.more { *groups + 1 } else { *groups - 1 };
        for &r in &self.offer(turn).uses {
            self.usage[r] = if turn.more { self.usage[r] + 1 } else { self.usage[r] - 1 };
        }
    }

    /// The groups that the step closes are there, and those that it opens find room.
    fn may(&mut self, step: &[Turn]) -> bool {
        let there = |t: &&Turn| !t.more && self.counts[t.block][t.offer] == 0;
        if step.iter().any(|t| there(&t)) {
            return false;
        }
        step.iter().for_each(|&turn| self.count(turn));
        let opened = step.iter().filter(|t| t.more);
        let fits = opened.clone().all(|&t| self.offer(t).uses.iter().all(|&r| self.usage[r] <= self.limit(r)));
        let once = opened.clone().all(|&t| self.mixed_once(t));
        step.iter().for_each(|&turn| self.count(turn.back()));
        fits && once
    }

    fn limit(&self, resource: usize) -> u32 {
        self.model.resources[resource].limit()
    }

    /// Two mixed groups of one pair of languages at one venue can be rearranged into one, so one is enough.
    fn mixed_once(&self, turn: Turn) -> bool {
        let here = self.offer(turn);
        let pair = |o: &Offer| (o.site, o.seats, o.main.min(o.second), o.main.max(o.second));
        let offers = self.model.blocks[turn.block].offers.iter().zip(&self.counts[turn.block]);
        let alike = offers.filter(|(o, _)| o.second.is_some() && pair(o) == pair(here));
        here.second.is_none() || alike.map(|(_, &n)| n).sum::<u16>() <= 1
    }

    /// What all costs, those left out and those missing to a group's least included.
    fn cost(&self) -> i64 {
        let groups: i64 = self.counts.iter().flatten().map(|&n| i64::from(n)).sum();
        self.blocks.iter().map(Seats::cost).sum::<i64>() + groups * self.group_cost
    }

    /// At most what the turn saves by itself.
    fn worth(&self, turn: Turn) -> i64 {
        let price = self.blocks[turn.block].price(turn.offer);
        let people = if price > 0 { self.offer(turn).seats } else { self.min_size };
        let seats = i64::from(people) * price;
        if turn.more { seats - self.group_cost } else { self.group_cost - seats }
    }

    /// Rounds of steps, those that promise most first, until a round finds nothing.
    fn improve(&mut self, watch: &mut Watch) {
        loop {
            let mut found = false;
            for kind in [Self::singles, Self::hand_overs, Self::moves, Self::exchanges] {
                let mut steps: Vec<(i64, Step)> = kind(self);
                steps.sort_unstable_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
                let mut vain = 0;
                for (_, step) in steps {
                    if !watch.go_on() {
                        return;
                    }
                    match self.try_step(&step) {
                        Tried::Helped => (found, vain) = (true, 0),
                        Tried::Failed => vain += 1,
                        Tried::Idle => {}
                    }
                    if vain >= IN_VAIN {
                        break;
                    }
                }
            }
            if !found {
                return;
            }
            watch.found(self.cost());
        }
    }

    /// Takes a step if it helps.
    fn try_step(&mut self, step: &[Turn]) -> Tried {
        if self.promised(step) <= 0 || !self.may(step) {
            return Tried::Idle;
        }
        let mut touched: Vec<usize> = step.iter().map(|t| t.block).collect();
        touched.sort_unstable();
        touched.dedup();
        let kept: Vec<Seats<'a>> = touched.iter().map(|&b| self.blocks[b].clone()).collect();
        let before = (self.unmet(&touched), self.cost());
        // Seats are opened before others are closed, so that people go straight where they will stay.
        let (opened, closed): (Vec<Turn>, Vec<Turn>) = step.iter().partition(|t| t.more);
        opened.iter().for_each(|&turn| self.take(turn));
        // What opening saved is known now; where closing costs more than that at least, it needn't be tried.
        if before.0 > 0 || self.unmet(&touched) > 0 || before.1 - self.cost() + self.promised(&closed) > 0 {
            closed.iter().for_each(|&turn| self.take(turn));
            if (self.unmet(&touched), self.cost()) < before {
                return Tried::Helped;
            }
            closed.iter().for_each(|&turn| self.count(turn.back()));
        }
        opened.iter().for_each(|&turn| self.count(turn.back()));
        for (block, seats) in touched.into_iter().zip(kept) {
            self.blocks[block] = seats;
        }
        Tried::Failed
    }

    /// At most what the turns save together.
    fn promised(&self, turns: &[Turn]) -> i64 {
        turns.iter().map(|&t| self.worth(t)).sum()
    }

    fn take(&mut self, turn: Turn) {
        self.count(turn);
        let range = self.range(turn.block, turn.offer);
        self.blocks[turn.block].set_range(turn.offer, range);
    }

    fn unmet(&self, blocks: &[usize]) -> u32 {
        blocks.iter().map(|&b| self.blocks[b].unmet()).sum()
    }

    /// Closes groups that don't find their least number of people.
    fn mend(&mut self) {
        for block in 0..self.blocks.len() {
            loop {
                let short = |&o: &usize| self.blocks[block].filled(o) < self.range(block, o).least;
                let Some(offer) = (0..self.counts[block].len()).find(short) else { break };
                self.take(Turn { block, offer, more: false });
            }
        }
    }

    fn turns(&self, more: bool) -> Vec<(i64, Turn)> {
        let mut turns = Vec::new();
        for (block, counts) in self.counts.iter().enumerate() {
            let open = (0..counts.len()).filter(|&o| more || counts[o] > 0);
            turns.extend(open.map(|offer| Turn { block, offer, more }).map(|t| (self.worth(t), t)));
        }
        turns
    }

    /// Open one, close one.
    fn singles(&self) -> Vec<(i64, Step)> {
        let all = self.turns(true).into_iter().chain(self.turns(false));
        all.filter(|(worth, _)| *worth > 0).map(|(worth, t)| (worth, vec![t])).collect()
    }

    /// Close one and open one of another block that takes what it took.
    fn hand_overs(&self) -> Vec<(i64, Step)> {
        self.pairs(|a, b| a.block != b.block && self.meet(a, b))
    }

    /// Close one and open one of the same block elsewhere.
    fn moves(&self) -> Vec<(i64, Step)> {
        self.pairs(|a, b| a.block == b.block && a.offer != b.offer)
    }

    fn meet(&self, a: Turn, b: Turn) -> bool {
        self.offer(a).uses.iter().any(|r| self.offer(b).uses.contains(r))
    }

    fn pairs(&self, suit: impl Fn(Turn, Turn) -> bool) -> Vec<(i64, Step)> {
        let opened = self.turns(true);
        let mut steps = Vec::new();
        for (gain, close) in self.turns(false) {
            let suits = opened.iter().filter(|(more, open)| gain + more > 0 && suit(close, *open));
            steps.extend(suits.map(|(more, open)| (gain + more, vec![close, *open])));
        }
        steps
    }

    /// Two blocks exchange their groups at two venues: what one of them gives up at each the other takes.
    fn exchanges(&self) -> Vec<(i64, Step)> {
        let mut steps = Vec::new();
        let swaps = self.swaps();
        for (index, (worth, one)) in swaps.iter().enumerate() {
            let back = swaps[index + 1..].iter().filter(|(other, two)| {
                worth + other > 0 && one[0].block == two[1].block && one[1].block == two[0].block
            });
            let both = |(other, two): &(i64, Step)| (worth + other, one.iter().chain(two).copied().collect());
            steps.extend(back.take(PARTNERS).map(both));
        }
        steps
    }

    /// Every hand-over, whatever it promises, best first.
    fn swaps(&self) -> Vec<(i64, Step)> {
        let opened = self.turns(true);
        let mut swaps: Vec<(i64, Step)> = Vec::new();
        for (gain, close) in self.turns(false) {
            let meets = opened.iter().filter(|(_, open)| close.block != open.block && self.meet(close, *open));
            swaps.extend(meets.map(|(more, open)| (gain + more, vec![close, *open])));
        }
        swaps.sort_unstable_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        swaps
    }
}
