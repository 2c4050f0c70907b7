//! Words for languages of teaching.

use super::super::fold::fold;
use super::super::lost;
use super::kazakh;
use super::{fits, parts, without_brackets};
use crate::model::Language::{self, English, Kazakh, Russian, Tajik, Uyghur, Uzbek};

/// What a word tells. A beginning (`*`) may be followed by an ending, but not by another language: «казахскорусский».
const WORDS: &[(&[Language], &[&str])] = &[
    (
        &[Kazakh],
        &[
            "каз",
            "казах*",
            "казак*",
            "казахоязычн*",
            "к",
            "кз",
            "гос",
            "государств*",
            "мемл",
            "мемлекет*",
            "kazakh*",
            "kk",
            "kz",
            "kaz",
            "qazaq*",
        ],
    ),
    (&[Russian], &["рус", "русс", "русск*", "р", "о", "орыс*", "русскоязычн*", "russian*", "ru", "rus"]),
    (
        &[Kazakh, Russian],
        &[
            "смеш",
            "смешан*",
            "см",
            "аралас*",
            "двуязычн*",
            "араластил*",
            "билингв*",
            "mixed",
            "bilingual",
            "оба",
            "екеуи",
            "both",
            "ар",
        ],
    ),
    (&[Kazakh, Russian, English], &["трехъязычн*", "трехязычн*", "полиязычн*", "trilingual"]),
    (&[Uzbek], &["узб", "узбек*", "озбек*", "озб", "uzbek*", "uz"]),
    (&[Uyghur], &["уйг", "уйгур*", "уйгыр*", "уйгурск*", "uyghur", "uighur", "ug"]),
    (&[Tajik], &["тадж", "таджик*", "тажик*", "таж", "tajik", "tg"]),
    (&[English], &["англ", "анг", "английск*", "агылш*", "english", "en", "eng"]),
];

/// Phrases that are no sum of their words.
const PHRASES: &[(&[Language], &[&str])] = &[
    (&[Kazakh, Russian], &["кос тилди", "еки тилди", "еки тилде", "два языка", "на двух языках"]),
    (&[Kazakh, Russian, English], &["уш тилди", "уш тилде", "три языка", "на трех языках"]),
];

/// Words by a language that name none.
const AROUND: &[&str] = &[
    "",
    "в",
    "тилди",
    "язык",
    "языки",
    "языка",
    "языке",
    "языком",
    "языках",
    "яз",
    "тили",
    "тил",
    "тилинде",
    "тилдеринде",
    "тилдери",
    "тилде",
    "language",
    "languages",
    "на",
    "с",
    "и",
    "мен",
    "жане",
    "and",
    "обучения",
    "обучение",
    "преподавания",
    "классы",
    "класс",
    "школа",
    "отделение",
    "сынып",
    "сыныптар",
    "мектеп",
    "болим",
    "оку",
    "окыту",
    "я",
];

/// The longest ending of a beginning: «казах-скими».
const ENDING: usize = 6;

/// Languages of teaching that the cell names, the first first; none where a word of it is no language.
#[must_use]
pub fn languages(text: &str) -> Option<Vec<Language>> {
    let text = &lost::mended(text, kazakh::LANGUAGES.iter().copied());
    let folded = fold(text);
    let phrase = PHRASES.iter().find(|(_, phrases)| phrases.contains(&folded.as_str()));
    if let Some((found, _)) = phrase {
        return Some(found.to_vec());
    }
    let mut all = Vec::new();
    for part in parts(&without_brackets(text)) {
        // «?/о»: a language of one letter, which was lost.
        if part.chars().all(|c| c == '?') {
            return None;
        }
        for word in fold(part).split(' ').filter(|w| !AROUND.contains(w)) {
            for language in named(word)? {
                if !all.contains(language) {
                    all.push(*language);
                }
            }
        }
    }
    (!all.is_empty()).then_some(all)
}

fn named(word: &str) -> Option<&'static [Language]> {
    let is = |pattern: &&str| {
        let stem = pattern.trim_end_matches('*').chars().count();
        fits(word, pattern) && word.chars().count() <= stem + ENDING
    };
    WORDS.iter().find(|(_, patterns)| patterns.iter().any(is)).map(|(found, _)| *found)
}
