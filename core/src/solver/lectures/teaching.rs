//! What a timetable of lectures holds besides where classes are courses: lectures in the order of their modules, given by
//! teachers who are chosen together with period and room and who travel between sites. Curriculum-based course
//! timetabling has none of it: there whoever teaches is known, and is a clique.

use super::model::{LARGEST_WEIGHT, Model};

/// Hours of a lecture or a day, and lectures of a course, at most: sums must fit into 32 bits.
const LONGEST: u32 = 65_535;
const MOST_PARTS: usize = 16_384;

/// Who can teach, for how long and where; what is wished for in courses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Teaching {
    /// Those who teach the classes that are courses.
    pub teachers: Vec<Teacher>,
    /// Hours of each slot of a day; empty where every slot is long enough for every lecture.
    pub slot_hours: Vec<u32>,
    /// From each site to each: what the way costs a teacher who is at one in a stage and at the other in the next.
    pub ways: Vec<Vec<u32>>,
    /// Number of stages of the timetable, which follow each other.
    pub stages: usize,
    /// A teacher stays at one site for the whole of a stage.
    pub one_site: bool,
    /// A day of a class holds one module at most.
    pub one_module_a_day: bool,
    /// What each wish weighs that is not met.
    pub weights: Weights,
}

/// Someone who teaches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Teacher {
    /// For each period whether they are free.
    pub open: Vec<bool>,
    /// Hours that they may teach on each day.
    pub hours: Vec<u32>,
}

/// A class whose lectures are the parts of a course.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// Of each lecture, in the order of teaching.
    pub parts: Vec<Part>,
    /// Indices of those who can teach it.
    pub teachers: Vec<usize>,
    /// Index of the site where it is held.
    pub site: usize,
    /// Index of the stage in which it is held; none where it is not of any.
    pub stage: Option<usize>,
    /// Lectures of a day that are an even share.
    pub even_share: usize,
}

/// A lecture of a course.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// Number of the module: lectures of a module come after all those of lower ones.
    pub module: u32,
    /// How long it is.
    pub hours: u32,
}

/// Cost of each unmet wish; the ways have their cost themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weights {
    /// A course's next lecture is in another room.
    pub room_change: u32,
    /// A teacher of a module beyond its first.
    pub split_module: u32,
    /// A course's next lecture has another teacher.
    pub teacher_change: u32,
    /// A free slot between two lectures of a day, of a course or a teacher.
    pub free_slot: u32,
    /// A lecture of a course above an even share of its day.
    pub uneven_day: u32,
}

impl Weights {
    pub(super) const fn all(&self) -> [u32; 5] {
        let Self { room_change, split_module, teacher_change, free_slot, uneven_day } = *self;
        [room_change, split_module, teacher_change, free_slot, uneven_day]
    }
}

/// Checks that the lists of the courses and teachers have the right lengths and all indices and weights are in range.
pub(super) fn check(model: &Model) -> Result<(), String> {
    let teaching = &model.teaching;
    let sites = teaching.ways.len();
    let cells = [
        teaching.teachers.len().saturating_mul(model.days.saturating_mul(model.slots_per_day.saturating_add(4))),
        teaching.teachers.len().saturating_mul(teaching.stages).saturating_mul(sites),
        teaching.teachers.len().saturating_mul(model.classes.len()),
    ];
    if cells.into_iter().any(|cells| cells > 1 << 24) {
        return Err("the timetable has more teachers than the solver can number".to_owned());
    }
    if !teaching.slot_hours.is_empty() && teaching.slot_hours.len() != model.slots_per_day {
        return Err(format!("{} of {} slots have their hours", teaching.slot_hours.len(), model.slots_per_day));
    }
    if teaching.weights.all().into_iter().chain(teaching.ways.iter().flatten().copied()).any(|w| w > LARGEST_WEIGHT) {
        return Err(format!("a weight of the courses is above {LARGEST_WEIGHT}"));
    }
    if teaching.ways.iter().any(|row| row.len() != sites) {
        return Err("a site does not know the way to every other".to_owned());
    }
    for (index, teacher) in teaching.teachers.iter().enumerate() {
        if teacher.hours.iter().any(|&hours| hours > LONGEST) {
            return Err(format!("teacher {index}: more than {LONGEST} hours a day"));
        }
        if teacher.open.len() != model.periods() || teacher.hours.len() != model.days {
            let (periods, days) = (teacher.open.len(), teacher.hours.len());
            return Err(format!("teacher {index}: {periods} periods and {days} days are known"));
        }
    }
    Ok(())
}

impl Course {
    pub(super) fn check(&self, lectures: usize, teaching: &Teaching) -> Result<(), String> {
        if lectures > MOST_PARTS || self.parts.iter().any(|part| part.hours > LONGEST) {
            return Err(format!("more than {MOST_PARTS} lectures, or one of more than {LONGEST} hours"));
        }
        if self.parts.len() != lectures {
            return Err(format!("{} of its {lectures} lectures are parts of the course", self.parts.len()));
        }
        if self.parts.is_sorted_by_key(|part| part.module) {
            let known = self.teachers.iter().all(|&teacher| teacher < teaching.teachers.len());
            let placed = self.site < teaching.ways.len() && self.stage.is_none_or(|stage| stage < teaching.stages);
            return if known && placed { Ok(()) } else { Err("its teachers, site or stage do not exist".to_owned()) };
        }
        Err("its modules are not in order".to_owned())
    }
}
