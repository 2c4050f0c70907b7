//! Which results no longer belong to their data: worked out once, in short tasks, for all who show it.

use std::collections::BTreeMap;

use leptos::prelude::*;
use orken_core::model::{Intake, IntakeId, SolveRecord};
use orken_core::view::steps::Stale;
use orken_core::workspace::Workspace;

use crate::effects::clock;
use crate::fetched;
use crate::store::{Slice, Store};
use crate::ui::settled_in_turns;

/// What has changed is shown first; this waits no longer, milliseconds.
const LATEST_MS: u32 = 1_000;

/// What was found, and of which results: their fingerprints.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    stale: Stale,
    selected: Option<String>,
    grouped: Option<String>,
}

impl Found {
    /// None where the part of the page that works it out can't be fetched now.
    async fn of(records: &Workspace, intake: &Intake, turns: &mut clock::Turns) -> Option<Self> {
        let (selected, grouped) = (inputs(intake.selected.as_ref()), inputs(intake.grouped.as_ref()));
        // Without results nothing need be fetched.
        let stale = match selected.as_ref().or(grouped.as_ref()) {
            Some(_) => (fetched::engine().await.ok()?.stale)(records, intake, turns).await,
            None => Stale::default(),
        };
        Some(Self { stale, selected, grouped })
    }

    /// Of the results of now: others than those that were looked at may be current.
    fn now(&self, intake: &Intake) -> Stale {
        Stale {
            selection: self.stale.selection && self.selected == inputs(intake.selected.as_ref()),
            groups: self.stale.groups && self.grouped == inputs(intake.grouped.as_ref()),
        }
    }
}

fn inputs(record: Option<&SolveRecord>) -> Option<String> {
    record.map(|record| record.inputs.clone())
}

/// What is stale in each intake.
#[derive(Clone, Copy)]
pub(crate) struct StaleResults {
    store: Store,
    found: Signal<Option<BTreeMap<IntakeId, Found>>>,
}

impl StaleResults {
    /// Works it out for everyone below.
    pub(crate) fn provide(store: Store) {
        let found = settled_in_turns(move |wanted| {
            let records = store.watched_records(Slice::STEPS);
            async move {
                clock::idle(LATEST_MS).await;
                let mut turns = clock::Turns::default();
                let mut all = BTreeMap::new();
                for intake in &records.intakes {
                    wanted.still().then_some(())?;
                    all.insert(intake.id, Found::of(&records, intake, &mut turns).await?);
                }
                wanted.still().then_some(all)
            }
        });
        provide_context(Self { store, found });
    }

    /// What [`Self::provide`] gave.
    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// Of one intake; nothing is stale before it is known. Watched.
    pub(crate) fn of(self, intake: IntakeId) -> Stale {
        self.found
            .with(|all| {
                let found = all.as_ref()?.get(&intake)?;
                self.store.read(Slice::Intakes, |w| Some(found.now(w.intakes.get(intake)?)))
            })
            .unwrap_or_default()
    }
}
