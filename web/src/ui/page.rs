//! What every page is made of: its head with one sentence and one primary action, key figures, check lists, empty
//! states, progress.

use leptos::prelude::*;

use super::badge::Tone;
use super::button::{Button, ButtonKind};
use super::curve::{Curve, CurvePoint};
use crate::locale::{Key, number, text_of};
use crate::{t, text};

/// One sentence that says what is so, and the actions at its right.
#[component]
pub fn PageHead(
    /// The sentence; a part of it can be a link or a `<span class="look-here">`.
    #[prop(into)]
    sentence: ViewFn,
    /// Buttons, the primary one last.
    #[prop(optional, into)]
    actions: ViewFn,
) -> impl IntoView {
    view! {
        <header class="page-head">
            <h1 id="page-title" tabindex="-1">
                {sentence.run()}
            </h1>
            <div class="page-actions">{actions.run()}</div>
        </header>
    }
}

/// Says what goes here and offers ways to fill it.
#[component]
pub fn EmptyState(
    /// What goes here.
    #[prop(into)]
    title: Signal<String>,
    /// A line more.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
    /// Two or three ways to fill it.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="empty">
            <svg class="empty-art" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
                <path class="art-stem" d="M32 58V30" />
                <path class="art-leaf" d="M32 34c0-11-8-18-20-18 0 11 8 18 20 18z" />
                <path class="art-leaf-2" d="M32 28c0-10 7-16 18-16 0 10-7 16-18 16z" />
                <path class="art-ground" d="M16 58h32" />
            </svg>
            <h2>{title}</h2>
            {text.map(|text| view! { <p>{text}</p> })}
            <div class="empty-actions">{children()}</div>
        </section>
    }
}

/// A name and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// Its value.
    pub value: String,
}

impl Fact {
    /// A name and its value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into() }
    }
}

/// Names with their values, one a line.
#[component]
pub fn Facts(
    /// The lines.
    #[prop(into)]
    facts: Signal<Vec<Fact>>,
) -> impl IntoView {
    let line = |fact: Fact| {
        view! {
            <div class="fact">
                <dt>{fact.name}</dt>
                <dd>{fact.value}</dd>
            </div>
        }
    };
    view! { <dl class="facts">{move || facts.get().into_iter().map(line).collect_view()}</dl> }
}

/// The answer of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Allowed, but look at it.
    Look,
    /// Data are missing.
    Unknown,
}

impl Answer {
    const fn parts(self) -> (&'static str, &'static str, Key) {
        match self {
            Self::Yes => ("check check-yes", "✓", Key::CheckYes),
            Self::No => ("check check-no", "✕", Key::CheckNo),
            Self::Look => ("check check-look", "!", Key::CheckWarn),
            Self::Unknown => ("check check-unknown", "?", Key::CheckUnknown),
        }
    }
}

/// A line of a check list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What came of it.
    pub answer: Answer,
    /// What was asked.
    pub text: String,
    /// What is so.
    pub note: Option<String>,
}

impl Check {
    /// A line without a note.
    pub fn new(answer: Answer, text: impl Into<String>) -> Self {
        Self { answer, text: text.into(), note: None }
    }

    /// The same with what is so under it.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// Checks with their answers: a sign, what was asked, and what is so.
#[component]
pub fn CheckList(
    /// The lines.
    #[prop(into)]
    checks: Signal<Vec<Check>>,
) -> impl IntoView {
    let line = |check: Check| {
        let (class, sign, word) = check.answer.parts();
        view! {
            <li class=class>
                <span class="check-sign" aria-hidden="true">
                    {sign}
                </span>
                <span class="check-text">
                    <span class="visually-hidden">{text_of(word)} ": "</span>
                    {check.text}
                    {check.note.map(|note| view! { <small>{note}</small> })}
                </span>
            </li>
        }
    };
    view! { <ul class="checks">{move || checks.get().into_iter().map(line).collect_view()}</ul> }
}

/// Work that goes on: an endless bar, what is done, the best so far, and a way to stop.
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    label: Signal<String>,
    /// The best result so far, in words.
    #[prop(optional, into)]
    best: Signal<Option<String>>,
    /// Share done, 0 to 1; none while it can't be told.
    #[prop(optional, into)]
    share: Signal<Option<f64>>,
    /// How the best has come down, for those who see it.
    #[prop(optional, into)]
    curve: Signal<Vec<CurvePoint>>,
    /// Stops it and keeps the best so far.
    #[prop(optional, into)]
    on_stop: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <div class="progress" role="status">
            <div class="progress-words">
                <span>{label}</span>
                {move || {
                    best.get().map(|best| view! { <span class="quiet">{text!(ProgressBest, best = best)}</span> })
                }}
            </div>
            {move || match share.get() {
                Some(share) => {
                    view! { <progress class="progress-bar" max="1" value=share.to_string() aria-label=label></progress> }
                        .into_any()
                }
                None => view! { <progress class="progress-bar" aria-label=label></progress> }.into_any(),
            }}
            <Curve points=curve />
            {on_stop.map(|on_stop| view! { <Button label=t!(ProgressStop) on_click=on_stop kind=ButtonKind::Secondary /> })}
        </div>
    }
}

/// A part of the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Its word.
    pub label: String,
    /// Its figure.
    pub count: u64,
    /// The one that is open or matters most.
    pub tone: Tone,
}

/// The stages of an intake side by side, as wide as their figures.
#[component]
pub fn Funnel(
    /// The stages, in order.
    #[prop(into)]
    stages: Signal<Vec<Stage>>,
) -> impl IntoView {
    let part = |stage: Stage| {
        let grow = stage.count.max(1);
        view! {
            <li class=format!("stage {}", stage.tone.class()) style:flex-grow=move || grow.to_string()>
                <span class="stage-label">{stage.label}</span>
                <b>{number(stage.count)}</b>
            </li>
        }
    };
    view! { <ol class="funnel">{move || stages.get().into_iter().map(part).collect_view()}</ol> }
}
