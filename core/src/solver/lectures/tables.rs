//! What never changes while a timetable is being searched, as flat arrays. Periods are renumbered with two empty ones
//! between the days, so that the neighbourhood of a period (after the windowed evaluation of compactness in Bellio,
//! Ceschia, Di Gaspero, Schaerf and Urli, "Feature-based tuning of simulated annealing applied to the
//! curriculum-based course timetabling problem", 2016) is read without asking where a day ends.

use super::model::{Class, Model, Place};
use super::roster::{NOBODY, Roster};

/// Cost of a room that must not be used: more than any sum of real costs that one step can save.
pub(super) const FORBIDDEN: i32 = 1 << 28;

/// Empty periods between days, and before the first day and after the last.
const GAP: usize = 2;
const MARGIN: usize = 4;

/// Lists of small numbers, one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    start: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn new(lists: &[Vec<usize>]) -> Self {
        let mut built = Self { start: vec![0], items: Vec::new() };
        for list in lists {
            built.items.extend(list.iter().map(|&item| item as u32));
            built.start.push(built.items.len() as u32);
        }
        built
    }

    /// The list with this number.
    #[inline]
    pub(super) fn of(&self, index: usize) -> &[u32] {
        &self.items[self.start[index] as usize..self.start[index + 1] as usize]
    }
}

/// The model in the solver's numbering: padded periods, and places `period * rooms + room`.
#[derive(Debug, Clone)]
pub(super) struct Tables {
    /// Padded periods.
    pub(super) periods: usize,
    pub(super) rooms: usize,
    pub(super) days: usize,
    pub(super) classes: usize,
    /// Class of each lecture.
    pub(super) class_of: Vec<u32>,
    /// Place of each fixed lecture.
    pub(super) fixed: Vec<Option<u32>>,
    /// Lectures that are not fixed and have a period, a room and, in courses, a teacher to choose.
    pub(super) movable: Vec<u32>,
    /// How many have none.
    pub(super) hopeless: i64,
    /// Day of each padded period.
    pub(super) day_of: Vec<u32>,
    /// Padded number of each period of the model, and back.
    pub(super) padded: Vec<u32>,
    pub(super) plain: Vec<u32>,
    /// Period and room of each place.
    pub(super) place_period: Vec<u32>,
    pub(super) place_room: Vec<u32>,
    /// Per class and padded period whether it is open.
    pub(super) open: Vec<bool>,
    /// Open periods of each class and rooms that it may use.
    pub(super) open_periods: Lists,
    pub(super) usable_rooms: Lists,
    /// Per class and room the cost of a lecture.
    pub(super) room_cost: Vec<i32>,
    /// Classes that a class must not meet, itself included; and the same as a matrix.
    pub(super) apart: Lists,
    pub(super) apart_matrix: Vec<bool>,
    /// Cliques with a compactness weight: of each class, their members, membership by clique and class, and weights.
    pub(super) cliques_of: Lists,
    pub(super) members: Lists,
    pub(super) is_member: Vec<bool>,
    pub(super) compactness: Vec<i32>,
    /// Most that compactness can gain by one move of a lecture of each class.
    pub(super) compactness_gain: Vec<i32>,
    pub(super) least_days: Vec<i32>,
    pub(super) spread: Vec<i32>,
    pub(super) stability: Vec<i32>,
    /// Places in which nothing can be held.
    pub(super) closed: Vec<u32>,
    /// Courses and teachers.
    pub(super) roster: Roster,
}

impl Tables {
    /// Renumbers a model that has been checked.
    pub(super) fn new(model: &Model) -> Self {
        let (rooms, days, classes) = (model.rooms, model.days, model.classes.len());
        let periods = days * (model.slots_per_day + GAP) + 2 * MARGIN - GAP;
        let padded = (0..model.periods())
            .map(|p| (p / model.slots_per_day * (model.slots_per_day + GAP) + MARGIN + p % model.slots_per_day) as u32)
            .collect::<Vec<_>>();
        let mut tables = Self {
            periods,
            rooms,
            days,
            classes,
            class_of: Vec::new(),
            fixed: Vec::new(),
            movable: Vec::new(),
            hopeless: 0,
            day_of: vec![0; periods],
            plain: vec![0; periods],
            place_period: (0..periods * rooms).map(|place| (place / rooms) as u32).collect(),
            place_room: (0..periods * rooms).map(|place| (place % rooms) as u32).collect(),
            open: vec![false; classes * periods],
            open_periods: Lists::default(),
            usable_rooms: Lists::default(),
            room_cost: vec![FORBIDDEN; classes * rooms],
            apart: Lists::default(),
            apart_matrix: vec![false; classes * classes],
            cliques_of: Lists::default(),
            members: Lists::default(),
            is_member: Vec::new(),
            compactness: Vec::new(),
            compactness_gain: vec![0; classes],
            least_days: model.classes.iter().map(|class| class.least_days as i32).collect(),
            spread: model.classes.iter().map(|class| class.spread_weight as i32).collect(),
            stability: model.classes.iter().map(|class| class.stability_weight as i32).collect(),
            closed: model.closed.iter().map(|&(period, room)| padded[period] * rooms as u32 + room as u32).collect(),
            roster: Roster::new(model, &padded, periods),
            padded,
        };
        for (plain, &padded) in tables.padded.iter().enumerate() {
            tables.plain[padded as usize] = plain as u32;
            tables.day_of[padded as usize] = (plain / model.slots_per_day) as u32;
        }
        tables.number_lectures(model);
        tables.list_choices(model);
        tables.list_conflicts(model);
        tables.list_cliques(model);
        tables
    }

    fn number_lectures(&mut self, model: &Model) {
        for (index, class) in model.classes.iter().enumerate() {
            for lecture in 0..class.lectures {
                let fixed = class.fixed.get(lecture).copied().flatten().map(|at| self.place(at));
                if fixed.is_none() && has_choice(class) {
                    self.movable.push(self.class_of.len() as u32);
                }
                self.hopeless += i64::from(fixed.is_none() && !has_choice(class));
                self.class_of.push(index as u32);
                self.fixed.push(fixed);
            }
        }
    }

    fn list_choices(&mut self, model: &Model) {
        let (mut open_periods, mut usable_rooms) = (Vec::new(), Vec::new());
        for (index, class) in model.classes.iter().enumerate() {
            let open = (0..class.open.len()).filter(|&period| class.open[period]);
            let open: Vec<usize> = open.map(|period| self.padded[period] as usize).collect();
            for &period in &open {
                self.open[index * self.periods + period] = true;
            }
            open_periods.push(open);
            let usable: Vec<usize> = (0..self.rooms).filter(|&room| class.room_cost[room].is_some()).collect();
            for &room in &usable {
                self.room_cost[index * self.rooms + room] = class.room_cost[room].unwrap_or(0) as i32;
            }
            usable_rooms.push(usable);
        }
        self.open_periods = Lists::new(&open_periods);
        self.usable_rooms = Lists::new(&usable_rooms);
    }

    /// Number of a place of the model.
    pub(super) fn place(&self, at: Place) -> u32 {
        self.padded[at.period] * self.rooms as u32 + at.room as u32
    }

    /// Whether the lecture may be held there and be given by this teacher, whatever else is there.
    pub(super) fn allows(&self, lecture: usize, place: u32, teacher: u32) -> bool {
        let (class, roster) = (self.class_of[lecture] as usize, &self.roster);
        let (period, room) = (self.place_period[place as usize] as usize, self.place_room[place as usize] as usize);
        let taught = match (&roster.courses[class], teacher) {
            (None, teacher) => teacher == NOBODY,
            (Some(_), NOBODY) => false,
            (Some(_), teacher) => {
                let teacher = teacher as usize;
                roster.free[teacher * self.periods + period] && roster.able[class * roster.teachers + teacher]
            }
        };
        taught
            && self.open[class * self.periods + period]
            && self.room_cost[class * self.rooms + room] != FORBIDDEN
            && roster.long[period] >= roster.hours[lecture]
    }

    fn list_conflicts(&mut self, model: &Model) {
        for class in 0..self.classes {
            self.apart_matrix[class * self.classes + class] = true;
        }
        for clique in &model.cliques {
            for &a in &clique.classes {
                for &b in &clique.classes {
                    self.apart_matrix[a * self.classes + b] = true;
                }
            }
        }
        let row = |a: usize| (0..self.classes).filter(|&b| self.apart_matrix[a * self.classes + b]).collect();
        self.apart = Lists::new(&(0..self.classes).map(row).collect::<Vec<Vec<usize>>>());
    }

    fn list_cliques(&mut self, model: &Model) {
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut cliques_of = vec![Vec::new(); self.classes];
        for clique in model.cliques.iter().filter(|clique| clique.compactness_weight > 0) {
            let mut own = clique.classes.clone();
            own.sort_unstable();
            own.dedup();
            // Equal cliques count together: half the work at the same cost.
            if let Some(known) = members.iter().position(|other| *other == own) {
                self.compactness[known] += clique.compactness_weight as i32;
                continue;
            }
            for &class in &own {
                cliques_of[class].push(members.len());
            }
            members.push(own);
            self.compactness.push(clique.compactness_weight as i32);
        }
        self.is_member = vec![false; members.len() * self.classes];
        for (clique, own) in members.iter().enumerate() {
            for &class in own {
                self.is_member[clique * self.classes + class] = true;
                self.compactness_gain[class] += 3 * self.compactness[clique];
            }
        }
        self.members = Lists::new(&members);
        self.cliques_of = Lists::new(&cliques_of);
    }
}

fn has_choice(class: &Class) -> bool {
    let taught = class.course.as_ref().is_none_or(|course| !course.teachers.is_empty());
    taught && class.open.contains(&true) && class.room_cost.iter().any(Option::is_some)
}
