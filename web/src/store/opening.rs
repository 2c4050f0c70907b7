//! Opening: the records as they were saved, then what other tabs write meanwhile, and the ways in which it fails.

use js_sys::Uint8Array;
use leptos::prelude::*;
use orken_core::exchange::rows;
use orken_core::finding::{Code, Finding};
use orken_core::log::{Entry, Head};
use orken_core::model::Gathered;
use orken_core::workspace::Workspace;

use super::memory::Memory;
use super::writer::{Job, new_entry};
use super::{Happened, Phase, SaveState, Slices, Store};
use crate::effects::db::{self, Db, Event, Loading, State, Trouble};
use crate::effects::turn::spawn_local;
use crate::effects::{bytes, clock, random, settings, tabs};
use crate::fetched;

/// Under which name settings keep that there were records when the page was last opened.
const KEPT: &str = "kept";

impl Store {
    /// Opens the database and reads the records; [`Store::phase`] tells when they are there.
    pub fn open(&self) {
        let store = *self;
        spawn_local(async move {
            store.opened().await;
            clock::mark("orken-opened");
            store.versions.bump(Slices::ALL);
            store.begin_work();
        });
    }

    async fn opened(&self) {
        if settings::get::<bool>(KEPT).unwrap_or_default() {
            // There will be records: what reads them is fetched while the database opens.
            spawn_local(async {
                let _early = fetched::engine().await;
            });
        }
        let db = match self.connect().await {
            Ok(db) => db,
            Err(error) if error.trouble == Trouble::Newer => return self.phase.set(Phase::Refused(error.finding())),
            Err(error) => return self.without_database(error.finding()),
        };
        match read(&db).await {
            Ok(Opened { memory, tail }) => {
                settings::set(KEPT, &(memory.disk.seq > 0));
                let records = memory.disk.seq > 0;
                self.memory(|kept| *kept = memory);
                self.hold(db, tail);
                self.phase.set(Phase::Ready);
                if records {
                    let store = *self;
                    clock::when_idle(move || store.push(Job::ForgetOrphans));
                }
            }
            Err(finding) if matches!(finding.code, Code::StorageNewer | Code::PartNotFetched) => {
                db.close();
                self.phase.set(Phase::Refused(finding));
            }
            Err(finding) => self.without_database(finding),
        }
    }

    fn without_database(&self, finding: Finding) {
        self.save_state.set(SaveState::MemoryOnly(finding));
        self.memory(|memory| memory.part_ways(random::replica()));
        self.phase.set(Phase::Ready);
    }

    async fn connect(&self) -> Result<Db, db::DbError> {
        let store = *self;
        db::open(&self.inner().name, move |event| store.let_go(event)).await
    }

    fn hold(&self, db: Db, tail: (usize, usize)) {
        let inner = self.inner();
        inner.tail.set(tail);
        inner.db.replace(Some(db));
        let store = *self;
        inner.line.replace(tabs::Line::open(&inner.name, move |number| {
            if store.memory(|memory| memory.disk.seq) < number {
                store.push(Job::CatchUp);
            }
        }));
        self.plan_checkpoint();
    }

    /// The connection is gone.
    fn let_go(&self, event: Event) {
        self.inner().db.replace(None);
        let finding = Finding::error(Code::StorageClosed);
        self.save_state.set(match event {
            Event::Wanted => SaveState::ReadOnly(finding),
            Event::Closed => SaveState::NotSaved(finding),
        });
    }

    /// Opens the database anew after it was lost or refused. True where there is one to write to.
    pub(super) async fn reopen(&self) -> bool {
        let opened = async {
            let db = self.connect().await.map_err(|e| e.finding())?;
            let (state, _) = db.after(u64::MAX).await.map_err(|e| e.finding())?;
            let known = self.memory(|memory| memory.disk.seq);
            match state {
                None if known > 0 => self.write_all(&db).await?,
                Some(_) if known == 0 => self.reload(&db).await?,
                _ => {}
            }
            self.hold(db, (0, 0));
            Ok(())
        };
        match opened.await {
            Ok(()) => true,
            Err(finding) => {
                self.save_state.set(SaveState::NotSaved(finding));
                false
            }
        }
    }

    /// Writes everything into a database that was emptied under us.
    pub(super) async fn write_all(&self, db: &Db) -> Result<(), Finding> {
        let blocks = self.blocks().await?;
        let (heads, to) = self.memory(|memory| {
            let to = memory.disk_after(None);
            let heads: Vec<Head> = memory.heads().to_vec();
            (heads, State { checkpoint: to.seq, forgotten: to.seq, ..to })
        });
        let heads = heads.into_iter().map(|head| new_entry(&Entry { head, changes: Vec::new() }));
        let heads = heads.collect::<Result<Vec<_>, _>>()?;
        db.write_all(&heads, &blocks, &to).await.map_err(|e| e.finding())?;
        self.memory(|memory| {
            let slices = memory.saved(None, None, to);
            memory.checkpointed(to.checkpoint, to.forgotten);
            slices
        })?;
        Ok(())
    }

    /// Reads on where another tab wrote.
    pub(super) async fn catch_up(&self, db: &Db) -> Result<(), Finding> {
        let known = self.memory(|memory| memory.disk);
        let (state, rows) = db.after(known.seq).await.map_err(|e| e.finding())?;
        let Some(state) = state else {
            return if known.seq == 0 { Ok(()) } else { Err(Finding::error(Code::StorageClosed)) };
        };
        if state.seq < known.seq {
            return Err(Finding::error(Code::StorageOther));
        }
        if state.seq > known.seq && rows.is_empty() {
            return self.reload(db).await;
        }
        let entries = rows.iter().map(|row| read_entry(&bytes::taken(row)));
        let entries = entries.collect::<Result<Vec<_>, _>>()?;
        let (slices, lost) = self.memory(|memory| memory.follow(&entries, state))?;
        self.followed(slices, lost);
        Ok(())
    }

    /// Reads everything anew, and puts what isn't saved on top.
    async fn reload(&self, db: &Db) -> Result<(), Finding> {
        let loading = db.load().await.map_err(|e| e.finding())?;
        let Opened { memory: fresh, tail } = match loading {
            Some(loading) => load(loading).await?,
            None => Opened::nothing(),
        };
        self.inner().tail.set(tail);
        let lost = self.memory(|memory| {
            let waiting = memory.give_waiting();
            *memory = fresh;
            if !waiting.is_empty() {
                memory.part_ways(random::replica());
            }
            memory.put_on_top(waiting).1
        });
        self.followed(Slices::ALL, lost);
        Ok(())
    }

    fn followed(&self, slices: Slices, lost: Vec<Finding>) {
        self.versions.bump(slices);
        for finding in lost {
            self.notify(Happened::Wrong(finding));
        }
    }
}

/// What was read.
#[derive(Debug)]
pub(super) struct Opened {
    memory: Memory,
    /// Bytes and entries of the log's tail.
    tail: (usize, usize),
}

impl Opened {
    fn nothing() -> Self {
        Self { memory: Memory::new(State::new(random::replica())), tail: (0, 0) }
    }
}

/// Reads the records where there are any: only then is it worth fetching what makes them of their bytes.
async fn read(db: &Db) -> Result<Opened, Finding> {
    let Some(loading) = db.load().await.map_err(|e| e.finding())? else { return Ok(Opened::nothing()) };
    let engine = fetched::engine().await?;
    (engine.load)(loading).await
}

/// The records of what is read, made as it comes.
pub(super) async fn load(loading: Loading<'_>) -> Result<Opened, Finding> {
    let Loading { state, heads, blocks, tail, .. } = loading;
    let mut turns = clock::Turns::default();
    let mut gathered = Gathered::default();
    // Each block is let go of once it is read: all of them and all records at once would be half as much again.
    for some in blocks {
        for block in some.await.map_err(|e| e.finding())? {
            let bytes = bytes::taken(&block);
            gathered.add(rows::read_block(&bytes).map_err(|e| corrupt(&e, "blocks"))?);
            turns.give_way().await;
        }
    }
    let workspace = Workspace::from(gathered.tables());
    turns.give_way().await;
    let (heads, tail) = (heads.await.map_err(|e| e.finding())?, tail.await.map_err(|e| e.finding())?);
    let mut read_heads: Vec<Head> = Vec::with_capacity(heads.len());
    for head in &heads {
        read_heads.push(rows::read_head(&bytes::taken(head)).map_err(|e| corrupt(&e, "heads"))?);
    }
    let mut memory = Memory::opened(state, workspace, read_heads);
    let size = tail.iter().map(Uint8Array::length).sum::<u32>() as usize;
    for row in &tail {
        memory.replay(&read_entry(&bytes::taken(row))?)?;
        turns.give_way().await;
    }
    Ok(Opened { memory, tail: (size, tail.len()) })
}

/// An entry of the log.
pub(super) fn read_entry(bytes: &[u8]) -> Result<Entry, Finding> {
    rows::read_entry(bytes).map_err(|e| corrupt(&e, "log"))
}

/// A row that can't be read; `place` is its store.
fn corrupt(error: &impl std::fmt::Display, place: &str) -> Finding {
    Finding::error(Code::StorageCorrupt).with("cause", format!("{place}: {error}"))
}
