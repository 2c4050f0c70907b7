//! From counts to names: who is in which group, its number, and what it all costs.

use std::collections::BTreeSet;

use super::agreed::going_on;
use super::model::{Model, Offer};
use super::problem::PlacementProblem;
use super::{Opening, PlacementCost, PlacementProposal, ProposedGroup, Unplaced, reasons};
use crate::finding::{Code, Finding};
use crate::model::{Gap, Language, Subject};

/// A group with the indexes of its people.
#[derive(Debug, Clone)]
pub(crate) struct Opened {
    pub(crate) subject: Option<Subject>,
    pub(crate) offer: Offer,
    pub(crate) members: Vec<usize>,
    pub(crate) stream: usize,
}

/// Groups, and who has none.
#[derive(Debug, Clone, Default)]
pub(crate) struct Placed {
    pub(crate) groups: Vec<Opened>,
    pub(crate) out: Vec<usize>,
}

impl Placed {
    /// Left out and cost, to compare two placements by.
    pub(crate) fn value(&self, problem: &PlacementProblem) -> (usize, i64) {
        let cost = self.groups.iter().map(|g| {
            let members = g.members.iter().map(|&p| super::model::person_cost(problem, p, &g.offer));
            members.sum::<i64>() + i64::from(problem.group_cost)
        });
        (self.out.len(), cost.sum())
    }
}

/// Opens the groups with their people, colleagues and neighbours together.
pub(crate) fn open(problem: &PlacementProblem, model: &Model, opening: &Opening) -> Placed {
    let mut placed = Placed { groups: Vec::new(), out: model.nowhere.clone() };
    for ((b, counts), shared) in model.blocks.iter().zip(&opening.counts).zip(&opening.shares) {
        let Some(flow) = shared else {
            placed.out.extend(b.sources.iter().flatten());
            continue;
        };
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); b.offers.len() + 1];
        for (source, row) in b.sources.iter().zip(flow) {
            let mut people = source.iter().copied();
            for (sink, &n) in row.iter().enumerate() {
                members[sink].extend(people.by_ref().take(n as usize));
            }
        }
        placed.out.extend(members.pop().unwrap_or_default());
        for ((offer, mut people), &n) in b.offers.iter().zip(members).zip(counts) {
            people.sort_by_key(|&p| (problem.people[p].home, problem.people[p].id));
            for share in shares(&people, usize::from(n)) {
                placed.groups.push(Opened { subject: b.subject, offer: offer.clone(), members: share, stream: 0 });
            }
        }
    }
    placed.out.sort_unstable();
    placed
}

/// Cuts a list into `n` runs whose lengths differ by one at most.
fn shares(people: &[usize], n: usize) -> Vec<Vec<usize>> {
    let cut = |i: usize| i * people.len() / n;
    (0..n).map(|i| people[cut(i)..cut(i + 1)].to_vec()).collect()
}

/// The proposal with its costs and its gap to the bound.
pub(crate) fn proposal(problem: &PlacementProblem, placed: Placed, bound: i64, miss: i64) -> PlacementProposal {
    let mut groups: Vec<ProposedGroup> = placed.groups.iter().map(|g| named(problem, g)).collect();
    groups.sort_by(|a, b| {
        let key = |g: &ProposedGroup| (g.subject, g.stream, g.venue, g.language, g.mixed);
        key(a).cmp(&key(b)).then_with(|| a.members.cmp(&b.members))
    });
    let mut last = None;
    let mut number = 0;
    for group in &mut groups {
        number = if last == Some(group.subject) { number + 1 } else { 1 };
        last = Some(group.subject);
        group.number = number;
    }
    let cost = cost_of(problem, &groups, placed.out.len());
    let out = i64::from(cost.unplaced);
    let least_out = u32::try_from(bound.div_euclid(miss.max(1)).max(0)).unwrap_or(0).min(cost.unplaced);
    let behind = out * miss + cost.total() - bound;
    let gap = if least_out == cost.unplaced && behind <= 0 {
        Gap::Optimal
    } else {
        // Where more people might be placed, the cost bound is for as many as are placed now.
        Gap::AtMost(u64::try_from(behind.min(cost.total())).unwrap_or(0))
    };
    let mut proposal = PlacementProposal {
        intake: problem.intake,
        groups,
        unplaced: Vec::new(),
        cost,
        unplaced_bound: least_out,
        gap,
        findings: problem.findings.clone(),
    };
    let reasons = reasons::of_all(problem, &placed);
    proposal.unplaced =
        reasons.into_iter().map(|(p, reason)| Unplaced { person: problem.people[p].id, reason }).collect();
    proposal.findings.extend(reasons::shortfalls(problem, &placed));
    proposal.findings.extend(dropped(problem, &proposal.groups));
    proposal
}

/// The sessions of groups that don't go on go.
fn dropped(problem: &PlacementProblem, groups: &[ProposedGroup]) -> Option<Finding> {
    let stay: BTreeSet<usize> = going_on(&problem.recorded, groups).into_iter().flatten().collect();
    let gone = problem.recorded.iter().enumerate().filter(|(at, _)| !stay.contains(at));
    let (sessions, locked) = gone.fold((0, 0), |(all, locked), (_, g)| (all + g.sessions, locked + g.locked));
    let warning = Finding::warning(Code::SessionsDropped).about(problem.intake);
    (sessions > 0).then(|| warning.with("sessions", sessions).with("locked", locked))
}

fn named(problem: &PlacementProblem, group: &Opened) -> ProposedGroup {
    let (language, mixed) = tongue(problem, group);
    let mut members: Vec<_> = group.members.iter().map(|&p| problem.people[p].id).collect();
    members.sort_unstable();
    ProposedGroup {
        number: 0,
        venue: problem.sites[group.offer.site].id,
        stream: u8::try_from(group.stream).unwrap_or(u8::MAX),
        subject: group.subject,
        language,
        mixed,
        members,
    }
}

/// The main language is that of most; a mixed group where all turn out to share one language is a plain one.
fn tongue(problem: &PlacementProblem, group: &Opened) -> (Option<Language>, bool) {
    let Some(second) = group.offer.second else { return (group.offer.main, false) };
    let outside = |l: Language| group.members.iter().filter(|&&p| is_outside(problem, p, l)).count();
    let mut both: Vec<Language> = group.offer.main.into_iter().chain([second]).collect();
    both.sort_unstable();
    let main = both.into_iter().min_by_key(|&l| outside(l));
    (main, main.is_some_and(|l| outside(l) > 0))
}

fn is_outside(problem: &PlacementProblem, person: usize, main: Language) -> bool {
    let languages = &problem.people[person].languages;
    !languages.is_empty() && !languages.contains(&main)
}

pub(crate) fn cost_of(problem: &PlacementProblem, groups: &[ProposedGroup], unplaced: usize) -> PlacementCost {
    let mut cost = PlacementCost { unplaced: u32::try_from(unplaced).unwrap_or(u32::MAX), ..PlacementCost::default() };
    for group in groups {
        cost.groups += i64::from(problem.group_cost);
        let site = problem.site_index(group.venue);
        for person in group.members.iter().filter_map(|&id| problem.person_index(id)) {
            cost.km += i64::from(site.and_then(|s| problem.people[person].km[s]).unwrap_or(0));
            cost.moving += problem.moving(&problem.people[person], group.venue);
            if group.mixed && group.language.is_some_and(|l| is_outside(problem, person, l)) {
                cost.mixing += i64::from(problem.mixing_cost.unwrap_or(0));
            }
        }
    }
    cost
}
