//! Keys under which names of schools that mean the same come together, from the strictest to the loosest. A looser key
//! is asked only where the stricter ones found nothing, and never decides between two. Names that a key brings together
//! are parted again where they say different things: other initials, a village and a town.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{fold, fold_strict};
use super::lost;
use super::school_words::{FILLERS, SURNAMES, Settlement, TYPES, settlement};
use crate::model::SchoolKind;

/// What a name says besides its keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// First letters of given names, by sound.
    initials: Vec<char>,
    settlements: Vec<Settlement>,
}

impl Marks {
    /// True unless the two say different things.
    pub(crate) fn agree(&self, other: &Self) -> bool {
        fn meet<T: PartialEq>(one: &[T], other: &[T]) -> bool {
            one.is_empty() || other.is_empty() || one.iter().any(|x| other.contains(x))
        }
        meet(&self.initials, &other.initials) && meet(&self.settlements, &other.settlements)
    }
}

/// What a school's name says: its type, its words without fillers, and its marks.
struct Parsed {
    kind: &'static str,
    words: Vec<String>,
    /// The place among the words of a given name in full («имени Мухтара Ауэзова»).
    given: Option<usize>,
    marks: Marks,
}

/// Beginnings of Kazakh words for schools.
const SCHOOL_WORDS: [&str; 6] = ["мектеп", "мектеб", "гимнази", "лице", "жббм", "колледж"];

/// The name without the offices that the school is under.
fn without_office(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    // «… облысы білім басқармасының … ауданы бойынша білім бөлімінің» stands before the name.
    let genitive = |w: &str| matches!(w, "болиминин" | "баскармасынын" | "акимдигинин");
    // «… білім бөлімі № 5 орта мектебі», but not «№ 5 орта мектебі, … білім бөлімі».
    let is_school = |w: &&str| SCHOOL_WORDS.iter().any(|s| w.starts_with(s));
    let before =
        |i: usize| i > 0 && words[i] == "болими" && words[i - 1] == "билим" && words[i..].iter().any(is_school);
    let after = (0..words.len()).rev().find(|i| genitive(words[*i]) || before(*i)).map_or(0, |i| i + 1);
    // «… отдела образования по … району» stands after it.
    let office = words.windows(2).position(|w| w[0].starts_with("отдел") && w[1] == "образования");
    let until =
        office.or_else(|| words.iter().position(|w| matches!(*w, "акимата" | "управления"))).unwrap_or(words.len());
    if after < until { words[after..until].join(" ") } else { folded.to_owned() }
}

/// Words, and the type that they name.
type Phrase = (Vec<&'static str>, &'static str);

/// Phrases of [`TYPES`] by their first word, the longest first.
static PHRASES: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_first: HashMap<_, Vec<(Vec<_>, _)>> = HashMap::new();
    for (phrase, code) in TYPES {
        let words: Vec<&str> = phrase.split(' ').collect();
        by_first.entry(words[0]).or_default().push((words, *code));
    }
    by_first.values_mut().for_each(|all| all.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    by_first
});

fn parse(name: &str) -> Parsed {
    let text = without_office(&fold(name));
    let singles = singles(name);
    let all: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let (mut kind, mut words, mut at, mut given) = ("", Vec::new(), 0, None);
    let given_at = given_name(&all);
    while at < all.len() {
        let phrases = PHRASES.get(all[at]).map_or(&[][..], Vec::as_slice);
        match phrases.iter().find_map(|(phrase, code)| Some((phrase_at(&all[at..], phrase)?, code))) {
            Some((length, code)) => {
                // The first type found names it; a bare "школа" besides adds nothing.
                if kind.is_empty() || kind == "школа" {
                    kind = code;
                }
                // «жалпы білім беретін № 5 мектеп»
                words.extend(all[at..at + length].iter().filter(|w| is_number(w)).map(|w| (*w).to_owned()));
                at += length;
            }
            // «№ 44а»: the letter is of the number.
            None if singles.lettered.iter().any(|(n, l)| *n == all[at] && all.get(at + 1) == Some(&l.as_str())) => {
                words.push(all[at..at + 2].concat());
                at += 2;
            }
            None => {
                if !FILLERS.contains(&all[at]) {
                    given = if given_at == Some(at) { Some(words.len()) } else { given };
                    words.push(all[at].to_owned());
                }
                at += 1;
            }
        }
    }
    let mut marks = singles.marks;
    marks.settlements.extend(all.iter().filter_map(|w| settlement(w)));
    Parsed { kind, words, given, marks }
}

/// How many words the phrase takes here, a number inside it with them.
fn phrase_at(words: &[&str], phrase: &[&str]) -> Option<usize> {
    if words.starts_with(phrase) {
        return Some(phrase.len());
    }
    let number = words.iter().position(|w| is_number(w)).filter(|at| (1..phrase.len()).contains(at))?;
    let around = words.get(number + 1..phrase.len() + 1)?;
    (words[..number] == phrase[..number] && *around == phrase[number..]).then_some(phrase.len() + 1)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Where a given name stands in full: before a surname, after «имени» or before «атындағы».
fn given_name(all: &[&str]) -> Option<usize> {
    let is_name = |w: &&str| w.chars().count() > 2 && w.chars().all(char::is_alphabetic) && !FILLERS.contains(w);
    let named = |from: usize| all.get(from..from + 2).is_some_and(|two| two.iter().all(is_name));
    let after = all.iter().position(|w| matches!(*w, "имени" | "им")).map(|i| i + 1);
    let before = all.iter().position(|w| *w == "атындагы").and_then(|i| i.checked_sub(2));
    [after, before].into_iter().flatten().find(|&from| named(from) && settlement(all[from + 1]).is_none())
}

/// What the single letters of a name mean.
#[derive(Default)]
struct Singles {
    marks: Marks,
    /// Numbers with the letters that belong to them.
    lettered: Vec<(String, String)>,
}

/// Reads single letters by their case and by what stands around them: «М.Әуезова» has an initial, «с. Ақсу» a village,
/// «№ 44а» a letter of its number. A name all in capitals tells only the last.
fn singles(name: &str) -> Singles {
    let chars: Vec<char> = name.chars().collect();
    let mixed = chars.iter().any(|c| c.is_lowercase()) && chars.iter().any(|c| c.is_uppercase());
    let mut found = Singles::default();
    for (i, &c) in chars.iter().enumerate() {
        let letter_at = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphabetic());
        if !c.is_alphabetic() || letter_at(i.checked_sub(1)) || letter_at(i.checked_add(1)) {
            continue;
        }
        let dotted = chars.get(i + 1) == Some(&'.');
        let (number, gap) = number_before(&chars[..i]);
        let begins_a_name = dotted && letter_at(Some(i + 2));
        let of_number = match gap {
            Gap::None => !begins_a_name,
            Gap::Space => c.is_uppercase() && mixed && !dotted && matches!(c, 'А' | 'Б' | 'В' | 'A' | 'B'),
        };
        // Beside a Cyrillic letter the Latin look-alikes fold into Cyrillic.
        let folded = fold(&format!("{c}ж")).chars().next().unwrap_or(c);
        if !number.is_empty() && of_number {
            found.lettered.push((number, folded.to_string()));
        } else if mixed && c.is_uppercase() {
            found.marks.initials.push(initial(folded));
        } else if mixed {
            found.marks.settlements.extend(match (c, folded) {
                ('қ', _) | (_, 'г') => Some(Settlement::Town),
                (_, 'с' | 'а') => Some(Settlement::Village),
                (_, 'п') => Some(Settlement::Township),
                _ => None,
            });
        }
    }
    found
}

/// What stands between a number and the letter after it.
enum Gap {
    None,
    Space,
}

/// The number that the text ends with, quotation marks and dashes aside; empty without one.
fn number_before(chars: &[char]) -> (String, Gap) {
    let end = chars.iter().rposition(|c| !matches!(c, ' ' | '\u{a0}' | '-' | '–' | '«' | '"' | '“' | '\''));
    let Some(end) = end else { return (String::new(), Gap::None) };
    let gap = &chars[end + 1..];
    let start = chars[..=end].iter().rposition(|c| !c.is_ascii_digit()).map_or(0, |i| i + 1);
    let plain = gap.iter().all(|c| matches!(c, ' ' | '\u{a0}'));
    (chars[start..=end].iter().collect(), if plain && !gap.is_empty() { Gap::Space } else { Gap::None })
}

/// An initial by sound: Ибрай and Ыбырай, Чокан and Шоқан have one.
const fn initial(c: char) -> char {
    match c {
        'ы' => 'и',
        'э' => 'е',
        'ч' => 'ш',
        other => other,
    }
}

/// Kinds of keys, strictest first.
pub(crate) const AS_WRITTEN: u8 = 0;
const FOLDED: u8 = 1;
/// By type and words in any order, fillers aside.
pub(crate) const WORDS: u8 = 2;
/// The same by stems, without initials.
const STEMS: u8 = 3;
/// The same without given names too, where initials or given names part the names again.
const SURNAME: u8 = 4;
/// Stems, and surnames, of a name that tells no type.
const TYPELESS: u8 = 5;
const TYPELESS_SURNAME: u8 = 6;

/// What a school's name is found by.
pub(crate) struct Keys {
    /// Strictest first.
    pub(crate) all: Vec<(u8, String)>,
    pub(crate) marks: Marks,
    /// Stems, for texts that lost letters.
    pub(crate) stems: Vec<String>,
    /// Its type; empty where it tells none.
    pub(crate) kind: &'static str,
}

impl Keys {
    pub(crate) fn of(name: &str) -> Self {
        let name = &lost::marked_within(name);
        let Parsed { kind, words, given, mut marks } = parse(name);
        let is_long = |w: &String| w.chars().count() > 1 || w.starts_with(|c: char| c.is_ascii_digit());
        let stems_without = |left_out: Option<usize>| -> Vec<String> {
            let kept = words.iter().enumerate().filter(|(i, w)| Some(*i) != left_out && is_long(w));
            kept.map(|(_, w)| stem(w)).collect()
        };
        let stems = stems_without(None);
        let mut all = vec![(AS_WRITTEN, fold_strict(name)), (FOLDED, fold(name))];
        let mut put = |tier: u8, kind: Option<&str>, key: String| {
            if !key.is_empty() {
                all.push((tier, kind.map_or_else(|| key.clone(), |kind| format!("{kind}:{key}"))));
            }
        };
        put(WORDS, Some(kind), sorted(words.clone()));
        put(STEMS, Some(kind), sorted(stems.clone()));
        put(STEMS, Some(kind), joined(&words));
        let first = given.and_then(|at| words[at].chars().next()).map(initial);
        let surnames =
            sorted(if first.is_some() || !marks.initials.is_empty() { stems_without(given) } else { Vec::new() });
        marks.initials.extend(first);
        put(SURNAME, Some(kind), surnames.clone());
        put(TYPELESS, None, sorted(stems.clone()));
        put(TYPELESS, None, joined(&words));
        put(TYPELESS_SURNAME, None, surnames);
        Self { all, marks, stems, kind }
    }

    /// True for a name that tells no type of school (`№ 5`, `школа № 5`): it may mean a school of any type.
    pub(crate) fn tells_no_type(&self) -> bool {
        matches!(self.kind, "" | "школа")
    }

    /// True for a key that only a name without a type is looked for by.
    pub(crate) const fn is_typeless(tier: u8) -> bool {
        tier >= TYPELESS
    }

    /// Its key by type and words.
    pub(crate) fn by_words(&self) -> &str {
        self.all.iter().find(|(tier, _)| *tier == WORDS).map_or("", |(_, key)| key)
    }
}

fn sorted(mut words: Vec<String>) -> String {
    words.sort_unstable();
    words.join(" ")
}

/// «Жаңа тұрмыс» as «Жаңатұрмыс»; empty where nothing is to be joined.
fn joined(all: &[String]) -> String {
    let long = all.iter().filter(|w| w.chars().count() > 1 || is_number(w));
    let (words, numbers): (Vec<&String>, Vec<&String>) = long.partition(|w| w.chars().all(char::is_alphabetic));
    if words.len() < 2 {
        return String::new();
    }
    let word: String = words.into_iter().map(String::as_str).collect();
    sorted(numbers.into_iter().cloned().chain([stem(&word)]).collect())
}

/// True for a text that says what type of school it names, and which.
pub(crate) fn is_named_school(text: &str) -> bool {
    let parsed = parse(text);
    !parsed.kind.is_empty() && !parsed.words.is_empty()
}

/// The kind of school that its name tells.
pub(crate) fn kind_in_name(name: &str) -> SchoolKind {
    match parse(name).kind {
        "осш" => SchoolKind::Basic,
        "нш" => SchoolKind::Primary,
        "гимназия" => SchoolKind::Gymnasium,
        "лицей" => SchoolKind::Lyceum,
        "интернат" => SchoolKind::Boarding,
        "колледж" => SchoolKind::College,
        "сад" => SchoolKind::Kindergarten,
        _ => SchoolKind::General,
    }
}

/// A surname or a place without the ending that Russian gives it after «имени» (Әуезова, Молдағұловой, Абая), in one
/// of its spellings.
fn stem(word: &str) -> String {
    if word.chars().count() < 4 || !word.chars().all(char::is_alphabetic) {
        return word.to_owned();
    }
    let cut = ["ой", "а", "я", "й"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    let known = SURNAMES.iter().find(|(other, _)| *other == cut);
    known.map_or_else(|| cut.replace('э', "е").replace("ауыл", "аул"), |(_, usual)| (*usual).to_owned())
}
