//! The smallest sets of changes that would turn a no, or an unknown, into a yes.
//!
//! A rule is written out as its alternatives: each is a set of criteria that must be yes and criteria that must be no.
//! Criteria on the same fact are one change; an alternative that asks of a fact what it can't be is dropped. The cost of
//! an alternative is the number of facts that don't meet it yet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::evaluate::{Asked, Verdict};
use super::{Criterion, Fact, Rule};
use crate::model::{Category, GradeBand, Language, Locality, PastCourse, Role, SchoolKind, Subject, TakenCourse};

/// Alternatives kept while a rule is written out: the cheapest. Rules that people write stay far below.
const KEPT: usize = 512;
/// Sets returned.
const SHOWN: usize = 16;

/// How a fact comes to be what it would have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    /// It is missing: find it out and enter it.
    Enter,
    /// It is otherwise, and could be changed.
    Change,
    /// It is otherwise, and nobody can change it: a past course, an age, years of experience, where a school stands.
    Fixed,
}

/// What a criterion on a fact would have to answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Need {
    /// The criterion.
    pub criterion: Criterion,
    /// It must be yes; else it must be no.
    pub yes: bool,
}

/// One fact that would have to be otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fix {
    /// Which.
    pub fact: Fact,
    /// How it can come about.
    pub effort: Effort,
    /// What it would have to meet, all of it.
    pub needs: Vec<Need>,
}

/// What is decided by one fact: criteria with the same key are met or missed together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Fact(Fact),
    Label(Fact, String),
    Post(Role),
    Courses,
}

impl Key {
    fn of(criterion: &Criterion) -> Self {
        match criterion {
            Criterion::PersonTag(tag) | Criterion::SchoolTag(tag) => Self::Label(criterion.fact(), tag.clone()),
            Criterion::PostVacant(role) => Self::Post(*role),
            Criterion::LastCourseBefore(_)
            | Criterion::NeverTrained
            | Criterion::LastCourseHours { .. }
            | Criterion::Completed(_) => Self::Courses,
            _ => Self::Fact(criterion.fact()),
        }
    }
}

type Needs<'r> = Vec<(&'r Criterion, bool)>;
type Alternative<'r> = BTreeMap<Key, Needs<'r>>;

/// The smallest sets of changes, the easiest first; one empty set where the answer is yes already, none where nothing
/// could make it yes. If each of the smallest has something that nobody can change, the smallest without follow.
#[must_use]
pub fn smallest_change(rule: &Rule, asked: &Asked<'_>) -> Vec<Vec<Fix>> {
    let alternatives = write_out(rule, true, asked);
    let mut sets: Vec<Vec<Fix>> = Vec::new();
    for fixes in alternatives.iter().map(|alternative| fixes(alternative, asked)) {
        if !sets.contains(&fixes) {
            sets.push(fixes);
        }
    }
    let hard = |set: &[Fix]| set.iter().filter(|f| f.effort == Effort::Fixed).count();
    sets.sort_by_key(|set| (set.len(), hard(set)));
    let fewest = sets.first().map_or(0, Vec::len);
    let doable = sets.iter().find(|set| hard(set) == 0).map_or(fewest, Vec::len);
    sets.retain(|set| set.len() == fewest || (set.len() == doable && hard(set) == 0));
    sets.truncate(SHOWN);
    sets
}

/// Every way in which the rule is yes (or no), the cheapest kept.
fn write_out<'r>(rule: &'r Rule, yes: bool, asked: &Asked<'_>) -> Vec<Alternative<'r>> {
    match rule {
        Rule::Is(criterion) => {
            let needs = vec![(criterion, yes)];
            if possible(&needs) { vec![BTreeMap::from([(Key::of(criterion), needs)])] } else { Vec::new() }
        }
        Rule::All(parts) if yes => all_of(parts, true, asked),
        Rule::All(parts) => any_of(parts, false, asked),
        Rule::Any(parts) if yes => any_of(parts, true, asked),
        Rule::Any(parts) => all_of(parts, false, asked),
        Rule::None(parts) if yes => all_of(parts, false, asked),
        Rule::None(parts) => any_of(parts, true, asked),
    }
}

fn any_of<'r>(parts: &'r [Rule], yes: bool, asked: &Asked<'_>) -> Vec<Alternative<'r>> {
    keep_cheapest(parts.iter().flat_map(|part| write_out(part, yes, asked)).collect(), asked)
}

fn all_of<'r>(parts: &'r [Rule], yes: bool, asked: &Asked<'_>) -> Vec<Alternative<'r>> {
    let mut together = vec![Alternative::new()];
    for part in parts {
        let ways = write_out(part, yes, asked);
        let pairs = together.iter().flat_map(|one| ways.iter().filter_map(move |way| merge(one, way)));
        together = keep_cheapest(pairs.collect(), asked);
    }
    together
}

fn merge<'r>(one: &Alternative<'r>, other: &Alternative<'r>) -> Option<Alternative<'r>> {
    let mut merged = one.clone();
    for (key, needs) in other {
        let mine = merged.entry(key.clone()).or_default();
        let fresh: Needs<'r> = needs.iter().filter(|need| !mine.contains(need)).copied().collect();
        mine.extend(fresh);
        if !possible(mine) {
            return None;
        }
    }
    Some(merged)
}

fn keep_cheapest<'r>(alternatives: Vec<Alternative<'r>>, asked: &Asked<'_>) -> Vec<Alternative<'r>> {
    let mut priced: Vec<(usize, Alternative<'r>)> = Vec::with_capacity(alternatives.len());
    for alternative in alternatives {
        let cost = alternative.values().filter(|needs| !met(needs, asked)).count();
        priced.push((cost, alternative));
    }
    priced.sort_by_key(|(cost, _)| *cost);
    priced.dedup_by(|a, b| a == b);
    priced.truncate(KEPT);
    priced.into_iter().map(|(_, alternative)| alternative).collect()
}

fn answer(criterion: &Criterion, asked: &Asked<'_>) -> Verdict {
    super::evaluate::criterion_verdict(criterion, asked)
}

fn met(needs: &[(&Criterion, bool)], asked: &Asked<'_>) -> bool {
    needs.iter().all(|(criterion, yes)| answer(criterion, asked) == Verdict::from(*yes))
}

fn fixes(alternative: &Alternative<'_>, asked: &Asked<'_>) -> Vec<Fix> {
    let open = alternative.values().filter(|needs| !met(needs, asked));
    let fix = |needs: &Needs<'_>| {
        let unmet = needs.iter().find(|(c, yes)| answer(c, asked) != Verdict::from(*yes));
        let (criterion, _) = unmet?;
        let needs = needs.iter().map(|&(c, yes)| Need { criterion: c.clone(), yes }).collect();
        Some(Fix { fact: criterion.fact(), effort: effort(criterion, asked), needs })
    };
    open.filter_map(fix).collect()
}

fn effort(criterion: &Criterion, asked: &Asked<'_>) -> Effort {
    if answer(criterion, asked) == Verdict::Unknown {
        return Effort::Enter;
    }
    match criterion.fact() {
        Fact::Age | Fact::Experience | Fact::Region | Fact::District => Effort::Fixed,
        // Who never took a course can still take one; a course that was taken stays.
        Fact::LastCourse | Fact::LastCourseHours | Fact::Completed => {
            let never = asked.person.history().is_some_and(|courses| courses.len() == 0);
            if never { Effort::Change } else { Effort::Fixed }
        }
        _ => Effort::Change,
    }
}

/// Whether a fact can be what all these ask of it.
fn possible(needs: &[(&Criterion, bool)]) -> bool {
    let Some((first, _)) = needs.first() else { return true };
    match first.fact() {
        Fact::LastCourse | Fact::LastCourseHours | Fact::Completed => courses_possible(needs),
        Fact::Experience | Fact::Age | Fact::Pupils => number_possible(needs),
        Fact::Subjects | Fact::Grades | Fact::Languages => list_possible(needs),
        Fact::Role | Fact::Category | Fact::SchoolKind | Fact::Locality => value_possible(needs),
        Fact::Region | Fact::District | Fact::School => value_possible(needs),
        Fact::Acting | Fact::Post | Fact::PersonTag | Fact::Hub | Fact::SchoolTag => {
            needs.iter().all(|(_, yes)| *yes == needs[0].1)
        }
    }
}

/// The values that a criterion names, by their codes or ids.
fn named(criterion: &Criterion) -> Vec<String> {
    match criterion {
        Criterion::Role(v) => v.iter().map(|c| c.code().to_owned()).collect(),
        Criterion::Subject(v) => v.iter().map(|c| c.code().to_owned()).collect(),
        Criterion::Grades(v) => v.iter().map(|c| c.code().to_owned()).collect(),
        Criterion::Language(v) => v.iter().map(|c| c.code().to_owned()).collect(),
        Criterion::Category(v) => v.iter().map(|c| c.code().to_owned()).collect(),
        Criterion::SchoolKind(v) => v.iter().map(|c| c.code().to_owned()).collect(),
        Criterion::Locality(v) => vec![v.code().to_owned()],
        Criterion::Region(v) => v.iter().map(|r| r.code()).collect(),
        Criterion::District(v) => v.iter().map(|id| id.0.to_string()).collect(),
        Criterion::School(v) => v.iter().map(|id| id.0.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Every value that the fact can have; none where there is no end of them.
fn every(fact: Fact) -> Option<Vec<&'static str>> {
    Some(match fact {
        Fact::Role => Role::ALL.iter().map(|c| c.code()).collect(),
        Fact::Subjects => Subject::ALL.iter().map(|c| c.code()).collect(),
        Fact::Grades => GradeBand::ALL.iter().map(|c| c.code()).collect(),
        Fact::Languages => Language::ALL.iter().map(|c| c.code()).collect(),
        Fact::Category => Category::ALL.iter().map(|c| c.code()).collect(),
        Fact::SchoolKind => SchoolKind::ALL.iter().map(|c| c.code()).collect(),
        Fact::Locality => Locality::ALL.iter().map(|c| c.code()).collect(),
        _ => return None,
    })
}

fn value_possible(needs: &[(&Criterion, bool)]) -> bool {
    let fits = |value: &str| needs.iter().all(|(c, yes)| named(c).iter().any(|n| n == value) == *yes);
    let positive = needs.iter().find(|(_, yes)| *yes);
    match (positive, every(needs[0].0.fact())) {
        (Some((criterion, _)), _) => named(criterion).iter().any(|value| fits(value)),
        (None, Some(all)) => all.into_iter().any(fits),
        (None, None) => true,
    }
}

/// Someone can teach several subjects, so every list asked for needs one value that no other list forbids.
fn list_possible(needs: &[(&Criterion, bool)]) -> bool {
    let forbidden: Vec<String> = needs.iter().filter(|(_, yes)| !yes).flat_map(|(c, _)| named(c)).collect();
    let allowed = |value: &str| !forbidden.iter().any(|f| f == value);
    let some_left = every(needs[0].0.fact()).is_none_or(|all| all.into_iter().any(allowed));
    let lists = needs.iter().filter(|(_, yes)| *yes);
    some_left && lists.into_iter().all(|(c, _)| named(c).iter().any(|value| allowed(value)))
}

fn limits(criterion: &Criterion) -> (Option<u32>, Option<u32>) {
    match criterion {
        Criterion::Experience { at_least, at_most }
        | Criterion::Age { at_least, at_most }
        | Criterion::LastCourseHours { at_least, at_most } => (at_least.map(u32::from), at_most.map(u32::from)),
        Criterion::Pupils { at_least, at_most } => (*at_least, *at_most),
        _ => (None, None),
    }
}

/// The numbers at which some need starts or stops being met.
fn turning_numbers(needs: &[(&Criterion, bool)]) -> Vec<u32> {
    let mut numbers = vec![0];
    for (at_least, at_most) in needs.iter().map(|(c, _)| limits(c)) {
        numbers.extend(at_least.into_iter().chain(at_most).flat_map(|n| [n.saturating_sub(1), n, n.saturating_add(1)]));
    }
    numbers
}

fn number_possible(needs: &[(&Criterion, bool)]) -> bool {
    turning_numbers(needs).into_iter().any(|n| {
        needs.iter().all(|(criterion, yes)| {
            let (at_least, at_most) = limits(criterion);
            super::evaluate::within(&n, at_least.as_ref(), at_most.as_ref()) == *yes
        })
    })
}

/// Tries no course at all, and one course on every day and of every length that makes a difference.
fn courses_possible(needs: &[(&Criterion, bool)]) -> bool {
    let met = |courses: &[PastCourse]| {
        needs.iter().all(|(c, yes)| {
            super::history::verdict(c, Some(courses.iter().map(TakenCourse::from))) == Some(Verdict::from(*yes))
        })
    };
    let asked_for = |(criterion, yes): &(&Criterion, bool)| match criterion {
        Criterion::Completed(programmes) if *yes => programmes.clone(),
        _ => Vec::new(),
    };
    let mut forbidden = Vec::new();
    let mut days = vec![chrono::NaiveDate::default()];
    for (criterion, yes) in needs {
        match criterion {
            Criterion::LastCourseBefore(day) => days.extend([day.pred_opt(), Some(*day)].into_iter().flatten()),
            Criterion::Completed(programmes) if !yes => forbidden.extend(programmes.iter().copied()),
            _ => {}
        }
    }
    let programmes: Vec<_> = needs.iter().flat_map(asked_for).filter(|p| !forbidden.contains(p)).collect();
    let course = |ended, hours: u32, programme| {
        let hours = u16::try_from(hours).ok().map(crate::model::AcademicHours);
        PastCourse { ended, hours, title: None, programme }
    };
    let one = |ended, hours| {
        let mut courses: Vec<_> = programmes.iter().map(|&p| course(ended, hours, Some(p))).collect();
        courses.push(course(ended, hours, None));
        met(&courses)
    };
    met(&[]) || days.iter().any(|&day| turning_numbers(needs).into_iter().any(|hours| one(day, hours)))
}
