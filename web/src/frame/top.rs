//! The top bar: logo, where you are, search, save state, undo and redo, language, theme.

use leptos::prelude::*;

use super::save::Save;
use super::{FrameData, page_key};
use crate::locale::{Lang, lang, set_lang, text_of};
use crate::route::{Page, route};
use crate::ui::{Glyph, Icon, IconButton};
use crate::{t, theme};

#[component]
pub(super) fn TopBar(data: FrameData, palette: RwSignal<bool>) -> impl IntoView {
    view! {
        <header class="top">
            <a class="logo" href=Page::Home.href() aria-label=move || format!("Orken: {}", text_of(page_key(Page::Home)))>
                <Shoot />
                <b>"Orken"</b>
            </a>
            <Breadcrumb data />
            <button type="button" class="search-open" aria-keyshortcuts="Control+K Meta+K" on:click=move |_| palette.set(true)>
                <Icon glyph=Glyph::Search />
                <span class="search-words">{t!(PaletteOpen)}</span>
                <kbd>"Ctrl K"</kbd>
            </button>
            <Save state=data.save />
            <span class="top-undo">
                <IconButton
                    label=t!(FrameUndo)
                    glyph=Glyph::Undo
                    disabled=Signal::derive(move || !data.can_undo.get())
                    on_click=data.undo
                />
                <IconButton
                    label=t!(FrameRedo)
                    glyph=Glyph::Redo
                    disabled=Signal::derive(move || !data.can_redo.get())
                    on_click=data.redo
                />
            </span>
            <Languages />
            <IconButton
                label=move || if theme::is_dark() { crate::text!(FrameThemeLight) } else { crate::text!(FrameThemeDark) }
                glyph=Glyph::Theme
                on_click=move |()| theme::toggle()
            />
        </header>
    }
}

/// The mark of Orken: a young shoot of two leaves.
#[component]
fn Shoot() -> impl IntoView {
    view! {
        <svg class="shoot" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path class="shoot-stem" d="M12 21.500V12.500" />
            <path class="shoot-left" d="M12 13.500C12 8.500 8.600 5.300 3 5.300c0 5.400 3.500 8.200 9 8.200z" />
            <path class="shoot-right" d="M12.300 11C12.300 6 15.700 3 21 3c0 5.200-3.300 8-8.700 8z" />
        </svg>
    }
}

#[component]
fn Breadcrumb(data: FrameData) -> impl IntoView {
    let places = move || match data.intake.get() {
        Some(open) => view! {
            <li>
                <a href=Page::Home.href()>{open.programme_name}</a>
            </li>
            <li>
                <b>{open.intake_name}</b>
            </li>
        }
        .into_any(),
        None => view! {
            <li>
                <b>{text_of(page_key(route().page))}</b>
            </li>
        }
        .into_any(),
    };
    view! {
        <nav class="crumbs" aria-label=t!(FrameBreadcrumb)>
            <ol>{places}</ol>
        </nav>
    }
}

#[component]
fn Languages() -> impl IntoView {
    let one = |l: Lang| {
        view! {
            <button
                type="button"
                lang=l.code()
                title=l.name()
                aria-pressed=move || (lang() == l).to_string()
                on:click=move |_| set_lang(l)
            >
                {l.short()}
            </button>
        }
    };
    let pick = |event| {
        if let Some(l) = Lang::from_tag(&event_target_value(&event)) {
            set_lang(l);
        }
    };
    view! {
        <div class="languages" role="group" aria-label=t!(FrameLanguage)>
            {Lang::ALL.map(one).collect_view()}
        </div>
        <select class="languages-small input" aria-label=t!(FrameLanguage) on:change=pick>
            {Lang::ALL
                .map(|l| {
                    view! {
                        <option value=l.code() lang=l.code() prop:selected=move || lang() == l>
                            {l.short()}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}
