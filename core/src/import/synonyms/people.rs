//! Words for sex, and grades in figures.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::super::fold::fold;
use super::{Table, table};
use crate::model::{GradeBand, Sex};

static SEXES: Table<Sex> = LazyLock::new(|| {
    table(&[
        (Sex::Female, "ж|жен|женский|женщина|жен пол|женского|женского пола|ә|әйел|әйелі|әйел адам|қыз|female|f|woman"),
        (Sex::Male, "м|муж|мужской|мужчина|муж пол|мужского|мужского пола|е|ер|еркек|ер адам|ұл|male|m|man"),
    ])
});

/// Sex.
#[must_use]
pub fn sex(text: &str) -> Option<Sex> {
    SEXES.get(&fold(text)).copied()
}

/// Grade bands that the numbers and ranges in the cell touch (`5-11`, `5 – 9`, `с 5 по 11`, `1, 2, 3 «А»`, `V–IX`).
#[must_use]
pub fn grades(text: &str) -> Option<Vec<GradeBand>> {
    let mut text: String =
        without_hours(&in_figures(text)).chars().map(|c| if matches!(c, '–' | '—' | '−') { '-' } else { c }).collect();
    for (spaced, joined) in [(" по ", "-"), (" до ", "-"), (" -", "-"), ("- ", "-")] {
        text = text.replace(spaced, joined);
    }
    let mut touched = [false; 13];
    for piece in text.split([',', ';', ' ', '/']).filter(|p| p.chars().any(|c| c.is_ascii_digit())) {
        let numbers: Vec<usize> = piece
            .split(|c: char| !c.is_ascii_digit())
            .filter(|n| !n.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        if numbers.iter().any(|n| *n == 0 || *n > 12) {
            return None;
        }
        match numbers.as_slice() {
            [first, .., last] if piece.contains('-') && first <= last => touched[*first..=*last].fill(true),
            [_, _, ..] if piece.contains('-') => return None,
            all => all.iter().for_each(|n| touched[*n] = true),
        }
    }
    let bands = [(GradeBand::Primary, 1..=4), (GradeBand::Basic, 5..=9), (GradeBand::Senior, 10..=12)];
    let found: Vec<GradeBand> =
        bands.into_iter().filter(|(_, r)| r.clone().any(|g| touched[g])).map(|(b, _)| b).collect();
    (!found.is_empty()).then_some(found)
}

/// The text without the hours that a class is taught for: `5 (2 ч)`, `5 кл - 3 ч, 6 кл - 4 ч`.
fn without_hours(text: &str) -> String {
    let is_hours = |tail: &str| {
        let word: String = tail.trim_start().chars().take_while(|c| c.is_alphabetic()).collect();
        let folded = fold(&word);
        matches!(folded.as_str(), "ч" | "h") || ["час", "сага", "hour"].iter().any(|unit| folded.starts_with(unit))
    };
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (taken, tail) = rest.split_at(if digits > 0 { digits } else { first.len_utf8() });
        if digits > 0 && is_hours(tail) {
            made.truncate(made.trim_end_matches([' ', '-', '–', '—', '(']).len());
        } else {
            made.push_str(taken);
        }
        rest = tail;
    }
    made
}

/// The text with Roman figures as figures, in whatever letters they are typed: `Х-ХІ`. A letter behind a figure tells a
/// class («10 Х»), and one that stands alone is a tick.
fn in_figures(text: &str) -> Cow<'_, str> {
    let is_roman = |c: char| roman_letter(c).is_some();
    if !text.contains(is_roman) || text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if len == 0 {
            made.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, tail) = rest.split_at(len);
        let of_class = made.trim_end_matches([' ', '«', '"', '\u{a0}']).ends_with(|c: char| c.is_ascii_digit());
        match roman(word).filter(|_| !of_class && !tail.starts_with(|c: char| c.is_ascii_digit())) {
            Some(number) => made.push_str(&number.to_string()),
            None => made.push_str(word),
        }
        rest = tail;
    }
    Cow::Owned(made)
}

/// A grade in Roman figures.
fn roman(word: &str) -> Option<usize> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let letters: String = word.chars().map(roman_letter).collect::<Option<_>>()?;
    ROMAN.iter().position(|r| *r == letters).map(|at| at + 1)
}

/// The Roman figure that a letter is typed for.
const fn roman_letter(c: char) -> Option<char> {
    match c {
        'I' | 'i' | 'І' | 'і' | 'l' | 'Ӏ' => Some('I'),
        'V' | 'v' => Some('V'),
        'X' | 'x' | 'Х' | 'х' => Some('X'),
        _ => None,
    }
}
