//! What is measured on the country: the same steps on the host and in the browser, each told its clock.

use orken_core::change::{self, Change};
use orken_core::command::{Command, Context, IdSource, decide};
use orken_core::exchange::rows;
use orken_core::model::{Gathered, Intake, Record, RecordId};
use orken_core::rules::{Setting, Verdict, verdict_only};
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::{self, PlacementProblem};
use orken_core::solver::select;
use orken_core::workspace::Workspace;

use super::{country, ten_criteria};

/// Records of a block, as a browser keeps them.
const BLOCK: usize = 1000;

/// One measured step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What was done.
    pub name: &'static str,
    /// Milliseconds.
    pub milliseconds: f64,
    /// The most memory in use while it was done, in bytes; none where it can't be told.
    pub memory: Option<u64>,
    /// What came of it, so that a fast wrong answer shows.
    pub outcome: String,
}

/// What steps are measured with.
pub struct Gauge<'a> {
    /// Milliseconds since some moment.
    pub now: &'a dyn Fn() -> f64,
    /// The most memory in use since this was last asked, in bytes.
    pub memory: &'a dyn Fn() -> Option<u64>,
}

/// The steps so far.
struct Laps<'a> {
    gauge: &'a Gauge<'a>,
    started: f64,
    steps: Vec<Step>,
}

impl Laps<'_> {
    fn end(&mut self, name: &'static str, outcome: String) {
        let milliseconds = (self.gauge.now)() - self.started;
        self.steps.push(Step { name, milliseconds, memory: (self.gauge.memory)(), outcome });
        self.started = (self.gauge.now)();
    }
}

/// Opens a country from its [`blocks`] and measures every step on it.
///
/// # Errors
/// What a step refused.
pub fn measure(blocks: impl IntoIterator<Item = Vec<u8>>, gauge: &Gauge<'_>) -> Result<Vec<Step>, String> {
    let mut laps = Laps { gauge, started: (gauge.now)(), steps: Vec::new() };
    let mut workspace = open(blocks)?;
    laps.end("open", format!("{} schools, {} teachers", workspace.schools.len(), workspace.people.len()));
    let intake = workspace.intakes.iter().next().cloned().ok_or("no intake")?;
    let counted = eligible(&workspace, &intake);
    laps.end("eligibility", format!("{} yes, {} no, {} unknown", counted[0], counted[1], counted[2]));
    let told = |finding: orken_core::finding::Finding| format!("{finding:?}");
    let proposal = select::propose(&workspace, intake.id, &mut Unlimited).map_err(told)?;
    laps.end("select", format!("{} selected, {:?}", proposal.selected.len(), proposal.gap));
    // The log holds what was changed for an undo.
    let mut log = vec![run(&mut workspace, Command::ApplySelection(Box::new(proposal)))?];
    laps.end("agree to it", format!("{} records changed", log[0].len()));
    let problem = PlacementProblem::from_workspace(&workspace, intake.id).map_err(told)?;
    let groups = place::solve(&problem, &mut Unlimited);
    let seated: usize = groups.groups.iter().map(|g| g.members.len()).sum();
    let outcome = format!("{seated} in {} groups, cost {}, {:?}", groups.groups.len(), groups.cost.total(), groups.gap);
    laps.end("place", outcome);
    log.push(run(&mut workspace, Command::ApplyGroups(Box::new(groups)))?);
    laps.end("agree to it", format!("{} records changed", log[1].len()));
    Ok(laps.steps)
}

/// A block of records as a browser keeps it: the records of one table, at most [`BLOCK`] of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Table and number: `people/0003`.
    pub key: String,
    /// The records, packed.
    pub records: Vec<u8>,
}

/// This share of the country as the blocks that a browser keeps, in the order in which the tables refer to each other.
///
/// # Errors
/// What can't be written.
pub fn blocks(percent: u32) -> Result<Vec<Block>, String> {
    let workspace = country(percent);
    let ids: Vec<RecordId> = workspace.ids().collect();
    let block = |number: usize, ids: &[RecordId]| {
        let records: Vec<Record> = ids.iter().filter_map(|&id| workspace.record(id)).collect();
        let records = rows::write_block(&records).map_err(|e| e.to_string())?;
        Ok(Block { key: format!("{}/{number:04}", ids[0].table()), records })
    };
    let tables = ids.chunk_by(|a, b| a.table() == b.table());
    tables.flat_map(|table| table.chunks(BLOCK).enumerate().map(|(number, ids)| block(number, ids))).collect()
}

/// Opens it as a browser does: block by block.
fn open(blocks: impl IntoIterator<Item = Vec<u8>>) -> Result<Workspace, String> {
    let mut gathered = Gathered::default();
    for block in blocks {
        gathered.add(rows::read_block(&block).map_err(|e| e.to_string())?);
    }
    Ok(Workspace::from(gathered.tables()))
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

fn run(workspace: &mut Workspace, command: Command) -> Result<Vec<Change>, String> {
    let now = chrono::NaiveDate::from_ymd_opt(2024, 10, 1).and_then(|d| d.and_hms_opt(9, 0, 0)).unwrap_or_default();
    let context = Context { now, actor: String::new(), ids: IdSource::new(2, 1) };
    let changes = decide(workspace, command, &context).map_err(|f| format!("{f:?}"))?;
    change::apply(workspace, &changes).map_err(|f| format!("{f:?}"))?;
    Ok(changes)
}
