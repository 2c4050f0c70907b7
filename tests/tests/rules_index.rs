//! `docs/RULES.md` has one row for every finding, fact, criterion, row code and outcome, and none for anything else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use orken_core::finding::Code;
use orken_core::import::{Outcome, RowCode};
use orken_core::rules::Fact;
use serde_json::Value;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).expect(path)
}

fn cells(line: &str) -> Vec<&str> {
    line.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// The codes in one column of the tables that have this heading over it, row by row.
fn listed<'a>(document: &'a str, heading: &str, column: usize) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut inside = false;
    for line in document.lines().filter(|line| !line.starts_with("|---")) {
        let row = cells(line);
        if !line.starts_with('|') {
            inside = false;
        } else if inside {
            assert!(row.iter().all(|cell| !cell.is_empty()), "an empty cell: {line}");
            found.push(row[column].trim_matches('`'));
        } else {
            inside = row.get(column) == Some(&heading);
        }
    }
    found
}

/// The names of the criteria in files: each variant of the schema is a constant or has one property.
fn criteria(schema: &Value) -> BTreeSet<&str> {
    let variants = schema["$defs"]["Criterion"]["oneOf"].as_array().expect("a variant for each criterion");
    let name = variants.iter().map(|v| v["const"].as_str().or_else(|| v["required"][0].as_str()));
    name.map(|name| name.expect("a constant or a property")).collect()
}

#[test]
fn every_code_has_one_row() {
    let document = read("docs/RULES.md");
    let schema: Value = serde_json::from_str(&read("docs/schema/orken-workspace-1.schema.json")).expect("JSON");
    let cases: [(&str, usize, BTreeSet<&str>); 5] = [
        ("code", 0, Code::ALL.iter().map(|c| c.code()).collect()),
        ("fact", 0, Fact::ALL.iter().map(|c| c.code()).collect()),
        ("criterion", 1, criteria(&schema)),
        ("row code", 1, RowCode::ALL.iter().map(|c| c.code()).collect()),
        ("code", 1, Outcome::ALL.iter().map(|c| c.code()).collect()),
    ];
    for (heading, column, wanted) in cases {
        let rows = listed(&document, heading, column);
        let there: BTreeSet<&str> = rows.iter().copied().collect();
        let missing: Vec<_> = wanted.difference(&there).collect();
        let foreign: Vec<_> = there.difference(&wanted).collect();
        assert!(missing.is_empty() && foreign.is_empty(), "{heading}: no row for {missing:?}; no code for {foreign:?}");
        assert_eq!(rows.len(), wanted.len(), "{heading}: a code has two rows");
    }
}
