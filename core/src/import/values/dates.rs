//! Reads days: of courses, and of births.

use chrono::{Datelike, NaiveDate};

use super::super::fold::{fold, tidy};
use super::super::grid::{Cell, is_space};
use super::super::synonyms::says_never;
use super::months::month;
use super::pieces::{Piece, digits_mended, is_year_word, tokens};
use super::shapes::{BIRTHS, COURSES, Found, LAST_YEAR, Years, compact, date_at, is_impossible};
use super::{Read, says_none};

/// A day, and how much of it was guessed.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDate {
    /// The day.
    pub date: NaiveDate,
    /// Only a month or a year was given, and its last day was taken.
    pub rounded: bool,
    /// The rest of the text, where there was more than a date.
    pub rest: Option<String>,
}

/// A course that a number dates before this year is dated by something else.
const FIRST_SERIAL: i32 = 1990;

/// A day from a date cell, a serial number of the 1900 system, or text in any usual form.
///
/// A month alone means its last day and a year alone its 31 December: nobody then counts as trained longer ago than
/// they were. Of two dates the later counts, for a course is dated by its end. Days before 1950 or after 2100 are
/// slips, and so are serial numbers of days before 1990: `20212` is no day of 1955.
#[must_use]
pub fn date(cell: &Cell) -> Read<ReadDate> {
    let whole = |d: NaiveDate| ReadDate { date: d, rounded: false, rest: None };
    let found = match cell {
        Cell::Empty => return Read::Nothing,
        Cell::Date(d) if is_zero(*d) => return Read::Nothing,
        Cell::Date(d) => Some(whole(*d)),
        Cell::Number(n) if *n == 0.0 => return Read::Nothing,
        Cell::Number(n) => serial_or_year(*n, FIRST_SERIAL),
        Cell::Text(text) if says_never(text) || only_zeros(text) => return Read::Nothing,
        Cell::Text(text) if contradicts(text) || is_planned(text) => None,
        Cell::Text(text) => serial_text(text).or_else(|| text_date(text, COURSES)),
        Cell::Bool(_) | Cell::Error(_) => None,
    };
    found.filter(|d| (COURSES.first..=LAST_YEAR).contains(&d.date.year())).map_or(Read::Unreadable, Read::Value)
}

/// A day of birth: whole days only, from 1800 on. Of a year with two digits the IIN tells the century; without one
/// `85` is 1985 and `05` is 2005, and nobody can say what `20` is.
#[must_use]
pub fn birth(cell: &Cell, by_iin: Option<NaiveDate>) -> Read<NaiveDate> {
    let found = match cell {
        Cell::Empty => return Read::Nothing,
        Cell::Date(date) if is_zero(*date) => return Read::Nothing,
        Cell::Date(date) => Some(*date),
        Cell::Text(text) if says_none(text) || only_zeros(text) => return Read::Nothing,
        Cell::Text(text) => match text_date(text, BIRTHS).filter(|read| !read.rounded) {
            Some(read) if !digits_mended(text).contains(&read.date.year().to_string()) => {
                let same = |d: &NaiveDate| (d.month(), d.day()) == (read.date.month(), read.date.day());
                let by_iin = by_iin.filter(|d| same(d) && d.year() % 100 == read.date.year() % 100);
                by_iin.or_else(|| Some(read.date).filter(|d| !(1900..1930).contains(&d.year())))
            }
            read => read.map(|r| r.date),
        },
        Cell::Number(n) if *n == 0.0 => return Read::Nothing,
        Cell::Number(n) => serial_or_year(*n, COURSES.first).filter(|read| !read.rounded).map(|read| read.date),
        Cell::Bool(_) | Cell::Error(_) => None,
    };
    found.filter(|d| (BIRTHS.first..=LAST_YEAR).contains(&d.year())).map_or(Read::Unreadable, Read::Value)
}

#[expect(clippy::cast_possible_truncation, reason = "the ranges are checked")]
fn serial_or_year(n: f64, first: i32) -> Option<ReadDate> {
    if (1950.0..=2100.0).contains(&n) && n.fract() == 0.0 {
        return year_end(n as i32);
    }
    serial(n, first).or_else(|| compact(&format!("{n:.0}")).map(|date| ReadDate { date, rounded: false, rest: None }))
}

/// Days since 30 December 1899: how a sheet keeps a date. Those up to 2100 from that year on.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn serial(n: f64, first: i32) -> Option<ReadDate> {
    if !(0.0..73_416.0).contains(&n) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(n as u64))?;
    (date.year() >= first).then_some(ReadDate { date, rounded: false, rest: None })
}

/// `44270`: the number that a date turns into where a column of text is pasted.
fn serial_text(text: &str) -> Option<ReadDate> {
    let text = text.trim_matches(is_space);
    let whole = text.split(['.', ',']).next().unwrap_or(text);
    serial(text.replace(',', ".").parse().ok().filter(|_| whole.len() == 5)?, FIRST_SERIAL)
}

/// `00.00.0000`: how a database writes that there is none.
fn only_zeros(text: &str) -> bool {
    text.contains('0') && text.chars().all(|c| matches!(c, '0' | '.' | '-' | '/' | ':') || is_space(c))
}

/// The day that a sheet shows for the number 0.
fn is_zero(date: NaiveDate) -> bool {
    date.year() == 1899 && date.month() == 12 && date.day() >= 30
}

fn year_end(year: i32) -> Option<ReadDate> {
    Some(ReadDate { date: NaiveDate::from_ymd_opt(year, 12, 31)?, rounded: true, rest: None })
}

/// `план 2025`, `запланировано на 2024`: a course that has not been.
fn is_planned(text: &str) -> bool {
    const PLANS: [&str; 6] = ["план", "плане", "планирует", "планируется", "жоспар", "жоспарда"];
    let plans =
        |w: &str| PLANS.contains(&w) || ["запланир", "жоспарланган", "planned"].iter().any(|p| w.starts_with(p));
    let found = tokens(text);
    let words: Vec<String> = found
        .iter()
        .filter_map(|t| if let Piece::Word(w) = t.piece { Some(fold(w)) } else { None })
        .filter(|w| !is_year_word(w) && !matches!(w.as_str(), "в" | "на" | "по" | "for" | "in"))
        .collect();
    !words.is_empty() && words.iter().all(|w| plans(w))
}

/// `2015 нет`, `нет (15.03.2021)`: figures, and words that together say that there was no course. «Впервые» stands by
/// a first course too, and «No 5» is a number.
fn contradicts(text: &str) -> bool {
    let found = tokens(text);
    let words: Vec<&str> = found
        .iter()
        .filter_map(|t| if let Piece::Word(w) = t.piece { Some(w) } else { None })
        .filter(|w| !is_year_word(&fold(w)) && !matches!(fold(w).as_str(), "в" | "с" | "после"))
        .collect();
    let figures = found.iter().any(|t| matches!(t.piece, Piece::Number(n) if n.len() > 1));
    figures
        && !words.is_empty()
        && says_never(&words.join(" "))
        && !matches!(words.as_slice(), [one] if matches!(fold(one).as_str(), "no" | "впервые"))
}

/// The latest date in the text, whatever its precision; of two that may be one the finer.
fn text_date(text: &str, years: Years) -> Option<ReadDate> {
    let text = digits_mended(text);
    let tokens = tokens(&text);
    let pieces: Vec<Piece<'_>> = tokens.iter().map(|t| t.piece).collect();
    let mut best: Option<(Found, usize, usize)> = None;
    let mut at = 0;
    while at < pieces.len() {
        if is_impossible(&pieces[at..], at == 0, years) {
            return None;
        }
        let Some(found) = date_at(&pieces[at..], at == 0, years) else {
            at += 1;
            continue;
        };
        // The word for a year belongs to it.
        let word = matches!(pieces.get(at + found.used), Some(Piece::Word(w)) if is_year_word(&fold(w)));
        let end = at + found.used + usize::from(word);
        // «Приказ № 2024»: a number of something.
        let numbered = at > 0 && pieces[at - 1] == Piece::Mark('№') && found.used == 1;
        let left_out = numbered || (years.whole && found.rounded());
        if !left_out && best.as_ref().is_none_or(|(other, ..)| found.beats(other)) {
            best = Some((found, tokens[at].start, tokens[end - 1].end));
        }
        at = end;
    }
    let (found, start, end) = best?;
    let rest = said_besides(&text[..start], text[end..].trim_start_matches('.'));
    Some(ReadDate { date: found.date, rounded: found.rounded(), rest })
}

/// What stands around the date, if it says something: the title of the course.
fn said_besides(before: &str, after: &str) -> Option<String> {
    let rest = tidy(&format!("{before} {after}"));
    let says =
        |w: &str| w.chars().count() > 3 && w.chars().all(char::is_alphabetic) && !is_year_word(w) && month(w).is_none();
    let hours = |w: &str| ["час", "сагат", "hours", "акад"].iter().any(|h| w.starts_with(h));
    fold(&rest).split(' ').any(|w| says(w) && !hours(w)).then_some(rest)
}
