//! Texts of headings between the rows: their numbers, the schools that they speak of, several places at once.

use super::district_words::{says_city, says_district, tells_which};
use super::districts::Districts;
use super::fold::fold;
use super::grid::Cell;
use super::place_text::says_region;
use super::region::region_named;
use super::row::Heading;
use crate::model::Region;

/// «Школы г. Кокшетау», «Бурабай ауданының мектептері», «Мектептер: Бурабай ауданы» without the word for schools; the text
/// itself where it names no place but for it.
pub(super) fn without_schools(text: &str) -> &str {
    const SCHOOLS: [&str; 4] = ["школы", "школ", "мектептер", "мектептери"];
    let is_word = |word: &str| SCHOOLS.contains(&fold(word).as_str());
    let first = text.split_once(char::is_whitespace).filter(|(word, _)| is_word(word.trim_end_matches(':')));
    let last = text.rsplit_once(char::is_whitespace).filter(|(_, word)| is_word(word));
    let rest = first.map(|(_, rest)| rest).or(last.map(|(rest, _)| rest)).map_or(text, str::trim);
    let folded = fold(rest);
    let place = (says_city(&folded) || says_district(&folded)) && tells_which(rest) && folded.split(' ').count() <= 4;
    if place { rest } else { text }
}

/// «Бурабайский и Зерендинский районы», «Бурабай және Зеренді аудандары»: rows below may lie in either.
pub(super) fn is_of_several(text: &str) -> bool {
    const MOST: usize = 10;
    const DISTRICTS: [&str; 7] = ["районы", "районов", "районам", "аудандар", "аудандары", "аудандарынын", "districts"];
    const JOINING: [&str; 5] = ["и", "жане", "мен", "пен", "and"];
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    words.len() <= MOST
        && words.iter().any(|w| DISTRICTS.contains(w))
        && (text.contains(',') || words.iter().any(|w| JOINING.contains(w)))
}

/// «II», «2.1», «а)», «№2»: what numbers a heading in a cell of its own.
pub(super) fn is_ordinal(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let bare = text.trim().trim_start_matches('№').trim().trim_end_matches(['.', ')']);
    let marked = text.contains(['.', ')', '№']);
    let figures = bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let roman = bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'І' | 'Х' | 'i' | 'v' | 'x' | 'і' | 'х'));
    let letter = marked && bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic);
    !bare.is_empty() && bare.chars().count() <= 5 && (figures || roman || letter)
}

/// «СКО | Есильский район», «Бурабайский район | Бурабай ауданы»: a region and its district, or a district in two
/// languages, in two cells.
pub(super) fn in_two_cells(first: &str, second: &str) -> Option<Heading> {
    let place = |text: &str| (says_district(&fold(text)) || says_city(&fold(text))) && tells_which(text);
    let short = |text: &str| fold(text).split(' ').count() <= 4;
    if !place(second) || !short(first) || !short(second) {
        return None;
    }
    let region = says_region(&fold(first)) && region_named(first).is_some();
    if region {
        let (region, district) = (Some(first.to_owned()), Some(second.to_owned()));
        return Some(Heading { region, district, ..Heading::default() });
    }
    (place(first) && are_one(first, second)).then(|| Heading { district: Some(first.to_owned()), ..Heading::default() })
}

/// True for two names of one district.
pub(super) fn are_one(one: &str, other: &str) -> bool {
    let Some(region) = Region::all().next() else { return false };
    let mut districts = Districts::new();
    districts.add((), region, one);
    !districts.find(region, other).is_empty()
}
