//! When the program itself fails: a plain page that says so, keeps the data and offers a copy of them.
//!
//! After a panic nothing in the module's memory can be trusted, so the screen's buttons only load the page anew: as the
//! app, or as the rescue page, which runs none of the app and reads the database by itself.

pub mod rescue;

use std::cell::Cell;

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, ErrorEvent, HtmlElement, Window};

use crate::browser;
use crate::locale::{Key, Lang};

/// Part of the address that asks for the rescue page.
const RESCUE: &str = "?rescue";

thread_local! {
    static SHOWN: Cell<bool> = const { Cell::new(false) };
}

/// Shows the screen on a panic, and when the module traps without one (memory or stack at an end).
pub fn watch() {
    std::panic::set_hook(Box::new(|info| {
        let cause = info.to_string();
        web_sys::console::error_1(&cause.as_str().into());
        show(&cause);
    }));
    let Some(window) = web_sys::window() else { return };
    EventListener::new(&window, "error", |event| {
        let Some(event) = event.dyn_ref::<ErrorEvent>() else { return };
        let trapped = js_sys::Reflect::get(&event.error(), &"name".into()).is_ok_and(|n| n == "RuntimeError");
        if trapped {
            show(&event.message());
        }
    })
    .forget();
}

/// Whether the address asks for the rescue page.
#[must_use]
pub fn rescue_asked() -> bool {
    web_sys::window().and_then(|w| w.location().search().ok()).is_some_and(|s| s == RESCUE)
}

/// Says that the page's own files don't come.
pub fn nothing_fetched() {
    let _ = screen(Key::FetchFailed, Key::FetchFailedText, None, &[(Key::FetchAgain, "reload")]);
}

/// Takes away what `index.html` shows while the page loads.
pub fn clear() {
    if let Some(body) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.body()) {
        body.set_inner_html("");
    }
}

fn show(cause: &str) {
    if SHOWN.replace(true) {
        return;
    }
    // What can't be shown can't be helped: the browser's own tools still have the panic's message.
    let _ = screen(
        Key::CrashHeading,
        Key::CrashText,
        Some(cause),
        &[(Key::RescueSave, "rescue"), (Key::RescueOpen, "reload")],
    );
}

/// Replaces the page by a heading, a sentence, buttons, and the cause folded away.
fn screen(heading: Key, text: Key, cause: Option<&str>, buttons: &[(Key, &'static str)]) -> Option<Element> {
    let document = web_sys::window()?.document()?;
    let body = document.body()?;
    body.set_inner_html("");
    let main = add(&document, &body, "main", "")?;
    main.set_class_name("crash");
    main.set_attribute("role", "alert").ok()?;
    main.set_attribute("data-testid", "crash").ok()?;
    let title = add(&document, &main, "h1", word(heading))?;
    title.set_attribute("tabindex", "-1").ok()?;
    add(&document, &main, "p", word(text))?.set_attribute("data-testid", "crash-text").ok()?;
    for &(label, action) in buttons {
        let button = add(&document, &main, "button", word(label))?;
        button.set_attribute("type", "button").ok()?;
        button.set_attribute("data-testid", &format!("crash-{action}")).ok()?;
        EventListener::new(&button, "click", move |_| act(action)).forget();
    }
    if let Some(cause) = cause {
        let details = add(&document, &main, "details", "")?;
        add(&document, &details, "summary", word(Key::CrashDetails))?;
        add(&document, &details, "pre", cause)?;
    }
    title.dyn_ref::<HtmlElement>()?.focus().ok()?;
    Some(main)
}

/// The text in the language that was chosen here, read without the app's signals.
fn word(key: Key) -> &'static str {
    let tags = browser::recall("language").into_iter().chain(browser::languages());
    key.pattern(tags.filter_map(|tag| Lang::from_tag(&tag)).next().unwrap_or(Lang::En))
}

fn add(document: &Document, parent: &Element, tag: &str, text: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    parent.append_child(&element).ok()?;
    Some(element)
}

fn act(action: &str) {
    let Some(window) = web_sys::window() else { return };
    match action {
        "rescue" => go(&window, RESCUE),
        "save" => rescue::save(),
        _ => go(&window, ""),
    }
}

/// Loads this page anew, with another query.
fn go(window: &Window, query: &str) {
    let location = window.location();
    let path = location.pathname().unwrap_or_default();
    let _ = location.assign(&format!("{path}{query}"));
}
