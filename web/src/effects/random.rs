//! Randomness from the browser: seeds of draws, and the tag of this browser profile in ids.

use orken_core::model::ids::MAX_REPLICA;

/// Fills from `crypto.getRandomValues`; false where the browser has none.
fn fill(bytes: &mut [u8]) -> bool {
    web_sys::window().and_then(|w| w.crypto().ok()).is_some_and(|c| c.get_random_values_with_u8_array(bytes).is_ok())
}

/// A seed for a draw.
#[must_use]
pub fn seed() -> u64 {
    let mut bytes = [0; 8];
    if !fill(&mut bytes) {
        // Without the browser's generator the clock still makes seeds differ; the draw itself stays repeatable.
        return js_sys::Date::now().to_bits();
    }
    // 53 bits, so that every JSON reader holds it exactly.
    u64::from_le_bytes(bytes) >> 11
}

/// A tag for ids made here, from 1 to [`MAX_REPLICA`].
#[must_use]
pub fn replica() -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "the low bits of a random number are wanted")]
    let low = seed() as u32;
    1 + low % MAX_REPLICA
}
