//! Files in and out: bytes of what a person chose or dropped, and saving bytes under a name.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file that a person chose or dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    /// Its name, without a folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why a file could not be read: its name, and the browser's word for it (`NotReadableError` …).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file's name.
    pub name: String,
    /// The browser's word.
    pub cause: String,
}

/// Reads one file whole.
///
/// # Errors
/// The file went away or its reading was refused.
pub async fn read(file: &web_sys::File) -> Result<Picked, Unreadable> {
    let name = file.name();
    let buffer = JsFuture::from(file.array_buffer()).await;
    let buffer = buffer.map_err(|e| Unreadable { name: name.clone(), cause: cause(&e) })?;
    Ok(Picked { name, bytes: js_sys::Uint8Array::new(&buffer).to_vec() })
}

/// The files of an `<input type=file>`; empties it, so that choosing the same file again is noticed.
#[must_use]
pub fn chosen(input: &web_sys::HtmlInputElement) -> Vec<web_sys::File> {
    let files = listed(input.files());
    input.set_value("");
    files
}

/// The files of a drop.
#[must_use]
pub fn dropped(event: &web_sys::DragEvent) -> Vec<web_sys::File> {
    listed(event.data_transfer().and_then(|data| data.files()))
}

fn listed(files: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    files.map_or_else(Vec::new, |list| (0..list.length()).filter_map(|i| list.get(i)).collect())
}

/// Offers bytes as a download. False where the browser gave no way to.
pub fn save(name: &str, mime: &str, bytes: &[u8]) -> bool {
    try_save(name, mime, bytes).is_ok()
}

fn try_save(name: &str, mime: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window().and_then(|w| w.document()).ok_or(JsValue::NULL)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser reads the bytes after the click: the address must live a little longer.
    gloo::timers::callback::Timeout::new(60_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}

/// The browser's name for an error.
#[must_use]
pub fn cause(error: &JsValue) -> String {
    match error.dyn_ref::<web_sys::DomException>() {
        Some(e) => e.name(),
        None => error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |e| String::from(e.name())),
    }
}
