//! What the tests share.

pub mod country;
pub mod instances;
pub mod same_bytes;
pub mod small;
pub mod strained;
pub mod workspaces;

#[cfg(not(target_arch = "wasm32"))]
pub mod browser;
#[cfg(not(target_arch = "wasm32"))]
pub mod journey;
#[cfg(not(target_arch = "wasm32"))]
pub mod scenario;
