//! The few things asked of the browser outside the store: small settings, its languages, focus, files. On the host all
//! of them answer with nothing.

#[cfg(target_arch = "wasm32")]
mod imp {
    use leptos::prelude::{document, window};
    use wasm_bindgen::JsCast;
    use web_sys::HtmlElement;

    use crate::effects::settings;

    /// A small setting of this browser.
    pub fn recall(name: &str) -> Option<String> {
        settings::get(name)
    }

    /// Keeps a small setting.
    pub fn remember(name: &str, value: &str) {
        settings::set(name, &value);
    }

    /// The languages the browser asks for, the preferred first.
    pub fn languages() -> Vec<String> {
        window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
    }

    /// True while a media query holds.
    pub fn matches(query: &str) -> bool {
        window().match_media(query).ok().flatten().is_some_and(|m| m.matches())
    }

    /// What has the focus.
    pub fn focused() -> Option<HtmlElement> {
        document().active_element().and_then(|e| e.dyn_into().ok())
    }

    /// Focuses the first element that a selector finds.
    pub fn focus(selector: &str) -> bool {
        let found = document().query_selector(selector).ok().flatten();
        found.and_then(|e| e.dyn_into::<HtmlElement>().ok()).is_some_and(|e| e.focus().is_ok())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod imp {
    /// Nothing is kept on the host.
    pub fn recall(_: &str) -> Option<String> {
        None
    }

    /// Nothing is kept on the host.
    pub fn remember(_: &str, _: &str) {}

    /// The host asks for no language.
    pub fn languages() -> Vec<String> {
        Vec::new()
    }

    /// No media query holds on the host.
    pub fn matches(_: &str) -> bool {
        false
    }

    /// Nothing has the focus on the host.
    pub fn focused() -> Option<web_sys::HtmlElement> {
        None
    }

    /// Nothing can be focused on the host.
    pub fn focus(_: &str) -> bool {
        false
    }
}

pub use imp::*;

/// For how many frames a focus is looked after: what is redrawn may come in several tasks.
const FRAMES: u8 = 20;

/// Gives the focus to the first of these that is there, as soon as one is, and again while the redrawing loses it.
pub fn focus_soon(selectors: Vec<String>) {
    look_after(selectors, false, FRAMES);
}

fn look_after(selectors: Vec<String>, given: bool, frames: u8) {
    if frames == 0 {
        return;
    }
    leptos::prelude::request_animation_frame(move || {
        let lost = focused().is_none_or(|element| element.tag_name() == "BODY");
        let given = if given && !lost { true } else { selectors.iter().any(|selector| focus(selector)) };
        look_after(selectors, given, frames - 1);
    });
}

/// Remembers what had the focus, to give it back later.
#[derive(Debug, Clone, Copy)]
pub struct FocusMark(usize);

thread_local! {
    static MARKS: std::cell::RefCell<Vec<Option<web_sys::HtmlElement>>> = const { std::cell::RefCell::new(Vec::new()) };
}

impl FocusMark {
    /// Marks what has the focus now.
    #[must_use]
    pub fn here() -> Self {
        MARKS.with_borrow_mut(|marks| {
            while marks.last().is_some_and(Option::is_none) {
                marks.pop();
            }
            marks.push(focused());
            Self(marks.len() - 1)
        })
    }

    /// Gives the focus back, if what had it is still there and nothing else took it on purpose.
    pub fn go_back(self) {
        let element = MARKS.with_borrow_mut(|marks| marks.get_mut(self.0).and_then(Option::take));
        if let Some(element) = element.filter(|e| e.is_connected()) {
            // An element that can't take the focus any more leaves it where it is.
            let _ = element.focus();
        }
    }
}
