//! A school and the place where it is, in one cell: «СШ № 5, Бурабайский район», «Бурабай ауданы, № 5 орта мектебі».

use super::district_words::{says_city, says_district, tells_which};
use super::fold::fold;
use super::names::is_named_school;
use super::place_text::{region_and_district, says_region, without_country};
use super::region::region_named;
use super::school_words::settlement;

/// A cell in parts, each as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parted {
    pub(crate) region: Option<String>,
    pub(crate) district: String,
    pub(crate) school: String,
    /// No word of the text says that it is a district or a city: the name alone stands beside the school.
    pub(crate) bare: bool,
}

/// The ways to part a cell in which a word says that something is a district or a city, the surest first; then those in
/// which a mark parts a name from a school: «СОШ № 2 (Кокшетау)».
pub(crate) fn parted(text: &str) -> Vec<Parted> {
    let marks = [',', ';', '(', ')', '\n'];
    let parts: Vec<&str> = without_country(text).split(marks).map(str::trim).filter(|p| !p.is_empty()).collect();
    let in_district = parts.iter().any(|p| is_place(p, says_district));
    let (regions, rest): (Vec<&str>, Vec<&str>) = parts.iter().partition(|part| {
        let folded = fold(part);
        // «г. Алматы, Бостандыкский район»: the city stands for the region.
        let city = || in_district && says_city(&folded) && region_named(part).is_some_and(|r| r.facts().is_city);
        (says_region(&folded) && region_named(part).is_some()) || city()
    });
    let region = regions.first().map(|r| (*r).to_owned());
    let mut ways = Vec::new();
    for says in [says_district, says_city] {
        for (at, part) in rest.iter().enumerate().filter(|(_, part)| is_place(part, says)) {
            let school = [&rest[..at], &rest[at + 1..]].concat().join(", ");
            ways.push((region.clone(), (*part).to_owned(), school));
        }
    }
    let whole = rest.join(", ");
    // «СОШ № 6 Аккольского района Акмолинской области»
    if let Some((told, place)) = region_and_district(&whole).filter(|_| region.is_none()) {
        ways.extend(without_marks(&place).map(|(district, school)| (Some(told.clone()), district, school)));
    }
    ways.extend(without_marks(&whole).map(|(district, school)| (region.clone(), district, school)));
    let bare = |at: usize| {
        let school = [&rest[..at], &rest[at + 1..]].concat().join(", ");
        (is_bare_name(rest[at]) && is_school(&school)).then(|| (region.clone(), rest[at].to_owned(), school))
    };
    let bare = (0..rest.len())
        .filter_map(bare)
        .chain(beside_a_city(&whole).map(|(city, school)| (region.clone(), city, school)));
    let told = ways.into_iter().map(|way| (way, false)).chain(bare.map(|way| (way, true)));
    let told = told.filter(|((_, _, school), _)| school.chars().any(char::is_alphanumeric));
    told.map(|((region, district, school), bare)| Parted { region, district, school, bare }).collect()
}

/// «Кокшетау», «Усть-Каменогорск»: a name that may be a place's.
fn is_bare_name(part: &str) -> bool {
    let words: Vec<&str> = part.split_whitespace().collect();
    let name = |w: &&str| w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || c == '-');
    (1..=2).contains(&words.len()) && words.iter().all(name) && tells_which(part) && !is_named_school(part)
}

/// «СОШ № 1 Кокшетау», «Кокшетау СОШ № 1»: a name beside a school may be a city's; villages stand so too, and districts don't.
fn beside_a_city(text: &str) -> impl Iterator<Item = (String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = [words.split_last(), words.split_first()].into_iter().flatten();
    let found: Vec<(String, String)> = ends
        .map(|(name, rest)| (*name, rest.join(" ")))
        .filter(|(name, school)| {
            is_bare_name(name) && school.contains(|c: char| c.is_ascii_digit()) && is_school(school)
        })
        .map(|(name, school)| (format!("г. {name}"), school))
        .collect();
    found.into_iter()
}

/// True for a text that says its type of school or its number.
pub(crate) fn is_school(text: &str) -> bool {
    is_named_school(text) || is_numbered(text)
}

/// «№ 44» anywhere in the text.
pub(crate) fn is_numbered(text: &str) -> bool {
    text.split_once('№').is_some_and(|(_, n)| n.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// The district and the town in a cell that names a town of it too: «Бурабайский район (Щучинск)», «Есильский район, г.
/// Есиль», «с. Косшы Целиноградский район».
pub(crate) fn with_town(text: &str) -> Option<(&str, &str)> {
    let parts: Vec<&str> = text.split([',', ';', '(', ')', '\n']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let (districts, others): (Vec<&str>, Vec<&str>) = parts.iter().partition(|p| says_district(&fold(p)));
    let is_town =
        |p: &&str| region_named(p).is_none() && !says_region(&fold(p)) && !p.contains(|c: char| c.is_ascii_digit());
    match (districts.as_slice(), others.as_slice()) {
        ([district], [town]) if is_place(district, says_district) && is_town(town) => Some((*district, *town)),
        ([whole], []) => behind_a_village(whole),
        _ => None,
    }
}

/// «с. Косшы Целиноградский район», «Қосшы ауылы Целиноград ауданы»: a village and its district with nothing between.
fn behind_a_village(text: &str) -> Option<(&str, &str)> {
    let starts: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8()).collect();
    let &at = starts.len().checked_sub(2).and_then(|last| starts.get(last))?;
    let (village, district) = text.split_at(at);
    let folded = fold(village);
    let of_village = folded.split(' ').any(|w| matches!(w, "с" | "а" | "п" | "ст") || settlement(w).is_some());
    (of_village && folded.split(' ').count() <= 3 && is_place(district, says_district))
        .then_some((district, village.trim_end()))
}

/// A place and nothing but a place: no school that has one in its name.
fn is_place(part: &str, says: fn(&str) -> bool) -> bool {
    /// More words than that are no name of a place.
    const MOST: usize = 4;
    let folded = fold(part);
    says(&folded) && folded.split(' ').count() <= MOST && tells_which(part) && !is_named_school(part)
}

/// Places that a sentence names.
pub(crate) fn places_within(text: &str) -> impl Iterator<Item = String> {
    let is_mark = |c: char| matches!(c, '(' | ')' | '«' | '»' | ',' | ';' | ':');
    without_marks(text).map(move |(place, _)| place.trim_matches(is_mark).to_owned())
}

/// Places of two words, or one, inside a text without marks: «СОШ № 5 Бурабайского района», «г. Семей СОШ № 1».
fn without_marks(text: &str) -> impl Iterator<Item = (String, String)> {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let says = |word: &str, words: &[&str]| words.contains(&fold(word).as_str());
    let is_name = |word: &str| tells_which(word) && !word.chars().any(|c| c.is_ascii_digit());
    let is_two = |one: &str, other: &str| {
        let behind = says_district(&fold(other)) || says(other, &["каласы", "каласынын", "калалык", "к"]);
        (is_name(one) && behind && !tells_which(other))
            || (says(one, &["г", "город", "города", "городу"]) && is_name(other))
    };
    let twos = (0..tokens.len().saturating_sub(1)).filter(|at| is_two(tokens[*at], tokens[*at + 1])).map(|at| (at, 2));
    // «г.Семей»
    let ones = (0..tokens.len()).filter(|at| fold(tokens[*at]).starts_with("г ") && is_name(tokens[*at]));
    let spans: Vec<(usize, usize)> = twos.chain(ones.map(|at| (at, 1))).collect();
    let ways: Vec<(String, String)> = spans
        .into_iter()
        .map(|(at, count)| {
            let school = [&tokens[..at], &tokens[at + count..]].concat().join(" ");
            (tokens[at..at + count].join(" "), school)
        })
        .collect();
    ways.into_iter()
}
