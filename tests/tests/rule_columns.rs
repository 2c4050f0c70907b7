//! What the editor of rules counts from kept answers is what asking everyone anew gives; and units counted some people at
//! a time are the units of a selection.

use std::sync::Arc;

use chrono::NaiveDate;
use orken_core::model::{Intake, Person, Role, Subject};
use orken_core::rules::{Columns, Counts, Criterion, Rule, Setting, Verdict, counts, verdict_only};
use orken_core::solver::select::{UnitTally, units};
use orken_core::workspace::Workspace;
use orken_tests::workspaces::hub_sample;

fn rules(intake: &Intake) -> Vec<Rule> {
    let teacher = || Rule::Is(Criterion::Role(vec![Role::Teacher]));
    let mathematics = || Rule::Is(Criterion::Subject(vec![Subject::Mathematics]));
    let long = |years| Rule::Is(Criterion::Experience { at_least: Some(years), at_most: None });
    let rules = vec![
        intake.eligibility.clone(),
        teacher(),
        Rule::All(vec![]),
        Rule::Any(vec![]),
        Rule::None(vec![]),
        Rule::All(vec![teacher(), Rule::Any(vec![mathematics(), long(10)]), Rule::None(vec![long(30)])]),
        Rule::None(vec![Rule::All(vec![mathematics(), long(5)]), Rule::Any(vec![long(40)])]),
        Rule::Any(vec![teacher(), teacher(), Rule::Is(Criterion::PostVacant(Role::Principal))]),
    ];
    rules
}

/// Asks in pieces of so many people.
fn ask(columns: &mut Columns, rules: &[Rule], workspace: &Workspace, on: NaiveDate, at_once: usize) {
    let mut asking = columns.begin(rules);
    while !columns.ask(&mut asking, &Setting::new(workspace, on), at_once) {}
    columns.keep(asking);
}

fn counted(columns: &Columns, rule: &Rule, at_once: usize, among: Option<&[Verdict]>) -> (Counts, Vec<Verdict>) {
    let (mut all, mut verdicts) = (Counts::empty(rule), Vec::new());
    let people = columns.people().len();
    for at in (0..people).step_by(at_once) {
        let some = at..people.min(at + at_once);
        let among = among.map(|among| &among[some.clone()]);
        verdicts.extend(columns.count(rule, some, among, &mut all));
    }
    (all, verdicts)
}

#[test]
fn kept_answers_count_as_asking_everyone_does() {
    let (bench, intake) = hub_sample();
    let workspace = &bench.workspace;
    let intake = workspace.intakes.get(intake).expect("the sample's intake");
    let on = intake.reference_date;
    let setting = Setting::new(workspace, on);
    let people: Vec<Arc<Person>> =
        workspace.enrolments_of(intake.id).filter_map(|e| workspace.people.shared(e.person)).collect();
    let rules = rules(intake);
    for at_once in [1, 7, 100, usize::MAX / 2] {
        let mut columns = Columns::new(people.clone());
        // One after another, so that later rules meet answers of earlier ones.
        for rule in &rules {
            ask(&mut columns, std::slice::from_ref(rule), workspace, on, at_once);
            let (all, verdicts) = counted(&columns, rule, at_once.min(people.len()), None);
            assert_eq!(all, counts(rule, &setting, people.iter().map(Arc::as_ref)), "{rule:?} by {at_once}");
            let asked: Vec<Verdict> = people.iter().map(|person| verdict_only(rule, &setting.of(person))).collect();
            assert_eq!(verdicts, asked, "{rule:?} by {at_once}");
        }
        let (_, eligible) = counted(&columns, &rules[0], at_once.min(people.len()), None);
        let fitting = people.iter().zip(&eligible).filter(|(_, v)| **v == Verdict::Yes).map(|(p, _)| p.as_ref());
        let (of_eligible, _) = counted(&columns, &rules[5], at_once.min(people.len()), Some(&eligible));
        assert_eq!(of_eligible, counts(&rules[5], &setting, fitting), "among the eligible by {at_once}");
    }
}

#[test]
fn answers_of_many_drafts_are_forgotten_and_asked_again() {
    let (bench, intake) = hub_sample();
    let workspace = &bench.workspace;
    let intake = workspace.intakes.get(intake).expect("the sample's intake");
    let setting = Setting::new(workspace, intake.reference_date);
    let people: Vec<Arc<Person>> = workspace.people.iter().take(50).cloned().map(Arc::new).collect();
    let mut columns = Columns::new(people.clone());
    for years in (0..120).chain(0..5) {
        let rule = Rule::Is(Criterion::Experience { at_least: Some(years), at_most: None });
        ask(&mut columns, std::slice::from_ref(&rule), workspace, intake.reference_date, 20);
        let wanted = counts(&rule, &setting, people.iter().map(Arc::as_ref));
        assert_eq!(counted(&columns, &rule, 50, None).0, wanted, "at least {years} years");
    }
}

#[test]
fn units_counted_some_people_at_a_time_are_those_of_the_selection() {
    let (bench, intake) = hub_sample();
    let workspace = &bench.workspace;
    let intake = workspace.intakes.get(intake).expect("the sample's intake");
    let setting = Setting::new(workspace, intake.reference_date);
    let people: Vec<&Person> =
        workspace.enrolments_of(intake.id).filter_map(|e| workspace.people.get(e.person)).collect();
    let made = units(&setting, intake, &people);
    let mut tally = UnitTally::new(intake);
    let mut wanted = vec![(0, 0); made.units.len()];
    for (asked, counted_in) in setting.of_all(people.iter().copied()).zip(&made.of_person) {
        let eligible = verdict_only(&intake.eligibility, &asked) == Verdict::Yes;
        tally.add(intake, &asked, eligible);
        for &unit in counted_in.iter() {
            wanted[unit] = (wanted[unit].0 + 1, wanted[unit].1 + u32::from(eligible));
        }
    }
    let (counts, findings) = tally.counts(workspace, intake);
    assert_eq!(findings, made.findings);
    assert_eq!(counts.iter().map(|c| &c.unit).collect::<Vec<_>>(), made.units.iter().collect::<Vec<_>>());
    assert_eq!(counts.iter().map(|c| (c.nominated, c.eligible)).collect::<Vec<_>>(), wanted);
    assert!(wanted.iter().any(|(all, eligible)| all > eligible), "the sample has people who don't fit");
}
