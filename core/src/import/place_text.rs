//! Places as lists write them into one cell: numbered, with a count behind, a region and a district together.

use super::district_words::{says_city, says_district, tells_which};
use super::fold::fold;
use super::region::region_named;

/// Beginnings of words for those who are counted.
const COUNTED: [&str; 16] = [
    "чел",
    "педагог",
    "учител",
    "слушател",
    "участник",
    "директор",
    "кандидат",
    "вакан",
    "женщин",
    "мужчин",
    "адам",
    "мугалим",
    "айел",
    "тындаушы",
    "people",
    "teacher",
];

/// The text without the country before a place in it, or behind a mark after it: «РК, г. Астана», «Акмолинская область,
/// Республика Казахстан».
pub(crate) fn without_country(text: &str) -> &str {
    const COUNTRY: [&str; 7] = [
        "республика казахстан",
        "республики казахстан",
        "казакстан республикасы",
        "казакстан республикасынын",
        "republic of kazakhstan",
        "рк",
        "кр",
    ];
    // One word needs a mark behind it: «Казахстан ауданы» is no country.
    const ALONE: [&str; 4] = ["казахстан", "казакстан", "kazakhstan", "kz"];
    let place = |text: &str| text.chars().any(char::is_alphabetic);
    if let Some((before, last)) = text.rsplit_once([',', ';', '(']).filter(|(before, _)| place(before)) {
        let country = fold(last);
        if COUNTRY.iter().chain(&ALONE).any(|c| *c == country) {
            return without_country(before);
        }
    }
    let is_break = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | ':');
    let ends = text.char_indices().filter(|(_, c)| is_break(*c)).map(|(i, _)| i);
    let after = ends.take(4).filter_map(|end| {
        let (before, rest) = text.split_at(end);
        let country = fold(before);
        let marked = rest.starts_with([',', ';', '.', ':']);
        let named = COUNTRY.contains(&country.as_str()) || (marked && ALONE.contains(&country.as_str()));
        named.then(|| rest.trim_start_matches(|c: char| is_break(c) || matches!(c, '-' | '–' | '—')))
    });
    after.last().filter(|rest| place(rest)).unwrap_or(text)
}

/// The text without its running number and without a count of people: «1) Аягозский район (2 человека)».
pub(crate) fn plain(text: &str) -> &str {
    without_count(without_number(text.trim())).trim_end_matches([' ', ':', ';', ',', '.']).trim()
}

fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if rest.len() < text.len() { rest } else { text.trim_start_matches(['I', 'V', 'X', 'І', 'Х']) };
    match rest.strip_prefix([')', '.']) {
        Some(name) if rest.len() < text.len() && name.chars().any(char::is_alphabetic) => name.trim_start(),
        _ => text,
    }
}

/// True for a folded word for those who are counted.
pub(crate) fn counted(word: &str) -> bool {
    COUNTED.iter().any(|beginning| word.starts_with(beginning))
}

fn without_count(text: &str) -> &str {
    let text = text.trim_end_matches(['.', ' ']);
    if let Some((before, inside)) = text.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        return if inside.contains(|c: char| c.is_ascii_digit()) { before } else { text };
    }
    let with_word = text.rsplit_once(' ').filter(|(_, last)| counted(&fold(last)));
    let number = with_word.map_or(text, |(before, _)| before);
    let name = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let parted = [" -", " –", " —", ":"].iter().any(|dash| name.trim_end().ends_with(dash));
    if name.len() < number.len() && (with_word.is_some() || parted) && name.chars().any(char::is_alphabetic) {
        name.trim_end_matches([' ', '-', '–', '—', ':', ','])
    } else {
        text
    }
}

/// A region and a district that one text names: «Акмолинская область, Целиноградский район», «Целиноградский район
/// Акмолинской области», «г. Алматы, Бостандыкский район». None where it doesn't name both.
pub(crate) fn region_and_district(text: &str) -> Option<(String, String)> {
    let text = without_country(text);
    if let Some(both) = city_and_its_district(text) {
        return Some(both);
    }
    let whole = fold(text);
    if !(says_region(&whole) || whole.contains("ская ") || (says_city(&whole) && says_district(&whole))) {
        return None;
    }
    let tokens: Vec<&str> = text.split([' ', '\u{a0}', ',', ';', '\n']).filter(|t| !t.is_empty()).collect();
    let spans =
        (1..=4).flat_map(|length| (0..tokens.len().saturating_sub(length - 1)).map(move |at| (at, at + length)));
    for (from, to) in spans {
        let region = tokens[from..to].join(" ");
        let folded = fold(&region);
        // «Акмолинская» of «Акмолинская область».
        if !says_region(&folded) && tokens.get(to).is_some_and(|next| says_region(&fold(next)) && !tells_which(next)) {
            continue;
        }
        let Some(named) = region_named(&region) else { continue };
        let rest = [&tokens[..from], &tokens[to..]].concat().join(" ");
        let apart = if named.facts().is_city {
            says_city(&folded) && says_district(&fold(&rest))
        } else {
            says_region(&folded) || folded.ends_with("ская")
        };
        if apart && tells_which(&rest) && region_named(&rest).is_none_or(|_| says_city(&fold(&rest))) {
            return Some((region, rest));
        }
    }
    None
}

/// «Астана, район Есиль»: a city of the republic behind a comma, or before one, needs no word for it.
fn city_and_its_district(text: &str) -> Option<(String, String)> {
    let (one, other) = text.split_once(',').map(|(one, other)| (one.trim(), other.trim()))?;
    let city = |place: &str| region_named(place).is_some_and(|r| r.facts().is_city);
    let district =
        |place: &str| says_district(&fold(place)) && tells_which(place) && fold(place).split(' ').count() <= 3;
    let found = if city(one) && district(other) { Some((one, other)) } else { None };
    let found = found.or_else(|| if city(other) && district(one) { Some((other, one)) } else { None });
    found.map(|(city, district)| (city.to_owned(), district.to_owned()))
}

/// «Есиль г. Астана» in a cell of districts: the district, and the city of the republic that it is of.
pub(crate) fn district_and_its_city(text: &str) -> Option<(String, String)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [district, word, city] = words.as_slice() else { return None };
    let named = format!("{word} {city}");
    let of_republic = says_city(&fold(word)) && region_named(&named).is_some_and(|r| r.facts().is_city);
    (of_republic && tells_which(district)).then(|| (named, district.trim_end_matches(',').to_owned()))
}

/// The district, and the region if it stands there too, that a sentence names: «Список педагогов Целиноградского района
/// Акмолинской области на 2024 год».
pub(crate) fn district_within(text: &str) -> Option<(Option<String>, String)> {
    let both = region_and_district(text);
    let (region, rest) = both.map_or((None, text.to_owned()), |(region, rest)| (Some(region), rest));
    let tokens: Vec<&str> = rest.split([' ', '\u{a0}', ',', ';', '\n', '(', ')']).filter(|t| !t.is_empty()).collect();
    let named = tokens.windows(2).find(|two| says_district(&fold(two[1])) && tells_which(two[0]))?;
    Some((region, named.join(" ")))
}

/// True where the folded text says that it names a region.
pub(crate) fn says_region(folded: &str) -> bool {
    folded.split(' ').any(|w| {
        matches!(
            w,
            "обл"
                | "область"
                | "области"
                | "облыс"
                | "облысы"
                | "облысынын"
                | "region"
                | "oblast"
                | "province"
                // «СКО», «СҚО», «ВКО» …
                | "ско"
                | "вко"
                | "шко"
                | "зко"
                | "бко"
                | "юко"
                | "око"
        )
    })
}
