use super::*;
use crate::solver::budget::{Asks, Unlimited};
use crate::solver::random::Random;

/// Bellman-Ford over the residual network: optimal exactly when no cycle of it is negative.
fn has_negative_cycle(network: &Network<i64>, units: &[i64]) -> bool {
    let mut residual = Vec::new();
    for (a, &n) in network.arcs.iter().zip(units) {
        if n < a.capacity {
            residual.push((a.from, a.to, a.cost));
        }
        if n > 0 {
            residual.push((a.to, a.from, -a.cost));
        }
    }
    let mut distance = vec![0i64; network.supply.len()];
    for _ in 0..network.supply.len() {
        for &(from, to, cost) in &residual {
            distance[to] = distance[to].min(distance[from] + cost);
        }
    }
    residual.iter().any(|&(from, to, cost)| distance[from] + cost < distance[to])
}

fn balance(network: &Network<i64>, units: &[i64]) -> Vec<i64> {
    let mut balance = network.supply.clone();
    for (a, &n) in network.arcs.iter().zip(units) {
        assert!((0..=a.capacity).contains(&n), "{n} on an arc of {}", a.capacity);
        balance[a.from] -= n;
        balance[a.to] += n;
    }
    balance
}

fn any_network(random: &mut Random) -> Network<i64> {
    let mut network = Network::new();
    let nodes = 2 + random.below(7);
    let mut supplies: Vec<i64> = (1..nodes).map(|_| random.below(9) as i64 - 4).collect();
    supplies.push(-supplies.iter().sum::<i64>());
    for supply in supplies {
        network.add_node(supply);
    }
    for _ in 0..random.below(25) {
        let (from, to) = (random.below(nodes), random.below(nodes));
        network.add_arc(from, to, random.below(7) as i64, random.below(21) as i64 - 8);
    }
    network
}

#[test]
fn random_networks_are_solved_to_the_optimum_or_shown_to_be_infeasible() {
    let (mut feasible, mut infeasible) = (0, 0);
    for seed in 0..4000 {
        let network = any_network(&mut Random::new(seed));
        match network.solve(&mut Unlimited) {
            Ok(flow) => {
                feasible += 1;
                assert!(balance(&network, &flow.units).iter().all(|&b| b == 0), "seed {seed}");
                assert!(!has_negative_cycle(&network, &flow.units), "seed {seed}");
                assert_eq!(flow.cost(&network), flow.bound(&network), "seed {seed}");
            }
            Err(FlowError::Infeasible { nodes, excess }) => {
                infeasible += 1;
                let inside = |n: usize| nodes.contains(&n);
                let supply: i64 = nodes.iter().map(|&n| network.supply[n]).sum();
                let out: i64 =
                    network.arcs.iter().filter(|a| inside(a.from) && !inside(a.to)).map(|a| a.capacity).sum();
                assert!(excess > 0 && supply - out == excess, "seed {seed}");
            }
            Err(other) => panic!("seed {seed}: {other:?}"),
        }
    }
    assert!(feasible > 500 && infeasible > 500, "{feasible} and {infeasible}");
}

#[test]
fn costs_of_several_terms_are_compared_one_after_the_other() {
    for seed in 0..500 {
        let network = any_network(&mut Random::new(seed));
        let mut terms = Network::<Terms<2>>::new();
        let mut scaled = Network::<i128>::new();
        for &supply in &network.supply {
            terms.add_node(supply);
            scaled.add_node(supply);
        }
        let mut random = Random::new(seed + 1_000_000);
        for a in &network.arcs {
            let second = i128::from(random.below(9) as u32);
            let first = i128::from(a.cost);
            terms.add_arc(a.from, a.to, a.capacity, Terms([first, second]));
            scaled.add_arc(a.from, a.to, a.capacity, first * 100_000 + second);
        }
        match (terms.solve(&mut Unlimited), scaled.solve(&mut Unlimited)) {
            (Ok(a), Ok(b)) => {
                let Terms([first, second]) = a.cost(&terms);
                assert_eq!(first * 100_000 + second, b.cost(&scaled), "seed {seed}");
            }
            (Err(a), Err(b)) => assert_eq!(a, b, "seed {seed}"),
            (a, b) => panic!("seed {seed}: {a:?} {b:?}"),
        }
    }
}

#[test]
fn a_stopped_flow_is_feasible_and_its_bound_still_holds() {
    let mut random = Random::new(5);
    let mut network = Network::<i64>::new();
    let (people, places) = (600, 12);
    for _ in 0..people {
        network.add_node(1);
    }
    for _ in 0..places {
        network.add_node(-(people as i64) / places as i64);
    }
    for person in 0..people {
        for place in 0..places {
            network.add_arc(person, people + place, 1, random.below(1000) as i64);
        }
    }
    let best = network.solve(&mut Unlimited).unwrap();
    let mut stopped = 0;
    for asks in 0..12 {
        match network.solve(&mut Asks(asks)) {
            Ok(flow) => {
                stopped += usize::from(!flow.optimal);
                assert!(flow.bound(&network) <= best.cost(&network) && flow.cost(&network) >= best.cost(&network));
                assert!(balance(&network, &flow.units).iter().all(|&b| b == 0));
            }
            Err(error) => assert_eq!(error, FlowError::Stopped),
        }
    }
    assert!(stopped > 0);
}

#[test]
fn broken_networks_are_refused() {
    let mut unbalanced = Network::<i64>::new();
    unbalanced.add_node(2);
    assert_eq!(unbalanced.solve(&mut Unlimited), Err(FlowError::Unbalanced(2)));
    let mut loose = Network::<i64>::new();
    let node = loose.add_node(0);
    loose.add_arc(node, 9, 1, 1);
    assert_eq!(loose.solve(&mut Unlimited), Err(FlowError::BadArc(0)));
    let mut dear = Network::<i64>::new();
    let (a, b) = (dear.add_node(1), dear.add_node(-1));
    dear.add_arc(a, b, 1, i64::MAX / 2);
    assert_eq!(dear.solve(&mut Unlimited), Err(FlowError::TooLarge));
}
