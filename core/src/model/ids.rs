//! Typed identifiers: a person's id can't be handed where a school's is asked for.
//!
//! An id is unique in the whole workspace, across kinds and across the browsers that write to it: the high
//! 21 bits name the browser profile that made it (its *replica*), the low 32 bits count. 53 bits in all, so
//! that every JSON reader holds it exactly.

use serde::{Deserialize, Serialize};

/// Bits that count records within one replica.
pub const COUNTER_BITS: u32 = 32;
/// The largest replica tag (21 bits).
pub const MAX_REPLICA: u32 = (1 << 21) - 1;

/// Composes a raw id from the replica's tag and its counter.
#[must_use]
pub const fn raw_id(replica: u32, counter: u32) -> u64 {
    (((replica & MAX_REPLICA) as u64) << COUNTER_BITS) | counter as u64
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub u64);

        impl From<u64> for $name {
            fn from(raw: u64) -> Self {
                Self(raw)
            }
        }
    )*};
}

ids! {
    /// A district (аудан, район) or a city that stands beside districts.
    DistrictId,
    /// A school or another education organisation that sends people.
    SchoolId,
    /// A partner, provider, sponsor or authority.
    OrganisationId,
    /// Where groups are taught.
    VenueId,
    /// A room of a venue.
    RoomId,
    /// A teacher, principal or other participant.
    PersonId,
    /// Someone who teaches on a course.
    TrainerId,
    /// The whole undertaking.
    ProgrammeId,
    /// An indicator of a programme with its target.
    IndicatorId,
    /// A line of a programme's budget.
    BudgetLineId,
    /// A year of a programme's roll-out in one territory.
    RollOutId,
    /// What is taught.
    CourseId,
    /// One run of a programme's course.
    IntakeId,
    /// One person in one intake.
    EnrolmentId,
    /// The people taught together.
    GroupId,
    /// One group, one module, one day and slot.
    SessionId,
    /// One person's presence at one session.
    AttendanceId,
    /// A mark or verdict at the end of a course.
    ResultId,
    /// A certificate or reference that was issued.
    CertificateId,
    /// A year of post-course support of one participant.
    SupportPlanId,
    /// One visit, consultation or lesson observed.
    SupportVisitId,
    /// A class or circle that a trained teacher runs.
    CascadeClassId,
    /// A pupil of a cascade class.
    PupilId,
    /// Mentor and learner.
    MentoringPairId,
    /// Teachers who learn from each other.
    CommunityId,
    /// Teacher-led development work.
    ProjectId,
    /// A centre of additional education.
    CentreId,
    /// A reservist of the talent pool.
    PoolMemberId,
    /// A placement abroad.
    PlacementAbroadId,
    /// A day off or a moved working day.
    DayRuleId,
    /// A school year with its breaks.
    SchoolYearId,
}
