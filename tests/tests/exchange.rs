//! The workspace document: the same bytes back, a published schema, and refusals that say where and why.

use orken_core::command::Command;
use orken_core::exchange::{Document, ExportOptions, read_document, write_document};
use orken_core::finding::{Arg, Code};
use orken_core::model::{Iin, Person};
use orken_core::template::{Template, Tongue};
use orken_core::workspace::Workspace;
use orken_tests::workspaces::{Bench, hub_sample};
use serde_json::Value;

const SCHEMA: &str = include_str!("../../docs/schema/orken-workspace-1.schema.json");

fn sample_document(with_iin: bool) -> Vec<u8> {
    let (bench, _) = hub_sample();
    write_document(&bench.workspace, &bench.heads(), ExportOptions { with_iin })
}

fn sample_value() -> Value {
    serde_json::from_slice(&sample_document(false)).expect("documents are JSON")
}

fn bytes_of(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).expect("JSON writes")
}

fn validator() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    jsonschema::draft202012::new(&schema).expect("the schema is a 2020-12 schema")
}

#[test]
fn export_import_export_is_byte_identical() {
    for with_iin in [false, true] {
        let first = sample_document(with_iin);
        let document = read_document(&first).expect("own file opens");
        let options = ExportOptions { with_iin: document.with_iin };
        let again = write_document(&Workspace::from(document.records), &document.history, options);
        assert!(first == again, "with_iin {with_iin}: the second export differs");
    }
}

#[test]
fn iins_stay_at_home_unless_asked_for() {
    let (bench, _) = hub_sample();
    let iins: Vec<Iin> = bench.workspace.people.iter().filter_map(Person::iin).collect();
    assert!(iins.len() > 400, "the sample has IINs to leave out");
    let text = |with_iin| String::from_utf8(sample_document(with_iin)).expect("documents are UTF-8");
    let (without, with) = (text(false), text(true));
    assert!(iins.iter().all(|iin| !without.contains(iin.as_str())));
    assert!(iins.iter().all(|iin| with.contains(iin.as_str())));
}

#[test]
fn every_template_fits_the_schema_and_comes_back() {
    let validator = validator();
    for &template in Template::ALL {
        for &tongue in Tongue::ALL {
            let mut bench = Bench::default();
            bench.run(Command::StartFromTemplate(template, tongue)).expect("a template starts");
            let bytes = write_document(&bench.workspace, &bench.heads(), ExportOptions::default());
            let value = serde_json::from_slice(&bytes).expect("documents are JSON");
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{template:?}: {errors:#?}");
            assert_eq!(read_document(&bytes).expect("own file opens").records, *bench.workspace);
        }
    }
    assert!(validator.is_valid(&sample_value()));
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let mut value = sample_value();
    value["records"]["people"][0]["shoe_size"] = 43.into();
    assert!(!validator().is_valid(&value));
    let refusal = read_document(&bytes_of(&value)).expect_err("an unknown member is no part of the format");
    assert_eq!(refusal.code, Code::BrokenDocument);
    assert_eq!(refusal.args["place"], Arg::Text("records.people[0].shoe_size".to_owned()));
}

#[test]
fn the_committed_schema_is_the_generated_one() {
    let schema = schemars::schema_for!(Document);
    let generated = serde_json::to_string_pretty(&schema).expect("schemas write") + "\n";
    if std::env::var_os("ORKEN_BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/schema/orken-workspace-1.schema.json");
        std::fs::write(path, &generated).expect("the schema can be written");
        return;
    }
    assert!(generated == SCHEMA, "the format changed: run ORKEN_BLESS=1 cargo test -p orken-tests --test exchange");
}

fn refused(bytes: &[u8], code: Code) {
    let finding = read_document(bytes).expect_err("must be refused");
    assert_eq!(finding.code, code, "{finding:?}");
    if code == Code::BrokenDocument {
        assert!(finding.args.contains_key("line") && finding.args.contains_key("reason"), "{finding:?}");
    }
}

#[test]
fn broken_truncated_and_foreign_files_are_refused() {
    let good = sample_document(false);
    for cut in (100..good.len()).step_by(good.len() / 100) {
        refused(&good[..cut], Code::BrokenDocument);
    }
    let text = String::from_utf8(good.clone()).expect("documents are UTF-8");
    let swap = |from: &str, to: &str| {
        assert!(text.contains(from), "{from} is in the file");
        text.replacen(from, to, 1).into_bytes()
    };
    let cases = [
        (Vec::new(), Code::NotADocument),
        (b"PK\x03\x04".to_vec(), Code::NotADocument),
        (b"{\"type\":\"FeatureCollection\"}".to_vec(), Code::NotADocument),
        (swap("\"format\":\"orken-workspace\"", "\"format\":\"other\""), Code::NotADocument),
        (swap("\"version\":1", "\"version\":2"), Code::NewerDocument),
        (swap("\"version\":1", "\"version\":0"), Code::NotADocument),
        (swap("\"role\":\"teacher\"", "\"role\":\"wizard\""), Code::BrokenDocument),
        (swap("\"lat\":43.24", "\"lat\":943.24"), Code::BrokenDocument),
        (swap("\"reference_date\":\"2024-10-10\"", "\"reference_date\":\"2024-02-30\""), Code::BrokenDocument),
        ([good.as_slice(), b"tail"].concat(), Code::BrokenDocument),
    ];
    for (bytes, code) in cases {
        refused(&bytes, code);
    }
}

#[test]
fn a_reference_to_nothing_and_a_repeated_id_are_refused_with_their_place() {
    let mut value = sample_value();
    value["records"]["people"][3]["school"] = 1.into();
    let finding = read_document(&bytes_of(&value)).expect_err("must be refused");
    assert_eq!(finding.code, Code::DanglingReference);
    assert_eq!(finding.args["table"], Arg::Text("people".to_owned()));
    assert_eq!(finding.args["missing_table"], Arg::Text("schools".to_owned()));
    value["records"]["people"][3] = value["records"]["people"][2].clone();
    refused(&bytes_of(&value), Code::BrokenDocument);
}
