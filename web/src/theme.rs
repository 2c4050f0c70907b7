//! Light and dark: as the system has it until the switch is used, then as chosen in this browser.

use leptos::prelude::*;

/// How the screen is lit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    const fn code(self) -> &'static str {
        match self {
            Self::System => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

thread_local! {
    static THEME: ArcRwSignal<Theme> = ArcRwSignal::new(remembered());
}

fn remembered() -> Theme {
    match crate::browser::recall("theme").as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

/// The choice now; tracked.
#[must_use]
pub fn theme() -> Theme {
    THEME.with(ArcRwSignal::get)
}

/// True while the screen is dark, by choice or by the system; tracked by choice.
#[must_use]
pub fn is_dark() -> bool {
    match theme() {
        Theme::System => crate::browser::matches("(prefers-color-scheme: dark)"),
        chosen => chosen == Theme::Dark,
    }
}

/// Turns light to dark and back, and remembers it.
pub fn toggle() {
    let next = if is_dark() { Theme::Light } else { Theme::Dark };
    crate::browser::remember("theme", next.code());
    THEME.with(|signal| signal.set(next));
}

/// Keeps `data-theme` of the page as chosen. Called once, when the app starts.
pub fn follow_choice() {
    Effect::new(move |_| {
        let chosen = theme().code();
        if let Some(root) = document().document_element() {
            let _ = if chosen.is_empty() {
                root.remove_attribute("data-theme")
            } else {
                root.set_attribute("data-theme", chosen)
            };
        }
    });
}
