//! Whether a cell that should name one person names more.

use super::district_words::{says_city, says_district};
use super::fold::{distance, fold};
use super::header::field_called;
use super::latin::to_cyrillic;
use super::names::is_named_school;
use super::synonyms;

/// What a word of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A surname, a given name or a patronymic.
    Word,
    /// One letter or more with points.
    Initials,
    /// «кызы», «оглы».
    Particle,
    Other,
}

/// True for «Иванова А. П., Петрова С. М.», also on two lines, numbered, or one right behind the other. One person in two
/// scripts, or with initials and in full, is one.
pub(super) fn are_people(text: &str) -> bool {
    if text.split_whitespace().count() < 3 || is_plain_name(text) {
        return false;
    }
    let outside = synonyms::without_brackets(text);
    let small = !text.chars().any(char::is_uppercase);
    let people_in =
        |text: &str| -> Vec<Named> { parts(text, small).into_iter().filter_map(|part| person(&part, small)).collect() };
    let people = people_in(&outside);
    let differ = |(at, one): (usize, &Named)| people[at + 1..].iter().any(|other| !may_be_one(one, other));
    // In brackets the same person may stand with another surname.
    let inside =
        text.split('(').skip(1).filter_map(|part| part.split_once(')')).flat_map(|(inside, _)| people_in(inside));
    let inside: Vec<Named> = inside.collect();
    let others = || inside.iter().any(|one| people.iter().all(|known| !known.may_be_called(one, 1)));
    people.iter().enumerate().any(differ) || (!people.is_empty() && others()) || follow_each_other(&outside)
}

/// True for up to four words with capitals and nothing between them: what most names are, and never two.
fn is_plain_name(text: &str) -> bool {
    const MOST: usize = 4;
    let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '-');
    let plain = |word: &str| word.starts_with(char::is_uppercase) && letters(word) && word.chars().nth(1).is_some();
    let words = || text.split([' ', '\u{a0}']).filter(|word| !word.is_empty());
    words().count() <= MOST && words().all(plain)
}

/// True for «Иванова, Петрова» beside «Анна, Вера».
pub(super) fn are_people_in_two_cells(surname: &str, given: &str) -> bool {
    let count = |text: &str| {
        let parts: Vec<&str> = text.split([',', ';', '\n', '/']).map(str::trim).filter(|p| !p.is_empty()).collect();
        let words = parts.iter().all(|p| p.split_whitespace().all(|w| kind(w, false) == Kind::Word));
        if words { parts.len() } else { 0 }
    };
    are_people(surname) || (count(surname) > 1 && count(given) > 1)
}

/// The text in parts: between marks, figures, words that join, and others that are no names («и.о.», «вместо»). What follows
/// a word for a place is no person.
fn parts(text: &str, small: bool) -> Vec<String> {
    const PLACES: [&str; 12] = ["г", "с", "п", "а", "ул", "пос", "село", "аул", "город", "мкр", "им", "имени"];
    const MARKS: [char; 11] = [',', ';', '\n', '\r', '/', '\\', '+', '&', '|', '•', ')'];
    const JOINING: [&str; 5] = ["и", "және", "мен", "пен", "and"];
    let is_break = |c: char| MARKS.contains(&c) || c.is_ascii_digit();
    let mut parts = Vec::new();
    for piece in text.split(is_break) {
        let mut part: Vec<&str> = Vec::new();
        for word in piece.split_whitespace() {
            let aside = !small && kind(word, small) == Kind::Other && word.starts_with(char::is_lowercase);
            if PLACES.contains(&fold(word).as_str()) && word.starts_with(char::is_lowercase) {
                parts.push(std::mem::take(&mut part).join(" "));
                part.push(word);
            } else if JOINING.contains(&word) || aside {
                parts.push(std::mem::take(&mut part).join(" "));
            } else {
                part.push(word);
            }
        }
        parts.push(part.join(" "));
    }
    parts
}

/// What a word of a name is; of one without capitals, if all of the text is `small`.
fn kind(word: &str, small: bool) -> Kind {
    const PARTICLES: [&str; 6] = ["кызы", "гызы", "улы", "оглы", "оглу", "би"];
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.' | '\u{301}'));
    let large = small || word.starts_with(char::is_uppercase);
    let capitals = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if !plain || letters == 0 {
        Kind::Other
    } else if PARTICLES.contains(&fold(word).as_str()) {
        Kind::Particle
    } else if large && (letters == 1 || (word.contains('.') && letters <= 3 && (capitals || small))) {
        Kind::Initials
    } else if large && !word.trim_end_matches('.').contains('.') {
        Kind::Word
    } else {
        Kind::Other
    }
}

/// The name of a person by sound: initials are words of one letter.
struct Named {
    words: Vec<String>,
    latin: bool,
}

/// The person that a part names.
fn person(part: &str, small: bool) -> Option<Named> {
    let part = part.trim_start_matches(|c: char| !c.is_alphabetic());
    let words: Vec<&str> = part.split_whitespace().collect();
    let kinds: Vec<Kind> = words.iter().map(|w| kind(w, small)).collect();
    let count = |wanted: Kind| kinds.iter().filter(|k| **k == wanted).count();
    let named = count(Kind::Word) > 1 || (count(Kind::Word) == 1 && count(Kind::Initials) > 0);
    if !named || count(Kind::Other) > 0 || is_something_else(part) {
        return None;
    }
    let latin = part.bytes().all(|b| b.is_ascii());
    let plain = |word: &str| -> String {
        let folded = if latin { to_cyrillic(&fold(word)) } else { fold(word) };
        let sounds = folded.chars().filter(|c| !matches!(c, 'ь' | 'ъ'));
        sounds.map(|c| if matches!(c, 'ы' | 'й') { 'и' } else { c }).collect()
    };
    let spelt = |(word, kind): (&&str, &Kind)| match kind {
        Kind::Initials => word.chars().filter(|c| c.is_alphabetic()).map(|c| plain(&c.to_string())).collect(),
        _ => vec![plain(word)],
    };
    Some(Named { words: words.iter().zip(&kinds).flat_map(spelt).collect(), latin })
}

/// A post, a subject, a school or a place in the cell of a name, or a word for one of them.
fn is_something_else(part: &str) -> bool {
    let folded = fold(part);
    synonyms::role(part).is_some()
        || synonyms::subjects(part).is_some()
        || is_named_school(part)
        || says_district(&folded)
        || (says_city(&folded) && part.contains("г."))
        || part.split_whitespace().any(|word| word.chars().count() > 2 && field_called(word).is_some())
}

/// True where the two may be one person: the same surname and given name, whole or by its initial, in Latin letters nearly.
fn may_be_one(one: &Named, other: &Named) -> bool {
    one.may_be_called(other, 0) && one.may_be_called(other, 1)
}

impl Named {
    /// True where the word at this place is the other's, or one has none there.
    fn may_be_called(&self, other: &Self, at: usize) -> bool {
        const SLIPS: usize = 2;
        let near = |a: &String, b: &String| {
            a == b
                || (a.chars().count() == 1 && b.starts_with(a.as_str()))
                || (b.chars().count() == 1 && a.starts_with(b.as_str()))
                || (self.latin != other.latin && distance(a, b, SLIPS) <= SLIPS)
        };
        self.words.get(at).zip(other.words.get(at)).is_none_or(|(a, b)| near(a, b))
    }
}

/// «Иванова А. П. Петрова С. М.», «Иванова Анна Петровна Ким Вера»: two people with nothing between them.
fn follow_each_other(text: &str) -> bool {
    const PATRONYMICS: [&str; 6] = ["вна", "вич", "кызы", "улы", "ична", "инична"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let kinds: Vec<Kind> = words.iter().map(|w| kind(w, false)).collect();
    let runs = |wanted: Kind| {
        let starts = |at: &usize| kinds[*at] == wanted && (*at == 0 || kinds[at - 1] != wanted);
        (0..kinds.len()).filter(starts).count()
    };
    let plain = kinds.iter().all(|k| matches!(k, Kind::Word | Kind::Initials));
    if plain && runs(Kind::Initials) > 1 && runs(Kind::Word) > 1 {
        return true;
    }
    let ends = |word: &&str| {
        let folded = fold(word);
        PATRONYMICS.iter().any(|ending| folded.ends_with(ending) && folded != *ending)
    };
    kinds.iter().all(|k| *k == Kind::Word) && words.len() >= 5 && words.get(2).is_some_and(ends)
}
