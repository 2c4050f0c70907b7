//! What packed records are made of: numbers, texts, days, codes of closed lists, and ids.
//!
//! Ids of records that were made together count up, so an id is written as the step from the last one of its slot: a byte
//! or two instead of nine. Which optional fields a record has is one number, a bit for each in their order.

use chrono::{Datelike, NaiveDate};
use minicbor::{Decoder, Encoder};

use super::kinds::Numbered;
use super::people::Codes;

/// 1 January 2000, counted as `chrono` does.
const EPOCH: i32 = 730_120;

/// Bytes are not what they should be: what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Garbled(pub(crate) String);

impl From<minicbor::decode::Error> for Garbled {
    /// In our words: those of the library take four kilobytes of the page.
    fn from(error: minicbor::decode::Error) -> Self {
        let what = if error.is_end_of_input() { "it ends too early" } else { "another item than should be there" };
        Self(error.position().map_or_else(|| what.to_owned(), |at| format!("{what}, at byte {at}")))
    }
}

/// Whose last id a step counts from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Slot {
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

/// Tells bytes apart: FNV-1a over words of eight bytes, the last of them filled up with zeros, begun with how many bytes there
/// are. (Fowler, Noll, Vo: draft-eastlake-fnv, whose words are single bytes.)
pub(crate) fn sum(bytes: &[u8]) -> u64 {
    let add = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x0100_0000_01B3);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(add(0xCBF2_9CE4_8422_2325, bytes.len() as u64), |s, w| add(s, u64::from_le_bytes(*w)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    add(sum, u64::from_le_bytes(last))
}

/// Writes a row, or a part of one.
pub(crate) struct Writer {
    to: Encoder<Vec<u8>>,
    last: [u64; SLOTS],
}

impl Writer {
    pub(crate) fn new(version: u64) -> Self {
        let mut writer = Self::bare();
        writer.number(version);
        writer
    }

    /// Of a part of a row.
    pub(crate) fn bare() -> Self {
        Self { to: Encoder::new(Vec::new()), last: [0; SLOTS] }
    }

    /// What follows these bytes.
    pub(crate) fn after(bytes: Vec<u8>) -> Self {
        Self { to: Encoder::new(bytes), last: [0; SLOTS] }
    }

    /// The sum of all so far.
    pub(crate) fn seal(&mut self) {
        let sum = sum(self.to.writer());
        self.number(sum);
    }

    /// How many bytes there are so far.
    pub(crate) fn length(&self) -> usize {
        self.to.writer().len()
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        self.to.into_writer()
    }

    pub(crate) fn number(&mut self, number: u64) {
        // Writing into memory can't fail.
        let _written = self.to.u64(number);
    }

    pub(crate) fn text(&mut self, text: &str) {
        let _written = self.to.str(text);
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let _written = self.to.bytes(bytes);
    }

    pub(crate) fn id(&mut self, slot: Slot, id: u64) {
        let last = std::mem::replace(&mut self.last[slot as usize], id);
        let _written = self.to.i64(id.wrapping_sub(last).cast_signed());
    }

    pub(crate) fn day(&mut self, day: NaiveDate) {
        let _written = self.to.i32(day.num_days_from_ce() - EPOCH);
    }

    pub(crate) fn code<C: Numbered>(&mut self, code: C) {
        self.number(u64::from(code.number()));
    }

    pub(crate) fn numbers(&mut self, numbers: &[u8]) {
        self.number(numbers.len() as u64);
        numbers.iter().for_each(|&number| self.number(u64::from(number)));
    }

    pub(crate) fn texts<T: AsRef<str>>(&mut self, texts: impl ExactSizeIterator<Item = T>) {
        self.number(texts.len() as u64);
        texts.for_each(|text| self.text(text.as_ref()));
    }

    /// Which of the optional fields are there.
    pub(crate) fn present(&mut self, fields: &[bool]) {
        self.number(fields.iter().rev().fold(0, |bits, &there| bits << 1 | u64::from(there)));
    }
}

/// Reads a row, or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Reader<'b> {
    from: Decoder<'b>,
    last: [u64; SLOTS],
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { from: Decoder::new(bytes), last: [0; SLOTS] }
    }

    pub(crate) fn number(&mut self) -> Result<u64, Garbled> {
        Ok(self.from.u64()?)
    }

    fn signed(&mut self) -> Result<i64, Garbled> {
        Ok(self.from.i64()?)
    }

    /// A number of a smaller type.
    pub(crate) fn small<N: TryFrom<u64>>(&mut self) -> Result<N, Garbled> {
        let number = self.number()?;
        N::try_from(number).map_err(|_| Garbled(format!("{number} is too large here")))
    }

    /// How many items follow: each takes a byte at least, so that no row asks for more memory than it could fill.
    pub(crate) fn count(&mut self) -> Result<usize, Garbled> {
        let count = self.small()?;
        let left = self.from.input().len() - self.from.position();
        if count > left { Err(Garbled(format!("{count} items in {left} bytes"))) } else { Ok(count) }
    }

    pub(crate) fn text(&mut self) -> Result<&'b str, Garbled> {
        Ok(self.from.str()?)
    }

    /// Past an item, which is not looked at.
    pub(crate) fn pass(&mut self) -> Result<(), Garbled> {
        Ok(self.from.skip()?)
    }

    /// Bytes, and where they begin.
    pub(crate) fn raw(&mut self) -> Result<(usize, &'b [u8]), Garbled> {
        let bytes = self.from.bytes()?;
        Ok((self.from.position() - bytes.len(), bytes))
    }

    pub(crate) fn id<I: From<u64>>(&mut self, slot: Slot) -> Result<I, Garbled> {
        let id = self.last[slot as usize].wrapping_add(self.signed()?.cast_unsigned());
        self.last[slot as usize] = id;
        Ok(I::from(id))
    }

    pub(crate) fn day(&mut self) -> Result<NaiveDate, Garbled> {
        let days = self.signed()?;
        let counted = i32::try_from(days).ok().and_then(|days| days.checked_add(EPOCH));
        let day = counted.and_then(NaiveDate::from_num_days_from_ce_opt);
        day.ok_or_else(|| Garbled(format!("{days} is no day")))
    }

    pub(crate) fn code<C: Numbered>(&mut self) -> Result<C, Garbled> {
        let number = self.small()?;
        C::from_number(number).ok_or_else(|| Garbled(format!("no code has the number {number}")))
    }

    pub(crate) fn codes<C: Numbered>(&mut self) -> Result<Codes<C>, Garbled> {
        let count = self.count()?;
        (0..count).map(|_| self.code()).collect()
    }

    /// Texts, each of them read once already, so that they can be told without a failure.
    pub(crate) fn texts(&mut self) -> Result<Texts<'b>, Garbled> {
        let left = self.count()?;
        let texts = Texts { reader: self.clone(), left };
        for _ in 0..left {
            self.text()?;
        }
        Ok(texts)
    }

    /// Which of the optional fields are there, to be asked in their order.
    pub(crate) fn present(&mut self) -> Result<Present, Garbled> {
        self.number().map(Present)
    }

    /// Past what [`Writer::seal`] wrote.
    pub(crate) fn unseal(&mut self) -> Result<(), Garbled> {
        let sealed = self.from.input().get(..self.from.position()).unwrap_or_default();
        if self.number()? == sum(sealed) { Ok(()) } else { Err(Garbled("other bytes than were written".to_owned())) }
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), Garbled> {
        let left = self.from.input().len() - self.from.position();
        if left == 0 { Ok(()) } else { Err(Garbled(format!("{left} bytes too many"))) }
    }
}

/// Texts one after another.
#[derive(Debug, Clone)]
pub struct Texts<'b> {
    reader: Reader<'b>,
    left: usize,
}

impl Texts<'_> {
    /// All of them in one text.
    #[must_use]
    pub fn join(self, between: &str) -> String {
        self.collect::<Vec<_>>().join(between)
    }
}

impl Default for Texts<'_> {
    fn default() -> Self {
        Self { reader: Reader::new(&[]), left: 0 }
    }
}

impl<'b> Iterator for Texts<'b> {
    type Item = &'b str;

    fn next(&mut self) -> Option<&'b str> {
        self.left = self.left.checked_sub(1)?;
        self.reader.text().ok()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Texts<'_> {}

/// The bits of the optional fields that were not asked for yet.
pub(crate) struct Present(u64);

impl Present {
    /// Whether the next field is there.
    pub(crate) const fn next(&mut self) -> bool {
        let there = self.0 & 1 == 1;
        self.0 >>= 1;
        there
    }

    /// Nothing else may be there.
    pub(crate) fn end(&self) -> Result<(), Garbled> {
        if self.0 == 0 { Ok(()) } else { Err(Garbled("a field that is not known here".to_owned())) }
    }

    /// The next field, read where it is there.
    pub(crate) fn read<T>(&mut self, read: impl FnOnce() -> Result<T, Garbled>) -> Result<Option<T>, Garbled> {
        if self.next() { read().map(Some) } else { Ok(None) }
    }
}
