//! The cheapest way to seat someone in a group that is full: who must move where, and what it costs in all. The groups
//! stay as they are (venue, stream, language); who is in them is one flow problem, so the answer is the cheapest there is,
//! not a guess.

use serde::{Deserialize, Serialize};

use super::PlacementProposal;
use super::ProposedGroup;
use super::assemble::cost_of;
use super::explain::seats_of;
use super::problem::{PlacementProblem, Seeker};
use crate::model::PersonId;
use crate::solver::budget::Unlimited;
use crate::solver::flow::Network;

/// Who moves so that someone gets a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupExchange {
    /// Everyone who moves, and the index of their new group; none for someone who is left without one, as the person
    /// asked for was. The person asked for comes first.
    pub moves: Vec<(PersonId, Option<usize>)>,
    /// Kilometres more in all.
    pub km: i64,
    /// Cost more in all: kilometres and mixing.
    pub cost: i64,
}

/// The cheapest exchange that seats the person in the group at `wanted` in the proposal's list, groups staying within
/// their seats and, where they are now, at their least size; of equally cheap ones one that moves the fewest. None where
/// no exchange does: nobody can make room, or the group may not take the person at all.
#[must_use]
pub fn cheapest_exchange(
    problem: &PlacementProblem,
    proposal: &PlacementProposal,
    person: PersonId,
    wanted: usize,
) -> Option<GroupExchange> {
    let table = Table::new(problem, proposal, person, wanted)?;
    let then = table.with_the_wish()?;
    Some(table.exchange(problem, proposal, &table.needed(&then)))
}

/// Costs are counted in so many parts, and each move costs one: more people than this would move for a kilometre.
const PARTS: i64 = 4_096;

/// People of one kind of group and the groups they can be in; the last place is to be in none.
struct Table {
    people: Vec<PersonId>,
    groups: Vec<usize>,
    /// Place of each person now.
    now: Vec<usize>,
    /// Cost of each person at each place; none where that can't be.
    cost: Vec<Vec<Option<i64>>>,
    /// Fewest and most people of each place.
    bounds: Vec<(i64, i64)>,
    who: usize,
    to: usize,
}

impl Table {
    fn new(problem: &PlacementProblem, proposal: &PlacementProposal, person: PersonId, wanted: usize) -> Option<Self> {
        let subject = proposal.groups.get(wanted)?.subject;
        let groups: Vec<usize> =
            (0..proposal.groups.len()).filter(|&g| proposal.groups[g].subject == subject).collect();
        let of = |p: &Seeker| groups.iter().position(|&g| proposal.groups[g].members.contains(&p.id));
        let seekers: Vec<(&Seeker, Option<usize>)> = problem.people.iter().map(|p| (p, of(p))).collect();
        let concerned = |(p, at): &(&Seeker, Option<usize>)| at.is_some() || p.subject == subject || p.id == person;
        let seekers: Vec<_> = seekers.into_iter().filter(concerned).collect();
        let out = groups.len();
        let now: Vec<usize> = seekers.iter().map(|(_, at)| at.unwrap_or(out)).collect();
        let size = |place: usize| i64::try_from(now.iter().filter(|&&n| n == place).count()).unwrap_or(i64::MAX);
        let group_bounds = |(place, &group): (usize, &usize)| {
            let now = size(place);
            (now.min(problem.min_size.into()), now.max(seats_of(problem, &proposal.groups[group]).into()))
        };
        let mut bounds: Vec<(i64, i64)> = groups.iter().enumerate().map(group_bounds).collect();
        bounds.push((0, size(out)));
        let cost_at = |seeker: &Seeker, at: usize| {
            let here = |place: usize| (place == at).then_some(0);
            let group =
                |(place, &g): (usize, &usize)| cost_in(problem, seeker, &proposal.groups[g]).or_else(|| here(place));
            let mut row: Vec<Option<i64>> = groups.iter().enumerate().map(group).collect();
            row.push(Some(0));
            row
        };
        let cost = seekers.iter().zip(&now).map(|((seeker, _), &at)| cost_at(seeker, at)).collect();
        let who = seekers.iter().position(|(p, _)| p.id == person)?;
        let to = groups.iter().position(|&g| g == wanted)?;
        let people = seekers.iter().map(|(p, _)| p.id).collect();
        Some(Self { people, groups, now, cost, bounds, who, to })
    }

    /// The best places for everyone with the wish granted: a flow from people to places and from there, beyond each
    /// place's fewest, to one sink.
    fn with_the_wish(&self) -> Option<Vec<usize>> {
        let mut network: Network<i64> = Network::new();
        let least: i64 = self.bounds.iter().map(|b| b.0).sum();
        let sink = network.add_node(least - i64::try_from(self.people.len()).ok()?);
        let places: Vec<usize> = self.bounds.iter().map(|&(least, _)| network.add_node(-least)).collect();
        for (&place, &(least, most)) in places.iter().zip(&self.bounds) {
            network.add_arc(place, sink, most - least, 0);
        }
        let mut ways = Vec::new();
        for (person, row) in self.cost.iter().enumerate() {
            let from = network.add_node(1);
            for (place, cost) in row.iter().enumerate() {
                let open = person != self.who || place == self.to;
                let Some(cost) = cost.filter(|_| open) else { continue };
                let move_cost = i64::from(place != self.now[person]);
                ways.push((network.add_arc(from, places[place], 1, cost * PARTS + move_cost), person, place));
            }
        }
        let flow = network.solve(&mut Unlimited).ok()?;
        let mut then = self.now.clone();
        for (arc, person, place) in ways {
            if flow.units[arc] > 0 {
                then[person] = place;
            }
        }
        Some(then)
    }

    /// The moves that hang together with the wish: where groups were changed by hand, others could be bettered too, and
    /// that was not asked for.
    fn needed(&self, then: &[usize]) -> Vec<(usize, usize)> {
        let moved: Vec<usize> = (0..then.len()).filter(|&p| self.now[p] != then[p]).collect();
        let mut touched = vec![false; self.bounds.len()];
        (touched[self.now[self.who]], touched[self.to]) = (true, true);
        let mut taken = vec![false; moved.len()];
        loop {
            let next = (0..moved.len()).find(|&i| {
                let (from, to) = (self.now[moved[i]], then[moved[i]]);
                !taken[i] && (touched[from] || touched[to])
            });
            let Some(i) = next else { break };
            taken[i] = true;
            (touched[self.now[moved[i]]], touched[then[moved[i]]]) = (true, true);
        }
        let mut needed: Vec<_> = moved.iter().zip(&taken).filter(|(_, t)| **t).map(|(&p, _)| (p, then[p])).collect();
        needed.sort_by_key(|&(p, _)| p != self.who);
        needed
    }

    fn exchange(
        &self,
        problem: &PlacementProblem,
        proposal: &PlacementProposal,
        moved: &[(usize, usize)],
    ) -> GroupExchange {
        let moves: Vec<(PersonId, Option<usize>)> =
            moved.iter().map(|&(p, place)| (self.people[p], self.groups.get(place).copied())).collect();
        let mut groups = proposal.groups.clone();
        for (person, to) in &moves {
            groups.iter_mut().for_each(|g| g.members.retain(|m| m != person));
            if let Some(to) = to {
                groups[*to].members.push(*person);
            }
        }
        let (before, after) = (cost_of(problem, &proposal.groups, 0), cost_of(problem, &groups, 0));
        GroupExchange { moves, km: after.km - before.km, cost: after.total() - before.total() }
    }
}

/// What it costs that someone is in a group as it is; none where the venue or the language doesn't take them.
fn cost_in(problem: &PlacementProblem, person: &Seeker, group: &ProposedGroup) -> Option<i64> {
    let km = person.km[problem.site_index(group.venue)?]?;
    let spoken = |l| person.languages.is_empty() || person.languages.contains(&l);
    let mixing = match group.language {
        Some(main) if !spoken(main) && !group.mixed => return None,
        Some(main) if !spoken(main) => problem.mixing_cost?,
        _ => 0,
    };
    Some(i64::from(km) + i64::from(mixing))
}
