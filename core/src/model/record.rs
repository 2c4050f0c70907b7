//! The kinds of record, listed once: their tables, their ids, and what the log and the files call them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Values;
use std::iter::Map;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{calendar::*, course_life::*, ids::*, intake::*, people::*, person::Person, places::*, programme::*};

/// Something with an id that lives in a table of the workspace.
pub trait Stored: Clone + PartialEq {
    /// Its id type.
    type Id: Copy + Ord;
    /// Its id.
    fn id(&self) -> Self::Id;
}

/// Records of one kind, in the order of their ids. In files an array.
///
/// A record is never altered in place, so that tables, changes and the log share it: a country's log would not fit into
/// memory beside its tables otherwise. A copy of a table shares all of it until one of the two is changed, so that long
/// work can go on with the records as they were.
#[derive(Debug, Clone, PartialEq)]
pub struct Table<R: Stored>(Arc<BTreeMap<R::Id, Arc<R>>>);

impl<R: Stored> Default for Table<R> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<R: Stored> Table<R> {
    /// The record with this id.
    #[must_use]
    pub fn get(&self, id: R::Id) -> Option<&R> {
        self.0.get(&id).map(Arc::as_ref)
    }

    /// The record with this id, for a change to hold on to.
    #[must_use]
    pub fn shared(&self, id: R::Id) -> Option<Arc<R>> {
        self.0.get(&id).cloned()
    }

    /// Every record, by id.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &R> + ExactSizeIterator {
        self.0.values().map(Arc::as_ref)
    }

    /// Every record, by id, for changes to hold on to.
    pub fn iter_shared(&self) -> impl DoubleEndedIterator<Item = &Arc<R>> + ExactSizeIterator {
        self.0.values()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether nothing has changed between this table and a copy: true only where they share everything.
    #[must_use]
    pub fn shares_all(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The records that are otherwise than in an earlier copy, and the ids of those that are gone; by id.
    fn since<'t>(&'t self, before: &'t Self) -> impl Iterator<Item = Result<&'t Arc<R>, R::Id>> {
        let same = self.shares_all(before);
        let read =
            |records: &'t BTreeMap<R::Id, Arc<R>>| (!same).then(|| records.iter()).into_iter().flatten().peekable();
        let (mut now, mut then) = (read(&self.0), read(&before.0));
        std::iter::from_fn(move || {
            loop {
                let order = match (now.peek(), then.peek()) {
                    (Some((id, _)), Some((earlier, _))) => id.cmp(earlier),
                    (Some(_), None) => Ordering::Less,
                    (None, Some(_)) => Ordering::Greater,
                    (None, None) => return None,
                };
                match order {
                    Ordering::Less => return now.next().map(|(_, record)| Ok(record)),
                    Ordering::Greater => return then.next().map(|(id, _)| Err(*id)),
                    Ordering::Equal => {
                        let (record, earlier) = (now.next()?.1, then.next()?.1);
                        if !Arc::ptr_eq(record, earlier) {
                            return Some(Ok(record));
                        }
                    }
                }
            }
        })
    }

    fn set(&mut self, id: R::Id, record: Option<Arc<R>>) {
        let records = Arc::make_mut(&mut self.0);
        match record {
            Some(record) => records.insert(id, record),
            None => records.remove(&id),
        };
    }
}

impl<'a, R: Stored> IntoIterator for &'a Table<R> {
    type Item = &'a R;
    type IntoIter = Map<Values<'a, R::Id, Arc<R>>, fn(&Arc<R>) -> &R>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.values().map(Arc::as_ref)
    }
}

impl<R: Stored + Serialize> Serialize for Table<R> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de, R: Stored + Deserialize<'de>> Deserialize<'de> for Table<R> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let rows = Vec::<Arc<R>>::deserialize(deserializer)?;
        let count = rows.len();
        let table: BTreeMap<_, _> = rows.into_iter().map(|r| (r.id(), r)).collect();
        if table.len() == count {
            Ok(Self(Arc::new(table)))
        } else {
            Err(serde::de::Error::custom("two records have the same id"))
        }
    }
}

#[cfg(feature = "schema")]
impl<R: Stored + schemars::JsonSchema> schemars::JsonSchema for Table<R> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}Table", R::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<R>::json_schema(generator)
    }
}

/// How a record is otherwise than it was in an earlier copy.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// It is new, or another.
    Put(Record),
    /// It was removed.
    Gone(RecordId),
}

macro_rules! records {
    ($($table:ident: $Record:ident, $Id:ident;)*) => {
        $(impl Stored for $Record {
            type Id = $Id;
            fn id(&self) -> $Id {
                self.id
            }
        })*

        $(impl From<$Record> for Record {
            fn from(record: $Record) -> Self {
                Self::$Record(Arc::new(record))
            }
        }

        impl From<Arc<$Record>> for Record {
            fn from(record: Arc<$Record>) -> Self {
                Self::$Record(record)
            }
        }

        impl From<&Arc<$Record>> for Record {
            fn from(record: &Arc<$Record>) -> Self {
                Self::$Record(Arc::clone(record))
            }
        }

        impl From<$Id> for RecordId {
            fn from(id: $Id) -> Self {
                Self::$Record(id)
            }
        })*

        /// A record of any kind, shared with the table that it is in.
        #[derive(Debug, Clone, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Record { $(
            #[doc = concat!("See [`", stringify!($Record), "`].")]
            $Record(Arc<$Record>)
        ),* }

        impl PartialEq for Record {
            /// A record that both share is not read.
            fn eq(&self, other: &Self) -> bool {
                match (self, other) {
                    $((Self::$Record(one), Self::$Record(other)) => Arc::ptr_eq(one, other) || one == other,)*
                    _ => false,
                }
            }
        }

        /// The id of a record of any kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum RecordId { $(
            #[doc = concat!("Of a [`", stringify!($Record), "`].")]
            $Record($Id)
        ),* }

        impl Record {
            /// Its id.
            #[must_use]
            pub fn id(&self) -> RecordId {
                match self { $(Self::$Record(record) => RecordId::$Record(record.id)),* }
            }
        }

        impl RecordId {
            /// The bare number.
            #[must_use]
            pub const fn raw(self) -> u64 {
                match self { $(Self::$Record(id) => id.0),* }
            }

            /// Name of the table that it is in.
            #[must_use]
            pub const fn table(self) -> &'static str {
                match self { $(Self::$Record(_) => stringify!($table)),* }
            }
        }

        /// Every table of the workspace.
        #[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields, default)]
        pub struct Tables { $(
            #[doc = concat!("Every [`", stringify!($Record), "`], by id.")]
            #[serde(skip_serializing_if = "Table::is_empty")]
            pub $table: Table<$Record>
        ),* }

        /// Records on their way into tables. Making tables of all of them at once takes a fraction of the time of putting
        /// one after another into its place, and leaves no gaps in them.
        #[derive(Debug, Default)]
        pub struct Gathered { $($table: Vec<($Id, Arc<$Record>)>),* }

        impl Gathered {
            /// Takes these as well. Of two with the same id the later one counts.
            pub fn add(&mut self, records: impl IntoIterator<Item = Record>) {
                for record in records {
                    match record { $(Record::$Record(record) => self.$table.push((record.id, record))),* }
                }
            }

            /// True where there is none yet.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                true $(&& self.$table.is_empty())*
            }

            /// The tables of all of them.
            #[must_use]
            pub fn tables(self) -> Tables {
                Tables { $($table: Table(Arc::new(self.$table.into_iter().collect()))),* }
            }
        }

        impl Tables {
            /// The record with this id.
            #[must_use]
            pub fn record(&self, id: RecordId) -> Option<Record> {
                match id { $(RecordId::$Record(id) => self.$table.shared(id).map(Record::$Record)),* }
            }

            /// Whether there is a record with this id.
            #[must_use]
            pub fn has(&self, id: RecordId) -> bool {
                match id { $(RecordId::$Record(id) => self.$table.get(id).is_some()),* }
            }

            /// Puts the record there, or takes it away. Only changes do this.
            pub(crate) fn set(&mut self, id: RecordId, record: Option<Record>) {
                match id { $(RecordId::$Record(id) => {
                    let record = record.and_then(|r| match r { Record::$Record(r) => Some(r), _ => None });
                    self.$table.set(id, record);
                }),* }
            }

            /// Every record, table by table. (A list: thirty chained iterators take the compiler minutes.)
            pub fn records(&self) -> impl Iterator<Item = Record> + use<> {
                let mut all = Vec::with_capacity(self.count());
                $(all.extend(self.$table.iter_shared().map(Record::from));)*
                all.into_iter()
            }

            /// What is otherwise than in an earlier copy, table by table: a table or a record that both share is not read.
            pub fn since<'t>(&'t self, before: &'t Self) -> impl Iterator<Item = Difference> + 't {
                let tables: Vec<Box<dyn Iterator<Item = Difference> + 't>> =
                    vec![$(Box::new(self.$table.since(&before.$table).map(|difference| match difference {
                        Ok(record) => Difference::Put(Record::from(record)),
                        Err(id) => Difference::Gone(RecordId::$Record(id)),
                    }))),*];
                tables.into_iter().flatten()
            }

            /// The id of every record, table by table.
            pub fn ids(&self) -> impl Iterator<Item = RecordId> + use<> {
                let mut all = Vec::with_capacity(self.count());
                $(all.extend(self.$table.iter().map(|record| RecordId::$Record(record.id)));)*
                all.into_iter()
            }

            /// How many records there are.
            #[must_use]
            pub fn count(&self) -> usize {
                0 $(+ self.$table.len())*
            }
        }
    };
}

records! {
    districts: District, DistrictId;
    schools: School, SchoolId;
    organisations: Organisation, OrganisationId;
    venues: Venue, VenueId;
    rooms: Room, RoomId;
    people: Person, PersonId;
    trainers: Trainer, TrainerId;
    programmes: Programme, ProgrammeId;
    indicators: Indicator, IndicatorId;
    budget: BudgetLine, BudgetLineId;
    roll_out: RollOut, RollOutId;
    courses: Course, CourseId;
    intakes: Intake, IntakeId;
    enrolments: Enrolment, EnrolmentId;
    groups: Group, GroupId;
    sessions: Session, SessionId;
    attendance: Attendance, AttendanceId;
    results: CourseResult, ResultId;
    certificates: Certificate, CertificateId;
    support_plans: SupportPlan, SupportPlanId;
    support_visits: SupportVisit, SupportVisitId;
    cascade_classes: CascadeClass, CascadeClassId;
    pupils: Pupil, PupilId;
    mentoring_pairs: MentoringPair, MentoringPairId;
    communities: Community, CommunityId;
    development_projects: DevelopmentProject, ProjectId;
    centres: Centre, CentreId;
    talent_pool: PoolMember, PoolMemberId;
    placements_abroad: PlacementAbroad, PlacementAbroadId;
    day_rules: DayRule, DayRuleId;
    school_years: SchoolYear, SchoolYearId;
}
