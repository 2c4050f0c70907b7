//! What a change would do: foretold on a copy, and held against really making the change, selecting and grouping again.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use orken_core::command::{Cause, Command, provisional_ids};
use orken_core::finding::{Code, Finding};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::what_if::{Edits, Limits, Moved, NewVenue, VenueEdit, WhatIf, outcome, recorded, what_if};
use orken_core::workspace::Workspace;
use orken_tests::small::{group, put_forward, select};
use orken_tests::workspaces::{Bench, hub_sample};

/// Forty people, 36 places, at least 18 and at most 16 of a subject; selected and in groups at the venues of the
/// template, of which Semey is near and too small for a group.
fn world() -> (Bench, IntakeId) {
    let (mut bench, intake) = put_forward();
    let by = vec![Dimension::Subject];
    let most = Quota { by, only: None, at_least: None, at_most: Some(16), shared_by_pupils: None };
    let least = Quota { at_least: Some(18), at_most: None, ..most.clone() };
    change(&mut bench, intake, |i| i.quotas = vec![most, least]);
    let semey = semey(&bench.workspace);
    let rooms = bench.workspace.rooms.iter().filter(|r| r.venue == semey);
    let smaller = rooms.map(|r| Room { capacity: 2, ..r.clone() }.into()).collect();
    bench.run(put_in(smaller)).expect("rooms may be small");
    select(&mut bench, intake);
    group(&mut bench, intake);
    (bench, intake)
}

fn change(bench: &mut Bench, intake: IntakeId, edit: impl FnOnce(&mut Intake)) {
    let command = edited(&bench.workspace, intake, edit);
    bench.run(command).expect("the intake may be so");
}

fn edited(workspace: &Workspace, intake: IntakeId, edit: impl FnOnce(&mut Intake)) -> Command {
    let mut record = workspace.intake(intake).expect("the intake is there").clone();
    edit(&mut record);
    put_in(vec![record.into()])
}

const fn put_in(records: Vec<Record>) -> Command {
    Command::Put { what: Cause::Edit, records, remove: Vec::new() }
}

fn semey(workspace: &Workspace) -> VenueId {
    workspace.venues.iter().find(|v| v.name == "NIS Semey").expect("the template has it").id
}

/// A change, what it is expected to do, and the commands that make it.
struct Case {
    name: &'static str,
    /// People who come in and go out.
    people: (usize, usize),
    /// Someone is taught elsewhere, or gains or loses a group.
    moves: bool,
    commands: fn(&Workspace, IntakeId) -> Vec<Command>,
}

const CASES: [Case; 9] = [
    Case { name: "nothing", people: (0, 0), moves: false, commands: |_, _| Vec::new() },
    Case {
        name: "a higher quota",
        people: (2, 0),
        moves: false,
        commands: |w, i| vec![edited(w, i, |i| i.quotas[0].at_most = Some(17))],
    },
    Case {
        name: "a lower minimum",
        people: (0, 0),
        moves: false,
        commands: |w, i| vec![edited(w, i, |i| i.quotas[1].at_least = Some(10))],
    },
    Case { name: "fewer places", people: (0, 8), moves: false, commands: |w, i| vec![edited(w, i, |i| i.places = 24)] },
    Case {
        name: "a venue closed",
        people: (0, 0),
        moves: true,
        commands: |w, i| {
            let used = w.groups_of(i).next().expect("there are groups").venue;
            vec![edited(w, i, |i| i.venues.retain(|&v| v != used))]
        },
    },
    Case {
        name: "larger rooms",
        people: (0, 0),
        moves: true,
        commands: |w, _| {
            let semey = semey(w);
            let rooms = w.rooms.iter().filter(|r| r.venue == semey);
            vec![put_in(rooms.map(|r| Room { capacity: 25, ..r.clone() }.into()).collect())]
        },
    },
    Case { name: "a new venue", people: (0, 0), moves: true, commands: |_, i| vec![new_venue(i)] },
    Case { name: "no stream", people: (0, 0), moves: true, commands: |w, i| vec![edited(w, i, |i| i.streams.clear())] },
    Case {
        name: "several at once",
        people: (4, 0),
        moves: true,
        commands: |w, i| vec![edited(w, i, |i| i.quotas[0].at_most = Some(18)), new_venue(i)],
    },
];

/// Beside the people, with two rooms.
fn new_venue(intake: IntakeId) -> Command {
    let ids = provisional_ids();
    let (name, location) = ("New venue".to_owned(), GeoPoint::new(50.0, 78.1).expect("on the globe"));
    let venue = Venue { id: ids.take(), name, location, serves: Vec::new(), subjects: Vec::new() };
    let room = |n: u32| Room {
        id: ids.take(),
        venue: venue.id,
        name: format!("Room {n}"),
        capacity: 25,
        kind: RoomKind::Classroom,
        closed: Vec::new(),
    };
    let rooms = [room(1), room(2)];
    let records = [Record::from(venue.clone())].into_iter().chain(rooms.map(Record::from)).collect();
    Command::Add { what: Cause::Edit, records, intake: Some(intake) }
}

/// Who has a place, and where, by the records; venues by name, since a new one has another id each time.
#[derive(Debug, PartialEq)]
struct Real {
    selected: BTreeSet<PersonId>,
    at: BTreeMap<PersonId, String>,
    groups: usize,
    terms: Vec<(String, i64)>,
}

impl Real {
    fn of(bench: &Bench, intake: IntakeId) -> Self {
        let w = &bench.workspace;
        let has_place = || w.enrolments_of(intake).filter(|e| e.state == EnrolmentState::Selected);
        let venue = |e: &Enrolment| Some((e.person, venue_name(w, w.groups.get(e.group?)?.venue)));
        let grouped = w.intake(intake).expect("the intake is there").grouped.clone();
        Self {
            selected: has_place().map(|e| e.person).collect(),
            at: has_place().filter_map(venue).collect(),
            groups: w.groups_of(intake).count(),
            terms: grouped.expect("groups were agreed to").objective,
        }
    }
}

fn venue_name(workspace: &Workspace, id: VenueId) -> String {
    workspace.venues.get(id).map_or_else(|| "New venue".to_owned(), |v| v.name.clone())
}

/// The change really made, and everything after it done again.
fn make(bench: &Bench, intake: IntakeId, commands: &[Command]) -> Real {
    let mut bench = bench.clone();
    commands.iter().for_each(|command| bench.run(command.clone()).expect("the change can be made"));
    select(&mut bench, intake);
    group(&mut bench, intake);
    Real::of(&bench, intake)
}

fn check(case: &Case, bench: &Bench, intake: IntakeId) {
    let name = case.name;
    let commands = (case.commands)(&bench.workspace, intake);
    let told = what_if(&bench.workspace, intake, &commands, &mut Unlimited).expect(name);
    let (before, after) = (make(bench, intake, &[]), make(bench, intake, &commands));
    let without = |a: &BTreeSet<PersonId>, b: &BTreeSet<PersonId>| a.difference(b).copied().collect::<BTreeSet<_>>();
    let list = |people: &[PersonId]| people.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(list(&told.coming), without(&after.selected, &before.selected), "{name}: who comes in");
    assert_eq!(list(&told.going), without(&before.selected, &after.selected), "{name}: who goes out");
    assert_eq!((told.coming.len(), told.going.len()), case.people, "{name}: {:?}", told.after);
    let both = before.selected.intersection(&after.selected);
    let moved: Vec<_> = both
        .map(|person| (*person, before.at.get(person).cloned(), after.at.get(person).cloned()))
        .filter(|(_, from, to)| from != to)
        .collect();
    let named = |m: &Moved| {
        let name = |id| venue_name(&bench.workspace, id);
        (m.person, m.from.map(name), m.to.map(name))
    };
    assert_eq!(told.moved.iter().map(named).collect::<Vec<_>>(), moved, "{name}: who is taught elsewhere");
    assert_eq!(told.moved.is_empty(), !case.moves, "{name}: {:?}", told.moved);
    for (what, figures, real) in [("before", told.before, &before), ("after", told.after, &after)] {
        let cost = |code: &str| real.terms.iter().find(|(c, _)| c == code).map(|(_, value)| *value);
        assert_eq!(figures.selected as usize, real.selected.len(), "{name}, {what}: places");
        assert_eq!(figures.placed as usize, real.at.len(), "{name}, {what}: people in groups");
        assert_eq!(figures.groups as usize, real.groups, "{name}, {what}: groups");
        assert_eq!(Some(figures.cost.km), cost("km"), "{name}, {what}: kilometres");
        assert_eq!(Some(figures.cost.total()), cost("cost"), "{name}, {what}: cost");
    }
    assert_eq!(told.is_nothing(), case.name == "nothing", "{name}: {told:?}");
}

#[test]
fn what_is_foretold_is_what_comes() {
    let (bench, intake) = world();
    let records = bench.bytes();
    CASES.iter().for_each(|case| check(case, &bench, intake));
    assert!(bench.bytes() == records, "nothing is recorded");
}

#[test]
fn minimums_that_are_missed_or_met_are_named() {
    let (bench, intake) = world();
    let told = |least: u32, most: u32| {
        let commands = [edited(&bench.workspace, intake, |i| {
            (i.quotas[0].at_most, i.quotas[1].at_least) = (Some(most), Some(least));
        })];
        let told = what_if(&bench.workspace, intake, &commands, &mut Unlimited).expect("the quotas may be so");
        let short = |f: orken_core::what_if::Figures| (f.short_units, f.short_people);
        let units: Vec<_> = told.units.iter().map(|u| (u.unit.quota, u.before, u.after)).collect();
        (short(told.before), short(told.after), units)
    };
    // Both subjects are two people short of 18 while 16 is the most.
    let cases = [
        ("as it is", (18, 16), (2, 4), vec![]),
        ("a lower minimum", (16, 16), (0, 0), vec![(1, 2, 0), (1, 2, 0)]),
        ("a higher maximum", (18, 18), (0, 0), vec![(1, 2, 0), (1, 2, 0)]),
        ("a higher minimum", (19, 16), (2, 6), vec![(1, 2, 3), (1, 2, 3)]),
    ];
    for (name, (least, most), after, units) in cases {
        assert_eq!(told(least, most), ((2, 4), after, units), "{name}");
    }
}

#[test]
fn what_cannot_be_done_is_said_and_nothing_is_worked_out() {
    let (bench, intake) = world();
    let w = &bench.workspace;
    let crossed = edited(w, intake, |i| i.quotas[0].at_least = Some(99));
    let used = Command::Put { what: Cause::Remove, records: Vec::new(), remove: vec![semey(w).into()] };
    for (name, commands, code) in [
        ("limits crossed", vec![crossed.clone()], Code::LimitsCrossed),
        ("a venue in use removed", vec![used], Code::StillUsed),
        ("the second of two", vec![edited(w, intake, |i| i.places = 20), crossed], Code::LimitsCrossed),
    ] {
        let refused: Result<WhatIf, Finding> = what_if(w, intake, &commands, &mut Unlimited);
        assert_eq!(refused.map_err(|f| f.code).err(), Some(code), "{name}");
    }
    let gone = what_if(w, IntakeId(1), &[], &mut Unlimited).map_err(|f| f.code);
    assert_eq!(gone.err(), Some(Code::RecordMissing));
}

#[test]
fn what_is_recorded_has_the_same_shape() {
    let (mut bench, intake) = world();
    let again = |bench: &Bench| outcome(&bench.workspace, intake, &[], &mut Unlimited).expect("it can be done again");
    let now = |bench: &Bench| recorded(&bench.workspace, intake).expect("the intake is there").expect("it is selected");
    assert!(WhatIf::between(&now(&bench), &again(&bench)).is_nothing(), "agreed to a moment ago");
    // Someone moved by hand would go back.
    let w = &bench.workspace;
    let of = |e: &Enrolment| Some((e.person, w.groups.get(e.group?)?.venue));
    let (person, venue) = w.enrolments_of(intake).find_map(of).expect("someone has a group");
    let other = w.groups_of(intake).find(|g| g.venue != venue).map(|g| g.id);
    bench.run(Command::MovePerson { intake, person, group: other }).expect("a person can be moved");
    let told = WhatIf::between(&now(&bench), &again(&bench));
    assert!(told.moved.iter().any(|m| m.person == person && m.to == Some(venue)), "{:?}", told.moved);
    let (fresh, id) = put_forward();
    assert_eq!(recorded(&fresh.workspace, id), Ok(None), "nobody is selected yet");
}

fn second_of_september() -> NaiveDate {
    "2024-09-02".parse().expect("a date")
}

/// What edits ask for: how many commands, and what stands there when they are done.
#[test]
fn edits_become_commands() {
    let (bench, intake) = world();
    let semey = semey(&bench.workspace);
    let record = bench.workspace.intake(intake).expect("the intake is there");
    let other = bench.workspace.venues.iter().find(|v| v.id != semey).expect("the template has more").id;
    let first = record.streams[0].days[0];
    let days = record.streams[0].days.len();
    let limits = Limits { at_most: Some(20), ..Limits::from(&record.quotas[0]) };
    let of_venue = |venue, edit| Edits { venues: BTreeMap::from([(venue, edit)]), ..Edits::default() };
    let seats = |w: &Workspace, venue| {
        let mut seats: Vec<u32> = w.rooms.iter().filter(|r| r.venue == venue).map(|r| r.capacity).collect();
        seats.sort_unstable();
        seats
    };
    let rooms = seats(&bench.workspace, other).len();
    let location = GeoPoint::new(50.0, 78.1).expect("on the globe");
    let new = NewVenue { name: "House of teachers".to_owned(), location, rooms: 2, seats: 20 };
    type Right<'a> = Box<dyn Fn(&Workspace, &Intake) -> bool + 'a>;
    let cases: Vec<(&str, Edits, usize, Right)> = vec![
        ("nothing", Edits::default(), 0, Box::new(|_, i| i == record)),
        ("as it is", Edits { places: Some(record.places), ..Edits::default() }, 0, Box::new(|_, i| i == record)),
        ("places", Edits { places: Some(30), ..Edits::default() }, 1, Box::new(|_, i| i.places == 30)),
        (
            "a quota",
            Edits { quotas: BTreeMap::from([(0, limits)]), ..Edits::default() },
            1,
            Box::new(|_, i| i.quotas[0].at_most == Some(20) && i.quotas[1] == record.quotas[1]),
        ),
        (
            "a quota that isn't there",
            Edits { quotas: BTreeMap::from([(9, limits)]), ..Edits::default() },
            0,
            Box::new(|_, i| i == record),
        ),
        (
            "dates",
            Edits {
                reference_date: Some(second_of_september()),
                streams: BTreeMap::from([(0, first + chrono::Duration::days(7))]),
                ..Edits::default()
            },
            2,
            Box::new(|_, i| {
                let moved =
                    i.streams[0].days.iter().zip(&record.streams[0].days).all(|(a, b)| (*a - *b).num_days() == 7);
                moved && i.streams[0].days.len() == days && i.reference_date == second_of_september()
            }),
        ),
        (
            "a venue closed",
            of_venue(semey, VenueEdit { used: Some(false), ..VenueEdit::default() }),
            1,
            Box::new(|w, i| !i.venues.contains(&semey) && w.venues.get(semey).is_some()),
        ),
        (
            "larger rooms",
            of_venue(semey, VenueEdit { seats: Some(30), ..VenueEdit::default() }),
            1,
            Box::new(|w, _| seats(w, semey) == [2, 2, 30]),
        ),
        (
            "smaller rooms",
            of_venue(other, VenueEdit { seats: Some(12), ..VenueEdit::default() }),
            1,
            Box::new(|w, _| seats(w, other) == vec![12; rooms]),
        ),
        (
            "more rooms",
            of_venue(other, VenueEdit { rooms: Some(rooms as u32 + 2), ..VenueEdit::default() }),
            1,
            Box::new(|w, _| seats(w, other) == vec![25; rooms + 2]),
        ),
        (
            "fewer and larger rooms",
            of_venue(semey, VenueEdit { rooms: Some(1), seats: Some(18), used: None }),
            1,
            Box::new(|w, _| seats(w, semey) == [18]),
        ),
        (
            "a venue more",
            Edits { new_venue: Some(new), moving_cost: Some(40), ..Edits::default() },
            2,
            Box::new(|w, i| {
                let added = i.venues.last().and_then(|&v| w.venues.get(v)).expect("it is listed last");
                let name = |r: &Room| r.name.clone();
                let names: Vec<String> = w.rooms.iter().filter(|r| r.venue == added.id).map(name).collect();
                i.grouping.moving_cost == 40 && added.name == "House of teachers" && names == ["Room 1", "Room 2"]
            }),
        ),
    ];
    for (name, edits, count, right) in cases {
        let commands = edits.commands(&bench.workspace, intake, &|n| format!("Room {n}")).expect("the intake is there");
        assert_eq!(commands.len(), count, "{name}: {commands:?}");
        let mut after = bench.clone();
        commands.into_iter().for_each(|command| after.run(command).expect(name));
        assert!(right(&after.workspace, after.workspace.intake(intake).expect("the intake is there")), "{name}");
        (0..count).for_each(|_| assert!(after.undo(), "{name}: each can be undone"));
        assert!(after.bytes() == bench.bytes(), "{name}: undone");
    }
}

/// The hub-school sample with other numbers of places, and with a change of venue worth 50 km.
#[test]
fn the_sample_with_more_and_fewer_places() {
    let (mut bench, intake) = hub_sample();
    select(&mut bench, intake);
    group(&mut bench, intake);
    let told = |places: u32, moving_cost: Option<u32>| {
        let edits = Edits { places: Some(places), moving_cost, ..Edits::default() };
        let commands = edits.commands(&bench.workspace, intake, &|_| String::new()).expect("the intake is there");
        what_if(&bench.workspace, intake, &commands, &mut Unlimited).expect("places may be more or fewer")
    };
    let more = told(430, None);
    assert_eq!((more.coming.len(), more.going.len()), (10, 0), "{:?}", more.after);
    let (free, dear) = (told(400, None), told(400, Some(50)));
    assert_eq!((free.coming.len(), free.going.len()), (0, 20), "{:?}", free.after);
    assert_eq!(free.going, dear.going, "staying is no matter of selection");
    let moved = |told: &WhatIf| told.change_venue().count();
    assert!(moved(&dear) < moved(&free), "{} move, without the cost {} did", moved(&dear), moved(&free));
    assert_eq!(dear.after.cost.moving, 50 * moved(&dear) as i64);
    assert!(dear.after.cost.km >= free.after.cost.km, "who stays may travel farther");
}
