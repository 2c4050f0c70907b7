//! Facts of a record for its panel: what is not known is said, not left out.

use orken_core::model::{Closure, History, Person, School, TakenCourse};
use orken_core::workspace::Workspace;

use super::person_table::subject_words;
use crate::intl::{DateStyle, date};
use crate::locale::number;
use crate::text;
use crate::text as words;
use crate::ui::{Fact, region_name, word};

/// A value, or the word for unknown.
fn known(value: Option<String>) -> String {
    value.filter(|v| !v.is_empty()).unwrap_or_else(|| text!(ValueUnknown))
}

fn listed(values: String) -> String {
    known(Some(values))
}

/// `24.03.2021, 72 h, title`.
fn course(course: TakenCourse<'_>) -> String {
    let mut parts = vec![date(course.ended, DateStyle::Short)];
    parts.extend(course.hours.map(|h| text!(PeopleHours, n = h.0)));
    parts.extend(course.title.map(str::to_owned));
    parts.join(", ")
}

fn courses(history: Option<History<'_>>) -> String {
    match history {
        None => text!(ValueUnknown),
        Some(none) if none.len() == 0 => text!(PeopleNever),
        Some(all) => all.map(course).collect::<Vec<_>>().join("; "),
    }
}

/// A person, their IIN masked unless it was asked for.
pub(super) fn person(w: &Workspace, p: &Person, show_iin: bool) -> Vec<Fact> {
    let school = w.school_of(p);
    let district = school.and_then(|s| w.district_of(s));
    let role = p.role().map(|r| {
        let role = word("role", r.code());
        if p.acting() { text!(PeopleActingRole, role = role) } else { role }
    });
    let grades = p.grades().iter().map(|g| word("grade_band", g.code())).collect();
    let iin = p.iin().map(|i| if show_iin { i.as_str().to_owned() } else { i.masked() });
    let born = p.born().or_else(|| p.iin().and_then(|i| i.birth_date()));
    let mut facts = vec![
        Fact::new(text!(DimensionSchool), known(school.map(|s| s.name.clone()))),
        Fact::new(text!(DimensionDistrict), known(district.map(|d| d.name.clone()))),
        Fact::new(text!(DimensionRegion), known(district.map(|d| region_name(d.region)))),
        Fact::new(text!(PeopleRole), known(role)),
        Fact::new(text!(PeopleSubjects), listed(subject_words(&p.subjects()))),
        Fact::new(text!(PeopleGrades), listed(words::listed(grades))),
        Fact::new(text!(PeopleLanguages), listed(words::languages(&p.languages()))),
        Fact::new(text!(PeopleCategory), known(p.category().map(|c| word("category", c.code())))),
        Fact::new(text!(PeopleExperience), known(p.experience().map(|y| text!(PeopleYears, n = y)))),
        Fact::new(text!(PeopleLastCourse), courses(p.history())),
        Fact::new(text!(PeopleIin), known(iin)),
        Fact::new(
            text!(PeopleBorn),
            known(born.map(|d| if show_iin { date(d, DateStyle::Short) } else { date(d, DateStyle::Month) })),
        ),
        Fact::new(text!(PeopleSex), known(p.sex().map(|s| word("sex", s.code())))),
        Fact::new(text!(PeoplePhone), known(p.phone().map(str::to_owned))),
        Fact::new(text!(PeopleEmail), known(p.email().map(str::to_owned))),
    ];
    let more = [
        (text!(PeopleOffers), p.offers().join(", ")),
        (text!(PeopleWants), p.wants().join(", ")),
        (text!(PeopleTags), p.tags().join(", ")),
        (text!(PeopleNote), p.note().unwrap_or_default().to_owned()),
    ];
    facts.extend(more.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| Fact::new(n, v)));
    facts
}

/// A school, with how many people of the workspace work there.
pub(super) fn school(w: &Workspace, s: &School) -> Vec<Fact> {
    let district = w.district_of(s);
    let hub = s.hub.and_then(|id| w.schools.get(id)).map(|h| h.name.clone());
    let place = s.location.map(|at| format!("{}, {}", at.lat(), at.lon()));
    let attached = w.schools.iter().filter(|other| other.hub == Some(s.id)).count();
    let people = w.people.iter().filter(|p| p.school == s.id).count();
    let mut facts = vec![
        Fact::new(text!(DimensionDistrict), known(district.map(|d| d.name.clone()))),
        Fact::new(text!(DimensionRegion), known(district.map(|d| region_name(d.region)))),
        Fact::new(text!(PeopleSchoolKind), word("school_kind", s.kind.code())),
        Fact::new(text!(DimensionLocality), known(s.locality.map(|l| word("locality", l.code())))),
        Fact::new(text!(PeopleSchoolLanguages), listed(words::languages(&s.languages))),
        Fact::new(text!(PeoplePupils), known(s.pupils.map(number))),
        Fact::new(text!(PeopleLocation), known(place)),
    ];
    if hub.is_some() || s.hub_unknown {
        facts.push(Fact::new(text!(PeopleHub), known(hub)));
    }
    if attached > 0 {
        facts.push(Fact::new(text!(PeopleAttached), number(attached)));
    }
    facts.push(Fact::new(text!(PeoplePeopleHere), number(people)));
    let more = [(text!(PeopleTags), s.tags.join(", ")), (text!(PeopleNote), s.note.clone().unwrap_or_default())];
    facts.extend(more.into_iter().filter(|(_, v)| !v.is_empty()).map(|(n, v)| Fact::new(n, v)));
    facts
}

/// Days and slots on which something is not free.
pub(super) fn closures(closures: &[Closure]) -> String {
    let one = |c: &Closure| {
        let mut said = date(c.date, DateStyle::Short);
        if let Some(slot) = c.slot {
            said.push_str(&format!(", {}", text!(PeopleSlot, n = u32::from(slot) + 1)));
        }
        if let Some(reason) = &c.reason {
            said.push_str(&format!(" ({reason})"));
        }
        said
    };
    closures.iter().map(one).collect::<Vec<_>>().join("; ")
}
