//! Values that a cell has from another: from the cell that it is merged with, or from the one above, where it holds a mark
//! of repetition («-//-», «то же», «сол»).

use std::collections::HashMap;

use super::grid::Cell;
use super::header::Field;
use super::plan::ImportPlan;
use super::row::{Outcome, RowCode};
use super::synonyms::says_same;

/// Values by sheet row and column.
pub(crate) type Lent = HashMap<(u32, usize), Cell>;

/// True for what stands alike in row after row. Who somebody is, and what is theirs alone, is no other's.
pub(crate) const fn repeats(field: Field) -> bool {
    use Field::{Born, Email, GivenName, Iin, Latitude, Longitude, Name, Number, Patronymic, Phone, Pupils, Surname};
    !matches!(
        field,
        Number | Name | Surname | GivenName | Patronymic | Iin | Born | Phone | Email | Latitude | Longitude | Pupils
    )
}

/// True for a place, which a heading between the rows may change.
const fn is_place(field: Field) -> bool {
    matches!(field, Field::Region | Field::District | Field::School | Field::Hub)
}

impl ImportPlan {
    /// What cells have from others: of those merged over several rows the ones below the first, and marks of repetition.
    pub(super) fn lent_values(&self) -> Lent {
        let mut lent = self.merged_values();
        self.repeated_values(&mut lent);
        lent
    }

    fn merged_values(&self) -> Lent {
        let mut values = HashMap::new();
        for merge in self.merges.iter().filter(|m| m.bottom > m.top) {
            let Some(column) = usize::try_from(merge.left).ok() else { continue };
            let top =
                (merge.top as usize).checked_sub(1).and_then(|r| self.rows.get(r)).and_then(|r| r.cells.get(column));
            let last = merge.bottom.min(u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
            if let Some(cell) = top.filter(|c| !c.is_blank()) {
                values.extend((merge.top + 1..=last).map(|r| ((r, column), cell.clone())));
            }
        }
        values
    }

    /// The value above for every mark that stands right under one, or under another such mark, of the same table. A
    /// heading between them ends what is said of places.
    fn repeated_values(&self, lent: &mut Lent) {
        let mut above: Vec<Cell> = Vec::new();
        let mut table = None;
        for row in &self.rows {
            let header = self.header_of(row.sheet_row);
            if table != Some(&header.rows) {
                above.clear();
                table = Some(&header.rows);
            }
            let fields = || header.mapping.columns.iter().enumerate().filter_map(|(i, f)| Some((i, (*f)?)));
            if row.outcome == Outcome::Ignored && row.code != Some(RowCode::LeftOut) {
                if row.code == Some(RowCode::Group) {
                    let places = fields().filter(|(_, f)| is_place(*f));
                    places.for_each(|(i, _)| put(&mut above, i, Cell::Empty));
                }
                continue;
            }
            for (column, _) in fields().filter(|(_, f)| repeats(*f)) {
                let own = row.cells.get(column).unwrap_or(&Cell::Empty);
                let value = if own.is_blank() { lent.get(&(row.sheet_row, column)).unwrap_or(own) } else { own };
                if !says_same(value) {
                    let value = value.clone();
                    put(&mut above, column, value);
                } else if let Some(value) = above.get(column).filter(|c| !c.is_blank()) {
                    lent.insert((row.sheet_row, column), value.clone());
                }
            }
        }
    }
}

fn put(above: &mut Vec<Cell>, column: usize, value: Cell) {
    if above.len() <= column {
        above.resize(column + 1, Cell::Empty);
    }
    above[column] = value;
}
