//! The page itself: Trunk's start-up code out, hashed names, integrity and the Content-Security-Policy in.

use super::assets::Assets;
use super::wasm::Started;
use crate::failure::{Failure, Outcome};

/// Nothing from elsewhere, nothing inline, no evaluation of text; WebAssembly may be compiled.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; worker-src 'self'; img-src 'self' data: blob:; font-src 'self'; manifest-src 'self'; \
     base-uri 'none'; form-action 'none'";

/// Rewrites the staged page. Errors when it carries what the policy would refuse.
pub(crate) fn rewrite(staged: &str, app: &Started, worker: &Started, assets: &Assets) -> Outcome<String> {
    let mut page = String::with_capacity(staged.len() + 2048);
    let mut rest = staged;
    while let Some(open) = rest.find('<') {
        page.push_str(&rest[..open]);
        rest = &rest[open..];
        if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = tag_end(rest).ok_or_else(|| Failure::new("index.html: a tag without its end"))?;
        let tag = &rest[..end];
        rest = &rest[end..];
        let name = tag[1..].split([' ', '>', '\n', '/']).next().unwrap_or_default();
        match name {
            "script" => {
                let close =
                    rest.find("</script>").ok_or_else(|| Failure::new("index.html: <script> without its end"))?;
                let (body, after) = (&rest[..close], &rest[close + "</script>".len()..]);
                rest = after;
                keep_script(tag, body, assets, &mut page)?;
            }
            "meta" if attribute(tag, "name").is_some_and(|name| name.starts_with("orken-texts-")) => {
                page.push_str(&texts(tag, assets)?);
            }
            "link" => page.push_str(&link(tag, assets)?),
            "meta" if attribute(tag, "name").as_deref() == Some("orken-worker") => {
                page.push_str(&format!("<meta name=\"orken-worker\" content=\"{}\">", worker.script));
            }
            "style" => return Err(refused("<style>", "put it into a file under web/styles")),
            "base" => return Err(refused("<base>", "addresses are relative to the document")),
            _ if has_inline(tag) => return Err(refused(tag, "use a class or a listener instead")),
            _ => page.push_str(tag),
        }
    }
    page.push_str(rest);
    let page = tidy(&page);
    let head = page.find("</head>").ok_or_else(|| Failure::new("index.html: no </head>"))?;
    let charset = page.find("<meta charset").and_then(|at| page[at..].find('>').map(|end| at + end + 1));
    let charset = charset.ok_or_else(|| Failure::new("index.html: no <meta charset>"))?;
    let policy = format!("\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    Ok([&page[..charset], &policy, &page[charset..head], &start(app, assets)?, &page[head..]].concat())
}

/// The name of a language's texts, with their integrity value behind it.
fn texts(tag: &str, assets: &Assets) -> Outcome<String> {
    let file = attribute(tag, "content").unwrap_or_default();
    let name = assets.name(&file).ok_or_else(|| Failure::new(format!("index.html: no file {file}")))?;
    Ok(set(tag, "content", &format!("{name} {}", assets.integrity(name)?)))
}

/// The links by which the browser fetches script and module at once, and the script that starts the page.
fn start(app: &Started, assets: &Assets) -> Outcome<String> {
    let mut text = String::new();
    // No `integrity` here: browsers ignore it for this kind and say so. The script fetches the module with it.
    text.push_str(&format!(
        "  <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" href=\"{}\">\n",
        app.wasm
    ));
    for snippet in &app.snippets {
        let integrity = assets.integrity(snippet)?;
        text.push_str(&format!("    <link rel=\"modulepreload\" href=\"{snippet}\" integrity=\"{integrity}\">\n"));
    }
    let integrity = assets.integrity(&app.script)?;
    text.push_str(&format!(
        "    <script type=\"module\" src=\"{}\" integrity=\"{integrity}\"></script>\n  ",
        app.script
    ));
    Ok(text)
}

/// Drops Trunk's start-up script, keeps a script file of ours, refuses any other inline script.
fn keep_script(tag: &str, body: &str, assets: &Assets, page: &mut String) -> Outcome {
    if let Some(source) = attribute(tag, "src") {
        let name = assets.name(&source).ok_or_else(|| Failure::new(format!("index.html: no file {source}")))?;
        let kept = set(tag, "src", name);
        let integrity = assets.integrity(name)?;
        page.push_str(&format!("{} integrity=\"{integrity}\"></script>", kept.trim_end_matches('>')));
        return Ok(());
    }
    if body.contains("TrunkApplicationStarted") || body.contains("app.js") || body.contains("/.well-known/trunk") {
        return Ok(());
    }
    Err(refused("an inline <script>", "put it into a file of its own"))
}

/// A link with its packed name; Trunk's preloads go.
fn link(tag: &str, assets: &Assets) -> Outcome<String> {
    let href = attribute(tag, "href").unwrap_or_default();
    let relation = attribute(tag, "rel").unwrap_or_default();
    if matches!(relation.as_str(), "modulepreload" | "preload")
        && (href.contains("app.js") || href.contains("_bg.wasm"))
    {
        return Ok(String::new());
    }
    if href.starts_with("data:") {
        return Ok(tag.to_owned());
    }
    let name = assets.name(&href).ok_or_else(|| Failure::new(format!("index.html: no file {href} for {tag}")))?;
    let tag = set(tag, "href", name);
    if attribute(&tag, "integrity").is_some()
        || !matches!(relation.as_str(), "stylesheet" | "preload" | "modulepreload")
    {
        return Ok(tag);
    }
    let end = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
    Ok(format!("{end} integrity=\"{}\">", assets.integrity(name)?))
}

/// Where the tag ends, past quoted values.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// The place of a quoted attribute's value inside the tag.
fn value(tag: &str, name: &str) -> Option<std::ops::Range<usize>> {
    ['"', '\''].into_iter().find_map(|quote| {
        let key = format!("{name}={quote}");
        let at = tag.match_indices(&key).find(|(at, _)| tag[..*at].ends_with(|before: char| before.is_whitespace()))?.0;
        let start = at + key.len();
        Some(start..start + tag[start..].find(quote)?)
    })
}

/// An attribute's value.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<String> {
    value(tag, name).map(|place| tag[place].to_owned())
}

fn set(tag: &str, name: &str, to: &str) -> String {
    match value(tag, name) {
        Some(place) => [&tag[..place.start], to, &tag[place.end..]].concat(),
        None => tag.to_owned(),
    }
}

fn has_inline(tag: &str) -> bool {
    attribute(tag, "style").is_some()
        || tag.split_whitespace().skip(1).any(|word| word.starts_with("on") && word.contains('='))
}

/// Without the blank lines that removed tags leave.
fn tidy(page: &str) -> String {
    page.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("{}\n", line.trim_end())).collect()
}

fn refused(what: &str, instead: &str) -> Failure {
    Failure::new(format!("index.html: {what} is refused by the Content-Security-Policy")).mend(instead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(page: &str) -> Outcome<String> {
        let mut assets = Assets::default();
        assets.add("base.css", b"p{}".to_vec());
        let names = ["app.js", "app.wasm", "worker.js", "worker.wasm"].map(|name| assets.add(name, name.into()));
        let [script, wasm, other, module] = names;
        let app = Started { script, wasm, snippets: Vec::new() };
        let worker = Started { script: other, wasm: module, snippets: Vec::new() };
        rewrite(page, &app, &worker, &assets)
    }

    fn page(head: &str) -> String {
        format!("<!doctype html><html><head><meta charset=\"utf-8\">{head}</head><body></body></html>")
    }

    #[test]
    fn puts_in_names_integrity_and_policy() {
        let trunk = "<script type=\"module\">\nimport init from './app.js';dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\"))</script>";
        let links = "<link rel=\"stylesheet\" href=\"./base.css\"/><link rel=\"modulepreload\" href=\"./app.js\">";
        let worker = "<meta name=\"orken-worker\" content=\"worker_loader.js\">";
        let done = packed(&page(&format!("{worker}{links}{trunk}"))).unwrap();
        for wanted in [
            "Content-Security-Policy",
            "href=\"base-5ef8ff5a0f7e0d1b.css\"",
            "<script type=\"module\" src=\"app-",
            "content=\"worker-",
        ] {
            let wanted = wanted.split("5ef8ff5a0f7e0d1b").next().unwrap();
            assert!(done.contains(wanted), "{wanted} is not in {done}");
        }
        for gone in ["TrunkApplicationStarted", "worker_loader", "./app.js", "./base.css"] {
            assert!(!done.contains(gone), "{gone} is in {done}");
        }
        assert_eq!(done.matches("integrity=\"sha384-").count(), 2, "{done}");
    }

    #[test]
    fn refuses_what_the_policy_would_refuse() {
        for bad in [
            "<script>alert(1)</script>",
            "<style>p{}</style>",
            "<base href=\"/\">",
            "<p style=\"top:0\">",
            "<p onclick=\"x()\">",
        ] {
            assert!(packed(&page(bad)).is_err(), "{bad}");
        }
    }
}
