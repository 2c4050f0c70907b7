//! Words around the names of districts and cities, and names that two languages spell apart.

use super::fold::fold;

/// Words that say "district".
pub(super) const DISTRICT_WORDS: [&str; 16] = [
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

/// Those of them that are Russian.
pub(super) const RUSSIAN_DISTRICT: [&str; 8] =
    ["район", "р", "рн", "района", "району", "районе", "районный", "районного"];

/// Words that say "city".
pub(super) const CITY_WORDS: [&str; 16] = [
    "г",
    "гор",
    "город",
    "города",
    "городу",
    "городской",
    "гоо",
    "гороо",
    "гороно",
    "га",
    "кала",
    "каласы",
    "каласынын",
    "калалык",
    "к",
    "city",
];

/// Words around a district's name that don't tell which it is: offices, "named after".
pub(super) const OTHER_WORDS: [&str; 48] = [
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
    "баскармасы",
    "баскармасынын",
    "коммунальное",
    "государственное",
    "учреждение",
    "коммуналдык",
    "мемлекеттик",
    "мекемеси",
    "области",
    "облысынын",
    "роо",
    "оо",
    "уо",
    "районо",
    "беру",
    "беретин",
    "болимше",
    "акимата",
    "акимат",
    "акимдигинин",
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

/// Beginnings of the adjectives of cities beside which there is no district of the same name, folded.
pub(super) const CITY_ADJECTIVES: [&str; 24] = [
    "экибастуз",
    "темиртау",
    "риддер",
    "рудненск",
    "степногор",
    "жанаозен",
    "кентау",
    "сатпаев",
    "шахтинск",
    "тараз",
    "каменогор",
    "семейск",
    "кокшетау",
    "лисаков",
    "аркалык",
    "жезказган",
    "каражал",
    "приозерск",
    "саранск",
    "курчатов",
    "актауск",
    "петропавлов",
    "талдыкорган",
    "текелийск",
];

/// True where the folded text says that it names a city.
pub(crate) fn says_city(folded: &str) -> bool {
    folded.split(' ').any(|w| CITY_WORDS.contains(&w))
}

/// True where the text tells which place it names, and doesn't only say what kind of place or office.
pub(crate) fn tells_which(text: &str) -> bool {
    let around = [&DISTRICT_WORDS[..], &CITY_WORDS, &OTHER_WORDS];
    fold(text).split(' ').any(|w| w.chars().count() > 1 && !around.iter().any(|words| words.contains(&w)))
}

/// Words that say what is named, in their Kazakh spelling, for texts that lost its letters: `Семей ?аласы`.
pub(super) const KAZAKH: [&str; 7] = ["қала", "қаласы", "қаласының", "қалалық", "бөлімі", "бөлімінің", "атындағы"];

/// Kazakh names whose Russian ones no rule leads to, both without endings.
pub(super) const SPELLINGS: [(&str, &str); 21] = [
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
