//! Finding elements as a person or a screen reader would: by role and name, label, text; or by test id and selector.

use serde_json::{Value, json};

use super::element::{ELEMENT, Element};
use super::{Browser, Fault};

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// A CSS selector.
    Css(String),
    /// The value of `data-testid`.
    TestId(String),
    /// An accessible role ("button", "link", "row") with an accessible name, as the browser computes them; an empty
    /// name takes any.
    Role(String, String),
    /// A form field by its label or other accessible name.
    Label(String),
    /// The innermost element whose whole text is this.
    Text(String),
}

impl By {
    pub fn css(selector: &str) -> Self {
        Self::Css(selector.to_owned())
    }

    pub fn test_id(id: &str) -> Self {
        Self::TestId(id.to_owned())
    }

    pub fn role(role: &str, name: &str) -> Self {
        Self::Role(role.to_owned(), name.to_owned())
    }

    pub fn label(name: &str) -> Self {
        Self::Label(name.to_owned())
    }

    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Elements that may carry a role; the browser's own answer decides.
fn candidates(role: &str) -> String {
    let native = match role {
        "button" => "button, summary, input[type=button], input[type=submit], input[type=reset]",
        "link" => "a[href]",
        "heading" => "h1, h2, h3, h4, h5, h6",
        "textbox" => "input, textarea, [contenteditable]",
        "searchbox" | "spinbutton" | "slider" | "checkbox" | "radio" | "switch" => "input",
        "combobox" | "listbox" => "select, input",
        "option" => "option",
        "row" => "tr",
        "cell" | "gridcell" => "td",
        "columnheader" | "rowheader" => "th",
        "table" | "grid" => "table",
        "list" => "ul, ol",
        "listitem" => "li",
        "navigation" => "nav",
        "main" => "main",
        "banner" => "header",
        "dialog" => "dialog",
        "region" => "section",
        "img" | "image" => "img, svg",
        "progressbar" => "progress",
        "form" => "form",
        _ => "",
    };
    if native.is_empty() { format!("[role=\"{role}\"]") } else { format!("{native}, [role=\"{role}\"]") }
}

const FIELDS: &str =
    "input, select, textarea, [contenteditable], [role=\"combobox\"], [role=\"textbox\"], [role=\"switch\"]";

/// Shown elements of a selector whose possible names hold the wanted one; the browser's own computation then decides,
/// so this only has to leave none out.
const SHORTLIST: &str = "
    const [selector, name] = arguments;
    const tight = (text) => (text ?? '').replace(/\\s+/g, ' ').trim().toLowerCase();
    const wanted = tight(name);
    const sources = (element) => [
        element.textContent, element.value, element.title, element.alt, element.placeholder,
        element.getAttribute('aria-label'),
        ...(element.getAttribute('aria-labelledby') ?? '').split(/\\s+/).filter(Boolean)
            .map((id) => document.getElementById(id)?.textContent),
        ...[...(element.labels ?? [])].map((label) => label.textContent),
        ...[...element.querySelectorAll('[aria-label], [alt], title, caption, legend')]
            .map((inner) => inner.getAttribute('aria-label') ?? inner.getAttribute('alt') ?? inner.textContent),
    ];
    const squeezed = (text) => tight(text).replaceAll(' ', '');
    return [...document.querySelectorAll(selector)].filter((element) =>
        (element.type === 'file' || element.checkVisibility({ visibilityProperty: true })) &&
        (wanted === '' || squeezed(sources(element).join(' ')).includes(squeezed(wanted))));";

const BY_TEXT: &str = "
    const wanted = arguments[0].replace(/\\s+/g, ' ').trim();
    const found = [...document.body.querySelectorAll('*')].filter((element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        (element.innerText ?? '').replace(/\\s+/g, ' ').trim() === wanted);
    return found.filter((element) => !found.some((other) => other !== element && element.contains(other)));";

impl Browser {
    /// The first element that fits, once there is one.
    pub fn find(&self, by: &By) -> Result<Element<'_>, Fault> {
        self.wait(&format!("{by:?}"), || Ok(self.find_all(by)?.into_iter().next()))
    }

    /// Every element that fits now, in the order of the document.
    pub fn find_all(&self, by: &By) -> Result<Vec<Element<'_>>, Fault> {
        match by {
            By::Css(selector) => self.select(selector),
            By::TestId(id) => self.select(&format!("[data-testid=\"{id}\"]")),
            By::Role(role, name) => self.named(&candidates(role), Some(role), name),
            By::Label(name) => self.named(FIELDS, None, name),
            By::Text(text) => Ok(self.elements(&self.run(BY_TEXT, &[json!(text)])?)),
        }
    }

    /// Whether nothing fits now.
    pub fn lacks(&self, by: &By) -> Result<bool, Fault> {
        Ok(self.find_all(by)?.is_empty())
    }

    /// Waits until nothing fits any more.
    pub fn wait_gone(&self, by: &By) -> Result<(), Fault> {
        self.wait(&format!("{by:?} to go away"), || Ok(self.lacks(by)?.then_some(())))
    }

    /// Clicks with the mouse; an element that is replaced or still covered is tried again.
    pub fn click(&self, by: &By) -> Result<(), Fault> {
        self.wait(&format!("to click {by:?}"), || match self.find_all(by)?.into_iter().next() {
            Some(element) => element.click().map(Some),
            None => Ok(None),
        })
    }

    /// Puts text into a field in place of what was there.
    pub fn fill(&self, by: &By, text: &str) -> Result<(), Fault> {
        self.wait(&format!("to fill {by:?}"), || match self.find_all(by)?.into_iter().next() {
            Some(element) => element.clear().and_then(|()| element.keys(text)).map(Some),
            None => Ok(None),
        })
    }

    /// Chooses the option of a `<select>` that shows the text, or has it for a value.
    pub fn choose(&self, by: &By, option: &str) -> Result<(), Fault> {
        let script = "
            const [select, text] = arguments;
            const option = [...select.options].find((option) => option.text.trim() === text || option.value === text);
            if (!option) return false;
            select.value = option.value;
            select.dispatchEvent(new Event('input', { bubbles: true }));
            select.dispatchEvent(new Event('change', { bubbles: true }));
            return true;";
        self.wait(&format!("the option {option:?} of {by:?}"), || {
            let select = self.find(by)?;
            Ok(self.run(script, &[select.reference(), json!(option)])?.as_bool().filter(|chosen| *chosen).map(drop))
        })
    }

    /// The element that has the focus.
    pub fn focused(&self) -> Result<Element<'_>, Fault> {
        let value = self.get("element/active")?;
        let found = self.elements(&json!([value])).into_iter().next();
        found.ok_or_else(|| Fault::Waited("a focused element".to_owned()))
    }

    fn select(&self, selector: &str) -> Result<Vec<Element<'_>>, Fault> {
        let found = self.post("elements", &json!({ "using": "css selector", "value": selector }))?;
        Ok(self.elements(&found))
    }

    fn named(&self, selector: &str, role: Option<&str>, name: &str) -> Result<Vec<Element<'_>>, Fault> {
        let shortlist = self.run(SHORTLIST, &[json!(selector), json!(name)])?;
        let mut found = Vec::new();
        for element in self.elements(&shortlist) {
            let role_fits = match role {
                Some(role) => same_role(&element.role()?, role),
                None => true,
            };
            if role_fits && (name.is_empty() || element.name()?.trim() == name) {
                found.push(element);
            }
        }
        Ok(found)
    }

    fn elements(&self, list: &Value) -> Vec<Element<'_>> {
        let ids = list.as_array().into_iter().flatten().filter_map(|found| found[ELEMENT].as_str());
        ids.map(|id| Element::new(self, id)).collect()
    }
}

/// ARIA's synonyms, which browsers answer with either word.
fn same_role(found: &str, wanted: &str) -> bool {
    found == wanted || matches!((found, wanted), ("image", "img") | ("img", "image"))
}
