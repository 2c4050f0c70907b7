//! The timetable of an intake as a timetable of lectures: groups are classes whose lectures are the parts of a course,
//! streams are stages, venues are sites, and what is wished for has its weights from here.

use super::problem::{At, Event, TimetableProblem};
use super::state::WEIGHTS;
use crate::solver::lectures::model::{Class, LARGEST_WEIGHT, Model, Place};
use crate::solver::lectures::teaching::{Course, Part, Teacher, Teaching, Weights};

/// The model, and what its lectures stand for.
#[derive(Debug, Clone)]
pub struct Lectures {
    /// The model.
    pub model: Model,
    /// Session of each lecture. A locked one in a slot that is gone is no lecture.
    pub events: Vec<usize>,
    slots: usize,
}

impl Lectures {
    /// Reads the problem as a model.
    #[must_use]
    pub fn new(problem: &TimetableProblem) -> Self {
        let slots = problem.time.slots.len();
        let there = |&e: &usize| problem.events[e].locked.is_none_or(|at| at.slot < slots);
        let events =
            |class: usize| -> Vec<usize> { problem.classes[class].events.iter().copied().filter(there).collect() };
        let classes = 0..problem.classes.len();
        let days = problem.dates.len();
        let periods = (0..days).flat_map(|date| (0..slots).map(move |slot| (date, slot))).enumerate();
        let closed = periods.flat_map(|(period, (date, slot))| {
            let closed = move |&room: &usize| !problem.room_open(room, date, slot);
            (0..problem.rooms.len()).filter(closed).map(move |room| (period, room))
        });
        let mut lectures = Self { model: Model::default(), events: classes.clone().flat_map(events).collect(), slots };
        lectures.model = Model {
            days,
            slots_per_day: slots,
            rooms: problem.rooms.len(),
            classes: classes.map(|class| lectures.class(problem, class, &events(class))).collect(),
            cliques: Vec::new(),
            closed: closed.collect(),
            teaching: teaching(problem),
        };
        lectures
    }

    /// Places of all sessions as those of the lectures.
    #[must_use]
    pub fn places(&self, at: &[Option<At>]) -> Vec<Option<Place>> {
        self.events.iter().map(|&event| at[event].map(|at| self.place(at))).collect()
    }

    fn place(&self, at: At) -> Place {
        Place { period: at.date * self.slots + at.slot, room: at.room, teacher: Some(at.trainer) }
    }

    /// A place of a lecture as that of its session.
    #[must_use]
    pub fn at(&self, place: Place) -> Option<At> {
        let (date, slot) = (place.period / self.slots, place.period % self.slots);
        Some(At { date, slot, room: place.room, trainer: place.teacher? })
    }

    fn class(&self, problem: &TimetableProblem, class: usize, events: &[usize]) -> Class {
        let group = &problem.classes[class];
        let dates = problem.dates_of(class);
        let part = |event: &Event| Part { module: event.part.module.into(), hours: event.part.hours.into() };
        let course = Course {
            parts: events.iter().map(|&e| part(&problem.events[e])).collect(),
            teachers: group.trainers.clone(),
            site: group.venue,
            stage: Some(group.stream).filter(|&stream| stream < problem.time.streams.len()),
            even_share: group.events.len().div_ceil(dates.len().max(1)),
        };
        let open = |date: usize| std::iter::repeat_n(dates.contains(&date), self.slots);
        Class {
            lectures: events.len(),
            open: (0..problem.dates.len()).flat_map(open).collect(),
            room_cost: (0..problem.rooms.len()).map(|room| group.rooms.contains(&room).then_some(0)).collect(),
            fixed: events.iter().map(|&e| problem.events[e].locked.map(|at| self.place(at))).collect(),
            course: Some(course),
            ..Class::default()
        }
    }
}

fn teaching(problem: &TimetableProblem) -> Teaching {
    let [room_change, split_module, teacher_change, free_slot, uneven_day, km] = WEIGHTS.map(weight);
    let teacher = |trainer: usize| {
        let day =
            |date: usize| (0..problem.time.slots.len()).map(move |slot| problem.trainer_free(trainer, date, slot));
        // What other intakes hold beyond the day's hours is not this one's doing.
        let left = |date: usize| {
            let daily = u32::from(problem.trainers[trainer].daily_hours.0);
            daily.saturating_sub(problem.elsewhere.hours(trainer, date))
        };
        let dates = 0..problem.dates.len();
        Teacher { open: dates.clone().flat_map(day).collect(), hours: dates.map(left).collect() }
    };
    let way = |&(_, from): &(_, crate::model::GeoPoint)| {
        let ways = problem.venues.iter().map(|&(_, to)| (from.km_to(to) * km).min(LARGEST_WEIGHT));
        ways.collect()
    };
    Teaching {
        teachers: (0..problem.trainers.len()).map(teacher).collect(),
        slot_hours: problem.time.slots.iter().map(|slot| slot.hours.0.into()).collect(),
        ways: problem.venues.iter().map(way).collect(),
        stages: problem.time.streams.len(),
        one_site: problem.one_venue,
        one_module_a_day: problem.one_module_a_day,
        weights: Weights { room_change, split_module, teacher_change, free_slot, uneven_day },
    }
}

fn weight(of_a_wish: i64) -> u32 {
    u32::try_from(of_a_wish).unwrap_or(LARGEST_WEIGHT)
}
