//! Months as words: in full, shortened, in Roman figures, with a slip.

use super::super::fold::{distance, fold};

/// Number of the month that the word names in Kazakh, Russian or English, in full or by its first three letters or more.
pub(super) fn month(word: &str) -> Option<u32> {
    const STEMS: [&[&str]; 12] = [
        &["январ", "янв", "кантар", "january", "jan"],
        &["феврал", "фев", "акпан", "february", "feb"],
        &["март", "мар", "наурыз", "march", "mar"],
        &["апрел", "апр", "сауир", "april", "apr"],
        &["май", "мая", "мае", "мамыр", "may"],
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
    number_of(STEMS.iter().position(|stems| stems.iter().any(fits)))
}

/// As [`month`], also by what means a month only between a day and a year: Kazakh names cut to three letters, Roman
/// figures, and names with one slip.
pub(super) fn month_between(word: &str) -> Option<u32> {
    const SHORT: [&str; 12] = ["кан", "акп", "нау", "сау", "мам", "мау", "шил", "там", "кыр", "каз", "кар", "жел"];
    const NAMES: [&[&str]; 12] = [
        &["января", "январь", "кантар"],
        &["февраля", "февраль", "акпан"],
        &["марта", "наурыз"],
        &["апреля", "апрель", "сауир"],
        &["мамыр"],
        &["маусым"],
        &["шилде"],
        &["августа", "август", "тамыз"],
        &["сентября", "сентябрь", "кыркуйек"],
        &["октября", "октябрь", "казан"],
        &["ноября", "ноябрь", "караша"],
        &["декабря", "декабрь", "желтоксан"],
    ];
    let folded = fold(word);
    let slip = |name: &&str| folded.chars().count() >= 5 && distance(&folded, name, 1) <= 1;
    let named = || number_of(NAMES.iter().position(|names| names.iter().any(slip)));
    let short = number_of(SHORT.iter().position(|s| *s == folded));
    month(word).or(short).or_else(|| roman_month(word)).or_else(named)
}

/// The number of the month that the word is in Roman figures.
pub(super) fn roman_month(word: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let roman: String = word.chars().map(roman_letter).collect();
    number_of(ROMAN.iter().position(|r| *r == roman))
}

/// Roman figures are typed with whatever letters look right.
const fn roman_letter(c: char) -> char {
    match c {
        'i' | 'І' | 'і' | 'l' => 'I',
        'v' => 'V',
        'x' | 'Х' | 'х' => 'X',
        other => other,
    }
}

fn number_of(position: Option<usize>) -> Option<u32> {
    u32::try_from(position? + 1).ok()
}
