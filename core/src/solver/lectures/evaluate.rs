//! The cost of a timetable, counted from the model and the places alone: it shares nothing with the incremental state,
//! so that each can be held against the other. The terms of classes and cliques are those of the UD2 formulation in
//! Bonutti, De Cesco, Di Gaspero and Schaerf, "Benchmarking curriculum-based course timetabling" (2012).

mod courses;

use super::model::{Class, Clique, Model, Place};

/// Where every lecture is, class by class in the order of the model; `None` where a lecture is not placed.
pub type Places = Vec<Option<Place>>;

/// How often each hard rule is broken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hard {
    /// Lectures without a place.
    pub unplaced: u64,
    /// Pairs of lectures of one class, or of two classes of a clique, in the same period.
    pub clashes: u64,
    /// Lectures in a period that is not open to their class or too short for them, or in a room that is closed then.
    pub closed: u64,
    /// Lectures beyond the first in the same room and period.
    pub occupancy: u64,
    /// Lectures in a room that their class must not use.
    pub unsuitable: u64,
    /// Fixed lectures that are elsewhere.
    pub displaced: u64,
    /// Lectures of a course without a teacher who can give it and is free then.
    pub untaught: u64,
    /// Pairs of lectures that one teacher gives in the same period.
    pub doubled: u64,
    /// Hours of teachers above those of their day.
    pub overtime: u64,
    /// Lectures of a course before one of an earlier module.
    pub order: u64,
    /// Changes of module within a day, where a day holds one.
    pub mixed: u64,
    /// Lectures of a teacher away from the site that has most of them in the stage, where one site is the rule.
    pub away: u64,
}

/// The soft costs, weights included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Soft {
    /// Costs of the rooms for the lectures held there.
    pub rooms: u64,
    /// Days missing from the spread that classes ask for.
    pub spread: u64,
    /// Isolated lectures of cliques.
    pub compactness: u64,
    /// Rooms of a class beyond its first.
    pub stability: u64,
    /// Lectures of a course in another room than the one before.
    pub room_changes: u64,
    /// Teachers of a module beyond its first.
    pub split_modules: u64,
    /// Lectures of a course by another teacher than the one before.
    pub teacher_changes: u64,
    /// Free slots between two lectures of a day, of courses and teachers.
    pub free_slots: u64,
    /// Lectures of a course above an even share of the day.
    pub uneven_days: u64,
    /// Ways of teachers from stage to stage.
    pub ways: u64,
}

/// All terms of a timetable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Broken rules.
    pub hard: Hard,
    /// Wishes not met.
    pub soft: Soft,
}

impl Hard {
    /// Number of broken rules of all kinds.
    #[must_use]
    pub const fn total(&self) -> u64 {
        let plain = self.unplaced + self.clashes + self.closed + self.occupancy + self.unsuitable + self.displaced;
        plain + self.untaught + self.doubled + self.overtime + self.order + self.mixed + self.away
    }
}

impl Soft {
    /// Sum of the soft costs.
    #[must_use]
    pub const fn total(&self) -> u64 {
        let plain = self.rooms + self.spread + self.compactness + self.stability;
        let changes = self.room_changes + self.split_modules + self.teacher_changes;
        plain + changes + self.free_slots + self.uneven_days + self.ways
    }
}

/// Counts every term. Lectures that `places` has no entry for count as not placed.
#[must_use]
pub fn evaluate(model: &Model, places: &[Option<Place>]) -> Cost {
    let by_class = split(model, places);
    let mut cost = Cost::default();
    for (class, own) in model.classes.iter().zip(&by_class) {
        count_class(model, class, own, &mut cost);
    }
    cost.hard.clashes = clashes(model, &by_class);
    cost.hard.occupancy = occupancy(model, &by_class);
    cost.soft.compactness = model.cliques.iter().map(|clique| compactness(model, clique, &by_class)).sum();
    courses::count(model, &by_class, &mut cost);
    cost
}

/// The places of each class, as many as it has lectures.
fn split(model: &Model, places: &[Option<Place>]) -> Vec<Places> {
    let mut rest = places.iter().copied();
    model.classes.iter().map(|class| (0..class.lectures).map(|_| rest.next().flatten()).collect()).collect()
}

fn count_class(model: &Model, class: &Class, own: &[Option<Place>], cost: &mut Cost) {
    let mut day_used = vec![false; model.days];
    let mut room_used = vec![false; model.rooms];
    for (index, place) in own.iter().enumerate() {
        if class.fixed.get(index).copied().flatten().is_some_and(|fixed| *place != Some(fixed)) {
            cost.hard.displaced += 1;
        }
        let Some(Place { period, room, .. }) = *place else {
            cost.hard.unplaced += 1;
            continue;
        };
        let short = class.course.as_ref().is_some_and(|course| {
            let slot = model.teaching.slot_hours.get(period % model.slots_per_day);
            slot.is_some_and(|&hours| hours < course.parts[index].hours)
        });
        cost.hard.closed += u64::from(!class.open[period] || short || model.closed.contains(&(period, room)));
        match class.room_cost[room] {
            Some(price) => cost.soft.rooms += u64::from(price),
            None => cost.hard.unsuitable += 1,
        }
        day_used[period / model.slots_per_day] = true;
        room_used[room] = true;
    }
    let days = day_used.iter().filter(|&&used| used).count();
    let rooms = room_used.iter().filter(|&&used| used).count();
    cost.soft.spread += u64::from(class.spread_weight) * class.least_days.saturating_sub(days) as u64;
    cost.soft.stability += u64::from(class.stability_weight) * rooms.saturating_sub(1) as u64;
}

/// Pairs of lectures that must not meet but do; a pair of classes in several cliques counts once.
fn clashes(model: &Model, by_class: &[Places]) -> u64 {
    let count = model.classes.len();
    let mut apart = vec![false; count * count];
    for clique in &model.cliques {
        for &a in &clique.classes {
            for &b in &clique.classes {
                apart[a * count + b] = true;
            }
        }
    }
    let mut pairs = 0;
    for a in 0..count {
        let own: Vec<usize> = by_class[a].iter().flatten().map(|at| at.period).collect();
        for (i, first) in own.iter().enumerate() {
            pairs += own[i + 1..].iter().filter(|&second| second == first).count();
            for b in (a + 1..count).filter(|&b| apart[a * count + b]) {
                pairs += by_class[b].iter().flatten().filter(|at| at.period == *first).count();
            }
        }
    }
    pairs as u64
}

fn occupancy(model: &Model, by_class: &[Places]) -> u64 {
    let mut held = vec![0_u64; model.periods() * model.rooms];
    for at in by_class.iter().flatten().flatten() {
        held[at.period * model.rooms + at.room] += 1;
    }
    held.iter().map(|&lectures| lectures.saturating_sub(1)).sum()
}

fn compactness(model: &Model, clique: &Clique, by_class: &[Places]) -> u64 {
    let mut members = clique.classes.clone();
    members.sort_unstable();
    members.dedup();
    let mut held = vec![0_u64; model.periods()];
    for &class in &members {
        for at in by_class[class].iter().flatten() {
            held[at.period] += 1;
        }
    }
    let isolated = |period: usize| {
        let slot = period % model.slots_per_day;
        let before = slot > 0 && held[period - 1] > 0;
        let after = slot + 1 < model.slots_per_day && held[period + 1] > 0;
        if before || after { 0 } else { held[period] }
    };
    u64::from(clique.compactness_weight) * (0..model.periods()).map(isolated).sum::<u64>()
}
