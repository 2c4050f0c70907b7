//! Accepts or refuses a proposed selection. Counts, figures and order are worked out again from the records; nothing of
//! the solver's is used. Eligibility is asked of the rules, as everywhere.

use std::collections::{BTreeMap, BTreeSet};

use super::exchange::Leavers;
use super::nominees::{Facts, Nominee, refused};
use crate::finding::{Code, Finding};
use crate::model::{Gap, Intake, PersonId, Priority, Quota};
use crate::rules::{Setting, Trait};
use crate::solver::select::{SelectionProposal, Unit};
use crate::workspace::Workspace;

/// Everything that is wrong with a proposal; empty when it is accepted.
#[must_use]
pub fn check(workspace: &Workspace, proposal: &SelectionProposal) -> Vec<Finding> {
    let Ok(intake) = workspace.intake(proposal.intake) else {
        return vec![Finding::error(Code::RecordMissing).about(proposal.intake)];
    };
    let setting = Setting::new(workspace, intake.reference_date);
    let facts = Facts::new(&setting, intake);
    let nominees = facts.nominees();
    let ids = nominees.iter().map(|nominee| nominee.person.id).collect();
    let case = Case { intake, nominees, ids, minimums: &facts.minimums };
    let mut findings = case.people(proposal);
    if findings.is_empty() {
        findings.extend(case.limits(proposal));
        findings.extend(case.figures(proposal));
        findings.extend(case.order(&proposal.selected));
        findings.extend(case.order(&proposal.waiting));
        if proposal.gap == Gap::Optimal {
            findings.extend(case.exchange(proposal));
        }
    }
    findings
}

/// People by quota and unit.
pub(super) type Counts = BTreeMap<(usize, u32), u32>;

/// The shares by pupils that a proposal states, by quota and unit. That they add up is checked apart.
pub(super) struct Maximums(pub(super) Counts);

impl Maximums {
    /// The most that a unit of a quota takes.
    pub(super) fn of(&self, quota: &Quota, key: (usize, u32)) -> u32 {
        match quota.shared_by_pupils {
            None => quota.at_most.unwrap_or(u32::MAX),
            Some(_) => self.0.get(&key).copied().unwrap_or(0),
        }
    }
}

/// Units with someone whose like the rules refuse: they have no minimum.
pub(super) struct Minimums(pub(super) BTreeSet<(usize, u32)>);

impl Minimums {
    /// The minimum of a unit that someone nominated counts in.
    pub(super) fn of(&self, quota: &Quota, unit: (usize, u32)) -> u32 {
        if self.0.contains(&unit) { 0 } else { quota.at_least.unwrap_or(0) }
    }
}

struct Case<'w> {
    intake: &'w Intake,
    /// By id.
    nominees: Vec<Nominee<'w>>,
    /// Their ids side by side: each is looked for many times, and records lie far apart.
    ids: Vec<PersonId>,
    minimums: &'w Minimums,
}

impl<'w> Case<'w> {
    fn nominee(&self, id: PersonId) -> Option<&Nominee<'w>> {
        self.ids.binary_search(&id).ok().map(|at| &self.nominees[at])
    }

    fn error(&self, code: Code) -> Finding {
        Finding::error(code).about(self.intake.id)
    }

    /// Everyone nominated is in the proposal once, with a place only if they may have one.
    fn people(&self, proposal: &SelectionProposal) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen = BTreeSet::new();
        for &id in proposal.selected.iter().chain(&proposal.waiting) {
            if !seen.insert(id) {
                findings.push(self.error(Code::SelectionTwice).about(id));
            }
            match self.nominee(id) {
                None => findings.push(self.error(Code::SelectionNotNominated).about(id)),
                Some(nominee) if !nominee.may_have_place() => {
                    findings.push(self.error(Code::SelectionNotEligible).about(id));
                }
                Some(_) => {}
            }
        }
        let forgotten = |nominee: &&Nominee<'_>| nominee.may_have_place() && !seen.contains(&nominee.person.id);
        let missing = self.nominees.iter().filter(forgotten).map(|n| n.person.id);
        let unseated = proposal.waiting.iter().copied().filter(|id| self.nominee(*id).is_some_and(Nominee::admitted));
        findings.extend(missing.chain(unseated).map(|id| self.error(Code::SelectionForgotten).about(id)));
        let wrong = self.told_otherwise(proposal).into_iter();
        findings.extend(wrong.map(|id| self.error(Code::SelectionFigure).about(id)));
        findings
    }

    /// Those of whom the proposal does not say whether they are selected, or not rightly. All lists go by id, so that they
    /// are walked side by side; where a list has someone twice, the later counts.
    fn told_otherwise(&self, proposal: &SelectionProposal) -> Vec<PersonId> {
        let mut told: Vec<(PersonId, bool)> =
            proposal.people.iter().map(|s| (s.person, s.outcome.has_place())).collect();
        told.sort_by_key(|(id, _)| *id);
        let mut selected = proposal.selected.clone();
        selected.sort_unstable();
        let (mut told, mut selected) = (told.into_iter().peekable(), selected.into_iter().peekable());
        let mut wrong = Vec::new();
        for id in self.nominees.iter().map(|n| n.person.id) {
            let mut is_told = None;
            while let Some((at, has_place)) = told.next_if(|(at, _)| *at <= id) {
                is_told = (at == id).then_some(has_place);
            }
            let mut is_selected = false;
            while let Some(at) = selected.next_if(|at| *at <= id) {
                is_selected = at == id;
            }
            if is_told != Some(is_selected) {
                wrong.push(id);
            }
        }
        wrong
    }

    fn counts(&self, people: &[PersonId]) -> Counts {
        let mut counts = Counts::new();
        for nominee in people.iter().filter_map(|id| self.nominee(*id)) {
            for (quota, unit) in nominee.units.iter().enumerate() {
                if let Some(unit) = unit {
                    *counts.entry((quota, *unit)).or_default() += 1;
                }
            }
        }
        counts
    }

    fn admitted(&self) -> Vec<PersonId> {
        self.nominees.iter().filter(|n| n.admitted()).map(|n| n.person.id).collect()
    }

    /// No maximum is exceeded, but by people who were admitted against the rules.
    fn limits(&self, proposal: &SelectionProposal) -> Vec<Finding> {
        let mut findings = Vec::new();
        let admitted = self.admitted();
        if proposal.selected.len() > admitted.len().max(self.intake.places as usize) {
            let finding = self.error(Code::SelectionBeyondPlaces).with("places", self.intake.places);
            findings.push(finding.with("reached", proposal.selected.len()));
        }
        let (forced, maximums) = (self.counts(&admitted), self.maximums(proposal));
        for (key, reached) in self.counts(&proposal.selected) {
            let most = maximums.of(&self.intake.quotas[key.0], key).max(forced.get(&key).copied().unwrap_or(0));
            if reached > most {
                let finding = self.error(Code::SelectionBeyondQuota).with("quota", key.0 + 1);
                findings.push(finding.with("at_most", most).with("reached", reached));
            }
        }
        for (index, quota) in self.intake.quotas.iter().enumerate() {
            let given = proposal.units.iter().filter(|s| s.unit.quota == index).filter_map(|s| s.unit.at_most);
            if let Some(places) = quota.shared_by_pupils
                && given.map(u64::from).sum::<u64>() > u64::from(places)
            {
                findings.push(self.error(Code::SelectionFigure).with("quota", index + 1));
            }
        }
        findings
    }

    /// A unit that the proposal states is known by who holds a place in it; the first such statement counts.
    fn maximums(&self, proposal: &SelectionProposal) -> Maximums {
        let mut most = Counts::new();
        for state in &proposal.units {
            let holder = state.held_by.first().and_then(|id| self.nominee(*id));
            if let Some(unit) = holder.and_then(|n| *n.units.get(state.unit.quota)?) {
                most.entry((state.unit.quota, unit)).or_insert(state.unit.at_most.unwrap_or(0));
            }
        }
        Maximums(most)
    }

    /// The figures of the objective are those of the people selected.
    fn figures(&self, proposal: &SelectionProposal) -> Vec<Finding> {
        let reached: BTreeMap<&str, i64> = proposal.objective.iter().map(|(code, n)| (code.as_str(), *n)).collect();
        let selected: Vec<&Nominee<'_>> = proposal.selected.iter().filter_map(|id| self.nominee(*id)).collect();
        let mut right = vec![("places_filled".to_owned(), i64::try_from(selected.len()).unwrap_or(i64::MAX))];
        for (n, priority) in self.intake.priority.iter().enumerate() {
            let sum: i64 = selected.iter().map(|nominee| nominee.worth[n]).sum();
            right.push(match priority {
                Priority::Prefer(_) => (format!("prefer_{}", n + 1), -sum),
                _ => (format!("ranks_{}", n + 1), sum),
            });
        }
        right.push(("shortfall".to_owned(), self.shortfall(proposal)));
        let wrong = right.into_iter().filter(|(code, value)| reached.get(code.as_str()) != Some(value));
        let finding = |(code, value): (String, i64)| {
            let shown = reached.get(code.as_str()).copied().unwrap_or(0);
            self.error(Code::SelectionFigure).with("term", code).with("shown", shown).with("counted", value)
        };
        wrong.map(finding).collect()
    }

    /// Shortfall over the units that the proposal knows, counted again; units that it forgot count in full.
    fn shortfall(&self, proposal: &SelectionProposal) -> i64 {
        let mut counts = self.counts(&proposal.selected);
        let mut total: i64 = 0;
        for state in &proposal.units {
            let index = state.unit.quota;
            let holder = state.held_by.first().and_then(|id| self.nominee(*id));
            let unit = holder.and_then(|n| *n.units.get(index)?);
            let reached = unit.and_then(|unit| counts.remove(&(index, unit))).unwrap_or(0);
            let at_least = self.least_of(&state.unit);
            total += i64::from(at_least.saturating_sub(reached));
        }
        let short = |(key, n): (&(usize, u32), &u32)| {
            let quota = &self.intake.quotas[key.0];
            i64::from(self.minimums.of(quota, *key).saturating_sub(*n))
        };
        total + counts.iter().map(short).sum::<i64>()
    }

    /// The minimum of a unit of the proposal.
    fn least_of(&self, unit: &Unit) -> u32 {
        let Some(quota) = self.intake.quotas.get(unit.quota) else { return 0 };
        let traits: Vec<Trait> = unit.values.iter().filter_map(|value| value.as_trait()).collect();
        if refused(self.intake, quota, &traits) { 0 } else { quota.at_least.unwrap_or(0) }
    }

    /// A list follows the priorities; people alike in all of them may stand in any order.
    fn order(&self, list: &[PersonId]) -> Vec<Finding> {
        let worth = |id: PersonId| self.nominee(id).map(|n| n.worth);
        let wrong = list.windows(2).find(|pair| worth(pair[0]) > worth(pair[1]));
        wrong.map(|pair| self.error(Code::SelectionOrder).about(pair[1]).about(pair[0])).into_iter().collect()
    }

    /// Nobody who waits could take a free place, or the place of someone selected, to the better. People who count in
    /// the same units stand in for each other, so the best of each kind who waits is enough.
    fn exchange(&self, proposal: &SelectionProposal) -> Vec<Finding> {
        let (counts, maximums) = (self.counts(&proposal.selected), self.maximums(proposal));
        let selected = proposal.selected.iter().filter_map(|id| self.nominee(*id));
        let leavers =
            Leavers::new(&self.intake.quotas, &counts, &maximums, self.minimums, selected.filter(|n| !n.admitted()));
        let full_house = proposal.selected.len() >= self.intake.places as usize;
        for arriving in self.first_of_each_kind(&proposal.waiting) {
            let finding = self.error(Code::SelectionExchange).about(arriving.person.id);
            if !full_house && leavers.full(arriving) == 0 {
                return vec![finding];
            }
            if let Some(leaving) = leavers.worse_than(arriving) {
                return vec![finding.about(leaving.person.id)];
            }
        }
        Vec::new()
    }

    fn first_of_each_kind(&self, people: &[PersonId]) -> Vec<&Nominee<'w>> {
        let mut found: BTreeMap<&[Option<u32>], &Nominee<'w>> = BTreeMap::new();
        for nominee in people.iter().filter_map(|id| self.nominee(*id)) {
            let first = found.entry(nominee.units).or_insert(nominee);
            if nominee.worth < first.worth {
                *first = nominee;
            }
        }
        found.into_values().collect()
    }
}
