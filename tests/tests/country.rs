//! The invented country: as many schools and teachers as it says, the same each time, nobody born after the 1800s.

use std::collections::BTreeSet;

use chrono::Datelike;
use orken_core::model::Locality;
use orken_tests::country::{RURAL, SCHOOLS, TEACHERS, country, measure, measure::Gauge};

#[test]
fn a_hundredth_of_the_country_is_whole() {
    let world = country(1);
    let rural = world.schools.iter().filter(|s| s.locality == Some(Locality::Rural)).count();
    assert_eq!((world.schools.len(), world.people.len()), (SCHOOLS as usize / 100, TEACHERS as usize / 100));
    assert!(rural.abs_diff(RURAL as usize / 100) <= 1, "{rural} schools in villages");
    let regions: BTreeSet<_> = world.districts.iter().map(|d| d.region).collect();
    assert_eq!(regions.len(), 20);
    assert!(world.people.iter().all(|p| p.born().is_some_and(|born| born.year() < 1900)));
    assert_eq!(world.enrolments.len(), world.people.len(), "everyone is put forward");
    assert!(country(1) == world, "the same each time");
}

/// Selection and groups are agreed to, so the audits accept both; there are rooms for everyone selected.
#[test]
fn every_step_is_done_on_a_part_of_the_country() {
    let blocks = measure::blocks(7).expect("blocks");
    let steps =
        measure::measure(blocks.into_iter().map(|block| block.records), &Gauge { now: &|| 0.0, memory: &|| None })
            .expect("every step");
    let count = |name: &str| {
        let step = steps.iter().find(|s| s.name == name).expect("a step");
        step.outcome.split(' ').next().map(str::to_owned)
    };
    assert_eq!(count("place"), count("select"), "{steps:?}");
    assert_eq!(steps.iter().filter(|s| s.name == "agree to it").count(), 2);
}
