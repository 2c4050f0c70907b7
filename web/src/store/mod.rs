//! The one writer. Views read slices and dispatch commands; a command is decided, appended to the log in IndexedDB,
//! and only then applied in memory, and the slices that it touched tell their views.

mod aside;
mod checkpoint;
mod engine;
mod many;
mod memory;
mod opening;
mod slices;
mod status;
mod writer;

pub use engine::Engine;
pub use memory::Basis;
pub use slices::{Slice, Slices};
pub use status::{Happened, Notice, Outcome, Phase, SaveState};

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use futures_channel::oneshot;
use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::exchange::{Document, ExportOptions};
use orken_core::finding::{Code, Finding};
use orken_core::log::Head;
use orken_core::workspace::Workspace;

use crate::effects::db::Db;
use crate::effects::turn::spawn_local;
use crate::effects::{clock, random, settings, tabs};
use crate::fetched;
use crate::worker::tasks::Decision;
use memory::Memory;
use writer::{Job, Wish};

/// Under which name settings keep who is working.
const ACTOR: &str = "actor";

/// Handle to the records; copy it freely. Lives as long as the page.
#[derive(Debug, Clone, Copy)]
pub struct Store {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    versions: slices::Versions,
    phase: RwSignal<Phase>,
    save_state: RwSignal<SaveState>,
    notices: RwSignal<Vec<Notice>>,
    lasting: RwSignal<Option<bool>>,
}

/// What the handle leads to.
#[derive(Debug)]
struct Inner {
    name: String,
    memory: RefCell<Memory>,
    db: RefCell<Option<Db>>,
    line: RefCell<Option<tabs::Line>>,
    queue: RefCell<VecDeque<Job>>,
    busy: Cell<bool>,
    next_notice: Cell<u64>,
    /// Bytes and entries of the log since the checkpoint.
    tail: Cell<(usize, usize)>,
    asked_to_last: Cell<bool>,
    checkpoint_due: Cell<bool>,
}

impl Store {
    /// An empty store over the database of this name; [`Store::open`] fills it.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let state = crate::effects::db::State::new(random::replica());
        let inner = Inner {
            name: name.to_owned(),
            memory: RefCell::new(Memory::new(state)),
            db: RefCell::default(),
            line: RefCell::default(),
            queue: RefCell::default(),
            busy: Cell::new(false),
            next_notice: Cell::new(1),
            tail: Cell::default(),
            asked_to_last: Cell::new(false),
            checkpoint_due: Cell::new(false),
        };
        Self {
            inner: StoredValue::new_local(Rc::new(inner)),
            versions: slices::Versions::new(),
            phase: RwSignal::new(Phase::Opening),
            save_state: RwSignal::new(SaveState::Saved),
            notices: RwSignal::new(Vec::new()),
            lasting: RwSignal::new(None),
        }
    }

    /// The store that [`provide_context`] was given.
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// Reads the records and watches these slices: the surrounding view is drawn again when one of them changes.
    pub fn read<R>(&self, slices: impl Into<Slices>, read: impl FnOnce(&Workspace) -> R) -> R {
        self.versions.track(slices.into());
        self.peek(read)
    }

    /// Reads the records without watching: for event handlers.
    pub fn peek<R>(&self, read: impl FnOnce(&Workspace) -> R) -> R {
        read(self.inner().memory.borrow().workspace())
    }

    /// Tells whether the records are still those of before: another number after every change. Not watched.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.versions.revision()
    }

    /// All records as they are now, for work that takes its time: a copy, which shares what does not change meanwhile.
    #[must_use]
    pub fn records(&self) -> Workspace {
        self.peek(Workspace::clone)
    }

    /// As [`Self::records`], watching these slices.
    pub fn watched_records(&self, slices: impl Into<Slices>) -> Workspace {
        self.read(slices, Workspace::clone)
    }

    /// All records as they are now, for a job whose decision may be done ([`Self::agree`]). Not watched.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.memory(|memory| memory.basis())
    }

    /// Asks for a command, in turn. What comes of it is told by a notice.
    pub fn dispatch(&self, command: Command) {
        self.push(Job::Write(Wish::Do(Arc::new(command)), None));
    }

    /// Asks for a command and waits for what comes of it; no notice is given.
    ///
    /// # Errors
    /// Why it can't be done; nothing has changed. A command that is done but could not be saved is no error here: the
    /// outcome says so, and [`Store::save_state`] says why.
    pub async fn run(&self, command: Command) -> Result<Outcome, Finding> {
        let (answer, wait) = oneshot::channel();
        self.push(Job::Write(Wish::Do(Arc::new(command)), Some(answer)));
        wait.await.unwrap_or_else(|_| Err(Finding::error(Code::StorageFailed)))
    }

    /// Does what the worker has decided already, in short tasks; `out_of_date` where it can't be done just so: the records
    /// have changed since, or can't be saved. Nothing has changed then.
    async fn run_decided(&self, command: &'static str, decision: Decision, basis: Basis) -> Result<Outcome, Finding> {
        let (answer, wait) = oneshot::channel();
        self.push(Job::WriteDecided(command, Box::new((decision, basis)), answer));
        wait.await.unwrap_or_else(|_| Err(Finding::error(Code::StorageFailed)))
    }

    /// Agrees to a proposal: what the worker has audited and decided is done as it is while nothing else has changed; else
    /// the command is decided anew.
    ///
    /// # Errors
    /// See [`Store::run`].
    pub async fn agree<F>(
        &self,
        code: &'static str,
        decision: Option<(Decision, Basis)>,
        command: impl FnOnce() -> F,
    ) -> Result<Outcome, Finding>
    where
        F: Future<Output = Result<Command, Finding>>,
    {
        if let Some((decision, basis)) = decision {
            match self.run_decided(code, decision, basis).await {
                Err(finding) if finding.code == Code::OutOfDate => {}
                outcome => return outcome,
            }
        }
        self.run(command().await?).await
    }

    /// Opens a document: see [`Store::run`].
    ///
    /// # Errors
    /// Why it can't be opened; nothing has changed.
    pub async fn take_in(&self, document: Document) -> Result<Outcome, Finding> {
        let (answer, wait) = oneshot::channel();
        self.push(Job::TakeIn(Box::new(document), answer));
        wait.await.unwrap_or_else(|_| Err(Finding::error(Code::StorageFailed)))
    }

    /// Takes the last thing back.
    pub fn undo(&self) {
        self.push(Job::Write(Wish::Undo, None));
    }

    /// Does again what was taken back last.
    pub fn redo(&self) {
        self.push(Job::Write(Wish::Redo, None));
    }

    /// What an undo would take back; none where there is nothing.
    #[must_use]
    pub fn undoable(&self) -> Option<Head> {
        self.versions.track(Slice::Log.into());
        let inner = self.inner();
        let memory = inner.memory.borrow();
        memory.undo().undo().and_then(|seq| memory.head(seq).cloned())
    }

    /// What a redo would do again; none where there is nothing.
    #[must_use]
    pub fn redoable(&self) -> Option<Head> {
        self.versions.track(Slice::Log.into());
        let inner = self.inner();
        let memory = inner.memory.borrow();
        memory.undo().redo().and_then(|seq| memory.head(seq).cloned())
    }

    /// Reads the log's heads, oldest first, and watches them.
    pub fn history<R>(&self, read: impl FnOnce(&[Head]) -> R) -> R {
        self.versions.track(Slice::Log.into());
        read(self.inner().memory.borrow().heads())
    }

    /// How far opening has come.
    #[must_use]
    pub fn phase(&self) -> Signal<Phase> {
        self.phase.into()
    }

    /// Whether the work is on the disk.
    #[must_use]
    pub fn save_state(&self) -> Signal<SaveState> {
        self.save_state.into()
    }

    /// Whether closing the tab now would lose something, or may.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        self.save_state.with_untracked(|state| *state == SaveState::Saving)
            || self.memory(|memory| !memory.waiting().is_empty())
    }

    /// Whether the browser promised to keep the database when room gets short; none before it was asked.
    #[must_use]
    pub fn lasting(&self) -> Signal<Option<bool>> {
        self.lasting.into()
    }

    /// Notices that nobody has dismissed, oldest first.
    #[must_use]
    pub fn notices(&self) -> Signal<Vec<Notice>> {
        self.notices.into()
    }

    /// Takes a notice away.
    pub fn dismiss(&self, id: u64) {
        self.notices.update(|notices| notices.retain(|n| n.id != id));
    }

    /// Tells that something is wrong.
    pub fn tell(&self, finding: Finding) {
        self.notify(Happened::Wrong(finding));
    }

    /// Tries to save again what could not be saved, opening the database anew where it was lost.
    pub fn retry(&self) {
        self.push(Job::Retry);
    }

    /// The whole workspace as a document, unsaved work included.
    ///
    /// # Errors
    /// The part of the page that writes documents could not be fetched.
    pub async fn export(&self, options: ExportOptions) -> Result<Vec<u8>, Finding> {
        let engine = fetched::engine().await?;
        Ok(self.memory(|memory| (engine.write)(memory.workspace(), memory.heads(), options)))
    }

    /// Starts the worker, so that the first job need not wait for it.
    pub fn warm(&self) {
        spawn_local(async {
            // Where the part doesn't come, whoever needs it says so.
            if let Ok(engine) = fetched::engine().await {
                (engine.warm)();
            }
        });
    }

    /// Has the worker know the records as soon as the browser has nothing better to do, so that a job need not wait for them.
    pub fn prepare(&self) {
        let store = *self;
        clock::when_idle(move || {
            spawn_local(async move {
                if let Ok(engine) = fetched::engine().await {
                    (engine.prepare)(store.records());
                }
            });
        });
    }

    /// Who is working, as the log names them; empty until someone says.
    #[must_use]
    pub fn actor(&self) -> String {
        settings::get(ACTOR).unwrap_or_default()
    }

    /// Says who is working.
    pub fn set_actor(&self, name: &str) {
        settings::set(ACTOR, &name);
    }

    fn inner(&self) -> Rc<Inner> {
        self.inner.get_value()
    }

    fn notify(&self, what: Happened) {
        let inner = self.inner();
        let id = inner.next_notice.replace(inner.next_notice.get() + 1);
        self.notices.update(|notices| notices.push(Notice { id, what }));
    }
}
