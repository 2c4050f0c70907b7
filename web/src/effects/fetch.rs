//! Files of the page's own host, by the names that `index.html` gives them.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// The text of the file that `<meta name=… content="file integrity">` names; none where it doesn't come or isn't what
/// the page was built with.
pub async fn named(meta: &str) -> Option<String> {
    let window = web_sys::window()?;
    let tag = window.document()?.query_selector(&format!("meta[name={meta}]")).ok()??;
    let content = tag.get_attribute("content")?;
    let mut words = content.split(' ');
    let file = words.next()?;
    let options = RequestInit::new();
    if let Some(integrity) = words.next() {
        options.set_integrity(integrity);
    }
    let answer = JsFuture::from(window.fetch_with_str_and_init(file, &options)).await.ok()?;
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    JsFuture::from(answer.text().ok()?).await.ok()?.as_string()
}
