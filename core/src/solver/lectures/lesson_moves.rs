//! Steps of a search where classes are courses: a lecture, all lectures of a module or of a course go to other times,
//! rooms or teachers, or two of them exchange what they have; what they find in a room comes back to where they were.
//! Lectures in trouble are drawn first (Minton, Johnston, Philips and Laird, "Minimizing conflicts", 1992). Steps of
//! this size touch many counts, so each is taken, looked at, and taken back where chance doesn't allow it.

use super::anneal::Annealing;
use super::roster::NOBODY;
use super::state::{LOCKED, NOWHERE};

/// Of 256 steps those that start from a lecture in trouble, while there is one.
const TROUBLED: u64 = 170;
/// A lecture without a place costs this share of a broken rule, so that none is left broken where the search ends.
const UNPLACED: i64 = 3;
const HARD: i64 = 5;

/// A lecture, where it is and where it goes, and who gives it.
#[derive(Debug, Clone, Copy)]
struct Link {
    lecture: u32,
    from: u32,
    giver: u32,
    to: u32,
    teacher: u32,
}

/// The step at hand, and the lectures in trouble when they were last looked for; kept to save their memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Plan {
    links: Vec<Link>,
    troubled: Vec<u32>,
}

impl Annealing<'_> {
    /// Looks for lectures without a place, or with a part in a broken rule that isn't the fixed ones' alone.
    pub(super) fn find_trouble(&mut self) {
        let tables = self.state.tables;
        let (state, lessons) = (&self.state, &self.lessons);
        let troubled = |&lecture: &u32| {
            let place = state.place_of[lecture as usize];
            if place == NOWHERE {
                return true;
            }
            let class = tables.class_of[lecture as usize] as usize;
            let clashes = state.cell(tables.place_period[place as usize] as usize, class).clashes;
            clashes > 1 || lessons.in_trouble(lecture as usize, place)
        };
        self.plan.troubled.clear();
        let broken = self.rules() > self.floor;
        if broken || state.unplaced > tables.hopeless {
            let (plan, open) = (&mut self.plan.troubled, |lecture: &u32| state.place_of[*lecture as usize] == NOWHERE);
            let movable = tables.movable.iter().copied();
            if broken { plan.extend(movable.filter(troubled)) } else { plan.extend(movable.filter(open)) }
        }
    }

    /// Draws a step and takes it if chance allows it.
    pub(super) fn propose_lesson(&mut self) {
        let tables = self.state.tables;
        let bits = self.random.bits();
        let troubled = bits & 0xFF < TROUBLED && !self.plan.troubled.is_empty();
        let pool = if troubled { &self.plan.troubled } else { &tables.movable };
        let lecture = pool[self.random.below(pool.len())] as usize;
        self.plan.links.clear();
        if self.draw(lecture, (bits >> 8) as usize % 16) && self.holds() {
            self.take();
        }
    }

    fn draw(&mut self, lecture: usize, kind: usize) -> bool {
        if self.state.place_of[lecture] == NOWHERE {
            return self.insert(lecture);
        }
        match kind {
            0..=4 => self.retime(lecture),
            5 | 6 => self.reroom(lecture),
            7 | 8 => self.reteach(lecture),
            9 | 10 => self.whole_course(lecture),
            11 => self.exchange_courses(lecture),
            12 | 13 => self.exchange_times(lecture),
            14 => self.exchange_teachers(lecture),
            _ => {
                self.push(lecture, NOWHERE, NOBODY);
                true
            }
        }
    }

    fn push(&mut self, lecture: usize, to: u32, teacher: u32) {
        let (from, giver) = (self.state.place_of[lecture], self.lessons.teacher_of[lecture]);
        self.plan.links.push(Link { lecture: lecture as u32, from, giver, to, teacher });
    }

    fn class(&self, lecture: usize) -> usize {
        self.state.tables.class_of[lecture] as usize
    }

    fn period(&self, lecture: usize) -> u32 {
        self.state.tables.place_period[self.state.place_of[lecture] as usize]
    }

    fn any_period(&mut self, class: usize) -> Option<u32> {
        let open = self.state.tables.open_periods.of(class);
        open.get(self.random.below(open.len())).copied()
    }

    fn any_room(&mut self, class: usize) -> Option<u32> {
        let usable = self.state.tables.usable_rooms.of(class);
        usable.get(self.random.below(usable.len())).copied()
    }

    /// Any teacher of a course; nobody for a class that is none.
    fn any_teacher(&mut self, class: usize) -> Option<u32> {
        let Some(course) = &self.lessons.roster.courses[class] else { return Some(NOBODY) };
        course.teachers.get(self.random.below(course.teachers.len())).copied()
    }

    fn place(&self, period: u32, room: u32) -> u32 {
        period * self.state.tables.rooms as u32 + room
    }

    fn room(&self, lecture: usize) -> u32 {
        self.state.tables.place_room[self.state.place_of[lecture] as usize]
    }

    /// A lecture goes to a place, and what it finds there goes to `back`, wherever that is.
    fn go(&mut self, lecture: usize, to: u32, teacher: u32, back: u32) {
        self.push(lecture, to, teacher);
        let other = self.state.grid[to as usize];
        if other < LOCKED && self.plan.links.iter().all(|link| link.lecture != other) {
            self.push(other as usize, back, self.lessons.teacher_of[other as usize]);
        }
    }

    /// A lecture without a place goes to any, and what it finds there loses its own.
    fn insert(&mut self, lecture: usize) -> bool {
        let class = self.class(lecture);
        let (Some(period), Some(room), Some(teacher)) =
            (self.any_period(class), self.any_room(class), self.any_teacher(class))
        else {
            return false;
        };
        let to = self.place(period, room);
        self.push(lecture, to, teacher);
        let other = self.state.grid[to as usize];
        if other < LOCKED {
            self.push(other as usize, NOWHERE, NOBODY);
        }
        true
    }

    /// Another period, in the same room if it is free or its lecture comes back, sometimes in any; whatever of the class
    /// is there then comes here.
    fn retime(&mut self, lecture: usize) -> bool {
        let class = self.class(lecture);
        let Some(period) = self.any_period(class) else { return false };
        let (start, from) = (self.period(lecture), self.state.place_of[lecture]);
        if period == start {
            return false;
        }
        let mut to = self.place(period, self.room(lecture));
        if self.state.cell(period as usize, class).clashes > 0 {
            let roster = self.lessons.roster;
            let mut own = roster.lectures(class).filter(|&other| self.state.place_of[other] != NOWHERE);
            if let Some(other) = own.find(|&other| self.period(other) == period) {
                let back = self.place(start, self.room(other));
                self.push(other, back, self.lessons.teacher_of[other]);
            }
        }
        let holder = self.state.grid[to as usize];
        let taken = holder != NOWHERE && self.plan.links.iter().all(|link| link.lecture != holder);
        if taken && self.random.below(2) == 0 {
            let Some(room) = self.any_room(class) else { return false };
            to = self.place(period, room);
        }
        self.go(lecture, to, self.lessons.teacher_of[lecture], from);
        true
    }

    fn reroom(&mut self, lecture: usize) -> bool {
        let Some(room) = self.any_room(self.class(lecture)) else { return false };
        let (to, from) = (self.place(self.period(lecture), room), self.state.place_of[lecture]);
        self.go(lecture, to, self.lessons.teacher_of[lecture], from);
        to != from
    }

    /// Another teacher for a lecture or for all of its module.
    fn reteach(&mut self, lecture: usize) -> bool {
        let class = self.class(lecture);
        let (Some(teacher), roster) = (self.any_teacher(class), self.lessons.roster) else { return false };
        let whole = self.random.below(2) == 0;
        for other in roster.lectures(class) {
            let alike = other == lecture || (whole && roster.module[other] == roster.module[lecture]);
            if alike && self.may_go(other) {
                self.push(other, self.state.place_of[other], teacher);
            }
        }
        teacher != self.lessons.teacher_of[lecture]
    }

    /// Placed, and not fixed.
    fn may_go(&self, lecture: usize) -> bool {
        self.state.place_of[lecture] != NOWHERE && self.state.tables.fixed[lecture].is_none()
    }

    /// Another room or teacher for all lectures of the class.
    fn whole_course(&mut self, lecture: usize) -> bool {
        let (class, by_room) = (self.class(lecture), self.random.below(2) == 0);
        let (Some(room), Some(teacher)) = (self.any_room(class), self.any_teacher(class)) else { return false };
        for other in self.lessons.roster.lectures(class) {
            if !self.may_go(other) {
                continue;
            }
            let from = self.state.place_of[other];
            if by_room {
                self.go(other, self.place(self.period(other), room), self.lessons.teacher_of[other], from);
            } else {
                self.push(other, from, teacher);
            }
        }
        true
    }

    /// Two courses of a stage exchange the teachers that these two lectures have, wherever they teach them.
    fn exchange_courses(&mut self, lecture: usize) -> bool {
        let (class, roster) = (self.class(lecture), self.lessons.roster);
        let Some(stage) = roster.courses[class].as_ref().and_then(|course| course.stage) else { return false };
        let rivals = &roster.in_stage[stage as usize];
        let rival = rivals[self.random.below(rivals.len())] as usize;
        let theirs = roster.lectures(rival);
        if theirs.is_empty() {
            return false;
        }
        let first = theirs.start + self.random.below(theirs.len());
        let (mine, other) = (self.lessons.teacher_of[lecture], self.lessons.teacher_of.get(first).copied());
        let Some(other) = other.filter(|&other| other != NOBODY && other != mine && rival != class) else {
            return false;
        };
        for (class, from, to) in [(class, mine, other), (rival, other, mine)] {
            for lecture in roster.lectures(class) {
                if self.may_go(lecture) && self.lessons.teacher_of[lecture] == from {
                    self.push(lecture, self.state.place_of[lecture], to);
                }
            }
        }
        true
    }

    /// Two lectures exchange their periods and keep their rooms, or where they are at the same time their rooms.
    fn exchange_times(&mut self, lecture: usize) -> bool {
        let movable = &self.state.tables.movable;
        let other = movable[self.random.below(movable.len())] as usize;
        if other == lecture || self.state.place_of[other] == NOWHERE {
            return false;
        }
        let (here, there) = (self.period(lecture), self.period(other));
        let (room, its) = (self.room(lecture), self.room(other));
        let (to, back) = if here == there {
            (self.place(there, its), self.place(here, room))
        } else {
            (self.place(there, room), self.place(here, its))
        };
        self.push(lecture, to, self.lessons.teacher_of[lecture]);
        self.push(other, back, self.lessons.teacher_of[other]);
        true
    }

    /// A teacher gives the lecture who gives another in the same period: they change places.
    fn exchange_teachers(&mut self, lecture: usize) -> bool {
        let Some(teacher) = self.any_teacher(self.class(lecture)) else { return false };
        let (period, mine) = (self.period(lecture), self.lessons.teacher_of[lecture]);
        if teacher == mine || teacher == NOBODY {
            return false;
        }
        self.push(lecture, self.state.place_of[lecture], teacher);
        let row = self.place(period, 0) as usize;
        for room in 0..self.state.tables.rooms {
            let other = self.state.grid[row + room];
            if other < LOCKED && self.lessons.teacher_of[other as usize] == teacher {
                self.push(other as usize, self.state.place_of[other as usize], mine);
            }
        }
        true
    }

    /// Whether every lecture of the step may be where it goes, and nothing else is there.
    fn holds(&self) -> bool {
        let (tables, links) = (self.state.tables, &self.plan.links);
        links.iter().enumerate().all(|(index, link)| {
            let lecture = link.lecture as usize;
            if tables.fixed[lecture].is_some() || links[..index].iter().any(|other| other.lecture == link.lecture) {
                return false;
            }
            if link.to == NOWHERE {
                return true;
            }
            let holder = self.state.grid[link.to as usize];
            let leaves = |holder: u32| links.iter().any(|other| other.lecture == holder);
            tables.allows(lecture, link.to, link.teacher)
                && (holder == NOWHERE || (holder < LOCKED && leaves(holder)))
                && links[..index].iter().all(|other| other.to != link.to)
        })
    }

    /// Takes the step, and takes it back where chance doesn't allow it.
    fn take(&mut self) {
        let limit = i64::from(self.limit());
        let (rules, unplaced, soft) = (self.rules(), self.state.unplaced, self.soft());
        let mut plan = std::mem::take(&mut self.plan);
        self.carry_out(&plan.links);
        self.lessons.recount(&self.state);
        let (more_rules, more_unplaced) = (self.rules() - rules, self.state.unplaced - unplaced);
        let hard = i64::from(self.hard);
        let change = self.soft() - soft + more_rules * hard + more_unplaced * hard * UNPLACED / HARD;
        if change > limit {
            for link in &mut plan.links {
                std::mem::swap(&mut link.from, &mut link.to);
                std::mem::swap(&mut link.giver, &mut link.teacher);
            }
            self.carry_out(&plan.links);
            self.lessons.take_back();
        } else if change < 0 {
            self.offer();
        }
        self.plan = plan;
    }

    fn carry_out(&mut self, links: &[Link]) {
        for link in links.iter().filter(|link| link.from != NOWHERE) {
            self.lessons.drop(link.lecture as usize, link.from);
            self.state.lift(link.lecture as usize);
        }
        for link in links.iter().filter(|link| link.to != NOWHERE) {
            self.state.put(link.lecture as usize, link.to);
            self.lessons.give(link.lecture as usize, link.to, link.teacher);
        }
    }
}
