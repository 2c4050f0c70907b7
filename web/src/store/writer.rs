//! The queue: one job at a time, each to its end, so that nothing is decided on records that are about to change.

use std::sync::Arc;

use futures_channel::oneshot;
use futures_util::future::join;
use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::exchange::{Document, check_references, rows};
use orken_core::finding::{Code, Finding};
use orken_core::log::{Act, Entry, Head};
use wasm_bindgen_futures::JsFuture;

use super::memory::{Basis, Decided, Intent, Memory};
use super::{Happened, Outcome, SaveState, Slice, Slices, Store, many};
use crate::effects::db::{Db, NewEntry, Trouble};
use crate::effects::turn::spawn_local;
use crate::effects::{clock, random, tabs};
use crate::fetched;
use crate::worker::client;
use crate::worker::tasks::Decision;

/// The lock that a tab holds while it writes.
const LOCK: &str = "orken-write";
/// How often another tab may be first before we give up on a command.
const TRIES: u32 = 5;

type Answer = oneshot::Sender<Result<Outcome, Finding>>;

/// What someone asks for.
#[derive(Debug)]
pub(super) enum Wish {
    Do(Arc<Command>),
    Undo,
    Redo,
}

/// Something for the queue.
#[derive(Debug)]
pub(super) enum Job {
    Write(Wish, Option<Answer>),
    /// What the worker has decided on records as they were, under the code of the command.
    WriteDecided(&'static str, Box<(Decision, Basis)>, Answer),
    /// A document, with its history where there is none here yet.
    TakeIn(Box<Document>, Answer),
    /// Another tab wrote.
    CatchUp,
    Retry,
    Checkpoint,
    /// What lies aside of intakes that are gone.
    ForgetOrphans,
}

impl Store {
    pub(super) fn push(&self, job: Job) {
        let inner = self.inner();
        inner.queue.borrow_mut().push_back(job);
        // Jobs wait until the records are there to decide on.
        if !matches!(self.phase.get_untracked(), super::Phase::Opening) {
            self.begin_work();
        }
    }

    /// Starts on what was asked for, where nobody is at it.
    pub(super) fn begin_work(&self) {
        let inner = self.inner();
        if inner.queue.borrow().is_empty() || inner.busy.replace(true) {
            return;
        }
        let store = *self;
        spawn_local(async move {
            match fetched::engine().await {
                Ok(engine) => (engine.work)(store).await,
                Err(unfetched) => store.give_up(&unfetched.into()),
            }
        });
    }

    /// Answers everything that was asked for with why it can't be done.
    fn give_up(&self, why: &Finding) {
        let inner = self.inner();
        for job in inner.queue.take() {
            match job {
                Job::Write(_, Some(answer)) | Job::WriteDecided(_, _, answer) | Job::TakeIn(_, answer) => {
                    // Whoever asked may be gone.
                    let _ = answer.send(Err(why.clone()));
                }
                Job::Write(_, None) | Job::Retry => self.notify(Happened::Wrong(why.clone())),
                Job::CatchUp | Job::Checkpoint | Job::ForgetOrphans => {}
            }
        }
        inner.busy.set(false);
    }

    /// Does what the queue asks for, to its end.
    pub(super) async fn work(self) {
        let inner = self.inner();
        loop {
            let job = inner.queue.borrow_mut().pop_front();
            match job {
                Some(Job::Write(wish, answer)) => self.answer(wish, answer).await,
                Some(Job::WriteDecided(command, made, answer)) => {
                    // Whoever asked may be gone; the work is done all the same.
                    let _ = answer.send(self.write_decided(command, *made).await);
                }
                Some(Job::TakeIn(document, answer)) => {
                    // Whoever asked may be gone; the work is done all the same.
                    let _ = answer.send(self.adopt(*document).await);
                }
                Some(Job::CatchUp) => self.follow_others().await,
                Some(Job::Retry) => self.save_again().await,
                Some(Job::Checkpoint) => self.checkpoint().await,
                Some(Job::ForgetOrphans) => self.forget_orphans().await,
                None => break,
            }
        }
        inner.busy.set(false);
    }

    /// Opens a document. In an empty database it is as it was where it was exported, history included; elsewhere it
    /// takes the place of the records as a change that can be taken back.
    async fn adopt(&self, document: Document) -> Result<Outcome, Finding> {
        check_references(&document.records)?;
        let fresh = self.memory(|memory| memory.seq() == 0) && in_order(&document.history);
        if let (true, Some(db)) = (fresh, self.db()) {
            let _turn = tabs::turn(LOCK).await;
            let empty = self.memory(|memory| memory.disk);
            self.memory(|memory| memory.adopt(document.records.clone(), document.history.clone()));
            match self.write_all(&db).await {
                Ok(()) => {
                    self.after_save(Slices::ALL);
                    return Ok(Outcome { entry: None, saved: true });
                }
                // Another tab was first, or there is no room: as any other change then.
                Err(_) => self.memory(|memory| *memory = Memory::new(empty)),
            }
        }
        self.write(&Wish::Do(Arc::new(Command::Open(Box::new(document.records))))).await
    }

    async fn answer(&self, wish: Wish, answer: Option<Answer>) {
        let outcome = self.write(&wish).await;
        match (answer, outcome) {
            (Some(answer), outcome) => {
                // Whoever asked may be gone; the work is done all the same.
                let _ = answer.send(outcome);
            }
            (None, Ok(Outcome { entry: Some(head), .. })) => self.notify(Happened::Done(head)),
            (None, Ok(_)) => {}
            (None, Err(finding)) => self.notify(Happened::Wrong(finding)),
        }
    }

    async fn write(&self, wish: &Wish) -> Result<Outcome, Finding> {
        self.may_write()?;
        for _ in 0..TRIES {
            let Some(db) = self.db() else { return self.write_to_memory(wish).await };
            let _turn = tabs::turn(LOCK).await;
            let intent = self.intent(wish).await?;
            let Some(decided) = self.decide(&intent)? else { return Ok(Outcome::default()) };
            pause(decided.entry.changes.len()).await;
            if let Some(outcome) = self.append(&db, &intent, decided).await? {
                return Ok(outcome);
            }
            self.catch_up(&db).await?;
        }
        Err(Finding::error(Code::OutOfDate))
    }

    /// Whether anything may be written: not where the records are of a newer Orken, nor after the database was let go of.
    fn may_write(&self) -> Result<(), Finding> {
        match (self.phase.get_untracked(), self.save_state.get_untracked()) {
            (super::Phase::Refused(finding), _) | (_, SaveState::ReadOnly(finding)) => Err(finding),
            _ => Ok(()),
        }
    }

    async fn write_to_memory(&self, wish: &Wish) -> Result<Outcome, Finding> {
        let intent = self.intent(wish).await?;
        self.keep(&intent)
    }

    fn decide(&self, intent: &Intent) -> Result<Option<Decided>, Finding> {
        self.memory(|memory| memory.decide(intent, clock::now(), &self.actor()))
    }

    /// A wish with the entry that it is about, or with its proposal audited.
    async fn intent(&self, wish: &Wish) -> Result<Intent, Finding> {
        let seq = |seq: Option<u64>| seq.ok_or_else(|| Finding::error(Code::NothingToUndo));
        match wish {
            Wish::Do(command) => {
                let examined = self.memory(|memory| memory.examine(command))?;
                // An audit takes its time, and deciding does.
                if command.brings_a_proposal() {
                    clock::next_task().await;
                }
                Ok(Intent::Do(examined))
            }
            Wish::Undo => {
                let of = seq(self.memory(|memory| memory.undo().undo()))?;
                Ok(Intent::Undo(self.entry(of).await?))
            }
            Wish::Redo => {
                let of = seq(self.memory(|memory| memory.undo().redo()))?;
                Ok(Intent::Redo(self.entry(of).await?))
            }
        }
    }

    async fn entry(&self, seq: u64) -> Result<Entry, Finding> {
        let waiting = self.memory(|memory| memory.waiting().iter().find(|e| e.head.seq == seq).cloned());
        let gone = || Finding::error(Code::NothingToUndo);
        match (waiting, self.db()) {
            (Some(entry), _) => Ok(entry),
            (None, None) => Err(gone()),
            (None, Some(db)) => {
                let bytes = db.entry(seq).await.map_err(|e| e.finding())?.ok_or_else(gone)?;
                super::opening::read_entry(&bytes)
            }
        }
    }

    /// Writes what was decided elsewhere, if it is about the records of now and the disk takes it.
    async fn write_decided(&self, command: &str, (given, basis): (Decision, Basis)) -> Result<Outcome, Finding> {
        self.may_write()?;
        let out_of_date = || Finding::error(Code::OutOfDate);
        let Some(db) = self.db() else { return Err(out_of_date()) };
        let _turn = tabs::turn(LOCK).await;
        if !self.memory(|memory| memory.is_still(&basis) && memory.waiting().is_empty()) {
            return Err(out_of_date());
        }
        let rests = client::rest(basis.records.count());
        let written = self.commit_decided(&db, command, given, basis).await;
        if rests {
            self.prepare();
        }
        written?.map_err(|_| out_of_date())
    }

    /// Writes it as the next entry.
    async fn commit_decided(
        &self,
        db: &Db,
        command: &str,
        given: Decision,
        basis: Basis,
    ) -> Result<Result<Outcome, Trouble>, Finding> {
        let changes = many::read(&given.changes, &basis.records).await?;
        let seq = basis.after + 1;
        // The records of before then go bit by bit, with the changes that hold them.
        drop(basis);
        if changes.is_empty() {
            return Ok(Ok(Outcome::default()));
        }
        let entry = Entry::new(seq, clock::now(), &self.actor(), command, Act::Do, changes);
        let big = entry.changes.len();
        pause(big).await;
        let row = NewEntry {
            seq,
            head: rows::write_head(&entry.head).map_err(|e| unfit(&e))?,
            entry: rows::join_entry(&entry.head, given.changes).map_err(|e| unfit(&e))?,
        };
        // To put the row together and to hand it to the browser are tasks of their own.
        pause(big).await;
        let decided = self.memory(|memory| memory.decided_elsewhere(entry, given.next_id));
        self.commit(db, &[row], decided).await
    }

    /// Appends what waits and what was just decided; none where another tab was first. An entry that can't be written
    /// is applied and kept as unsaved.
    async fn append(&self, db: &Db, intent: &Intent, decided: Decided) -> Result<Option<Outcome>, Finding> {
        let rows = self.memory(|memory| {
            let entries = memory.waiting().iter().chain([&decided.entry]).map(new_entry);
            entries.collect::<Result<Vec<_>, _>>()
        })?;
        match self.commit(db, &rows, decided).await? {
            Ok(outcome) => Ok(Some(outcome)),
            Err(Trouble::Behind) => Ok(None),
            Err(_) => self.keep(intent).map(Some),
        }
    }

    /// Writes these rows, and applies what was decided, the last of them, once they are on the disk. Why they are not is
    /// told by the save state.
    async fn commit(&self, db: &Db, rows: &[NewEntry], decided: Decided) -> Result<Result<Outcome, Trouble>, Finding> {
        // It may have been let go of while this was being decided.
        self.may_write()?;
        let before = self.save_state.get_untracked();
        self.save_state.set(SaveState::Saving);
        let (from, to) = self.memory(|memory| (memory.disk.seq, memory.disk_after(Some(&decided))));
        let big = decided.entry.changes.len();
        // Beside the disk's work, many changes are applied to a copy. A transaction ends where it is not gone on with, so
        // neither of the two may wait for the other.
        let apply = async { if big >= BIG { Some(many::applied(self.records(), &decided.entry).await) } else { None } };
        let (written, applied) = join(db.append(from, rows, &to), apply).await;
        if let Err(error) = written {
            self.lose_hold(error.trouble);
            // Where another tab was first, what comes of trying again is told then.
            let behind = error.trouble == Trouble::Behind;
            self.save_state.set(if behind { before } else { SaveState::NotSaved(error.finding()) });
            return Ok(Err(error.trouble));
        }
        self.grow_tail(rows);
        let slices = self.memory(|memory| memory.saved(Some(&decided), applied.transpose()?, to))?;
        let head = decided.entry.head.clone();
        // Shown in the same turn, unless there is much to show: then history and pages one by one.
        pause(big).await;
        many::forget(decided.entry.changes).await;
        if big >= BIG {
            self.versions.bump(Slice::Log.into());
            pause(big).await;
        }
        self.after_save(if big >= BIG { slices.without(Slice::Log) } else { slices });
        Ok(Ok(Outcome { entry: Some(head), saved: true }))
    }

    /// Does it in memory only. Decides again first: the new records' ids must come from a replica of their own, or
    /// another tab would save others under the same ids.
    fn keep(&self, intent: &Intent) -> Result<Outcome, Finding> {
        self.memory(|memory| memory.part_ways(random::replica()));
        let Some(decided) = self.decide(intent)? else { return Ok(Outcome::default()) };
        let head = decided.entry.head.clone();
        let slices = self.memory(|memory| memory.keep_unsaved(decided))?;
        self.versions.bump(slices);
        Ok(Outcome { entry: Some(head), saved: false })
    }

    fn after_save(&self, slices: Slices) {
        self.save_state.set(SaveState::Saved);
        self.versions.bump(slices);
        self.tell_others();
        self.ask_to_last();
        self.plan_checkpoint();
    }

    fn tell_others(&self) {
        let inner = self.inner();
        if let Some(line) = &*inner.line.borrow() {
            line.tell(inner.memory.borrow().disk.seq);
        }
    }

    /// Asks the browser, once there is something to keep, not to clear it when room gets short.
    fn ask_to_last(&self) {
        if self.inner().asked_to_last.replace(true) {
            return;
        }
        let store = *self;
        spawn_local(async move {
            let Some(window) = web_sys::window() else { return };
            // Not every page has it: only those that came over a secure connection.
            let navigator = window.navigator();
            if js_sys::Reflect::get(&navigator, &"storage".into()).is_ok_and(|s| s.is_undefined()) {
                return;
            }
            if let Ok(asked) = navigator.storage().persist() {
                let granted = JsFuture::from(asked).await.ok().and_then(|v| v.as_bool());
                store.lasting.set(granted);
            }
        });
    }

    pub(super) async fn follow_others(&self) {
        let Some(db) = self.db() else { return };
        if let Err(finding) = self.catch_up(&db).await {
            self.notify(Happened::Wrong(finding));
        }
    }

    /// Tries to write what waits.
    async fn save_again(&self) {
        if self.db().is_none() && !self.reopen().await {
            return;
        }
        let Some(db) = self.db() else { return };
        self.save_state.set(SaveState::Saving);
        for _ in 0..TRIES {
            let _turn = tabs::turn(LOCK).await;
            let tried = match self.append_waiting(&db).await {
                Ok(true) => return,
                Ok(false) => self.catch_up(&db).await,
                Err(finding) => Err(finding),
            };
            if let Err(finding) = tried {
                self.save_state.set(SaveState::NotSaved(finding));
                return;
            }
        }
        self.save_state.set(SaveState::NotSaved(Finding::error(Code::StorageFailed)));
    }

    /// False where another tab was first.
    async fn append_waiting(&self, db: &Db) -> Result<bool, Finding> {
        let (from, to, entries) = self.memory(|memory| {
            let entries: Result<Vec<_>, _> = memory.waiting().iter().map(new_entry).collect();
            (memory.disk.seq, memory.disk_after(None), entries)
        });
        let entries = entries?;
        let written = if entries.is_empty() { Ok(()) } else { db.append(from, &entries, &to).await };
        match written {
            Ok(()) => {
                self.grow_tail(&entries);
                let slices = self.memory(|memory| memory.saved(None, None, to))?;
                self.after_save(slices);
                Ok(true)
            }
            Err(error) if error.trouble == Trouble::Behind => Ok(false),
            Err(error) => {
                self.lose_hold(error.trouble);
                Err(error.finding())
            }
        }
    }

    /// A closed connection is of no more use; trying again opens another.
    fn lose_hold(&self, trouble: Trouble) {
        if trouble == Trouble::Closed {
            self.inner().db.replace(None);
        }
    }

    pub(super) fn db(&self) -> Option<Db> {
        self.inner().db.borrow().clone()
    }

    /// The records, for as long as the closure runs.
    pub(super) fn memory<R>(&self, with: impl FnOnce(&mut Memory) -> R) -> R {
        with(&mut self.inner().memory.borrow_mut())
    }
}

/// Changes of an entry from which on its steps are tasks of their own, so that none holds the page's thread for long.
const BIG: usize = 100;

async fn pause(changes: usize) {
    if changes >= BIG {
        clock::next_task().await;
    }
}

/// A history that can be gone on with: numbers from 1 on that only grow.
fn in_order(history: &[Head]) -> bool {
    history.first().is_some_and(|head| head.seq > 0) && history.windows(2).all(|pair| pair[0].seq < pair[1].seq)
}

pub(super) fn new_entry(entry: &Entry) -> Result<NewEntry, Finding> {
    let head = rows::write_head(&entry.head).map_err(|e| unfit(&e))?;
    let seq = entry.head.seq;
    Ok(NewEntry { seq, head, entry: rows::write_entry(entry).map_err(|e| unfit(&e))? })
}

/// Something that can't be written.
fn unfit(error: &rows::RowError) -> Finding {
    Finding::error(Code::StorageFailed).with("cause", error.to_string())
}
