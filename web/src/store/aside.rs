//! What is laid beside the records in the database: work that is no record yet and must outlive the tab.

use leptos::prelude::*;

use super::{SaveState, Store};

impl Store {
    /// Keeps bytes under a name, or forgets them; their first eight are their revision, and they follow the revision that
    /// this page read or wrote last. What another tab has laid there meanwhile stays. A page that may not write, or has no
    /// database, keeps nothing.
    pub async fn put_aside(&self, name: &str, follows: Option<u64>, bytes: Option<Vec<u8>>) {
        let reads_only = self.save_state.with_untracked(|state| matches!(state, SaveState::ReadOnly(_)));
        let db = self.inner().db.borrow().clone().filter(|_| !reads_only);
        let Some(db) = db else { return };
        if db.put_aside(name, follows, bytes.as_deref()).await.is_err() {
            // Too much for the disk, perhaps. What lies there is older than what the page holds: better nothing.
            let _ = db.put_aside(name, follows, None).await;
        }
    }

    /// What was kept under a name.
    pub async fn aside(&self, name: &str) -> Option<Vec<u8>> {
        let db = self.inner().db.borrow().clone()?;
        db.aside(name).await.ok().flatten()
    }
}
