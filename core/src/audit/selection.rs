//! Accepts or refuses a proposed selection. Counts, figures and order are worked out again from the records; nothing of
//! the solver's is used. Eligibility is asked of the rules, as everywhere.

use std::collections::{BTreeMap, BTreeSet};

use super::exchange::Leavers;
use crate::finding::{Code, Finding};
use crate::model::{Dimension, Enrolment, EnrolmentState, Gap, Intake, Person, PersonId, Priority, Quota};
use crate::rules::{Rule, Setting, Trait, Verdict, main_subject, takes, verdict_only};
use crate::solver::select::{Outcome, SelectionProposal, Unit};
use crate::workspace::Workspace;

/// Everything that is wrong with a proposal; empty when it is accepted.
#[must_use]
pub fn check(workspace: &Workspace, proposal: &SelectionProposal) -> Vec<Finding> {
    let Ok(intake) = workspace.intake(proposal.intake) else {
        return vec![Finding::error(Code::RecordMissing).about(proposal.intake)];
    };
    let setting = Setting::new(workspace, intake.reference_date);
    let case = Case::new(&setting, intake);
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

/// One nominated person as the checker sees them.
pub(super) struct Nominee<'w> {
    pub(super) person: &'w Person,
    pub(super) enrolment: &'w Enrolment,
    pub(super) verdict: Verdict,
    /// One figure for each priority: less is better.
    pub(super) worth: Vec<i64>,
    /// The unit of each quota that counts them, by its number in [`Names`].
    pub(super) units: Vec<Option<u32>>,
}

/// The units of each quota as text, numbered as they come.
type Names = Vec<BTreeMap<String, u32>>;

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
    nominees: BTreeMap<PersonId, Nominee<'w>>,
    minimums: Minimums,
}

impl<'w> Case<'w> {
    fn new(setting: &'w Setting<'w>, intake: &'w Intake) -> Self {
        let ask = |rule: &Rule, person: &Person| verdict_only(rule, &setting.of(person));
        let mut nominees = BTreeMap::new();
        let mut names: Names = vec![BTreeMap::new(); intake.quotas.len()];
        let mut closed = BTreeSet::new();
        // People who are alike to a quota are asked about once.
        let mut asked: BTreeMap<(usize, Vec<Trait>), bool> = BTreeMap::new();
        for enrolment in setting.workspace.enrolments_of(intake.id) {
            let Some(person) = setting.workspace.people.get(enrolment.person) else { continue };
            let verdict = ask(&intake.eligibility, person);
            let counts = |quota: &Quota| quota.only.as_ref().is_none_or(|rule| ask(rule, person) == Verdict::Yes);
            let mut unit = |(quota, names): (&Quota, &mut BTreeMap<String, u32>)| {
                let name = if counts(quota) { unit_name(setting.workspace, intake, quota, person) } else { None }?;
                let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
                Some(*names.entry(name).or_insert(next))
            };
            let units: Vec<Option<u32>> = intake.quotas.iter().zip(&mut names).map(&mut unit).collect();
            for (index, (quota, unit)) in intake.quotas.iter().zip(&units).enumerate() {
                let Some(unit) = *unit else { continue };
                let traits = traits(intake, quota, person);
                if *asked.entry((index, traits)).or_insert_with_key(|(_, traits)| refused(intake, quota, traits)) {
                    closed.insert((index, unit));
                }
            }
            nominees.insert(person.id, Nominee { person, enrolment, verdict, worth: Vec::new(), units });
        }
        for priority in &intake.priority {
            let column = column(priority, &nominees, &ask);
            nominees.values_mut().zip(column).for_each(|(nominee, worth)| nominee.worth.push(worth));
        }
        Self { intake, nominees, minimums: Minimums(closed) }
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
            match self.nominees.get(&id) {
                None => findings.push(self.error(Code::SelectionNotNominated).about(id)),
                Some(nominee) if !nominee.may_have_place() => {
                    findings.push(self.error(Code::SelectionNotEligible).about(id));
                }
                Some(_) => {}
            }
        }
        let forgotten = |nominee: &&Nominee<'_>| nominee.may_have_place() && !seen.contains(&nominee.person.id);
        let missing = self.nominees.values().filter(forgotten).map(|n| n.person.id);
        let unseated =
            proposal.waiting.iter().copied().filter(|id| self.nominees.get(id).is_some_and(Nominee::admitted));
        findings.extend(missing.chain(unseated).map(|id| self.error(Code::SelectionForgotten).about(id)));
        let told: BTreeMap<PersonId, &Outcome> = proposal.people.iter().map(|s| (s.person, &s.outcome)).collect();
        let selected: BTreeSet<PersonId> = proposal.selected.iter().copied().collect();
        let differs = |id: &&PersonId| told.get(id).is_none_or(|o| o.has_place() != selected.contains(id));
        findings.extend(self.nominees.keys().filter(differs).map(|&id| self.error(Code::SelectionFigure).about(id)));
        findings
    }

    fn counts(&self, people: &[PersonId]) -> Counts {
        let mut counts = Counts::new();
        for nominee in people.iter().filter_map(|id| self.nominees.get(id)) {
            for (quota, unit) in nominee.units.iter().enumerate() {
                if let Some(unit) = unit {
                    *counts.entry((quota, *unit)).or_default() += 1;
                }
            }
        }
        counts
    }

    fn admitted(&self) -> Vec<PersonId> {
        self.nominees.values().filter(|n| n.admitted()).map(|n| n.person.id).collect()
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
            let holder = state.held_by.first().and_then(|id| self.nominees.get(id));
            if let Some(unit) = holder.and_then(|n| *n.units.get(state.unit.quota)?) {
                most.entry((state.unit.quota, unit)).or_insert(state.unit.at_most.unwrap_or(0));
            }
        }
        Maximums(most)
    }

    /// The figures of the objective are those of the people selected.
    fn figures(&self, proposal: &SelectionProposal) -> Vec<Finding> {
        let reached: BTreeMap<&str, i64> = proposal.objective.iter().map(|(code, n)| (code.as_str(), *n)).collect();
        let selected: Vec<&Nominee<'_>> = proposal.selected.iter().filter_map(|id| self.nominees.get(id)).collect();
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
            let holder = state.held_by.first().and_then(|id| self.nominees.get(id));
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
        let worth = |id: PersonId| self.nominees.get(&id).map(|n| &n.worth);
        let wrong = list.windows(2).find(|pair| worth(pair[0]) > worth(pair[1]));
        wrong.map(|pair| self.error(Code::SelectionOrder).about(pair[1]).about(pair[0])).into_iter().collect()
    }

    /// Nobody who waits could take a free place, or the place of someone selected, to the better. People who count in
    /// the same units stand in for each other, so the best of each kind who waits is enough.
    fn exchange(&self, proposal: &SelectionProposal) -> Vec<Finding> {
        let (counts, maximums) = (self.counts(&proposal.selected), self.maximums(proposal));
        let selected = proposal.selected.iter().filter_map(|id| self.nominees.get(id));
        let leavers =
            Leavers::new(&self.intake.quotas, &counts, &maximums, &self.minimums, selected.filter(|n| !n.admitted()));
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
        for nominee in people.iter().filter_map(|id| self.nominees.get(id)) {
            let first = found.entry(&nominee.units).or_insert(nominee);
            if nominee.worth < first.worth {
                *first = nominee;
            }
        }
        found.into_values().collect()
    }
}

impl Nominee<'_> {
    fn admitted(&self) -> bool {
        self.enrolment.state != EnrolmentState::Withdrawn && self.enrolment.overridden.as_ref().is_some_and(|o| o.admit)
    }

    fn may_have_place(&self) -> bool {
        let refused = self.enrolment.overridden.as_ref().is_some_and(|o| !o.admit);
        let gone = self.enrolment.state == EnrolmentState::Withdrawn;
        self.admitted() || (self.verdict == Verdict::Yes && !refused && !gone)
    }
}

/// A unit as text: the values of its dimensions, or none where one is missing.
fn unit_name(workspace: &Workspace, intake: &Intake, quota: &Quota, person: &Person) -> Option<String> {
    let school = workspace.schools.get(person.school);
    let mut name = String::new();
    for dimension in &quota.by {
        let value = match dimension {
            Dimension::School => school?.id.0.to_string(),
            Dimension::HubCluster => workspace.hub_of(school?)?.0.to_string(),
            Dimension::District => school?.district.0.to_string(),
            Dimension::Region => workspace.region_of(school?)?.code(),
            Dimension::Role => person.role?.code().to_owned(),
            Dimension::Subject => main_subject(&intake.eligibility, person)?.code().to_owned(),
            Dimension::Language => person.languages.first()?.code().to_owned(),
            Dimension::Locality => school?.locality?.code().to_owned(),
        };
        name.push_str(&value);
        name.push('/');
    }
    Some(name)
}

/// What of a person the quota asks for by role, subject and language.
fn traits(intake: &Intake, quota: &Quota, person: &Person) -> Vec<Trait> {
    let one = |dimension: &Dimension| match dimension {
        Dimension::Role => person.role.map(Trait::Role),
        Dimension::Subject => main_subject(&intake.eligibility, person).map(Trait::Subject),
        Dimension::Language => person.languages.first().copied().map(Trait::Language),
        _ => None,
    };
    quota.by.iter().filter_map(one).collect()
}

fn refused(intake: &Intake, quota: &Quota, traits: &[Trait]) -> bool {
    let asks = !traits.is_empty();
    asks && (!takes(&intake.eligibility, traits) || quota.only.as_ref().is_some_and(|only| !takes(only, traits)))
}

/// What each nominee is worth in one priority, by id: less is better.
fn column(
    priority: &Priority,
    nominees: &BTreeMap<PersonId, Nominee<'_>>,
    ask: &dyn Fn(&Rule, &Person) -> Verdict,
) -> Vec<i64> {
    if let Priority::Prefer(rule) = priority {
        return nominees.values().map(|n| -i64::from(ask(rule, n.person) == Verdict::Yes)).collect();
    }
    let places: Vec<(i64, i64)> = nominees.values().map(|n| position(priority, n.person)).collect();
    let eligible = nominees.values().zip(&places).filter(|(n, _)| n.verdict == Verdict::Yes);
    let mut before: Vec<(i64, i64)> = eligible.map(|(_, place)| *place).collect();
    before.sort_unstable();
    let rank = |place: &(i64, i64)| before.partition_point(|other| other < place) + 1;
    places.iter().map(|place| i64::try_from(rank(place)).unwrap_or(i64::MAX)).collect()
}

/// Where a ranked priority puts someone: known values in order, then the unknown.
fn position(priority: &Priority, person: &Person) -> (i64, i64) {
    use chrono::Datelike;
    let known = match priority {
        Priority::EarlierLastCourse => person.history.as_ref().map(|courses| {
            courses.iter().map(|course| i64::from(course.ended.num_days_from_ce())).max().unwrap_or(i64::MIN)
        }),
        Priority::LongerExperience => person.experience.map(|years| -i64::from(years)),
        Priority::ShorterExperience => person.experience.map(i64::from),
        Priority::Prefer(_) => Some(0),
    };
    known.map_or((1, 0), |value| (0, value))
}
