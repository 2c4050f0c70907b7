//! The shapes that days, months and years have in texts.

use chrono::{Datelike, NaiveDate};

use super::super::fold::fold;
use super::months::{month_between, roman_month};
use super::pieces::{Piece, is_year_word};

/// Which years are meant.
#[derive(Clone, Copy)]
pub(super) struct Years {
    /// Earlier ones are slips.
    pub(super) first: i32,
    /// Two digits below this are in the 2000s, else in the 1900s.
    pivot: u32,
    /// Months and years alone don't count.
    pub(super) whole: bool,
}

pub(super) const COURSES: Years = Years { first: 1950, pivot: 50, whole: false };
/// Whoever works was not born after 2012.
pub(super) const BIRTHS: Years = Years { first: 1800, pivot: 13, whole: true };
/// Days after this are slips.
pub(super) const LAST_YEAR: i32 = 2100;

/// The shape of a whole date that no calendar has: `31.02.2021`, «31 ақпан 2021». Nothing else in the text may then pass
/// for the date.
pub(super) fn is_impossible(p: &[Piece<'_>], first: bool, years: Years) -> bool {
    use Piece::{Mark, Month, Number};
    match p {
        _ if lists_days(p) => false,
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

/// How much of a date is given, the finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Day,
    Month,
    Year,
}

/// A date among the pieces.
#[derive(Debug)]
pub(super) struct Found {
    /// The first day that may be meant.
    begin: NaiveDate,
    /// The last one.
    pub(super) date: NaiveDate,
    grain: Grain,
    /// Pieces that it takes.
    pub(super) used: usize,
}

impl Found {
    /// A month or a year alone.
    pub(super) fn rounded(&self) -> bool {
        self.grain != Grain::Day
    }

    /// Later than the other; finer, where both may be one.
    pub(super) fn beats(&self, other: &Self) -> bool {
        if self.begin > other.date || other.begin > self.date {
            return self.begin > other.date;
        }
        (std::cmp::Reverse(self.grain), self.date) >= (std::cmp::Reverse(other.grain), other.date)
    }
}

/// A date at the beginning of the pieces.
pub(super) fn date_at(p: &[Piece<'_>], first: bool, years: Years) -> Option<Found> {
    let day = |found: Option<(NaiveDate, usize)>| {
        found.map(|(date, used)| Found { begin: date, date, grain: Grain::Day, used })
    };
    day(in_numbers(p, first, years))
        .or_else(|| day(with_month(p, years)))
        .or_else(|| day(year_first(p)))
        .or_else(|| {
            let (date, used) = month_of(p, first, years)?;
            Some(Found { begin: date.with_day(1)?, date, grain: Grain::Month, used })
        })
        .or_else(|| year_of(p))
}

/// `10,11,12 октября 2022`, `10,11,12.10.2022`: days of a month, the third of which is no year.
fn lists_days(p: &[Piece<'_>]) -> bool {
    use Piece::{Mark, Month, Number, Word};
    let [Number(a), Mark(m), Number(b), Mark(n), Number(c), after @ ..] = p else { return false };
    let goes_on = match after {
        [Month(_), ..] => true,
        [Word(w), Number(y), ..] => y.len() == 4 && month_between(w).is_some(),
        [Mark(x), Number(_), ..] => *x == '.' || x == m,
        _ => false,
    };
    m == n && [a, b, c].iter().all(|day| day.len() <= 2) && goes_on
}

/// Day, month and year in figures.
fn in_numbers(p: &[Piece<'_>], first: bool, years: Years) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Number};
    let same = |a: char, b: char| a == b && matches!(a, '.' | '/' | '-' | '–' | ',' | '\\');
    match p {
        _ if lists_days(p) => None,
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
    let (y, between, rest) = match p {
        [Number(y), Word(w), rest @ ..] if is_year_word(&fold(w)) => (y, 1, rest),
        // `2018, 4 сентября`, `2021 (15 марта)`; `2018, 4 сентября 2019` is another year's day.
        [Number(y), Mark(',' | '('), rest @ ..] if is_day_alone(rest) => (y, 1, rest),
        [Number(y), rest @ ..] if is_day_alone(rest) => (y, 0, rest),
        _ => return None,
    };
    if y.len() != 4 {
        return None;
    }
    match rest {
        [Number(_), Month(_), Number(d), Month(m), after @ ..] if !starts_with_year(after) => {
            Some((ymd(num(y)?, *m, num(d)?)?, 5 + between))
        }
        [Number(d), Month(m), ..] => Some((ymd(num(y)?, *m, num(d)?)?, 3 + between)),
        [Number(_), Mark('-' | '–' | '—'), Number(d), Month(m), ..] => {
            Some((ymd(num(y)?, *m, num(d)?)?, 5 + between))
        }
        _ => None,
    }
}

/// A day and a month with no year behind them.
fn is_day_alone(p: &[Piece<'_>]) -> bool {
    use Piece::{Mark, Month, Number};
    match p {
        [Number(d), Month(_), after @ ..] => d.len() <= 2 && !matches!(after, [Number(_), ..]),
        [Number(a), Mark('-' | '–' | '—'), Number(b), Month(_), after @ ..] => {
            a.len() <= 2 && b.len() <= 2 && !matches!(after, [Number(_), ..])
        }
        _ => false,
    }
}

/// A month, or the last of several, and a year: the last day of the month.
fn month_of(p: &[Piece<'_>], first: bool, years: Years) -> Option<(NaiveDate, usize)> {
    use Piece::{Mark, Month, Number, Word};
    if let Some((y, m, used)) = year_and_months(p) {
        return Some((month_end(y, m)?, used));
    }
    match p {
        [Month(m), Number(y), ..] if y.len() == 4 => Some((month_end(num(y)?, *m)?, 2)),
        // «май 21» alone.
        [Month(m), Number(y)] if first && y.len() == 2 => Some((month_end(year(y, years)?, *m)?, 2)),
        [Month(m), Number(y), Word(w)] if first && y.len() == 2 && is_year_word(&fold(w)) => {
            Some((month_end(year(y, years)?, *m)?, 3))
        }
        // III.2021
        [Word(w), Mark('.' | '/' | '-'), Number(y), ..] if first && y.len() == 4 => {
            Some((month_end(num(y)?, roman_month(w)?)?, 3))
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

/// `2021 г., январь-март`, `2022 ноябрь - 2023 март`: a year, the last of the months behind it, pieces used. Without the
/// word for a year those months may be of the next one: `2020, март 2021`.
fn year_and_months(p: &[Piece<'_>]) -> Option<(u32, u32, usize)> {
    use Piece::{Month, Number, Word};
    let (y, worded, rest) = match p {
        [Number(y), Word(w), rest @ ..] if is_year_word(&fold(w)) => (y, 1, rest),
        [Number(y), rest @ ..] => (y, 0, rest),
        _ => return None,
    };
    // `2021 (март-апрель)`, `2021 (март, 72 ч)`
    let (bracket, rest) = match rest {
        [Piece::Mark('('), inside @ ..] => (1, inside),
        _ => (0, rest),
    };
    let months: Vec<u32> = rest.iter().map_while(|p| if let Month(m) = p { Some(*m) } else { None }).collect();
    let after = &rest[months.len()..];
    let own = (worded > 0 && bracket == 0) || !starts_with_year(after) || year_and_months(after).is_some();
    // «2021 г. март - апрель 2022»: only the first month is surely of the year before it.
    let count = if starts_with_year(after) && worded > 0 { 1 } else { months.len() };
    let (first, last) = (*months.first()?, *months.get(count.checked_sub(1)?)?);
    // «2021 декабрь - февраль» ends in the next year.
    let next = u32::from(last < first);
    (y.len() == 4 && own).then_some((num(y)? + next, last, 1 + worded + bracket + count))
}

/// A year, or the last of several: its 31 December.
fn year_of(p: &[Piece<'_>]) -> Option<Found> {
    use Piece::{Mark, Number, Word};
    let [Number(y), rest @ ..] = p else { return None };
    let year = num(y).filter(|_| y.len() == 4)?;
    let (last, used) = match rest {
        // 2021/22, 2019-23
        [Mark('/' | '-' | '–' | '—'), Number(next), after @ ..] if next.len() == 2 && !counts_time(after) => {
            let next = year / 100 * 100 + num(next)?;
            if (year + 1..=year + LONGEST).contains(&next) { (next, 3) } else { (year, 1) }
        }
        [Mark('/' | '-' | '–' | '—'), Number(next), ..] if num(next) == Some(year + 1) => (year + 1, 3),
        _ => listed_years(year, rest),
    };
    // A day of the first half of a school year is in it.
    let begin = if last == year + 1 && !matches!(rest, [Mark(',' | ';') | Word(_), ..]) { year } else { last };
    Some(Found { begin: ymd(begin, 1, 1)?, date: ymd(last, 12, 31)?, grain: Grain::Year, used })
}

/// `2018, 22`, `2019, 21 и 23`, `2018 г., 22 г.`: the last of years that follow each other, and pieces used. Hours are no
/// years: `2018, 36`.
fn listed_years(year: u32, rest: &[Piece<'_>]) -> (u32, usize) {
    use Piece::{Mark, Month, Number, Word};
    let says_year = |p: &[Piece<'_>]| matches!(p, [Word(w), ..] if is_year_word(&fold(w)));
    let (mut last, mut used) = (year, 1);
    loop {
        let (taken, next, after) = match &rest[used - 1..] {
            [Mark(',' | ';'), Number(next), after @ ..] => (2, next, after),
            [Word(w), Number(next), after @ ..] if matches!(fold(w).as_str(), "и" | "жане") => (2, next, after),
            [word, Number(next), after @ ..] if says_year(&[*word]) && says_year(after) => (2, next, after),
            // «19 и 22»: the word between two days went.
            [Number(next), after @ ..] if used > 1 => (1, next, after),
            _ => break,
        };
        let next = num(next).filter(|_| next.len() == 2).map(|n| year / 100 * 100 + n);
        let of_date = counts_time(after) || matches!(after, [Month(_), ..]);
        let Some(next) = next.filter(|n| !of_date && (last + 1..=year + LONGEST).contains(n)) else { break };
        (last, used) = (next, used + taken);
    }
    (last, used)
}

/// Years that one course or a row of courses may go on for: `2021-72` tells hours.
const LONGEST: u32 = 10;

/// What makes the number before it no year: a unit of time, or the rest of a date.
fn counts_time(after: &[Piece<'_>]) -> bool {
    use Piece::{Mark, Number, Word};
    const UNITS: [&str; 7] = ["ч", "саг", "hour", "акад", "дн", "ден", "кун"];
    match after {
        [Word(w), ..] => UNITS.iter().any(|u| fold(w).starts_with(u)),
        [Mark('.' | '/' | '-'), Number(_), ..] => true,
        _ => false,
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

/// `20210315` and `15032021`.
pub(super) fn compact(digits: &str) -> Option<NaiveDate> {
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
