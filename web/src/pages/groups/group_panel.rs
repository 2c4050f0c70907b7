//! One group: where, when, in which language, and its people.

use leptos::prelude::*;
use orken_core::model::GroupId;

use super::Desk;
use super::tables::{language, venue_name};
use crate::intl::{DateStyle, date};
use crate::route::set_query;
use crate::store::Slice;
use crate::text as words;
use crate::ui::{Fact, Facts, Panel};
use crate::{t, text};

/// The panel of a group.
#[component]
pub(super) fn GroupPanel(desk: Desk, group: GroupId) -> impl IntoView {
    let record = Memo::new(move |_| desk.store.read(Slice::STEPS, |w| w.groups.get(group).cloned()));
    let title = Signal::derive(move || {
        record.with(|g| g.as_ref().map(|g| words::group_name(g.subject, g.number)).unwrap_or_default())
    });
    let facts = Signal::derive(move || {
        let Some(group) = record.get() else { return Vec::new() };
        let days = desk.store.read(Slice::STEPS, |w| {
            let stream = w.intakes.get(desk.intake).and_then(|i| i.streams.get(usize::from(group.stream)).cloned());
            stream.map(|s| s.days).unwrap_or_default()
        });
        let days: Vec<String> = days.into_iter().map(|d| date(d, DateStyle::Short)).collect();
        vec![
            Fact::new(text!(GroupsVenue), desk.store.peek(|w| venue_name(w, &group))),
            Fact::new(text!(CalendarStream, n = u32::from(group.stream) + 1), words::listed(days)),
            Fact::new(text!(GroupsLanguage), language(group.language, group.mixed)),
        ]
    });
    let people = move || {
        let Some(recorded) = desk.recorded.get() else { return Vec::new() };
        let Some(index) = recorded.index(group) else { return Vec::new() };
        let members = recorded.now.placement.groups[index].members.clone();
        let line = |id| {
            desk.store.peek(|w| {
                let person = w.people.get(id)?;
                let school = w.school_of(person).map(|s| s.name.clone()).unwrap_or_default();
                Some((id, person.name().to_owned(), school, recorded.km(id, index)))
            })
        };
        let mut lines: Vec<_> = members.into_iter().filter_map(line).collect();
        lines.sort_by(|a, b| a.1.cmp(&b.1));
        lines
    };
    let line = |(id, name, school, km): (orken_core::model::PersonId, String, String, Option<u32>)| {
        let note = match km {
            Some(km) => text!(GroupsFrom, school = school, km = km),
            None => school,
        };
        view! {
            <li>
                <button type="button" class="row-link" on:click=move |_| set_query("person", Some(id.0))>
                    <b>{name}</b>
                    <small>{note}</small>
                </button>
            </li>
        }
    };
    view! {
        <Panel title on_close=|()| set_query("group", None::<u64>)>
            <Facts facts />
            <h3>{move || text!(GroupsPeopleIn, n = people().len())}</h3>
            <ul class="row-links">{move || people().into_iter().map(line).collect_view()}</ul>
            {move || record.with(Option::is_none).then(|| view! { <p>{t!(GroupsGone)}</p> })}
        </Panel>
    }
}
