use super::*;
use crate::model::{
    AcademicHours, Category, Enrolment, EnrolmentId, EnrolmentState, GradeBand, GroupId, Iin, IntakeId, Language,
    Numbered, Override, PastCourse, Person, PersonId, ProgrammeId, Role, SchoolId, Sex, Subject, Withdrawal,
};
use chrono::NaiveDate;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A person of whom nothing is known but name and school.
fn bare(id: u64) -> Person {
    serde_json::from_value(serde_json::json!({ "id": id, "name": "Әлия", "school": 3 })).unwrap()
}

fn whole(id: u64) -> Person {
    let course = PastCourse { ended: day(2021, 10, 9), hours: None, title: None, programme: None };
    let full = PastCourse {
        hours: Some(AcademicHours(80)),
        title: Some("Курс".to_owned()),
        programme: Some(ProgrammeId(9)),
        ended: day(1999, 1, 1),
    };
    Person {
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
    let never = Person { history: Some(Vec::new()), ..bare((1 << 53) - 1) };
    [bare(1), whole(2), never, bare(4)].into_iter().map(Record::from).collect()
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
    changes.extend(Change::alter(whole(5), bare(5)));
    let school = crate::model::Community { id: 4_u64.into(), name: "c".to_owned(), members: vec![], facilitator: None };
    changes.push(Change::add(school));
    changes.push(Change { before: None, after: None });
    let at = day(2026, 1, 2).and_hms_opt(3, 4, 5).unwrap();
    let entry = Entry::new(3, at, "Әлия", "edit", crate::log::Act::Do, changes);
    assert_eq!(read_entry(&write_entry(&entry).unwrap()), Ok(entry.clone()));
    assert_eq!(read_entry(&serde_json::to_vec(&entry).unwrap()), Ok(entry));
}

/// Every shortened row, and every row with one byte altered, is read or refused, without a panic and without asking for
/// more memory than the row could fill.
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
                let _refused_or_another = read_block(&spoilt);
            }
        }
    }
    assert_eq!(read_block(&[2, 0, 0]), Err(RowError::Newer(2)));
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
    assert_eq!(block, [1, 0, 1, 1, 0x68, 0xD3, 0x98, 0xD0, 0xBB, 0xD0, 0xB8, 0xD1, 0x8F, 3, 0]);
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
        units: units.to_vec(),
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
