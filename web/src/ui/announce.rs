//! What is said to those who listen, and the short notes at the foot of the screen.

use std::time::Duration;

use leptos::prelude::*;

use super::badge::Tone;
use super::button::IconButton;
use super::icon::Glyph;
use crate::t;

/// A note at the foot of the screen.
#[derive(Clone)]
struct Toast {
    id: u64,
    text: String,
    tone: Tone,
    action: Option<(String, Callback<()>)>,
}

thread_local! {
    static SAID: ArcRwSignal<String> = ArcRwSignal::new(String::new());
    static TOASTS: ArcRwSignal<(u64, Vec<Toast>)> = ArcRwSignal::new((0, Vec::new()));
}

/// Says it once to those who listen; nothing is shown.
pub fn announce(text: impl Into<String>) {
    let text = text.into();
    // The same words twice are read again only when they differ, so a blank is put behind every other one.
    SAID.with(|said| said.update(|s| *s = if *s == text { format!("{text}\u{a0}") } else { text }));
}

/// Shows a note and says it. Bad ones stay until closed, the others for eight seconds.
pub fn toast(tone: Tone, text: impl Into<String>) {
    push(tone, text.into(), None);
}

/// A note with one thing to do, such as undo.
pub fn toast_with(tone: Tone, text: impl Into<String>, label: String, run: impl Fn() + Send + Sync + 'static) {
    push(tone, text.into(), Some((label, Callback::new(move |()| run()))));
}

fn push(tone: Tone, text: String, action: Option<(String, Callback<()>)>) {
    let id = TOASTS.with(|toasts| {
        let id = toasts.with_untracked(|(last, _)| last + 1);
        toasts.update(|(last, list)| {
            *last = id;
            list.push(Toast { id, text, tone, action });
        });
        id
    });
    if tone != Tone::Bad {
        set_timeout(move || drop_toast(id), Duration::from_secs(8));
    }
}

fn drop_toast(id: u64) {
    TOASTS.with(|toasts| toasts.update(|(_, list)| list.retain(|t| t.id != id)));
}

/// The place of both on the page; the frame has it once.
#[component]
pub fn Announcer() -> impl IntoView {
    let said = SAID.with(Clone::clone);
    let toasts = TOASTS.with(Clone::clone);
    let one = |toast: Toast| {
        let Toast { id, text, tone, action } = toast;
        view! {
            <div class=format!("toast {}", tone.class())>
                <span>{text}</span>
                {action
                    .map(|(label, run)| {
                        let act = move |_| {
                            drop_toast(id);
                            run.run(());
                        };
                        view! {
                            <button type="button" class="button button-quiet" on:click=act>
                                {label}
                            </button>
                        }
                    })}
                <IconButton label=t!(UiClose) glyph=Glyph::Close on_click=move |()| drop_toast(id) />
            </div>
        }
    };
    view! {
        <div class="visually-hidden" aria-live="polite" role="status">
            {move || said.get()}
        </div>
        <div class="toasts" role="log" aria-live="polite">
            <For each=move || toasts.get().1 key=|toast| toast.id children=one />
        </div>
    }
}
