//! Tables for spreadsheets. Made in the worker: a workbook takes longer than the page may wait, and its writer stays out
//! of the page's module.

use orken_core::exchange::{csv, xlsx};
use orken_core::finding::{Code, Finding};
use orken_core::model::IntakeId;
use orken_core::view::tables::{Kind, Words, table};
use serde::{Deserialize, Serialize};

use crate::worker::protocol::{Done, Given, Task};
use crate::worker::serve::Watch;

/// A kind of file that spreadsheets open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// Text with `;`.
    Csv,
    /// A workbook.
    Xlsx,
}

/// Makes a table of an intake. With the records. File out: the table. The answer is its number of rows.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportTable {
    /// The intake.
    pub intake: IntakeId,
    /// Which table.
    pub kind: Kind,
    /// IINs too.
    pub with_iin: bool,
    /// The kind of file.
    pub sheet: Sheet,
    /// Headings, and the words of codes.
    pub words: Words,
}

impl Task for ExportTable {
    const NAME: &'static str = "export_table";
    type Answer = usize;

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<usize>, Finding> {
        let workspace = given.records;
        let table = table(&workspace, self.intake, self.kind, self.with_iin, &self.words)?;
        let file = match self.sheet {
            Sheet::Csv => csv::write(&table),
            Sheet::Xlsx => xlsx::write(std::slice::from_ref(&table)).map_err(|unwritable| {
                Finding::error(Code::FileTooLarge).with("file", table.name.clone()).with("reason", unwritable.0)
            })?,
        };
        Ok(Done { files: vec![file], ..Done::answer(table.rows.len()) })
    }
}
