//! What stands after the name of a person: all that few have, and courses taken.

use chrono::NaiveDate;

use super::layout::rest;
use crate::model::ids::ProgrammeId;
use crate::model::kinds::Sex;
use crate::model::packing::{Garbled, Reader, Texts, Writer};
use crate::model::people::PastCourse;
use crate::model::values::{AcademicHours, Iin};

/// What stands after the name.
#[derive(Default)]
pub(super) struct Beside<'p> {
    pub(super) iin: Option<Iin>,
    pub(super) born: Option<NaiveDate>,
    pub(super) history: Option<History<'p>>,
    pub(super) sex: Option<Sex>,
    pub(super) phone: Option<&'p str>,
    pub(super) email: Option<&'p str>,
    pub(super) tags: Texts<'p>,
    pub(super) offers: Texts<'p>,
    pub(super) wants: Texts<'p>,
    pub(super) note: Option<&'p str>,
}

/// IIN and birth of a person: they stand first.
pub(super) fn identity(packed: &[u8]) -> Result<(Option<Iin>, Option<NaiveDate>), Garbled> {
    let mut reader = rest(packed);
    reader.pass()?;
    let mut has = reader.present()?;
    Ok((has.read(|| read_iin(&mut reader))?, has.read(|| reader.day())?))
}

impl<'p> Beside<'p> {
    pub(super) fn of(packed: &'p [u8]) -> Result<Self, Garbled> {
        let mut reader = rest(packed);
        reader.pass()?;
        Self::read(&mut reader)
    }

    pub(super) fn read(r: &mut Reader<'p>) -> Result<Self, Garbled> {
        let mut has = r.present()?;
        let beside = Self {
            iin: has.read(|| read_iin(r))?,
            born: has.read(|| r.day())?,
            history: has.read(|| History::read(r))?,
            sex: has.read(|| r.code())?,
            phone: has.read(|| r.text())?,
            email: has.read(|| r.text())?,
            tags: has.read(|| r.texts())?.unwrap_or_default(),
            offers: has.read(|| r.texts())?.unwrap_or_default(),
            wants: has.read(|| r.texts())?.unwrap_or_default(),
            note: has.read(|| r.text())?,
        };
        has.end()?;
        Ok(beside)
    }
}

/// Courses that someone has taken, as they were entered.
#[derive(Debug, Clone)]
pub struct History<'p> {
    reader: Reader<'p>,
    left: usize,
}

impl<'p> History<'p> {
    /// Those of a person. Rules ask for them more often than for all else that stands after the name.
    pub(super) fn of(packed: &'p [u8]) -> Result<Option<Self>, Garbled> {
        let mut reader = rest(packed);
        reader.pass()?;
        let mut has = reader.present()?;
        for _before in ["IIN", "birth"] {
            has.read(|| reader.pass())?;
        }
        has.read(|| Ok(Self { left: reader.count()?, reader }))
    }

    /// Reads them through, so that they can be told without a failure.
    fn read(r: &mut Reader<'p>) -> Result<Self, Garbled> {
        let left = r.count()?;
        let history = Self { reader: r.clone(), left };
        for _ in 0..left {
            TakenCourse::read(r)?;
        }
        Ok(history)
    }
}

impl<'p> Iterator for History<'p> {
    type Item = TakenCourse<'p>;

    fn next(&mut self) -> Option<TakenCourse<'p>> {
        self.left = self.left.checked_sub(1)?;
        TakenCourse::read(&mut self.reader).ok()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for History<'_> {}

/// A [`PastCourse`] of a person.
#[derive(Debug, Clone, PartialEq)]
pub struct TakenCourse<'p> {
    /// Last day.
    pub ended: NaiveDate,
    /// Volume.
    pub hours: Option<AcademicHours>,
    /// Title.
    pub title: Option<&'p str>,
    /// The programme, where it was one of this workspace.
    pub programme: Option<ProgrammeId>,
}

impl<'p> TakenCourse<'p> {
    fn read(r: &mut Reader<'p>) -> Result<Self, Garbled> {
        let ended = r.day()?;
        let mut has = r.present()?;
        Ok(Self {
            ended,
            hours: has.read(|| r.small().map(AcademicHours))?,
            title: has.read(|| r.text())?,
            programme: has.read(|| r.number().map(ProgrammeId))?,
        })
    }
}

impl<'p> From<&'p PastCourse> for TakenCourse<'p> {
    fn from(course: &'p PastCourse) -> Self {
        let PastCourse { ended, hours, title, programme } = course;
        Self { ended: *ended, hours: *hours, title: title.as_deref(), programme: *programme }
    }
}

impl From<TakenCourse<'_>> for PastCourse {
    fn from(course: TakenCourse<'_>) -> Self {
        let TakenCourse { ended, hours, title, programme } = course;
        Self { ended, hours, title: title.map(str::to_owned), programme }
    }
}

fn read_iin(r: &mut Reader<'_>) -> Result<Iin, Garbled> {
    let text = r.text()?;
    Iin::kept(text).ok_or_else(|| Garbled(format!("not an IIN: {} characters", text.len())))
}

pub(super) fn pack_course(w: &mut Writer, course: &PastCourse) {
    let PastCourse { ended, hours, title, programme } = course;
    w.day(*ended);
    w.present(&[hours.is_some(), title.is_some(), programme.is_some()]);
    hours.iter().for_each(|hours| w.number(u64::from(hours.0)));
    title.iter().for_each(|title| w.text(title));
    programme.iter().for_each(|programme| w.number(programme.0));
}
