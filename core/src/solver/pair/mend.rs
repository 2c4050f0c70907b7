//! Makes rings of two into larger ones, and any rings cheaper: what turns an assignment of the relaxed problem into an
//! answer. Joining rings by exchanging learners: Karp, "A patching algorithm for the nonsymmetric traveling-salesman
//! problem" (1979).

use crate::solver::flow::assignment::{NEVER, Table};

/// Everyone's learner (themselves where left out), while it is being changed.
pub(super) struct Rings<'a> {
    table: &'a Table,
    pub(super) learner: Vec<usize>,
    mentor: Vec<usize>,
}

/// New learners: pairs of a mentor and a learner.
type Moves<const N: usize> = [(usize, usize); N];

impl<'a> Rings<'a> {
    pub(super) fn new(table: &'a Table, learner: Vec<usize>) -> Self {
        let mentor = super::model::mentors(&learner);
        Self { table, learner, mentor }
    }

    /// True where no two people are each other's mentors any more.
    pub(super) fn without_twos(&mut self) -> bool {
        for a in 0..self.learner.len() {
            if is_two(&self.learner, a) && !self.join(a) {
                return false;
            }
        }
        true
    }

    /// Puts the ring of two that `a` is in between another mentor and learner, or leaves both out, at the least cost.
    fn join(&mut self, a: usize) -> bool {
        let b = self.learner[a];
        let mut best: Option<(i64, Moves<3>)> = None;
        let mut offer = |moves: Moves<3>, rings: &Self| {
            if let Some(more) = rings.more(&moves)
                && best.as_ref().is_none_or(|(least, _)| more < *least)
            {
                best = Some((more, moves));
            }
        };
        for u in (0..self.learner.len()).filter(|&u| u != a && u != b) {
            let v = self.learner[u];
            offer([(u, a), (a, b), (b, v)], self);
            offer([(u, b), (b, a), (a, v)], self);
        }
        offer([(a, a), (b, b), (b, b)], self);
        let Some((_, moves)) = best else { return false };
        self.apply(&moves);
        true
    }

    /// What the moves cost more; none where one may not be. A move that is named twice counts once.
    fn more<const N: usize>(&self, moves: &Moves<N>) -> Option<i64> {
        let mut sum = 0;
        for (at, &(mentor, learner)) in moves.iter().enumerate() {
            if moves[..at].contains(&(mentor, learner)) {
                continue;
            }
            let cost = self.table.at(mentor, learner);
            if cost == NEVER {
                return None;
            }
            sum += cost - self.table.at(mentor, self.learner[mentor]);
        }
        Some(sum)
    }

    fn apply<const N: usize>(&mut self, moves: &Moves<N>) {
        for &(mentor, learner) in moves {
            self.learner[mentor] = learner;
            self.mentor[learner] = mentor;
        }
    }

    /// Applies moves that make it cheaper and no ring of two; false where they don't.
    fn better<const N: usize>(&mut self, moves: &Moves<N>) -> bool {
        if self.more(moves).is_none_or(|more| more >= 0) {
            return false;
        }
        let before = moves.map(|(mentor, _)| (mentor, self.learner[mentor]));
        self.apply(moves);
        if moves.iter().any(|&(mentor, _)| is_two(&self.learner, mentor)) {
            self.apply(&before);
            return false;
        }
        true
    }

    /// Exchanges learners, and moves people from one place to another, as long as that makes it cheaper.
    pub(super) fn improve(&mut self, mut go_on: impl FnMut() -> bool) {
        let mut better = true;
        while better {
            better = false;
            for u in 0..self.learner.len() {
                if !go_on() {
                    return;
                }
                better |= self.exchange(u) | self.shift(u);
            }
        }
    }

    /// Two mentors take each other's learners.
    fn exchange(&mut self, u: usize) -> bool {
        let mut better = false;
        for x in 0..self.learner.len() {
            let (mine, theirs) = (self.learner[u], self.learner[x]);
            better |= x != u && self.better(&[(u, theirs), (x, mine)]);
        }
        better
    }

    /// Someone leaves their place in a ring, and goes between another mentor and learner.
    fn shift(&mut self, m: usize) -> bool {
        let mut better = false;
        for s in 0..self.learner.len() {
            let (before, after, next) = (self.mentor[m], self.learner[m], self.learner[s]);
            if before != m && s != m && s != before {
                better |= self.better(&[(before, after), (s, m), (m, next)]);
            }
        }
        better
    }
}

/// True where the person and their learner are each other's mentors.
pub(super) fn is_two(learner: &[usize], person: usize) -> bool {
    learner[person] != person && learner[learner[person]] == person
}
