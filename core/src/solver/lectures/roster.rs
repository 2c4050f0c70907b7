//! What never changes about courses and teachers while a timetable is being searched, as flat arrays in the numbering of
//! [`Tables`](super::tables::Tables).

use super::model::Model;
use super::teaching::Weights;

/// Teacher of a lecture that has none.
pub(super) const NOBODY: u32 = u32::MAX;

/// What a class that is a course asks for.
#[derive(Debug, Clone)]
pub(super) struct CourseRow {
    pub(super) site: u32,
    /// None where the class is of no stage.
    pub(super) stage: Option<u32>,
    pub(super) even_share: i32,
    pub(super) teachers: Vec<u32>,
}

/// [`Teaching`](super::teaching::Teaching) in the solver's numbering.
#[derive(Debug, Clone)]
pub(super) struct Roster {
    /// Whether anything here matters: without it the timetable is one of lectures alone.
    pub(super) in_use: bool,
    pub(super) teachers: usize,
    pub(super) stages: usize,
    pub(super) sites: usize,
    pub(super) one_site: bool,
    pub(super) one_module_a_day: bool,
    pub(super) room_change: i32,
    pub(super) split_module: i32,
    pub(super) teacher_change: i32,
    pub(super) free_slot: i32,
    pub(super) uneven_day: i32,
    /// First lecture of each class, and one past the last of all.
    pub(super) first_of: Vec<u32>,
    /// What each class asks for, if it is a course.
    pub(super) courses: Vec<Option<CourseRow>>,
    /// Classes of each stage.
    pub(super) in_stage: Vec<Vec<u32>>,
    /// Module and hours of each lecture.
    pub(super) module: Vec<u32>,
    pub(super) hours: Vec<u32>,
    /// Teacher of each fixed lecture.
    pub(super) fixed_teacher: Vec<u32>,
    /// Hours of each padded period.
    pub(super) long: Vec<u32>,
    /// First padded period of each day, and slots of a day.
    pub(super) dawn: Vec<u32>,
    pub(super) slots: usize,
    /// Per teacher and padded period whether they are free; per teacher and day their hours.
    pub(super) free: Vec<bool>,
    pub(super) most_hours: Vec<u32>,
    /// Per class and teacher whether the one may teach the other.
    pub(super) able: Vec<bool>,
    /// Per site and site the cost of the way.
    pub(super) ways: Vec<i32>,
}

impl Roster {
    /// Renumbers a model that has been checked, with the padded number of each of its periods.
    pub(super) fn new(model: &Model, padded: &[u32], periods: usize) -> Self {
        let teaching = &model.teaching;
        let Weights { room_change, split_module, teacher_change, free_slot, uneven_day } = teaching.weights;
        let (teachers, slots) = (teaching.teachers.len(), model.slots_per_day);
        let mut roster = Self {
            in_use: model.classes.iter().any(|class| class.course.is_some()),
            teachers,
            stages: teaching.stages,
            sites: teaching.ways.len(),
            one_site: teaching.one_site,
            one_module_a_day: teaching.one_module_a_day,
            room_change: room_change as i32,
            split_module: split_module as i32,
            teacher_change: teacher_change as i32,
            free_slot: free_slot as i32,
            uneven_day: uneven_day as i32,
            first_of: vec![0],
            courses: Vec::new(),
            in_stage: vec![Vec::new(); teaching.stages],
            module: Vec::new(),
            hours: Vec::new(),
            fixed_teacher: Vec::new(),
            long: vec![u32::MAX; periods],
            dawn: (0..model.days).map(|day| padded.get(day * slots).copied().unwrap_or(0)).collect(),
            slots,
            free: vec![false; teachers * periods],
            most_hours: teaching.teachers.iter().flat_map(|teacher| teacher.hours.iter().copied()).collect(),
            able: vec![false; model.classes.len() * teachers],
            ways: teaching.ways.iter().flatten().map(|&way| way as i32).collect(),
        };
        for (plain, &period) in padded.iter().enumerate() {
            if let Some(&hours) = teaching.slot_hours.get(plain % slots.max(1)) {
                roster.long[period as usize] = hours;
            }
            for (teacher, row) in teaching.teachers.iter().enumerate() {
                roster.free[teacher * periods + period as usize] = row.open[plain];
            }
        }
        roster.list_classes(model);
        roster
    }

    fn list_classes(&mut self, model: &Model) {
        for (index, class) in model.classes.iter().enumerate() {
            for lecture in 0..class.lectures {
                let part = class.course.as_ref().map(|course| course.parts[lecture]).unwrap_or_default();
                self.module.push(part.module);
                self.hours.push(part.hours);
                let teacher = class.fixed.get(lecture).copied().flatten().and_then(|at| at.teacher);
                self.fixed_teacher.push(teacher.map_or(NOBODY, |teacher| teacher as u32));
            }
            self.first_of.push(self.module.len() as u32);
            let row = class.course.as_ref().map(|course| {
                for &teacher in &course.teachers {
                    self.able[index * self.teachers + teacher] = true;
                }
                if let Some(stage) = course.stage {
                    self.in_stage[stage].push(index as u32);
                }
                CourseRow {
                    site: course.site as u32,
                    stage: course.stage.map(|stage| stage as u32),
                    even_share: course.even_share as i32,
                    teachers: course.teachers.iter().map(|&teacher| teacher as u32).collect(),
                }
            });
            self.courses.push(row);
        }
    }

    /// Lectures of a class.
    pub(super) fn lectures(&self, class: usize) -> std::ops::Range<usize> {
        self.first_of[class] as usize..self.first_of[class + 1] as usize
    }
}
