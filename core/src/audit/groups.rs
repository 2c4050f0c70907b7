//! Checks a placement against the intake, from the records alone: nothing here is shared with the solver that made it.
//! Every fault is named; without faults the placement may be agreed to.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding};
use crate::model::{
    Enrolment, EnrolmentState, Intake, Language, Person, PersonId, Room, RoomKind, Subject, Trainer, Venue, VenueId,
};
use crate::rules::main_subject;
use crate::solver::place::{PlacementProposal, ProposedGroup};
use crate::workspace::Workspace;

/// Faults of a placement; empty when it may be agreed to.
#[must_use]
pub fn check_groups(workspace: &Workspace, proposal: &PlacementProposal) -> Vec<Finding> {
    match workspace.intake(proposal.intake) {
        Err(missing) => vec![missing],
        Ok(intake) => Check { workspace, intake, proposal, faults: Vec::new() }.run(),
    }
}

struct Check<'a> {
    workspace: &'a Workspace,
    intake: &'a Intake,
    proposal: &'a PlacementProposal,
    faults: Vec<Finding>,
}

impl<'a> Check<'a> {
    fn run(mut self) -> Vec<Finding> {
        self.people();
        self.numbers();
        for group in &self.proposal.groups {
            self.group(group);
        }
        for stream in 0..self.intake.streams.len() {
            self.rooms(stream);
            self.trainers(stream);
        }
        self.figures();
        self.faults
    }

    fn fault(&mut self, code: Code, group: &ProposedGroup) {
        self.faults.push(Finding::error(code).about(group.venue).with("group", group.number));
    }

    /// Everyone with a place is named exactly once, and nobody else.
    fn people(&mut self) {
        let mut named: BTreeMap<PersonId, u32> = BTreeMap::new();
        let members = self.proposal.groups.iter().flat_map(|g| g.members.iter().copied());
        for person in members.chain(self.proposal.unplaced.iter().map(|u| u.person)) {
            *named.entry(person).or_default() += 1;
        }
        let enrolled = self.workspace.enrolments.iter().filter(|e| e.intake == self.intake.id);
        let selected: BTreeSet<PersonId> =
            enrolled.filter(|e| e.state == EnrolmentState::Selected).map(|e| e.person).collect();
        for (&person, &times) in &named {
            if times > 1 {
                self.faults.push(Finding::error(Code::GroupPersonTwice).about(person));
            }
            if !selected.contains(&person) {
                self.faults.push(Finding::error(Code::GroupPersonUnknown).about(person));
            }
        }
        for &person in selected.iter().filter(|p| !named.contains_key(p)) {
            self.faults.push(Finding::error(Code::GroupPersonMissing).about(person));
        }
    }

    fn numbers(&mut self) {
        let mut seen = BTreeSet::new();
        for group in &self.proposal.groups {
            if !seen.insert((group.subject, group.number)) {
                self.fault(Code::GroupNumberTwice, group);
            }
        }
    }

    fn members(&self, group: &ProposedGroup) -> Vec<&'a Person> {
        group.members.iter().filter_map(|&p| self.workspace.people.get(p)).collect()
    }

    fn group(&mut self, group: &ProposedGroup) {
        let policy = &self.intake.grouping;
        let size = group.members.len();
        if size < policy.min_size as usize || size > policy.max_size as usize {
            self.faults.push(
                Finding::error(Code::GroupSizeWrong)
                    .about(group.venue)
                    .with("group", group.number)
                    .with("people", size),
            );
        }
        if usize::from(group.stream) >= self.intake.streams.len() {
            self.fault(Code::GroupStreamWrong, group);
        }
        let members = self.members(group);
        let subject_kept = |p: &&Person| main_subject(&self.intake.eligibility, p) == group.subject;
        let subject_wrong = if policy.one_subject {
            group.subject.is_none() || !members.iter().all(subject_kept)
        } else {
            group.subject.is_some()
        };
        if subject_wrong {
            self.fault(Code::GroupSubjectWrong, group);
        }
        if !self.venue_takes(group, &members) {
            self.fault(Code::GroupVenueWrong, group);
        }
        if !self.language_kept(group, &members) {
            self.fault(Code::GroupLanguageWrong, group);
        }
    }

    fn venue_takes(&self, group: &ProposedGroup, members: &[&Person]) -> bool {
        let Some(venue) = self.workspace.venues.get(group.venue).filter(|v| self.intake.venues.contains(&v.id)) else {
            return false;
        };
        let taught = venue.subjects.is_empty() || group.subject.is_none_or(|s| venue.subjects.contains(&s));
        taught && members.iter().all(|p| self.serves(venue, p))
    }

    fn serves(&self, venue: &Venue, person: &Person) -> bool {
        let school = self.workspace.schools.get(person.school);
        let region = school.and_then(|s| self.workspace.districts.get(s.district)).map(|d| d.region);
        venue.serves.is_empty() || region.is_some_and(|r| venue.serves.contains(&r))
    }

    fn language_kept(&self, group: &ProposedGroup, members: &[&Person]) -> bool {
        if !self.intake.grouping.by_language {
            return group.language.is_none() && !group.mixed;
        }
        let Some(main) = group.language else { return false };
        let outside = members.iter().filter(|p| outside(p, main)).count();
        if group.mixed { outside > 0 && self.intake.grouping.mixing_cost.is_some() } else { outside == 0 }
    }

    /// Languages that a trainer of the group needs.
    fn needed(&self, group: &ProposedGroup) -> BTreeSet<Language> {
        let mut needed: BTreeSet<Language> = group.language.into_iter().collect();
        if let Some(main) = group.language {
            let others = self.members(group).into_iter().filter(|p| outside(p, main));
            needed.extend(others.filter_map(|p| p.languages().first().copied()));
        }
        needed
    }

    fn in_stream(&self, stream: usize) -> Vec<&'a ProposedGroup> {
        self.proposal.groups.iter().filter(|g| usize::from(g.stream) == stream).collect()
    }

    /// Groups that can follow each other in one room or with one trainer within a stream.
    fn turns(&self, stream: usize, hours_a_day: u32) -> usize {
        let days: BTreeSet<_> =
            self.intake.streams[stream].days.iter().filter(|&&d| !self.workspace.is_day_off(d)).collect();
        let course = self.workspace.courses.get(self.intake.course);
        let hours: u32 = course.map_or(0, |c| c.modules.iter().map(|m| u32::from(m.hours.0)).sum());
        let whole = usize::try_from(hours_a_day).unwrap_or(0) * days.len();
        if hours == 0 { 1 } else { (whole / hours as usize).max(1) }
    }

    fn day_hours(&self) -> u32 {
        self.intake.slots.iter().map(|s| u32::from(s.hours.0)).sum()
    }

    /// Each group of a stream gets a room of its own that is large enough and of the right kind.
    fn rooms(&mut self, stream: usize) {
        let turns = self.turns(stream, self.day_hours());
        let groups = self.in_stream(stream);
        let venues: BTreeSet<_> = groups.iter().map(|g| g.venue).collect();
        for venue in venues {
            let here: Vec<&ProposedGroup> = groups.iter().copied().filter(|g| g.venue == venue).collect();
            let rooms: Vec<&Room> = self.workspace.rooms.iter().filter(|r| r.venue == venue).collect();
            let fits = |g: usize, r: usize| {
                rooms[r].capacity as usize >= here[g].members.len() && self.kind_fits(rooms[r].kind, here[g].subject)
            };
            if let Some(left) = unmatched(here.len(), rooms.len(), turns, fits) {
                self.fault(Code::GroupRoomsShort, here[left]);
            }
        }
    }

    fn kind_fits(&self, kind: RoomKind, subject: Option<Subject>) -> bool {
        let needs = self.intake.timetabling.room_needs.iter();
        let mut mine = needs.filter(|n| subject.is_some_and(|s| n.subjects.contains(&s)));
        mine.all(|n| n.kinds.contains(&kind))
    }

    /// Each group of a stream gets a trainer who teaches its subject in its languages.
    fn trainers(&mut self, stream: usize) {
        let listed = self.intake.trainers.iter().filter_map(|&t| self.workspace.trainers.get(t));
        let trainers: Vec<&Trainer> = listed.collect();
        if trainers.is_empty() {
            return;
        }
        let groups = self.in_stream(stream);
        let turns = trainers.iter().map(|t| self.turns(stream, self.day_hours().min(t.daily_hours.0.into()))).max();
        let fits = |g: usize, t: usize| {
            let (group, trainer) = (groups[g], trainers[t]);
            let taught = trainer.subjects.is_empty() || group.subject.is_none_or(|s| trainer.subjects.contains(&s));
            taught && self.needed(group).iter().all(|l| trainer.languages.contains(l))
        };
        if let Some(left) = unmatched(groups.len(), trainers.len(), turns.unwrap_or(1), fits) {
            self.fault(Code::GroupTrainersShort, groups[left]);
        }
    }

    /// The stated cost is what the groups cost, and the stated number of those left out is right.
    fn figures(&mut self) {
        let mut mixing = 0;
        for group in &self.proposal.groups {
            let main = group.language.filter(|_| group.mixed);
            let outside = self.members(group).into_iter().filter(|p| main.is_some_and(|l| outside(p, l))).count();
            mixing += i64::from(self.intake.grouping.mixing_cost.unwrap_or(0)) * i64::try_from(outside).unwrap_or(0);
        }
        let groups =
            i64::try_from(self.proposal.groups.len()).unwrap_or(0) * i64::from(self.intake.grouping.group_cost);
        let moving = i64::from(self.intake.grouping.moving_cost) * self.moved();
        let cost = &self.proposal.cost;
        let out = self.proposal.unplaced.len();
        let km = self.km();
        let km_right = km.is_none_or(|km| km == cost.km);
        let right = cost.mixing == mixing && cost.groups == groups && cost.moving == moving;
        if !km_right || !right || cost.unplaced as usize != out {
            self.faults.push(
                Finding::error(Code::FiguresWrong).about(self.intake.id).with("mixing", mixing).with("groups", groups),
            );
        }
    }

    /// People whose recorded group is at another venue than the proposed one.
    fn moved(&self) -> i64 {
        let mine = self.workspace.enrolments.iter().filter(|e| e.intake == self.intake.id);
        let venue = |e: &Enrolment| Some((e.person, self.workspace.groups.get(e.group?)?.venue));
        let recorded: BTreeMap<PersonId, VenueId> = mine.filter_map(venue).collect();
        let elsewhere =
            |g: &ProposedGroup| g.members.iter().filter(|p| recorded.get(p).is_some_and(|v| *v != g.venue)).count();
        self.proposal.groups.iter().map(elsewhere).sum::<usize>().try_into().unwrap_or(i64::MAX)
    }

    /// Kilometres of all; none where a school has no coordinates, since then they are guessed.
    fn km(&self) -> Option<i64> {
        let mut km = 0;
        for group in &self.proposal.groups {
            let there = self.workspace.venues.get(group.venue)?.location;
            for person in self.members(group) {
                let here = self.workspace.schools.get(person.school)?.location?;
                km += i64::from(here.km_to(there));
            }
        }
        Some(km)
    }
}

fn outside(person: &Person, main: Language) -> bool {
    !person.languages().is_empty() && !person.languages().contains(&main)
}

/// The first of `left` that finds no partner when each of `right` takes up to `turns`; none if all do.
fn unmatched(left: usize, right: usize, turns: usize, fits: impl Fn(usize, usize) -> bool) -> Option<usize> {
    fn find(
        at: usize,
        turns: usize,
        fits: &dyn Fn(usize, usize) -> bool,
        held: &mut [Vec<usize>],
        seen: &mut [bool],
    ) -> bool {
        for r in 0..held.len() {
            if seen[r] || !fits(at, r) {
                continue;
            }
            seen[r] = true;
            if held[r].len() < turns {
                held[r].push(at);
                return true;
            }
            for i in 0..held[r].len() {
                if find(held[r][i], turns, fits, held, seen) {
                    held[r][i] = at;
                    return true;
                }
            }
        }
        false
    }
    let mut held = vec![Vec::new(); right];
    (0..left).find(|&at| !find(at, turns, &fits, &mut held, &mut vec![false; right]))
}
