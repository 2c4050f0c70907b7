//! The shortest ways of a team's trainers from stream to stream, exactly.
//!
//! With one venue a stream, where each trainer of a team is in each stream says how far all of them travel. Of all ways to
//! have been somewhere last, only the shortest for each can be the beginning of the best (Bellman 1957), so small teams
//! are settled stream by stream over who was where last. Who may be where is asked of no more than every complete
//! timetable fulfils: somebody at the venue for each group there who can teach it, and hours enough for all of them. So
//! the sum is a bound, and where a timetable follows the plan it is reached.

use std::collections::{BTreeMap, BTreeSet};

use super::problem::{Class, TimetableProblem};

/// Trainers who could stand in for each other, over any number of groups, and those groups.
pub(super) struct Team<'a> {
    pub(super) trainers: BTreeSet<usize>,
    pub(super) classes: Vec<&'a Class>,
}

/// Trainers and groups that hang together.
pub(super) fn teams(problem: &TimetableProblem) -> Vec<Team<'_>> {
    let mut teams: Vec<Team> = Vec::new();
    for class in &problem.classes {
        let mut joined = Team { trainers: class.trainers.iter().copied().collect(), classes: vec![class] };
        let (near, far): (Vec<Team>, Vec<Team>) =
            teams.into_iter().partition(|t| !t.trainers.is_disjoint(&joined.trainers));
        for team in near {
            joined.trainers.extend(team.trainers);
            joined.classes.extend(team.classes);
        }
        teams = far;
        teams.push(joined);
    }
    teams
}

/// Places that a team can be in, at most; with more it is not planned.
const MOST_PLACES: usize = 400;

/// Where the trainers of a team are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    /// By stream: venue of each trainer who teaches then.
    pub(super) venue: Vec<BTreeMap<usize, usize>>,
    /// Kilometres of all.
    pub(super) km: i64,
}

/// Where each trainer of a team is, none for who doesn't teach.
type Places = Vec<Option<usize>>;

/// The plan with the shortest ways. None for a team that is too large, where trainers change venues within a stream, or
/// where no timetable is complete.
pub(super) fn shortest(problem: &TimetableProblem, team: &Team<'_>) -> Option<Plan> {
    let venues: BTreeSet<usize> = team.classes.iter().map(|c| c.venue).collect();
    let trainers: Vec<usize> = team.trainers.iter().copied().collect();
    let ways = u32::try_from(trainers.len()).ok().and_then(|n| (venues.len() + 1).checked_pow(n));
    if !problem.one_venue || ways.is_none_or(|ways| ways > MOST_PLACES) {
        return None;
    }
    let everywhere = all_places(&venues, trainers.len());
    let start = (vec![None; trainers.len()], (0, Vec::new()));
    let mut last: BTreeMap<Places, (i64, Vec<usize>)> = BTreeMap::from([start]);
    for stream in 0..problem.time.streams.len() {
        let open: Vec<usize> =
            (0..everywhere.len()).filter(|&at| will_do(problem, team, &trainers, stream, &everywhere[at])).collect();
        let mut next: BTreeMap<Places, (i64, Vec<usize>)> = BTreeMap::new();
        for (from, (km, path)) in &last {
            for &at in &open {
                let (to, more) = moved(problem, from, &everywhere[at]);
                let km = km + more;
                if next.get(&to).is_none_or(|(known, _)| km < *known) {
                    next.insert(to, (km, path.iter().copied().chain([at]).collect()));
                }
            }
        }
        last = next;
    }
    let (km, path) = last.into_values().min()?;
    let venue = |at: usize| trainers.iter().zip(&everywhere[at]).filter_map(|(&t, v)| Some((t, (*v)?))).collect();
    Some(Plan { venue: path.into_iter().map(venue).collect(), km })
}

/// Every way in which so many can be at these venues or nowhere.
fn all_places(venues: &BTreeSet<usize>, trainers: usize) -> Vec<Places> {
    let mut all = vec![Vec::new()];
    for _ in 0..trainers {
        let longer = |places: &Places| -> Vec<Places> {
            let here = venues.iter().copied().map(Some).chain([None]);
            here.map(|venue| places.iter().copied().chain([venue]).collect()).collect()
        };
        all = all.iter().flat_map(longer).collect();
    }
    all
}

/// Whether the groups of a stream could be taught by those who are there.
fn will_do(problem: &TimetableProblem, team: &Team<'_>, trainers: &[usize], stream: usize, places: &Places) -> bool {
    let classes: Vec<&&Class> = team.classes.iter().filter(|c| c.stream == stream).collect();
    let at = |venue: usize| trainers.iter().zip(places).filter(move |(_, v)| **v == Some(venue)).map(|(&t, _)| t);
    let taught = classes.iter().all(|c| at(c.venue).any(|t| c.trainers.contains(&t)));
    let hours = |t: usize| problem.stream_dates[stream].iter().map(|&d| problem.hours_free(t, d)).sum::<u32>();
    let mut asked: BTreeMap<usize, u32> = BTreeMap::new();
    for class in classes {
        *asked.entry(class.venue).or_default() += problem.time.course_hours();
    }
    taught && asked.into_iter().all(|(venue, asked)| at(venue).map(hours).sum::<u32>() >= asked)
}

/// Who was where last after these places, and the ways there.
fn moved(problem: &TimetableProblem, last: &Places, places: &Places) -> (Places, i64) {
    let way = |(&from, &to): (&Option<usize>, &Option<usize>)| {
        let (from, to) = from.zip(to).filter(|(from, to)| from != to)?;
        Some(i64::from(problem.venues[from].1.km_to(problem.venues[to].1)))
    };
    let km = last.iter().zip(places).filter_map(way).sum();
    (last.iter().zip(places).map(|(&from, &to)| to.or(from)).collect(), km)
}
