//! What a lecture timetable is made of: classes with their lectures, rooms, and cliques of classes that must not meet.
//! Without courses it is the curriculum-based course timetabling of Bonutti, De Cesco, Di Gaspero and Schaerf,
//! "Benchmarking curriculum-based course timetabling" (2012), with every weight moved from the rules into the data.

use super::teaching::{self, Course, Teaching};

/// A timetabling problem. Periods are numbered day by day: `day * slots_per_day + slot`.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Days of the week that the timetable is for.
    pub days: usize,
    /// Teaching slots of every day.
    pub slots_per_day: usize,
    /// Number of rooms; each holds one lecture per period.
    pub rooms: usize,
    /// What is taught.
    pub classes: Vec<Class>,
    /// Groups of classes that share people.
    pub cliques: Vec<Clique>,
    /// Periods and rooms in which nothing can be held.
    pub closed: Vec<(usize, usize)>,
    /// Who teaches the classes that are courses.
    pub teaching: Teaching,
}

/// Where a lecture is, and who gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the period.
    pub period: usize,
    /// Index of the room.
    pub room: usize,
    /// Index of the teacher, where the class is a course.
    pub teacher: Option<usize>,
}

/// A class: lectures that share their people, and that no period may hold two of.
#[derive(Debug, Clone, Default)]
pub struct Class {
    /// Number of lectures to be placed, the fixed ones included.
    pub lectures: usize,
    /// For each period whether a lecture may be held then.
    pub open: Vec<bool>,
    /// For each room the cost of one lecture there; `None` where it must not be held.
    pub room_cost: Vec<Option<u32>>,
    /// Days over which the lectures should be spread.
    pub least_days: usize,
    /// Cost of each day missing from `least_days`.
    pub spread_weight: u32,
    /// Cost of each room used beyond the first.
    pub stability_weight: u32,
    /// Of each lecture where it must stay, if it must; lectures past the end of the list are free.
    pub fixed: Vec<Option<Place>>,
    /// What the lectures are parts of, where the class is a course.
    pub course: Option<Course>,
}

/// Classes of which no two may be held in the same period: a curriculum, or all that one teacher gives.
#[derive(Debug, Clone, Default)]
pub struct Clique {
    /// Indices of the classes; one that is named twice counts once.
    pub classes: Vec<usize>,
    /// Cost of each lecture with no other lecture of the clique in the slot before or after it on the same day.
    pub compactness_weight: u32,
}

/// The largest cost that one room or weight may have: sums must fit into 32 bits.
pub const LARGEST_WEIGHT: u32 = 20_000;

impl Model {
    /// Number of periods of the week.
    #[must_use]
    pub const fn periods(&self) -> usize {
        self.days * self.slots_per_day
    }

    /// Number of lectures of all classes.
    #[must_use]
    pub fn lectures(&self) -> usize {
        self.classes.iter().fold(0, |sum, class| sum.saturating_add(class.lectures))
    }

    /// Whether there is such a period, room and teacher.
    pub(super) fn has(&self, at: &Place) -> bool {
        let teachers = self.teaching.teachers.len();
        at.period < self.periods() && at.room < self.rooms && at.teacher.is_none_or(|teacher| teacher < teachers)
    }

    /// Checks that all lists have the right lengths and all indices and weights are in range.
    ///
    /// # Errors
    /// A sentence that names the first class or clique at fault.
    pub fn check(&self) -> Result<(), String> {
        // The search keeps room around each day, so that nothing looks past its ends.
        let slots = self.days.saturating_mul(self.slots_per_day.saturating_add(4)).saturating_mul(self.rooms);
        let cells = self.periods().max(self.rooms).max(self.days).saturating_mul(self.classes.len());
        let classes = self.classes.len();
        let pairs = classes.saturating_mul(classes).max(self.cliques.len().saturating_mul(classes.max(self.periods())));
        if slots.max(cells) > 1 << 24 || self.lectures() > 1 << 20 || pairs > 1 << 26 {
            return Err("the timetable has more places or lectures than the solver can number".to_owned());
        }
        teaching::check(self)?;
        if self.closed.iter().any(|&(period, room)| period >= self.periods() || room >= self.rooms) {
            return Err("a period or room is closed that does not exist".to_owned());
        }
        for (index, class) in self.classes.iter().enumerate() {
            self.check_class(class).map_err(|fault| format!("class {index}: {fault}"))?;
        }
        for (index, clique) in self.cliques.iter().enumerate() {
            if clique.classes.iter().any(|&class| class >= self.classes.len()) {
                return Err(format!("clique {index}: it names a class that does not exist"));
            }
            if clique.compactness_weight > LARGEST_WEIGHT {
                return Err(format!("clique {index}: its weight is above {LARGEST_WEIGHT}"));
            }
        }
        Ok(())
    }

    fn check_class(&self, class: &Class) -> Result<(), String> {
        if class.open.len() != self.periods() {
            return Err(format!("it knows {} periods of {}", class.open.len(), self.periods()));
        }
        if class.room_cost.len() != self.rooms {
            return Err(format!("it knows {} rooms of {}", class.room_cost.len(), self.rooms));
        }
        if class.least_days > 1 << 16 {
            return Err(format!("it wants to be spread over {} days", class.least_days));
        }
        if class.fixed.len() > class.lectures {
            return Err(format!("{} of its {} lectures are fixed", class.fixed.len(), class.lectures));
        }
        if let Some(course) = &class.course {
            course.check(class.lectures, &self.teaching)?;
        }
        let taught = |at: &Place| at.teacher.is_some() == class.course.is_some();
        if !class.fixed.iter().flatten().all(|at| self.has(at) && taught(at)) {
            return Err("a lecture is fixed to a period, room or teacher that does not exist".to_owned());
        }
        let costs = class.room_cost.iter().flatten().copied();
        if costs.chain([class.spread_weight, class.stability_weight]).any(|weight| weight > LARGEST_WEIGHT) {
            return Err(format!("one of its weights is above {LARGEST_WEIGHT}"));
        }
        Ok(())
    }
}
