//! The packed page on a local server, under a path prefix as on any host.

use std::path::Path;

use xtask::paths;
use xtask::server::Server;

use super::{Browser, Fault, Options};

/// A served copy of the page; stops when dropped. Keep it while browsers of one profile come and go: the browser's
/// database belongs to the address.
pub struct Site {
    server: Server,
}

impl Site {
    /// Serves `dist/` below `prefix`.
    pub fn serve(prefix: &str) -> Result<Self, Fault> {
        let dist = paths::dist();
        if !dist.join("index.html").exists() {
            return Err(Fault::Start("dist/ is missing: `cargo xtask build` makes it".to_owned()));
        }
        Self::of_folder(&dist, prefix)
    }

    /// Serves another folder: the page with files beside it.
    pub fn of_folder(folder: &Path, prefix: &str) -> Result<Self, Fault> {
        let server = Server::start(folder, 0, prefix).map_err(|error| Fault::Start(error.to_string()))?;
        Ok(Self { server })
    }

    /// The page's address, with a slash at the end.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// A browser with an empty profile, whose relative addresses are this site's.
    pub fn browser(&self) -> Result<Browser, Fault> {
        self.browser_with(Options::default())
    }

    /// A browser as the options say.
    pub fn browser_with(&self, options: Options) -> Result<Browser, Fault> {
        Browser::start(&self.url(), options)
    }
}
