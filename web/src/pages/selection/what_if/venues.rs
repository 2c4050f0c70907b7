//! Venues as they might be: used or not, their rooms and seats, and one venue more.

use leptos::prelude::*;
use orken_core::model::{GeoPoint, VenueId};
use orken_core::what_if::{NewVenue, VenueEdit};
use orken_core::workspace::Workspace;

use super::fields::{figure, put};
use super::trial::Trial;
use crate::store::Slice;
use crate::ui::{CheckboxField, Choice, NumberField, SelectField, TextField};
use crate::{t, text};

/// Rooms and seats that a new venue begins with.
const ROOMS: i64 = 2;
const SEATS: i64 = 25;

/// One venue is chosen and edited; edits of others are kept.
#[component]
pub(super) fn Venues(trial: Trial) -> impl IntoView {
    let store = trial.store;
    let chosen = RwSignal::new(String::new());
    let choices = Signal::derive(move || {
        store.read(Slice::Places, |w| {
            w.venues.iter().map(|v| Choice::new(v.id.0.to_string(), v.name.clone())).collect::<Vec<_>>()
        })
    });
    let venue = Memo::new(move |_| chosen.get().parse().ok().map(VenueId));
    view! {
        <h3>{t!(PeopleTabVenues)}</h3>
        <SelectField
            label=t!(GroupsVenue)
            choices
            value=chosen
            on_change=move |id| chosen.set(id)
            none=Signal::derive(t!(WhatIfChooseVenue))
        />
        {move || venue.get().map(|id| view! { <OneVenue trial id /> })}
        <MoreVenues trial />
    }
}

#[component]
fn OneVenue(trial: Trial, id: VenueId) -> impl IntoView {
    let store = trial.store;
    let edit = Memo::new(move |_| trial.edits.with(|e| e.venues.get(&id).copied().unwrap_or_default()));
    let change = move |set: &dyn Fn(&mut VenueEdit)| trial.edits.update(|e| set(e.venues.entry(id).or_default()));
    let used = Signal::derive(move || {
        let recorded = |w: &Workspace| w.intakes.get(trial.intake).is_some_and(|i| i.venues.contains(&id));
        edit.get().used.unwrap_or_else(|| store.read(Slice::Intakes, recorded))
    });
    let seats = Signal::derive(move || {
        let largest = |w: &Workspace| w.rooms.iter().filter(|r| r.venue == id).map(|r| r.capacity).max();
        edit.get().seats.or_else(|| store.read(Slice::Places, largest)).map(i64::from)
    });
    let rooms = Signal::derive(move || {
        let count = |w: &Workspace| w.rooms.iter().filter(|r| r.venue == id).count();
        let recorded = || i64::try_from(store.read(Slice::Places, count)).ok();
        edit.get().rooms.map(i64::from).or_else(recorded)
    });
    view! {
        <CheckboxField label=t!(PeopleVenueUsed) value=used on_change=move |on| change(&|v| v.used = Some(on)) />
        <div class="fields-row">
            <NumberField
                label=t!(WhatIfLargest)
                value=seats
                on_change=move |n| change(&|v| put(&mut v.seats, n))
                least=1
                most=5000
            />
            <NumberField
                label=t!(WhatIfRooms)
                value=rooms
                on_change=move |n| change(&|v| put(&mut v.rooms, n))
                most=200
            />
        </div>
    }
}

/// A venue that isn't there yet.
#[component]
fn MoreVenues(trial: Trial) -> impl IntoView {
    let wanted = RwSignal::new(false);
    let (name, lat, lon) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (rooms, seats) = (RwSignal::new(Some(ROOMS)), RwSignal::new(Some(SEATS)));
    let read = move || {
        let name = name.get().trim().to_owned();
        let degrees = |text: String| text.trim().replace(',', ".").parse::<f64>().ok();
        let location = GeoPoint::new(degrees(lat.get())?, degrees(lon.get())?)?;
        let venue = NewVenue { name, location, rooms: figure(rooms.get())?, seats: figure(seats.get())? };
        (!venue.name.is_empty()).then_some(venue)
    };
    let venue = Memo::new(move |_| if wanted.get() { read() } else { None });
    Effect::new(move |_| {
        let venue = venue.get();
        if trial.edits.with_untracked(|e| e.new_venue != venue) {
            trial.edits.update(|e| e.new_venue = venue);
        }
    });
    let missing = move || (wanted.get() && venue.get().is_none()).then(|| text!(WhatIfVenueWanting));
    let fields = move || {
        wanted.get().then(|| {
            view! {
                <div class="fields" role="group" aria-label=t!(WhatIfNewVenue)>
                    <TextField label=t!(PeopleVenueName) value=name />
                    <div class="fields-row">
                        <TextField label=t!(PeopleLat) value=lat />
                        <TextField label=t!(PeopleLon) value=lon />
                    </div>
                    <div class="fields-row">
                        <NumberField label=t!(WhatIfRooms) value=rooms on_change=move |n| rooms.set(n) least=1 most=200 />
                        <NumberField
                            label=t!(WhatIfSeatsEach)
                            value=seats
                            on_change=move |n| seats.set(n)
                            least=1
                            most=5000
                        />
                    </div>
                    <p class="field-hint">{missing}</p>
                </div>
            }
        })
    };
    view! {
        <CheckboxField label=t!(WhatIfNewVenue) value=wanted on_change=move |on| wanted.set(on) />
        {fields}
    }
}
