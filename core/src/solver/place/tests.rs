//! Blocks that are searched against blocks that are listed, and seats that change against seats dealt out anew.

use std::collections::BTreeSet;

use super::capacity::{Holder, Resource};
use super::model::{Block, Model, Offer};
use super::seats::Seats;
use super::transport::{FORBIDDEN, Range, cheapest};
use super::{Opening, Watch, block, chosen, vast};
use crate::solver::budget::{Asks, Unlimited};
use crate::solver::random::Random;

const MISS: i64 = 100_000;

fn offer(site: usize, seats: u32) -> Offer {
    Offer { site, seats, main: None, second: None, uses: vec![site] }
}

/// People of one subject at the sites with one kind of room each.
fn random_block(random: &mut Random, people: usize, seats: &[u32]) -> Block {
    let mut next = 0;
    let (mut sources, mut cost) = (Vec::new(), Vec::new());
    while next < people {
        let many = (1 + random.below(3)).min(people - next);
        sources.push((next..next + many).collect());
        next += many;
        let far = |_| if random.below(8) == 0 { FORBIDDEN } else { random.below(200) as i64 };
        cost.push((0..seats.len()).map(far).collect());
    }
    let offers = seats.iter().enumerate().map(|(site, &seats)| offer(site, seats)).collect();
    Block { subject: None, sources, cost, offers }
}

/// Rooms for `limits` groups at each site, which all blocks share.
fn model(blocks: Vec<Block>, limits: &[u32]) -> Model {
    let resource = |(site, &limit): (usize, &u32)| Resource {
        holder: Holder::Rooms(site, BTreeSet::from([0])),
        per_stream: vec![limit],
    };
    let resources = limits.iter().enumerate().map(resource).collect();
    Model { blocks, resources, miss: MISS, nowhere: Vec::new() }
}

#[test]
fn seats_that_change_cost_what_they_would_if_dealt_out_anew() {
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let places = 2 + random.below(4);
        let people = 5 + random.below(30);
        let block = random_block(&mut random, people, &vec![5; places]);
        let prices: Vec<i64> = (0..places).map(|_| random.below(90) as i64).collect();
        let mut seats = Seats::new(&block, MISS, &prices);
        let mut ranges = vec![Range { least: 0, most: u32::MAX }; places + 1];
        (0..places).for_each(|o| seats.set_range(o, ranges[o]));
        let costs: Vec<Vec<i64>> = block.cost.iter().map(|row| row.iter().copied().chain([MISS]).collect()).collect();
        for step in 0..40 {
            let (at, least) = (random.below(places), random.below(6) as u32);
            ranges[at] = Range { least, most: least + random.below(9) as u32 };
            seats.set_range(at, ranges[at]);
            let told = (seats.unmet() == 0).then(|| seats.cost());
            let anew = cheapest(&block.supply(), &costs, &ranges).map(|(cost, _)| cost);
            assert_eq!(told, anew, "seed {seed}, step {step}: {ranges:?}");
        }
    }
}

#[test]
fn a_price_says_at_most_what_a_group_more_saves_and_at_least_what_one_less_costs() {
    for seed in 0..40 {
        let mut random = Random::new(seed);
        let block = random_block(&mut random, 40, &[5; 4]);
        let mut seats = Seats::new(&block, MISS, &[0; 4]);
        let counts: Vec<u32> = (0..4).map(|_| random.below(4) as u32).collect();
        let range = |groups: u32| Range { least: 0, most: 5 * groups };
        counts.iter().enumerate().for_each(|(o, &n)| seats.set_range(o, range(n)));
        for (o, &groups) in counts.iter().enumerate() {
            let (price, before) = (seats.price(o), seats.cost());
            for other in [groups + 1, groups.saturating_sub(1)] {
                let mut changed = seats.clone();
                changed.set_range(o, range(other));
                let least = before - price * 5 * (i64::from(other) - i64::from(groups));
                assert!(changed.cost() >= least, "seed {seed}, offer {o}: {} < {least}", changed.cost());
            }
        }
    }
}

fn small_model(seed: u64) -> Model {
    let mut random = Random::new(seed);
    let seats: Vec<u32> = (0..3).map(|_| 3 + random.below(3) as u32).collect();
    let blocks = (0..2).map(|_| random_block(&mut random, 13, &seats)).collect();
    let limits: Vec<u32> = (0..3).map(|_| 1 + random.below(4) as u32).collect();
    model(blocks, &limits)
}

fn cost_of(model: &Model, opening: &Opening, group_cost: i64) -> i64 {
    let groups: i64 = opening.counts.iter().flatten().map(|&n| i64::from(n)).sum();
    let blocks = model.blocks.iter().zip(&opening.counts);
    let people = blocks.map(|(b, counts)| block::assign(b, model.miss, 2, counts).map_or(0, |(cost, _)| cost));
    people.sum::<i64>() + groups * group_cost
}

#[test]
fn searched_blocks_lie_between_their_bound_and_what_listing_finds() {
    let (mut apart, mut best) = (0, 0);
    for seed in 0..60 {
        let (model, group_cost) = (small_model(seed), 30);
        let listed = chosen(&model, 2, group_cost, &mut Watch::new(&mut Unlimited));
        let searched = vast::open(&model, 2, group_cost, &mut Watch::new(&mut Unlimited));
        let (least, reached) = (cost_of(&model, &listed, group_cost), cost_of(&model, &searched, group_cost));
        assert_eq!(listed.bound, least, "seed {seed}: small blocks are proven");
        assert!(searched.bound <= least, "seed {seed}: bound {} past {least}", searched.bound);
        assert!(reached >= least, "seed {seed}: {reached} beats {least}");
        for (r, resource) in model.resources.iter().enumerate() {
            let taken: u16 = searched.counts.iter().map(|c| c[r]).sum();
            assert!(u32::from(taken) <= resource.limit(), "seed {seed}: room {r}");
        }
        (apart, best) = (apart + reached % MISS - least % MISS, best + least % MISS);
    }
    assert!(apart * 100 <= best * 4, "{apart} of {best} in all");
}

#[test]
fn a_search_that_is_stopped_at_once_still_keeps_the_least_size() {
    let model = small_model(7);
    let opening = vast::open(&model, 2, 30, &mut Watch::new(&mut Asks(0)));
    for (block, (counts, shares)) in model.blocks.iter().zip(opening.counts.iter().zip(&opening.shares)) {
        let rows = shares.as_ref().expect("shares");
        for (o, &groups) in counts.iter().enumerate() {
            let people: u32 = rows.iter().map(|row| row[o]).sum();
            assert!(people >= 2 * u32::from(groups) && people <= block.offers[o].seats * u32::from(groups));
        }
    }
}
