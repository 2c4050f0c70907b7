//! A cost that no timetable can beat, from each class and clique on its own: rooms by their cheapest choice, days that
//! a class cannot reach, and cliques whose lectures have no neighbour to stand beside. It is the part of the bounds in
//! Cacchiani, Caprara, Roberti and Toth, "A new lower bound for curriculum-based course timetabling" (2013), that
//! takes no time.

use super::model::{Class, Clique, Model};

/// The bound on the soft cost of a model that has been checked.
pub(super) fn lower_bound(model: &Model) -> u64 {
    let classes: u64 = model.classes.iter().map(|class| rooms(class) + spread(model, class)).sum();
    let cliques: u64 = model.cliques.iter().map(|clique| compactness(model, clique)).sum();
    classes + cliques + crowding(model)
}

/// Where more lectures are at their cheapest only in some rooms than these rooms have periods, the rest must pay more.
/// The sets of rooms that are tried are the cheapest ones of each class; the best single set counts.
fn crowding(model: &Model) -> u64 {
    let over = |class: &Class| {
        let cheapest = class.room_cost.iter().flatten().min().copied().unwrap_or(0);
        class.room_cost.iter().map(|cost| cost.map(|cost| cost - cheapest)).collect::<Vec<_>>()
    };
    let costs: Vec<Vec<Option<u32>>> = model.classes.iter().map(over).collect();
    if costs.iter().flatten().flatten().all(|&cost| cost == 0) {
        return 0;
    }
    let excess = |set: &Vec<Option<u32>>| {
        let inside = |room: usize| set[room] == Some(0);
        let places = (0..model.rooms).filter(|&room| inside(room)).count() * model.periods();
        let (mut lectures, mut step) = (0, u32::MAX);
        for (class, own) in model.classes.iter().zip(&costs) {
            let outside = (0..model.rooms).filter(|&room| !inside(room)).filter_map(|room| own[room]).min();
            if outside != Some(0) {
                lectures += class.lectures - class.fixed.iter().flatten().count();
                step = step.min(outside.unwrap_or(u32::MAX));
            }
        }
        if step == u32::MAX { 0 } else { lectures.saturating_sub(places) as u64 * u64::from(step) }
    };
    costs.iter().map(excess).max().unwrap_or(0)
}

/// Fixed lectures pay their room and the others the cheapest that they may use.
fn rooms(class: &Class) -> u64 {
    let cheapest = class.room_cost.iter().flatten().min().copied().unwrap_or(0);
    let held: Vec<usize> = class.fixed.iter().flatten().map(|at| at.room).collect();
    let fixed = held.iter().map(|&room| u64::from(class.room_cost[room].unwrap_or(0)));
    let free = class.lectures - held.len();
    let distinct = held.iter().collect::<std::collections::BTreeSet<_>>().len();
    let extra = u64::from(class.stability_weight) * distinct.saturating_sub(1) as u64;
    fixed.sum::<u64>() + free as u64 * u64::from(cheapest) + extra
}

/// A class is on no more days than it has lectures, or than it has open days.
fn spread(model: &Model, class: &Class) -> u64 {
    let in_day = |day: usize, period: usize| model.slots_per_day > 0 && period / model.slots_per_day == day;
    let usable = |day: usize| {
        let open = (0..class.open.len()).any(|period| class.open[period] && in_day(day, period));
        open || class.fixed.iter().flatten().any(|at| in_day(day, at.period))
    };
    let days = (0..model.days).filter(|&day| usable(day)).count().min(class.lectures);
    u64::from(class.spread_weight) * class.least_days.saturating_sub(days) as u64
}

/// One lecture alone is isolated, and so is every lecture when a day has one slot.
fn compactness(model: &Model, clique: &Clique) -> u64 {
    let mut members = clique.classes.clone();
    members.sort_unstable();
    members.dedup();
    let lectures: usize = members.iter().map(|&class| model.classes[class].lectures).sum();
    let isolated = if lectures == 1 || model.slots_per_day == 1 { lectures } else { 0 };
    u64::from(clique.compactness_weight) * isolated as u64
}
