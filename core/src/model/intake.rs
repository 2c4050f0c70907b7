//! One run of a programme's course: its rules, quotas, streams and policies, and the people, groups and sessions in it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{
    CourseId, EnrolmentId, GroupId, IntakeId, PersonId, ProgrammeId, RoomId, SessionId, TrainerId, VenueId,
};
use super::kinds::{Language, RoomKind, Subject};
use super::values::{AcademicHours, TimeOfDay};
use super::{is_default, is_false};
use crate::rules::Rule;

/// One run of a programme's course in one window of dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Intake {
    /// Id.
    pub id: IntakeId,
    /// The programme.
    pub programme: ProgrammeId,
    /// What is taught.
    pub course: CourseId,
    /// Name.
    pub name: String,
    /// First day of the window.
    pub first: NaiveDate,
    /// Last day of the window.
    pub last: NaiveDate,
    /// The day that every rule counts from.
    pub reference_date: NaiveDate,
    /// Places in all.
    pub places: u32,
    /// Who may take part.
    pub eligibility: Rule,
    /// How many, of whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    /// The declared order of preference; a draw from `seed` decides what is left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub priority: Vec<Priority>,
    /// Seed of the draw and of every solver.
    pub seed: u64,
    /// Waves in time, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<Stream>,
    /// Slots of a teaching day, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Slot>,
    /// Days on which all meet online, outside the streams.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub online_days: Vec<NaiveDate>,
    /// Venues in use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub venues: Vec<VenueId>,
    /// Trainers in use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainers: Vec<TrainerId>,
    /// How groups are formed.
    pub grouping: GroupPolicy,
    /// How sessions are placed.
    pub timetabling: TimetablePolicy,
    /// What the last agreed selection reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<SolveRecord>,
    /// What the last agreed grouping reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grouped: Option<SolveRecord>,
    /// What the last agreed timetable reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timetabled: Option<SolveRecord>,
    /// What the last agreed pairs of mentor and learner reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paired: Option<SolveRecord>,
}

/// What people are told apart by in a quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// School.
    School,
    /// A hub school and the schools attached to it.
    HubCluster,
    /// District.
    District,
    /// Region.
    Region,
    /// Position.
    Role,
    /// Main subject.
    Subject,
    /// First language of teaching.
    Language,
    /// Rural or urban.
    Locality,
}

/// How many of the people selected may or must share the same values of `by`.
///
/// `by` empty means one unit of everyone counted; with two dimensions each pair of values is a unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// What the units are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Dimension>,
    /// Only people for whom this is yes are counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Rule>,
    /// Least number in each unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// Greatest number in each unit. The same as `at_least`: exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// In place of `at_most`: this many places in all, shared out to the units by their schools' pupils
    /// (largest remainder, ties to the lower unit).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_by_pupils: Option<u32>,
}

/// One step of the declared order of preference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Those for whom the rule is yes come first: the most such people are taken.
    Prefer(Rule),
    /// The earlier the last course, the better; never trained is earliest, unknown is last.
    EarlierLastCourse,
    /// The longer the experience, the better; unknown is last.
    LongerExperience,
    /// The shorter the experience, the better; unknown is last.
    ShorterExperience,
}

/// A wave of an intake in time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Stream {
    /// Teaching days, in order.
    pub days: Vec<NaiveDate>,
}

/// A slot of a teaching day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// When it begins.
    pub starts: TimeOfDay,
    /// How long it is; a double slot is two.
    pub hours: AcademicHours,
}

impl Slot {
    /// Minutes of the day that it takes: academic hours of 45 minutes, one right after the other.
    #[must_use]
    pub fn minutes(&self) -> std::ops::Range<u32> {
        let from = u32::from(self.starts.minutes());
        from..from + 45 * u32::from(self.hours.0)
    }
}

/// How groups are formed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GroupPolicy {
    /// Fewest people in a group.
    pub min_size: u32,
    /// Most people in a group.
    pub max_size: u32,
    /// A group has one subject.
    #[serde(default, skip_serializing_if = "is_false")]
    pub one_subject: bool,
    /// A group has one language of teaching, or is mixed at a cost.
    #[serde(default, skip_serializing_if = "is_false")]
    pub by_language: bool,
    /// Cost of each person outside a mixed group's main language; none forbids mixed groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mixing_cost: Option<u32>,
    /// Cost of each group, in kilometres.
    pub group_cost: u32,
    /// Cost of each person who goes to another venue than the one of their recorded group, in kilometres; 0 where that
    /// doesn't matter.
    #[serde(default, skip_serializing_if = "is_default")]
    pub moving_cost: u32,
}

/// How sessions are placed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TimetablePolicy {
    /// A day holds one module of a group at most.
    #[serde(default, skip_serializing_if = "is_false")]
    pub one_module_a_day: bool,
    /// A trainer stays at one venue for the whole of a stream.
    #[serde(default, skip_serializing_if = "is_false")]
    pub one_venue_per_stream: bool,
    /// Subjects that need rooms of certain kinds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub room_needs: Vec<RoomNeed>,
}

/// Subjects that need a room of one of these kinds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoomNeed {
    /// The subjects.
    pub subjects: Vec<Subject>,
    /// Any of these kinds will do.
    pub kinds: Vec<RoomKind>,
}

/// What an agreed proposal reached, and from which data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SolveRecord {
    /// Value of each term of the objective, in the order of their weight, by code.
    pub objective: Vec<(String, i64)>,
    /// Whether no better one exists, or how much better the last term of the objective could be at most.
    pub gap: Gap,
    /// Fingerprint of the data it was made from: another one means that the result is out of date.
    pub inputs: String,
}

/// How far a proposal can be from the best possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// Proven best.
    Optimal,
    /// The best possible is at most this much better.
    AtMost(u64),
}

/// Where someone stands in an intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EnrolmentState {
    /// Put forward, not decided on.
    Nominated,
    /// Has a place.
    Selected,
    /// On the waiting list.
    Waiting,
    /// Decided on and not admitted by the rules (no, or unknown).
    NotAdmitted,
    /// Had a place or a turn, and gave it up.
    Withdrawn,
}

/// One person in one intake, from nomination on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// Id.
    pub id: EnrolmentId,
    /// The intake.
    pub intake: IntakeId,
    /// Who.
    pub person: PersonId,
    /// Where they stand.
    pub state: EnrolmentState,
    /// Place in the declared order among the eligible, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Set when a person decided otherwise than the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Box<Override>>,
    /// Set when they withdrew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Box<Withdrawal>>,
    /// The group they were placed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupId>,
}

impl Enrolment {
    /// Someone who is put forward, and nothing more.
    #[must_use]
    pub const fn nominated(id: EnrolmentId, intake: IntakeId, person: PersonId) -> Self {
        let state = EnrolmentState::Nominated;
        Self { id, intake, person, state, rank: None, overridden: None, withdrawn: None, group: None }
    }
}

/// A decision against the rules, with its reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// True: has a place whatever the rules say; false: has none.
    pub admit: bool,
    /// Why, in the words of whoever decided.
    pub reason: String,
}

/// A place or a turn given up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// Who got the place, if anyone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<PersonId>,
}

/// The people taught together at one venue in one stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Id.
    pub id: GroupId,
    /// The intake.
    pub intake: IntakeId,
    /// Number within its subject, or within the intake where groups have no subject.
    pub number: u32,
    /// The venue.
    pub venue: VenueId,
    /// Index of the stream.
    pub stream: u8,
    /// The subject; none where groups mix subjects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
    /// Language of teaching; for a mixed group its main one. None where groups ignore language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Has people of several languages.
    #[serde(default, skip_serializing_if = "is_false")]
    pub mixed: bool,
}

/// One group, one module, one trainer, one room, one day and slot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Id.
    pub id: SessionId,
    /// The group.
    pub group: GroupId,
    /// Index of the module in the course.
    pub module: u8,
    /// Which part of the module, from 0.
    pub part: u8,
    /// Where and when; none while it has no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed: Option<Placed>,
    /// Stays as it is when the timetable is made again.
    #[serde(default, skip_serializing_if = "is_false")]
    pub locked: bool,
}

/// Where and when a session takes place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The day.
    pub date: NaiveDate,
    /// Index of the slot in the intake.
    pub slot: u8,
    /// The room.
    pub room: RoomId,
    /// The trainer.
    pub trainer: TrainerId,
}
