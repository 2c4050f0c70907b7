//! Groups: the placement solver against brute force, its audit against planted faults, and the hub-school intake.

mod groups_world;

use groups_world::{Guest, agree, hub_guests, programme, put};
use orken_core::audit::groups::check_groups;
use orken_core::command::{Cause, Command};
use orken_core::finding::{Code, Severity};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{PlacementProblem, PlacementProposal, solve};
use orken_core::solver::random::Random;
use orken_core::template::Template;
use orken_core::workspace::Workspace;
use orken_tests::small;
use orken_tests::workspaces::Bench;

fn place(workspace: &Workspace, intake: IntakeId) -> PlacementProposal {
    let problem = PlacementProblem::from_workspace(workspace, intake).expect("the intake is there");
    solve(&problem, &mut Unlimited)
}

#[test]
fn hub_schools_are_placed_to_proven_optimum() {
    let (workspace, intake) = programme(Template::Hub2024, &hub_guests(1, 420));
    let proposal = place(&workspace, intake);
    assert_eq!(proposal.gap, Gap::Optimal, "cost {:?}", proposal.cost);
    assert_eq!(check_groups(&workspace, &proposal), []);
    let placed: usize = proposal.groups.iter().map(|g| g.members.len()).sum();
    assert_eq!(placed + proposal.unplaced.len(), 420);
}

/// Cheapest placement of one subject's people in one language by trying every group for everyone.
fn brute_force(workspace: &Workspace, intake: IntakeId) -> (usize, i64) {
    let record = workspace.intake(intake).expect("the intake is there");
    let (least, most) = (record.grouping.min_size as usize, record.grouping.max_size as usize);
    let people: Vec<GeoPoint> = workspace
        .people
        .iter()
        .map(|p| workspace.school_of(p).and_then(|s| s.location).expect("every school has a place"))
        .collect();
    let venues: Vec<GeoPoint> =
        record.venues.iter().filter_map(|&v| workspace.venues.get(v)).map(|v| v.location).collect();
    let choices = venues.len() + 1;
    let mut best = (usize::MAX, i64::MAX);
    for mut code in 0..choices.pow(u32::try_from(people.len()).expect("few people")) {
        let (mut sizes, mut km) = (vec![0; choices], 0);
        for &home in &people {
            let venue = code % choices;
            code /= choices;
            sizes[venue] += 1;
            km += venues.get(venue).map_or(0, |&v| i64::from(home.km_to(v)));
        }
        let groups: Option<usize> = sizes[..venues.len()]
            .iter()
            .map(|&n: &usize| (0..=4).find(|&g| n <= g * most && n >= g * least && (n > 0 || g == 0)))
            .sum();
        if let Some(groups) = groups {
            let cost = km + i64::try_from(groups).expect("few") * i64::from(record.grouping.group_cost);
            best = best.min((sizes[venues.len()], cost));
        }
    }
    best
}

/// An intake of one subject and language with two venues, groups of 2 to 3.
fn tiny(seed: u64, people: usize) -> (Workspace, IntakeId) {
    let mut random = Random::new(seed);
    let guests: Vec<Guest> = (0..people)
        .map(|_| Guest {
            region: "KZ-19",
            at: Some((44.0 + groups_world::spread(&mut random, 2.0), 72.0 + groups_world::spread(&mut random, 5.0))),
            subject: Some(Subject::English),
            languages: vec![Language::Kazakh],
        })
        .collect();
    let (mut workspace, intake) = programme(Template::Hub2024, &guests);
    let mut record = workspace.intake(intake).expect("the intake is there").clone();
    record.venues.truncate(2);
    (record.grouping.min_size, record.grouping.max_size) = (2, 3);
    put(&mut workspace, record);
    (workspace, intake)
}

#[test]
fn tiny_intakes_cost_what_brute_force_finds() {
    for seed in 0..40 {
        let (workspace, intake) = tiny(seed, 2 + (seed as usize) % 7);
        let proposal = place(&workspace, intake);
        let found = (proposal.unplaced.len(), proposal.cost.total());
        assert_eq!(found, brute_force(&workspace, intake), "seed {seed}");
        assert_eq!(proposal.gap, Gap::Optimal, "seed {seed}");
        assert_eq!(check_groups(&workspace, &proposal), [], "seed {seed}");
    }
}

#[test]
fn the_audit_names_every_planted_fault() {
    let (workspace, intake) = programme(Template::Hub2024, &hub_guests(3, 120));
    let sound = place(&workspace, intake);
    assert_eq!(check_groups(&workspace, &sound), []);
    type Plant = fn(&mut PlacementProposal);
    let cases: [(Code, Plant); 11] = [
        (Code::RecordMissing, |p| p.intake = IntakeId(1)),
        (Code::GroupNumberTwice, |p| {
            let first = (p.groups[0].subject, p.groups[0].number);
            let mut of_subject = p.groups.iter_mut().skip(1).filter(|g| g.subject == first.0);
            of_subject.next().expect("the subject has two groups").number = first.1;
        }),
        (Code::GroupPersonTwice, |p| {
            let person = p.groups[0].members[0];
            p.groups[1].members.push(person);
        }),
        (Code::GroupPersonMissing, |p| {
            p.groups[0].members.pop();
        }),
        (Code::GroupPersonUnknown, |p| p.groups[0].members.push(PersonId(1))),
        (Code::GroupSizeWrong, |p| p.groups[0].members.truncate(2)),
        (Code::GroupStreamWrong, |p| p.groups[0].stream = 9),
        (Code::GroupSubjectWrong, |p| p.groups[0].subject = Some(Subject::Music)),
        (Code::GroupVenueWrong, |p| p.groups[0].venue = VenueId(0)),
        (Code::GroupLanguageWrong, |p| p.groups[0].language = Some(Language::Uzbek)),
        (Code::FiguresWrong, |p| p.cost.km -= 1),
    ];
    for (code, plant) in cases {
        let mut faulty = sound.clone();
        plant(&mut faulty);
        let found = check_groups(&workspace, &faulty);
        assert!(found.iter().any(|f| f.code == code), "{code:?} not among {found:?}");
    }
}

#[test]
fn three_informatics_groups_in_a_stream_are_one_laboratory_too_many() {
    let (workspace, intake) = programme(Template::Hub2024, &hub_guests(3, 300));
    let mut crowded = place(&workspace, intake);
    let labs = |g: &orken_core::solver::place::ProposedGroup| {
        matches!(g.subject, Some(Subject::Informatics | Subject::Physics))
    };
    let venue = crowded.groups.iter().find(|g| labs(g)).expect("there is such a group").venue;
    let mut moved = 0;
    for group in crowded.groups.iter_mut().filter(|g| labs(g)) {
        (group.venue, group.stream, moved) = (venue, 0, moved + 1);
    }
    assert!(moved > 1);
    assert!(check_groups(&workspace, &crowded).iter().any(|f| f.code == Code::GroupRoomsShort));
}

/// A subject has two trainers, and a group of it takes all the hours of one for its stream.
#[test]
fn three_groups_of_a_subject_in_a_stream_are_one_trainer_too_many() {
    let (workspace, intake) = programme(Template::Hub2024, &hub_guests(3, 400));
    let sound = place(&workspace, intake);
    let of = |p: &PlacementProposal, subject| p.groups.iter().filter(|g| g.subject == subject).count();
    let subject = sound.groups.iter().map(|g| g.subject).find(|&s| of(&sound, s) >= 3).expect("400 people are enough");
    let cases: [(&[u8], bool); 2] = [(&[0, 0, 1, 1, 2, 2], false), (&[0, 0, 0, 1, 1, 2], true)];
    for (streams, short) in cases {
        let mut crowded = sound.clone();
        let groups = crowded.groups.iter_mut().filter(|g| g.subject == subject);
        groups.zip(streams).for_each(|(group, &stream)| group.stream = stream);
        let found = check_groups(&workspace, &crowded);
        assert_eq!(found.iter().any(|f| f.code == Code::GroupTrainersShort), short, "{streams:?}: {found:?}");
    }
}

#[test]
fn everyone_left_out_has_a_reason_and_nobody_is_left_out_where_groups_are_large() {
    let cases: [(&str, Vec<Guest>, Option<Code>); 3] = [
        ("four of a subject", vec![guest("KZ-10", Some(Subject::Music)); 4], Some(Code::PlacementTooFew)),
        (
            "a region that no venue serves",
            vec![guest("KZ-71", Some(Subject::English)); 6],
            Some(Code::PlacementNoVenue),
        ),
        ("five of a subject", vec![guest("KZ-10", Some(Subject::English)); 5], None),
    ];
    for (name, guests, code) in cases {
        let (workspace, intake) = programme(Template::Hub2024, &guests);
        let proposal = place(&workspace, intake);
        let expected = if code.is_some() { guests.len() } else { 0 };
        assert_eq!(proposal.unplaced.len(), expected, "{name}");
        for unplaced in &proposal.unplaced {
            let no_trainer = unplaced.reason.code == Code::PlacementNoTrainer;
            assert!(Some(unplaced.reason.code) == code || no_trainer, "{name}: {:?}", unplaced.reason);
        }
    }
}

fn guest(region: &'static str, subject: Option<Subject>) -> Guest {
    Guest { region, at: Some((50.0, 78.0)), subject, languages: vec![Language::Kazakh] }
}

#[test]
fn a_shortfall_is_counted_and_goes_away_with_another_trainer() {
    let guests = vec![guest("KZ-10", Some(Subject::English)); 160];
    let (mut workspace, intake) = programme(Template::Hub2024, &guests);
    let proposal = place(&workspace, intake);
    let short = proposal.findings.iter().find(|f| f.code == Code::TrainerShortfall).expect("six groups hold 150");
    assert_eq!(short.args.get("people"), Some(&160u32.into()));
    assert_eq!(short.args.get("places"), Some(&150u32.into()));
    let template = workspace.trainers.iter().find(|t| t.subjects == [Subject::English]).expect("a trainer").clone();
    put(&mut workspace, Trainer { id: TrainerId(77), ..template });
    let mut record = workspace.intake(intake).expect("the intake is there").clone();
    record.trainers.push(TrainerId(77));
    put(&mut workspace, record);
    assert_eq!(place(&workspace, intake).unplaced, []);
}

#[test]
fn an_agreed_placement_reads_back() {
    let (mut workspace, intake) = programme(Template::Hub2024, &hub_guests(5, 100));
    let proposal = place(&workspace, intake);
    agree(&mut workspace, &proposal);
    assert_eq!(workspace.groups_of(intake).count(), proposal.groups.len());
    assert_eq!(place(&workspace, intake), proposal, "the same people give the same groups");
}

/// What agreeing to new groups takes off the timetable is said before; groups that go on keep theirs, locks too.
#[test]
fn groups_formed_again_say_how_many_sessions_they_drop() {
    let dropped = |bench: &Bench, intake| {
        let proposal = place(&bench.workspace, intake);
        let finding = proposal.findings.iter().find(|f| f.code == Code::SessionsDropped).cloned();
        finding.map(|f| (f.severity, f.args.get("sessions").cloned(), f.args.get("locked").cloned()))
    };
    let (mut bench, intake) = small::put_forward();
    small::select(&mut bench, intake);
    assert_eq!(dropped(&bench, intake), None, "no groups yet");
    small::group(&mut bench, intake);
    assert_eq!(dropped(&bench, intake), None, "no timetable yet");
    small::plan(&mut bench, intake);
    let sessions = |bench: &Bench| bench.workspace.sessions_of(intake).cloned().collect::<Vec<Session>>();
    let group = bench.workspace.groups_of(intake).next().expect("there are two").clone();
    // Two groups of twenty sessions; three of the first are locked, and one is taken off.
    let its: Vec<SessionId> = sessions(&bench).iter().filter(|s| s.group == group.id).map(|s| s.id).collect();
    assert_eq!((its.len(), sessions(&bench).len()), (20, 40));
    bench.run(Command::Lock { sessions: its[..3].to_vec(), locked: true }).expect("they are there");
    bench.run(Command::MoveSession { session: its[10], to: None }).expect("it is not locked");
    assert_eq!(dropped(&bench, intake), None, "the same people give the same groups");
    let before = sessions(&bench);
    small::group(&mut bench, intake);
    assert_eq!(sessions(&bench), before, "groups that go on keep their sessions");
    // The venue of the first group is no longer to be had: it begins anew elsewhere.
    let mut record = bench.workspace.intake(intake).expect("the intake is there").clone();
    record.venues.retain(|&venue| venue != group.venue);
    let less = Command::Put { what: Cause::Edit, records: vec![record.into()], remove: Vec::new() };
    bench.run(less).expect("a venue less is no fault");
    let elsewhere: Vec<Session> = before
        .into_iter()
        .filter(|s| bench.workspace.groups.get(s.group).is_some_and(|g| g.venue != group.venue))
        .collect();
    let gone = 39 - u32::try_from(elsewhere.len()).expect("few");
    assert_eq!(dropped(&bench, intake), Some((Severity::Warning, Some(gone.into()), Some(3u32.into()))));
    small::group(&mut bench, intake);
    assert_eq!(sessions(&bench), elsewhere);
}
