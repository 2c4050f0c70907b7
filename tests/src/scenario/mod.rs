//! A named programme head to tail on lists in a folder: import, selection, groups, timetable, and what each gave as
//! files that anyone can check.

mod report;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use orken_core::command::{Cause, Command};
use orken_core::exchange::{ExportOptions, write_document};
use orken_core::finding::Finding;
use orken_core::import::{Book, ImportOptions, ImportPlan, ListKind, read};
use orken_core::model::IntakeId;
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select::{SelectionProposal, propose};
use orken_core::solver::timetable::{self, TimetableProblem};
use orken_core::template::{Template, Tongue};

use crate::workspaces::Bench;
use report::Report;

/// Endings of the files that are read.
const LISTS: [&str; 6] = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv"];

/// Runs the programme on the lists in `data` and writes what it gave under `out`; the report's text comes back.
///
/// # Errors
/// What could not be read, decided or written, and why.
pub fn run(template: Template, data: &Path, out: &Path) -> Result<String, String> {
    let mut bench = Bench::default();
    told(bench.run(Command::StartFromTemplate(template, Tongue::English)))?;
    let mut report = Report::new(template);
    let imports = out.join("import");
    fs::create_dir_all(&imports).map_err(|e| format!("{}: {e}", imports.display()))?;
    for plan in plans(&mut bench, &lists(data)?)? {
        report.import(&plan);
        let rows = tables::rows(&plan);
        // Under the file's whole name, and under its bare name for those who compare with a list of expected outcomes.
        let bare = Path::new(&plan.file).with_extension("");
        for name in [plan.file.clone(), bare.to_string_lossy().into_owned()] {
            write(&imports.join(format!("{name}.rows.csv")), rows.as_bytes())?;
        }
    }
    let intakes: Vec<IntakeId> = bench.workspace.intakes.iter().map(|i| i.id).collect();
    for (number, intake) in intakes.into_iter().enumerate() {
        let folder = if number == 0 { out.to_owned() } else { out.join(format!("intake-{}", number + 1)) };
        run_intake(&mut bench, intake, &folder, &mut report)?;
    }
    let options = ExportOptions { with_iin: false };
    write(&out.join("workspace.json"), &write_document(&bench.workspace, &bench.heads(), options))?;
    write(&out.join("report.json"), report.json().as_bytes())?;
    Ok(report.text())
}

fn run_intake(bench: &mut Bench, intake: IntakeId, folder: &Path, report: &mut Report) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let selection: SelectionProposal = told(propose(&bench.workspace, intake, &mut Unlimited))?;
    report.selection(&selection);
    write(&folder.join("selection.csv"), tables::selection(&bench.workspace, intake, &selection).as_bytes())?;
    told(bench.run(Command::ApplySelection(Box::new(selection))))?;
    let problem = told(PlacementProblem::from_workspace(&bench.workspace, intake))?;
    let groups = place::solve(&problem, &mut Unlimited);
    report.groups(&groups);
    told(bench.run(Command::ApplyGroups(Box::new(groups))))?;
    write(&folder.join("groups.csv"), tables::groups(&bench.workspace, intake).as_bytes())?;
    let problem = told(TimetableProblem::from_workspace(&bench.workspace, intake))?;
    let sessions = timetable::solve(&problem, &mut Unlimited);
    report.timetable(&sessions);
    told(bench.run(Command::ApplyTimetable(Box::new(sessions))))?;
    write(&folder.join("timetable.csv"), tables::timetable(&bench.workspace, intake).as_bytes())
}

fn told<T>(result: Result<T, Finding>) -> Result<T, String> {
    result.map_err(|finding| format!("{}: {:?}", finding.code.code(), finding.args))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

/// The lists of a folder, by name.
fn lists(data: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(data).map_err(|e| format!("{}: {e}", data.display()))?;
    let is_list = |path: &PathBuf| {
        let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
        let ending = name.rsplit('.').next().unwrap_or_default();
        LISTS.contains(&ending) && !name.ends_with(".expected.csv") && !name.starts_with(['.', '~'])
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).filter(is_list).collect();
    paths.sort();
    if paths.is_empty() { Err(format!("{}: no lists in here", data.display())) } else { Ok(paths) }
}

/// Reads and agrees to the lists of schools first and of people after, whatever the files' names.
fn plans(bench: &mut Bench, paths: &[PathBuf]) -> Result<Vec<ImportPlan>, String> {
    let mut books = Vec::new();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let book = read::read(&name, &bytes).map_err(|e| format!("{}: {:?}", path.display(), e.finding(&name)))?;
        let kind = ImportPlan::new(&book, None, ImportOptions::default(), &bench.workspace).kind;
        books.push((kind != ListKind::Schools, book));
    }
    books.sort_by_key(|(people, _)| *people);
    let mut done = Vec::new();
    for (_, book) in books {
        let plan = read_book(bench, &book);
        let intakes: Vec<IntakeId> = match plan.kind {
            ListKind::Schools => Vec::new(),
            ListKind::People => bench.workspace.intakes.iter().map(|i| i.id).collect(),
        };
        put(bench, &plan, intakes.first().copied())?;
        // People of the list are known by now: reading it again puts them forward for the other intakes.
        for &intake in intakes.iter().skip(1) {
            let again = read_book(bench, &book);
            put(bench, &again, Some(intake))?;
        }
        done.push(plan);
    }
    Ok(done)
}

fn read_book(bench: &Bench, book: &Book) -> ImportPlan {
    ImportPlan::new(book, None, ImportOptions::default(), &bench.workspace)
}

fn put(bench: &mut Bench, plan: &ImportPlan, intake: Option<IntakeId>) -> Result<(), String> {
    let records = plan.records(&bench.workspace, bench.ids(), intake);
    told(bench.run(Command::Put { what: Cause::Import, records, remove: Vec::new() }))
}
