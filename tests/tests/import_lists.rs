//! Every row of ten coordinators' lists ends as its `*.expected.csv` says.

use std::path::{Path, PathBuf};

use orken_core::change::apply;
use orken_core::command::IdSource;
use orken_core::import::{Draft, ImportOptions, ImportPlan, Outcome, PlanRow, read};
use orken_core::model::IntakeId;
use orken_core::workspace::Workspace;

/// Agrees to the plan.
fn agree(workspace: &mut Workspace, plan: &ImportPlan, ids: &IdSource, intake: Option<IntakeId>) {
    let changes = plan.changes(workspace, ids, intake);
    apply(workspace, &changes).unwrap();
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

fn plan(name: &str, workspace: &Workspace) -> ImportPlan {
    let bytes = std::fs::read(data(name)).unwrap();
    let book = read::read(name, &bytes).unwrap();
    ImportPlan::new(&book, None, ImportOptions::default(), workspace)
}

fn line(row: &PlanRow) -> String {
    format!("{},{},{}", row.sheet_row, row.outcome.code(), row.code.map_or("", |c| c.code()))
}

fn check(name: &str, workspace: &Workspace) -> ImportPlan {
    let plan = plan(name, workspace);
    let expected = data(name).with_extension("expected.csv");
    let expected = std::fs::read_to_string(expected).unwrap();
    let mut wanted = expected.trim_start_matches('\u{feff}').lines();
    assert_eq!(wanted.next(), Some("sheet_row,outcome,code"));
    let wanted: Vec<&str> = wanted.collect();
    let got: Vec<String> = plan.rows.iter().map(line).collect();
    let wrong: Vec<_> = got.iter().zip(&wanted).filter(|(g, w)| g != w).collect();
    assert!(wrong.is_empty(), "{name}: (got, expected) {wrong:#?}");
    assert_eq!(got.len(), wanted.len(), "{name}: rows");
    let counts = plan.counts();
    let sum = counts.accepted + counts.duplicate + counts.needs_fix + counts.ignored;
    assert_eq!(sum, plan.rows.len(), "{name}: the outcomes add up");
    plan
}

#[test]
fn every_row_of_the_ten_lists_ends_as_expected() {
    let cases = [
        ("hub-2024/schools.xlsx", "hub-2024/teachers.xlsx"),
        ("principals-2024/organisations.xlsx", "principals-2024/principals.xls"),
        ("jas-leader-2021/schools.xlsx", "jas-leader-2021/teachers.csv"),
        ("baquatty-2024/schools.xlsx", "baquatty-2024/staff.xlsx"),
        ("rars-2024/schools.xlsx", "rars-2024/staff.xlsx"),
    ];
    for (schools, people) in cases {
        let mut workspace = Workspace::default();
        let ids = IdSource::new(1, 1);
        let plan = check(schools, &workspace);
        agree(&mut workspace, &plan, &ids, None);
        let plan = check(people, &workspace);
        agree(&mut workspace, &plan, &ids, None);
        assert_eq!(workspace.people.len(), plan.counts().accepted, "{people}");
        // The same files again bring nothing new.
        for name in [schools, people] {
            let before = self::plan(name, &Workspace::default());
            let again = self::plan(name, &workspace);
            assert_eq!(again.counts().accepted, 0, "{name}");
            assert!(again.counts().duplicate >= before.counts().accepted, "{name}");
            assert!(again.changes(&workspace, &ids, None).is_empty(), "{name}");
        }
    }
}

#[test]
fn nothing_of_the_hub_lists_is_guessed_or_lost() {
    let mut workspace = Workspace::default();
    let ids = IdSource::new(1, 1);
    let schools = plan("hub-2024/schools.xlsx", &workspace);
    agree(&mut workspace, &schools, &ids, None);
    assert_eq!(workspace.districts.len(), 56, "one name in two regions is two districts");
    assert_eq!(workspace.schools.iter().filter(|s| s.hub.is_some()).count(), 224);
    let strange = schools.rows.iter().filter(|r| r.outcome != Outcome::Ignored && !r.findings.is_empty());
    assert_eq!(strange.count(), 0);
    let people = plan("hub-2024/teachers.xlsx", &workspace);
    for row in people.rows.iter().filter(|r| r.outcome == Outcome::NeedsFix) {
        assert_eq!(row.findings.first().map(|f| f.code.code().strip_prefix("row_")), Some(row.code.map(|c| c.code())));
    }
    // Thirteen notes are formulas that nobody worked out: kept as their text.
    let note = |r: &&PlanRow| matches!(&r.draft, Some(Draft::Person(p)) if p.note.as_deref() == Some("=1+1"));
    assert_eq!(people.rows.iter().filter(note).count(), 13);
}
