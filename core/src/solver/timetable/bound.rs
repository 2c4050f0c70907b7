//! The least that the weighted wishes of a complete timetable can come to, from two of them: the ways that trainers can't
//! avoid, and the sessions above an even share that whole modules force. The other wishes are bounded by 0.
//!
//! **Ways.** Trainers and the groups that they could teach fall into teams that share nobody. Small teams are planned
//! exactly ([`super::ways`]). Of a larger one, in each stream a venue
//! needs at least so many trainers of its team as its groups' hours ask of the one with most hours, and with one venue a
//! stream nobody counts at two. Between neighbouring streams those who are needed on both sides travel; how they are
//! paired at the least cost is a transport problem in which everyone who isn't needed on a side travels for nothing. A
//! timetable's own pairing is one of those that the transport problem allows, once the ways of whoever isn't needed are
//! left out; and the ways between different pairs of neighbouring streams are different kilometres. So the sum is a bound.
//!
//! **Days.** With one module a day, a module of n sessions on x days leaves at least n less x even shares above them, and
//! the days of a group's modules together are at most those of its stream. Days are given out one by one where they
//! take away most; that a module's first days take away no less than its later ones makes this the least sum.

use std::collections::BTreeMap;

use super::problem::TimetableProblem;
use super::state::WEIGHTS;
use super::ways::{Team, shortest, teams};
use crate::solver::budget::Unlimited;
use crate::solver::flow::Network;

/// A bound for timetables that place every session and break nothing. Locked sessions may break what it rests on, so
/// with any of them it is 0.
#[must_use]
pub fn least_penalty(problem: &TimetableProblem) -> i64 {
    if problem.events.iter().any(|e| e.locked.is_some()) {
        return 0;
    }
    let [.., uneven, km] = WEIGHTS;
    uneven * uneven_days(problem) + km * trainer_km(problem)
}

/// Kilometres that trainers travel in any complete timetable.
fn trainer_km(problem: &TimetableProblem) -> i64 {
    if !problem.one_venue {
        return 0;
    }
    let of_team = |team: &Team| -> i64 {
        if let Some(plan) = shortest(problem, team) {
            return plan.km;
        }
        let needs: Vec<BTreeMap<usize, u32>> =
            (0..problem.time.streams.len()).map(|s| needed(problem, team, s)).collect();
        needs.windows(2).map(|pair| cheapest(problem, team.trainers.len(), &pair[0], &pair[1])).sum()
    };
    teams(problem).iter().map(of_team).sum()
}

/// Fewest trainers of the team at each venue in a stream.
fn needed(problem: &TimetableProblem, team: &Team, stream: usize) -> BTreeMap<usize, u32> {
    let free = |&t: &usize| problem.stream_dates[stream].iter().map(|&d| problem.hours_free(t, d)).sum::<u32>();
    let most = team.trainers.iter().map(free).max().unwrap_or(0);
    let mut hours: BTreeMap<usize, u32> = BTreeMap::new();
    for class in team.classes.iter().filter(|c| c.stream == stream) {
        *hours.entry(class.venue).or_default() += problem.time.course_hours();
    }
    hours.into_iter().map(|(venue, hours)| (venue, hours.div_ceil(most.max(1)))).collect()
}

/// Least kilometres from the venues of one stream to those of the next, for a team of so many.
fn cheapest(problem: &TimetableProblem, team: usize, from: &BTreeMap<usize, u32>, to: &BTreeMap<usize, u32>) -> i64 {
    let team = i64::try_from(team).unwrap_or(i64::MAX);
    let spare = |needs: &BTreeMap<usize, u32>| team - needs.values().map(|&n| i64::from(n)).sum::<i64>();
    let (left, right) = (spare(from), spare(to));
    if left < 0 || right < 0 {
        // They are too few: no timetable is complete.
        return 0;
    }
    let mut network = Network::<i64>::new();
    let (idle, rest) = (network.add_node(left), network.add_node(-right));
    network.add_arc(idle, rest, team, 0);
    let arrivals: Vec<(usize, usize)> = to.iter().map(|(&v, &n)| (v, network.add_node(-i64::from(n)))).collect();
    for &(_, node) in &arrivals {
        network.add_arc(idle, node, team, 0);
    }
    for (&venue, &n) in from {
        let node = network.add_node(i64::from(n));
        network.add_arc(node, rest, team, 0);
        for &(there, arrival) in &arrivals {
            let way = problem.venues[venue].1.km_to(problem.venues[there].1);
            network.add_arc(node, arrival, team, way.into());
        }
    }
    network.solve(&mut Unlimited).map_or(0, |flow| flow.bound(&network).max(0))
}

/// Sessions above an even share of their group's days in any complete timetable.
fn uneven_days(problem: &TimetableProblem) -> i64 {
    if !problem.one_module_a_day {
        return 0;
    }
    let modules = problem.time.parts.chunk_by(|a, b| a.module == b.module).map(<[_]>::len);
    let modules: Vec<usize> = modules.collect();
    let of_class = |class: usize| forced(&modules, problem.dates_of(class).len());
    (0..problem.classes.len()).map(of_class).sum()
}

/// Sessions of whole modules above an even share of so many days.
fn forced(modules: &[usize], days: usize) -> i64 {
    let even = modules.iter().sum::<usize>().div_ceil(days.max(1));
    let mut above: Vec<usize> = modules.iter().map(|n| n.saturating_sub(even)).collect();
    for _ in modules.len()..days {
        if let Some(most) = above.iter_mut().max() {
            *most = most.saturating_sub(even);
        }
    }
    i64::try_from(above.iter().sum::<usize>()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way to give each module its days, and the sessions of each day as even as they can be.
    fn tried(modules: &[usize], days: usize, even: usize) -> Option<i64> {
        let Some((&n, rest)) = modules.split_first() else { return Some(0) };
        let above = |x: usize| (0..x).map(|day| ((n + day) / x).saturating_sub(even)).sum::<usize>();
        let choices = (1..=days).filter_map(|x| Some(tried(rest, days - x, even)? + above(x) as i64));
        choices.min()
    }

    #[test]
    fn forced_sessions_are_the_fewest_of_all_ways() {
        let cases: [(&[usize], usize); 7] = [
            (&[4, 4, 4, 4, 4], 5),
            (&[4, 4, 4], 5),
            (&[2, 2], 4),
            (&[5, 1], 3),
            (&[7, 2, 2], 4),
            (&[3, 3, 3, 1], 6),
            (&[9], 4),
        ];
        for (modules, days) in cases {
            let even = modules.iter().sum::<usize>().div_ceil(days);
            assert_eq!(Some(forced(modules, days)), tried(modules, days, even), "{modules:?} in {days} days");
        }
    }
}
