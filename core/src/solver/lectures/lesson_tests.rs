//! Courses and teachers: the counts held against the independent evaluation after thousands of steps, small timetables
//! against exhaustive search, and models that are wrong refused.

use super::anneal::{Annealing, Settings};
use super::evaluate::{Cost, evaluate};
use super::lessons::Lessons;
use super::model::{Class, Clique, Model, Place};
use super::state::{NOWHERE, State};
use super::tables::Tables;
use super::teaching::{Course, Part, Teacher, Teaching, Weights};
use super::{Order, Solution, extract_all, solve, solve_with};
use crate::solver::budget::{Asks, Rounds};
use crate::solver::random::Random;

fn random_course(random: &mut Random, lectures: usize, teaching: &Teaching) -> Course {
    let mut module = 0;
    let mut part = || {
        module += random.below(2) as u32;
        Part { module, hours: 1 + random.below(2) as u32 }
    };
    let parts = (0..lectures).map(|_| part()).collect();
    let teachers = (0..teaching.teachers.len()).filter(|_| random.below(3) > 0).collect();
    Course {
        parts,
        teachers,
        site: random.below(teaching.ways.len()),
        stage: (random.below(5) > 0).then(|| random.below(teaching.stages)),
        even_share: 1 + random.below(2),
    }
}

/// Classes of which most are courses, with cliques among them, closed rooms and fixed lectures.
fn random_model(random: &mut Random, classes: usize, most_lectures: usize, fixed: bool) -> Model {
    let (days, slots_per_day, rooms) = (2 + random.below(3), 1 + random.below(4), 1 + random.below(3));
    let (periods, sites) = (days * slots_per_day, 1 + random.below(3));
    let mut number = |below: usize| random.below(below) as u32;
    let teacher = |number: &mut dyn FnMut(usize) -> u32| Teacher {
        open: (0..periods).map(|_| number(6) > 0).collect(),
        hours: (0..days).map(|_| 1 + number(4)).collect(),
    };
    let teaching = Teaching {
        teachers: (0..1 + number(3)).map(|_| teacher(&mut number)).collect(),
        slot_hours: (0..slots_per_day).map(|_| 1 + number(2)).collect(),
        ways: (0..sites).map(|from| (0..sites).map(|to| number(9) * u32::from(from != to)).collect()).collect(),
        stages: 1 + number(3) as usize,
        one_site: number(2) == 0,
        one_module_a_day: number(2) == 0,
        weights: Weights {
            room_change: number(9),
            split_module: number(9),
            teacher_change: number(9),
            free_slot: number(9),
            uneven_day: number(9),
        },
    };
    let class = |random: &mut Random| {
        let lectures = 1 + random.below(most_lectures);
        let course = (random.below(5) > 0).then(|| random_course(random, lectures, &teaching));
        let mut place = || Place {
            period: random.below(periods),
            room: random.below(rooms),
            teacher: course.as_ref().map(|_| random.below(teaching.teachers.len())),
        };
        let places: Vec<Place> = (0..lectures).map(|_| place()).collect();
        Class {
            lectures,
            open: (0..periods).map(|_| random.below(5) > 0).collect(),
            room_cost: (0..rooms).map(|_| (random.below(5) > 0).then_some(random.below(4) as u32)).collect(),
            least_days: 1 + random.below(3),
            spread_weight: random.below(4) as u32,
            stability_weight: random.below(4) as u32,
            fixed: places.into_iter().map(|at| Some(at).filter(|_| fixed && random.below(6) == 0)).collect(),
            course,
        }
    };
    let classes: Vec<Class> = (0..classes).map(|_| class(random)).collect();
    let members = |random: &mut Random| (0..2).map(|_| random.below(classes.len())).collect();
    let cliques = (0..classes.len() / 2)
        .map(|_| Clique { classes: members(random), compactness_weight: random.below(4) as u32 })
        .collect();
    let closed = (0..random.below(3)).map(|_| (random.below(periods), random.below(rooms))).collect();
    Model { days, slots_per_day, rooms, classes, cliques, closed, teaching }
}

/// The rules that the search counts; those that it never breaks stand apart.
fn counted(cost: &Cost) -> u64 {
    let hard = &cost.hard;
    hard.unplaced + hard.clashes + hard.doubled + hard.overtime + hard.order + hard.mixed + hard.away
}

fn assert_agrees(model: &Model, state: &State, lessons: &Lessons) {
    let cost = evaluate(model, &extract_all(state, lessons));
    let soft = (state.soft + lessons.soft, cost.soft.total() as i64);
    assert_eq!(soft.0, soft.1, "{:?}", cost.soft);
    assert_eq!(state.broken() + lessons.broken, counted(&cost) as i64, "{:?}", cost.hard);
    assert_eq!(cost.hard.displaced, 0);
    if model.classes.iter().all(|class| class.fixed.iter().flatten().count() == 0) {
        assert_eq!(counted(&cost), cost.hard.total(), "no step breaks a rule that isn't counted: {:?}", cost.hard);
    }
}

#[test]
fn what_the_search_counts_is_what_there_is() {
    let mut random = Random::new(11);
    let mut placed = 0;
    for round in 0..60 {
        let model = random_model(&mut random, 6, 5, round % 2 == 0);
        model.check().expect("it is right");
        let tables = Tables::new(&model);
        if tables.movable.is_empty() {
            continue;
        }
        let state = State::new(&tables);
        let lessons = Lessons::new(&state);
        let settings = Settings { hottest: 4.0, coldest: 3.0, hard: 0.5, ..Settings::default() };
        let mut annealing = Annealing::new(state, lessons, Random::new(round), settings, -1);
        // Sets the temperature, which stays.
        annealing.run(&mut Asks(1));
        for _ in 0..100 {
            annealing.find_trouble();
            (0..20).for_each(|_| annealing.propose_lesson());
            assert_agrees(&model, &annealing.state, &annealing.lessons);
            placed += annealing.state.place_of.iter().filter(|place| **place != NOWHERE).count();
        }
    }
    assert!(placed > 15_000, "{placed}");
}

/// The fewest lectures without a place, and with so many the least soft cost, of all timetables that break no other rule,
/// by trying all.
fn exhaustive(model: &Model, places: &mut Vec<Option<Place>>, best: &mut (u64, u64)) {
    if places.len() == model.lectures() {
        let cost = evaluate(model, places);
        if cost.hard.total() == cost.hard.unplaced {
            *best = (*best).min((cost.hard.unplaced, cost.soft.total()));
        }
        return;
    }
    let owners = model.classes.iter().flat_map(|class| std::iter::repeat_n(class, class.lectures));
    let course = owners.clone().nth(places.len()).and_then(|class| class.course.as_ref());
    let teachers: Vec<Option<usize>> =
        course.map_or_else(|| vec![None], |course| course.teachers.iter().copied().map(Some).collect());
    let place = |period: usize, room: usize, teacher: Option<usize>| Some(Place { period, room, teacher });
    let rooms = (0..model.periods()).flat_map(|period| (0..model.rooms).map(move |room| (period, room)));
    let held = rooms.flat_map(|(period, room)| teachers.iter().map(move |&teacher| place(period, room, teacher)));
    for at in held.chain([None]) {
        places.push(at);
        exhaustive(model, places, best);
        places.pop();
    }
}

#[test]
fn small_courses_are_solved_to_the_optimum() {
    let mut random = Random::new(12);
    let (mut complete, mut open) = (0, 0);
    for _ in 0..250 {
        let model = random_model(&mut random, 2, 2, false);
        let choices = (model.periods() * model.rooms * model.teaching.teachers.len() + 1) as u64;
        let none_is_a_course = model.classes.iter().all(|class| class.course.is_none());
        if none_is_a_course || choices.checked_pow(model.lectures() as u32).is_none_or(|all| all > 6_000) {
            continue;
        }
        let mut best = (u64::MAX, 0);
        exhaustive(&model, &mut Vec::new(), &mut best);
        let Solution { cost, feasible, lower_bound, .. } = solve(&model, 7, &mut Rounds::new(16)).expect("it is right");
        assert_eq!(cost.hard.total(), cost.hard.unplaced, "{model:?}");
        assert_eq!((cost.hard.unplaced, cost.soft.total()), best, "{model:?}");
        assert_eq!(feasible, best.0 == 0);
        assert!(!feasible || lower_bound <= best.1);
        if feasible { complete += 1 } else { open += 1 }
    }
    assert!(complete > 10 && open > 10, "{complete} {open}");
}

/// One group, one room, two days of six slots, a module a day: of two, four and three lectures two must stay away, and a
/// day of the first two with all of the second is against one rule only, but takes out four.
#[test]
fn one_broken_rule_is_not_preferred_to_few_lectures_without_a_place() {
    let open = vec![true; 12];
    let parts = [2, 4, 3].into_iter().zip(0..).flat_map(|(n, module)| vec![Part { module, hours: 1 }; n]);
    let course = Course { parts: parts.collect(), teachers: vec![0], even_share: 5, ..Course::default() };
    let class =
        Class { lectures: 9, open: open.clone(), room_cost: vec![Some(0)], course: Some(course), ..Class::default() };
    let weights = Weights { free_slot: 200, uneven_day: 200, ..Weights::default() };
    let teaching = Teaching {
        teachers: vec![Teacher { open, hours: vec![6; 2] }],
        ways: vec![vec![0]],
        one_module_a_day: true,
        weights,
        ..Teaching::default()
    };
    let model = Model { days: 2, slots_per_day: 6, rooms: 1, classes: vec![class], teaching, ..Model::default() };
    let found = solve(&model, 1, &mut Rounds::new(40)).expect("it is right");
    assert_eq!((found.cost.hard.total(), found.cost.hard.unplaced), (2, 2));
}

#[test]
fn a_start_is_kept_or_bettered_and_equal_budgets_give_equal_answers() {
    let mut random = Random::new(13);
    for _ in 0..30 {
        let model = random_model(&mut random, 8, 5, true);
        let first = solve(&model, 7, &mut Rounds::new(20)).expect("it is right");
        assert_eq!(first, solve(&model, 7, &mut Rounds::new(20)).expect("it is right"));
        assert_eq!(first.cost, evaluate(&model, &first.at));
        let order = Order { seed: 8, start: &first.at, ..Order::default() };
        let again = solve_with(&model, &order, &mut Rounds::new(1)).expect("it is right");
        assert!(counted(&again.cost) <= counted(&first.cost), "{:?} after {:?}", again.cost, first.cost);
        if first.feasible {
            assert!(again.cost.soft.total() <= first.cost.soft.total());
        }
    }
}

#[test]
fn what_is_wrong_with_courses_is_said() {
    let sound = || {
        let open = vec![true; 4];
        let course = Course {
            parts: vec![Part { module: 0, hours: 1 }, Part { module: 1, hours: 1 }],
            teachers: vec![0],
            stage: Some(0),
            ..Course::default()
        };
        let class = Class {
            lectures: 2,
            open: open.clone(),
            room_cost: vec![Some(0)],
            course: Some(course),
            ..Class::default()
        };
        let teaching = Teaching {
            teachers: vec![Teacher { open, hours: vec![2; 2] }],
            slot_hours: vec![1; 2],
            ways: vec![vec![0]],
            stages: 1,
            ..Teaching::default()
        };
        Model { days: 2, slots_per_day: 2, rooms: 1, classes: vec![class], teaching, ..Model::default() }
    };
    assert_eq!(sound().check(), Ok(()));
    type Spoil = fn(&mut Model);
    fn course(model: &mut Model) -> &mut Course {
        model.classes[0].course.as_mut().expect("it is a course")
    }
    let cases: [(&str, Spoil); 10] = [
        ("1 of its 2 lectures are parts", |m| course(m).parts.truncate(1)),
        ("its modules are not in order", |m| course(m).parts.reverse()),
        ("its teachers, site or stage", |m| course(m).teachers.push(1)),
        ("its teachers, site or stage", |m| course(m).site = 1),
        ("its teachers, site or stage", |m| course(m).stage = Some(1)),
        ("a lecture is fixed to", |m| m.classes[0].fixed = vec![Some(Place { period: 0, room: 0, teacher: None })]),
        ("a period or room is closed", |m| m.closed.push((4, 0))),
        ("1 of 2 slots", |m| m.teaching.slot_hours.truncate(1)),
        ("teacher 0: 4 periods and 1 days", |m| m.teaching.teachers[0].hours.truncate(1)),
        ("a weight of the courses", |m| m.teaching.weights.free_slot = 30_000),
    ];
    for (said, spoil) in cases {
        let mut model = sound();
        spoil(&mut model);
        let error = model.check().expect_err(said);
        assert!(error.contains(said), "{error}");
    }
}
