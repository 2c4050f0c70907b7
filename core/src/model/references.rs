//! Which records a record refers to: what keeps a workspace whole.

use super::ids::*;
use super::record::{Record, RecordId};
use crate::rules::{Criterion, Rule};

/// Every record that this one names, in the order of its fields.
#[must_use]
pub fn references(record: &Record) -> Vec<RecordId> {
    let mut found = Vec::new();
    places(record, &mut found);
    programme(record, &mut found);
    after_course(record, &mut found);
    found
}

fn put<I: Into<RecordId>>(found: &mut Vec<RecordId>, ids: impl IntoIterator<Item = I>) {
    found.extend(ids.into_iter().map(Into::into));
}

fn places(record: &Record, found: &mut Vec<RecordId>) {
    match record {
        Record::School(s) => {
            put(found, [s.district]);
            put(found, s.hub);
        }
        Record::Room(r) => put(found, [r.venue]),
        Record::Person(p) => {
            put(found, [p.school]);
            put(found, p.history().into_iter().flatten().filter_map(|c| c.programme));
        }
        _ => {}
    }
}

fn programme(record: &Record, found: &mut Vec<RecordId>) {
    match record {
        Record::Programme(p) => put(found, p.partners.iter().copied()),
        Record::Indicator(i) => put(found, [i.programme]),
        Record::BudgetLine(b) => {
            put(found, [b.programme]);
            put(found, b.sponsor);
        }
        Record::RollOut(r) => put(found, [r.programme]),
        Record::Course(c) => put(found, [c.programme]),
        Record::Intake(i) => {
            put(found, [i.programme]);
            put(found, [i.course]);
            put(found, i.venues.iter().copied());
            put(found, i.trainers.iter().copied());
            in_rule(&i.eligibility, found);
            i.quotas.iter().filter_map(|q| q.only.as_ref()).for_each(|rule| in_rule(rule, found));
            for priority in &i.priority {
                if let super::Priority::Prefer(rule) = priority {
                    in_rule(rule, found);
                }
            }
        }
        Record::Enrolment(e) => {
            put(found, [e.intake]);
            put(found, [e.person]);
            put(found, e.group);
            put(found, e.withdrawn.as_ref().and_then(|w| w.replaced_by));
        }
        Record::Group(g) => {
            put(found, [g.intake]);
            put(found, [g.venue]);
        }
        Record::Session(s) => {
            put(found, [s.group]);
            put(found, s.placed.map(|p| p.room));
            put(found, s.placed.map(|p| p.trainer));
        }
        _ => {}
    }
}

fn in_rule(rule: &Rule, found: &mut Vec<RecordId>) {
    match rule {
        Rule::All(parts) | Rule::Any(parts) | Rule::None(parts) => parts.iter().for_each(|part| in_rule(part, found)),
        Rule::Is(Criterion::District(ids)) => put(found, ids.iter().copied()),
        Rule::Is(Criterion::School(ids)) => put(found, ids.iter().copied()),
        Rule::Is(Criterion::Completed(ids)) => put(found, ids.iter().copied()),
        Rule::Is(_) => {}
    }
}

fn after_course(record: &Record, found: &mut Vec<RecordId>) {
    match record {
        Record::Attendance(a) => {
            put(found, [a.session]);
            put(found, [a.person]);
        }
        Record::CourseResult(r) => put(found, [r.enrolment]),
        Record::Certificate(c) => put(found, [c.enrolment]),
        Record::SupportPlan(p) => {
            put(found, [p.enrolment]);
            put(found, p.mentor);
        }
        Record::SupportVisit(v) => put(found, [v.plan]),
        Record::CascadeClass(c) => {
            put(found, [c.teacher]);
            put(found, [c.programme]);
            put(found, c.pupils.iter().copied());
        }
        Record::Pupil(p) => put(found, [p.school]),
        Record::MentoringPair(m) => put::<PersonId>(found, [m.mentor, m.learner]),
        Record::Community(c) => {
            put(found, c.members.iter().copied());
            put(found, c.facilitator);
        }
        Record::DevelopmentProject(p) => put(found, [p.leader]),
        Record::Centre(c) => put(found, [c.school]),
        Record::PoolMember(m) => {
            put(found, [m.person]);
            put(found, [m.programme]);
        }
        Record::PlacementAbroad(p) => {
            put(found, [p.person]);
            put(found, [p.programme]);
        }
        _ => {}
    }
}
