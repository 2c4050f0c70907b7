//! The calendar: days that are not what their weekday says, and school years with their breaks.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{DayKind, DayRule, DayRuleId, SchoolYearId};

use super::day_panel::DayPanel;
use super::year_panel::YearPanel;
use super::{Desk, NEW};
use crate::intl::{DateStyle, date, period};
use crate::locale::Key;
use crate::route::query;
use crate::store::Slice;
use crate::ui::{Badge, Button, Choice, Column, DataTable, Filter, RowId, Rows, SortKey, Tone};
use crate::{t, text};

/// The tab of the calendar.
#[component]
pub(super) fn Calendar(desk: Desk) -> impl IntoView {
    let (day, year) = (query("day"), query("year"));
    let panel = move || {
        if let Some(id) = day.get() {
            let id = id.parse().ok().map(DayRuleId);
            return Some(view! { <DayPanel desk id /> }.into_any());
        }
        let id = year.get()?.parse().ok().map(SchoolYearId);
        Some(view! { <YearPanel desk id /> }.into_any())
    };
    view! {
        <p class="quiet">{t!(PeopleCalendarText)}</p>
        <div class="split">
            <div class="split-main">
                <h2 class="section-title">{t!(PeopleYearsTitle)}</h2>
                <Years desk />
                <h2 class="section-title">{t!(PeopleDays)}</h2>
                <Days desk />
            </div>
            {panel}
        </div>
    }
}

#[component]
fn Years(desk: Desk) -> impl IntoView {
    let lines = move || {
        desk.store.read(Slice::Calendar, |w| {
            let mut years: Vec<_> = w.school_years.iter().cloned().collect();
            years.sort_by_key(|y| y.first);
            years
        })
    };
    let line = |year: orken_core::model::SchoolYear| {
        let id = year.id.0;
        let breaks = year.breaks.iter().filter(|b| !b.grade_one_only).map(|b| period(b.first, b.last));
        let breaks = breaks.collect::<Vec<_>>().join("; ");
        view! {
            <tr>
                <th scope="row">
                    <button type="button" class="button button-quiet" on:click=move |_| Desk::open("year", Some(id))>
                        {year.name}
                    </button>
                </th>
                <td>{period(year.first, year.last)}</td>
                <td>{breaks}</td>
            </tr>
        }
    };
    view! {
        <table class="small-table">
            <caption class="visually-hidden">{t!(PeopleYearsTitle)}</caption>
            <thead>
                <tr>
                    <th scope="col">{t!(PeopleYear)}</th>
                    <th scope="col">{t!(PeopleYearDays)}</th>
                    <th scope="col">{t!(PeopleBreaks)}</th>
                </tr>
            </thead>
            <tbody>{move || lines().into_iter().map(line).collect_view()}</tbody>
        </table>
        <Button label=t!(PeopleAddYear) on_click=|()| Desk::open("year", Some(NEW)) />
    }
}

#[component]
fn Days(desk: Desk) -> impl IntoView {
    let store = desk.store;
    let kind = Filter::new(t!(PeopleDayKind), || {
        vec![Choice::new("off", text!(PeopleDayOff)), Choice::new("working", text!(PeopleDayWorking))]
    });
    let year = Filter::new(t!(PeopleCalendarYear), move || {
        let years: std::collections::BTreeSet<i32> =
            store.read(Slice::Calendar, |w| w.day_rules.iter().map(|d| chrono::Datelike::year(&d.date)).collect());
        years.into_iter().map(|y| Choice::new(y.to_string(), y.to_string())).collect()
    });
    let all = Memo::new(move |_| store.read(Slice::Calendar, |w| w.day_rules.len()));
    let rows = Memo::new(move |_| {
        store.read(Slice::Calendar, |w| -> Rows {
            let fits = |d: &&DayRule| {
                kind.admits(kind_code(d.kind)) && year.admits(&chrono::Datelike::year(&d.date).to_string())
            };
            let mut days: Vec<&DayRule> = w.day_rules.iter().filter(fits).collect();
            days.sort_by_key(|d| d.date);
            Arc::new(days.into_iter().map(|d| d.id.0).collect())
        })
    });
    let open = query("day");
    let opened = Signal::derive(move || open.get().and_then(|id| id.parse::<RowId>().ok()));
    view! {
        <DataTable
            name="days"
            caption=t!(PeopleDays)
            columns=columns(desk)
            rows
            all
            filters=vec![year, kind]
            opened
            on_open=move |row: RowId| Desk::open("day", Some(row))
        />
    }
}

pub(super) const fn kind_code(kind: DayKind) -> &'static str {
    match kind {
        DayKind::Off => "off",
        DayKind::Working => "working",
    }
}

fn columns(desk: Desk) -> Vec<Column> {
    let of = move |row: RowId| desk.store.read(Slice::Calendar, |w| w.day_rules.get(DayRuleId(row)).cloned());
    let day = move |row| of(row).map(|d| format!("{}, {}", date(d.date, DateStyle::Short), weekday(&d))).into_any();
    let day_key = move |row| {
        of(row).map_or(SortKey::Empty, |d| SortKey::Number(f64::from(chrono::Datelike::num_days_from_ce(&d.date))))
    };
    let kind = move |row| {
        let (word, tone) = match of(row).map(|d| d.kind) {
            Some(DayKind::Working) => (text!(PeopleDayWorking), Tone::Accent),
            _ => (text!(PeopleDayOff), Tone::Neutral),
        };
        view! { <Badge label=word tone /> }.into_any()
    };
    let state = move |row| {
        let estimated = of(row).is_some_and(|d| d.estimated);
        estimated.then(|| view! { <Badge label=t!(PeopleEstimated) tone=Tone::Warn /> }).into_any()
    };
    vec![
        Column::view("date", Key::PeopleDay, day).sorted(day_key),
        Column::view("kind", Key::PeopleDayKind, kind),
        Column::text("name", Key::PeopleDayName, move |row| of(row).and_then(|d| d.name).unwrap_or_default()),
        Column::view("state", Key::PeopleDayState, state),
    ]
}

fn weekday(day: &DayRule) -> String {
    date(day.date, DateStyle::WeekdayMonth).split(',').next().unwrap_or_default().to_owned()
}
