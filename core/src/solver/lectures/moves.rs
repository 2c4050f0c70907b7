//! What a step would change, without taking it: a lecture goes to a place, and the lecture that it finds there comes
//! back to where the first one was. These are the two neighbourhoods of Bellio, Ceschia, Di Gaspero, Schaerf and Urli,
//! "Feature-based tuning of simulated annealing applied to the curriculum-based course timetabling problem" (2016); in
//! most cases the answer takes a handful of reads, whatever the number of cliques.

use super::state::{Cell, State, joining};

/// The change of a step that is not worth knowing, being above the limit, or that is not possible.
pub(super) const TOO_MUCH: i32 = i32::MAX;

impl State<'_> {
    /// Change of the cost when a placed lecture goes to a free place. `hard` is the cost of one broken rule; a change
    /// above `limit` may be answered by [`TOO_MUCH`].
    #[inline]
    pub(super) fn weigh_move(&self, lecture: usize, place: u32, hard: i32, limit: i32) -> i32 {
        let tables = self.tables;
        let class = tables.class_of[lecture] as usize;
        let from = self.place_of[lecture] as usize;
        let rooms = self.weigh_rooms(class, tables.place_room[from], tables.place_room[place as usize]);
        let (start, end) = (tables.place_period[from] as usize, tables.place_period[place as usize] as usize);
        if start == end {
            return rooms;
        }
        let (here, there) = (self.cell(start, class), self.cell(end, class));
        let change = rooms + self.weigh_days(class, start, end) + hard * (there.clashes + 1 - here.clashes);
        if here.clashes == 1 && there.clashes == 0 && start.abs_diff(end) > 2 {
            return change + there.compactness - here.compactness;
        }
        if change - tables.compactness_gain[class] > limit {
            return TOO_MUCH;
        }
        change + self.weigh_cliques(class, class, start, end)
    }

    /// Change of the cost when two placed lectures of different classes exchange their periods: the first goes to the
    /// place `next`, the second to the place `back`.
    #[inline]
    pub(super) fn weigh_swap(&self, one: usize, two: usize, next: u32, back: u32, hard: i32, limit: i32) -> i32 {
        let tables = self.tables;
        let (class, other) = (tables.class_of[one] as usize, tables.class_of[two] as usize);
        let (from, to) = (self.place_of[one] as usize, self.place_of[two] as usize);
        let (start, end) = (tables.place_period[from] as usize, tables.place_period[to] as usize);
        if class == other || !tables.open[other * tables.periods + start] {
            return TOO_MUCH;
        }
        let rooms = self.weigh_rooms(class, tables.place_room[from], tables.place_room[next as usize])
            + self.weigh_rooms(other, tables.place_room[to], tables.place_room[back as usize]);
        if start == end {
            return rooms;
        }
        let (here, there) = (self.cell(start, class), self.cell(end, class));
        let (turned, away) = (self.cell(start, other), self.cell(end, other));
        let together = tables.apart_matrix[class * tables.classes + other];
        let clashes = there.clashes + turned.clashes - here.clashes - away.clashes + if together { 0 } else { 2 };
        let days = self.weigh_days(class, start, end) + self.weigh_days(other, end, start);
        let change = rooms + days + hard * clashes;
        // What the cliques of both pay stays the same, and in this sum it cancels out.
        let meeting = i32::from(together);
        let mutual = there.clashes == meeting && turned.clashes == meeting;
        if mutual && here.clashes == 1 && away.clashes == 1 && start.abs_diff(end) > 2 {
            return change + there.compactness - here.compactness + turned.compactness - away.compactness;
        }
        if change - tables.compactness_gain[class] - tables.compactness_gain[other] > limit {
            return TOO_MUCH;
        }
        let without = if together { (other, class) } else { (class, other) };
        change + self.weigh_cliques(class, without.0, start, end) + self.weigh_cliques(other, without.1, end, start)
    }

    #[inline]
    pub(super) fn cell(&self, period: usize, class: usize) -> Cell {
        self.cells[period * self.tables.classes + class]
    }

    /// Price and stability of one lecture that changes rooms.
    #[inline]
    pub(super) fn weigh_rooms(&self, class: usize, from: u32, to: u32) -> i32 {
        if from == to {
            return 0;
        }
        let tables = self.tables;
        let row = class * tables.rooms;
        let (from, to) = (row + from as usize, row + to as usize);
        let extra = i32::from(self.in_room[to] == 0) - i32::from(self.in_room[from] == 1);
        tables.room_cost[to] - tables.room_cost[from] + extra * tables.stability[class]
    }

    /// Spread over the days of one lecture that changes periods.
    #[inline]
    pub(super) fn weigh_days(&self, class: usize, from: usize, to: usize) -> i32 {
        let tables = self.tables;
        let row = class * tables.days;
        let (from, to) = (row + tables.day_of[from] as usize, row + tables.day_of[to] as usize);
        if from == to {
            return 0;
        }
        let change = i32::from(self.on_day[to] == 0) - i32::from(self.on_day[from] == 1);
        let days = self.days_used[class];
        let least = tables.least_days[class];
        ((least - days - change).max(0) - (least - days).max(0)) * tables.spread[class]
    }

    /// Compactness of one lecture that changes periods, clique by clique; the cliques that hold the class `without`
    /// stay as they are, unless it is the class itself.
    #[inline(never)]
    fn weigh_cliques(&self, class: usize, without: usize, from: usize, to: usize) -> i32 {
        let tables = self.tables;
        let mut change = 0;
        for &clique in tables.cliques_of.of(class) {
            let clique = clique as usize;
            if without != class && tables.is_member[clique * tables.classes + without] {
                continue;
            }
            let row = clique * tables.periods;
            change += tables.compactness[clique]
                * (self.joining_without(row, to, from) - self.joining_without(row, from, from));
        }
        change
    }

    /// What a lecture adds to the isolated ones of a clique in `period` once one lecture has left the period `left`.
    #[inline]
    fn joining_without(&self, row: usize, period: usize, left: usize) -> i32 {
        let Some(held) = self.held[row + period - 2..].first_chunk::<5>() else { return 0 };
        let mut around = held.map(i32::from);
        if let Some(gone) = around.get_mut((left + 2).wrapping_sub(period)) {
            *gone -= 1;
        }
        joining([around[0], around[1]], around[2], [around[3], around[4]])
    }
}
