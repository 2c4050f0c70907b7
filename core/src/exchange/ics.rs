//! Sessions as iCalendar (RFC 5545). The whole country keeps UTC+5 since 1 March 2024, without summer time, so times
//! are written in UTC and need no time zone of their own.

use chrono::{Duration, NaiveDate, NaiveDateTime};

use crate::model::TimeOfDay;

/// Local time ahead of UTC, in hours.
const UTC_OFFSET_HOURS: i64 = 5;

/// One entry of the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What tells it apart for ever: the same session keeps it when it is exported again.
    pub uid: String,
    /// Which version it is: it never gets less, and calendars keep the highest.
    pub sequence: u32,
    /// The day, local.
    pub date: NaiveDate,
    /// Beginning, local.
    pub from: TimeOfDay,
    /// End, local.
    pub to: TimeOfDay,
    /// Title.
    pub summary: String,
    /// Where.
    pub location: String,
    /// More words.
    pub description: String,
}

/// The events as a `.ics` file; `name` is what calendars show, `now` the local time of writing.
#[must_use]
pub fn write(name: &str, events: &[Event], now: NaiveDateTime) -> String {
    let mut out = String::new();
    for head in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Orken//Timetable//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    {
        push(&mut out, head);
    }
    push(&mut out, &format!("X-WR-CALNAME:{}", escaped(name)));
    for event in events {
        push(&mut out, "BEGIN:VEVENT");
        push(&mut out, &format!("UID:{}", escaped(&event.uid)));
        push(&mut out, &format!("DTSTAMP:{}", utc(now)));
        push(&mut out, &format!("SEQUENCE:{}", event.sequence));
        push(&mut out, &format!("DTSTART:{}", utc(at(event.date, event.from))));
        push(&mut out, &format!("DTEND:{}", utc(at(event.date, event.to))));
        for (property, text) in
            [("SUMMARY", &event.summary), ("LOCATION", &event.location), ("DESCRIPTION", &event.description)]
        {
            if !text.is_empty() {
                push(&mut out, &format!("{property}:{}", escaped(text)));
            }
        }
        push(&mut out, "END:VEVENT");
    }
    push(&mut out, "END:VCALENDAR");
    out
}

fn at(date: NaiveDate, time: TimeOfDay) -> NaiveDateTime {
    date.and_time(chrono::NaiveTime::MIN) + Duration::minutes(time.minutes().into())
}

fn utc(local: NaiveDateTime) -> String {
    (local - Duration::hours(UTC_OFFSET_HOURS)).format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text with backslash, semicolon, comma and line breaks escaped (section 3.3.11); other control characters gone.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded so that none is longer than 75 octets (section 3.1) and no letter is cut.
fn push(out: &mut String, line: &str) {
    const LONGEST: usize = 75;
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}
