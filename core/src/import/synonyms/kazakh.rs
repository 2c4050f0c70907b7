//! Words of the closed lists in their Kazakh spelling, for texts that lost its letters: `м??алім`. Words whose letters a
//! Russian encoding holds lose nothing and don't stand here.

/// Of positions; `*` ends a word's beginning.
pub(super) const ROLES: &[&str] = &[
    "мұғалім*",
    "меңгеруші*",
    "әдіскер*",
    "директордың",
    "мектептің",
    "оқу",
    "оқыту",
    "тәрбие",
    "тәрбиеші*",
    "ісінің",
    "ісі",
    "бөлімі*",
    "міндетін",
    "атқарушы*",
    "атқарып",
    "уақытша",
    "әлеуметтік",
    "аға",
    "тәлімгер*",
    "көмекші*",
    "кеңесші*",
    "кітапхана",
    "кітапхананың",
    "күзетші*",
    "шаруашылық*",
    "асхана",
    "зертхана*",
    "үйірме*",
    "ұйым*",
    "көркем*",
    "жүргізуші*",
    "жөніндегі",
];

/// Of categories.
pub(super) const CATEGORIES: &[&str] = &[
    "тағылымдама*",
    "жоқ",
    "жоғары",
    "бірінші",
    "екінші",
    "мұғалім*",
    "ұйымдастырушы",
    "көшбасшы",
    "үшінші",
    "басшының",
];

/// Of languages.
pub(super) const LANGUAGES: &[&str] =
    &["қазақ*", "өзбек*", "ұйғыр*", "тәжік*", "ағылшын*", "қос", "үш", "және", "оқу", "оқыту", "бөлім"];

/// Of subjects, besides those in their names.
pub(super) const SUBJECTS: &[&str] =
    &["мұғалім*", "пәні", "пәнінің", "пәнінен", "пәндері", "тілінің", "әдебиетінің", "тарихының", "және", "сынып"];
