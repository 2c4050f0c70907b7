//! The table of people put forward for the intake, with its filters, the map of regions, and the open person.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{History, Person, PersonId, SchoolKind, Subject};
use orken_core::workspace::Workspace;

use super::fields::{coded, languages, regions, subjects};
use super::map::PeopleMap;
use super::{Desk, everyone, in_turns, person_panel::PersonPanel};
use crate::intl::{DateStyle, date};
use crate::locale::Key;
use crate::route::query;
use crate::store::{Slice, Slices};
use crate::text as words;
use crate::ui::{
    Badge, Choice, Column, DataTable, Filter, RowId, Rows, SortKey, ToggleChip, Tone, region_name, settled_in_turns,
    word,
};
use crate::{t, text};

/// The filters of the table.
#[derive(Clone, Copy)]
pub(super) struct Filters {
    pub(super) region: Filter,
    district: Filter,
    subject: Filter,
    language: Filter,
    kind: Filter,
}

impl Filters {
    fn new(desk: Desk) -> Self {
        let region = Filter::new(t!(DimensionRegion), regions);
        let districts = move || desk.store.read(Slice::Places, |w| districts(w, &region));
        Self {
            region,
            district: Filter::new(t!(DimensionDistrict), districts),
            subject: Filter::new(t!(DimensionSubject), subjects),
            language: Filter::new(t!(PeopleLanguage), languages),
            kind: Filter::new(t!(PeopleSchoolKind), || coded("school_kind", SchoolKind::ALL, SchoolKind::code)),
        }
    }

    /// What is chosen now; tracked.
    fn chosen(&self) -> Chosen {
        let of = |filter: &Filter| filter.chosen.get();
        Chosen {
            region: of(&self.region),
            district: of(&self.district),
            subject: of(&self.subject),
            language: of(&self.language),
            kind: of(&self.kind),
        }
    }
}

/// Codes that each filter admits; any where there is none.
struct Chosen {
    region: BTreeSet<String>,
    district: BTreeSet<String>,
    subject: BTreeSet<String>,
    language: BTreeSet<String>,
    kind: BTreeSet<String>,
}

impl Chosen {
    /// True for people whom every filter admits; who lacks a value passes only filters with nothing chosen.
    fn admit(&self, w: &Workspace, person: &Person) -> bool {
        let school = || w.school_of(person);
        let district = || school().and_then(|s| w.district_of(s));
        let any = |set: &BTreeSet<String>, codes: Vec<&str>| {
            set.is_empty() || codes.into_iter().any(|code| set.contains(code))
        };
        let one = |set: &BTreeSet<String>, code: &dyn Fn() -> Option<String>| {
            set.is_empty() || code().is_some_and(|code| set.contains(&code))
        };
        one(&self.region, &|| district().map(|d| d.region.code()))
            && one(&self.district, &|| district().map(|d| d.id.0.to_string()))
            && any(&self.subject, person.subjects().iter().map(|s| s.code()).collect())
            && any(&self.language, person.languages().iter().map(|l| l.code()).collect())
            && one(&self.kind, &|| school().map(|s| s.kind.code().to_owned()))
    }
}

/// Districts of the chosen regions, by name.
pub(super) fn districts(w: &Workspace, region: &Filter) -> Vec<Choice> {
    let here = w.districts.iter().filter(|d| region.admits(&d.region.code()));
    let mut found: Vec<Choice> =
        here.map(|d| Choice::new(d.id.0.to_string(), format!("{} · {}", d.name, region_name(d.region)))).collect();
    found.sort_by(|a, b| a.label.cmp(&b.label));
    found
}

/// The table, the map over it, and the panel of the open person.
#[component]
pub(super) fn People(desk: Desk) -> impl IntoView {
    let filters = Filters::new(desk);
    let all = Memo::new(move |_| desk.store.read(Slice::Enrolments, |w| w.enrolments_of(desk.intake).count()));
    let rows = rows(desk, filters);
    let open = query("person");
    let opened = Signal::derive(move || open.get().and_then(|id| id.parse::<RowId>().ok()));
    let map = RwSignal::new(false);
    let Filters { region, district, subject, language, kind } = filters;
    let tools = move || view! { <ToggleChip label=t!(PeopleMap) on=map /> };
    let panel = move || {
        let id = open.get()?.parse().ok().map(PersonId);
        Some(view! { <PersonPanel desk id /> })
    };
    view! {
        <div class="split">
            <div class="split-main">
                {move || map.get().then(|| view! { <PeopleMap desk region /> })}
                <DataTable
                    name="people"
                    caption=t!(PeopleTabPeople)
                    columns=columns(desk)
                    rows
                    all
                    filters=vec![region, district, subject, language, kind]
                    opened
                    on_open=move |row: RowId| Desk::open("person", Some(row))
                    tools
                />
            </div>
            {panel}
        </div>
    }
}

/// Those whom the filters admit, found in short tasks.
fn rows(desk: Desk, filters: Filters) -> Signal<Rows> {
    let found = settled_in_turns(move |wanted| {
        let (everyone, chosen) = (everyone(desk), filters.chosen());
        async move {
            let mut rows = Vec::new();
            in_turns(desk, everyone, wanted, |w, person| {
                if chosen.admit(w, person) {
                    rows.push(person.id.0);
                }
            })
            .await?;
            Some(Arc::new(rows))
        }
    });
    Signal::derive(move || found.get().unwrap_or_default())
}

/// Reads something of a person; the empty value where they are gone.
fn of<T: Default>(desk: Desk, row: RowId, read: impl FnOnce(&Workspace, &Person) -> T) -> T {
    desk.store.read(Slices::from([Slice::People, Slice::Places]), |w| {
        w.people.get(PersonId(row)).map_or_else(T::default, |p| read(w, p))
    })
}

fn columns(desk: Desk) -> Vec<Column> {
    let text = move |id, label, read: fn(&Workspace, &Person) -> String| {
        Column::text(id, label, move |row| of(desk, row, read))
    };
    let last_course = move |row| match of(desk, row, |_, p| Some(p.history().map(last_day))).flatten() {
        None => view! { <Badge label=t!(ValueUnknown) tone=Tone::Warn plain=true /> }.into_any(),
        Some(last) => last.map_or_else(|| text!(PeopleNever), |d| date(d, DateStyle::Short)).into_any(),
    };
    let last_key = move |row| {
        let ended = of(desk, row, |_, p| p.history().and_then(last_day));
        ended.map_or(SortKey::Empty, |day| SortKey::Number(f64::from(chrono::Datelike::num_days_from_ce(&day))))
    };
    vec![
        text("name", Key::PeopleName, |_, p| p.name().to_owned()),
        text("school", Key::DimensionSchool, |w, p| w.school_of(p).map(|s| s.name.clone()).unwrap_or_default()),
        text("district", Key::DimensionDistrict, |w, p| {
            w.school_of(p).and_then(|s| w.district_of(s)).map(|d| d.name.clone()).unwrap_or_default()
        }),
        text("region", Key::DimensionRegion, |w, p| {
            w.school_of(p).and_then(|s| w.region_of(s)).map(region_name).unwrap_or_default()
        }),
        text("subject", Key::DimensionSubject, |_, p| subject_words(&p.subjects())),
        text("language", Key::PeopleLanguage, |_, p| words::languages(&p.languages())),
        Column::view("course", Key::PeopleLastCourse, last_course).sorted(last_key),
        text("role", Key::PeopleRole, |_, p| p.role().map(|r| word("role", r.code())).unwrap_or_default()).hidden(),
        text("category", Key::PeopleCategory, |_, p| {
            p.category().map(|c| word("category", c.code())).unwrap_or_default()
        })
        .hidden(),
        Column::figure("experience", Key::PeopleExperience, move |row| of(desk, row, |_, p| p.experience())).hidden(),
    ]
}

/// The last day of the latest course.
pub(super) fn last_day(courses: History<'_>) -> Option<chrono::NaiveDate> {
    courses.map(|c| c.ended).max()
}

pub(super) fn subject_words(subjects: &[Subject]) -> String {
    words::listed(subjects.iter().map(|s| word("subject", s.code())).collect())
}
