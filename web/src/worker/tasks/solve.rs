//! Solvers. What they propose is audited when it is agreed to, as a command; nothing here changes a record.

use std::borrow::Cow;
use std::collections::VecDeque;

use chrono::NaiveDate;
use orken_core::change::Change;
use orken_core::command::{Command, IdSource, group_changes, selection_changes};
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
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::effects::clock::Turns;
use crate::worker::protocol::{Done, Given, Portfolio, Task, garbled};
use crate::worker::serve::Watch;

/// What agreeing to a proposal changes: audited and decided by the worker that made the proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The counter of new ids after those that were given out; none where there are no new records.
    pub next_id: Option<u32>,
    /// The changes, packed ([`rows::write_changes`]); on their way they go beside.
    #[serde(skip)]
    pub changes: Vec<u8>,
}

impl Decision {
    fn new(next_id: Option<u32>, changes: impl IntoIterator<Item = Change>) -> Result<Self, Finding> {
        Ok(Self { next_id, changes: rows::write_changes(changes).map_err(|e| garbled(&e.to_string()))? })
    }

    /// A proposal with its decision, if there is one yet.
    fn pack<'d>(answer: &impl Serialize, decision: Option<&'d Self>) -> Result<Vec<Cow<'d, [u8]>>, Finding> {
        let head = serde_json::to_vec(answer).map_err(|e| garbled(&e.to_string()))?;
        Ok(vec![head.into(), decision.map_or(&[][..], |decision| &decision.changes).into()])
    }

    /// What [`Self::pack`] made: the proposal, and the changes for its decision.
    fn unpack<A: DeserializeOwned>(files: &mut VecDeque<Vec<u8>>) -> Result<(A, Vec<u8>), Finding> {
        let (head, changes) = (files.pop_front(), files.pop_front());
        let (head, changes) = head.zip(changes).ok_or_else(|| garbled("no answer"))?;
        Ok((serde_json::from_slice(&head).map_err(|e| garbled(&e.to_string()))?, changes))
    }
}

/// Who gets the places of an intake. With the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Select {
    /// The intake.
    pub intake: IntakeId,
}

/// A proposed selection.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Selected {
    /// The proposal without where each person stands.
    pub proposal: SelectionProposal,
    /// What agreeing to it changes; none for the best so far of a job that was cancelled, and where the audit refuses
    /// it.
    pub decision: Option<Decision>,
    /// Standings, some thousand in a piece.
    #[serde(skip)]
    people: Vec<Vec<u8>>,
}

impl Selected {
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
            Ok(Selected { proposal: rest, decision: None, people: people.map(rows::write_standings).collect() })
        })?;
        // Deciding takes its time: who cancels now keeps the proposal.
        watch.best::<Self>(&selected);
        drop(asked);
        // What the audit refuses is shown all the same, and refused with its reason when someone agrees.
        if let Some(proposal) = last
            && let Ok(changes) = selection_changes(&workspace, &proposal)
        {
            selected.decision = Some(Decision::new(None, changes)?);
        }
        Ok(Done::answer(selected))
    }

    fn pack(answer: &Selected) -> Result<Vec<Cow<'_, [u8]>>, Finding> {
        let mut files = Decision::pack(answer, answer.decision.as_ref())?;
        files.extend(answer.people.iter().map(Cow::from));
        Ok(files)
    }

    async fn unpack(files: &mut VecDeque<Vec<u8>>) -> Result<Selected, Finding> {
        let (selected, changes) = Decision::unpack::<Selected>(files)?;
        let decision = selected.decision.map(|decision| Decision { changes, ..decision });
        Ok(Selected { decision, people: files.drain(..).collect(), ..selected })
    }
}

/// Standings in a piece of a proposal on its way.
const STANDINGS: usize = 4_000;

/// Into which groups the selected people go. With the records.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Place {
    /// The intake.
    pub intake: IntakeId,
    /// Replica and counter of the next new id.
    pub ids: (u32, u32),
}

/// Proposed groups.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Grouped {
    /// The proposal.
    pub proposal: PlacementProposal,
    /// What agreeing to it changes; none for the best so far of a job that was cancelled, and where the audit refuses it.
    pub decision: Option<Decision>,
}

impl Task for Place {
    const NAME: &'static str = "place";
    type Answer = Grouped;

    fn run(self, given: Given, watch: &mut Watch) -> Result<Done<Grouped>, Finding> {
        let workspace = given.records;
        let problem = PlacementProblem::from_workspace(&workspace, self.intake)?;
        // A fifth of a millisecond for everyone: what a country's prices take.
        let first = f64::from(u32::try_from(problem.people.len()).unwrap_or(u32::MAX)) / 5.0;
        let mut grouped = watch.in_rounds_from::<Self>(first, |watch| {
            Ok(Grouped { proposal: place::solve(&problem, watch), decision: None })
        })?;
        watch.best::<Self>(&grouped);
        let ids = IdSource::new(self.ids.0, self.ids.1);
        if let Ok(changes) = group_changes(&workspace, &grouped.proposal, &ids) {
            grouped.decision = Some(Decision::new(Some(ids.next()), changes)?);
        }
        Ok(Done::answer(grouped))
    }

    fn pack(answer: &Grouped) -> Result<Vec<Cow<'_, [u8]>>, Finding> {
        Decision::pack(answer, answer.decision.as_ref())
    }

    async fn unpack(files: &mut VecDeque<Vec<u8>>) -> Result<Grouped, Finding> {
        let (grouped, changes) = Decision::unpack::<Grouped>(files)?;
        Ok(Grouped { decision: grouped.decision.map(|decision| Decision { changes, ..decision }), ..grouped })
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
