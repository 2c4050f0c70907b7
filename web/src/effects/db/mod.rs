//! The records in IndexedDB: a log of entries, and blocks of records as they were at a checkpoint.
//!
//! | store | key | value |
//! |---|---|---|
//! | `meta` | `state` | [`State`] as JSON: the one row that every write checks and moves |
//! | `meta` | `aside/name` | bytes of work that is no record yet |
//! | `heads` | number | who, what and when of an entry (JSON); all of them are kept |
//! | `log` | number | the entry with its changes (packed); kept as long as undo may need them |
//! | `blocks` | `table/0000` | up to 1,000 records of a table at the checkpoint (packed) |
//!
//! Packed rows are those of `orken_core::exchange::rows`. All values are bytes, so that reading them back costs the browser one copy and no parsing. Transactions
//! that write records are strictly durable: Chromium's default may say "complete" before the disk has the bytes.

mod open;
mod read;
mod trouble;
mod write;

pub use open::{Event, delete, open};
pub use read::{Dump, Loading, dump};
pub use trouble::{DbError, Trouble};
pub use write::{Block, NewEntry};

use std::rc::Rc;

use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use serde::{Deserialize, Serialize};

/// Name of the database.
pub const NAME: &str = "orken";
/// Version of the stores. One more needs a step in `open::upgrade`.
const STORES_VERSION: u32 = 1;
/// Version of the records inside them. A database with a higher one is never touched.
/// 2: blocks and entries are packed. 3: people in them are packed once more. Those of before are read as well.
pub const SCHEMA: u32 = 3;

const META: &str = "meta";
const HEADS: &str = "heads";
const LOG: &str = "log";
const BLOCKS: &str = "blocks";
const STATE_KEY: &str = "state";

/// Under which key something is laid aside.
fn aside_key(name: &str) -> String {
    format!("aside/{name}")
}

/// The name that a key of `meta` lays something aside under.
fn name_of(key: &str) -> Option<String> {
    key.strip_prefix("aside/").map(str::to_owned)
}

/// Where the database stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Version of the records.
    pub schema: u32,
    /// Tag of this browser profile in ids.
    pub replica: u32,
    /// Next number for ids made here.
    pub next_id: u32,
    /// Number of the last entry; 0 before the first.
    pub seq: u64,
    /// The blocks hold the records after this entry; 0 where there are none.
    pub checkpoint: u64,
    /// Entries up to this one no longer have their changes.
    pub forgotten: u64,
}

impl State {
    /// Of a database in which nothing was saved yet.
    #[must_use]
    pub const fn new(replica: u32) -> Self {
        Self { schema: SCHEMA, replica, next_id: 1, seq: 0, checkpoint: 0, forgotten: 0 }
    }
}

/// An open database. Closes with its last copy.
#[derive(Debug, Clone)]
pub struct Db(Rc<Connection>);

#[derive(Debug)]
struct Connection {
    database: Database,
    _events: Vec<gloo::events::EventListener>,
}

impl Db {
    fn database(&self) -> &Database {
        &self.0.database
    }

    /// Lets go of it, so that a newer page may upgrade it.
    pub fn close(&self) {
        self.database().as_sys().close();
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.as_sys().close();
    }
}
