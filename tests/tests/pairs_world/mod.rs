//! Intakes of invented people to pair, and the best pairs by trying all of them, reckoned from the records alone.

#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

use orken_core::command::{Cause, Command};
use orken_core::model::*;
use orken_core::solver::pair::{PairCost, PairOptions, PairProblem};
use orken_core::solver::random::Random;
use orken_core::template::{Template, Tongue};
use orken_core::workspace::Workspace;
use orken_tests::small;
use orken_tests::workspaces::Bench;

/// Someone of the intake.
#[derive(Clone, Default)]
pub struct Guest {
    pub school: u64,
    pub languages: Vec<Language>,
    pub subjects: Vec<Subject>,
    pub offers: Vec<&'static str>,
    pub wants: Vec<&'static str>,
}

/// Two people may mentor each other.
pub const MUTUAL: PairOptions = PairOptions { within_school: false, mutual: true, most_km: None };
/// Only rings of three and more.
pub const RINGS: PairOptions = PairOptions { within_school: false, mutual: false, most_km: None };

/// What pairing works on.
pub fn problem(workspace: &Workspace, intake: IntakeId, options: PairOptions) -> PairProblem {
    PairProblem::from_workspace(workspace, intake, options).expect("the intake is there")
}

const DISTRICT: u64 = 500_000;
const FIRST_SCHOOL: u64 = 500_001;
/// Id of the first person; the others follow.
pub const FIRST: u64 = 600_000;

/// Where a school stands: scattered over the country, the same for the same number.
fn place(school: u64) -> Option<GeoPoint> {
    let mut random = Random::new(school);
    GeoPoint::new(43.0 + random.below(900) as f64 / 100.0, 52.0 + random.below(3_000) as f64 / 100.0)
}

/// An intake in which these people have a place.
pub fn intake(guests: &[Guest]) -> (Bench, IntakeId) {
    let mut bench = Bench::default();
    bench.run(Command::StartFromTemplate(Template::Hub2024, Tongue::English)).expect("a template starts");
    let intake = bench.workspace.intakes.iter().next().expect("it has an intake").id;
    let region = Region::from_code("KZ-10").expect("there is such a region");
    let mut records: Vec<Record> =
        vec![District { id: DistrictId(DISTRICT), region, name: "Abai district".to_owned() }.into()];
    let schools = guests.iter().map(|g| g.school).max().map_or(0, |most| most + 1);
    records.extend(
        (0..schools).map(|n| School { location: place(n), ..small::school(FIRST_SCHOOL + n, DISTRICT) }.into()),
    );
    let texts = |list: &[&str]| list.iter().map(|&t| t.to_owned()).collect();
    for (id, guest) in (FIRST..).zip(guests) {
        records.push(
            PersonFields {
                languages: guest.languages.clone().into(),
                subjects: guest.subjects.clone().into(),
                offers: texts(&guest.offers),
                wants: texts(&guest.wants),
                ..small::person(id, FIRST_SCHOOL + guest.school, Subject::English)
            }
            .into(),
        );
        let nominated = Enrolment::nominated(EnrolmentId(id + 1_000_000), intake, PersonId(id));
        records.push(Enrolment { state: EnrolmentState::Selected, ..nominated }.into());
    }
    bench.run(Command::Put { what: Cause::Edit, records, remove: Vec::new() }).expect("the records fit");
    (bench, intake)
}

/// People at so many schools with any languages, topics and subjects.
pub fn guests(random: &mut Random, people: usize, schools: usize) -> Vec<Guest> {
    const TOPICS: [&str; 4] = ["Assessment", "Feedback", "Lesson study", "Inclusion"];
    let some = |random: &mut Random| (0..random.below(3)).map(|_| TOPICS[random.below(4)]).collect::<Vec<_>>();
    let any = |random: &mut Random| Guest {
        school: random.below(schools) as u64,
        languages: [vec![], vec![Language::Kazakh], vec![Language::Russian], vec![Language::Kazakh, Language::Russian]]
            [random.below(4)]
        .clone(),
        subjects: [vec![], vec![Subject::Physics], vec![Subject::Music]][random.below(3)].clone(),
        offers: some(random),
        wants: some(random),
    };
    (0..people).map(|_| any(random)).collect()
}

/// The people of the intake, by id.
pub fn people(workspace: &Workspace, intake: IntakeId) -> Vec<&Person> {
    let mut ids: Vec<PersonId> = workspace.enrolments_of(intake).map(|e| e.person).collect();
    ids.sort_unstable();
    ids.into_iter().filter_map(|id| workspace.people.get(id)).collect()
}

/// What a pair costs (unmet, language unknown, kilometres); none where it may not be.
pub fn worth(ws: &Workspace, mentor: &Person, learner: &Person, options: PairOptions) -> Option<(u32, u32, i64)> {
    let place = |p: &Person| ws.school_of(p).and_then(|s| s.location).expect("every school has a place");
    let km = place(mentor).km_to(place(learner));
    let shared = mentor.languages().iter().any(|l| learner.languages().contains(l));
    let known = !mentor.languages().is_empty() && !learner.languages().is_empty();
    let barred = mentor.id == learner.id
        || (mentor.school == learner.school && !options.within_school)
        || (known && !shared)
        || options.most_km.is_some_and(|most| km > most);
    let codes = |texts: orken_core::model::Texts<'_>, subjects: &[Subject]| -> Vec<String> {
        let subjects = subjects.iter().map(|s| s.code().to_owned());
        if texts.len() == 0 { subjects.collect() } else { texts.map(str::to_owned).collect() }
    };
    let wants = codes(learner.wants(), &learner.subjects());
    let met = codes(mentor.offers(), &mentor.subjects()).iter().any(|o| wants.contains(o));
    (!barred).then_some((u32::from(!met), u32::from(!shared), km.into()))
}

/// Cost of everyone's learner (themselves where left out); none where it may not be.
pub fn cost(ws: &Workspace, people: &[&Person], learner: &[usize], options: PairOptions) -> Option<PairCost> {
    let mut sum = PairCost::default();
    for (mentor, &to) in learner.iter().enumerate() {
        if to == mentor {
            sum.left_out += 1;
            continue;
        }
        if learner[to] == mentor && !options.mutual {
            return None;
        }
        let (unmet, unknown, km) = worth(ws, people[mentor], people[to], options)?;
        sum = PairCost {
            unmet: sum.unmet + unmet,
            language_unknown: sum.language_unknown + unknown,
            km: sum.km + km,
            ..sum
        };
    }
    Some(sum)
}

/// The least cost of all ways to give everyone a learner or leave them out, with this pair if one is asked for.
pub fn brute_force(
    ws: &Workspace,
    intake: IntakeId,
    options: PairOptions,
    forced: Option<(usize, usize)>,
) -> Option<PairCost> {
    fn each(learner: &mut [usize], at: usize, look: &mut impl FnMut(&[usize])) {
        if at == learner.len() {
            return look(learner);
        }
        for other in at..learner.len() {
            learner.swap(at, other);
            each(learner, at + 1, look);
            learner.swap(at, other);
        }
    }
    let people = people(ws, intake);
    let mut best = None;
    each(&mut (0..people.len()).collect::<Vec<_>>(), 0, &mut |learner| {
        if forced.is_none_or(|(mentor, to)| learner[mentor] == to)
            && let Some(cost) = cost(ws, &people, learner, options)
            && best.is_none_or(|least| cost < least)
        {
            best = Some(cost);
        }
    });
    best
}
