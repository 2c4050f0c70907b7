use super::problem::{Contender, Limit, Problem};
use super::{Solution, solve};
use crate::model::Gap;
use crate::solver::budget::{Asks, Unlimited};
use crate::solver::random::Random;

/// Every subset.
fn brute_force(problem: &Problem) -> Vec<i64> {
    let people = problem.people.len();
    let subsets = (0..1u32 << people).map(|bits| (0..people).filter(|p| bits & (1 << p) != 0).collect::<Vec<_>>());
    subsets.filter(|chosen| problem.keeps_limits(chosen)).map(|chosen| problem.objective(&chosen)).min().unwrap()
}

/// Quotas of `families` independent classifications; with nesting, one of them is also cut into finer units.
fn any_problem(random: &mut Random, families: usize, nested: bool) -> Problem {
    let people = 2 + random.below(9);
    let mut limits = Vec::new();
    let mut units_of = vec![Vec::new(); people];
    for _ in 0..families {
        let kinds = 1 + random.below(3);
        let values: Vec<usize> = (0..people).map(|_| random.below(kinds + 1)).collect();
        let finer: Vec<usize> = (0..people).map(|_| random.below(2)).collect();
        for kind in 0..kinds {
            let mut add = |inside: &dyn Fn(usize) -> bool, random: &mut Random| {
                let at_least = random.below(4) as u32;
                let at_most = if random.below(4) == 0 { u32::MAX } else { at_least + random.below(3) as u32 };
                (0..people).filter(|&p| inside(p)).for_each(|p| units_of[p].push(limits.len()));
                limits.push(Limit { at_least, at_most });
            };
            add(&|p| values[p] == kind, random);
            if nested {
                add(&|p| values[p] == kind && finer[p] == 0, random);
                add(&|p| values[p] == kind && finer[p] == 1, random);
            }
        }
    }
    let terms = 1 + random.below(3);
    let contender = |units: Vec<usize>, random: &mut Random| {
        let cost =
            (0..terms).map(|k| if k == 0 { -(random.below(2) as i64) } else { random.below(9) as i64 }).collect();
        Contender { units, cost, forced: random.below(12) == 0 }
    };
    let people = units_of.into_iter().map(|units| contender(units, random)).collect();
    Problem { places: random.below(9) as u32, limits, people, terms }
}

fn check(problem: &Problem, seed: u64) -> Solution {
    let solution = solve(problem, &mut Unlimited).unwrap();
    assert!(problem.keeps_limits(&solution.chosen), "seed {seed}: {problem:?} {solution:?}");
    assert_eq!(solution.objective, problem.objective(&solution.chosen), "seed {seed}");
    assert_eq!(solution.objective, brute_force(problem), "seed {seed}: {problem:?} {solution:?}");
    assert_eq!(solution.gap(), Gap::Optimal, "seed {seed}");
    solution
}

#[test]
fn nested_families_are_solved_as_well_as_by_trying_every_subset() {
    for seed in 0..600 {
        let mut random = Random::new(seed);
        let families = 1 + random.below(2);
        check(&any_problem(&mut random, families, true), seed);
    }
}

#[test]
fn crossing_families_are_solved_as_well_as_by_trying_every_subset() {
    for seed in 0..600 {
        let mut random = Random::new(seed);
        let families = 3 + random.below(2);
        check(&any_problem(&mut random, families, seed % 2 == 0), seed);
    }
}

#[test]
fn terms_too_wide_for_one_number_are_spread_over_several() {
    for seed in 0..200 {
        let mut random = Random::new(seed);
        let families = 1 + random.below(3);
        let mut problem = any_problem(&mut random, families, false);
        for person in &mut problem.people {
            let wide = (0..4).map(|_| random.below(3) as i64 * (i64::MAX >> 20));
            person.cost = wide.chain(person.cost.iter().copied()).collect();
        }
        problem.terms += 4;
        check(&problem, seed);
    }
}

#[test]
fn a_stopped_search_keeps_the_limits_and_its_bound_holds() {
    let mut open = 0;
    for seed in 0..300 {
        let problem = any_problem(&mut Random::new(seed), 4, true);
        let best = brute_force(&problem);
        for asks in 0..3 {
            let solution = solve(&problem, &mut Asks(asks)).unwrap();
            assert!(problem.keeps_limits(&solution.chosen));
            assert!(solution.bound <= best && best <= solution.objective, "seed {seed}: {solution:?} {best:?}");
            open += usize::from(solution.gap() != Gap::Optimal);
        }
    }
    assert!(open > 0);
}
