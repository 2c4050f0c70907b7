//! Small random models against brute force, and models that have no answer.

use super::super::budget::{Asks, Unlimited};
use super::super::random::Random;
use super::{Answer, FORBIDDEN, Model, NoAnswer, OpenCount, evaluate, solve};

/// A model of few clients and sites; the kind decides about capacities, opening costs, counts and fixed sites.
fn model(random: &mut Random) -> Model {
    let (clients, sites) = (1 + random.below(6), 2 + random.below(4));
    let mut cost: Vec<i64> = (0..clients * sites).map(|_| random.below(40) as i64).collect();
    for cost in &mut cost {
        if random.below(8) == 0 {
            *cost = FORBIDDEN;
        }
    }
    let capacitated = random.below(3) > 0;
    let capacity = |random: &mut Random| (capacitated && random.below(5) > 0).then(|| 4 + random.below(16) as i64);
    let dear = random.below(2) * 30;
    let open = match random.below(3) {
        0 => OpenCount::Exactly(1 + random.below(sites)),
        1 => OpenCount::AtMost(1 + random.below(sites)),
        _ => OpenCount::Any,
    };
    let fixed =
        |random: &mut Random, odds: usize| -> Vec<usize> { (0..sites).filter(|_| random.below(odds) == 0).collect() };
    Model {
        cost,
        demand: (0..clients).map(|_| random.below(9) as i64).collect(),
        capacity: (0..sites).map(|_| capacity(random)).collect(),
        opening: (0..sites).map(|_| random.below(dear + 1) as i64).collect(),
        open,
        must_open: fixed(random, 9),
        never_open: fixed(random, 9),
    }
}

/// The least cost over all sets of sites and all assignments.
fn brute_force(model: &Model) -> Option<i64> {
    let (clients, sites) = (model.clients(), model.sites());
    let mut best = None;
    for set in 0..1_usize << sites {
        let open: Vec<usize> = (0..sites).filter(|site| set >> site & 1 == 1).collect();
        for code in 0..open.len().pow(clients as u32) {
            let assigned = (0..clients).map(|c| open[code / open.len().pow(c as u32) % open.len()]).collect();
            let answer = Answer { open: open.clone(), assigned, objective: 0, lower_bound: 0, proven: false };
            if let Ok(cost) = evaluate(model, &answer) {
                best = Some(best.map_or(cost, |best: i64| best.min(cost)));
            }
        }
    }
    best
}

/// The model in units so fine that no table of a knapsack has room for them; odd bits keep it from being coarse again.
fn in_fine_units(model: Model, random: &mut Random) -> Model {
    let mut fine = |amount: i64, up: i64| amount * 1_000_000 + up * random.below(1_000) as i64;
    let demand = model.demand.iter().map(|&d| if d == 0 { 0 } else { fine(d, 1) }).collect();
    let capacity = model.capacity.iter().map(|held| held.map(|held| fine(held, 4))).collect();
    Model { demand, capacity, ..model }
}

#[test]
fn answers_are_the_best_there_are() {
    are_best(model);
}

#[test]
fn answers_are_the_best_where_knapsacks_are_searched() {
    are_best(|random| {
        let coarse = model(random);
        in_fine_units(coarse, random)
    });
}

fn are_best(model: impl Fn(&mut Random) -> Model) {
    let mut random = Random::new(11);
    let (mut solved, mut impossible) = (0, 0);
    for round in 0..600 {
        let model = model(&mut random);
        match (solve(&model, round, &mut Unlimited), brute_force(&model)) {
            (Ok(answer), Some(best)) => {
                assert_eq!(evaluate(&model, &answer), Ok(answer.objective), "{model:?}");
                assert_eq!((answer.objective, answer.lower_bound, answer.proven), (best, best, true), "{model:?}");
                solved += 1;
            }
            (Err(NoAnswer::Infeasible(why)), None) => {
                assert!(!why.is_empty());
                impossible += 1;
            }
            (found, best) => panic!("{found:?} but {best:?} in {model:?}"),
        }
    }
    assert!(solved > 200 && impossible > 50, "{solved} {impossible}");
}

#[test]
fn an_early_end_leaves_an_answer_and_a_bound_that_holds() {
    let mut random = Random::new(5);
    for asks in 0..200 {
        let model = model(&mut random);
        let Some(best) = brute_force(&model) else { continue };
        match solve(&model, 3, &mut Asks(asks / 10)) {
            Ok(answer) => {
                assert!(answer.lower_bound <= best && best <= answer.objective, "{answer:?} {best} {model:?}");
                assert_eq!(evaluate(&model, &answer), Ok(answer.objective));
                assert_eq!(solve(&model, 3, &mut Asks(asks / 10)), Ok(answer));
            }
            Err(why) => assert!(matches!(why, NoAnswer::NotFound(_)), "{why:?}"),
        }
    }
}

/// Points on a line, each a client and a site.
fn line(points: &[i64], open: OpenCount) -> Model {
    let cost = points.iter().flat_map(|a| points.iter().map(move |b| (a - b).abs())).collect();
    let count = points.len();
    Model {
        cost,
        demand: vec![1; count],
        capacity: vec![None; count],
        opening: vec![0; count],
        open,
        must_open: Vec::new(),
        never_open: Vec::new(),
    }
}

#[test]
fn a_person_decides_about_sites() {
    let mut model = line(&[0, 1, 2, 50, 51, 52], OpenCount::Exactly(2));
    let answer = solve(&model, 0, &mut Unlimited).unwrap();
    assert_eq!((answer.open, answer.objective), (vec![1, 4], 4));
    model.must_open = vec![0];
    model.never_open = vec![4];
    let answer = solve(&model, 0, &mut Unlimited).unwrap();
    assert_eq!((answer.open[0], answer.objective), (0, 6));
    assert!(!answer.open.contains(&4));
}

#[test]
fn a_farthest_distance_forbids_pairs() {
    let mut model = line(&[0, 10, 20, 30], OpenCount::Any);
    model.opening = vec![100; 4];
    let distance = model.cost.clone();
    model.forbid_beyond(&distance, 10);
    let answer = solve(&model, 0, &mut Unlimited).unwrap();
    assert_eq!((answer.open.len(), answer.objective), (2, 220));
    model.open = OpenCount::AtMost(1);
    let why = solve(&model, 0, &mut Unlimited).unwrap_err();
    assert!(matches!(why, NoAnswer::Infeasible(_)), "{why:?}");
}

fn why_not(model: &Model) -> String {
    match solve(model, 0, &mut Unlimited) {
        Err(NoAnswer::Infeasible(why) | NoAnswer::Wrong(why) | NoAnswer::NotFound(why)) => why,
        Ok(answer) => panic!("{answer:?}"),
    }
}

#[test]
fn what_cannot_be_is_explained() {
    let good = line(&[0, 1, 2], OpenCount::Exactly(2));
    let full = Model { capacity: vec![Some(1), None, Some(1)], never_open: vec![1], ..good.clone() };
    assert_eq!(why_not(&full), "The 3 clients need 3 together; the 2 largest sites that may be open hold 2.");
    let mut alone = good.clone();
    alone.cost[3..6].fill(FORBIDDEN);
    assert_eq!(why_not(&alone), "Client 1 has no allowed site.");
    let small = Model { capacity: vec![Some(0); 3], ..good.clone() };
    assert_eq!(why_not(&small), "Client 0 needs 1, more than any of its 3 sites holds.");
    let many = Model { open: OpenCount::Exactly(4), ..good.clone() };
    assert_eq!(why_not(&many), "4 sites are to be open, but only 3 may be opened.");
    let both = Model { must_open: vec![1], never_open: vec![1], ..good.clone() };
    assert_eq!(why_not(&both), "Site 1 must be open and must not be open.");
    let fixed = Model { must_open: vec![0, 1, 2], ..good.clone() };
    assert_eq!(why_not(&fixed), "3 sites must be open, but only 2 may be.");
    let bins = Model { demand: vec![2; 3], capacity: vec![Some(3); 3], ..good.clone() };
    assert!(why_not(&bins).contains("splitting"), "{}", why_not(&bins));
    let outside = Model { must_open: vec![3], ..good };
    assert!(why_not(&outside).contains("only 3 sites"));
}

#[test]
fn nobody_to_serve_is_no_problem() {
    let model = Model {
        cost: Vec::new(),
        demand: Vec::new(),
        capacity: vec![None; 3],
        opening: vec![5, 2, 9],
        open: OpenCount::Exactly(2),
        must_open: vec![2],
        never_open: Vec::new(),
    };
    let answer = solve(&model, 0, &mut Unlimited).unwrap();
    assert_eq!((answer.open, answer.objective, answer.proven), (vec![1, 2], 11, true));
}

#[test]
fn knapsacks_by_table_and_by_search_agree() {
    use super::knapsack::{Item, Knapsack};
    let mut random = Random::new(2);
    let mut knapsack = Knapsack::default();
    for _ in 0..300 {
        let count = random.below(12);
        let mut items = Vec::new();
        for client in 0..count as u32 {
            items.push(Item { client, weight: random.below(20) as i64, gain: 1 + random.below(90) as i64 });
        }
        let capacity = 20 + random.below(60) as i64;
        let best = (0..1_usize << count).filter_map(|set| {
            let chosen = items.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, item)| item);
            let (weight, gain) = chosen.fold((0, 0), |(w, g), item| (w + item.weight, g + item.gain));
            (weight <= capacity).then_some(gain)
        });
        let best = best.max().unwrap();
        let mut taken = Vec::new();
        assert_eq!(knapsack.solve(&items, capacity, &mut taken), best);
        assert_eq!(taken.iter().map(|&c| items[c as usize].gain).sum::<i64>(), best);
        // The same knapsack in coarse units, too large for the table.
        let large: Vec<Item> = items.iter().map(|item| Item { weight: item.weight * 1_000_000, ..*item }).collect();
        assert_eq!(knapsack.solve(&large, capacity * 1_000_000 + 999_999, &mut taken), best);
        assert_eq!(taken.iter().map(|&c| items[c as usize].gain).sum::<i64>(), best);
        assert!(knapsack.profile(&large, capacity * 1_000_000).within(capacity * 1_000_000) >= best);
    }
}
