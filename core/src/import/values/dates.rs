//! Reads days: of courses, and of births.

use chrono::{Datelike, NaiveDate};

use super::super::fold::{fold, tidy};
use super::super::grid::{Cell, is_space};
use super::super::synonyms::says_never;
use super::months::{month, month_between};
use super::pieces::{Piece, digits_mended, is_year_word, tokens};
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

/// Which years are meant.
#[derive(Clone, Copy)]
struct Years {
    /// Earlier ones are slips.
    first: i32,
    /// Two digits below this are in the 2000s, else in the 1900s.
    pivot: u32,
}

const COURSES: Years = Years { first: 1950, pivot: 50 };
/// Whoever works was not born after 2012.
const BIRTHS: Years = Years { first: 1800, pivot: 13 };
/// Days after this are slips.
const LAST_YEAR: i32 = 2100;

/// A day from a date cell, a serial number of the 1900 system, or text in any usual form.
///
/// A month alone means its last day and a year alone its 31 December: nobody then counts as trained longer ago than
/// they were. Of two dates the later counts, for a course is dated by its end. Days before 1950 or after 2100 are
/// slips.
#[must_use]
pub fn date(cell: &Cell) -> Read<ReadDate> {
    let whole = |d: NaiveDate| ReadDate { date: d, rounded: false, rest: None };
    let found = match cell {
        Cell::Empty => return Read::Nothing,
        Cell::Date(d) if is_zero(*d) => return Read::Nothing,
        Cell::Date(d) => Some(whole(*d)),
        Cell::Number(n) if *n == 0.0 => return Read::Nothing,
        Cell::Number(n) => serial_or_year(*n),
        Cell::Text(text) if says_never(text) || only_zeros(text) => return Read::Nothing,
        Cell::Text(text) if contradicts(text) => None,
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
        other => match date(other) {
            Read::Value(read) if !read.rounded => Some(read.date),
            Read::Nothing => return Read::Nothing,
            _ => None,
        },
    };
    found.filter(|d| (BIRTHS.first..=LAST_YEAR).contains(&d.year())).map_or(Read::Unreadable, Read::Value)
}

#[expect(clippy::cast_possible_truncation, reason = "the ranges are checked")]
fn serial_or_year(n: f64) -> Option<ReadDate> {
    if (1950.0..=2100.0).contains(&n) && n.fract() == 0.0 {
        return year_end(n as i32);
    }
    serial(n).or_else(|| compact(&format!("{n:.0}")).map(|date| ReadDate { date, rounded: false, rest: None }))
}

/// Days since 30 December 1899: how a sheet keeps a date. Those of 1950 to 2100.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn serial(n: f64) -> Option<ReadDate> {
    if !(18_264.0..73_416.0).contains(&n) {
        return None;
    }
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(n as u64))?;
    Some(ReadDate { date, rounded: false, rest: None })
}

/// `44270`: the number that a date turns into where a column of text is pasted.
fn serial_text(text: &str) -> Option<ReadDate> {
    let text = text.trim_matches(is_space);
    let whole = text.split(['.', ',']).next().unwrap_or(text);
    serial(text.replace(',', ".").parse().ok().filter(|_| whole.len() == 5)?)
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

/// `2015 нет`, `нет (15.03.2021)`: figures, and words that together say that there was no course. «Впервые» stands by
/// a first course too, and «No 5» is a number.
fn contradicts(text: &str) -> bool {
    let found = tokens(text);
    let words: Vec<&str> = found
        .iter()
        .filter_map(|t| if let Piece::Word(w) = t.piece { Some(w) } else { None })
        .filter(|w| !is_year_word(&fold(w)) && fold(w) != "в")
        .collect();
    let figures = found.iter().any(|t| matches!(t.piece, Piece::Number(n) if n.len() > 1));
    figures
        && !words.is_empty()
        && says_never(&words.join(" "))
        && !matches!(words.as_slice(), [one] if matches!(fold(one).as_str(), "no" | "впервые"))
}

/// `20210315` and `15032021`.
fn compact(digits: &str) -> Option<NaiveDate> {
    if digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |a: usize, b: usize| digits[a..b].parse::<u32>().ok();
    let year_first = ymd(part(0, 4)?, part(4, 6)?, part(6, 8)?);
    year_first.or_else(|| ymd(part(4, 8)?, part(2, 4)?, part(0, 2)?))
}

fn ymd(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    (BIRTHS.first..=LAST_YEAR).contains(&date.year()).then_some(date)
}

/// The latest date in the text. A whole date beats a year that stands beside it.
fn text_date(text: &str, years: Years) -> Option<ReadDate> {
    let text = digits_mended(text);
    let found = tokens(&text);
    let pieces: Vec<Piece<'_>> = found.iter().map(|t| t.piece).collect();
    let mut best: Option<(bool, NaiveDate, usize, usize)> = None;
    let mut at = 0;
    while at < pieces.len() {
        if is_impossible(&pieces[at..], at == 0, years) {
            return None;
        }
        let Some((date, rounded, mut used)) = date_at(&pieces[at..], at == 0, years) else {
            at += 1;
            continue;
        };
        // The word for a year belongs to it.
        used += usize::from(matches!(pieces.get(at + used), Some(Piece::Word(w)) if is_year_word(&fold(w))));
        if best.is_none_or(|(whole, latest, ..)| (!rounded, date) >= (whole, latest)) {
            best = Some((!rounded, date, found[at].start, found[at + used - 1].end));
        }
        at += used;
    }
    let (whole, date, start, end) = best?;
    Some(ReadDate { date, rounded: !whole, rest: said_besides(&text[..start], text[end..].trim_start_matches('.')) })
}

/// What stands around the date, if it says something: the title of the course.
fn said_besides(before: &str, after: &str) -> Option<String> {
    let rest = tidy(&format!("{before} {after}"));
    let says =
        |w: &str| w.chars().count() > 3 && w.chars().all(char::is_alphabetic) && !is_year_word(w) && month(w).is_none();
    let hours = |w: &str| ["час", "сагат", "hours", "акад"].iter().any(|h| w.starts_with(h));
    fold(&rest).split(' ').any(|w| says(w) && !hours(w)).then_some(rest)
}

/// The shape of a whole date that no calendar has: `31.02.2021`, «31 ақпан 2021». Nothing else in the text may then pass
/// for the date.
fn is_impossible(p: &[Piece<'_>], first: bool, years: Years) -> bool {
    use Piece::{Mark, Month, Number};
    match p {
        [Number(a), Mark('.' | '/'), Number(b), Mark('.' | '/'), Number(c), ..] if b.len() <= 2 => {
            three_numbers(a, b, c, years).is_none()
        }
        [Number(a), Mark('-'), Number(b), Mark('-'), Number(c), ..] if a.len() == 4 => {
            three_numbers(a, b, c, years).is_none()
        }
        [Number(d), Month(m), Number(y), ..] if d.len() <= 2 && y.len() == 4 => {
            num(y).zip(num(d)).and_then(|(y, d)| ymd(y, *m, d)).is_none()
        }
        _ => first && loose(p).is_some_and(|(a, b, c, _)| three_numbers(a, b, c, years).is_none()),
    }
}

/// `15 03 2021`, `15.03 2021`, `15,03.2021`, `15_03_2021`: three numbers with a slip between them.
fn loose<'a>(p: &[Piece<'a>]) -> Option<(&'a str, &'a str, &'a str, usize)> {
    use Piece::{Mark, Number};
    let light = |m: char| matches!(m, '.' | ',' | '/' | '_' | ':');
    let (a, b, c, used) = match p {
        [Number(a), Number(b), Number(c), ..] => (a, b, c, 3),
        [Number(a), Mark(m), Number(b), Number(c), ..] | [Number(a), Number(b), Mark(m), Number(c), ..]
            if light(*m) =>
        {
            (a, b, c, 4)
        }
        [Number(a), Mark(m), Number(b), Mark(n), Number(c), ..] if light(*m) && light(*n) => (a, b, c, 5),
        _ => return None,
    };
    (a.len() <= 2 && b.len() <= 2 && c.len() == 4).then_some((*a, *b, *c, used))
}

/// A date at the beginning of the pieces: the day, whether it was rounded, pieces used.
fn date_at(p: &[Piece<'_>], first: bool, years: Years) -> Option<(NaiveDate, bool, usize)> {
    let shape = |found: Option<(NaiveDate, usize)>, rounded: bool| found.map(|(date, used)| (date, rounded, used));
    shape(in_numbers(p, first, years), false)
        .or_else(|| shape(with_month(p, years), false))
        .or_else(|| shape(year_first(p), false))
        .or_else(|| shape(month_of(p, first, years), true))
        .or_else(|| shape(year_of(p), true))
}

/// Day, month and year in figures.
fn in_numbers(p: &[Piece<'_>], first: bool, years: Years) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Number};
    let same = |a: char, b: char| a == b && matches!(a, '.' | '/' | '-' | '–' | ',' | '\\');
    match p {
        [Number(a), Mark(m), Number(b), Mark(n), Number(c), ..] if same(*m, *n) => {
            three_numbers(a, b, c, years).map(|d| (d, 5))
        }
        [Number(d), ..] if d.len() == 8 => compact(d).map(|d| (d, 1)),
        _ => loose(p).filter(|_| first).and_then(|(a, b, c, used)| Some((three_numbers(a, b, c, years)?, used))),
    }
}

/// Day, month in words, year; or the English way.
fn with_month(p: &[Piece<'_>], years: Years) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Month, Number, Word};
    match p {
        // «15 мая – 20 мая 2021»: the year is not 20.
        [Number(_), Month(_), Number(_), Month(_), ..] => None,
        [Number(d), Month(m), Number(y), ..] => Some((ymd(year(y, years)?, *m, num(d)?)?, 3)),
        // 15.III.2021 · 15 нау 2021
        [Number(d), Mark('.' | '/' | '-'), Word(w), Mark('.' | '/' | '-'), Number(y), ..] if d.len() <= 2 => {
            Some((ymd(year(y, years)?, month_between(w)?, num(d)?)?, 5))
        }
        [Number(d), Word(w), Number(y), ..] if d.len() <= 2 && y.len() == 4 => {
            Some((ymd(num(y)?, month_between(w)?, num(d)?)?, 3))
        }
        [Number(d), Word(w), Mark('.'), Number(y), ..] if d.len() <= 2 && y.len() == 4 => {
            Some((ymd(num(y)?, month_between(w)?, num(d)?)?, 4))
        }
        // March 15, 2021
        [Month(m), Number(d), Mark(','), Number(y), ..] if y.len() == 4 => Some((ymd(num(y)?, *m, num(d)?)?, 4)),
        [Month(m), Number(d), Number(y), ..] if y.len() == 4 => Some((ymd(num(y)?, *m, num(d)?)?, 3)),
        _ => None,
    }
}

/// 2021 жылғы 15 наурыз · 2021 ж. 15–20 наурыз · 2021 жылғы 15 наурыз – 20 сәуір
fn year_first(p: &[Piece<'_>]) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Month, Number, Word};
    let [Number(y), Word(w), rest @ ..] = p else { return None };
    if y.len() != 4 || !is_year_word(&fold(w)) {
        return None;
    }
    match rest {
        [Number(_), Month(_), Number(d), Month(m), after @ ..] if !starts_with_year(after) => {
            Some((ymd(num(y)?, *m, num(d)?)?, 6))
        }
        [Number(d), Month(m), ..] => Some((ymd(num(y)?, *m, num(d)?)?, 4)),
        [Number(_), Mark('-' | '–' | '—'), Number(d), Month(m), ..] => Some((ymd(num(y)?, *m, num(d)?)?, 6)),
        _ => None,
    }
}

/// A month and a year: the last day of the month.
fn month_of(p: &[Piece<'_>], first: bool, years: Years) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Month, Number, Word};
    match p {
        [Month(m), Number(y), ..] if y.len() == 4 => Some((month_end(num(y)?, *m)?, 2)),
        // «май 21» alone.
        [Month(m), Number(y)] if first && y.len() == 2 => Some((month_end(year(y, years)?, *m)?, 2)),
        [Month(m), Number(y), Word(w)] if first && y.len() == 2 && is_year_word(&fold(w)) => {
            Some((month_end(year(y, years)?, *m)?, 3))
        }
        [Number(y), Word(w), Month(m), ..] if y.len() == 4 && is_year_word(&fold(w)) => {
            Some((month_end(num(y)?, *m)?, 3))
        }
        [Number(y), Month(m), after @ ..] if y.len() == 4 && !starts_with_year(after) => {
            Some((month_end(num(y)?, *m)?, 2))
        }
        [Number(m), Mark('.' | '/' | '-'), Number(y), ..] if m.len() <= 2 && y.len() == 4 => {
            Some((month_end(num(y)?, num(m)?)?, 3))
        }
        [Number(y), Mark('.' | '/' | '-'), Number(m), ..] if y.len() == 4 && m.len() <= 2 => {
            Some((month_end(num(y)?, num(m)?)?, 3))
        }
        _ => None,
    }
}

/// A year, or a school year: its 31 December.
fn year_of(p: &[Piece<'_>]) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Number};
    match p {
        // 2021/22
        [Number(y), Mark('/' | '-' | '–'), Number(next), ..]
            if y.len() == 4 && next.len() == 2 && num(y).zip(num(next)).is_some_and(|(y, n)| (y + 1) % 100 == n) =>
        {
            Some((ymd(num(y)? + 1, 12, 31)?, 3))
        }
        [Number(y), ..] if y.len() == 4 => Some((ymd(num(y)?, 12, 31)?, 1)),
        _ => None,
    }
}

fn starts_with_year(p: &[Piece<'_>]) -> bool {
    matches!(p, [Piece::Number(y), ..] if y.len() == 4)
}

fn num(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

fn year(digits: &str, years: Years) -> Option<u32> {
    match (digits.len(), num(digits)?) {
        (4, y) => Some(y),
        (2, y) => Some(if y < years.pivot { 2000 + y } else { 1900 + y }),
        _ => None,
    }
}

/// Year first if it has four digits, else day, month, year; month and day the American way only where the other
/// reading is no date.
fn three_numbers(a: &str, b: &str, c: &str, years: Years) -> Option<NaiveDate> {
    if a.len() == 4 {
        return ymd(num(a)?, num(b)?, num(c)?);
    }
    if a.len() > 2 || b.len() > 2 {
        return None;
    }
    let y = year(c, years)?;
    ymd(y, num(b)?, num(a)?).or_else(|| ymd(y, num(a)?, num(b)?))
}

fn month_end(year: u32, month: u32) -> Option<NaiveDate> {
    let (y, m) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    if !(1..=12).contains(&month) || !(1..=LAST_YEAR).contains(&i32::try_from(year).ok()?) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, 1)?.pred_opt()
}
