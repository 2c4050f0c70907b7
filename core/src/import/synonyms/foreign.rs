//! «Иностранный язык (немецкий)», «шет тілі (неміс тілі)»: the foreign language that is named counts, and without one
//! the subject is English.

use std::borrow::Cow;

use super::super::fold::fold;
use super::fits;

const FOREIGN: &[&str] = &["иностр*", "инстр*", "ин", "шет", "шетел", "foreign"];
const LANGUAGE: &[&str] = &["язык*", "яз", "тил*", "language*"];
/// Words beside the two that tell nothing.
const ASIDE: &[&str] = &["второй", "вторая", "2", "второго", "первый", "first", "second", "екинши", "биринши"];

/// Languages by the words for them, and the subjects that they are called by.
const LANGUAGES: [(&[&str], &str); 4] = [
    (&["англ*", "агылш*", "english"], "английский язык"),
    (&["нем", "немец*", "немис*", "german"], "немецкий язык"),
    (&["фр", "франц*", "french"], "французский язык"),
    (
        &[
            "кит",
            "кита*",
            "кытай*",
            "chinese",
            "япон*",
            "жапон*",
            "japanese",
            "коре*",
            "кари*",
            "korean",
            "испан*",
            "spanish",
            "турец*",
            "турик*",
            "turkish",
            "араб*",
            "arabic",
            "итал*",
            "italian",
            "перс*",
            "парсы",
            "поль*",
        ],
        "другой иностранный язык",
    ),
];

/// The text with each foreign language that it names in place of the words that say that it is foreign.
pub(super) fn foreign_named(text: &str) -> Cow<'_, str> {
    let parts = outside_brackets(text);
    let named: Vec<Option<String>> = parts.iter().map(|part| in_part(part)).collect();
    if named.iter().all(Option::is_none) {
        return Cow::Borrowed(text);
    }
    let all = parts.into_iter().zip(named).map(|(part, named)| named.unwrap_or_else(|| part.to_owned()));
    Cow::Owned(all.collect::<Vec<_>>().join(", "))
}

/// The languages of a part that begins as a foreign one.
fn in_part(part: &str) -> Option<String> {
    let folded = fold(part);
    let words: Vec<&str> = folded.split(' ').collect();
    let is = |word: &str, list: &[&str]| list.iter().any(|pattern| fits(word, pattern));
    if !words.iter().take(2).any(|w| is(w, FOREIGN)) {
        return None;
    }
    let mut languages: Vec<String> = Vec::new();
    let mut rest: Vec<&str> = Vec::new();
    for word in words.into_iter().filter(|w| ![FOREIGN, LANGUAGE, ASIDE].iter().any(|list| is(w, list))) {
        match LANGUAGES.iter().find(|(names, _)| is(word, names)) {
            Some((_, subject)) => languages.push((*subject).to_owned()),
            None => rest.push(word),
        }
    }
    let languages: Vec<String> = languages.into_iter().map(|one| format!("{one} {}", rest.join(" "))).collect();
    (!languages.is_empty()).then(|| languages.join(", "))
}

/// What marks part outside brackets.
fn outside_brackets(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' | ';' | '/' | '\\' | '+' | '\n' | '&' | '|' if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[from..]);
    parts
}
