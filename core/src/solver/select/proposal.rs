//! What a selection proposes, with the reason for everyone and for every quota that isn't kept.

use serde::{Deserialize, Serialize};

use super::lists::UnitList;
use super::units::Unit;
use crate::finding::Finding;
use crate::model::{Gap, IntakeId, PersonId};
use crate::rules::Verdict;

/// Who should have a place, who waits, and why. Nothing changes until someone agrees.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SelectionProposal {
    /// The intake.
    pub intake: IntakeId,
    /// With a place, in the declared order.
    pub selected: Vec<PersonId>,
    /// Eligible without a place, in the declared order.
    pub waiting: Vec<PersonId>,
    /// Everyone nominated: the eligible in the declared order, then the others by id.
    pub people: Vec<Standing>,
    /// Every unit of every quota.
    pub units: Vec<UnitState>,
    /// The minimums that couldn't be kept.
    pub shortfalls: Vec<Shortfall>,
    /// Value of each term of the objective, heaviest first: `shortfall` (least), `places_filled` (most), then for the
    /// n-th priority `prefer_n` (most people) or `ranks_n` (least sum of ranks), and `draw` (least sum of draw ranks).
    pub objective: Vec<(String, i64)>,
    /// The best that any selection could reach, term by term, where it isn't proven that this one does.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bound: Vec<i64>,
    /// Whether it is proven best, or how far the first term that isn't could be from its best.
    pub gap: Gap,
    /// What someone should look at: contradictory quotas, quotas not kept, overrides beyond a limit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}

impl SelectionProposal {
    /// All of it but where each person stands.
    #[must_use]
    pub fn without_people(&self) -> Self {
        let Self { intake, selected, waiting, people: _, units, shortfalls, objective, bound, gap, findings } = self;
        Self {
            intake: *intake,
            selected: selected.clone(),
            waiting: waiting.clone(),
            people: Vec::new(),
            units: units.clone(),
            shortfalls: shortfalls.clone(),
            objective: objective.clone(),
            bound: bound.clone(),
            gap: *gap,
            findings: findings.clone(),
        }
    }
}

/// Where one person stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// Who.
    pub person: PersonId,
    /// What the eligibility rule says.
    pub eligible: Verdict,
    /// Place in the declared order among the eligible, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// What comes of it.
    pub outcome: Outcome,
    /// Units that count them, by index.
    #[serde(default = "UnitList::default", skip_serializing_if = "<[usize]>::is_empty")]
    pub units: UnitList,
}

/// What comes of a nomination, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Has a place by the rules.
    Selected,
    /// Has a place by a decision against the rules.
    Admitted,
    /// Waits, because all of these are full.
    Waiting(Vec<Blocker>),
    /// Kept out by a decision against the rules.
    Refused,
    /// Withdrew.
    Withdrawn,
    /// The rules say no.
    Ineligible,
    /// A fact is missing that decides it.
    Unknown,
}

impl Outcome {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Admitted => "admitted",
            Self::Waiting(_) => "waiting",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Ineligible => "ineligible",
            Self::Unknown => "unknown",
        }
    }

    /// True for a place, by the rules or against them.
    #[must_use]
    pub const fn has_place(&self) -> bool {
        matches!(self, Self::Selected | Self::Admitted)
    }
}

/// Something full that keeps a person out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blocker {
    /// The unit, by index; none for the places of the intake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<usize>,
    /// Places that it has.
    pub places: u32,
    /// The last in the declared order of those who hold them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<PersonId>,
}

/// One unit and what a selection makes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitState {
    /// The unit with its limits.
    pub unit: Unit,
    /// People who could have a place and count in it.
    pub eligible: u32,
    /// Those who have one, in the declared order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_by: Vec<PersonId>,
}

/// A minimum that couldn't be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// The unit, by index.
    pub unit: usize,
    /// What was asked for.
    pub at_least: u32,
    /// What was reached.
    pub reached: u32,
    /// Why.
    pub why: Shortage,
}

/// Why a minimum couldn't be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortage {
    /// Even all who could have a place are too few.
    TooFewEligible {
        /// How many they are.
        eligible: u32,
    },
    /// Those who could still come are kept out by what is full.
    HeldBack {
        /// How many could still come.
        eligible_left: u32,
        /// Full units that keep them out, by index.
        full: Vec<usize>,
        /// The places of the intake keep them out too.
        no_places_left: bool,
        /// Units whose own minimum keeps the holders of those places there, by index.
        needed_by: Vec<usize>,
    },
}
