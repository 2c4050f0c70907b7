//! Opening: makes the stores of a new database, refuses a newer one, and tells when the connection must go.

use std::rc::Rc;

use gloo::events::EventListener;
use indexed_db_futures::database::Database;
use indexed_db_futures::internals::SystemRepr;
use indexed_db_futures::prelude::*;

use super::{BLOCKS, Connection, Db, DbError, HEADS, LOG, META, STORES_VERSION, Trouble};
use crate::effects::clock;

/// How long the browser may take to open before we call it blocked, milliseconds.
const PATIENCE_MS: u32 = 8_000;

/// What happens to an open connection from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Another page waits for us to let go: it wants to upgrade or delete the database. We have closed it.
    Wanted,
    /// The browser closed it: its data was cleared, or its disk failed.
    Closed,
}

/// Opens the database, making it where there is none.
///
/// # Errors
/// `Newer`: a newer page made it. `Blocked`: another tab holds it, or the browser doesn't answer. `Unavailable`: there
/// is none to be had.
pub async fn open(name: &str, happened: impl Fn(Event) + 'static) -> Result<Db, DbError> {
    let opening = opening(name);
    let database = within(PATIENCE_MS, opening).await??;
    Ok(Db(Rc::new(Connection { _events: listen(&database, happened), database })))
}

async fn opening(name: &str) -> Result<Database, DbError> {
    let request = Database::open(name)
        .with_version(STORES_VERSION)
        .with_on_blocked(|_| Ok(()))
        .with_on_upgrade_needed(|event, database| upgrade(event.old_version(), &database))
        .build()?;
    Ok(request.await?)
}

/// Makes the stores. The package's callback gives no transaction for stores that exist already; a later version that
/// has to move records takes it from the raw request, as docs/DECISIONS.md says.
fn upgrade(old_version: f64, database: &Database) -> indexed_db_futures::Result<()> {
    if old_version < 1.0 {
        for store in [META, HEADS, LOG, BLOCKS] {
            database.create_object_store(store).build()?;
        }
    }
    Ok(())
}

fn listen(database: &Database, happened: impl Fn(Event) + 'static) -> Vec<EventListener> {
    let happened = Rc::new(happened);
    let target = database.as_sys();
    let (raw, wanted) = (target.clone(), Rc::clone(&happened));
    vec![
        EventListener::new(target, "versionchange", move |_| {
            raw.close();
            wanted(Event::Wanted);
        }),
        EventListener::new(target, "close", move |_| happened(Event::Closed)),
    ]
}

/// The future's answer, or `Blocked` after so many milliseconds.
async fn within<T>(milliseconds: u32, future: impl Future<Output = T>) -> Result<T, DbError> {
    let mut future = std::pin::pin!(future);
    let mut timer = std::pin::pin!(clock::sleep(milliseconds));
    std::future::poll_fn(|context| {
        if let std::task::Poll::Ready(answer) = future.as_mut().poll(context) {
            return std::task::Poll::Ready(Ok(answer));
        }
        let late = || Err(DbError::new(Trouble::Blocked, "timeout"));
        timer.as_mut().poll(context).map(|()| late())
    })
    .await
}

/// Removes the database, for tests.
///
/// # Errors
/// The browser refused.
pub async fn delete(name: &str) -> Result<(), DbError> {
    Ok(Database::delete_by_name(name)?.await?)
}
