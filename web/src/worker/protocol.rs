//! What page and worker say to each other. A message is an array: a header as JSON, then byte arrays.

use std::borrow::Cow;
use std::collections::VecDeque;

use js_sys::{Array, Uint8Array};
use orken_core::finding::{Code, Finding};
use orken_core::model::RecordId;
use orken_core::solver::budget::Progress;
use orken_core::workspace::Workspace;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

use super::serve::Watch;
use crate::effects::bytes;

/// The first word of a worker: its module is compiled and it listens. Earlier messages would be lost.
pub const READY: &str = "ready";

/// What a job works on.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The records as they were when it was asked for; empty for a job that asks for none.
    pub records: Workspace,
    /// Files beside them, in the order that the task says.
    pub files: Vec<Vec<u8>>,
}

/// A kind of job.
pub trait Task: Serialize + DeserializeOwned + 'static {
    /// Its name between page and worker.
    const NAME: &'static str;
    /// What it comes to.
    type Answer: Serialize + DeserializeOwned + 'static;

    /// Does it. Runs in the worker.
    ///
    /// # Errors
    /// Why there is no answer.
    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<Self::Answer>, Finding>;

    /// The answer on its way to the page: as JSON, unless a task has so much to say that it knows better.
    ///
    /// # Errors
    /// It can't be written.
    fn pack(answer: &Self::Answer) -> Result<Vec<Cow<'_, [u8]>>, Finding> {
        Ok(vec![serde_json::to_vec(answer).map_err(|e| garbled(&e.to_string()))?.into()])
    }

    /// What [`Task::pack`] made, read in short tasks; takes its files from the front.
    fn unpack(files: &mut VecDeque<Vec<u8>>) -> impl Future<Output = Result<Self::Answer, Finding>> {
        let answer = files.pop_front().ok_or_else(|| garbled("no answer"));
        async move { serde_json::from_slice(&answer?).map_err(|e| garbled(&e.to_string())) }
    }
}

/// A task whose search can be run from several seeds ([`orken_core::solver::portfolio`]).
pub trait Portfolio: Task {
    /// What tells a better answer: the less, the better.
    type Worth: Ord;

    /// The task as another run of it.
    #[must_use]
    fn for_run(&self, run: u8) -> Self;

    /// Whether nothing better can come of another run.
    fn is_best(answer: &Self::Answer) -> bool;

    /// What an answer is worth.
    fn worth(answer: &Self::Answer) -> Self::Worth;
}

/// An answer with the files that were made.
#[derive(Debug, Clone, PartialEq)]
pub struct Done<A> {
    /// The answer.
    pub answer: A,
    /// Files, in the order that the task says.
    pub files: Vec<Vec<u8>>,
    /// False for the best so far of a job that was cancelled.
    pub complete: bool,
}

impl<A> Done<A> {
    /// An answer without files.
    #[must_use]
    pub const fn answer(answer: A) -> Self {
        Self { answer, files: Vec::new(), complete: true }
    }
}

/// How far a job is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pace {
    /// Steps done: rows, pivots, moves.
    pub done: u64,
    /// How many there will be, where that is known.
    pub of: Option<u64>,
    /// Value of each term of the best result so far, heaviest first.
    pub best: Vec<i64>,
    /// What no result can beat, term by term.
    pub bound: Vec<i64>,
}

impl From<&Progress> for Pace {
    fn from(progress: &Progress) -> Self {
        Self { done: progress.steps, of: None, best: progress.best.clone(), bound: progress.bound.clone() }
    }
}

/// Page to worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Blocks of records that are new or other than before, and the ids of those that are gone: the worker keeps a copy of
    /// the records, which follows those of the page.
    Records(Vec<RecordId>),
    /// A job with its files.
    Job(Request),
}

/// A job that is asked for, what it needs of the records having gone before it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Request {
    /// Tells jobs apart.
    pub id: u32,
    /// [`Task::NAME`].
    pub task: String,
    /// The task as JSON.
    pub what: serde_json::Value,
}

/// Worker to page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// How far it is.
    Progress(u32, Pace),
    /// The best answer so far; its JSON is the first byte array.
    Best(u32),
    /// The answer; its JSON is the first byte array.
    Done(u32),
    /// There is none.
    Failed(u32, Finding),
}

impl Reply {
    /// The job that it is about.
    #[must_use]
    pub const fn id(&self) -> u32 {
        match self {
            Self::Progress(id, _) | Self::Best(id) | Self::Done(id) | Self::Failed(id, _) => *id,
        }
    }
}

/// A message of a header and byte arrays.
///
/// # Errors
/// The header can't be written.
pub fn pack<H: Serialize>(header: &H, files: &[impl AsRef<[u8]>]) -> Result<Array, Finding> {
    let header = serde_json::to_string(header).map_err(|e| garbled(&e.to_string()))?;
    let message = Array::of1(&JsValue::from_str(&header));
    for file in files {
        message.push(&Uint8Array::from(file.as_ref()));
    }
    Ok(message)
}

/// What of a message goes over to whoever gets it, instead of being copied: its byte arrays.
#[must_use]
pub fn going_over(message: &Array) -> Array {
    message.iter().filter_map(|part| part.dyn_ref::<Uint8Array>().map(Uint8Array::buffer)).collect()
}

/// The header and byte arrays of a message, which has them no longer.
///
/// # Errors
/// It isn't one of ours.
pub fn unpack<H: DeserializeOwned>(message: &JsValue) -> Result<(H, Vec<Vec<u8>>), Finding> {
    let message = message.dyn_ref::<Array>().ok_or_else(|| garbled("not a message"))?;
    let header = message.get(0).as_string().ok_or_else(|| garbled("no header"))?;
    let header = serde_json::from_str(&header).map_err(|e| garbled(&e.to_string()))?;
    let files = message.iter().skip(1).filter_map(|f| f.dyn_ref::<Uint8Array>().map(bytes::taken));
    Ok((header, files.collect()))
}

/// Page and worker don't understand each other: one of them is of another build.
#[must_use]
pub fn garbled(cause: &str) -> Finding {
    Finding::error(Code::WorkerLost).with("cause", cause)
}
