//! Why someone is left out. Whoever can't be reached by passing learners on stands in a tight set: its people can be
//! paired with too few others (Hall's condition), so that whatever is proposed some of them are left out.

use std::collections::BTreeMap;

use super::model::{Model, mentors};
use super::problem::Barrier;
use super::{Shortfall, Unpaired};
use crate::finding::{Code, Finding};

/// Everyone left out with the reason, and the tight sets. `fewest`: it is proven that no fewer can be left out.
pub(super) fn of(model: &Model<'_>, learner: &[usize], fewest: bool) -> (Vec<Unpaired>, Vec<Shortfall>) {
    let people = &model.problem.people;
    let mentor = mentors(learner);
    let mut shortfalls: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    let mut unpaired = Vec::new();
    for out in (0..people.len()).filter(|&p| learner[p] == p) {
        let about = |code| Finding::warning(code).about(people[out].id);
        let reason = match tight(model, &mentor, out) {
            Some((_, others)) if others.is_empty() => nobody(model, out),
            Some((those, others)) => {
                let reason = about(Code::PairTight).with("people", those.len()).with("others", others.len());
                shortfalls.insert(those, others);
                reason
            }
            None if fewest => about(Code::PairNoRing),
            None => about(Code::PairStopped),
        };
        unpaired.push(Unpaired { person: people[out].id, reason });
    }
    let ids = |set: Vec<usize>| set.into_iter().map(|p| people[p].id).collect();
    let shortfall = |(those, others)| Shortfall { people: ids(those), others: ids(others) };
    (unpaired, shortfalls.into_iter().map(shortfall).collect())
}

/// The mentors that `out` could take learners from, and from these others in their turn, with everyone whom any of them
/// can be paired with; none where that leads to someone else who has no mentor.
fn tight(model: &Model<'_>, mentor: &[usize], out: usize) -> Option<(Vec<usize>, Vec<usize>)> {
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
    Some((list(those), list(others)))
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
