//! The page's side: starts the worker when it is first needed, gives it jobs, and replaces it when it is lost.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use futures_channel::oneshot;
use gloo::events::EventListener;
use js_sys::Array;
use orken_core::finding::{Code, Finding};
use orken_core::workspace::Workspace;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::effects::clock;
use crate::effects::turn::spawn_local;

use super::parcels::{Parcel, in_parcels};
use super::protocol::{Done, Pace, READY, Reply, Request, Said, Task, garbled, going_over, pack, unpack};

pub(super) type Answered = Result<(Vec<Vec<u8>>, bool), Finding>;
type Eventually<A> = Pin<Box<dyn Future<Output = Result<Done<A>, Finding>>>>;

/// Has the worker know these records, because a job is going to want them: it need not wait for them then.
pub fn prepare(records: Workspace) {
    OFFICE.with_borrow_mut(|office| {
        office.wanted = Some(records);
        if office.hired.is_none() {
            office.hired = hire();
        }
    });
    hand_over();
}

/// Lets a worker without a job go where there are very many records. Its memory never shrinks, and the page is about to need
/// as much itself; the next job hires another. `records` is how many there are. True where it went.
pub fn rest(records: usize) -> bool {
    OFFICE.with_borrow_mut(|office| {
        let goes = office.pending.is_empty() && office.hired.is_some() && records >= MANY;
        if goes {
            office.dismiss();
        }
        goes
    })
}

/// Records whose copy is worth letting go of: some tens of megabytes.
const MANY: usize = 100_000;

/// What a job is given: the records as they are now, and files.
#[derive(Debug, Default)]
pub struct Work {
    /// A copy of the records, where the job wants them.
    pub records: Option<Workspace>,
    /// Files beside them.
    pub files: Vec<Vec<u8>>,
}

impl From<Workspace> for Work {
    fn from(records: Workspace) -> Self {
        Self { records: Some(records), files: Vec::new() }
    }
}

impl From<Vec<Vec<u8>>> for Work {
    fn from(files: Vec<Vec<u8>>) -> Self {
        Self { records: None, files }
    }
}

struct Pending {
    /// The job as a message, and the records that it wants; kept, to be given again to another worker.
    job: Array,
    records: Option<Workspace>,
    given: bool,
    on_progress: Rc<dyn Fn(Pace)>,
    best: Option<Vec<Vec<u8>>>,
    answer: oneshot::Sender<Answered>,
}

struct Hired {
    worker: Worker,
    ready: bool,
    _listeners: Vec<EventListener>,
}

#[derive(Default)]
struct Office {
    hired: Option<Hired>,
    pending: BTreeMap<u32, Pending>,
    last: u32,
    /// How many workers there have been: what was begun for an earlier one is of no use to the next.
    workers: u32,
    /// The records as the worker has them.
    known: Workspace,
    /// Records that a job is going to want.
    wanted: Option<Workspace>,
    /// Somebody is handing over.
    giving: bool,
}

/// What is to be handed over next.
struct Next {
    /// None where only the records go.
    id: Option<u32>,
    known: Workspace,
    records: Option<Workspace>,
    to: u32,
}

thread_local! {
    static OFFICE: RefCell<Office> = RefCell::default();
}

/// A job that was given: a future of its answer. Dropping it cancels the job.
pub struct Running<T: Task> {
    id: u32,
    answer: Eventually<T::Answer>,
}

/// Gives a job and waits for its answer.
///
/// # Errors
/// The task's own, or `worker_lost`: then nothing has changed and the job may be given again.
pub async fn run<T: Task>(task: T, work: impl Into<Work>) -> Result<Done<T::Answer>, Finding> {
    start(task, work, |_| {}).await
}

/// Starts the worker, so that the first job need not wait for it.
pub fn warm() {
    OFFICE.with_borrow_mut(|office| {
        if office.hired.is_none() {
            office.hired = hire();
        }
    });
}

/// Gives a job; `on_progress` is called some times a second.
pub fn start<T: Task>(task: T, work: impl Into<Work>, on_progress: impl Fn(Pace) + 'static) -> Running<T> {
    let (answer, wait) = oneshot::channel();
    let id = OFFICE.with_borrow_mut(|office| {
        office.last += 1;
        office.last
    });
    let Work { records, files } = work.into();
    match message(id, &task, &files) {
        Ok(job) => {
            let on_progress = Rc::new(on_progress);
            let pending = Pending { job, records, given: false, on_progress, best: None, answer };
            OFFICE.with_borrow_mut(|office| {
                office.pending.insert(id, pending);
                office.hire_if_needed();
            });
            hand_over();
        }
        Err(finding) => {
            let _ = answer.send(Err(finding));
        }
    }
    Running { id, answer: Box::pin(read::<T>(wait)) }
}

fn message<T: Task>(id: u32, task: &T, files: &[Vec<u8>]) -> Result<Array, Finding> {
    let what = serde_json::to_value(task).map_err(|e| garbled(&e.to_string()))?;
    pack(&Said::Job(Request { id, task: T::NAME.to_owned(), what }), files)
}

/// Hands over to the worker what waits, in turn, where nobody is at it.
fn hand_over() {
    if OFFICE.with_borrow_mut(|office| std::mem::replace(&mut office.giving, true)) {
        return;
    }
    spawn_local(async {
        while let Some(next) = OFFICE.with_borrow_mut(Office::next) {
            give(next).await;
        }
        OFFICE.with_borrow_mut(|office| office.giving = false);
    });
}

/// Hands over what the worker doesn't know of the records, then the job.
async fn give(next: Next) {
    let Next { id, known, records, to } = next;
    if let Some(records) = records {
        let post = |parcel: Parcel| parcel.message().is_none_or(|message| post_to(to, &message));
        if !in_parcels(&known, &records, post).await {
            return unposted(to);
        }
        OFFICE.with_borrow_mut(|office| {
            if office.workers == to {
                office.known = records;
            }
        });
    }
    let posted = id.is_none_or(|id| OFFICE.with_borrow_mut(|office| office.give(id, to)));
    if !posted {
        unposted(to);
    }
}

/// A message was not posted: nothing to do where that worker is gone, else it counts as lost.
fn unposted(worker: u32) {
    if OFFICE.with_borrow(|office| office.workers == worker && office.hired.is_some()) {
        lost("a message could not be posted");
    }
}

/// Posts a message that is not needed any more; false where that worker is gone.
fn post_to(worker: u32, message: &Array) -> bool {
    OFFICE.with_borrow(|office| {
        let hired = office.hired.as_ref().filter(|_| office.workers == worker);
        hired.is_some_and(|hired| hired.worker.post_message_with_transfer(message, &going_over(message)).is_ok())
    })
}

/// Waits for an answer and reads it. Hearing it, reading it and using it are tasks of their own, so that none of them
/// holds the page's thread for long.
async fn read<T: Task>(wait: oneshot::Receiver<Answered>) -> Result<Done<T::Answer>, Finding> {
    let (files, complete) = wait.await.unwrap_or_else(|_| Err(Finding::error(Code::JobCancelled)))?;
    let mut files = VecDeque::from(files);
    clock::next_task().await;
    let answer = T::unpack(&mut files).await?;
    clock::next_task().await;
    Ok(Done { answer, files: files.into(), complete })
}

impl<T: Task> Running<T> {
    /// The job's number, for [`cancel`].
    #[must_use]
    pub const fn id(&self) -> u32 {
        self.id
    }
}

impl<T: Task> Future for Running<T> {
    type Output = Result<Done<T::Answer>, Finding>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.as_mut().poll(context)
    }
}

impl<T: Task> Drop for Running<T> {
    fn drop(&mut self) {
        cancel(self.id);
    }
}

/// Cancels a job: its future answers with the best so far, or with `job_cancelled` where there is none. Nothing happens
/// to a job that has ended.
pub fn cancel(id: u32) {
    let ended = OFFICE.with_borrow_mut(|office| {
        let pending = office.pending.remove(&id)?;
        office.dismiss();
        office.hire_if_needed();
        Some(pending)
    });
    if let Some(pending) = ended {
        end(pending, Finding::error(Code::JobCancelled));
    }
}

/// Ends a job that has no final answer.
fn end(pending: Pending, otherwise: Finding) {
    let answer = pending.best.map(|files| (files, false)).ok_or(otherwise);
    // Whoever waited may be gone.
    let _ = pending.answer.send(answer);
}

impl Office {
    /// What the worker is to be given next: the first job that it doesn't have, then records that will be wanted, unless a
    /// job brings its own meanwhile. None while there is no worker that listens.
    fn next(&mut self) -> Option<Next> {
        self.hired.as_ref().filter(|hired| hired.ready)?;
        let (known, to) = (self.known.clone(), self.workers);
        match self.pending.iter().find(|(_, pending)| !pending.given) {
            Some((&id, pending)) => {
                if pending.records.is_some() {
                    self.wanted = None;
                }
                Some(Next { id: Some(id), known, records: pending.records.clone(), to })
            }
            None => Some(Next { id: None, known, records: Some(self.wanted.take()?), to }),
        }
    }

    /// Gives a job to the worker, unless it was cancelled meanwhile; false where it could not be posted.
    fn give(&mut self, id: u32, to: u32) -> bool {
        let (Some(hired), Some(pending)) = (&self.hired, self.pending.get_mut(&id)) else { return true };
        if self.workers == to {
            pending.given = hired.worker.post_message(&pending.job).is_ok();
            return pending.given;
        }
        true
    }

    fn hire_if_needed(&mut self) {
        if self.hired.is_none() && !self.pending.is_empty() {
            self.hired = hire();
            if self.hired.is_none() {
                for (_, pending) in std::mem::take(&mut self.pending) {
                    end(pending, garbled("the worker could not be started"));
                }
            }
        }
    }

    fn dismiss(&mut self) {
        if let Some(hired) = self.hired.take() {
            hired.worker.terminate();
        }
        self.workers += 1;
        (self.known, self.wanted) = (Workspace::default(), None);
        for pending in self.pending.values_mut() {
            pending.given = false;
        }
    }
}

fn hire() -> Option<Hired> {
    let (worker, listeners) = engage(heard, lost)?;
    Some(Hired { worker, ready: false, _listeners: listeners })
}

/// Starts a worker: what is done with each of its messages, and when it stopped by itself, with the cause.
pub(super) fn engage(
    heard: impl Fn(&JsValue) + 'static,
    lost: impl Fn(&str) + 'static,
) -> Option<(Worker, Vec<EventListener>)> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(&address()?, &options).ok()?;
    let listeners = vec![
        EventListener::new(&worker, "message", move |event| {
            if let Some(event) = event.dyn_ref::<MessageEvent>() {
                heard(&event.data());
            }
        }),
        EventListener::new(&worker, "error", move |event| {
            let cause = event.dyn_ref::<ErrorEvent>().map_or_else(String::new, ErrorEvent::message);
            event.prevent_default();
            lost(&cause);
        }),
    ];
    Some((worker, listeners))
}

/// Where the worker's script is: the page's `<meta name="orken-worker">` says it, relative to the page.
fn address() -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[name='orken-worker']").ok()??;
    let script = meta.get_attribute("content")?;
    let base = document.base_uri().ok()??;
    web_sys::Url::new_with_base(&script, &base).ok().map(|url| url.href())
}

fn heard(message: &JsValue) {
    if message.as_string().as_deref() == Some(READY) {
        OFFICE.with_borrow_mut(|office| {
            if let Some(hired) = &mut office.hired {
                hired.ready = true;
            }
        });
        return hand_over();
    }
    let Ok((reply, files)) = unpack::<Reply>(message) else { return };
    match reply {
        Reply::Progress(id, pace) => {
            let told = OFFICE.with_borrow(|office| office.pending.get(&id).map(|p| Rc::clone(&p.on_progress)));
            if let Some(told) = told {
                told(pace);
            }
        }
        Reply::Best(id) => OFFICE.with_borrow_mut(|office| {
            if let Some(pending) = office.pending.get_mut(&id) {
                pending.best = Some(files);
            }
        }),
        Reply::Done(id) => answer(id, Ok((files, true))),
        Reply::Failed(id, finding) => {
            if finding.code == Code::WorkerLost {
                // It doesn't understand, or its copy of the records is spoilt: the next job goes to another.
                OFFICE.with_borrow_mut(Office::dismiss);
            }
            answer(id, Err(finding));
            OFFICE.with_borrow_mut(Office::hire_if_needed);
        }
    }
}

fn answer(id: u32, answered: Answered) {
    let pending = OFFICE.with_borrow_mut(|office| office.pending.remove(&id));
    if let Some(pending) = pending {
        let _ = pending.answer.send(answered);
    }
}

/// The worker stopped by itself: its script didn't load, or its module trapped. The job at hand fails; those that
/// waited behind it go to another worker.
fn lost(cause: &str) {
    let failed = OFFICE.with_borrow_mut(|office| {
        let ready = office.hired.as_ref().is_some_and(|h| h.ready);
        // The job at hand, or the one whose records are being handed over.
        let mut jobs = office.pending.iter();
        let first = jobs.clone().next();
        let at_hand = jobs.find(|(_, waiting)| waiting.given).or(first).map(|(&id, _)| id);
        office.dismiss();
        // One that never got ready would not get ready for the next job either.
        let failed: Vec<Pending> = if ready {
            at_hand.and_then(|id| office.pending.remove(&id)).into_iter().collect()
        } else {
            std::mem::take(&mut office.pending).into_values().collect()
        };
        office.hire_if_needed();
        failed
    });
    for pending in failed {
        end(pending, Finding::error(Code::WorkerLost).with("cause", cause));
    }
}
