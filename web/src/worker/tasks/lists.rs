//! Lists into plans: files are read, and every row is judged against what is recorded and what the lists before it
//! will bring. Schools go first, whatever the order of the files, so that people find theirs.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use orken_core::command::{PROVISIONAL, provisional_ids};
use orken_core::finding::Finding;
use orken_core::import::{Draft, ImportOptions, ImportPlan, ListKind, Outcome, PlanRow, read::read};
use orken_core::model::ids::COUNTER_BITS;
use orken_core::model::{IntakeId, Record, RecordId, Region, SchoolId};
use orken_core::workspace::Workspace;
use serde::{Deserialize, Serialize};

use crate::worker::protocol::{Done, Given, Pace, Task, garbled};
use crate::worker::serve::Watch;

/// A list of an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Which of the chosen files it came from.
    pub source: usize,
    /// Its rows with what becomes of them.
    pub plan: ImportPlan,
    /// Sheet rows that are recorded by now.
    #[serde(default)]
    pub put_in: BTreeSet<u32>,
    /// The school of each row of a list of schools: one that is recorded, or the provisional id of one that will be.
    #[serde(default)]
    pub schools: BTreeMap<u32, SchoolId>,
}

/// A file to be read, or another sheet of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToRead {
    /// Which of the chosen files.
    pub source: usize,
    /// Its name.
    pub name: String,
    /// The sheet; without it the first that holds a list.
    pub sheet: Option<usize>,
}

/// A school that a list will bring, to choose among.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComingSchool {
    /// Its provisional id.
    pub id: SchoolId,
    /// Name.
    pub name: String,
    /// District.
    pub district: String,
    /// Region.
    pub region: Region,
}

/// Lists between page and worker: without their rows, which go beside them in pieces, so that neither end reads or writes
/// all at one go.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Shells {
    /// The lists without rows, each with the number of its pieces.
    lists: Vec<(Listed, usize)>,
}

/// Rows in a piece: a few milliseconds to read.
const PIECE: usize = 100;

impl Shells {
    /// Takes the rows out of the lists.
    #[must_use]
    pub fn new(lists: Vec<Listed>) -> (Self, Vec<Vec<PlanRow>>) {
        let (mut shells, mut pieces) = (Vec::with_capacity(lists.len()), Vec::new());
        for mut list in lists {
            let mut rows = std::mem::take(&mut list.plan.rows).into_iter();
            let before = pieces.len();
            loop {
                let piece: Vec<PlanRow> = rows.by_ref().take(PIECE).collect();
                if piece.is_empty() {
                    break;
                }
                pieces.push(piece);
            }
            shells.push((list, pieces.len() - before));
        }
        (Self { lists: shells }, pieces)
    }

    /// Whether there are no lists.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// How many pieces belong to it.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.lists.iter().map(|(_, pieces)| pieces).sum()
    }

    /// Puts the rows back.
    pub fn whole(self, pieces: impl IntoIterator<Item = Vec<PlanRow>>) -> Vec<Listed> {
        let mut pieces = pieces.into_iter();
        let fill = |(mut list, count): (Listed, usize)| {
            list.plan.rows = pieces.by_ref().take(count).flatten().collect();
            list
        };
        self.lists.into_iter().map(fill).collect()
    }
}

/// Reads files and judges every row of all lists anew. With the records. Files: [`Shells`] of the lists so far, the pieces of
/// their rows, then the files to read. Files of the answer: the pieces of its lists' rows, then those of the records.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct JudgeLists {
    /// What to read, one for each file.
    pub read: Vec<ToRead>,
    /// Today: later dates get a warning.
    pub today: NaiveDate,
    /// The intake that people will be put forward for.
    pub intake: IntakeId,
    /// Give the records, too.
    pub records: bool,
}

/// What the lists come to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Judged {
    /// The lists, schools first; on their way from the worker they are in `shells`.
    pub lists: Vec<Listed>,
    /// The lists on their way.
    pub shells: Shells,
    /// Files that could not be read.
    pub refused: Vec<Finding>,
    /// Schools that lists will bring.
    pub coming: Vec<ComingSchool>,
    /// People who are recorded already and will be put forward.
    pub known: usize,
    /// Records of every row that is accepted, with provisional ids, if they were asked for; on their way in pieces.
    pub records: Vec<Record>,
}

impl Task for JudgeLists {
    const NAME: &'static str = "judge_lists";
    type Answer = Judged;

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<Judged>, Finding> {
        let Given { records: mut workspace, files } = given;
        let mut files = files.into_iter();
        let lists = files.next().ok_or_else(|| garbled("no lists"))?;
        let shells: Shells = serde_json::from_slice(&lists).map_err(|e| garbled(&e.to_string()))?;
        let pieces: Result<Vec<Vec<PlanRow>>, _> =
            files.by_ref().take(shells.pieces()).map(|piece| serde_json::from_slice(&piece)).collect();
        let lists = shells.whole(pieces.map_err(|e| garbled(&e.to_string()))?);
        let mut judged = Judged { lists, ..Judged::default() };
        for (done, (what, bytes)) in (0..).zip(self.read.iter().zip(files)) {
            watch.report(|| Pace { done, of: u64::try_from(self.read.len()).ok(), ..Pace::default() });
            let options = ImportOptions { today: Some(self.today), ..ImportOptions::default() };
            match read(&what.name, &bytes) {
                Ok(book) => {
                    let plan = ImportPlan::read(&book, what.sheet, options);
                    let (put_in, schools) = (BTreeSet::new(), BTreeMap::new());
                    judged.lists.push(Listed { source: what.source, plan, put_in, schools });
                }
                Err(error) => judged.refused.push(error.finding(&what.name)),
            }
        }
        judge(&mut judged, &mut workspace, self.intake);
        judged.known = judged.records.iter().filter(|record| puts_forward_known(record)).count();
        let records = std::mem::take(&mut judged.records);
        let records = if self.records { records.as_slice() } else { &[] };
        judged.lists.iter_mut().flat_map(|list| &mut list.plan.rows).for_each(drop_draft);
        let (shells, pieces) = Shells::new(std::mem::take(&mut judged.lists));
        judged.shells = shells;
        let rows = pieces.iter().map(written);
        let files = rows.chain(records.chunks(PIECE).map(|piece| written(&piece))).collect();
        Ok(Done { answer: judged, files, complete: true })
    }
}

/// Own records always serialise.
fn written(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// The record that a row makes is made anew whenever lists are judged; the page asks only for that of a row to be fixed.
fn drop_draft(row: &mut PlanRow) {
    if row.outcome != Outcome::NeedsFix {
        row.draft = None;
    }
}

/// Judges the lists in turn, each against the workspace with all that those before it bring.
pub(super) fn judge(judged: &mut Judged, workspace: &mut Workspace, intake: IntakeId) {
    judged.lists.sort_by_key(|list| list.plan.kind == ListKind::People);
    let ids = provisional_ids();
    let mut moved: BTreeMap<SchoolId, Option<SchoolId>> = BTreeMap::new();
    for list in &mut judged.lists {
        for row in &mut list.plan.rows {
            if let Some(now) = row.fix.school.and_then(|chosen| moved.get(&chosen)) {
                row.fix.school = *now;
            }
        }
        list.plan.evaluate(workspace);
        let records = list.plan.records(workspace, &ids, Some(intake));
        let before = std::mem::replace(&mut list.schools, schools_of(&list.plan, &records));
        moved.extend(before.into_iter().map(|(row, id)| (id, list.schools.get(&row).copied())));
        workspace.restore(records.iter().cloned());
        judged.coming.extend(records.iter().filter_map(|record| coming(workspace, record)));
        judged.records.extend(records);
    }
}

/// The school of each row that makes or repeats one.
fn schools_of(plan: &ImportPlan, records: &[Record]) -> BTreeMap<u32, SchoolId> {
    let mut made = records.iter().filter_map(|record| match record {
        Record::School(school) => Some(school.id),
        _ => None,
    });
    let mut schools = BTreeMap::new();
    for row in &plan.rows {
        let Some(Draft::School(draft)) = &row.draft else { continue };
        let known = row.repeats.as_ref().and_then(|r| r.record);
        let id = match (row.outcome, known) {
            (Outcome::Accepted, _) if draft.region.is_some() => made.next(),
            (Outcome::Duplicate, Some(RecordId::School(id))) => Some(id),
            _ => None,
        };
        schools.extend(id.map(|id| (row.sheet_row, id)));
    }
    schools
}

/// True for the enrolment of someone who is recorded already.
fn puts_forward_known(record: &Record) -> bool {
    matches!(record, Record::Enrolment(e) if e.person.0 >> COUNTER_BITS != u64::from(PROVISIONAL))
}

fn coming(workspace: &Workspace, record: &Record) -> Option<ComingSchool> {
    let Record::School(school) = record else { return None };
    let district = workspace.district_of(school)?;
    let (name, region) = (school.name.clone(), district.region);
    Some(ComingSchool { id: school.id, name, district: district.name.clone(), region })
}

#[cfg(test)]
mod tests {
    use super::*;
    use orken_core::import::{Book, Cell, Sheet};

    fn plan(lines: &[&str]) -> Listed {
        let rows = lines.iter().map(|line| line.split(',').map(Cell::from).collect()).collect();
        let book = Book { file: "list".to_owned(), sheets: vec![Sheet::new("", rows)] };
        let plan = ImportPlan::new(&book, None, ImportOptions::default(), &Workspace::default());
        Listed { source: 0, plan, put_in: BTreeSet::new(), schools: BTreeMap::new() }
    }

    fn lists() -> Judged {
        let people = plan(&[
            "ФИО,Область,Район,Школа,Предмет",
            "Абылайханова Дария,область Абай,Аягозский район,СОШ № 1,Математика",
            "Исатаев Сәкен,область Абай,Аягозский район,Мектеп-гимназия Шоқан,Физика",
        ]);
        let schools = plan(&[
            "Область,Район,Наименование школы",
            "область Абай,Аягозский район,СОШ № 1",
            "область Абай,Аягозский район,СОШ № 2",
        ]);
        Judged { lists: vec![people, schools], ..Judged::default() }
    }

    const INTAKE: IntakeId = IntakeId(9);

    #[test]
    fn people_find_schools_of_a_list_that_came_after_theirs() {
        let mut judged = lists();
        judge(&mut judged, &mut Workspace::default(), INTAKE);
        assert_eq!(judged.lists[0].plan.kind, ListKind::Schools);
        assert_eq!(judged.lists[0].plan.counts().accepted, 2);
        let people = &judged.lists[1].plan;
        assert_eq!((people.counts().accepted, people.counts().needs_fix), (1, 1));
        assert_eq!(judged.coming.len(), 2);
    }

    #[test]
    fn a_chosen_school_stays_chosen_when_the_rows_before_it_change() {
        let mut judged = lists();
        judge(&mut judged, &mut Workspace::default(), INTAKE);
        let second = judged.coming[1].clone();
        judged.lists[1].plan.choose_school(3, second.id, false);
        judged.lists[0].plan.row_mut(2).expect("a row").fix.leave_out = true;
        let mut again = Judged { lists: judged.lists, ..Judged::default() };
        judge(&mut again, &mut Workspace::default(), INTAKE);
        let chosen = again.lists[1].plan.rows[2].fix.school.expect("it stays");
        assert!(again.coming.iter().any(|s| s.id == chosen && s.name == second.name));
        assert_eq!(again.lists[1].plan.rows[2].outcome, Outcome::Accepted);
    }
}
