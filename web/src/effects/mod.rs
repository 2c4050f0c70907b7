//! The outside world: storage, files, clock, randomness, other tabs. One file each; nothing here knows the rules.

pub mod clock;
pub mod db;
pub mod files;
pub mod random;
pub mod settings;
pub mod tabs;
