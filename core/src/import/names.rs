//! Keys under which names of schools and districts that mean the same come together, from the strictest to the
//! loosest. A looser key is asked only where the stricter ones found nothing, and never decides between two.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::{fold, fold_strict};
use crate::model::SchoolKind;

/// How many keys a school has.
pub(crate) const TIERS: usize = 5;

/// Words that name a type of school, in folded form.
const TYPES: &[(&str, &str)] = &[
    ("основная средняя общеобразовательная школа", "осш"),
    ("основная общеобразовательная школа", "осш"),
    ("основная средняя школа", "осш"),
    ("основная школа", "осш"),
    ("негизги орта билим беретин мектеби", "осш"),
    ("негизги орта билим беретин мектеп", "осш"),
    ("негизги орта мектеби", "осш"),
    ("негизги орта мектеп", "осш"),
    ("негизги мектеби", "осш"),
    ("негизги мектеп", "осш"),
    ("basic school", "осш"),
    ("оош", "осш"),
    ("ношо", "осш"),
    ("осш", "осш"),
    ("нош", "осш"),
    ("нобм", "осш"),
    ("начальная общеобразовательная школа", "нш"),
    ("начальная школа", "нш"),
    ("бастауыш билим беретин мектеби", "нш"),
    ("бастауыш билим беретин мектеп", "нш"),
    ("бастауыш мектеби", "нш"),
    ("бастауыш мектеп", "нш"),
    ("primary school", "нш"),
    ("нш", "нш"),
    ("бм", "нш"),
    ("школа гимназия", "гимназия"),
    ("мектеп гимназиясы", "гимназия"),
    ("мектеп гимназия", "гимназия"),
    ("гимназия мектеби", "гимназия"),
    ("school gymnasium", "гимназия"),
    ("гимназиясы", "гимназия"),
    ("гимназия", "гимназия"),
    ("gymnasium", "гимназия"),
    ("шг", "гимназия"),
    ("школа лицей", "лицей"),
    ("мектеп лицейи", "лицей"),
    ("мектеп лицеи", "лицей"),
    ("мектеп лицей", "лицей"),
    ("лицей мектеби", "лицей"),
    ("school lyceum", "лицей"),
    ("лицейи", "лицей"),
    ("лицеи", "лицей"),
    ("лицей", "лицей"),
    ("lyceum", "лицей"),
    ("шл", "лицей"),
    ("школа интернат", "интернат"),
    ("мектеп интернаты", "интернат"),
    ("мектеп интернат", "интернат"),
    ("интернат мектеби", "интернат"),
    ("boarding school", "интернат"),
    ("интернат", "интернат"),
    ("школа детский сад", "школасад"),
    ("школа сад", "школасад"),
    ("мектеп балабакшасы", "школасад"),
    ("мектеп балабакша", "школасад"),
    ("высший колледж", "колледж"),
    ("жогары колледжи", "колледж"),
    ("колледжи", "колледж"),
    ("колледж", "колледж"),
    ("college", "колледж"),
    ("ясли сад", "сад"),
    ("детский сад", "сад"),
    ("бобекжай балабакшасы", "сад"),
    ("балабакшасы", "сад"),
    ("балабакша", "сад"),
    ("бобекжай", "сад"),
    ("kindergarten", "сад"),
    ("средняя общеобразовательная школа", "сош"),
    ("общеобразовательная средняя школа", "сош"),
    ("общеобразовательная школа", "сош"),
    ("общая средняя школа", "сош"),
    ("средняя школа", "сош"),
    ("жалпы орта билим беретин мектеби", "сош"),
    ("жалпы орта билим беретин мектеп", "сош"),
    ("жалпы билим беретин орта мектеби", "сош"),
    ("жалпы билим беретин орта мектеп", "сош"),
    ("жалпы билим беретин мектеби", "сош"),
    ("жалпы билим беретин мектеп", "сош"),
    ("орта билим беретин мектеби", "сош"),
    ("орта билим беретин мектеп", "сош"),
    ("жалпы орта мектеби", "сош"),
    ("жалпы орта мектеп", "сош"),
    ("орта мектеби", "сош"),
    ("орта мектеп", "сош"),
    ("general secondary school", "сош"),
    ("secondary school", "сош"),
    ("high school", "сош"),
    ("жоббм", "сош"),
    ("жобм", "сош"),
    ("жббом", "сош"),
    ("жббм", "сош"),
    ("сош", "сош"),
    ("сш", "сош"),
    ("ом", "сош"),
    ("школа", "школа"),
    ("мектеби", "школа"),
    ("мектеп", "школа"),
    ("school", "школа"),
];

/// Words that say nothing of which school it is: legal forms, "named after", kinds of settlement.
const FILLERS: [&str; 52] = [
    "кгу",
    "кмм",
    "гу",
    "мм",
    "гккп",
    "мккк",
    "тоо",
    "жшс",
    "кгкп",
    "кмкк",
    "коммуналное",
    "коммунальное",
    "государственное",
    "учреждение",
    "коммуналдык",
    "мемлекеттик",
    "мекемеси",
    "мекеме",
    "имени",
    "им",
    "атындагы",
    "атында",
    "ат",
    "after",
    "named",
    "of",
    "the",
    "с",
    "село",
    "села",
    "сельская",
    "аул",
    "аула",
    "аулы",
    "ауыл",
    "ауылы",
    "ауылдык",
    "ауылындагы",
    "пос",
    "поселок",
    "поселка",
    "кенти",
    "п",
    "г",
    "гор",
    "город",
    "города",
    "к",
    "каласы",
    "ст",
    "станция",
    "village",
];

/// What a school's name says: its type, and its words without fillers.
struct Parsed {
    kind: &'static str,
    words: Vec<String>,
}

/// The name without the offices that the school is under.
fn without_office(folded: &str) -> String {
    let words: Vec<&str> = folded.split(' ').collect();
    // «… облысы білім басқармасының … ауданы бойынша білім бөлімінің» stands before the name.
    let after =
        words.iter().rposition(|w| matches!(*w, "болиминин" | "баскармасынын" | "акимдигинин")).map_or(0, |i| i + 1);
    // «… отдела образования по … району» stands after it.
    let office = words.windows(2).position(|w| w[0].starts_with("отдел") && w[1] == "образования");
    let until =
        office.or_else(|| words.iter().position(|w| matches!(*w, "акимата" | "управления"))).unwrap_or(words.len());
    if after < until { words[after..until].join(" ") } else { folded.to_owned() }
}

/// Words, and the type that they name.
type Phrase = (Vec<&'static str>, &'static str);

/// Phrases of [`TYPES`] by their first word, the longest first.
static PHRASES: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut by_first: HashMap<_, Vec<(Vec<_>, _)>> = HashMap::new();
    for (phrase, code) in TYPES {
        let words: Vec<&str> = phrase.split(' ').collect();
        by_first.entry(words[0]).or_default().push((words, *code));
    }
    by_first.values_mut().for_each(|all| all.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    by_first
});

fn parse(name: &str) -> Parsed {
    let text = without_office(&fold(name));
    let all: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
    let (mut kind, mut words, mut at) = ("", Vec::new(), 0);
    while at < all.len() {
        let phrases = PHRASES.get(all[at]).map_or(&[][..], Vec::as_slice);
        match phrases.iter().find(|(phrase, _)| all[at..].starts_with(phrase)) {
            Some((phrase, code)) => {
                // The first type found names it; a bare "школа" besides adds nothing.
                if kind.is_empty() || kind == "школа" {
                    kind = code;
                }
                at += phrase.len();
            }
            None => {
                if !FILLERS.contains(&all[at]) {
                    words.push(all[at].to_owned());
                }
                at += 1;
            }
        }
    }
    Parsed { kind, words }
}

/// The keys of a school's name, strictest first: as written; with Kazakh letters folded; by type and words in any order,
/// fillers aside; the same by stems, without initials; and, for a name that tells no type, those stems alone.
pub(crate) fn school_keys(name: &str) -> [String; TIERS] {
    let parsed = parse(name);
    let sorted = |mut words: Vec<String>| {
        words.sort_unstable();
        words.join(" ")
    };
    let full = sorted(parsed.words.clone());
    let stems = parsed.words.iter().filter(|w| w.chars().count() > 1 || w.starts_with(|c: char| c.is_ascii_digit()));
    let stems = sorted(stems.map(|w| stem(w)).collect());
    [
        fold_strict(name),
        fold(name),
        if full.is_empty() { String::new() } else { format!("{}:{full}", parsed.kind) },
        if stems.is_empty() { String::new() } else { format!("{}:{stems}", parsed.kind) },
        stems,
    ]
}

/// True for a name that tells no type of school (`№ 5`, `школа № 5`): it may mean a school of any type.
pub(crate) fn tells_no_type(name: &str) -> bool {
    matches!(parse(name).kind, "" | "школа")
}

/// The kind of school that its name tells.
pub(crate) fn kind_in_name(name: &str) -> SchoolKind {
    match parse(name).kind {
        "осш" => SchoolKind::Basic,
        "нш" => SchoolKind::Primary,
        "гимназия" => SchoolKind::Gymnasium,
        "лицей" => SchoolKind::Lyceum,
        "интернат" => SchoolKind::Boarding,
        "колледж" => SchoolKind::College,
        "сад" => SchoolKind::Kindergarten,
        _ => SchoolKind::General,
    }
}

/// A surname or a place without the ending that Russian gives it after «имени» (Әуезова, Молдағұловой, Абая).
fn stem(word: &str) -> String {
    if word.chars().count() < 4 || !word.chars().all(char::is_alphabetic) {
        return word.to_owned();
    }
    let cut = ["ой", "а", "я", "й"].iter().find_map(|ending| word.strip_suffix(ending));
    cut.unwrap_or(word).to_owned()
}

/// Words that say "district" or "city", not which.
const PLACE_WORDS: [&str; 22] = [
    "район",
    "р",
    "н",
    "рн",
    "района",
    "аудан",
    "ауданы",
    "ауд",
    "district",
    "rayon",
    "raion",
    "г",
    "гор",
    "город",
    "города",
    "кала",
    "каласы",
    "к",
    "city",
    "область",
    "облысы",
    "обл",
];

/// The keys of a district's name: its words; those by stems, joined; those by sound.
pub(crate) fn district_keys(name: &str) -> [String; 3] {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|w| !PLACE_WORDS.contains(w)).collect();
    let city =
        folded.split(' ').any(|w| matches!(w, "г" | "гор" | "город" | "города" | "кала" | "каласы" | "к" | "city"));
    // A town and the district around it may have one name.
    let mark = if city { "г:" } else { "" };
    let plain = words.join(" ");
    if plain.is_empty() {
        return [folded.clone(), folded.clone(), folded];
    }
    let stemmed: String = words.iter().map(|w| district_stem(w)).collect();
    let sound: String = stemmed.chars().filter_map(by_sound).collect();
    [format!("{mark}{plain}"), format!("{mark}{stemmed}"), format!("{mark}{sound}")]
}

/// `аягозский` → `аягоз`, `целиноградский` → `целиноград`.
fn district_stem(word: &str) -> &str {
    const ENDINGS: [&str; 8] = ["инский", "овский", "евский", "ийский", "ский", "ская", "ское", "кий"];
    let cut = ENDINGS.iter().find_map(|e| word.strip_suffix(e).filter(|s| s.chars().count() > 3));
    cut.unwrap_or(word).trim_end_matches('ь')
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
