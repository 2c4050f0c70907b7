//! The calendar strip: the days of an intake's window, with the stream that teaches on each.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use crate::intl::{DateStyle, date};
use crate::text;

/// What the strip shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StripDays {
    /// Teaching days of each stream.
    pub streams: Vec<Vec<NaiveDate>>,
    /// Days on which all meet online.
    pub online: Vec<NaiveDate>,
    /// Days off inside the window, weekends among them.
    pub off: BTreeSet<NaiveDate>,
    /// First and last day of the window.
    pub window: Option<(NaiveDate, NaiveDate)>,
}

/// A line of days, each with a mark of its stream. The words of each day are read out.
#[component]
pub fn CalendarStrip(
    /// What to show.
    #[prop(into)]
    days: Signal<StripDays>,
) -> impl IntoView {
    let cells = move || {
        let days = days.get();
        let Some((first, last)) = days.window else { return Vec::new() };
        let cell = |day: NaiveDate| {
            let (class, words) = mark(&days, day);
            let new_month = day == first || day.day() == 1;
            let month = new_month.then(|| date(day, DateStyle::Month));
            let short = date(day, DateStyle::WeekdayDay);
            let spoken = format!("{}: {words}", date(day, DateStyle::WeekdayMonth));
            let hint = spoken.clone();
            view! {
                <li class=format!("strip-day {class}") title=hint>
                    {month.map(|month| view! { <span class="strip-month" aria-hidden="true">{month}</span> })}
                    <span class="strip-date" aria-hidden="true">{short}</span>
                    <span class="strip-mark" aria-hidden="true"></span>
                    <span class="visually-hidden">{spoken}</span>
                </li>
            }
        };
        first.iter_days().take_while(|d| *d <= last).map(cell).collect::<Vec<_>>()
    };
    let legend = move || {
        let stream = |n: usize| view! { <li class=format!("strip-key stream-{}", n % 6)>{text!(CalendarStream, n = n + 1)}</li> };
        (0..days.with(|d| d.streams.len())).map(stream).collect_view()
    };
    view! {
        <div class="strip" role="group" tabindex="0" aria-label=crate::t!(CalendarTitle)>
            <ol class="strip-days">{cells}</ol>
            <ul class="strip-legend" aria-hidden="true">
                {legend}
            </ul>
        </div>
    }
}

fn mark(days: &StripDays, day: NaiveDate) -> (String, String) {
    if days.online.contains(&day) {
        return ("strip-online".into(), text!(CalendarOnline));
    }
    if let Some(stream) = days.streams.iter().position(|s| s.contains(&day)) {
        return (format!("stream-{}", stream % 6), text!(CalendarStream, n = stream + 1));
    }
    if days.off.contains(&day) {
        return ("strip-off".into(), text!(CalendarDayOff));
    }
    ("strip-free".into(), "–".into())
}
