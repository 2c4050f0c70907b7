//! What a timetable says of its distance to the best, against every way to give the groups their trainers.

mod timetable_world;

use orken_core::audit::timetable::check_timetable;
use orken_core::change::{Change, apply};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::random::Random;
use orken_core::solver::timetable::bound::least_penalty;
use orken_core::solver::timetable::{TimetableProblem, TimetableProposal, solve};
use orken_core::workspace::Workspace;
use timetable_world::*;

/// Each stream has two days of two slots: just the eight hours of the course, so nobody teaches two groups in one.
const STREAMS: [[&str; 2]; 3] =
    [["2024-10-14", "2024-10-15"], ["2024-10-16", "2024-10-18"], ["2024-10-21", "2024-10-22"]];

struct Tour {
    workspace: Workspace,
    /// Where the two groups of each stream are.
    venues: Vec<[GeoPoint; 2]>,
    trainers: usize,
}

/// Two groups a stream, each at a venue of its own somewhere, and trainers who can teach any of them.
fn tour(seed: u64, streams: usize, trainers: usize) -> Tour {
    let mut random = Random::new(seed);
    let mut workspace = world();
    let template = workspace.groups.get(GROUPS[0]).expect("it is there").clone();
    let room = workspace.rooms.get(ROOMS[0]).expect("it is there").clone();
    let gone: Vec<RecordId> =
        workspace.enrolments.iter().map(|e| e.id.into()).chain(GROUPS.map(RecordId::from)).collect();
    let gone: Vec<Change> = gone.into_iter().filter_map(|id| workspace.record(id)).map(Change::remove).collect();
    apply(&mut workspace, &gone).expect("they are as they were read");
    let mut venues = Vec::new();
    for stream in 0..streams {
        let places = [0, 1].map(|n| {
            let id = 1000 + 10 * stream as u64 + n;
            let degrees = |random: &mut Random, from: f64| from + random.below(800) as f64 / 100.0;
            let location = GeoPoint::new(degrees(&mut random, 43.0), degrees(&mut random, 60.0)).expect("on earth");
            let (serves, subjects, name) = (Vec::new(), Vec::new(), format!("Venue {id}"));
            workspace.restore([Venue { id: VenueId(id), name, location, serves, subjects }.into()]);
            workspace.restore([Room { id: RoomId(id + 1000), venue: VenueId(id), ..room.clone() }.into()]);
            let (number, stream) = (id as u32, stream as u8);
            workspace.restore([Group {
                id: GroupId(id + 2000),
                number,
                venue: VenueId(id),
                stream,
                ..template.clone()
            }
            .into()]);
            location
        });
        venues.push(places);
    }
    let intake = workspace.intake(INTAKE).expect("it is there").clone();
    let streams = STREAMS[..streams].iter().map(|days| Stream { days: days.map(day).to_vec() }).collect();
    let ids: Vec<TrainerId> = (0..trainers as u64).map(|n| TrainerId(7000 + n)).collect();
    workspace.restore(ids.iter().map(|&id| trainer(id).into()));
    let slots = intake.slots[..2].to_vec();
    let venues_of = workspace.venues.iter().map(|v| v.id).collect();
    workspace.restore([Intake { streams, slots, trainers: ids, venues: venues_of, ..intake }.into()]);
    Tour { workspace, venues, trainers }
}

/// The fewest kilometres over all ways to give two different trainers to each stream's groups.
fn fewest_km(tour: &Tour, stream: usize, last: &[Option<GeoPoint>]) -> i64 {
    let Some([one, other]) = tour.venues.get(stream) else { return 0 };
    let way = |trainer: usize, to: &GeoPoint| last[trainer].map_or(0, |from| i64::from(from.km_to(*to)));
    let mut best = i64::MAX;
    for a in 0..tour.trainers {
        for b in (0..tour.trainers).filter(|&b| b != a) {
            let mut next = last.to_vec();
            (next[a], next[b]) = (Some(*one), Some(*other));
            best = best.min(way(a, one) + way(b, other) + fewest_km(tour, stream + 1, &next));
        }
    }
    best
}

fn planned(tour: &Tour) -> TimetableProposal {
    let problem = TimetableProblem::from_workspace(&tour.workspace, INTAKE).expect("it is there");
    let proposal = solve(&problem, &mut Unlimited);
    assert_eq!(check_timetable(&tour.workspace, &proposal), []);
    assert_eq!(proposal.unplaced, []);
    proposal
}

#[test]
fn nothing_is_below_the_bound_and_small_teams_meet_it() {
    let (mut proven, mut above) = (0, 0);
    for (streams, trainers) in [(2, 2), (2, 3), (2, 4), (3, 2), (3, 3)] {
        for seed in 0..12 {
            let tour = tour(seed, streams, trainers);
            let proposal = planned(&tour);
            let best = fewest_km(&tour, 0, &vec![None; trainers]);
            let problem = TimetableProblem::from_workspace(&tour.workspace, INTAKE).expect("it is there");
            let bound = least_penalty(&problem);
            let said = format!("seed {seed}, {streams} streams, {trainers} trainers, {:?}", proposal.wishes);
            let penalty = proposal.wishes.penalty();
            let gap = match proposal.gap {
                Gap::Optimal => 0,
                Gap::AtMost(gap) => i64::try_from(gap).expect("a small gap"),
            };
            assert!(bound <= best, "{said}: says that nothing is below {bound}, but {best} is");
            assert!(penalty >= best, "{said}: nothing is better than {best}");
            assert_eq!(gap, penalty - bound, "{said}");
            if trainers <= 3 {
                assert_eq!((bound, penalty), (best, best), "{said}: a small team's ways are planned exactly");
            }
            above += usize::from(bound > 0);
            proven += usize::from(proposal.gap == Gap::Optimal);
        }
    }
    assert!(above >= 24, "a bound above nothing in {above} of 60");
    assert!(proven >= 48, "{proven} of 60 proven best");
}

#[test]
fn locked_sessions_leave_nothing_to_prove() {
    let mut tour = tour(1, 2, 2);
    let mut proposal = planned(&tour);
    assert_eq!(proposal.gap, Gap::Optimal);
    proposal.sessions[0].locked = true;
    record(&mut tour.workspace, &proposal, 5000);
    let again = planned(&tour);
    let penalty = u64::try_from(again.wishes.penalty()).expect("not negative");
    assert_eq!(again.gap, Gap::AtMost(penalty));
}
