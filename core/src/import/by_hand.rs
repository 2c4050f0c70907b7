//! What a person corrects in a plan before agreeing to it.

use serde::{Deserialize, Serialize};

use super::columns::map;
use super::draft::Draft;
use super::fold::fold;
use super::grid::Cell;
use super::header::{Field, Header, ListKind, fold_header};
use super::header_rows::{double, single};
use super::list_kind::kind_by_rows;
use super::plan::{ImportPlan, PlanRow};
use super::row::{Outcome, RowCode};
use super::synonyms::says_same;
use crate::model::{SchoolId, Subject};

/// What a person said that a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ByHand {
    column: usize,
    /// Its heading in the first table, folded; empty where it has none.
    heading: String,
    /// The first table has nothing in the column: it is one of tables further down.
    further_down: bool,
    field: Option<Field>,
}

impl ByHand {
    /// Says so of the column with that heading in a table further down.
    pub(super) fn apply(&self, header: &mut Header) {
        let is_it = |text: &String| fold_header(text) == self.heading;
        let own = header.texts.get(self.column);
        let unheaded = own.is_none_or(|text| text.is_empty());
        let column = if self.heading.is_empty() {
            (self.further_down || unheaded).then_some(self.column)
        } else if own.is_some_and(is_it) {
            Some(self.column)
        } else {
            header.texts.iter().position(is_it)
        };
        if let Some(column) = column {
            put(header, column, self.field, true);
        }
    }
}

/// Makes the column hold the thing; if `alone`, no other holds it then.
fn put(header: &mut Header, column: usize, field: Option<Field>, alone: bool) {
    let columns = &mut header.mapping.columns;
    if columns.len() <= column {
        columns.resize(column + 1, None);
        header.texts.resize(column + 1, String::new());
    }
    if field.is_some() && alone {
        columns.iter_mut().filter(|c| **c == field).for_each(|c| *c = None);
    }
    columns[column] = field;
}

impl ImportPlan {
    /// The row with this number.
    pub fn row_mut(&mut self, sheet_row: u32) -> Option<&mut PlanRow> {
        self.rows.get_mut(usize::try_from(sheet_row.checked_sub(1)?).ok()?)
    }

    /// Takes this row for the header, with the one below if the two make one, and recognises its columns. What was said of
    /// columns before is of another header. Evaluate afterwards.
    pub fn set_header(&mut self, sheet_row: u32) {
        let cells = |plan: &mut Self, n: u32| plan.row_mut(n).map(|row| row.cells.clone());
        let Some(upper) = cells(self, sheet_row) else { return };
        let lower = cells(self, sheet_row + 1).unwrap_or_default();
        let alone = [single(&upper, sheet_row), single(&lower, sheet_row + 1)];
        let two = double([&upper, &lower], sheet_row, &self.merges, [&alone[0], &alone[1]]);
        let texts: Vec<String> = upper.iter().map(Cell::text).collect();
        let one = Header { rows: vec![sheet_row], mapping: map(&texts), texts };
        self.header = two.map_or(one, |(_, header)| header);
        self.by_hand.clear();
        self.kind = self.told_kind();
    }

    /// Says by hand what a column holds, in the first table and in those further down that have a column of that heading;
    /// of a column that the first table has nothing in, in those further down. A field has one column of a table: another
    /// that held it holds nothing then. The list becomes what its columns make it. Evaluate afterwards.
    pub fn set_column(&mut self, column: usize, field: Option<Field>) {
        let heading = self.header.texts.get(column).map(|text| fold_header(text)).unwrap_or_default();
        let further_down = heading.is_empty() && self.is_further_down(column);
        put(&mut self.header, column, field, !further_down);
        self.by_hand.retain(|choice| choice.column != column);
        self.by_hand.push(ByHand { column, heading, further_down, field });
        self.kind = self.told_kind();
    }

    /// True where a table further down has something in the column, and the first one nothing.
    fn is_further_down(&self, column: usize) -> bool {
        let end = self.later.first().and_then(|h| h.rows.first()).copied().unwrap_or(u32::MAX);
        let told = |row: &&PlanRow| row.cells.get(column).is_some_and(|c| !c.is_blank());
        let data = |row: &&PlanRow| row.outcome != Outcome::Ignored;
        let mut rows = self.rows.iter().filter(data).filter(told).peekable();
        rows.peek().is_some_and(|row| row.sheet_row > end)
    }

    /// What the columns and rows make the list.
    fn told_kind(&self) -> ListKind {
        kind_by_rows(&self.header, self.rows.iter().map(|r| r.cells.as_slice())).unwrap_or(self.kind)
    }

    /// Puts another text into a cell. Evaluate afterwards.
    pub fn set_cell(&mut self, sheet_row: u32, column: usize, text: &str) {
        let Some(row) = self.row_mut(sheet_row) else { return };
        if row.cells.len() <= column {
            row.cells.resize(column + 1, Cell::Empty);
        }
        row.cells[column] = Cell::from(text);
    }

    /// Chooses the school of a row and, if asked, of every row that writes its school and place the same way.
    /// Evaluate afterwards.
    pub fn choose_school(&mut self, sheet_row: u32, school: SchoolId, everywhere: bool) {
        let same = |row: &PlanRow| match &row.draft {
            Some(Draft::Person(p)) => Some((p.region.clone(), p.district.clone(), p.school_text.clone())),
            _ => None,
        };
        let wanted = self.row_mut(sheet_row).and_then(|r| same(r));
        for row in &mut self.rows {
            let alike =
                everywhere && wanted.is_some() && same(row) == wanted && row.code == Some(RowCode::UnknownSchool);
            if row.sheet_row == sheet_row || alike {
                row.fix.school = Some(school);
            }
        }
    }

    /// Chooses the subjects of a row and, if asked, of every row with the same unknown text, or with a mark that repeats it.
    /// Evaluate afterwards.
    pub fn choose_subjects(&mut self, sheet_row: u32, subjects: &[Subject], everywhere: bool) {
        let lent = self.lent_values();
        let text_of = |row: &PlanRow| {
            let column = self.header_of(row.sheet_row).mapping.column(Field::Subject)?;
            let own = row.cells.get(column)?;
            let value = if says_same(own) { lent.get(&(row.sheet_row, column)).unwrap_or(own) } else { own };
            Some(fold(&value.text()))
        };
        let texts: Vec<Option<String>> = self.rows.iter().map(text_of).collect();
        let wanted = (sheet_row as usize).checked_sub(1).and_then(|at| texts.get(at)).cloned().flatten();
        for (row, text) in self.rows.iter_mut().zip(texts) {
            let same = everywhere && wanted.is_some() && text == wanted;
            if row.sheet_row == sheet_row || (same && row.code == Some(RowCode::UnknownSubject)) {
                row.fix.subjects = Some(subjects.to_vec());
            }
        }
    }
}
