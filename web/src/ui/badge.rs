//! A short verdict: a word on a tinted ground with a shape before it, so that colour never speaks alone.

use leptos::prelude::*;

/// What a badge, a toast or a line says by its colour and shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Tone {
    /// Nothing to do.
    #[default]
    Neutral,
    /// Good.
    Ok,
    /// Someone should look.
    Warn,
    /// Wrong.
    Bad,
    /// What is open or chosen.
    Accent,
    /// Achieved.
    Gold,
}

impl Tone {
    /// Its CSS class.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "tone-neutral",
            Self::Ok => "tone-ok",
            Self::Warn => "tone-warn",
            Self::Bad => "tone-bad",
            Self::Accent => "tone-accent",
            Self::Gold => "tone-gold",
        }
    }

    /// The shape that goes with it; none for the quiet ones.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Ok => "✓",
            Self::Warn => "!",
            Self::Bad => "✕",
            Self::Gold => "★",
            Self::Neutral | Self::Accent => "",
        }
    }
}

/// A word with its tone. `plain` leaves the shape out, where the word alone says it.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// What it says.
    #[prop(optional)]
    tone: Tone,
    /// Without the shape.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let mark = if plain { "" } else { tone.mark() };
    view! {
        <span class=format!("badge {}", tone.class())>
            {(!mark.is_empty()).then(|| view! { <span class="badge-mark" aria-hidden="true">{mark}</span> })} {label}
        </span>
    }
}

/// A full-width line in the tone: the verdict at the top of a panel.
#[component]
pub fn Verdict(
    /// What is so.
    #[prop(into)]
    label: Signal<String>,
    /// What it says.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! { <p class=format!("verdict {}", tone.class())>{label}</p> }
}
