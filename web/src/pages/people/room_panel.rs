//! The panel of a room: its form, since a room is little more than its fields.

use leptos::prelude::*;
use orken_core::command::{Cause, Command, provisional_ids};
use orken_core::model::{Room, RoomId, RoomKind, VenueId};

use super::closures::{ClosuresField, ClosuresForm};
use super::fields::{coded, some};
use super::form::{Form, Problems, submit};
use super::{Desk, NEW};
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Button, ButtonKind, NumberField, Panel, SelectField, TextField};
use crate::{t, text};

/// A room by its id, or a new one of a venue: `new-<id of the venue>`.
#[component]
pub(super) fn RoomPanel(desk: Desk, id: String) -> impl IntoView {
    let store = desk.store;
    let of_venue = id.strip_prefix(NEW).and_then(|rest| rest.strip_prefix('-')).and_then(|v| v.parse().ok());
    let is_new = of_venue.is_some();
    let room = match of_venue {
        Some(venue) => Some(blank(VenueId(venue))),
        None => id.parse().ok().and_then(|id| store.peek(|w| w.rooms.get(RoomId(id)).cloned())),
    };
    let Some(room) = room else {
        return view! { <Panel title=t!(RecordGone) on_close=|()| Desk::close()>""</Panel> }.into_any();
    };
    let venue = room.venue;
    let title = move || if is_new { text!(PeopleAddRoom) } else { text!(PeopleRoom) };
    let subtitle = move || store.read(Slice::Places, |w| words::record_name(venue.into(), w));
    let back = move |()| Desk::open("venue", Some(venue.0));
    view! {
        <Panel title=Signal::derive(title) subtitle=Signal::derive(subtitle) on_close=back>
            <RoomFields desk room is_new on_done=back />
        </Panel>
    }
    .into_any()
}

fn blank(venue: VenueId) -> Room {
    Room {
        id: provisional_ids().take(),
        venue,
        name: String::new(),
        capacity: 25,
        kind: RoomKind::Classroom,
        closed: Vec::new(),
    }
}

#[component]
fn RoomFields(desk: Desk, room: Room, is_new: bool, #[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let (id, venue) = (room.id, room.venue);
    let name = RwSignal::new(room.name);
    let capacity = RwSignal::new(Some(i64::from(room.capacity)));
    let kind = RwSignal::new(room.kind.code().to_owned());
    let closed = ClosuresForm::of(&room.closed);
    let problems = Problems::new();
    let read = move || {
        let name = some(&name.get_untracked()).ok_or_else(|| vec![("name", text!(PeopleNameNeeded))])?;
        let closed = closed.read().map_err(|message| vec![("closed", message)])?;
        let capacity = capacity.get_untracked().and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
        let kind = RoomKind::from_code(&kind.get_untracked()).unwrap_or(RoomKind::Classroom);
        Ok::<_, Vec<(&'static str, String)>>(Room { id, venue, name, capacity, kind, closed })
    };
    let save = move |()| match read() {
        Err(wrong) => problems.set(wrong),
        Ok(room) => {
            let command = Command::Add { what: Cause::Edit, records: vec![room.into()], intake: None };
            submit(desk, command, problems, move || on_done.run(()));
        }
    };
    let remove = move |()| {
        let command = Command::Put { what: Cause::Remove, records: Vec::new(), remove: vec![id.into()] };
        submit(desk, command, problems, move || on_done.run(()));
    };
    view! {
        <Form problems on_save=save on_cancel=on_done>
            <TextField label=t!(PeopleRoomName) value=name error=problems.of("name") required=true />
            <NumberField label=t!(PeopleSeats) value=capacity on_change=move |n| capacity.set(n) least=1 most=5000 />
            <SelectField
                label=t!(PeopleRoomKind)
                choices=|| coded("room_kind", RoomKind::ALL, RoomKind::code)
                value=kind
                on_change=move |code| kind.set(code)
            />
            <ClosuresField label=t!(PeopleClosed) form=closed error=problems.of("closed") />
        </Form>
        {(!is_new)
            .then(|| view! { <Button label=t!(PeopleRemoveRoom) kind=ButtonKind::Danger on_click=remove /> })}
    }
}
