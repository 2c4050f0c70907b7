//! Too few places at the only venues that take some people: counted, with the people, the places, the venues and the
//! regions in the finding. Where the places are enough nothing is said.

mod groups_world;

use groups_world::{Guest, programme, put};
use orken_core::audit::groups::check_groups;
use orken_core::finding::{Arg, Code, Finding};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{PlacementProblem, PlacementProposal, solve};
use orken_core::template::Template;
use orken_core::workspace::Workspace;

/// The regions of the west; the template's two venues there take them, and no others do.
const WEST: [(&str, f64, f64); 3] = [("KZ-23", 47.5, 52.0), ("KZ-47", 43.8, 52.5), ("KZ-27", 50.0, 50.5)];

struct Case {
    name: &'static str,
    /// People of each region of the west.
    people: [usize; 3],
    subjects: &'static [Subject],
    streams: usize,
    /// Takes the people of the west too, besides its own.
    open_semey: bool,
    /// People, places, and how many are too many; none where all find a place.
    short: Option<(u32, u32, u32)>,
}

const PLAIN: Case =
    Case { name: "", people: [60, 50, 30], subjects: &[Subject::English], streams: 1, open_semey: false, short: None };

/// Seats of the rooms of the two western venues: 70 and 40.
const SEATS: [&[u32]; 2] = [&[25, 25, 20], &[25, 15]];

fn guests(case: &Case) -> Vec<Guest> {
    let mut guests = Vec::new();
    let mut add = |region: (&'static str, f64, f64), people: usize| {
        for n in 0..people {
            let subject = Some(case.subjects[n % case.subjects.len()]);
            let languages = vec![Language::Kazakh];
            guests.push(Guest { region: region.0, at: Some((region.1, region.2)), subject, languages });
        }
    };
    WEST.into_iter().zip(case.people).for_each(|(region, people)| add(region, people));
    // Elsewhere there is room enough.
    add(("KZ-10", 50.0, 79.0), 20);
    guests
}

/// The two venues that take Atyrau Region.
fn western(workspace: &Workspace) -> [VenueId; 2] {
    let atyrau = Region::from_code("KZ-23").expect("there is such a region");
    let venues = workspace.venues.iter().filter(|v| v.serves.contains(&atyrau)).map(|v| v.id);
    venues.collect::<Vec<_>>().try_into().expect("there are two of them")
}

fn world(case: &Case) -> (Workspace, IntakeId) {
    let (mut workspace, intake) = programme(Template::Hub2024, &guests(case));
    for (venue, seats) in western(&workspace).into_iter().zip(SEATS) {
        let rooms: Vec<Room> = workspace.rooms.iter().filter(|r| r.venue == venue).cloned().collect();
        let first = rooms[0].id.0;
        for (n, &capacity) in (0u64..).zip(seats) {
            let id = rooms.get(n as usize).map_or(RoomId(90_000 + first + n), |r| r.id);
            put(&mut workspace, Room { id, capacity, ..rooms[0].clone() });
        }
    }
    if case.open_semey {
        let semey = workspace.venues.iter().find(|v| v.name == "NIS Semey").expect("it is there").clone();
        put(&mut workspace, Venue { serves: Vec::new(), ..semey });
    }
    let record = workspace.intake(intake).expect("it is there").clone();
    let streams = record.streams[..case.streams].to_vec();
    // Without trainers only the rooms limit.
    put(&mut workspace, Intake { streams, trainers: Vec::new(), ..record });
    (workspace, intake)
}

fn number(finding: &Finding, name: &str) -> Option<u32> {
    match finding.args.get(name) {
        Some(Arg::Number(n)) => u32::try_from(*n).ok(),
        _ => None,
    }
}

fn check(case: &Case) {
    let name = case.name;
    let (workspace, intake) = world(case);
    let problem = PlacementProblem::from_workspace(&workspace, intake).expect("the intake is there");
    let proposal: PlacementProposal = solve(&problem, &mut Unlimited);
    assert_eq!(check_groups(&workspace, &proposal), [], "{name}");
    let counted: Vec<&Finding> = proposal.findings.iter().filter(|f| f.code == Code::PlacementShortfall).collect();
    let Some((people, places, short)) = case.short else {
        assert_eq!(counted, Vec::<&Finding>::new(), "{name}");
        assert_eq!(proposal.unplaced, [], "{name}");
        return;
    };
    let [finding] = counted[..] else { panic!("{name}: one shortfall, not {counted:?}") };
    let figures = ["people", "places", "short"].map(|figure| number(finding, figure));
    assert_eq!(figures, [people, places, short].map(Some), "{name}: people, places, short");
    let venues = western(&workspace).map(|v| Arg::Record(v.into())).to_vec();
    assert_eq!(finding.args.get("venues"), Some(&Arg::List(venues)), "{name}");
    let region = |code: &str| Arg::Code("region".to_owned(), code.to_owned());
    let regions = ["KZ-23", "KZ-27", "KZ-47"].map(region).to_vec();
    assert_eq!(finding.args.get("regions"), Some(&Arg::List(regions)), "{name}");
    let subjects = case.subjects.iter().map(|s| Arg::Code("subject".to_owned(), s.code().to_owned())).collect();
    assert_eq!(finding.args.get("subjects"), Some(&Arg::List(subjects)), "{name}");
    assert!(proposal.unplaced.len() >= short as usize, "{name}: {} left out", proposal.unplaced.len());
    if case.subjects.len() == 1 {
        assert_eq!(proposal.unplaced.len(), short as usize, "{name}: every place is taken");
        assert!(proposal.unplaced.iter().all(|u| u.reason.code == Code::PlacementFull), "{name}");
    }
}

#[test]
fn people_of_three_regions_with_two_venues_that_are_too_small() {
    let cases = [
        Case { name: "140 people for 110 places", short: Some((140, 110, 30)), ..PLAIN },
        Case { name: "one too many", people: [60, 40, 11], short: Some((111, 110, 1)), ..PLAIN },
        Case {
            name: "two subjects share the rooms",
            subjects: &[Subject::Biology, Subject::English],
            short: Some((140, 110, 30)),
            ..PLAIN
        },
        Case {
            name: "two streams, and more people still",
            people: [120, 80, 60],
            streams: 2,
            short: Some((260, 220, 40)),
            ..PLAIN
        },
    ];
    cases.iter().for_each(check);
}

#[test]
fn where_the_demand_fits_nothing_is_said() {
    let cases = [
        Case { name: "110 people for 110 places", people: [60, 40, 10], ..PLAIN },
        Case { name: "another venue takes the rest", open_semey: true, ..PLAIN },
        Case { name: "a second stream takes the rest", streams: 2, ..PLAIN },
    ];
    cases.iter().for_each(check);
}
