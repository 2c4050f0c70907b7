//! Which region a text names: in three languages, by its centre, by old names and by abbreviations.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use super::lost;
use super::place_text::without_country;
use crate::model::{REGIONS, Region};

/// Names that no table of regions has: abbreviations, old names, and other spellings, by the ISO code of today's region.
const MORE: &[(u8, &str)] = &[
    (10, "абайская|абайск|abay|abai oblysy|абай|семипалатинская|семей"),
    (11, "акмол|акм|акмолинск|целиноградская"),
    (15, "актюбинск|актюб|aqtobe|aktobe|актобинская|актобе|актюбе"),
    (19, "алма атинская|алматинск|алматинская|талгарская"),
    (23, "атырауск|гурьевская|гурьев"),
    (27, "зко|запад каз|бқо|батыс қазақстан|уральская|зап каз|западный казахстан|запад казахстан|приуральская"),
    (31, "жамб|jambyl|жамбылск|джамбул|джамбулская|джамбульская|жамбылская|тараз|жамбыл"),
    (33, "jetisu|jetysu|жетысуск|жетису|жетысу|жетысуская|жетісуская|талдыкорганская|талды курганская|жетісу"),
    (35, "кар|караг|караганда|карагандинск|караганд|karagandy|qaragandy|қарағанды"),
    (39, "кост|костан|костанайск|qostanay|kostanay|кустанайская|кустанай|костанай"),
    (
        43,
        "кызылординск|кызылорд|qyzylorda|kyzylorda|кзыл ординская|кзылординская|кзыл орда|кызыл орда|қызыл орда|кызыл ординская",
    ),
    (
        47,
        "манг|мангист|мангистауск|мангыстауск|mangystau|mangistau|мангыстауская|мангыстау|мангышлакская|мангистау|манғыстау",
    ),
    (55, "павл|павлодар|павлодарск|pavlodar"),
    (59, "ско|сқо|солтүстік қазақстан|сев каз|северный казахстан|северо казахстан"),
    (
        61,
        "турк|туркест|turkestan|turkistan|туркестанск|южно казахстанская|юко|оқо|оңтүстік қазақстан|түркістан|туркестан|чимкентская|туркістан",
    ),
    (62, "улытауск|ulytau|улытауская|улытау|джезказганская|жезказганская|ұлытау"),
    (63, "вко|шқо|шығыс қазақстан|вост каз|восточный казахстан|восточно казахстан"),
    (71, "нур султан|нұр сұлтан|нурсултан|нұрсұлтан|целиноград|astana|nur sultan|астаны"),
    (75, "алма ата"),
    (79, "чимкент"),
];

/// Names that a city and the region around it share; the word for one or the other decides, and without it the city.
const TWO: &[(&str, u8, u8)] = &[("алматы", 75, 19), ("almaty", 75, 19), ("алма ата", 75, 19)];

static NAMES: LazyLock<HashMap<String, Region>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let mut put = |name: &str, iso: u8| {
        if let Some(region) = Region::from_code(&format!("KZ-{iso:02}")) {
            names.entry(bare(&fold(name))).or_insert(region);
        }
    };
    // The first to claim a name keeps it: today's name of a region before other words for one, and before centres.
    for facts in &REGIONS {
        facts.names.iter().for_each(|n| put(n, facts.iso));
    }
    for (iso, more) in MORE {
        more.split('|').for_each(|n| put(n, *iso));
    }
    for facts in &REGIONS {
        facts.centres.iter().for_each(|c| put(c, facts.iso));
    }
    names
});

/// Words that say "region" or "city", not which.
const KIND_WORDS: [&str; 27] = [
    "область",
    "обл",
    "области",
    "облысы",
    "облыс",
    "облысынын",
    "облысында",
    "облысынан",
    "по",
    "бойынша",
    "region",
    "oblast",
    "г",
    "гор",
    "город",
    "города",
    "каласы",
    "каласынын",
    "кала",
    "к",
    "city",
    "province",
    "oblysy",
    "qalasy",
    "республика",
    "of",
    "рк",
];

fn bare(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').filter(|w| !KIND_WORDS.contains(w)).collect();
    words.join(" ")
}

/// The region that the text names, whatever word for "region" stands in it; a regional centre names its region.
///
/// ```
/// use orken_core::{import::region_named, model::Region};
/// assert_eq!(region_named("г. Туркестан"), Region::from_code("KZ-61"));
/// assert_eq!(region_named("Алматинская обл."), Region::from_code("KZ-19"));
/// assert_eq!(region_named("Алматы қ."), Region::from_code("KZ-75"));
/// ```
#[must_use]
pub fn region_named(text: &str) -> Option<Region> {
    let text = without_country(text.trim());
    if let Some(region) = Region::from_code(text) {
        return Some(region);
    }
    let folded = fold(text);
    let name = bare(&folded);
    if let Some((_, city, around)) = TWO.iter().find(|(n, ..)| *n == name) {
        let says_region = folded
            .split(' ')
            .any(|w| matches!(w, "область" | "обл" | "облысы" | "облыс" | "region" | "oblast" | "oblysy"));
        return Region::from_code(&format!("KZ-{:02}", if says_region { around } else { city }));
    }
    let found = NAMES.get(&name).or_else(|| NAMES.get(&nominative(&name)?)).copied();
    found.or_else(|| if lost::is_lossy(text) { lossy(text) } else { None })
}

/// True for a city of the republic, which is a region.
pub(crate) fn is_republican(text: &str) -> bool {
    region_named(text).is_some_and(|region| region.facts().is_city)
}

/// The one region that a text which lost letters may name.
fn lossy(text: &str) -> Option<Region> {
    let wanted = bare(&fold(&lost::marked(text)));
    let mut fitting = NAMES.iter().filter(|(name, _)| lost::fits(&wanted, name)).map(|(_, region)| *region);
    let first = fitting.next()?;
    fitting.all(|other| other == first).then_some(first)
}

/// «акмолинской» → «акмолинская»: the region that a district or an office is said to be of.
fn nominative(name: &str) -> Option<String> {
    ["ской", "скую"].iter().find_map(|ending| name.strip_suffix(ending)).map(|stem| format!("{stem}ская"))
}
