//! From codes and arguments to sentences: findings, rules, names of records. Everything here is tracked by language where
//! it is read inside a view.

use orken_core::finding::{Arg, Finding, Severity};
use orken_core::model::intake::{Dimension, EnrolmentState};
use orken_core::model::{Language, RecordId, Region, Subject};
use orken_core::rules::{Criterion, Rule};
use orken_core::workspace::Workspace;

use crate::intl::{DateStyle, date};
use crate::locale::{Key, Value, lang, text_of};
use crate::text;
use crate::ui::{Tone, region_name, word};

/// The sentence of a finding; its code alone where a language has none, which a test refuses.
#[must_use]
pub fn finding(finding: &Finding, workspace: &Workspace) -> String {
    let code = finding.code.code();
    let Some(key) = Key::of("finding", code) else { return code.to_owned() };
    let mut args: Vec<(&str, Value)> =
        finding.args.iter().map(|(name, a)| (name.as_str(), value(a, workspace))).collect();
    // What it is about can stand in the sentence too.
    for (name, subject) in ["about", "second"].into_iter().zip(&finding.subjects) {
        args.push((name, Value::Text(record_name(*subject, workspace))));
    }
    key.fill(lang(), &args)
}

/// How a finding looks.
#[must_use]
pub const fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Note => Tone::Neutral,
        Severity::Warning => Tone::Warn,
        Severity::Error => Tone::Bad,
    }
}

/// The word for how grave a finding is.
#[must_use]
pub fn severity(severity: Severity) -> String {
    text_of(match severity {
        Severity::Note => Key::SeverityNote,
        Severity::Warning => Key::SeverityWarning,
        Severity::Error => Key::SeverityError,
    })
}

/// What a command did, by its code: for history and notices.
#[must_use]
pub fn command(code: &str) -> String {
    word("command", code)
}

/// An argument as a placeholder takes it: numbers stay numbers, so that they choose plurals.
fn value(arg: &Arg, workspace: &Workspace) -> Value {
    match arg {
        Arg::Number(n) => Value::Int(*n),
        // The unit of a quota that counts everyone together has no values of its own.
        Arg::List(values) if values.is_empty() => Value::Text(text!(QuotaEveryone)),
        other => Value::Text(arg_text(other, workspace)),
    }
}

/// An argument in words.
#[must_use]
pub fn arg_text(arg: &Arg, workspace: &Workspace) -> String {
    match arg {
        Arg::Number(n) => crate::locale::number(*n),
        Arg::Text(text) => text.clone(),
        Arg::Date(day) => date(*day, DateStyle::Short),
        Arg::Code(list, code) if list == "region" => Region::from_code(code).map_or_else(|| code.clone(), region_name),
        Arg::Code(list, code) => word(list, code),
        Arg::Record(id) => record_name(*id, workspace),
        Arg::List(args) => listed(args.iter().map(|a| arg_text(a, workspace)).collect()),
    }
}

/// Up to eight things with commas, then how many more.
#[must_use]
pub fn listed(mut words: Vec<String>) -> String {
    const SHOWN: usize = 8;
    let more = words.len().saturating_sub(SHOWN);
    words.truncate(SHOWN);
    let list = words.join(", ");
    if more == 0 { list } else { text!(ListMore, list = list, n = more) }
}

/// The subject for which an intake counts a person.
#[must_use]
pub fn main_subject(
    workspace: &Workspace,
    intake: orken_core::model::IntakeId,
    person: &orken_core::model::Person,
) -> String {
    let intake = workspace.intakes.get(intake);
    let subject = intake.and_then(|intake| orken_core::rules::main_subject(&intake.eligibility, person));
    subject.map(|s| crate::ui::word("subject", s.code())).unwrap_or_default()
}

/// What a record is called.
#[must_use]
pub fn record_name(id: RecordId, workspace: &Workspace) -> String {
    known_name(id, workspace).unwrap_or_else(|| {
        if workspace.record(id).is_some() { text!(RecordOther, n = id.raw()) } else { text!(RecordGone) }
    })
}

fn known_name(id: RecordId, w: &Workspace) -> Option<String> {
    Some(match id {
        RecordId::District(id) => w.districts.get(id)?.name.clone(),
        RecordId::School(id) => w.schools.get(id)?.name.clone(),
        RecordId::Organisation(id) => w.organisations.get(id)?.name.clone(),
        RecordId::Venue(id) => w.venues.get(id)?.name.clone(),
        RecordId::Room(id) => w.rooms.get(id)?.name.clone(),
        RecordId::Person(id) => w.people.get(id)?.name().to_owned(),
        RecordId::Trainer(id) => w.trainers.get(id)?.name.clone(),
        RecordId::Programme(id) => w.programmes.get(id)?.name.clone(),
        RecordId::Indicator(id) => w.indicators.get(id)?.name.clone(),
        RecordId::BudgetLine(id) => w.budget.get(id)?.name.clone(),
        RecordId::Course(id) => w.courses.get(id)?.name.clone(),
        RecordId::Intake(id) => w.intakes.get(id)?.name.clone(),
        RecordId::Enrolment(id) => w.people.get(w.enrolments.get(id)?.person)?.name().to_owned(),
        RecordId::Group(id) => {
            let group = w.groups.get(id)?;
            group_name(group.subject, group.number)
        }
        RecordId::Session(id) => {
            let session = w.sessions.get(id)?;
            let group = w.groups.get(session.group)?;
            text!(RecordSession, group = group_name(group.subject, group.number), n = session.module + 1)
        }
        RecordId::CascadeClass(id) => w.cascade_classes.get(id)?.name.clone(),
        RecordId::Community(id) => w.communities.get(id)?.name.clone(),
        RecordId::Centre(id) => w.centres.get(id)?.name.clone(),
        RecordId::DayRule(id) => date(w.day_rules.get(id)?.date, DateStyle::Long),
        RecordId::SchoolYear(id) => w.school_years.get(id)?.name.clone(),
        _ => return None,
    })
}

/// `Mathematics 1`, or `Group 1` where groups mix subjects.
#[must_use]
pub fn group_name(subject: Option<Subject>, number: u32) -> String {
    match subject {
        Some(subject) => format!("{} {number}", word("subject", subject.code())),
        None => text!(RecordGroup, n = number),
    }
}

/// Languages of teaching with commas.
#[must_use]
pub fn languages(languages: &[Language]) -> String {
    listed(languages.iter().map(|l| word("language", l.code())).collect())
}

/// A rule in words.
#[must_use]
pub fn rule(rule: &Rule, workspace: &Workspace) -> String {
    let parts = |rules: &[Rule]| rules.iter().map(|r| self::rule(r, workspace)).collect::<Vec<_>>().join("; ");
    match rule {
        Rule::All(rules) => text!(RuleAll, list = parts(rules)),
        Rule::Any(rules) => text!(RuleAny, list = parts(rules)),
        Rule::None(rules) => text!(RuleNone, list = parts(rules)),
        Rule::Is(one) => criterion(one, workspace),
    }
}

/// Past this many subjects a sentence counts them.
const SUBJECTS_NAMED: usize = 4;

/// A criterion in words.
#[must_use]
pub fn criterion(criterion: &Criterion, workspace: &Workspace) -> String {
    let records = |ids: Vec<RecordId>| listed(ids.into_iter().map(|id| record_name(id, workspace)).collect());
    match criterion {
        Criterion::Role(v) => text!(CriterionRole, list = words("role", v.iter().map(|x| x.code()))),
        Criterion::Acting => text!(CriterionActing),
        Criterion::PostVacant(role) => text!(CriterionPostVacant, list = word("role", role.code())),
        Criterion::Subject(v) if v.len() > SUBJECTS_NAMED => text!(CriterionSubjectMany, n = v.len()),
        Criterion::Subject(v) => text!(CriterionSubject, list = words("subject", v.iter().map(|x| x.code()))),
        Criterion::Grades(v) => text!(CriterionGrades, list = words("grade_band", v.iter().map(|x| x.code()))),
        Criterion::Language(v) => text!(CriterionLanguage, list = words("language", v.iter().map(|x| x.code()))),
        Criterion::Category(v) => text!(CriterionCategory, list = words("category", v.iter().map(|x| x.code()))),
        Criterion::Experience { at_least, at_most } => {
            text!(CriterionExperience, range = range(at_least.map(i64::from), at_most.map(i64::from)))
        }
        Criterion::Age { at_least, at_most } => {
            text!(CriterionAge, range = range(at_least.map(i64::from), at_most.map(i64::from)))
        }
        Criterion::SchoolKind(v) => {
            text!(CriterionSchoolKind, list = words("school_kind", v.iter().map(|x| x.code())))
        }
        Criterion::HubCluster => text!(CriterionHubCluster),
        Criterion::Locality(l) => text!(CriterionLocality, list = word("locality", l.code())),
        Criterion::Region(v) => text!(CriterionRegion, list = listed(v.iter().map(|r| region_name(*r)).collect())),
        Criterion::District(v) => text!(CriterionDistrict, list = records(v.iter().map(|&id| id.into()).collect())),
        Criterion::School(v) => text!(CriterionSchool, list = records(v.iter().map(|&id| id.into()).collect())),
        Criterion::Pupils { at_least, at_most } => {
            text!(CriterionPupils, range = range(at_least.map(i64::from), at_most.map(i64::from)))
        }
        Criterion::PersonTag(tag) => text!(CriterionPersonTag, list = tag.clone()),
        Criterion::SchoolTag(tag) => text!(CriterionSchoolTag, list = tag.clone()),
        Criterion::LastCourseBefore(day) => text!(CriterionLastCourseBefore, date = date(*day, DateStyle::Short)),
        Criterion::NeverTrained => text!(CriterionNeverTrained),
        Criterion::LastCourseHours { at_least, at_most } => {
            text!(CriterionLastCourseHours, range = range(at_least.map(i64::from), at_most.map(i64::from)))
        }
        Criterion::Completed(v) => text!(CriterionCompleted, list = records(v.iter().map(|&id| id.into()).collect())),
    }
}

fn words<'a>(family: &str, codes: impl Iterator<Item = &'a str>) -> String {
    listed(codes.map(|code| word(family, code)).collect())
}

/// `at least 6`, `from 6 to 8`, `exactly 3`.
#[must_use]
pub fn range(at_least: Option<i64>, at_most: Option<i64>) -> String {
    match (at_least, at_most) {
        (None, None) => text!(RangeAny),
        (Some(n), None) => text!(RangeAtLeast, n = n),
        (None, Some(n)) => text!(RangeAtMost, n = n),
        (Some(a), Some(b)) if a == b => text!(RangeExactly, n = a),
        (Some(a), Some(b)) => text!(RangeBetween, least = a, most = b),
    }
}

/// The word for what people are told apart by in a quota.
#[must_use]
pub fn dimension(dimension: Dimension) -> String {
    text_of(match dimension {
        Dimension::School => Key::DimensionSchool,
        Dimension::HubCluster => Key::DimensionHubCluster,
        Dimension::District => Key::DimensionDistrict,
        Dimension::Region => Key::DimensionRegion,
        Dimension::Role => Key::DimensionRole,
        Dimension::Subject => Key::DimensionSubject,
        Dimension::Language => Key::DimensionLanguage,
        Dimension::Locality => Key::DimensionLocality,
    })
}

/// The word for where someone stands in an intake.
#[must_use]
pub fn enrolment_state(state: EnrolmentState) -> String {
    text_of(match state {
        EnrolmentState::Nominated => Key::EnrolmentNominated,
        EnrolmentState::Selected => Key::EnrolmentSelected,
        EnrolmentState::Waiting => Key::EnrolmentWaiting,
        EnrolmentState::NotAdmitted => Key::EnrolmentNotAdmitted,
        EnrolmentState::Withdrawn => Key::EnrolmentWithdrawn,
    })
}
