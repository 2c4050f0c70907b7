//! Bytes that the browser holds. Its collector leaves those that nobody needs any more for long, a country's too, so that
//! they are let go of by hand.

use js_sys::Uint8Array;

/// The bytes; the browser's are let go of.
#[must_use]
pub fn taken(bytes: &Uint8Array) -> Vec<u8> {
    let taken = bytes.to_vec();
    let_go(bytes);
    taken
}

/// Frees the memory of these bytes, which must stand alone in their buffer.
pub fn let_go(bytes: &Uint8Array) {
    // Browsers before spring 2024 can't, and free it sooner or later.
    let _ = bytes.buffer().transfer_with_length(0);
}
