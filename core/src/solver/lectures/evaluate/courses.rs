//! The terms of courses and teachers, from the places alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cost, Places};
use crate::solver::lectures::model::{Model, Place};
use crate::solver::lectures::teaching::Course;

/// A lecture that has a place and a teacher, with its course.
struct Given<'m> {
    course: &'m Course,
    hours: u64,
    at: Place,
    teacher: usize,
}

/// Counts what courses and teachers ask for.
pub(super) fn count(model: &Model, by_class: &[Places], cost: &mut Cost) {
    let mut given = Vec::new();
    for (class, own) in model.classes.iter().zip(by_class) {
        let Some(course) = &class.course else { continue };
        count_course(model, course, own, cost);
        for (part, at) in course.parts.iter().zip(own).filter_map(|(part, at)| Some((part, (*at)?))) {
            let able = |&teacher: &usize| course.teachers.contains(&teacher);
            let free = |teacher: usize| model.teaching.teachers[teacher].open[at.period];
            cost.hard.untaught += u64::from(!at.teacher.filter(able).is_some_and(free));
            given.extend(at.teacher.map(|teacher| Given { course, hours: part.hours.into(), at, teacher }));
        }
    }
    count_teachers(model, &given, cost);
}

fn count_course(model: &Model, course: &Course, own: &[Option<Place>], cost: &mut Cost) {
    let weights = &model.teaching.weights;
    let mut held: Vec<(usize, u32, Place)> = course
        .parts
        .iter()
        .zip(own)
        .filter_map(|(part, at)| Some((at.as_ref()?.period, part.module, (*at)?)))
        .collect();
    for (period, module, _) in &held {
        let later = held.iter().any(|(other, earlier, _)| earlier < module && other > period);
        cost.hard.order += u64::from(later);
    }
    let mut teachers: BTreeMap<u32, BTreeSet<Option<usize>>> = BTreeMap::new();
    for (_, module, at) in &held {
        teachers.entry(*module).or_default().insert(at.teacher);
    }
    let split: usize = teachers.values().map(|teachers| teachers.len() - 1).sum();
    cost.soft.split_modules += u64::from(weights.split_module) * split as u64;
    // Lectures at the same time stay in the order of teaching.
    held.sort_by_key(|(period, ..)| *period);
    for pair in held.windows(2) {
        let [(first, module, at), (second, other, then)] = [&pair[0], &pair[1]];
        cost.soft.room_changes += u64::from(at.room != then.room) * u64::from(weights.room_change);
        cost.soft.teacher_changes += u64::from(at.teacher != then.teacher) * u64::from(weights.teacher_change);
        let same_day = first / model.slots_per_day == second / model.slots_per_day;
        cost.hard.mixed += u64::from(model.teaching.one_module_a_day && same_day && module != other);
    }
    for day in held.chunk_by(|a, b| a.0 / model.slots_per_day == b.0 / model.slots_per_day) {
        let above = day.len().saturating_sub(course.even_share);
        cost.soft.uneven_days += u64::from(weights.uneven_day) * above as u64;
        let free = free_slots(day.iter().map(|(period, ..)| *period));
        cost.soft.free_slots += u64::from(weights.free_slot) * free;
    }
}

/// Periods between the first and the last of a day that are not among them.
fn free_slots(periods: impl Iterator<Item = usize>) -> u64 {
    let taken: BTreeSet<usize> = periods.collect();
    let span = taken.last().zip(taken.first()).map_or(0, |(last, first)| last - first + 1);
    (span - taken.len()) as u64
}

fn count_teachers(model: &Model, given: &[Given], cost: &mut Cost) {
    let teaching = &model.teaching;
    let mut days: BTreeMap<(usize, usize), Vec<&Given>> = BTreeMap::new();
    let mut stages: BTreeMap<usize, BTreeMap<usize, BTreeMap<usize, u64>>> = BTreeMap::new();
    for lecture in given {
        days.entry((lecture.teacher, lecture.at.period / model.slots_per_day)).or_default().push(lecture);
        if let Some(stage) = lecture.course.stage {
            let sites = stages.entry(lecture.teacher).or_default().entry(stage).or_default();
            *sites.entry(lecture.course.site).or_default() += 1;
        }
    }
    for ((teacher, day), lectures) in days {
        let mut periods: BTreeMap<usize, u64> = BTreeMap::new();
        lectures.iter().for_each(|lecture| *periods.entry(lecture.at.period).or_default() += 1);
        cost.hard.doubled += periods.values().map(|n| n * (n - 1) / 2).sum::<u64>();
        let hours: u64 = lectures.iter().map(|lecture| lecture.hours).sum();
        cost.hard.overtime += hours.saturating_sub(teaching.teachers[teacher].hours[day].into());
        cost.soft.free_slots += u64::from(teaching.weights.free_slot) * free_slots(periods.into_keys());
    }
    for stages in stages.values() {
        for sites in stages.values().filter(|_| teaching.one_site) {
            cost.hard.away += sites.values().sum::<u64>() - sites.values().max().copied().unwrap_or(0);
        }
        // Of several sites the first stands for all.
        let firsts: Vec<usize> = stages.values().filter_map(|sites| sites.keys().next().copied()).collect();
        cost.soft.ways += firsts.windows(2).map(|way| u64::from(teaching.ways[way[0]][way[1]])).sum::<u64>();
    }
}
