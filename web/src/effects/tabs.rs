//! Other tabs of the same browser: one writes at a time (Web Locks), and each tells the others that it wrote
//! (`BroadcastChannel`). The message is a number only: the tabs read the log itself.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

#[wasm_bindgen]
extern "C" {
    // web-sys has these only behind its unstable flag.
    type Locks;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, held: &js_sys::Function) -> Result<js_sys::Promise, JsValue>;
}

/// The right to write, until it is dropped.
#[derive(Debug)]
pub struct Turn {
    /// Dropping the sender ends the lock's promise.
    _release: Option<oneshot::Sender<()>>,
}

/// Waits until no other tab holds the lock of this name. Where the browser has no locks (a page that didn't come over
/// a secure connection) it returns at once: the check of the sequence inside each append still keeps tabs apart.
pub async fn turn(name: &str) -> Turn {
    let (release, released) = oneshot::channel::<()>();
    let (granted, wait) = oneshot::channel::<()>();
    let granted = Rc::new(Cell::new(Some(granted)));
    let refused = Rc::clone(&granted);
    let held = Closure::once_into_js(move |_lock: JsValue| {
        granted.take().map(|granted| granted.send(()));
        future_to_promise(async move {
            let _ = released.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let asked = locks().and_then(|locks| locks.request(name, held.unchecked_ref()).ok());
    let Some(asked) = asked else { return Turn { _release: None } };
    wasm_bindgen_futures::spawn_local(async move {
        // Ends with the lock; a refusal (a page without an origin) ends it at once and must not keep us waiting.
        let _ = JsFuture::from(asked).await;
        refused.take().map(|granted| granted.send(()));
    });
    let _ = wait.await;
    Turn { _release: Some(release) }
}

fn locks() -> Option<Locks> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

/// The line between the tabs.
#[derive(Debug)]
pub struct Line {
    channel: web_sys::BroadcastChannel,
    _heard: EventListener,
}

impl Line {
    /// Opens it; `heard` is called with the number of the last entry that another tab wrote.
    #[must_use]
    pub fn open(name: &str, heard: impl Fn(u64) + 'static) -> Option<Self> {
        let channel = web_sys::BroadcastChannel::new(name).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let number = event.dyn_ref::<web_sys::MessageEvent>().and_then(|e| e.data().as_f64());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "entry numbers are small")]
            if let Some(number) = number {
                heard(number.max(0.0) as u64);
            }
        });
        Some(Self { channel, _heard: listener })
    }

    /// Tells the others.
    #[expect(clippy::cast_precision_loss, reason = "entry numbers stay below 2^53")]
    pub fn tell(&self, number: u64) {
        // A closed channel means a page that is going away.
        let _ = self.channel.post_message(&JsValue::from_f64(number as f64));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.channel.close();
    }
}
