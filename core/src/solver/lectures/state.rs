//! A timetable under search with everything counted that a step needs to know: who meets whom, which days and rooms a
//! class uses, and what a lecture of each class would cost in each period. Looking is cheap and changing is dear, as
//! annealing looks at some thirty steps for each that it takes (Bellio, Ceschia, Di Gaspero, Schaerf and Urli,
//! "Feature-based tuning of simulated annealing applied to the curriculum-based course timetabling problem", 2016).

use super::tables::{FORBIDDEN, Tables};
use crate::solver::random::Random;

/// Place of a lecture that has none, and the entry of the grid where no lecture is.
pub(super) const NOWHERE: u32 = u32::MAX;
/// Entry of the grid where a fixed lecture is, or where the room is closed.
pub(super) const LOCKED: u32 = u32::MAX - 1;

/// What a class finds in a period.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Lectures held then of classes that this one must not meet, its own included.
    pub(super) clashes: i32,
    /// What a lecture that is alone in its cliques in this period adds to the cost of compactness.
    pub(super) compactness: i32,
}

/// The timetable and its counts.
#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    pub(super) tables: &'a Tables,
    /// Place of each lecture.
    pub(super) place_of: Vec<u32>,
    /// Lecture at each place.
    pub(super) grid: Vec<u32>,
    /// Per period and class.
    pub(super) cells: Vec<Cell>,
    /// Lectures per clique and period.
    pub(super) held: Vec<i16>,
    /// Lectures per class and day, and days with any per class.
    pub(super) on_day: Vec<u32>,
    pub(super) days_used: Vec<i32>,
    /// Lectures per class and room, and rooms with any per class.
    pub(super) in_room: Vec<u32>,
    pub(super) rooms_used: Vec<i32>,
    /// Pairs of lectures that meet and must not.
    pub(super) clashes: i64,
    /// Lectures without a place.
    pub(super) unplaced: i64,
    /// Soft costs of all kinds.
    pub(super) soft: i64,
}

/// What one more lecture adds to the isolated ones, given the lectures in its period and in the two on each side.
#[inline]
pub(super) fn joining(before: [i32; 2], now: i32, after: [i32; 2]) -> i32 {
    let alone = i32::from(before[1] == 0 && after[0] == 0);
    let saved = if before[0] == 0 { before[1] } else { 0 } + if after[1] == 0 { after[0] } else { 0 };
    if now == 0 { alone - saved } else { alone }
}

impl<'a> State<'a> {
    /// A timetable that holds the fixed lectures only.
    pub(super) fn new(tables: &'a Tables) -> Self {
        let classes = tables.classes;
        let mut state = Self {
            tables,
            place_of: vec![NOWHERE; tables.class_of.len()],
            grid: vec![NOWHERE; tables.periods * tables.rooms],
            cells: vec![Cell::default(); classes * tables.periods],
            held: vec![0; tables.compactness.len() * tables.periods],
            on_day: vec![0; classes * tables.days],
            days_used: vec![0; classes],
            in_room: vec![0; classes * tables.rooms],
            rooms_used: vec![0; classes],
            clashes: 0,
            unplaced: tables.class_of.len() as i64,
            soft: 0,
        };
        state.soft = (0..classes).map(|class| state.missing(class, 0)).sum();
        for class in 0..classes {
            let alone = tables.cliques_of.of(class).iter().map(|&clique| tables.compactness[clique as usize]).sum();
            for period in 0..tables.periods {
                state.cells[period * classes + class].compactness = alone;
            }
        }
        for &place in &tables.closed {
            state.grid[place as usize] = LOCKED;
        }
        for (lecture, fixed) in tables.fixed.iter().enumerate() {
            if let Some(place) = *fixed {
                state.put(lecture, place);
                state.grid[place as usize] = LOCKED;
            }
        }
        state
    }

    /// Puts every movable lecture that finds one into the free place with the fewest clashes, ties at random; but those
    /// of courses, which need a teacher too, are left for the search.
    pub(super) fn fill(&mut self, random: &mut Random) {
        let tables = self.tables;
        let mut order = tables.movable.clone();
        random.shuffle(&mut order);
        order.sort_by_key(|&lecture| tables.open_periods.of(tables.class_of[lecture as usize] as usize).len());
        for lecture in order {
            let class = tables.class_of[lecture as usize] as usize;
            if self.place_of[lecture as usize] == NOWHERE
                && tables.roster.courses[class].is_none()
                && let Some(place) = self.best_free(class, random)
            {
                self.put(lecture as usize, place);
            }
        }
    }

    fn best_free(&self, class: usize, random: &mut Random) -> Option<u32> {
        let tables = self.tables;
        let mut best = None;
        for &period in tables.open_periods.of(class) {
            for &room in tables.usable_rooms.of(class) {
                let place = period * tables.rooms as u32 + room;
                let clashes = self.cells[period as usize * tables.classes + class].clashes;
                let rank = (clashes, random.bits() >> 32);
                if self.grid[place as usize] == NOWHERE && best.is_none_or(|(least, _)| rank < least) {
                    best = Some((rank, place));
                }
            }
        }
        best.map(|(_, place)| place)
    }

    /// Empties the timetable of movable lectures and takes over the given places.
    pub(super) fn restore(&mut self, places: &[u32]) {
        for &lecture in &self.tables.movable {
            if self.place_of[lecture as usize] != NOWHERE {
                self.lift(lecture as usize);
            }
        }
        for &lecture in &self.tables.movable {
            if places[lecture as usize] != NOWHERE {
                self.put(lecture as usize, places[lecture as usize]);
            }
        }
    }

    /// Broken rules of both kinds.
    #[inline]
    pub(super) const fn broken(&self) -> i64 {
        self.clashes + self.unplaced
    }

    /// [`State::exchange`] within a period.
    fn exchange_rooms(&mut self, lecture: usize, other: u32, from: u32, place: u32) {
        let tables = self.tables;
        let (old, new) = (tables.place_room[from as usize] as usize, tables.place_room[place as usize] as usize);
        let class = tables.class_of[lecture] as usize * tables.rooms;
        self.leave_room(class / tables.rooms, class + old);
        self.enter_room(class / tables.rooms, class + new);
        self.place_of[lecture] = place;
        self.grid[place as usize] = lecture as u32;
        self.grid[from as usize] = other;
        if other != NOWHERE {
            let class = tables.class_of[other as usize] as usize * tables.rooms;
            self.leave_room(class / tables.rooms, class + new);
            self.enter_room(class / tables.rooms, class + old);
            self.place_of[other as usize] = from;
        }
    }

    /// Puts a lecture that has no place into a free one.
    pub(super) fn put(&mut self, lecture: usize, place: u32) {
        let tables = self.tables;
        let class = tables.class_of[lecture] as usize;
        let (period, room) = (tables.place_period[place as usize], tables.place_room[place as usize]);
        self.place_of[lecture] = place;
        self.grid[place as usize] = lecture as u32;
        self.unplaced -= 1;
        self.clashes += i64::from(self.cells[period as usize * tables.classes + class].clashes);
        self.count_period(class, period as usize, 1);
        let on_day = class * tables.days + tables.day_of[period as usize] as usize;
        if self.on_day[on_day] == 0 {
            self.use_days(class, 1);
        }
        self.on_day[on_day] += 1;
        self.enter_room(class, class * tables.rooms + room as usize);
    }

    /// Takes a lecture out of its place.
    pub(super) fn lift(&mut self, lecture: usize) {
        let tables = self.tables;
        let class = tables.class_of[lecture] as usize;
        let place = self.place_of[lecture] as usize;
        let (period, room) = (tables.place_period[place], tables.place_room[place]);
        self.place_of[lecture] = NOWHERE;
        self.grid[place] = NOWHERE;
        self.unplaced += 1;
        self.count_period(class, period as usize, -1);
        self.clashes -= i64::from(self.cells[period as usize * tables.classes + class].clashes);
        let on_day = class * tables.days + tables.day_of[period as usize] as usize;
        self.on_day[on_day] -= 1;
        if self.on_day[on_day] == 0 {
            self.use_days(class, -1);
        }
        self.leave_room(class, class * tables.rooms + room as usize);
    }

    /// Exchanges the places of two lectures, or moves the first to a free place.
    pub(super) fn exchange(&mut self, lecture: usize, place: u32) {
        let other = self.grid[place as usize];
        let from = self.place_of[lecture];
        if from != NOWHERE {
            if self.tables.place_period[from as usize] == self.tables.place_period[place as usize] {
                self.exchange_rooms(lecture, other, from, place);
                return;
            }
            self.lift(lecture);
        }
        if other == NOWHERE {
            self.put(lecture, place);
            return;
        }
        self.lift(other as usize);
        self.put(lecture, place);
        if from != NOWHERE {
            self.put(other as usize, from);
        }
    }

    /// Cost of the days that a class misses when it uses so many.
    #[inline]
    pub(super) fn missing(&self, class: usize, days: i32) -> i64 {
        i64::from(self.tables.spread[class]) * i64::from((self.tables.least_days[class] - days).max(0))
    }

    fn enter_room(&mut self, class: usize, in_room: usize) {
        if self.in_room[in_room] == 0 {
            self.use_rooms(class, 1);
        }
        self.in_room[in_room] += 1;
        self.soft += self.price(in_room);
    }

    fn leave_room(&mut self, class: usize, in_room: usize) {
        self.in_room[in_room] -= 1;
        if self.in_room[in_room] == 0 {
            self.use_rooms(class, -1);
        }
        self.soft -= self.price(in_room);
    }

    /// A fixed lecture in a forbidden room breaks a rule but has no price.
    fn price(&self, class_room: usize) -> i64 {
        let cost = self.tables.room_cost[class_room];
        if cost == FORBIDDEN { 0 } else { i64::from(cost) }
    }

    fn use_days(&mut self, class: usize, change: i32) {
        let before = self.days_used[class];
        self.days_used[class] = before + change;
        self.soft += self.missing(class, before + change) - self.missing(class, before);
    }

    fn use_rooms(&mut self, class: usize, change: i32) {
        let before = self.rooms_used[class];
        self.rooms_used[class] = before + change;
        let extra = (before + change - 1).max(0) - (before - 1).max(0);
        self.soft += i64::from(extra) * i64::from(self.tables.stability[class]);
    }

    /// Counts a lecture in or out of a period for all that its class must not meet and for its cliques.
    fn count_period(&mut self, class: usize, period: usize, change: i32) {
        let tables = self.tables;
        let classes = tables.classes;
        let row = &mut self.cells[period * classes..(period + 1) * classes];
        for &other in tables.apart.of(class) {
            row[other as usize].clashes += change;
        }
        let around = &mut self.cells[(period - 2) * classes..(period + 3) * classes];
        for &clique in tables.cliques_of.of(class) {
            let clique = clique as usize;
            let weight = tables.compactness[clique];
            let Some(held) = self.held[clique * tables.periods + period - 4..].first_chunk_mut::<9>() else { continue };
            let before = held.map(i32::from);
            let after = before[4] + change;
            held[4] = after as i16;
            let own = joining([before[2], before[3]], after.min(before[4]), [before[5], before[6]]);
            self.soft += i64::from(change * weight * own);
            let differences = [
                joining([before[0], before[1]], 0, [before[3], after])
                    - joining([before[0], before[1]], 0, [before[3], before[4]]),
                joining([before[1], before[2]], 0, [after, before[5]])
                    - joining([before[1], before[2]], 0, [before[4], before[5]]),
                0,
                joining([before[3], after], 0, [before[6], before[7]])
                    - joining([before[3], before[4]], 0, [before[6], before[7]]),
                joining([after, before[5]], 0, [before[7], before[8]])
                    - joining([before[4], before[5]], 0, [before[7], before[8]]),
            ];
            for (offset, difference) in differences.into_iter().enumerate() {
                if difference != 0 {
                    for &member in tables.members.of(clique) {
                        around[offset * classes + member as usize].compactness += weight * difference;
                    }
                }
            }
        }
    }
}
