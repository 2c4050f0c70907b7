//! Reading: all that a page needs to open, what came after a number, and one entry for undo.

use std::pin::Pin;

use indexed_db_futures::KeyRange;
use indexed_db_futures::database::Database;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::super::bytes::let_go;
use super::{BLOCKS, Db, DbError, HEADS, LOG, META, SCHEMA, STATE_KEY, State, Trouble, aside_key, name_of};

/// Rows that were asked for, left in the browser's hands until each is parsed in its turn.
pub type Coming = Pin<Box<dyn Future<Output = Result<Vec<Uint8Array>, DbError>>>>;

/// What a page reads when it opens. Everything is asked for already, so that the browser reads on while the page works on
/// what has come.
pub struct Loading<'d> {
    /// Where the database stands.
    pub state: State,
    /// The heads of all entries.
    pub heads: Coming,
    /// The blocks of the checkpoint, in several answers.
    pub blocks: Vec<Coming>,
    /// The entries after the checkpoint.
    pub tail: Coming,
    /// Dropped, it would take all questions back.
    _transaction: Transaction<'d>,
}

impl Db {
    /// Asks for all, in one transaction; none before the first save.
    ///
    /// # Errors
    /// `Newer` where the records are of a newer schema; `Corrupt` or `Failed` where they can't be read.
    pub async fn load(&self) -> Result<Option<Loading<'_>>, DbError> {
        let tx = reading(self.database())?;
        // Asked for at once: each answer waits until the page's thread is free, and while a page opens it seldom is. They
        // come in the order of the questions, and without the state nothing can begin.
        let asked = tx.object_store(META)?.get::<JsValue, _, _>(STATE_KEY).primitive()?.into_future();
        let heads: Coming = Box::pin(ask_for_all(&tx, HEADS)?);
        let blocks = ranges().map(|range| Ok::<Coming, DbError>(Box::pin(ask_for_blocks(&tx, range)?)));
        let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
        let Some(row) = asked.await? else { return Ok(None) };
        let state = read_state(&bytes(&row)?.to_vec())?;
        let tail: Coming = Box::pin(ask_for_rows(&tx, LOG, state.checkpoint)?);
        Ok(Some(Loading { state, heads, blocks, tail, _transaction: tx }))
    }

    /// Where the database stands now, and the entries after this number.
    ///
    /// # Errors
    /// See [`Db::load`].
    pub async fn after(&self, seq: u64) -> Result<(Option<State>, Vec<Uint8Array>), DbError> {
        let tx = reading(self.database())?;
        let state = state(&tx).await?;
        let entries = match state {
            Some(state) if state.seq > seq && state.forgotten <= seq => rows(&tx, LOG, seq).await?,
            _ => Vec::new(),
        };
        Ok((state, entries))
    }

    /// Numbers and sizes in bytes of the entries that still have their changes, oldest first.
    ///
    /// # Errors
    /// See [`Db::load`].
    pub async fn log_sizes(&self, forgotten: u64) -> Result<Vec<(u64, usize)>, DbError> {
        let tx = reading(self.database())?;
        let entries = rows(&tx, LOG, forgotten).await?;
        // Numbers have no gaps, so the n-th kept entry is the n-th after the forgotten ones.
        let size = |entry: Uint8Array| {
            let size = entry.length() as usize;
            let_go(&entry);
            size
        };
        Ok((forgotten + 1..).zip(entries.into_iter().map(size)).collect())
    }

    /// What was laid aside under a name.
    ///
    /// # Errors
    /// See [`Db::load`].
    pub async fn aside(&self, name: &str) -> Result<Option<Vec<u8>>, DbError> {
        read_aside(&reading(self.database())?, name).await
    }

    /// The names of all that lies aside.
    ///
    /// # Errors
    /// See [`Db::load`].
    pub async fn asides(&self) -> Result<Vec<String>, DbError> {
        let tx = reading(self.database())?;
        let keys = tx.object_store(META)?.get_all_keys::<JsValue>().primitive()?.await?;
        let names = keys.filter_map(|key| name_of(&key.ok()?.as_string()?));
        Ok(names.collect())
    }

    /// One entry's bytes; none where its changes are no longer kept.
    ///
    /// # Errors
    /// See [`Db::load`].
    pub async fn entry(&self, seq: u64) -> Result<Option<Vec<u8>>, DbError> {
        let tx = reading(self.database())?;
        let key = number(seq);
        let found: Option<JsValue> = tx.object_store(LOG)?.get::<_, f64, _>(KeyRange::Only(key)).primitive()?.await?;
        found.map(|value| bytes(&value).map(|b| b.to_vec())).transpose()
    }
}

/// Everything in the database as bytes, for the screen that saves it when nothing else works.
#[derive(Debug, Default)]
pub struct Dump {
    /// The row of `meta`.
    pub state: Option<Vec<u8>>,
    /// The heads.
    pub heads: Vec<Vec<u8>>,
    /// The blocks.
    pub blocks: Vec<Vec<u8>>,
    /// The kept entries.
    pub log: Vec<Vec<u8>>,
}

/// Reads the database of this name as it is, whichever version it has, changing nothing.
///
/// # Errors
/// It can't be opened or read.
pub async fn dump(name: &str) -> Result<Dump, DbError> {
    // No version: opens a newer database too. Where there is none, making an empty one is refused.
    let refuse = |_, _: Database| Err(js_sys::Error::new("there is no database").into());
    let database = Database::open(name).with_on_upgrade_needed(refuse).build()?.await?;
    let read = dump_stores(&database).await;
    database.close();
    read
}

async fn dump_stores(database: &Database) -> Result<Dump, DbError> {
    let tx = reading(database)?;
    let state = raw_state(&tx).await?;
    let mut lists = Vec::new();
    for store in [HEADS, BLOCKS, LOG] {
        lists.push(ask_for_all(&tx, store)?.await?.iter().map(Uint8Array::to_vec).collect::<Vec<_>>());
    }
    let log = lists.pop().unwrap_or_default();
    let blocks = lists.pop().unwrap_or_default();
    let heads = lists.pop().unwrap_or_default();
    Ok(Dump { state, heads, blocks, log })
}

fn reading(database: &Database) -> Result<Transaction<'_>, DbError> {
    let stores = [META, HEADS, LOG, BLOCKS];
    Ok(database.transaction(stores).with_mode(TransactionMode::Readonly).build()?)
}

/// The state row, refused where it is newer than this code.
pub(super) async fn state(tx: &Transaction<'_>) -> Result<Option<State>, DbError> {
    raw_state(tx).await?.map(|bytes| read_state(&bytes)).transpose()
}

fn read_state(bytes: &[u8]) -> Result<State, DbError> {
    let corrupt = |e: serde_json::Error| DbError::new(Trouble::Corrupt, format!("{META}/{STATE_KEY}: {e}"));
    // The version first: a newer row may have any shape.
    let version: serde_json::Value = serde_json::from_slice(bytes).map_err(corrupt)?;
    let schema = version.get("schema").and_then(serde_json::Value::as_u64).unwrap_or(u64::MAX);
    if schema > u64::from(SCHEMA) {
        return Err(DbError::new(Trouble::Newer, schema.to_string()));
    }
    serde_json::from_value(version).map_err(corrupt)
}

pub(super) async fn read_aside(tx: &Transaction<'_>, name: &str) -> Result<Option<Vec<u8>>, DbError> {
    let found: Option<JsValue> = tx.object_store(META)?.get(aside_key(name).as_str()).primitive()?.await?;
    found.map(|value| bytes(&value).map(|b| b.to_vec())).transpose()
}

async fn raw_state(tx: &Transaction<'_>) -> Result<Option<Vec<u8>>, DbError> {
    let found: Option<JsValue> = tx.object_store(META)?.get(STATE_KEY).primitive()?.await?;
    found.map(|value| bytes(&value).map(|b| b.to_vec())).transpose()
}

/// The rows of entries after this one.
async fn rows(tx: &Transaction<'_>, store: &str, after: u64) -> Result<Vec<Uint8Array>, DbError> {
    ask_for_rows(tx, store, after)?.await
}

/// The same, as [`ask_for_all`].
fn ask_for_rows(
    tx: &Transaction<'_>,
    store: &str,
    after: u64,
) -> Result<impl Future<Output = Result<Vec<Uint8Array>, DbError>> + use<>, DbError> {
    let later = KeyRange::LowerBound(number(after), true);
    let asked = tx.object_store(store)?.get_all::<JsValue>().with_query::<f64, _>(later).primitive()?.into_future();
    Ok(async move { asked.await?.map(|row| bytes(&row?)).collect() })
}

/// All rows: asked for now, there when the future is.
fn ask_for_all(
    tx: &Transaction<'_>,
    store: &str,
) -> Result<impl Future<Output = Result<Vec<Uint8Array>, DbError>> + use<>, DbError> {
    let asked = tx.object_store(store)?.get_all::<JsValue>().primitive()?.into_future();
    Ok(async move { asked.await?.map(|row| bytes(&row?)).collect() })
}

/// Where the blocks of a country's enrolments and people are parted: all of them in one answer would hold the page's thread
/// for too long. Where there are fewer, most answers are empty; where there are more, the last ones are larger.
const PARTED: [&str; 9] = [
    "enrolments/0100",
    "enrolments/0200",
    "enrolments/0300",
    "enrolments/0400",
    "people/0000",
    "people/0100",
    "people/0200",
    "people/0300",
    "people/0400",
];

/// Ranges of keys that together hold every block.
fn ranges() -> impl Iterator<Item = KeyRange<&'static str>> {
    let first = PARTED.first().map(|&until| KeyRange::UpperBound(until, true));
    let between = PARTED.windows(2).map(|pair| KeyRange::Bound(pair[0], false, pair[1], true));
    let last = PARTED.last().map(|&from| KeyRange::LowerBound(from, false));
    first.into_iter().chain(between).chain(last)
}

/// The blocks of a range, as [`ask_for_all`].
fn ask_for_blocks(
    tx: &Transaction<'_>,
    range: KeyRange<&'static str>,
) -> Result<impl Future<Output = Result<Vec<Uint8Array>, DbError>> + use<>, DbError> {
    let store = tx.object_store(BLOCKS)?;
    let asked = store.get_all::<JsValue>().with_query::<&str, _>(range).primitive()?.into_future();
    Ok(async move { asked.await?.map(|row| bytes(&row?)).collect() })
}

fn bytes(value: &JsValue) -> Result<Uint8Array, DbError> {
    value.dyn_ref::<Uint8Array>().cloned().ok_or_else(|| DbError::new(Trouble::Corrupt, "a row is not bytes"))
}

/// An entry's number as a key.
#[expect(clippy::cast_precision_loss, reason = "entry numbers stay below 2^53")]
pub(super) fn number(seq: u64) -> f64 {
    seq as f64
}
