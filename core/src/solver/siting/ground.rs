//! The schools to serve and the places that could, read from the workspace.

use std::collections::{BTreeMap, BTreeSet};

use super::question::{Among, SiteCount, SitingQuestion};
use crate::finding::{Arg, Code, Finding};
use crate::model::{
    EnrolmentState, GeoPoint, Intake, Person, RecordId, Region, School, SchoolId, SchoolKind, Subject, VenueId,
};
use crate::rules::main_subject;
use crate::solver::place::problem::{MeanPlaces, rooms_of};
use crate::solver::place::seats;
use crate::solver::sites::{FORBIDDEN, Model, OpenCount};
use crate::solver::timetable::time::TeachingTime;
use crate::workspace::Workspace;

/// More pairs of schools and candidates than this are not looked at in one go.
const MOST_PAIRS: usize = 2_000_000;
/// Schools that a finding names.
const NAMED: usize = 5;

/// A place that could be a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The venue or school.
    pub id: RecordId,
    /// Where it stands.
    pub at: GeoPoint,
    /// It is one already: a venue of the intake, a hub.
    pub now: bool,
}

/// People of a school who go to one site together: all of them, or those of a subject where venues differ by subject.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) school: SchoolId,
    pub(super) at: GeoPoint,
    /// How many; 1 for a school that is attached to a hub.
    pub(super) people: u32,
    /// The hub that it is attached to now.
    pub(super) hub: Option<SchoolId>,
    region: Option<Region>,
    subject: Option<Subject>,
}

/// Schools, candidates, and what lies between them.
pub(super) struct Ground {
    pub(super) clients: Vec<Client>,
    pub(super) candidates: Vec<Candidate>,
    /// Whole kilometres, clients times candidates.
    km: Vec<u32>,
    /// True where the candidate may serve the client at all, clients times candidates.
    takes: Vec<bool>,
    /// People that each candidate holds.
    seats: Vec<Option<u32>>,
    /// Schools left aside or guessed at.
    pub(super) findings: Vec<Finding>,
}

/// The places that could be sites, by id; those that stand nobody knows where are left out.
#[must_use]
pub fn candidates(workspace: &Workspace, question: &SitingQuestion) -> Vec<Candidate> {
    let Some(intake) = workspace.intakes.get(question.intake) else { return Vec::new() };
    match question.among {
        Among::Venues => {
            let one = |v: &crate::model::Venue| Candidate {
                id: v.id.into(),
                at: v.location,
                now: intake.venues.contains(&v.id),
            };
            workspace.venues.iter().map(one).collect()
        }
        Among::Hubs => {
            let places = MeanPlaces::new(workspace);
            let able = scope(workspace, question).filter(|s| can_be_hub(s));
            let one = |s: &School| {
                let (at, _) = places.of_school(workspace, s);
                Some(Candidate { id: s.id.into(), at: at?, now: s.kind == SchoolKind::Hub })
            };
            able.filter_map(one).collect()
        }
    }
}

/// Schools of the regions that are asked about.
fn scope<'a>(workspace: &'a Workspace, question: &'a SitingQuestion) -> impl Iterator<Item = &'a School> {
    let inside = |s: &School| workspace.region_of(s).is_some_and(|r| question.regions.contains(&r));
    workspace.schools.iter().filter(move |s| question.regions.is_empty() || inside(s))
}

/// A school with all grades, which others can learn from.
const fn can_be_hub(school: &School) -> bool {
    use SchoolKind::{Boarding, General, Gymnasium, Hub, Lyceum, Pilot};
    matches!(school.kind, Hub | General | Pilot | Gymnasium | Lyceum | Boarding) && school.hub.is_none()
}

/// A small school, or one that is attached to a hub today.
const fn is_attached(school: &School) -> bool {
    use SchoolKind::{Basic, Primary, SmallClass};
    matches!(school.kind, SmallClass | Primary | Basic) || school.hub.is_some()
}

impl Ground {
    pub(super) fn read(workspace: &Workspace, question: &SitingQuestion) -> Result<Self, Finding> {
        let intake = workspace.intake(question.intake)?;
        let mut ground = Self {
            clients: Vec::new(),
            candidates: candidates(workspace, question),
            km: Vec::new(),
            takes: Vec::new(),
            seats: Vec::new(),
            findings: Vec::new(),
        };
        match question.among {
            Among::Venues => ground.read_people(workspace, intake),
            Among::Hubs => {
                let attached: Vec<&School> = scope(workspace, question).filter(|s| is_attached(s)).collect();
                ground.put(workspace, attached.into_iter().map(|s| (s, None, 1)));
            }
        }
        if ground.clients.len().saturating_mul(ground.candidates.len()) > MOST_PAIRS {
            let most = MOST_PAIRS / ground.clients.len().max(1);
            return Err(question.error(Code::SitesTooMany).with("n", ground.candidates.len()).with("most", most));
        }
        ground.measure(workspace, intake, question);
        Ok(ground)
    }

    /// The people who have a place; before anyone has one, all who are put forward and may still get one.
    fn read_people(&mut self, workspace: &Workspace, intake: &Intake) {
        let of = |selected: bool| {
            let there = workspace.enrolments_of(intake.id).filter(move |e| match e.state {
                EnrolmentState::Selected => true,
                EnrolmentState::Withdrawn | EnrolmentState::NotAdmitted => false,
                _ => !selected,
            });
            there.filter_map(|e| workspace.people.get(e.person))
        };
        let selected: Vec<&Person> = of(true).collect();
        let people = if selected.is_empty() { of(false).collect() } else { selected };
        let by_subject = workspace.venues.iter().any(|v| !v.subjects.is_empty());
        let mut counts: BTreeMap<(SchoolId, Option<Subject>), u32> = BTreeMap::new();
        for person in people {
            let subject = if by_subject { main_subject(&intake.eligibility, person) } else { None };
            *counts.entry((person.school, subject)).or_default() += 1;
        }
        let schools = counts.into_iter();
        let schools = schools.filter_map(|((s, subject), n)| Some((workspace.schools.get(s)?, subject, n)));
        self.put(workspace, schools);
    }

    fn put<'a>(&mut self, workspace: &Workspace, schools: impl Iterator<Item = (&'a School, Option<Subject>, u32)>) {
        let places = MeanPlaces::new(workspace);
        let mut said = BTreeSet::new();
        for (school, subject, people) in schools {
            let (at, exact) = places.of_school(workspace, school);
            if !exact && said.insert(school.id) {
                let code = if at.is_some() { Code::SitesPlaceGuessed } else { Code::SitesPlaceUnknown };
                self.findings.push(Finding::warning(code).about(school.id).with("people", people));
            }
            let region = workspace.region_of(school);
            let client = |at| Client { school: school.id, at, people, hub: school.hub, region, subject };
            self.clients.extend(at.map(client));
        }
    }

    fn measure(&mut self, workspace: &Workspace, intake: &Intake, question: &SitingQuestion) {
        let venue = |c: &Candidate| match c.id {
            RecordId::Venue(id) => workspace.venues.get(id),
            _ => None,
        };
        for client in &self.clients {
            for candidate in &self.candidates {
                let taken = venue(candidate).is_none_or(|v| {
                    let subject = v.subjects.is_empty() || client.subject.is_none_or(|s| v.subjects.contains(&s));
                    let served = v.serves.is_empty() || client.region.is_some_and(|r| v.serves.contains(&r));
                    subject && (served || !question.as_served)
                });
                self.km.push(client.at.km_to(candidate.at));
                self.takes.push(taken);
            }
        }
        let time = TeachingTime::new(workspace, intake, workspace.courses.get(intake.course));
        let seats = |c: &Candidate| Some(seats(&time, &rooms_of(workspace, venue(c)?.id), intake.grouping.max_size));
        let limited = question.within_seats && question.among == Among::Venues;
        self.seats = self.candidates.iter().map(|c| seats(c).filter(|_| limited)).collect();
    }

    /// Kilometres from a client to a candidate.
    pub(super) fn km(&self, client: usize, candidate: usize) -> u32 {
        self.km[client * self.candidates.len() + candidate]
    }

    fn allowed(&self, client: usize, candidate: usize, question: &SitingQuestion) -> bool {
        let id = self.candidates[candidate].id;
        let near = question.farthest.is_none_or(|most| self.km(client, candidate) <= most);
        near && self.takes[client * self.candidates.len() + candidate] && !question.never.contains(&id)
    }

    /// Sites that cost nothing to open; a client costs a kilometre for each of its people and kilometres.
    pub(super) fn model(&self, question: &SitingQuestion) -> Model {
        let pairs = (0..self.clients.len()).flat_map(|c| (0..self.candidates.len()).map(move |s| (c, s)));
        let cost = |(client, site): (usize, usize)| {
            let km = i64::from(self.km(client, site)) * i64::from(self.clients[client].people);
            if self.allowed(client, site, question) { km } else { FORBIDDEN }
        };
        let indexes = |ids: &[RecordId]| -> Vec<usize> {
            (0..self.candidates.len()).filter(|&s| ids.contains(&self.candidates[s].id)).collect()
        };
        Model {
            cost: pairs.map(cost).collect(),
            demand: self.clients.iter().map(|c| c.people.into()).collect(),
            capacity: self.seats.iter().map(|s| s.map(i64::from)).collect(),
            opening: vec![0; self.candidates.len()],
            open: OpenCount::Any,
            must_open: indexes(&question.must),
            never_open: indexes(&question.never),
        }
    }

    /// What can be seen to be impossible without a search, counted.
    pub(super) fn check(&self, question: &SitingQuestion) -> Result<(), Finding> {
        if self.candidates.is_empty() {
            return Err(question.error(Code::SitesNone));
        }
        if self.clients.is_empty() {
            let code = if question.among == Among::Venues { Code::SitesNobody } else { Code::SitesNoSchools };
            return Err(question.error(code));
        }
        self.check_count(question)?;
        self.check_reach(question)?;
        self.check_seats(question)
    }

    fn check_count(&self, question: &SitingQuestion) -> Result<(), Finding> {
        let SiteCount::Exactly(n) = question.count else { return Ok(()) };
        let free = self.candidates.iter().filter(|c| !question.never.contains(&c.id)).count();
        let must = self.candidates.iter().filter(|c| question.must.contains(&c.id)).count();
        if n as usize > free || n == 0 || must > n as usize {
            let wrong = question.error(Code::SitesCountWrong).with("n", n);
            return Err(wrong.with("least", must.max(1)).with("most", free));
        }
        Ok(())
    }

    /// Schools that no candidate may serve.
    fn check_reach(&self, question: &SitingQuestion) -> Result<(), Finding> {
        let sites = || 0..self.candidates.len();
        let lost = |&c: &usize| !sites().any(|s| self.allowed(c, s, question));
        let lost: Vec<usize> = (0..self.clients.len()).filter(lost).collect();
        if lost.is_empty() {
            return Ok(());
        }
        let nearest =
            |c: usize| sites().filter(|&s| self.takes[c * self.candidates.len() + s]).map(|s| self.km(c, s)).min();
        let mut far = question.error(Code::SitesTooFar).with("n", lost.len());
        far = far.with("km", question.farthest.unwrap_or_default());
        far = far.with("needed", lost.iter().filter_map(|&c| nearest(c)).max().unwrap_or_default());
        let named = lost.iter().take(NAMED).map(|&c| Arg::Record(self.clients[c].school.into())).collect();
        far.args.insert("list".to_owned(), Arg::List(named));
        Err(far)
    }

    /// More people than the largest sites hold, or a school larger than any site that may take it.
    fn check_seats(&self, question: &SitingQuestion) -> Result<(), Finding> {
        let people: u32 = self.clients.iter().map(|c| c.people).sum();
        let mut seats: Vec<(bool, u32)> = (self.candidates.iter().zip(&self.seats))
            .filter(|(c, _)| !question.never.contains(&c.id))
            .map(|(c, seats)| (!question.must.contains(&c.id), seats.unwrap_or(people)))
            .collect();
        seats.sort_unstable_by_key(|&(free, seats)| (free, u32::MAX - seats));
        if let SiteCount::Exactly(n) = question.count {
            seats.truncate(n as usize);
        }
        let held: u32 = seats.iter().map(|&(_, seats)| seats).fold(0, u32::saturating_add);
        if held < people {
            let small = question.error(Code::SitesTooSmall).with("people", people).with("seats", held);
            return Err(small.with("n", seats.len()));
        }
        let holds = |c: usize, s: usize| self.seats[s].is_none_or(|seats| seats >= self.clients[c].people);
        let fits = |&c: &usize| (0..self.candidates.len()).any(|s| self.allowed(c, s, question) && holds(c, s));
        match (0..self.clients.len()).find(|c| !fits(c)) {
            Some(c) => {
                let client = &self.clients[c];
                let big = Finding::error(Code::SitesSchoolTooBig).about(client.school).about(question.intake);
                Err(big.with("people", client.people))
            }
            None => Ok(()),
        }
    }

    /// The candidates that are sites today.
    pub(super) fn sites_now(&self) -> Vec<usize> {
        (0..self.candidates.len()).filter(|&s| self.candidates[s].now).collect()
    }

    /// Regions that a venue's clients come from.
    pub(super) fn regions_of(&self, clients: impl Iterator<Item = usize>) -> BTreeSet<Region> {
        clients.filter_map(|c| self.clients[c].region).collect()
    }
}

/// A site's id as a venue's.
pub(super) const fn as_venue(id: RecordId) -> Option<VenueId> {
    match id {
        RecordId::Venue(id) => Some(id),
        _ => None,
    }
}
