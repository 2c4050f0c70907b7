//! Venues with their rooms: the tables and the panel of a venue.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::{Cause, Command, provisional_ids};
use orken_core::model::{GeoPoint, Record, RecordId, Region, Room, RoomId, Subject, Venue, VenueId};
use orken_core::workspace::Workspace;

use super::fields::{chosen, degrees_text, point, regions, some, subjects};
use super::form::{Form, Problems, RecordButtons, end_editing, submit};
use super::person_table::subject_words;
use super::room_panel::RoomPanel;
use super::{Desk, NEW};
use crate::locale::{Key, number};
use crate::route::query;
use crate::store::Slice;
use crate::text as words;
use crate::ui::{
    Badge, Button, CheckboxField, Column, DataTable, EmptyState, Fact, Facts, MultiSelect, Panel, RowId, Rows,
    TextField, Tone, region_name, word,
};
use crate::{t, text};

const READS: [Slice; 2] = [Slice::Places, Slice::Intakes];

/// The tab of venues.
#[component]
pub(super) fn Venues(desk: Desk) -> impl IntoView {
    let store = desk.store;
    let rows = Memo::new(move |_| {
        store.read(Slice::Places, |w| -> Rows { Arc::new(w.venues.iter().map(|v| v.id.0).collect()) })
    });
    let (venue, room) = (query("venue"), query("room"));
    let opened = Signal::derive(move || venue.get().and_then(|id| id.parse::<RowId>().ok()));
    let none = move || rows.with(|r| r.is_empty());
    let panel = move || {
        if let Some(id) = venue.get() {
            let id = id.parse().ok().map(VenueId);
            return Some(view! { <VenuePanel desk id /> }.into_any());
        }
        room.get().map(|id| view! { <RoomPanel desk id /> }.into_any())
    };
    let table = move || {
        view! {
            <DataTable
                name="venues"
                caption=t!(PeopleTabVenues)
                columns=columns(desk)
                rows
                opened
                on_open=move |row: RowId| Desk::open("venue", Some(row))
            />
        }
    };
    let body = move || {
        if none() {
            view! {
                <EmptyState title=t!(PeopleNoVenues) text=Signal::derive(t!(PeopleNoVenuesText))>
                    <Button label=t!(PeopleAddVenue) on_click=|()| Desk::open("venue", Some(NEW)) />
                </EmptyState>
            }
            .into_any()
        } else {
            table().into_any()
        }
    };
    view! {
        <div class="split">
            <div class="split-main">{body}</div>
            {panel}
        </div>
    }
}

fn rooms_of(w: &Workspace, venue: VenueId) -> impl Iterator<Item = &Room> {
    w.rooms.iter().filter(move |r| r.venue == venue)
}

fn columns(desk: Desk) -> Vec<Column> {
    let store = desk.store;
    let text = move |id, label, read: fn(&Workspace, &Venue) -> String| {
        Column::text(id, label, move |row| {
            store.read(Slice::Places, |w| w.venues.get(VenueId(row)).map(|v| read(w, v)).unwrap_or_default())
        })
    };
    let figure = move |id, label, read: fn(&Workspace, VenueId) -> u32| {
        Column::figure(id, label, move |row| Some(store.read(Slice::Places, |w| read(w, VenueId(row)))))
    };
    let used = move |row| {
        let used = store
            .read(Slice::Intakes, |w| w.intakes.get(desk.intake).is_some_and(|i| i.venues.contains(&VenueId(row))));
        let (word, tone) = if used { (text!(PeopleInUse), Tone::Ok) } else { (text!(PeopleNotInUse), Tone::Neutral) };
        view! { <Badge label=word tone /> }.into_any()
    };
    vec![
        text("name", Key::PeopleVenueName, |_, v| v.name.clone()),
        text("serves", Key::PeopleServes, |_, v| serves(v)),
        figure("rooms", Key::PeopleRooms, |w, id| u32::try_from(rooms_of(w, id).count()).unwrap_or(u32::MAX)),
        figure("seats", Key::PeopleSeats, |w, id| rooms_of(w, id).map(|r| r.capacity).sum()),
        text("subjects", Key::PeopleVenueSubjects, |_, v| any_or(subject_words(&v.subjects))),
        Column::view("used", Key::PeopleUsed, used),
    ]
}

fn any_or(words: String) -> String {
    if words.is_empty() { text!(PeopleAll) } else { words }
}

fn serves(venue: &Venue) -> String {
    any_or(words::listed(venue.serves.iter().map(|r| region_name(*r)).collect()))
}

/// A venue with its rooms, or the form for a new one.
#[component]
fn VenuePanel(desk: Desk, id: Option<VenueId>) -> impl IntoView {
    let store = desk.store;
    let name = move || match id {
        None => text!(PeopleAddVenue),
        Some(id) => store.read(Slice::Places, |w| words::record_name(id.into(), w)),
    };
    let editing = RwSignal::new(false);
    let body = move || match id {
        None => view! { <VenueFields desk before=None on_done=|()| Desk::close() /> }.into_any(),
        Some(id) if editing.get() => {
            let before = store.peek(|w| w.venues.get(id).cloned());
            view! { <VenueFields desk before on_done=move |()| end_editing(editing) /> }.into_any()
        }
        Some(id) => view! { <VenueFacts desk id editing /> }.into_any(),
    };
    view! {
        <Panel title=Signal::derive(name) on_close=|()| Desk::close()>
            {body}
        </Panel>
    }
}

#[component]
fn VenueFacts(desk: Desk, id: VenueId, editing: RwSignal<bool>) -> impl IntoView {
    let store = desk.store;
    let problems = Problems::new();
    let facts = move || {
        store.read(READS, |w| {
            let Some(venue) = w.venues.get(id) else { return Vec::new() };
            vec![
                Fact::new(text!(PeopleServes), serves(venue)),
                Fact::new(text!(PeopleVenueSubjects), any_or(subject_words(&venue.subjects))),
                Fact::new(text!(PeopleLocation), format!("{}, {}", venue.location.lat(), venue.location.lon())),
            ]
        })
    };
    let rooms = move || {
        store.read(Slice::Places, |w| {
            let line = |r: &Room| (r.id, r.name.clone(), word("room_kind", r.kind.code()), r.capacity);
            rooms_of(w, id).map(line).collect::<Vec<_>>()
        })
    };
    let used = Signal::derive(move || {
        store.read(Slice::Intakes, |w| w.intakes.get(desk.intake).is_some_and(|i| i.venues.contains(&id)))
    });
    let use_it = move |on: bool| {
        let Some(mut intake) = store.peek(|w| w.intakes.get(desk.intake).cloned()) else { return };
        intake.venues.retain(|&v| v != id);
        if on {
            intake.venues.push(id);
        }
        let command = Command::Put { what: Cause::Edit, records: vec![intake.into()], remove: Vec::new() };
        submit(desk, command, problems, || {});
    };
    let remove = move |()| {
        let command = store.peek(|w| removal(w, desk, id));
        submit(desk, command, problems, Desk::close);
    };
    let room = |(id, name, kind, seats): (RoomId, String, String, u32)| {
        view! {
            <li>
                <button type="button" class="pick" on:click=move |_| Desk::open("room", Some(id.0))>
                    {name}
                    " · "
                    {kind}
                    " · "
                    {text!(PeopleSeatsOf, n = seats)}
                </button>
            </li>
        }
    };
    view! {
        <Facts facts=Signal::derive(facts) />
        <CheckboxField label=t!(PeopleVenueUsed) value=used on_change=use_it />
        <h3>{t!(PeopleRooms)} " " {move || number(rooms().len())}</h3>
        <ul class="picks">{move || rooms().into_iter().map(room).collect_view()}</ul>
        <Button label=t!(PeopleAddRoom) on_click=move |()| Desk::open("room", Some(format!("{NEW}-{}", id.0))) />
        <RecordButtons on_edit=move |()| editing.set(true) on_remove=remove problems />
    }
}

/// Takes a venue out with its rooms, and out of the intake's list.
fn removal(w: &Workspace, desk: Desk, id: VenueId) -> Command {
    let mut remove: Vec<RecordId> = rooms_of(w, id).map(|r| r.id.into()).collect();
    remove.push(id.into());
    let intake = w.intakes.get(desk.intake).filter(|i| i.venues.contains(&id)).cloned();
    let without = intake.map(|mut intake| {
        intake.venues.retain(|&v| v != id);
        Record::from(intake)
    });
    Command::Put { what: Cause::Remove, records: without.into_iter().collect(), remove }
}

/// The fields of a venue.
#[component]
fn VenueFields(desk: Desk, before: Option<Venue>, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let is_new = before.is_none();
    let name = RwSignal::new(before.as_ref().map(|v| v.name.clone()).unwrap_or_default());
    let lat = RwSignal::new(degrees_text(before.as_ref().map(|v| v.location.lat())));
    let lon = RwSignal::new(degrees_text(before.as_ref().map(|v| v.location.lon())));
    let codes = |v: &Venue| v.serves.iter().map(|r| r.code()).collect::<BTreeSet<_>>();
    let serves = RwSignal::new(before.as_ref().map(codes).unwrap_or_default());
    let subject_codes = |v: &Venue| v.subjects.iter().map(|s| s.code().to_owned()).collect::<BTreeSet<_>>();
    let taught = RwSignal::new(before.as_ref().map(subject_codes).unwrap_or_default());
    let id = before.as_ref().map_or_else(|| provisional_ids().take(), |v| v.id);
    let problems = Problems::new();
    let read = move || {
        let mut wrong = Vec::new();
        let Some(name) = some(&name.get_untracked()) else { return Err(vec![("name", text!(PeopleNameNeeded))]) };
        let location: Option<GeoPoint> = point(&lat.get_untracked(), &lon.get_untracked()).unwrap_or_default();
        let Some(location) = location else {
            wrong.push(("location", text!(PeoplePointWrong)));
            return Err(wrong);
        };
        let serves = serves.with_untracked(|set| Region::all().filter(|r| set.contains(&r.code())).collect());
        let subjects = taught.with_untracked(|set| chosen(set, Subject::ALL, Subject::code));
        Ok(Venue { id, name, location, serves, subjects })
    };
    let save = move |()| match read() {
        Err(wrong) => problems.set(wrong),
        Ok(venue) => {
            let intake = is_new.then_some(desk.intake);
            let command = Command::Add { what: Cause::Edit, records: vec![venue.into()], intake };
            submit(desk, command, problems, move || on_done.run(()));
        }
    };
    view! {
        <Form problems on_save=save on_cancel=on_done>
            <TextField label=t!(PeopleVenueName) value=name error=problems.of("name") required=true />
            <TextField label=t!(PeopleLat) value=lat error=problems.of("location") required=true />
            <TextField label=t!(PeopleLon) value=lon required=true />
            <MultiSelect label=t!(PeopleServesAll) choices=regions chosen=serves />
            <MultiSelect label=t!(PeopleSubjectsAll) choices=subjects chosen=taught />
        </Form>
    }
}
