//! A person as packed rows hold them: those of now, those of before, and bytes that tell people apart.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::model::packing::{Garbled, Reader, Slot, Writer};
use crate::model::{AcademicHours, Iin, PastCourse, Person, PersonFields, ProgrammeId};

/// Id, school and the packed fields.
pub(super) fn write(w: &mut Writer, person: &Person) {
    w.id(Slot::Own, person.id.0);
    w.id(Slot::Of, person.school.0);
    w.raw(person.packed());
}

/// What [`write()`] wrote, as a part of the block that the reader reads.
pub(super) fn read_within(r: &mut Reader<'_>, block: &Arc<[u8]>) -> Result<Person, Garbled> {
    let (id, school) = (r.id(Slot::Own)?, r.id(Slot::Of)?);
    let (at, packed) = r.raw()?;
    Person::within(id, school, block, at, packed.len())
}

/// The same in a piece of memory of its own, for one among other records.
pub(super) fn read(r: &mut Reader<'_>) -> Result<Person, Garbled> {
    let (id, school) = (r.id(Slot::Own)?, r.id(Slot::Of)?);
    let packed = r.raw()?.1;
    Person::checked(id, school, packed)
}

/// The bytes by which fingerprints tell people apart: what rules read of them, in the order in which rows of before had
/// it. They stand in saved results: another order would make all of those look out of date.
pub(super) fn write_as_read(w: &mut Writer, person: &Person, born: Option<NaiveDate>) {
    let (lists, [role, category]) = (person.numbers(), person.role_and_category());
    let ((history, tags), experience) = (person.history_and_tags(), person.experience());
    let [subjects, grades, languages] = lists;
    w.id(Slot::Own, person.id.0);
    w.text(person.name());
    w.id(Slot::Of, person.school.0);
    w.present(&[
        role.is_some(),
        person.acting(),
        !subjects.is_empty(),
        !grades.is_empty(),
        !languages.is_empty(),
        category.is_some(),
        experience.is_some(),
        history.is_some(),
        false,
        born.is_some(),
        false,
        false,
        false,
        tags.len() > 0,
        false,
        false,
        false,
    ]);
    role.iter().for_each(|&role| w.number(u64::from(role)));
    lists.iter().filter(|numbers| !numbers.is_empty()).for_each(|numbers| w.numbers(numbers));
    category.iter().for_each(|&category| w.number(u64::from(category)));
    experience.iter().for_each(|&years| w.number(u64::from(years)));
    history.into_iter().for_each(|history| {
        w.number(history.len() as u64);
        for course in history {
            w.day(course.ended);
            w.present(&[course.hours.is_some(), course.title.is_some(), course.programme.is_some()]);
            course.hours.iter().for_each(|hours| w.number(u64::from(hours.0)));
            course.title.iter().for_each(|title| w.text(title));
            course.programme.iter().for_each(|programme| w.id(Slot::Other, programme.0));
        }
    });
    born.iter().for_each(|&day| w.day(day));
    if tags.len() > 0 {
        w.texts(tags);
    }
}

/// Someone of a row of before.
pub(super) fn read_before(r: &mut Reader<'_>) -> Result<Person, Garbled> {
    let (id, name, school) = (r.id(Slot::Own)?, r.text()?.to_owned(), r.id(Slot::Of)?);
    let mut has = r.present()?;
    let owned = |r: &mut Reader<'_>| r.texts().map(|texts| texts.map(str::to_owned).collect());
    let fields = PersonFields {
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
        tags: has.read(|| owned(r))?.unwrap_or_default(),
        offers: has.read(|| owned(r))?.unwrap_or_default(),
        wants: has.read(|| owned(r))?.unwrap_or_default(),
        note: has.read(|| r.text().map(str::to_owned))?,
    };
    Ok(Person::from(fields))
}

fn read_iin(r: &mut Reader<'_>) -> Result<Iin, Garbled> {
    Iin::parse(r.text()?).map_err(|e| Garbled(format!("not an IIN: {e:?}")))
}

fn read_history(r: &mut Reader<'_>) -> Result<Vec<PastCourse>, Garbled> {
    let count = r.count()?;
    (0..count).map(|_| read_course(r)).collect()
}

fn read_course(r: &mut Reader<'_>) -> Result<PastCourse, Garbled> {
    let ended = r.day()?;
    let mut has = r.present()?;
    Ok(PastCourse {
        ended,
        hours: has.read(|| r.small().map(AcademicHours))?,
        title: has.read(|| r.text().map(str::to_owned))?,
        programme: has.read(|| r.id::<ProgrammeId>(Slot::Other))?,
    })
}
