//! The solver held against the independent evaluation, against exhaustive search on tiny timetables, and against
//! itself, on models drawn at random.

use super::evaluate::evaluate;
use super::lessons::Lessons;
use super::model::{Class, Clique, Model, Place};
use super::moves::TOO_MUCH;
use super::state::{LOCKED, NOWHERE, State};
use super::tables::Tables;
use super::{Order, Settings, Solution, extract_all, solve, solve_with};
use crate::solver::budget::{Rounds, Unlimited};
use crate::solver::random::Random;

pub(super) fn random_model(random: &mut Random, classes: usize, most_lectures: usize) -> Model {
    let (days, slots_per_day, rooms) = (2 + random.below(3), 1 + random.below(6), 2 + random.below(3));
    let periods = days * slots_per_day;
    let class = |random: &mut Random| Class {
        lectures: 1 + random.below(most_lectures),
        open: (0..periods).map(|_| random.below(5) > 0).collect(),
        room_cost: (0..rooms).map(|_| (random.below(6) > 0).then_some(random.below(4) as u32)).collect(),
        least_days: 1 + random.below(3),
        spread_weight: random.below(6) as u32,
        stability_weight: random.below(3) as u32,
        fixed: Vec::new(),
        course: None,
    };
    let mut model = Model { days, slots_per_day, rooms, ..Model::default() };
    model.classes = (0..classes).map(|_| class(random)).collect();
    for _ in 0..classes / 2 {
        let members = (0..1 + random.below(4)).map(|_| random.below(classes)).collect();
        model.cliques.push(Clique { classes: members, compactness_weight: random.below(4) as u32 });
    }
    for class in &mut model.classes {
        if random.below(4) == 0 {
            let (period, room) = (random.below(periods), random.below(rooms));
            class.fixed.push(Some(Place { period, room, teacher: None }));
        }
    }
    model
}

/// The rules that fixed lectures break, other than clashes, are not counted by the state: no step mends or causes them.
pub(super) fn assert_agrees(model: &Model, state: &State, compare_hard: bool) {
    let cost = evaluate(model, &extract_all(state, &Lessons::new(&State::new(state.tables))));
    assert_eq!(state.soft, cost.soft.total() as i64);
    assert_eq!(state.clashes, cost.hard.clashes as i64);
    assert_eq!(state.unplaced, cost.hard.unplaced as i64);
    assert_eq!(cost.hard.displaced, 0);
    if compare_hard {
        assert_eq!(state.broken(), cost.hard.total() as i64);
    }
}

fn step(state: &mut State, random: &mut Random) {
    let tables = state.tables;
    let lecture = tables.movable[random.below(tables.movable.len())] as usize;
    let class = tables.class_of[lecture] as usize;
    let (open, usable) = (tables.open_periods.of(class), tables.usable_rooms.of(class));
    if open.is_empty() || usable.is_empty() {
        return;
    }
    let period = open[random.below(open.len())];
    let place = period * tables.rooms as u32 + usable[random.below(usable.len())];
    let (other, from) = (state.grid[place as usize], state.place_of[lecture]);
    if other == LOCKED || place == from {
        return;
    }
    if from == NOWHERE {
        state.exchange(lecture, place);
        return;
    }
    let (hard, before) = (1000, state.soft + 1000 * state.broken());
    let change = if other == NOWHERE {
        state.weigh_move(lecture, place, hard, TOO_MUCH)
    } else {
        state.weigh_swap(lecture, other as usize, place, from, hard, TOO_MUCH)
    };
    if change < 1 << 24 {
        state.exchange(lecture, place);
        assert_eq!(state.soft + 1000 * state.broken(), before + i64::from(change));
    }
}

#[test]
fn the_counted_change_is_the_real_one() {
    let mut random = Random::new(1);
    for round in 0..60 {
        let model = random_model(&mut random, 8, 4);
        model.check().unwrap();
        let tables = Tables::new(&model);
        if tables.movable.is_empty() {
            continue;
        }
        let mut state = State::new(&tables);
        if round % 2 == 0 {
            state.fill(&mut random);
        }
        let no_fixed = model.classes.iter().all(|class| class.fixed.is_empty());
        for count in 0..3000 {
            step(&mut state, &mut random);
            if count % 50 == 0 {
                assert_agrees(&model, &state, no_fixed);
            }
        }
        let mut fresh = State::new(&tables);
        fresh.restore(&state.place_of);
        assert_eq!(fresh.cells, state.cells);
        assert_eq!((fresh.soft, fresh.broken()), (state.soft, state.broken()));
    }
}

fn run(model: &Model, rounds: u64) -> Solution {
    solve(model, 7, &mut Rounds::new(rounds)).unwrap()
}

#[test]
fn fixed_lectures_stay_and_equal_budgets_give_equal_answers() {
    let mut random = Random::new(2);
    for _ in 0..20 {
        let model = random_model(&mut random, 10, 4);
        let solution = run(&model, 30);
        assert_eq!(solution, run(&model, 30));
        assert_eq!(solution.cost, evaluate(&model, &solution.at));
        assert_eq!(solution.cost.hard.displaced, 0);
        assert!(!solution.feasible || solution.lower_bound <= solution.cost.soft.total());
    }
}

/// The least soft cost of all timetables that keep the hard rules, by trying all.
fn exhaustive(model: &Model, places: &mut Vec<Option<Place>>, best: &mut Option<u64>) {
    if places.len() == model.lectures() {
        let cost = evaluate(model, places);
        if cost.hard.total() == 0 && best.is_none_or(|least| cost.soft.total() < least) {
            *best = Some(cost.soft.total());
        }
        return;
    }
    for period in 0..model.periods() {
        for room in 0..model.rooms {
            places.push(Some(Place { period, room, teacher: None }));
            exhaustive(model, places, best);
            places.pop();
        }
    }
}

#[test]
fn tiny_timetables_are_solved_to_the_optimum() {
    let mut random = Random::new(3);
    let mut solved = 0;
    for _ in 0..400 {
        let model = random_model(&mut random, 2, 2);
        let places = (model.periods() * model.rooms) as u64;
        if places.pow(model.lectures() as u32) > 20_000 {
            continue;
        }
        let mut best = None;
        exhaustive(&model, &mut Vec::new(), &mut best);
        let solution = run(&model, 10);
        assert_eq!(solution.feasible, best.is_some());
        if let Some(best) = best {
            assert_eq!(solution.cost.soft.total(), best);
            assert!(solution.lower_bound <= best);
            solved += 1;
        }
    }
    assert!(solved > 20, "{solved}");
}

#[test]
fn a_search_that_knows_nothing_of_its_budget_ends() {
    let mut random = Random::new(4);
    let model = random_model(&mut random, 4, 2);
    let settings = Settings { steps: 50_000, ..Settings::default() };
    let order = Order { seed: 1, settings, ..Order::default() };
    let solution = solve_with(&model, &order, &mut Unlimited).unwrap();
    assert!(solution.iterations <= 60_000);
}

#[test]
fn nothing_to_do_and_nonsense_are_answered() {
    assert!(run(&Model::default(), 3).feasible);
    let class = Class { lectures: 1, ..Class::default() };
    let model = Model { days: 1, slots_per_day: 1, rooms: 1, classes: vec![class], ..Model::default() };
    assert!(solve(&model, 1, &mut Rounds::new(3)).is_err());
}
