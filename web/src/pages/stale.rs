//! Which results no longer belong to their data: worked out once, in short tasks, for all who show it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use orken_core::model::IntakeId;
use orken_core::view::steps::{self, Stale};

use crate::effects::clock;
use crate::store::{Slice, Store};
use crate::ui::settled_in_turns;

/// What has changed is shown first; this waits no longer, milliseconds.
const LATEST_MS: u32 = 1_000;

/// What is stale in each intake.
#[derive(Clone, Copy)]
pub(crate) struct StaleResults(Signal<Option<BTreeMap<IntakeId, Stale>>>);

impl StaleResults {
    /// Works it out for everyone below.
    pub(crate) fn provide(store: Store) {
        let all = settled_in_turns(move |wanted| {
            let records = store.watched_records(Slice::STEPS);
            async move {
                clock::idle(LATEST_MS).await;
                let mut turns = clock::Turns::default();
                let mut all = BTreeMap::new();
                for intake in &records.intakes {
                    wanted.still().then_some(())?;
                    all.insert(intake.id, steps::stale(&records, intake, &mut turns).await);
                }
                wanted.still().then_some(all)
            }
        });
        provide_context(Self(all));
    }

    /// What [`Self::provide`] gave.
    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// Of one intake; nothing is stale before it is known. Watched.
    pub(crate) fn of(self, intake: IntakeId) -> Stale {
        self.0.with(|all| all.as_ref()?.get(&intake).copied()).unwrap_or_default()
    }
}
