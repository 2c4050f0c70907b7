//! The lists of people: selected, waiting, not eligible, unknown, decided one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{Intake, IntakeId, PersonId};
use orken_core::rules::{Fact, Setting, main_subject};
use orken_core::turns::HANDFUL;
use orken_core::view::selection::{Row, Standings};
use orken_core::workspace::Workspace;

use super::facts::{List, Open, facts_of, reason_code, school_line, slices};
use crate::effects::clock::Turns;
use crate::locale::Key;
use crate::route::{query, set_query};
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Badge, Choice, Column, DataTable, Filter, Rows, SortKey, region_name, settled_in_turns, word};
use crate::{t, text};

#[derive(Clone, Copy)]
struct Filters {
    region: Filter,
    district: Filter,
    subject: Filter,
    language: Filter,
    hub: Filter,
    reason: Filter,
}

/// What one person is filtered by, and why they stand where they stand.
#[derive(Debug, Clone, PartialEq, Default)]
struct Marks {
    region: String,
    district: String,
    subject: String,
    language: String,
    hub: String,
    reason: String,
    /// Facts that decide of the person, where they do.
    facts: Vec<Fact>,
}

impl Marks {
    const fn all(&self) -> [&String; 6] {
        [&self.region, &self.district, &self.subject, &self.language, &self.hub, &self.reason]
    }
}

/// The marks of a list's people, and which there are of each kind.
#[derive(Debug, Clone, PartialEq, Default)]
struct Marked {
    of: BTreeMap<u64, Marks>,
    codes: [BTreeSet<String>; 6],
}

/// One list with its filters.
#[component]
pub(super) fn PeopleList(open: Open, list: List) -> impl IntoView {
    let members = Memo::new(move |_| -> Rows {
        open.all.with(|all| Arc::new(all.rows.iter().filter(|r| list.holds(r.kind())).map(|r| r.person.0).collect()))
    });
    let marks = settled_in_turns(move |wanted| {
        let (members, all, records) = (members.get(), open.all.get(), open.store.watched_records(slices()));
        async move {
            let marked = marks_of(&records, open.intake, &all, &members).await?;
            wanted.still().then(|| Arc::new(marked))
        }
    });
    let filters = filters(open, marks);
    let rows = Memo::new(move |_| -> Rows {
        marks.with(|marks| {
            // Whoever isn't marked yet is shown.
            let marks_of = |row: &u64| marks.as_ref()?.of.get(row);
            let admits = |row: &&u64| marks_of(row).is_none_or(|m| admits(&filters, m));
            members.with(|members| Arc::new(members.iter().filter(admits).copied().collect()))
        })
    });
    let opened = query("person");
    view! {
        <DataTable
            name=list.code()
            caption=Signal::derive(move || word("selection_tab", list.code()))
            columns=columns(open, list, marks)
            rows
            all=Signal::derive(move || members.with(|m| m.len()))
            filters=vec![filters.region, filters.district, filters.subject, filters.language, filters.hub, filters.reason]
            opened=Signal::derive(move || opened.get().and_then(|id| id.parse().ok()))
            on_open=move |row: u64| {
                let same = opened.get_untracked() == Some(row.to_string());
                set_query("person", (!same).then_some(row));
            }
        />
    }
}

fn columns(open: Open, list: List, marks: AllMarks) -> Vec<Column> {
    let place = move |row: u64| open.row(row, |r, _| if list == List::Waiting { r.in_line } else { r.rank }).flatten();
    let label = if list == List::Waiting { Key::SelectionInLine } else { Key::SelectionRank };
    let school = move |row: u64| open.person(row, |_, s, w| school_line(s, w)).unwrap_or_default();
    let district = move |row: u64| {
        open.person(row, |_, s, w| s.and_then(|s| w.district_of(s)).map(|d| d.name.clone()))
            .flatten()
            .unwrap_or_default()
    };
    let region = move |row: u64| {
        open.person(row, |_, s, w| s.and_then(|s| w.region_of(s)).map(region_name)).flatten().unwrap_or_default()
    };
    let why = move |row: u64| {
        let facts = marks.with(|marks| Some(marks.as_ref()?.of.get(&row)?.facts.clone()))?;
        open.reason(row, &facts)
    };
    let badge =
        move |row: u64| why(row).map(|(label, tone)| view! { <Badge label=label tone plain=true /> }).into_any();
    let mut columns = vec![Column::text("name", Key::SelectionName, move |row| open.name(row))];
    let figure = Column::figure("place", label, place);
    if matches!(list, List::Selected | List::Waiting) {
        columns.insert(0, figure);
    }
    columns.extend([
        Column::text("school", Key::SelectionSchoolHead, school),
        Column::text("subject", Key::DimensionSubject, move |row| {
            open.person(row, |p, _, w| words::main_subject(w, open.intake, p)).unwrap_or_default()
        }),
        Column::view("why", Key::SelectionWhy, badge)
            .sorted(move |row| why(row).map_or(SortKey::Empty, |(label, _)| SortKey::Text(label))),
        Column::text("district", Key::DimensionDistrict, district).hidden(),
        Column::text("region", Key::DimensionRegion, region).hidden(),
    ]);
    columns
}

/// Marks of these people, worked out in short tasks.
async fn marks_of(w: &Workspace, intake: IntakeId, all: &Standings, members: &[u64]) -> Option<Marked> {
    let intake = w.intakes.get(intake)?;
    let setting = Setting::new(w, intake.reference_date);
    let (mut turns, mut marked) = (Turns::default(), Marked::default());
    for handful in members.chunks(HANDFUL) {
        for &id in handful {
            let marks = all.row(PersonId(id)).and_then(|row| marks_of_one(&setting, intake, all, row));
            let Some(marks) = marks else { continue };
            for (codes, code) in marked.codes.iter_mut().zip(marks.all()) {
                if !code.is_empty() && !codes.contains(code) {
                    codes.insert(code.clone());
                }
            }
            marked.of.insert(id, marks);
        }
        turns.give_way().await;
    }
    Some(marked)
}

fn marks_of_one(setting: &Setting<'_>, intake: &Intake, all: &Standings, row: &Row) -> Option<Marks> {
    let w = setting.workspace;
    let person = w.people.get(row.person)?;
    let school = w.school_of(person);
    let district = school.and_then(|s| w.district_of(s));
    let facts = facts_of(row, setting, intake);
    Some(Marks {
        region: district.map_or_else(String::new, |d| d.region.code()),
        district: district.map_or_else(String::new, |d| d.id.0.to_string()),
        subject: main_subject(&intake.eligibility, person).map_or("", |s| s.code()).to_owned(),
        language: person.languages().first().map_or("", |l| l.code()).to_owned(),
        hub: school.and_then(|s| w.hub_of(s)).map_or_else(String::new, |id| id.0.to_string()),
        reason: reason_code(row, all, intake, &facts),
        facts,
    })
}

fn admits(filters: &Filters, marks: &Marks) -> bool {
    filters.region.admits(&marks.region)
        && filters.district.admits(&marks.district)
        && filters.subject.admits(&marks.subject)
        && filters.language.admits(&marks.language)
        && filters.hub.admits(&marks.hub)
        && filters.reason.admits(&marks.reason)
}

type AllMarks = Signal<Option<Arc<Marked>>>;

/// Each filter offers the values that the list has.
fn filters(open: Open, marks: AllMarks) -> Filters {
    let choices = move |at: usize, name: &dyn Fn(&str) -> String| -> Vec<Choice> {
        let codes = marks.with(|marks| marks.as_ref().map(|marks| marks.codes[at].clone())).unwrap_or_default();
        let mut choices: Vec<Choice> = codes.into_iter().map(|c| Choice::new(c.clone(), name(&c))).collect();
        choices.sort_by(|a, b| crate::intl::compare(&a.label, &b.label));
        choices
    };
    let region = |code: &str| orken_core::model::Region::from_code(code).map_or_else(|| code.to_owned(), region_name);
    let district = move |code: &str| {
        let id = orken_core::model::DistrictId(code.parse().unwrap_or(0));
        open.store.read(Slice::Places, |w| w.districts.get(id).map(|d| d.name.clone())).unwrap_or_default()
    };
    let hub = move |code: &str| {
        let id = orken_core::model::SchoolId(code.parse().unwrap_or(0));
        open.store.read(Slice::Places, |w| w.schools.get(id).map(|s| s.name.clone())).unwrap_or_default()
    };
    Filters {
        region: Filter::new(t!(DimensionRegion), move || choices(0, &region)),
        district: Filter::new(t!(DimensionDistrict), move || choices(1, &district)),
        subject: Filter::new(t!(DimensionSubject), move || choices(2, &|c| word("subject", c))),
        language: Filter::new(t!(DimensionLanguage), move || choices(3, &|c| word("language", c))),
        hub: Filter::new(t!(DimensionHubCluster), move || choices(4, &hub)),
        reason: Filter::new(t!(SelectionWhy), move || choices(5, &reason_word)),
    }
}

fn reason_word(code: &str) -> String {
    if let Some(fact) = code.strip_prefix("missing_") {
        return text!(WhyMissing, facts = word("fact", fact));
    }
    match code.strip_prefix("fact_") {
        Some(fact) => word("fact", fact),
        None => word("why", code),
    }
}
