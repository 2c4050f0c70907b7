//! The least disturbance: the dearer a change of venue, the fewer people change when groups are formed again.

mod groups_world;

use groups_world::{Guest, agree, programme, put, spread};
use orken_core::audit::groups::check_groups;
use orken_core::finding::Code;
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{PlacementProblem, PlacementProposal, ProposedGroup, solve};
use orken_core::solver::random::Random;
use orken_core::template::Template;
use orken_core::workspace::Workspace;

/// One subject at three venues of the template, groups of 2 to 4, in the groups that are best; then some more people and
/// a venue less, or a room less.
fn disturbed(seed: u64) -> (Workspace, IntakeId) {
    let mut random = Random::new(seed);
    let guest = |random: &mut Random| Guest {
        region: "KZ-10",
        at: Some((51.0 + spread(random, 2.0), 75.0 + spread(random, 5.0))),
        subject: Some(Subject::English),
        languages: vec![Language::Kazakh],
    };
    let guests: Vec<Guest> = (0..10 + random.below(8)).map(|_| guest(&mut random)).collect();
    let (mut workspace, intake) = programme(Template::Hub2024, &guests);
    let mut record = workspace.intake(intake).expect("the intake is there").clone();
    (record.grouping.min_size, record.grouping.max_size) = (2, 4);
    put(&mut workspace, record.clone());
    let best = placed(&workspace, intake, 0);
    agree(&mut workspace, &best);
    if random.below(2) == 0 {
        let used = best.groups[random.below(best.groups.len())].venue;
        record.venues.retain(|&v| v != used);
        put(&mut workspace, record);
    } else {
        let homes: Vec<School> = workspace.schools.iter().cloned().collect();
        for school in homes.into_iter().take(5) {
            let location = GeoPoint::new(51.0 + spread(&mut random, 2.0), 75.0 + spread(&mut random, 5.0));
            put(&mut workspace, School { location, ..school });
        }
    }
    (workspace, intake)
}

fn placed(workspace: &Workspace, intake: IntakeId, moving_cost: u32) -> PlacementProposal {
    let mut workspace = workspace.clone();
    let mut record = workspace.intake(intake).expect("the intake is there").clone();
    record.grouping.moving_cost = moving_cost;
    put(&mut workspace, record);
    let problem = PlacementProblem::from_workspace(&workspace, intake).expect("the intake is there");
    let proposal = solve(&problem, &mut Unlimited);
    assert_eq!(check_groups(&workspace, &proposal), [], "moving at {moving_cost}");
    let mut dearer = proposal.clone();
    dearer.cost.moving += 1;
    let faults = check_groups(&workspace, &dearer);
    assert_eq!(faults.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::FiguresWrong], "a wrong cost of moving");
    proposal
}

/// People whose recorded group is elsewhere, by the records.
fn moves(workspace: &Workspace, proposal: &PlacementProposal) -> i64 {
    let was = |person| {
        let group = workspace.enrolment(proposal.intake, person).and_then(|e| e.group);
        group.and_then(|g| workspace.groups.get(g)).map(|g| g.venue)
    };
    let elsewhere =
        |g: &ProposedGroup| g.members.iter().filter(|p| was(**p).is_some_and(|venue| venue != g.venue)).count() as i64;
    proposal.groups.iter().map(elsewhere).sum()
}

#[test]
fn the_dearer_a_change_of_venue_the_fewer_change() {
    let mut saved = 0;
    for seed in 0..30 {
        let (workspace, intake) = disturbed(seed);
        let mut last: Option<(i64, PlacementProposal)> = None;
        for moving_cost in [0, 10, 100, 1_000] {
            let proposal = placed(&workspace, intake, moving_cost);
            assert_eq!(proposal.gap, Gap::Optimal, "seed {seed}");
            let moved = moves(&workspace, &proposal);
            assert_eq!(proposal.cost.moving, moved * i64::from(moving_cost), "seed {seed}");
            if let Some((before, cheaper)) = &last {
                assert_eq!(proposal.unplaced.len(), cheaper.unplaced.len(), "seed {seed}: nobody is left out for it");
                assert!(moved <= *before, "seed {seed}, {moving_cost} km: {moved} move, {before} did");
                let rest = |p: &PlacementProposal| p.cost.total() - p.cost.moving;
                assert!(rest(&proposal) >= rest(cheaper), "seed {seed}: the cheaper was not the best");
                saved += before - moved;
            }
            last = Some((moved, proposal));
        }
    }
    assert!(saved > 30, "in {saved} cases someone stayed where they were");
}

#[test]
fn without_the_wish_to_stay_results_keep_their_bytes() {
    let (workspace, intake) = disturbed(3);
    let proposal = placed(&workspace, intake, 0);
    let written = serde_json::to_string(&proposal).expect("proposals write");
    assert!(!written.contains("moving"), "{written}");
    let policy = &workspace.intake(intake).expect("the intake is there").grouping;
    assert!(!serde_json::to_string(policy).expect("policies write").contains("moving"));
    assert!(proposal.objective().iter().all(|(code, _)| code != "moving"));
}
