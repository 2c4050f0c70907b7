//! Makes texts that people take for the same become the same, for matching and for search: case, spaces, quotation
//! marks, dashes, number signs, Latin letters that look Cyrillic, and Kazakh letters that Russian keyboards lack.

use std::cell::RefCell;
use std::collections::HashMap;

use super::grid::is_space;

/// Texts whose folded form is remembered at a time. A list says the same regions, subjects and roles in row after row,
/// and every row is looked at from many sides.
const REMEMBERED: usize = 4096;
/// A longer text is rare and a remark.
const LONGEST: usize = 200;

thread_local! {
    static FOLDED: RefCell<HashMap<String, String>> = RefCell::new(HashMap::new());
}

/// Words of the text in their folded form, one space apart.
///
/// Lower case; quotation marks and punctuation gone; dashes are word breaks; `№`, and `N`, `No`, `Nr` before digits,
/// gone; ё = е; ә = а, ғ = г, қ = к, ң = н, ө = о, ұ ү = у, і = и, һ = х; Latin look-alikes inside Cyrillic words
/// become Cyrillic and the reverse.
///
/// ```
/// use orken_core::import::fold;
/// assert_eq!(fold("«COШ»  №44\u{a0}с. Ақсу"), fold("сош 44 с.Аксу"));
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if let Some(folded) = fold_cyrillic(text) {
        return folded;
    }
    if text.len() > LONGEST {
        return fold_anew(text);
    }
    FOLDED.with_borrow_mut(|known| {
        if let Some(folded) = known.get(text) {
            return folded.clone();
        }
        let folded = fold_anew(text);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert(text.to_owned(), folded.clone());
        folded
    })
}

/// What most names are: Cyrillic letters and what parts words. Nothing in them is another script's or a number's, so a
/// letter at a time does.
fn fold_cyrillic(text: &str) -> Option<String> {
    let mut folded = String::with_capacity(text.len());
    let mut breaks = false;
    for c in text.chars() {
        let letter = match c {
            'а'..='я' => c,
            'ё' | 'Ё' => 'е',
            'А'..='Я' => lower(c)?,
            'Ә' | 'ә' | 'Ғ' | 'ғ' | 'Қ' | 'қ' | 'Ң' | 'ң' | 'Ө' | 'ө' | 'Ұ' | 'ұ' | 'Ү' | 'ү' | 'І' | 'і' | 'Һ'
            | 'һ' => without_kazakh(c.to_lowercase().next()?),
            ' ' | '-' | '.' | ',' | '\'' | '"' | '(' | ')' | '«' | '»' => {
                breaks = true;
                continue;
            }
            _ => return None,
        };
        if breaks && !folded.is_empty() {
            folded.push(' ');
        }
        breaks = false;
        folded.push(letter);
    }
    Some(folded)
}

fn fold_anew(text: &str) -> String {
    let strict = fold_strict(text);
    let plain: String = strict.chars().map(without_kazakh).collect();
    // Without its Kazakh letters a word may be one of look-alikes: «bҮ».
    if plain != strict && plain.bytes().any(|b| b.is_ascii_alphabetic()) {
        return fold_strict(&plain).chars().map(without_kazakh).collect();
    }
    plain
}

/// As [`fold`], but Kazakh letters stay apart from the Russian ones that stand in for them.
#[must_use]
pub fn fold_strict(text: &str) -> String {
    let (mut folded, mut settled) = fold_once(text);
    // Parting letters from digits can leave a single letter whose script its new neighbours decide.
    for _ in 0..3 {
        if settled {
            break;
        }
        let (again, calm) = fold_once(&folded);
        settled = calm || again == folded;
        folded = again;
    }
    folded
}

/// Folds once; true where folding again can change nothing: no word was parted or dropped, and nothing is Latin.
fn fold_once(text: &str) -> (String, bool) {
    let has_cyrillic = text.chars().any(is_cyrillic);
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut parted = false;
    for c in text.chars() {
        if is_letter_or_digit(c) || is_mark(c) {
            word.push(c);
        } else if !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{00ad}') {
            parted |= flush(&mut word, &mut words, has_cyrillic);
        }
    }
    parted |= flush(&mut word, &mut words, has_cyrillic);
    let before = words.len();
    drop_number_words(&mut words);
    let folded = words.join(" ");
    let settled = !parted && words.len() == before && !folded.bytes().any(|b| b.is_ascii_alphabetic());
    (folded, settled)
}

/// The text with single spaces, none around it, and Latin look-alikes inside Cyrillic words made Cyrillic:
/// what is kept of a name. Nothing that can be seen changes but the spaces.
#[must_use]
pub fn tidy(text: &str) -> String {
    let has_cyrillic = text.chars().any(is_cyrillic);
    let words = text.split(is_space).filter(|w| !w.is_empty());
    let tidied = words.map(|w| {
        if !mixes_scripts(w) {
            return w.to_owned();
        }
        let pieces = w.split_inclusive(|c: char| !c.is_alphabetic() && !is_mark(c));
        pieces.map(|p| if mixes_scripts(p) { one_script(p, has_cyrillic) } else { p.to_owned() }).collect::<String>()
    });
    tidied.collect::<Vec<_>>().join(" ")
}

/// True where the word was parted.
fn flush(word: &mut String, words: &mut Vec<String>, has_cyrillic: bool) -> bool {
    if word.is_empty() {
        return false;
    }
    let one = one_script(word, has_cyrillic);
    word.clear();
    let mut folded = String::with_capacity(one.len());
    let mut take = |c: char| {
        match c {
            'ё' => folded.push('е'),
            // A letter typed as its base and a mark: breve makes й, the rest makes no difference.
            '\u{306}' if folded.ends_with('и') => {
                folded.pop();
                folded.push('й');
            }
            c if is_mark(c) => {}
            c => folded.push(c),
        }
    };
    for c in one.chars() {
        match lower(c) {
            Some(c) => take(c),
            None => c.to_lowercase().for_each(&mut take),
        }
    }
    let before = words.len();
    split_number_sign(&folded, words);
    words.len() > before + 1
}

/// Most letters of lists by arithmetic: the tables of Unicode cost most of the time of an import.
const fn lower(c: char) -> Option<char> {
    match c {
        '\0'..='\x7f' => Some(c.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(c as u32 + 32),
        'а'..='я' => Some(c),
        _ => None,
    }
}

fn is_letter_or_digit(c: char) -> bool {
    matches!(c, 'А'..='я') || if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() }
}

/// `n44`, `no44`, `44шк`: digits and letters are words of their own.
fn split_number_sign(word: &str, words: &mut Vec<String>) {
    let mut piece = String::new();
    for c in word.chars() {
        let breaks = piece.chars().last().is_some_and(|p| p.is_ascii_digit() != c.is_ascii_digit());
        if breaks {
            words.push(std::mem::take(&mut piece));
        }
        piece.push(c);
    }
    if !piece.is_empty() {
        words.push(piece);
    }
}

/// Drops what stands for `№` before a number.
fn drop_number_words(words: &mut Vec<String>) {
    let before_digits: Vec<bool> = (0..words.len())
        .map(|i| words.get(i + 1).is_some_and(|w| w.starts_with(|c: char| c.is_ascii_digit())))
        .collect();
    let mut at = 0;
    words.retain(|w| {
        let drop = before_digits[at] && matches!(w.as_str(), "n" | "no" | "nr" | "номер" | "номери");
        at += 1;
        !drop
    });
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn mixes_scripts(word: &str) -> bool {
    word.chars().any(is_cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic())
}

/// The word in one script where look-alikes are the only reason that it has two; a whole word of look-alikes follows
/// the text that it stands in.
fn one_script(word: &str, in_cyrillic_text: bool) -> String {
    let latin: Vec<char> = word.chars().filter(char::is_ascii_alphabetic).collect();
    if latin.is_empty() {
        return word.to_owned();
    }
    let cyrillic = word.chars().any(is_cyrillic);
    if (cyrillic || in_cyrillic_text) && latin.iter().all(|&c| to_cyrillic(c).is_some()) {
        return word.chars().map(|c| to_cyrillic(c).unwrap_or(c)).collect();
    }
    if cyrillic && word.chars().filter(|&c| is_cyrillic(c)).all(|c| to_latin(c).is_some()) {
        return word.chars().map(|c| to_latin(c).unwrap_or(c)).collect();
    }
    word.to_owned()
}

/// The Cyrillic letter that looks like this Latin one.
const fn to_cyrillic(c: char) -> Option<char> {
    Some(match c {
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'I' => 'І',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        'Y' => 'У',
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'h' => 'һ',
        'i' => 'і',
        'k' => 'к',
        'm' => 'м',
        'o' => 'о',
        'p' => 'р',
        't' => 'т',
        'x' => 'х',
        'y' => 'у',
        _ => return None,
    })
}

/// The Latin letter that looks like this Cyrillic one.
const fn to_latin(c: char) -> Option<char> {
    Some(match c {
        'А' => 'A',
        'В' => 'B',
        'С' => 'C',
        'Е' => 'E',
        'Н' => 'H',
        'І' => 'I',
        'К' => 'K',
        'М' => 'M',
        'О' => 'O',
        'Р' => 'P',
        'Т' => 'T',
        'Х' => 'X',
        'У' => 'Y',
        'а' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' => 'i',
        'о' => 'o',
        'р' => 'p',
        'х' => 'x',
        'у' => 'y',
        _ => return None,
    })
}

/// The Russian letter that is typed where a keyboard lacks the Kazakh one.
#[must_use]
pub const fn without_kazakh(c: char) -> char {
    match c {
        'ә' => 'а',
        'ғ' => 'г',
        'қ' => 'к',
        'ң' => 'н',
        'ө' => 'о',
        'ұ' | 'ү' => 'у',
        'і' => 'и',
        'һ' => 'х',
        other => other,
    }
}

/// Edits (one letter put in, left out or changed, or two neighbours swapped) that turn one text into the other;
/// `limit + 1` as soon as there are more than `limit`. Damerau–Levenshtein in its restricted form.
#[must_use]
pub fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let (mut before, mut above): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        if row.iter().min().is_some_and(|&m| m > limit) {
            return limit + 1;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0).min(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The short way says what the long one says, or nothing.
    #[test]
    fn cyrillic_names_fold_alike_both_ways() {
        let letters: Vec<char> = "аЯёЁәҒқҢөҰүІһ -.,'\"()«»ъЙий".chars().collect();
        let mut at: usize = 7;
        for length in 0..600 {
            let text: String = (0..length % 24)
                .map(|_| {
                    at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    letters[(at >> 33) % letters.len()]
                })
                .collect();
            assert_eq!(fold_cyrillic(&text), Some(fold_anew(&text)), "{text:?}");
        }
        for other in ["Aбай", "№ 5", "Абай1", "Цой\u{a0}А"] {
            assert_eq!(fold_cyrillic(other), None, "{other:?}");
        }
    }
}
