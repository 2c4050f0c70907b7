//! One element of the page.

use serde_json::{Value, json};

use super::{Browser, Fault};

/// The key under which WebDriver hands out elements.
pub(crate) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element; it goes stale when the page replaces it.
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl<'a> Element<'a> {
    pub(crate) fn new(browser: &'a Browser, id: &str) -> Self {
        Self { browser, id: id.to_owned() }
    }

    /// For arguments of scripts.
    pub fn reference(&self) -> Value {
        json!({ ELEMENT: self.id })
    }

    pub fn click(&self) -> Result<(), Fault> {
        self.post("click", &json!({}))
    }

    /// Empties a field.
    pub fn clear(&self) -> Result<(), Fault> {
        self.post("clear", &json!({}))
    }

    /// Types into the element, or gives a file field the paths of files (one a line).
    pub fn keys(&self, text: &str) -> Result<(), Fault> {
        self.post("value", &json!({ "text": text }))
    }

    /// The text as shown.
    pub fn text(&self) -> Result<String, Fault> {
        self.string("text")
    }

    /// The accessible role that the browser computed.
    pub fn role(&self) -> Result<String, Fault> {
        self.string("computedrole")
    }

    /// The accessible name that the browser computed.
    pub fn name(&self) -> Result<String, Fault> {
        self.string("computedlabel")
    }

    pub fn attribute(&self, name: &str) -> Result<Option<String>, Fault> {
        Ok(self.get(&format!("attribute/{name}"))?.as_str().map(str::to_owned))
    }

    /// The live value of a field.
    pub fn value(&self) -> Result<String, Fault> {
        self.string("property/value")
    }

    pub fn enabled(&self) -> Result<bool, Fault> {
        Ok(self.get("enabled")?.as_bool().unwrap_or_default())
    }

    pub fn displayed(&self) -> Result<bool, Fault> {
        Ok(self.get("displayed")?.as_bool().unwrap_or_default())
    }

    /// Whether a box, radio or option is chosen.
    pub fn selected(&self) -> Result<bool, Fault> {
        Ok(self.get("selected")?.as_bool().unwrap_or_default())
    }

    /// Drags the element onto another with the mouse, in small moves as a hand makes them.
    pub fn drag_to(&self, target: &Element<'_>) -> Result<(), Fault> {
        let to = |origin: Value, milliseconds: u32| json!({ "type": "pointerMove", "duration": milliseconds, "origin": origin, "x": 0, "y": 0 });
        let moves = json!([
            to(self.reference(), 0),
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerMove", "duration": 50, "origin": "pointer", "x": 6, "y": 6 },
            to(target.reference(), 200),
            { "type": "pause", "duration": 50 },
            { "type": "pointerUp", "button": 0 },
        ]);
        let source =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": moves });
        self.browser.post("actions", &json!({ "actions": [source] })).map(drop)
    }

    /// Puts the mouse over the element.
    pub fn hover(&self) -> Result<(), Fault> {
        let over = json!([{ "type": "pointerMove", "duration": 20, "origin": self.reference(), "x": 0, "y": 0 }]);
        let source =
            json!({ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": over });
        self.browser.post("actions", &json!({ "actions": [source] })).map(drop)
    }

    fn string(&self, what: &str) -> Result<String, Fault> {
        Ok(self.get(what)?.as_str().unwrap_or_default().to_owned())
    }

    fn get(&self, what: &str) -> Result<Value, Fault> {
        self.browser.get(&format!("element/{}/{what}", self.id))
    }

    fn post(&self, what: &str, body: &Value) -> Result<(), Fault> {
        self.browser.post(&format!("element/{}/{what}", self.id), body).map(drop)
    }
}
