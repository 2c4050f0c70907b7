//! Everyone nominated as the audit of a selection ([`super::selection`]) sees them: what the rules say of them, in which
//! units they count and what they are worth, worked out from the records alone.

use std::collections::{BTreeMap, BTreeSet};

use super::selection::Minimums;
use crate::model::{Dimension, Enrolment, EnrolmentState, Intake, Person, Priority, Quota, SchoolId};
use crate::rules::{Rule, Setting, Trait, Verdict, main_subject, takes, verdict_only};
use crate::workspace::Workspace;

/// One nominated person as the checker sees them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nominee<'w> {
    pub(super) person: &'w Person,
    pub(super) enrolment: &'w Enrolment,
    pub(super) verdict: Verdict,
    /// One figure for each priority, for those who may have a place: less is better. Nothing for the others.
    pub(super) worth: &'w [i64],
    /// The unit of each quota that counts them, by its number in [`Names`].
    pub(super) units: &'w [Option<u32>],
}

/// Everyone nominated, what they are worth and where they count. The tables of figures have a row for each person, that of
/// worth for those who may have a place: a list for everyone would be many times the size.
pub(super) struct Facts<'w> {
    intake: &'w Intake,
    /// By id, each once.
    people: Vec<(&'w Enrolment, &'w Person, Verdict)>,
    worth: Vec<i64>,
    units: Vec<Option<u32>>,
    pub(super) minimums: Minimums,
}

impl<'w> Facts<'w> {
    pub(super) fn new(setting: &'w Setting<'w>, intake: &'w Intake) -> Self {
        let mut people: Vec<(&Enrolment, &Person)> = setting.workspace.nominated(intake.id).collect();
        people.sort_by_key(|(enrolment, _)| enrolment.person);
        // Of two enrolments of one person the later counts.
        people.reverse();
        people.dedup_by_key(|(enrolment, _)| enrolment.person);
        people.reverse();
        let ask = |rule: &Rule, person: &Person| verdict_only(rule, &setting.of(person));
        let asked = setting.of_all(people.iter().map(|(_, person)| *person));
        let verdicts: Vec<Verdict> = asked.map(|asked| verdict_only(&intake.eligibility, &asked)).collect();
        let people: Vec<_> = people.into_iter().zip(verdicts).map(|((e, p), verdict)| (e, p, verdict)).collect();
        let mut names: Vec<Names<'_>> = intake.quotas.iter().map(|quota| Names::new(setting, intake, quota)).collect();
        let mut units = Vec::with_capacity(people.len() * names.len());
        for (_, person, _) in &people {
            units.extend(names.iter_mut().map(|names| names.unit(person)));
        }
        let closed = names.iter().enumerate().flat_map(|(quota, n)| n.closed.iter().map(move |&unit| (quota, unit)));
        let minimums = Minimums(closed.collect());
        let mut facts = Self { intake, people, worth: Vec::new(), units, minimums };
        let columns: Vec<Vec<i64>> =
            intake.priority.iter().map(|priority| column(priority, &facts.people, &ask)).collect();
        let rows = columns.first().map_or(0, Vec::len);
        facts.worth = (0..rows).flat_map(|row| columns.iter().map(move |column| column[row])).collect();
        facts
    }

    pub(super) fn nominees(&self) -> Vec<Nominee<'_>> {
        let units = self.intake.quotas.len();
        let mut worth = self.worth.chunks_exact(self.intake.priority.len().max(1));
        let nominee = |(row, &(enrolment, person, verdict)): (usize, &(&'w Enrolment, &'w Person, Verdict))| Nominee {
            person,
            enrolment,
            verdict,
            worth: may_have_place(enrolment, verdict).then(|| worth.next()).flatten().unwrap_or_default(),
            units: &self.units[row * units..][..units],
        };
        self.people.iter().enumerate().map(nominee).collect()
    }
}

/// Where a person works and what they are, as far as a quota asks: people alike in it are named once.
type Kind = (Option<SchoolId>, Vec<Trait>);

/// The units of a quota as text, numbered as they come.
struct Names<'w> {
    setting: &'w Setting<'w>,
    intake: &'w Intake,
    quota: &'w Quota,
    by_place: bool,
    by_person: bool,
    numbers: BTreeMap<String, u32>,
    kinds: BTreeMap<Kind, Option<u32>>,
    /// The kind asked for last: people of a school mostly stand together.
    last: Option<(Kind, Option<u32>)>,
    /// Units with someone whose like the rules refuse.
    closed: BTreeSet<u32>,
}

impl<'w> Names<'w> {
    fn new(setting: &'w Setting<'w>, intake: &'w Intake, quota: &'w Quota) -> Self {
        let personal = |by: &Dimension| matches!(by, Dimension::Role | Dimension::Subject | Dimension::Language);
        Self {
            setting,
            intake,
            quota,
            by_place: !quota.by.iter().all(personal),
            by_person: quota.by.iter().any(personal),
            numbers: BTreeMap::new(),
            kinds: BTreeMap::new(),
            last: None,
            closed: BTreeSet::new(),
        }
    }

    /// The unit that counts a person, if one does.
    fn unit(&mut self, person: &Person) -> Option<u32> {
        let counted = |rule: &Rule| verdict_only(rule, &self.setting.of(person)) == Verdict::Yes;
        if !self.quota.only.as_ref().is_none_or(counted) {
            return None;
        }
        let traits = if self.by_person { traits(self.intake, self.quota, person) } else { Vec::new() };
        let kind = (self.by_place.then_some(person.school), traits);
        if let Some((last, unit)) = &self.last
            && *last == kind
        {
            return *unit;
        }
        let unit = self.kinds.get(&kind).copied().unwrap_or_else(|| self.name(&kind, person));
        self.last = Some((kind, unit));
        unit
    }

    fn name(&mut self, kind: &Kind, person: &Person) -> Option<u32> {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let name = unit_name(self.setting.workspace, self.intake, self.quota, person);
        let unit = name.map(|name| *self.numbers.entry(name).or_insert(next));
        if let Some(unit) = unit
            && refused(self.intake, self.quota, &kind.1)
        {
            self.closed.insert(unit);
        }
        self.kinds.insert(kind.clone(), unit);
        unit
    }
}

impl Nominee<'_> {
    pub(super) fn admitted(&self) -> bool {
        admitted(self.enrolment)
    }

    pub(super) fn may_have_place(&self) -> bool {
        may_have_place(self.enrolment, self.verdict)
    }
}

fn admitted(enrolment: &Enrolment) -> bool {
    enrolment.state != EnrolmentState::Withdrawn && enrolment.overridden.as_ref().is_some_and(|o| o.admit)
}

fn may_have_place(enrolment: &Enrolment, verdict: Verdict) -> bool {
    let refused = enrolment.overridden.as_ref().is_some_and(|o| !o.admit);
    let gone = enrolment.state == EnrolmentState::Withdrawn;
    admitted(enrolment) || (verdict == Verdict::Yes && !refused && !gone)
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
            Dimension::Role => person.role()?.code().to_owned(),
            Dimension::Subject => main_subject(&intake.eligibility, person)?.code().to_owned(),
            Dimension::Language => person.languages().first()?.code().to_owned(),
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
        Dimension::Role => person.role().map(Trait::Role),
        Dimension::Subject => main_subject(&intake.eligibility, person).map(Trait::Subject),
        Dimension::Language => person.languages().first().copied().map(Trait::Language),
        _ => None,
    };
    quota.by.iter().filter_map(one).collect()
}

/// True where a quota asks for what a rule refuses to everyone.
pub(super) fn refused(intake: &Intake, quota: &Quota, traits: &[Trait]) -> bool {
    let asks = !traits.is_empty();
    asks && (!takes(&intake.eligibility, traits) || quota.only.as_ref().is_some_and(|only| !takes(only, traits)))
}

/// What those who may have a place are worth in one priority, by id: less is better.
fn column(
    priority: &Priority,
    people: &[(&Enrolment, &Person, Verdict)],
    ask: &dyn Fn(&Rule, &Person) -> Verdict,
) -> Vec<i64> {
    let mut before: Vec<(i64, i64)> = Vec::new();
    if !matches!(priority, Priority::Prefer(_)) {
        let eligible = people.iter().filter(|(_, _, verdict)| *verdict == Verdict::Yes);
        before.extend(eligible.map(|(_, person, _)| position(priority, person)));
        before.sort_unstable();
    }
    let rank =
        |place: (i64, i64)| i64::try_from(before.partition_point(|other| *other < place) + 1).unwrap_or(i64::MAX);
    let worth = |person: &Person| match priority {
        Priority::Prefer(rule) => -i64::from(ask(rule, person) == Verdict::Yes),
        _ => rank(position(priority, person)),
    };
    people.iter().filter(|(enrolment, _, verdict)| may_have_place(enrolment, *verdict)).map(|p| worth(p.1)).collect()
}

/// Where a ranked priority puts someone: known values in order, then the unknown.
fn position(priority: &Priority, person: &Person) -> (i64, i64) {
    use chrono::Datelike;
    let known = match priority {
        Priority::EarlierLastCourse => person
            .history()
            .map(|courses| courses.map(|course| i64::from(course.ended.num_days_from_ce())).max().unwrap_or(i64::MIN)),
        Priority::LongerExperience => person.experience().map(|years| -i64::from(years)),
        Priority::ShorterExperience => person.experience().map(i64::from),
        Priority::Prefer(_) => Some(0),
    };
    known.map_or((1, 0), |value| (0, value))
}
