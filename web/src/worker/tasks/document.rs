//! The workspace document: reading a big file checks all of it, and writing one copies every record, so both are done
//! in the worker.

use orken_core::exchange::{Document, ExportOptions, read_document, write_document};
use orken_core::finding::Finding;
use orken_core::log::Head;
use serde::{Deserialize, Serialize};

use crate::worker::protocol::{Done, Given, Task};
use crate::worker::serve::Watch;

/// Reads a document. File: the document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadDocument;

impl Task for ReadDocument {
    const NAME: &'static str = "read_document";
    type Answer = Document;

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<Document>, Finding> {
        let bytes = given.files.first().map_or(&[][..], Vec::as_slice);
        read_document(bytes).map(Done::answer)
    }
}

/// Writes a document. With the records. File out: the document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WriteDocument {
    /// What goes into it.
    pub options: ExportOptions,
    /// The log's heads.
    pub history: Vec<Head>,
}

impl Task for WriteDocument {
    const NAME: &'static str = "write_document";
    type Answer = ();

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<()>, Finding> {
        let workspace = given.records;
        let document = write_document(&workspace, &self.history, self.options);
        Ok(Done { files: vec![document], ..Done::answer(()) })
    }
}
