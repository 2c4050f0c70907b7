use super::*;
use crate::solver::budget::Unlimited;
use crate::solver::flow::{FlowError, Network};
use crate::solver::random::Random;

fn any_problem(random: &mut Random, pairs_forbidden: usize) -> Transport {
    let (people, places) = (1 + random.below(40), 1 + random.below(6));
    let cost = (0..people * places)
        .map(|_| if random.below(100) < pairs_forbidden { NEVER } else { random.below(50) as i32 })
        .collect();
    let capacity = (0..places).map(|_| random.below(2 * people / places + 3) as u32).collect();
    Transport { capacity, cost }
}

/// The same problem for the general solver: it shares nothing with this one.
fn by_simplex(problem: &Transport) -> Result<i64, FlowError> {
    let mut network = Network::<i64>::new();
    let seats: i64 = problem.capacity.iter().map(|&c| i64::from(c)).sum();
    let people = problem.people() as i64;
    if seats < people {
        return Err(FlowError::Unbalanced(people - seats));
    }
    let places: Vec<usize> = problem.capacity.iter().map(|&c| network.add_node(-i64::from(c))).collect();
    let nobody = network.add_node(seats - people);
    for &place in &places {
        network.add_arc(nobody, place, seats, 0);
    }
    for row in problem.cost.chunks_exact(problem.places()) {
        let person = network.add_node(1);
        for (&place, &cost) in places.iter().zip(row).filter(|(_, c)| **c != NEVER) {
            network.add_arc(person, place, 1, i64::from(cost));
        }
    }
    network.solve(&mut Unlimited).map(|flow| flow.cost(&network))
}

fn check_assignment(problem: &Transport, found: &Assignment) {
    let mut load = vec![0; problem.places()];
    let mut cost = 0;
    for (row, &place) in problem.cost.chunks_exact(problem.places()).zip(&found.place) {
        assert_ne!(row[place as usize], NEVER);
        cost += i64::from(row[place as usize]);
        load[place as usize] += 1;
    }
    assert_eq!(cost, found.cost);
    for ((&load, &seats), &price) in load.iter().zip(&problem.capacity).zip(&found.price) {
        assert!(load <= seats, "{load} people on {seats} seats");
        assert!(price >= 0 && (price == 0 || load == seats), "price {price} with {load} of {seats} seats taken");
    }
    assert_eq!(problem.bound(&found.price), found.cost, "prices prove it");
}

#[test]
fn it_is_as_cheap_as_the_general_solver_says() {
    let (mut solved, mut refused) = (0, 0);
    for seed in 0..400 {
        let problem = any_problem(&mut Random::new(seed), [0, 30, 60][seed as usize % 3]);
        match (problem.solve(&mut Unlimited), by_simplex(&problem)) {
            (Ok(found), Ok(cost)) => {
                check_assignment(&problem, &found);
                assert_eq!(found.cost, cost, "seed {seed}");
                solved += 1;
            }
            (Err(error), Err(_)) => {
                check_refusal(&problem, &error);
                refused += 1;
            }
            (mine, general) => panic!("seed {seed}: {mine:?}, the general solver says {general:?}"),
        }
    }
    assert!(solved > 100 && refused > 100, "{solved} solved, {refused} refused");
}

fn check_refusal(problem: &Transport, error: &TransportError) {
    let goes = |person: u32| -> Vec<u32> {
        let row = problem.row(person);
        (0u32..).zip(row).filter(|(_, c)| **c != NEVER).map(|(j, _)| j).collect()
    };
    match error {
        TransportError::Nowhere(people) => {
            assert!(!people.is_empty() && people.iter().all(|&p| goes(p).is_empty()));
        }
        TransportError::Tight { people, places, short } => {
            assert!(people.iter().all(|&p| goes(p).iter().all(|j| places.contains(j))), "someone has another place");
            let seats: u32 = places.iter().map(|&j| problem.capacity[j as usize]).sum();
            assert!(*short > 0);
            assert_eq!(people.len() as u32, seats + short);
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_exchange_costs_what_solving_again_says() {
    let (mut seated, mut impossible) = (0, 0);
    for seed in 0..150 {
        let mut random = Random::new(1_000 + seed);
        let problem = any_problem(&mut random, 25);
        let Ok(best) = problem.solve(&mut Unlimited) else { continue };
        let person = random.below(problem.people()) as u32;
        for wanted in 0..problem.places() as u32 {
            let mut forced = problem.clone();
            let places = problem.places();
            for (j, cost) in forced.cost[person as usize * places..][..places].iter_mut().enumerate() {
                if j != wanted as usize {
                    *cost = NEVER;
                }
            }
            let again = forced.solve(&mut Unlimited).map(|found| found.cost - best.cost);
            let answer = problem.exchange(&best, person, wanted);
            assert_eq!(answer.as_ref().map(|a| a.cost), again.ok(), "seed {seed}: {person} to {wanted}");
            let Some(answer) = answer else {
                impossible += 1;
                continue;
            };
            let mut place = best.place.clone();
            answer.moves.iter().for_each(|&(who, to)| place[who as usize] = to);
            assert_eq!(place[person as usize], wanted);
            let cost: i64 = place.iter().zip(0u32..).map(|(&j, p)| i64::from(problem.row(p)[j as usize])).sum();
            assert_eq!(cost, best.cost + answer.cost, "seed {seed}: the moves cost what is said");
            for (j, &seats) in (0u32..).zip(&problem.capacity) {
                assert!(place.iter().filter(|&&p| p == j).count() as u32 <= seats, "seed {seed}: {j} is crowded");
            }
            seated += 1;
        }
    }
    assert!(seated > 200 && impossible > 20, "{seated} seated, {impossible} impossible");
}

#[test]
fn a_table_of_the_wrong_size_is_refused() {
    let problem = Transport { capacity: vec![1, 1], cost: vec![1, 2, 3] };
    assert_eq!(problem.solve(&mut Unlimited), Err(TransportError::BadTable));
}

#[test]
fn costs_whose_differences_would_not_fit_are_refused() {
    let problem = |cost| Transport { capacity: vec![1, 1], cost: vec![cost, -5] };
    assert_eq!(problem(i32::MAX - 1).solve(&mut Unlimited), Err(TransportError::BadTable));
    assert_eq!(problem(NEVER).solve(&mut Unlimited).map(|found| found.cost), Ok(-5));
}

#[test]
fn an_exchange_of_another_problem_is_refused() {
    let problem = Transport { capacity: vec![1, 1], cost: vec![1, 2, 2, 1] };
    let best = problem.solve(&mut Unlimited).unwrap();
    assert_eq!(problem.exchange(&best, 0, 1).map(|e| e.cost), Some(2));
    for (person, wanted, best) in [
        (2, 0, best.clone()),
        (0, 2, best.clone()),
        (0, 1, Assignment { place: vec![0], ..best.clone() }),
        (0, 1, Assignment { price: vec![0], ..best.clone() }),
        (0, 1, Assignment { place: vec![0, 7], ..best }),
    ] {
        assert_eq!(problem.exchange(&best, person, wanted), None);
    }
}

#[test]
fn it_stops_when_it_is_told() {
    let people = 2_000;
    let cost = (0..people * 2).map(|i| (i % 2) * 100).collect();
    let problem = Transport { capacity: vec![1_000, 1_000], cost };
    assert_eq!(problem.solve(&mut || true), Err(TransportError::Stopped));
}
