//! What is laid beside the records in the database: work that is no record yet and must outlive the tab.

use leptos::prelude::*;

use super::{SaveState, Store};

impl Store {
    /// Keeps bytes under a name, or forgets them. A page that may not write, or has no database, keeps nothing.
    pub async fn put_aside(&self, name: &str, bytes: Option<Vec<u8>>) {
        let follows = self.save_state.with_untracked(|state| matches!(state, SaveState::ReadOnly(_)));
        let db = self.inner().db.borrow().clone().filter(|_| !follows);
        if let Some(db) = db {
            // It is still in this tab; a database that fails is told of where records are saved.
            let _ = db.put_aside(name, bytes.as_deref()).await;
        }
    }

    /// What was kept under a name.
    pub async fn aside(&self, name: &str) -> Option<Vec<u8>> {
        let db = self.inner().db.borrow().clone()?;
        db.aside(name).await.ok().flatten()
    }
}
