//! The outside world: storage, files, clock, randomness, other tabs. One file each; nothing here knows the rules.

pub mod bytes;
pub mod clock;
#[cfg(feature = "page")]
pub mod db;
#[cfg(feature = "page")]
pub mod fetch;
#[cfg(feature = "page")]
pub mod files;
#[cfg(feature = "page")]
pub mod random;
#[cfg(feature = "page")]
pub mod settings;
#[cfg(feature = "page")]
pub mod tabs;
#[cfg(feature = "page")]
pub mod turn;
