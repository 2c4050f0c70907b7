//! Solvers. What they propose is audited when it is agreed to, as a command; nothing here changes a record.

use std::collections::VecDeque;

use chrono::NaiveDate;
use orken_core::command::Command;
use orken_core::exchange::rows;
use orken_core::finding::Finding;
use orken_core::model::{Gap, GroupId, IntakeId, PersonId, TrainerId};
use orken_core::solver::budget::Unlimited;
use orken_core::solver::place::exchange::{GroupExchange, cheapest_exchange};
use orken_core::solver::place::explain::what_would_place;
use orken_core::solver::place::problem::PlacementProblem;
use orken_core::solver::place::{self, PlacementProposal};
use orken_core::solver::select::{Asked, Seat, SelectionProposal, what_would_seat};
use orken_core::solver::siting::{self, SitingProposal, SitingQuestion};
use orken_core::solver::timetable::{self, Desk, TimetableProblem, TimetableProposal, Wish};
use orken_core::what_if::{Outcome, outcome, recorded};
use serde::{Deserialize, Serialize};

use crate::effects::clock::Turns;
use crate::worker::protocol::{Done, Portfolio, Task, garbled, read_workspace};
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
        let asked = Asked::new(&workspace, self.intake)?;
        watch.in_rounds::<Self>(|watch| asked.propose(watch)).map(Done::answer)
    }

    /// The proposal without its people, then these some thousand at a time.
    fn pack(answer: &SelectionProposal) -> Result<Vec<Vec<u8>>, Finding> {
        let head = serde_json::to_vec(&answer.without_people()).map_err(|e| garbled(&e.to_string()))?;
        Ok(std::iter::once(head).chain(answer.people.chunks(STANDINGS).map(rows::write_standings)).collect())
    }

    async fn unpack(files: &mut VecDeque<Vec<u8>>) -> Result<SelectionProposal, Finding> {
        let told = |e: &dyn std::fmt::Display| garbled(&e.to_string());
        let head = files.pop_front().ok_or_else(|| garbled("no answer"))?;
        let mut proposal: SelectionProposal = serde_json::from_slice(&head).map_err(|e| told(&e))?;
        let mut turns = Turns::default();
        for piece in files.drain(..) {
            turns.give_way().await;
            proposal.people.extend(rows::read_standings(&piece).map_err(|e| told(&e))?);
        }
        Ok(proposal)
    }
}

/// Standings in a piece of a proposal on its way.
const STANDINGS: usize = 4_000;

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
        // A fifth of a millisecond for everyone: what a country's prices take.
        let first = f64::from(u32::try_from(problem.people.len()).unwrap_or(u32::MAX)) / 5.0;
        watch.in_rounds_from::<Self>(first, |watch| Ok(place::solve(&problem, watch))).map(Done::answer)
    }
}

/// Which venues to use, or which schools to make hubs. File: the records.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChooseSites {
    /// What is asked.
    pub question: SitingQuestion,
}

impl Task for ChooseSites {
    const NAME: &'static str = "choose_sites";
    type Answer = SitingProposal;

    fn run(self, files: Vec<Vec<u8>>, watch: &mut Watch) -> Result<Done<SitingProposal>, Finding> {
        let workspace = read_workspace(files.first())?;
        watch.in_rounds::<Self>(|watch| siting::solve(&workspace, &self.question, watch)).map(Done::answer)
    }
}

/// Days, slots, rooms and trainers of an intake's sessions. File: the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Timetable {
    /// The intake.
    pub intake: IntakeId,
    /// Which run of the portfolio, from 0.
    pub run: u8,
}

impl Portfolio for Timetable {
    type Worth = (usize, i64);

    fn for_run(&self, run: u8) -> Self {
        Self { run, ..*self }
    }

    fn is_best(answer: &TimetableProposal) -> bool {
        answer.gap == Gap::Optimal
    }

    fn worth(answer: &TimetableProposal) -> (usize, i64) {
        answer.worth()
    }
}

impl Task for Timetable {
    const NAME: &'static str = "timetable";
    type Answer = TimetableProposal;

    fn run(self, files: Vec<Vec<u8>>, watch: &mut Watch) -> Result<Done<TimetableProposal>, Finding> {
        let workspace = read_workspace(files.first())?;
        let problem = TimetableProblem::from_workspace(&workspace, self.intake)?.for_run(self.run);
        watch.in_rounds::<Self>(|watch| Ok(timetable::solve(&problem, watch))).map(Done::answer)
    }
}

/// What is asked of a timetable that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// No session of the trainer on the day.
    Free {
        /// Who.
        trainer: TrainerId,
        /// When.
        date: NaiveDate,
    },
    /// A session of the group in a slot where it has none.
    Fill {
        /// Whose.
        group: GroupId,
        /// The day.
        date: NaiveDate,
        /// Which slot of it.
        slot: u8,
    },
}

/// The ways to meet it, the best first, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Met {
    /// Each with its changes.
    pub ways: Vec<Wish>,
    /// Empty where there is a way.
    pub reasons: Vec<Finding>,
}

/// How a demand on the recorded timetable can be met with the fewest changes. File: the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Demand {
    /// The intake.
    pub intake: IntakeId,
    /// What is asked.
    pub wanted: Wanted,
}

impl Task for Demand {
    const NAME: &'static str = "demand";
    type Answer = Met;

    fn run(self, files: Vec<Vec<u8>>, _: &mut Watch) -> Result<Done<Met>, Finding> {
        let workspace = read_workspace(files.first())?;
        let problem = TimetableProblem::from_workspace(&workspace, self.intake)?;
        let desk = Desk::of_workspace(&problem);
        let found = match self.wanted {
            Wanted::Free { trainer, date } => desk.free_trainer(trainer, date, &mut Unlimited).map(|way| vec![way]),
            Wanted::Fill { group, date, slot } => desk.fill_gap(group, date, slot, &mut Unlimited),
        };
        let met = match found {
            Ok(ways) => Met { ways, reasons: Vec::new() },
            Err(reasons) => Met { ways: Vec::new(), reasons },
        };
        Ok(Done::answer(met))
    }
}

/// What single change would give someone without a group one. File: the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WouldPlace {
    /// The intake.
    pub intake: IntakeId,
    /// Who.
    pub person: PersonId,
}

impl Task for WouldPlace {
    const NAME: &'static str = "would_place";
    type Answer = Vec<Finding>;

    fn run(self, files: Vec<Vec<u8>>, _: &mut Watch) -> Result<Done<Vec<Finding>>, Finding> {
        let workspace = read_workspace(files.first())?;
        let problem = PlacementProblem::from_workspace(&workspace, self.intake)?;
        let now = place::agreed(&workspace, &problem).placement;
        Ok(Done::answer(what_would_place(&problem, &now, self.person, &mut Unlimited)))
    }
}

/// The cheapest exchange that seats someone in a group; none where there is none. File: the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WouldExchange {
    /// The intake.
    pub intake: IntakeId,
    /// Who.
    pub person: PersonId,
    /// Where they want to be.
    pub group: GroupId,
}

impl Task for WouldExchange {
    const NAME: &'static str = "would_exchange";
    type Answer = Option<GroupExchange>;

    fn run(self, files: Vec<Vec<u8>>, _: &mut Watch) -> Result<Done<Option<GroupExchange>>, Finding> {
        let workspace = read_workspace(files.first())?;
        let problem = PlacementProblem::from_workspace(&workspace, self.intake)?;
        let now = place::agreed(&workspace, &problem);
        let wanted = now.ids.iter().position(|&id| id == self.group);
        Ok(Done::answer(wanted.and_then(|wanted| cheapest_exchange(&problem, &now.placement, self.person, wanted))))
    }
}

/// What would give a waiting person a place; each answer was tried. File: the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WouldSeat {
    /// The intake.
    pub intake: IntakeId,
    /// Who.
    pub person: PersonId,
}

impl Task for WouldSeat {
    const NAME: &'static str = "would_seat";
    type Answer = Vec<Seat>;

    fn run(self, files: Vec<Vec<u8>>, _: &mut Watch) -> Result<Done<Vec<Seat>>, Finding> {
        let workspace = read_workspace(files.first())?;
        let seats = what_would_seat(&workspace, self.intake, self.person, &mut Unlimited)?;
        Ok(Done::answer(seats))
    }
}

/// What an intake comes to when commands are done and it is selected and grouped anew. File: the records.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Try {
    /// The intake.
    pub intake: IntakeId,
    /// The commands, in order.
    pub commands: Vec<Command>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// With the commands.
    pub outcome: Outcome,
    /// What is recorded, where there were no commands to try.
    pub recorded: Option<Outcome>,
}

impl Task for Try {
    const NAME: &'static str = "try";
    type Answer = Tried;

    fn run(self, files: Vec<Vec<u8>>, watch: &mut Watch) -> Result<Done<Tried>, Finding> {
        let workspace = read_workspace(files.first())?;
        let recorded = if self.commands.is_empty() { recorded(&workspace, self.intake)? } else { None };
        let tried = |watch: &mut Watch| {
            let outcome = outcome(&workspace, self.intake, &self.commands, watch)?;
            Ok(Tried { outcome, recorded: recorded.clone() })
        };
        watch.in_rounds::<Self>(tried).map(Done::answer)
    }
}
