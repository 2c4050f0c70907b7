//! Words for positions.

use super::super::fold::fold;
use super::super::lost;
use super::kazakh;
use super::role_words::{
    ACTING, BELOW_SCHOOL, CENTRES, DEPUTIES, DIRECTORS, EDUCATORS, FORMER, HEADS, HELPERS, HELPERS_BEHIND, KEEPERS,
    KINDS, NO_SCHOOLS, OF_HEADS, OFFICES, OTHERS, ROOMS, SCHOOLS, SECRETARIES, STAFF, STUDIES, Words,
};
use crate::model::Role;

/// Words that the position of a teacher, or of another educator, begins with, folded.
const TEACHERS: [&str; 12] = [
    "teacher",
    "учитель",
    "учительница",
    "педагог",
    "преподаватель",
    "мугалим",
    "мугалими",
    "воспитатель",
    "библиотекарь",
    "психолог",
    "вожатый",
    "вожатая",
];
/// Words that a teacher's position ends with in Kazakh, folded.
const TEACHERS_BEHIND: [&str; 3] = ["мугалим", "мугалими", "педагоги"];
/// Words before the name of who a school is named after, folded.
const NAMED_AFTER: [&str; 4] = ["им", "имени", "атындагы", "ат"];
/// What a teacher may direct besides.
const BESIDE_SCHOOL: Words = &[" музе", " лагер"];

/// Position, and whether it is held in an acting capacity. Of several a deputy or a director decides: who directs a
/// school and teaches there is its director.
#[must_use]
pub fn role(text: &str) -> Option<(Role, bool)> {
    let text = &lost::mended(text, kazakh::ROLES.iter().copied());
    let acting = has(&format!(" {} ", fold(text)), ACTING);
    // Who helps a director is none, but who is secretary of a council besides is what else they are.
    let present = posts(text).filter(|post| !has(post, FORMER));
    let (helping, own): (Vec<String>, Vec<String>) = present.partition(|post| helps(post));
    let all = own.concat();
    let other = OTHERS.iter().find(|(_, words)| has(&all, words)).map(|(role, _)| *role);
    let found = if own.iter().any(|post| is_deputy(post)) {
        Role::VicePrincipal
    } else if own.iter().any(|post| directs(post)) || (other == Some(Role::Teacher) && leads(&own)) {
        Role::Principal
    } else if let Some(role) = other {
        role
    } else if has(&all, KEEPERS) && has(&all, HEADS) {
        Role::OtherStaff
    } else if own.iter().any(|post| (has(post, DIRECTORS) && !has(post, NO_SCHOOLS)) || heads_school(post)) {
        Role::Principal
    } else if has(&all, EDUCATORS) {
        Role::Teacher
    } else if has(&all, STAFF) || !helping.is_empty() {
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
    text.split([',', ';', '/', '+', '\n', '(']).flat_map(two_with_a_dash).flat_map(|part| {
        let post = format!(" {} ", fold(&part));
        // «Секретарь педсовета и учитель физики» are two, «помощник учителя и воспитателя» is one.
        let joined = post.replace(" жане ", " и ").replace(" ари ", " и ").replace(" and ", " и ");
        let each: Vec<String> = joined.split(" и ").map(|one| format!(" {} ", one.trim())).collect();
        let teacher = |one: &String| {
            one.split_whitespace().next().is_some_and(|word| TEACHERS.contains(&word))
                || one.split_whitespace().next_back().is_some_and(|word| TEACHERS_BEHIND.contains(&word))
        };
        if each.iter().any(teacher) { each } else { vec![post] }
    })
}

/// «Секретарь-учитель», «хатшы-мұғалім»: two posts of one person.
fn two_with_a_dash(part: &str) -> Vec<String> {
    let dash = |c: char| matches!(c, '-' | '–' | '—');
    let posts: Vec<String> = part.split(dash).map(|one| format!(" {} ", fold(one))).collect();
    let teaches = |post: &String| TEACHERS.iter().any(|t| post.trim() == *t || post.starts_with(&format!(" {t} ")));
    let keeps = |post: &String| has(post, SECRETARIES) && !post.trim().contains(' ');
    if posts.iter().any(teaches) && posts.iter().any(keeps) { posts } else { vec![part.to_owned()] }
}

/// True for who works for somebody: «помощник учителя», «мұғалімнің көмекшісі».
fn helps(post: &str) -> bool {
    let others = OTHERS.iter().map(|(_, words)| *words);
    let named = others.chain([DEPUTIES, DIRECTORS, HEADS, EDUCATORS]).filter_map(|words| at(post, words)).min();
    has(post, HELPERS_BEHIND) || at(post, HELPERS).is_some_and(|h| named.is_none_or(|n| h < n))
}

/// True for a deputy of a director, and for the head of studies. «Заместитель председателя профкома» is no such one.
fn is_deputy(post: &str) -> bool {
    is_one_deputy(post) || post.split(" и ").any(|one| is_one_deputy(&format!(" {} ", one.trim())))
}

fn is_one_deputy(post: &str) -> bool {
    let of_studies = has(post, HEADS) && has(post, STUDIES) && ![ROOMS, CENTRES].iter().any(|words| has(post, words));
    let words: Vec<String> = post.split_whitespace().map(|w| format!(" {w} ")).collect();
    let deputy = |word: &String| has(word, DEPUTIES);
    let elsewhere = words
        .windows(2)
        .any(|w| (deputy(&w[0]) && has(&w[1], OFFICES)) || (has(&w[0], OFFICES) && has(&w[1], &[" орынб", " орын "])));
    // «заместитель руководителя МО»
    let below =
        has(post, HEADS) && has(post, BELOW_SCHOOL) && ![SCHOOLS, DIRECTORS].iter().any(|words| has(post, words));
    of_studies || (has(post, DEPUTIES) && !elsewhere && !below)
}

/// True for a head of a school, or of nothing that is told: not for «музыкальный руководитель».
fn heads_school(post: &str) -> bool {
    has(post, HEADS)
        && ![ROOMS, BELOW_SCHOOL].iter().any(|words| has(post, words))
        && (has(post, SCHOOLS) || post.split_whitespace().all(is_open))
}

/// True for a head of a school that is told by its kind and number alone, or of nothing that is told: not for «руководитель
/// службы школы» and «руководитель школы молодого учителя».
fn leads_school(post: &str) -> bool {
    let of_school = |word: &str| has(&format!(" {word} "), SCHOOLS) || word.starts_with(|c: char| !c.is_alphabetic());
    let named = post.split_whitespace().take_while(|word| !NAMED_AFTER.contains(word));
    let of_kind = |word: &str| has(&format!(" {word} "), KINDS);
    heads_school(post) && named.into_iter().all(|word| is_open(word) || of_school(word) || of_kind(word))
}

/// True where a teacher's posts name the head of a school. «Учитель, руководитель» is the head of something that isn't
/// told, of a circle perhaps; who is named a head first, or stands in for one, is the school's.
fn leads(posts: &[String]) -> bool {
    let schools = |post: &String| has(post, SCHOOLS) || has(post, ACTING);
    posts.iter().enumerate().any(|(at, post)| leads_school(post) && (at == 0 || schools(post)))
}

/// True for a word that leaves open what is headed.
fn is_open(word: &str) -> bool {
    let word = format!(" {word} ");
    has(&word, HEADS) || has(&word, OF_HEADS)
}

/// True where one of the positions that «и» joins is a director's: it names a director, and before that nobody else.
fn directs(post: &str) -> bool {
    post.replace(" жане ", " и ").split(" и ").map(|one| format!(" {} ", one.trim())).any(|one| {
        let others = OTHERS.iter().filter_map(|(_, words)| at(&one, words)).min();
        ![BESIDE_SCHOOL, NO_SCHOOLS].iter().any(|words| has(&one, words))
            && at(&one, DIRECTORS).is_some_and(|d| others.is_none_or(|o| d < o))
    })
}

/// Where the first of the words stands.
fn at(folded: &str, words: Words) -> Option<usize> {
    words.iter().filter_map(|w| folded.find(w)).min()
}

fn has(folded: &str, words: Words) -> bool {
    words.iter().any(|w| folded.contains(w))
}
