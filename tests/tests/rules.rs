//! Eligibility: every criterion's three answers, Kleene's tables, the trace, and changes that are made and asked again.

use chrono::NaiveDate;
use orken_core::change::{Change, apply};
use orken_core::model::*;
use orken_core::rules::*;
use orken_core::workspace::Workspace;
use proptest::prelude::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn school(id: u64) -> School {
    School {
        id: SchoolId(id),
        district: DistrictId(1),
        name: format!("School {id}"),
        kind: SchoolKind::SmallClass,
        locality: Some(Locality::Rural),
        hub: Some(SchoolId(2)),
        hub_unknown: false,
        languages: vec![],
        pupils: Some(80),
        location: None,
        tags: vec!["river".to_owned()],
        note: None,
    }
}

fn person(id: u64, school: u64) -> PersonFields {
    PersonFields {
        id: PersonId(id),
        name: "Абаева Айгүл Сәкенқызы".to_owned(),
        school: SchoolId(school),
        role: Some(Role::Teacher),
        acting: false,
        subjects: vec![Subject::Physics, Subject::Mathematics].into(),
        grades: vec![GradeBand::Basic].into(),
        languages: vec![Language::Kazakh].into(),
        category: Some(Category::Expert),
        experience: Some(5),
        history: Some(vec![PastCourse {
            ended: day(2020, 6, 1),
            hours: Some(AcademicHours(72)),
            title: None,
            programme: None,
        }]),
        iin: None,
        born: Some(day(1890, 10, 11)),
        sex: None,
        phone: None,
        email: None,
        tags: vec!["mentor".to_owned()],
        offers: Vec::new(),
        wants: Vec::new(),
        note: None,
    }
}

/// School 1 with the person asked about, and hub school 2 with its principal.
fn workspace(school: School, person_: PersonFields) -> Workspace {
    let mut workspace = Workspace::default();
    let region = Region::from_code("KZ-10").unwrap();
    let hub = School { id: SchoolId(2), kind: SchoolKind::Hub, hub: None, ..self::school(2) };
    let principal = PersonFields { role: Some(Role::Principal), ..person(101, 2) };
    let changes = [
        Change::add(District { id: DistrictId(1), region, name: "District".to_owned() }),
        Change::add(hub),
        Change::add(school),
        Change::add(Person::from(principal)),
        Change::add(Person::from(person_)),
    ];
    apply(&mut workspace, &changes).unwrap();
    workspace
}

fn answer(rule: &Rule, school: &School, person: &PersonFields) -> Answer {
    let workspace = workspace(school.clone(), person.clone());
    let setting = Setting::new(&workspace, day(2024, 10, 10));
    let asked = setting.of(workspace.people.get(person.id).unwrap());
    let answer = evaluate(rule, &asked);
    assert_eq!(answer.verdict, verdict_only(rule, &asked), "the short way and the long way agree");
    answer
}

fn verdict(criterion: Criterion, alter: impl Fn(&mut School, &mut PersonFields)) -> Verdict {
    let (mut school, mut person) = (school(1), person(100, 1));
    alter(&mut school, &mut person);
    answer(&Rule::Is(criterion), &school, &person).verdict
}

#[test]
fn every_criterion_says_yes_no_and_unknown() {
    use Criterion as C;
    use Verdict::{No, Unknown, Yes};
    type Alter = fn(&mut School, &mut PersonFields);
    let same: Alter = |_, _| {};
    let years = |at_least, at_most| C::Experience { at_least, at_most };
    let cases: Vec<(C, Alter, Verdict)> = vec![
        (C::Role(vec![Role::Teacher]), same, Yes),
        (C::Role(vec![Role::Principal]), same, No),
        (C::Role(vec![Role::Principal]), |_, p| p.role = None, Unknown),
        (C::Acting, same, No),
        (C::Acting, |_, p| p.acting = true, Yes),
        (C::Acting, |_, p| p.role = None, Unknown),
        (C::PostVacant(Role::Principal), same, Yes),
        (C::PostVacant(Role::Principal), |_, p| p.school = SchoolId(2), No),
        (C::PostVacant(Role::Principal), |_, p| p.role = None, Unknown),
        (C::PostVacant(Role::Teacher), |_, p| p.acting = true, Yes),
        (C::Subject(vec![Subject::Mathematics]), same, Yes),
        (C::Subject(vec![Subject::Art]), same, No),
        (C::Subject(vec![Subject::Art]), |_, p| p.subjects.clear(), Unknown),
        (C::Grades(vec![GradeBand::Basic]), same, Yes),
        (C::Grades(vec![GradeBand::Primary]), same, No),
        (C::Grades(vec![GradeBand::Primary]), |_, p| p.grades.clear(), Unknown),
        (C::Language(vec![Language::Kazakh]), same, Yes),
        (C::Language(vec![Language::Russian]), same, No),
        (C::Language(vec![Language::Russian]), |_, p| p.languages.clear(), Unknown),
        (C::Category(vec![Category::Expert]), same, Yes),
        (C::Category(vec![Category::Master]), same, No),
        (C::Category(vec![Category::Master]), |_, p| p.category = None, Unknown),
        (years(Some(5), None), same, Yes),
        (years(None, Some(5)), same, Yes),
        (years(Some(6), None), same, No),
        (years(None, Some(4)), same, No),
        (years(Some(1), None), |_, p| p.experience = Some(0), No),
        (years(Some(1), None), |_, p| p.experience = None, Unknown),
        (C::Age { at_least: Some(133), at_most: Some(133) }, same, Yes),
        (C::Age { at_least: Some(134), at_most: None }, same, No),
        (C::Age { at_least: Some(134), at_most: None }, |_, p| p.born = Some(day(1890, 10, 10)), Yes),
        (C::Age { at_least: Some(30), at_most: None }, |_, p| p.born = None, Unknown),
        (
            C::Age { at_least: Some(120), at_most: None },
            |_, p| (p.born, p.iin) = (None, Iin::parse("991231100000").ok()),
            Yes,
        ),
        (C::PersonTag("mentor".to_owned()), same, Yes),
        (C::PersonTag("reserve".to_owned()), same, No),
        (C::SchoolKind(vec![SchoolKind::SmallClass]), same, Yes),
        (C::SchoolKind(vec![SchoolKind::Hub]), same, No),
        (C::SchoolKind(vec![SchoolKind::Hub]), |_, p| p.school = SchoolId(9), Unknown),
        (C::HubCluster, same, Yes),
        (C::HubCluster, |_, p| p.school = SchoolId(2), Yes),
        (C::HubCluster, |s, _| s.hub = None, No),
        (C::HubCluster, |s, _| (s.hub, s.hub_unknown) = (None, true), Unknown),
        (C::HubCluster, |s, _| s.hub_unknown = true, Yes),
        (C::Locality(Locality::Rural), same, Yes),
        (C::Locality(Locality::Urban), same, No),
        (C::Locality(Locality::Urban), |s, _| s.locality = None, Unknown),
        (C::Region(vec![Region::from_code("KZ-10").unwrap()]), same, Yes),
        (C::Region(vec![Region::from_code("KZ-11").unwrap()]), same, No),
        (C::Region(vec![Region::from_code("KZ-10").unwrap()]), |s, _| s.district = DistrictId(9), Unknown),
        (C::District(vec![DistrictId(1)]), same, Yes),
        (C::District(vec![DistrictId(2)]), same, No),
        (C::School(vec![SchoolId(1)]), same, Yes),
        (C::School(vec![SchoolId(2)]), same, No),
        (C::Pupils { at_least: Some(80), at_most: Some(80) }, same, Yes),
        (C::Pupils { at_least: Some(81), at_most: None }, same, No),
        (C::Pupils { at_least: Some(81), at_most: None }, |s, _| s.pupils = None, Unknown),
        (C::SchoolTag("river".to_owned()), same, Yes),
        (C::SchoolTag("hill".to_owned()), same, No),
        (C::LastCourseBefore(day(2020, 6, 2)), same, Yes),
        (C::LastCourseBefore(day(2020, 6, 1)), same, No),
        (C::LastCourseBefore(day(2020, 6, 1)), |_, p| p.history = Some(vec![]), Yes),
        (C::LastCourseBefore(day(2020, 6, 1)), |_, p| p.history = None, Unknown),
        (C::NeverTrained, same, No),
        (C::NeverTrained, |_, p| p.history = Some(vec![]), Yes),
        (C::NeverTrained, |_, p| p.history = None, Unknown),
        (C::LastCourseHours { at_least: Some(72), at_most: None }, same, Yes),
        (C::LastCourseHours { at_least: Some(73), at_most: None }, same, No),
        (C::LastCourseHours { at_least: Some(1), at_most: None }, |_, p| p.history = Some(vec![]), No),
        (C::LastCourseHours { at_least: None, at_most: Some(9) }, |_, p| p.history = None, Unknown),
        (C::Completed(vec![ProgrammeId(5)]), same, No),
        (
            C::Completed(vec![ProgrammeId(5)]),
            |_, p| p.history.as_mut().unwrap()[0].programme = Some(ProgrammeId(5)),
            Yes,
        ),
        (C::Completed(vec![ProgrammeId(5)]), |_, p| p.history = None, Unknown),
    ];
    for (n, (criterion, alter, expected)) in cases.into_iter().enumerate() {
        assert_eq!(verdict(criterion.clone(), alter), expected, "case {n}: {criterion:?}");
    }
}

fn tags(yes_no_unknown: &str) -> Vec<Rule> {
    let part = |c| match c {
        'y' => Rule::Is(Criterion::PersonTag("mentor".to_owned())),
        'n' => Rule::Is(Criterion::PersonTag("none".to_owned())),
        _ => Rule::Is(Criterion::Category(vec![Category::Master])),
    };
    yes_no_unknown.chars().map(part).collect()
}

#[test]
fn parts_combine_by_kleenes_tables() {
    use Verdict::{No, Unknown, Yes};
    for (parts, all, any, none) in [
        ("", Yes, No, Yes),
        ("y", Yes, Yes, No),
        ("n", No, No, Yes),
        ("u", Unknown, Unknown, Unknown),
        ("yy", Yes, Yes, No),
        ("yn", No, Yes, No),
        ("yu", Unknown, Yes, No),
        ("nu", No, Unknown, Unknown),
        ("nn", No, No, Yes),
        ("uyn", No, Yes, No),
    ] {
        let person = PersonFields { category: None, ..person(100, 1) };
        let ask = |rule: Rule| answer(&rule, &school(1), &person).verdict;
        assert_eq!(ask(Rule::All(tags(parts))), all, "all of {parts}");
        assert_eq!(ask(Rule::Any(tags(parts))), any, "any of {parts}");
        assert_eq!(ask(Rule::None(tags(parts))), none, "none of {parts}");
    }
}

#[test]
fn the_trace_has_the_shape_of_the_rule_and_names_what_is_missing() {
    let rule = Rule::All(vec![
        Rule::Is(Criterion::Experience { at_least: Some(1), at_most: None }),
        Rule::Any(tags("yu")),
        Rule::Is(Criterion::Subject(vec![Subject::Art])),
    ]);
    let person = PersonFields { experience: None, category: None, subjects: vec![].into(), ..person(100, 1) };
    let answer = answer(&rule, &school(1), &person);
    assert_eq!(answer.verdict, Verdict::Unknown);
    // The category stands below a part that is yes whatever it is.
    assert_eq!(answer.missing, [Fact::Experience, Fact::Subjects]);
    let Trace::All(Verdict::Unknown, parts) = &answer.trace else { panic!("{:?}", answer.trace) };
    assert_eq!(
        parts.iter().map(Trace::verdict).collect::<Vec<_>>(),
        [Verdict::Unknown, Verdict::Yes, Verdict::Unknown]
    );
    assert!(matches!(&parts[0], Trace::Is { fact: Fact::Experience, seen: None, .. }));
    let json = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<Answer>(&json).unwrap(), answer);
}

/// Rules over facts that a test can set freely.
fn any_rule() -> impl Strategy<Value = Rule> {
    let subject = prop::sample::subsequence(vec![Subject::Physics, Subject::Art, Subject::Law], 1..=2);
    let role = prop::sample::subsequence(vec![Role::Teacher, Role::Principal, Role::Librarian], 1..=2);
    let leaf = prop_oneof![
        subject.prop_map(Criterion::Subject),
        role.prop_map(Criterion::Role),
        (0u16..4, 0u16..4).prop_map(|(a, b)| Criterion::Experience { at_least: Some(a), at_most: Some(a + b) }),
        (2019i32..2022).prop_map(|y| Criterion::LastCourseBefore(day(y, 1, 1))),
        Just(Criterion::NeverTrained),
        prop::sample::select(vec![40u16, 60, 80])
            .prop_map(|h| Criterion::LastCourseHours { at_least: Some(h), at_most: None }),
        Just(Criterion::PersonTag("a".to_owned())),
        Just(Criterion::HubCluster),
    ];
    leaf.prop_map(Rule::Is).prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::Any),
            prop::collection::vec(inner, 1..3).prop_map(Rule::None),
        ]
    })
}

/// Gives the school and the person a value.
type Give = Box<dyn Fn(&mut School, &mut PersonFields)>;

/// Every value that a fact could be given, as alterations.
fn values(fact: Fact) -> Vec<Give> {
    let mut values: Vec<Give> = Vec::new();
    match fact {
        Fact::Subjects => {
            for list in [vec![Subject::Physics], vec![Subject::Art], vec![Subject::Law], vec![Subject::Music]] {
                values.push(Box::new(move |_, p| p.subjects = list.clone().into()));
            }
            for pair in
                [[Subject::Physics, Subject::Art], [Subject::Art, Subject::Law], [Subject::Physics, Subject::Law]]
            {
                values.push(Box::new(move |_, p| p.subjects = pair.to_vec().into()));
            }
            values.push(Box::new(|_, p| p.subjects = vec![Subject::Physics, Subject::Art, Subject::Law].into()));
        }
        Fact::Role => Role::ALL.iter().for_each(|&r| values.push(Box::new(move |_, p| p.role = Some(r)))),
        Fact::Experience => (0..9).for_each(|n| values.push(Box::new(move |_, p| p.experience = Some(n)))),
        Fact::LastCourse | Fact::LastCourseHours | Fact::Completed => {
            values.push(Box::new(|_, p| p.history = Some(vec![])));
            for (year, hours) in (2018..2022).flat_map(|y| [39, 40, 60, 80].map(move |h| (y, h))) {
                let hours = Some(AcademicHours(hours));
                let course = PastCourse { ended: day(year, 6, 1), hours, title: None, programme: None };
                values.push(Box::new(move |_, p| p.history = Some(vec![course.clone()])));
            }
        }
        Fact::Hub => {
            values.push(Box::new(|s, _| s.hub = None));
            values.push(Box::new(|s, _| s.hub = Some(SchoolId(2))));
        }
        Fact::PersonTag => {
            values.push(Box::new(|_, p| p.tags = vec![]));
            values.push(Box::new(|_, p| p.tags = vec!["a".to_owned()]));
        }
        other => panic!("no rule of this test asks for {other:?}"),
    }
    values
}

/// Facts that are decided together.
fn one_of(fact: Fact) -> Fact {
    match fact {
        Fact::LastCourseHours | Fact::Completed => Fact::LastCourse,
        other => other,
    }
}

/// Whether some values of these facts make the rule yes.
fn can_be_yes(rule: &Rule, facts: &[Fact], school: &School, person: &PersonFields) -> bool {
    let Some((&fact, rest)) = facts.split_first() else {
        return answer(rule, school, person).verdict == Verdict::Yes;
    };
    values(fact).iter().any(|alter| {
        let (mut school, mut person) = (school.clone(), person.clone());
        alter(&mut school, &mut person);
        can_be_yes(rule, rest, &school, &person)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each set, once made, turns the answer to yes, and nothing smaller would.
    #[test]
    fn the_smallest_change_works_and_is_the_smallest(
        rule in any_rule(), unknown in any::<bool>(), tagged in any::<bool>(), attached in any::<bool>()
    ) {
        let mut person = PersonFields { tags: if tagged { vec!["a".to_owned()] } else { vec![] }, ..person(100, 1) };
        if unknown {
            (person.subjects, person.experience, person.history) = (Codes::new(), None, None);
        }
        let school = School { hub: attached.then_some(SchoolId(2)), ..school(1) };
        let workspace = workspace(school.clone(), person.clone());
        let setting = Setting::new(&workspace, day(2024, 10, 10));
        let asked = setting.of(workspace.people.get(person.id).unwrap());
        let sets = smallest_change(&rule, &asked);
        let facts_of = |set: &[Fix]| {
            let mut facts: Vec<Fact> = set.iter().map(|f| one_of(f.fact)).collect();
            facts.sort_unstable();
            facts.dedup();
            facts
        };
        for set in &sets {
            prop_assert!(can_be_yes(&rule, &facts_of(set), &school, &person), "{rule:?} {set:?}");
        }
        let all = [Fact::Subjects, Fact::Role, Fact::Experience, Fact::LastCourse, Fact::Hub, Fact::PersonTag];
        let asked_for: Vec<Fact> = all.into_iter().filter(|f| rule.criteria().iter().any(|c| one_of(c.fact()) == *f)).collect();
        let subsets = (0u32..1 << asked_for.len()).map(|bits| {
            asked_for.iter().enumerate().filter(|(i, _)| bits & (1 << i) != 0).map(|(_, f)| *f).collect::<Vec<_>>()
        });
        let mut by_size: Vec<Vec<Fact>> = subsets.filter(|s| s.len() <= 2).collect();
        by_size.sort_by_key(Vec::len);
        let smallest = by_size.iter().find(|facts| can_be_yes(&rule, facts, &school, &person)).map(Vec::len);
        match (smallest, sets.first()) {
            (Some(size), Some(set)) => prop_assert_eq!(size, facts_of(set).len(), "{:?} {:?}", rule, sets),
            (Some(size), None) => prop_assert!(false, "{rule:?} can be turned by {size}, nothing was found"),
            (None, Some(set)) => prop_assert!(facts_of(set).len() > 2, "{rule:?} {set:?}"),
            (None, None) => {}
        }
    }
}

#[test]
fn facts_that_nobody_can_change_are_named_as_such() {
    let rule = Rule::All(vec![
        Rule::Is(Criterion::LastCourseBefore(day(2019, 1, 1))),
        Rule::Is(Criterion::Experience { at_least: Some(1), at_most: None }),
        Rule::Is(Criterion::Role(vec![Role::Principal])),
    ]);
    let person = PersonFields { experience: None, ..person(100, 1) };
    let workspace = workspace(school(1), person.clone());
    let setting = Setting::new(&workspace, day(2024, 10, 10));
    let sets = smallest_change(&rule, &setting.of(workspace.people.get(person.id).unwrap()));
    let mut efforts: Vec<(Fact, Effort)> = sets[0].iter().map(|f| (f.fact, f.effort)).collect();
    efforts.sort_unstable();
    assert_eq!(sets.len(), 1);
    let expected = [(Fact::Role, Effort::Change), (Fact::Experience, Effort::Enter), (Fact::LastCourse, Effort::Fixed)];
    assert_eq!(efforts, expected);
}

#[test]
fn counts_add_up_on_every_part() {
    let (bench, intake) = orken_tests::workspaces::hub_sample();
    let intake = bench.workspace.intakes.get(intake).unwrap();
    let setting = Setting::new(&bench.workspace, intake.reference_date);
    let counted = counts(&intake.eligibility, &setting, &bench.workspace.people);
    let people = bench.workspace.people.len() as u32;
    assert_eq!(counted.parts.len(), 6);
    for part in counted.parts.iter().chain([&counted]) {
        assert_eq!(part.yes + part.no + part.unknown, people);
    }
    let yes =
        bench.workspace.people.iter().filter(|p| verdict_only(&intake.eligibility, &setting.of(p)) == Verdict::Yes);
    assert_eq!(counted.yes as usize, yes.count());
}
