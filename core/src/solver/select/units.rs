//! Units of quotas: which there are, what their limits come to, and in which ones a person counts.
//!
//! A unit is there because someone nominated counts in it, or because someone could be expected in it: a minimum for
//! every hub holds for the hub that sent nobody too. Expected are
//! - schools (and with them hub clusters, districts, regions and localities) that the place criteria of the eligibility
//!   rule and of `only` don't refuse; a school whose people are nominated for other intakes only is not expected here;
//! - roles, subjects and languages that criteria of the two rules name and that the rules don't refuse.
//!
//! A unit of a role, subject or language that the rules refuse has no minimum: nobody could fill it. Of several subjects the
//! one that the intake takes counts ([`main_subject`]). Someone without a value (no subject known) counts in no unit of that
//! quota.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::alike::Kinds;
use super::lists::{Lists, UnitList};
use crate::finding::{Arg, Code, Finding};
use crate::model::{
    Dimension, DistrictId, Intake, Language, Locality, Person, Quota, Region, Role, School, SchoolId, Subject,
};
use crate::rules::{
    Asked, Criterion, Rule, Setting, Trait, Verdict, main_subject, place_criterion, takes, verdict_with,
};
use crate::turns::{AtOnce, GiveWay, at_once, collect};
use crate::workspace::Workspace;

/// One value of a dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitValue {
    /// A school.
    School(SchoolId),
    /// The hub school of a cluster.
    Hub(SchoolId),
    /// A district.
    District(DistrictId),
    /// A region.
    Region(Region),
    /// A position.
    Role(Role),
    /// A main subject.
    Subject(Subject),
    /// A first language of teaching.
    Language(Language),
    /// Rural or urban.
    Locality(Locality),
}

impl UnitValue {
    /// The same as a trait of people; none for a value of a place.
    #[must_use]
    pub const fn as_trait(self) -> Option<Trait> {
        match self {
            Self::Role(role) => Some(Trait::Role(role)),
            Self::Subject(subject) => Some(Trait::Subject(subject)),
            Self::Language(language) => Some(Trait::Language(language)),
            Self::School(_) | Self::Hub(_) | Self::District(_) | Self::Region(_) | Self::Locality(_) => None,
        }
    }

    /// As an argument of a finding.
    #[must_use]
    pub fn arg(self) -> Arg {
        let code = |list: &str, code: &str| Arg::Code(list.to_owned(), code.to_owned());
        match self {
            Self::School(id) | Self::Hub(id) => Arg::Record(id.into()),
            Self::District(id) => Arg::Record(id.into()),
            Self::Region(region) => code("region", &region.code()),
            Self::Role(role) => code("role", role.code()),
            Self::Subject(subject) => code("subject", subject.code()),
            Self::Language(language) => code("language", language.code()),
            Self::Locality(locality) => code("locality", locality.code()),
        }
    }
}

/// One unit of one quota with its limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Index of the quota in the intake.
    pub quota: usize,
    /// Its values, in the order of the quota's dimensions; empty where the quota counts everyone together.
    pub values: Vec<UnitValue>,
    /// Least number.
    pub at_least: u32,
    /// Greatest number; none where there is no limit.
    pub at_most: Option<u32>,
}

impl Unit {
    /// As an argument of a finding: the list of its values.
    #[must_use]
    pub fn arg(&self) -> Arg {
        Arg::List(self.values.iter().map(|v| v.arg()).collect())
    }
}

/// All units of an intake.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Units {
    /// Quota by quota, each in the order of its values.
    pub units: Vec<Unit>,
    /// In which units each person counts, ascending; in the order in which people were given.
    pub of_person: Vec<UnitList>,
    /// What is wrong with the quotas.
    pub findings: Vec<Finding>,
}

/// Every unit of every quota of the intake, and where these people count.
#[must_use]
pub fn units(setting: &Setting<'_>, intake: &Intake, people: &[&Person]) -> Units {
    at_once(units_in_turns(setting, intake, people, &mut AtOnce))
}

/// [`units`], giving way now and then.
pub async fn units_in_turns(
    setting: &Setting<'_>,
    intake: &Intake,
    people: &[&Person],
    turns: &mut impl GiveWay,
) -> Units {
    let scope = expected_schools(setting.workspace, intake, &schools_of(people.iter().copied()));
    turns.give_way().await;
    let mut all = Units::default();
    let mut lists = Lists::of(people.len());
    for (index, quota) in intake.quotas.iter().enumerate() {
        let mut kinds = Kinds::default();
        let asked = setting.of_all(people.iter().copied());
        let kind_of: Vec<Option<usize>> = collect(asked.map(|asked| kinds.of(quota, intake, &asked)), turns).await;
        let unit_of = all.add_quota(index, quota, setting.workspace, intake, &kinds, &scope);
        turns.give_way().await;
        lists.split(kind_of.into_iter().map(|kind| kind.and_then(|kind| unit_of[kind])));
        turns.give_way().await;
    }
    all.of_person = lists.shared(turns).await;
    all
}

impl Units {
    /// Adds the units of a quota; hands back that of each kind of people.
    pub(super) fn add_quota(
        &mut self,
        index: usize,
        quota: &Quota,
        workspace: &Workspace,
        intake: &Intake,
        kinds: &Kinds,
        scope: &[&School],
    ) -> Vec<Option<usize>> {
        let mut pupils: BTreeMap<Vec<UnitValue>, u64> = expected(quota, intake, workspace, scope);
        for key in &kinds.keys {
            if !pupils.contains_key(key) {
                pupils.insert(key.clone(), 0);
            }
        }
        let shares = quota.shared_by_pupils.map(|places| {
            self.findings.extend(share_findings(index, quota, scope, &pupils));
            largest_remainder(places, &pupils.values().copied().collect::<Vec<_>>())
        });
        let first = self.units.len();
        let place: BTreeMap<&Vec<UnitValue>, usize> = pupils.keys().zip(first..).collect();
        let unit_of = kinds.keys.iter().map(|key| place.get(key).copied()).collect();
        for (nth, values) in pupils.keys().enumerate() {
            let share = shares.as_ref().and_then(|s| s.get(nth)).copied();
            self.units.push(Unit {
                quota: index,
                values: values.clone(),
                at_least: quota.at_least.filter(|_| is_open(values, quota, intake)).unwrap_or(0),
                at_most: share.or(quota.at_most),
            });
        }
        self.findings.extend(limit_findings(index, quota, &self.units[first..], intake));
        unit_of
    }
}

/// False for a unit that nobody can be in whom the rules take: teachers of a subject that isn't among those asked for.
fn is_open(values: &[UnitValue], quota: &Quota, intake: &Intake) -> bool {
    let traits: Vec<Trait> = values.iter().filter_map(|value| value.as_trait()).collect();
    traits.is_empty() || std::iter::once(&intake.eligibility).chain(&quota.only).all(|rule| takes(rule, &traits))
}

/// The value of one dimension for a person.
pub(super) fn value(by: Dimension, asked: &Asked<'_>, intake: &Intake) -> Option<UnitValue> {
    let workspace = asked.setting.workspace;
    match by {
        Dimension::Role => asked.person.role().map(UnitValue::Role),
        Dimension::Subject => main_subject(&intake.eligibility, asked.person).map(UnitValue::Subject),
        Dimension::Language => asked.person.languages().first().copied().map(UnitValue::Language),
        _ => asked.school.and_then(|school| place_value(by, school, workspace)),
    }
}

fn place_value(by: Dimension, school: &School, workspace: &Workspace) -> Option<UnitValue> {
    match by {
        Dimension::School => Some(UnitValue::School(school.id)),
        Dimension::HubCluster => workspace.hub_of(school).map(UnitValue::Hub),
        Dimension::District => Some(UnitValue::District(school.district)),
        Dimension::Region => workspace.region_of(school).map(UnitValue::Region),
        Dimension::Locality => school.locality.map(UnitValue::Locality),
        Dimension::Role | Dimension::Subject | Dimension::Language => None,
    }
}

/// The schools of these people.
pub(crate) fn schools_of<'p>(people: impl Iterator<Item = &'p Person>) -> BTreeSet<SchoolId> {
    // People of a school mostly stand together, so that most of them needn't be looked up.
    let mut schools: Vec<SchoolId> = people.map(|p| p.school).collect();
    schools.dedup();
    schools.into_iter().collect()
}

/// Schools that this intake can expect people from, before any place criterion is asked; `here` are those of the people
/// put forward for it.
pub(crate) fn expected_schools<'w>(
    workspace: &'w Workspace,
    intake: &Intake,
    here: &BTreeSet<SchoolId>,
) -> Vec<&'w School> {
    let others = workspace.enrolments.iter().filter(|e| {
        e.intake != intake.id && workspace.intakes.get(e.intake).is_some_and(|i| i.programme != intake.programme)
    });
    let elsewhere: BTreeSet<SchoolId> =
        others.filter_map(|e| workspace.people.get(e.person)).map(|p| p.school).collect();
    workspace.schools.iter().filter(|s| here.contains(&s.id) || !elsewhere.contains(&s.id)).collect()
}

/// Units that someone could be expected in, with the pupils of their schools.
fn expected(quota: &Quota, intake: &Intake, workspace: &Workspace, scope: &[&School]) -> BTreeMap<Vec<UnitValue>, u64> {
    let mut pupils = BTreeMap::new();
    if quota.at_least.unwrap_or(0) == 0 && quota.shared_by_pupils.is_none() {
        return pupils;
    }
    let rules: Vec<&Rule> = std::iter::once(&intake.eligibility).chain(&quota.only).collect();
    let personal = personal_values(quota, &rules);
    let by_place = quota.by.iter().any(|by| !is_personal(*by));
    if !by_place {
        let total = scope.iter().filter_map(|s| s.pupils).map(u64::from).sum();
        let open =
            personal.into_iter().filter(|values| rules.iter().all(|rule| could_be(rule, values, None, workspace)));
        pupils.extend(open.map(|values| (values, total)));
        return pupils;
    }
    for school in scope {
        for own in &personal {
            if rules.iter().all(|rule| could_be(rule, own, Some(school), workspace))
                && let Some(values) = joint(quota, own, school, workspace)
            {
                *pupils.entry(values).or_default() += u64::from(school.pupils.unwrap_or(0));
            }
        }
    }
    pupils
}

pub(super) const fn is_personal(by: Dimension) -> bool {
    matches!(by, Dimension::Role | Dimension::Subject | Dimension::Language)
}

/// Every combination of the values that the rules name for the personal dimensions, in the order of the dimensions.
fn personal_values(quota: &Quota, rules: &[&Rule]) -> Vec<Vec<UnitValue>> {
    let mut combinations = vec![Vec::new()];
    for &by in quota.by.iter().filter(|by| is_personal(**by)) {
        let mut values = BTreeSet::new();
        for criterion in rules.iter().flat_map(|rule| rule.criteria()) {
            match (by, criterion) {
                (Dimension::Role, Criterion::Role(v)) => values.extend(v.iter().copied().map(UnitValue::Role)),
                (Dimension::Subject, Criterion::Subject(v)) => values.extend(v.iter().copied().map(UnitValue::Subject)),
                (Dimension::Language, Criterion::Language(v)) => {
                    values.extend(v.iter().copied().map(UnitValue::Language));
                }
                _ => {}
            }
        }
        let longer = |one: &Vec<UnitValue>, value: &UnitValue| one.iter().copied().chain([*value]).collect();
        combinations = combinations.iter().flat_map(|one| values.iter().map(move |value| longer(one, value))).collect();
    }
    combinations
}

/// False when the rule refuses everyone with these values who works at this school (or anywhere).
fn could_be(rule: &Rule, own: &[UnitValue], school: Option<&School>, workspace: &Workspace) -> bool {
    let leaf = |criterion: &Criterion| {
        let known = own.iter().find_map(|value| value.as_trait()?.fits(criterion));
        let of_place = || school.map_or(Verdict::Unknown, |school| place_criterion(criterion, school, workspace));
        known.map_or_else(of_place, Verdict::from)
    };
    verdict_with(rule, &leaf) != Verdict::No
}

/// Personal and place values put together in the order of the quota's dimensions.
fn joint(quota: &Quota, own: &[UnitValue], school: &School, workspace: &Workspace) -> Option<Vec<UnitValue>> {
    let mut own = own.iter().copied();
    quota.by.iter().map(|&by| if is_personal(by) { own.next() } else { place_value(by, school, workspace) }).collect()
}

/// Hamilton's method: every unit gets its whole share, and the places left go to the largest remainders, ties to the
/// lower unit. Equal shares where no weight is known.
fn largest_remainder(places: u32, weights: &[u64]) -> Vec<u32> {
    let equal = vec![1; weights.len()];
    let total: u64 = weights.iter().sum();
    let (weights, total) = if total == 0 { (equal.as_slice(), weights.len() as u64) } else { (weights, total) };
    if total == 0 {
        return Vec::new();
    }
    let exact = |w: u64| u128::from(places) * u128::from(w);
    let mut shares: Vec<u32> =
        weights.iter().map(|&w| u32::try_from(exact(w) / u128::from(total)).unwrap_or(places)).collect();
    let left = places - shares.iter().sum::<u32>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&u| (std::cmp::Reverse(exact(weights[u]) % u128::from(total)), u));
    for &unit in order.iter().take(left as usize) {
        shares[unit] += 1;
    }
    shares
}

fn share_findings(
    index: usize,
    quota: &Quota,
    scope: &[&School],
    pupils: &BTreeMap<Vec<UnitValue>, u64>,
) -> Vec<Finding> {
    if !quota.by.iter().any(|by| !is_personal(*by)) || pupils.values().all(|&n| n == 0) {
        return vec![Finding::warning(Code::QuotaShareWithoutSchools).with("quota", index + 1)];
    }
    let unknown: Vec<SchoolId> = scope.iter().filter(|s| s.pupils.is_none()).map(|s| s.id).collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let finding = Finding::warning(Code::QuotaPupilsUnknown).with("quota", index + 1).with("schools", unknown.len());
    vec![unknown.into_iter().fold(finding, Finding::about)]
}

fn limit_findings(index: usize, quota: &Quota, units: &[Unit], intake: &Intake) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(crossed) = units.iter().find(|u| u.at_most.is_some_and(|most| u.at_least > most)) {
        let finding = Finding::error(Code::LimitsCrossed).about(intake.id).with("quota", index + 1);
        let at_most = crossed.at_most.unwrap_or(0);
        findings.push(finding.with("at_least", crossed.at_least).with("at_most", at_most));
    } else if let (Some(least), Some(most)) = (quota.at_least, quota.at_most)
        && least > most
    {
        let finding = Finding::error(Code::LimitsCrossed).about(intake.id).with("quota", index + 1);
        findings.push(finding.with("at_least", least).with("at_most", most));
    }
    let needed: u64 = units.iter().map(|u| u64::from(u.at_least)).sum();
    if needed > u64::from(intake.places) {
        let finding = Finding::warning(Code::QuotaBeyondPlaces).about(intake.id).with("quota", index + 1);
        let needed = i64::try_from(needed).unwrap_or(i64::MAX);
        findings.push(finding.with("needed", needed).with("places", intake.places));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_shared_by_the_largest_remainder() {
        for (places, weights, shares) in [
            (10, vec![1, 1, 1], vec![4, 3, 3]),
            (7, vec![10, 20, 40], vec![1, 2, 4]),
            (5, vec![0, 0], vec![3, 2]),
            (4, vec![6, 5, 0], vec![2, 2, 0]),
            (3, vec![], vec![]),
        ] {
            assert_eq!(largest_remainder(places, &weights), shares, "{places} over {weights:?}");
        }
    }
}
