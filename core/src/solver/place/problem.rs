//! What placement works on: the people selected, the venues with their rooms, the trainers, the streams and the policy.

use std::collections::BTreeMap;

use super::agreed::{RecordedGroup, recorded};
use crate::finding::{Code, Finding};
use crate::model::{
    Closure, DistrictId, Enrolment, EnrolmentState, GeoPoint, Intake, IntakeId, Language, Person, PersonId, Region,
    RoomId, RoomKind, School, SchoolId, Subject, TrainerId, VenueId,
};
use crate::rules::{Rule, main_subject};
use crate::solver::timetable::time::TeachingTime;
use crate::turns::{AtOnce, GiveWay, at_once};
use crate::workspace::Workspace;

/// Someone who has a place and needs a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Seeker {
    /// Who.
    pub id: PersonId,
    /// Their main subject, where groups have one subject.
    pub subject: Option<Subject>,
    /// Languages they can be taught in; empty means unknown, and fits any.
    pub languages: Vec<Language>,
    /// Their region, district and school.
    pub home: (Option<Region>, Option<DistrictId>, SchoolId),
    /// Whole kilometres to each venue; none where the venue doesn't take them.
    pub km: Vec<Option<u32>>,
    /// Where their recorded group is, if they have one.
    pub at: Option<VenueId>,
}

/// A venue with its rooms.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// The venue.
    pub id: VenueId,
    /// Regions it takes people from; empty means all.
    pub serves: Vec<Region>,
    /// Subjects taught there; empty means all.
    pub subjects: Vec<Subject>,
    /// Its rooms.
    pub rooms: Vec<Place>,
}

/// A room.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The room.
    pub id: RoomId,
    /// Seats.
    pub capacity: u32,
    /// Kind.
    pub kind: RoomKind,
    /// When it is closed.
    pub closed: Vec<Closure>,
}

/// A trainer.
#[derive(Debug, Clone, PartialEq)]
pub struct Coach {
    /// The trainer.
    pub id: TrainerId,
    /// Subjects; empty means any.
    pub subjects: Vec<Subject>,
    /// Languages.
    pub languages: Vec<Language>,
    /// Most academic hours a day.
    pub daily_hours: u32,
    /// When they are not free.
    pub busy: Vec<Closure>,
}

/// Everything that placement depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacementProblem {
    /// The intake.
    pub intake: IntakeId,
    /// People, by id.
    pub people: Vec<Seeker>,
    /// Whole kilometres of each person to each venue, whether it takes them or not.
    pub far: Vec<Vec<u32>>,
    /// Venues, by id.
    pub sites: Vec<Site>,
    /// Trainers, by id; empty means that nobody has listed them yet, and they don't limit anything.
    pub coaches: Vec<Coach>,
    /// When it is taught.
    pub time: TeachingTime,
    /// Subjects that need rooms of certain kinds.
    pub room_needs: Vec<(Vec<Subject>, Vec<RoomKind>)>,
    /// Fewest people in a group.
    pub min_size: u32,
    /// Most people in a group.
    pub max_size: u32,
    /// Groups have one subject.
    pub one_subject: bool,
    /// Groups have one language or are mixed at a cost.
    pub by_language: bool,
    /// Cost of each person outside a mixed group's main language; none forbids mixed groups.
    pub mixing_cost: Option<u32>,
    /// Cost of each group.
    pub group_cost: u32,
    /// Cost of each person who goes to another venue than the one of their recorded group.
    pub moving_cost: u32,
    /// A trainer stays at one venue for the whole of a stream.
    pub one_venue: bool,
    /// Seed of what is searched.
    pub seed: u64,
    /// What was noticed while reading.
    pub findings: Vec<Finding>,
    /// The groups there are now.
    pub recorded: Vec<RecordedGroup>,
}

/// People whose ways to all venues are worked out between two looks at the clock.
const FEW: usize = 50;

impl PlacementProblem {
    /// Reads the intake's selected people, venues, trainers and policy.
    ///
    /// # Errors
    /// `record_missing` when the intake is gone.
    pub fn from_workspace(workspace: &Workspace, id: IntakeId) -> Result<Self, Finding> {
        at_once(Self::from_workspace_in_turns(workspace, id, &mut AtOnce))
    }

    /// [`Self::from_workspace`], giving way now and then.
    ///
    /// # Errors
    /// As there.
    pub async fn from_workspace_in_turns(
        workspace: &Workspace,
        id: IntakeId,
        turns: &mut impl GiveWay,
    ) -> Result<Self, Finding> {
        let intake = workspace.intake(id)?;
        let time = TeachingTime::new(workspace, intake, workspace.courses.get(intake.course));
        let mut findings = time.findings(workspace, intake);
        let sites = sites_of(workspace, intake);
        let coaches = coaches_of(workspace, intake);
        if coaches.is_empty() {
            findings.push(Finding::warning(Code::TrainersNotListed).about(id));
        }
        if intake.streams.is_empty() || intake.slots.is_empty() {
            findings.push(Finding::error(Code::StreamsMissing).about(id));
        }
        let mut problem = Self {
            intake: id,
            people: Vec::new(),
            far: Vec::new(),
            sites,
            coaches,
            time,
            room_needs: intake.timetabling.room_needs.iter().map(|n| (n.subjects.clone(), n.kinds.clone())).collect(),
            min_size: intake.grouping.min_size.max(1),
            max_size: intake.grouping.max_size,
            one_subject: intake.grouping.one_subject,
            by_language: intake.grouping.by_language,
            mixing_cost: intake.grouping.mixing_cost,
            group_cost: intake.grouping.group_cost,
            moving_cost: intake.grouping.moving_cost,
            one_venue: intake.timetabling.one_venue_per_stream,
            seed: intake.seed,
            findings,
            recorded: recorded(workspace, id),
        };
        turns.give_way().await;
        problem.read_people(workspace, &intake.eligibility, turns).await;
        Ok(problem)
    }

    async fn read_people(&mut self, workspace: &Workspace, eligibility: &Rule, turns: &mut impl GiveWay) {
        let places = MeanPlaces::new(workspace);
        turns.give_way().await;
        let selected = workspace.enrolments_of(self.intake).filter(|e| e.state == EnrolmentState::Selected);
        let venue = |e: &Enrolment| e.group.and_then(|g| workspace.groups.get(g)).map(|g| g.venue);
        let mut people: Vec<(&Person, Option<VenueId>)> =
            selected.filter_map(|e| Some((workspace.people.get(e.person)?, venue(e)))).collect();
        people.sort_by_key(|(p, _)| p.id);
        people.dedup_by_key(|(p, _)| p.id);
        for (nth, (person, at)) in people.into_iter().enumerate() {
            if nth % FEW == 0 {
                turns.give_way().await;
            }
            let (point, exact) = places.of(workspace, person);
            if !exact {
                let code = if point.is_some() { Code::LocationGuessed } else { Code::LocationUnknown };
                self.findings.push(Finding::note(code).about(person.id).about(person.school));
            }
            let far = |site: &Site| {
                let there = workspace.venues.get(site.id).map(|v| v.location);
                point.zip(there).map_or(0, |(here, there)| here.km_to(there))
            };
            let far: Vec<u32> = self.sites.iter().map(far).collect();
            let seeker = self.seeker(workspace, eligibility, person, &far);
            self.people.push(Seeker { at, ..seeker });
            self.far.push(far);
        }
    }

    fn seeker(&self, workspace: &Workspace, eligibility: &Rule, person: &Person, far: &[u32]) -> Seeker {
        let school = workspace.school_of(person);
        let region = school.and_then(|s| workspace.region_of(s));
        let subject = if self.one_subject { main_subject(eligibility, person) } else { None };
        let lost = self.one_subject && subject.is_none();
        let km = |(site, &km): (&Site, &u32)| {
            let served = site.serves.is_empty() || region.is_some_and(|r| site.serves.contains(&r));
            let taught = site.subjects.is_empty() || subject.is_none_or(|s| site.subjects.contains(&s));
            (served && taught && !lost).then_some(km)
        };
        Seeker {
            id: person.id,
            subject,
            languages: if self.by_language { person.languages().to_vec() } else { Vec::new() },
            home: (region, school.map(|s| s.district), person.school),
            km: self.sites.iter().zip(far).map(km).collect(),
            at: None,
        }
    }

    /// Kinds of room that will do for the subject; none means any but online.
    #[must_use]
    pub fn kinds_for(&self, subject: Option<Subject>) -> Option<&[RoomKind]> {
        let subject = subject?;
        self.room_needs.iter().find(|(s, _)| s.contains(&subject)).map(|(_, kinds)| kinds.as_slice())
    }

    /// What it costs that the person goes to this venue rather than to that of their recorded group.
    #[must_use]
    pub fn moving(&self, person: &Seeker, venue: VenueId) -> i64 {
        if person.at.is_some_and(|at| at != venue) { i64::from(self.moving_cost) } else { 0 }
    }

    /// True when the room will do for the subject, its seats apart.
    #[must_use]
    pub fn room_fits(&self, room: &Place, subject: Option<Subject>) -> bool {
        self.kinds_for(subject).is_none_or(|kinds| kinds.contains(&room.kind))
    }

    /// True when the trainer teaches the subject in all of these languages.
    #[must_use]
    pub fn coach_fits(coach: &Coach, subject: Option<Subject>, languages: &[Language]) -> bool {
        let subjects = coach.subjects.is_empty() || subject.is_none_or(|s| coach.subjects.contains(&s));
        subjects && languages.iter().all(|l| coach.languages.contains(l))
    }

    /// Index of the venue.
    #[must_use]
    pub fn site_index(&self, venue: VenueId) -> Option<usize> {
        self.sites.iter().position(|s| s.id == venue)
    }

    /// Index of the person.
    #[must_use]
    pub fn person_index(&self, person: PersonId) -> Option<usize> {
        self.people.binary_search_by_key(&person, |p| p.id).ok()
    }
}

fn sites_of(workspace: &Workspace, intake: &Intake) -> Vec<Site> {
    let mut ids = intake.venues.clone();
    ids.sort_unstable();
    ids.dedup();
    let site = |venue: &crate::model::Venue| Site {
        id: venue.id,
        serves: venue.serves.clone(),
        subjects: venue.subjects.clone(),
        rooms: rooms_of(workspace, venue.id),
    };
    ids.into_iter().filter_map(|id| workspace.venues.get(id)).map(site).collect()
}

/// The rooms of a venue.
pub(crate) fn rooms_of(workspace: &Workspace, venue: VenueId) -> Vec<Place> {
    let place =
        |r: &crate::model::Room| Place { id: r.id, capacity: r.capacity, kind: r.kind, closed: r.closed.clone() };
    workspace.rooms.iter().filter(|r| r.venue == venue).map(place).collect()
}

fn coaches_of(workspace: &Workspace, intake: &Intake) -> Vec<Coach> {
    let mut ids = intake.trainers.clone();
    ids.sort_unstable();
    ids.dedup();
    let coach = |t: &crate::model::Trainer| Coach {
        id: t.id,
        subjects: t.subjects.clone(),
        languages: t.languages.clone(),
        daily_hours: u32::from(t.daily_hours.0),
        busy: t.busy.clone(),
    };
    ids.into_iter().filter_map(|id| workspace.trainers.get(id)).map(coach).collect()
}

/// Mean place of the schools of each district and region, for those without coordinates of their own.
pub(crate) struct MeanPlaces {
    districts: BTreeMap<DistrictId, GeoPoint>,
    regions: BTreeMap<Region, GeoPoint>,
}

impl MeanPlaces {
    pub(crate) fn new(workspace: &Workspace) -> Self {
        let mut districts: BTreeMap<DistrictId, Vec<GeoPoint>> = BTreeMap::new();
        let mut regions: BTreeMap<Region, Vec<GeoPoint>> = BTreeMap::new();
        for school in workspace.schools.iter() {
            let Some(point) = school.location else { continue };
            districts.entry(school.district).or_default().push(point);
            if let Some(region) = workspace.region_of(school) {
                regions.entry(region).or_default().push(point);
            }
        }
        let districts = districts.into_iter().filter_map(|(d, points)| Some((d, mean(&points)?))).collect();
        let regions = regions.into_iter().filter_map(|(r, points)| Some((r, mean(&points)?))).collect();
        Self { districts, regions }
    }

    /// Where the person comes from, and whether it is their school's own place.
    pub(crate) fn of(&self, workspace: &Workspace, person: &Person) -> (Option<GeoPoint>, bool) {
        workspace.school_of(person).map_or((None, false), |school| self.of_school(workspace, school))
    }

    /// Where a school is taken to stand, and whether that is its own place.
    pub(crate) fn of_school(&self, workspace: &Workspace, school: &School) -> (Option<GeoPoint>, bool) {
        if school.location.is_some() {
            return (school.location, true);
        }
        let region = || self.regions.get(&workspace.region_of(school)?);
        (self.districts.get(&school.district).or_else(region).copied(), false)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no list has 2^52 schools")]
fn mean(points: &[GeoPoint]) -> Option<GeoPoint> {
    let n = points.len() as f64;
    let sum = |f: fn(GeoPoint) -> f64| points.iter().map(|&p| f(p)).sum::<f64>() / n;
    GeoPoint::new(sum(GeoPoint::lat), sum(GeoPoint::lon))
}
