//! Where everyone stands, made with answers from before: the same as made anew, and answers are kept exactly while nothing that
//! they rest on has changed.

use orken_core::command::{Cause, Command};
use orken_core::model::*;
use orken_core::rules::{Criterion, Rule};
use orken_core::solver::budget::Unlimited;
use orken_core::solver::select::propose;
use orken_core::turns::{AtOnce, at_once};
use orken_core::view::selection::{Standings, standings, standings_in_turns};
use orken_core::workspace::Workspace;
use orken_tests::workspaces::hub_sample;

type Edit = fn(&Workspace, IntakeId) -> Command;

/// An edit, and whether the answers of before still hold after it.
type Case = (&'static str, bool, Edit);

fn put(record: impl Into<Record>) -> Command {
    Command::Put { what: Cause::Edit, records: vec![record.into()], remove: Vec::new() }
}

fn intake(w: &Workspace, id: IntakeId, edit: fn(&mut Intake)) -> Command {
    let mut intake = w.intakes.get(id).expect("the intake is there").clone();
    edit(&mut intake);
    put(intake)
}

fn selected(w: &Workspace, id: IntakeId) -> PersonId {
    let has_place = |e: &&Enrolment| e.state == EnrolmentState::Selected;
    w.enrolments_of(id).find(has_place).expect("someone is selected").person
}

fn select(w: &Workspace, id: IntakeId) -> Command {
    Command::ApplySelection(Box::new(propose(w, id, &mut Unlimited).expect("a proposal")))
}

fn withdraw(w: &Workspace, intake: IntakeId) -> Command {
    Command::Withdraw { intake, person: selected(w, intake), reason: "ill".to_owned() }
}

fn refuse(w: &Workspace, intake: IntakeId) -> Command {
    Command::Override { intake, person: selected(w, intake), admit: Some(false), reason: "a letter".to_owned() }
}

fn older(w: &Workspace, _: IntakeId) -> Command {
    let mut person = w.people.iter().next().expect("someone is there").fields();
    person.experience = Some(41);
    put(person)
}

fn more_pupils(w: &Workspace, _: IntakeId) -> Command {
    let mut school = w.schools.iter().next().expect("a school is there").clone();
    school.pupils = Some(99_999);
    put(school)
}

fn someone_more(w: &Workspace, intake: IntakeId) -> Command {
    let school = w.schools.iter().next().expect("a school is there").id;
    let (id, mut person) = (PersonId(1 << 40), w.people.iter().next().expect("someone is there").fields());
    (person.id, person.school, person.iin) = (id, school, None);
    let enrolment = Enrolment::nominated(EnrolmentId(1 << 40), intake, id);
    Command::Put { what: Cause::Edit, records: vec![person.into(), enrolment.into()], remove: Vec::new() }
}

fn someone_less(w: &Workspace, intake: IntakeId) -> Command {
    let gone = w.enrolments_of(intake).next().expect("someone is put forward").id;
    Command::Put { what: Cause::Remove, records: Vec::new(), remove: vec![gone.into()] }
}

const CASES: [Case; 13] = [
    ("selected", true, select),
    ("someone withdrew", true, withdraw),
    ("someone was refused", true, refuse),
    ("selected again", true, select),
    ("a venue less", true, |w, id| intake(w, id, |i| i.venues.truncate(1))),
    ("another seed", true, |w, id| intake(w, id, |i| i.seed += 1)),
    ("fewer places", false, |w, id| intake(w, id, |i| i.places -= 10)),
    ("another quota", false, |w, id| intake(w, id, |i| i.quotas[0].at_most = Some(7))),
    ("another rule", false, |w, id| {
        intake(w, id, |i| i.eligibility = Rule::Is(Criterion::Experience { at_least: Some(3), at_most: None }))
    }),
    ("someone is older", false, older),
    ("a school has more pupils", false, more_pupils),
    ("someone more", false, someone_more),
    ("someone less", false, someone_less),
];

fn same(one: &Standings, other: &Standings) -> bool {
    let units_of = |s: &Standings| s.rows.iter().map(|row| s.units_of(row).to_vec()).collect::<Vec<_>>();
    one.rows == other.rows
        && (one.places, &one.units, &one.shortfalls, &one.findings)
            == (other.places, &other.units, &other.shortfalls, &other.findings)
        && units_of(one) == units_of(other)
        && one.rows.iter().all(|row| one.row(row.person) == other.row(row.person) && one.row(row.person).is_some())
}

#[test]
fn answers_are_kept_while_they_hold() {
    let (mut bench, id) = hub_sample();
    let now = |w: &Workspace| w.intake(id).expect("the intake is there").clone();
    let mut known = standings(&bench.workspace, &now(&bench.workspace)).answers();
    for (name, holds, edit) in CASES {
        bench.run(edit(&bench.workspace, id)).unwrap_or_else(|refused| panic!("{name}: {refused:?}"));
        let (workspace, intake) = (&bench.workspace, now(&bench.workspace));
        assert_eq!(known.hold(workspace, &intake), holds, "{name}");
        let all = at_once(standings_in_turns(workspace, &intake, Some(known), &mut AtOnce));
        assert!(same(&all, &standings(workspace, &intake)), "{name}: made with answers from before");
        known = all.answers();
    }
}
