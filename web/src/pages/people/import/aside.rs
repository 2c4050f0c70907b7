//! The lists of an import outlive the tab: as the worker judged them last, with the files that they came from, they lie
//! beside the records until nothing waits any more.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::IntakeId;
use serde::{Deserialize, Serialize};

use super::flow;
use super::state::{Import, Source};
use crate::effects::turn::spawn_local;
use crate::effects::{clock, random};
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
    /// The revision that this tab read or wrote last, of each intake that was asked for.
    static REVISIONS: RefCell<BTreeMap<IntakeId, Option<u64>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Under which name the lists lie aside.
const NAME: &str = "import";

/// Keeps an answer of the worker: its lists without rows, and the rows in the pieces that they came in.
pub(super) fn keep(desk: Desk, import: &Import, judged: Judged, pieces: &[Vec<u8>]) {
    let revision = random::seed();
    let bytes = (!judged.shells.is_empty()).then(|| {
        import.work(|work| {
            let files = work.sources.iter().map(|source| source.bytes.as_slice());
            let parts: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).chain(files).collect();
            let lengths = parts.iter().map(|part| part.len()).collect();
            let sources = work.sources.iter().map(|source| source.name.clone()).collect();
            write(revision, &Head { lengths, judged, sources }, &parts)
        })
    });
    let now = bytes.as_ref().map(|_| revision);
    let follows = REVISIONS.with_borrow_mut(|all| all.insert(desk.intake, now)).flatten();
    if bytes.is_some() || follows.is_some() {
        spawn_local(async move { desk.store.put_aside(NAME, desk.intake, follows, bytes).await });
    }
}

/// The revision, the length of the head, the head, the parts.
fn write(revision: u64, head: &Head, parts: &[&[u8]]) -> Vec<u8> {
    // Own records always serialise.
    let head = serde_json::to_vec(head).unwrap_or_default();
    let mut bytes = revision.to_le_bytes().to_vec();
    bytes.extend((head.len() as u64).to_le_bytes());
    bytes.extend(head);
    parts.iter().for_each(|part| bytes.extend_from_slice(part));
    bytes
}

/// None for anything that is not whole or of another shape.
fn read(bytes: &[u8]) -> Option<(Head, Vec<&[u8]>)> {
    let (_, rest) = bytes.split_first_chunk::<8>()?;
    let (length, rest) = rest.split_first_chunk::<8>()?;
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

/// Brings back what an earlier tab left; once for each intake. Files that come meanwhile wait until it is done.
pub(in crate::pages::people) fn recall(desk: Desk) {
    if REVISIONS.with_borrow_mut(|all| all.insert(desk.intake, None).is_some()) {
        return;
    }
    let import = Import::of(desk.intake);
    import.job.set(Some(0));
    spawn_local(async move {
        if let Some(bytes) = desk.store.aside(NAME, desk.intake).await {
            let revision = bytes.first_chunk::<8>().map(|first| u64::from_le_bytes(*first));
            REVISIONS.with_borrow_mut(|all| all.insert(desk.intake, revision));
            match whole(&bytes).await {
                Some((judged, sources)) => {
                    import.work(|work| work.put_first(sources));
                    flow::settle(&import, judged);
                    // The records may have changed since.
                    import.work(|work| work.changed = true);
                }
                // Of another version, or damaged.
                None => desk.store.put_aside(NAME, desk.intake, revision, None).await,
            }
        }
        import.job.set(None);
        flow::work(desk);
    });
}

/// The lists with their rows, and the files.
async fn whole(bytes: &[u8]) -> Option<(Judged, Vec<Source>)> {
    let (Head { mut judged, sources, .. }, parts) = read(bytes)?;
    let shells: Shells = std::mem::take(&mut judged.shells);
    let (pieces, files) = parts.split_at_checked(shells.pieces())?;
    let mut turns = clock::Turns::default();
    let mut rows = Vec::with_capacity(pieces.len());
    for piece in pieces {
        turns.give_way().await;
        rows.push(serde_json::from_slice(piece).ok()?);
    }
    judged.lists = shells.whole(rows);
    let source = |(name, bytes): (String, &&[u8])| Source { name, bytes: Arc::new(bytes.to_vec()) };
    Some((judged, sources.into_iter().zip(files).map(source).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_as_they_were() {
        let head = || Head { lengths: vec![3, 0, 2], judged: Judged::default(), sources: vec!["a".to_owned()] };
        let bytes = write(7, &head(), &[b"abc", b"", b"de"]);
        let (read_head, parts) = read(&bytes).expect("it is whole");
        assert_eq!((read_head.sources, parts), (head().sources, vec![&b"abc"[..], b"", b"de"]));
        for cut in [0, 7, 8, 15, 16, 30, bytes.len() - 1] {
            assert!(read(&bytes[..cut]).is_none(), "{cut} bytes of it");
        }
    }
}
