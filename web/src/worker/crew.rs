//! A crew: workers beside the usual one for the further runs of a portfolio, as many at once as the machine has cores. Each
//! takes the next run when it has ended one; all go home when the last run has ended, or when nobody waits any more.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::Array;
use orken_core::finding::{Code, Finding};
use orken_core::solver::portfolio::RUNS;
use orken_core::workspace::Workspace;
use wasm_bindgen::JsValue;
use web_sys::Worker;

use super::client::{Answered, engage};
use super::parcels::in_parcels;
use super::protocol::{Pace, READY, Reply, Request, Said, Task, garbled, pack, unpack};

/// What the runs came to, by their number.
type Results = Vec<(u8, Answered)>;

/// Who is told how far the runs are.
type Told = Rc<dyn Fn(Pace)>;

/// Runs of one task under way.
pub struct Crew {
    state: Rc<RefCell<State>>,
    all_ended: oneshot::Receiver<()>,
}

#[derive(Default)]
struct State {
    /// The records, for each worker before its first run.
    records: Vec<Array>,
    /// Runs that nobody has taken yet, as messages.
    waiting: VecDeque<(u8, Array)>,
    workers: Vec<Member>,
    results: Results,
    done: Option<oneshot::Sender<()>>,
    on_progress: Option<Told>,
}

struct Member {
    worker: Worker,
    /// The run that it is at.
    run: Option<u8>,
    /// It stopped by itself.
    gone: bool,
    _listeners: Vec<EventListener>,
}

impl Crew {
    /// Packs all records, in short tasks.
    pub async fn records(records: &Workspace) -> Vec<Array> {
        let mut messages = Vec::new();
        in_parcels(&Workspace::default(), records, |parcel| {
            messages.extend(parcel.message());
            true
        })
        .await;
        messages
    }

    /// Sets a crew to work on these runs; all have the same records, as [`Crew::records`] packed them.
    pub fn start<T: Task>(
        runs: impl IntoIterator<Item = (u8, T)>,
        records: Vec<Array>,
        on_progress: impl Fn(Pace) + 'static,
    ) -> Self {
        let (done, all_ended) = oneshot::channel();
        let mut first =
            State { records, done: Some(done), on_progress: Some(Rc::new(on_progress)), ..State::default() };
        for (run, task) in runs {
            match message(run, &task) {
                Ok(message) => first.waiting.push_back((run, message)),
                Err(finding) => first.results.push((run, Err(finding))),
            }
        }
        let hands = cores().min(first.waiting.len());
        let state = Rc::new(RefCell::new(first));
        for _ in 0..hands {
            let at = state.borrow().workers.len();
            let (heard_by, lost_by) = (Rc::downgrade(&state), Rc::downgrade(&state));
            let heard = move |message: &JsValue| {
                if let Some(state) = heard_by.upgrade() {
                    let told = state.borrow_mut().heard(at, message);
                    // Whoever is told may end the crew.
                    if let Some((on_progress, pace)) = told {
                        on_progress(pace);
                    }
                }
            };
            let lost = move |cause: &str| {
                if let Some(state) = lost_by.upgrade() {
                    state.borrow_mut().lost(at, cause);
                }
            };
            if let Some((worker, listeners)) = engage(heard, lost) {
                state.borrow_mut().workers.push(Member { worker, run: None, gone: false, _listeners: listeners });
            }
        }
        if state.borrow().workers.is_empty() {
            state.borrow_mut().give_up("no worker could be started");
        }
        Self { state, all_ended }
    }

    /// Waits until every run has ended, or until `stop` says so; hands over what there is by then.
    pub async fn results(self, stop: oneshot::Receiver<()>) -> Results {
        let (mut ended, mut stop) = (self.all_ended, stop);
        std::future::poll_fn(|context| {
            let over = std::pin::Pin::new(&mut ended).poll(context).is_ready();
            let stopped = std::pin::Pin::new(&mut stop).poll(context).is_ready();
            if over || stopped { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
        std::mem::take(&mut self.state.borrow_mut().results)
    }
}

fn message<T: Task>(run: u8, task: &T) -> Result<Array, Finding> {
    let what = serde_json::to_value(task).map_err(|e| garbled(&e.to_string()))?;
    pack(&Said::Job(Request { id: u32::from(run), task: T::NAME.to_owned(), what }), &[[]; 0])
}

impl Drop for Member {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl State {
    /// Takes a worker's message; how far its run is, where it says that.
    fn heard(&mut self, at: usize, message: &JsValue) -> Option<(Told, Pace)> {
        if message.as_string().as_deref() == Some(READY) {
            if let Some(member) = self.workers.get(at) {
                for records in &self.records {
                    let _ = member.worker.post_message(records);
                }
            }
            self.give(at);
            return None;
        }
        let (reply, files) = unpack::<Reply>(message).ok()?;
        let result = match reply {
            Reply::Progress(_, pace) => return Some((Rc::clone(self.on_progress.as_ref()?), pace)),
            Reply::Best(_) => return None,
            Reply::Done(_) => Ok((files, true)),
            Reply::Failed(_, finding) => Err(finding),
        };
        self.end(at, result);
        self.give(at);
        None
    }

    /// A worker stopped by itself: its run has failed, and nobody takes its place. Runs that wait are for the others.
    fn lost(&mut self, at: usize, cause: &str) {
        self.end(at, Err(Finding::error(Code::WorkerLost).with("cause", cause)));
        if let Some(member) = self.workers.get_mut(at) {
            member.gone = true;
            member.worker.terminate();
        }
        if self.workers.iter().all(|member| member.gone) {
            self.give_up(cause);
        } else if self.waiting.is_empty() && self.workers.iter().all(|member| member.run.is_none()) {
            self.finish();
        }
    }

    fn end(&mut self, at: usize, result: Answered) {
        if let Some(run) = self.workers.get_mut(at).and_then(|member| member.run.take()) {
            self.results.push((run, result));
        }
    }

    /// The next run for a worker that has none; none left and nobody at work: all have ended.
    fn give(&mut self, at: usize) {
        let Some(member) = self.workers.get_mut(at) else { return };
        match self.waiting.pop_front() {
            Some((run, message)) => {
                member.run = Some(run);
                let _ = member.worker.post_message(&message);
            }
            None if self.workers.iter().all(|member| member.run.is_none()) => self.finish(),
            None => {}
        }
    }

    /// Nobody is there for the runs that wait.
    fn give_up(&mut self, cause: &str) {
        let failed = |(run, _)| (run, Err(Finding::error(Code::WorkerLost).with("cause", cause)));
        self.results.extend(std::mem::take(&mut self.waiting).into_iter().map(failed));
        self.finish();
    }

    fn finish(&mut self) {
        if let Some(done) = self.done.take() {
            // Whoever waited may be gone.
            let _ = done.send(());
        }
    }
}

/// Cores of the machine, as far as it tells; more than there are further runs are of no use.
fn cores() -> usize {
    let told = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    (1..usize::from(RUNS)).rev().find(|&n| told >= f64::from(u8::try_from(n).unwrap_or(1))).unwrap_or(1)
}
