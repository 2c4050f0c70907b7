//! The panel of a school year with its breaks.

use chrono::NaiveDate;
use leptos::prelude::*;
use orken_core::command::{Cause, Command, provisional_ids};
use orken_core::model::{SchoolBreak, SchoolYear, SchoolYearId};

use super::Desk;
use super::fields::some;
use super::form::{Form, Problems, submit};
use crate::ui::{Button, ButtonKind, CheckboxField, DateField, Panel, TextField};
use crate::{t, text};

/// A school year, or the form for a new one.
#[component]
pub(super) fn YearPanel(desk: Desk, id: Option<SchoolYearId>) -> impl IntoView {
    let before = id.and_then(|id| desk.store.peek(|w| w.school_years.get(id).cloned()));
    let name = before.as_ref().map(|y| y.name.clone());
    let title = move || name.clone().unwrap_or_else(|| text!(PeopleAddYear));
    view! {
        <Panel title=Signal::derive(title) on_close=|()| Desk::close()>
            <YearFields desk before />
        </Panel>
    }
}

#[derive(Clone, Copy)]
struct BreakForm {
    key: u32,
    first: RwSignal<Option<NaiveDate>>,
    last: RwSignal<Option<NaiveDate>>,
    grade_one: RwSignal<bool>,
}

impl BreakForm {
    fn new(key: u32, days: Option<(NaiveDate, NaiveDate)>, grade_one: bool) -> Self {
        let (first, last) = (RwSignal::new(days.map(|d| d.0)), RwSignal::new(days.map(|d| d.1)));
        Self { key, first, last, grade_one: RwSignal::new(grade_one) }
    }

    fn read(self) -> Option<SchoolBreak> {
        let (first, last) = (self.first.get_untracked()?, self.last.get_untracked()?);
        (first <= last).then(|| SchoolBreak { first, last, grade_one_only: self.grade_one.get_untracked() })
    }
}

#[component]
fn YearFields(desk: Desk, before: Option<SchoolYear>) -> impl IntoView {
    let is_new = before.is_none();
    let id = before.as_ref().map_or_else(|| SchoolYearId(provisional_ids().take()), |y| y.id);
    let name = RwSignal::new(before.as_ref().map(|y| y.name.clone()).unwrap_or_default());
    let first = RwSignal::new(before.as_ref().map(|y| y.first));
    let last = RwSignal::new(before.as_ref().map(|y| y.last));
    let source = before.as_ref().and_then(|y| y.source.clone());
    let breaks = before.as_ref().map(|y| y.breaks.clone()).unwrap_or_default();
    let breaks = (0..).zip(breaks).map(|(key, b)| BreakForm::new(key, Some((b.first, b.last)), b.grade_one_only));
    let breaks = RwSignal::new(breaks.collect::<Vec<_>>());
    let problems = Problems::new();
    let read = move || {
        let name = some(&name.get_untracked()).ok_or_else(|| vec![("name", text!(PeopleNameNeeded))])?;
        let days = first.get_untracked().zip(last.get_untracked());
        let (first, last) = days.ok_or_else(|| vec![("days", text!(PeopleYearNeeded))])?;
        let read: Option<Vec<_>> = breaks.get_untracked().into_iter().map(BreakForm::read).collect();
        let breaks = read.ok_or_else(|| vec![("breaks", text!(PeopleBreakWrong))])?;
        Ok::<_, Vec<(&'static str, String)>>(SchoolYear { id, name, first, last, breaks, source: source.clone() })
    };
    let save = move |()| match read() {
        Err(wrong) => problems.set(wrong),
        Ok(year) => {
            let command = Command::Add { what: Cause::Edit, records: vec![year.into()], intake: None };
            submit(desk, command, problems, Desk::close);
        }
    };
    let remove = move |()| {
        let command = Command::Put { what: Cause::Remove, records: Vec::new(), remove: vec![id.into()] };
        submit(desk, command, problems, Desk::close);
    };
    let message = move |field| move || problems.of(field).get().map(|m| view! { <p class="field-error">{m}</p> });
    view! {
        <Form problems on_save=save on_cancel=|()| Desk::close()>
            <TextField label=t!(PeopleYear) value=name error=problems.of("name") required=true />
            <DateField label=t!(PeopleFirstDay) value=first on_change=move |d| first.set(d) />
            <DateField label=t!(PeopleLastDay) value=last on_change=move |d| last.set(d) />
            {message("days")}
            <Breaks breaks />
            {message("breaks")}
        </Form>
        {(!is_new).then(|| view! { <Button label=t!(PeopleRemove) kind=ButtonKind::Danger on_click=remove /> })}
    }
}

#[component]
fn Breaks(breaks: RwSignal<Vec<BreakForm>>) -> impl IntoView {
    let one = move |b: BreakForm| {
        view! {
            <fieldset class="sub-form">
                <legend>{t!(PeopleBreak)}</legend>
                <DateField label=t!(PeopleFirstDay) value=b.first on_change=move |d| b.first.set(d) />
                <DateField label=t!(PeopleLastDay) value=b.last on_change=move |d| b.last.set(d) />
                <CheckboxField
                    label=t!(PeopleGradeOne)
                    value=b.grade_one
                    on_change=move |on| b.grade_one.set(on)
                />
                <Button
                    label=t!(PeopleRemove)
                    kind=ButtonKind::Quiet
                    on_click=move |()| breaks.update(|all| all.retain(|other| other.key != b.key))
                />
            </fieldset>
        }
    };
    let add = move |()| {
        breaks.update(|all| {
            let key = all.iter().map(|b| b.key + 1).max().unwrap_or(0);
            all.push(BreakForm::new(key, None, false));
        });
    };
    view! {
        <For each=move || breaks.get() key=|b| b.key children=one />
        <Button label=t!(PeopleAddBreak) kind=ButtonKind::Quiet on_click=add />
    }
}
