//! A person's fields in one piece of memory, shared with those who were read with them.
//!
//! A country has 400,000 people. As fields of their own each takes 300 bytes and five pieces of memory; packed it takes a
//! third of it, and nothing of a block of a thousand is taken apart when it is read from the database. Growth: as long as one
//! of a block is in a table, the whole block stays, some 60 KB.

mod beside;
mod layout;

pub use beside::{History, TakenCourse};

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{PersonId, SchoolId};
use super::kinds::{Category, GradeBand, Language, Role, Sex, Subject};
use super::packing::{Garbled, Texts};
use super::people::{Codes, PastCourse, PersonFields};
use super::values::Iin;
use beside::{Beside, identity};
use layout::{ACTING, CATEGORY, ROLE, check, codes, experience, flag, known, numbers, pack, rest};

/// A teacher, principal or other participant. To alter one, take its [`PersonFields`] and make another of them.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "PersonFields", into = "PersonFields")]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Workplace.
    pub school: SchoolId,
    /// Where the packed fields lie.
    block: Arc<[u8]>,
    at: u32,
    length: u32,
}

impl Person {
    /// Someone whose packed fields lie in this part of a block, which is as it was written.
    pub(crate) fn within(
        id: PersonId,
        school: SchoolId,
        block: &Arc<[u8]>,
        at: usize,
        length: usize,
    ) -> Result<Self, Garbled> {
        let (Ok(at), Ok(length)) = (u32::try_from(at), u32::try_from(length)) else {
            return Err(Garbled("a block of more than 4 GB".to_owned()));
        };
        Ok(Self { id, school, block: Arc::clone(block), at, length })
    }

    /// Someone with these packed fields, which are looked through.
    pub(crate) fn checked(id: PersonId, school: SchoolId, packed: &[u8]) -> Result<Self, Garbled> {
        check(packed)?;
        Self::within(id, school, &packed.into(), 0, packed.len())
    }

    /// Courses and labels in one go, for whoever wants both.
    pub(crate) fn history_and_tags(&self) -> (Option<History<'_>>, Texts<'_>) {
        let Beside { history, tags, .. } = self.beside();
        (history, tags)
    }

    /// Numbers of role and category, where they are known.
    pub(crate) fn role_and_category(&self) -> [Option<u8>; 2] {
        [ROLE, CATEGORY].map(|at| self.packed().get(at)?.checked_sub(1))
    }

    /// Numbers of the subjects, grades and languages.
    pub(crate) fn numbers(&self) -> [&[u8]; 3] {
        [0, 1, 2].map(|list| numbers(self.packed(), list))
    }

    /// The packed fields, without id and school.
    pub(crate) fn packed(&self) -> &[u8] {
        let at = self.at as usize;
        self.block.get(at..at + self.length as usize).unwrap_or_default()
    }

    /// Full name: surname, given name, patronymic if any.
    #[must_use]
    pub fn name(&self) -> &str {
        rest(self.packed()).text().unwrap_or_default()
    }

    /// Position; none while unknown.
    #[must_use]
    pub fn role(&self) -> Option<Role> {
        known(self.packed(), ROLE)
    }

    /// Acting in that position (и. о., м. а.).
    #[must_use]
    pub fn acting(&self) -> bool {
        flag(self.packed(), ACTING)
    }

    /// Subjects taught, the main one first; empty while unknown.
    #[must_use]
    pub fn subjects(&self) -> Codes<Subject> {
        codes(self.packed(), 0)
    }

    /// Grades taught; empty while unknown.
    #[must_use]
    pub fn grades(&self) -> Codes<GradeBand> {
        codes(self.packed(), 1)
    }

    /// Languages of teaching; empty while unknown.
    #[must_use]
    pub fn languages(&self) -> Codes<Language> {
        codes(self.packed(), 2)
    }

    /// Qualification category; none while unknown.
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        known(self.packed(), CATEGORY)
    }

    /// Whole years of experience; none while unknown.
    #[must_use]
    pub fn experience(&self) -> Option<u16> {
        experience(self.packed())
    }

    /// Courses taken; an empty list means never, none means unknown.
    #[must_use]
    pub fn history(&self) -> Option<History<'_>> {
        History::of(self.packed()).unwrap_or_default()
    }

    /// IIN: masked on screen, left out of exports unless asked for.
    #[must_use]
    pub fn iin(&self) -> Option<Iin> {
        identity(self.packed()).unwrap_or_default().0
    }

    /// Date of birth, where a list gives it without an IIN.
    #[must_use]
    pub fn born(&self) -> Option<NaiveDate> {
        identity(self.packed()).unwrap_or_default().1
    }

    /// Sex, where a list gives it without an IIN.
    #[must_use]
    pub fn sex(&self) -> Option<Sex> {
        self.beside().sex
    }

    /// Telephone as +7XXXXXXXXXX, or as it was written if it is none.
    #[must_use]
    pub fn phone(&self) -> Option<&str> {
        self.beside().phone
    }

    /// E-mail.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.beside().email
    }

    /// Free labels that rules can ask for.
    #[must_use]
    pub fn tags(&self) -> Texts<'_> {
        self.beside().tags
    }

    /// Topics that they could be a mentor in; where empty, their subjects stand in.
    #[must_use]
    pub fn offers(&self) -> Texts<'_> {
        self.beside().offers
    }

    /// Topics that they want to learn, the dearest first; where empty, their subjects stand in.
    #[must_use]
    pub fn wants(&self) -> Texts<'_> {
        self.beside().wants
    }

    /// Free text from the list or the coordinator.
    #[must_use]
    pub fn note(&self) -> Option<&str> {
        self.beside().note
    }

    /// Everything as fields of their own.
    #[must_use]
    pub fn fields(&self) -> PersonFields {
        let owned = |texts: Texts<'_>| texts.map(str::to_owned).collect();
        let Beside { iin, born, history, sex, phone, email, tags, offers, wants, note } = self.beside();
        PersonFields {
            id: self.id,
            name: self.name().to_owned(),
            school: self.school,
            role: self.role(),
            acting: self.acting(),
            subjects: self.subjects(),
            grades: self.grades(),
            languages: self.languages(),
            category: self.category(),
            experience: self.experience(),
            history: history.map(|courses| courses.map(PastCourse::from).collect()),
            iin,
            born,
            sex,
            phone: phone.map(str::to_owned),
            email: email.map(str::to_owned),
            tags: owned(tags),
            offers: owned(offers),
            wants: owned(wants),
            note: note.map(str::to_owned),
        }
    }

    fn beside(&self) -> Beside<'_> {
        Beside::of(self.packed()).unwrap_or_default()
    }
}

impl From<PersonFields> for Person {
    fn from(fields: PersonFields) -> Self {
        let block: Arc<[u8]> = pack(&fields).into();
        // One person's fields of 4 GB would not have come into memory.
        let length = u32::try_from(block.len()).unwrap_or_default();
        Self { id: fields.id, school: fields.school, block, at: 0, length }
    }
}

impl From<Person> for PersonFields {
    fn from(person: Person) -> Self {
        person.fields()
    }
}

impl From<PersonFields> for super::Record {
    fn from(fields: PersonFields) -> Self {
        Person::from(fields).into()
    }
}

impl PartialEq for Person {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.school == other.school && self.packed() == other.packed()
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fields().fmt(f)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Person {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        PersonFields::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        PersonFields::json_schema(generator)
    }
}
