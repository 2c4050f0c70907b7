use super::*;
use crate::model::packing::Slot;
use crate::model::{
    AcademicHours, Category, Enrolment, EnrolmentId, EnrolmentState, GradeBand, GroupId, Iin, IntakeId, Language,
    Numbered, Override, PastCourse, PersonFields, PersonId, ProgrammeId, Role, SchoolId, Sex, Subject, Texts,
    Withdrawal,
};
use chrono::NaiveDate;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A person of whom nothing is known but name and school.
fn bare(id: u64) -> PersonFields {
    serde_json::from_value(serde_json::json!({ "id": id, "name": "Әлия", "school": 3 })).unwrap()
}

fn whole(id: u64) -> PersonFields {
    let course = PastCourse { ended: day(2021, 10, 9), hours: None, title: None, programme: None };
    let full = PastCourse {
        hours: Some(AcademicHours(80)),
        title: Some("Курс".to_owned()),
        programme: Some(ProgrammeId(9)),
        ended: day(1999, 1, 1),
    };
    PersonFields {
        school: SchoolId((5 << 32) | 1),
        role: Some(Role::OtherStaff),
        acting: true,
        subjects: vec![Subject::PreSchool, Subject::Mathematics].into(),
        grades: vec![GradeBand::Senior].into(),
        languages: vec![Language::Kazakh, Language::English].into(),
        category: Some(Category::DeputyFirst),
        experience: Some(u16::MAX),
        history: Some(vec![course, full]),
        iin: Some(Iin::parse("850228100003").unwrap()),
        born: Some(day(1885, 2, 28)),
        sex: Some(Sex::Male),
        phone: Some("+77010000000".to_owned()),
        email: Some("a@b".to_owned()),
        tags: vec!["x".to_owned(), String::new()],
        offers: vec!["o".to_owned()],
        wants: vec!["w".to_owned()],
        note: Some("n".to_owned()),
        ..bare(id)
    }
}

fn people() -> Vec<Record> {
    let never = PersonFields { history: Some(Vec::new()), ..bare((1 << 53) - 1) };
    [bare(1), whole(2), never, bare(4)].into_iter().map(Record::from).collect()
}

#[test]
fn what_is_asked_of_a_person_is_what_the_fields_say() {
    let never = PersonFields { history: Some(Vec::new()), iin: None, ..whole(3) };
    for fields in [bare(1), whole(2), never, PersonFields { born: None, ..whole(4) }] {
        let person = Person::from(fields.clone());
        let told = |texts: Texts<'_>| texts.map(str::to_owned).collect::<Vec<_>>();
        let asked = PersonFields {
            id: person.id,
            name: person.name().to_owned(),
            school: person.school,
            role: person.role(),
            acting: person.acting(),
            subjects: person.subjects(),
            grades: person.grades(),
            languages: person.languages(),
            category: person.category(),
            experience: person.experience(),
            history: person.history().map(|courses| courses.map(PastCourse::from).collect()),
            iin: person.iin(),
            born: person.born(),
            sex: person.sex(),
            phone: person.phone().map(str::to_owned),
            email: person.email().map(str::to_owned),
            tags: told(person.tags()),
            offers: told(person.offers()),
            wants: told(person.wants()),
            note: person.note().map(str::to_owned),
        };
        assert_eq!(asked, fields);
        assert_eq!(person.fields(), fields);
    }
}

fn enrolments() -> Vec<Record> {
    let plain = Enrolment::nominated(EnrolmentId(8), IntakeId(7), PersonId(1));
    let withdrawal = |replaced_by| Some(Box::new(Withdrawal { reason: "r".to_owned(), replaced_by }));
    let overridden = |admit| Some(Box::new(Override { admit, reason: "because".to_owned() }));
    let all = [
        plain.clone(),
        Enrolment { state: EnrolmentState::Selected, rank: Some(u32::MAX), group: Some(GroupId(99)), ..plain.clone() },
        Enrolment { state: EnrolmentState::Withdrawn, withdrawn: withdrawal(Some(PersonId(2))), ..plain.clone() },
        Enrolment { state: EnrolmentState::Withdrawn, withdrawn: withdrawal(None), ..plain.clone() },
        Enrolment { state: EnrolmentState::NotAdmitted, overridden: overridden(false), ..plain.clone() },
        Enrolment { state: EnrolmentState::Waiting, overridden: overridden(true), ..plain },
    ];
    all.into_iter().map(Record::from).collect()
}

#[test]
fn records_come_back_from_blocks_packed_or_of_json() {
    for (name, records) in [("none", Vec::new()), ("people", people()), ("enrolments", enrolments())] {
        assert_eq!(read_block(&write_block(&records).unwrap()), Ok(records.clone()), "{name}");
        assert_eq!(read_block(&serde_json::to_vec(&records).unwrap()), Ok(records), "{name} of before");
    }
    let mixed: Vec<Record> = people().into_iter().chain(enrolments()).collect();
    assert!(write_block(&mixed).is_err(), "a block is of one table");
}

#[test]
fn entries_come_back_packed_or_of_json() {
    let mut changes: Vec<Change> = people().into_iter().map(Change::add).collect();
    changes.extend(enrolments().into_iter().map(Change::remove));
    changes.extend(Change::alter(Person::from(whole(5)), Person::from(bare(5))));
    let school = crate::model::Community { id: 4_u64.into(), name: "c".to_owned(), members: vec![], facilitator: None };
    changes.push(Change::add(school));
    changes.push(Change { before: None, after: None });
    let at = day(2026, 1, 2).and_hms_opt(3, 4, 5).unwrap();
    let entry = Entry::new(3, at, "Әлия", "edit", crate::log::Act::Do, changes);
    assert_eq!(read_entry(&write_entry(&entry).unwrap()), Ok(entry.clone()));
    assert_eq!(read_entry(&serde_json::to_vec(&entry).unwrap()), Ok(entry));
}

/// Every shortened row, and every row with one byte altered, is read or refused, without a panic and without asking for
/// more memory than the row could fill. Of people, whose fields are not looked through, it is refused.
#[test]
fn spoilt_rows_are_refused() {
    for records in [people(), enrolments()] {
        let row = write_block(&records).unwrap();
        for end in 1..row.len() {
            assert!(read_block(&row[..end]).is_err(), "cut after {end} of {}", row.len());
        }
        assert!(read_block(&[&row[..], &[0]].concat()).is_err(), "a byte too many");
        for at in 0..row.len() {
            for value in [0, 1, 0x1B, 0x7F, 0xFF] {
                let mut spoilt = row.clone();
                spoilt[at] = value;
                let read = read_block(&spoilt);
                let sealed = matches!(records[0], Record::Person(_)) && spoilt != row;
                assert!(!sealed || read.is_err(), "byte {at} as {value}");
            }
        }
    }
    assert_eq!(read_block(&[3, 0, 0]), Err(RowError::Newer(3)));
    assert_eq!(read_block(&[1, 9, 1, 0]).unwrap_err().to_string(), "no kind of record has the number 9");
}

/// Rows that lie in databases: their bytes mean the same for ever. A number that moved would turn one subject into
/// another in silence.
#[test]
fn numbers_of_codes_stay() {
    fn check<C: Numbered + PartialEq + std::fmt::Debug>(codes: &[C], wanted: &str, code: fn(C) -> &'static str) {
        let said: Vec<&str> = codes.iter().map(|&c| code(c)).collect();
        assert!(said.join(" ").starts_with(wanted), "{said:?} no longer begins with {wanted}");
        for (at, &value) in codes.iter().enumerate() {
            assert_eq!(usize::from(value.number()), at);
            assert_eq!(C::from_number(value.number()), Some(value));
        }
    }
    check(
        Role::ALL,
        "teacher principal vice_principal methodologist counsellor psychologist librarian other_staff",
        Role::code,
    );
    check(
        Subject::ALL,
        "mathematics physics chemistry biology geography informatics kazakh russian english history_kz primary \
         natural_science global_competencies world_history law physical_education art music technology german french \
         military_training self_knowledge economics psychology special_needs preschool",
        Subject::code,
    );
    check(
        Category::ALL,
        "none trainee pedagogue moderator expert researcher master head_organiser head_manager head_leader deputy_3 \
         deputy_2 deputy_1",
        Category::code,
    );
    check(Language::ALL, "kk ru uz ug tg en", Language::code);
    check(GradeBand::ALL, "1-4 5-9 10-11", GradeBand::code);
    check(Sex::ALL, "female male", Sex::code);
    let block = write_block(&people()[..1]).unwrap();
    let name = [0x68, 0xD3, 0x98, 0xD0, 0xBB, 0xD0, 0xB8, 0xD1, 0x8F];
    let (packed, sum) = block.split_at(block.len() - 9);
    assert_eq!(packed, [&[2, 3, 1, 1, 3, 0x52, 0, 0, 0, 0, 0, 0, 0, 0][..], &name, &[0]].concat());
    assert_eq!(sum, [0x1B, 177, 112, 97, 42, 217, 68, 154, 61], "the sum stays");
    assert_eq!(read_block(&[&[1, 0, 1, 1][..], &name, &[3, 0]].concat()), Ok(people()[..1].to_vec()), "before");
}

fn numbers<C: Numbered>(codes: &[C]) -> Vec<u8> {
    codes.iter().map(|code| code.number()).collect()
}

/// A person as the first version of packed rows had it.
fn write_before(w: &mut Writer, person: &PersonFields) {
    w.id(Slot::Own, person.id.0);
    w.text(&person.name);
    w.id(Slot::Of, person.school.0);
    // Every field is there.
    w.present(&[true; 17]);
    w.code(person.role.unwrap());
    w.numbers(&numbers(&person.subjects));
    w.numbers(&numbers(&person.grades));
    w.numbers(&numbers(&person.languages));
    w.code(person.category.unwrap());
    w.number(u64::from(person.experience.unwrap()));
    let history = person.history.as_ref().unwrap();
    w.number(history.len() as u64);
    for course in history {
        w.day(course.ended);
        w.present(&[course.hours.is_some(), course.title.is_some(), course.programme.is_some()]);
        course.hours.iter().for_each(|hours| w.number(u64::from(hours.0)));
        course.title.iter().for_each(|title| w.text(title));
        course.programme.iter().for_each(|programme| w.id(Slot::Other, programme.0));
    }
    w.text(person.iin.as_ref().unwrap().as_str());
    w.day(person.born.unwrap());
    w.code(person.sex.unwrap());
    [&person.phone, &person.email].into_iter().flatten().for_each(|text| w.text(text));
    [&person.tags, &person.offers, &person.wants].into_iter().for_each(|texts| w.texts(texts.iter()));
    w.text(person.note.as_ref().unwrap());
}

#[test]
fn rows_of_the_first_version_are_read() {
    let all = [whole(2), whole(7)];
    let mut w = Writer::new(1);
    w.number(PERSON_BEFORE);
    w.number(all.len() as u64);
    all.iter().for_each(|person| write_before(&mut w, person));
    let row = w.bytes();
    assert_eq!(read_block(&row), Ok(all.iter().cloned().map(Record::from).collect()));
    for end in 1..row.len() {
        assert!(read_block(&row[..end]).is_err(), "cut after {end} of {}", row.len());
    }
}

/// What a person keeps packed is what they were made of.
#[test]
fn fields_come_back_from_a_person() {
    for fields in [bare(1), whole(2), PersonFields { history: Some(Vec::new()), ..whole(3) }] {
        assert_eq!(Person::from(fields.clone()).fields(), fields);
    }
    let often = PersonFields { languages: vec![Language::Kazakh; 300].into(), ..whole(4) };
    assert_eq!(
        Person::from(often).languages().as_slice(),
        [Language::Kazakh],
        "each once, where they can't be counted"
    );
}

/// A block's people share its bytes, and one who is altered leaves the others as they were.
#[test]
fn people_of_a_block_share_it() {
    let records = read_block(&write_block(&people()).unwrap()).unwrap();
    let mut tables = crate::model::Gathered::default();
    tables.add(records);
    let mut workspace = crate::workspace::Workspace::from(tables.tables());
    let altered = PersonFields { note: Some("other".to_owned()), ..whole(2) };
    workspace.restore([altered.clone().into()]);
    let read: Vec<PersonFields> = workspace.people.iter().map(Person::fields).collect();
    let never = PersonFields { history: Some(Vec::new()), ..bare((1 << 53) - 1) };
    assert_eq!(read, [bare(1), altered, bare(4), never]);
}

#[test]
fn standings_come_back() {
    use crate::rules::Verdict;
    use crate::solver::select::{Blocker, Outcome};
    let blockers = vec![
        Blocker { unit: Some(7), places: u32::MAX, last: Some(PersonId(1 << 40)) },
        Blocker { unit: None, places: 0, last: None },
    ];
    let standing = |person, eligible, rank, outcome, units: &[usize]| Standing {
        person: PersonId(person),
        eligible,
        rank,
        outcome,
        units: units.into(),
    };
    let all = vec![
        standing(9, Verdict::Yes, Some(1), Outcome::Selected, &[0, 3]),
        standing(2, Verdict::Yes, Some(u32::MAX), Outcome::Waiting(blockers), &[usize::from(u16::MAX)]),
        standing(3, Verdict::Yes, Some(3), Outcome::Waiting(Vec::new()), &[]),
        standing(4, Verdict::No, None, Outcome::Admitted, &[1]),
        standing(5, Verdict::No, None, Outcome::Ineligible, &[]),
        standing(6, Verdict::Unknown, None, Outcome::Unknown, &[]),
        standing(7, Verdict::Yes, None, Outcome::Withdrawn, &[]),
        standing(8, Verdict::Yes, None, Outcome::Refused, &[]),
    ];
    let packed = write_standings(&all);
    assert_eq!(read_standings(&packed), Ok(all));
    for end in 0..packed.len() {
        assert!(read_standings(&packed[..end]).is_err(), "cut after {end}");
    }
}
