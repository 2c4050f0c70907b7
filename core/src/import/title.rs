//! What the title of a list says of where its people are.

use super::district_words::{says_city, says_district, tells_which};
use super::fold::fold;
use super::parted::places_within;
use super::place_text::{counted, region_and_district, without_country};
use super::region::region_named;
use super::remarks::is_list_word;
use super::row::Heading;

/// Words of a title that speaks of a place where its people are not, or where something is held.
const ELSEWHERE: [&str; 7] =
    ["кроме", "исключением", "место проведения", "на базе", "районе", "базасында", "откизилетин орны"];

/// The one place that a title names: a known district, a city whose people the list is of, or a region. Of two districts
/// of a region it tells the region.
pub(super) fn named(text: &str, is_district: &dyn Fn(&str) -> bool) -> Option<Heading> {
    let folded = format!(" {} ", fold(text));
    if ELSEWHERE.iter().any(|words| folded.contains(&format!(" {words} "))) {
        return None;
    }
    let both = region_and_district(text);
    let (region, rest) = both.map_or((None, text.to_owned()), |(region, rest)| (Some(region), rest));
    // «Акмолинской области и области Абай»
    if region.is_some() && region_and_district(&rest).is_some() {
        return None;
    }
    let mut known = known_within(without_country(&rest), is_district);
    known.sort_unstable_by_key(|k| fold(k));
    known.dedup_by_key(|k| fold(k));
    let of_region =
        || region.clone().map(|region| Heading { region: Some(region), titled: true, ..Heading::default() });
    match known.as_slice() {
        [one] => {
            let city = says_city(&fold(one)) && !says_district(&fold(one));
            if city && !is_of(&rest, one) {
                return of_region();
            }
            let republic = city && region_named(one).is_some_and(|r| r.facts().is_city);
            let (region, district) = if republic { (Some(one.clone()), None) } else { (region, Some(one.clone())) };
            Some(Heading { region, district, school: None, titled: true })
        }
        _ => of_region(),
    }
}

/// Every known place in the text: with its word, and of two that share one word both.
fn known_within(text: &str, is_district: &dyn Fn(&str) -> bool) -> Vec<String> {
    let republic = |place: &str| says_city(&fold(place)) && region_named(place).is_some_and(|r| r.facts().is_city);
    let mut known: Vec<String> = places_within(text).filter(|p| is_district(p) || republic(p)).collect();
    let in_known = |word: &str, known: &[String]| known.iter().any(|k| k.split(' ').any(|w| fold(w) == fold(word)));
    if !known.is_empty() {
        // «Аягозского и Целиноградского района»
        let words = text.split([' ', '\u{a0}', ',', ';', '(', ')']).filter(|w| w.chars().count() > 3);
        let others: Vec<String> = words
            .filter(|w| w.starts_with(char::is_uppercase) && tells_which(w) && !in_known(w, &known) && is_district(w))
            .map(str::to_owned)
            .collect();
        known.extend(others);
    }
    known
}

/// True where the city stands by those whom the list is of: «педагогов г. Кокшетау», not «…, г. Астана».
fn is_of(text: &str, city: &str) -> bool {
    let listed = |word: &str| is_list_word(word) || counted(&fold(word));
    let at = text.find(city).unwrap_or(text.len());
    let before = text[..at].split_whitespace().next_back();
    let after = text[at..].strip_prefix(city).and_then(|t| t.split_whitespace().next());
    before.is_some_and(|w| w.ends_with(char::is_alphabetic) && listed(w)) || after.is_some_and(listed)
}
