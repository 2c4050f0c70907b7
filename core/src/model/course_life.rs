//! What happens on a course and after it: presence, results, certificates, support, and the classes that trained
//! teachers go on to run. The screens for these come with their steps; the records are kept and exchanged already.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::*;
use super::is_false;
use super::kinds::Subject;
use super::values::AcademicHours;

/// One person at one session.
#[derive(Debug, Clone, Copy, Eq, PartialOrd, Ord, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Was there.
    Present,
    /// Came late.
    Late,
    /// Was not there.
    Absent,
    /// Was not there, for a valid reason.
    Excused,
}

/// Presence of one person at one session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Id.
    pub id: AttendanceId,
    /// The session.
    pub session: SessionId,
    /// Who.
    pub person: PersonId,
    /// How.
    pub presence: Presence,
}

/// A mark at the end of a course or module.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CourseResult {
    /// Id.
    pub id: ResultId,
    /// Who, in which intake.
    pub enrolment: EnrolmentId,
    /// Module index; none for the whole course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<u8>,
    /// Score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u16>,
    /// Verdict.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
}

/// What was issued.
#[derive(Debug, Clone, Copy, Eq, PartialOrd, Ord, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Certificate of a passed course.
    Certificate,
    /// Reference of attendance without final assessment.
    AttendanceReference,
    /// Reference of post-course support.
    SupportReference,
}

/// A numbered document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// Id.
    pub id: CertificateId,
    /// Who, in which intake.
    pub enrolment: EnrolmentId,
    /// What it is.
    pub kind: DocumentKind,
    /// Registration number.
    pub number: String,
    /// Day of issue.
    pub issued: NaiveDate,
    /// Last day of validity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// Taken back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub revoked: bool,
}

/// Post-course support of one participant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SupportPlan {
    /// Id.
    pub id: SupportPlanId,
    /// Who, after which intake.
    pub enrolment: EnrolmentId,
    /// Who supports.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentor: Option<PersonId>,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// What it is to lead to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
}

/// What a support visit was.
#[derive(Debug, Clone, Copy, Eq, PartialOrd, Ord, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupportKind {
    /// A visit to the school.
    Visit,
    /// A consultation.
    Consultation,
    /// A lesson observed.
    LessonObserved,
    /// A lesson plan with feedback.
    LessonPlan,
    /// Diagnostics before or after.
    Diagnostics,
    /// A seminar, conference or other event.
    Event,
}

/// One act of support.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SupportVisit {
    /// Id.
    pub id: SupportVisitId,
    /// The plan.
    pub plan: SupportPlanId,
    /// What it was.
    pub kind: SupportKind,
    /// When, or by when.
    pub on: NaiveDate,
    /// It took place.
    #[serde(default, skip_serializing_if = "is_false")]
    pub done: bool,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A class or circle that a trained teacher runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CascadeClass {
    /// Id.
    pub id: CascadeClassId,
    /// Who runs it.
    pub teacher: PersonId,
    /// The programme.
    pub programme: ProgrammeId,
    /// Name.
    pub name: String,
    /// Grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
    /// Its pupils.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pupils: Vec<PupilId>,
    /// When it met, and how many came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
}

/// One meeting of a class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// When.
    pub on: NaiveDate,
    /// How long.
    pub hours: AcademicHours,
    /// How many came.
    pub present: u32,
}

/// A pupil of a cascade class, counted once however many classes they attend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pupil {
    /// Id.
    pub id: PupilId,
    /// School.
    pub school: SchoolId,
    /// A name or a number that tells them apart within the school.
    pub label: String,
    /// Grade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<u8>,
}

/// Mentor and learner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MentoringPair {
    /// Id.
    pub id: MentoringPairId,
    /// Mentor.
    pub mentor: PersonId,
    /// Learner.
    pub learner: PersonId,
    /// What about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Subject>,
}

/// Teachers who learn from each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Community {
    /// Id.
    pub id: CommunityId,
    /// Name.
    pub name: String,
    /// Members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<PersonId>,
    /// Who leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facilitator: Option<PersonId>,
}

/// Teacher-led development work: concern, action plan, leading the work, portfolio, certification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DevelopmentProject {
    /// Id.
    pub id: ProjectId,
    /// Who leads.
    pub leader: PersonId,
    /// What is to change.
    pub concern: String,
    /// Action plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// Evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub portfolio: Vec<String>,
    /// Day of certification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified: Option<NaiveDate>,
}

/// A centre of additional education.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Centre {
    /// Id.
    pub id: CentreId,
    /// Host school.
    pub school: SchoolId,
    /// Name.
    pub name: String,
    /// Codes of the checklist's steps that are done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<String>,
    /// Opening day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<NaiveDate>,
}

/// A reservist of the talent pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PoolMember {
    /// Id.
    pub id: PoolMemberId,
    /// Who.
    pub person: PersonId,
    /// The programme.
    pub programme: ProgrammeId,
    /// Since when.
    pub entered: NaiveDate,
    /// Day of appointment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appointed: Option<NaiveDate>,
}

/// A placement abroad.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlacementAbroad {
    /// Id.
    pub id: PlacementAbroadId,
    /// Who.
    pub person: PersonId,
    /// The programme.
    pub programme: ProgrammeId,
    /// ISO 3166-1 code.
    pub country: String,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}
