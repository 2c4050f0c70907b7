//! Why someone is left out. Whoever can't be reached by passing learners on stands in a tight set: its people can be
//! paired with too few others (Hall's condition), so that whatever is proposed some of them are left out.

use super::model::{Model, mentors};
use super::problem::Barrier;
use super::{Shortfall, Unpaired};
use crate::finding::{Code, Finding};

/// People who can be paired with these others alone; some of them are left out.
struct Tight {
    out: Vec<usize>,
    people: Vec<usize>,
    others: Vec<usize>,
}

/// Everyone left out with the reason, and the tight sets. `fewest`: it is proven that no fewer can be left out.
pub(super) fn of(model: &Model<'_>, learner: &[usize], fewest: bool) -> (Vec<Unpaired>, Vec<Shortfall>) {
    let people = &model.problem.people;
    let mentor = mentors(learner);
    let (mut sets, mut reasons): (Vec<Tight>, Vec<(usize, Finding)>) = (Vec::new(), Vec::new());
    for out in (0..people.len()).filter(|&p| learner[p] == p) {
        let about = |code| Finding::warning(code).about(people[out].id);
        match tight(model, &mentor, out) {
            Some(set) if set.others.is_empty() => reasons.push((out, nobody(model, out))),
            Some(set) => join(&mut sets, set),
            None => reasons.push((out, about(if fewest { Code::PairNoRing } else { Code::PairStopped }))),
        }
    }
    for set in &sets {
        let reason = |out: usize| {
            let reason = Finding::warning(Code::PairTight).about(people[out].id);
            reason.with("people", set.people.len()).with("others", set.others.len())
        };
        reasons.extend(set.out.iter().map(|&out| (out, reason(out))));
    }
    reasons.sort_by_key(|(out, _)| *out);
    let ids = |set: &[usize]| set.iter().map(|&p| people[p].id).collect();
    let shortfalls = sets.iter().map(|set| Shortfall { people: ids(&set.people), others: ids(&set.others) });
    let unpaired = reasons.into_iter().map(|(out, reason)| Unpaired { person: people[out].id, reason });
    (unpaired.collect(), shortfalls.collect())
}

/// Sets that share others are one: together they lack as many as each of them lacks.
fn join(sets: &mut Vec<Tight>, mut new: Tight) {
    let (shared, apart) = std::mem::take(sets)
        .into_iter()
        .partition::<Vec<_>, _>(|set| set.others.iter().any(|other| new.others.binary_search(other).is_ok()));
    for set in shared {
        for (all, more) in [(&mut new.out, set.out), (&mut new.people, set.people), (&mut new.others, set.others)] {
            all.extend(more);
            all.sort_unstable();
            all.dedup();
        }
    }
    *sets = apart;
    sets.push(new);
}

/// The mentors that `out` could take learners from, and from these others in their turn, with everyone whom any of them
/// can be paired with; none where that leads to someone else who has no mentor.
fn tight(model: &Model<'_>, mentor: &[usize], out: usize) -> Option<Tight> {
    let size = mentor.len();
    let (mut those, mut others) = (vec![false; size], vec![false; size]);
    those[out] = true;
    let mut stack = vec![out];
    while let Some(from) = stack.pop() {
        for to in (0..size).filter(|&to| model.open(from, to)) {
            if std::mem::replace(&mut others[to], true) {
                continue;
            }
            let holder = mentor[to];
            if holder == to {
                return None;
            }
            if !std::mem::replace(&mut those[holder], true) {
                stack.push(holder);
            }
        }
    }
    let list = |set: Vec<bool>| (0..size).filter(|&p| set[p]).collect();
    Some(Tight { out: vec![out], people: list(those), others: list(others) })
}

/// Nobody at all can be paired with this person: what stands against the others, counted.
fn nobody(model: &Model<'_>, out: usize) -> Finding {
    let (mut school, mut language, mut far) = (0_u32, 0_u32, 0_u32);
    for other in 0..model.problem.people.len() {
        match model.problem.judge(out, other) {
            Err(Barrier::School) => school += 1,
            Err(Barrier::Language) => language += 1,
            Err(Barrier::Far(_)) => far += 1,
            Err(Barrier::Same) | Ok(_) => {}
        }
    }
    let finding = Finding::warning(Code::PairNobody).about(model.problem.people[out].id);
    finding.with("school", school).with("language", language).with("far", far)
}
