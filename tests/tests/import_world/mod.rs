//! Lists made of lines of cells, against a small country of schools.
#![allow(dead_code, reason = "each test takes what it needs")]

use orken_core::change::apply;
use orken_core::command::IdSource;
use orken_core::import::{Book, Cell, Draft, ImportOptions, ImportPlan, PersonDraft, Sheet};
use orken_core::workspace::Workspace;

/// A sheet from lines of cells parted by `|`.
pub fn sheet(lines: &[&str]) -> Sheet {
    let rows = lines.iter().map(|l| l.split('|').map(|c| cell(c.trim())).collect());
    Sheet::new("Лист1", rows.collect())
}

/// Whole numbers of few digits are numbers, as Excel has them.
fn cell(text: &str) -> Cell {
    let small = !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().map_or_else(|_| Cell::from(text), |n| if small { Cell::Number(n) } else { Cell::from(text) })
}

pub fn plan_of(sheets: Vec<Sheet>, workspace: &Workspace) -> ImportPlan {
    let book = Book { file: "list.xlsx".to_owned(), sheets };
    ImportPlan::new(&book, None, ImportOptions::default(), workspace)
}

pub fn plan(lines: &[&str], workspace: &Workspace) -> ImportPlan {
    plan_of(vec![sheet(lines)], workspace)
}

/// Schools by lines of region, district and name.
pub fn country(lines: &[&str]) -> Workspace {
    let mut workspace = Workspace::default();
    let mut all = vec!["Область | Район | Наименование школы"];
    all.extend(lines);
    let plan = plan(&all, &workspace);
    assert_eq!(plan.counts().accepted, lines.len(), "{:?}", outcomes(&plan));
    let changes = plan.changes(&workspace, &IdSource::new(1, 1), None);
    apply(&mut workspace, &changes).unwrap();
    workspace
}

/// A school of the same name in two regions, among others.
pub fn two_districts() -> Workspace {
    country(&[
        "область Абай | Аягозский район | СОШ № 44 с. Ақсу",
        "область Абай | Аягозский район | СОШ № 46 с. Жаңатұрмыс",
        "область Абай | Аягозский район | СОШ № 44 с. Максимовка",
        "Акмолинская область | Целиноградский район | СОШ № 44 с. Ақсу",
        "область Абай | г. Семей | СОШ № 1",
    ])
}

/// Outcome and code of every row, `ok` for an accepted one.
pub fn outcomes(plan: &ImportPlan) -> Vec<&'static str> {
    let word = |outcome: &'static str| if outcome == "accepted" { "ok" } else { outcome };
    plan.rows.iter().map(|r| r.code.map_or_else(|| word(r.outcome.code()), |c| c.code())).collect()
}

pub fn person(plan: &ImportPlan, row: usize) -> &PersonDraft {
    match &plan.rows[row - 1].draft {
        Some(Draft::Person(p)) => p,
        other => panic!("row {row} is no person: {other:?}"),
    }
}

/// Where the person of the row is recorded: district and school.
pub fn place(plan: &ImportPlan, row: usize, workspace: &Workspace) -> String {
    let found = person(plan, row).school.and_then(|id| workspace.schools.get(id));
    let district = found.and_then(|s| workspace.district_of(s));
    found.map_or_else(String::new, |s| format!("{}: {}", district.map_or("", |d| &d.name), s.name))
}

/// The outcomes of the rows below the first line, and where each accepted person is recorded as far as `wanted` says.
pub fn check(what: &str, workspace: &Workspace, lines: &[(&str, &str)]) -> ImportPlan {
    let texts: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    let plan = plan(&texts, workspace);
    let got: Vec<String> = outcomes(&plan)
        .iter()
        .enumerate()
        .zip(lines)
        .map(|((i, code), (_, wanted))| match wanted.split_once(' ') {
            Some(("ok", _)) if *code == "ok" => format!("ok {}", place(&plan, i + 1, workspace)),
            _ => (*code).to_owned(),
        })
        .collect();
    let wanted: Vec<&str> = lines.iter().map(|(_, wanted)| *wanted).collect();
    assert_eq!(got, wanted, "{what}");
    plan
}
