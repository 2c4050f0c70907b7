//! A person as a packed row has them. Writing and reading name every field, so that a new one can't be left out.

use super::RowError;
use super::packing::{Reader, Slot, Writer};
use chrono::NaiveDate;

use crate::model::{AcademicHours, Iin, PastCourse, Person, ProgrammeId, Sex};

/// What a person has beside what rules and solvers read of them.
pub(super) struct Beside<'p> {
    iin: Option<&'p Iin>,
    born: Option<NaiveDate>,
    sex: Option<Sex>,
    phone: Option<&'p str>,
    email: Option<&'p str>,
    offers: &'p [String],
    wants: &'p [String],
    note: Option<&'p str>,
}

impl Beside<'_> {
    /// Nothing but a day of birth.
    pub(super) const fn born(born: Option<NaiveDate>) -> Self {
        Self { iin: None, born, sex: None, phone: None, email: None, offers: &[], wants: &[], note: None }
    }
}

pub(super) fn write(w: &mut Writer, person: &Person) {
    let Person { iin, born, sex, phone, email, offers, wants, note, .. } = person;
    let (phone, email, note) = (phone.as_deref(), email.as_deref(), note.as_deref());
    write_with(w, person, &Beside { iin: iin.as_ref(), born: *born, sex: *sex, phone, email, offers, wants, note });
}

/// A person with something else beside what rules read.
pub(super) fn write_with(w: &mut Writer, person: &Person, beside: &Beside<'_>) {
    let Person {
        id, name, school, role, acting, subjects, grades, languages, category, experience, history, tags, ..
    } = person;
    let Beside { iin, born, sex, phone, email, offers, wants, note } = beside;
    w.id(Slot::Own, id.0);
    w.text(name);
    w.id(Slot::Of, school.0);
    w.present(&[
        role.is_some(),
        *acting,
        !subjects.is_empty(),
        !grades.is_empty(),
        !languages.is_empty(),
        category.is_some(),
        experience.is_some(),
        history.is_some(),
        iin.is_some(),
        born.is_some(),
        sex.is_some(),
        phone.is_some(),
        email.is_some(),
        !tags.is_empty(),
        !offers.is_empty(),
        !wants.is_empty(),
        note.is_some(),
    ]);
    role.iter().for_each(|&role| w.code(role));
    some(subjects).for_each(|codes| w.codes(codes));
    some(grades).for_each(|codes| w.codes(codes));
    some(languages).for_each(|codes| w.codes(codes));
    category.iter().for_each(|&category| w.code(category));
    experience.iter().for_each(|&years| w.number(u64::from(years)));
    history.iter().for_each(|history| {
        w.number(history.len() as u64);
        history.iter().for_each(|course| write_course(w, course));
    });
    iin.iter().for_each(|iin| w.text(iin.as_str()));
    born.iter().for_each(|&day| w.day(day));
    sex.iter().for_each(|&sex| w.code(sex));
    phone.iter().chain(email).for_each(|text| w.text(text));
    [tags.as_slice(), offers, wants].into_iter().flat_map(some).for_each(|texts| w.texts(texts));
    note.iter().for_each(|text| w.text(text));
}

/// The list where there is something in it.
fn some<T>(list: &[T]) -> impl Iterator<Item = &[T]> {
    (!list.is_empty()).then_some(list).into_iter()
}

pub(super) fn read(r: &mut Reader<'_>) -> Result<Person, RowError> {
    let (id, name, school) = (r.id(Slot::Own)?, r.text()?.to_owned(), r.id(Slot::Of)?);
    let mut has = r.present()?;
    Ok(Person {
        id,
        name,
        school,
        role: has.next().then(|| r.code()).transpose()?,
        acting: has.next(),
        subjects: has.read(|| r.codes())?.unwrap_or_default(),
        grades: has.read(|| r.codes())?.unwrap_or_default(),
        languages: has.read(|| r.codes())?.unwrap_or_default(),
        category: has.read(|| r.code())?,
        experience: has.read(|| r.small())?,
        history: has.read(|| read_history(r))?,
        iin: has.read(|| read_iin(r))?,
        born: has.read(|| r.day())?,
        sex: has.read(|| r.code())?,
        phone: has.read(|| r.text().map(str::to_owned))?,
        email: has.read(|| r.text().map(str::to_owned))?,
        tags: has.read(|| r.texts())?.unwrap_or_default(),
        offers: has.read(|| r.texts())?.unwrap_or_default(),
        wants: has.read(|| r.texts())?.unwrap_or_default(),
        note: has.read(|| r.text().map(str::to_owned))?,
    })
}

fn read_iin(r: &mut Reader<'_>) -> Result<Iin, RowError> {
    Iin::parse(r.text()?).map_err(|e| RowError::Broken(format!("not an IIN: {e:?}")))
}

fn write_course(w: &mut Writer, course: &PastCourse) {
    let PastCourse { ended, hours, title, programme } = course;
    w.day(*ended);
    w.present(&[hours.is_some(), title.is_some(), programme.is_some()]);
    hours.iter().for_each(|hours| w.number(u64::from(hours.0)));
    title.iter().for_each(|title| w.text(title));
    programme.iter().for_each(|programme| w.id(Slot::Other, programme.0));
}

fn read_history(r: &mut Reader<'_>) -> Result<Vec<PastCourse>, RowError> {
    let count = r.count()?;
    (0..count).map(|_| read_course(r)).collect()
}

fn read_course(r: &mut Reader<'_>) -> Result<PastCourse, RowError> {
    let ended = r.day()?;
    let mut has = r.present()?;
    Ok(PastCourse {
        ended,
        hours: has.read(|| r.small().map(AcademicHours))?,
        title: has.read(|| r.text().map(str::to_owned))?,
        programme: has.read(|| r.id::<ProgrammeId>(Slot::Other))?,
    })
}
