//! Solvers. What they propose is audited when it is agreed to, as a command; nothing here changes a record.

use orken_core::finding::Finding;
use orken_core::model::IntakeId;
use orken_core::solver::place::problem::PlacementProblem;
use orken_core::solver::place::{self, PlacementProposal};
use orken_core::solver::select::{SelectionProposal, propose};
use serde::{Deserialize, Serialize};

use crate::worker::protocol::{Done, Task, read_workspace};
use crate::worker::serve::Watch;

/// Who gets the places of an intake. File: the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Select {
    /// The intake.
    pub intake: IntakeId,
}

impl Task for Select {
    const NAME: &'static str = "select";
    type Answer = SelectionProposal;

    fn run(self, files: Vec<Vec<u8>>, watch: &mut Watch) -> Result<Done<SelectionProposal>, Finding> {
        let workspace = read_workspace(files.first())?;
        watch.in_rounds(|watch| propose(&workspace, self.intake, watch)).map(Done::answer)
    }
}

/// Into which groups the selected people go. File: the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Place {
    /// The intake.
    pub intake: IntakeId,
}

impl Task for Place {
    const NAME: &'static str = "place";
    type Answer = PlacementProposal;

    fn run(self, files: Vec<Vec<u8>>, watch: &mut Watch) -> Result<Done<PlacementProposal>, Finding> {
        let workspace = read_workspace(files.first())?;
        let problem = PlacementProblem::from_workspace(&workspace, self.intake)?;
        watch.in_rounds(|watch| Ok(place::solve(&problem, watch))).map(Done::answer)
    }
}
