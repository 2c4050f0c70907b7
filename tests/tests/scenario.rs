//! The five programmes head to tail on their lists.

use std::path::Path;

use orken_core::exchange::read_document;
use orken_core::template::Template;
use orken_core::turns::{AtOnce, at_once};
use orken_core::view::steps::{stale, steps};
use orken_core::workspace::Workspace;
use orken_tests::scenario;
use serde_json::Value;

struct Case {
    template: Template,
    /// Eligible, ineligible, unknown, selected.
    people: [u64; 4],
    unplaced: usize,
}

fn check(case: &Case) {
    let name = case.template.code();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
    let out = std::env::temp_dir().join(format!("orken-scenario-{}-{name}", std::process::id()));
    scenario::run(case.template, &data, &out).unwrap();
    let report: Value = serde_json::from_slice(&std::fs::read(out.join("report.json")).unwrap()).unwrap();
    let first = &report["intakes"][0];
    let figures = ["eligible", "ineligible", "unknown", "selected"].map(|k| first["selection"][k].as_u64().unwrap());
    assert_eq!(figures, case.people, "{name}: eligible, ineligible, unknown, selected");
    for intake in report["intakes"].as_array().unwrap() {
        assert_eq!(intake["selection"]["gap"], "optimal", "{name}");
        assert_eq!(intake["timetable"]["unplaced"].as_array().unwrap().len(), 0, "{name}: sessions without a place");
    }
    assert_eq!(first["groups"]["unplaced"].as_array().unwrap().len(), case.unplaced, "{name}: people without a group");
    for file in ["selection.csv", "groups.csv", "timetable.csv", "workspace.json"] {
        assert!(out.join(file).metadata().unwrap().len() > 0, "{name}: {file}");
    }
    std::fs::remove_dir_all(&out).unwrap();
}

#[test]
fn the_five_programmes_run_head_to_tail() {
    let cases = [
        Case { template: Template::Hub2024, people: [591, 101, 23, 420], unplaced: 6 },
        Case { template: Template::Principals2024, people: [759, 0, 0, 759], unplaced: 0 },
        Case { template: Template::Rars2024, people: [55, 0, 0, 44], unplaced: 0 },
    ];
    cases.iter().for_each(check);
}

#[test]
fn programmes_whose_quotas_cannot_all_be_kept_run_too() {
    for template in [Template::JasLeader2021, Template::Baquatty2024] {
        let name = template.code();
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
        let out = std::env::temp_dir().join(format!("orken-scenario-{}-{name}", std::process::id()));
        scenario::run(template, &data, &out).unwrap();
        let report: Value = serde_json::from_slice(&std::fs::read(out.join("report.json")).unwrap()).unwrap();
        for intake in report["intakes"].as_array().unwrap() {
            assert!(intake["selection"]["selected"].as_u64().unwrap() > 50, "{name}");
            assert_eq!(
                intake["timetable"]["unplaced"].as_array().unwrap().len(),
                0,
                "{name}: sessions without a place"
            );
        }
        std::fs::remove_dir_all(&out).unwrap();
    }
}

/// Results of a document are current wherever it is opened, and whether IINs are in it or not. Those of before have
/// fingerprints over JSON, IINs included; they are still understood.
#[test]
fn results_of_documents_are_current() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/hub-2024");
    let out = std::env::temp_dir().join(format!("orken-scenario-{}-before", std::process::id()));
    scenario::run(Template::Hub2024, &data, &out).unwrap();
    let document: Value = serde_json::from_slice(&std::fs::read(out.join("workspace.json")).unwrap()).unwrap();
    std::fs::remove_dir_all(&out).unwrap();
    assert_eq!(document["with_iin"], false);
    let stale = |edit: &dyn Fn(&mut Value)| {
        let mut document = document.clone();
        edit(&mut document["records"]);
        let read = read_document(document.to_string().as_bytes()).unwrap();
        let workspace = Workspace::from(read.records);
        let intake = workspace.intakes.iter().next().unwrap();
        let steps = steps(&workspace, intake, at_once(stale(&workspace, intake, &mut AtOnce)));
        [steps.selection.stale, steps.groups.stale, steps.timetable.stale]
    };
    assert_eq!(stale(&|_| {}), [false; 3], "written without IINs");
    let grouped = |fingerprint: &'static str| {
        move |records: &mut Value| records["intakes"][0]["grouped"]["inputs"] = fingerprint.into()
    };
    assert_eq!(stale(&grouped("8b9e61493140d95d")), [false; 3], "groups of before");
    assert_eq!(stale(&grouped("8b9e61493140d95c")), [false, true, false], "groups of before, of other data");
    let selected = |records: &mut Value| records["intakes"][0]["selected"]["inputs"] = "e3a82bac75d468e9".into();
    assert_eq!(stale(&selected), [true, false, false], "the IINs that this was made from are gone");
}
