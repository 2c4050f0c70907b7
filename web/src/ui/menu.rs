//! A button that opens a small box beside it: a menu of commands, or a popover with fields.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::button::ButtonKind;
use super::icon::{Glyph, Icon};

/// One command of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// Its word.
    pub label: Signal<String>,
    /// What it does.
    pub run: Callback<()>,
    /// Takes something away.
    pub danger: bool,
}

impl MenuItem {
    /// A command.
    pub fn new(label: impl Fn() -> String + Send + Sync + 'static, run: impl Fn() + Send + Sync + 'static) -> Self {
        Self { label: Signal::derive(label), run: Callback::new(move |()| run()), danger: false }
    }

    /// The same, marked as taking something away.
    #[must_use]
    pub fn dangerous(mut self) -> Self {
        self.danger = true;
        self
    }
}

/// A menu of commands. Arrows move, Enter runs, Esc closes.
#[component]
pub fn Menu(
    /// The word on the button.
    #[prop(into)]
    label: Signal<String>,
    /// How much the button stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// The commands.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let list = move || {
        let entry = move |item: MenuItem| {
            let MenuItem { label, run, danger } = item;
            let act = move |_| {
                open.set(false);
                run.run(());
            };
            view! {
                <button type="button" role="menuitem" class="menu-item" class:menu-danger=danger on:click=act>
                    {label}
                </button>
            }
        };
        items.get().into_iter().map(entry).collect_view()
    };
    view! {
        <Popover label kind open role="menu">
            {list}
        </Popover>
    }
}

/// A box that opens beside its button. Esc, a click elsewhere, and leaving it with the keyboard close it.
#[component]
pub fn Popover(
    /// The word on the button.
    #[prop(into)]
    label: Signal<String>,
    /// How much the button stands out; ignored where `class` is given.
    #[prop(optional)]
    kind: ButtonKind,
    /// Classes of the button, in place of a kind's.
    #[prop(optional, into)]
    class: Option<String>,
    /// A picture in place of the arrow.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// What the button shows in place of its label.
    #[prop(optional, into)]
    face: Option<ViewFn>,
    /// True while it is open.
    #[prop(optional)]
    open: RwSignal<bool>,
    /// What the box is: `dialog`, or `menu` for commands.
    #[prop(default = "dialog")]
    role: &'static str,
    /// The content, made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<leptos::html::Div>::new();
    let class = class.unwrap_or_else(|| kind.class().to_owned());
    let children = StoredValue::new(children);
    let leave = move |event: leptos::ev::FocusEvent| {
        // Without a target the focus left the window, a plain area was pressed, which the next listener handles, or the
        // box was taken off the page with the focus in it, and then there is nothing left to close.
        let Some(to) = event.related_target().and_then(|t| t.dyn_into::<web_sys::Node>().ok()) else { return };
        let root = root.try_get_untracked().flatten();
        if !root.is_some_and(|root| root.contains(Some(&to))) {
            open.set(false);
        }
    };
    let press = window_event_listener(leptos::ev::pointerdown, move |event| {
        let at = event.target().and_then(|t| t.dyn_into::<web_sys::Node>().ok());
        if open.get_untracked() && !root.get_untracked().is_some_and(|root| root.contains(at.as_ref())) {
            open.set(false);
        }
    });
    on_cleanup(move || press.remove());
    view! {
        <div class="popover" node_ref=root on:focusout=leave on:keydown=move |event| keys(&event, open, root)>
            <button
                type="button"
                class=class
                aria-haspopup=role
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|o| *o = !*o)
            >
                {match face {
                    // What is seen alone doesn't say what it is the value of.
                    Some(face) => view! { <span class="visually-hidden">{label} " "</span> {face.run()} }.into_any(),
                    None => {
                        view! {
                            {label}
                            <Icon glyph=glyph.unwrap_or(Glyph::Down) />
                        }
                            .into_any()
                    }
                }}
            </button>
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <div class="popover-box" role=role aria-label=move || label.get()>
                                {children.with_value(|c| c())}
                            </div>
                        }
                    })
            }}
        </div>
    }
}

fn keys(event: &leptos::ev::KeyboardEvent, open: RwSignal<bool>, root: NodeRef<leptos::html::Div>) {
    let Some(root) = root.get_untracked() else { return };
    if event.key() == "Escape" && open.get_untracked() {
        event.prevent_default();
        event.stop_propagation();
        open.set(false);
        let button = root.query_selector("button").ok().flatten();
        if let Some(button) = button.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Ok(items) = root.query_selector_all("[role=menuitem], .option input") else { return };
    let count = i64::from(items.length());
    if count == 0 {
        return;
    }
    event.prevent_default();
    let now = crate::browser::focused();
    let at = (0..items.length()).find(|&i| items.item(i).as_deref() == now.as_deref().map(AsRef::as_ref));
    let next = at.map_or(0, |at| (i64::from(at) + step).rem_euclid(count));
    let next = u32::try_from(next).ok().and_then(|n| items.item(n));
    if let Some(next) = next.and_then(|n| n.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = next.focus();
    }
}
