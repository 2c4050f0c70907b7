//! Words for positions.

use super::super::fold::fold;
use crate::model::Role;

/// Words of a folded text: each begins where a word begins; one with a space behind it is a whole word.
type Words = &'static [&'static str];

const ACTING: Words = &[
    " и о ",
    " ио ",
    " в и о ",
    " врио ",
    " вр и о ",
    " м а ",
    " ма ",
    " исполняющ",
    " исп обязан",
    " временно ",
    " acting ",
    " уакытша ",
    " миндетин аткар",
    " миндетин уакытша ",
];

const DEPUTIES: Words = &[
    " зам ",
    " замдир",
    " заместит",
    " заместтит",
    " завуч",
    " зав уч",
    " заведующий уч",
    " заведующая уч",
    " зд ",
    " здувр ",
    " здвр ",
    " здур ",
    " здумр ",
    " здпо ",
    " здпп ",
    " здахч ",
    " здахр ",
    " зувр ",
    " орынб",
    " орын басар",
    " оим ",
    " доижо ",
    " оижо ",
    " тижо ",
    " дтижо ",
    " дтжо ",
    " дожо ",
    " дшижо ",
    " дбижо ",
    " дгижо ",
    " vice ",
    " deputy ",
];

const DIRECTORS: Words = &[" директор", " дир ", " dir ", " principal ", " headmaster ", " headteacher ", " director "];

/// Who works for a director and is none.
const HELPERS: Words = &[
    " помощник",
    " секретар",
    " советник",
    " референт",
    " приемн",
    " комекши",
    " хатшы",
    " кенесши",
    " assistant ",
    " secretary ",
];

const HEADS: Words = &[" басшы", " руководител", " заведующ", " зав школ", " менгеруши", " head ", " начальник "];

/// What a head of is a deputy of the director: studies, upbringing.
const STUDIES: Words = &[" оку иси", " оку болим", " тарбие иси", " учебн", " уч част"];

/// Whoever is the head of these is no principal.
const KEEPERS: Words =
    &[" хоз", " производств", " шаруашыл", " завхоз", " архив", " склад", " столов", " асхана", " общежит"];

/// Positions in the order in which they decide, but for deputies and directors.
const OTHERS: &[(Role, Words)] = &[
    (Role::Psychologist, &[" психолог", " псих ", " psycholog"]),
    (
        Role::Counsellor,
        &[
            " социальн",
            " соц ",
            " соцпед",
            " алеуметтик ",
            " алеум ",
            " вожат",
            " counsell",
            " counselor ",
            " профориент",
            " тарбиеши вожат",
            " ага талимгер",
        ],
    ),
    (Role::Methodologist, &[" методист", " адискер", " methodologist ", " methodist "]),
    (Role::Librarian, &[" библиотек", " библ ", " китапхана", " librarian "]),
    (
        Role::Teacher,
        &[
            " учител",
            " учитл",
            " учиел",
            " учит ",
            " уч ль ",
            " уч ",
            " мугалим",
            " муг ",
            " преподават",
            " преп ",
            " teacher ",
            " классн",
            " кл рук",
            " сынып жетекши",
            " тренер преподават",
        ],
    ),
];

const EDUCATORS: Words =
    &[" педагог", " пед ", " воспитател", " тарбиеши", " логопед", " дефектолог", " pedagogue ", " educator "];

const STAFF: Words = &[
    " лаборант",
    " зертханашы",
    " секретар",
    " делопроизводител",
    " ис журги",
    " бухгалтер",
    " есепши",
    " хатшы",
    " ассистент",
    " помощник",
    " комекши",
    " медсестр",
    " медбике",
    " завхоз",
    " staff ",
    " инженер",
    " программист",
    " системный администратор",
    " специалист",
    " маман ",
    " сторож",
    " кузетши",
    " вахтер",
    " повар",
    " аспаз",
    " водител",
    " уборщи",
    " техничк",
];

/// Position, and whether it is held in an acting capacity. Of several a deputy or a director decides: who directs a
/// school and teaches there is its director.
#[must_use]
pub fn role(text: &str) -> Option<(Role, bool)> {
    let folded = format!(" {} ", fold(text));
    let acting = has(&folded, ACTING);
    let deputy = has(&folded, DEPUTIES) || (has(&folded, HEADS) && has(&folded, STUDIES));
    let found = if deputy && !has(&folded, &[" помощник", " секретар", " хатшы"]) {
        Role::VicePrincipal
    } else if directs(text) {
        Role::Principal
    } else if let Some((role, _)) = OTHERS.iter().find(|(_, words)| has(&folded, words)) {
        *role
    } else if (has(&folded, KEEPERS) && has(&folded, HEADS)) || has(&folded, HELPERS) {
        Role::OtherStaff
    } else if has(&folded, HEADS) || has(&folded, DIRECTORS) {
        Role::Principal
    } else if has(&folded, EDUCATORS) {
        Role::Teacher
    } else if has(&folded, STAFF) {
        Role::OtherStaff
    } else {
        return None;
    };
    Some((found, acting))
}

/// True where the text names a teacher, whatever else it names.
#[must_use]
pub fn teaches(text: &str) -> bool {
    let folded = format!(" {} ", fold(text));
    OTHERS.iter().any(|(role, words)| *role == Role::Teacher && has(&folded, words))
}

/// True where one of the positions is a director's: it names a director, and before that nobody else.
fn directs(text: &str) -> bool {
    text.split([',', ';', '/', '+', '\n', '(']).any(|part| {
        let folded = format!(" {} ", fold(part));
        let at = |words: Words| words.iter().filter_map(|w| folded.find(w)).min();
        let others = OTHERS.iter().filter_map(|(_, words)| at(words)).min();
        at(DIRECTORS).is_some_and(|d| others.is_none_or(|o| d < o)) && !has(&folded, HELPERS)
    })
}

fn has(folded: &str, words: Words) -> bool {
    words.iter().any(|w| folded.contains(w))
}
