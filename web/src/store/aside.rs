//! What is laid beside the records in the database: work on an intake that is no record yet and must outlive the tab.

use leptos::prelude::*;
use orken_core::model::IntakeId;

use super::{SaveState, Store};

impl Store {
    /// Keeps bytes of work on an intake, or forgets them; their first eight are their revision, and they follow the
    /// revision that this page read or wrote last. What another tab has laid there meanwhile stays. A page that may not
    /// write, or has no database, keeps nothing.
    pub async fn put_aside(&self, what: &str, intake: IntakeId, follows: Option<u64>, bytes: Option<Vec<u8>>) {
        let reads_only = self.save_state.with_untracked(|state| matches!(state, SaveState::ReadOnly(_)));
        let db = self.inner().db.borrow().clone().filter(|_| !reads_only);
        let (Some(db), name) = (db, name(what, intake)) else { return };
        if db.put_aside(&name, follows, bytes.as_deref()).await.is_err() {
            // Too much for the disk, perhaps. What lies there is older than what the page holds: better nothing.
            let _ = db.put_aside(&name, follows, None).await;
        }
    }

    /// What was kept.
    pub async fn aside(&self, what: &str, intake: IntakeId) -> Option<Vec<u8>> {
        let db = self.inner().db.borrow().clone()?;
        db.aside(&name(what, intake)).await.ok().flatten()
    }

    /// Forgets what lies aside of intakes that are gone: lists hold the data of people.
    pub(super) async fn forget_orphans(&self) {
        // An intake that another tab has made since is no orphan.
        self.follow_others().await;
        let Some(db) = self.db() else { return };
        let orphaned = |name: &str| {
            intake_of(name).is_none_or(|intake| self.memory(|memory| memory.workspace().intake(intake).is_err()))
        };
        // A failure leaves them to the next opening.
        let _ = db.forget_asides(orphaned).await;
    }
}

fn name(what: &str, intake: IntakeId) -> String {
    format!("{what}-{}", intake.0)
}

fn intake_of(name: &str) -> Option<IntakeId> {
    name.rsplit_once('-')?.1.parse().ok().map(IntakeId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_intake() {
        assert_eq!(intake_of(&name("import", IntakeId(7))), Some(IntakeId(7)));
        assert_eq!(intake_of("of an older version"), None);
    }
}
