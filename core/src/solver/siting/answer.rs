//! What is answered, and the records that it would make.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ground::{Ground, as_venue};
use super::question::{Among, SitingQuestion};
use crate::finding::Finding;
use crate::model::{Gap, GeoPoint, Record, RecordId, Region, School, SchoolId, SchoolKind};
use crate::solver::budget::Asks;
use crate::solver::sites::{self, Answer, Model, OpenCount};
use crate::workspace::Workspace;

/// How often the comparison with today's sites may ask its budget.
const ASKS_FOR_NOW: u64 = 200;

/// A chosen site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SitedPlace {
    /// The venue or school.
    pub id: RecordId,
    /// Where it stands.
    pub at: GeoPoint,
    /// It is a site already.
    pub now: bool,
    /// Schools that go there.
    pub schools: u32,
    /// People who go there.
    pub people: u32,
    /// Kilometres of all of them together.
    pub km: u64,
    /// Kilometres of the farthest.
    pub farthest: u32,
    /// Regions that its people come from and that the venue doesn't serve yet.
    pub new_regions: Vec<Region>,
}

/// A school's way to its site.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Served {
    /// The school.
    pub school: SchoolId,
    /// Where it stands, or is taken to stand.
    pub at: GeoPoint,
    /// How many of its people; 1 for a school that is attached to a hub.
    pub people: u32,
    /// Index among the chosen sites.
    pub site: usize,
    /// Whole kilometres.
    pub km: u32,
}

/// A choice of sites.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SitingProposal {
    /// What was asked.
    pub question: SitingQuestion,
    /// The chosen sites, by id.
    pub sites: Vec<SitedPlace>,
    /// Every school with its site.
    pub served: Vec<Served>,
    /// Kilometres of everyone together.
    pub km: u64,
    /// How far the kilometres are from the least with as many sites.
    pub gap: Gap,
    /// No choice has fewer sites than this and serves everyone; the number that was asked for where one was.
    pub at_least: u32,
    /// Kilometres with the sites there are today under the same limits, and how many those are; none where they can't
    /// serve everyone, or are none.
    pub today: Option<(u64, u32)>,
    /// Schools that nobody knows the place of.
    pub findings: Vec<Finding>,
}

impl Ground {
    pub(super) fn proposal(
        &self,
        workspace: &Workspace,
        question: &SitingQuestion,
        answer: &Answer,
        at_least: u32,
        seed: u64,
    ) -> SitingProposal {
        let index: BTreeMap<usize, usize> = answer.open.iter().enumerate().map(|(i, &site)| (site, i)).collect();
        let served: Vec<Served> = (self.clients.iter().zip(&answer.assigned).enumerate())
            .map(|(c, (client, &site))| Served {
                school: client.school,
                at: client.at,
                people: client.people,
                site: index[&site],
                km: self.km(c, site),
            })
            .collect();
        let place = |(i, &site): (usize, &usize)| self.place(workspace, &served, i, site);
        let km = served.iter().map(Served::person_km).sum();
        let short = answer.objective.abs_diff(answer.lower_bound);
        SitingProposal {
            question: question.clone(),
            sites: answer.open.iter().enumerate().map(place).collect(),
            km,
            gap: if short == 0 { Gap::Optimal } else { Gap::AtMost(short) },
            at_least,
            today: self.today(question, seed),
            findings: self.findings.clone(),
            served,
        }
    }

    fn place(&self, workspace: &Workspace, served: &[Served], index: usize, site: usize) -> SitedPlace {
        let candidate = &self.candidates[site];
        let here = || served.iter().enumerate().filter(|(_, s)| s.site == index);
        let venue = as_venue(candidate.id).and_then(|id| workspace.venues.get(id));
        let regions = self.regions_of(here().map(|(c, _)| c)).into_iter();
        let unserved = |r: &Region| venue.is_some_and(|v| !v.serves.is_empty() && !v.serves.contains(r));
        SitedPlace {
            id: candidate.id,
            at: candidate.at,
            now: candidate.now,
            schools: u32::try_from(here().count()).unwrap_or(u32::MAX),
            people: here().map(|(_, s)| s.people).sum(),
            km: here().map(|(_, s)| s.person_km()).sum(),
            farthest: here().map(|(_, s)| s.km).max().unwrap_or(0),
            new_regions: regions.filter(unserved).collect(),
        }
    }

    /// The same question about the sites there are. Hubs are compared as schools are attached to them.
    fn today(&self, question: &SitingQuestion, seed: u64) -> Option<(u64, u32)> {
        if question.among == Among::Hubs {
            let hub = |id: SchoolId| (0..self.candidates.len()).find(|&s| self.candidates[s].id == id.into());
            let km = |(c, client): (usize, &super::ground::Client)| Some(u64::from(self.km(c, hub(client.hub?)?)));
            let km = self.clients.iter().enumerate().map(km).sum::<Option<u64>>()?;
            let hubs: std::collections::BTreeSet<_> = self.clients.iter().filter_map(|c| c.hub).collect();
            return Some((km, u32::try_from(hubs.len()).ok()?));
        }
        let now = self.sites_now();
        let free = SitingQuestion { must: Vec::new(), never: Vec::new(), ..question.clone() };
        let all = Model { open: OpenCount::Exactly(now.len()), must_open: now.clone(), ..self.model(&free) };
        let answer = sites::solve(&all, seed, &mut Asks(ASKS_FOR_NOW)).ok()?;
        Some((u64::try_from(answer.objective).ok()?, u32::try_from(now.len()).ok()?))
    }
}

impl Served {
    /// Kilometres of all its people together.
    #[must_use]
    pub fn person_km(&self) -> u64 {
        u64::from(self.km) * u64::from(self.people)
    }
}

impl SitingProposal {
    /// The records that agreeing to it changes: the intake's venues and whom they serve, or the schools' hubs.
    ///
    /// # Errors
    /// `record_missing` where the intake is gone.
    pub fn records(&self, workspace: &Workspace) -> Result<Vec<Record>, Finding> {
        match self.question.among {
            Among::Venues => self.venue_records(workspace),
            Among::Hubs => Ok(self.hub_records(workspace)),
        }
    }

    fn venue_records(&self, workspace: &Workspace) -> Result<Vec<Record>, Finding> {
        let mut intake = workspace.intake(self.question.intake)?.clone();
        let chosen: Vec<_> = self.sites.iter().filter_map(|s| as_venue(s.id)).collect();
        intake.venues.retain(|v| chosen.contains(v));
        let added: Vec<_> = chosen.into_iter().filter(|v| !intake.venues.contains(v)).collect();
        intake.venues.extend(added);
        let mut records = vec![intake.into()];
        for site in self.sites.iter().filter(|s| !s.new_regions.is_empty()) {
            let Some(mut venue) = as_venue(site.id).and_then(|id| workspace.venues.get(id)).cloned() else { continue };
            venue.serves.extend(&site.new_regions);
            venue.serves.sort_unstable();
            records.push(venue.into());
        }
        Ok(records)
    }

    /// Chosen schools become hubs, and the others are attached to them.
    fn hub_records(&self, workspace: &Workspace) -> Vec<Record> {
        let school = |id: RecordId| match id {
            RecordId::School(id) => workspace.schools.get(id),
            _ => None,
        };
        let hubs = self.sites.iter().filter(|s| s.schools > 0).filter_map(|s| school(s.id));
        let hubs = hubs.filter(|s| s.kind != SchoolKind::Hub).map(|s| School { kind: SchoolKind::Hub, ..s.clone() });
        let attached = self.served.iter().filter_map(|served| {
            let (before, hub) = (workspace.schools.get(served.school)?, self.sites.get(served.site)?.id);
            let RecordId::School(hub) = hub else { return None };
            let after = School { hub: Some(hub), hub_unknown: false, ..before.clone() };
            (after != *before).then_some(after)
        });
        hubs.chain(attached).map(Record::from).collect()
    }
}
