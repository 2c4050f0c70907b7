//! Where files are dropped or chosen.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::t;

/// A place to drop files, with a button that opens the file dialog for those who don't drag.
#[component]
pub fn FileDrop(
    /// What belongs here.
    #[prop(into)]
    label: Signal<String>,
    /// File name endings, as `accept` takes them: `.xlsx,.csv`.
    accept: &'static str,
    /// More than one at a time.
    #[prop(optional)]
    multiple: bool,
    /// Files came.
    #[prop(into)]
    on_files: Callback<Vec<web_sys::File>>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let input = NodeRef::<leptos::html::Input>::new();
    let listed = move |files: Option<web_sys::FileList>| {
        let files: Vec<web_sys::File> =
            files.map(|list| (0..list.length()).filter_map(|i| list.item(i)).collect()).unwrap_or_default();
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    let on_drop = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        listed(event.data_transfer().and_then(|d| d.files()));
    };
    let on_pick = move |event: leptos::ev::Event| {
        let input = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input {
            listed(input.files());
            // So that choosing the same file again is a change too.
            input.set_value("");
        }
    };
    view! {
        <div
            class="drop"
            class:drop-over=move || over.get()
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=on_drop
        >
            <p class="drop-label">{label}</p>
            <p>
                {t!(FileDrop)} " "
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        if let Some(input) = input.get_untracked() {
                            input.click();
                        }
                    }
                >
                    {t!(FileChoose)}
                </button>
            </p>
            <input
                type="file"
                class="visually-hidden"
                tabindex="-1"
                aria-hidden="true"
                accept=accept
                multiple=multiple
                node_ref=input
                on:change=on_pick
            />
        </div>
    }
}
