//! Files to the worker, judgements back, and agreement: nothing is recorded before it, and one undo takes it back.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::command::{Cause, Command};
use orken_core::finding::{Code, Finding};
use orken_core::import::{ImportPlan, Outcome};
use orken_core::model::Record;
use serde::de::DeserializeOwned;

use super::aside;
use super::state::{Import, Source};
use crate::effects::turn::spawn_local;
use crate::effects::{clock, files};
use crate::pages::people::Desk;
use crate::text as words;
use crate::text;
use crate::ui::{Tone, toast, toast_with};
use crate::worker::client::Work;
use crate::worker::protocol::garbled;
use crate::worker::start;
use crate::worker::tasks::{JudgeLists, Judged, Shells, ToRead};

/// Reads files that were dropped or chosen.
pub(in crate::pages::people) fn take_files(desk: Desk, chosen: Vec<web_sys::File>) {
    spawn_local(async move {
        let import = Import::of(desk.intake);
        for file in chosen {
            match files::read(&file).await {
                Ok(picked) => queue(&import, picked.name, picked.bytes),
                Err(gone) => {
                    let finding = Finding::error(Code::FileDamaged).with("file", gone.name).with("why", gone.cause);
                    import.lists.update(|l| l.refused.push(finding));
                }
            }
        }
        work(desk);
    });
}

/// Reads cells that were pasted.
pub(super) fn take_text(desk: Desk, text: String) {
    queue(&Import::of(desk.intake), text!(ImportPasted), text.into_bytes());
    work(desk);
}

fn queue(import: &Import, name: String, bytes: Vec<u8>) {
    import.work(|work| {
        work.to_read.push(ToRead { source: work.sources.len(), name: name.clone(), sheet: None });
        work.sources.push(Source { name, bytes: Arc::new(bytes) });
    });
}

/// Reads another sheet of a file.
pub(super) fn read_sheet(desk: Desk, source: usize, sheet: usize) {
    let import = Import::of(desk.intake);
    import.work(|work| {
        let name = work.sources.get(source).map(|s| s.name.clone()).unwrap_or_default();
        work.to_read.push(ToRead { source, name, sheet: Some(sheet) });
    });
    work(desk);
}

/// Changes a list by hand; every row is judged anew.
pub(super) fn edit(desk: Desk, list: usize, change: impl FnOnce(&mut ImportPlan)) {
    let import = Import::of(desk.intake);
    import.lists.update(|lists| {
        if let Some(listed) = lists.lists.get_mut(list) {
            change(&mut listed.plan);
        }
    });
    judge_again(desk);
}

/// Takes a list out of the import.
pub(super) fn leave_list(desk: Desk, list: usize) {
    let import = Import::of(desk.intake);
    import.lists.update(|lists| {
        if list < lists.lists.len() {
            lists.lists.remove(list);
        }
    });
    judge_again(desk);
}

/// Judges every row anew: something was changed here or in the workspace.
pub(super) fn judge_again(desk: Desk) {
    let import = Import::of(desk.intake);
    import.work(|work| work.changed = true);
    work(desk);
}

/// Stops the worker; what it has not read is dropped.
pub(super) fn stop(desk: Desk) {
    let import = Import::of(desk.intake);
    import.work(|work| work.to_read.clear());
    if let Some(job) = import.job.get_untracked() {
        crate::worker::client::cancel(job);
    }
}

/// Gives the worker what waits, until nothing does.
pub(super) fn work(desk: Desk) {
    let import = Import::of(desk.intake);
    if import.job.get_untracked().is_some() {
        return;
    }
    // Taken at once, so that a second call before the first answer does not start another.
    import.job.set(Some(0));
    spawn_local(async move {
        let mut trouble = None;
        loop {
            let reads = import.work(|work| {
                let idle = work.to_read.is_empty() && !work.changed;
                work.changed = false;
                (!idle).then(|| std::mem::take(&mut work.to_read))
            });
            let Some(reads) = reads else { break };
            match ask(desk, &import, reads.clone(), false).await {
                // Changed meanwhile: the answer is of the lists before that.
                Ok(_) if import.work(|work| work.changed) => import.work(|work| work.to_read.extend(reads)),
                Ok(answer) => match answer.whole().await {
                    Ok(judged) => {
                        settle(&import, judged);
                        // Shown first: what is kept is for the next tab.
                        let of = import.clone();
                        clock::when_idle(move || aside::keep(desk, &of, answer.judged, &answer.pieces));
                    }
                    Err(finding) => {
                        trouble = Some(finding);
                        break;
                    }
                },
                Err(finding) => {
                    trouble = Some(finding);
                    break;
                }
            }
        }
        import.job.set(None);
        if let Some(finding) = trouble {
            toast(Tone::Bad, desk.store.peek(|w| words::finding(&finding, w)));
        }
    });
}

pub(super) fn settle(import: &Import, judged: Judged) {
    import.lists.update(|lists| {
        lists.refused.extend(judged.refused);
        lists.known = judged.known;
        (lists.lists, lists.coming) = (judged.lists, judged.coming);
    });
}

/// Has the worker read these files and judge all lists.
async fn ask(desk: Desk, import: &Import, read: Vec<ToRead>, records: bool) -> Result<Answer, Finding> {
    let today = clock::now().date();
    let mut turns = clock::Turns::default();
    let now = desk.store.records();
    let mut files = Vec::new();
    let (shells, pieces) = Shells::new(import.lists.with_untracked(|l| l.lists.clone()));
    files.push(json(&shells));
    for piece in &pieces {
        turns.give_way().await;
        files.push(json(piece));
    }
    import.work(|work| {
        let bytes = |what: &ToRead| work.sources.get(what.source).map(|s| s.bytes.to_vec()).unwrap_or_default();
        files.extend(read.iter().map(bytes));
    });
    let running =
        start(JudgeLists { read, today, intake: desk.intake, records }, Work { records: Some(now), files }, |_| {});
    import.job.set(Some(running.id()));
    let done = running.await?;
    Ok(Answer { judged: done.answer, pieces: done.files })
}

/// What the worker says: the lists without their rows, and those in pieces; records in pieces after them.
struct Answer {
    judged: Judged,
    pieces: Vec<Vec<u8>>,
}

impl Answer {
    /// The lists with their rows, and the records.
    async fn whole(&self) -> Result<Judged, Finding> {
        let mut judged = self.judged.clone();
        let (rows, records) = self.pieces.split_at(self.pieces.len().min(judged.shells.pieces()));
        let rows = read_pieces(rows).await?;
        judged.records = read_pieces::<Vec<Record>>(records).await?.into_iter().flatten().collect();
        judged.lists = std::mem::take(&mut judged.shells).whole(rows);
        // Reading the answer and using it are tasks of their own.
        clock::next_task().await;
        Ok(judged)
    }
}

/// Reads pieces in turn, giving way between them.
async fn read_pieces<P: DeserializeOwned>(pieces: &[Vec<u8>]) -> Result<Vec<P>, Finding> {
    let (mut turns, mut read) = (clock::Turns::default(), Vec::with_capacity(pieces.len()));
    for piece in pieces {
        turns.give_way().await;
        read.push(serde_json::from_slice(piece).map_err(|e| garbled(&e.to_string()))?);
    }
    turns.give_way().await;
    Ok(read)
}

/// Own records always serialise.
fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

/// Records every accepted row of every list as one command.
pub(super) fn agree(desk: Desk, done: impl FnOnce() + 'static) {
    let import = Import::of(desk.intake);
    if import.job.get_untracked().is_some() {
        return;
    }
    import.job.set(Some(0));
    spawn_local(async move {
        let said = match agreed(desk, &import).await {
            Ok(judged) => put_in(desk, &import, judged).await,
            Err(finding) => Err(finding),
        };
        import.job.set(None);
        match said {
            Ok(said) => {
                let store = desk.store;
                toast_with(Tone::Ok, said, text!(FrameUndo), move || store.undo());
                judge_again(desk);
                done();
            }
            Err(finding) => toast(Tone::Bad, desk.store.peek(|w| words::finding(&finding, w))),
        }
    });
}

/// The lists as they are now, with the records of every accepted row.
async fn agreed(desk: Desk, import: &Import) -> Result<Judged, Finding> {
    ask(desk, import, Vec::new(), true).await?.whole().await
}

async fn put_in(desk: Desk, import: &Import, mut judged: Judged) -> Result<String, Finding> {
    let records: Vec<Record> = std::mem::take(&mut judged.records);
    let (people, schools) = super::state::to_put_in(&judged.lists);
    desk.store.run(Command::Add { what: Cause::Import, records, intake: None }).await?;
    for list in &mut judged.lists {
        let accepted = list.plan.rows.iter().filter(|r| r.outcome == Outcome::Accepted).map(|r| r.sheet_row);
        list.put_in.extend(accepted.collect::<Vec<_>>());
    }
    let left = super::state::waiting(&judged.lists);
    if left == 0 {
        // Nothing is left to do with these lists.
        judged.lists.clear();
        import.work(|work| {
            // A file that came meanwhile is still to be read.
            if work.to_read.is_empty() {
                work.sources.clear();
            }
        });
        import.lists.update(|lists| lists.refused.clear());
    }
    settle(import, judged);
    Ok(text!(ImportDone, people = people, schools = schools))
}
