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

    /// Drags the element onto another: the events that a browser sends the page, in their order. (WebDriver's own mouse
    /// starts no drag in headless Chromium.)
    pub fn drag_to(&self, target: &Element<'_>) -> Result<(), Fault> {
        let script = "
            const [from, to] = arguments;
            const dataTransfer = new DataTransfer();
            const send = (element, type) =>
                element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
            send(from, 'dragstart');
            send(to, 'dragenter');
            const taken = !send(to, 'dragover');
            if (taken) send(to, 'drop');
            send(from, 'dragend');
            return taken;";
        match self.browser.run(script, &[self.reference(), target.reference()])?.as_bool() {
            Some(true) => Ok(()),
            _ => Err(Fault::Waited("the element to take what is dragged over it".to_owned())),
        }
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
