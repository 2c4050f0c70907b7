//! Choosing venues and hubs: against every choice there is, for small cases; each limit kept, each refusal counted; and
//! what agreeing to it does.

use orken_core::command::{Cause, Command};
use orken_core::finding::{Arg, Code};
use orken_core::model::*;
use orken_core::solver::budget::{Asks, Unlimited};
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select::propose;
use orken_core::solver::siting::{Among, SiteCount, SitingProposal, SitingQuestion, solve};
use orken_core::workspace::Workspace;
use orken_tests::small::{newcomers, put_forward, school};
use orken_tests::workspaces::{Bench, hub_sample};

fn selected_hubs() -> (Bench, IntakeId) {
    let (mut bench, intake) = hub_sample();
    let proposal = propose(&bench.workspace, intake, &mut Unlimited).expect("it can be selected from");
    bench.run(Command::ApplySelection(Box::new(proposal))).expect("the audit accepts it");
    (bench, intake)
}

fn answer(workspace: &Workspace, question: &SitingQuestion) -> SitingProposal {
    let proposal = solve(workspace, question, &mut Unlimited).expect("there is a choice");
    hold(workspace, &proposal);
    proposal
}

/// Everything that a proposal says of itself, reckoned from the records.
fn hold(workspace: &Workspace, proposal: &SitingProposal) {
    let question = &proposal.question;
    let mut sums = vec![(0, 0, 0, 0); proposal.sites.len()];
    for served in &proposal.served {
        let site = &proposal.sites[served.site];
        assert_eq!(served.km, served.at.km_to(site.at));
        assert!(question.farthest.is_none_or(|most| served.km <= most), "{served:?} is too far");
        let school = workspace.schools.get(served.school).expect("the school is there");
        if let (RecordId::Venue(id), true) = (site.id, question.as_served) {
            let serves = &workspace.venues.get(id).expect("the venue is there").serves;
            assert!(serves.is_empty() || workspace.region_of(school).is_some_and(|r| serves.contains(&r)));
        }
        let (schools, people, km, farthest) = &mut sums[served.site];
        *schools += 1;
        *people += served.people;
        *km += u64::from(served.people) * u64::from(served.km);
        *farthest = (*farthest).max(served.km);
    }
    let said: Vec<_> = proposal.sites.iter().map(|s| (s.schools, s.people, s.km, s.farthest)).collect();
    assert_eq!(said, sums);
    assert_eq!(proposal.km, sums.iter().map(|s| s.2).sum::<u64>());
    if let SiteCount::Exactly(n) = question.count {
        assert_eq!(proposal.sites.len(), n as usize);
    }
    assert!(question.must.iter().all(|id| proposal.sites.iter().any(|s| s.id == *id)));
    assert!(!question.never.iter().any(|id| proposal.sites.iter().any(|s| s.id == *id)));
    if question.among == Among::Venues {
        let selected = workspace.enrolments_of(question.intake).filter(|e| e.state == EnrolmentState::Selected).count();
        let people: u32 = proposal.served.iter().map(|s| s.people).sum();
        assert!(selected == 0 || people as usize == selected, "everyone with a place is served");
    }
}

/// The least kilometres of any choice of so many sites, each school going to the nearest.
fn least_km(proposal: &SitingProposal, sites: &[(RecordId, GeoPoint)], n: usize) -> u64 {
    let chosen = (0_u32..1 << sites.len()).filter(|set| set.count_ones() as usize == n);
    let km = |set: u32| -> u64 {
        let open: Vec<GeoPoint> = (0..sites.len()).filter(|i| set >> i & 1 == 1).map(|i| sites[i].1).collect();
        let nearest = |at: GeoPoint| open.iter().map(|site| at.km_to(*site)).min().unwrap_or(0);
        proposal.served.iter().map(|s| u64::from(nearest(s.at)) * u64::from(s.people)).sum()
    };
    chosen.map(km).min().expect("there is a choice")
}

#[test]
fn so_many_venues_are_the_best_of_all_choices() {
    let (mut bench, intake) = selected_hubs();
    // Every venue teaches everything here, so that the nearest is the best.
    let open = bench.workspace.venues.iter().map(|v| Venue { subjects: Vec::new(), ..v.clone() }.into()).collect();
    bench.run(Command::Put { what: Cause::Edit, records: open, remove: Vec::new() }).expect("venues can be edited");
    let sites: Vec<_> = bench.workspace.venues.iter().map(|v| (v.id.into(), v.location)).collect();
    for n in 1..=sites.len() {
        let count = SiteCount::Exactly(n as u32);
        let question = SitingQuestion { within_seats: false, ..SitingQuestion::venues(intake, count) };
        let proposal = answer(&bench.workspace, &question);
        assert_eq!(proposal.gap, Gap::Optimal);
        assert_eq!(proposal.km, least_km(&proposal, &sites, n), "{n} venues");
    }
}

#[test]
fn seats_regions_and_decisions_are_kept() {
    let (bench, intake) = selected_hubs();
    let w = &bench.workspace;
    let all = w.venues.iter().count() as u32;
    let base = SitingQuestion::venues(intake, SiteCount::Exactly(all));
    let served = answer(w, &SitingQuestion { as_served: true, ..base.clone() });
    assert!(served.sites.iter().all(|s| s.new_regions.is_empty()));
    let free = answer(w, &base);
    assert!(free.km <= served.km, "whoever may go anywhere goes less far");
    assert_eq!(free.today, Some((free.km, all)), "all venues are in use today");

    let five = SitingQuestion { count: SiteCount::Exactly(5), within_seats: false, ..base };
    let best = answer(w, &five);
    let closed = w.venues.iter().map(|v| RecordId::from(v.id)).find(|id| best.sites.iter().all(|s| s.id != *id));
    let closed = closed.expect("some venue is not chosen");
    let forced = answer(w, &SitingQuestion { must: vec![closed], ..five.clone() });
    assert!(forced.km > best.km, "a venue that was not chosen costs something");
    let without = answer(w, &SitingQuestion { never: vec![best.sites[0].id], ..five });
    assert!(without.km > best.km);
}

#[test]
fn seats_are_never_exceeded() {
    let (bench, intake) = selected_hubs();
    let mut least = None;
    for n in 1..=8 {
        let question = SitingQuestion::venues(intake, SiteCount::Exactly(n));
        match solve(&bench.workspace, &question, &mut Asks(3_000)) {
            Ok(proposal) => {
                hold(&bench.workspace, &proposal);
                least = least.or(Some(n));
            }
            Err(finding) => {
                assert!(least.is_none(), "more venues hold more: {finding:?}");
                assert!(matches!(finding.code, Code::SitesTooSmall | Code::SitesTooFew), "{finding:?}");
            }
        }
    }
    let fewest = answer(&bench.workspace, &SitingQuestion::venues(intake, SiteCount::Fewest));
    assert_eq!(Some(fewest.sites.len() as u32), least, "as few as will do are as many as the first number that does");
    assert_eq!(fewest.at_least, fewest.sites.len() as u32);
}

/// A region with schools in a row along a parallel: small ones everywhere, a large one at every fourth place.
fn row_of_schools() -> (Bench, IntakeId) {
    let (mut bench, intake) = put_forward();
    let region = Region::from_code("KZ-10").expect("there is such a region");
    let district = District { id: DistrictId(1), region, name: "Abai district".to_owned() };
    let at = |n: u64| GeoPoint::new(48.0, 75.0 + 0.25 * n as f64);
    let row = (0..24).map(|n| School {
        kind: if n % 4 == 1 { SchoolKind::General } else { SchoolKind::SmallClass },
        location: at(n),
        name: format!("Row {n}"),
        ..school(2 + n, 1)
    });
    let records = std::iter::once(Record::from(district)).chain(row.map(Record::from)).collect();
    bench.run(Command::Add { what: Cause::Import, records, intake: None }).expect("the schools fit");
    (bench, intake)
}

#[test]
fn hubs_are_as_few_as_leave_nobody_too_far() {
    let (bench, intake) = row_of_schools();
    let large = bench.workspace.schools.iter().filter(|s| s.kind == SchoolKind::General);
    let sites: Vec<GeoPoint> = large.filter_map(|s| s.location).collect();
    for farthest in [40, 60, 100, 200, 500] {
        let proposal = answer(&bench.workspace, &SitingQuestion::hubs(intake, farthest));
        let serves = |set: u32| {
            let near = |s: &orken_core::solver::siting::Served| {
                (0..sites.len()).any(|i| set >> i & 1 == 1 && s.at.km_to(sites[i]) <= farthest)
            };
            proposal.served.iter().all(near)
        };
        let sets = (0_u32..1 << sites.len()).filter(|set| serves(*set));
        let fewest = sets.map(u32::count_ones).min().expect("all of them serve everyone");
        assert_eq!(proposal.sites.len() as u32, fewest, "{farthest} km");
        assert_eq!((proposal.at_least, proposal.gap), (fewest, Gap::Optimal));
    }
}

#[test]
fn what_is_impossible_is_counted() {
    let (mut bench, intake) = row_of_schools();
    let far =
        solve(&bench.workspace, &SitingQuestion::hubs(intake, 10), &mut Unlimited).expect_err("10 km is too near");
    assert_eq!(far.code, Code::SitesTooFar);
    let km = |name: &str| match far.args.get(name) {
        Some(Arg::Number(n)) => *n,
        other => panic!("{name} is {other:?}"),
    };
    let enough = u32::try_from(km("needed")).expect("a distance");
    answer(&bench.workspace, &SitingQuestion::hubs(intake, enough));
    let closer = solve(&bench.workspace, &SitingQuestion::hubs(intake, enough - 1), &mut Unlimited);
    assert_eq!(closer.expect_err("someone is farther").code, Code::SitesTooFar);

    let few = SitingQuestion { count: SiteCount::Exactly(1), ..SitingQuestion::hubs(intake, 60) };
    let few = solve(&bench.workspace, &few, &mut Unlimited).expect_err("one hub does not reach");
    assert_eq!(few.code, Code::SitesTooFew);
    let Some(Arg::Number(least)) = few.args.get("least") else { panic!("it says how many") };
    assert_eq!(*least, answer(&bench.workspace, &SitingQuestion::hubs(intake, 60)).sites.len() as i64);

    let code = |bench: &Bench, question: SitingQuestion| {
        solve(&bench.workspace, &question, &mut Unlimited).map(|p| p.km).expect_err("it can't be").code
    };
    let venues = SitingQuestion::venues(intake, SiteCount::Exactly(1));
    let many = SitingQuestion { count: SiteCount::Exactly(99), ..venues.clone() };
    assert_eq!(code(&bench, many), Code::SitesCountWrong);
    let rooms: Vec<RecordId> = bench.workspace.rooms.iter().map(|r| r.id.into()).collect();
    let empty = bench.workspace.rooms.iter().map(|r| Room { capacity: 1, ..r.clone() }.into()).collect();
    bench.run(Command::Put { what: Cause::Edit, records: empty, remove: Vec::new() }).expect("rooms can be small");
    assert_eq!(code(&bench, venues.clone()), Code::SitesTooSmall);
    bench.undo();
    bench.run(Command::Put { what: Cause::Remove, records: Vec::new(), remove: rooms }).expect("rooms can go");
    assert_eq!(code(&bench, venues), Code::SitesTooSmall);
    let (bare, intake) = bare();
    assert_eq!(code(&bare, SitingQuestion::hubs(intake, 60)), Code::SitesNone);
    assert_eq!(code(&bare, SitingQuestion::venues(intake, SiteCount::Fewest)), Code::SitesNone);
}

/// A programme in which there is nothing yet.
fn bare() -> (Bench, IntakeId) {
    let mut bench = Bench::default();
    let tongue = orken_core::template::Tongue::English;
    bench.run(Command::StartEmpty { name: "Empty".to_owned(), tongue }).expect("a programme starts");
    let intake = bench.workspace.intakes.iter().next().expect("it has an intake").id;
    (bench, intake)
}

#[test]
fn a_school_without_coordinates_is_guessed_or_left_aside() {
    let (mut bench, intake) = put_forward();
    let far = Region::from_code("KZ-63").expect("there is such a region");
    let lost = |record: Record| match record {
        Record::School(school) => School { location: None, ..(*school).clone() }.into(),
        Record::District(district) => District { region: far, ..(*district).clone() }.into(),
        other => other,
    };
    let records = newcomers(1, 4).into_iter().map(lost).collect();
    bench.run(Command::Add { what: Cause::Import, records, intake: Some(intake) }).expect("they fit");
    let question = SitingQuestion { within_seats: false, ..SitingQuestion::venues(intake, SiteCount::Exactly(2)) };
    let proposal = solve(&bench.workspace, &question, &mut Unlimited).expect("the others can be served");
    assert_eq!(proposal.findings.iter().filter(|f| f.code == Code::SitesPlaceUnknown).count(), 2);
}

#[test]
fn agreeing_makes_the_choice_the_intakes_own() {
    let (mut bench, intake) = selected_hubs();
    let question = SitingQuestion { within_seats: false, ..SitingQuestion::venues(intake, SiteCount::Exactly(3)) };
    let proposal = answer(&bench.workspace, &question);
    let records = proposal.records(&bench.workspace).expect("the intake is there");
    let before = bench.bytes();
    bench.run(Command::Put { what: Cause::Sites, records, remove: Vec::new() }).expect("it can be agreed to");
    let venues = &bench.workspace.intake(intake).expect("it is there").venues;
    assert!(proposal.sites.iter().all(|s| venues.iter().any(|v| RecordId::from(*v) == s.id)) && venues.len() == 3);
    let problem = PlacementProblem::from_workspace(&bench.workspace, intake).expect("it has streams");
    let groups = place::solve(&problem, &mut Unlimited);
    let refused = |f: &orken_core::finding::Finding| f.code == Code::PlacementNoVenue;
    assert!(!groups.findings.iter().any(refused), "every region has a venue that takes its people");
    bench.undo();
    assert_eq!(bench.bytes(), before);

    let (mut bench, intake) = row_of_schools();
    let hubs = answer(&bench.workspace, &SitingQuestion::hubs(intake, 100));
    let records = hubs.records(&bench.workspace).expect("the schools are there");
    bench.run(Command::Put { what: Cause::Sites, records, remove: Vec::new() }).expect("it can be agreed to");
    let again = answer(&bench.workspace, &SitingQuestion::hubs(intake, 100));
    assert_eq!(again.today, Some((hubs.km, hubs.sites.len() as u32)), "the schools are attached as was agreed");
}

#[test]
fn the_same_question_has_the_same_answer() {
    let (bench, intake) = selected_hubs();
    let question = SitingQuestion::venues(intake, SiteCount::Fewest);
    let bytes = || serde_json::to_vec(&answer(&bench.workspace, &question)).expect("it can be written");
    assert_eq!(bytes(), bytes());
}
