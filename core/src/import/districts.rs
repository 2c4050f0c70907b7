//! Districts and cities by everything that a list can call them by.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use super::latin::to_cyrillic;
use super::lost;
use crate::model::{REGIONS, Region};

/// What a text says that a place is. A city and the district around it may have one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    City,
    District,
    /// The text doesn't say.
    Either,
}

impl Sense {
    const fn fits(self, other: Self) -> bool {
        !matches!((self, other), (Self::City, Self::District) | (Self::District, Self::City))
    }
}

/// Words that say "district".
const DISTRICT_WORDS: [&str; 16] = [
    "район",
    "р",
    "рн",
    "района",
    "району",
    "районе",
    "районный",
    "районного",
    "аудан",
    "ауданы",
    "ауданынын",
    "аудандык",
    "ауд",
    "district",
    "rayon",
    "raion",
];

/// Words that say "city".
const CITY_WORDS: [&str; 13] =
    ["г", "гор", "город", "города", "городу", "городской", "га", "кала", "каласы", "каласынын", "калалык", "к", "city"];

/// Words around a district's name that don't tell which it is: offices, "named after".
const OTHER_WORDS: [&str; 29] = [
    "н",
    "он",
    "на",
    "не",
    "ну",
    "область",
    "облысы",
    "обл",
    "отдел",
    "отдела",
    "отделу",
    "образования",
    "образованию",
    "управление",
    "управления",
    "роо",
    "ооо",
    "гу",
    "кгу",
    "мм",
    "кмм",
    "по",
    "бойынша",
    "билим",
    "болими",
    "болиминин",
    "имени",
    "им",
    "атындагы",
];

/// True where the folded text says that it names a district.
pub(crate) fn says_district(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let short = words.windows(2).any(|w| w[0] == "р" && matches!(w[1], "н" | "он" | "на" | "не" | "ну"));
    short || words.iter().any(|w| *w != "р" && DISTRICT_WORDS.contains(w) || matches!(*w, "роо"))
}

/// True where the folded text says that it names a city.
pub(crate) fn says_city(folded: &str) -> bool {
    folded.split(' ').any(|w| CITY_WORDS.contains(&w))
}

/// True where the text tells which place it names, and doesn't only say what kind of place or office.
pub(crate) fn tells_which(text: &str) -> bool {
    let around = [&DISTRICT_WORDS[..], &CITY_WORDS, &OTHER_WORDS];
    fold(text).split(' ').any(|w| w.chars().count() > 1 && !around.iter().any(|words| words.contains(&w)))
}

/// Kazakh names whose Russian ones no rule leads to, both without endings.
const SPELLINGS: [(&str, &str); 21] = [
    ("балкаш", "балхаш"),
    ("жанакала", "жангала"),
    ("букаржырау", "бухаржырау"),
    ("баянауыл", "баянаул"),
    ("тулкибас", "тюлькубас"),
    ("енбекшиказак", "енбекшиказах"),
    ("уйгыр", "уйгур"),
    ("шынгырлау", "чингирлау"),
    ("саркан", "сарканд"),
    ("ертис", "иртыш"),
    ("шарбакты", "щербакт"),
    ("науырзым", "наурзум"),
    ("узынкол", "узунколь"),
    ("уржар", "урджар"),
    ("маканшы", "маканчи"),
    ("абыралы", "абрал"),
    ("куршим", "курчум"),
    ("мусирепов", "мусрепов"),
    ("сатбаев", "сатпаев"),
    ("капшагай", "конаев"),
    ("капчагай", "конаев"),
];

/// What a district's text says: which sense, its words, and what those come to.
struct Said {
    sense: Sense,
    words: Vec<String>,
}

fn said(text: &str) -> Said {
    let folded = fold(text);
    let all: Vec<&str> = folded.split(' ').collect();
    let has = |words: &[&str]| all.iter().any(|w| words.contains(w));
    let sense = match (has(&DISTRICT_WORDS), has(&CITY_WORDS)) {
        (true, _) => Sense::District,
        (false, true) => Sense::City,
        (false, false) => Sense::Either,
    };
    let tells = |w: &&&str| ![&DISTRICT_WORDS[..], &CITY_WORDS, &OTHER_WORDS].iter().any(|words| words.contains(*w));
    // «Семей қ.ә.», «г. а. Аягоз»: a single letter beside the name is an abbreviation or an initial.
    let telling: Vec<&str> = all.iter().filter(tells).copied().collect();
    let long: Vec<&str> = telling.iter().filter(|w| w.chars().count() > 1).copied().collect();
    let words = if long.is_empty() { telling } else { long };
    let words: Vec<String> =
        if words.is_empty() { vec![folded.clone()] } else { words.into_iter().map(in_cyrillic).collect() };
    Said { sense, words: the_centre(&words).unwrap_or(words) }
}

fn in_cyrillic(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_alphabetic()) { to_cyrillic(word) } else { word.to_owned() }
}

/// Centres of regions have one name here, whatever the language: «Өскемен» and «Усть-Каменогорск».
fn the_centre(words: &[String]) -> Option<Vec<String>> {
    CENTRES.get(&words.join(" ")).map(|name| name.split(' ').map(str::to_owned).collect())
}

static CENTRES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let names = |centres: &[&str; 3]| centres.map(|c| (fold(c), fold(centres[1])));
    REGIONS.iter().flat_map(|r| names(&r.centres)).collect()
});

impl Said {
    /// Its words; those by stems, joined; those by sound.
    fn keys(&self) -> [String; 3] {
        let plain = self.words.join(" ");
        let stemmed: String = self.words.iter().map(|w| stem(&nominative(w)).to_owned()).collect();
        let sound = stemmed.chars().filter_map(by_sound).collect();
        [plain, stemmed, sound]
    }

    /// The ending of a Russian adjective that the name is.
    fn adjective(&self) -> Option<&'static str> {
        let [one] = self.words.as_slice() else { return None };
        let whole = nominative(one);
        ENDINGS.iter().find(|e| whole.ends_with(*e)).copied().filter(|_| whole.ends_with("ский"))
    }

    /// What the name may come to in the other language. Two names that share one are one if no third does.
    fn loose(&self) -> Vec<String> {
        let words: Vec<String> = self.words.iter().map(|w| nominative(w)).collect();
        let joined = words.concat();
        let mut bases = bases(&joined);
        // «район Магжана Жумабаева», «М. Жұмабаев ауданы»: the surname tells which.
        if let [_, .., surname] = words.as_slice() {
            let surname = surname.trim_end_matches('а');
            if ["ов", "ев", "ин"].iter().any(|e| surname.ends_with(e)) {
                bases.push(surname.to_owned());
            }
        }
        let mut keys: Vec<String> = bases.iter().map(|b| skeleton(spelling(b))).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

/// «целиноградского», «целиноградскому», «целиноградск.» → «целиноградский».
fn nominative(word: &str) -> String {
    let stem = ["ского", "скому", "ском", "ской", "ская", "ское", "ск"].iter().find_map(|e| word.strip_suffix(e));
    stem.filter(|s| s.chars().count() > 1).map_or_else(|| word.to_owned(), |s| format!("{s}ский"))
}

/// Endings of adjectives, the longest first.
const ENDINGS: [&str; 6] = ["инский", "овский", "евский", "ийский", "ский", "кий"];

/// `аягозский` → `аягоз`, `целиноградский` → `целиноград`.
fn stem(word: &str) -> &str {
    let cut = ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(|s| s.chars().count() > 3));
    cut.unwrap_or(word).trim_end_matches('ь')
}

/// A Russian adjective with and without what Russian puts before its ending; a Kazakh name with and without «-сы».
fn bases(joined: &str) -> Vec<String> {
    const INNER: [&str; 10] = ["ин", "ын", "ен", "ов", "ев", "ий", "ой", "ь", "н", "и"];
    let mut all = Vec::new();
    match joined.strip_suffix("ский").filter(|s| s.chars().count() > 1) {
        Some(base) => {
            let shorter = INNER.iter().filter_map(|e| base.strip_suffix(e));
            all.extend(shorter.filter(|s| s.chars().count() > 1).map(str::to_owned));
            all.push(base.to_owned());
        }
        None => {
            all.extend(["сы", "си"].iter().filter_map(|e| joined.strip_suffix(e)).map(str::to_owned));
            all.push(joined.to_owned());
        }
    }
    all
}

fn spelling(base: &str) -> &str {
    SPELLINGS.iter().find(|(kazakh, _)| *kazakh == base).map_or(base, |(_, russian)| russian)
}

/// The base by sound, without doubled letters and without vowels at its end.
fn skeleton(base: &str) -> String {
    let mut sounds: Vec<char> = base.chars().filter_map(by_sound).collect();
    sounds.dedup();
    while sounds.len() > 2 && sounds.last().is_some_and(|c| matches!(c, 'и' | 'у' | 'а')) {
        sounds.pop();
    }
    sounds.into_iter().collect()
}

/// Vowels that Kazakh and Russian spellings exchange, as one; signs and й gone.
const fn by_sound(c: char) -> Option<char> {
    Some(match c {
        'ь' | 'ъ' | 'й' => return None,
        'ы' | 'и' | 'е' | 'э' => 'и',
        'ю' | 'у' | 'о' => 'у',
        'я' | 'а' => 'а',
        other => other,
    })
}

/// One known district.
#[derive(Debug, Clone, Copy)]
struct Known<T> {
    what: T,
    sense: Sense,
    /// Called by a Russian adjective: its ending.
    adjective: Option<&'static str>,
}

/// How surely a name leads to a district: as written, by stems, by sound, by what it may come to.
const TIERS: usize = 4;
const BY_SOUND: usize = 2;
const LOOSEST: usize = TIERS - 1;

/// Districts by region and name, `T` being whatever stands for one where the index is used.
#[derive(Debug)]
pub(crate) struct Districts<T> {
    by_key: HashMap<(Region, usize, String), Vec<Known<T>>>,
}

impl<T: Copy + PartialEq> Districts<T> {
    pub(crate) fn new() -> Self {
        Self { by_key: HashMap::new() }
    }

    /// Adds a district under every key of its name.
    pub(crate) fn add(&mut self, what: T, region: Region, name: &str) {
        let said = said(name);
        let known = Known { what, sense: said.sense, adjective: said.adjective() };
        let exact = said.keys().into_iter().enumerate();
        let loose = said.loose().into_iter().map(|key| (LOOSEST, key));
        for (tier, key) in exact.chain(loose) {
            self.by_key.entry((region, tier, key)).or_default().push(known);
        }
    }

    /// The districts of the region that the text may name: more than one where it can't be told which.
    pub(crate) fn find(&self, region: Region, text: &str) -> Vec<T> {
        let said = said(text);
        let mut found = match said.sense {
            Sense::Either => {
                let mut both = self.best(region, &said, Sense::District);
                both.extend(self.best(region, &said, Sense::City));
                both
            }
            sense => self.best(region, &said, sense),
        };
        if found.is_empty() && lost::is_lossy(text) {
            found = self.lossy(region, text);
        } else if self.is_another(region, &said) {
            return Vec::new();
        }
        unique(found)
    }

    /// True where the text comes near a district of the region at most by sound, and is the name of one elsewhere:
    /// «Аккулинский» is no «Аккольский».
    fn is_another(&self, region: Region, said: &Said) -> bool {
        let keys = said.keys();
        let known = |at: Region, tier: usize| {
            let all = self.by_key.get(&(at, tier, keys[tier].clone())).map_or(&[][..], Vec::as_slice);
            all.iter().filter(|k| k.sense.fits(said.sense))
        };
        let named = |at: Region| {
            let by_stem = |k: &&Known<T>| k.adjective.is_some() && k.adjective == said.adjective();
            known(at, 0).next().is_some() || known(at, 1).any(|k| by_stem(&k))
        };
        let here = (0..BY_SOUND).any(|tier| known(region, tier).next().is_some());
        !here && Region::all().any(|at| at != region && named(at))
    }

    /// The one district that goes by this name; the surest where a city and a district do.
    pub(crate) fn same(&self, region: Region, text: &str) -> Option<T> {
        let said = said(text);
        match unique(self.best(region, &said, said.sense)).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// True where a district of the country is called exactly so, or so by its stem.
    pub(crate) fn knows(&self, text: &str) -> bool {
        let keys = said(text).keys();
        let known = |region: Region| {
            keys.iter().take(2).enumerate().any(|(tier, key)| self.by_key.contains_key(&(region, tier, key.clone())))
        };
        Region::all().any(known)
    }

    /// What the first tier at which anything of that sense fits says. At the loosest tier all must say the same.
    fn best(&self, region: Region, said: &Said, sense: Sense) -> Vec<T> {
        let adjective = said.adjective();
        let at = |tier: usize, key: String| {
            let all = self.by_key.get(&(region, tier, key)).map_or(&[][..], Vec::as_slice);
            // Adjectives with different endings only sound alike: «Аккольский», «Аккулинский».
            let apart = |k: &Known<T>| tier == BY_SOUND && adjective.zip(k.adjective).is_some_and(|(a, b)| a != b);
            all.iter().filter(|k| k.sense.fits(sense) && !apart(k)).map(|k| k.what).collect::<Vec<T>>()
        };
        let exact = said.keys().into_iter().enumerate().map(|(tier, key)| at(tier, key));
        let found = exact.into_iter().find(|all| !all.is_empty());
        found.unwrap_or_else(|| self.loosest(region, said, sense))
    }

    /// Two Russian adjectives are compared as they are: what is looser is between the languages.
    fn loosest(&self, region: Region, said: &Said, sense: Sense) -> Vec<T> {
        let keys = said.loose().into_iter().map(|key| (region, LOOSEST, key));
        let known = keys.filter_map(|key| self.by_key.get(&key)).flatten();
        known
            .filter(|k| k.sense.fits(sense) && !(k.adjective.is_some() && said.adjective().is_some()))
            .map(|k| k.what)
            .collect()
    }

    /// Districts whose names fit a text that lost letters.
    fn lossy(&self, region: Region, text: &str) -> Vec<T> {
        let wanted = said(&lost::marked(text));
        let [_, _, wanted_sound] = wanted.keys();
        let named = self
            .by_key
            .iter()
            .filter(|((r, tier, key), _)| *r == region && *tier == BY_SOUND && lost::fits(&wanted_sound, key));
        let mut found: Vec<T> = Vec::new();
        for (_, all) in named {
            found.extend(all.iter().filter(|k| k.sense.fits(wanted.sense)).map(|k| k.what));
        }
        found
    }
}

fn unique<T: PartialEq>(all: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for one in all {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
