//! The texts people read: each is used, and each code that core can say has its words. That the three languages hold the
//! same keys and placeholders is checked by `web/build.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use orken_core::finding::Code;
use orken_core::model::kinds::*;
use orken_core::rules::Fact;
use orken_core::solver::timetable::Wishes;
use orken_core::template::Template;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn texts(language: &str) -> BTreeMap<String, String> {
    let source = fs::read_to_string(root().join(format!("web/locales/{language}.toml"))).unwrap();
    let lines = source.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" = ")).map(|(k, t)| (k.to_owned(), t.to_owned())).collect()
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(fs::read_to_string(path).unwrap());
        }
    }
}

/// Every word and every quoted text of a crate.
fn words_of(folder: &str) -> BTreeSet<String> {
    let mut files = Vec::new();
    sources(&root().join(folder), &mut files);
    let words = files.iter().flat_map(|f| f.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words.map(str::to_owned).collect()
}

/// Keys that core's closed lists ask for.
fn keys_of_codes() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let mut family = |prefix: &str, codes: Vec<&str>| {
        keys.extend(codes.iter().map(|code| format!("{prefix}_{}", code.replace('-', "_"))));
    };
    family("subject", Subject::ALL.iter().map(|v| v.code()).collect());
    family("role", Role::ALL.iter().map(|v| v.code()).collect());
    family("category", Category::ALL.iter().map(|v| v.code()).collect());
    family("language", Language::ALL.iter().map(|v| v.code()).collect());
    family("school_kind", SchoolKind::ALL.iter().map(|v| v.code()).collect());
    family("locality", Locality::ALL.iter().map(|v| v.code()).collect());
    family("grade_band", GradeBand::ALL.iter().map(|v| v.code()).collect());
    family("room_kind", RoomKind::ALL.iter().map(|v| v.code()).collect());
    family("course_form", CourseForm::ALL.iter().map(|v| v.code()).collect());
    family("organisation_kind", OrganisationKind::ALL.iter().map(|v| v.code()).collect());
    family("sex", Sex::ALL.iter().map(|v| v.code()).collect());
    family("fact", Fact::ALL.iter().map(|v| v.code()).collect());
    family("finding", Code::ALL.iter().map(|v| v.code()).collect());
    let wishes = Wishes::default();
    family("wish", wishes.terms().iter().map(|(code, _)| *code).collect());
    family("template", Template::ALL.iter().map(|v| v.code()).collect());
    keys.extend(Template::ALL.iter().map(|v| format!("template_{}_note", v.code().replace('-', "_"))));
    keys
}

fn camel(key: &str) -> String {
    key.split('_').map(|part| part[..1].to_ascii_uppercase() + &part[1..]).collect()
}

#[test]
fn each_code_has_its_words() {
    let texts = texts("en");
    let missing: Vec<String> = keys_of_codes().into_iter().filter(|key| !texts.contains_key(key)).collect();
    assert!(missing.is_empty(), "codes of core without a text: {missing:#?}");
}

#[test]
fn each_text_is_used() {
    let (page, core, asked) = (words_of("web/src"), words_of("core/src"), keys_of_codes());
    let used = |key: &String| {
        let of_command = key.strip_prefix("command_").is_some_and(|code| core.contains(code));
        // `word("unit_state", "short")` asks for the key by its family and its code, which an argument of core can name.
        let of_family = key.match_indices('_').any(|(at, _)| {
            let (family, code) = (&key[..at], &key[at + 1..]);
            (page.contains(family) || core.contains(family)) && (page.contains(code) || core.contains(code))
        });
        asked.contains(key) || page.contains(&camel(key)) || of_command || of_family
    };
    let unused: Vec<String> = texts("en").into_keys().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "texts that nothing shows: {unused:#?}");
}

#[test]
fn nobody_is_shouted_at() {
    for language in ["kk", "ru", "en"] {
        let loud: Vec<String> = texts(language).into_iter().filter(|(_, t)| t.contains('!')).map(|(k, _)| k).collect();
        assert!(loud.is_empty(), "{language}: an exclamation mark in {loud:?}");
    }
}
