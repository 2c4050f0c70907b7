//! The tables of the page: groups, people with their groups, people without one, venues with what they hold.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{Group, GroupId, Language, PersonId, Region, Subject};
use orken_core::workspace::Workspace;

use super::{Desk, Recorded};
use crate::locale::Key;
use crate::route::{query, set_query};
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Badge, Choice, Column, DataTable, Filter, RowId, Rows, SortKey, Tone, region_name, word};
use crate::{t, text};

/// Language of a group in words.
pub(super) fn language(group: Option<Language>, mixed: bool) -> String {
    match group {
        Some(language) if mixed => text!(GroupsMixed, language = word("language", language.code())),
        Some(language) => word("language", language.code()),
        None => text!(GroupsAnyLanguage),
    }
}

pub(super) fn venue_name(w: &Workspace, group: &Group) -> String {
    w.venues.get(group.venue).map(|v| v.name.clone()).unwrap_or_default()
}

fn opened(name: &'static str) -> Signal<Option<RowId>> {
    let open = query(name);
    Signal::derive(move || open.get().and_then(|id| id.parse().ok()))
}

/// Opens a row's panel and closes the other kind's.
fn open(name: &'static str, row: RowId) {
    let other = if name == "group" { "person" } else { "group" };
    set_query(other, None::<u64>);
    set_query(name, Some(row));
}

/// Values of groups that filters choose from.
struct GroupFilters {
    venue: Filter,
    subject: Filter,
    stream: Filter,
}

impl GroupFilters {
    fn new(desk: Desk) -> Self {
        let venues = move || {
            desk.store.read(Slice::STEPS, |w| {
                let used = w.intakes.get(desk.intake).map(|i| i.venues.clone()).unwrap_or_default();
                used.iter()
                    .filter_map(|&id| w.venues.get(id))
                    .map(|v| Choice::new(v.id.0.to_string(), v.name.clone()))
                    .collect()
            })
        };
        let streams = move || {
            let n = desk.store.read(Slice::STEPS, |w| w.intakes.get(desk.intake).map_or(0, |i| i.streams.len()));
            (0..n).map(|s| Choice::new(s.to_string(), text!(CalendarStream, n = s + 1))).collect()
        };
        let subjects = || Subject::ALL.iter().map(|s| Choice::new(s.code(), word("subject", s.code()))).collect();
        Self {
            venue: Filter::new(t!(GroupsVenue), venues),
            subject: Filter::new(t!(DimensionSubject), subjects),
            stream: Filter::new(t!(GroupsStreamColumn), streams),
        }
    }

    fn list(&self) -> Vec<Filter> {
        vec![self.venue, self.subject, self.stream]
    }

    fn admit(&self, group: &Group) -> bool {
        self.venue.admits(&group.venue.0.to_string())
            && self.subject.admits(group.subject.map_or("", |s| s.code()))
            && self.stream.admits(&group.stream.to_string())
    }
}

/// Every group, with its venue, stream, language and people.
#[component]
pub(super) fn Groups(desk: Desk) -> impl IntoView {
    let filters = GroupFilters::new(desk);
    let list = filters.list();
    let rows = Memo::new(move |_| -> Rows {
        desk.store.read(Slice::STEPS, |w| {
            Arc::new(w.groups_of(desk.intake).filter(|g| filters.admit(g)).map(|g| g.id.0).collect())
        })
    });
    let all = move || desk.recorded.with(|r| r.as_ref().map_or(0, |r| r.now.ids.len()));
    let group = move |row: RowId, what: fn(&Workspace, &Group) -> String| {
        desk.store.peek(|w| w.groups.get(GroupId(row)).map(|g| what(w, g)).unwrap_or_default())
    };
    let columns = vec![
        Column::text("group", Key::GroupsColumnGroup, move |r| group(r, |_, g| words::group_name(g.subject, g.number))),
        Column::text("venue", Key::GroupsVenue, move |r| group(r, venue_name)),
        Column::figure("stream", Key::GroupsStreamColumn, move |r| {
            desk.store.peek(|w| w.groups.get(GroupId(r)).map(|g| f64::from(g.stream) + 1.0))
        }),
        Column::text("language", Key::GroupsLanguage, move |r| group(r, |_, g| language(g.language, g.mixed))),
        Column::figure("people", Key::GroupsPeople, move |r| members(desk, r).map(|n| n as f64)),
        Column::figure("km", Key::GroupsKmEach, move |r| km_each(desk, r)),
    ];
    view! {
        <DataTable
            name="groups"
            caption=t!(GroupsTabGroups)
            columns
            rows
            all
            filters=list
            opened=opened("group")
            on_open=|row| open("group", row)
        />
    }
}

fn members(desk: Desk, row: RowId) -> Option<usize> {
    desk.recorded.with(|r| {
        let r = r.as_ref()?;
        Some(r.now.placement.groups.get(r.index(GroupId(row))?)?.members.len())
    })
}

/// Mean kilometres of a group's people, to one place.
fn km_each(desk: Desk, row: RowId) -> Option<f64> {
    desk.recorded.with(|r| {
        let r = r.as_ref()?;
        let index = r.index(GroupId(row))?;
        let people = &r.now.placement.groups.get(index)?.members;
        let sum: u32 = people.iter().filter_map(|&p| r.km(p, index)).sum();
        (!people.is_empty()).then(|| (f64::from(sum) / people.len() as f64).round())
    })
}

fn person(desk: Desk, row: RowId, what: impl FnOnce(&Workspace, &orken_core::model::Person) -> String) -> String {
    desk.store.peek(|w| w.people.get(PersonId(row)).map(|p| what(w, p)).unwrap_or_default())
}

fn name_column(desk: Desk) -> Column {
    Column::text("name", Key::GroupsName, move |r| person(desk, r, |_, p| p.name().to_owned()))
}

fn school_column(desk: Desk) -> Column {
    Column::text("school", Key::GroupsSchool, move |r| {
        person(desk, r, |w, p| {
            let school = w.school_of(p);
            let region = school.and_then(|s| w.region_of(s)).map(region_name);
            [school.map(|s| s.name.clone()), region].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
    })
}

fn subject_column(desk: Desk) -> Column {
    Column::text("subject", Key::DimensionSubject, move |r| {
        person(desk, r, |w, p| words::main_subject(w, desk.intake, p))
    })
}

fn regions() -> Vec<Choice> {
    Region::all().map(|r| Choice::new(r.code(), region_name(r))).collect()
}

/// People of the intake with or without a group whom the region filter admits.
fn people_rows(desk: Desk, region: Filter, with_group: bool) -> Memo<Rows> {
    Memo::new(move |_| -> Rows {
        let Some(recorded) = desk.recorded.get() else { return Rows::default() };
        let chosen: Vec<PersonId> = if with_group {
            recorded.now.placement.groups.iter().flat_map(|g| g.members.iter().copied()).collect()
        } else {
            recorded.now.placement.unplaced.iter().map(|u| u.person).collect()
        };
        let home = |w: &Workspace, id| {
            let school = w.people.get(id).and_then(|p| w.school_of(p));
            school.and_then(|s| w.region_of(s)).map(Region::code).unwrap_or_default()
        };
        let admitted = desk
            .store
            .peek(|w| chosen.into_iter().filter(|&id| region.admits(&home(w, id))).map(|id| id.0).collect::<Vec<_>>());
        Arc::new(admitted)
    })
}

/// Everyone who has a group.
#[component]
pub(super) fn People(desk: Desk) -> impl IntoView {
    let region = Filter::new(t!(DimensionRegion), regions);
    let rows = people_rows(desk, region, true);
    let in_group = move |row: RowId| -> Option<(Arc<Recorded>, usize)> {
        let recorded = desk.recorded.get_untracked()?;
        let index = recorded.group_of(PersonId(row))?;
        Some((recorded, index))
    };
    let columns = vec![
        name_column(desk),
        school_column(desk),
        subject_column(desk),
        Column::text("group", Key::GroupsColumnGroup, move |r| {
            let group = in_group(r).and_then(|(recorded, i)| recorded.now.placement.groups.get(i).cloned());
            group.map(|g| words::group_name(g.subject, g.number)).unwrap_or_default()
        }),
        Column::text("venue", Key::GroupsVenue, move |r| {
            in_group(r).map(|(rec, i)| venue_of(desk, &rec, i)).unwrap_or_default()
        }),
        Column::figure("km", Key::GroupsKm, move |r| {
            in_group(r).and_then(|(rec, i)| rec.km(PersonId(r), i)).map(f64::from)
        }),
    ];
    view! {
        <DataTable
            name="placed"
            caption=t!(GroupsTabPeople)
            columns
            rows
            filters=vec![region]
            opened=opened("person")
            on_open=|row| open("person", row)
        />
    }
}

fn venue_of(desk: Desk, recorded: &Recorded, group: usize) -> String {
    let venue = recorded.now.placement.groups.get(group).map(|g| g.venue);
    desk.store.peek(|w| venue.and_then(|v| w.venues.get(v)).map(|v| v.name.clone()).unwrap_or_default())
}

/// Everyone selected who has no group, and why.
#[component]
pub(super) fn Without(desk: Desk) -> impl IntoView {
    let region = Filter::new(t!(DimensionRegion), regions);
    let rows = people_rows(desk, region, false);
    let reason = move |row: RowId| -> String {
        let recorded = desk.recorded.get_untracked();
        let found = recorded.as_ref().and_then(|r| r.now.placement.unplaced.iter().find(|u| u.person.0 == row));
        found.map(|u| desk.store.peek(|w| words::finding(&u.reason, w))).unwrap_or_default()
    };
    let columns = vec![
        name_column(desk),
        school_column(desk),
        subject_column(desk),
        Column::view("why", Key::GroupsWhy, move |r| {
            view! { <Badge label=reason(r) tone=Tone::Warn plain=true /> }.into_any()
        })
        .sorted(move |r| SortKey::Text(reason(r))),
    ];
    let findings = desk.recorded.get_untracked().map(|r| r.now.placement.findings.clone()).unwrap_or_default();
    view! {
        <super::Findings findings />
        <DataTable
            name="without-group"
            caption=t!(GroupsTabWithout)
            columns
            rows
            filters=vec![region]
            opened=opened("person")
            on_open=|row| open("person", row)
        />
    }
}

/// Every venue: rooms, groups in each stream, people.
#[component]
pub(super) fn Venues(desk: Desk) -> impl IntoView {
    let rows = Memo::new(move |_| -> Rows {
        desk.store.read(Slice::STEPS, |w| {
            Arc::new(w.intakes.get(desk.intake).map(|i| i.venues.iter().map(|v| v.0).collect()).unwrap_or_default())
        })
    });
    let figure = move |what: fn(&Recorded, RowId) -> usize| {
        move |row: RowId| desk.recorded.with(|r| r.as_ref().map(|r| what(r, row) as f64))
    };
    let groups = |r: &Recorded, row: RowId| r.now.placement.groups.iter().filter(|g| g.venue.0 == row).count();
    let people = |r: &Recorded, row: RowId| {
        r.now.placement.groups.iter().filter(|g| g.venue.0 == row).map(|g| g.members.len()).sum()
    };
    let rooms = |r: &Recorded, row: RowId| r.problem.sites.iter().find(|s| s.id.0 == row).map_or(0, |s| s.rooms.len());
    let capacity = |r: &Recorded, row: RowId| {
        let rooms = r.problem.sites.iter().find(|s| s.id.0 == row).map_or(0, |s| s.rooms.len());
        rooms * r.problem.time.streams.len()
    };
    let venue = move |row: RowId| desk.store.peek(|w| w.venues.iter().find(|v| v.id.0 == row).cloned());
    let columns = vec![
        Column::text("venue", Key::GroupsVenue, move |r| venue(r).map(|v| v.name).unwrap_or_default()),
        Column::text("serves", Key::GroupsServes, move |r| match venue(r) {
            Some(v) if v.serves.is_empty() => text!(GroupsServesAll),
            Some(v) => words::listed(v.serves.iter().map(|&r| region_name(r)).collect()),
            None => String::new(),
        }),
        Column::figure("rooms", Key::GroupsRooms, figure(rooms)),
        Column::figure("groups", Key::GroupsTabGroups, figure(groups)),
        Column::figure("capacity", Key::GroupsRoomFor, figure(capacity)),
        Column::figure("people", Key::GroupsPeople, figure(people)),
    ];
    view! { <DataTable name="group-venues" caption=t!(GroupsTabVenues) columns rows /> }
}
