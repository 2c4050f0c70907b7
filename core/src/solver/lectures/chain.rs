//! Kempe chains: a lecture goes to another period, those that it would clash with there come back, those that these
//! would clash with go along, and so on until no two meet. As a neighbourhood for course timetables it is from Lü and
//! Hao, "Adaptive tabu search for course timetabling" (2010); here the change of a chain is known before it is taken,
//! since in a timetable without clashes what its cliques pay adds up lecture by lecture.

use super::anneal::Annealing;
use super::state::{LOCKED, NOWHERE};

/// Lectures of the longest chain that is followed; longer ones take long to look at and are hardly ever taken.
const LONGEST: usize = 7;

/// A lecture of a chain: where it is and where it goes.
#[derive(Debug, Clone, Copy)]
struct Link {
    lecture: u32,
    class: u32,
    from: u32,
    to: u32,
}

/// The chain at hand; kept between steps to save its memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain {
    links: Vec<Link>,
}

impl Annealing<'_> {
    /// Takes the chain that starts with this lecture going to `period`, if there is one and chance allows it.
    pub(super) fn follow_chain(&mut self, lecture: u32, period: u32) {
        let mut chain = std::mem::take(&mut self.chain);
        if self.build(&mut chain, lecture, period) && self.assign_rooms(&mut chain, period) {
            let limit = self.limit();
            let start = self.state.tables.place_period[chain.links[0].from as usize];
            if start.abs_diff(period) > 2 {
                let change = self.weigh_chain(&chain);
                if change <= limit {
                    self.relocate(&chain);
                    self.accepted(change);
                }
            } else {
                // Periods this close share neighbours: going there and back is the simplest way to know.
                let before = self.state.soft;
                self.relocate(&chain);
                let change = self.state.soft - before;
                if change <= i64::from(limit) {
                    self.accepted(change as i32);
                } else {
                    for link in &mut chain.links {
                        std::mem::swap(&mut link.from, &mut link.to);
                    }
                    self.relocate(&chain);
                }
            }
        }
        self.chain = chain;
    }

    /// Collects the lectures of the chain; false if it is too long, meets a fixed lecture or a closed period, or if
    /// lectures clash already.
    fn build(&self, chain: &mut Chain, lecture: u32, period: u32) -> bool {
        let state = &self.state;
        let tables = state.tables;
        chain.links.clear();
        let start = tables.place_period[state.place_of[lecture as usize] as usize];
        let link = |lecture: u32| {
            let class = tables.class_of[lecture as usize];
            Link { lecture, class, from: state.place_of[lecture as usize], to: NOWHERE }
        };
        chain.links.push(link(lecture));
        let mut next = 0;
        while let Some(&Link { class, from, .. }) = chain.links.get(next) {
            let here = tables.place_period[from as usize];
            let there = if here == start { period } else { start };
            let class = class as usize;
            let clashes = state.cells[there as usize * tables.classes + class].clashes;
            if chain.links.len() + clashes as usize > LONGEST
                || !tables.open[class * tables.periods + there as usize]
                || state.cells[here as usize * tables.classes + class].clashes != 1
            {
                return false;
            }
            let apart = &tables.apart_matrix[class * tables.classes..(class + 1) * tables.classes];
            let mut found = 0;
            for room in if clashes > 0 { 0..tables.rooms } else { 0..0 } {
                let other = state.grid[there as usize * tables.rooms + room];
                if other < LOCKED && apart[tables.class_of[other as usize] as usize] {
                    found += 1;
                    if chain.links.iter().all(|link| link.lecture != other) {
                        chain.links.push(link(other));
                    }
                }
            }
            next += 1;
            if found != clashes || chain.links.len() > LONGEST {
                return false;
            }
        }
        Self::drop_idle(chain);
        !chain.links.is_empty()
    }

    /// Two lectures of one class that would exchange periods may as well stay.
    fn drop_idle(chain: &mut Chain) {
        let mut index = 0;
        while index < chain.links.len() {
            let class = chain.links[index].class;
            if let Some(twin) = (index + 1..chain.links.len()).find(|&other| chain.links[other].class == class) {
                chain.links.swap_remove(twin);
                chain.links.swap_remove(index);
            } else {
                index += 1;
            }
        }
    }

    /// Gives each lecture its own room if it can, else the cheapest that is free or will be; false if there is none.
    fn assign_rooms(&self, chain: &mut Chain, period: u32) -> bool {
        let state = &self.state;
        let tables = state.tables;
        let Some(first) = chain.links.iter().find(|link| tables.place_period[link.from as usize] != period) else {
            return false;
        };
        let start = tables.place_period[first.from as usize];
        for index in 0..chain.links.len() {
            let Link { class, from, .. } = chain.links[index];
            let (here, room) = (tables.place_period[from as usize], tables.place_room[from as usize]);
            let base = if here == start { period } else { start } * tables.rooms as u32;
            let available = |place: u32| {
                let holder = state.grid[place as usize];
                let leaves = holder == NOWHERE || chain.links.iter().any(|link| link.lecture == holder);
                leaves && chain.links[..index].iter().all(|link| link.to != place)
            };
            let place = if available(base + room) {
                base + room
            } else {
                let price = |room: u32| {
                    let row = class as usize * tables.rooms + room as usize;
                    tables.room_cost[row] + i32::from(state.in_room[row] == 0) * tables.stability[class as usize]
                };
                let free = tables.usable_rooms.of(class as usize).iter().filter(|&&room| available(base + room));
                match free.min_by_key(|&&room| price(room)) {
                    Some(room) => base + room,
                    None => return false,
                }
            };
            chain.links[index].to = place;
        }
        true
    }

    /// Change of the cost, for periods that are not close to each other.
    fn weigh_chain(&self, chain: &Chain) -> i32 {
        let state = &self.state;
        let tables = state.tables;
        let weigh = |link: &Link| {
            let class = link.class as usize;
            let (start, end) = (tables.place_period[link.from as usize], tables.place_period[link.to as usize]);
            let rooms =
                state.weigh_rooms(class, tables.place_room[link.from as usize], tables.place_room[link.to as usize]);
            let (here, there) = (state.cell(start as usize, class), state.cell(end as usize, class));
            rooms + state.weigh_days(class, start as usize, end as usize) + there.compactness - here.compactness
        };
        chain.links.iter().map(weigh).sum()
    }

    fn relocate(&mut self, chain: &Chain) {
        for link in &chain.links {
            self.state.lift(link.lecture as usize);
        }
        for link in &chain.links {
            self.state.put(link.lecture as usize, link.to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::anneal::{Annealing, Settings};
    use super::super::lessons::Lessons;
    use super::super::state::State;
    use super::super::tables::Tables;
    use super::super::tests::{assert_agrees, random_model};
    use super::Chain;
    use crate::solver::budget::Rounds;
    use crate::solver::random::Random;

    #[test]
    fn the_change_of_a_chain_is_known_before_it_is_taken() {
        let mut random = Random::new(5);
        let (mut followed, mut long) = (0, 0);
        for _ in 0..80 {
            let model = random_model(&mut random, 10, 3);
            let tables = Tables::new(&model);
            let (state, random) = (State::new(&tables), Random::new(1));
            let lessons = Lessons::new(&state);
            let mut annealing = Annealing::new(state, lessons, random, Settings::default(), -1);
            annealing.run(&mut Rounds::new(8));
            assert_agrees(&model, &annealing.state, false);
            let mut chain = Chain::default();
            for &lecture in &tables.movable {
                for &period in tables.open_periods.of(tables.class_of[lecture as usize] as usize) {
                    let from = annealing.state.place_of[lecture as usize];
                    if from == u32::MAX || tables.place_period[from as usize].abs_diff(period) < 3 {
                        continue;
                    }
                    if annealing.build(&mut chain, lecture, period) && annealing.assign_rooms(&mut chain, period) {
                        let (before, broken) = (annealing.state.soft, annealing.state.broken());
                        let change = annealing.weigh_chain(&chain);
                        annealing.relocate(&chain);
                        assert_eq!(annealing.state.soft, before + i64::from(change));
                        assert_eq!(annealing.state.broken(), broken);
                        followed += 1;
                        long += i32::from(chain.links.len() > 2);
                    }
                }
            }
            assert_agrees(&model, &annealing.state, false);
        }
        assert!(followed > 300 && long > 30, "{followed} {long}");
    }
}
