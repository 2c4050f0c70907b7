//! The words that people type into sheets for the closed lists of the model and for headings of columns, in Kazakh,
//! Russian and English: one file for each kind of word. Each table is folded once; what a person types is folded the
//! same way before it is looked up.

mod categories;
pub(crate) mod columns;
mod foreign;
mod kazakh;
mod languages;
mod nothing;
mod people;
mod role_words;
mod roles;
mod same;
mod schools;
mod subjects;
mod teaching;
pub(crate) mod topics;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use categories::category;
pub use languages::languages;
pub use nothing::{says_never, says_nobody, says_none};
pub use people::{grades, sex};
pub use roles::{role, teaches};
pub use same::says_same;
pub use schools::{locality, school_kind};
pub use subjects::{nearest_subjects, subjects};

use super::fold::fold;

/// Words between two subjects or languages, and between the halves of one.
const JOINERS: &[&str] = &["и", "мен", "жане", "пен", "бен", "and"];

type Table<T> = LazyLock<HashMap<String, T>>;

fn table<T: Copy>(lines: &[(T, &str)]) -> HashMap<String, T> {
    let pairs = lines.iter().flat_map(|(value, words)| words.split('|').map(move |w| (fold(w), *value)));
    pairs.collect()
}

/// True where the word is the pattern, or begins as it where the pattern ends with `*`.
fn fits(word: &str, pattern: &str) -> bool {
    pattern.strip_suffix('*').map_or(word == pattern, |stem| word.starts_with(stem))
}

/// What separates several values in one cell.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '/', '\\', '+', '\n', '&', '|']).map(str::trim).filter(|p| !p.is_empty())
}

/// The text without what stands in brackets.
pub(crate) fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|c| match c {
        '(' | '[' => {
            depth += 1;
            false
        }
        ')' | ']' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    kept.collect()
}
