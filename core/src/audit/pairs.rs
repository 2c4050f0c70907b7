//! Checks pairs of mentor and learner against the intake, from the records alone: nothing here is shared with the solver
//! that made them. Every fault is named; without faults the pairs may be agreed to.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Code, Finding};
use crate::import::{fold, synonyms};
use crate::model::{EnrolmentState, IntakeId, Person, PersonId, Subject};
use crate::solver::pair::{Pair, PairCost, PairProposal};
use crate::workspace::Workspace;

/// Faults of proposed pairs; empty when they may be agreed to.
#[must_use]
pub fn check_pairs(workspace: &Workspace, proposal: &PairProposal) -> Vec<Finding> {
    match workspace.intake(proposal.intake) {
        Err(missing) => vec![missing],
        Ok(intake) => Check { workspace, intake: intake.id, proposal, faults: Vec::new() }.run(),
    }
}

struct Check<'a> {
    workspace: &'a Workspace,
    intake: IntakeId,
    proposal: &'a PairProposal,
    faults: Vec<Finding>,
}

impl<'a> Check<'a> {
    fn run(mut self) -> Vec<Finding> {
        self.people();
        for pair in &self.proposal.pairs {
            self.pair(pair);
        }
        self.mutual();
        self.figures();
        self.faults
    }

    fn fault(&mut self, code: Code, person: PersonId) {
        self.faults.push(Finding::error(code).about(person));
    }

    fn between(&mut self, code: Code, pair: &Pair) {
        self.faults.push(Finding::error(code).about(pair.mentor).about(pair.learner));
    }

    fn both(&self, pair: &Pair) -> Option<(&'a Person, &'a Person)> {
        self.workspace.people.get(pair.mentor).zip(self.workspace.people.get(pair.learner))
    }

    /// Everyone with a place is once mentor and once learner, or named once as left out; and nobody else is.
    fn people(&mut self) {
        let mut named: BTreeMap<PersonId, [u32; 3]> = BTreeMap::new();
        for pair in &self.proposal.pairs {
            named.entry(pair.mentor).or_default()[0] += 1;
            named.entry(pair.learner).or_default()[1] += 1;
        }
        for left_out in &self.proposal.unpaired {
            named.entry(left_out.person).or_default()[2] += 1;
        }
        let enrolled = self.workspace.enrolments.iter().filter(|e| e.intake == self.intake);
        let selected: BTreeSet<PersonId> =
            enrolled.filter(|e| e.state == EnrolmentState::Selected).map(|e| e.person).collect();
        for (&person, &times) in &named {
            match times {
                [1, 1, 0] | [0, 0, 1] => {}
                [1, 0, 0] | [0, 1, 0] => self.fault(Code::PairOneWay, person),
                _ => self.fault(Code::PairPersonTwice, person),
            }
            if !selected.contains(&person) {
                self.fault(Code::PairPersonUnknown, person);
            }
        }
        for &person in selected.iter().filter(|person| !named.contains_key(person)) {
            self.fault(Code::PairPersonMissing, person);
        }
    }

    fn pair(&mut self, pair: &Pair) {
        if pair.mentor == pair.learner {
            self.between(Code::PairSelf, pair);
            return;
        }
        let Some((mentor, learner)) = self.both(pair) else { return };
        let options = self.proposal.options;
        if mentor.school == learner.school && !options.within_school {
            self.between(Code::PairSameSchool, pair);
        }
        let known = [mentor, learner].iter().all(|person| !person.languages().is_empty());
        if known && !share_language(mentor, learner) {
            self.between(Code::PairNoLanguage, pair);
        }
        let far = self.km(mentor, learner).unwrap_or(pair.km);
        if options.most_km.is_some_and(|most| far > most) {
            let fault = Finding::error(Code::PairTooFar).about(pair.mentor).about(pair.learner);
            self.faults.push(fault.with("km", far).with("most", options.most_km.unwrap_or_default()));
        }
        if !topic_kept(pair, mentor, learner) {
            self.between(Code::PairTopicWrong, pair);
        }
    }

    fn mutual(&mut self) {
        if self.proposal.options.mutual {
            return;
        }
        let told: BTreeSet<(PersonId, PersonId)> = self.proposal.pairs.iter().map(|p| (p.mentor, p.learner)).collect();
        for pair in &self.proposal.pairs {
            if pair.mentor < pair.learner && told.contains(&(pair.learner, pair.mentor)) {
                self.between(Code::PairMutual, pair);
            }
        }
    }

    /// Whole kilometres between two people's schools; none where one of them has no coordinates, since then they are
    /// guessed.
    fn km(&self, one: &Person, other: &Person) -> Option<u32> {
        let place = |person: &Person| self.workspace.schools.get(person.school)?.location;
        Some(place(one)?.km_to(place(other)?))
    }

    /// The stated cost is what the pairs cost, each pair's kilometres are right, and no bound is above the cost.
    fn figures(&mut self) {
        let mut cost = PairCost {
            left_out: u32::try_from(self.proposal.unpaired.len()).unwrap_or(u32::MAX),
            ..PairCost::default()
        };
        let mut wrong = false;
        for pair in &self.proposal.pairs {
            let Some((mentor, learner)) = self.both(pair) else { continue };
            cost.unmet += u32::from(!has_topic(mentor, learner));
            cost.language_unknown += u32::from(!share_language(mentor, learner));
            cost.km += i64::from(pair.km);
            wrong |= self.km(mentor, learner).is_some_and(|km| km != pair.km);
        }
        if wrong || cost != self.proposal.cost || self.proposal.bound > cost {
            self.faults.push(Finding::error(Code::FiguresWrong).about(self.intake));
        }
    }
}

fn share_language(one: &Person, other: &Person) -> bool {
    one.languages().iter().any(|language| other.languages().contains(language))
}

/// What a text or a person's subjects come to: subjects, and words that are none.
fn meant<'t>(texts: impl Iterator<Item = &'t str>, subjects: &[Subject]) -> (BTreeSet<Subject>, BTreeSet<String>) {
    let (mut named, mut words) = (BTreeSet::new(), BTreeSet::new());
    for text in texts {
        match synonyms::subjects(text) {
            Some(subjects) => named.extend(subjects),
            None => words.extend(Some(fold(text)).filter(|folded| !folded.is_empty())),
        }
    }
    if named.is_empty() && words.is_empty() {
        named.extend(subjects);
    }
    (named, words)
}

fn has_topic(mentor: &Person, learner: &Person) -> bool {
    let (offered, wanted) = (meant(mentor.offers(), &mentor.subjects()), meant(learner.wants(), &learner.subjects()));
    !offered.0.is_disjoint(&wanted.0) || !offered.1.is_disjoint(&wanted.1)
}

/// The stated topic is one that the learner wants and the mentor offers, and is stated wherever there is one.
fn topic_kept(pair: &Pair, mentor: &Person, learner: &Person) -> bool {
    let offered = meant(mentor.offers(), &mentor.subjects());
    let wanted = match &pair.topic {
        Some(text) if !learner.wants().any(|wanted| wanted == text) => return false,
        Some(text) => meant(std::iter::once(text.as_str()), &[]),
        None => meant(learner.wants(), &learner.subjects()),
    };
    match pair.subject {
        Some(subject) => offered.0.contains(&subject) && wanted.0.contains(&subject),
        None if pair.topic.is_some() => !offered.1.is_disjoint(&wanted.1),
        None => !has_topic(mentor, learner),
    }
}
