//! People, results and timetable of an intake as tables for a spreadsheet. The caller brings the words: headings, and the word of
//! each code; a code without a word stands as it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::exchange::table::{Table, Value};
use crate::finding::Finding;
use crate::model::intake::EnrolmentState;
use crate::model::{Course, Enrolment, Group, Intake, IntakeId, Person, Session};
use crate::workspace::Workspace;

/// A table that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Everyone put forward, by name: who they are and where they work.
    People,
    /// Everyone put forward, by state and rank: what was decided, and their group.
    Results,
    /// Every session, by day and slot; those without a place last.
    Timetable,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Full name.
    Name,
    /// IIN, as text; only where it was asked for.
    Iin,
    /// School.
    School,
    /// District of the school.
    District,
    /// Region of the school.
    Region,
    /// Position.
    Role,
    /// Subjects, the main one first.
    Subject,
    /// Languages of teaching.
    Language,
    /// Qualification category.
    Category,
    /// Whole years of experience.
    Experience,
    /// Where they stand in the intake.
    State,
    /// Place in the declared order, from 1.
    Rank,
    /// Why a person decided otherwise than the rules, or why a place was given up.
    Reason,
    /// Group, by subject and number.
    Group,
    /// Venue of the group.
    Venue,
    /// Stream of the group, from 1.
    Stream,
    /// Day of the session.
    Date,
    /// When it begins, as `09:00`.
    Begins,
    /// When it ends.
    Ends,
    /// Module of the course.
    Module,
    /// Room.
    Room,
    /// Trainer.
    Trainer,
}

impl Kind {
    /// Its columns, in order; the IIN stands after the name where it is asked for.
    #[must_use]
    pub fn columns(self, with_iin: bool) -> Vec<Column> {
        use Column::{
            Begins, Category, Date, District, Ends, Experience, Group, Iin, Language, Module, Name, Rank, Reason,
            Region, Role, Room, School, State, Stream, Subject, Trainer, Venue,
        };
        let rest: &[Column] = match self {
            Self::Timetable => return vec![Date, Begins, Ends, Group, Module, Venue, Room, Trainer, Stream],
            Self::People => &[School, District, Region, Role, Subject, Language, Category, Experience],
            Self::Results => &[School, District, Region, Subject, State, Rank, Reason, Group, Venue, Stream],
        };
        let first = [Some(Name), with_iin.then_some(Iin)];
        first.into_iter().flatten().chain(rest.iter().copied()).collect()
    }
}

/// The words of a table in one language.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Name of the table; of its sheet, where there are sheets.
    pub name: String,
    /// Heading of each column, in the order of [`Kind::columns`].
    pub headings: Vec<String>,
    /// Word of each code, by list and code: `subject_mathematics`, `enrolment_selected`, `region_KZ-10`.
    pub words: BTreeMap<String, String>,
}

impl Words {
    fn word(&self, list: &str, code: &str) -> String {
        self.words.get(&format!("{list}_{code}")).cloned().unwrap_or_else(|| code.to_owned())
    }

    fn listed<'a>(&self, list: &str, codes: impl Iterator<Item = &'a str>) -> Value {
        let words: Vec<String> = codes.map(|code| self.word(list, code)).collect();
        if words.is_empty() { Value::Empty } else { Value::Text(words.join(", ")) }
    }
}

/// The code of a state, as files write it.
#[must_use]
pub const fn state_code(state: EnrolmentState) -> &'static str {
    match state {
        EnrolmentState::Nominated => "nominated",
        EnrolmentState::Selected => "selected",
        EnrolmentState::Waiting => "waiting",
        EnrolmentState::NotAdmitted => "not_admitted",
        EnrolmentState::Withdrawn => "withdrawn",
    }
}

/// The table of an intake, a row for each person put forward or for each session.
///
/// # Errors
/// `record_missing`: the intake is gone.
pub fn table(
    workspace: &Workspace,
    intake: IntakeId,
    kind: Kind,
    with_iin: bool,
    words: &Words,
) -> Result<Table, Finding> {
    let intake = workspace.intake(intake)?;
    let columns = kind.columns(with_iin);
    let rows = match kind {
        Kind::Timetable => sessions(workspace, intake, &columns, words),
        Kind::People | Kind::Results => people(workspace, intake.id, kind, &columns, words),
    };
    Ok(Table { name: words.name.clone(), headings: words.headings.clone(), rows })
}

fn people(workspace: &Workspace, intake: IntakeId, kind: Kind, columns: &[Column], words: &Words) -> Vec<Vec<Value>> {
    let mut found: Vec<(&Enrolment, &Person)> =
        workspace.enrolments_of(intake).filter_map(|e| Some((e, workspace.people.get(e.person)?))).collect();
    let place = |e: &Enrolment| (kind == Kind::Results).then(|| (e.state, e.rank.unwrap_or(u32::MAX)));
    found.sort_by(|(a, p), (b, q)| {
        place(a).cmp(&place(b)).then_with(|| p.name().cmp(q.name())).then_with(|| a.id.cmp(&b.id))
    });
    let row = |(enrolment, person): (&Enrolment, &Person)| {
        columns.iter().map(|&column| cell(workspace, enrolment, person, column, words)).collect()
    };
    found.into_iter().map(row).collect()
}

fn sessions(workspace: &Workspace, intake: &Intake, columns: &[Column], words: &Words) -> Vec<Vec<Value>> {
    let mut found: Vec<&Session> = workspace.sessions_of(intake.id).collect();
    let venue = |s: &Session| workspace.groups.get(s.group).map(|g| g.venue);
    found.sort_by_key(|s| {
        let at = s.placed.map(|p| (p.date, p.slot));
        (at.is_none(), at, venue(s), s.group, s.module, s.part)
    });
    let row = |session| columns.iter().map(|&column| session_cell(workspace, intake, session, column, words)).collect();
    found.into_iter().map(row).collect()
}

fn session_cell(w: &Workspace, intake: &Intake, session: &Session, column: Column, words: &Words) -> Value {
    let slot = session.placed.and_then(|p| intake.slots.get(usize::from(p.slot)));
    let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let module = |course: &Course| course.modules.get(usize::from(session.module)).map(|m| m.name.clone());
    match column {
        Column::Date => session.placed.map(|p| p.date).into(),
        Column::Begins => slot.map(|s| time(s.minutes().start)).into(),
        Column::Ends => slot.map(|s| time(s.minutes().end)).into(),
        Column::Module => w.courses.get(intake.course).and_then(module).into(),
        Column::Room => session.placed.and_then(|p| w.rooms.get(p.room)).map(|r| r.name.clone()).into(),
        Column::Trainer => session.placed.and_then(|p| w.trainers.get(p.trainer)).map(|t| t.name.clone()).into(),
        _ => w.groups.get(session.group).map_or(Value::Empty, |group| group_cell(w, group, column, words)),
    }
}

fn group_cell(w: &Workspace, group: &Group, column: Column, words: &Words) -> Value {
    match column {
        Column::Group => match group.subject {
            Some(subject) => format!("{} {}", words.word("subject", subject.code()), group.number),
            None => group.number.to_string(),
        }
        .into(),
        Column::Venue => w.venues.get(group.venue).map(|v| v.name.clone()).into(),
        Column::Stream => (u32::from(group.stream) + 1).into(),
        _ => Value::Empty,
    }
}

fn cell(w: &Workspace, enrolment: &Enrolment, person: &Person, column: Column, words: &Words) -> Value {
    let school = w.school_of(person);
    match column {
        Column::Name => person.name().into(),
        Column::Iin => person.iin().as_ref().map(|iin| iin.as_str()).into(),
        Column::School => school.map(|s| s.name.clone()).into(),
        Column::District => school.and_then(|s| w.district_of(s)).map(|d| d.name.clone()).into(),
        Column::Region => school.and_then(|s| w.region_of(s)).map(|r| words.word("region", &r.code())).into(),
        Column::Role => person.role().map(|r| words.word("role", r.code())).into(),
        Column::Subject => words.listed("subject", person.subjects().iter().map(|s| s.code())),
        Column::Language => words.listed("language", person.languages().iter().map(|l| l.code())),
        Column::Category => person.category().map(|c| words.word("category", c.code())).into(),
        Column::Experience => person.experience().map(u32::from).into(),
        Column::State => words.word("enrolment", state_code(enrolment.state)).into(),
        Column::Rank => enrolment.rank.into(),
        Column::Reason => reason(enrolment).into(),
        _ => {
            let group = enrolment.group.and_then(|id| w.groups.get(id));
            group.map_or(Value::Empty, |group| group_cell(w, group, column, words))
        }
    }
}

fn reason(enrolment: &Enrolment) -> Option<String> {
    let withdrawn = enrolment.withdrawn.as_ref().map(|w| w.reason.clone());
    withdrawn.or_else(|| enrolment.overridden.as_ref().map(|o| o.reason.clone())).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::IdSource;
    use crate::exchange::csv;
    use crate::model::record::Tables;
    use crate::model::{AcademicHours, Iin, Module, Record, Slot, TimeOfDay};
    use std::str::FromStr;

    /// Three people of one school: one selected and in a group, one who withdrew, one on the waiting list.
    fn workspace() -> (Workspace, IntakeId, String) {
        let mut workspace = Workspace::default();
        let day = chrono::NaiveDate::from_ymd_opt(2024, 9, 1).expect("a day");
        workspace.restore(crate::template::empty("P", day, &IdSource::new(1, 1)));
        let intake = workspace.intakes.iter().next().expect("there is one").id;
        let iin = (0..1000).find_map(|n| Iin::parse(&format!("850101100{n:03}")).ok()).expect("one of them adds up");
        let tables: Tables = serde_json::from_value(serde_json::json!({
            "districts": [{"id": 1, "region": "KZ-10", "name": "Abay"}],
            "schools": [{"id": 2, "district": 1, "name": "=School", "kind": "general"}],
            "venues": [{"id": 6, "name": "Hall", "location": {"lat": 50.0, "lon": 70.0}}],
            "people": [
                {"id": 3, "name": "Beta", "school": 2, "subjects": ["physics"], "iin": iin},
                {"id": 4, "name": "Alpha", "school": 2, "subjects": ["mathematics", "physics"]},
                {"id": 5, "name": "Gamma", "school": 2},
            ],
            "groups": [{"id": 7, "intake": intake, "number": 2, "venue": 6, "stream": 0, "subject": "physics"}],
            "enrolments": [
                {"id": 8, "intake": intake, "person": 3, "state": "selected", "rank": 1, "group": 7},
                {"id": 9, "intake": intake, "person": 4, "state": "withdrawn", "withdrawn": {"reason": "moved"}},
                {"id": 10, "intake": intake, "person": 5, "state": "waiting", "rank": 2},
            ],
            "rooms": [{"id": 11, "venue": 6, "name": "101", "capacity": 25, "kind": "classroom"}],
            "trainers": [{"id": 12, "name": "Delta", "daily_hours": 8}],
            "sessions": [
                {"id": 13, "group": 7, "module": 0, "part": 0},
                {"id": 14, "group": 7, "module": 0, "part": 1,
                 "placed": {"date": "2024-09-03", "slot": 1, "room": 11, "trainer": 12}},
                {"id": 15, "group": 7, "module": 0, "part": 2,
                 "placed": {"date": "2024-09-03", "slot": 0, "room": 11, "trainer": 12}},
            ],
        }))
        .expect("records");
        workspace.restore(tables.records().collect::<Vec<Record>>());
        let slot = |text| Slot { starts: TimeOfDay::from_str(text).expect("a time"), hours: AcademicHours(2) };
        let plain = workspace.intakes.get(intake).expect("it is there").clone();
        workspace.restore([Record::from(Intake { slots: vec![slot("09:00"), slot("10:50")], ..plain.clone() })]);
        let course = workspace.courses.get(plain.course).expect("it is there").clone();
        let modules = vec![Module { name: "+Planning".to_owned(), hours: AcademicHours(6) }];
        workspace.restore([Record::from(Course { modules, ..course })]);
        (workspace, intake, iin.as_str().to_owned())
    }

    fn words(kind: Kind, with_iin: bool) -> Words {
        let headings = kind.columns(with_iin).iter().map(|c| format!("{c:?}")).collect();
        let words = [("subject_physics", "Physics"), ("region_KZ-10", "Region"), ("enrolment_selected", "Has a place")];
        let words = words.into_iter().map(|(code, word)| (code.to_owned(), word.to_owned())).collect();
        Words { name: "T".to_owned(), headings, words }
    }

    #[test]
    fn tables_say_who_what_was_decided_and_when_they_meet() {
        let (workspace, intake, iin) = workspace();
        let cases = [
            (
                Kind::Results,
                false,
                "Name;School;District;Region;Subject;State;Rank;Reason;Group;Venue;Stream\r\n\
                 Beta;'=School;Abay;Region;Physics;Has a place;1;;Physics 2;Hall;1\r\n\
                 Gamma;'=School;Abay;Region;;waiting;2;;;;\r\n\
                 Alpha;'=School;Abay;Region;\"mathematics, Physics\";withdrawn;;moved;;;\r\n"
                    .to_owned(),
            ),
            (
                Kind::Timetable,
                true,
                "Date;Begins;Ends;Group;Module;Venue;Room;Trainer;Stream\r\n\
                 2024-09-03;09:00;10:30;Physics 2;'+Planning;Hall;101;Delta;1\r\n\
                 2024-09-03;10:50;12:20;Physics 2;'+Planning;Hall;101;Delta;1\r\n\
                 ;;;Physics 2;'+Planning;Hall;;;1\r\n"
                    .to_owned(),
            ),
            (
                Kind::People,
                true,
                format!(
                    "Name;Iin;School;District;Region;Role;Subject;Language;Category;Experience\r\n\
                     Alpha;;'=School;Abay;Region;;\"mathematics, Physics\";;;\r\n\
                     Beta;{iin};'=School;Abay;Region;;Physics;;;\r\n\
                     Gamma;;'=School;Abay;Region;;;;;\r\n"
                ),
            ),
        ];
        for (kind, with_iin, expected) in cases {
            let table = table(&workspace, intake, kind, with_iin, &words(kind, with_iin)).expect("it is there");
            assert_eq!(String::from_utf8_lossy(&csv::write(&table)), format!("\u{feff}{expected}"), "{kind:?}");
        }
    }

    #[test]
    fn an_iin_is_in_no_cell_unless_asked_for() {
        let (workspace, intake, iin) = workspace();
        for kind in [Kind::People, Kind::Results] {
            for with_iin in [false, true] {
                let table = table(&workspace, intake, kind, with_iin, &words(kind, with_iin)).expect("it is there");
                let found = table.rows.iter().flatten().any(|v| *v == Value::Text(iin.clone()));
                assert_eq!(found, with_iin, "{kind:?}");
                assert!(table.rows.iter().all(|row| row.len() == table.headings.len()), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_gone_intake_has_no_table() {
        let (workspace, ..) = workspace();
        assert!(table(&workspace, IntakeId(5), Kind::People, false, &Words::default()).is_err());
    }
}
