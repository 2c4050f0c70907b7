//! What people ask for, decided into changes. `decide` reads the workspace and writes nothing: the store keeps the
//! changes first and applies them after.

mod add;
mod agree;
mod enrol;
mod records;
mod schedule;

pub use add::{PROVISIONAL, provisional_ids};
pub use agree::{group_changes, selection_changes};

use std::cell::Cell;
use std::sync::Arc;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::change::Change;
use crate::finding::Finding;
use crate::model::ids::raw_id;
use crate::model::record::Tables;
use crate::model::{GroupId, IntakeId, PersonId, Placed, Record, RecordId, SessionId};
use crate::solver::pair::PairProposal;
use crate::solver::place::PlacementProposal;
use crate::solver::select::SelectionProposal;
use crate::solver::timetable::TimetableProposal;
use crate::template::{Template, Tongue};
use crate::workspace::Workspace;

/// Gives out ids that no other record of this replica has or had.
#[derive(Debug, Clone)]
pub struct IdSource {
    replica: u32,
    next: Cell<u32>,
}

impl IdSource {
    /// Ids of this replica from this counter on.
    #[must_use]
    pub const fn new(replica: u32, next: u32) -> Self {
        Self { replica, next: Cell::new(next) }
    }

    /// A fresh id of any kind.
    pub fn take<I: From<u64>>(&self) -> I {
        let counter = self.next.get();
        self.next.set(counter.wrapping_add(1));
        I::from(raw_id(self.replica, counter))
    }

    /// The counter to go on from.
    #[must_use]
    pub fn next(&self) -> u32 {
        self.next.get()
    }
}

/// What a decision may depend on besides the workspace.
#[derive(Debug, Clone)]
pub struct Context {
    /// Local time (UTC+5).
    pub now: NaiveDateTime,
    /// Who asks.
    pub actor: String,
    /// Where new ids come from.
    pub ids: IdSource,
}

/// Something that a person asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Start a programme from a template, its texts in this language.
    StartFromTemplate(Template, Tongue),
    /// Start a programme with one intake and nothing in it.
    StartEmpty {
        /// Name of the programme.
        name: String,
        /// The language in which the calendar names its days.
        tongue: Tongue,
    },
    /// Put records in and take others out, as a form or an import made them. `what` tells the log which it was.
    Put {
        /// Why.
        what: Cause,
        /// Records as they shall be.
        records: Vec<Record>,
        /// Records that go.
        remove: Vec<RecordId>,
    },
    /// Put in records that were made with [`provisional_ids`]: each gets a fresh id, and references among them follow.
    Add {
        /// Why.
        what: Cause,
        /// The new records.
        records: Vec<Record>,
        /// The intake that people are put forward for, and that venues and trainers are listed in.
        intake: Option<IntakeId>,
    },
    /// Put invented schools and people in, and put the people forward for this intake.
    Sample {
        /// The intake.
        intake: IntakeId,
    },
    /// Put a whole document in place of everything.
    Open(Box<Tables>),
    /// Agree to a selection.
    ApplySelection(Box<SelectionProposal>),
    /// Agree to groups. They take the place of the old ones, whose sessions go.
    ApplyGroups(Box<PlacementProposal>),
    /// Agree to a timetable.
    ApplyTimetable(Box<TimetableProposal>),
    /// Agree to pairs of mentor and learner. They take the place of those that the intake's people had with each other.
    ApplyPairs(Box<PairProposal>),
    /// Decide about one person against the rules, or take that decision back.
    Override {
        /// The intake.
        intake: IntakeId,
        /// Who.
        person: PersonId,
        /// In or out; none takes the decision back.
        admit: Option<bool>,
        /// Why: needed unless the decision is taken back.
        reason: String,
    },
    /// Someone gives up their place or turn; the first on the waiting list whose arrival keeps the quotas follows.
    Withdraw {
        /// The intake.
        intake: IntakeId,
        /// Who.
        person: PersonId,
        /// Why.
        reason: String,
    },
    /// Put a person into another group, or into none.
    MovePerson {
        /// The intake.
        intake: IntakeId,
        /// Who.
        person: PersonId,
        /// Where to.
        group: Option<GroupId>,
    },
    /// Give a session another day, slot, room or trainer; none takes it off the timetable.
    MoveSession {
        /// The session.
        session: SessionId,
        /// Where to.
        to: Option<Placed>,
    },
    /// Two sessions change days and slots; each keeps its room and trainer.
    SwapSessions(SessionId, SessionId),
    /// Keep sessions where they are when the timetable is made again, or let them go.
    Lock {
        /// The sessions.
        sessions: Vec<SessionId>,
        /// Keep or let go.
        locked: bool,
    },
}

/// What a `Put` was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Rows of a list were agreed to.
    Import,
    /// A form was filled in.
    Edit,
    /// Records were removed.
    Remove,
    /// Sample data.
    Sample,
    /// Rules, quotas or priority of an intake.
    Rules,
    /// People were put forward for an intake.
    Nominate,
    /// Venues or hubs were chosen.
    Sites,
    /// People changed groups so that one of them got a seat.
    Exchange,
}

impl Cause {
    const fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Edit => "edit",
            Self::Remove => "remove",
            Self::Sample => "sample",
            Self::Rules => "rules",
            Self::Nominate => "nominate",
            Self::Sites => "sites",
            Self::Exchange => "exchange",
        }
    }
}

/// Code of [`Command::ApplySelection`], for whoever does what [`selection_changes`] decided.
pub const APPLY_SELECTION: &str = "apply_selection";
/// Code of [`Command::ApplyGroups`], for whoever does what [`group_changes`] decided.
pub const APPLY_GROUPS: &str = "apply_groups";

impl Command {
    /// It brings a solver's proposal, which is audited before it is decided on.
    #[must_use]
    pub const fn brings_a_proposal(&self) -> bool {
        matches!(self, Self::ApplySelection(_) | Self::ApplyGroups(_) | Self::ApplyTimetable(_) | Self::ApplyPairs(_))
    }

    /// The code under which the log keeps it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::StartFromTemplate(..) => "start_from_template",
            Self::StartEmpty { .. } => "start_empty",
            Self::Put { what, .. } | Self::Add { what, .. } => what.code(),
            Self::Sample { .. } => Cause::Sample.code(),
            Self::Open(_) => "open",
            Self::ApplySelection(_) => APPLY_SELECTION,
            Self::ApplyGroups(_) => APPLY_GROUPS,
            Self::ApplyTimetable(_) => "apply_timetable",
            Self::ApplyPairs(_) => "apply_pairs",
            Self::Override { .. } => "override",
            Self::Withdraw { .. } => "withdraw",
            Self::MovePerson { .. } => "move_person",
            Self::MoveSession { .. } => "move_session",
            Self::SwapSessions(..) => "swap_sessions",
            Self::Lock { .. } => "lock",
        }
    }
}

/// A command whose proposal, if it brings one, has passed the audit. Only [`examine`] makes it, so that nothing can be
/// decided unaudited.
#[derive(Debug, Clone)]
pub struct Examined(Arc<Command>);

/// Decides a command into changes.
///
/// # Errors
/// The finding that says why it can't be done; then nothing has changed.
pub fn decide(workspace: &Workspace, command: Command, context: &Context) -> Result<Vec<Change>, Finding> {
    examine(workspace, command)?.decide(workspace, context)
}

/// The first half of [`decide`], for whoever gives way between the two: the independent audit of a proposal.
///
/// # Errors
/// `audit_refused` with the fault that was found.
pub fn examine(workspace: &Workspace, command: impl Into<Arc<Command>>) -> Result<Examined, Finding> {
    let command = command.into();
    match &*command {
        Command::ApplySelection(proposal) => agree::examine_selection(workspace, proposal)?,
        Command::ApplyGroups(proposal) => agree::examine_groups(workspace, proposal)?,
        Command::ApplyTimetable(proposal) => agree::examine_timetable(workspace, proposal)?,
        Command::ApplyPairs(proposal) => agree::examine_pairs(workspace, proposal)?,
        _ => {}
    }
    Ok(Examined(command))
}

impl Examined {
    /// The command.
    #[must_use]
    pub fn command(&self) -> &Command {
        &self.0
    }

    /// The second half of [`decide`]; nothing may have changed since the first.
    ///
    /// # Errors
    /// The finding that says why it can't be done; then nothing has changed.
    pub fn decide(&self, workspace: &Workspace, context: &Context) -> Result<Vec<Change>, Finding> {
        changes(workspace, &self.0, context)
    }
}

fn changes(workspace: &Workspace, command: &Command, context: &Context) -> Result<Vec<Change>, Finding> {
    match command {
        Command::StartFromTemplate(template, tongue) => {
            records::start(workspace, crate::template::records(*template, *tongue, &context.ids), *tongue, context)
        }
        Command::StartEmpty { name, tongue } => {
            let records = crate::template::empty(name, context.now.date(), &context.ids);
            records::start(workspace, records, *tongue, context)
        }
        Command::Put { records, remove, .. } => records::put(workspace, records.clone(), remove),
        Command::Add { records, intake, .. } => add::add(workspace, records.clone(), *intake, context),
        Command::Sample { intake } => {
            workspace.intake(*intake)?;
            records::put(workspace, crate::template::sample::hub_lists(*intake, &context.ids), &[])
        }
        Command::Open(tables) => records::open(workspace, tables),
        Command::ApplySelection(proposal) => Ok(agree::selection(workspace, proposal)?.collect()),
        Command::ApplyGroups(proposal) => agree::groups(workspace, proposal, &context.ids),
        Command::ApplyTimetable(proposal) => agree::timetable(workspace, proposal, context),
        Command::ApplyPairs(proposal) => agree::pairs(workspace, proposal, context),
        Command::Override { intake, person, admit, reason } => {
            enrol::decide_against_rules(workspace, *intake, *person, *admit, reason)
        }
        Command::Withdraw { intake, person, reason } => enrol::withdraw(workspace, *intake, *person, reason),
        Command::MovePerson { intake, person, group } => enrol::move_person(workspace, *intake, *person, *group),
        Command::MoveSession { session, to } => schedule::move_session(workspace, *session, *to),
        Command::SwapSessions(one, other) => schedule::swap(workspace, *one, *other),
        Command::Lock { sessions, locked } => schedule::lock(workspace, sessions, *locked),
    }
}
