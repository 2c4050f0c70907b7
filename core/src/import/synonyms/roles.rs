//! Words for positions.

use super::super::fold::fold;
use super::super::lost;
use super::kazakh;
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

const HEADS: Words = &[" басшы", " руководител", " заведующ", " зав ", " менгеруши", " head ", " начальник "];

/// What a head of is a deputy of the director: studies, upbringing.
const STUDIES: Words = &[
    " оку иси",
    " оку болим",
    " тарбие иси",
    " учебн",
    " уч част",
    " по воспитательн",
    " воспитательной раб",
    " по увр ",
    " по умр ",
    " по ур ",
    " по вр ",
    " зав уч ",
    " заведующий уч ",
    " заведующая уч ",
];

/// What a head of is no deputy, for studies or not: «заведующий учебным кабинетом».
const ROOMS: Words = &[" кабинет", " лаборатор", " зертхан", " мастерск", " шеберхана", " участк"];

/// Whoever is the head of these at a school is not the head of the school: «руководитель кружка школы».
const BELOW_SCHOOL: Words = &[
    " музык",
    " худож",
    " коркем",
    " музе",
    " муражай",
    " кружк",
    " уйирме",
    " секци",
    " клуб",
    " студи",
    " хор ",
    " хора ",
    " ансамб",
    " оркестр",
    " объединени",
    " бирлест",
    " мо ",
    " шмо ",
    " лагер",
    " практик",
    " физвосп",
    " физическ",
    " класс",
];

/// What a principal heads.
const SCHOOLS: Words = &[
    " школы ",
    " школой ",
    " школа ",
    " мектеп ",
    " мектеби",
    " мектепт",
    " гимнази",
    " лице",
    " интернат",
    " мкш ",
    " сош ",
    " осш ",
    " ош ",
    " нш ",
    " шжм ",
    " организаци",
    " учреждени",
    " уйым",
    " мекеме",
    " гу ",
    " кгу ",
    " кмм ",
    " сада ",
    " садом ",
    " балабакша",
    " бобекжай",
    " school ",
    " organi",
];

/// Words that leave open what is headed: a post of these and a head alone is a principal's, whose categories are among
/// them.
const OF_HEADS: Words = &[
    " и ",
    " о ",
    " в ",
    " ио ",
    " врио ",
    " вр ",
    " м ",
    " а ",
    " ма ",
    " исполняющ",
    " исп ",
    " обязан",
    " временно ",
    " acting ",
    " уакытша ",
    " миндетин ",
    " аткар",
    " бирин",
    " перв",
    " втор",
    " трет",
    " высш",
    " категори",
    " организатор",
    " менеджер",
    " лидер",
    " уйымдастыр",
    " кошбасш",
];

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
            " сынып басшы",
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
    let text = &lost::mended(text, kazakh::ROLES.iter().copied());
    let folded = format!(" {} ", fold(text));
    let acting = has(&folded, ACTING);
    let of_studies = |part: &str| has(part, HEADS) && has(part, STUDIES) && !has(part, ROOMS);
    let deputy = has(&folded, DEPUTIES) || posts(text).any(|part| of_studies(&part));
    let found = if deputy && !has(&folded, &[" помощник", " секретар", " хатшы"]) {
        Role::VicePrincipal
    } else if directs(text) {
        Role::Principal
    } else if let Some((role, _)) = OTHERS.iter().find(|(_, words)| has(&folded, words)) {
        *role
    } else if (has(&folded, KEEPERS) && has(&folded, HEADS)) || has(&folded, HELPERS) {
        Role::OtherStaff
    } else if has(&folded, DIRECTORS) || posts(text).any(|part| heads_school(&part)) {
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
    let folded = format!(" {} ", fold(&lost::mended(text, kazakh::ROLES.iter().copied())));
    OTHERS.iter().any(|(role, words)| *role == Role::Teacher && has(&folded, words))
}

/// True where the text names a head, of a school or of anything else.
pub(super) fn heads(text: &str) -> bool {
    has(&format!(" {} ", fold(text)), HEADS)
}

/// The positions that one text names, folded.
fn posts(text: &str) -> impl Iterator<Item = String> {
    text.split([',', ';', '/', '+', '\n', '(']).map(|part| format!(" {} ", fold(part)))
}

/// True for a head of a school, or of nothing that is told: not for «музыкальный руководитель».
fn heads_school(post: &str) -> bool {
    let open = |word: &str| has(&format!(" {word} "), HEADS) || has(&format!(" {word} "), OF_HEADS);
    has(post, HEADS)
        && ![ROOMS, BELOW_SCHOOL].iter().any(|words| has(post, words))
        && (has(post, SCHOOLS) || post.split_whitespace().all(open))
}

/// True where one of the positions is a director's: it names a director, and before that nobody else.
fn directs(text: &str) -> bool {
    posts(text).any(|folded| {
        let at = |words: Words| words.iter().filter_map(|w| folded.find(w)).min();
        let others = OTHERS.iter().filter_map(|(_, words)| at(words)).min();
        at(DIRECTORS).is_some_and(|d| others.is_none_or(|o| d < o)) && !has(&folded, HELPERS)
    })
}

fn has(folded: &str, words: Words) -> bool {
    words.iter().any(|w| folded.contains(w))
}
