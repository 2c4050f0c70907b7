//! Reads a row of a list of people.

use chrono::NaiveDate;

use super::draft::PersonDraft;
use super::fold::{fold, tidy};
use super::grid::Cell;
use super::header::Field;
use super::lent::repeats;
use super::lost;
use super::parted::is_school;
use super::places::Whereabouts;
use super::row::RowCode;
use super::several;
use super::synonyms;
use super::take::{Said, Taken};
use super::values::{self, Read};
use crate::finding::{Code, Finding};
use crate::model::{AcademicHours, Iin, IinError, PastCourse, Region, Subject};

/// What is known besides the row.
pub(crate) struct Context {
    pub(crate) today: Option<NaiveDate>,
    /// Subjects chosen by hand for the row.
    pub(crate) subjects: Option<Vec<Subject>>,
}

/// The person of the row, but for the school, which needs the others.
pub(crate) fn read(row: &Taken<'_>, context: &Context, said: &mut Said) -> PersonDraft {
    let mut draft = PersonDraft {
        name: name(row),
        region: row.place(Field::Region),
        district: row.place(Field::District),
        school_text: row.place(Field::School),
        ..PersonDraft::default()
    };
    let broken = [Field::Name, Field::Surname, Field::GivenName].iter().any(|f| matches!(row.cell(*f), Cell::Error(_)));
    if broken || !draft.name.chars().any(char::is_alphabetic) || synonyms::says_nobody(&draft.name) {
        said.problem(RowCode::NoName, draft.name.clone());
    } else if names_several(row) {
        let finding = Finding::error(Code::RowSeveralPeople).with("text", draft.name.clone());
        said.problems.push((RowCode::NoName, finding));
    }
    read_iin(row, &mut draft, said);
    if let Some((role, acting)) = said.by(row, Field::Role, synonyms::role) {
        (draft.role, draft.acting) = (Some(role), acting);
    }
    let post = read_post(row, &mut draft);
    read_subjects(row, context, &mut draft, said);
    if draft.subjects.is_empty() && !row.has(Field::Subject) {
        draft.subjects =
            post.filter(|post| synonyms::teaches(post)).and_then(|post| synonyms::subjects(&post)).unwrap_or_default();
    }
    draft.category = said.by(row, Field::Category, synonyms::category);
    draft.languages = said.by(row, Field::Language, synonyms::languages).unwrap_or_default();
    draft.grades = said.by(row, Field::Grades, synonyms::grades).unwrap_or_default();
    draft.sex = said.by(row, Field::Sex, synonyms::sex);
    match values::years(row.cell(Field::Experience)) {
        Read::Value(years) => draft.experience = u16::try_from(years).ok(),
        Read::Unreadable => said.unread(row, Field::Experience),
        Read::Nothing => {}
    }
    draft.history = history(row, context, said);
    draft.phone = values::phone(row.cell(Field::Phone));
    draft.email = Some(row.text(Field::Email)).filter(|t| !values::says_none(t));
    draft.offers = values::topics(&row.cell(Field::Offers).text());
    draft.wants = values::topics(&row.cell(Field::Wants).text());
    read_birth(row, context, &mut draft, said);
    read_repeated(row, said);
    if row.cells.iter().any(|c| matches!(c, Cell::Text(t) if lost::is_within(t) || t.contains('\u{fffd}'))) {
        said.warn(Finding::warning(Code::RowLettersLost));
    }
    draft.note = row.note(&said.unread);
    draft
}

/// The post in a cell of the school that should hold both («Место работы, должность»), which is the school's alone then.
fn read_post(row: &Taken<'_>, draft: &mut PersonDraft) -> Option<String> {
    const POSTS: [&str; 6] = ["должност", "лауазым", "кызмет", "position", "post", "role"];
    let (school, post) = apart_from_post(&draft.school_text)?;
    draft.school_text = school;
    let asked = fold(&row.heading_of(Field::School)).split(' ').any(|w| POSTS.iter().any(|p| w.starts_with(p)));
    if !asked || row.has(Field::Role) {
        return None;
    }
    let (role, acting) = synonyms::role(&post)?;
    (draft.role, draft.acting) = (Some(role), acting);
    Some(post)
}

/// «СОШ № 1 г. Кокшетау, учитель физики» as a school and a post.
fn apart_from_post(text: &str) -> Option<(String, String)> {
    let is_post = |part: &&str| synonyms::role(part).is_some() && !is_school(part);
    let parts: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let (posts, rest): (Vec<&str>, Vec<&str>) = parts.into_iter().partition(is_post);
    let school = rest.join(", ");
    (!posts.is_empty() && is_school(&school)).then(|| (school, posts.join(", ")))
}

/// True where the columns of the name hold more than one person.
fn names_several(row: &Taken<'_>) -> bool {
    let text = |field: Field| row.cell(field).text();
    several::are_people(&text(Field::Name))
        || several::are_people_in_two_cells(&text(Field::Surname), &text(Field::GivenName))
}

/// A mark of repetition with nothing above it goes to the note.
fn read_repeated(row: &Taken<'_>, said: &mut Said) {
    let place = |f: &Field| matches!(f, Field::Region | Field::District | Field::School | Field::Hub);
    let read = |f: &Field| repeats(*f) && !place(f) && !matches!(f, Field::LastCourse | Field::Note);
    // What has letters was not understood as anything else either, and has been said so.
    let left = |f: &&Field| synonyms::says_same(row.cell(**f)) && fold(&row.text(**f)).is_empty();
    Field::ALL.iter().filter(|f| read(f)).filter(left).for_each(|f| said.unread(row, *f));
}

fn name(row: &Taken<'_>) -> String {
    let whole = row.text(Field::Name);
    // A dash says that there is none.
    let told = |text: String| if text.chars().any(char::is_alphabetic) { text } else { String::new() };
    let mut parts = [Field::Surname, Field::GivenName, Field::Patronymic].map(|f| told(row.text(f)));
    if values::says_none(&parts[2]) {
        parts[2].clear();
    }
    let joined = if row.has(Field::Surname) || whole.is_empty() {
        // A list may have a column for the surname and one for the rest.
        let given = if parts[1].is_empty() { whole.clone() } else { parts[1].clone() };
        [parts[0].as_str(), given.as_str(), parts[2].as_str()].join(" ")
    } else {
        [whole.as_str(), parts[1].as_str(), parts[2].as_str()].join(" ")
    };
    let joined = without_none(&tidy(&joined));
    // «12. Иванова …»: the running number stands in the cell of the name.
    let plain = joined.trim_start_matches(|c: char| c.is_ascii_digit());
    if plain.len() < joined.len() { plain.trim_start_matches(['.', ')', ' ']).to_owned() } else { joined }
}

/// «Ким Олег нет», «Ким Олег без отчества»: a word in the place of the patronymic.
fn without_none(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    let none = match words.as_slice() {
        [_, _, .., last] if matches!(fold(last).as_str(), "нет" | "жок" | "отсутствует") => 1,
        [_, _, .., one, other] if fold(one) == "без" && matches!(fold(other).as_str(), "отчества" | "отч") => {
            2
        }
        _ => 0,
    };
    words[..words.len() - none].join(" ").trim_end_matches([' ', ',', '(']).to_owned()
}

fn read_iin(row: &Taken<'_>, draft: &mut PersonDraft, said: &mut Said) {
    match values::iin(row.cell(Field::Iin)) {
        Ok(iin) => {
            draft.iin = iin;
            if draft.iin.as_ref().is_some_and(Iin::is_implausibly_old) {
                said.warn(Finding::warning(Code::RowIinOld));
            }
            if draft.iin.as_ref().is_some_and(|i| i.birth_date().is_none()) {
                said.warn(Finding::note(Code::RowIinForeign));
            }
        }
        Err(error) => {
            let what = match error {
                IinError::Length => "length",
                IinError::Date => "date",
                IinError::Century => "century",
                IinError::Checksum => "checksum",
            };
            let text = row.text(Field::Iin);
            let code = crate::finding::Arg::Code("iin_error".to_owned(), what.to_owned());
            said.problems.push((RowCode::BadIin, Finding::error(Code::RowBadIin).with("text", text).with("why", code)));
        }
    }
}

fn read_subjects(row: &Taken<'_>, context: &Context, draft: &mut PersonDraft, said: &mut Said) {
    if let Some(chosen) = &context.subjects {
        draft.subjects.clone_from(chosen);
        return;
    }
    let text = row.text(Field::Subject);
    if values::says_none(&text) {
        // «учитель математики» tells the subject where its own column doesn't.
        let role = row.text(Field::Role);
        if synonyms::teaches(&role) && fold(&role).contains(' ') {
            draft.subjects = synonyms::subjects(&role).unwrap_or_default();
        }
        return;
    }
    match synonyms::subjects(&row.cell(Field::Subject).text()) {
        Some(found) => draft.subjects = found,
        None => said.problem(RowCode::UnknownSubject, text),
    }
}

/// The last course: an empty cell of a column that asks for it means never; without such a column nothing is known.
fn history(row: &Taken<'_>, context: &Context, said: &mut Said) -> Option<Vec<PastCourse>> {
    if !row.has(Field::LastCourse) {
        return None;
    }
    let cell = row.cell(Field::LastCourse);
    let read = match values::date(cell) {
        // A mark of repetition with nothing above it says of some course, not of none.
        _ if synonyms::says_same(cell) => {
            said.problem(RowCode::BadDate, row.text(Field::LastCourse));
            return None;
        }
        Read::Nothing => return Some(Vec::new()),
        Read::Unreadable => {
            said.problem(RowCode::BadDate, row.text(Field::LastCourse));
            return None;
        }
        Read::Value(read) => read,
    };
    if read.rounded {
        said.warn(
            Finding::warning(Code::RowDateRounded).with("text", row.text(Field::LastCourse)).with("date", read.date),
        );
    }
    if context.today.is_some_and(|today| read.date > today) {
        said.warn(Finding::warning(Code::RowDateAhead).with("date", read.date));
    }
    let hours = match values::hours(row.cell(Field::CourseHours)) {
        Read::Value(hours) => u16::try_from(hours).ok().filter(|h| *h > 0).map(AcademicHours),
        Read::Nothing => None,
        Read::Unreadable => {
            said.unread(row, Field::CourseHours);
            None
        }
    };
    let title = Some(row.text(Field::CourseTitle)).filter(|t| !values::says_none(t)).or(read.rest);
    Some(vec![PastCourse { ended: read.date, hours, title, programme: None }])
}

fn read_birth(row: &Taken<'_>, context: &Context, draft: &mut PersonDraft, said: &mut Said) {
    let by_iin = draft.iin.as_ref().and_then(Iin::birth_date);
    match values::birth(row.cell(Field::Born), by_iin) {
        Read::Value(date) if context.today.is_none_or(|today| date <= today) => draft.born = Some(date),
        Read::Value(_) | Read::Unreadable => said.unread(row, Field::Born),
        Read::Nothing => {}
    }
}

/// Where the row says the school is. A region that a list repeats as its own district names no district.
pub(crate) fn whereabouts(draft: &PersonDraft) -> Whereabouts {
    let same = !draft.region.is_empty() && fold(&draft.region) == fold(&draft.district);
    let is_region = super::region::region_named(&draft.region).is_some_and(|r: Region| !r.facts().is_city);
    let names_region = same && is_region && fold(&draft.region).contains("обл");
    Whereabouts {
        region: draft.region.clone(),
        district: if names_region { String::new() } else { draft.district.clone() },
    }
}
