//! Places that the name of a school tells by the office that it is under: «… отдела образования по Бурабайскому району
//! управления образования Акмолинской области».

use super::district_words::{CITY_ADJECTIVES, says_city, says_district, tells_which};
use super::fold::fold;
use super::grouped::are_one;
use super::parted::places_within;
use super::place_text::region_and_district;
use super::region::region_named;
use crate::model::Region;

/// What offices say of where a school is.
#[derive(Debug, Default)]
pub(super) struct Offices {
    pub(super) regions: Vec<Region>,
    /// Districts and cities, as they are written.
    pub(super) districts: Vec<String>,
}

fn is_office(text: &str) -> bool {
    const OFFICES: [&str; 4] = ["отдел", "управлени", "болим", "баскарма"];
    const SHORT: [&str; 5] = ["роо", "гоо", "гороо", "районо", "гороно"];
    fold(text).split(' ').any(|w| OFFICES.iter().any(|o| w.starts_with(o)) || SHORT.contains(&w))
}

/// The one district or city that an office is of: «Бурабайский район» for «ГУ "Отдел образования Бурабайского района"».
pub(super) fn district_of_office(text: &str) -> Option<String> {
    if !is_office(text) {
        return None;
    }
    let rest = region_and_district(text).map_or_else(|| text.to_owned(), |(_, rest)| rest);
    let is_quote = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '(' | ')' | ',' | ';');
    let mut places: Vec<String> = places_within(&rest.replace(is_quote, " ")).collect();
    places.dedup_by_key(|place| fold(place));
    match places.as_slice() {
        [one] => Some(nominative(one)),
        _ => None,
    }
}

/// As [`district_of_office`], or the adjective that an office is called by: «Кокшетауский городской отдел образования».
pub(super) fn place_of_office(text: &str) -> Option<String> {
    const BEHIND: [&str; 4] = ["роо", "гоо", "районо", "гороно"];
    let of_adjective = || {
        let is_quote = |c: char| matches!(c, '"' | '«' | '»' | '“' | '”' | '„');
        let bare = text.replace(is_quote, " ");
        let words: Vec<&str> = bare.split_whitespace().collect();
        let behind = |at: usize| words.get(at).map(|w| fold(w)).unwrap_or_default();
        let kind = |at: usize| matches!(behind(at).as_str(), "городской" | "районный");
        let office = |at: usize| behind(at).starts_with("отдел") || BEHIND.contains(&behind(at).as_str());
        let is_place = |at: &usize| {
            let adjective = ["ский", "ское", "ского"].iter().any(|e| words[*at].to_lowercase().ends_with(e));
            adjective && tells_which(words[*at]) && (office(at + 1) || (kind(at + 1) && office(at + 2)))
        };
        let at = (0..words.len()).find(is_place)?;
        Some(words[at..=at + usize::from(kind(at + 1))].join(" "))
    };
    district_of_office(text).or_else(|| is_office(text).then(of_adjective).flatten())
}

/// «Бурабайского района» → «Бурабайский район», «Ақкөл ауданының» → «Ақкөл ауданы», «города Павлодара» → «г. Павлодар».
fn nominative(place: &str) -> String {
    let Some((first, last)) = place.split_once(' ') else { return place.to_owned() };
    let adjective = ["ского", "скому", "ском"].iter().find_map(|case| first.strip_suffix(case));
    match fold(last).as_str() {
        "района" | "району" | "районе" | "районный" | "районного" | "р на" | "р ну" =>
        {
            let name = adjective.map_or_else(|| first.to_owned(), |stem| format!("{stem}ский"));
            format!("{name} район")
        }
        "ауданынын" | "аудандык" => format!("{first} ауданы"),
        "каласынын" | "калалык" => format!("{first} қаласы"),
        _ if matches!(fold(first).as_str(), "города" | "городу" | "город") => {
            format!("г. {}", city(last))
        }
        _ => place.to_owned(),
    }
}

/// «Павлодара», «Павлодару» → «Павлодар», where that is a city.
fn city(name: &str) -> &str {
    let bare = name.strip_suffix(['а', 'у']).filter(|_| region_named(name).is_none());
    let known = |n: &&str| region_named(n).is_some() || CITY_ADJECTIVES.iter().any(|a| fold(n).starts_with(a));
    bare.filter(known).unwrap_or(name)
}

/// The region that an office is of: «Управление образования Акмолинской области».
pub(super) fn region_of_office(text: &str) -> Option<Region> {
    let regions = offices(text).regions;
    regions.first().copied().filter(|first| regions.iter().all(|r| r == first))
}

/// The places of the offices in the text; nothing where it names no office.
pub(super) fn offices(text: &str) -> Offices {
    if !is_office(text) {
        return Offices::default();
    }
    let is_mark = |c: char| matches!(c, ',' | ';' | '(' | ')' | '«' | '»' | '"');
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || is_mark(c)).filter(|w| !w.is_empty()).collect();
    let is_region = |w: &str| matches!(fold(w).as_str(), "области" | "область" | "облысы" | "облысынын" | "обл");
    let of = |i: usize| {
        (1..=2).rev().filter_map(move |n| i.checked_sub(n)).find_map(|from| region_named(&words[from..=i].join(" ")))
    };
    let behind = |i: usize| words.get(i + 1).and_then(|next| region_named(&format!("{} {next}", words[i])));
    let regions = (0..words.len()).filter(|&i| is_region(words[i])).filter_map(|i| of(i).or_else(|| behind(i)));
    Offices { regions: regions.collect(), districts: places_within(&words.join(" ")).flat_map(nominatives).collect() }
}

/// «города Павлодара» is as it is written and «города Павлодар».
fn nominatives(place: String) -> Vec<String> {
    let city = says_city(&fold(&place));
    let bare = place.strip_suffix('а').filter(|_| city).map(str::to_owned);
    [Some(place.clone()), bare].into_iter().flatten().collect()
}

/// True where the office in a school's name is of another region or district than the row.
pub(super) fn contradicts(name: &str, region: Option<Region>, district: &str) -> bool {
    let told = offices(name);
    let elsewhere = region.is_some_and(|r| !told.regions.is_empty() && !told.regions.contains(&r));
    // A city's name may stand in forms that aren't known: beside a district it is another place whatever it is.
    let row_district = says_district(&fold(district));
    let comparable = |place: &String| says_district(&fold(place)) || row_district;
    let other = !district.is_empty()
        && told.districts.iter().any(comparable)
        && !told.districts.iter().any(|place| are_one(district, place) || are_one(place, district));
    elsewhere || other
}
