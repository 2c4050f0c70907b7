//! Texts that lost their Kazakh letters to a single-byte encoding, which leaves a `?` for each: `Жа?ат?рмыс`.

use super::fold::without_kazakh;

/// Stands for a lost letter while a text is folded: a letter that no list of today has and that folding keeps.
const LOST: char = 'ѣ';

/// True where a `?` stands at a letter, as no question does inside a word.
pub(crate) fn is_lossy(text: &str) -> bool {
    text.contains('?') && marked(text).contains(LOST)
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
    const KAZAKH: [char; 8] = ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ'];
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
