//! What pairing works on: the people with what they offer and want, and what a pair of two of them is worth.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding};
use crate::import::{fold, synonyms};
use crate::model::{EnrolmentState, GeoPoint, IntakeId, Language, Person, PersonId, SchoolId, Subject};
use crate::solver::place::problem::MeanPlaces;
use crate::workspace::Workspace;

/// What a coordinator can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairOptions {
    /// Colleagues of one school may be paired.
    #[serde(default)]
    pub within_school: bool,
    /// Two people may be each other's mentors; else everyone's learner is another than their mentor.
    #[serde(default)]
    pub mutual: bool,
    /// Greatest distance of a pair in whole kilometres; none is any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_km: Option<u32>,
}

/// A topic as it is compared: a subject under any of its names, or words folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// A school subject.
    Subject(Subject),
    /// Anything else.
    Words(String),
}

/// What someone wants to learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Want {
    /// As it is compared.
    pub topic: Topic,
    /// As they wrote it; none where their subject stands in.
    pub text: Option<String>,
}

/// Someone who is to be both mentor and learner.
#[derive(Debug, Clone, PartialEq)]
pub struct Peer {
    /// Who.
    pub id: PersonId,
    /// Their school.
    pub school: SchoolId,
    /// Where it stands, or is guessed to stand; none counts as 0 km from anywhere.
    pub place: Option<GeoPoint>,
    /// Languages of teaching; empty means unknown, and fits any.
    pub languages: Vec<Language>,
    /// What they could be a mentor in.
    pub offers: Vec<Topic>,
    /// What they want to learn, the dearest first.
    pub wants: Vec<Want>,
}

/// Everything that pairing depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct PairProblem {
    /// The intake.
    pub intake: IntakeId,
    /// People, by id, each once.
    pub people: Vec<Peer>,
    /// What was asked for.
    pub options: PairOptions,
    /// What was noticed while reading.
    pub findings: Vec<Finding>,
}

/// Most people that are paired at once: the table of all pairs has the square of it.
pub const MOST_PEOPLE: usize = 2_000;

/// What a pair is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth {
    /// The mentor offers something that the learner wants.
    pub met: bool,
    /// Both are known to teach in one language.
    pub language: bool,
    /// Whole kilometres between their schools.
    pub km: u32,
}

/// Why two people may not be a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Barrier {
    /// They are one person.
    Same,
    /// They work at one school.
    School,
    /// They have no language in common.
    Language,
    /// Their schools are too far from each other: kilometres.
    Far(u32),
}

impl PairProblem {
    /// Reads the people who have a place in the intake.
    ///
    /// # Errors
    /// `record_missing` when the intake is gone, `pair_too_many` past [`MOST_PEOPLE`].
    pub fn from_workspace(workspace: &Workspace, id: IntakeId, options: PairOptions) -> Result<Self, Finding> {
        let intake = workspace.intake(id)?.id;
        let selected = workspace.enrolments_of(intake).filter(|e| e.state == EnrolmentState::Selected);
        Self::of(workspace, intake, selected.map(|e| e.person), options)
    }

    /// Reads these people.
    ///
    /// # Errors
    /// `pair_too_many` past [`MOST_PEOPLE`].
    pub fn of(
        workspace: &Workspace,
        intake: IntakeId,
        people: impl IntoIterator<Item = PersonId>,
        options: PairOptions,
    ) -> Result<Self, Finding> {
        let mut read: Vec<&Person> = people.into_iter().filter_map(|p| workspace.people.get(p)).collect();
        read.sort_by_key(|p| p.id);
        read.dedup_by_key(|p| p.id);
        if read.len() > MOST_PEOPLE {
            let many = Finding::error(Code::PairTooMany).about(intake);
            return Err(many.with("people", read.len()).with("most", MOST_PEOPLE));
        }
        let places = MeanPlaces::new(workspace);
        let mut problem = Self { intake, people: Vec::new(), options, findings: Vec::new() };
        for person in read {
            let (place, exact) = places.of(workspace, person);
            if !exact {
                let code = if place.is_some() { Code::LocationGuessed } else { Code::LocationUnknown };
                problem.findings.push(Finding::note(code).about(person.id).about(person.school));
            }
            problem.people.push(peer(person, place));
        }
        Ok(problem)
    }

    /// Index of the person.
    #[must_use]
    pub fn index(&self, person: PersonId) -> Option<usize> {
        self.people.binary_search_by_key(&person, |p| p.id).ok()
    }

    /// What it is worth that one is the other's mentor, by their indices.
    ///
    /// # Errors
    /// Why it may not be.
    pub fn judge(&self, mentor: usize, learner: usize) -> Result<Worth, Barrier> {
        let (a, b) = (&self.people[mentor], &self.people[learner]);
        if mentor == learner || a.id == b.id {
            return Err(Barrier::Same);
        }
        if a.school == b.school && !self.options.within_school {
            return Err(Barrier::School);
        }
        let known = !a.languages.is_empty() && !b.languages.is_empty();
        let language = self.share_language(mentor, learner);
        if known && !language {
            return Err(Barrier::Language);
        }
        let km = self.km(mentor, learner);
        if self.options.most_km.is_some_and(|most| km > most) {
            return Err(Barrier::Far(km));
        }
        Ok(Worth { met: self.topic(mentor, learner).is_some(), language, km })
    }

    /// Whole kilometres between the schools of two people, by their indices; 0 where one of them isn't known.
    #[must_use]
    pub fn km(&self, one: usize, other: usize) -> u32 {
        let places = self.people[one].place.zip(self.people[other].place);
        places.map_or(0, |(here, there)| here.km_to(there))
    }

    /// Whether two people are known to teach in one language, by their indices.
    pub(super) fn share_language(&self, one: usize, other: usize) -> bool {
        let theirs = &self.people[other].languages;
        self.people[one].languages.iter().any(|language| theirs.contains(language))
    }

    /// The dearest of what the learner wants that the mentor offers, by their indices.
    #[must_use]
    pub fn topic(&self, mentor: usize, learner: usize) -> Option<&Want> {
        let offers = &self.people[mentor].offers;
        self.people[learner].wants.iter().find(|want| offers.contains(&want.topic))
    }
}

fn peer(person: &Person, place: Option<GeoPoint>) -> Peer {
    let mut offers: Vec<Topic> = person.offers().flat_map(topics).collect();
    if offers.is_empty() {
        offers = person.subjects().iter().copied().map(Topic::Subject).collect();
    }
    let read = person.wants().flat_map(|text| topics(text).into_iter().map(move |topic| (topic, text)));
    let mut wants: Vec<Want> = read.map(|(topic, text)| Want { topic, text: Some(text.to_owned()) }).collect();
    if wants.is_empty() {
        wants = person.subjects().iter().map(|&s| Want { topic: Topic::Subject(s), text: None }).collect();
    }
    Peer { id: person.id, school: person.school, place, languages: person.languages().to_vec(), offers, wants }
}

/// The subjects that the text names, or its words; nothing for a text without letters or digits.
fn topics(text: &str) -> Vec<Topic> {
    if let Some(subjects) = synonyms::subjects(text) {
        return subjects.into_iter().map(Topic::Subject).collect();
    }
    let words = fold(text);
    if words.is_empty() { Vec::new() } else { vec![Topic::Words(words)] }
}
