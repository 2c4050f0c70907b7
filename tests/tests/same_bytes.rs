//! The same inputs give the same bytes, again and in WebAssembly.

use orken_tests::same_bytes::record;

#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_host_repeats_itself() {
    let first = record();
    assert_eq!(first, record());
    // For the other half, below.
    if let Some(path) = std::env::var_os("ORKEN_SAME_BYTES") {
        std::fs::write(path, first).expect("the record is written");
    }
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    use super::record;

    const HOST: &str = include_str!(env!("ORKEN_SAME_BYTES", "`cargo xtask test` runs the host's half first"));

    #[wasm_bindgen_test::wasm_bindgen_test]
    fn webassembly_gives_the_hosts_bytes() {
        assert_eq!(record(), HOST);
    }
}
