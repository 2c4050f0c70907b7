//! What the tests share.

pub mod workspaces;
