//! Selecting in the worker: progress, the best so far, stopping, and what comes of it.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use orken_core::command::{APPLY_SELECTION, Command};
use orken_core::finding::Code;
use orken_core::model::IntakeId;

use crate::effects::turn::spawn_local;
use crate::store::{Basis, Store};
use crate::ui::{Progress, Tone, announce, toast, toast_with};
use crate::worker::client::cancel;
use crate::worker::tasks::{Select, Selected};
use crate::worker::{Pace, start};
use crate::{t, text};

/// Work that ends sooner shows no progress.
const SHOWN_AFTER: Duration = Duration::from_millis(300);

/// A proposal, and the records that it was made from.
#[derive(Debug)]
pub(super) struct Proposed {
    pub(super) selected: Selected,
    basis: Basis,
}

/// A selection under way, and the proposal that waits for agreement.
#[derive(Clone, Copy)]
pub(super) struct Job {
    store: Store,
    intake: IntakeId,
    running: RwSignal<Option<u32>>,
    shown: RwSignal<bool>,
    pace: RwSignal<Pace>,
    /// Made, and not agreed to yet.
    pub(super) proposal: RwSignal<Option<Arc<Proposed>>>,
}

impl Job {
    pub(super) fn new(store: Store, intake: IntakeId) -> Self {
        let job = Self {
            store,
            intake,
            running: RwSignal::new(None),
            shown: RwSignal::new(false),
            pace: RwSignal::new(Pace::default()),
            proposal: RwSignal::new(None),
        };
        on_cleanup(move || job.stop());
        job
    }

    pub(super) fn is_running(self) -> bool {
        self.running.get().is_some()
    }

    /// Selects. The first selection is agreed to at once: there is nothing that it could take away, and undo takes it
    /// back. A later one waits until its changes have been seen.
    pub(super) fn start(self) {
        if self.running.get_untracked().is_some() {
            return;
        }
        let basis = self.store.basis();
        let running = start(Select { intake: self.intake }, basis.records.clone(), move |pace| self.pace.set(pace));
        self.running.set(Some(running.id()));
        self.proposal.set(None);
        self.pace.set(Pace::default());
        set_timeout(move || self.shown.set(true), SHOWN_AFTER);
        spawn_local(async move {
            let outcome = running.await;
            self.running.set(None);
            self.shown.set(false);
            match outcome {
                Ok(done) => self.take(Arc::new(Proposed { selected: done.answer, basis })),
                Err(finding) if finding.code == Code::JobCancelled => announce(text!(SelectionStopped)),
                Err(finding) => self.store.tell(finding),
            }
        });
    }

    fn take(self, proposed: Arc<Proposed>) {
        let first = self.store.peek(|w| w.intakes.get(self.intake).is_some_and(|i| i.selected.is_none()));
        if first {
            self.agree_to(proposed);
        } else {
            announce(text!(SelectionPreview));
            self.proposal.set(Some(proposed));
        }
    }

    /// Agrees to the proposal that waits.
    pub(super) fn agree(self) {
        if let Some(proposed) = self.proposal.get_untracked() {
            self.agree_to(proposed);
        }
    }

    fn agree_to(self, proposed: Arc<Proposed>) {
        let store = self.store;
        spawn_local(async move {
            let Proposed { selected, basis } = &*proposed;
            let whole = || async { Ok(Command::ApplySelection(Box::new(selected.whole().await?))) };
            let decision = selected.decision.clone().map(|decision| (decision, basis.clone()));
            match store.agree(APPLY_SELECTION, decision, whole).await {
                Ok(_) => {
                    self.proposal.set(None);
                    toast_with(Tone::Ok, text!(SelectionAgreed), text!(FrameUndo), move || store.undo());
                }
                Err(finding) => toast(Tone::Bad, store.peek(|w| crate::text::finding(&finding, w))),
            }
        });
    }

    pub(super) fn stop(self) {
        if let Some(id) = self.running.try_get_untracked().flatten() {
            cancel(id);
        }
    }
}

/// The bar while it runs.
#[component]
pub(super) fn JobProgress(job: Job) -> impl IntoView {
    let best = move || {
        let pace = job.pace.get();
        let [short, filled, ..] = pace.best.as_slice() else { return None };
        // The second term counts places filled, as less is better: it is negative in the solver.
        Some(text!(SelectionBest, places = filled.abs(), short = *short))
    };
    move || {
        (job.running.get().is_some() && job.shown.get()).then(|| {
            view! {
                <Progress
                    label=t!(SelectionRunning)
                    best=Signal::derive(best)
                    on_stop=Callback::new(move |()| job.stop())
                />
            }
        })
    }
}
