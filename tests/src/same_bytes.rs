//! What must come out the same on the host and in WebAssembly, byte for byte. A new solver or format adds a case here;
//! `cargo xtask test` runs all of them in both places and compares.

use sha2::{Digest, Sha256};

use crate::workspaces::hub_sample;

/// A name, and bytes computed anew.
type Case = (&'static str, fn() -> Vec<u8>);

const CASES: [Case; 1] = [("the hub-school sample as a document", || hub_sample().0.bytes())];

/// A line a case: its name, length and digest.
#[must_use]
pub fn record() -> String {
    let line = |(name, make): &Case| {
        let bytes = make();
        let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{name}: {} bytes, {digest}\n", bytes.len())
    };
    CASES.iter().map(line).collect()
}
