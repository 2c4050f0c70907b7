//! Where things lie: the repository, the build directory, the packed page, the tools.

use std::env;
use std::path::{Path, PathBuf};

/// The top of the repository.
pub fn root() -> PathBuf {
    let here = env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), Into::into);
    match here.parent() {
        Some(top) if here.join("Cargo.toml").exists() => top.to_path_buf(),
        _ => here,
    }
}

/// Cargo's target directory.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR").map(PathBuf::from) {
        Some(dir) if dir.is_absolute() => dir,
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// The packed page, ready for any host.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Tools that belong to this project alone.
pub fn tools() -> PathBuf {
    target().join("tools")
}

/// A file of a pinned npm package.
pub fn npm(path: impl AsRef<Path>) -> PathBuf {
    tools().join("node_modules").join(path)
}
