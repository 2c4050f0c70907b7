//! Where in the app a person is, kept after the `#` of the address: a static host needs no rewrite rules, and a link
//! goes to the same place after a reload. `#/p/7/i/9/selection?person=12`.

use std::collections::BTreeMap;

use leptos::prelude::*;
use orken_core::model::{IntakeId, ProgrammeId};

/// A step of an intake, in the order of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// People and places.
    People,
    /// Rules.
    Rules,
    /// Selection.
    Selection,
    /// Groups.
    Groups,
    /// Timetable.
    Timetable,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 5] = [Self::People, Self::Rules, Self::Selection, Self::Groups, Self::Timetable];

    /// Its word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Rules => "rules",
            Self::Selection => "selection",
            Self::Groups => "groups",
            Self::Timetable => "timetable",
        }
    }
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Page {
    /// All programmes of the workspace.
    Home,
    /// Export, import, history and storage.
    Data,
    /// A step of an intake.
    Step {
        /// The programme.
        programme: ProgrammeId,
        /// The intake.
        intake: IntakeId,
        /// The step.
        step: Step,
    },
    /// An address that leads nowhere.
    Unknown,
}

/// A screen with what is open on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The screen.
    pub page: Page,
    /// What is open on it: `person=12`, `tab=waiting`.
    pub query: BTreeMap<String, String>,
}

impl From<Page> for Route {
    fn from(page: Page) -> Self {
        Self { page, query: BTreeMap::new() }
    }
}

impl Page {
    /// The step of an intake.
    #[must_use]
    pub const fn step(programme: ProgrammeId, intake: IntakeId, step: Step) -> Self {
        Self::Step { programme, intake, step }
    }

    /// Its address, for links.
    #[must_use]
    pub fn href(self) -> String {
        Route::from(self).href()
    }

    fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').filter(|p| !p.is_empty()).collect();
        match parts.as_slice() {
            [] => Some(Self::Home),
            ["data"] => Some(Self::Data),
            ["p", programme, "i", intake, step] => Some(Self::Step {
                programme: ProgrammeId(programme.parse().ok()?),
                intake: IntakeId(intake.parse().ok()?),
                step: Step::ALL.into_iter().find(|s| s.code() == *step)?,
            }),
            _ => None,
        }
    }
}

impl Route {
    /// The same screen with this open on it, or with it closed.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.query.insert(name.to_owned(), value.to_string()),
            None => self.query.remove(name),
        };
        self
    }

    /// Reads the part of an address from `#` on. What leads nowhere becomes [`Page::Unknown`].
    #[must_use]
    pub fn parse(hash: &str) -> Self {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let query = pairs.map(|(name, value)| (decode(name), decode(value))).collect();
        Self { page: Page::parse(path).unwrap_or(Page::Unknown), query }
    }

    /// The address, from `#` on.
    #[must_use]
    pub fn href(&self) -> String {
        let path = match self.page {
            Page::Home | Page::Unknown => "#/".to_owned(),
            Page::Data => "#/data".to_owned(),
            Page::Step { programme, intake, step } => format!("#/p/{}/i/{}/{}", programme.0, intake.0, step.code()),
        };
        let pairs: Vec<String> = self.query.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        if pairs.is_empty() { path } else { format!("{path}?{}", pairs.join("&")) }
    }
}

/// Percent-encodes all but letters, digits and `-._~` (RFC 3986, unreserved).
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Undoes [`encode`]; what is no valid escape stays as it is written.
fn decode(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let escape = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

thread_local! {
    static ROUTE: ArcRwSignal<Route> = ArcRwSignal::new(Page::Home.into());
}

/// Where the person is; tracked where it is read inside a view or an effect, and nowhere else.
#[must_use]
pub fn route() -> Route {
    let watched = leptos::reactive::graph::Observer::get().is_some();
    ROUTE.with(|signal| if watched { signal.get() } else { signal.get_untracked() })
}

/// What is open on the screen under this name; changes only when that changes.
#[must_use]
pub fn query(name: &'static str) -> Memo<Option<String>> {
    Memo::new(move |_| route().query.get(name).cloned())
}

/// Follows the address from now on. Called once, when the app starts.
pub fn follow_address() {
    let read = || Route::parse(&window().location().hash().unwrap_or_default());
    let update = move || ROUTE.with(|signal| signal.set(read()));
    update();
    let _ = window_event_listener(leptos::ev::hashchange, move |_| update());
}

/// Goes there, with a step in the browser's history.
pub fn go(to: impl Into<Route>) {
    // Fails only for addresses that the browser can't parse, and these come from `href`.
    let _ = window().location().set_hash(&to.into().href());
}

/// Goes there without a step in the browser's history: for what is open on the same screen.
pub fn replace(to: impl Into<Route>) {
    let to = to.into();
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&to.href()));
    }
    ROUTE.with(|signal| signal.set(to));
}

/// Opens something on the same screen, or closes it.
pub fn set_query(name: &str, value: Option<impl ToString>) {
    replace(ROUTE.with(ArcRwSignal::get_untracked).with(name, value));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_comes_back_as_the_same_route() {
        let step = |s| Page::step(ProgrammeId(7), IntakeId(1 << 52), s);
        let mut pages = vec![Page::Home, Page::Data];
        pages.extend(Step::ALL.map(step));
        for page in pages {
            let plain = Route::from(page);
            let open = plain.clone().with("person", Some(12)).with("find", Some("Әсем & 50% = #?"));
            for route in [plain, open] {
                assert_eq!(Route::parse(&route.href()), route, "{}", route.href());
            }
        }
    }

    #[test]
    fn wrong_addresses_are_unknown() {
        let cases = ["#/nowhere", "#/p/x/i/9/rules", "#/p/7/i/9/certificates", "#/p/7", "#/data/more"];
        for case in cases {
            assert_eq!(Route::parse(case).page, Page::Unknown, "{case}");
        }
        for case in ["", "#", "#/", "/"] {
            assert_eq!(Route::parse(case).page, Page::Home, "{case}");
        }
        assert_eq!(Route::parse("#/data?a=%zz&b=%D").query.get("a").map(String::as_str), Some("%zz"));
    }
}
