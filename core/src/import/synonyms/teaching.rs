//! What stands beside a subject of the language that it is taught in, and of the classes that it is taught to.

use super::{JOINERS, fits};
use crate::model::Subject;

/// Languages of teaching as adjectives. «Казахстан» is none of them.
const LANGUAGES: &[&str] =
    &["казах*", "казак*", "каз", "русск*", "рус", "русс", "орыс*", "уйгур*", "узбек*", "англ*", "агылш*"];

/// Whom classes are: «рус. кл.», «орыс сыныптарында».
const CLASSES: &[&str] = &["кл", "класс*", "школ*", "сынып*", "сыныб*", "мектеп*", "групп*", "звен*"];

/// «На каз. яз.»
const LANGUAGE: &[&str] = &["яз", "язык*"];

/// «Қазақ тілінде», «қазақ тілді».
const IN_LANGUAGE: &[&str] = &["тилинде", "тилдеринде", "тилде", "тилди"];

/// «Русский язык обучения»
const TEACHING: &[&str] = &["обуч*", "преподав*"];

const PRIMARY: &[&str] = &["нач", "начальн*", "бастауыш*"];

const PREPOSITIONS: &[&str] = &["на", "с", "в"];

fn is(word: Option<&&str>, list: &[&str]) -> bool {
    word.is_some_and(|w| list.iter().any(|p| fits(w, p)))
}

/// How many words a run of languages takes here: «каз», «каз и рус».
fn languages(words: &[&str]) -> usize {
    let is_one = |w: Option<&&str>| {
        is(w, LANGUAGES) && !w.is_some_and(|w| w.starts_with("казахстан") || w.starts_with("казакстан"))
    };
    let mut length = 0;
    loop {
        let joiner = usize::from(length > 0 && is(words.get(length), JOINERS));
        if !is_one(words.get(length + joiner)) {
            return length;
        }
        length += joiner + 1;
    }
}

/// True for words that name languages and nothing else.
pub(super) fn only_languages(words: &[&str]) -> bool {
    !words.is_empty() && languages(words) == words.len()
}

/// True for shortened names of languages that a word joins: «каз. и рус.».
pub(super) fn are_joined_languages(words: &[&str]) -> bool {
    words.iter().any(|w| is(Some(w), JOINERS)) && only_languages(words) && are_short(words)
}

fn are_short(words: &[&str]) -> bool {
    words.iter().all(|w| is(Some(w), JOINERS) || matches!(*w, "каз" | "рус" | "русс" | "орыс" | "англ" | "агылш"))
}

/// True for a subject that is a language.
pub(super) const fn is_language(subject: &Subject) -> bool {
    matches!(subject, Subject::Kazakh | Subject::Russian | Subject::English | Subject::German | Subject::French)
}

/// A part of a cell without such details, and whether a bare language ended it: «Физика каз.».
///
/// `subjects` reads words; `earlier` says that the cell has named a subject before.
pub(super) fn without_details<'a>(
    words: &[&'a str],
    earlier: bool,
    subjects: impl Fn(&[&str]) -> Option<Vec<Subject>>,
) -> (Vec<&'a str>, bool) {
    let mut kept: Vec<&str> = Vec::with_capacity(words.len());
    let (mut at, mut bare) = (0, false);
    while at < words.len() {
        let rest = &words[at..];
        let preposition = is(kept.last(), PREPOSITIONS);
        let before = &kept[..kept.len() - usize::from(preposition)];
        let told = (!before.is_empty() && !is(before.last(), JOINERS)).then(|| subjects(before)).flatten();
        // «Английский язык каз. и рус.»
        let whole = before.last().is_some_and(|w| is(Some(w), LANGUAGE) || w.starts_with("тил"));
        let (length, ends) = language(rest, preposition, told.as_deref(), whole);
        let length = length.max(primary(rest, preposition, earlier, told.is_some()));
        if length == 0 {
            kept.push(rest[0]);
            at += 1;
            continue;
        }
        kept.truncate(before.len());
        (at, bare) = (at + length, ends);
    }
    (kept, bare)
}

/// Words of a language of teaching here, and whether it is bare. A bare one stands at the end behind a subject that is
/// no language itself, or behind one whose name is `whole` where it is shortened.
fn language(rest: &[&str], preposition: bool, told: Option<&[Subject]>, whole: bool) -> (usize, bool) {
    let run = languages(rest);
    let (next, then) = (rest.get(run), rest.get(run + 1));
    let taught = is(next, LANGUAGE) && is(then, TEACHING);
    let in_language = [CLASSES, IN_LANGUAGE].iter().any(|words| is(next, words));
    let no_language = |s: &Subject| !is_language(s);
    let last = told.and_then(<[Subject]>::last);
    match run {
        0 => (0, false),
        _ if taught => (run + 2, false),
        _ if in_language || (preposition && is(next, LANGUAGE)) => (run + 1, false),
        _ if preposition => (run, next.is_none()),
        _ if next.is_none() && last.is_some_and(no_language) => (run, true),
        _ if next.is_none() && last.is_some() && whole && are_short(&rest[..run]) => (run, true),
        _ => (0, false),
    }
}

/// Words of «(в) начальных классах» behind a subject, «бастауыш сыныптарда» before one.
fn primary(rest: &[&str], preposition: bool, earlier: bool, told: bool) -> usize {
    let named = is(rest.first(), PRIMARY) && is(rest.get(1), CLASSES);
    let ahead = rest.len() > 2 && rest.get(1).is_some_and(|w| w.ends_with("да") || w.ends_with("та"));
    if named && (told || (preposition && earlier) || ahead) { 2 } else { 0 }
}
