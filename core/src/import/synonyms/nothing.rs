//! Words for "there is none", "nobody knows" and "nobody": what stands in a cell where a value is wanted.

use super::super::fold::fold;
use super::fits;

/// There is none, or nobody knows.
const NONE: &[&str] = &[
    "нет",
    "не имеется",
    "не имеет",
    "отсутствует",
    "не было",
    "не ведет",
    "не преподает",
    "сабак бермейди",
    "прочерк",
    "пусто",
    "жок",
    "none",
    "no",
    "never",
    "0",
];

/// Nobody knows. Not a "never" where a course is asked for.
const UNKNOWN: &[&str] = &[
    "н д",
    "нд",
    "нет данных",
    "нет сведений",
    "нет информации",
    "не указан",
    "не указана",
    "не указано",
    "не указаны",
    "не известно",
    "неизвестно",
    "неизвестен",
    "не определен",
    "не предоставлен",
    "не предоставил",
    "не предоставила",
    "нет иин",
    "жсн жок",
    "малимет жок",
    "дерек жок",
    "деректер жок",
    "малимети жок",
    "акпарат жок",
    "корсетилмеген",
    "белгисиз",
    "n a",
    "na",
    "unknown",
    "no data",
    "not known",
];

/// Words that may stand by one of [`NEVER`]: a "never" is made of both.
const ABOUT_COURSES: &[&str] = &[
    // Russian
    "ни",
    "а",
    "о",
    "еще",
    "пока",
    "разу",
    "на",
    "по",
    "курс*",
    "повышени*",
    "квалификаци*",
    "пк",
    "кпк",
    "подготовк*",
    "переподготовк*",
    "семинар*",
    "проход*",
    "проше*",
    "прошл*",
    "пройден*",
    "обуча*",
    "был",
    "была",
    "было",
    "были",
    "имеет*",
    "посеща*",
    "н",
    "п",
    // Kazakh
    "али",
    "бир*",
    "де",
    "рет",
    "курст*",
    "курска",
    "биликтилик*",
    "арттыру*",
    "болган",
    "откен",
    // English
    "yet",
    "course*",
    "attended",
    "trained",
];

/// The words of a "never" that say it.
const NEVER: &[&str] = &[
    "не",
    "нет",
    "никогда",
    "никаких",
    "без",
    "нп",
    "впервые",
    "ешкашан",
    "ешкандай",
    "отпе*",
    "отилме*",
    "окымаган",
    "болмаган",
    "катыспаган",
    "алмаган",
    "жок",
    "емес",
    "never",
    "not",
    "no",
    "none",
];

/// Words that may stand by one of [`VACANT`] in the place of a name.
const ABOUT_POSTS: &[&str] = &[
    "орын",
    "орны",
    "лауазым",
    "жумыс",
    "назначен*",
    "укомплектован*",
    "принят*",
    "временно",
    "пока",
    "ставка",
    "ставки",
    "единица",
    "место",
    "штатная",
    "учител*",
    "педагог*",
    "преподавател*",
    "специалист*",
    "кадр*",
    "сотрудник*",
    "работник*",
    "директор*",
    "человека",
    "мугалим*",
    "маман*",
    "post",
    "position",
    "teacher",
];

/// The words of a vacant post that say it.
const VACANT: &[&str] = &[
    "вак",
    "вакан*",
    "vacan*",
    "бос",
    "жок",
    "нет",
    "не",
    "требуется",
    "свободн*",
    "уволен*",
    "тагайындалма*",
    "кажет",
    "керек",
    "no",
    "nobody",
];

/// True where some word of the folded text is one of `saying` and every other one of `around`. `*` ends a word's
/// beginning.
fn made_of(folded: &str, saying: &[&str], around: &[&str]) -> bool {
    let in_list = |word: &str, list: &[&str]| list.iter().any(|p| fits(word, p));
    folded.split(' ').any(|w| in_list(w, saying)) && folded.split(' ').all(|w| in_list(w, saying) || in_list(w, around))
}

/// Words for "there is none" and for "nobody knows"; also a dash, or any other mark alone.
#[must_use]
pub fn says_none(text: &str) -> bool {
    let folded = fold(text);
    folded.is_empty() || NONE.contains(&folded.as_str()) || UNKNOWN.contains(&folded.as_str())
}

/// Words for a course that was never attended: `нет`, `ещё не проходила`, `өтпеген`, a dash. A question mark, a tick or a
/// plus is no such word, nor is "nobody knows", nor `давно не проходил`.
#[must_use]
pub fn says_never(text: &str) -> bool {
    let folded = fold(text);
    if folded.is_empty() {
        let dash = |c: char| matches!(c, '-' | '–' | '—' | '−' | '‒' | '_' | '.' | '/' | '\\' | '\'' | '"' | '`');
        return text.chars().all(|c| dash(c) || super::super::grid::is_space(c));
    }
    NONE.contains(&folded.as_str())
        || matches!(folded.as_str(), "н п" | "н б")
        || (!UNKNOWN.contains(&folded.as_str()) && made_of(&folded, NEVER, ABOUT_COURSES))
}

/// True where the text stands in the place of a name and names nobody: `вакансия`, `не назначен`, `бос орын`, `нет`.
#[must_use]
pub fn says_nobody(text: &str) -> bool {
    let folded = fold(text);
    let first = folded.split(' ').next().unwrap_or_default();
    let vacant = matches!(
        first,
        "вакансия"
            | "вакансии"
            | "вакант"
            | "вакантно"
            | "вакантная"
            | "вакантный"
            | "вакантное"
            | "vacancy"
            | "vacant"
    );
    vacant || says_none(text) || made_of(&folded, VACANT, ABOUT_POSTS)
}
