//! Reads single cells: dates, IINs, numbers, telephones. Each answers what it read, or that it could not.

use chrono::{Datelike, NaiveDate};

use super::fold::fold;
use super::grid::{Cell, is_space};
use crate::model::{Iin, IinError};

/// What a cell that should hold a value turned out to hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Read<T> {
    /// Nothing, or a word for nothing (`нет`, `-`).
    Nothing,
    /// The value.
    Value(T),
    /// Something else.
    Unreadable,
}

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

/// Words for "there is none".
#[must_use]
pub fn says_none(text: &str) -> bool {
    const NONE: [&str; 31] = [
        "",
        "нет",
        "не проходил",
        "не проходила",
        "не проходили",
        "не проходил а",
        "не прошел",
        "не прошла",
        "не обучался",
        "не обучалась",
        "не было",
        "нет курсов",
        "без курсов",
        "не имеется",
        "отсутствует",
        "не имеет",
        "курсов нет",
        "жок",
        "откен жок",
        "отпеген",
        "откен емес",
        "окымаган",
        "болмаган",
        "курстан отпеген",
        "never",
        "none",
        "no",
        "not yet",
        "не проходил курсы",
        "прочерк",
        "0",
    ];
    let folded = fold(text);
    NONE.contains(&folded.as_str())
}

/// A day from a date cell, a serial number of the 1900 system, or text in any usual form.
///
/// A month alone means its last day and a year alone its 31 December: nobody then counts as trained longer ago than
/// they were. Of two dates the last is taken, for a course is dated by its end. Days before 1950 or after 2100 are
/// slips.
#[must_use]
pub fn date(cell: &Cell) -> Read<ReadDate> {
    let whole = |d: NaiveDate| ReadDate { date: d, rounded: false, rest: None };
    let found = match cell {
        Cell::Empty => return Read::Nothing,
        Cell::Date(d) => Some(whole(*d)),
        Cell::Number(n) => serial_or_year(*n),
        Cell::Text(text) if says_none(text) => return Read::Nothing,
        Cell::Text(text) => text_date(text),
        Cell::Bool(_) | Cell::Error(_) => None,
    };
    found.filter(|d| (1950..=2100).contains(&d.date.year())).map_or(Read::Unreadable, Read::Value)
}

#[expect(clippy::cast_possible_truncation, reason = "the ranges are checked")]
fn serial_or_year(n: f64) -> Option<ReadDate> {
    if (1950.0..=2100.0).contains(&n) && n.fract() == 0.0 {
        return year_end(n as i32);
    }
    if (18_264.0..73_416.0).contains(&n) {
        let days = chrono::Days::new(n as u64);
        let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(days)?;
        return Some(ReadDate { date, rounded: false, rest: None });
    }
    compact(&format!("{n:.0}")).map(|date| ReadDate { date, rounded: false, rest: None })
}

fn year_end(year: i32) -> Option<ReadDate> {
    Some(ReadDate { date: NaiveDate::from_ymd_opt(year, 12, 31)?, rounded: true, rest: None })
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
    (1950..=2100).contains(&date.year()).then_some(date)
}

/// Pieces of a text: numbers, words, and what stands between them.
#[derive(Debug, PartialEq, Clone, Copy)]
enum Piece<'a> {
    Number(&'a str, usize),
    Month(u32, usize),
    Word(&'a str, usize),
    Mark(char),
}

fn pieces(text: &str) -> Vec<(Piece<'_>, usize)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let len_of = |p: fn(char) -> bool| rest.find(|c: char| !p(c)).unwrap_or(rest.len());
        let len = if first.is_ascii_digit() {
            len_of(|c| c.is_ascii_digit())
        } else if first.is_alphabetic() {
            len_of(char::is_alphabetic)
        } else {
            first.len_utf8()
        };
        let (piece, tail) = rest.split_at(len);
        rest = tail;
        let made = if first.is_ascii_digit() {
            Piece::Number(piece, start + len)
        } else if first.is_alphabetic() {
            month(piece).map_or(Piece::Word(piece, start + len), |m| Piece::Month(m, start + len))
        } else if is_space(first) {
            continue;
        } else {
            Piece::Mark(first)
        };
        found.push((made, start));
    }
    found
}

/// Number of the month that the word names in Kazakh, Russian or English, in full or by its first three letters or more.
fn month(word: &str) -> Option<u32> {
    const STEMS: [&[&str]; 12] = [
        &["январ", "янв", "кантар", "january", "jan"],
        &["феврал", "фев", "акпан", "february", "feb"],
        &["март", "мар", "наурыз", "march", "mar"],
        &["апрел", "апр", "сауир", "april", "apr"],
        &["май", "мая", "мамыр", "may"],
        &["июн", "маусым", "june", "jun"],
        &["июл", "шилде", "july", "jul"],
        &["август", "авг", "тамыз", "august", "aug"],
        &["сентябр", "сен", "сент", "кыркуйек", "september", "sep", "sept"],
        &["октябр", "окт", "казан", "october", "oct"],
        &["ноябр", "ноя", "нояб", "караша", "november", "nov"],
        &["декабр", "дек", "желтоксан", "december", "dec"],
    ];
    let folded = fold(word);
    let fits = |stem: &&str| {
        let tail = folded.strip_prefix(*stem);
        // Case endings: -я, -ь, -а, -е, -да, -дан, -ның …
        tail.is_some_and(|t| matches!(t, "" | "ь" | "я" | "е") || (stem.chars().count() >= 4 && t.chars().count() <= 4))
    };
    let at = STEMS.iter().position(|stems| stems.iter().any(fits))?;
    u32::try_from(at + 1).ok()
}

/// The last date in the text.
fn text_date(text: &str) -> Option<ReadDate> {
    let found = pieces(text);
    let (mut best, mut at): (Option<(NaiveDate, bool, usize, usize)>, usize) = (None, 0);
    while at < found.len() {
        let start = found[at].1;
        if is_impossible(&found[at..]) {
            return None;
        }
        match date_at(&found[at..]) {
            Some((date, rounded, used, end)) => {
                // A whole date beats a year that stands beside it.
                if !rounded || best.is_none_or(|b| b.1) {
                    best = Some((date, rounded, start, end));
                }
                at += used;
            }
            None => at += 1,
        }
    }
    let (date, rounded, start, end) = best?;
    let around = format!("{} {}", &text[..start], &text[end..]);
    let rest = super::fold::tidy(&around);
    let says_more =
        fold(&rest).split(' ').any(|w| w.chars().count() > 3 && w.chars().all(char::is_alphabetic) && !is_year_word(w));
    Some(ReadDate { date, rounded, rest: says_more.then_some(rest) })
}

fn is_year_word(word: &str) -> bool {
    matches!(word, "г" | "года" | "год" | "ж" | "жыл" | "жылы" | "жылгы" | "year" | "учебный" | "оку" | "гг")
}

/// The shape of a whole date that no calendar has: `31.02.2021`, «31 ақпан 2021». Nothing else in the text may then pass
/// for the date.
fn is_impossible(at: &[(Piece<'_>, usize)]) -> bool {
    use Piece::{Mark, Month, Number};
    let kinds: Vec<Piece<'_>> = at.iter().take(5).map(|p| p.0).collect();
    match kinds.as_slice() {
        [Number(a, _), Mark('.' | '/'), Number(b, _), Mark('.' | '/'), Number(c, _), ..] => {
            three_numbers(a, b, c).is_none()
        }
        [Number(a, _), Mark('-'), Number(b, _), Mark('-'), Number(c, _), ..] if a.len() == 4 => {
            three_numbers(a, b, c).is_none()
        }
        [Number(d, _), Month(m, _), Number(y, _), ..] if d.len() <= 2 && y.len() == 4 => {
            num(y).zip(num(d)).and_then(|(y, d)| ymd(y, *m, d)).is_none()
        }
        _ => false,
    }
}

/// A date at the beginning of the pieces: the day, whether it was rounded, pieces used, byte where it ends.
fn date_at(at: &[(Piece<'_>, usize)]) -> Option<(NaiveDate, bool, usize, usize)> {
    use Piece::{Mark, Month, Number, Word};
    let kinds: Vec<Piece<'_>> = at.iter().take(7).map(|p| p.0).collect();
    let same = |a: char, b: char| a == b && matches!(a, '.' | '/' | '-' | '–' | ',' | '\\');
    match kinds.as_slice() {
        [Number(a, _), Mark(m1), Number(b, _), Mark(m2), Number(c, end), ..] if same(*m1, *m2) => {
            three_numbers(a, b, c).map(|d| (d, false, 5, *end))
        }
        [Number(d, _), Month(m, _), Number(y, end), ..] => ymd(year(y)?, *m, num(d)?).map(|d| (d, false, 3, *end)),
        [Number(d, _), Mark(_), Month(m, _), Mark(_), Number(y, end), ..] => {
            ymd(year(y)?, *m, num(d)?).map(|d| (d, false, 5, *end))
        }
        // 2021 жылғы 15 наурыз · 2021 ж. 15 наурыз
        [Number(y, _), Word(w, _), Mark('.'), Number(d, _), Month(m, end), ..]
            if y.len() == 4 && is_year_word(&fold(w)) =>
        {
            ymd(num(y)?, *m, num(d)?).map(|d| (d, false, 5, *end))
        }
        [Number(y, _), Word(w, _), Number(d, _), Month(m, end), ..] if y.len() == 4 && is_year_word(&fold(w)) => {
            ymd(num(y)?, *m, num(d)?).map(|d| (d, false, 4, *end))
        }
        // March 15, 2021
        [Month(m, _), Number(d, _), Mark(','), Number(y, end), ..] if y.len() == 4 => {
            ymd(num(y)?, *m, num(d)?).map(|d| (d, false, 4, *end))
        }
        [Month(m, _), Number(d, _), Number(y, end), ..] if y.len() == 4 => {
            ymd(num(y)?, *m, num(d)?).map(|d| (d, false, 3, *end))
        }
        [Month(m, _), Number(y, end), ..] if y.len() == 4 => month_end(num(y)?, *m).map(|d| (d, true, 2, *end)),
        [Number(y, _), Word(w, _), Mark('.'), Month(m, end), ..] if y.len() == 4 && is_year_word(&fold(w)) => {
            month_end(num(y)?, *m).map(|d| (d, true, 4, *end))
        }
        [Number(y, _), Word(w, _), Month(m, end), ..] if y.len() == 4 && is_year_word(&fold(w)) => {
            month_end(num(y)?, *m).map(|d| (d, true, 3, *end))
        }
        [Number(y, _), Month(m, end), ..] if y.len() == 4 => month_end(num(y)?, *m).map(|d| (d, true, 2, *end)),
        [Number(m, _), Mark('.' | '/' | '-'), Number(y, end), ..] if m.len() <= 2 && y.len() == 4 => {
            month_end(num(y)?, num(m)?).map(|d| (d, true, 3, *end))
        }
        [Number(y, _), Mark('.' | '/' | '-'), Number(m, end), ..] if y.len() == 4 && m.len() <= 2 => {
            month_end(num(y)?, num(m)?).map(|d| (d, true, 3, *end))
        }
        [Number(d, end), ..] if d.len() == 8 => compact(d).map(|d| (d, false, 1, *end)),
        [Number(y, end), ..] if y.len() == 4 => ymd(num(y)?, 12, 31).map(|d| (d, true, 1, *end)),
        _ => None,
    }
}

fn num(digits: &str) -> Option<u32> {
    digits.parse().ok()
}

/// Two digits mean 2000 to 2049, else the 1900s.
fn year(digits: &str) -> Option<u32> {
    match (digits.len(), num(digits)?) {
        (4, y) => Some(y),
        (2, y) => Some(if y < 50 { 2000 + y } else { 1900 + y }),
        _ => None,
    }
}

/// Year first if it has four digits, else day, month, year; month and day the American way only where the other
/// reading is no date.
fn three_numbers(a: &str, b: &str, c: &str) -> Option<NaiveDate> {
    if a.len() == 4 {
        return ymd(num(a)?, num(b)?, num(c)?);
    }
    if a.len() > 2 || b.len() > 2 {
        return None;
    }
    let y = year(c)?;
    ymd(y, num(b)?, num(a)?).or_else(|| ymd(y, num(a)?, num(b)?))
}

fn month_end(year: u32, month: u32) -> Option<NaiveDate> {
    let (y, m) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    if !(1..=12).contains(&month) || !(1950..=2100).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, 1)?.pred_opt()
}

/// An IIN from a number (its leading zeros restored) or text (spaces, dashes, apostrophes and a trailing `.0` aside).
///
/// # Errors
/// Says which part of the number is wrong.
pub fn iin(cell: &Cell) -> Result<Option<Iin>, IinError> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(n) if *n < 0.0 || n.fract() != 0.0 => return Err(IinError::Length),
        Cell::Number(n) if *n == 0.0 => return Ok(None),
        other => other.text(),
    };
    if says_none(&text) || text.chars().all(|c| matches!(c, '-' | '–' | '—' | '.')) {
        return Ok(None);
    }
    let text = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(&text);
    let digits: String =
        text.chars().filter(|&c| !is_space(c) && !matches!(c, '-' | '–' | '\'' | '’' | '`' | '"' | '.')).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !(9..=12).contains(&digits.len()) {
        return Err(IinError::Length);
    }
    Iin::parse(&format!("{digits:0>12}")).map(Some)
}

/// A whole number not above `most`: the first number of the text, fractions dropped; `менее года` is 0.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
pub fn whole(cell: &Cell, most: u32) -> Read<u32> {
    let number = match cell {
        Cell::Empty => return Read::Nothing,
        Cell::Number(n) => Some(*n),
        Cell::Text(text) => {
            let folded = fold(text);
            if matches!(folded.as_str(), "" | "нет" | "жок" | "none" | "no") {
                return Read::Nothing;
            }
            if folded.starts_with("менее") || folded.starts_with("до года") || folded.starts_with("бир жылга жетпе")
            {
                return Read::Value(0);
            }
            first_number(text)
        }
        Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => None,
    };
    match number {
        Some(n) if n >= 0.0 && n <= f64::from(most) => Read::Value(n as u32),
        _ => Read::Unreadable,
    }
}

/// A number in degrees or the like; a decimal comma will do.
#[must_use]
pub fn decimal(cell: &Cell) -> Read<f64> {
    match cell {
        Cell::Empty => Read::Nothing,
        Cell::Number(n) => Read::Value(*n),
        Cell::Text(text) if text.trim().is_empty() => Read::Nothing,
        Cell::Text(text) => {
            let plain: String = text.chars().filter(|&c| !is_space(c) && c != '°').collect();
            plain.replace(',', ".").parse().ok().filter(|n: &f64| n.is_finite()).map_or(Read::Unreadable, Read::Value)
        }
        _ => Read::Unreadable,
    }
}

fn first_number(text: &str) -> Option<f64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    if text[..start].trim_end().ends_with('-') {
        return None;
    }
    let tail = &text[start..];
    let mut number = String::new();
    let mut chars = tail.chars().peekable();
    while let Some(c) = chars.next() {
        let digit_next = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => number.push(c),
            ' ' | '\u{a0}' | '\u{202f}'
                if digit_next && chars.clone().take_while(char::is_ascii_digit).count() == 3 => {}
            ',' | '.' if digit_next && !number.contains('.') => number.push('.'),
            _ => break,
        }
    }
    number.parse().ok()
}

/// `+7XXXXXXXXXX` where the cell holds one such number however it is written, else the text as it is.
#[must_use]
pub fn phone(cell: &Cell) -> Option<String> {
    let text = super::fold::tidy(&cell.text());
    if text.is_empty() || says_none(&text) {
        return None;
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let words = text.chars().any(|c| c.is_alphabetic());
    match (digits.len(), digits.as_bytes().first()) {
        (11, Some(b'7' | b'8')) if !words => Some(format!("+7{}", &digits[1..])),
        (10, Some(b'7')) if !words => Some(format!("+7{digits}")),
        _ => Some(text),
    }
}
