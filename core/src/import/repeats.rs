//! Which rows repeat an earlier row or someone already recorded.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::draft::PersonDraft;
use super::fold::{distance, fold};
use super::header::Field;
use super::lost;
use crate::model::{Iin, Person, PersonId, SchoolId};
use crate::workspace::Workspace;

/// Someone that a row can repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Row(u32),
    Known(PersonId),
}

/// What an index says of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Someone new.
    New,
    /// Someone new, with a namesake at the same school: another IIN or birth date, or a shorter form of the name.
    Namesake(Who),
    /// Repeats this one.
    Repeats(Who),
    /// Has the IIN of this one, whose name is quite another.
    Conflict(Who),
}

/// Someone of a name, with what tells them from a namesake.
#[derive(Debug, Clone)]
struct Named {
    who: Who,
    iin: Option<Iin>,
    /// Birth dates that are told: by a column, by the IIN.
    born: [Option<NaiveDate>; 2],
}

impl Named {
    fn of(who: Who, iin: Option<&Iin>, born: Option<NaiveDate>) -> Self {
        Self { who, iin: iin.cloned(), born: [born, iin.and_then(Iin::birth_date)] }
    }

    /// True where IINs or birth dates tell that they are two.
    fn differs(&self, other: &Self) -> bool {
        let iins = self.iin.is_some() && other.iin.is_some() && self.iin != other.iin;
        let mut own = self.born.iter().flatten().peekable();
        let births = own.peek().is_some() && other.born.iter().any(Option::is_some);
        iins || (births && !own.any(|b| other.born.contains(&Some(*b))))
    }
}

/// Everyone so far: by IIN, and by school and folded name.
#[derive(Debug, Default)]
pub(crate) struct People {
    by_iin: HashMap<Iin, (Who, String)>,
    by_name: HashMap<SchoolId, HashMap<String, Vec<Named>>>,
    /// Names that lost letters, with marks for these.
    lossy: HashMap<SchoolId, Vec<(String, Named)>>,
    /// Folded names by school and surname.
    by_surname: HashMap<(SchoolId, String), Vec<(String, Named)>>,
}

impl People {
    pub(crate) fn known(workspace: &Workspace) -> Self {
        let mut people = Self::default();
        for person in &workspace.people {
            people.add(Who::Known(person.id), person.name(), person.school, person.iin().as_ref(), person.born());
        }
        people
    }

    pub(crate) fn add(&mut self, who: Who, name: &str, school: SchoolId, iin: Option<&Iin>, born: Option<NaiveDate>) {
        let key = fold(name);
        let named = Named::of(who, iin, born);
        if let Some(iin) = iin {
            self.by_iin.entry(iin.clone()).or_insert_with(|| (who, key.clone()));
        }
        if lost::is_lossy(name) {
            self.lossy.entry(school).or_default().push((fold(&lost::marked(name)), named.clone()));
        }
        self.by_surname.entry((school, surname(&key))).or_default().push((key.clone(), named.clone()));
        self.by_name.entry(school).or_default().entry(key).or_default().push(named);
    }

    /// The same IIN is the same person, unless the names have no word in common; the same name at the same school is,
    /// unless IINs or birth dates tell otherwise.
    pub(crate) fn judge(&self, draft: &PersonDraft, school: SchoolId, apart: bool) -> Verdict {
        let key = fold(&draft.name);
        if let Some((who, name)) = draft.iin.as_ref().and_then(|i| self.by_iin.get(i)) {
            return if share_a_word(name, &key) { Verdict::Repeats(*who) } else { Verdict::Conflict(*who) };
        }
        let this = Named::of(Who::Row(0), draft.iin.as_ref(), draft.born);
        let same = self.of_name(&draft.name, &key, school);
        match (same.iter().find(|n| !n.differs(&this)), same.first()) {
            (Some(one), _) if !apart => Verdict::Repeats(one.who),
            (_, Some(one)) => Verdict::Namesake(one.who),
            _ => self.of_shorter_name(&key, school, &this).map_or(Verdict::New, Verdict::Namesake),
        }
    }

    /// Those who have this name at the school, letters that one of the texts lost aside.
    fn of_name(&self, name: &str, key: &str, school: SchoolId) -> Vec<&Named> {
        let of_school = self.by_name.get(&school);
        let mut same: Vec<&Named> = of_school.and_then(|names| names.get(key)).into_iter().flatten().collect();
        if lost::is_lossy(name) {
            let marked = fold(&lost::marked(name));
            let fitting = of_school.into_iter().flatten().filter(|(whole, _)| lost::fits(&marked, whole));
            let mut found: Vec<(&String, &Named)> =
                fitting.flat_map(|(name, all)| all.iter().map(move |n| (name, n))).collect();
            found.sort_by_key(|(name, _)| *name);
            same.extend(found.into_iter().map(|(_, named)| named));
        }
        let lossy = self.lossy.get(&school).into_iter().flatten();
        same.extend(lossy.filter(|(marked, _)| lost::fits(marked, key)).map(|(_, named)| named));
        same
    }

    /// Someone whose name is this one with initials, or without the patronymic.
    fn of_shorter_name(&self, key: &str, school: SchoolId, this: &Named) -> Option<Who> {
        let all = self.by_surname.get(&(school, surname(key)))?;
        all.iter().find(|(other, named)| is_shorter(other, key) && !named.differs(this)).map(|(_, named)| named.who)
    }
}

fn surname(key: &str) -> String {
    key.split(' ').next().unwrap_or_default().to_owned()
}

/// True where each word of one name begins the word of the other that stands in its place, and neither is a surname
/// alone.
fn is_shorter(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    let begins = |(a, b): (&&str, &&str)| {
        a == b || (a.chars().count() == 1 && b.starts_with(*a)) || (b.chars().count() == 1 && a.starts_with(*b))
    };
    one.len().min(other.len()) > 1 && one.iter().zip(&other).all(begins)
}

/// True where some word of one name is a word of the other, a slip or two aside.
fn share_a_word(one: &str, other: &str) -> bool {
    let words = |t: &str| t.split(' ').filter(|w| w.chars().count() > 1).map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    one.iter().any(|a| {
        other.iter().any(|b| a == b || (a.chars().count() > 4 && b.chars().count() > 4 && distance(a, b, 2) <= 2))
    })
}

/// A person as a draft, to compare with.
pub(crate) fn as_draft(person: &Person) -> PersonDraft {
    let person = person.fields();
    PersonDraft {
        name: person.name,
        school: Some(person.school),
        role: person.role,
        acting: person.acting,
        subjects: person.subjects.into_vec(),
        grades: person.grades.into_vec(),
        languages: person.languages.into_vec(),
        category: person.category,
        experience: person.experience,
        history: person.history,
        iin: person.iin,
        born: person.born,
        sex: person.sex,
        phone: person.phone,
        email: person.email,
        offers: person.offers,
        wants: person.wants,
        note: person.note,
        ..PersonDraft::default()
    }
}

/// What the later draft says and the earlier one doesn't say, or says otherwise.
pub(crate) fn differences(earlier: &PersonDraft, later: &PersonDraft) -> Vec<Field> {
    fn differ<T: PartialEq>(earlier: &T, later: &T, empty: &T) -> bool {
        later != empty && later != earlier
    }
    let checks = [
        (Field::Name, fold(&earlier.name) != fold(&later.name)),
        (Field::School, differ(&earlier.school, &later.school, &None)),
        (
            Field::Role,
            differ(&earlier.role, &later.role, &None) || (later.role.is_some() && earlier.acting != later.acting),
        ),
        (Field::Subject, differ(&earlier.subjects, &later.subjects, &Vec::new())),
        (Field::Grades, differ(&earlier.grades, &later.grades, &Vec::new())),
        (Field::Language, differ(&earlier.languages, &later.languages, &Vec::new())),
        (Field::Category, differ(&earlier.category, &later.category, &None)),
        (Field::Experience, differ(&earlier.experience, &later.experience, &None)),
        (Field::LastCourse, differ(&earlier.history, &later.history, &None)),
        (Field::Iin, differ(&earlier.iin, &later.iin, &None)),
        (Field::Born, differ(&earlier.born, &later.born, &None)),
        (Field::Sex, differ(&earlier.sex, &later.sex, &None)),
        (Field::Phone, differ(&earlier.phone, &later.phone, &None)),
        (Field::Email, differ(&earlier.email, &later.email, &None)),
        (Field::Offers, differ(&earlier.offers, &later.offers, &Vec::new())),
        (Field::Wants, differ(&earlier.wants, &later.wants, &Vec::new())),
        (Field::Note, differ(&earlier.note, &later.note, &None)),
    ];
    checks.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
