//! The panel at the right of a page, a sheet from below on a phone: details and "why?" without leaving the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::button::IconButton;
use super::icon::Glyph;
use crate::browser::FocusMark;
use crate::t;

/// Takes the focus to its heading when it opens; Esc closes it, and the focus returns to where it was.
/// Stands inside `<div class="split">` after `<div class="split-main">`.
#[component]
pub fn Panel(
    /// What it is about.
    #[prop(into)]
    title: Signal<String>,
    /// The second line.
    #[prop(optional, into)]
    subtitle: Option<Signal<String>>,
    /// Closes it.
    #[prop(into)]
    on_close: Callback<()>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let heading = focused_heading();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let in_dialog = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|e| e.closest("dialog").ok().flatten().is_some());
        if event.key() == "Escape" && !event.default_prevented() && !in_dialog {
            event.prevent_default();
            on_close.run(());
        }
    };
    let keys = window_event_listener(leptos::ev::keydown, on_key);
    on_cleanup(move || keys.remove());
    view! {
        <div class="panel-shade" on:click=move |_| on_close.run(()) aria-hidden="true"></div>
        <aside class="panel" aria-labelledby="panel-title">
            <header class="panel-head">
                <div>
                    <h2 id="panel-title" tabindex="-1" node_ref=heading>
                        {title}
                    </h2>
                    {subtitle.map(|subtitle| view! { <p class="panel-sub">{subtitle}</p> })}
                </div>
                <IconButton label=t!(UiClose) glyph=Glyph::Close on_click=on_close />
            </header>
            <div class="panel-body">{children()}</div>
        </aside>
    }
}

/// What would change the verdict: a line with the accent at its side.
#[component]
pub fn Aside(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="aside">
            <p class="aside-title">{title}</p>
            {children()}
        </div>
    }
}

/// For the heading of what opens beside a page: it gets the focus when it is drawn, and gives it back where it was.
#[must_use]
pub fn focused_heading() -> NodeRef<leptos::html::H2> {
    let heading = NodeRef::<leptos::html::H2>::new();
    let mark = FocusMark::here();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            let _ = heading.focus();
        }
    });
    on_cleanup(move || mark.go_back());
    heading
}
