//! How the files under `web/locales` are read: by the page when it fetches one, and by the build, which includes this
//! file and checks all three.

/// A line `key = "text"`; none where it is something else.
pub(crate) fn entry(line: &str) -> Option<(&str, String)> {
    let (key, quoted) = line.split_once('=')?;
    let key = key.trim();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let text = quoted.trim().strip_prefix('"')?.strip_suffix('"')?;
    (key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(plain))
        .then(|| (key, text.replace("\\\"", "\"").replace("\\\\", "\\")))
}
