//! What rooms and trainers are worth to blocks too large to enumerate, and what no placement can then cost less than.
//!
//! Everyone pays for a share of their group: its cost and the prices of what it takes, spread over its seats. At any
//! prices the sum of everyone's cheapest offers, less what all resources cost, bounds every placement (Lagrangian
//! relaxation: Geoffrion 1974; Fisher 1981). The first prices come from the exact transportation of everyone to the
//! venues' seats, whose dual they are: where only rooms of one size are short, no prices prove more. Otherwise, as where
//! trainers are short, subgradient steps move them on.

use std::collections::BTreeSet;

use super::Watch;
use super::capacity::Holder;
use super::model::{Block, Model, Offer};
use super::transport::FORBIDDEN;
use crate::solver::flow::transport::{NEVER, Transport, TransportError};

/// Prices and shares are counted in this part of a kilometre.
pub(super) const SCALE: i64 = 1 << 10;
/// The transportation's whole numbers are no larger.
const LARGEST: i64 = 1 << 30;
/// Most steps of the price search, and how many in vain end it.
const STEPS: u32 = 120;
const IN_VAIN: u32 = 12;

/// A price of each resource, and the bound that it proves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prices {
    /// By resource: what one group more would save, in `1 / SCALE`.
    resource: Vec<i64>,
    /// No placement of the blocks costs less.
    pub(super) bound: i64,
}

impl Prices {
    /// The prices of the transportation to the venues; all 0 when told to stop.
    pub(super) fn new(model: &Model, group_cost: i64, watch: &mut Watch) -> Self {
        let resource = from_venues(model, group_cost, watch).unwrap_or_else(|| vec![0; model.resources.len()]);
        let bound = Relaxed::new(model, group_cost, &resource).bound();
        Self { resource, bound }
    }

    /// What a seat of this offer costs with its group, in `1 / SCALE`.
    pub(super) fn share(&self, offer: &Offer, group_cost: i64) -> i64 {
        share(offer, group_cost, &self.resource)
    }

    /// People of each block at each offer when everyone takes what is cheapest for them.
    pub(super) fn wishes(&self, model: &Model, group_cost: i64) -> Vec<Vec<u32>> {
        Relaxed::new(model, group_cost, &self.resource).people
    }

    /// Moves the prices on while that may prove more: subgradient steps of Polyak's length towards a cost that is reached.
    pub(super) fn raise(&mut self, model: &Model, group_cost: i64, reached: i64, watch: &mut Watch) {
        let (mut prices, mut length, mut idle) = (self.resource.clone(), 1.0, 0);
        for _ in 0..STEPS {
            let relaxed = Relaxed::new(model, group_cost, &prices);
            if relaxed.bound() > self.bound {
                (self.bound, self.resource, idle) = (relaxed.bound(), prices.clone(), 0);
            } else {
                (idle, length) = (idle + 1, length * 0.7);
            }
            if idle > IN_VAIN || self.bound >= reached || !watch.go_on() {
                break;
            }
            let slope = relaxed.slope(model);
            step(&mut prices, &slope, length, (reached - relaxed.bound()).max(1));
        }
    }
}

/// The price of each resource rises with the groups wanted past its limit, and falls with those short of it.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a step's length needs no exactness")]
fn step(prices: &mut [i64], slope: &[i64], length: f64, distance: i64) {
    let counts = |(slope, price): &(&i64, &i64)| **slope > 0 || **price > 0;
    let scale = SCALE as f64;
    let square = |(slope, _): (&i64, &i64)| (*slope as f64 / scale) * (*slope as f64 / scale);
    let norm: f64 = slope.iter().zip(prices.iter()).filter(counts).map(square).sum();
    if norm > 0.0 {
        let stride = length * distance as f64 / norm;
        for (price, &slope) in prices.iter_mut().zip(slope) {
            *price = (*price + libm::round(stride * slope as f64) as i64).max(0);
        }
    }
}

fn share(offer: &Offer, group_cost: i64, prices: &[i64]) -> i64 {
    let taken: i64 = offer.uses.iter().map(|&r| prices[r]).sum();
    (group_cost * SCALE + taken) / i64::from(offer.seats.max(1))
}

/// Everyone at the offer that is cheapest at certain prices.
struct Relaxed {
    /// What all pay less what all resources cost, in `1 / SCALE`.
    value: i64,
    /// People by block and offer.
    people: Vec<Vec<u32>>,
}

impl Relaxed {
    fn new(model: &Model, group_cost: i64, prices: &[i64]) -> Self {
        let all: i64 = model.resources.iter().zip(prices).map(|(r, p)| i64::from(r.limit()) * p).sum();
        let mut relaxed = Self { value: -all, people: Vec::new() };
        for block in &model.blocks {
            let shares: Vec<i64> = block.offers.iter().map(|o| share(o, group_cost, prices)).collect();
            let mut people = vec![0; block.offers.len()];
            for (row, supply) in block.cost.iter().zip(block.supply()) {
                let (least, at) = cheapest(row, &shares, model.miss);
                relaxed.value += least * i64::from(supply);
                if let Some(offer) = at {
                    people[offer] += supply;
                }
            }
            relaxed.people.push(people);
        }
        relaxed
    }

    /// Costs are whole, so the bound can be rounded up.
    const fn bound(&self) -> i64 {
        -((-self.value).div_euclid(SCALE))
    }

    /// Groups wanted past the limit of each resource, in `1 / SCALE`.
    fn slope(&self, model: &Model) -> Vec<i64> {
        let mut slope: Vec<i64> = model.resources.iter().map(|r| -i64::from(r.limit()) * SCALE).collect();
        for (block, people) in model.blocks.iter().zip(&self.people) {
            for (offer, &people) in block.offers.iter().zip(people) {
                let groups = i64::from(people) * SCALE / i64::from(offer.seats.max(1));
                offer.uses.iter().for_each(|&r| slope[r] += groups);
            }
        }
        slope
    }
}

/// Least cost with shares and where; being left out has no place.
fn cheapest(row: &[i64], shares: &[i64], miss: i64) -> (i64, Option<usize>) {
    let mut best = (miss * SCALE, None);
    for (offer, (&cost, &share)) in row.iter().zip(shares).enumerate() {
        if cost < FORBIDDEN && cost * SCALE + share < best.0 {
            best = (cost * SCALE + share, Some(offer));
        }
    }
    best
}

/// The dual of the transportation of all people to the venues, each of which has the seats of its largest rooms' groups.
fn from_venues(model: &Model, group_cost: i64, watch: &mut Watch) -> Option<Vec<i64>> {
    let offers = model.blocks.iter().flat_map(|b| &b.offers);
    let sites: Vec<usize> = offers.map(|o| o.site).collect::<BTreeSet<_>>().into_iter().collect();
    let wholes: Vec<Option<(usize, u32)>> = sites.iter().map(|&s| whole(model, s)).collect();
    let seats = |w: &Option<(usize, u32)>| w.map_or(u32::MAX, |(r, seats)| model.resources[r].limit() * seats);
    let farthest = model.blocks.iter().flat_map(|b| b.cost.iter().flatten()).filter(|c| **c < FORBIDDEN).max();
    let scale = (LARGEST / (model.miss.max(farthest.copied().unwrap_or(0) + group_cost) + 1)).clamp(1, SCALE);
    let mut table = Transport { capacity: wholes.iter().map(seats).chain([u32::MAX]).collect(), cost: Vec::new() };
    for block in &model.blocks {
        for (row, people) in block.cost.iter().zip(block.supply()) {
            let costs = site_costs(block, row, &sites, group_cost, scale);
            let left_out = (model.miss.saturating_mul(scale)).min(LARGEST) as i32;
            for _ in 0..people {
                table.cost.extend(costs.iter().copied().chain([left_out]));
            }
        }
    }
    let mut go_on = || !watch.go_on();
    let solved = match table.solve(&mut go_on) {
        Err(TransportError::Stopped) => return None,
        solved => solved.ok(),
    };
    let mut resource = vec![0; model.resources.len()];
    for (whole, price) in wholes.iter().zip(solved.iter().flat_map(|s| &s.price)) {
        if let Some((r, seats)) = whole {
            resource[*r] = price * i64::from(*seats) * SCALE / scale;
        }
    }
    Some(resource)
}

/// What the cheapest offer of each venue costs with a seat's share of the group.
fn site_costs(block: &Block, row: &[i64], sites: &[usize], group_cost: i64, scale: i64) -> Vec<i32> {
    let mut costs = vec![NEVER; sites.len()];
    for (offer, &cost) in block.offers.iter().zip(row).filter(|(_, c)| **c < FORBIDDEN) {
        let Ok(site) = sites.binary_search(&offer.site) else { continue };
        let whole = cost * scale + group_cost * scale / i64::from(offer.seats.max(1));
        costs[site] = costs[site].min(i32::try_from(whole.min(LARGEST)).unwrap_or(NEVER));
    }
    costs
}

/// The resource of most rooms of a venue, and the most seats of a group that takes it.
fn whole(model: &Model, site: usize) -> Option<(usize, u32)> {
    let rooms = |r: &usize| match &model.resources[*r].holder {
        Holder::Rooms(at, rooms) if *at == site => rooms.len(),
        _ => 0,
    };
    let most = (0..model.resources.len()).filter(|r| rooms(r) > 0).max_by_key(rooms)?;
    let offers = model.blocks.iter().flat_map(|b| &b.offers).filter(|o| o.uses.contains(&most));
    Some((most, offers.map(|o| o.seats).max()?))
}
