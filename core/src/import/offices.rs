//! Places that the name of a school tells by the office that it is under: «… отдела образования по Бурабайскому району
//! управления образования Акмолинской области».

use super::district_words::{says_city, says_district};
use super::fold::fold;
use super::grouped::are_one;
use super::parted::places_within;
use super::region::region_named;
use crate::model::Region;

/// What offices say of where a school is.
#[derive(Debug, Default)]
pub(super) struct Offices {
    pub(super) regions: Vec<Region>,
    /// Districts and cities, as they are written.
    pub(super) districts: Vec<String>,
}

/// The places of the offices in the text; nothing where it names no office.
pub(super) fn offices(text: &str) -> Offices {
    const OFFICES: [&str; 4] = ["отдел", "управлени", "болими", "баскарма"];
    let folded = fold(text);
    if !folded.split(' ').any(|w| OFFICES.iter().any(|o| w.starts_with(o))) {
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
