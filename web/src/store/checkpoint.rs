//! The checkpoint: all records written anew as blocks when the browser is idle, so that opening replays little.
//!
//! Growth: a checkpoint costs time in proportion to all records, so it waits for [`ENTRIES`] entries or [`BYTES`] of log,
//! and gives way to whatever a person does meanwhile.

use orken_core::exchange::rows;
use orken_core::finding::{Code, Finding};
use orken_core::model::{Record, RecordId};

use super::Store;
use super::writer::Job;
use crate::effects::clock;
use crate::effects::db::{Block, NewEntry};

/// So many entries after the checkpoint call for another,
const ENTRIES: usize = 100;
/// and so many bytes of them.
const BYTES: usize = 4 << 20;
/// Changes are kept for undo of the last so many entries,
const KEPT_ENTRIES: usize = 200;
/// as long as together they are no more than this many bytes.
const KEPT_BYTES: usize = 20 << 20;
/// Records in a block.
const BLOCK: usize = 1_000;

impl Store {
    pub(super) fn grow_tail(&self, entries: &[NewEntry]) {
        let inner = self.inner();
        let (bytes, count) = inner.tail.get();
        let more: usize = entries.iter().map(|e| e.entry.len()).sum();
        inner.tail.set((bytes + more, count + entries.len()));
    }

    /// Calls for a checkpoint once the browser is idle, if the tail has grown enough.
    pub(super) fn plan_checkpoint(&self) {
        let inner = self.inner();
        let (bytes, entries) = inner.tail.get();
        if (bytes < BYTES && entries < ENTRIES) || inner.checkpoint_due.replace(true) {
            return;
        }
        let store = *self;
        clock::when_idle(move || store.push(Job::Checkpoint));
    }

    pub(super) async fn checkpoint(&self) {
        let inner = self.inner();
        inner.checkpoint_due.set(false);
        let Some(db) = self.db() else { return };
        let (at, clean) = self.memory(|memory| (memory.disk.seq, memory.waiting().is_empty()));
        if !clean || at == 0 {
            return;
        }
        // A failure costs nothing but a slower opening, and the next one may succeed: nobody is troubled with it.
        let Ok(blocks) = self.blocks().await else { return self.plan_checkpoint() };
        let forgotten = self.memory(|memory| memory.disk.forgotten);
        let Ok(sizes) = db.log_sizes(forgotten).await else { return };
        if let Ok(state) = db.checkpoint(at, &blocks, forget_through(&sizes)).await {
            self.memory(|memory| memory.checkpointed(state.checkpoint, state.forgotten));
            inner.tail.set((0, 0));
            clock::mark("orken-checkpoint");
            self.versions.bump(super::Slice::Log.into());
        }
    }

    /// All records as blocks. Stops with `out_of_date` when someone wants something else done first.
    pub(super) async fn blocks(&self) -> Result<Vec<Block>, Finding> {
        let mut turns = clock::Turns::default();
        let ids: Vec<RecordId> = self.memory(|memory| memory.workspace().ids().collect());
        let mut blocks = Vec::new();
        for table in ids.chunk_by(|a, b| a.table() == b.table()) {
            for (number, chunk) in table.chunks(BLOCK).enumerate() {
                let records = self.memory(|memory| {
                    let records: Vec<Record> = chunk.iter().filter_map(|&id| memory.workspace().record(id)).collect();
                    rows::write_block(&records)
                });
                let records = records.map_err(|e| Finding::error(Code::StorageFailed).with("cause", e.to_string()))?;
                blocks.push(Block { key: format!("{}/{number:04}", table[0].table()), records });
                turns.give_way().await;
                if !self.inner().queue.borrow().is_empty() {
                    return Err(Finding::error(Code::OutOfDate));
                }
            }
        }
        Ok(blocks)
    }
}

/// The last entry whose changes are no longer kept, from the numbers and sizes of those that are, oldest first.
fn forget_through(sizes: &[(u64, usize)]) -> u64 {
    let mut bytes = 0;
    for (kept, &(seq, size)) in sizes.iter().rev().enumerate() {
        bytes += size;
        if kept >= KEPT_ENTRIES || bytes > KEPT_BYTES {
            return seq;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::{KEPT_BYTES, forget_through};

    #[test]
    fn keeps_the_last_entries_within_both_limits() {
        let small: Vec<(u64, usize)> = (1..=250).map(|seq| (seq, 10)).collect();
        for (name, sizes, expected) in [
            ("none", vec![], 0),
            ("few", vec![(1, 10), (2, 10)], 0),
            ("many", small, 50),
            ("one too big", vec![(1, 10), (2, KEPT_BYTES + 1), (3, 10)], 2),
            ("the last too big", vec![(1, 10), (2, KEPT_BYTES + 1)], 2),
        ] {
            assert_eq!(forget_through(&sizes), expected, "{name}");
        }
    }
}
