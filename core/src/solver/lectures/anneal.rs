//! One-stage simulated annealing over all rules at once, conflicts weighted instead of forbidden, after Bellio,
//! Ceschia, Di Gaspero, Schaerf and Urli, "Feature-based tuning of simulated annealing applied to the curriculum-based
//! course timetabling problem" (2016). Here two lectures never share a place, since a step into a taken place is an
//! exchange, and no step leads to a closed period; the temperature follows the share of the budget that is used.

use super::chain::Chain;
use super::chance::{Chance, between};
use super::lesson_moves::Plan;
use super::lessons::Lessons;
use super::moves::TOO_MUCH;
use super::state::{LOCKED, NOWHERE, State};
use crate::solver::budget::{Budget, Progress};
use crate::solver::random::Random;

/// Steps between two questions to the budget.
const ROUND: u64 = 4096;
/// The same where classes are courses, whose steps take longer.
const LESSON_ROUND: u64 = 512;
/// Questions between two reports.
const REPORT: u64 = 256;
/// Share of a cooling after which broken rules are no longer waited for, and the most that a rule may come to cost.
const RETHINK: f64 = 0.75;
const DEAREST: i32 = 1 << 20;
/// Share of the first cooling after which courses are cooled down from their best once more, and from which share of the
/// heat.
const AGAIN: f64 = 0.6;
const LUKEWARM: f64 = 0.1;
/// Share of a cooling from which the best needs no more cold rounds, and the number of these.
const NEARLY: f64 = 0.95;
const QUENCH: u64 = 64;

/// How the search is set.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Temperature at the start, in units of the heaviest weight of the model.
    pub hottest: f64,
    /// Temperature at the end, in units of the lightest weight of the model.
    pub coldest: f64,
    /// Cost of a broken rule, in units of the heaviest weight.
    pub hard: f64,
    /// Of 256 steps to another period those that keep the room.
    pub same_room: u64,
    /// Of 256 steps those that keep the period.
    pub same_period: u64,
    /// Of 256 steps that start a chain of three lectures or more those that follow it.
    pub chain: u64,
    /// Steps of a whole run when the budget does not know how much of it is used.
    pub steps: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { hottest: 3.0, coldest: 0.15, hard: 20.0, same_room: 128, same_period: 24, chain: 64, steps: 100_000_000 }
    }
}

/// The best timetable seen. Where classes are courses only those count that break no rule beyond what fixed lectures break
/// among themselves: one broken rule can be worth many lectures there, and to take these out afterwards costs them all.
#[derive(Debug, Clone)]
pub(super) struct Best {
    /// Broken rules; where classes are courses, lectures without a place.
    pub(super) broken: i64,
    pub(super) soft: i64,
    pub(super) places: Vec<u32>,
    pub(super) teachers: Vec<u32>,
}

/// A search under way.
pub(super) struct Annealing<'a> {
    pub(super) state: State<'a>,
    pub(super) lessons: Lessons<'a>,
    pub(super) best: Best,
    pub(super) steps: u64,
    pub(super) chain: Chain,
    pub(super) plan: Plan,
    pub(super) random: Random,
    chance: Chance,
    settings: Settings,
    hottest: f64,
    coldest: f64,
    /// Cost of a broken rule.
    pub(super) hard: i32,
    /// Rules that fixed lectures break among themselves: no search mends them.
    pub(super) floor: i64,
    /// What the best can't have fewer of than this.
    least: i64,
    /// Whether courses are in their second cooling.
    warm: bool,
    temperature: f32,
    target: i64,
}

impl<'a> Annealing<'a> {
    /// A search from the given timetable that may stop at a soft cost of `target`.
    pub(super) fn new(state: State<'a>, lessons: Lessons<'a>, random: Random, settings: Settings, target: i64) -> Self {
        let tables = state.tables;
        let roster = &tables.roster;
        let fixed = State::new(tables);
        let alone = Lessons::new(&fixed);
        let floor = fixed.clashes + alone.broken;
        let wishes =
            [roster.room_change, roster.split_module, roster.teacher_change, roster.free_slot, roster.uneven_day];
        let weights = tables.compactness.iter().chain(&tables.spread).chain(&tables.stability).chain(&wishes);
        let weights = || weights.clone().copied().filter(|&weight| weight > 0);
        let heaviest = f64::from(weights().max().unwrap_or(1));
        let lightest = f64::from(weights().min().unwrap_or(1));
        let mut annealing = Self {
            best: Best {
                broken: fixed.broken(),
                soft: fixed.soft + alone.soft,
                places: fixed.place_of,
                teachers: roster.fixed_teacher.clone(),
            },
            least: tables.hopeless + if roster.in_use { 0 } else { floor },
            floor,
            warm: false,
            state,
            lessons,
            steps: 0,
            chain: Chain::default(),
            plan: Plan::default(),
            random,
            chance: Chance::new(),
            hottest: settings.hottest * heaviest,
            coldest: settings.coldest * lightest,
            hard: ((settings.hard * heaviest) as i32).min(DEAREST),
            settings,
            temperature: 0.0,
            target,
        };
        annealing.offer();
        annealing
    }

    /// Cools down until the budget is used up; starts over with dearer rules if it is nearly cold and some are broken. Where
    /// classes are courses, cools down twice.
    pub(super) fn run(&mut self, budget: &mut dyn Budget) {
        let (mut since, mut share, mut asked) = (0.0, 0.0, 0_u64);
        while !self.done() && !budget.should_stop() {
            let used = match budget.used() {
                known if known > 0.0 => known,
                _ => self.steps as f64 / self.settings.steps as f64,
            };
            if used >= 1.0 {
                share = 1.0;
                break;
            }
            share = (used - since) / (1.0 - since);
            if self.lessons.roster.in_use {
                if share > AGAIN && !std::mem::replace(&mut self.warm, true) {
                    (since, share) = (used, 0.0);
                    self.cool_again();
                }
            } else if share > RETHINK && self.best.broken > self.least {
                (since, share) = (used, 0.0);
                self.hard = (self.hard * 3).min(DEAREST);
            }
            self.temperature = between(self.hottest, self.coldest, share) as f32;
            self.round();
            asked += 1;
            if asked.is_multiple_of(REPORT) {
                budget.progress(&self.progress());
            }
        }
        if share < NEARLY && !self.done() {
            self.quench();
        }
    }

    /// What was stopped while hot gets a moment in the cold.
    fn quench(&mut self) {
        self.restore();
        self.temperature = self.coldest as f32;
        for _ in 0..QUENCH {
            if !self.done() {
                self.round();
            }
        }
    }

    /// The best timetable is the one at hand again.
    fn restore(&mut self) {
        let tables = self.state.tables;
        for &lecture in tables.movable.iter().filter(|_| tables.roster.in_use) {
            let place = self.state.place_of[lecture as usize];
            if place != NOWHERE {
                self.lessons.drop(lecture as usize, place);
            }
        }
        self.state.restore(&self.best.places);
        for &lecture in tables.movable.iter().filter(|_| tables.roster.in_use) {
            let (place, teacher) = (self.best.places[lecture as usize], self.best.teachers[lecture as usize]);
            if place != NOWHERE {
                self.lessons.give(lecture as usize, place, teacher);
            }
        }
        self.lessons.recount(&self.state);
    }

    /// The timetable with the fewest lectures without a place is often found while it is hot, and its wishes are poor: from
    /// there on it cools down once more, from lukewarm and with rules too dear to lose a place again.
    fn cool_again(&mut self) {
        self.restore();
        self.hard = (self.hard * 3).min(DEAREST);
        self.hottest *= LUKEWARM;
    }

    fn done(&self) -> bool {
        self.state.tables.movable.is_empty() || (self.best.broken <= self.least && self.best.soft <= self.target)
    }

    fn progress(&self) -> Progress {
        let best = vec![self.best.broken, self.best.soft];
        Progress { steps: self.steps, best, bound: vec![0, self.target] }
    }

    fn round(&mut self) {
        if self.lessons.roster.in_use {
            self.find_trouble();
            for _ in 0..LESSON_ROUND {
                self.propose_lesson();
            }
            self.steps += LESSON_ROUND;
            return;
        }
        for _ in 0..ROUND {
            self.propose();
        }
        self.steps += ROUND;
    }

    /// Rules that are broken other than by lectures without a place.
    #[inline]
    pub(super) const fn rules(&self) -> i64 {
        self.state.clashes + self.lessons.broken
    }

    /// Cost of the wishes.
    #[inline]
    pub(super) const fn soft(&self) -> i64 {
        self.state.soft + self.lessons.soft
    }

    /// Keeps the timetable at hand if it is the best so far.
    #[inline]
    pub(super) fn offer(&mut self) {
        let in_use = self.lessons.roster.in_use;
        if in_use && self.rules() > self.floor {
            return;
        }
        let (broken, soft) = (if in_use { self.state.unplaced } else { self.state.broken() }, self.soft());
        if (broken, soft) < (self.best.broken, self.best.soft) {
            (self.best.broken, self.best.soft) = (broken, soft);
            self.best.places.copy_from_slice(&self.state.place_of);
            self.best.teachers.copy_from_slice(&self.lessons.teacher_of);
        }
    }

    /// Draws a lecture and a place that its class may use, and takes the step there if chance allows it.
    #[inline]
    fn propose(&mut self) {
        let tables = self.state.tables;
        let bits = self.random.bits();
        let lecture = tables.movable[pick(bits & 0xF_FFFF, 20, tables.movable.len())] as usize;
        let class = tables.class_of[lecture] as usize;
        let from = self.state.place_of[lecture];
        let kind = (bits >> 20) & 0xFF;
        let (open, usable) = (tables.open_periods.of(class), tables.usable_rooms.of(class));
        if open.is_empty() || usable.is_empty() {
            return;
        }
        let mut period = open[pick((bits >> 28) & 0x3_FFFF, 18, open.len())];
        let mut room = usable[pick(bits >> 46, 18, usable.len())];
        if from == NOWHERE {
            self.enter(lecture, period * tables.rooms as u32 + room);
            return;
        }
        let start = tables.place_period[from as usize];
        if kind < self.settings.same_period {
            period = start;
        } else {
            if kind < self.settings.same_period + self.settings.same_room {
                room = tables.place_room[from as usize];
            }
            let cell = period as usize * tables.classes + class;
            let clashes = self.state.cells[cell].clashes;
            if clashes > 0 && period != start {
                self.displace(lecture, class, period, room);
                return;
            }
        }
        self.step(lecture, from, period * tables.rooms as u32 + room);
    }

    /// A placed lecture goes to a place, and what it finds there comes back, if chance allows it.
    #[inline]
    fn step(&mut self, lecture: usize, from: u32, place: u32) {
        let other = self.state.grid[place as usize];
        if place == from || other == LOCKED {
            return;
        }
        if other == NOWHERE {
            let limit = self.limit();
            let change = self.state.weigh_move(lecture, place, self.hard, limit);
            if change <= limit && change != TOO_MUCH {
                self.state.exchange(lecture, place);
                self.accepted(change);
            }
        } else {
            self.swap(lecture, other as usize, place, from);
        }
    }

    /// A step to a period where the lecture clashes: a chain of lectures changes periods, of which two are the most
    /// frequent case by far. The first gets `room` and the second keeps its own where these are free, else they
    /// exchange rooms.
    fn displace(&mut self, lecture: usize, class: usize, period: u32, room: u32) {
        let tables = self.state.tables;
        let rooms = tables.rooms as u32;
        let from = self.state.place_of[lecture];
        let start = tables.place_period[from as usize];
        let mut chain = self.state.cells[period as usize * tables.classes + class].clashes > 1;
        let row = &self.state.grid[(period * rooms) as usize..((period + 1) * rooms) as usize];
        if !chain {
            let apart = &tables.apart_matrix[class * tables.classes..(class + 1) * tables.classes];
            let meets = |&other: &u32| other < LOCKED && apart[tables.class_of[other as usize] as usize];
            let Some(own) = row.iter().position(meets) else { return };
            let (own, other) = (own as u32, row[own]);
            let turned = start as usize * tables.classes + tables.class_of[other as usize] as usize;
            chain = self.state.cells[turned].clashes > 1;
            if !chain {
                let next = if row[room as usize] == NOWHERE { room } else { own };
                let stays = self.state.grid[(start * rooms + own) as usize];
                let back = if stays == NOWHERE { start * rooms + own } else { from };
                self.swap(lecture, other as usize, period * rooms + next, back);
                return;
            }
        }
        if self.random.bits() >> 56 < self.settings.chain {
            self.follow_chain(lecture as u32, period);
        }
    }

    /// Exchanges the periods of two lectures if chance allows it.
    #[inline]
    fn swap(&mut self, lecture: usize, other: usize, next: u32, back: u32) {
        let limit = self.limit();
        let change = self.state.weigh_swap(lecture, other, next, back, self.hard, limit);
        if change <= limit && change != TOO_MUCH {
            if back == self.state.place_of[lecture] && next == self.state.place_of[other] {
                self.state.exchange(lecture, next);
            } else {
                self.state.lift(lecture);
                self.state.lift(other);
                self.state.put(lecture, next);
                self.state.put(other, back);
            }
            self.accepted(change);
        }
    }

    #[inline]
    pub(super) fn limit(&mut self) -> i32 {
        let bits = self.random.bits();
        self.chance.limit(bits, self.temperature, &mut self.random)
    }

    #[inline]
    pub(super) fn accepted(&mut self, change: i32) {
        if change < 0 {
            self.offer();
        }
    }

    /// A lecture without a place goes to one, and the lecture there loses it; taken back if that costs too much.
    fn enter(&mut self, lecture: usize, place: u32) {
        if self.state.grid[place as usize] == LOCKED {
            return;
        }
        let limit = self.limit();
        let (broken, soft) = (self.state.broken(), self.state.soft);
        let evicted = self.state.grid[place as usize];
        self.state.exchange(lecture, place);
        let change = self.state.soft - soft + (self.state.broken() - broken) * i64::from(self.hard);
        if change <= i64::from(limit) {
            self.offer();
            return;
        }
        self.state.lift(lecture);
        if evicted != NOWHERE {
            self.state.put(evicted as usize, place);
        }
    }
}

/// Scales a number of so many bits to one below `bound`.
#[inline]
const fn pick(number: u64, bits: u32, bound: usize) -> usize {
    ((number * bound as u64) >> bits) as usize
}
