//! The packed page in Chromium, under a path prefix as on any host: it starts, says nothing bad, breaks no policy,
//! fetches each file once, and leaves the worker alone until it is needed.

use orken_tests::browser::{By, Fault, Scheme, Site};
use serde_json::json;

const PREFIX: &str = "/some/where/orken";

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn the_page_starts_cleanly_under_a_prefix() -> Result<(), Fault> {
    let site = Site::serve(PREFIX)?;
    let mut browser = site.browser()?;
    browser.open("")?;
    browser.find(&By::role("main", ""))?;
    assert!(browser.title()?.contains("Orken"));
    let fetched = browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)", &[])?;
    let mut names: Vec<&str> = fetched.as_array().into_iter().flatten().filter_map(|name| name.as_str()).collect();
    names.retain(|name| name.starts_with("http"));
    assert!(names.iter().all(|name| name.starts_with(&site.url())), "only from this site: {names:?}");
    assert!(!names.iter().any(|name| name.contains("worker")), "the worker waits: {names:?}");
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "each file once: {names:?}");
    assert!(all >= 2, "script and module: {names:?}");
    browser.assert_clean();
    Ok(())
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn the_worker_starts_and_speaks() -> Result<(), Fault> {
    let site = Site::serve(PREFIX)?;
    let mut browser = site.browser()?;
    browser.open("")?;
    browser.find(&By::role("main", ""))?;
    let script = "
        const done = arguments[arguments.length - 1];
        const address = document.querySelector('meta[name=orken-worker]').content;
        const worker = new Worker(new URL(address, document.baseURI), { type: 'module' });
        worker.onmessage = () => done('spoke');
        worker.onerror = (event) => done('failed: ' + event.message);";
    assert_eq!(browser.run_until_called(script, &[])?, json!("spoke"));
    browser.assert_clean();
    Ok(())
}

/// The policy is real: what it forbids does not happen, and the harness sees the violation.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn the_policy_forbids_inline_code() -> Result<(), Fault> {
    let site = Site::serve(PREFIX)?;
    let mut browser = site.browser()?;
    browser.open("")?;
    browser.find(&By::role("main", ""))?;
    browser.run(
        "const script = document.createElement('script');
         script.textContent = 'window.intruder = true';
         document.head.append(script);",
        &[],
    )?;
    assert_eq!(browser.run("return window.intruder === undefined", &[])?, json!(true));
    let console = browser.console()?.join("\n");
    assert!(console.contains("Content Security Policy"), "{console}");
    Ok(())
}

#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn the_start_is_accessible_in_both_themes() -> Result<(), Fault> {
    let site = Site::serve(PREFIX)?;
    let mut browser = site.browser()?;
    for scheme in [Scheme::Light, Scheme::Dark] {
        browser.scheme(scheme)?;
        browser.open("")?;
        browser.find(&By::role("main", ""))?;
        let violations = browser.accessibility()?;
        let told: Vec<String> = violations.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "{}: {}", scheme.name(), told.join("\n"));
    }
    Ok(())
}

/// What the browser journeys stand on.
#[test]
#[ignore = "needs Chromium and a built page: cargo xtask test"]
fn a_killed_browser_leaves_its_profile_to_the_next() -> Result<(), Fault> {
    let site = Site::serve("")?;
    let mut browser = site.browser()?;
    browser.open("")?;
    browser.run("localStorage.setItem('kept', 'yes')", &[])?;
    let profile = browser.quit()?;
    let again = || orken_tests::browser::Options { profile: Some(profile.clone()), ..Default::default() };
    let mut browser = site.browser_with(again())?;
    browser.open("")?;
    assert_eq!(browser.run("return localStorage.getItem('kept')", &[])?, json!("yes"));
    browser.kill()?;
    let mut browser = site.browser_with(again())?;
    browser.open("")?;
    let first = browser.tab()?;
    browser.new_tab()?;
    browser.open("")?;
    assert_eq!(browser.run("return localStorage.getItem('kept')", &[])?, json!("yes"));
    browser.close_tab()?;
    browser.switch(&first)?;
    browser.find(&By::role("main", ""))?;
    Ok(())
}
