//! The worker's side: takes jobs in turn, tells how far they are, and answers.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use orken_core::finding::Finding;
use orken_core::solver::budget::{Budget, Progress};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::parcels::{Follower, Parcel};
use super::protocol::{Done, Given, Pace, READY, Reply, Request, Said, Task, garbled, going_over, pack, unpack};
use crate::effects::clock;

/// The least time between two reports, milliseconds.
const REPORT_MS: f64 = 100.0;

/// Runs a request and posts its answer.
pub type Runner = fn(Request, Given) -> Result<(), Finding>;

/// A task's name and its runner.
pub type Entry = (&'static str, Runner);

/// How long a worker without a job waits before it rehearses, milliseconds.
const IDLE_MS: u32 = 20;

/// Listens for jobs of these tasks. Until the first comes it rehearses, a piece at a time so that a job need not wait.
pub fn serve(tasks: &'static [Entry], rehearsal: &'static [fn()]) {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let called = Rc::new(Cell::new(false));
    let was_called = Rc::clone(&called);
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        was_called.set(true);
        match unpack::<Said>(&event.data()) {
            Ok((Said::Records(gone), blocks)) => receive(Parcel { blocks, gone }),
            Ok((Said::Job(request), files)) => handle(tasks, request, files),
            Err(_) => {}
        }
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    let _ = scope.post_message(&JsValue::from_str(READY));
    rehearse(rehearsal, called);
}

fn rehearse(pieces: &'static [fn()], called: Rc<Cell<bool>>) {
    let Some((first, rest)) = pieces.split_first() else { return };
    let idle = move || {
        if !called.get() {
            first();
            rehearse(rest, called);
        }
    };
    gloo::timers::callback::Timeout::new(IDLE_MS, idle).forget();
}

thread_local! {
    /// A copy of the page's records, or why it could not follow them.
    static RECORDS: RefCell<Result<Follower, Finding>> = RefCell::new(Ok(Follower::default()));
}

fn receive(parcel: Parcel) {
    RECORDS.with_borrow_mut(|records| {
        if let Ok(follower) = records
            && let Err(finding) = follower.take(parcel)
        {
            *records = Err(finding);
        }
    });
}

fn handle(tasks: &[Entry], request: Request, files: Vec<Vec<u8>>) {
    let id = request.id;
    let known = RECORDS.with_borrow_mut(|records| match records {
        Ok(follower) => Ok(follower.records()),
        Err(finding) => Err(finding.clone()),
    });
    let ran = match (tasks.iter().find(|(name, _)| *name == request.task), known) {
        (Some((_, runner)), Ok(records)) => runner(request, Given { records, files }),
        (Some(_), Err(finding)) => Err(finding),
        (None, _) => Err(garbled("unknown task")),
    };
    if let Err(finding) = ran {
        post(&Reply::Failed(id, finding), &[]);
    }
}

fn post(reply: &Reply, files: &[Cow<'_, [u8]>]) {
    let scope = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>();
    if let (Ok(scope), Ok(message)) = (scope, pack(reply, files)) {
        let _ = scope.post_message_with_transfer(&message, &going_over(&message));
    }
}

fn post_answer<T: Task>(reply: &Reply, answer: &T::Answer, files: Vec<Vec<u8>>) -> Result<(), Finding> {
    let mut all = T::pack(answer)?;
    all.extend(files.into_iter().map(Cow::from));
    post(reply, &all);
    Ok(())
}

/// How a running job tells the page how far it is, and learns when its time is up.
#[derive(Debug)]
pub struct Watch {
    id: u32,
    until: f64,
    stopped: bool,
    reported: f64,
}

/// How long the first round of a solver may take, milliseconds; see [`Watch::in_rounds`].
const FIRST_MS: f64 = 100.0;
/// How many times as long as a round took the next may take.
const LONGER: f64 = 5.0;
/// A round that may take this long, milliseconds, is the last.
const LAST_MS: f64 = 60_000.0;

impl Watch {
    fn new(id: u32) -> Self {
        Self { id, until: f64::INFINITY, stopped: false, reported: 0.0 }
    }

    /// Tells how far the job is; not more often than the page can show.
    pub fn report(&mut self, pace: impl FnOnce() -> Pace) {
        let now = clock::ticks();
        if now - self.reported >= REPORT_MS {
            self.reported = now;
            post(&Reply::Progress(self.id, pace()), &[]);
        }
    }

    /// Runs a solver that gives its best when it is stopped: in rounds, each with five times what the one before took,
    /// until it comes to its end by itself. What a round ended with is handed over before the next, so that cancelling
    /// keeps it. A result that needs no more than the last round is the same on every machine.
    ///
    /// # Errors
    /// The solver's.
    pub fn in_rounds<T: Task>(
        &mut self,
        solve: impl FnMut(&mut Self) -> Result<T::Answer, Finding>,
    ) -> Result<T::Answer, Finding> {
        self.in_rounds_from::<T>(FIRST_MS, solve)
    }

    /// As [`Watch::in_rounds`], with another time for the first round: large problems take longer to get ready than the
    /// usual one lasts.
    ///
    /// # Errors
    /// The solver's.
    pub fn in_rounds_from<T: Task>(
        &mut self,
        first: f64,
        mut solve: impl FnMut(&mut Self) -> Result<T::Answer, Finding>,
    ) -> Result<T::Answer, Finding> {
        let mut limit = first.max(FIRST_MS);
        loop {
            let began = clock::ticks();
            (self.until, self.stopped) = (began + limit, false);
            let answer = solve(self)?;
            if !self.stopped || limit >= LAST_MS {
                return Ok(answer);
            }
            self.best::<T>(&answer);
            // A large problem takes long before it can stop at all: the next round must not end there again.
            let took = (clock::ticks() - began).max(limit);
            limit = (took * LONGER).min(LAST_MS);
        }
    }

    /// Hands over the best answer so far: it is kept if the job is cancelled or the worker is lost.
    pub fn best<T: Task>(&mut self, answer: &T::Answer) {
        // An answer that can't be written now fails when it is final, and is reported then.
        let _ = post_answer::<T>(&Reply::Best(self.id), answer, Vec::new());
    }
}

impl Budget for Watch {
    fn should_stop(&mut self) -> bool {
        self.stopped = self.stopped || clock::ticks() >= self.until;
        self.stopped
    }

    fn progress(&mut self, progress: &Progress) {
        self.report(|| progress.into());
    }
}

/// A task as an entry of [`serve`].
#[must_use]
pub const fn entry<T: Task>() -> Entry {
    (T::NAME, run::<T>)
}

fn run<T: Task>(request: Request, given: Given) -> Result<(), Finding> {
    let task: T = serde_json::from_value(request.what).map_err(|e| garbled(&e.to_string()))?;
    let Done { answer, files, .. } = task.run(given, &mut Watch::new(request.id))?;
    post_answer::<T>(&Reply::Done(request.id), &answer, files)
}
