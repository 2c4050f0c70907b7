//! Checked values, the calendar, and the hub-school template against its published description.

use chrono::NaiveDate;
use orken_core::command::Command;
use orken_core::model::{GeoPoint, Iin, IinError, Person, Region, RoomKind, Subject, TimeOfDay};
use orken_core::template::{Template, Tongue};
use orken_tests::workspaces::{Bench, hub_sample};
use proptest::prelude::*;

#[test]
fn iins_are_checked() {
    let cases = [
        ("991231100000", Ok("1899-12-31")),
        ("991231100109", Ok("1899-12-31")),
        ("991231100100", Err(IinError::Checksum)),
        ("991231100168", Err(IinError::Checksum)),
        ("99123110016", Err(IinError::Length)),
        ("9912311001680", Err(IinError::Length)),
        ("99123110000x", Err(IinError::Length)),
        (" 991231100000", Err(IinError::Length)),
        ("991331100000", Err(IinError::Date)),
        ("990230100000", Err(IinError::Date)),
        ("991231700000", Err(IinError::Century)),
        ("", Err(IinError::Length)),
    ];
    for (text, expected) in cases {
        let got = Iin::parse(text).map(|iin| iin.birth_date().map(|d| d.to_string()).unwrap_or_default());
        assert_eq!(got, expected.map(str::to_owned), "{text:?}");
    }
    // No control digit fits a number that was never issued.
    assert!((0..10).all(|c| Iin::parse(&format!("99123110016{c}")).is_err()));
}

#[test]
fn old_births_are_valid_but_remarked() {
    let old = Iin::parse("991231100000").expect("valid");
    assert!(old.is_implausibly_old());
    assert_eq!(old.masked(), "••••••••0000");
}

proptest! {
    #[test]
    fn one_wrong_digit_is_seldom_an_iin(place in 0usize..12, digit in 0u8..10) {
        // The weights are coprime to 11, so changing any one digit changes the first-pass control sum.
        let mut digits: Vec<u8> = b"991231100000".to_vec();
        prop_assume!(digits[place] != b'0' + digit);
        digits[place] = b'0' + digit;
        let text = String::from_utf8(digits).expect("digits");
        if let Ok(iin) = Iin::parse(&text) {
            // Only the second pass can still agree.
            prop_assert!(iin.as_str() != "991231100000");
        }
    }

    #[test]
    fn distance_is_symmetric_and_zero_at_home(a in -89.0f64..89.0, b in -179.0f64..179.0, c in -89.0f64..89.0, d in -179.0f64..179.0) {
        let (p, q) = (GeoPoint::new(a, b).expect("on earth"), GeoPoint::new(c, d).expect("on earth"));
        prop_assert_eq!(p.km_to(q), q.km_to(p));
        prop_assert_eq!(p.km_to(p), 0);
        prop_assert!(p.km_to(q) <= 20_016);
    }
}

#[test]
fn distances_are_great_circles() {
    let at = |lat, lon| GeoPoint::new(lat, lon).expect("on earth");
    let cases = [
        ((43.24, 76.89), (51.13, 71.43), 969),
        ((47.11, 51.92), (50.41, 80.25), 2_096),
        ((0.0, 0.0), (0.0, 180.0), 20_015),
        ((0.0, 0.0), (0.0, 1.0), 111),
    ];
    for ((a, b), (c, d), km) in cases {
        let got = at(a, b).km_to(at(c, d));
        assert!(got.abs_diff(km) <= 1, "({a}, {b}) to ({c}, {d}): {got}, not {km}");
    }
    assert!(GeoPoint::new(91.0, 0.0).is_none() && GeoPoint::new(0.0, f64::NAN).is_none());
}

#[test]
fn times_are_checked() {
    for (text, ok) in [("09:00", true), ("9:5", true), ("24:00", false), ("12:60", false), ("noon", false)] {
        assert_eq!(text.parse::<TimeOfDay>().is_ok(), ok, "{text}");
    }
}

#[test]
fn regions_are_all_there() {
    assert_eq!(Region::all().count(), 20);
    let tiles: std::collections::BTreeSet<(u8, u8)> = Region::all().map(|r| r.facts().tile).collect();
    assert_eq!(tiles.len(), 20, "no two regions share a tile");
    assert_eq!(Region::from_code("KZ-62").map(Region::kato).as_deref(), Some("620000000"));
    assert_eq!(Region::from_code("KZ-99"), None);
}

fn start(template: Template) -> Bench {
    let mut bench = Bench::default();
    bench.run(Command::StartFromTemplate(template, Tongue::English)).expect("a template starts");
    bench
}

#[test]
fn days_off_follow_the_calendar() {
    let bench = start(Template::Hub2024);
    let cases = [
        ("2024-10-10", false),
        ("2024-10-12", true),  // Saturday
        ("2024-10-25", true),  // Republic Day
        ("2024-05-04", false), // a worked Saturday
        ("2024-05-08", true),  // moved for it
        ("2025-09-01", true),  // Constitution Day moved
        ("2026-08-31", false), // no longer
        ("2027-03-15", true),  // Constitution Day anew
    ];
    for (date, off) in cases {
        let date: NaiveDate = date.parse().expect("a date");
        assert_eq!(bench.workspace.is_day_off(date), off, "{date}");
    }
}

#[test]
fn the_calendar_comes_once() {
    let mut bench = start(Template::Hub2024);
    let rules = bench.workspace.day_rules.len();
    bench.run(Command::StartFromTemplate(Template::Rars2024, Tongue::Kazakh)).expect("a template starts");
    assert_eq!(bench.workspace.day_rules.len(), rules);
    assert_eq!(bench.workspace.programmes.len(), 2);
}

#[test]
fn no_template_teaches_on_a_day_off() {
    for &template in Template::ALL {
        let bench = start(template);
        for intake in &bench.workspace.intakes {
            let days = intake.streams.iter().flat_map(|s| &s.days).chain(&intake.online_days);
            for &day in days {
                assert!((intake.first..=intake.last).contains(&day), "{template:?}: {day} is outside the window");
                assert!(!bench.workspace.is_day_off(day), "{template:?}: {day} is a day off");
            }
        }
    }
}

#[test]
fn the_hub_template_is_as_described() {
    let bench = start(Template::Hub2024);
    let ws = &bench.workspace;
    let rooms: Vec<(&str, usize, usize)> = ws
        .venues
        .iter()
        .map(|v| {
            let rooms: Vec<_> = ws.rooms.iter().filter(|r| r.venue == v.id).collect();
            assert!(rooms.iter().all(|r| r.capacity == 25), "{}", v.name);
            assert_eq!(rooms.iter().filter(|r| r.kind != RoomKind::Classroom).count(), 1, "{}: one laboratory", v.name);
            (v.name.as_str(), v.serves.len(), rooms.len())
        })
        .collect();
    let expected = [
        ("NIS Almaty", 5, 4),
        ("NIS Turkestan", 5, 3),
        ("IT Lyceum School No. 7, Turkestan", 5, 2),
        ("NIS Astana", 7, 5),
        ("NIS Semey", 4, 3),
        ("NIS Kokshetau", 4, 3),
        ("NIS Atyrau", 4, 3),
        ("Colleges of Atyrau", 4, 2),
    ];
    assert_eq!(rooms, expected);
    assert_eq!(ws.trainers.len(), 26);
    for &subject in &Subject::ALL[..13] {
        let languages: Vec<usize> =
            ws.trainers.iter().filter(|t| t.subjects == [subject]).map(|t| t.languages.len()).collect();
        assert_eq!(languages, [1, 2], "{subject:?}");
    }
    let hours: u16 = ws.courses.iter().flat_map(|c| &c.modules).map(|m| m.hours.0).sum();
    assert_eq!(hours, 40);
}

#[test]
fn the_sample_is_plausible_and_the_same_each_time() {
    let ((a, _), (b, _)) = (hub_sample(), hub_sample());
    assert!(a.bytes() == b.bytes());
    let ws = &a.workspace;
    assert_eq!((ws.districts.len(), ws.schools.len()), (56, 280));
    assert!((640..=800).contains(&ws.people.len()), "{} people", ws.people.len());
    assert!(ws.people.iter().filter_map(Person::iin).all(|iin| iin.is_implausibly_old()), "nobody living is meant");
    let names: std::collections::BTreeSet<_> = ws.schools.iter().map(|s| (s.district, &s.name)).collect();
    assert_eq!(names.len(), 280, "no two schools of a district share a name");
}
