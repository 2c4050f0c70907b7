//! Words for qualification categories.

use std::sync::LazyLock;

use super::super::fold::fold;
use super::super::lost;
use super::kazakh;
use super::{Table, fits, table, without_brackets};
use crate::model::Category;

/// Categories that are told by a word: the word may be cut, and «педагог» may stand by it.
const WORDS: &[(Category, &[&str])] = &[
    (Category::NoCategory, &["без", "б", "бк", "нет", "жок", "не", "санатсыз", "категориясыз", "no", "none"]),
    (Category::Trainee, &["стажер*", "стажор*", "тагыл*", "trainee", "intern"]),
    (Category::Moderator, &["м", "мод", "модер*", "модир*", "модр*", "moder*"]),
    (Category::Expert, &["э", "эксп*", "екс*", "экс*", "с", "сарап*", "expert"]),
    (Category::Researcher, &["и", "исл*", "иссл*", "з", "зерт*", "research*"]),
    (Category::Master, &["мастер", "маст", "ш", "шебер", "master"]),
];

/// Words by a category that name none.
const TEACHERS: &[&str] = &["педагог", "пед", "п", "учитель", "учит", "мугалим", "teacher", "pedagog", "pedagogue"];

/// Those of them that alone are a category.
const PEDAGOGUE: &[&str] = &["педагог", "пед", "pedagog", "pedagogue", "teacher"];

/// The categories of before 2018: beside one of today's they may be left aside, alone they are none.
const OLD: &[&str] = &["высш*", "перв*", "втор*", "жогары", "биринши", "екинши"];

/// Words, besides figures, that say since when or by which order.
const AROUND: &[&str] = &[
    "категория",
    "категории",
    "категорий",
    "категориясы",
    "категор",
    "катег",
    "кат",
    "к",
    "имеет",
    "имеется",
    "присвоена",
    "квалификация",
    "квалификационная",
    "санаты",
    "санат",
    "санатты",
    "category",
    "приказ",
    "приказа",
    "пр",
    "от",
    "с",
    "до",
    "года",
    "год",
    "г",
    "гг",
    "срок",
    "действует",
    "действ",
    "действителен",
    "буйрык",
    "жыл",
    "жылы",
    "жылгы",
    "ж",
    "дейин",
    "мерзими",
];

/// Categories of heads and deputies, and names that must be whole.
static WHOLE: Table<Category> = LazyLock::new(|| {
    use Category::*;
    table(&[
        (
            NoCategory,
            "без категории|б к|бк|нет|нет категории|не имеет|отсутствует|санатсыз|санаты жоқ|жоқ|no category|none|no|0",
        ),
        (Pedagogue, "педагог|учитель педагог|педагог категориясы|pedagogue|teacher|pedagog"),
        (HeadOrganiser, "руководитель организатор|басшы ұйымдастырушы|head organiser|head organizer"),
        (HeadManager, "руководитель менеджер|басшы менеджер|head manager"),
        (HeadLeader, "руководитель лидер|басшы көшбасшы|басшы лидер|head leader"),
        (
            DeputyThird,
            "заместитель руководителя третьей категории|зам руководителя 3 категории|заместитель руководителя 3 категории|басшының үшінші санатты орынбасары|басшы орынбасары 3 санат|deputy third category",
        ),
        (
            DeputySecond,
            "заместитель руководителя второй категории|зам руководителя 2 категории|заместитель руководителя 2 категории|басшының екінші санатты орынбасары|басшы орынбасары 2 санат|deputy second category",
        ),
        (
            DeputyFirst,
            "заместитель руководителя первой категории|зам руководителя 1 категории|заместитель руководителя 1 категории|басшының бірінші санатты орынбасары|басшы орынбасары 1 санат|deputy first category",
        ),
    ])
});

/// Qualification category, also with the year or the order that gave it.
#[must_use]
pub fn category(text: &str) -> Option<Category> {
    let text = &lost::mended(text, kazakh::CATEGORIES.iter().copied());
    let folded = fold(text);
    let short: Vec<&str> = folded.split(' ').filter(|w| !matches!(*w, "квалификационной" | "кв")).collect();
    let known = WHOLE.get(&short.join(" ")).copied().or_else(|| by_words(&folded));
    // «педагог (1 категория)» is an old category of a pedagogue: what stands apart may only be left aside if it is none.
    let apart = || !folded.split(' ').any(is_category_word);
    known.or_else(|| {
        if !apart() {
            return None;
        }
        let bare = fold(&without_brackets(text));
        let before = text.split([',', ';', '(']).next().map(fold).unwrap_or_default();
        let whole = |text: &String| WHOLE.get(text).copied();
        whole(&bare).or_else(|| by_words(&bare)).or_else(|| whole(&before)).or_else(|| by_words(&before))
    })
}

/// The one category that all the words tell.
fn by_words(folded: &str) -> Option<Category> {
    let is_figure = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    let all: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
    // «1 категории»: the categories of before 2018.
    let is_old = |w: &[&str]| {
        (w[0].len() == 1 && is_figure(w[0]) && is_category_word(w[1]))
            || (w[1].len() == 1 && is_figure(w[1]) && is_category_word(w[0]))
    };
    if all.windows(2).any(is_old) {
        return None;
    }
    let count = all.len();
    let words: Vec<&str> = all.into_iter().filter(|w| !is_figure(w)).collect();
    let (mut found, mut pedagogue, mut old) = (None, false, false);
    for (at, &word) in words.iter().enumerate() {
        if TEACHERS.contains(&word) {
            pedagogue |= PEDAGOGUE.contains(&word);
            continue;
        }
        let named = WORDS.iter().find(|(_, patterns)| patterns.iter().any(|p| fits(word, p)));
        // A single letter stands for a category only in «п-м» and the like: «педагог (с 2021 г.)» is no expert.
        let short = word.chars().count() == 1 && word != "б";
        let after_teacher = at == 1 && count == 2 && TEACHERS.contains(&words[0]);
        match named {
            Some((category, _)) if (!short || after_teacher) && found.is_none_or(|f| f == *category) => {
                found = Some(*category);
            }
            _ if AROUND.contains(&word) => {}
            _ if OLD.iter().any(|p| fits(word, p)) => old = true,
            _ => return None,
        }
    }
    match found {
        Some(Category::NoCategory) | None if old => None,
        found => found.or(pedagogue.then_some(Category::Pedagogue)),
    }
}

fn is_category_word(word: &str) -> bool {
    word.starts_with("кат") || word.starts_with("санат") || word == "category"
}
