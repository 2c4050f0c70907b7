//! Records on their way to the worker, and the copy there that follows those of the page.

use js_sys::Array;
use orken_core::exchange::rows;
use orken_core::finding::Finding;
use orken_core::model::{Difference, Gathered, Record, RecordId};
use orken_core::turns::HANDFUL;
use orken_core::workspace::Workspace;

use super::protocol::{Said, garbled, pack};
use crate::effects::clock::Turns;

/// Records in a block between page and worker.
const BLOCK: usize = 1_000;
/// Blocks go together until they are so many bytes.
const TOGETHER: usize = 1 << 18;
/// Bytes that the id of a record that is gone counts for.
const GONE: usize = 32;

/// Records on their way to the worker.
#[derive(Debug, Default)]
pub struct Parcel {
    /// Records that are new or other than before: packed as in the database, each block of one table.
    pub blocks: Vec<Vec<u8>>,
    /// Records that are gone.
    pub gone: Vec<RecordId>,
}

impl Parcel {
    /// As a message to a worker; none where it can't be written, which the worker's next job tells.
    #[must_use]
    pub fn message(&self) -> Option<Array> {
        pack(&Said::Records(self.gone.clone()), &self.blocks).ok()
    }
}

/// Packs what is otherwise in the records than in an earlier copy, in short tasks, and hands it over some at a time. Ends
/// early where `take` says that nobody wants it any more; true otherwise.
pub async fn in_parcels(before: &Workspace, records: &Workspace, mut take: impl FnMut(Parcel) -> bool) -> bool {
    let mut turns = Turns::default();
    let (mut parcel, mut bytes) = (Parcel::default(), 0);
    let mut block: Vec<Record> = Vec::new();
    for difference in records.since(before) {
        match difference {
            Difference::Gone(id) => {
                parcel.gone.push(id);
                bytes += GONE;
                if parcel.gone.len().is_multiple_of(HANDFUL) {
                    turns.give_way().await;
                }
            }
            Difference::Put(record) => {
                let other = block.first().is_some_and(|first| first.id().table() != record.id().table());
                if other || block.len() == BLOCK {
                    bytes += add_block(&mut parcel, &mut block);
                    turns.give_way().await;
                }
                block.push(record);
            }
        }
        if bytes >= TOGETHER {
            bytes = 0;
            if !take(std::mem::take(&mut parcel)) {
                return false;
            }
        }
    }
    add_block(&mut parcel, &mut block);
    (parcel.blocks.is_empty() && parcel.gone.is_empty()) || take(parcel)
}

/// Packs a block; how many bytes it came to.
fn add_block(parcel: &mut Parcel, block: &mut Vec<Record>) -> usize {
    if block.is_empty() {
        return 0;
    }
    // A block that can't be written is missed by the worker, which says so.
    let packed = rows::write_block(block).unwrap_or_default();
    block.clear();
    let bytes = packed.len();
    parcel.blocks.push(packed);
    bytes
}

/// A copy of the page's records that follows them.
#[derive(Debug, Default)]
pub struct Follower {
    records: Workspace,
    /// What has come since there was nothing, and is no table yet.
    gathered: Gathered,
}

impl Follower {
    /// Takes a parcel.
    ///
    /// # Errors
    /// A block is not what it should be.
    pub fn take(&mut self, parcel: Parcel) -> Result<(), Finding> {
        let first = self.records.count() == 0 && parcel.gone.is_empty();
        if !first {
            self.settle();
            self.records.forget(parcel.gone);
        }
        for block in &parcel.blocks {
            let block = if block.is_empty() { Err(garbled("a block is missing")) } else { Ok(block) };
            let records = rows::read_block(block?).map_err(|e| garbled(&e.to_string()))?;
            if first {
                self.gathered.add(records);
            } else {
                self.records.restore(records);
            }
        }
        Ok(())
    }

    /// The records as they are by now; what is done to them is not done to the copy.
    pub fn records(&mut self) -> Workspace {
        self.settle();
        self.records.clone()
    }

    fn settle(&mut self) {
        if !self.gathered.is_empty() {
            self.records = Workspace::from(std::mem::take(&mut self.gathered).tables());
        }
    }
}

#[cfg(test)]
mod tests {
    use orken_core::model::{District, DistrictId, Region};

    use super::*;

    fn district(id: u64, name: &str) -> Record {
        let region = Region::from_code("KZ-10").expect("there is such a region");
        District { id: DistrictId(id), region, name: name.to_owned() }.into()
    }

    #[test]
    fn a_copy_follows_from_nothing_and_through_changes() {
        let block = |records: &&[&Record]| {
            let records: Vec<Record> = records.iter().copied().cloned().collect();
            rows::write_block(&records).expect("it can be written")
        };
        let parcel = |blocks: &[&[&Record]], gone: &[u64]| Parcel {
            blocks: blocks.iter().map(block).collect(),
            gone: gone.iter().map(|&id| DistrictId(id).into()).collect(),
        };
        let (a, b, c, other) = (district(1, "a"), district(2, "b"), district(3, "c"), district(2, "other"));
        let mut follower = Follower::default();
        let mut check = |parcel: Parcel, wanted: &[&Record]| {
            follower.take(parcel).expect("it can be read");
            let records: Vec<Record> = follower.records().records().collect();
            assert_eq!(records.iter().collect::<Vec<_>>(), wanted);
        };
        check(parcel(&[], &[]), &[]);
        check(parcel(&[&[&b], &[&a]], &[]), &[&a, &b]);
        check(parcel(&[&[&c, &other]], &[]), &[&a, &other, &c]);
        check(parcel(&[], &[1, 2]), &[&c]);
        check(parcel(&[&[&a]], &[3]), &[&a]);
        assert!(follower.take(Parcel { blocks: vec![Vec::new()], gone: Vec::new() }).is_err());
    }

    #[test]
    fn several_parcels_from_nothing_are_one_copy() {
        let mut follower = Follower::default();
        for id in [5, 3, 4] {
            let block = rows::write_block(&[district(id, "d")]).expect("it can be written");
            follower.take(Parcel { blocks: vec![block], gone: Vec::new() }).expect("it can be read");
        }
        let ids: Vec<u64> = follower.records().ids().map(RecordId::raw).collect();
        assert_eq!(ids, [3, 4, 5]);
    }
}
