//! Why people have no group: each one's own reason, and the counted shortfalls behind them.

use std::collections::{BTreeMap, BTreeSet};

use super::assemble::Placed;
use super::capacity::{Holder, Resource};
use super::model::Model;
use super::problem::{PlacementProblem, Seeker};
use super::transport::FORBIDDEN;
use crate::finding::{Arg, Code, Finding};
use crate::model::{RecordId, Region, Subject};
use crate::solver::budget::Unlimited;
use crate::solver::flow::Network;

/// The reason of everyone left out, by index.
pub(crate) fn of_all(problem: &PlacementProblem, placed: &Placed) -> Vec<(usize, Finding)> {
    if placed.out.is_empty() {
        return Vec::new();
    }
    let model = Model::new(problem, false);
    placed.out.iter().map(|&p| (p, of_one(problem, &model, p))).collect()
}

fn of_one(problem: &PlacementProblem, model: &Model, p: usize) -> Finding {
    let person = &problem.people[p];
    let out = |code| described(Finding::warning(code).about(person.id), person);
    if problem.one_subject && person.subject.is_none() {
        return out(Code::PlacementSubjectUnknown);
    }
    if problem.time.streams.is_empty() {
        return out(Code::StreamsMissing);
    }
    let open: Vec<usize> = (0..problem.sites.len()).filter(|&s| person.km[s].is_some()).collect();
    if open.is_empty() {
        return out(Code::PlacementNoVenue);
    }
    let seats = |&s: &usize| {
        let rooms = &problem.sites[s].rooms;
        rooms.iter().any(|r| r.capacity >= problem.min_size && problem.room_fits(r, person.subject))
    };
    if !open.iter().any(seats) {
        return out(Code::PlacementNoRoom);
    }
    if !taught(problem, person) {
        return out(Code::PlacementNoTrainer);
    }
    let together = most_together(model, p).unwrap_or_else(|| most_at_one_venue(problem, person));
    if together < problem.min_size {
        return out(Code::PlacementTooFew).with("people", together).with("needed", problem.min_size);
    }
    out(Code::PlacementFull)
}

fn described(finding: Finding, person: &Seeker) -> Finding {
    let mut finding = finding;
    if let Some(subject) = person.subject {
        finding = finding.with("subject", subject_arg(subject));
    }
    if let Some(region) = person.home.0 {
        finding = finding.with("region", region_arg(region));
    }
    finding
}

pub(crate) fn subject_arg(subject: Subject) -> Arg {
    Arg::Code("subject".to_owned(), subject.code().to_owned())
}

pub(crate) fn region_arg(region: Region) -> Arg {
    Arg::Code("region".to_owned(), region.code())
}

fn taught(problem: &PlacementProblem, person: &Seeker) -> bool {
    let speaks = |l| person.languages.is_empty() || person.languages.contains(&l);
    let suits = |c: &super::problem::Coach| {
        PlacementProblem::coach_fits(c, person.subject, &[])
            && (!problem.by_language || c.languages.iter().any(|&l| speaks(l)))
    };
    problem.coaches.is_empty() || problem.coaches.iter().any(suits)
}

/// Most people whom one kind of group with this person could hold together.
fn most_together(model: &Model, p: usize) -> Option<u32> {
    let (block, source) =
        model.blocks.iter().find_map(|b| Some((b, b.sources.iter().position(|s| s.contains(&p))?)))?;
    let supply = block.supply();
    let able = |o: usize| -> u32 {
        block.cost.iter().zip(&supply).filter(|(row, _)| row[o] < FORBIDDEN).map(|(_, &n)| n).sum()
    };
    let offers = (0..block.offers.len()).filter(|&o| block.cost[source][o] < FORBIDDEN);
    offers.map(able).max()
}

fn most_at_one_venue(problem: &PlacementProblem, person: &Seeker) -> u32 {
    let comers = |s: usize| problem.people.iter().filter(|q| q.subject == person.subject && q.km[s].is_some()).count();
    let sites = (0..problem.sites.len()).filter(|&s| person.km[s].is_some());
    sites.map(|s| u32::try_from(comers(s)).unwrap_or(u32::MAX)).max().unwrap_or(0)
}

/// Sets of people whose only venues, or whose subject's only trainers, have too few places for them (Hall 1935): the
/// tight sets of the largest flow people → subject → region → venue. Minimum sizes and languages are left aside, so a
/// shortfall named here can't be mended by any grouping.
pub(crate) fn shortfalls(problem: &PlacementProblem, placed: &Placed) -> Vec<Finding> {
    if placed.out.is_empty() || problem.time.streams.is_empty() {
        return Vec::new();
    }
    Cut::new(problem).findings(problem)
}

/// People of one subject whom the same venues take.
struct Crowd {
    subject: Option<Subject>,
    sites: Vec<usize>,
    regions: BTreeSet<Region>,
    people: u32,
}

struct Cut {
    crowds: Vec<Crowd>,
    /// Places that the trainers of each subject have.
    gates: BTreeMap<Option<Subject>, u32>,
    /// Places of each kind of room at each venue; no kind: all of them.
    rooms: BTreeMap<(usize, BTreeSet<usize>), u32>,
}

impl Cut {
    fn new(problem: &PlacementProblem) -> Self {
        let mut crowds: BTreeMap<(Option<Subject>, Vec<usize>), Crowd> = BTreeMap::new();
        for p in &problem.people {
            let sites: Vec<usize> = (0..p.km.len()).filter(|&s| p.km[s].is_some()).collect();
            if sites.is_empty() {
                continue;
            }
            let fresh = || Crowd { subject: p.subject, sites: sites.clone(), regions: BTreeSet::new(), people: 0 };
            let crowd = crowds.entry((p.subject, sites.clone())).or_insert_with(fresh);
            crowd.people += 1;
            crowd.regions.extend(p.home.0);
        }
        let crowds: Vec<Crowd> = crowds.into_values().collect();
        let gates = crowds.iter().map(|c| (c.subject, trainer_places(problem, c.subject))).collect();
        let mut rooms = BTreeMap::new();
        for crowd in &crowds {
            for &site in &crowd.sites {
                for set in [fitting(problem, site, crowd.subject), fitting(problem, site, None)] {
                    let places = room_places(problem, site, &set);
                    rooms.insert((site, set), places);
                }
            }
        }
        Self { crowds, gates, rooms }
    }

    fn findings(&self, problem: &PlacementProblem) -> Vec<Finding> {
        let mut network = Network::<i64>::new();
        let everyone: u32 = self.crowds.iter().map(|c| c.people).sum();
        let (root, sink) = (network.add_node(everyone.into()), network.add_node(-i64::from(everyone)));
        network.add_arc(root, sink, everyone.into(), 1);
        let gates: BTreeMap<Option<Subject>, usize> = self
            .gates
            .iter()
            .map(|(&s, &places)| {
                let gate = network.add_node(0);
                network.add_arc(root, gate, places.into(), 0);
                (s, gate)
            })
            .collect();
        let rooms: BTreeMap<&(usize, BTreeSet<usize>), usize> =
            self.rooms.keys().map(|k| (k, network.add_node(0))).collect();
        for (key, &places) in &self.rooms {
            let whole = (key.0, fitting(problem, key.0, None));
            let to = if key.1 == whole.1 { sink } else { rooms[&whole] };
            network.add_arc(rooms[key], to, places.into(), 0);
        }
        let crowds: Vec<usize> = self
            .crowds
            .iter()
            .map(|c| {
                let node = network.add_node(0);
                network.add_arc(gates[&c.subject], node, c.people.into(), 0);
                for &site in &c.sites {
                    let to = rooms[&(site, fitting(problem, site, c.subject))];
                    network.add_arc(node, to, everyone.into(), 0);
                }
                node
            })
            .collect();
        let Ok(flow) = network.solve(&mut Unlimited) else { return Vec::new() };
        if flow.units[0] == 0 {
            return Vec::new();
        }
        // Being left out is no way onward: without this arc the search stops at what is full.
        network.set_arc(0, flow.units[0], 1);
        let seen = network.reachable(&flow.units, &[root]);
        let mut findings: Vec<Finding> = self
            .gates
            .iter()
            .filter(|(s, _)| !seen[gates[*s]])
            .map(|(&s, &places)| self.gate_finding(problem, s, places))
            .collect();
        let tight: Vec<&Crowd> = self.crowds.iter().zip(&crowds).filter(|(_, n)| seen[**n]).map(|(c, _)| c).collect();
        let full = |k: &&(usize, BTreeSet<usize>)| seen[rooms[*k]];
        let full: BTreeSet<&(usize, BTreeSet<usize>)> = self.rooms.keys().filter(full).collect();
        findings.extend(self.crowd_findings(problem, &tight, &full));
        findings
    }

    fn gate_finding(&self, problem: &PlacementProblem, subject: Option<Subject>, places: u32) -> Finding {
        let people: u32 = self.crowds.iter().filter(|c| c.subject == subject).map(|c| c.people).sum();
        let finding = Finding::warning(Code::TrainerShortfall).about(problem.intake);
        let finding = subject.map_or(finding.clone(), |s| finding.with("subject", subject_arg(s)));
        finding.with("people", people).with("places", places).with("short", people.saturating_sub(places))
    }

    /// One finding for each set of crowds that share full venues.
    fn crowd_findings(
        &self,
        problem: &PlacementProblem,
        tight: &[&Crowd],
        full: &BTreeSet<&(usize, BTreeSet<usize>)>,
    ) -> Vec<Finding> {
        let mut left: Vec<&Crowd> = tight.to_vec();
        let mut findings = Vec::new();
        while let Some(first) = left.pop() {
            let (mut crowds, mut sites) = (vec![first], first.sites.iter().copied().collect::<BTreeSet<_>>());
            while let Some(i) = left.iter().position(|c| c.sites.iter().any(|s| sites.contains(s))) {
                let crowd = left.remove(i);
                sites.extend(&crowd.sites);
                crowds.push(crowd);
            }
            let people: u32 = crowds.iter().map(|c| c.people).sum();
            let places = self.places(problem, &sites, full);
            if people > places {
                findings.push(shortfall(problem, &crowds, &sites, people, places));
            }
        }
        findings.reverse();
        findings
    }

    /// Places at these venues: a venue that is full counts whole, else only its kinds of room that are full.
    fn places(
        &self,
        problem: &PlacementProblem,
        sites: &BTreeSet<usize>,
        full: &BTreeSet<&(usize, BTreeSet<usize>)>,
    ) -> u32 {
        let count = |&s: &usize| -> u32 {
            let whole = (s, fitting(problem, s, None));
            if full.contains(&whole) {
                return self.rooms[&whole];
            }
            full.iter().filter(|k| k.0 == s).map(|k| self.rooms[*k]).sum()
        };
        sites.iter().map(count).sum()
    }
}

fn shortfall(
    problem: &PlacementProblem,
    crowds: &[&Crowd],
    sites: &BTreeSet<usize>,
    people: u32,
    places: u32,
) -> Finding {
    let regions: BTreeSet<Region> = crowds.iter().flat_map(|c| c.regions.iter().copied()).collect();
    let subjects: BTreeSet<Subject> = crowds.iter().filter_map(|c| c.subject).collect();
    let venues: Vec<RecordId> = sites.iter().map(|&s| problem.sites[s].id.into()).collect();
    let mut finding = Finding::warning(Code::PlacementShortfall).about(problem.intake);
    finding = finding.with("people", people).with("places", places).with("short", people - places);
    finding = finding.with("regions", Arg::List(regions.into_iter().map(region_arg).collect()));
    finding = finding.with("subjects", Arg::List(subjects.into_iter().map(subject_arg).collect()));
    finding.with("venues", Arg::List(venues.into_iter().map(Arg::Record).collect()))
}

fn trainer_places(problem: &PlacementProblem, subject: Option<Subject>) -> u32 {
    if problem.coaches.is_empty() {
        return u32::try_from(problem.people.len()).unwrap_or(u32::MAX);
    }
    let suits = |c: &super::problem::Coach| PlacementProblem::coach_fits(c, subject, &[]);
    let coaches = problem.coaches.iter().enumerate().filter(|(_, c)| suits(c)).map(|(i, _)| i).collect();
    Resource::new(problem, Holder::Coaches(coaches), false).limit() * problem.max_size
}

fn fitting(problem: &PlacementProblem, site: usize, subject: Option<Subject>) -> BTreeSet<usize> {
    let rooms = problem.sites[site].rooms.iter().enumerate();
    rooms.filter(|(_, r)| r.capacity >= problem.min_size && problem.room_fits(r, subject)).map(|(i, _)| i).collect()
}

/// Seats of the largest of these rooms, as many as can be used at once, in all streams.
fn room_places(problem: &PlacementProblem, site: usize, rooms: &BTreeSet<usize>) -> u32 {
    let mut seats: Vec<u32> =
        rooms.iter().map(|&r| problem.sites[site].rooms[r].capacity.min(problem.max_size)).collect();
    seats.sort_unstable_by(|a, b| b.cmp(a));
    let resource = Resource::new(problem, Holder::Rooms(site, rooms.clone()), false);
    let most = seats.first().copied().unwrap_or(0);
    let stream = |&groups: &u32| -> u32 {
        let seat = |i: usize| seats.get(i).copied().unwrap_or(most);
        (0..groups as usize).map(seat).sum()
    };
    resource.per_stream.iter().map(stream).sum()
}
