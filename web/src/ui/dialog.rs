//! A question that needs an answer before going on: the native `<dialog>`, which keeps the focus inside and gives it
//! back. Only for what can't be undone, and for forms too big for a panel.

use leptos::prelude::*;

use super::button::IconButton;
use super::icon::Glyph;
use crate::t;

/// Opens and closes with `open`; Esc and the cross set it to false.
#[component]
pub fn Dialog(
    /// What it asks.
    #[prop(into)]
    title: Signal<String>,
    /// True while it is open.
    open: RwSignal<bool>,
    /// The buttons at its foot.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// The content, made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            if open.get() && !dialog.open() {
                // Fails only when it is not in the document, and then there is nothing to show.
                let _ = dialog.show_modal();
            } else if !open.get() && dialog.open() {
                dialog.close();
            }
        }
    });
    let children = StoredValue::new(children);
    let actions = StoredValue::new(actions);
    view! {
        <dialog class="dialog" aria-label=move || title.get() node_ref=node on:close=move |_| open.set(false)>
            {move || {
                open.get()
                    .then(|| {
                        view! {
                            <header class="dialog-head">
                                <h2>{title}</h2>
                                <IconButton
                                    label=t!(UiClose)
                                    glyph=Glyph::Close
                                    on_click=move |()| open.set(false)
                                />
                            </header>
                            <div class="dialog-body">{children.with_value(|c| c())}</div>
                            {actions
                                .with_value(|actions| {
                                    actions
                                        .as_ref()
                                        .map(|actions| {
                                            view! { <footer class="dialog-foot">{actions.run()}</footer> }
                                        })
                                })}
                        }
                    })
            }}
        </dialog>
    }
}
