//! Marks and words that repeat the value of the cell above: «-//-», «"», «то же», «сол».

use super::super::fold::fold;
use super::super::grid::{Cell, is_space};

/// Words for "the same", folded.
const WORDS: [&str; 26] = [
    "то же",
    "тоже",
    "то же самое",
    "тот же",
    "та же",
    "те же",
    "там же",
    "тот же самый",
    "та же самая",
    "та же школа",
    "тот же район",
    "та же область",
    "аналогично",
    "сол",
    "сонда",
    "сол жерде",
    "сол мектеп",
    "сол мектепте",
    "сол аудан",
    "дал сол",
    "тура сол",
    "жогарыдагыдай",
    "ditto",
    "the same",
    "same",
    "as above",
];

/// What the words begin with: texts are many, and most begin otherwise.
const BEGINNINGS: &[char] =
    &['т', 'Т', 'а', 'А', 'с', 'С', 'c', 'C', 'д', 'Д', 'ж', 'Ж', 'd', 'D', 't', 'T', 's', 'S', 'a', 'A'];

/// More letters than that are no mark and no such words.
const LONGEST: usize = 16;

/// True for a cell that repeats the one above. A dash alone says that there is nothing.
#[must_use]
pub fn says_same(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let text = text.trim_matches(is_space);
    if text.is_empty() || text.len() > LONGEST * 2 {
        return false;
    }
    is_mark(text) || {
        let first = text.trim_start_matches(|c: char| !c.is_alphabetic());
        first.starts_with(BEGINNINGS) && WORDS.contains(&fold(text).as_str())
    }
}

/// Quotation marks, or two strokes or long dashes side by side, among nothing but strokes, dashes and such.
fn is_mark(text: &str) -> bool {
    const QUOTES: [char; 10] = ['"', '″', '〃', '“', '”', '„', '‟', '«', '»', 'ʺ'];
    const PAIRS: [&str; 10] = ["//", "\\\\", "||", "''", ",,", "’’", "‘‘", "``", "′′", "——"];
    let around = |c: char| {
        matches!(
            c,
            '-' | '–'
                | '—'
                | '−'
                | '‒'
                | '―'
                | '_'
                | '='
                | '/'
                | '\\'
                | '|'
                | '\''
                | '’'
                | '‘'
                | '`'
                | '′'
                | ','
                | '.'
        )
    };
    let bare: String = text.chars().filter(|c| !is_space(*c)).collect();
    bare.chars().all(|c| around(c) || QUOTES.contains(&c))
        && (bare.contains(QUOTES) || PAIRS.iter().any(|pair| bare.contains(pair)))
}
