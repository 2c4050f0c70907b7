//! The table of schools with their districts and hub clusters, and the open school.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{Language, Locality, School, SchoolId, SchoolKind};
use orken_core::workspace::Workspace;

use super::fields::{coded, languages, regions};
use super::school_panel::SchoolPanel;
use super::{Desk, LISTS, NEW, go_import, import};
use crate::locale::Key;
use crate::route::query;
use crate::store::Slice;
use crate::t;
use crate::text as words;
use crate::ui::{Button, Choice, Column, DataTable, EmptyState, FileDrop, Filter, RowId, Rows, region_name, word};

/// The tab of schools: the table, or how to fill it.
#[component]
pub(super) fn Schools(desk: Desk) -> impl IntoView {
    let none = Memo::new(move |_| desk.store.read(Slice::Places, |w| w.schools.is_empty()));
    let open = query("school");
    let body = move || {
        if none.get() { view! { <NoSchools desk /> }.into_any() } else { view! { <SchoolTable desk /> }.into_any() }
    };
    let panel = move || {
        let id = open.get()?.parse().ok().map(SchoolId);
        Some(view! { <SchoolPanel desk id /> })
    };
    view! {
        <div class="split">
            <div class="split-main">{body}</div>
            {panel}
        </div>
    }
}

#[component]
fn NoSchools(desk: Desk) -> impl IntoView {
    let take = move |files| {
        import::take_files(desk, files);
        go_import();
    };
    view! {
        <EmptyState title=t!(PeopleNoSchools) text=Signal::derive(t!(PeopleNoSchoolsText))>
            <div class="empty-drop">
                <FileDrop label=t!(PeopleEmptyDrop) accept=LISTS multiple=true on_files=take />
            </div>
            <Button label=t!(PeopleAddSchool) on_click=|()| Desk::open("school", Some(NEW)) />
        </EmptyState>
    }
}

#[derive(Clone, Copy)]
struct Filters {
    region: Filter,
    district: Filter,
    hub: Filter,
    kind: Filter,
    locality: Filter,
    language: Filter,
}

impl Filters {
    fn new(desk: Desk) -> Self {
        let region = Filter::new(t!(DimensionRegion), regions);
        let districts = move || desk.store.read(Slice::Places, |w| super::person_table::districts(w, &region));
        Self {
            region,
            district: Filter::new(t!(DimensionDistrict), districts),
            hub: Filter::new(t!(DimensionHubCluster), move || desk.store.read(Slice::Places, |w| hubs(w, &region))),
            kind: Filter::new(t!(PeopleSchoolKind), || coded("school_kind", SchoolKind::ALL, SchoolKind::code)),
            locality: Filter::new(t!(DimensionLocality), || coded("locality", Locality::ALL, Locality::code)),
            language: Filter::new(t!(PeopleSchoolLanguages), languages),
        }
    }

    fn admit(&self, w: &Workspace, school: &School) -> bool {
        let district = w.district_of(school);
        let hub = w.hub_of(school).map(|id| id.0.to_string()).unwrap_or_default();
        let any = self.language.admits("") || school.languages.iter().any(|&l| self.language.admits(Language::code(l)));
        self.region.admits(&district.map(|d| d.region.code()).unwrap_or_default())
            && self.district.admits(&district.map(|d| d.id.0.to_string()).unwrap_or_default())
            && self.hub.admits(&hub)
            && self.kind.admits(school.kind.code())
            && self.locality.admits(school.locality.map(Locality::code).unwrap_or_default())
            && any
    }
}

fn hubs(w: &Workspace, region: &Filter) -> Vec<Choice> {
    let hubs = w.schools.iter().filter(|s| s.kind == SchoolKind::Hub);
    let here = hubs.filter(|s| w.region_of(s).is_some_and(|r| region.admits(&r.code())));
    here.map(|s| {
        let district = w.district_of(s).map(|d| d.name.clone()).unwrap_or_default();
        Choice::new(s.id.0.to_string(), format!("{} · {district}", s.name))
    })
    .collect()
}

#[component]
fn SchoolTable(desk: Desk) -> impl IntoView {
    let filters = Filters::new(desk);
    let store = desk.store;
    let all = Memo::new(move |_| store.read(Slice::Places, |w| w.schools.len()));
    let rows = Memo::new(move |_| {
        store.read(Slice::Places, |w| -> Rows {
            Arc::new(w.schools.iter().filter(|s| filters.admit(w, s)).map(|s| s.id.0).collect())
        })
    });
    let open = query("school");
    let opened = Signal::derive(move || open.get().and_then(|id| id.parse::<RowId>().ok()));
    let Filters { region, district, hub, kind, locality, language } = filters;
    view! {
        <DataTable
            name="schools"
            caption=t!(PeopleTabSchools)
            columns=columns(desk)
            rows
            all
            filters=vec![region, district, hub, kind, locality, language]
            opened
            on_open=move |row: RowId| Desk::open("school", Some(row))
        />
    }
}

fn columns(desk: Desk) -> Vec<Column> {
    let store = desk.store;
    let people = Memo::new(move |_| {
        store.read([Slice::People, Slice::Enrolments], |w| {
            let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
            for person in w.enrolments_of(desk.intake).filter_map(|e| w.people.get(e.person)) {
                *counts.entry(person.school.0).or_default() += 1;
            }
            counts
        })
    });
    let text = move |id, label, read: fn(&Workspace, &School) -> String| {
        Column::text(id, label, move |row| {
            store.read(Slice::Places, |w| w.schools.get(SchoolId(row)).map(|s| read(w, s)).unwrap_or_default())
        })
    };
    vec![
        text("name", Key::PeopleSchoolName, |_, s| s.name.clone()),
        text("district", Key::DimensionDistrict, |w, s| w.district_of(s).map(|d| d.name.clone()).unwrap_or_default()),
        text("region", Key::DimensionRegion, |w, s| w.region_of(s).map(region_name).unwrap_or_default()),
        text("kind", Key::PeopleSchoolKind, |_, s| word("school_kind", s.kind.code())),
        text("hub", Key::DimensionHubCluster, |w, s| {
            w.hub_of(s).and_then(|id| w.schools.get(id)).map(|h| h.name.clone()).unwrap_or_default()
        }),
        text("locality", Key::DimensionLocality, |_, s| {
            s.locality.map(|l| word("locality", l.code())).unwrap_or_default()
        }),
        text("languages", Key::PeopleSchoolLanguages, |_, s| words::languages(&s.languages)),
        Column::figure("pupils", Key::PeoplePupils, move |row| {
            store.read(Slice::Places, |w| w.schools.get(SchoolId(row)).and_then(|s| s.pupils))
        }),
        Column::figure("people", Key::PeoplePutForward, move |row| people.with(|p| p.get(&row).copied())),
    ]
}
