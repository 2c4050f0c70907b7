//! Writing: entries at the end of the log, and the checkpoint. Each is one strict transaction that first checks that
//! the database stands where the writer thinks it does.

use indexed_db_futures::KeyRange;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};

use super::super::bytes::let_go;
use super::read::{number, read_aside, state};
use super::{BLOCKS, Db, DbError, HEADS, LOG, META, SCHEMA, STATE_KEY, State, Trouble, aside_key};

/// An entry on its way to the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// Its number.
    pub seq: u64,
    /// Its head as JSON.
    pub head: Vec<u8>,
    /// All of it, packed.
    pub entry: Vec<u8>,
}

/// Up to 1,000 records of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Table and number: `people/0003`.
    pub key: String,
    /// The records, packed.
    pub records: Vec<u8>,
}

impl Db {
    /// Appends entries that follow `from`, and moves the state to `to`. Returns once the bytes are on the disk.
    ///
    /// # Errors
    /// `Behind`: another tab wrote since; nothing was written. Otherwise why it could not be written.
    pub async fn append(&self, from: u64, entries: &[NewEntry], to: &State) -> Result<(), DbError> {
        let tx = self.writing(&[META, HEADS, LOG])?;
        if state(&tx).await?.map_or(0, |s| s.seq) != from {
            tx.abort().await.ok();
            return Err(DbError::new(Trouble::Behind, "log"));
        }
        for entry in entries {
            let key = number(entry.seq);
            // `add` and not `put`: an entry is never overwritten.
            tx.object_store(HEADS)?.add(value(&entry.head)).with_key(key).primitive()?;
            let row = Uint8Array::from(entry.entry.as_slice());
            tx.object_store(LOG)?.add(JsValue::from(&row)).with_key(key).primitive()?;
            let_go(&row);
        }
        tx.object_store(META)?.put(json(to)?).with_key(STATE_KEY).primitive()?;
        commit(tx).await
    }

    /// Replaces the blocks by those of the records after entry `at`, and forgets the changes of entries up to
    /// `forget`. Entries after `at` may have come meanwhile; they stay to be replayed.
    ///
    /// # Errors
    /// `Behind`: the database has gone back, or another tab's checkpoint is as new. Otherwise why not.
    pub async fn checkpoint(&self, at: u64, blocks: &[Block], forget: u64) -> Result<State, DbError> {
        let tx = self.writing(&[META, LOG, BLOCKS])?;
        let Some(now) = state(&tx).await?.filter(|s| s.seq >= at && s.checkpoint < at) else {
            tx.abort().await.ok();
            return Err(DbError::new(Trouble::Behind, "checkpoint"));
        };
        put_blocks(&tx, blocks)?;
        let forgotten = forget.min(at).max(now.forgotten);
        if forgotten > now.forgotten {
            tx.object_store(LOG)?.delete::<f64, _>(KeyRange::UpperBound(number(forgotten), false)).primitive()?;
        }
        let state = State { checkpoint: at, forgotten, ..now };
        tx.object_store(META)?.put(json(&state)?).with_key(STATE_KEY).primitive()?;
        commit(tx).await?;
        Ok(state)
    }

    /// Writes all into an empty database: what a page held in memory while it had none.
    ///
    /// # Errors
    /// `Behind`: it isn't empty. Otherwise why not.
    pub async fn write_all(&self, heads: &[NewEntry], blocks: &[Block], to: &State) -> Result<(), DbError> {
        let tx = self.writing(&[META, HEADS, LOG, BLOCKS])?;
        if state(&tx).await?.is_some() {
            tx.abort().await.ok();
            return Err(DbError::new(Trouble::Behind, "not empty"));
        }
        for head in heads {
            tx.object_store(HEADS)?.add(value(&head.head)).with_key(number(head.seq)).primitive()?;
        }
        put_blocks(&tx, blocks)?;
        tx.object_store(META)?.put(json(to)?).with_key(STATE_KEY).primitive()?;
        commit(tx).await
    }

    /// Lays bytes beside the records, or takes them away. The first eight of the bytes are their revision: nothing is
    /// done, and false said, where another revision lies there than the one that they follow.
    ///
    /// # Errors
    /// Why it could not be written.
    pub async fn put_aside(&self, name: &str, follows: Option<u64>, bytes: Option<&[u8]>) -> Result<bool, DbError> {
        let (tx, key) = (self.writing_soon(&[META])?, aside_key(name));
        if revision(read_aside(&tx, name).await?.as_deref()) != follows {
            tx.abort().await.ok();
            return Ok(false);
        }
        let meta = tx.object_store(META)?;
        match bytes {
            Some(bytes) => {
                meta.put(value(bytes)).with_key(key.as_str()).without_key_type().primitive()?;
            }
            None => meta.delete::<&str, _>(KeyRange::Only(key.as_str())).primitive()?.await?,
        }
        commit(tx).await.map(|()| true)
    }

    /// Takes away what lies aside under each name that this says yes to.
    ///
    /// # Errors
    /// Why it could not be done.
    pub async fn forget_asides(&self, gone: impl Fn(&str) -> bool) -> Result<(), DbError> {
        let names: Vec<String> = self.asides().await?.into_iter().filter(|name| gone(name)).collect();
        if names.is_empty() {
            return Ok(());
        }
        let tx = self.writing_soon(&[META])?;
        for name in names {
            let key = aside_key(&name);
            tx.object_store(META)?.delete::<&str, _>(KeyRange::Only(key.as_str())).primitive()?.await?;
        }
        commit(tx).await
    }

    fn writing(&self, stores: &[&str]) -> Result<Transaction<'_>, DbError> {
        self.begin(stores, TransactionDurability::Strict)
    }

    /// For what nobody was told is saved: complete before the disk has it.
    fn writing_soon(&self, stores: &[&str]) -> Result<Transaction<'_>, DbError> {
        self.begin(stores, TransactionDurability::Relaxed)
    }

    fn begin(&self, stores: &[&str], durability: TransactionDurability) -> Result<Transaction<'_>, DbError> {
        let mut options = TransactionOptions::new();
        options.set_durability(durability);
        let stores: Vec<String> = stores.iter().map(|&s| s.to_owned()).collect();
        let builder = self.database().transaction(stores.as_slice());
        Ok(builder.with_mode(TransactionMode::Readwrite).with_options(options).build()?)
    }
}

/// The revision of what lies aside; none where nothing does.
fn revision(bytes: Option<&[u8]>) -> Option<u64> {
    bytes?.first_chunk::<8>().map(|first| u64::from_le_bytes(*first))
}

fn put_blocks(tx: &Transaction<'_>, blocks: &[Block]) -> Result<(), DbError> {
    let store = tx.object_store(BLOCKS)?;
    store.clear()?;
    for block in blocks {
        let row = Uint8Array::from(block.records.as_slice());
        store.put(JsValue::from(&row)).with_key(block.key.as_str()).without_key_type().primitive()?;
        let_go(&row);
    }
    Ok(())
}

/// Commits and waits for the `complete` event. The package reports an abort at commit time (a full disk, above all)
/// without its cause, so that is read off the raw transaction.
async fn commit(tx: Transaction<'_>) -> Result<(), DbError> {
    let raw: web_sys::IdbTransaction = tx.as_sys().clone().unchecked_into();
    let done = tx.commit().await;
    match (done, raw.error()) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some(cause)) => Err(DbError::of_exception(&cause)),
        (Err(error), None) => Err(error.into()),
    }
}

fn value(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// The row of the state. What is written beside it is of this code's version.
fn json(state: &State) -> Result<JsValue, DbError> {
    let bytes = serde_json::to_vec(&State { schema: SCHEMA, ..*state })
        .map_err(|e| DbError::new(Trouble::Failed, e.to_string()))?;
    Ok(value(&bytes))
}
