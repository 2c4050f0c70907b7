//! Where a person's packed fields lie.
//!
//! | bytes | what |
//! |---|---|
//! | 1, 1 | role and category: their numbers and 1, or 0 while unknown |
//! | 1 | flags: acting, experience known |
//! | 1, 1, 1 | how many subjects, grades, languages |
//! | 2 | years of experience, the lower byte first |
//! | so many | numbers of the subjects, grades, languages |
//! | CBOR (RFC 8742) | name; a number with a bit for each of the following that is there; IIN, birth, courses, sex, telephone, e-mail, tags, offers, wants, note |

use super::beside::{Beside, pack_course};
use crate::model::kinds::{Category, GradeBand, Language, Numbered, Role, Subject};
use crate::model::packing::{Garbled, Reader, Writer};
use crate::model::people::{Codes, PersonFields};

pub(super) const ROLE: usize = 0;
pub(super) const CATEGORY: usize = 1;
const FLAGS: usize = 2;
const COUNTS: usize = 3;
const EXPERIENCE: usize = 6;
const HEAD: usize = 8;

pub(super) const ACTING: u8 = 1;
const EXPERIENCED: u8 = 2;

/// The value of a byte that is 0 while it is unknown.
pub(super) fn known<C: Numbered>(packed: &[u8], at: usize) -> Option<C> {
    C::from_number(packed.get(at)?.checked_sub(1)?)
}

pub(super) fn flag(packed: &[u8], flag: u8) -> bool {
    packed.get(FLAGS).is_some_and(|flags| flags & flag != 0)
}

pub(super) fn experience(packed: &[u8]) -> Option<u16> {
    let years = [*packed.get(EXPERIENCE)?, *packed.get(EXPERIENCE + 1)?];
    flag(packed, EXPERIENCED).then_some(u16::from_le_bytes(years))
}

/// How many codes stand before those of a list, and how many it has.
fn counts(packed: &[u8], list: usize) -> (usize, usize) {
    let counts = packed.get(COUNTS..EXPERIENCE).unwrap_or(&[0; 3]);
    (counts[..list].iter().map(|&count| usize::from(count)).sum(), counts.get(list).map_or(0, |&c| usize::from(c)))
}

pub(super) fn numbers(packed: &[u8], list: usize) -> &[u8] {
    let (before, count) = counts(packed, list);
    packed.get(HEAD + before..HEAD + before + count).unwrap_or_default()
}

pub(super) fn codes<C: Numbered>(packed: &[u8], list: usize) -> Codes<C> {
    numbers(packed, list).iter().filter_map(|&number| C::from_number(number)).collect()
}

/// What stands after the codes.
pub(super) fn rest(packed: &[u8]) -> Reader<'_> {
    Reader::new(packed.get(HEAD + counts(packed, 3).0..).unwrap_or_default())
}

pub(super) fn check(packed: &[u8]) -> Result<(), Garbled> {
    let no_code = || Garbled("a code without a meaning".to_owned());
    let Some(head) = packed.get(..HEAD) else { return Err(Garbled("no person".to_owned())) };
    if (head[ROLE] > 0 && known::<Role>(packed, ROLE).is_none())
        || (head[CATEGORY] > 0 && known::<Category>(packed, CATEGORY).is_none())
        || !all_known::<Subject>(packed, 0)
        || !all_known::<GradeBand>(packed, 1)
        || !all_known::<Language>(packed, 2)
        || head[FLAGS] & !(ACTING | EXPERIENCED) != 0
        || (!flag(packed, EXPERIENCED) && head[EXPERIENCE..HEAD] != [0; 2])
    {
        return Err(no_code());
    }
    let mut reader = rest(packed);
    reader.text()?;
    Beside::read(&mut reader)?;
    reader.end()
}

fn all_known<C: Numbered>(packed: &[u8], list: usize) -> bool {
    numbers(packed, list).iter().all(|&number| C::from_number(number).is_some())
}

pub(super) fn pack(fields: &PersonFields) -> Vec<u8> {
    let PersonFields {
        id: _,
        name,
        school: _,
        role,
        acting,
        subjects,
        grades,
        languages,
        category,
        experience,
        history,
        iin,
        born,
        sex,
        phone,
        email,
        tags,
        offers,
        wants,
        note,
    } = fields;
    let code = |number: Option<u8>| number.map_or(0, |number| number.saturating_add(1));
    let lists = [numbers_of(subjects), numbers_of(grades), numbers_of(languages)];
    let flag = |there: bool, bit: u8| if there { bit } else { 0 };
    let mut head = vec![
        code(role.map(Numbered::number)),
        code(category.map(Numbered::number)),
        flag(*acting, ACTING) | flag(experience.is_some(), EXPERIENCED),
    ];
    head.extend(lists.iter().map(|list| u8::try_from(list.len()).unwrap_or(u8::MAX)));
    head.extend(experience.unwrap_or_default().to_le_bytes());
    head.extend(lists.iter().flatten());
    let mut w = Writer::after(head);
    w.text(name);
    w.present(&[
        iin.is_some(),
        born.is_some(),
        history.is_some(),
        sex.is_some(),
        phone.is_some(),
        email.is_some(),
        !tags.is_empty(),
        !offers.is_empty(),
        !wants.is_empty(),
        note.is_some(),
    ]);
    iin.iter().for_each(|iin| w.text(iin.as_str()));
    born.iter().for_each(|&day| w.day(day));
    history.iter().for_each(|courses| {
        w.number(courses.len() as u64);
        courses.iter().for_each(|course| pack_course(&mut w, course));
    });
    sex.iter().for_each(|&sex| w.code(sex));
    phone.iter().chain(email).for_each(|text| w.text(text));
    [tags, offers, wants].into_iter().filter(|texts| !texts.is_empty()).for_each(|texts| w.texts(texts.iter()));
    note.iter().for_each(|text| w.text(text));
    w.bytes()
}

/// At most 255: beyond that a list of codes can only repeat itself, and then each stands once.
fn numbers_of<C: Numbered>(codes: &[C]) -> Vec<u8> {
    let mut numbers: Vec<u8> = codes.iter().map(|code| code.number()).collect();
    if numbers.len() > usize::from(u8::MAX) {
        let mut seen = [false; 256];
        numbers.retain(|&number| !std::mem::replace(&mut seen[usize::from(number)], true));
    }
    numbers
}
