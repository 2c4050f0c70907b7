//! Edits that are tried in the worker: a moment after the last one, against the same steps without them. A run that is
//! overtaken by another edit is cancelled.

use std::sync::Arc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use orken_core::command::Command;
use orken_core::finding::Finding;
use orken_core::model::{IntakeId, VenueId};
use orken_core::what_if::{Edits, Outcome, WhatIf};

use crate::effects::turn::spawn_local;
use crate::store::{Slice, Store};
use crate::text;
use crate::worker::client::cancel;
use crate::worker::start;
use crate::worker::tasks::{Tried, Try};

/// How long nothing is typed before the edits are tried.
const PAUSE: Duration = Duration::from_millis(400);

/// What the edits come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Told {
    pub(super) what_if: WhatIf,
    /// Every venue before or after, by id.
    pub(super) venues: Vec<(VenueId, String)>,
    /// False for the best so far of a run that was stopped.
    pub(super) complete: bool,
}

/// Where the trial stands.
#[derive(Debug, Clone)]
pub(super) enum State {
    /// Nothing is edited.
    Idle,
    /// The worker is at it, or will be after the pause.
    Working,
    /// What comes of the edits.
    Told(Arc<Told>),
    /// Why they can't be made.
    Refused(Finding),
}

/// The edits of one intake and what they come to.
#[derive(Clone, Copy)]
pub(super) struct Trial {
    pub(super) store: Store,
    pub(super) intake: IntakeId,
    pub(super) edits: RwSignal<Edits>,
    pub(super) state: RwSignal<State>,
    /// People for whom selecting and grouping again changes something even without edits.
    pub(super) drift: RwSignal<usize>,
    /// True while the edits are being made for good: what is tried stays as it is.
    pub(super) making: RwSignal<bool>,
    before: StoredValue<Option<Arc<Outcome>>>,
    /// Counts what was begun: an answer to something older is forgotten.
    turn: StoredValue<u32>,
    job: StoredValue<Option<u32>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Trial {
    pub(super) fn new(store: Store, intake: IntakeId) -> Self {
        let trial = Self {
            store,
            intake,
            edits: RwSignal::new(Edits::default()),
            state: RwSignal::new(State::Idle),
            drift: RwSignal::new(0),
            making: RwSignal::new(false),
            before: StoredValue::new(None),
            turn: StoredValue::new(0),
            job: StoredValue::new(None),
            timer: StoredValue::new(None),
        };
        Effect::new(move |_| {
            store.read(Slice::STEPS, |_| ());
            trial.before.set_value(None);
            trial.soon();
        });
        Effect::new(move |_| {
            trial.edits.track();
            trial.soon();
        });
        on_cleanup(move || trial.halt());
        trial
    }

    /// The commands that the edits ask for; tracked.
    pub(super) fn commands(self) -> Result<Vec<Command>, Finding> {
        self.edits.track();
        self.store.read(Slice::STEPS, |_| ());
        self.commands_now()
    }

    /// The same, untracked.
    pub(super) fn commands_now(self) -> Result<Vec<Command>, Finding> {
        let names = |n: u32| text!(WhatIfRoomName, n = n);
        self.edits.with_untracked(|edits| self.store.peek(|w| edits.commands(w, self.intake, &names)))
    }

    /// Tries the edits after the pause, and nothing that was begun before.
    fn soon(self) {
        if self.making.get_untracked() {
            return;
        }
        self.halt();
        let idle = self.commands_now().is_ok_and(|commands| commands.is_empty());
        self.state.set(if idle { State::Idle } else { State::Working });
        let later = set_timeout_with_handle(move || self.go(), PAUSE);
        self.timer.set_value(later.ok());
    }

    /// Ends the run and the pause.
    fn halt(self) {
        let _ = self.turn.try_update_value(|turn| *turn += 1);
        if let Some(Some(timer)) = self.timer.try_get_value() {
            timer.clear();
        }
        if let Some(Some(job)) = self.job.try_get_value() {
            let _ = self.job.try_set_value(None);
            cancel(job);
        }
    }

    /// Ends the run; the best so far is shown.
    pub(super) fn stop(self) {
        if let Some(job) = self.job.get_value() {
            cancel(job);
        }
    }

    fn go(self) {
        let commands = self.commands_now();
        let Some(turn) = self.turn.try_get_value() else { return };
        spawn_local(async move {
            let told = match commands {
                Ok(commands) => self.tell(turn, commands).await,
                Err(finding) => Err(finding),
            };
            // Another edit, or the page is gone.
            if self.turn.try_get_value() == Some(turn) {
                self.state.set(match told {
                    Ok(Some(told)) => State::Told(Arc::new(told)),
                    Ok(None) => State::Idle,
                    Err(finding) => State::Refused(finding),
                });
            }
        });
    }

    /// Without edits it only prepares what they will be compared with.
    async fn tell(self, turn: u32, commands: Vec<Command>) -> Result<Option<Told>, Finding> {
        let known = self.before.try_get_value().flatten();
        let (before, sure) = match known {
            Some(before) => (before, true),
            None => {
                let (tried, complete) = self.run(turn, Vec::new()).await?;
                let before = Arc::new(tried.outcome);
                if self.turn.try_get_value() == Some(turn) {
                    self.drift.set(tried.recorded.map_or(0, |recorded| drift(&recorded, &before)));
                    // The best of a run that was stopped is no measure for the next.
                    self.before.set_value(complete.then(|| Arc::clone(&before)));
                }
                (before, complete)
            }
        };
        if commands.is_empty() || self.turn.try_get_value() != Some(turn) {
            return Ok(None);
        }
        let (tried, complete) = self.run(turn, commands).await?;
        let after = tried.outcome;
        let mut venues: Vec<_> = before.venues.iter().chain(&after.venues).map(|v| (v.venue, v.name.clone())).collect();
        venues.sort();
        venues.dedup();
        Ok(Some(Told { what_if: WhatIf::between(&before, &after), venues, complete: complete && sure }))
    }

    async fn run(self, turn: u32, commands: Vec<Command>) -> Result<(Tried, bool), Finding> {
        let records = self.store.records();
        let running = start(Try { intake: self.intake, commands }, records, |_| {});
        if self.turn.try_get_value() == Some(turn) {
            self.job.set_value(Some(running.id()));
        }
        let done = running.await;
        if self.turn.try_get_value() == Some(turn) {
            self.job.set_value(None);
        }
        done.map(|done| (done.answer, done.complete))
    }
}

/// How many people get or lose a place, or go elsewhere, by selecting and grouping again alone.
fn drift(recorded: &Outcome, again: &Outcome) -> usize {
    let told = WhatIf::between(recorded, again);
    let grouped = !recorded.placed.is_empty();
    told.coming.len() + told.going.len() + if grouped { told.moved.len() } else { 0 }
}
