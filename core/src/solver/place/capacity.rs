//! How many groups the rooms of a venue, or a set of trainers, can teach at once in a stream.
//!
//! Groups that can only use the rooms of a set U need room for all of them in U, for every U (Hall 1935). It is enough to
//! ask this of unions of the sets that single kinds of group can use; each union becomes a [`Resource`] with its limit.

use std::collections::BTreeSet;

use super::problem::{Coach, Place, PlacementProblem};
use crate::model::RoomKind;
use crate::solver::timetable::time::{TeachingTime, is_closed};

/// More unions than this in one venue or one circle of trainers, and only the single sets and the whole are kept.
const MOST_UNIONS: usize = 256;

/// What limits a number of groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Rooms of a venue: its index and theirs.
    Rooms(usize, BTreeSet<usize>),
    /// Trainers: their indexes.
    Coaches(BTreeSet<usize>),
}

/// At most so many groups of certain offers in each stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resource {
    pub(crate) holder: Holder,
    pub(crate) per_stream: Vec<u32>,
}

impl Resource {
    pub(crate) fn new(problem: &PlacementProblem, holder: Holder, strict: bool) -> Self {
        let streams = 0..problem.time.streams.len();
        let per_stream = match &holder {
            Holder::Rooms(site, rooms) => {
                let rooms: Vec<&Place> = rooms.iter().map(|&r| &problem.sites[*site].rooms[r]).collect();
                streams.map(|t| rooms_hold(&problem.time, &rooms, t)).collect()
            }
            Holder::Coaches(coaches) => {
                let coaches: Vec<&Coach> = coaches.iter().map(|&c| &problem.coaches[c]).collect();
                streams.map(|t| coaches_hold(problem, &coaches, t, strict)).collect()
            }
        };
        Self { holder, per_stream }
    }

    /// Groups in all streams together.
    pub(crate) fn limit(&self) -> u32 {
        self.per_stream.iter().sum()
    }
}

/// Groups that these rooms hold in a stream: in every slot where each group is taught all the time, else by the sum.
fn rooms_hold(time: &TeachingTime, rooms: &[&Place], stream: usize) -> u32 {
    let mut open = Vec::new();
    for &day in &time.streams[stream] {
        for slot in 0..time.slots.len() {
            open.push(count(rooms.iter().filter(|r| !is_closed(&r.closed, day, slot)).count()));
        }
    }
    if time.is_tight(stream) {
        return open.iter().copied().min().unwrap_or(0);
    }
    open.iter().sum::<u32>() / count(time.parts.len()).max(1)
}

/// People whom these rooms hold in all streams together, in groups no larger than `most`: as many groups as there is
/// room for, the largest rooms first, each of them as often as the others.
pub(crate) fn seats(time: &TeachingTime, rooms: &[Place], most: u32) -> u32 {
    let mut seats: Vec<u32> =
        rooms.iter().filter(|r| r.kind != RoomKind::Online).map(|r| r.capacity.min(most)).collect();
    seats.sort_unstable_by(|a, b| b.cmp(a));
    let rooms: Vec<&Place> = rooms.iter().filter(|r| r.kind != RoomKind::Online).collect();
    let in_stream = |stream: usize| {
        let groups = rooms_hold(time, &rooms, stream) as usize;
        seats.iter().cycle().take(if seats.is_empty() { 0 } else { groups }).sum::<u32>()
    };
    (0..time.streams.len()).map(in_stream).fold(0, u32::saturating_add)
}

/// Groups that these trainers teach in a stream. Strict: whole groups only, one for each trainer at most.
fn coaches_hold(problem: &PlacementProblem, coaches: &[&Coach], stream: usize, strict: bool) -> u32 {
    if strict {
        return count(coaches.iter().filter(|c| coaches_hold(problem, &[c], stream, false) > 0).count());
    }
    let time = &problem.time;
    let (mut days, mut whole) = (Vec::new(), 0);
    for &day in &time.streams[stream] {
        let free = |c: &Coach, slot: usize| !is_closed(&c.busy, day, slot);
        let mut hours = 0;
        for c in coaches {
            let slots = (0..time.slots.len()).filter(|&s| free(c, s));
            let open: u32 = slots.map(|s| u32::from(time.slots[s].hours.0)).sum();
            hours += open.min(c.daily_hours);
        }
        let at_once = (0..time.slots.len()).map(|s| count(coaches.iter().filter(|c| free(c, s)).count())).min();
        days.push(at_once.unwrap_or(0).min(hours / time.day_hours().max(1)));
        whole += hours;
    }
    if time.is_tight(stream) {
        return days.into_iter().min().unwrap_or(0);
    }
    whole / time.course_hours().max(1)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Every union of overlapping sets, the sets themselves among them.
pub(crate) fn unions(sets: &BTreeSet<BTreeSet<usize>>) -> BTreeSet<BTreeSet<usize>> {
    let mut all = sets.clone();
    let mut fresh: Vec<_> = sets.iter().cloned().collect();
    while let Some(set) = fresh.pop() {
        for other in sets.iter().filter(|o| !o.is_disjoint(&set) && !o.is_subset(&set)) {
            let union: BTreeSet<usize> = set.union(other).copied().collect();
            if all.len() >= MOST_UNIONS * sets.len().max(1) {
                return all;
            }
            if all.insert(union.clone()) {
                fresh.push(union);
            }
        }
    }
    all
}
