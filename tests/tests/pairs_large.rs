//! Pairs of many people, and of runs that are stopped: sound whatever the size and whenever it ends.

mod pairs_world;

use orken_core::audit::pairs::check_pairs;
use orken_core::solver::budget::{Asks, Unlimited};
use orken_core::solver::pair::solve;
use orken_core::solver::random::Random;
use pairs_world::{Guest, MUTUAL, RINGS, guests, intake, problem};

#[test]
fn a_run_that_is_stopped_gives_sound_pairs_and_a_bound_that_holds() {
    let mut random = Random::new(21);
    let (bench, intake) = intake(&guests(&mut random, 60, 12));
    for options in [MUTUAL, RINGS] {
        let problem = problem(&bench.workspace, intake, options);
        let best = solve(&problem, &mut Unlimited);
        for asks in [0, 1, 2, 5, 20, 100] {
            let early = solve(&problem, &mut Asks(asks));
            assert_eq!(check_pairs(&bench.workspace, &early), [], "{asks} asks");
            assert!(early.bound <= best.cost && best.bound <= early.cost, "{asks} asks: {early:?}");
        }
    }
}

#[test]
fn many_people_are_all_paired_and_the_audit_accepts_it() {
    for (people, schools, asks) in [(100, 30, 2_000), (200, 200, 200), (1_000, 250, 60)] {
        let mut random = Random::new(31);
        let topics = guests(&mut random, people, schools);
        let plain = |(n, _): (usize, &Guest)| Guest { school: (n % schools) as u64, ..Guest::default() };
        let distance_alone: Vec<Guest> = topics.iter().enumerate().map(plain).collect();
        for (name, all) in [("topics", &topics), ("kilometres", &distance_alone)] {
            if people == 1_000 && name == "kilometres" {
                continue;
            }
            let (bench, intake) = intake(all);
            for options in [MUTUAL, RINGS] {
                let problem = problem(&bench.workspace, intake, options);
                let proposal = solve(&problem, &mut Asks(if options.mutual { 1_000 } else { asks }));
                assert_eq!(check_pairs(&bench.workspace, &proposal), []);
                assert_eq!(proposal.cost.left_out, 0, "{people} people, {name}");
            }
        }
    }
}
