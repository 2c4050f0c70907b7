//! All programmes of the workspace as cards, and the ways to start one: a template, the sample, nothing, a file.

use leptos::prelude::*;

use crate::locale::{Key, text_of};
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, PageHead, Tone};
use crate::{t, text};

/// A programme on its card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeCard {
    /// Its name.
    pub name: String,
    /// Its open intake and the dates of it, in words; empty where there is none.
    pub intake: String,
    /// Where "Open" leads.
    pub href: String,
    /// People placed so far and places in all.
    pub progress: Option<(u32, u32)>,
    /// How many things need attention.
    pub attention: u32,
}

/// What the page calls.
#[derive(Clone, Copy)]
pub struct HomeActions {
    /// Starts from the template with this code.
    pub template: Callback<String>,
    /// Opens the sample, where there is one.
    pub sample: Option<Callback<()>>,
    /// Starts from nothing.
    pub blank: Callback<()>,
}

/// The page.
#[component]
pub fn Home(
    /// The programmes.
    #[prop(into)]
    programmes: Signal<Vec<ProgrammeCard>>,
    /// Codes of the templates that there are; each has the texts `template_<code>` and `template_<code>_note`.
    templates: Vec<&'static str>,
    /// What it calls.
    actions: HomeActions,
) -> impl IntoView {
    let empty = Memo::new(move |_| programmes.with(Vec::is_empty));
    let sentence = move || match programmes.with(Vec::len) {
        0 => text!(HomeEmptyTitle),
        n => text!(HomeSentence, n = n),
    };
    let list = move || {
        (!empty.get()).then(|| {
            view! {
                <section aria-label=t!(HomeProgrammes)>
                    <ul class="cards">{move || programmes.get().into_iter().map(programme).collect_view()}</ul>
                </section>
            }
        })
    };
    view! {
        <PageHead sentence=move || sentence />
        {move || empty.get().then(|| view! { <p class="lead">{t!(HomeEmptyText)}</p> })}
        {list}
        <h2 class="section-title">{t!(HomeStart)}</h2>
        <Starts templates actions />
    }
}

fn programme(card: ProgrammeCard) -> impl IntoView {
    let ProgrammeCard { name, intake, href, progress, attention } = card;
    let intake = if intake.is_empty() { text!(HomeNoIntake) } else { intake };
    let (word, tone) = match attention {
        0 => (text!(HomeAllWell), Tone::Ok),
        n => (text!(HomeAttention, n = n), Tone::Warn),
    };
    let bar = progress.map(|(done, all)| {
        let words = text!(HomeProgress, done = done, all = all);
        view! {
            <div class="card-progress">
                <progress class="progress-bar" max=all.to_string() value=done.to_string() aria-label=words.clone()></progress>
                <span class="quiet">{words}</span>
            </div>
        }
    });
    view! {
        <li class="card">
            <h2 class="card-title">
                <a href=href>{name}</a>
            </h2>
            <p class="quiet">{intake}</p>
            {bar}
            <Badge label=word tone />
        </li>
    }
}

#[component]
fn Starts(templates: Vec<&'static str>, actions: HomeActions) -> impl IntoView {
    let template = move |code: &'static str| {
        let word =
            move |end: &str| Key::from_code(&format!("template_{code}{end}")).map_or_else(|| code.to_owned(), text_of);
        let start = move |()| actions.template.run(code.to_owned());
        view! {
            <Start title=move || word("") text=move || word("_note") badge=true>
                <Button label=t!(HomeFromTemplate) on_click=start />
            </Start>
        }
    };
    view! {
        <ul class="cards">
            {actions
                .sample
                .map(|sample| {
                    view! {
                        <Start title=t!(HomeSampleTitle) text=t!(HomeSampleText)>
                            <Button label=t!(HomeSample) kind=ButtonKind::Primary on_click=sample />
                        </Start>
                    }
                })}
            {templates.into_iter().map(template).collect_view()}
            <Start title=t!(HomeBlankTitle) text=t!(HomeBlankText)>
                <Button label=t!(HomeBlank) on_click=actions.blank />
            </Start>
            <Start title=t!(HomeFileTitle) text=t!(HomeFileText)>
                <ButtonLink label=t!(HomeFile) href=crate::route::Page::Data.href() />
            </Start>
        </ul>
    }
}

#[component]
fn Start(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] text: Signal<String>,
    #[prop(optional)] badge: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <li class="card card-start">
            <h3 class="card-title">{title}</h3>
            {badge.then(|| view! { <Badge label=t!(HomeTemplateBadge) /> })}
            <p class="quiet">{text}</p>
            <div class="card-foot">{children()}</div>
        </li>
    }
}

/// A page that an address doesn't lead to.
#[component]
pub fn Nowhere() -> impl IntoView {
    view! {
        <PageHead sentence=move || t!(FrameUnknown) />
        <p class="lead">{t!(FrameUnknownHint)}</p>
        <ButtonLink label=t!(PageHome) href=crate::route::Page::Home.href() />
    }
}
