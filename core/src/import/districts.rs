//! Districts and cities by everything that a list can call them by.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::district_words::{
    CITY_ADJECTIVES, CITY_WORDS, DISTRICT_WORDS, KAZAKH, OTHER_WORDS, RUSSIAN_DISTRICT, SPELLINGS,
};
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

/// What a district's text says: which sense, its words, and what those come to.
struct Said {
    sense: Sense,
    words: Vec<String>,
    /// The centre of a region.
    centre: bool,
    /// The word for a district is Russian.
    russian: bool,
}

fn said(text: &str) -> Said {
    let folded = fold(&lost::marked_within(&mended(text)));
    let all: Vec<&str> = folded.split(' ').collect();
    let has = |words: &[&str]| all.iter().any(|w| words.contains(w));
    let tells = |w: &&&str| ![&DISTRICT_WORDS[..], &CITY_WORDS, &OTHER_WORDS].iter().any(|words| words.contains(*w));
    // «Семей қ.ә.», «г. а. Аягоз»: a single letter beside the name is an abbreviation or an initial.
    let telling: Vec<&str> = all.iter().filter(tells).copied().collect();
    let long: Vec<&str> = telling.iter().filter(|w| w.chars().count() > 1).copied().collect();
    let words = if long.is_empty() { telling } else { long };
    // «Павлодарский» alone is a district; «Риддерский отдел образования» is the city's, for there is no such district.
    let adjective = words.last().is_some_and(|w| !w.ends_with("ск") && nominative(w).ends_with("ский"));
    let of_city = adjective && words.last().is_some_and(|w| CITY_ADJECTIVES.iter().any(|a| w.starts_with(a)));
    let sense = match (has(&DISTRICT_WORDS), has(&CITY_WORDS)) {
        (true, _) => Sense::District,
        (false, true) => Sense::City,
        (false, false) if of_city => Sense::City,
        (false, false) if adjective => Sense::District,
        (false, false) => Sense::Either,
    };
    let words: Vec<String> =
        if words.is_empty() { vec![folded.clone()] } else { words.into_iter().map(plain_word).collect() };
    let centre = the_centre(&words);
    Said { sense, centre: centre.is_some(), russian: has(&RUSSIAN_DISTRICT), words: centre.unwrap_or(words) }
}

/// The text with the words for what it names, where those lost letters.
fn mended(text: &str) -> Cow<'_, str> {
    lost::mended(text, KAZAKH.iter().copied())
}

/// The word in Cyrillic; «Джангельдинский» as «Жангельдинский».
fn plain_word(word: &str) -> String {
    let word = if word.bytes().all(|b| b.is_ascii_alphabetic()) { to_cyrillic(word) } else { word.to_owned() };
    word.strip_prefix("дж").map_or_else(|| word.clone(), |rest| format!("ж{rest}"))
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
    /// What is recorded under this name: a centre of a region named without a word for what it is is the city.
    const fn recorded(&self) -> Sense {
        if matches!(self.sense, Sense::Either) && self.centre { Sense::City } else { self.sense }
    }

    /// Keys of each tier.
    fn keys(&self) -> [Vec<String>; TIERS] {
        let plain = self.words.join(" ");
        let stemmed: String = self.words.iter().map(|w| stem(&nominative(w)).to_owned()).collect();
        let sound = stemmed.chars().filter_map(by_sound).collect();
        let bases = self.bases();
        let skeletons = bases.iter().map(|b| skeleton(b)).collect();
        let bases = bases.iter().map(|b| b.replace('ы', "и")).collect();
        [vec![plain], vec![stemmed], vec![sound], unique(bases), unique(skeletons)]
    }

    /// The ending of a Russian adjective that the name is.
    fn adjective(&self) -> Option<&'static str> {
        let [one] = self.words.as_slice() else { return None };
        let whole = nominative(one);
        ENDINGS.iter().find(|e| whole.ends_with(*e)).copied().filter(|_| whole.ends_with("ский"))
    }

    /// What the name may come to in the other language.
    fn bases(&self) -> Vec<String> {
        let words: Vec<String> = self.words.iter().map(|w| nominative(w)).collect();
        let mut bases = bases(&words.concat());
        // «район Магжана Жумабаева», «М. Жұмабаев ауданы»: the surname tells which.
        if let [_, .., surname] = words.as_slice() {
            let surname = surname.trim_end_matches('а');
            if ["ов", "ев", "ин"].iter().any(|e| surname.ends_with(e)) {
                bases.push(surname.to_owned());
            }
        }
        bases.iter().map(|b| spelling(b).to_owned()).collect()
    }
}

/// «целиноградского», «целиноградскому», «целиноградск.» → «целиноградский»; «жаксынский» → «жаксинский».
fn nominative(word: &str) -> String {
    const CASES: [&str; 8] = ["ский", "ского", "скому", "ском", "ской", "ская", "ское", "ск"];
    let stem = CASES.iter().find_map(|e| word.strip_suffix(e)).filter(|s| s.chars().count() > 1);
    stem.map_or_else(
        || word.to_owned(),
        |s| s.strip_suffix("ын").map_or_else(|| format!("{s}ский"), |s| format!("{s}инский")),
    )
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
            // «Нуринский» of «Нура»
            all.extend(base.strip_suffix("ин").map(|s| format!("{s}а")));
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

/// How surely a name leads to a district: as written, by stems, by sound, by what it may come to in the other language,
/// and by the sound of that.
const TIERS: usize = 5;
const BY_STEM: usize = 1;
const BY_SOUND: usize = 2;
const BY_BASE: usize = 3;
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
        let known = Known { what, sense: said.recorded(), adjective: said.adjective() };
        for (tier, key) in said.keys().into_iter().enumerate().flat_map(|(t, all)| all.into_iter().map(move |k| (t, k)))
        {
            self.by_key.entry((region, tier, key)).or_default().push(known);
        }
    }

    /// The districts of the region that the text may name: more than one where it can't be told which.
    pub(crate) fn find(&self, region: Region, text: &str) -> Vec<T> {
        self.find_with_tier(region, text).1
    }

    /// The districts that the text may name in the one region where it fits best; none where it fits two alike.
    pub(crate) fn find_anywhere(&self, text: &str) -> Vec<T> {
        let mut found: Vec<(usize, Vec<T>)> = Region::all().map(|r| self.find_with_tier(r, text)).collect();
        found.retain(|(_, all)| !all.is_empty());
        // «Есильский» as written here and by its stem there are equally sure; and a Kazakh name is the Russian one's equal:
        // «Нұра ауданы» is «район Нура» of one region and «Нуринский район» of another.
        let said = said(text);
        let alike = if said.adjective().is_none() && !said.russian { BY_BASE } else { BY_STEM };
        let sureness = |tier: usize| if tier <= alike && tier != BY_SOUND { BY_STEM } else { tier };
        let surest = found.iter().map(|(tier, _)| sureness(*tier)).min();
        found.retain(|(tier, _)| Some(sureness(*tier)) == surest);
        if found.len() == 1 { found.swap_remove(0).1 } else { Vec::new() }
    }

    fn find_with_tier(&self, region: Region, text: &str) -> (usize, Vec<T>) {
        let said = said(text);
        let (tier, mut found) = self.best(region, &said, said.sense);
        if said.sense == Sense::Either {
            // Each sense by its surest tier: both a city and a district may be called so.
            found = self.best(region, &said, Sense::District).1;
            found.extend(self.best(region, &said, Sense::City).1);
        }
        if found.is_empty() && lost::is_lossy(text) {
            return (TIERS, unique(self.lossy(region, text)));
        }
        if self.is_another(region, &said) { (TIERS, Vec::new()) } else { (tier, unique(found)) }
    }

    /// What is known under the keys of a tier.
    fn known<'a>(&'a self, region: Region, tier: usize, keys: &'a [String]) -> impl Iterator<Item = &'a Known<T>> {
        keys.iter().filter_map(move |key| self.by_key.get(&(region, tier, key.clone()))).flatten()
    }

    /// True where the text comes near a district of the region at most by sound, and is the name of one elsewhere:
    /// «Аккулинский» is no «Аккольский», nor is «Ақкөл» «Аккулинский».
    fn is_another(&self, region: Region, said: &Said) -> bool {
        let keys = said.keys();
        let known = |at: Region, tier: usize| self.known(at, tier, &keys[tier]).filter(|k| k.sense.fits(said.sense));
        let same_ending = |k: &Known<T>| k.adjective.zip(said.adjective()).is_none_or(|(a, b)| a == b);
        let named = |at: Region| known(at, 0).next().is_some() || known(at, BY_STEM).any(same_ending);
        // «Нұра ауданы» of Karaganda is «Нуринский район», whatever Astana has.
        let translated = || said.adjective().is_none() && known(region, BY_BASE).any(|k| k.adjective.is_some());
        let here = (0..BY_SOUND).any(|tier| known(region, tier).next().is_some()) || translated();
        !here && Region::all().any(|at| at != region && named(at))
    }

    /// The one district that goes by this name; the surest where a city and a district do.
    pub(crate) fn same(&self, region: Region, text: &str) -> Option<T> {
        let said = said(text);
        match unique(self.best(region, &said, said.recorded()).1).as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// True where a district of the country is called exactly so, or so by its stem.
    pub(crate) fn knows(&self, text: &str) -> bool {
        let said = said(text);
        let keys = said.keys();
        let known =
            |region: Region, tier: usize| self.known(region, tier, &keys[tier]).any(|k| k.sense.fits(said.sense));
        Region::all().any(|region| (0..BY_SOUND).any(|tier| known(region, tier)))
    }

    /// True where a district of the country is called so in either language, and doesn't only sound like it.
    pub(crate) fn goes_by(&self, text: &str) -> bool {
        let said = said(text);
        let keys = said.keys();
        let fits =
            |region: Region, tier: usize| self.known(region, tier, &keys[tier]).any(|k| k.sense.fits(said.sense));
        Region::all().any(|region| [0, BY_STEM, BY_BASE].into_iter().any(|tier| fits(region, tier)))
    }

    /// The first tier at which anything of that sense fits, and what does.
    fn best(&self, region: Region, said: &Said, sense: Sense) -> (usize, Vec<T>) {
        let adjective = said.adjective();
        // Adjectives with different endings only sound alike: «Аккольский», «Аккулинский»; and two Russian adjectives
        // are compared as they are, for what is looser is between the languages.
        let apart = |tier: usize, k: &Known<T>| {
            adjective.zip(k.adjective).is_some_and(|(a, b)| tier > BY_SOUND || (tier == BY_SOUND && a != b))
        };
        let at = |(tier, keys): (usize, Vec<String>)| {
            let all = self.known(region, tier, &keys).filter(|k| k.sense.fits(sense) && !apart(tier, k));
            (tier, all.map(|k| k.what).collect::<Vec<T>>())
        };
        let found = said.keys().into_iter().enumerate().map(at).find(|(_, all)| !all.is_empty());
        found.unwrap_or((TIERS, Vec::new()))
    }

    /// Districts whose names fit a text that lost letters.
    fn lossy(&self, region: Region, text: &str) -> Vec<T> {
        let wanted = said(&lost::marked(&mended(text)));
        let keys = wanted.keys();
        let at = |tier: usize| {
            let fits = |key: &String| keys[tier].iter().any(|w| lost::fits(w, key));
            let named = self.by_key.iter().filter(move |((r, t, key), _)| *r == region && *t == tier && fits(key));
            let all: Vec<T> =
                named.flat_map(|(_, all)| all).filter(|k| k.sense.fits(wanted.sense)).map(|k| k.what).collect();
            all
        };
        let by_sound = at(BY_SOUND);
        if by_sound.is_empty() { at(LOOSEST) } else { by_sound }
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
