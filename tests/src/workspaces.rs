//! Workspaces that tests start from, and a small store that follows commands as the app's does.

use chrono::NaiveDate;
use orken_core::change;
use orken_core::command::{Command, Context, IdSource, decide};
use orken_core::exchange::{ExportOptions, write_document};
use orken_core::finding::Finding;
use orken_core::log::{Act, Entry, Head, UndoStack};
use orken_core::model::IntakeId;
use orken_core::template::{Template, Tongue};
use orken_core::workspace::Workspace;

/// A workspace with its log, kept in memory.
#[derive(Debug, Clone)]
pub struct Bench {
    /// All records.
    pub workspace: Workspace,
    /// Everything that was done.
    pub log: Vec<Entry>,
    stack: UndoStack,
    ids: IdSource,
}

impl Default for Bench {
    fn default() -> Self {
        Self { workspace: Workspace::default(), log: Vec::new(), stack: UndoStack::default(), ids: IdSource::new(7, 1) }
    }
}

impl Bench {
    /// A context at a fixed time.
    #[must_use]
    pub fn context(&self) -> Context {
        let now = NaiveDate::from_ymd_opt(2024, 9, 20).and_then(|d| d.and_hms_opt(10, 0, 0)).unwrap_or_default();
        Context { now, actor: "test".to_owned(), ids: self.ids.clone() }
    }

    /// Where new ids come from.
    #[must_use]
    pub const fn ids(&self) -> &IdSource {
        &self.ids
    }

    /// Decides and applies a command.
    ///
    /// # Errors
    /// The rejection; then nothing has changed.
    pub fn run(&mut self, command: Command) -> Result<(), Finding> {
        let context = self.context();
        let code = command.code();
        let changes = decide(&self.workspace, command, &context)?;
        self.ids = context.ids;
        let seq = self.log.len() as u64 + 1;
        let (at, actor) = (context.now, context.actor);
        self.append(Entry::new(seq, at, &actor, code, Act::Do, changes));
        Ok(())
    }

    /// Takes back the last act; false when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(of) = self.stack.undo() else { return false };
        let (seq, at) = (self.log.len() as u64 + 1, self.context().now);
        let entry = self.entry(of).undone(seq, at, "test");
        self.append(entry);
        true
    }

    /// Does the last act that was taken back again; false when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(of) = self.stack.redo() else { return false };
        let (seq, at) = (self.log.len() as u64 + 1, self.context().now);
        let entry = self.entry(of).redone(seq, at, "test");
        self.append(entry);
        true
    }

    fn entry(&self, seq: u64) -> &Entry {
        &self.log[seq as usize - 1]
    }

    fn append(&mut self, entry: Entry) {
        change::apply(&mut self.workspace, &entry.changes).expect("a decided change applies");
        self.stack.follow(&entry.head);
        self.log.push(entry);
    }

    /// The records as a document, without history.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        write_document(&self.workspace, &[], ExportOptions { with_iin: true })
    }

    /// Heads of the log.
    #[must_use]
    pub fn heads(&self) -> Vec<Head> {
        self.log.iter().map(|e| e.head.clone()).collect()
    }
}

/// The hub-school template with its sample lists.
#[must_use]
pub fn hub_sample() -> (Bench, IntakeId) {
    let mut bench = Bench::default();
    bench.run(Command::StartFromTemplate(Template::Hub2024, Tongue::Russian)).expect("a template starts");
    let intake = bench.workspace.intakes.iter().next().expect("it has an intake").id;
    bench.run(Command::Sample { intake }).expect("the sample fits");
    (bench, intake)
}
