//! Pairs of mentor and learner: the solver against brute force, its audit against planted faults, exchanges against
//! solving again, and the command that agrees to them.

mod pairs_world;

use orken_core::audit::pairs::check_pairs;
use orken_core::command::{Cause, Command};
use orken_core::finding::{Arg, Code};
use orken_core::model::*;
use orken_core::solver::budget::{Asks, Unlimited};
use orken_core::solver::pair::{Pair, PairOptions, PairProblem, PairProposal, exchange, solve};
use orken_core::solver::random::Random;
use orken_core::view::fingerprint;
use orken_core::workspace::Workspace;
use orken_tests::workspaces::Bench;
use pairs_world::{FIRST, Guest, MUTUAL, RINGS, brute_force, cost, guests, intake, people, problem};

const ALL_OPTIONS: [PairOptions; 4] = [
    MUTUAL,
    RINGS,
    PairOptions { within_school: true, mutual: false, most_km: None },
    PairOptions { within_school: false, mutual: false, most_km: Some(1_200) },
];

fn paired(workspace: &Workspace, intake: IntakeId, options: PairOptions) -> PairProposal {
    solve(&problem(workspace, intake, options), &mut Unlimited)
}

/// Learner by mentor, by place in the list of people; themselves where left out.
fn learners(workspace: &Workspace, intake: IntakeId, pairs: &[Pair]) -> Vec<usize> {
    let people = people(workspace, intake);
    let index = |id: PersonId| people.iter().position(|p| p.id == id).expect("they are of the intake");
    let mut learner: Vec<usize> = (0..people.len()).collect();
    pairs.iter().for_each(|p| learner[index(p.mentor)] = index(p.learner));
    learner
}

#[test]
fn pairs_cost_what_brute_force_finds() {
    let (mut left_out, mut unmet) = (0, 0);
    for seed in 0..160 {
        let mut random = Random::new(seed);
        let (count, schools) = (random.below(8), 2 + random.below(6));
        let (bench, intake) = intake(&guests(&mut random, count, schools));
        let workspace = &bench.workspace;
        for options in ALL_OPTIONS {
            let proposal = paired(workspace, intake, options);
            let named = format!("seed {seed}, {options:?}");
            assert_eq!(Some(proposal.cost), brute_force(workspace, intake, options, None), "{named}");
            assert_eq!((proposal.bound, proposal.gap), (proposal.cost, Gap::Optimal), "{named}");
            assert_eq!(check_pairs(workspace, &proposal), [], "{named}");
            let learner = learners(workspace, intake, &proposal.pairs);
            assert_eq!(cost(workspace, &people(workspace, intake), &learner, options), Some(proposal.cost), "{named}");
            left_out += proposal.cost.left_out;
            unmet += proposal.cost.unmet;
        }
    }
    assert!(left_out > 100 && unmet > 100, "{left_out} left out, {unmet} wishes unmet");
}

/// Ten people, half of whom say nothing of topics.
fn sound() -> (Bench, IntakeId, PairProposal) {
    let mut random = Random::new(4);
    let mut all = guests(&mut random, 10, 5);
    all.iter_mut().for_each(|g| g.languages = vec![Language::Kazakh]);
    all.push(Guest { school: 7, languages: vec![Language::Uyghur], ..Guest::default() });
    let (bench, intake) = intake(&all);
    let proposal = paired(&bench.workspace, intake, RINGS);
    (bench, intake, proposal)
}

/// Makes the first pair's learner the learner of the one who fits, and that one's learner the first mentor's.
fn exchange_learners(p: &mut PairProposal, fits: impl Fn(&Pair, &Pair) -> bool) {
    let all = 0..p.pairs.len();
    let mut two = all.clone().flat_map(|a| all.clone().map(move |b| (a, b)));
    let (a, b) = two.find(|&(a, b)| a != b && fits(&p.pairs[a], &p.pairs[b])).expect("there are such pairs");
    let learner = p.pairs[a].learner;
    p.pairs[a].learner = p.pairs[b].learner;
    p.pairs[b].learner = learner;
}

#[test]
fn the_audit_names_every_planted_fault() {
    let (bench, _, sound) = sound();
    let workspace = &bench.workspace;
    assert_eq!(check_pairs(workspace, &sound), []);
    assert!(sound.pairs.len() > 5 && sound.unpaired.len() == 1, "{sound:?}");
    let school = |id: PersonId| workspace.people.get(id).expect("they are there").school;
    type Plant<'a> = Box<dyn Fn(&mut PairProposal) + 'a>;
    let cases: Vec<(Code, Plant<'_>)> = vec![
        (Code::RecordMissing, Box::new(|p| p.intake = IntakeId(1))),
        (Code::PairPersonTwice, Box::new(|p| p.pairs[0].mentor = p.pairs[1].mentor)),
        (Code::PairPersonTwice, Box::new(|p| p.pairs.push(p.pairs[0].clone()))),
        (Code::PairPersonTwice, Box::new(|p| p.unpaired[0].person = p.pairs[0].mentor)),
        (Code::PairPersonUnknown, Box::new(|p| p.unpaired[0].person = PersonId(1))),
        (Code::PairPersonMissing, Box::new(|p| p.unpaired.clear())),
        (
            Code::PairOneWay,
            Box::new(|p| {
                p.pairs.pop();
            }),
        ),
        (Code::PairSelf, Box::new(|p| exchange_learners(p, |a, b| a.mentor == b.learner))),
        (
            Code::PairSameSchool,
            Box::new(move |p| {
                exchange_learners(p, |a, b| a.mentor != b.learner && school(a.mentor) == school(b.learner));
            }),
        ),
        (
            Code::PairNoLanguage,
            Box::new(|p| {
                let alone = p.unpaired.remove(0).person;
                p.pairs[0].learner = alone;
            }),
        ),
        (Code::PairTooFar, Box::new(|p| p.options.most_km = Some(1))),
        (
            Code::PairMutual,
            Box::new(|p| {
                let all = p.pairs.clone();
                let closes = |a: &Pair, b: &Pair| all.iter().any(|c| c.mentor == b.learner && c.learner == a.mentor);
                exchange_learners(p, closes);
            }),
        ),
        (Code::PairTopicWrong, Box::new(|p| p.pairs[0].topic = Some("Knitting".to_owned()))),
        (Code::PairTopicWrong, Box::new(|p| p.pairs[0].subject = Some(Subject::Geography))),
        (
            Code::PairTopicWrong,
            Box::new(|p| {
                let told = p.pairs.iter_mut().find(|p| p.topic.is_some()).expect("a wish is met");
                (told.topic, told.subject) = (None, None);
            }),
        ),
        (Code::FiguresWrong, Box::new(|p| p.cost.km -= 1)),
        (Code::FiguresWrong, Box::new(|p| p.cost.unmet += 1)),
        (Code::FiguresWrong, Box::new(|p| p.pairs[0].km += 1)),
        (Code::FiguresWrong, Box::new(|p| p.bound.km += 1)),
    ];
    for (code, plant) in cases {
        let mut faulty = sound.clone();
        plant(&mut faulty);
        let found = check_pairs(workspace, &faulty);
        assert!(found.iter().any(|f| f.code == code), "{code:?} not among {found:?}");
    }
}

#[test]
fn an_exchange_costs_what_solving_again_says() {
    let (mut exchanged, mut refused) = (0, 0);
    for seed in 0..30 {
        let mut random = Random::new(700 + seed);
        let count = 3 + random.below(4);
        let (bench, intake) = intake(&guests(&mut random, count, 4));
        let workspace = &bench.workspace;
        let people = people(workspace, intake);
        for options in [MUTUAL, RINGS] {
            let problem = problem(workspace, intake, options);
            let proposal = solve(&problem, &mut Unlimited);
            let now = learners(workspace, intake, &proposal.pairs);
            for (mentor, learner) in (0..count).flat_map(|m| (0..count).map(move |l| (m, l))) {
                let named = format!("seed {seed}, {options:?}: {mentor} to {learner}");
                let wish = (people[mentor].id, people[learner].id);
                let forced = brute_force(workspace, intake, options, Some((mentor, learner)));
                let forced = forced.filter(|_| mentor != learner);
                let Ok(answer) = exchange(&problem, &proposal, wish, &mut Unlimited) else {
                    assert_eq!(forced, None, "{named}");
                    refused += 1;
                    continue;
                };
                assert_eq!(Some(answer.cost), forced, "{named}");
                assert!(answer.is_proven(), "{named}");
                let index = |id: PersonId| people.iter().position(|p| p.id == id).expect("they are of the intake");
                let mut then = now.clone();
                for &(m, l) in &answer.gone {
                    assert_eq!(then[index(m)], index(l), "{named}");
                    then[index(m)] = index(m);
                }
                answer.new.iter().for_each(|&(m, l)| then[index(m)] = index(l));
                assert_eq!(then[mentor], learner, "{named}");
                assert_eq!(cost(workspace, &people, &then, options), Some(answer.cost), "{named}");
                let difference = answer.cost.codes().map(|(_, n)| n).into_iter().zip(proposal.cost.codes());
                assert!(difference.map(|(then, (_, now))| then - now).eq(answer.more().map(|(_, n)| n)), "{named}");
                exchanged += 1;
            }
        }
    }
    assert!(exchanged > 300 && refused > 100, "{exchanged} exchanged, {refused} refused");
}

#[test]
fn a_pair_that_may_not_be_says_why() {
    let kazakh = |school| Guest { school, languages: vec![Language::Kazakh], ..Guest::default() };
    let russian = Guest { school: 3, languages: vec![Language::Russian], ..Guest::default() };
    let (bench, intake) = intake(&[kazakh(0), kazakh(0), kazakh(1), kazakh(2), russian]);
    let cases = [
        ((0, 0), None, Code::PairSelf),
        ((0, 1), None, Code::PairSameSchool),
        ((0, 4), None, Code::PairNoLanguage),
        ((0, 2), Some(1), Code::PairTooFar),
        ((0, 77), None, Code::PairPersonUnknown),
    ];
    for ((mentor, learner), most_km, code) in cases {
        let problem = problem(&bench.workspace, intake, PairOptions { most_km, ..RINGS });
        let proposal = solve(&problem, &mut Unlimited);
        let wish = (PersonId(FIRST + mentor), PersonId(FIRST + learner));
        let answer = exchange(&problem, &proposal, wish, &mut Unlimited);
        assert_eq!(answer.map_err(|finding| finding.code), Err(code), "{mentor} to {learner}");
    }
}

#[test]
fn everyone_left_out_has_a_reason_with_its_counts() {
    let at = |schools: &[u64]| -> Vec<Guest> {
        schools.iter().map(|&school| Guest { school, ..Guest::default() }).collect()
    };
    let mut alone = at(&[0, 0, 1, 2, 3]);
    alone.iter_mut().for_each(|g| g.languages = vec![Language::Kazakh]);
    alone[0].languages = vec![Language::Uyghur];
    let number = |n: i64| Arg::Number(n);
    let cases = [
        ("nobody", at(&[]), RINGS, None, 0),
        ("one person", at(&[0]), RINGS, Some((Code::PairNobody, vec![("school", number(0))])), 1),
        ("two people", at(&[0, 1]), RINGS, Some((Code::PairNoRing, vec![])), 2),
        ("two people, both ways", at(&[0, 1]), MUTUAL, None, 0),
        ("three of three", at(&[0, 1, 2]), RINGS, None, 0),
        (
            "five of one school and three others",
            at(&[0, 0, 0, 0, 0, 1, 2, 2]),
            RINGS,
            Some((Code::PairTight, vec![("people", number(5)), ("others", number(3))])),
            2,
        ),
        (
            "a language that nobody shares",
            alone,
            RINGS,
            Some((Code::PairNobody, vec![("school", number(1)), ("language", number(3)), ("far", number(0))])),
            1,
        ),
    ];
    for (name, guests, options, reason, left_out) in cases {
        let (bench, intake) = intake(&guests);
        let proposal = paired(&bench.workspace, intake, options);
        assert_eq!(proposal.unpaired.len(), left_out, "{name}");
        assert_eq!(check_pairs(&bench.workspace, &proposal), [], "{name}");
        for unpaired in &proposal.unpaired {
            let (code, args) = reason.as_ref().expect("there is a reason");
            assert_eq!(unpaired.reason.code, *code, "{name}");
            for (arg, value) in args {
                assert_eq!(unpaired.reason.args.get(*arg), Some(value), "{name}: {arg}");
            }
        }
    }
}

#[test]
fn tight_sets_hold_whoever_they_can_be_paired_with() {
    let mut sets = 0;
    for seed in 0..60 {
        let mut random = Random::new(3_000 + seed);
        let (bench, intake) = intake(&guests(&mut random, 30, 2));
        let problem = problem(&bench.workspace, intake, [MUTUAL, RINGS][seed as usize % 2]);
        let proposal = solve(&problem, &mut Asks(2_000));
        for set in &proposal.shortfalls {
            let index = |&id: &PersonId| problem.index(id).expect("they are of the intake");
            let meet = |p: usize| (0..30).filter(|&other| problem.judge(p, other).is_ok()).collect::<Vec<_>>();
            let mut met: Vec<usize> = set.people.iter().map(index).flat_map(meet).collect();
            met.sort_unstable();
            met.dedup();
            assert_eq!(met, set.others.iter().map(index).collect::<Vec<_>>(), "seed {seed}");
            assert!(set.others.len() < set.people.len(), "seed {seed}: {set:?}");
            sets += 1;
        }
    }
    assert!(sets > 10, "{sets} sets");
}

#[test]
fn topics_are_compared_as_people_mean_them() {
    let (physics, music) = (vec![Subject::Physics], vec![Subject::Music]);
    /// Topics that someone states, and their subjects.
    type Side<'a> = (&'a [&'static str], &'a [Subject]);
    let cases: [(Side<'_>, Side<'_>, bool); 9] = [
        ((&["Formative assessment"], &[]), (&["formative  ASSESSMENT."], &[]), true),
        ((&["Критериалды бағалау"], &[]), (&["критериалды багалау"], &[]), true),
        ((&["Assessment"], &[]), (&["Feedback"], &[]), false),
        ((&[], &physics), (&[], &physics), true),
        ((&[], &physics), (&[], &music), false),
        ((&[], &physics), (&["Физика"], &music), true),
        ((&["Physics"], &music), (&[], &physics), true),
        ((&["Assessment"], &physics), (&[], &physics), false),
        ((&["—"], &physics), (&[" "], &physics), true),
    ];
    for ((offers, offered), (wants, wanted), met) in cases {
        let mentor = Guest { offers: offers.to_vec(), subjects: offered.to_vec(), ..Guest::default() };
        let learner = Guest { school: 1, wants: wants.to_vec(), subjects: wanted.to_vec(), ..Guest::default() };
        let (bench, intake) = intake(&[mentor, learner]);
        let problem = problem(&bench.workspace, intake, MUTUAL);
        assert_eq!(problem.judge(0, 1).map(|w| w.met), Ok(met), "{offers:?} {offered:?} for {wants:?} {wanted:?}");
        let proposal = solve(&problem, &mut Unlimited);
        assert_eq!(check_pairs(&bench.workspace, &proposal), [], "{offers:?} for {wants:?}");
        let told = proposal.pairs.iter().find(|p| p.mentor == PersonId(FIRST)).expect("they are paired");
        assert_eq!(told.topic.is_some() || told.subject.is_some(), met, "{told:?}");
    }
}

#[test]
fn agreeing_replaces_the_pairs_of_the_intake_and_can_be_taken_back() {
    let (mut bench, intake, proposal) = sound();
    let outsider =
        PersonFields { name: "Outsider".to_owned(), ..bench.workspace.people.iter().next().expect("one").fields() };
    let outsider = PersonFields { id: PersonId(5), ..outsider };
    let pair = |id, mentor, learner| -> Record {
        MentoringPair { id: MentoringPairId(id), mentor, learner, topic: None, subject: None }.into()
    };
    let (one, other) = (proposal.pairs[0].mentor, proposal.pairs[2].mentor);
    let records = vec![outsider.into(), pair(1, one, other), pair(2, one, PersonId(5))];
    bench.run(Command::Put { what: Cause::Edit, records, remove: Vec::new() }).expect("the records fit");
    let before = bench.bytes();
    bench.run(Command::ApplyPairs(Box::new(proposal.clone()))).expect("the audit accepts the pairs");
    let kept: Vec<_> = bench.workspace.mentoring_pairs.iter().map(|p| (p.mentor, p.learner)).collect();
    assert_eq!(kept.len(), proposal.pairs.len() + 1);
    assert!(kept.contains(&(one, PersonId(5))) && !kept.contains(&(one, other)), "{kept:?}");
    assert!(proposal.pairs.iter().all(|p| kept.contains(&(p.mentor, p.learner))));
    let record = bench.workspace.intake(intake).ok().and_then(|i| i.paired.clone()).expect("it is recorded");
    assert_eq!((record.objective, record.gap), (proposal.objective(), proposal.gap));
    assert!(bench.undo());
    assert_eq!(bench.bytes(), before);
    let mut spoilt = proposal;
    spoilt.pairs.pop();
    let refused = bench.run(Command::ApplyPairs(Box::new(spoilt))).expect_err("the audit refuses it");
    assert_eq!(refused.code, Code::AuditRefused);
    assert_eq!(bench.bytes(), before);
}

#[test]
fn pairs_are_out_of_date_when_what_they_rest_on_changes() {
    let (bench, intake, _) = sound();
    let record = bench.workspace.intake(intake).expect("it is there").clone();
    let before = fingerprint::pairing(&bench.workspace, &record);
    type Alter = fn(&mut PersonFields);
    let cases: [(&str, Alter, bool); 4] = [
        ("a wish", |p| p.wants = vec!["Debate".to_owned()], true),
        ("a language", |p| p.languages = vec![Language::Uzbek].into(), true),
        ("a note", |p| p.note = Some("called back".to_owned()), false),
        ("experience", |p| p.experience = Some(1), false),
    ];
    for (name, alter, stale) in cases {
        let mut bench = bench.clone();
        let mut person = bench.workspace.people.iter().next().expect("one").fields();
        alter(&mut person);
        let edit = Command::Put { what: Cause::Edit, records: vec![person.into()], remove: Vec::new() };
        bench.run(edit).expect("the record fits");
        assert_eq!(fingerprint::pairing(&bench.workspace, &record) != before, stale, "{name}");
    }
}

#[test]
fn the_same_people_give_the_same_bytes_in_any_order_of_reading() {
    let mut random = Random::new(11);
    let (bench, intake) = intake(&guests(&mut random, 40, 9));
    let ids: Vec<PersonId> = people(&bench.workspace, intake).iter().map(|p| p.id).collect();
    for options in [MUTUAL, RINGS] {
        let read = |ids: Vec<PersonId>| PairProblem::of(&bench.workspace, intake, ids, options).expect("few people");
        let [one, other] = [ids.clone(), ids.iter().rev().chain(&ids).copied().collect()]
            .map(|ids| serde_json::to_string(&solve(&read(ids), &mut Asks(300))).expect("it is plain data"));
        assert_eq!(one, other);
        let back: PairProposal = serde_json::from_str(&one).expect("it reads back");
        assert_eq!(serde_json::to_string(&back).expect("it is plain data"), one);
    }
}
