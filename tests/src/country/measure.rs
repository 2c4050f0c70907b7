//! What is measured on the country: the same steps on the host and in the browser, each told its clock.

use orken_core::change;
use orken_core::command::{Command, Context, IdSource, decide};
use orken_core::model::Intake;
use orken_core::rules::{Setting, Verdict, verdict_only};
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select;
use orken_core::workspace::Workspace;

use super::{country, ten_criteria};

/// One measured step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was done.
    pub name: &'static str,
    /// Milliseconds.
    pub milliseconds: f64,
    /// What came of it, so that a fast wrong answer shows.
    pub outcome: String,
}

/// Makes this share of the country and measures every step on it; `now` gives milliseconds.
///
/// # Errors
/// What a step refused.
pub fn measure(percent: u32, now: &dyn Fn() -> f64) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut started = now();
    let mut lap = |name: &'static str, outcome: String| {
        let ended = now();
        steps.push(Step { name, milliseconds: ended - started, outcome });
        started = now();
    };
    let mut workspace = country(percent);
    lap("make", format!("{} schools, {} teachers", workspace.schools.len(), workspace.people.len()));
    let intake = workspace.intakes.iter().next().cloned().ok_or("no intake")?;
    let counted = eligible(&workspace, &intake);
    lap("eligibility", format!("{} yes, {} no, {} unknown", counted[0], counted[1], counted[2]));
    let told = |finding: orken_core::finding::Finding| format!("{finding:?}");
    let proposal = select::propose(&workspace, intake.id, &mut Unlimited).map_err(told)?;
    lap("select", format!("{} selected, {:?}", proposal.selected.len(), proposal.gap));
    run(&mut workspace, Command::ApplySelection(Box::new(proposal)))?;
    lap("agree to it", String::new());
    let problem = PlacementProblem::from_workspace(&workspace, intake.id).map_err(told)?;
    let groups = place::solve(&problem, &mut Unlimited);
    let seated: usize = groups.groups.iter().map(|g| g.members.len()).sum();
    lap("place", format!("{seated} in {} groups, cost {}, {:?}", groups.groups.len(), groups.cost.total(), groups.gap));
    run(&mut workspace, Command::ApplyGroups(Box::new(groups)))?;
    lap("agree to it", String::new());
    Ok(steps)
}

fn eligible(workspace: &Workspace, intake: &Intake) -> [usize; 3] {
    let setting = Setting::new(workspace, intake.reference_date);
    let mut counted = [0; 3];
    let rule = ten_criteria();
    for person in &workspace.people {
        let verdict = verdict_only(&rule, &setting.of(person));
        counted[match verdict {
            Verdict::Yes => 0,
            Verdict::No => 1,
            Verdict::Unknown => 2,
        }] += 1;
    }
    counted
}

fn run(workspace: &mut Workspace, command: Command) -> Result<(), String> {
    let now = chrono::NaiveDate::from_ymd_opt(2024, 10, 1).and_then(|d| d.and_hms_opt(9, 0, 0)).unwrap_or_default();
    let context = Context { now, actor: String::new(), ids: IdSource::new(2, 1) };
    let changes = decide(workspace, command, &context).map_err(|f| format!("{f:?}"))?;
    change::apply(workspace, &changes).map_err(|f| format!("{f:?}"))
}
