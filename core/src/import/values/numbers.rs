//! Numbers in cells: counts, years of experience, hours, degrees, telephones.

use super::super::fold::{fold, tidy};
use super::super::grid::{Cell, is_space};
use super::{Read, says_none};

/// A whole number not above `most`: the first number of the text, fractions dropped.
#[must_use]
pub fn whole(cell: &Cell, most: u32) -> Read<u32> {
    match cell {
        Cell::Empty => Read::Nothing,
        Cell::Number(n) => within(Some(*n), most),
        Cell::Text(text) if says_nothing(text) => Read::Nothing,
        Cell::Text(text) => within(first_number(text), most),
        Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) => Read::Unreadable,
    }
}

/// Whole years of experience, at most 80: `7,5` and `7 лет 6 мес.` are 7, `6 мес.`, `3 ай` and `менее года` are 0,
/// `18 мес.` is 1, `5-й год` is 4. Two figures, a date and a bound (`до 5 лет`) are not understood.
#[must_use]
pub fn years(cell: &Cell) -> Read<u32> {
    const MOST: u32 = 80;
    match cell {
        Cell::Text(text) if says_nothing(text) => Read::Nothing,
        Cell::Text(text) if under_a_year(&fold(text)) => Read::Value(0),
        Cell::Text(text) => within(year_under_way(&fold(text)).or_else(|| years_of(text)), MOST),
        other => whole(other, MOST),
    }
}

/// Academic hours of a course, at most 5,000: the figure with the word for hours, else the only one, if no other unit
/// (days, credits) stands by it.
#[must_use]
pub fn hours(cell: &Cell) -> Read<u32> {
    const MOST: u32 = 5000;
    const HOURS: [&str; 8] = ["ч", "час", "саг", "hour", "h", "hrs", "ак", "уч"];
    let Cell::Text(text) = cell else { return whole(cell, MOST) };
    if says_nothing(text) {
        return Read::Nothing;
    }
    let found = amounts(text).unwrap_or_default();
    let is_hours = |unit: &str| HOURS.iter().any(|h| unit == *h || (h.chars().count() > 1 && unit.starts_with(h)));
    let figure = found.iter().find(|a| is_hours(&a.unit)).or(match found.as_slice() {
        [only] if only.unit.is_empty() => Some(only),
        _ => None,
    });
    within(figure.map(|a| a.figure), MOST)
}

fn says_nothing(text: &str) -> bool {
    says_none(text) && text.trim() != "0"
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
fn within(number: Option<f64>, most: u32) -> Read<u32> {
    match number {
        Some(n) if n >= 0.0 && n <= f64::from(most) => Read::Value(n as u32),
        _ => Read::Unreadable,
    }
}

fn under_a_year(folded: &str) -> bool {
    const BOUNDS: [&str; 5] = ["менее", "меньше", "до", "не более", "less than"];
    const YEAR: [&str; 8] = ["года", "год", "1 года", "1 год", "1", "одного года", "1 г", "a year"];
    const PHRASES: [&str; 13] = [
        "полгода",
        "пол года",
        "жарты жыл",
        "без стажа",
        "стажа нет",
        "нет стажа",
        "отили жок",
        "отилсиз",
        "жылга жетпейди",
        "бир жылга жетпеген",
        "1 жылга жетпеген",
        "no experience",
        "under a year",
    ];
    let bounded = BOUNDS.iter().find_map(|b| folded.strip_prefix(b)?.strip_prefix(' '));
    let kazakh = ["бир жылга", "1 жылга", "бир жылдан", "1 жылдан"].iter().find_map(|y| folded.strip_prefix(y));
    bounded.is_some_and(|rest| YEAR.contains(&rest))
        || kazakh.is_some_and(|t| matches!(t, " дейин" | " жетпейди" | " жетпеген" | " аз" | " кем" | " толмаган"))
        || PHRASES.contains(&folded)
}

/// Years that are over in the year that the folded text counts: «5-й год работы», «третий год», «5-ші жыл» say that it
/// still goes on.
fn year_under_way(folded: &str) -> Option<f64> {
    const YEAR: [&str; 6] = ["год", "года", "году", "жыл", "жылы", "year"];
    const ORDINAL: [&str; 10] = ["й", "ый", "ой", "ий", "го", "ши", "шы", "инши", "ыншы", "th"];
    const WORDS: [[&str; 2]; 10] = [
        ["первый", "биринши"],
        ["второй", "екинши"],
        ["третий", "ушинши"],
        ["четвертый", "тортинши"],
        ["пятый", "бесинши"],
        ["шестой", "алтыншы"],
        ["седьмой", "жетинши"],
        ["восьмой", "сегизинши"],
        ["девятый", "тогызыншы"],
        ["десятый", "оныншы"],
    ];
    let words: Vec<&str> = folded.split(' ').collect();
    let (count, after) = match words.as_slice() {
        [figure, ordinal, after @ ..] if ORDINAL.contains(ordinal) => (figure.parse().ok()?, after),
        [word, after @ ..] => (WORDS.iter().position(|names| names.contains(word))? + 1, after),
        [] => return None,
    };
    let around = |w: &&str| matches!(*w, "в" | "школе" | "мектепте") || AROUND_YEARS.iter().any(|a| w.starts_with(a));
    let under_way = after.split_first().is_some_and(|(year, rest)| YEAR.contains(year) && rest.iter().all(around));
    let count = u32::try_from(count).ok().filter(|c| under_way && (1..1900).contains(c))?;
    Some(f64::from(count - 1))
}

/// Beginnings of words by years of experience that add nothing.
const AROUND_YEARS: [&str; 9] = ["полн", "пед", "стаж", "жылд", "более", "толык", "отил", "работ", "жумыс"];

/// What a figure in a text of experience counts.
#[derive(PartialEq)]
enum Unit {
    Years,
    Months,
    Days,
}

/// None for a word that says nothing of time: the figure then counts something else.
fn unit(word: &str) -> Option<Unit> {
    const MONTHS: [&str; 8] = ["м", "ай", "айы", "айлык", "month", "months", "mo", "mos"];
    const DAYS: [&str; 8] = ["д", "дн", "дня", "дней", "день", "кун", "day", "days"];
    const YEARS: [&str; 21] = [
        "",
        "год",
        "года",
        "лет",
        "лета",
        "годов",
        "г",
        "гг",
        "л",
        "жыл",
        "жылы",
        "ж",
        // «1 учебный год»
        "уч",
        "учебный",
        "учебных",
        "оку",
        "y",
        "year",
        "years",
        "yr",
        "yrs",
    ];
    if MONTHS.contains(&word) || word.starts_with("мес") {
        Some(Unit::Months)
    } else if DAYS.contains(&word) || word.starts_with("недел") || word.starts_with("апта") {
        Some(Unit::Days)
    } else {
        (YEARS.contains(&word) || AROUND_YEARS.iter().any(|a| word.starts_with(a))).then_some(Unit::Years)
    }
}

/// Years that the text tells: years, then perhaps months and days; or months alone.
fn years_of(text: &str) -> Option<f64> {
    let folded = fold(text);
    if matches!(folded.as_str(), "год" | "один год" | "бир жыл" | "жыл" | "полтора года" | "a year" | "one year")
    {
        return Some(1.0);
    }
    // «до 5 лет», «5 жылға дейін»: a bound, not a figure.
    let bound =
        |w: &str| matches!(w, "до" | "менее" | "меньше" | "дейин" | "аз" | "кем" | "жетпеген" | "less" | "under");
    if folded.split(' ').any(bound) {
        return None;
    }
    let found = amounts(text)?;
    // «5 лет (с 2019)»: the year is no figure of experience.
    let mut figures = found.iter().filter(|a| !(1900.0..=2100.0).contains(&a.figure));
    let first = figures.next()?;
    let years = match unit(&first.unit)? {
        Unit::Years => first.figure,
        Unit::Months => first.figure / 12.0,
        Unit::Days => 0.0,
    };
    let finer = |a: &Amount| matches!(unit(&a.unit), Some(Unit::Months | Unit::Days));
    figures.all(finer).then_some(years)
}

/// A figure and the word that stands after it, folded.
struct Amount {
    figure: f64,
    unit: String,
}

/// Figures of a text with their units; none for a formula, a date and a negative number.
fn amounts(text: &str) -> Option<Vec<Amount>> {
    let text = text.trim_matches(is_space);
    if text.starts_with(['=', '-', '−', '–']) {
        return None;
    }
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let tail = &rest[start..];
        let end = tail.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(tail.len());
        let (number, after) = tail.split_at(end);
        let number = number.trim_end_matches(['.', ',']).replace(',', ".");
        // Two points make a date.
        let figure: f64 = number.parse().ok()?;
        let after = after.trim_start_matches(|c: char| is_space(c) || c == '-');
        let word = after.find(|c: char| !c.is_alphabetic()).map_or(after, |end| &after[..end]);
        found.push(Amount { figure, unit: fold(word) });
        rest = after;
    }
    Some(found)
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
    if text.starts_with('=') || text[..start].trim_end().ends_with('-') {
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
            // A second point: a date.
            ',' | '.' if digit_next && number.contains('.') => return None,
            ',' | '.' if digit_next => number.push('.'),
            _ => break,
        }
    }
    number.parse().ok()
}

/// `+7XXXXXXXXXX` where the cell holds one such number however it is written, else the text as it is.
#[must_use]
pub fn phone(cell: &Cell) -> Option<String> {
    let text = tidy(&cell.text());
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
