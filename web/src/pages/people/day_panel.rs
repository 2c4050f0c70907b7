//! The panel of a day off or a moved working day.

use leptos::prelude::*;
use orken_core::command::{Cause, Command, provisional_ids};
use orken_core::model::{DayKind, DayRule, DayRuleId};

use super::Desk;
use super::calendar::kind_code;
use super::fields::some;
use super::form::{Form, Problems, submit};
use crate::store::Slice;
use crate::ui::{Button, ButtonKind, CheckboxField, Choice, DateField, Panel, SelectField, TextField};
use crate::{t, text};

/// A day rule, or the form for a new one.
#[component]
pub(super) fn DayPanel(desk: Desk, id: Option<DayRuleId>) -> impl IntoView {
    let store = desk.store;
    let before = id.and_then(|id| store.peek(|w| w.day_rules.get(id).cloned()));
    let title = move || match id {
        None => text!(PeopleAddDay),
        Some(id) => store.read(Slice::Calendar, |w| crate::text::record_name(id.into(), w)),
    };
    view! {
        <Panel title=Signal::derive(title) on_close=|()| Desk::close()>
            <DayFields desk before />
        </Panel>
    }
}

#[component]
fn DayFields(desk: Desk, before: Option<DayRule>) -> impl IntoView {
    let is_new = before.is_none();
    let id = before.as_ref().map_or_else(|| DayRuleId(provisional_ids().take()), |d| d.id);
    let day = RwSignal::new(before.as_ref().map(|d| d.date));
    let kind = RwSignal::new(before.as_ref().map_or("off", |d| kind_code(d.kind)).to_owned());
    let name = RwSignal::new(before.as_ref().and_then(|d| d.name.clone()).unwrap_or_default());
    let source = RwSignal::new(before.as_ref().and_then(|d| d.source.clone()).unwrap_or_default());
    let estimated = RwSignal::new(before.as_ref().is_some_and(|d| d.estimated));
    let problems = Problems::new();
    let save = move |()| {
        let Some(date) = day.get_untracked() else {
            return problems.set(vec![("date", text!(PeopleDayNeeded))]);
        };
        let taken = desk.store.peek(|w| w.day_rules.iter().any(|d| d.date == date && d.id != id));
        if taken {
            return problems.set(vec![("date", text!(PeopleDayTaken))]);
        }
        let rule = DayRule {
            id,
            date,
            kind: if kind.get_untracked() == "working" { DayKind::Working } else { DayKind::Off },
            name: some(&name.get_untracked()),
            source: some(&source.get_untracked()),
            estimated: estimated.get_untracked(),
        };
        let command = Command::Add { what: Cause::Edit, records: vec![rule.into()], intake: None };
        submit(desk, command, problems, Desk::close);
    };
    let remove = move |()| {
        let command = Command::Put { what: Cause::Remove, records: Vec::new(), remove: vec![id.into()] };
        submit(desk, command, problems, Desk::close);
    };
    let kinds = || vec![Choice::new("off", text!(PeopleDayOff)), Choice::new("working", text!(PeopleDayWorking))];
    let wrong = problems.of("date");
    view! {
        <Form problems on_save=save on_cancel=|()| Desk::close()>
            <DateField label=t!(PeopleDay) value=day on_change=move |d| day.set(d) />
            {move || wrong.get().map(|m| view! { <p class="field-error">{m}</p> })}
            <SelectField label=t!(PeopleDayKind) choices=kinds value=kind on_change=move |k| kind.set(k) />
            <TextField label=t!(PeopleDayName) value=name />
            <TextField label=t!(PeopleSource) value=source />
            <CheckboxField label=t!(PeopleEstimated) value=estimated on_change=move |on| estimated.set(on) />
        </Form>
        {(!is_new).then(|| view! { <Button label=t!(PeopleRemove) kind=ButtonKind::Danger on_click=remove /> })}
    }
}
