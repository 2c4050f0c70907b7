//! Tabs with a roving tab stop: arrows, Home and End move and open.

use leptos::prelude::*;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// Its code, which stands in the address.
    pub id: &'static str,
    /// Its word.
    pub label: Signal<String>,
    /// The figure after the word.
    pub count: Option<Signal<usize>>,
}

impl Tab {
    /// A tab without a figure.
    pub fn new(id: &'static str, label: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self { id, label: Signal::derive(label), count: None }
    }

    /// The same with a figure.
    #[must_use]
    pub fn counting(mut self, count: impl Fn() -> usize + Send + Sync + 'static) -> Self {
        self.count = Some(Signal::derive(count));
        self
    }
}

/// The row of tabs. The open one's content is the page's: give it `id="panel-<id>"` and `role="tabpanel"`, or use
/// [`TabPanel`].
#[component]
pub fn Tabs(
    /// What the tabs choose between, for those who listen.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    tabs: Vec<Tab>,
    /// Code of the open one.
    #[prop(into)]
    open: Signal<String>,
    /// Opens another.
    #[prop(into)]
    on_open: Callback<&'static str>,
) -> impl IntoView {
    let ids: Vec<&'static str> = tabs.iter().map(|t| t.id).collect();
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        let at = ids.iter().position(|id| *id == open.get_untracked()).unwrap_or(0);
        let last = ids.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowRight" => Some(if at == last { 0 } else { at + 1 }),
            "ArrowLeft" => Some(if at == 0 { last } else { at - 1 }),
            "Home" => Some(0),
            "End" => Some(last),
            _ => None,
        };
        if let Some(id) = next.and_then(|n| ids.get(n)) {
            event.prevent_default();
            on_open.run(id);
            crate::browser::focus(&format!("#tab-{id}"));
        }
    };
    let buttons = tabs.into_iter().map(|tab| one(tab, open, on_open)).collect_view();
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=on_key>
            {buttons}
        </div>
    }
}

fn one(tab: Tab, open: Signal<String>, on_open: Callback<&'static str>) -> impl IntoView {
    let Tab { id, label, count } = tab;
    let is_open = Signal::derive(move || open.get() == id);
    view! {
        <button
            type="button"
            role="tab"
            class="tab"
            id=format!("tab-{id}")
            aria-selected=move || is_open.get().to_string()
            aria-controls=move || is_open.get().then(|| format!("panel-{id}"))
            tabindex=move || if is_open.get() { "0" } else { "-1" }
            on:click=move |_| on_open.run(id)
        >
            {label}
            {count
                .map(|count| {
                    view! { <span class="tab-count">{move || crate::locale::number(count.get())}</span> }
                })}
        </button>
    }
}

/// The content of the open tab.
#[component]
pub fn TabPanel(
    /// Code of the tab.
    #[prop(into)]
    id: Signal<String>,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <div
            class="tab-panel"
            role="tabpanel"
            id=move || format!("panel-{}", id.get())
            aria-labelledby=move || format!("tab-{}", id.get())
        >
            {children()}
        </div>
    }
}
