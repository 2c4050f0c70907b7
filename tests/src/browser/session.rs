//! One browser session: starting, opening pages, windows, keys, scripts, messages, ending.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::process::{Driver, Profile, kill_tree};
use super::{Fault, PATIENCE, Scheme, wire};

/// How a browser starts.
pub struct Options {
    /// An empty one, or one that an earlier browser left.
    pub profile: Option<Arc<Profile>>,
    /// Of the view, in CSS pixels.
    pub width: u32,
    pub height: u32,
    pub scheme: Scheme,
    /// The browser's language: "kk", "ru" or "en".
    pub language: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { profile: None, width: 1366, height: 768, scheme: Scheme::Light, language: "en".to_owned() }
    }
}

/// A running Chromium with one session.
pub struct Browser {
    driver: Driver,
    session: String,
    pid: Option<u32>,
    base: String,
    profile: Arc<Profile>,
    messages: Vec<String>,
    ended: bool,
}

const FLAGS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-search-engine-choice-screen",
    "--hide-scrollbars",
];

impl Browser {
    /// Starts Chromium. `base` is what relative addresses are added to.
    pub fn start(base: &str, options: Options) -> Result<Self, Fault> {
        let profile = match options.profile.clone() {
            Some(profile) => profile,
            None => Arc::new(Profile::new()?),
        };
        let driver = Driver::start()?;
        let capabilities = capabilities(&profile, &options);
        let started = wire::send(driver.port, "POST", "/session", Some(&capabilities))?;
        let session = started["sessionId"].as_str().unwrap_or_default().to_owned();
        let pid = started["capabilities"]["goog:processID"].as_u64().and_then(|pid| u32::try_from(pid).ok());
        let base = base.to_owned();
        let mut browser = Self { driver, session, pid, base, profile, messages: Vec::new(), ended: false };
        browser.view(options.width, options.height)?;
        browser.scheme(options.scheme)?;
        browser.allow_downloads()?;
        Ok(browser)
    }

    /// Opens an address; a relative one (`""`, `"#/people"`) is the site's.
    pub fn open(&mut self, address: &str) -> Result<(), Fault> {
        let url = if address.contains("://") { address.to_owned() } else { format!("{}{address}", self.base) };
        self.post("url", &json!({ "url": url })).map(drop)
    }

    pub fn reload(&mut self) -> Result<(), Fault> {
        self.post("refresh", &json!({})).map(drop)
    }

    /// The address that the bar would show.
    pub fn address(&self) -> Result<String, Fault> {
        Ok(self.get("url")?.as_str().unwrap_or_default().to_owned())
    }

    pub fn title(&self) -> Result<String, Fault> {
        Ok(self.get("title")?.as_str().unwrap_or_default().to_owned())
    }

    /// The page's text as a person sees it.
    pub fn text(&self) -> Result<String, Fault> {
        Ok(self.run("return document.body.innerText", &[])?.as_str().unwrap_or_default().to_owned())
    }

    /// Runs a script in the page and hands back what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, Fault> {
        self.post("execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Runs a script whose last argument is a function to be called with the result.
    pub fn run_until_called(&self, script: &str, arguments: &[Value]) -> Result<Value, Fault> {
        self.post("execute/async", &json!({ "script": script, "args": arguments }))
    }

    /// Asks again and again until there is an answer; `what` says in the failure what was waited for.
    pub fn wait<T>(&self, what: &str, ask: impl FnMut() -> Result<Option<T>, Fault>) -> Result<T, Fault> {
        self.wait_for(PATIENCE, what, ask)
    }

    /// As [`Self::wait`], with its own limit.
    pub fn wait_for<T>(
        &self,
        limit: Duration,
        what: &str,
        mut ask: impl FnMut() -> Result<Option<T>, Fault>,
    ) -> Result<T, Fault> {
        let start = Instant::now();
        loop {
            let last = match ask() {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => String::new(),
                Err(fault) if fault.passing() => format!(" ({fault})"),
                Err(fault) => return Err(fault),
            };
            if start.elapsed() > limit {
                let seen: String = self.text().unwrap_or_default().chars().take(600).collect();
                let address = self.address().unwrap_or_default();
                return Err(Fault::Waited(format!("{what}{last}; {address} shows:\n{seen}")));
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    /// Waits until the page shows the text.
    pub fn wait_text(&self, text: &str) -> Result<(), Fault> {
        self.wait(&format!("the text {text:?}"), || Ok(self.text()?.contains(text).then_some(())))
    }

    /// Waits until the page has stood still for a quarter of a second, with its fonts loaded; at most ten seconds.
    pub fn settle(&self) -> Result<(), Fault> {
        let script = "
            const done = arguments[arguments.length - 1];
            const start = performance.now();
            let last = start;
            const observer = new MutationObserver(() => { last = performance.now(); });
            observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
            const look = () => {
                const now = performance.now();
                if (now - last < 250 && now - start < 10000) return setTimeout(look, 50);
                observer.disconnect();
                document.fonts.ready.then(() => done(true));
            };
            setTimeout(look, 250);";
        self.run_until_called(script, &[]).map(drop)
    }

    /// Presses keys where the focus is: plain text, or names such as `"Tab"`, `"Enter"`, `"Control+K"`.
    pub fn press(&self, keys: &str) -> Result<(), Fault> {
        let mut down = Vec::new();
        let mut up = Vec::new();
        for name in if keys.chars().count() > 1 { keys.split('+').collect() } else { vec![keys] } {
            let value = key(name);
            down.push(json!({ "type": "keyDown", "value": value }));
            up.insert(0, json!({ "type": "keyUp", "value": value }));
        }
        down.append(&mut up);
        self.post("actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": down }] })).map(drop)
    }

    /// Types text where the focus is.
    pub fn type_text(&self, text: &str) -> Result<(), Fault> {
        let pressed = |letter: char| {
            let value = letter.to_string();
            [json!({ "type": "keyDown", "value": value }), json!({ "type": "keyUp", "value": value })]
        };
        let actions: Vec<Value> = text.chars().flat_map(pressed).collect();
        self.post("actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": actions }] })).map(drop)
    }

    /// Opens a second tab and goes there; hands back its handle.
    pub fn new_tab(&mut self) -> Result<String, Fault> {
        let handle =
            self.post("window/new", &json!({ "type": "tab" }))?["handle"].as_str().unwrap_or_default().to_owned();
        self.switch(&handle)?;
        Ok(handle)
    }

    /// The handle of the tab that commands go to.
    pub fn tab(&self) -> Result<String, Fault> {
        Ok(self.get("window")?.as_str().unwrap_or_default().to_owned())
    }

    /// Sends commands to another tab from now on.
    pub fn switch(&mut self, handle: &str) -> Result<(), Fault> {
        self.post("window", &json!({ "handle": handle })).map(drop)
    }

    /// Closes the tab that commands go to; `switch` to another one afterwards.
    pub fn close_tab(&mut self) -> Result<(), Fault> {
        wire::send(self.driver.port, "DELETE", &self.path("window"), None).map(drop)
    }

    /// Answers the dialog that the page's leaving or a `confirm` opened.
    pub fn accept_dialog(&mut self) -> Result<(), Fault> {
        self.post("alert/accept", &json!({})).map(drop)
    }

    /// A PNG picture of the view.
    pub fn picture(&self) -> Result<Vec<u8>, Fault> {
        use base64::Engine;
        let text = self.get("screenshot")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(text.as_str().unwrap_or_default());
        bytes.map_err(|error| Fault::Lost(format!("screenshot: {error}")))
    }

    /// Everything that pages have written to the console since the start, Content-Security-Policy violations and
    /// failed fetches included: `LEVEL text`.
    pub fn console(&mut self) -> Result<&[String], Fault> {
        let log = self.post("se/log", &json!({ "type": "browser" }))?;
        for entry in log.as_array().into_iter().flatten() {
            let part = |name: &str| entry[name].as_str().unwrap_or_default();
            self.messages.push(format!("{} {}", part("level"), part("message")));
        }
        Ok(&self.messages)
    }

    /// Fails when a page wrote an error or a warning.
    pub fn assert_clean(&mut self) {
        let bad: Vec<String> = match self.console() {
            Ok(all) => all.iter().filter(|m| m.starts_with("SEVERE") || m.starts_with("WARNING")).cloned().collect(),
            Err(fault) => vec![fault.to_string()],
        };
        assert!(bad.is_empty(), "the console says:\n{}", bad.join("\n"));
    }

    pub(crate) fn pid(&self) -> Option<u32> {
        self.pid
    }

    /// The profile, to open it again after [`Self::quit`] or [`Self::kill`].
    pub fn profile(&self) -> Arc<Profile> {
        Arc::clone(&self.profile)
    }

    /// Ends the browser as a person closes it; the profile is left whole.
    pub fn quit(mut self) -> Result<Arc<Profile>, Fault> {
        self.end()?;
        Ok(Arc::clone(&self.profile))
    }

    /// Kills all processes of the browser at once, as a power cut would.
    pub fn kill(mut self) -> Result<Arc<Profile>, Fault> {
        let pid = self.pid.ok_or_else(|| Fault::Lost("chromedriver did not name the browser's process".to_owned()))?;
        self.ended = true;
        kill_tree(pid);
        Ok(Arc::clone(&self.profile))
    }

    fn end(&mut self) -> Result<(), Fault> {
        if std::mem::replace(&mut self.ended, true) {
            return Ok(());
        }
        wire::send(self.driver.port, "DELETE", &format!("/session/{}", self.session), None).map(drop)
    }

    pub(crate) fn get(&self, command: &str) -> Result<Value, Fault> {
        wire::send(self.driver.port, "GET", &self.path(command), None)
    }

    pub(crate) fn post(&self, command: &str, body: &Value) -> Result<Value, Fault> {
        wire::send(self.driver.port, "POST", &self.path(command), Some(body))
    }

    /// A command of Chromium's own protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Fault> {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    fn path(&self, command: &str) -> String {
        format!("/session/{}/{command}", self.session)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if self.end().is_err()
            && let Some(pid) = self.pid
        {
            kill_tree(pid);
        }
    }
}

fn capabilities(profile: &Profile, options: &Options) -> Value {
    let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
    flags.push(format!("--user-data-dir={}", profile.data().display()));
    flags.push(format!("--window-size={},{}", options.width.max(500), options.height));
    flags.push(format!("--lang={}", options.language));
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": {
            "args": flags,
            "prefs": {
                "intl.accept_languages": options.language,
                "download.default_directory": profile.downloads(),
                "download.prompt_for_download": false,
            },
        },
        "goog:loggingPrefs": { "browser": "ALL" },
        "timeouts": { "script": 60_000, "pageLoad": 60_000 },
        // Dialogs are part of what is tested: they stay until a test answers them.
        "unhandledPromptBehavior": "ignore",
    } } })
}

/// WebDriver's code points of named keys.
fn key(name: &str) -> String {
    let code = match name {
        "Backspace" => '\u{E003}',
        "Tab" => '\u{E004}',
        "Enter" => '\u{E007}',
        "Shift" => '\u{E008}',
        "Control" => '\u{E009}',
        "Alt" => '\u{E00A}',
        "Escape" => '\u{E00C}',
        "Space" => ' ',
        "PageUp" => '\u{E00E}',
        "PageDown" => '\u{E00F}',
        "End" => '\u{E010}',
        "Home" => '\u{E011}',
        "ArrowLeft" => '\u{E012}',
        "ArrowUp" => '\u{E013}',
        "ArrowRight" => '\u{E014}',
        "ArrowDown" => '\u{E015}',
        "Delete" => '\u{E017}',
        "F2" => '\u{E032}',
        "Meta" => '\u{E03D}',
        // A letter of a shortcut: the key itself, so without Shift.
        other => return other.to_lowercase(),
    };
    code.to_string()
}
