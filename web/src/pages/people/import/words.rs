//! Rows of a list in words: what was read, what becomes of it, and the table of what was not accepted.

use orken_core::exchange::table::{Table, Value};
use orken_core::import::{Cell, Draft, Field, Header, Outcome, PlanRow, RowCode};
use orken_core::model::Iin;
use orken_core::workspace::Workspace;

use super::state::outcome_of;
use crate::text;
use crate::text as words;
use crate::ui::{Tone, region_name, word};
use crate::worker::tasks::Listed;

pub(super) fn outcome_word(outcome: Outcome) -> String {
    match outcome {
        Outcome::Accepted => text!(ImportAccepted),
        Outcome::Duplicate => text!(ImportDuplicate),
        Outcome::NeedsFix => text!(ImportNeedsFix),
        Outcome::Ignored => text!(ImportIgnored),
    }
}

pub(super) const fn tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Accepted => Tone::Ok,
        Outcome::NeedsFix => Tone::Warn,
        Outcome::Duplicate | Outcome::Ignored => Tone::Neutral,
    }
}

/// Who or what the row is about; for a row without data what stands in it.
pub(super) fn what(list: &Listed, row: &PlanRow) -> String {
    let name = match &row.draft {
        Some(Draft::Person(person)) => person.name.clone(),
        Some(Draft::School(school)) => school.name.clone(),
        None => String::new(),
    };
    if !name.is_empty() {
        return name;
    }
    let header = list.plan.header_of(row.sheet_row);
    let holds_number = |column: usize| header.mapping.columns.get(column).copied().flatten() == Some(Field::Number);
    let filled = row.cells.iter().enumerate().filter(|(column, cell)| !cell.is_blank() && !holds_number(*column));
    let texts: Vec<String> = filled.map(|(column, cell)| shown_cell(header, column, cell)).take(4).collect();
    texts.join(" · ")
}

/// Where that is.
pub(super) fn place(row: &PlanRow) -> String {
    let parts = match &row.draft {
        Some(Draft::Person(p)) => vec![p.school_text.clone(), p.district.clone()],
        Some(Draft::School(s)) => vec![s.district.clone(), s.region.map(region_name).unwrap_or_default()],
        None => Vec::new(),
    };
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// Why the row is where it is, in a sentence; nothing for an accepted row without a remark.
pub(super) fn why(list: &Listed, row: &PlanRow, w: &Workspace) -> String {
    let recorded = outcome_of(list, row) != row.outcome;
    if recorded {
        return text!(ImportPutIn);
    }
    match (row.outcome, row.code) {
        (Outcome::Ignored, Some(code)) => word("row_code", code.code()),
        _ => row.findings.first().map(|f| words::finding(f, w)).unwrap_or_default(),
    }
}

/// The columns that a row's problem is about.
pub(super) fn fields_of(code: Option<RowCode>, header: &Header) -> Vec<Field> {
    let fields: &[Field] = match code {
        Some(RowCode::NoName) => &[Field::Name, Field::Surname, Field::GivenName, Field::School],
        Some(RowCode::UnknownSchool) => &[Field::Region, Field::District, Field::School],
        Some(RowCode::UnknownRegion) => &[Field::Region, Field::District],
        Some(RowCode::NoDistrict) => &[Field::District],
        Some(RowCode::BadIin) => &[Field::Iin],
        Some(RowCode::IinConflict) => &[Field::Iin, Field::Name],
        Some(RowCode::UnknownSubject) => &[Field::Subject],
        Some(RowCode::BadDate) => &[Field::LastCourse],
        _ => &[],
    };
    let named = header.mapping.has(Field::Name) || header.mapping.has(Field::Surname);
    let fits =
        |f: &&Field| header.mapping.has(**f) && !(code == Some(RowCode::NoName) && named && **f == Field::School);
    fields.iter().filter(fits).copied().collect()
}

/// The text of a cell below this header as it may be shown: of an IIN the last four digits, in whichever column it is.
pub(super) fn shown_cell(header: &Header, column: usize, cell: &Cell) -> String {
    let text = cell.text();
    let is_iin = header.mapping.columns.get(column).copied().flatten() == Some(Field::Iin);
    if is_iin || Iin::parse(text.trim()).is_ok() { masked(text.trim()) } else { text }
}

fn masked(text: &str) -> String {
    if let Ok(iin) = Iin::parse(text) {
        return iin.masked();
    }
    let kept: String = text.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    if text.chars().count() > 4 { format!("••••••••{kept}") } else { text.to_owned() }
}

/// Rows that are not accepted, to be sent back to the school: number, what to do, then the cells as they stand.
pub(super) fn left_over(list: &Listed, w: &Workspace) -> Table {
    let plan = &list.plan;
    let mut headings = vec![text!(ImportRow), text!(ImportOutcome), text!(ImportWhy)];
    headings.extend(plan.header.texts.iter().cloned());
    let width = headings.len();
    let rows = plan.rows.iter().filter(|row| matches!(outcome_of(list, row), Outcome::NeedsFix | Outcome::Duplicate));
    let line = |row: &PlanRow| {
        let mut line: Vec<Value> =
            vec![row.sheet_row.into(), outcome_word(row.outcome).into(), why(list, row, w).into()];
        let header = plan.header_of(row.sheet_row);
        line.extend(row.cells.iter().enumerate().map(|(i, cell)| shown_cell(header, i, cell).into()));
        line.resize(width, Value::Empty);
        line
    };
    Table { name: plan.file.clone(), headings, rows: rows.map(line).collect() }
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn of_a_number_that_may_be_an_iin_four_digits_are_shown() {
        for (text, expected) in [("123456789012", "••••••••9012"), ("12345", "••••••••2345"), ("12", "12"), ("", "")]
        {
            assert_eq!(masked(text), expected, "{text}");
        }
    }
}
