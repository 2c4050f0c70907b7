//! Kazakh and Russian names in Latin letters, back into Cyrillic.

/// Pairs of letters before single ones.
const LETTERS: [(&str, &str); 41] = [
    ("shch", "щ"),
    ("zh", "ж"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("kh", "х"),
    ("gh", "г"),
    ("ts", "ц"),
    ("ya", "я"),
    ("ia", "я"),
    ("yu", "ю"),
    ("yo", "е"),
    ("ye", "е"),
    ("aa", "а"),
    ("oo", "о"),
    ("ee", "и"),
    ("a", "а"),
    ("b", "б"),
    ("c", "к"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "ж"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "к"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "у"),
    ("x", "кс"),
    ("y", "ы"),
    ("z", "з"),
];

/// A folded word of Latin letters as the Cyrillic one that it stands for, as near as letters tell.
pub(crate) fn to_cyrillic(word: &str) -> String {
    let (mut rest, mut made) = (word, String::new());
    while let Some(first) = rest.chars().next() {
        let known = LETTERS.iter().find_map(|(latin, cyrillic)| Some((rest.strip_prefix(latin)?, *cyrillic)));
        match known {
            Some((after, cyrillic)) => {
                made.push_str(cyrillic);
                rest = after;
            }
            None => {
                made.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    made
}
