//! Texts that lost their Kazakh letters to a single-byte encoding, which leaves a `?` for each: `Жа?ат?рмыс`.

use std::borrow::Cow;

use super::fold::{fold, fold_strict, without_kazakh};

/// Stands for a lost letter while a text is folded: a letter that no list of today has and that folding keeps.
const LOST: char = 'ѣ';

/// Letters that the encodings of Russian lack. They do hold `і`.
const KAZAKH: [char; 8] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ'];

/// True where a `?` stands at a letter, as no question does inside a word.
pub(crate) fn is_lossy(text: &str) -> bool {
    text.contains('?') && marked(text).contains(LOST)
}

/// True where a `?` stands before a letter: one at a word's end may be a question.
pub(crate) fn is_within(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(2).any(|w| w[0] == '?' && w[1].is_alphabetic())
}

/// The text with marks where it lost a letter inside a word: what is left without them may be another word.
pub(crate) fn marked_within(text: &str) -> Cow<'_, str> {
    if is_within(text) { Cow::Owned(marked(text)) } else { Cow::Borrowed(text) }
}

/// The text with a letter for every `?` beside a letter or beside another such `?`.
pub(crate) fn marked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic() || *c == '?');
    let beside = |i: usize| is_word(chars.get(i + 1)) || (i > 0 && is_word(chars.get(i - 1)));
    chars.iter().enumerate().map(|(i, c)| if *c == '?' && beside(i) { LOST } else { *c }).collect()
}

/// True where the folded text with marks is the folded text without: a mark stands for one folded Kazakh letter.
pub(crate) fn fits(marked: &str, whole: &str) -> bool {
    let may_be = |c: char| KAZAKH.iter().any(|k| without_kazakh(*k) == c);
    marked.chars().count() == whole.chars().count()
        && marked.chars().zip(whole.chars()).all(|(m, w)| m == w || (m == LOST && may_be(w)))
}

/// True where every word with marks is one of the words without, each once, in any order.
pub(crate) fn all_fit(marked: &[String], whole: &[String]) -> bool {
    let mut left: Vec<&String> = whole.iter().collect();
    // Words that lost nothing first: they leave no choice.
    let mut wanted: Vec<&String> = marked.iter().collect();
    wanted.sort_by_key(|w| w.chars().filter(|c| *c == LOST).count());
    marked.len() == whole.len()
        && wanted.into_iter().all(|w| {
            let at = left.iter().position(|l| fits(w, l));
            at.map(|at| left.swap_remove(at)).is_some()
        })
}

/// The text with the known word for every word that lost letters and that exactly one of them fits; the rest stays.
/// Known words are spelt in Kazakh letters; `*` ends a word's beginning.
pub(crate) fn mended<'a>(text: &'a str, known: impl Iterator<Item = &'a str> + Clone) -> Cow<'a, str> {
    if !is_lossy(text) {
        return Cow::Borrowed(text);
    }
    let is_word = |c: char| c.is_alphabetic() || c == '?';
    let (mut made, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(start) = rest.find(is_word) {
        let (before, tail) = rest.split_at(start);
        let (word, after) = tail.split_at(tail.find(|c| !is_word(c)).unwrap_or(tail.len()));
        made.push_str(before);
        made.push_str(&the_word(word, known.clone()).unwrap_or_else(|| word.to_owned()));
        rest = after;
    }
    made.push_str(rest);
    Cow::Owned(made)
}

/// The one known word that a word which lost letters may be.
fn the_word<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let marked = is_lossy(word).then(|| fold(&marked(word)))?;
    let mut fitting = known.filter_map(|k| stands_for(&marked, k));
    let first = fitting.next()?;
    fitting.all(|other| other == first).then_some(first)
}

/// The known word, or its beginning with the ending that the word has, folded: if the word with marks may stand for it.
fn stands_for(marked: &str, known: &str) -> Option<String> {
    let beginning = fold_strict(known.trim_end_matches('*'));
    let length = beginning.chars().count();
    let fits = |(m, k): (char, char)| if m == LOST { KAZAKH.contains(&k) } else { m == without_kazakh(k) };
    let ending: String = marked.chars().skip(length).collect();
    let whole = ending.is_empty() || known.ends_with('*');
    (whole && marked.chars().count() >= length && marked.chars().zip(beginning.chars()).all(fits))
        .then(|| fold(&format!("{beginning}{}", ending.replace(LOST, ""))))
}
