//! What a list of schools says of hubs, and what it leaves open: missing data is an answer of its own, never a silent no.

use orken_core::command::IdSource;
use orken_core::import::{Book, Cell, ImportOptions, ImportPlan, Sheet};
use orken_core::model::{Record, School, SchoolKind};
use orken_core::workspace::Workspace;

fn schools(lines: &[&str]) -> Vec<(School, Option<String>)> {
    let rows = lines.iter().map(|line| line.split('|').map(|cell| Cell::from(cell.trim())).collect()).collect();
    let book = Book { file: "schools".to_owned(), sheets: vec![Sheet::new("", rows)] };
    let plan = ImportPlan::new(&book, None, ImportOptions::default(), &Workspace::default());
    let records = plan.records(&Workspace::default(), &IdSource::new(1, 1), None);
    let made: Vec<School> =
        records.into_iter().filter_map(|r| if let Record::School(s) = r { Some((*s).clone()) } else { None }).collect();
    let name = |school: &School| Some(made.iter().find(|s| Some(s.id) == school.hub)?.name.clone());
    made.iter().map(|school| (school.clone(), name(school))).collect()
}

/// Name, whether it is a hub, the hub it belongs to, whether that is left open.
type Line<'a> = (&'a str, bool, Option<&'a str>, bool);

#[track_caller]
fn check(lines: &[&str], expected: &[Line<'_>]) {
    let found = schools(lines);
    let found: Vec<Line<'_>> = found
        .iter()
        .map(|(s, hub)| (s.name.as_str(), s.kind == SchoolKind::Hub, hub.as_deref(), s.hub_unknown))
        .collect();
    assert_eq!(found, expected, "{lines:#?}");
}

#[test]
fn both_columns_tell_who_is_a_hub_and_who_is_attached() {
    check(
        &[
            "Область | Район | Школа | Вид школы | Опорная школа",
            "область Абай | Аягозский район | СОШ № 1 | опорная |",
            "область Абай | Аягозский район | СОШ № 2 | МКШ | СОШ № 1",
            "область Абай | Аягозский район | СОШ № 3 | МКШ |",
            "область Абай | Аягозский район | СОШ № 4 | | ",
            "область Абай | Аягозский район | СОШ № 5 | | нет",
            "область Абай | Аягозский район | СОШ № 6 | МКШ | СОШ № 99",
        ],
        &[
            ("СОШ № 1", true, None, false),
            ("СОШ № 2", false, Some("СОШ № 1"), false),
            ("СОШ № 3", false, None, false),
            ("СОШ № 4", false, None, true),
            ("СОШ № 5", false, None, false),
            ("СОШ № 6", false, None, true),
        ],
    );
}

#[test]
fn without_kinds_a_school_that_others_name_is_a_hub() {
    check(
        &[
            "Область | Район | Школа | Опорная школа",
            "область Абай | Аягозский район | СОШ № 1 |",
            "область Абай | Аягозский район | СОШ № 2 | СОШ № 1",
            "область Абай | Аягозский район | СОШ № 3 |",
        ],
        &[("СОШ № 1", true, None, false), ("СОШ № 2", false, Some("СОШ № 1"), false), ("СОШ № 3", false, None, true)],
    );
}

#[test]
fn a_school_of_another_kind_that_others_name_is_its_own_hub() {
    check(
        &[
            "Область | Район | Школа | Вид школы | Опорная школа",
            "область Абай | Аягозский район | СОШ № 1 | МКШ |",
            "область Абай | Аягозский район | СОШ № 2 | МКШ | СОШ № 1",
        ],
        &[("СОШ № 1", false, Some("СОШ № 1"), false), ("СОШ № 2", false, Some("СОШ № 1"), false)],
    );
}

#[test]
fn without_both_columns_nothing_is_known() {
    check(&["Область | Район | Школа", "область Абай | Аягозский район | СОШ № 1"], &[("СОШ № 1", false, None, true)]);
}
