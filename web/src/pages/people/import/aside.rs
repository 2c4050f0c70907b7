//! The lists of an import outlive the tab: as the worker judged them last, with the files that they came from, they lie
//! beside the records until nothing waits any more.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::IntakeId;
use serde::{Deserialize, Serialize};

use super::flow;
use super::state::{Import, Source};
use crate::effects::clock;
use crate::effects::turn::spawn_local;
use crate::pages::people::Desk;
use crate::worker::tasks::{Judged, Shells};

/// What stands before the pieces of the lists' rows and the files.
#[derive(Serialize, Deserialize)]
struct Head {
    /// Bytes of each part that follows.
    lengths: Vec<usize>,
    judged: Judged,
    /// Names of the files.
    sources: Vec<String>,
}

thread_local! {
    static RECALLED: RefCell<BTreeSet<IntakeId>> = const { RefCell::new(BTreeSet::new()) };
}

fn name(intake: IntakeId) -> String {
    format!("import-{}", intake.0)
}

/// Keeps an answer of the worker: its lists without rows, and the rows in the pieces that they came in.
pub(super) fn keep(desk: Desk, import: &Import, judged: Judged, pieces: &[Vec<u8>]) {
    let bytes = (!judged.shells.is_empty()).then(|| {
        import.work(|work| {
            let files = work.sources.iter().map(|source| source.bytes.as_slice());
            let parts: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).chain(files).collect();
            let lengths = parts.iter().map(|part| part.len()).collect();
            let sources = work.sources.iter().map(|source| source.name.clone()).collect();
            write(&Head { lengths, judged, sources }, &parts)
        })
    });
    spawn_local(async move { desk.store.put_aside(&name(desk.intake), bytes).await });
}

/// The length of the head, the head, the parts.
fn write(head: &Head, parts: &[&[u8]]) -> Vec<u8> {
    // Own records always serialise.
    let head = serde_json::to_vec(head).unwrap_or_default();
    let mut bytes = (head.len() as u64).to_le_bytes().to_vec();
    bytes.extend(head);
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes
}

/// None for anything that is not whole or of another shape.
fn read(bytes: &[u8]) -> Option<(Head, Vec<&[u8]>)> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let (head, mut rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    let head: Head = serde_json::from_slice(head).ok()?;
    let mut parts = Vec::with_capacity(head.lengths.len());
    for &length in &head.lengths {
        let (part, after) = rest.split_at_checked(length)?;
        parts.push(part);
        rest = after;
    }
    Some((head, parts))
}

/// Brings back what an earlier tab left; once for each intake.
pub(in crate::pages::people) fn recall(desk: Desk) {
    if !RECALLED.with_borrow_mut(|recalled| recalled.insert(desk.intake)) {
        return;
    }
    spawn_local(async move {
        let Some(bytes) = desk.store.aside(&name(desk.intake)).await else { return };
        let Some((head, parts)) = read(&bytes) else { return };
        let Head { mut judged, sources, .. } = head;
        let shells: Shells = std::mem::take(&mut judged.shells);
        let Some((pieces, files)) = parts.split_at_checked(shells.pieces()) else { return };
        let mut turns = clock::Turns::default();
        let mut rows = Vec::with_capacity(pieces.len());
        for piece in pieces {
            turns.give_way().await;
            let Ok(piece) = serde_json::from_slice(piece) else { return };
            rows.push(piece);
        }
        judged.lists = shells.whole(rows);
        let import = Import::of(desk.intake);
        let untouched = import.lists.with_untracked(|l| l.lists.is_empty()) && import.job.get_untracked().is_none();
        if !untouched || !import.work(|work| work.sources.is_empty()) {
            // Another import has begun meanwhile.
            return;
        }
        let source = |(name, bytes): (String, &&[u8])| Source { name, bytes: Arc::new(bytes.to_vec()) };
        import.work(|work| work.sources = sources.into_iter().zip(files).map(source).collect());
        flow::settle(&import, judged);
        // The records may have changed since.
        flow::judge_again(desk);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_as_they_were() {
        let head = || Head { lengths: vec![3, 0, 2], judged: Judged::default(), sources: vec!["a".to_owned()] };
        let bytes = write(&head(), &[b"abc", b"", b"de"]);
        let (read_head, parts) = read(&bytes).expect("it is whole");
        assert_eq!((read_head.sources, parts), (head().sources, vec![&b"abc"[..], b"", b"de"]));
        for cut in [0, 7, 8, 20, bytes.len() - 1] {
            assert!(read(&bytes[..cut]).is_none(), "{cut} bytes of it");
        }
    }
}
