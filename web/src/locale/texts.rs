//! The texts themselves: a file for each language, fetched when that language is first wanted.

use std::cell::OnceCell;

use super::file::entry;
use super::{BUILT_IN, KEYS, Key, Lang};
use crate::effects::fetch;

/// The texts of a language by key, and the keys' codes, both in the order of [`Key`].
struct Texts {
    codes: Vec<&'static str>,
    texts: Vec<&'static str>,
}

thread_local! {
    static TEXTS: [OnceCell<Texts>; 3] = const { [const { OnceCell::new() }; 3] };
}

/// Takes in a language's file. False where it isn't the file that this page was built with. The texts stay for as long
/// as the page does.
pub(crate) fn install(lang: Lang, source: &str) -> bool {
    let mut entries: Vec<(&'static str, &'static str)> = Vec::with_capacity(KEYS.len());
    for (code, text) in source.lines().filter_map(entry) {
        entries.push((String::from(code).leak(), text.leak()));
    }
    entries.sort_unstable_by_key(|(code, _)| *code);
    let whole = entries.len() == KEYS.len();
    if whole {
        let (codes, texts) = entries.into_iter().unzip();
        // Installed twice: the first stays.
        let _ = TEXTS.with(|all| all[lang.index()].set(Texts { codes, texts }));
    }
    whole
}

/// Whether a language's texts are there.
pub(super) fn known(lang: Lang) -> bool {
    TEXTS.with(|all| all[lang.index()].get().is_some())
}

/// Fetches a language's file, unless it is there. False where it didn't come.
pub(super) async fn load(lang: Lang) -> bool {
    if known(lang) {
        return true;
    }
    let source = fetch::named(&format!("orken-texts-{}", lang.code())).await;
    source.is_some_and(|source| install(lang, &source))
}

/// The text of a key. Until its language is there, the few English ones that say so.
pub(super) fn text(key: Key, lang: Lang) -> &'static str {
    let fetched = TEXTS.with(|all| all[lang.index()].get().and_then(|t| t.texts.get(key as usize).copied()));
    fetched.or_else(|| BUILT_IN.iter().find(|(k, _)| *k == key).map(|(_, text)| *text)).unwrap_or_default()
}

/// The key with this code, in any language that is there.
pub(super) fn key(code: &str) -> Option<Key> {
    TEXTS.with(|all| {
        let codes = &all.iter().find_map(OnceCell::get)?.codes;
        KEYS.get(codes.binary_search(&code).ok()?).copied()
    })
}
