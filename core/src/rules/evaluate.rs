//! Answers for one person: a verdict without any allocation for populations, and an answer with its trace for people
//! who ask why. Verdicts combine by Kleene's logic: unknown parts only matter where they could turn the answer.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Criterion, Fact, Rule, history, person, place};
use crate::finding::Arg;
use crate::model::{District, DistrictId, Person, Region, Role, School, SchoolId};
use crate::workspace::Workspace;

/// Yes, no, or not known because a fact is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The rule admits them.
    Yes,
    /// It doesn't.
    No,
    /// A fact is missing that decides it.
    Unknown,
}

impl From<Option<bool>> for Verdict {
    fn from(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }
}

impl From<bool> for Verdict {
    fn from(yes: bool) -> Self {
        Some(yes).into()
    }
}

impl Verdict {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// The first decisive verdict wins; else unknown if there was one; else the opposite of decisive.
    fn combine(parts: impl Iterator<Item = Self>, decisive: Self) -> Self {
        let mut result = decisive.opposite();
        for part in parts {
            if part == decisive {
                return decisive;
            }
            if part == Self::Unknown {
                result = Self::Unknown;
            }
        }
        result
    }
}

/// Who holds which post at which school: made once, when a rule first asks.
#[derive(Debug, Default)]
pub(super) struct Posts {
    held: BTreeSet<(SchoolId, Role)>,
    /// Schools with someone whose role is unknown.
    unsure: BTreeSet<SchoolId>,
}

/// The workspace and the day that rules are asked in.
#[derive(Debug)]
pub struct Setting<'a> {
    /// All records.
    pub workspace: &'a Workspace,
    /// The day that every rule counts from.
    pub on: NaiveDate,
    posts: OnceCell<Posts>,
}

/// A person with what rules may ask about them.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Who.
    pub person: &'a Person,
    /// Their school; none if its record is missing.
    pub school: Option<&'a School>,
    /// Its district.
    pub district: Option<&'a District>,
    /// Where and when.
    pub setting: &'a Setting<'a>,
}

impl<'a> Setting<'a> {
    /// Rules asked of this workspace on this day.
    #[must_use]
    pub const fn new(workspace: &'a Workspace, on: NaiveDate) -> Self {
        Self { workspace, on, posts: OnceCell::new() }
    }

    /// A person to ask about.
    #[must_use]
    pub fn of<'p>(&'p self, person: &'p Person) -> Asked<'p>
    where
        'a: 'p,
    {
        let school = self.workspace.school_of(person);
        let district = school.and_then(|s| self.workspace.district_of(s));
        Asked { person, school, district, setting: self }
    }

    /// People to ask about, one after another. Those of a school mostly stand together: it is looked up once.
    pub fn of_all<'p>(&'p self, people: impl Iterator<Item = &'p Person>) -> impl Iterator<Item = Asked<'p>>
    where
        'a: 'p,
    {
        let mut last: Option<Asked<'p>> = None;
        people.map(move |person| {
            let asked = match last {
                Some(last) if last.person.school == person.school => Asked { person, ..last },
                _ => self.of(person),
            };
            last = Some(asked);
            asked
        })
    }

    /// True when someone not acting holds the post; none when it can't be told.
    pub(super) fn post_held(&self, school: SchoolId, role: Role) -> Option<bool> {
        let posts = self.posts.get_or_init(|| self.posts());
        match posts.held.contains(&(school, role)) {
            true => Some(true),
            false => (!posts.unsure.contains(&school)).then_some(false),
        }
    }

    fn posts(&self) -> Posts {
        let mut posts = Posts::default();
        for person in &self.workspace.people {
            match person.role() {
                Some(role) if !person.acting() => drop(posts.held.insert((person.school, role))),
                Some(_) => {}
                None => drop(posts.unsure.insert(person.school)),
            }
        }
        posts
    }
}

impl Asked<'_> {
    /// Region of the school.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        self.district.map(|d| d.region)
    }

    /// District of the school.
    #[must_use]
    pub fn district_id(&self) -> Option<DistrictId> {
        self.school.map(|s| s.district)
    }
}

/// The answer of a rule about one person, with its reasons.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Yes, no or unknown.
    pub verdict: Verdict,
    /// The verdict of every part, in the shape of the rule.
    pub trace: Trace,
    /// The missing facts that leave it unknown, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Fact>,
}

/// The verdict of one part of a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trace {
    /// All of these.
    All(Verdict, Vec<Trace>),
    /// Any of these.
    Any(Verdict, Vec<Trace>),
    /// None of these.
    None(Verdict, Vec<Trace>),
    /// One criterion, and what was seen: nothing where the fact is missing.
    Is {
        /// The answer.
        verdict: Verdict,
        /// What it looked at.
        fact: Fact,
        /// What stood there.
        seen: Option<Arg>,
    },
}

impl Trace {
    /// The verdict at its top.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::All(verdict, _) | Self::Any(verdict, _) | Self::None(verdict, _) | Self::Is { verdict, .. } => {
                *verdict
            }
        }
    }
}

/// The answer alone: no allocation, so that a whole country can be asked while a rule is edited.
#[must_use]
pub fn verdict_only(rule: &Rule, asked: &Asked<'_>) -> Verdict {
    verdict_with(rule, &|criterion| criterion_verdict(criterion, asked))
}

/// The answer of a rule whose criteria are answered by `leaf`.
pub(crate) fn verdict_with(rule: &Rule, leaf: &impl Fn(&Criterion) -> Verdict) -> Verdict {
    match rule {
        Rule::All(parts) => Verdict::combine(parts.iter().map(|p| verdict_with(p, leaf)), Verdict::No),
        Rule::Any(parts) => Verdict::combine(parts.iter().map(|p| verdict_with(p, leaf)), Verdict::Yes),
        Rule::None(parts) => Verdict::combine(parts.iter().map(|p| verdict_with(p, leaf)), Verdict::Yes).opposite(),
        Rule::Is(criterion) => leaf(criterion),
    }
}

/// The answer with every part's verdict and what was seen.
#[must_use]
pub fn evaluate(rule: &Rule, asked: &Asked<'_>) -> Answer {
    let trace = trace(rule, asked);
    let verdict = trace.verdict();
    let mut missing = Vec::new();
    if verdict == Verdict::Unknown {
        collect_missing(&trace, &mut missing);
    }
    Answer { verdict, trace, missing }
}

fn trace(rule: &Rule, asked: &Asked<'_>) -> Trace {
    let traces = |parts: &[Rule]| parts.iter().map(|p| trace(p, asked)).collect::<Vec<_>>();
    let combine = |parts: &[Trace], decisive| Verdict::combine(parts.iter().map(Trace::verdict), decisive);
    match rule {
        Rule::All(parts) => {
            let parts = traces(parts);
            Trace::All(combine(&parts, Verdict::No), parts)
        }
        Rule::Any(parts) => {
            let parts = traces(parts);
            Trace::Any(combine(&parts, Verdict::Yes), parts)
        }
        Rule::None(parts) => {
            let parts = traces(parts);
            Trace::None(combine(&parts, Verdict::Yes).opposite(), parts)
        }
        Rule::Is(criterion) => Trace::Is {
            verdict: criterion_verdict(criterion, asked),
            fact: criterion.fact(),
            seen: criterion_seen(criterion, asked),
        },
    }
}

/// Facts of the unknown parts below unknown parts: those below a decided part don't matter.
fn collect_missing(trace: &Trace, missing: &mut Vec<Fact>) {
    if trace.verdict() != Verdict::Unknown {
        return;
    }
    match trace {
        Trace::All(_, parts) | Trace::Any(_, parts) | Trace::None(_, parts) => {
            parts.iter().for_each(|p| collect_missing(p, missing));
        }
        Trace::Is { fact, .. } if !missing.contains(fact) => missing.push(*fact),
        Trace::Is { .. } => {}
    }
}

/// Which family of criteria answers.
pub(super) fn criterion_verdict(criterion: &Criterion, asked: &Asked<'_>) -> Verdict {
    person::verdict(criterion, asked)
        .or_else(|| place::verdict(criterion, asked.school, asked.district, asked.setting.workspace))
        .or_else(|| history::verdict(criterion, asked.person.history()))
        .unwrap_or(Verdict::Unknown)
}

fn criterion_seen(criterion: &Criterion, asked: &Asked<'_>) -> Option<Arg> {
    match criterion.fact() {
        Fact::LastCourse | Fact::LastCourseHours | Fact::Completed => history::seen(criterion, asked.person),
        Fact::SchoolKind
        | Fact::Hub
        | Fact::Locality
        | Fact::Region
        | Fact::District
        | Fact::School
        | Fact::Pupils
        | Fact::SchoolTag => place::seen(criterion, asked),
        _ => person::seen(criterion, asked),
    }
}

/// What a criterion says of a school whoever works there: unknown for criteria on the person.
pub(crate) fn place_criterion(criterion: &Criterion, school: &School, workspace: &Workspace) -> Verdict {
    place::verdict(criterion, Some(school), workspace.district_of(school), workspace).unwrap_or(Verdict::Unknown)
}

/// What a rule says of a school whoever works there: no only when nobody from it could ever pass.
#[must_use]
pub fn place_verdict(rule: &Rule, school: &School, workspace: &Workspace) -> Verdict {
    verdict_with(rule, &|criterion| place_criterion(criterion, school, workspace))
}

/// An inclusive range; open where a limit is none.
pub(super) fn within<N: Ord>(n: &N, at_least: Option<&N>, at_most: Option<&N>) -> bool {
    at_least.is_none_or(|least| n >= least) && at_most.is_none_or(|most| n <= most)
}
