//! Which rows repeat an earlier row or someone already recorded.

use std::collections::HashMap;

use super::draft::PersonDraft;
use super::fold::{distance, fold};
use super::header::Field;
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
    /// Someone new, with a namesake at the same school who has another IIN.
    Namesake(Who),
    /// Repeats this one.
    Repeats(Who),
    /// Has the IIN of this one, whose name is quite another.
    Conflict(Who),
}

/// Someone of a name, with their IIN.
type Named = (Who, Option<Iin>);

/// Everyone so far: by IIN, and by school and folded name.
#[derive(Debug, Default)]
pub(crate) struct People {
    by_iin: HashMap<Iin, (Who, String)>,
    by_name: HashMap<(SchoolId, String), Vec<Named>>,
}

impl People {
    pub(crate) fn known(workspace: &Workspace) -> Self {
        let mut people = Self::default();
        for person in &workspace.people {
            people.add(Who::Known(person.id), &person.name, person.school, person.iin.as_ref());
        }
        people
    }

    pub(crate) fn add(&mut self, who: Who, name: &str, school: SchoolId, iin: Option<&Iin>) {
        let key = fold(name);
        if let Some(iin) = iin {
            self.by_iin.entry(iin.clone()).or_insert_with(|| (who, key.clone()));
        }
        self.by_name.entry((school, key)).or_default().push((who, iin.cloned()));
    }

    /// The same IIN is the same person, unless the names have no word in common; without one of the IINs the same name
    /// at the same school is.
    pub(crate) fn judge(&self, draft: &PersonDraft, school: SchoolId, apart: bool) -> Verdict {
        let key = fold(&draft.name);
        if let Some((who, name)) = draft.iin.as_ref().and_then(|i| self.by_iin.get(i)) {
            return if share_a_word(name, &key) { Verdict::Repeats(*who) } else { Verdict::Conflict(*who) };
        }
        let Some(same) = self.by_name.get(&(school, key)) else { return Verdict::New };
        let repeats = same.iter().find(|(_, iin)| iin.is_none() || draft.iin.is_none());
        match (repeats, same.first()) {
            (Some((who, _)), _) if !apart => Verdict::Repeats(*who),
            (_, Some((who, _))) => Verdict::Namesake(*who),
            _ => Verdict::New,
        }
    }
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
    PersonDraft {
        name: person.name.clone(),
        school: Some(person.school),
        role: person.role,
        acting: person.acting,
        subjects: person.subjects.clone(),
        grades: person.grades.clone(),
        languages: person.languages.clone(),
        category: person.category,
        experience: person.experience,
        history: person.history.clone(),
        iin: person.iin.clone(),
        born: person.born,
        sex: person.sex,
        phone: person.phone.clone(),
        email: person.email.clone(),
        note: person.note.clone(),
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
        (Field::Note, differ(&earlier.note, &later.note, &None)),
    ];
    checks.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
