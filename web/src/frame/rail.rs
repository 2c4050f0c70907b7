//! The rail: the steps of the open intake with their state and figure, then the pages of the workspace. Icons alone
//! under 1100 px; under 640 px a bar at the foot with four steps and a sheet for the rest.

use leptos::prelude::*;

use super::{OpenIntake, RailStep, StepState, page_key, step_key};
use crate::locale::{Key, text_of};
use crate::route::{Page, Step, route};
use crate::t;
use crate::ui::{Glyph, Icon};

#[component]
pub(super) fn Rail(intake: Signal<Option<OpenIntake>>, steps: Signal<Vec<RailStep>>) -> impl IntoView {
    let more = RwSignal::new(false);
    let page = Memo::new(|_| route().page);
    Effect::new(move |_| {
        page.track();
        more.set(false);
    });
    let lines = move || {
        let open = intake.get()?;
        let (programme, at) = (open.programme, open.intake);
        let line = |step: Step| {
            let known = Memo::new(move |_| {
                let known = steps.with(|steps| steps.iter().find(|known| known.step == step).cloned());
                known.unwrap_or_else(|| RailStep::unmarked(step))
            });
            view! { <StepLine step known to=Page::step(programme, at, step) page /> }
        };
        let lines = Step::ALL.map(line).collect_view();
        Some(view! {
            <h2 class="rail-title">{t!(FrameIntake)}</h2>
            <ul class="rail-steps">{lines}</ul>
        })
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            more.set(false);
        }
    };
    view! {
        <nav class="rail" class:rail-more=move || more.get() aria-label=t!(FrameSteps) on:keydown=keys>
            {lines}
            <button
                type="button"
                class="rail-line rail-open"
                aria-expanded=move || more.get().to_string()
                on:click=move |_| more.update(|m| *m = !*m)
            >
                <Icon glyph=Glyph::More />
                <span class="rail-word">{t!(FrameMore)}</span>
            </button>
            <div class="rail-rest">
                <h2 class="rail-title">{t!(FrameWorkspace)}</h2>
                <ul>
                    <PlaceLine to=Page::Home glyph=Glyph::Programmes page />
                    <PlaceLine to=Page::Data glyph=Glyph::Data page />
                </ul>
            </div>
        </nav>
    }
}

#[component]
fn StepLine(step: Step, known: Memo<RailStep>, to: Page, page: Memo<Page>) -> impl IntoView {
    let marked = Memo::new(move |_| mark(known.with(|known| known.state)));
    let key = step_key(step);
    view! {
        <li>
            <a
                class="rail-line"
                href=to.href()
                title=move || text_of(key)
                aria-current=move || (page.get() == to).then_some("page")
            >
                <span class=move || marked.get().0 aria-hidden="true">
                    {move || marked.get().1}
                </span>
                <span class="rail-glyph">
                    <Icon glyph=glyph(step) />
                </span>
                <span class="rail-word">{move || text_of(key)}</span>
                <span class="visually-hidden">", " {move || text_of(marked.get().2)}</span>
                <span class="rail-figure">{move || known.with(|known| known.figure.clone())}</span>
            </a>
        </li>
    }
}

#[component]
fn PlaceLine(to: Page, glyph: Glyph, page: Memo<Page>) -> impl IntoView {
    view! {
        <li>
            <a
                class="rail-line"
                href=to.href()
                title=move || text_of(page_key(to))
                aria-current=move || (page.get() == to).then_some("page")
            >
                <Icon glyph />
                <span class="rail-word">{move || text_of(page_key(to))}</span>
            </a>
        </li>
    }
}

const fn mark(state: StepState) -> (&'static str, &'static str, Key) {
    match state {
        StepState::Empty => ("mark mark-empty", "", Key::StateEmpty),
        StepState::Working => ("mark mark-working", "", Key::StateWorking),
        StepState::Ready => ("mark mark-ready", "✓", Key::StateReady),
        StepState::Attention => ("mark mark-attention", "!", Key::StateAttention),
    }
}

const fn glyph(step: Step) -> Glyph {
    match step {
        Step::People => Glyph::People,
        Step::Rules => Glyph::Rules,
        Step::Selection => Glyph::Selection,
        Step::Groups => Glyph::Groups,
        Step::Timetable => Glyph::Timetable,
    }
}
