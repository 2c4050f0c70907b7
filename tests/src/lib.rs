//! What the tests share.

pub mod workspaces;

#[cfg(not(target_arch = "wasm32"))]
pub mod browser;
pub mod same_bytes;
#[cfg(not(target_arch = "wasm32"))]
pub mod scenario;
