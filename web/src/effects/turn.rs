//! Turns of the page's thread. What is left to redraw after a change is done in short tasks one after another, so that
//! none of them holds up a key, a click or a frame: every effect of the front end is a future of its own, and a future
//! that would overrun the turn waits for the next.

/// Starts a job of our own. It never waits for a turn: a transaction of the database ends when a task ends in which
/// nobody asked it for more.
pub use wasm_bindgen_futures::spawn_local;

use std::cell::RefCell;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};

use super::clock;

/// After so many milliseconds no other piece of work begins in this turn; a piece may take as much again and more, and
/// 50 count as a long task.
const TURN_MS: f64 = 8.0;

#[derive(Default)]
struct Turn {
    ends: Option<f64>,
    waiting: Vec<Waker>,
}

thread_local! {
    static TURN: RefCell<Turn> = RefCell::default();
}

struct InTurns;

impl CustomExecutor for InTurns {
    fn spawn(&self, work: PinnedFuture<()>) {
        self.spawn_local(work);
    }

    fn spawn_local(&self, work: PinnedLocalFuture<()>) {
        spawn_local(Piece(work));
    }

    fn poll_local(&self) {}
}

/// Has the front end work in turns. To be called before it is mounted.
pub fn keep() {
    // It was kept already, then.
    let _ = Executor::init_custom_executor(InTurns);
}

struct Piece(PinnedLocalFuture<()>);

impl Future for Piece {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if has_turn(context.waker()) { self.0.as_mut().poll(context) } else { Poll::Pending }
    }
}

/// Whether this turn has time left; if not, the waker is called in the next.
fn has_turn(waker: &Waker) -> bool {
    TURN.with_borrow_mut(|turn| {
        let now = clock::ticks();
        let ends = *turn.ends.get_or_insert_with(|| {
            clock::in_next_task(end_turn);
            now + TURN_MS
        });
        let left = now < ends;
        if !left {
            turn.waiting.push(waker.clone());
        }
        left
    })
}

fn end_turn() {
    let turn = TURN.take();
    turn.waiting.into_iter().for_each(Waker::wake);
}
