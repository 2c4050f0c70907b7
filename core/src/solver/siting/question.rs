//! What is asked: among which places, how many, and within which limits.

use serde::{Deserialize, Serialize};

use crate::finding::{Code, Finding};
use crate::model::{IntakeId, RecordId, Region};

/// What a site is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// Venues of the workspace; whom they serve are the intake's people, school by school.
    Venues,
    /// Schools that can be hubs; whom they serve are the small schools to attach.
    Hubs,
}

/// How many sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteCount {
    /// Just as many.
    Exactly(u32),
    /// As few as serve everyone within the limits.
    Fewest,
}

/// A question about sites.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitingQuestion {
    /// The intake.
    pub intake: IntakeId,
    /// What a site is.
    pub among: Among,
    /// How many.
    pub count: SiteCount,
    /// Nobody travels farther than this, in whole kilometres.
    pub farthest: Option<u32>,
    /// A venue takes no more people than its rooms and streams hold.
    pub within_seats: bool,
    /// A venue takes only people of the regions that it serves now.
    pub as_served: bool,
    /// Only schools of these regions; empty means all. For hubs.
    pub regions: Vec<Region>,
    /// Sites that someone has decided on.
    pub must: Vec<RecordId>,
    /// Sites that someone has ruled out.
    pub never: Vec<RecordId>,
}

impl SitingQuestion {
    /// The venues for an intake, as many as these, without limits.
    #[must_use]
    pub fn venues(intake: IntakeId, count: SiteCount) -> Self {
        Self {
            intake,
            among: Among::Venues,
            count,
            farthest: None,
            within_seats: true,
            as_served: false,
            regions: Vec::new(),
            must: Vec::new(),
            never: Vec::new(),
        }
    }

    /// As few hubs as leave no attached school farther than this.
    #[must_use]
    pub fn hubs(intake: IntakeId, farthest: u32) -> Self {
        let among = Among::Hubs;
        Self { among, farthest: Some(farthest), ..Self::venues(intake, SiteCount::Fewest) }
    }

    pub(super) fn error(&self, code: Code) -> Finding {
        Finding::error(code).about(self.intake)
    }
}
