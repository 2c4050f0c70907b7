//! Solvers. What they propose is audited when it is agreed to, as a command; nothing here changes a record.

use std::collections::VecDeque;

use chrono::NaiveDate;
use orken_core::command::{Command, selection_changes};
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
use crate::worker::protocol::{Done, Given, Portfolio, Task, garbled};
use crate::worker::serve::Watch;

/// Who gets the places of an intake. With the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Select {
    /// The intake.
    pub intake: IntakeId,
}

/// A proposed selection, with what agreeing to it changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Selected {
    /// The proposal; where each person stands is in `people` on its way.
    proposal: SelectionProposal,
    /// Standings, some thousand in a piece.
    people: Vec<Vec<u8>>,
    /// The audited changes, packed ([`rows::write_changes`]); none for the best so far of a job that was cancelled.
    pub changes: Option<Vec<u8>>,
}

impl Selected {
    /// The proposal without where each person stands.
    #[must_use]
    pub const fn proposal(&self) -> &SelectionProposal {
        &self.proposal
    }

    /// The whole proposal, read in short tasks.
    ///
    /// # Errors
    /// The pieces are not what they should be.
    pub async fn whole(&self) -> Result<SelectionProposal, Finding> {
        let mut turns = Turns::default();
        let mut proposal = self.proposal.clone();
        for piece in &self.people {
            turns.give_way().await;
            proposal.people.extend(rows::read_standings(piece).map_err(|e| garbled(&e.to_string()))?);
        }
        Ok(proposal)
    }
}

impl Task for Select {
    const NAME: &'static str = "select";
    type Answer = Selected;

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<Selected>, Finding> {
        let workspace = given.records;
        let asked = Asked::new(&workspace, self.intake)?;
        let mut last = None;
        // A hundredth of a millisecond for everyone: a country's network is solved in the first round.
        let people = u32::try_from(workspace.enrolments.len()).unwrap_or(u32::MAX);
        let mut selected = watch.in_rounds_from::<Self>(f64::from(people) / 100.0, |watch| {
            let proposal = last.insert(asked.propose(watch)?);
            let (people, rest) = (proposal.people.chunks(STANDINGS), proposal.without_people());
            Ok(Selected { proposal: rest, people: people.map(rows::write_standings).collect(), changes: None })
        })?;
        if let Some(proposal) = last {
            let changes = selection_changes(&workspace, &proposal)?;
            selected.changes = Some(rows::write_changes(&changes).map_err(|e| garbled(&e.to_string()))?);
        }
        Ok(Done::answer(selected))
    }

    /// The proposal as JSON, the changes, the pieces.
    fn pack(answer: &Selected) -> Result<Vec<Vec<u8>>, Finding> {
        let head = serde_json::to_vec(&answer.proposal).map_err(|e| garbled(&e.to_string()))?;
        let changes = answer.changes.clone().unwrap_or_default();
        Ok([head, changes].into_iter().chain(answer.people.iter().cloned()).collect())
    }

    async fn unpack(files: &mut VecDeque<Vec<u8>>) -> Result<Selected, Finding> {
        let (head, changes) = (files.pop_front(), files.pop_front());
        let (head, changes) = head.zip(changes).ok_or_else(|| garbled("no answer"))?;
        let proposal = serde_json::from_slice(&head).map_err(|e| garbled(&e.to_string()))?;
        let changes = Some(changes).filter(|changes| !changes.is_empty());
        Ok(Selected { proposal, people: files.drain(..).collect(), changes })
    }
}

/// Standings in a piece of a proposal on its way.
const STANDINGS: usize = 4_000;

/// Into which groups the selected people go. With the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Place {
    /// The intake.
    pub intake: IntakeId,
}

impl Task for Place {
    const NAME: &'static str = "place";
    type Answer = PlacementProposal;

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<PlacementProposal>, Finding> {
        let workspace = given.records;
        let problem = PlacementProblem::from_workspace(&workspace, self.intake)?;
        // A fifth of a millisecond for everyone: what a country's prices take.
        let first = f64::from(u32::try_from(problem.people.len()).unwrap_or(u32::MAX)) / 5.0;
        watch.in_rounds_from::<Self>(first, |watch| Ok(place::solve(&problem, watch))).map(Done::answer)
    }
}

/// Which venues to use, or which schools to make hubs. With the records.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChooseSites {
    /// What is asked.
    pub question: SitingQuestion,
}

impl Task for ChooseSites {
    const NAME: &'static str = "choose_sites";
    type Answer = SitingProposal;

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<SitingProposal>, Finding> {
        let workspace = given.records;
        watch.in_rounds::<Self>(|watch| siting::solve(&workspace, &self.question, watch)).map(Done::answer)
    }
}

/// Days, slots, rooms and trainers of an intake's sessions. With the records.
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

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<TimetableProposal>, Finding> {
        let workspace = given.records;
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

/// How a demand on the recorded timetable can be met with the fewest changes. With the records.
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

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<Met>, Finding> {
        let workspace = given.records;
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

/// What single change would give someone without a group one. With the records.
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

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<Vec<Finding>>, Finding> {
        let workspace = given.records;
        let problem = PlacementProblem::from_workspace(&workspace, self.intake)?;
        let now = place::agreed(&workspace, &problem).placement;
        Ok(Done::answer(what_would_place(&problem, &now, self.person, &mut Unlimited)))
    }
}

/// The cheapest exchange that seats someone in a group; none where there is none. With the records.
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

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<Option<GroupExchange>>, Finding> {
        let workspace = given.records;
        let problem = PlacementProblem::from_workspace(&workspace, self.intake)?;
        let now = place::agreed(&workspace, &problem);
        let wanted = now.ids.iter().position(|&id| id == self.group);
        Ok(Done::answer(wanted.and_then(|wanted| cheapest_exchange(&problem, &now.placement, self.person, wanted))))
    }
}

/// What would give a waiting person a place; each answer was tried. With the records.
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

    fn run(self, given: Given, _: &mut Watch) -> Result<Done<Vec<Seat>>, Finding> {
        let workspace = given.records;
        let seats = what_would_seat(&workspace, self.intake, self.person, &mut Unlimited)?;
        Ok(Done::answer(seats))
    }
}

/// What an intake comes to when commands are done and it is selected and grouped anew. With the records.
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

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<Tried>, Finding> {
        let workspace = given.records;
        let recorded = if self.commands.is_empty() { recorded(&workspace, self.intake)? } else { None };
        let tried = |watch: &mut Watch| {
            let outcome = outcome(&workspace, self.intake, &self.commands, watch)?;
            Ok(Tried { outcome, recorded: recorded.clone() })
        };
        watch.in_rounds::<Self>(tried).map(Done::answer)
    }
}
