//! The records in memory with the log's heads, and the entries that are not on the disk yet. No browser in here.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDateTime;
use orken_core::change::{apply, inverse};
use orken_core::command::{Command, Context, Examined, IdSource, examine};
use orken_core::finding::{Code, Finding};
use orken_core::log::{Act, Entry, Head, UndoStack};
use orken_core::model::record::Tables;
use orken_core::workspace::Workspace;

use super::slices::{Slice, Slices};
use crate::effects::db::State;

/// What someone wants to happen.
#[derive(Debug, Clone)]
pub(super) enum Intent {
    Do(Examined),
    /// Take this entry back.
    Undo(Entry),
    /// Do this entry again.
    Redo(Entry),
}

/// An entry that is decided but not applied.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub(super) entry: Entry,
    pub(super) ids: IdSource,
}

/// Records as they were when a job was given: what it decides is about them alone.
#[derive(Debug, Clone)]
pub struct Basis {
    /// The records.
    pub records: Workspace,
    /// Number of the last entry.
    pub(super) after: u64,
    /// Replica and counter of the next new id.
    pub ids: (u32, u32),
}

#[derive(Debug)]
pub(super) struct Memory {
    workspace: Workspace,
    heads: Vec<Head>,
    undo: UndoStack,
    /// Where the disk stands, as far as we know.
    pub(super) disk: State,
    /// Applied here and not on the disk, in order.
    waiting: Vec<Entry>,
    /// Replica and counter of new ids.
    ids: (u32, u32),
    /// Whether they are another replica's than the disk's.
    parted: bool,
}

impl Memory {
    pub(super) fn new(disk: State) -> Self {
        Self {
            workspace: Workspace::default(),
            heads: Vec::new(),
            undo: UndoStack::default(),
            disk,
            waiting: Vec::new(),
            ids: (disk.replica, disk.next_id),
            parted: false,
        }
    }

    /// What was read from the disk: records at the checkpoint and all heads. The tail follows by [`Memory::replay`].
    pub(super) fn opened(disk: State, workspace: Workspace, heads: Vec<Head>) -> Self {
        let mut memory = Self { workspace, heads, ..Self::new(disk) };
        memory.rebuild_undo();
        memory
    }

    /// Takes the place of nothing: records and history as they were elsewhere, the ids of here.
    pub(super) fn adopt(&mut self, records: Tables, heads: Vec<Head>) {
        let last = heads.last().map_or(0, |head| head.seq);
        let disk = State { seq: last, checkpoint: last, forgotten: last, ..self.disk };
        *self = Self { ids: self.ids, parted: self.parted, ..Self::opened(disk, Workspace::from(records), heads) };
    }

    pub(super) fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    pub(super) fn heads(&self) -> &[Head] {
        &self.heads
    }

    pub(super) fn waiting(&self) -> &[Entry] {
        &self.waiting
    }

    pub(super) fn undo(&self) -> &UndoStack {
        &self.undo
    }

    pub(super) fn head(&self, seq: u64) -> Option<&Head> {
        self.heads.binary_search_by_key(&seq, |h| h.seq).ok().map(|i| &self.heads[i])
    }

    /// Number of the last entry, saved or not.
    pub(super) fn seq(&self) -> u64 {
        self.waiting.last().map_or(self.disk.seq, |e| e.head.seq)
    }

    /// Ids from now on come from another replica: what is not saved must not share ids with what another tab saves.
    pub(super) fn part_ways(&mut self, replica: u32) {
        if !self.parted {
            self.ids = (replica, 1);
            self.parted = true;
        }
    }

    /// Audits what the command proposes: the first half of deciding.
    pub(super) fn examine(&self, command: &Arc<Command>) -> Result<Examined, Finding> {
        examine(&self.workspace, Arc::clone(command))
    }

    /// Decides without applying; none where nothing would change.
    pub(super) fn decide(
        &mut self,
        intent: &Intent,
        now: NaiveDateTime,
        actor: &str,
    ) -> Result<Option<Decided>, Finding> {
        let (replica, next) = self.ids;
        let context = Context { now, actor: actor.to_owned(), ids: IdSource::new(replica, next) };
        let seq = self.seq() + 1;
        let entry = match intent {
            Intent::Do(examined) => {
                let code = examined.command().code();
                let changes = examined.decide(&self.workspace, &context)?;
                Entry::new(seq, now, actor, code, Act::Do, changes)
            }
            Intent::Undo(earlier) => self.tried(earlier.undone(seq, now, actor))?,
            Intent::Redo(earlier) => self.tried(earlier.redone(seq, now, actor))?,
        };
        Ok((!entry.changes.is_empty()).then_some(Decided { entry, ids: context.ids }))
    }

    /// An undo is made of old changes, so it is tried before it is written down: on a copy, as the records are shared.
    fn tried(&self, entry: Entry) -> Result<Entry, Finding> {
        let stale = |_| Finding::error(Code::OutOfDate);
        apply(&mut self.workspace.clone(), &entry.changes).map_err(stale)?;
        Ok(entry)
    }

    /// As decided elsewhere on records as they are now, with the counter of ids after those of new records.
    pub(super) fn decided_elsewhere(&self, entry: Entry, next_id: Option<u32>) -> Decided {
        let (replica, next) = self.ids;
        Decided { entry, ids: IdSource::new(replica, next_id.unwrap_or(next)) }
    }

    /// The records as they are now, for a job that may decide on them.
    pub(super) fn basis(&self) -> Basis {
        Basis { records: self.workspace.clone(), after: self.seq(), ids: self.ids }
    }

    /// Whether nothing has changed since: the number of an entry is not enough, as another tab's can take the place of one
    /// that could not be saved.
    pub(super) fn is_still(&self, basis: &Basis) -> bool {
        let same = (self.seq(), self.ids) == (basis.after, basis.ids);
        same && self.workspace.since(&basis.records).next().is_none()
    }

    /// Where the disk stands once these entries and this decision are on it.
    pub(super) fn disk_after(&self, decided: Option<&Decided>) -> State {
        let seq = decided.map_or(self.seq(), |d| d.entry.head.seq);
        let next_id = decided.map_or(self.ids.1, |d| d.ids.next());
        let next_id = if self.parted { self.disk.next_id } else { next_id };
        State { seq, next_id, ..self.disk }
    }

    /// Applies what has been written, and everything that waited is now written too. `applied` are the records with the
    /// changes of the decision, where somebody made them already.
    pub(super) fn saved(
        &mut self,
        decided: Option<&Decided>,
        applied: Option<Workspace>,
        disk: State,
    ) -> Result<Slices, Finding> {
        self.waiting.clear();
        self.disk = disk;
        let Some(Decided { entry, ids }) = decided else { return Ok(Slices::default()) };
        self.ids.1 = ids.next();
        match applied {
            Some(applied) => {
                self.workspace = applied;
                Ok(self.follow_head(entry))
            }
            None => self.take(entry),
        }
    }

    /// Applies what could not be written, and keeps it to be written later.
    pub(super) fn keep_unsaved(&mut self, decided: Decided) -> Result<Slices, Finding> {
        let touched = self.take(&decided.entry)?;
        self.ids.1 = decided.ids.next();
        self.waiting.push(decided.entry);
        Ok(touched)
    }

    /// Applies an entry of the log, ours or another tab's.
    pub(super) fn take(&mut self, entry: &Entry) -> Result<Slices, Finding> {
        let out_of_date = |_| Finding::error(Code::OutOfDate).with("entry", entry.head.seq.to_string());
        apply(&mut self.workspace, &entry.changes).map_err(out_of_date)?;
        Ok(self.follow_head(entry))
    }

    /// An entry is applied: it is the last of the history now.
    fn follow_head(&mut self, entry: &Entry) -> Slices {
        self.undo.follow(&entry.head);
        self.heads.push(entry.head.clone());
        touched(entry).and(Slice::Log)
    }

    /// Applies an entry after the checkpoint while opening: its head is known already.
    pub(super) fn replay(&mut self, entry: &Entry) -> Result<(), Finding> {
        let unfit = |_| Finding::error(Code::StorageCorrupt).with("cause", format!("log/{}", entry.head.seq));
        apply(&mut self.workspace, &entry.changes).map_err(unfit)
    }

    /// Follows entries that another tab wrote. What waits here is taken back, and put on top of them again; what no
    /// longer fits is returned as findings.
    pub(super) fn follow(&mut self, entries: &[Entry], disk: State) -> Result<(Slices, Vec<Finding>), Finding> {
        let waiting = std::mem::take(&mut self.waiting);
        let mut slices = Slices::default();
        for entry in waiting.iter().rev() {
            slices = slices.union(self.take_off(entry)?);
        }
        for entry in entries {
            slices = slices.union(self.take(entry)?);
        }
        self.disk = disk;
        if !self.parted {
            self.ids = (disk.replica, disk.next_id);
        }
        let (touched, lost) = self.put_on_top(waiting);
        Ok((slices.union(touched), lost))
    }

    /// Puts unsaved entries on what is there now, and returns what no longer fits.
    pub(super) fn put_on_top(&mut self, waiting: Vec<Entry>) -> (Slices, Vec<Finding>) {
        let mut slices = Slices::default();
        let mut numbers = BTreeMap::new();
        let mut lost = Vec::new();
        for entry in waiting {
            let entry = renumbered(entry, self.seq() + 1, &mut numbers);
            match self.take(&entry) {
                Ok(touched) => {
                    slices = slices.union(touched);
                    self.waiting.push(entry);
                }
                Err(_) => lost.push(Finding::error(Code::UnsavedConflict).with("command", entry.head.command)),
            }
        }
        self.rebuild_undo();
        (slices, lost)
    }

    /// Hands over what waits, to be put on records read anew.
    pub(super) fn give_waiting(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.waiting)
    }

    fn take_off(&mut self, entry: &Entry) -> Result<Slices, Finding> {
        let stale = |_| Finding::error(Code::OutOfDate);
        apply(&mut self.workspace, &inverse(&entry.changes)).map_err(stale)?;
        self.heads.pop();
        Ok(touched(entry).and(Slice::Log))
    }

    /// The disk has a new checkpoint.
    pub(super) fn checkpointed(&mut self, checkpoint: u64, forgotten: u64) {
        self.disk.checkpoint = checkpoint;
        self.disk.forgotten = forgotten;
        self.undo.forget_through(forgotten);
    }

    fn rebuild_undo(&mut self) {
        self.undo = UndoStack::default();
        for head in &self.heads {
            self.undo.follow(head);
        }
        self.undo.forget_through(self.disk.forgotten);
    }
}

fn touched(entry: &Entry) -> Slices {
    entry.changes.iter().filter_map(|change| change.id()).map(Slice::of).collect()
}

/// An unsaved entry with a new number. What it takes back moves with it if that was unsaved too.
fn renumbered(mut entry: Entry, seq: u64, numbers: &mut BTreeMap<u64, u64>) -> Entry {
    numbers.insert(entry.head.seq, seq);
    let moved = |of: u64| numbers.get(&of).copied().unwrap_or(of);
    entry.head.seq = seq;
    entry.head.act = match entry.head.act {
        Act::Do => Act::Do,
        Act::Undo(of) => Act::Undo(moved(of)),
        Act::Redo(of) => Act::Redo(moved(of)),
    };
    entry
}

#[cfg(test)]
mod tests {
    use orken_core::template::Tongue;

    use super::*;

    fn start(memory: &mut Memory, name: &str) -> Decided {
        let command = Arc::new(Command::StartEmpty { name: name.to_owned(), tongue: Tongue::English });
        let examined = memory.examine(&command).unwrap();
        memory.decide(&Intent::Do(examined), NaiveDateTime::default(), "test").unwrap().unwrap()
    }

    /// What was decided on records with an unsaved entry is not done once another tab's entry has taken its place, though
    /// the last entry has the same number.
    #[test]
    fn a_basis_holds_while_nothing_has_changed() {
        let disk = State::new(5);
        let mut memory = Memory::new(disk);
        assert!(memory.is_still(&memory.basis()));
        let empty = memory.basis();
        let decided = start(&mut memory, "ours");
        memory.keep_unsaved(decided).unwrap();
        assert!(!memory.is_still(&empty));
        let ours = memory.basis();
        assert!(memory.is_still(&ours));

        let mut other = Memory::new(State::new(6));
        let theirs = start(&mut other, "theirs").entry;
        let saved = State { seq: theirs.head.seq, ..disk };
        memory.follow(&[theirs], saved).unwrap();
        let ours_on_top = memory.seq() == 2;
        assert!(ours_on_top && !memory.is_still(&ours), "another entry stands before ours");
        memory.give_waiting();
        assert_eq!(memory.seq(), ours.after, "ours is gone: the numbers are the same");
        assert!(!memory.is_still(&ours), "but not the records");
    }
}
