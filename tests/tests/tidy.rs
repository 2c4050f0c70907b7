//! Rules of the house that no other tool checks, over the files that Git knows.

use std::fs;
use std::path::Path;
use std::process::Command;

/// A source file of more lines is refused (past 400 it already wants to be two).
const MOST_LINES: usize = 500;

struct File {
    path: String,
    text: String,
}

impl File {
    fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    fn below(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

/// Every text file of the repository.
fn files() -> Vec<File> {
    let root = xtask::paths::root();
    let mut git = Command::new("git");
    let mut listed = listed_in(git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]), &root);
    listed.sort();
    listed.dedup();
    let read = |path: String| fs::read_to_string(root.join(&path)).ok().map(|text| File { path, text });
    let files: Vec<File> = listed.into_iter().filter_map(read).collect();
    assert!(files.len() > 50, "only {} files: is this the repository?", files.len());
    files
}

fn listed_in(command: &mut Command, root: &Path) -> Vec<String> {
    let output = command.current_dir(root).output().expect("git runs");
    assert!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect()
}

/// Runs one rule over all files; the rule hands back what it refuses, with the line's number (from 1) where it has one.
fn check(rule: impl Fn(&File) -> Vec<(usize, String)>) {
    let told =
        |file: &File| rule(file).into_iter().map(|(line, what)| format!("{}:{line}: {what}", file.path)).collect();
    let faults: Vec<String> = files().iter().flat_map(|file| -> Vec<String> { told(file) }).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Lines (numbered from 1) that the rule refuses.
fn lines(text: &str, refused: impl Fn(&str) -> Option<String>) -> Vec<(usize, String)> {
    text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, refused(line)?))).collect()
}

#[test]
fn files_are_short() {
    check(|file| match file.text.lines().count() {
        count if file.ends(&[".rs", ".css"]) && count > MOST_LINES => {
            vec![(count, format!("{count} lines, more than {MOST_LINES}: make it two"))]
        }
        _ => Vec::new(),
    });
}

#[test]
fn lines_end_cleanly() {
    check(|file| {
        // Lists under `tests/data` are as people keep them.
        if !file.ends(&[".rs", ".toml", ".md", ".css", ".html", ".yml", ".json"]) || file.below(&["tests/data"]) {
            return Vec::new();
        }
        let mut faults = lines(&file.text, |line| {
            (line.ends_with([' ', '\t', '\r'])).then(|| "white space at the end of the line".to_owned())
        });
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            faults.push((file.text.lines().count(), "no end of line at the end".to_owned()));
        }
        faults
    });
}

#[test]
fn modules_say_what_they_are_for() {
    check(|file| {
        let wanted = file.ends(&[".rs"]) && file.below(&["core/", "web/", "xtask/", "tests/"]);
        let tests = file.path.ends_with("/tests.rs");
        if wanted && !tests && !file.text.starts_with("//!") {
            vec![(1, "the module does not open with `//!` and what it is for".to_owned())]
        } else {
            Vec::new()
        }
    });
}

/// What a page can die of. Tests stand at a file's end or in `tests.rs`.
#[test]
fn code_that_people_run_does_not_panic() {
    const DEADLY: [&str; 8] =
        [".unwrap()", ".expect(", ".unwrap_err()", "panic!(", "unreachable!(", "todo!(", "unimplemented!(", "dbg!("];
    check(|file| {
        if !file.ends(&[".rs"]) || !file.below(&["core/src", "web/src"]) || file.path.contains("tests") {
            return Vec::new();
        }
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        lines(code, |line| {
            let comment = line.trim_start().starts_with("//");
            let deadly = DEADLY.iter().find(|deadly| !comment && line.contains(*deadly))?;
            Some(format!("`{deadly}` outside tests"))
        })
    });
}

/// The repository speaks of itself alone. The words are in pieces so that this file passes.
#[test]
fn nothing_points_outside() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("../sh", "ared"),
        concat!("registry.npm", "js"),
        concat!("static.cr", "ates.io"),
        concat!("index.cr", "ates.io"),
        concat!("ISS", "UE"),
        concat!("BRI", "EF.md"),
        concat!("FIX", "ME"),
        concat!("TO", "DO:"),
    ];
    check(|file| {
        if file.path.ends_with("LICENSE") {
            return Vec::new();
        }
        lines(&file.text, |line| words.iter().find(|word| line.contains(*word)).map(|word| format!("`{word}`")))
    });
}

/// Words for people stand in `web/locales`; here, any in Kazakh or Russian.
#[test]
fn pages_hold_no_words_of_their_own() {
    let cyrillic = |letter: char| ('\u{0400}'..='\u{04FF}').contains(&letter);
    // Languages by their own names; dates, order and short names of places, which are made and not looked up; lists that
    // nobody sees.
    let named = ["web/src/locale.rs", "web/src/intl.rs", "web/src/ui/tile_map.rs", "web/src/worker/tasks/rehearsal.rs"];
    check(|file| {
        if !file.ends(&[".rs"]) || !file.below(&["web/src"]) || named.contains(&file.path.as_str()) {
            return Vec::new();
        }
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        lines(code, |line| {
            let inside = !line.trim_start().starts_with("//") && line.contains(cyrillic);
            inside.then(|| "a word for people outside web/locales".to_owned())
        })
    });
}

/// Links between files of the repository lead somewhere.
#[test]
fn links_in_docs_lead_somewhere() {
    let root = xtask::paths::root();
    check(|file| {
        if !file.ends(&[".md"]) {
            return Vec::new();
        }
        let here = root.join(&file.path);
        lines(&file.text, |line| {
            let targets = line.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
            let mut own = targets.filter(|target| !target.is_empty() && !target.contains("://"));
            let dead = own.find(|target| !here.parent().is_some_and(|folder| folder.join(target).exists()))?;
            Some(format!("a link to {dead}, which is not there"))
        })
    });
}

/// The verbs that README and CONTRIBUTING name are there.
#[test]
fn named_verbs_exist() {
    let main = fs::read_to_string(xtask::paths::root().join("xtask/src/main.rs")).expect("xtask is there");
    check(|file| {
        if !file.ends(&[".md"]) {
            return Vec::new();
        }
        lines(&file.text, |line| {
            let verbs = line.split("cargo xtask ").skip(1);
            let mut words = verbs.filter_map(|rest| rest.split(|letter: char| !letter.is_ascii_lowercase()).next());
            let missing = words.find(|verb| !verb.is_empty() && !main.contains(&format!("name: \"{verb}\"")))?;
            Some(format!("`cargo xtask {missing}` is no verb"))
        })
    });
}
