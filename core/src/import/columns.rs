//! What the columns of a header hold.

use super::district_words::{says_city, says_district};
use super::fold::fold;
use super::header::{FOLDED, Field, ListKind, Mapping, field_called, fold_header};
use super::list_kind::kind;
use super::synonyms::columns::rank;
use super::synonyms::topics::{Asked, asked};

/// How sure a heading is: by a general word, a phrase inside it, its text outside brackets, or its whole text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sure {
    General,
    Phrase(usize),
    Outside,
    Exact,
}

/// What a heading says that its column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Claim {
    field: Field,
    sure: Sure,
}

/// A header is short; a sentence that mentions a school is a title.
const LONGEST: usize = 90;

/// «Долж-ность» over two lines is one word, «Аты-жөні» two.
fn recognise(text: &str) -> Option<Claim> {
    let parted = ["-\n", "-\r\n"].iter().any(|hyphen| text.contains(hyphen));
    claimed(text).or_else(|| if parted { claimed(&text.replace("-\r\n", "").replace("-\n", "")) } else { None })
}

fn claimed(text: &str) -> Option<Claim> {
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    let claim = |field: Field, sure: Sure| Some(Claim { field, sure });
    let folded = fold_header(text);
    if let Some(&field) = FOLDED.exact.get(&folded) {
        return claim(field, Sure::Exact);
    }
    if FOLDED.generic.contains(&folded) {
        return claim(Field::School, Sure::General);
    }
    if let Some(part) = part_of_course(text) {
        return Some(part);
    }
    if let Some(field) = text.split_once(':').and_then(|(_, lower)| field_called(lower)) {
        return claim(field, Sure::Exact);
    }
    match asked(text) {
        Some(Asked::Offers) => return claim(Field::Offers, Sure::Exact),
        Some(Asked::Wants) => return claim(Field::Wants, Sure::Exact),
        None => {}
    }
    let outside = text.split(['(', '[', ':']).next().unwrap_or(text);
    if let Some(field) = field_called(outside) {
        return claim(field, Sure::Outside);
    }
    if names_school_and_more(text) {
        return claim(Field::School, Sure::Outside);
    }
    let padded = format!(" {folded} ");
    match FOLDED.phrases.iter().find(|p| padded.contains(&p.0)) {
        Some((phrase, field)) => claim(*field, Sure::Phrase(phrase.chars().count())),
        None if names_schools(&folded) => claim(Field::School, Sure::Phrase(1)),
        None => None,
    }
}

/// «Место работы, должность», «Область, район, школа»: the cell of a school may say the rest too.
fn names_school_and_more(text: &str) -> bool {
    let fields: Option<Vec<Field>> = text.split([',', '/', '\n']).map(field_called).collect();
    let beside =
        |f: &Field| matches!(f, Field::School | Field::Region | Field::District | Field::Village | Field::Role);
    fields.is_some_and(|all| all.len() > 1 && all.contains(&Field::School) && all.iter().all(beside))
}

/// «Наименование организаций образования», «Мектептердің толық атаулары»: the name of a school in any form of its words.
fn names_schools(folded: &str) -> bool {
    const NAME: [&str; 5] = ["наименован", "назван", "атау", "name", "title"];
    const SCHOOL: [&str; 9] =
        ["школ", "организац", "учрежден", "мектеп", "мектеб", "уйым", "мекеме", "school", "institution"];
    const OTHER: [&str; 9] =
        ["опорн", "тирек", "hub", "ресурс", "вышестоящ", "проводивш", "окончи", "бтирген", "головн"];
    let begins = |list: &[&str]| folded.split(' ').any(|w| list.iter().any(|b| w.starts_with(b)));
    begins(&NAME) && begins(&SCHOOL) && !begins(&OTHER)
}

/// True where the column holds something that is known.
pub(super) fn is_known(text: &str) -> bool {
    recognise(text).is_some()
}

const DATES: [&str; 15] = [
    "дата",
    "даты",
    "когда",
    "срок",
    "сроки",
    "период",
    "куни",
    "жылы",
    "мерзими",
    "уакыты",
    "окончание",
    "окончания",
    "date",
    "year",
    "when",
];
const YEARS: [&str; 3] = ["год", "годы", "года"];
const BEGINNINGS: [&str; 5] = ["начало", "начала", "басталуы", "басталган", "start"];
const ENDS: [&str; 5] = ["окончание", "окончания", "аякталуы", "аякталган", "end"];
const TITLES: [&str; 13] = [
    "тема",
    "темы",
    "тематика",
    "название",
    "названия",
    "наименование",
    "такырыбы",
    "такырып",
    "атауы",
    "аты",
    "title",
    "name",
    "topic",
];

/// True where a heading is about courses.
pub(super) fn is_of_courses(text: &str) -> bool {
    let folded = fold(text);
    let begins = |word: &str| folded.split(' ').any(|w| w.starts_with(word));
    begins("курс")
        || begins("course")
        || begins("training")
        || (begins("повышени") && begins("квалификац"))
        || (begins("биликтилик") && begins("арттыру"))
}

/// True where a heading under one of courses says what of them it holds.
pub(super) fn is_part(lower: &str) -> bool {
    part(lower).is_some()
}

/// «Последние курсы (дата)», «Тема курсов», «Курсы: часов»: the date before the title before the hours, for a column
/// that holds them all is read as one with a date.
fn part_of_course(text: &str) -> Option<Claim> {
    if is_of_courses(text) { part(text) } else { None }
}

fn part(text: &str) -> Option<Claim> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let has = |wanted: &[&str]| words.iter().any(|w| wanted.contains(w));
    let hours = ["час", "часы", "часов", "часа", "сагат", "сагаты", "hour", "hours", "объем", "объема", "колеми"];
    // «Курсы (с)» beside «Курсы (по)». The day that a course began on is its date only where no other is told.
    let last = words.last().copied().unwrap_or_default();
    let (began, ended) = (has(&BEGINNINGS) || last == "с", has(&ENDS) || last == "по");
    let (field, sure) = if began && !ended {
        (Field::LastCourse, Sure::General)
    } else if ended || says_date(&words) {
        (Field::LastCourse, Sure::Outside)
    } else if has(&TITLES) {
        (Field::CourseTitle, Sure::Outside)
    } else if has(&hours) {
        (Field::CourseHours, Sure::Outside)
    } else {
        return None;
    };
    Some(Claim { field, sure })
}

/// What those are called whom lists of people are of, folded and without endings.
pub(super) const PARTICIPANTS: [&str; 8] =
    ["педагог", "учител", "слушател", "участник", "кандидат", "мугалим", "тындаушы", "катысушы"];

/// Whom a heading is about: those who a list is of come before those who are named beside them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whom {
    /// The head of the school, or whoever answers for the list.
    Beside,
    Staff,
    Anyone,
}

fn whom(text: &str, field: Field) -> Whom {
    use Field::{Born, Email, Iin, Name, Phone};
    if !matches!(field, Name | Iin | Born | Phone | Email) {
        return Whom::Anyone;
    }
    const BESIDE: [&str; 20] = [
        "директор",
        "руководител",
        "ответственн",
        "координатор",
        "заведующ",
        "заместител",
        "завуч",
        "методист",
        "наставник",
        "куратор",
        "контактн",
        "басшы",
        "жауапты",
        "тәлимгер",
        "адискер",
        "principal",
        "director",
        "responsible",
        "mentor",
        "coordinator",
    ];
    let folded = fold(text);
    let begins = |words: &[&str]| folded.split(' ').any(|w| words.iter().any(|b| w.starts_with(b)));
    // «Контактный телефон» is one's own, and what is asked of heads and teachers alike is everyone's.
    let alike = begins(&PARTICIPANTS);
    if begins(&BESIDE) && !alike && (field == Name || !folded.starts_with("контактн")) {
        Whom::Beside
    } else if begins(&["сотрудник", "работник", "кызметкер", "staff", "employee"]) {
        Whom::Staff
    } else {
        Whom::Anyone
    }
}

/// True where a heading names somebody who stands beside those that a list is of.
pub(super) fn is_beside(text: &str) -> bool {
    whom(text, Field::Name) == Whom::Beside
}

/// What columns with these headings hold. A thing stands in one column: where two claim it, the one about those whom
/// the list is of has it, then the one that is meant more, then the surer one, then the first.
#[must_use]
pub fn map(texts: &[String]) -> Mapping {
    let found: Vec<Option<Claim>> = texts.iter().map(|t| recognise(t)).collect();
    let mut columns: Vec<Option<Field>> = vec![None; texts.len()];
    for field in Field::ALL {
        let claims = found.iter().enumerate().filter_map(|(i, claim)| {
            let Claim { sure, .. } = claim.filter(|c| c.field == *field)?;
            let meant = rank(*field, &texts[i])?;
            let dated = *field == Field::LastCourse && sure != Sure::General && tells_date(&texts[i]);
            Some((whom(&texts[i], *field), meant, dated, sure, std::cmp::Reverse(i)))
        });
        if let Some((.., std::cmp::Reverse(column))) = claims.max() {
            columns[column] = Some(*field);
        }
    }
    let mut mapping = Mapping { columns };
    name_the_generic(&found, texts, &mut mapping);
    leave_those_beside(texts, &mut mapping);
    take_both_places(&found, texts, &mut mapping);
    part_the_course(&found, texts, &mut mapping);
    if kind(texts, &mapping) == Some(ListKind::People) && !mapping.has(Field::School) {
        // «Опорная школа» alone in a list of people is where they work.
        mapping.columns.iter_mut().filter(|c| **c == Some(Field::Hub)).for_each(|c| *c = Some(Field::School));
    }
    mapping
}

fn tells_date(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    says_date(&words) || words.last() == Some(&"по")
}

/// A date or a year; «за 3 года» is neither.
fn says_date(words: &[&str]) -> bool {
    words.iter().any(|w| DATES.contains(w)) || (words.iter().any(|w| YEARS.contains(w)) && !words.contains(&"за"))
}

/// A column called just "name" is the person's where another column has the school or the list tells of people; beside
/// one of surnames it has given names.
fn name_the_generic(found: &[Option<Claim>], texts: &[String], mapping: &mut Mapping) {
    let general = Claim { field: Field::School, sure: Sure::General };
    let Some(column) = found.iter().position(|f| *f == Some(general)) else { return };
    let taken = mapping.columns[column] != Some(Field::School);
    let people = [Field::Iin, Field::Role, Field::Subject, Field::Experience, Field::LastCourse];
    let of_people = people.iter().any(|f| mapping.has(*f));
    if mapping.has(Field::Surname) {
        if fold(&texts[column]) == "name" && !mapping.has(Field::GivenName) {
            mapping.columns[column] = Some(Field::GivenName);
        }
    } else if !mapping.has(Field::Name) && (taken || of_people) {
        mapping.columns[column] = Some(Field::Name);
    }
}

/// «ФИО директора» names nobody of a list that has a column for surnames, and «Телефон директора» is nobody's of a list
/// of others.
fn leave_those_beside(texts: &[String], mapping: &mut Mapping) {
    let of_others = mapping.column(Field::Name).is_none_or(|c| !is_beside(&texts[c]));
    for (column, text) in mapping.columns.iter_mut().zip(texts).filter(|_| of_others) {
        let beside = |field: &Field| *field != Field::Name && whom(text, *field) == Whom::Beside;
        *column = column.filter(|f| !beside(f));
    }
    if let Some(column) = mapping.column(Field::Name).filter(|&c| mapping.has(Field::Surname) && is_beside(&texts[c])) {
        mapping.columns[column] = None;
    }
}

/// «Город» beside «Район»: each row fills one of them.
fn take_both_places(found: &[Option<Claim>], texts: &[String], mapping: &mut Mapping) {
    let Some(first) = mapping.column(Field::District) else { return };
    let senses = |i: usize| {
        let folded = fold(&texts[i]);
        (says_district(&folded), says_city(&folded))
    };
    let other = found.iter().enumerate().find(|(i, claim)| {
        let sure = claim.is_some_and(|c| c.field == Field::District && c.sure >= Sure::Outside);
        let ((district, city), (other_district, other_city)) = (senses(first), senses(*i));
        *i != first && sure && district != city && district == other_city && city == other_district
    });
    if let Some((column, _)) = other {
        mapping.columns[column] = Some(Field::District);
    }
}

/// «Курс | Дата | Часы»: a date beside a column of courses is the course's, and what is called only a course is then
/// its title.
fn part_the_course(found: &[Option<Claim>], texts: &[String], mapping: &mut Mapping) {
    const BARE: [&str; 14] = [
        "дата",
        "год",
        "когда",
        "срок",
        "сроки",
        "куни",
        "жылы",
        "мерзими",
        "уакыты",
        "дата прохождения",
        "год прохождения",
        "откен куни",
        "date",
        "year",
    ];
    let named = mapping.column(Field::LastCourse);
    if named.is_none_or(|c| !tells_date(&texts[c])) {
        let parts = [Field::LastCourse, Field::CourseTitle, Field::CourseHours].map(|f| mapping.column(f));
        let beside = |i: usize| parts.iter().flatten().any(|&c| c.abs_diff(i) == 1);
        let bare = |i: &usize| mapping.columns[*i].is_none() && BARE.contains(&fold(&texts[*i]).as_str()) && beside(*i);
        if let Some(column) = (0..texts.len()).find(bare) {
            mapping.columns[column] = Some(Field::LastCourse);
        }
    }
    let Some(dated) = mapping.column(Field::LastCourse).filter(|c| named != Some(*c)).or(named) else { return };
    let dated = (0..texts.len()).rfind(|&i| mapping.columns[i] == Some(Field::LastCourse)).unwrap_or(dated);
    for (i, claim) in found.iter().enumerate() {
        let undated = claim.is_some_and(|c| c.field == Field::LastCourse && c.sure != Sure::General);
        if i != dated && undated && !tells_date(&texts[i]) && tells_date(&texts[dated]) {
            mapping.columns[i] = if mapping.has(Field::CourseTitle) { None } else { Some(Field::CourseTitle) };
        }
    }
}
