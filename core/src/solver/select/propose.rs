//! From the records of an intake to a selection problem, and from its solution to a proposal.

use super::order::{Worth, worth};
use super::problem::{Contender, Limit, Problem};
use super::proposal::{Blocker, Outcome, SelectionProposal, Shortage, Shortfall, Standing, UnitState};
use super::solve::{Solution, solve};
use super::units::{Units, units};
use crate::finding::{Code, Finding};
use crate::model::{Enrolment, EnrolmentState, Intake, IntakeId, Person, PersonId, Priority};
use crate::rules::{Setting, Verdict, crossed_limits, verdict_only};
use crate::solver::budget::Budget;
use crate::workspace::Workspace;

/// An intake with its nominated people, asked and ordered.
#[derive(Debug)]
pub(super) struct Instance<'w> {
    pub(super) intake: &'w Intake,
    /// Those who could have a place or a rank in the declared order, then all others.
    pub(super) people: Vec<&'w Person>,
    pub(super) enrolments: Vec<&'w Enrolment>,
    pub(super) verdicts: Vec<Verdict>,
    pub(super) units: Units,
    pub(super) problem: Problem,
    /// Person of each contender, ascending.
    pub(super) contenders: Vec<usize>,
}

impl<'w> Instance<'w> {
    pub(super) fn new(workspace: &'w Workspace, intake: IntakeId) -> Result<Self, Finding> {
        let intake = workspace.intake(intake)?;
        let setting = Setting::new(workspace, intake.reference_date);
        let (enrolments, people): (Vec<&Enrolment>, Vec<&Person>) = workspace.nominated(intake.id).unzip();
        let asked = setting.of_all(people.iter().copied());
        let verdicts: Vec<Verdict> = asked.map(|asked| verdict_only(&intake.eligibility, &asked)).collect();
        // The order of those who are turned away is never asked for, and they are most of a country.
        let ranked = |i: &usize| verdicts[*i] == Verdict::Yes || enrolments[*i].overridden.is_some();
        let (mut order, rest): (Vec<usize>, Vec<usize>) = (0..people.len()).partition(ranked);
        let eligible: Vec<bool> = order.iter().map(|&i| verdicts[i] == Verdict::Yes).collect();
        let asked: Vec<&Person> = order.iter().map(|&i| people[i]).collect();
        let Worth { mut costs, order: best } = worth(&setting, intake, &asked, &eligible);
        let costs = best.iter().map(|&i| std::mem::take(&mut costs[i])).collect();
        order = best.into_iter().map(|i| order[i]).chain(rest).collect();
        let sorted = Sorted {
            people: order.iter().map(|&i| people[i]).collect(),
            enrolments: order.iter().map(|&i| enrolments[i]).collect(),
            verdicts: order.iter().map(|&i| verdicts[i]).collect(),
            costs,
        };
        Ok(Self::from_sorted(&setting, intake, sorted))
    }

    fn from_sorted(setting: &Setting<'w>, intake: &'w Intake, sorted: Sorted<'w>) -> Self {
        let Sorted { people, enrolments, verdicts, costs } = sorted;
        let mut units = units(setting, intake, &people);
        if crossed_limits(&intake.eligibility) {
            units.findings.push(Finding::error(Code::LimitsCrossed).about(intake.id));
        }
        let limit =
            |unit: &super::units::Unit| Limit { at_least: unit.at_least, at_most: unit.at_most.unwrap_or(u32::MAX) };
        let mut problem = Problem {
            places: intake.places,
            limits: units.units.iter().map(limit).collect(),
            people: Vec::new(),
            terms: intake.priority.len() + 1,
        };
        let mut contenders = Vec::new();
        for (person, cost) in costs.into_iter().enumerate() {
            let admitted = decided(enrolments[person]);
            let free = verdicts[person] == Verdict::Yes && admitted.is_none();
            if (free || admitted == Some(true)) && enrolments[person].state != EnrolmentState::Withdrawn {
                contenders.push(person);
                problem.people.push(Contender { units: units.of_person[person].to_vec(), cost, forced: !free });
            }
        }
        Self { intake, people, enrolments, verdicts, units, problem, contenders }
    }

    /// The contender that a person is, if they are one.
    pub(super) fn contender(&self, person: PersonId) -> Option<usize> {
        self.contenders.iter().position(|&p| self.people[p].id == person)
    }

    pub(super) fn person(&self, contender: usize) -> PersonId {
        self.people[self.contenders[contender]].id
    }
}

struct Sorted<'w> {
    people: Vec<&'w Person>,
    enrolments: Vec<&'w Enrolment>,
    verdicts: Vec<Verdict>,
    /// Of the first of them: those who could have a place or a rank.
    costs: Vec<Vec<i64>>,
}

/// What somebody decided against the rules, if anything.
fn decided(enrolment: &Enrolment) -> Option<bool> {
    enrolment.overridden.as_ref().map(|o| o.admit)
}

/// Proposes who gets the places of an intake: everyone nominated for it is considered.
///
/// The proposal is the best under the declared order (proven so where `gap` says it); see `docs/SELECTION.md`.
///
/// # Errors
/// `record_missing` for an intake that isn't there, `too_many_priorities` for an order that numbers can't hold.
pub fn propose(
    workspace: &Workspace,
    intake: IntakeId,
    budget: &mut impl Budget,
) -> Result<SelectionProposal, Finding> {
    Asked::new(workspace, intake)?.propose(budget)
}

/// An intake that was asked who may have a place, to be solved more than once: asking takes as long as solving.
#[derive(Debug)]
pub struct Asked<'w>(Instance<'w>);

impl<'w> Asked<'w> {
    /// Asks the rules of everyone nominated.
    ///
    /// # Errors
    /// `record_missing` for an intake that isn't there.
    pub fn new(workspace: &'w Workspace, intake: IntakeId) -> Result<Self, Finding> {
        Instance::new(workspace, intake).map(Self)
    }

    /// As [`propose`].
    ///
    /// # Errors
    /// `too_many_priorities` for an order that numbers can't hold.
    pub fn propose(&self, budget: &mut impl Budget) -> Result<SelectionProposal, Finding> {
        let too_many = |_| Finding::error(Code::TooManyPriorities).about(self.0.intake.id);
        let solution = solve(&self.0.problem, budget).map_err(too_many)?;
        Ok(assemble(&self.0, &solution))
    }
}

fn assemble(instance: &Instance<'_>, solution: &Solution) -> SelectionProposal {
    let has_place = places_held(instance, solution);
    let with_place = |wanted: bool| {
        let all = instance.contenders.iter().zip(&has_place).filter(move |(_, has)| **has == wanted);
        all.map(|(&person, _)| instance.people[person].id).collect::<Vec<_>>()
    };
    let units = unit_states(instance, &has_place);
    let shortfalls = shortfalls(instance, &units, &has_place);
    let mut findings = instance.units.findings.clone();
    findings.extend(shortfalls.iter().map(|s| shortfall_finding(instance, &units, s)));
    findings.extend(override_findings(instance, &units, solution.chosen.len()));
    let gap = solution.gap();
    let named = terms(instance.intake);
    let objective = named.into_iter().zip(natural(instance.intake, &solution.objective)).collect();
    let bound = if gap == crate::model::Gap::Optimal { Vec::new() } else { natural(instance.intake, &solution.bound) };
    SelectionProposal {
        intake: instance.intake.id,
        selected: with_place(true),
        waiting: with_place(false),
        people: standings(instance, &units, &has_place),
        units,
        shortfalls,
        objective,
        bound,
        gap,
        findings,
    }
}

fn places_held(instance: &Instance<'_>, solution: &Solution) -> Vec<bool> {
    let mut has_place = vec![false; instance.contenders.len()];
    solution.chosen.iter().for_each(|&contender| has_place[contender] = true);
    has_place
}

/// Codes of the objective's terms, heaviest first.
fn terms(intake: &Intake) -> Vec<String> {
    let priority = |(n, priority): (usize, &Priority)| match priority {
        Priority::Prefer(_) => format!("prefer_{}", n + 1),
        _ => format!("ranks_{}", n + 1),
    };
    let fixed = ["shortfall", "places_filled"].into_iter().map(str::to_owned);
    fixed.chain(intake.priority.iter().enumerate().map(priority)).chain(["draw".to_owned()]).collect()
}

/// Counts of people instead of costs below zero.
fn natural(intake: &Intake, objective: &[i64]) -> Vec<i64> {
    let negated = |term: usize| {
        let prefer = term >= 2 && matches!(intake.priority.get(term - 2), Some(Priority::Prefer(_)));
        term == 1 || prefer
    };
    let turn = |(term, value): (usize, &i64)| if negated(term) { value.saturating_neg() } else { *value };
    objective.iter().enumerate().map(turn).collect()
}

fn unit_states(instance: &Instance<'_>, has_place: &[bool]) -> Vec<UnitState> {
    let state = |unit: &super::units::Unit| UnitState { unit: unit.clone(), eligible: 0, held_by: Vec::new() };
    let mut states: Vec<UnitState> = instance.units.units.iter().map(state).collect();
    for (contender, &has) in has_place.iter().enumerate() {
        for &unit in &instance.problem.people[contender].units {
            states[unit].eligible += 1;
            if has {
                states[unit].held_by.push(instance.person(contender));
            }
        }
    }
    states
}

fn is_full(state: &UnitState) -> bool {
    state.unit.at_most.is_some_and(|most| state.held_by.len() >= most as usize)
}

fn blockers(instance: &Instance<'_>, units: &[UnitState], contender: usize, house: Option<Blocker>) -> Vec<Blocker> {
    let full = instance.problem.people[contender].units.iter().filter(|&&u| is_full(&units[u]));
    let of_unit = |&unit: &usize| Blocker {
        unit: Some(unit),
        places: units[unit].unit.at_most.unwrap_or(u32::MAX),
        last: units[unit].held_by.last().copied(),
    };
    let mut blockers: Vec<Blocker> = full.map(of_unit).collect();
    blockers.extend(house);
    blockers
}

/// The places of the intake, if all are taken.
fn full_house(instance: &Instance<'_>, has_place: &[bool]) -> Option<Blocker> {
    let last = has_place.iter().rposition(|has| *has).map(|c| instance.person(c));
    let full = has_place.iter().filter(|has| **has).count() >= instance.intake.places as usize;
    full.then_some(Blocker { unit: None, places: instance.intake.places, last })
}

/// The eligible in the declared order, then the others by id.
fn standings(instance: &Instance<'_>, units: &[UnitState], has_place: &[bool]) -> Vec<Standing> {
    let mut contender_of = vec![None; instance.people.len()];
    instance.contenders.iter().enumerate().for_each(|(contender, &person)| contender_of[person] = Some(contender));
    let house = full_house(instance, has_place);
    let is_eligible = |person: &usize| instance.verdicts[*person] == Verdict::Yes;
    let (eligible, mut others): (Vec<usize>, Vec<usize>) = (0..instance.people.len()).partition(is_eligible);
    others.sort_by_key(|&person| instance.people[person].id);
    let ranks = (1..).take(eligible.len()).map(Some).chain(std::iter::repeat(None));
    let standing = |(person, rank): (usize, Option<u32>)| Standing {
        person: instance.people[person].id,
        eligible: instance.verdicts[person],
        rank,
        outcome: match contender_of[person] {
            Some(contender) if !has_place[contender] => Outcome::Waiting(blockers(instance, units, contender, house)),
            Some(contender) if instance.problem.people[contender].forced => Outcome::Admitted,
            Some(_) => Outcome::Selected,
            None => turned_away(instance, person),
        },
        units: instance.units.of_person[person].clone(),
    };
    eligible.into_iter().chain(others).zip(ranks).map(standing).collect()
}

fn turned_away(instance: &Instance<'_>, person: usize) -> Outcome {
    let enrolment = instance.enrolments[person];
    if enrolment.state == EnrolmentState::Withdrawn {
        Outcome::Withdrawn
    } else if decided(enrolment) == Some(false) {
        Outcome::Refused
    } else if instance.verdicts[person] == Verdict::Unknown {
        Outcome::Unknown
    } else {
        Outcome::Ineligible
    }
}

fn shortfalls(instance: &Instance<'_>, units: &[UnitState], has_place: &[bool]) -> Vec<Shortfall> {
    let reached = |state: &UnitState| u32::try_from(state.held_by.len()).unwrap_or(u32::MAX);
    let short = units.iter().enumerate().filter(|(_, state)| reached(state) < state.unit.at_least);
    short
        .map(|(unit, state)| Shortfall {
            unit,
            at_least: state.unit.at_least,
            reached: reached(state),
            why: shortage(instance, units, unit, has_place),
        })
        .collect()
}

fn shortage(instance: &Instance<'_>, units: &[UnitState], unit: usize, has_place: &[bool]) -> Shortage {
    let state = &units[unit];
    if state.eligible < state.unit.at_least {
        return Shortage::TooFewEligible { eligible: state.eligible };
    }
    let left = (0..has_place.len()).filter(|&c| !has_place[c] && instance.problem.people[c].units.contains(&unit));
    let (mut eligible_left, mut no_places_left) = (0, false);
    let house = full_house(instance, has_place);
    let mut full = Vec::new();
    for contender in left {
        eligible_left += 1;
        for blocker in blockers(instance, units, contender, house) {
            match blocker.unit {
                Some(unit) => full.push(unit),
                None => no_places_left = true,
            }
        }
    }
    full.sort_unstable();
    full.dedup();
    let mut needed_by: Vec<usize> = Vec::new();
    for contender in (0..has_place.len()).filter(|&c| has_place[c]) {
        let counts_in = &instance.problem.people[contender].units;
        if no_places_left || counts_in.iter().any(|u| full.contains(u)) {
            let tight = |u: &&usize| **u != unit && units[**u].held_by.len() <= units[**u].unit.at_least as usize;
            needed_by.extend(counts_in.iter().filter(tight).filter(|u| units[**u].unit.at_least > 0));
        }
    }
    needed_by.sort_unstable();
    needed_by.dedup();
    Shortage::HeldBack { eligible_left, full, no_places_left, needed_by }
}

fn shortfall_finding(instance: &Instance<'_>, units: &[UnitState], shortfall: &Shortfall) -> Finding {
    let state = &units[shortfall.unit];
    let (code, figure) = match &shortfall.why {
        Shortage::TooFewEligible { eligible } => (Code::QuotaShortOfPeople, *eligible),
        Shortage::HeldBack { eligible_left, .. } => (Code::QuotaHeldBack, *eligible_left),
    };
    Finding::warning(code)
        .about(instance.intake.id)
        .with("quota", state.unit.quota + 1)
        .with("unit", state.unit.arg())
        .with("at_least", shortfall.at_least)
        .with("reached", shortfall.reached)
        .with("eligible", figure)
}

/// Limits that decisions against the rules go beyond: allowed, but someone should look.
fn override_findings(instance: &Instance<'_>, units: &[UnitState], taken: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for state in units {
        let most = state.unit.at_most.map_or(usize::MAX, |most| most as usize);
        if state.held_by.len() > most {
            let finding = Finding::warning(Code::QuotaExceededByOverride).about(instance.intake.id);
            let finding = finding.with("quota", state.unit.quota + 1).with("unit", state.unit.arg());
            findings.push(finding.with("at_most", most).with("reached", state.held_by.len()));
        }
    }
    if taken > instance.intake.places as usize {
        let finding = Finding::warning(Code::PlacesExceededByOverride).about(instance.intake.id);
        findings.push(finding.with("places", instance.intake.places).with("reached", taken));
    }
    findings
}
