//! Time: the local date and time, a stopwatch, and giving the browser its turn.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use futures_channel::oneshot;
use orken_core::turns::GiveWay;
use wasm_bindgen::prelude::*;

/// Kazakhstan keeps one time in all its regions: UTC+5.
const UTC_OFFSET_HOURS: i64 = 5;
/// The longest a piece of work may hold the page's thread, milliseconds; a third of the 50 that count as a long task.
const SLICE_MS: f64 = 16.0;
/// What waits for an idle browser waits no longer than this, milliseconds.
const LATEST_MS: u32 = 30_000;

/// Now, in local time, to the second.
#[must_use]
pub fn now() -> NaiveDateTime {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit an i64 for ages")]
    let seconds = (js_sys::Date::now() / 1000.0).floor() as i64;
    let utc = DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc();
    utc + TimeDelta::hours(UTC_OFFSET_HOURS)
}

/// Milliseconds since the page or the worker began; 0 where there is no such clock.
#[must_use]
pub fn ticks() -> f64 {
    js_sys::Reflect::get(&js_sys::global(), &"performance".into())
        .ok()
        .and_then(|p| wasm_bindgen::JsCast::dyn_into::<web_sys::Performance>(p).ok())
        .map_or(0.0, |p| p.now())
}

/// Names a moment for the browser's performance tools and for the benches.
pub fn mark(name: &str) {
    if let Some(performance) = web_sys::window().and_then(|w| w.performance()) {
        // A refused mark (a browser without user timing) costs nothing but the figure.
        let _ = performance.mark(name);
    }
}

/// Waits this many milliseconds.
pub async fn sleep(milliseconds: u32) {
    let (done, wait) = oneshot::channel::<()>();
    let timer = gloo::timers::callback::Timeout::new(milliseconds, move || {
        let _ = done.send(());
    });
    let _ = wait.await;
    drop(timer);
}

thread_local! {
    /// A channel to ourselves: unlike a timer's, its messages come at once.
    static NEXT: Option<NextTask> = NextTask::new();
}

/// Pieces of work in the order in which they are due.
type Waiting = Rc<RefCell<VecDeque<Box<dyn FnOnce()>>>>;

struct NextTask {
    to: web_sys::MessagePort,
    waiting: Waiting,
}

impl NextTask {
    fn new() -> Option<Self> {
        let channel = web_sys::MessageChannel::new().ok()?;
        let waiting = Waiting::default();
        let due = Rc::clone(&waiting);
        let heard = Closure::<dyn Fn()>::new(move || {
            let next = due.borrow_mut().pop_front();
            if let Some(next) = next {
                next();
            }
        });
        channel.port1().set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // It listens as long as the page lives.
        heard.forget();
        Some(Self { to: channel.port2(), waiting })
    }
}

/// Does something in a task of its own, as soon as the browser has done what is more urgent.
pub fn in_next_task(work: impl FnOnce() + 'static) {
    NEXT.with(|next| match next {
        Some(next) if next.to.post_message(&JsValue::NULL).is_ok() => {
            next.waiting.borrow_mut().push_back(Box::new(work));
        }
        _ => {
            gloo::timers::callback::Timeout::new(0, work).forget();
        }
    });
}

/// Goes on in a task of its own.
pub async fn next_task() {
    let (done, wait) = oneshot::channel::<()>();
    in_next_task(move || {
        let _ = done.send(());
    });
    let _ = wait.await;
}

/// Gives way to the browser when a long piece of work has used its slice of the thread.
#[derive(Debug)]
pub struct Turns {
    since: f64,
}

impl Default for Turns {
    fn default() -> Self {
        Self { since: ticks() }
    }
}

impl Turns {
    /// Call between small steps: returns at once while the slice lasts.
    pub async fn give_way(&mut self) {
        if ticks() - self.since > SLICE_MS {
            next_task().await;
            self.since = ticks();
        }
    }
}

impl GiveWay for Turns {
    async fn give_way(&mut self) {
        Self::give_way(self).await;
    }
}

/// Does something when the browser has nothing better to do.
pub fn when_idle(then: impl FnOnce() + 'static) {
    when_idle_within(LATEST_MS, then);
}

/// Goes on when the browser has nothing better to do, or after so many milliseconds.
pub async fn idle(latest: u32) {
    let (done, wait) = oneshot::channel::<()>();
    when_idle_within(latest, move || {
        let _ = done.send(());
    });
    let _ = wait.await;
}

fn when_idle_within(latest: u32, then: impl FnOnce() + 'static) {
    let then = Closure::once_into_js(then);
    let then: &js_sys::Function = then.unchecked_ref();
    let Some(window) = web_sys::window() else { return };
    // Safari has no idle callbacks: there a timer does.
    let known = js_sys::Reflect::has(&window, &"requestIdleCallback".into()).unwrap_or(false);
    let options = web_sys::IdleRequestOptions::new();
    options.set_timeout(latest);
    let planned = known && window.request_idle_callback_with_options(then, &options).is_ok();
    if !planned {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(then, 1_000);
    }
}
