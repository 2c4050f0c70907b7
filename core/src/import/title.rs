//! What the title of a list says of where its people are.

use super::district_words::{says_city, says_district, tells_which};
use super::fold::fold;
use super::grouped::is_of_several;
use super::names::is_named_school;
use super::offices::place_of_office;
use super::parted::{Parted, parted, places_within};
use super::place_text::{counted, region_and_district, says_region, without_country};
use super::region::{is_republican, region_named};
use super::remarks::is_list_word;
use super::row::Heading;

/// Words after which a title speaks of a place where its people are not, where they go to or come from, or where something
/// is held. `*` ends a word's beginning.
const ELSEWHERE: [&str; 22] = [
    "кроме",
    "за исключением",
    "место проведения",
    "на базе",
    "в районе",
    "откизилетин орны",
    "без школ*",
    "без учета",
    "без г",
    "без город*",
    "без район*",
    "стажир*",
    "на стажировк*",
    "на семинар* в",
    "переведен* из",
    "переведен* в",
    "принят* из",
    "прибывш* из",
    "выбывш*",
    "за которыми",
    "закреплен*",
    "командир*",
];
/// Words before a city whose schools a list is of.
const SCHOOLS_OF: [&str; 7] = ["школ", "школы", "школам", "по", "организаций", "учреждений", "отдел"];
/// Words behind it.
const SCHOOLS_BEHIND: [&str; 6] =
    ["бойынша", "мектептер", "мектептери", "мектептеринин", "мектептериндеги", "мектептердин"];
/// Words between two places.
const JOINING: [&str; 4] = ["и", "жане", "мен", "пен"];
/// Words that say so of the place before them.
const HELD: [&str; 2] = ["районе", "базасында"];

/// The one place that a title names: a known district, a city whose people the list is of, or a region. Of two districts
/// of a region it tells the region.
pub(super) fn named(text: &str, is_district: &dyn Fn(&str) -> bool) -> Option<Heading> {
    // «Список педагогов (Аягозский район)»: what is in brackets counts where nothing else tells.
    let inside = text.replace(['(', ')'], " ");
    let found = named_in(&of_its_people(text), is_district).or_else(|| named_in(&of_its_people(&inside), is_district));
    found.or_else(|| of_office(text, is_district)).or_else(|| bare_region(text))
}

/// «Акмолинская область»: a region and nothing else.
fn bare_region(text: &str) -> Option<Heading> {
    const MOST: usize = 4;
    let folded = fold(text);
    let region = says_region(&folded) && folded.split(' ').count() <= MOST && region_named(text).is_some();
    region.then(|| Heading { region: Some(text.to_owned()), titled: true, ..Heading::default() })
}

/// The known school that a title names, with the place beside it: «Тарификационный список педагогов СОШ № 1 г. Кокшетау»,
/// «Көкшетау қаласының № 1 орта мектебінің мұғалімдері».
pub(super) fn school(
    text: &str,
    is_known: &dyn Fn(&str) -> bool,
    is_placed: &dyn Fn(&Parted) -> bool,
) -> Option<Heading> {
    const MOST: usize = 14;
    let said = of_its_people(text);
    let words: Vec<&str> = said.split_whitespace().collect();
    let within = |from: usize, until: usize| {
        let name = words[from..until].join(" ");
        let name = of_whom(name.trim_end_matches([',', '.', ';', ':']));
        // «Приложение № 1» is no school.
        if !is_named_school(&name) {
            return None;
        }
        let named = |p: &Parted| is_placed(p) && !p.bare && is_named_school(&p.school) && is_known(&p.school);
        let place = parted(&name).into_iter().find(named);
        let heading = |region, district| Heading { region, district, school: Some(name.clone()), titled: true };
        let placed = place.map(|p| match is_republican(&p.district) && p.region.is_none() {
            true => heading(Some(p.district), None),
            false => heading(p.region, Some(p.district)),
        });
        placed.or_else(|| is_known(&name).then(|| heading(None, None)))
    };
    let spans = (2..=words.len().min(MOST)).rev();
    let mut spans = spans.flat_map(|length| (0..=words.len() - length).map(move |from| (from, from + length)));
    spans.find_map(|(from, until)| within(from, until))
}

/// «… мектебінің» → «… мектебі».
fn of_whom(name: &str) -> String {
    let genitive = ["нің", "ның", "дің", "дың"].iter().find_map(|ending| name.strip_suffix(ending));
    genitive.unwrap_or(name).to_owned()
}

/// The place of an office that is all that the title names.
fn of_office(text: &str, is_district: &dyn Fn(&str) -> bool) -> Option<Heading> {
    const FORMS: [&str; 6] = ["гу", "кгу", "отдел", "мм", "кмм", "болими"];
    let folded = fold(&of_its_people(text));
    let ends = [folded.split(' ').next(), folded.split(' ').next_back()];
    let adjective = folded.split(' ').count() <= 4;
    if !adjective && !ends.into_iter().flatten().any(|w| FORMS.contains(&w)) {
        return None;
    }
    let district = place_of_office(&of_its_people(text)).filter(|place| is_district(place))?;
    let region = region_and_district(text).map(|(region, _)| region);
    Some(Heading { region, district: Some(district), school: None, titled: true })
}

fn named_in(text: &str, is_district: &dyn Fn(&str) -> bool) -> Option<Heading> {
    if HELD.iter().any(|word| format!(" {} ", fold(text)).contains(&format!(" {word} "))) {
        return None;
    }
    let both = region_and_district(text).filter(|(region, _)| {
        let city = region_named(region).is_some_and(|r| r.facts().is_city);
        !city || holds(text, region)
    });
    let (region, rest) = both.map_or((None, text.to_owned()), |(region, rest)| (Some(region), rest));
    // «Акмолинской области и области Абай»
    if region.is_some() && region_and_district(&rest).is_some() {
        return None;
    }
    if is_of_several(text) || joins_places(text) {
        return of_region(region.as_ref(), text);
    }
    let mut known = known_within(without_country(&rest), is_district);
    known.sort_unstable_by_key(|k| fold(k));
    known.dedup_by_key(|k| fold(k));
    // «в г. Алматы», «НИШ г. Семей», «г. Астана, 2024 г.»
    let is_city = |place: &str| says_city(&fold(place)) && !says_district(&fold(place));
    known.retain(|place| !is_city(place) || is_of(&rest, place) || is_joined(&rest, place));
    match known.as_slice() {
        [one] => {
            let city = is_city(one);
            let republic = city && region_named(one).is_some_and(|r| r.facts().is_city);
            let (region, district) = if republic { (Some(one.clone()), None) } else { (region, Some(one.clone())) };
            Some(Heading { region, district, school: None, titled: true })
        }
        _ => of_region(region.as_ref(), text),
    }
}

fn of_region(region: Option<&String>, text: &str) -> Option<Heading> {
    let region = region.filter(|region| holds(text, region))?;
    Some(Heading { region: Some(region.clone()), titled: true, ..Heading::default() })
}

/// «г. Кокшетау и Степногорска», «г. Кокшетау, г. Степногорск», «Көкшетау қаласы мен Ақкөл ауданы»: a city or a district and
/// another place behind a joining word or a comma, known or not.
fn joins_places(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|w| fold(w)).collect();
    (1..words.len()).any(|at| {
        let (joins, comma) = (JOINING.contains(&folded[at].as_str()), words[at - 1].ends_with(','));
        let (before, behind) = (&words[..at], &words[at + usize::from(joins)..]);
        let short = &before[before.len().saturating_sub(2)..];
        (joins || comma) && is_place(&short.join(" ")) && begins_a_place(behind, joins)
    })
}

/// A city or a district that its word says: «г. Кокшетау», «Ақкөл ауданы».
fn is_place(text: &str) -> bool {
    let text = text.trim_end_matches(',');
    places_within(text).any(|place| fold(&place) == fold(text))
        || text.rsplit_once(' ').is_some_and(|(_, last)| fold(last).starts_with("г ") && tells_which(last))
}

fn begins_a_place(words: &[&str], joined: bool) -> bool {
    let Some(first) = words.first() else { return false };
    let region = words.get(..2).is_some_and(|two| says_region(&fold(&two.join(" "))));
    let named = first.starts_with(char::is_uppercase) && tells_which(first) && fold(first).chars().count() > 2;
    let two = words.get(..2).map(|two| two.join(" ")).unwrap_or_default();
    let several = || words.get(1).is_some_and(|w| matches!(fold(w).as_str(), "районов" | "районы" | "аудандар"));
    let city = fold(first).starts_with("г ") && tells_which(first);
    // Behind a comma a name may be anything: «г. Кокшетау, Приказ № 5».
    let bare = named && (joined || words.len() == 1);
    (!region || joined) && (bare || city || is_place(&two) || several())
}

/// The title without what stands in brackets, and up to where it speaks of other places.
fn of_its_people(text: &str) -> String {
    let mut said = String::new();
    for (at, part) in text.split('(').enumerate() {
        said.push_str(if at == 0 { part } else { part.split_once(')').map_or("", |(_, after)| after) });
    }
    let words: Vec<&str> = said.split_whitespace().collect();
    let folded: Vec<String> = words.iter().map(|w| fold(w)).collect();
    let phrase = |at: usize, phrase: &str| {
        phrase.split(' ').enumerate().all(|(i, pattern)| {
            let is_it = |w: &String| pattern.strip_suffix('*').map_or(w == pattern, |stem| w.starts_with(stem));
            folded.get(at + i).is_some_and(is_it)
        })
    };
    // «на семинар в Аккольский район»: the case says that they go there.
    let goes = |at: usize| folded[at] == "в" && folded.get(at + 2).is_some_and(|w| w == "район");
    let starts = |at: &usize| goes(*at) || ELSEWHERE.iter().any(|elsewhere| phrase(*at, elsewhere));
    let end = (0..words.len()).find(starts).unwrap_or(words.len());
    words[..end].join(" ")
}

/// Every known place in the text: with its word, and of two that share one word both.
fn known_within(text: &str, is_district: &dyn Fn(&str) -> bool) -> Vec<String> {
    let republic = |place: &str| says_city(&fold(place)) && region_named(place).is_some_and(|r| r.facts().is_city);
    let mut known: Vec<String> = places_within(text).filter(|p| is_district(p) || republic(p)).collect();
    known.extend(named_behind(text).filter(|p| is_district(p)));
    let in_known = |word: &str, known: &[String]| known.iter().any(|k| k.split(' ').any(|w| fold(w) == fold(word)));
    if !known.is_empty() {
        // «Аягозского и Целиноградского района», «Аягозского, Бурабайского районов»: only what is joined, no name of a school.
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let joined = |pair: &[&str]| pair[0].ends_with(',') || JOINING.contains(&fold(pair[1]).as_str());
        let words = tokens.windows(2).filter(|pair| joined(pair)).map(|pair| pair[0].trim_end_matches(','));
        let is_other = |w: &&str| w.starts_with(char::is_uppercase) && tells_which(w) && is_district(w);
        let others: Vec<String> = words.filter(|w| is_other(w) && !in_known(w, &known)).map(str::to_owned).collect();
        known.extend(others);
    }
    known
}

/// «района Нура», «района Магжана Жумабаева»: the word before the name.
fn named_behind(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = text.split_whitespace().map(|w| w.trim_matches([',', '.', ';', ':'])).collect();
    let named = |w: &&str| w.starts_with(char::is_uppercase) && tells_which(w);
    let begins = |at: &usize| {
        let own = at.checked_sub(1).is_some_and(|before| named(&words[before]));
        !own && matches!(fold(words[*at]).as_str(), "район" | "района" | "району")
    };
    let from: Vec<usize> = (0..words.len()).filter(begins).collect();
    let spans = from.into_iter().flat_map(|at| [at + 2, at + 3].map(|end| (at, end)));
    let found: Vec<String> = spans
        .filter(|(at, end)| words.get(at + 1..*end).is_some_and(|name| name.iter().all(&named)))
        .map(|(at, end)| words[at..end].join(" "))
        .collect();
    found.into_iter()
}

/// True for a region that stands beside those listed or beside its district: not for «обучавшихся в г. Алматы».
fn holds(text: &str, region: &str) -> bool {
    let before = text.find(region).map_or("", |at| &text[..at]).split_whitespace().next_back();
    is_of(text, region) || before.is_some_and(|word| says_district(&fold(word)))
}

/// True where the city stands behind another place: «педагогов г. Кокшетау и г. Семей».
fn is_joined(text: &str, city: &str) -> bool {
    let before = text.find(city).map_or("", |at| &text[..at]).split_whitespace().next_back();
    before.is_some_and(|word| JOINING.contains(&fold(word).as_str()))
}

/// True where the city stands by those whom the list is of, or by their schools: «педагогов г. Кокшетау», «школ города
/// Кокшетау», «по г. Кокшетау», not «…, г. Астана».
fn is_of(text: &str, city: &str) -> bool {
    let listed =
        |word: &str, of: &[&str]| is_list_word(word) || counted(&fold(word)) || of.contains(&fold(word).as_str());
    let at = text.find(city).unwrap_or(text.len());
    let before: Vec<&str> = text[..at].split_whitespace().collect();
    let after = text[at..].strip_prefix(city).and_then(|t| t.split_whitespace().next());
    // «организаций образования г. Кокшетау»
    let before = match before.as_slice() {
        [.., office, last] if fold(last) == "образования" => Some(*office),
        all => all.last().copied(),
    };
    before.is_some_and(|w| w.ends_with(char::is_alphabetic) && listed(w, &SCHOOLS_OF))
        || after.is_some_and(|w| listed(w, &SCHOOLS_BEHIND))
}
