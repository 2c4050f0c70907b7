//! Exchanges: the cheapest way to seat someone in a full group, against cycle cancelling with the wish granted, and what the
//! groups are after it is made.

mod groups_world;

use groups_world::{hub_guests, programme, put};
use orken_core::model::*;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::exchange::{GroupExchange, cheapest_exchange};
use orken_core::solver::place::explain::check_move;
use orken_core::solver::place::{PlacementProblem, PlacementProposal, solve};
use orken_core::template::Template;

/// Seats of a group: what its venue's rooms and the policy allow.
fn seats(problem: &PlacementProblem, proposal: &PlacementProposal, group: usize) -> usize {
    let group = &proposal.groups[group];
    let site = problem.sites.iter().find(|s| s.id == group.venue).expect("the venue is there");
    let rooms = site.rooms.iter().filter(|r| problem.room_fits(r, group.subject));
    rooms.map(|r| r.capacity).max().unwrap_or(0).min(problem.max_size) as usize
}

/// What it costs that the person is in the group; none where that can't be.
fn cost(problem: &PlacementProblem, proposal: &PlacementProposal, person: usize, group: usize) -> Option<i64> {
    let (seeker, group) = (&problem.people[person], &proposal.groups[group]);
    if seeker.subject != group.subject {
        return None;
    }
    let km = seeker.km[problem.sites.iter().position(|s| s.id == group.venue)?]?;
    let outside = group.language.is_some_and(|l| !seeker.languages.is_empty() && !seeker.languages.contains(&l));
    match (outside, group.mixed) {
        (true, false) => None,
        (true, true) => Some(i64::from(km + problem.mixing_cost?)),
        (false, _) => Some(km.into()),
    }
}

/// Least cost of everyone of the subject with the wish granted, each group within its bounds: by cancelling cycles of a
/// table, which shares nothing with the network simplex. None where no chain of moves grants it.
fn least(problem: &PlacementProblem, proposal: &PlacementProposal, person: usize, wanted: usize) -> Option<i64> {
    let subject = proposal.groups[wanted].subject;
    let groups: Vec<usize> = (0..proposal.groups.len()).filter(|&g| proposal.groups[g].subject == subject).collect();
    let home = |p: usize| groups.iter().position(|&g| proposal.groups[g].members.contains(&problem.people[p].id));
    let people: Vec<usize> = (0..problem.people.len()).filter(|&p| problem.people[p].subject == subject).collect();
    let none = groups.len();
    let place = |p: usize, at: usize| if at == none { Some(0) } else { cost(problem, proposal, p, groups[at]) };
    let mut now: Vec<usize> = people.iter().map(|&p| home(p).unwrap_or(none)).collect();
    let sizes = |now: &[usize]| (0..=none).map(|g| now.iter().filter(|&&n| n == g).count()).collect::<Vec<_>>();
    let first = sizes(&now);
    let low = |g: usize| if g == none { 0 } else { first[g].min(problem.min_size as usize) };
    let high = |g: usize| if g == none { first[g] } else { first[g].max(seats(problem, proposal, groups[g])) };
    let who = people.iter().position(|&p| p == person)?;
    let to = groups.iter().position(|&g| g == wanted)?;
    place(person, to)?;
    now[who] = to;
    // One node for each place and one for the count beyond bounds; a step along the cheapest cycle or path until none
    // betters it. Being out of bounds costs more than any way.
    const BAD: i64 = 1 << 40;
    loop {
        let size = sizes(&now);
        let bad = |g: usize, n: usize| BAD * (n.saturating_sub(high(g)) + low(g).saturating_sub(n)) as i64;
        let nodes = none + 2;
        let hub = none + 1;
        let mut step = vec![vec![(i64::MAX / 4, usize::MAX); nodes]; nodes];
        for (i, &p) in people.iter().enumerate().filter(|(i, _)| *i != who) {
            for g in (0..=none).filter(|&g| g != now[i]) {
                if let (Some(there), Some(here)) = (place(p, g), place(p, now[i])) {
                    step[now[i]][g] = step[now[i]][g].min((there - here, i));
                }
            }
        }
        for g in 0..=none {
            step[g][hub] = (bad(g, size[g] + 1) - bad(g, size[g]), usize::MAX);
            step[hub][g] =
                if size[g] == 0 { (i64::MAX / 4, 0) } else { (bad(g, size[g] - 1) - bad(g, size[g]), usize::MAX) };
        }
        let Some(cycle) = negative_cycle(&step) else { break };
        for pair in cycle.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            if from != hub && to != hub {
                now[step[from][to].1] = to;
            }
        }
    }
    let size = sizes(&now);
    let within = (0..=none).all(|g| size[g] >= low(g) && size[g] <= high(g));
    within.then(|| people.iter().zip(&now).map(|(&p, &at)| place(p, at).unwrap_or(0)).sum())
}

/// Nodes of a cycle of negative cost, the first again at the end (Bellman and Ford).
fn negative_cycle(step: &[Vec<(i64, usize)>]) -> Option<Vec<usize>> {
    let nodes = step.len();
    let (mut far, mut before) = (vec![0_i64; nodes], vec![usize::MAX; nodes]);
    let mut last = None;
    for _ in 0..nodes {
        last = None;
        for from in 0..nodes {
            for to in 0..nodes {
                if step[from][to].0 < i64::MAX / 4 && far[from] + step[from][to].0 < far[to] {
                    far[to] = far[from] + step[from][to].0;
                    before[to] = from;
                    last = Some(to);
                }
            }
        }
    }
    let mut at = last?;
    for _ in 0..nodes {
        at = before[at];
    }
    let mut cycle = vec![at];
    let mut next = before[at];
    while next != at {
        cycle.push(next);
        next = before[next];
    }
    cycle.push(at);
    cycle.reverse();
    Some(cycle)
}

fn total(problem: &PlacementProblem, proposal: &PlacementProposal, subject: Option<Subject>) -> i64 {
    let of = |g: usize| {
        let members = proposal.groups[g].members.iter();
        let indexes = members.map(|m| problem.people.iter().position(|p| p.id == *m).expect("they are to be placed"));
        indexes.map(|p| cost(problem, proposal, p, g).expect("they may be there")).sum::<i64>()
    };
    (0..proposal.groups.len()).filter(|&g| proposal.groups[g].subject == subject).map(of).sum()
}

/// Everyone moved as it says.
fn made(proposal: &PlacementProposal, exchange: &GroupExchange) -> PlacementProposal {
    let mut after = proposal.clone();
    for (person, to) in &exchange.moves {
        after.groups.iter_mut().for_each(|g| g.members.retain(|m| m != person));
        if let Some(to) = to {
            after.groups[*to].members.push(*person);
        }
    }
    after
}

fn holds(problem: &PlacementProblem, proposal: &PlacementProposal, person: usize, wanted: usize) -> bool {
    let (id, subject) = (problem.people[person].id, proposal.groups[wanted].subject);
    let wished = least(problem, proposal, person, wanted);
    let Some(exchange) = cheapest_exchange(problem, proposal, id, wanted) else {
        assert_eq!(wished, None, "{id:?} could be seated in group {wanted}");
        return false;
    };
    assert_eq!(exchange.moves.first(), Some(&(id, Some(wanted))), "the person asked for comes first");
    let after = made(proposal, &exchange);
    let sizes = |p: &PlacementProposal| p.groups.iter().map(|g| g.members.len()).sum::<usize>();
    let joins = usize::from(!proposal.groups.iter().any(|g| g.members.contains(&id)));
    let leave = exchange.moves.iter().filter(|(_, to)| to.is_none()).count();
    assert_eq!(sizes(&after) + leave, sizes(proposal) + joins, "nobody is lost");
    for (g, group) in after.groups.iter().enumerate() {
        assert!(group.members.len() <= seats(problem, proposal, g).max(proposal.groups[g].members.len()));
        assert!(group.members.len() >= (problem.min_size as usize).min(proposal.groups[g].members.len()));
    }
    let delta = total(problem, &after, subject) - total(problem, proposal, subject);
    assert_eq!(exchange.cost, delta, "the cost is that of the groups after it");
    assert_eq!(Some(total(problem, &after, subject)), wished, "nothing cheaper grants the wish");
    true
}

#[test]
fn the_cheapest_exchange_is_found_and_its_cost_is_true() {
    let (workspace, intake) = programme(Template::Hub2024, &hub_guests(1, 420));
    let problem = PlacementProblem::from_workspace(&workspace, intake).expect("the intake is there");
    let proposal = solve(&problem, &mut Unlimited);
    let (mut found, mut asked) = (0, 0);
    for person in (0..problem.people.len()).step_by(7) {
        for wanted in 0..proposal.groups.len() {
            let group = &proposal.groups[wanted];
            let here = group.members.contains(&problem.people[person].id);
            if !here && problem.people[person].subject == group.subject {
                asked += 1;
                found += usize::from(holds(&problem, &proposal, person, wanted));
            }
        }
    }
    assert!(found > 20 && found < asked, "{found} of {asked} wishes could be granted");
}

#[test]
fn a_full_group_is_entered_by_exchange_only() {
    let (mut workspace, intake) = programme(Template::Hub2024, &hub_guests(3, 420));
    let mut small = workspace.intake(intake).expect("the intake is there").clone();
    (small.grouping.min_size, small.grouping.max_size) = (4, 8);
    put(&mut workspace, small);
    let problem = PlacementProblem::from_workspace(&workspace, intake).expect("the intake is there");
    let proposal = solve(&problem, &mut Unlimited);
    let full = |g: &usize| proposal.groups[*g].members.len() == seats(&problem, &proposal, *g);
    let wishes = (0..proposal.groups.len()).filter(full).flat_map(|g| (0..problem.people.len()).map(move |p| (p, g)));
    let mut chains = 0;
    for (person, group) in wishes {
        let id = problem.people[person].id;
        if proposal.groups[group].members.contains(&id) {
            continue;
        }
        let Some(exchange) = cheapest_exchange(&problem, &proposal, id, group) else { continue };
        chains += 1;
        assert!(exchange.moves.len() > 1, "someone has to make room");
        let alone = check_move(&problem, &proposal, id, Some(group)).expect("both are there");
        assert!(alone.findings.iter().any(|f| f.code == orken_core::finding::Code::MoveGroupFull));
    }
    assert!(chains > 0, "some full group can be entered");
}

#[test]
fn a_change_by_hand_for_the_worse_is_taken_back() {
    let (workspace, intake) = programme(Template::Hub2024, &hub_guests(2, 300));
    let problem = PlacementProblem::from_workspace(&workspace, intake).expect("the intake is there");
    let mut proposal = solve(&problem, &mut Unlimited);
    // Two people of one subject change places for the worse.
    let pairs = (0..proposal.groups.len()).flat_map(|a| (0..proposal.groups.len()).map(move |b| (a, b)));
    let index = |id: PersonId| problem.people.iter().position(|p| p.id == id).expect("they are to be placed");
    let mut pairs = pairs.filter(|&(a, b)| a < b && proposal.groups[a].subject == proposal.groups[b].subject);
    let swap = pairs.find_map(|(a, b)| {
        let (one, other) = (proposal.groups[a].members[0], proposal.groups[b].members[0]);
        let fits = cost(&problem, &proposal, index(one), b).zip(cost(&problem, &proposal, index(other), a))?;
        let now = cost(&problem, &proposal, index(one), a)? + cost(&problem, &proposal, index(other), b)?;
        (fits.0 + fits.1 > now).then_some((a, b))
    });
    let (a, b) = swap.expect("some swap costs something");
    let (one, other) = (proposal.groups[a].members[0], proposal.groups[b].members[0]);
    (proposal.groups[a].members[0], proposal.groups[b].members[0]) = (other, one);
    let back = cheapest_exchange(&problem, &proposal, one, a).expect("they can go back");
    let after = made(&proposal, &back);
    let subject = proposal.groups[a].subject;
    assert_eq!(back.cost, total(&problem, &after, subject) - total(&problem, &proposal, subject));
    assert!(back.cost < 0, "going back is better than what was done by hand");
}
