//! Texts that stand between the rows of a list or below it: signatures, footnotes, keys to abbreviations.

use super::fold::fold;

/// What a remark begins with.
const BEGINNINGS: [&str; 62] = [
    "директор",
    "руководитель",
    "заведующий",
    "заведующая",
    "начальник",
    "исполнитель",
    "исп",
    "подпись",
    "мп",
    "м п",
    "согласовано",
    "утверждаю",
    "утвержден",
    "утверждено",
    "примечание",
    "тел",
    "телефон",
    "дата",
    "директоры",
    "басшы",
    "басшысы",
    "орындаушы",
    "орындаган",
    "орынд",
    "колы",
    "мо",
    "м о",
    "келисилди",
    "бекитемин",
    "ескерту",
    "ескертпе",
    "director",
    "principal",
    "signature",
    "prepared",
    "approved",
    "note",
    "методист",
    "и о",
    "составил",
    "составила",
    "проверил",
    "проверила",
    "подготовил",
    "подготовила",
    "тексерген",
    "дайындаган",
    "ответственный",
    "ответственная",
    "жауапты",
    "координатор",
    "председатель",
    "специалист",
    "главный специалист",
    "зам",
    "заместитель",
    "с уважением",
    "курметпен",
    "продолжение",
    "приказ",
    "протокол",
    "буйрык",
];

/// Posts that people sign under, in the forms that stand after the name of their office.
const SIGNERS: [&str; 20] = [
    "директоры",
    "директора",
    "басшысы",
    "бастыгы",
    "менгерушиси",
    "орынбасары",
    "адискери",
    "адискер",
    "методисти",
    "методист",
    "маманы",
    "маман",
    "специалист",
    "специалисти",
    "торагасы",
    "хатшысы",
    "секретарь",
    "инспектор",
    "инспекторы",
    "координаторы",
];

/// Words that the name of a list of people begins with.
const LIST_WORDS: [&str; 20] = [
    "список",
    "перечень",
    "тизим",
    "тизими",
    "педагогов",
    "педагоги",
    "педагогтер",
    "педагогтердин",
    "учителей",
    "учителя",
    "мугалимдер",
    "мугалимдердин",
    "сотрудников",
    "сотрудники",
    "работников",
    "слушателей",
    "участников",
    "кандидатов",
    "list",
    "of",
];

/// True for what people sign, and for what explains the list.
pub(crate) fn is_remark(text: &str) -> bool {
    let folded = fold(text);
    let begins = |w: &str| folded.strip_prefix(w).is_some_and(|t| t.is_empty() || t.starts_with(' '));
    let short = folded.chars().count() < 200;
    // «Маман Айгүл» is a name.
    let signs = |(at, w): (usize, &str)| SIGNERS.contains(&w) && !(at == 0 && w == "маман");
    is_note(text)
        || (short
            && (BEGINNINGS.iter().any(|w| begins(w)) && !is_of_a_name(text)
                || folded.split(' ').enumerate().any(signs)))
}

/// «М.О.Әуезов атындағы мектеп», «М.П. Иванова»: initials with a name behind them, not «м.о.» or «и.о.».
fn is_of_a_name(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace());
    let initials: Vec<char> = letters.by_ref().take(4).collect();
    matches!(initials[..], [a, '.', b, '.'] if a.is_uppercase() && b.is_uppercase())
        && letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
}

/// True for a line to sign on, a footnote, and a key to an abbreviation: whatever stands beside them.
pub(crate) fn is_note(text: &str) -> bool {
    text.contains("___") || text.starts_with('*') || explains(text)
}

/// «МКШ – малокомплектная школа».
fn explains(text: &str) -> bool {
    let parts = [" - ", " – ", " — "].iter().find_map(|dash| text.split_once(dash));
    parts.is_some_and(|(short, long)| {
        let letters = short.chars().count();
        (1..=6).contains(&letters)
            && short.chars().all(|c| c.is_uppercase() || c == '*')
            && long.trim_start().starts_with(char::is_lowercase)
            && !long.contains(|c: char| c.is_ascii_digit())
    })
}

/// True for a word that the name of a list of people begins with.
pub(crate) fn is_list_word(word: &str) -> bool {
    LIST_WORDS.contains(&fold(word).as_str())
}

/// «Список педагогов СОШ № 44» without the words that say that it is a list; the text itself if it has none.
pub(crate) fn without_list_words(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(word) = rest.split(' ').next().filter(|w| is_list_word(w)) {
        rest = rest[word.len()..].trim_start();
    }
    rest
}
