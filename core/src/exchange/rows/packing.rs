//! What packed rows are made of: numbers, texts, days, codes of closed lists, and ids.
//!
//! Ids of records that were made together count up, so an id is written as the step from the last one of its slot: a byte
//! or two instead of nine. Which optional fields a record has is one number, a bit for each in their order.

use chrono::{Datelike, NaiveDate};
use minicbor::{Decoder, Encoder};

use super::RowError;
use crate::model::{Codes, Numbered};

/// 1 January 2000, counted as `chrono` does.
const EPOCH: i32 = 730_120;

/// Whose last id a step counts from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Slot {
    /// The record itself.
    Own,
    /// A school or an intake.
    Of,
    /// A person.
    Person,
    /// A group or a programme.
    Other,
}

const SLOTS: usize = 4;

/// Writes a row.
pub(super) struct Writer {
    to: Encoder<Vec<u8>>,
    last: [u64; SLOTS],
}

impl Writer {
    pub(super) fn new(version: u64) -> Self {
        let mut writer = Self::bare();
        writer.number(version);
        writer
    }

    /// Of a part of a row.
    pub(super) fn bare() -> Self {
        Self { to: Encoder::new(Vec::new()), last: [0; SLOTS] }
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.to.into_writer()
    }

    pub(super) fn number(&mut self, number: u64) {
        // Writing into memory can't fail.
        let _written = self.to.u64(number);
    }

    pub(super) fn text(&mut self, text: &str) {
        let _written = self.to.str(text);
    }

    pub(super) fn id(&mut self, slot: Slot, id: u64) {
        let last = std::mem::replace(&mut self.last[slot as usize], id);
        let _written = self.to.i64(id.wrapping_sub(last).cast_signed());
    }

    pub(super) fn day(&mut self, day: NaiveDate) {
        let _written = self.to.i32(day.num_days_from_ce() - EPOCH);
    }

    pub(super) fn code<C: Numbered>(&mut self, code: C) {
        self.number(u64::from(code.number()));
    }

    pub(super) fn codes<C: Numbered>(&mut self, codes: &[C]) {
        self.number(codes.len() as u64);
        codes.iter().for_each(|&code| self.code(code));
    }

    pub(super) fn texts(&mut self, texts: &[String]) {
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text));
    }

    /// Which of the optional fields are there.
    pub(super) fn present(&mut self, fields: &[bool]) {
        self.number(fields.iter().rev().fold(0, |bits, &there| bits << 1 | u64::from(there)));
    }
}

/// Reads a row.
pub(super) struct Reader<'b> {
    from: Decoder<'b>,
    last: [u64; SLOTS],
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { from: Decoder::new(bytes), last: [0; SLOTS] }
    }

    pub(super) fn number(&mut self) -> Result<u64, RowError> {
        Ok(self.from.u64()?)
    }

    /// A number of a smaller type.
    pub(super) fn small<N: TryFrom<u64>>(&mut self) -> Result<N, RowError> {
        let number = self.number()?;
        N::try_from(number).map_err(|_| RowError::Broken(format!("{number} is too large here")))
    }

    /// How many items follow: each takes a byte at least, so that no row asks for more memory than it could fill.
    pub(super) fn count(&mut self) -> Result<usize, RowError> {
        let count = self.small()?;
        let left = self.from.input().len() - self.from.position();
        if count > left { Err(RowError::Broken(format!("{count} items in {left} bytes"))) } else { Ok(count) }
    }

    pub(super) fn text(&mut self) -> Result<&'b str, RowError> {
        Ok(self.from.str()?)
    }

    pub(super) fn id<I: From<u64>>(&mut self, slot: Slot) -> Result<I, RowError> {
        let id = self.last[slot as usize].wrapping_add(self.from.i64()?.cast_unsigned());
        self.last[slot as usize] = id;
        Ok(I::from(id))
    }

    pub(super) fn day(&mut self) -> Result<NaiveDate, RowError> {
        let days = self.from.i32()?;
        let day = days.checked_add(EPOCH).and_then(NaiveDate::from_num_days_from_ce_opt);
        day.ok_or_else(|| RowError::Broken(format!("{days} is no day")))
    }

    pub(super) fn code<C: Numbered>(&mut self) -> Result<C, RowError> {
        let number = self.small()?;
        C::from_number(number).ok_or_else(|| RowError::Broken(format!("no code has the number {number}")))
    }

    pub(super) fn codes<C: Numbered>(&mut self) -> Result<Codes<C>, RowError> {
        let count = self.count()?;
        (0..count).map(|_| self.code()).collect()
    }

    pub(super) fn texts(&mut self) -> Result<Vec<String>, RowError> {
        let count = self.count()?;
        (0..count).map(|_| self.text().map(str::to_owned)).collect()
    }

    /// Which of the optional fields are there, to be asked in their order.
    pub(super) fn present(&mut self) -> Result<Present, RowError> {
        self.number().map(Present)
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Result<(), RowError> {
        let left = self.from.input().len() - self.from.position();
        if left == 0 { Ok(()) } else { Err(RowError::Broken(format!("{left} bytes too many"))) }
    }
}

/// The bits of the optional fields that were not asked for yet.
pub(super) struct Present(u64);

impl Present {
    /// Whether the next field is there.
    pub(super) const fn next(&mut self) -> bool {
        let there = self.0 & 1 == 1;
        self.0 >>= 1;
        there
    }

    /// The next field, read where it is there.
    pub(super) fn read<T>(&mut self, read: impl FnOnce() -> Result<T, RowError>) -> Result<Option<T>, RowError> {
        if self.next() { read().map(Some) } else { Ok(None) }
    }
}
