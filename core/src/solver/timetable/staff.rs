//! Trainers to the groups of one stream, each group to one trainer: an exact search, the group with the fewest trainers
//! left first.

use crate::solver::place::PlacementProblem;
use crate::solver::place::problem::Coach;
use crate::solver::timetable::time::is_closed;

const MOST_NODES: usize = 50_000;

/// A group that needs a trainer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Post {
    pub(crate) venue: usize,
    /// Trainers who can take it, the preferred first.
    pub(crate) candidates: Vec<usize>,
}

/// A trainer for each post so that nobody takes more posts than their turns, nor (if `one_venue`) posts at two venues.
pub(crate) fn share(posts: &[Post], turns: &[u32], one_venue: bool) -> Option<Vec<usize>> {
    let mut search = Search {
        posts,
        one_venue,
        left: turns.to_vec(),
        venue: vec![None; turns.len()],
        chosen: vec![None; posts.len()],
        nodes: 0,
    };
    search.run().then(|| search.chosen.iter().map(|c| c.unwrap_or(0)).collect())
}

struct Search<'a> {
    posts: &'a [Post],
    one_venue: bool,
    left: Vec<u32>,
    venue: Vec<Option<(usize, u32)>>,
    chosen: Vec<Option<usize>>,
    nodes: usize,
}

impl Search<'_> {
    fn open(&self, post: usize, c: usize) -> bool {
        let there = self.venue[c].is_none_or(|(v, _)| !self.one_venue || v == self.posts[post].venue);
        self.left[c] > 0 && there
    }

    fn run(&mut self) -> bool {
        self.nodes += 1;
        let free = (0..self.posts.len()).filter(|&p| self.chosen[p].is_none());
        let options = |p: &usize| self.posts[*p].candidates.iter().filter(|&&c| self.open(*p, c)).count();
        let Some(post) = free.min_by_key(options) else { return true };
        if self.nodes > MOST_NODES {
            return false;
        }
        for &c in &self.posts[post].candidates {
            if self.open(post, c) {
                self.take(post, c);
                if self.run() {
                    return true;
                }
                self.give_back(post, c);
            }
        }
        false
    }

    fn take(&mut self, post: usize, c: usize) {
        self.left[c] -= 1;
        let held = self.venue[c].map_or(0, |(_, n)| n);
        self.venue[c] = Some((self.posts[post].venue, held + 1));
        self.chosen[post] = Some(c);
    }

    fn give_back(&mut self, post: usize, c: usize) {
        self.left[c] += 1;
        self.venue[c] = self.venue[c].filter(|(_, n)| *n > 1).map(|(v, n)| (v, n - 1));
        self.chosen[post] = None;
    }
}

/// True when the trainers can be shared out to these groups of a stream. Someone who is free for a part of the stream
/// only counts for one group: whether two such trainers complete each other is for the timetable to say.
pub(crate) fn possible(
    problem: &PlacementProblem,
    stream: usize,
    groups: &[&crate::solver::place::assemble::Opened],
) -> bool {
    let turns: Vec<u32> = problem.coaches.iter().map(|c| turns(problem, c, stream)).collect();
    let post = |g: &&crate::solver::place::assemble::Opened| {
        let languages = g.offer.languages();
        let fits = |c: &Coach| PlacementProblem::coach_fits(c, g.subject, &languages);
        let candidates = problem.coaches.iter().enumerate().filter(|(_, c)| fits(c)).map(|(i, _)| i).collect();
        Post { venue: g.offer.site, candidates }
    };
    let posts: Vec<Post> = groups.iter().map(post).collect();
    share(&posts, &turns, problem.one_venue).is_some()
}

/// Whole groups that a trainer can teach in a stream; one for a trainer free for a part of it.
fn turns(problem: &PlacementProblem, coach: &Coach, stream: usize) -> u32 {
    let time = &problem.time;
    let (mut all, mut hours, mut fewest) = (0, 0, u32::MAX);
    for &day in &time.streams[stream] {
        let free = (0..time.slots.len()).filter(|&s| !is_closed(&coach.busy, day, s));
        let open: u32 = free.map(|s| u32::from(time.slots[s].hours.0)).sum();
        let today = open.min(coach.daily_hours);
        hours += today;
        fewest = fewest.min(today / time.day_hours().max(1));
        all += 1;
    }
    let whole = if time.is_tight(stream) { fewest } else { hours / time.course_hours().max(1) };
    if all == 0 { 0 } else { whole.max(u32::from(hours > 0)) }
}
