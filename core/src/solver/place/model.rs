//! Placement as choices: for each block of people (one subject, venues that share people) how many groups to open of
//! which offer (venue, seats, language), under the resources that the groups of all blocks share.

use std::collections::{BTreeMap, BTreeSet};

use super::capacity::{Holder, Resource, unions};
use super::problem::PlacementProblem;
use super::transport::FORBIDDEN;
use crate::model::{Language, Subject};

/// A kind of group that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// Index of the venue.
    pub(crate) site: usize,
    /// Most people in such a group.
    pub(crate) seats: u32,
    /// Its language, or the main one; none where language doesn't matter.
    pub(crate) main: Option<Language>,
    /// The other language of a mixed group.
    pub(crate) second: Option<Language>,
    /// Indexes of the resources it takes one of.
    pub(crate) uses: Vec<usize>,
}

impl Offer {
    pub(crate) fn languages(&self) -> Vec<Language> {
        self.main.into_iter().chain(self.second).collect()
    }
}

/// People of one subject whose venues hang together.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) subject: Option<Subject>,
    /// Indexes of people who cost the same everywhere.
    pub(crate) sources: Vec<Vec<usize>>,
    /// Cost of each source at each offer.
    pub(crate) cost: Vec<Vec<i64>>,
    pub(crate) offers: Vec<Offer>,
}

impl Block {
    pub(crate) fn supply(&self) -> Vec<u32> {
        self.sources.iter().map(|s| u32::try_from(s.len()).unwrap_or(u32::MAX)).collect()
    }

    pub(crate) fn people(&self) -> u32 {
        self.supply().iter().sum()
    }
}

/// The whole problem as blocks and resources.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) blocks: Vec<Block>,
    pub(crate) resources: Vec<Resource>,
    /// Cost of leaving someone out: more than everything else together.
    pub(crate) miss: i64,
    /// Nobody can go to these at all, or nothing is open there.
    pub(crate) nowhere: Vec<usize>,
}

impl Model {
    /// `strict` counts a trainer for one whole group of a stream at most.
    pub(crate) fn new(problem: &PlacementProblem, strict: bool) -> Self {
        let mut subjects: BTreeMap<Option<Subject>, Vec<usize>> = BTreeMap::new();
        for (i, person) in problem.people.iter().enumerate() {
            subjects.entry(person.subject).or_default().push(i);
        }
        let mut blocks: Vec<Block> = Vec::new();
        let mut nowhere = Vec::new();
        for (subject, people) in subjects {
            for (people, sites) in components(problem, &people) {
                let offers = offers_of(problem, subject, &people, &sites);
                if offers.is_empty() {
                    nowhere.extend(people);
                } else {
                    blocks.push(block(problem, subject, people, offers));
                }
            }
        }
        nowhere.sort_unstable();
        let mut model = Self { blocks, resources: Vec::new(), miss: miss_cost(problem), nowhere };
        model.add_resources(problem, strict);
        model
    }

    fn add_resources(&mut self, problem: &PlacementProblem, strict: bool) {
        let mut rooms: BTreeMap<usize, BTreeSet<BTreeSet<usize>>> = BTreeMap::new();
        let mut coaches: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
        for block in &self.blocks {
            for offer in &block.offers {
                rooms.entry(offer.site).or_default().insert(rooms_for(problem, block.subject, offer));
                coaches.insert(coaches_for(problem, block.subject, offer));
            }
        }
        let mut holders = Vec::new();
        for (site, sets) in rooms {
            holders.extend(unions(&sets).into_iter().map(|u| Holder::Rooms(site, u)));
        }
        if !problem.coaches.is_empty() {
            holders.extend(unions(&coaches).into_iter().map(Holder::Coaches));
        }
        for holder in holders {
            let resource = Resource::new(problem, holder, strict);
            if self.could_exceed(problem, &resource) {
                self.link(problem, &resource.holder);
                self.resources.push(resource);
            }
        }
    }

    /// A limit that no stream can reach needs no watching.
    fn could_exceed(&self, problem: &PlacementProblem, resource: &Resource) -> bool {
        let groups = |b: &Block| -> u32 {
            let touched = b.offers.iter().any(|o| takes(problem, b.subject, o, &resource.holder));
            if touched { b.people() / problem.min_size } else { 0 }
        };
        let least = resource.per_stream.iter().copied().min().unwrap_or(0);
        self.blocks.iter().map(groups).sum::<u32>() > least
    }

    fn link(&mut self, problem: &PlacementProblem, holder: &Holder) {
        let index = self.resources.len();
        for block in &mut self.blocks {
            let subject = block.subject;
            for offer in block.offers.iter_mut().filter(|o| takes(problem, subject, o, holder)) {
                offer.uses.push(index);
            }
        }
    }
}

fn takes(problem: &PlacementProblem, subject: Option<Subject>, offer: &Offer, holder: &Holder) -> bool {
    match holder {
        Holder::Rooms(site, rooms) => *site == offer.site && rooms_for(problem, subject, offer).is_subset(rooms),
        Holder::Coaches(coaches) => coaches_for(problem, subject, offer).is_subset(coaches),
    }
}

fn rooms_for(problem: &PlacementProblem, subject: Option<Subject>, offer: &Offer) -> BTreeSet<usize> {
    let rooms = problem.sites[offer.site].rooms.iter().enumerate();
    rooms.filter(|(_, r)| r.capacity >= offer.seats && problem.room_fits(r, subject)).map(|(i, _)| i).collect()
}

fn coaches_for(problem: &PlacementProblem, subject: Option<Subject>, offer: &Offer) -> BTreeSet<usize> {
    let languages = offer.languages();
    let fits = |c: &super::problem::Coach| PlacementProblem::coach_fits(c, subject, &languages);
    problem.coaches.iter().enumerate().filter(|(_, c)| fits(c)).map(|(i, _)| i).collect()
}

/// More than any two placements can differ by.
fn miss_cost(problem: &PlacementProblem) -> i64 {
    let farthest = |p: &super::problem::Seeker| i64::from(p.km.iter().flatten().copied().max().unwrap_or(0));
    let km: i64 = problem.people.iter().map(farthest).sum();
    let people = i64::try_from(problem.people.len()).unwrap_or(i64::MAX);
    let mixing = people * i64::from(problem.mixing_cost.unwrap_or(0));
    let moving = people * i64::from(problem.moving_cost);
    1 + km + mixing + moving + (people / i64::from(problem.min_size) + 1) * i64::from(problem.group_cost)
}

/// People and venues that hang together; someone whom no venue takes stands alone.
fn components(problem: &PlacementProblem, people: &[usize]) -> Vec<(Vec<usize>, Vec<usize>)> {
    let mut label: Vec<usize> = (0..problem.sites.len()).collect();
    for &p in people {
        let open: Vec<usize> = open_sites(problem, p).collect();
        if let Some(&first) = open.first() {
            let to = label[first];
            let joined: BTreeSet<usize> = open.iter().map(|&s| label[s]).collect();
            label.iter_mut().filter(|l| joined.contains(l)).for_each(|l| *l = to);
        }
    }
    let mut parts: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for &p in people {
        parts.entry(open_sites(problem, p).next().map(|s| label[s])).or_default().push(p);
    }
    let sites = |l: Option<usize>| (0..label.len()).filter(|&s| Some(label[s]) == l).collect();
    parts.into_iter().map(|(l, people)| (people, sites(l))).collect()
}

fn open_sites(problem: &PlacementProblem, person: usize) -> impl Iterator<Item = usize> + '_ {
    problem.people[person].km.iter().enumerate().filter(|(_, km)| km.is_some()).map(|(s, _)| s)
}

fn offers_of(problem: &PlacementProblem, subject: Option<Subject>, people: &[usize], sites: &[usize]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for &site in sites {
        let comers: Vec<usize> = people.iter().copied().filter(|&p| problem.people[p].km[site].is_some()).collect();
        if u32::try_from(comers.len()).is_ok_and(|n| n < problem.min_size) {
            continue;
        }
        let rooms = problem.sites[site].rooms.iter().filter(|r| problem.room_fits(r, subject));
        let seats: BTreeSet<u32> = rooms.map(|r| r.capacity.min(problem.max_size)).collect();
        for seats in seats.into_iter().filter(|&s| s >= problem.min_size).rev() {
            for (main, second) in tongues(problem, &comers) {
                let offer = Offer { site, seats, main, second, uses: Vec::new() };
                if problem.coaches.is_empty() || !coaches_for(problem, subject, &offer).is_empty() {
                    offers.push(offer);
                }
            }
        }
    }
    offers
}

/// Languages that a group of these people could have: each alone, then each pair with either as the main one.
fn tongues(problem: &PlacementProblem, people: &[usize]) -> Vec<(Option<Language>, Option<Language>)> {
    if !problem.by_language {
        return vec![(None, None)];
    }
    let mut spoken: BTreeSet<Language> =
        people.iter().flat_map(|&p| problem.people[p].languages.iter().copied()).collect();
    if spoken.is_empty() {
        spoken = problem.coaches.iter().flat_map(|c| c.languages.iter().copied()).collect();
    }
    let mut all: Vec<_> = spoken.iter().map(|&l| (Some(l), None)).collect();
    if problem.mixing_cost.is_some() {
        for &a in &spoken {
            all.extend(spoken.iter().filter(|&&b| b != a).map(|&b| (Some(a), Some(b))));
        }
    }
    all
}

fn block(problem: &PlacementProblem, subject: Option<Subject>, people: Vec<usize>, offers: Vec<Offer>) -> Block {
    let mut sources: BTreeMap<Vec<i64>, Vec<usize>> = BTreeMap::new();
    for p in people {
        let costs: Vec<i64> = offers.iter().map(|o| person_cost(problem, p, o)).collect();
        sources.entry(costs).or_default().push(p);
    }
    let mut list: Vec<(Vec<i64>, Vec<usize>)> = sources.into_iter().collect();
    list.sort_by_key(|(_, people)| people[0]);
    let (cost, sources) = list.into_iter().unzip();
    Block { subject, sources, cost, offers }
}

/// Kilometres, mixing and change of venue of a person in a group of this offer.
pub(crate) fn person_cost(problem: &PlacementProblem, person: usize, offer: &Offer) -> i64 {
    let person = &problem.people[person];
    let Some(km) = person.km[offer.site] else { return FORBIDDEN };
    let cost = i64::from(km) + problem.moving(person, problem.sites[offer.site].id);
    let speaks = |l: Option<Language>| l.is_none_or(|l| person.languages.is_empty() || person.languages.contains(&l));
    match (speaks(offer.main), offer.second) {
        (true, _) => cost,
        (false, Some(second)) if speaks(Some(second)) => cost + i64::from(problem.mixing_cost.unwrap_or(0)),
        _ => FORBIDDEN,
    }
}
