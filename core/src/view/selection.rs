//! Where everyone stands in an intake now: states as they were agreed to, with later decisions about single people,
//! and why each who waits still waits. Solves nothing: it counts what is there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answers::Answers;
use crate::finding::Finding;
use crate::model::{Enrolment, EnrolmentState, Intake, PersonId};
use crate::rules::{Fact, Setting, Trace, Verdict, evaluate};
use crate::solver::select::{Blocker, Shortage, Shortfall, Unit, UnitState};
use crate::turns::{AtOnce, GiveWay, HANDFUL, at_once, collect};
use crate::workspace::Workspace;

/// What tells whose list a person is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Their state in the intake.
    pub state: EnrolmentState,
    /// What the eligibility rule says of them now.
    pub eligible: Verdict,
    /// What somebody decided against the rules: in or out.
    pub overridden: Option<bool>,
}

/// Where one person stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// Their state in the intake.
    pub state: EnrolmentState,
    /// What the eligibility rule says of them now.
    pub eligible: Verdict,
    /// Place in the declared order among the eligible, from 1, as of the last selection.
    pub rank: Option<u32>,
    /// Place in the waiting list, from 1.
    pub in_line: Option<u32>,
    /// What somebody decided against the rules: in or out.
    pub overridden: Option<bool>,
    /// What is full, for those who wait.
    pub blockers: Vec<Blocker>,
    /// Place among the answers.
    at: u32,
}

impl Row {
    /// What tells whose list they are on.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        Kind { state: self.state, eligible: self.eligible, overridden: self.overridden }
    }
}

/// An intake's people and quotas as they stand.
#[derive(Debug, Clone, Default)]
pub struct Standings {
    /// Places in all.
    pub places: u32,
    /// Everyone nominated: by rank, then those without one by id.
    pub rows: Vec<Row>,
    /// Every unit of every quota with those who hold its places.
    pub units: Vec<UnitState>,
    /// Minimums that are not kept.
    pub shortfalls: Vec<Shortfall>,
    /// What is wrong with the quotas.
    pub findings: Vec<Finding>,
    /// What the rules say of everyone.
    answers: Arc<Answers>,
    /// Row of each person of the answers, if they have one.
    row_of: Vec<Option<u32>>,
    /// How many people there are of each kind: a page counts them in a dozen places.
    kinds: Vec<(Kind, usize)>,
}

impl PartialEq for Standings {
    /// Standings made of other answers are others.
    fn eq(&self, other: &Self) -> bool {
        let figures = |s: &Self| (s.places, s.rows.len(), s.units.len(), s.findings.len());
        Arc::ptr_eq(&self.answers, &other.answers) && figures(self) == figures(other) && self.rows == other.rows
    }
}

impl Standings {
    /// The row of a person.
    #[must_use]
    pub fn row(&self, person: PersonId) -> Option<&Row> {
        let row = *self.row_of.get(self.answers.at(person)?)?;
        self.rows.get(row? as usize)
    }

    /// Units that count the person of a row, by index.
    #[must_use]
    pub fn units_of(&self, row: &Row) -> &[usize] {
        self.answers.units.of_person.get(row.at as usize).map_or(&[], AsRef::as_ref)
    }

    /// What the rules say, to be handed to [`standings_in_turns`] when the records have changed.
    #[must_use]
    pub fn answers(&self) -> Arc<Answers> {
        Arc::clone(&self.answers)
    }

    /// One row more, counted in its units.
    fn add(&mut self, row: Row) {
        let (at, nth) = (row.at as usize, u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        for &unit in self.answers.units.of_person[at].iter() {
            self.units[unit].eligible += u32::from(could_have_place(&row));
            if row.state == EnrolmentState::Selected {
                self.units[unit].held_by.push(row.person);
            }
        }
        self.row_of[at] = Some(nth);
        match self.kinds.iter_mut().find(|(kind, _)| *kind == row.kind()) {
            Some((_, count)) => *count += 1,
            None => self.kinds.push((row.kind(), 1)),
        }
        self.rows.push(row);
    }

    /// How many people are in this state.
    #[must_use]
    pub fn count(&self, state: EnrolmentState) -> usize {
        self.count_of(|kind| kind.state == state)
    }

    /// How many people are of such a kind.
    #[must_use]
    pub fn count_of(&self, such: impl Fn(Kind) -> bool) -> usize {
        self.kinds.iter().filter(|(kind, _)| such(*kind)).map(|(_, count)| count).sum()
    }

    /// Index of the last row in the declared order that has a place by the rules: the cut line is below it.
    #[must_use]
    pub fn cut(&self) -> Option<usize> {
        let by_rules = |row: &Row| row.state == EnrolmentState::Selected && row.overridden.is_none();
        self.rows.iter().rposition(|row| row.rank.is_some() && by_rules(row))
    }
}

/// Where everyone nominated for the intake stands.
#[must_use]
pub fn standings(workspace: &Workspace, intake: &Intake) -> Standings {
    at_once(standings_in_turns(workspace, intake, None, &mut AtOnce))
}

/// [`standings`], giving way now and then. Answers from before are taken where they still hold.
pub async fn standings_in_turns(
    workspace: &Workspace,
    intake: &Intake,
    known: Option<Arc<Answers>>,
    turns: &mut impl GiveWay,
) -> Standings {
    let answers = match known.filter(|known| known.hold(workspace, intake)) {
        Some(known) => known,
        None => Arc::new(Answers::ask(workspace, intake, turns).await),
    };
    turns.give_way().await;
    let nominated = in_order(workspace, intake, &answers, turns).await;
    let no_one_yet = |unit: &Unit| UnitState { unit: unit.clone(), eligible: 0, held_by: Vec::new() };
    let mut all = Standings {
        places: intake.places,
        rows: Vec::with_capacity(nominated.len()),
        units: answers.units.units.iter().map(no_one_yet).collect(),
        shortfalls: Vec::new(),
        findings: answers.units.findings.clone(),
        row_of: vec![None; answers.len()],
        kinds: Vec::new(),
        answers,
    };
    for handful in nominated.chunks(HANDFUL) {
        for &(enrolment, at) in handful {
            all.add(row(&all.answers, enrolment, at));
        }
        turns.give_way().await;
    }
    fill_lines(&mut all);
    turns.give_way().await;
    all.shortfalls = shortfalls(&all);
    all
}

/// Everyone put forward, with their place among the answers: by rank, then those without one by id.
async fn in_order<'w>(
    workspace: &'w Workspace,
    intake: &Intake,
    answers: &Answers,
    turns: &mut impl GiveWay,
) -> Vec<(&'w Enrolment, u32)> {
    let mut near = 0;
    let place = |enrolment: &'w Enrolment| {
        let at = answers.at_or_near(near, enrolment.person)?;
        near = at + 1;
        Some((enrolment, u32::try_from(at).ok()?))
    };
    let nominated = collect(workspace.enrolments_of(intake.id).filter_map(place), turns).await;
    let (mut ranked, mut others): (Vec<_>, Vec<_>) = nominated.into_iter().partition(|(e, _)| e.rank.is_some());
    turns.give_way().await;
    ranked.sort_by_key(|(e, at)| (e.rank, *at));
    // Mostly in order already.
    others.sort_by_key(|(_, at)| *at);
    ranked.append(&mut others);
    turns.give_way().await;
    ranked
}

fn row(answers: &Answers, enrolment: &Enrolment, at: u32) -> Row {
    Row {
        person: enrolment.person,
        state: enrolment.state,
        eligible: answers.verdict(at as usize),
        rank: enrolment.rank,
        in_line: None,
        overridden: enrolment.overridden.as_ref().map(|o| o.admit),
        blockers: Vec::new(),
        at,
    }
}

/// Facts that make the eligibility rule say no to a person, or that are missing where it can't tell.
#[must_use]
pub fn because(setting: &Setting<'_>, intake: &Intake, person: PersonId) -> Vec<Fact> {
    let Some(person) = setting.workspace.people.get(person) else { return Vec::new() };
    let answer = evaluate(&intake.eligibility, &setting.of(person));
    let mut facts = Vec::new();
    if answer.trace.verdict() != Verdict::Yes {
        deciding(&answer.trace, answer.trace.verdict(), &mut facts);
    }
    facts
}

/// Facts of the criteria that decide the answer.
fn deciding(trace: &Trace, verdict: Verdict, facts: &mut Vec<Fact>) {
    if trace.verdict() != verdict {
        return;
    }
    match trace {
        Trace::All(_, parts) | Trace::Any(_, parts) => parts.iter().for_each(|part| deciding(part, verdict, facts)),
        Trace::None(_, parts) => {
            let within = match verdict {
                Verdict::No => Verdict::Yes,
                Verdict::Yes => Verdict::No,
                Verdict::Unknown => Verdict::Unknown,
            };
            parts.iter().for_each(|part| deciding(part, within, facts));
        }
        Trace::Is { fact, .. } if !facts.contains(fact) => facts.push(*fact),
        Trace::Is { .. } => {}
    }
}

fn could_have_place(row: &Row) -> bool {
    let may = match row.overridden {
        Some(admitted) => admitted,
        None => row.eligible == Verdict::Yes,
    };
    may && row.state != EnrolmentState::Withdrawn
}

/// Places in the waiting list, and what keeps each from a place.
fn fill_lines(all: &mut Standings) {
    let last = |row: &Row| (row.state == EnrolmentState::Selected).then_some(row.person);
    let held = all.count(EnrolmentState::Selected);
    let everything = (held >= all.places as usize).then(|| Blocker {
        unit: None,
        places: all.places,
        last: all.rows.iter().filter_map(last).next_back(),
    });
    let mut line = 0;
    for row in all.rows.iter_mut().filter(|row| row.state == EnrolmentState::Waiting) {
        line += 1;
        row.in_line = Some(line);
        let units = &all.answers.units.of_person[row.at as usize];
        let full = units.iter().filter_map(|&unit| full_unit(&all.units, unit));
        row.blockers = full.chain(everything).collect();
    }
}

fn full_unit(units: &[UnitState], unit: usize) -> Option<Blocker> {
    let state = units.get(unit)?;
    let most = state.unit.at_most?;
    (state.held_by.len() >= most as usize).then(|| Blocker {
        unit: Some(unit),
        places: most,
        last: state.held_by.last().copied(),
    })
}

fn shortfalls(all: &Standings) -> Vec<Shortfall> {
    let mut waiting: BTreeMap<usize, Vec<&Row>> = BTreeMap::new();
    for row in all.rows.iter().filter(|row| row.state == EnrolmentState::Waiting) {
        all.units_of(row).iter().for_each(|&unit| waiting.entry(unit).or_default().push(row));
    }
    let reached = |state: &UnitState| u32::try_from(state.held_by.len()).unwrap_or(u32::MAX);
    let short = all.units.iter().enumerate().filter(|(_, state)| reached(state) < state.unit.at_least);
    short
        .map(|(unit, state)| Shortfall {
            unit,
            at_least: state.unit.at_least,
            reached: reached(state),
            why: shortage(state, waiting.get(&unit).map_or(&[], AsRef::as_ref)),
        })
        .collect()
}

fn shortage(state: &UnitState, left: &[&Row]) -> Shortage {
    if state.eligible < state.unit.at_least {
        return Shortage::TooFewEligible { eligible: state.eligible };
    }
    let blockers = || left.iter().flat_map(|row| &row.blockers);
    let mut full: Vec<usize> = blockers().filter_map(|b| b.unit).collect();
    full.sort_unstable();
    full.dedup();
    Shortage::HeldBack {
        eligible_left: u32::try_from(left.len()).unwrap_or(u32::MAX),
        full,
        no_places_left: blockers().any(|b| b.unit.is_none()),
        needed_by: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::change::apply;
    use crate::command::{Command, Context, IdSource, decide};
    use crate::solver::budget::Unlimited;
    use crate::solver::select::{Outcome, propose};
    use crate::template::{Template, Tongue};

    fn run(workspace: &mut Workspace, next: &mut u32, command: Command) {
        let now = NaiveDate::default().and_hms_opt(9, 0, 0).unwrap();
        let context = Context { now, actor: "test".to_owned(), ids: IdSource::new(1, *next) };
        let changes = decide(workspace, command, &context).unwrap();
        apply(workspace, &changes).unwrap();
        *next = context.ids.next();
    }

    fn sample() -> (Workspace, u32) {
        let (mut workspace, mut next) = (Workspace::default(), 1);
        run(&mut workspace, &mut next, Command::StartFromTemplate(Template::Hub2024, Tongue::English));
        let intake = workspace.intakes.iter().next().unwrap().id;
        run(&mut workspace, &mut next, Command::Sample { intake });
        (workspace, next)
    }

    #[test]
    fn after_agreeing_it_says_what_the_proposal_said() {
        let (mut workspace, mut next) = sample();
        let intake = workspace.intakes.iter().next().unwrap().id;
        let proposal = propose(&workspace, intake, &mut Unlimited).unwrap();
        run(&mut workspace, &mut next, Command::ApplySelection(Box::new(proposal.clone())));
        let all = standings(&workspace, workspace.intakes.get(intake).unwrap());
        assert_eq!(all.rows.len(), proposal.people.len());
        assert_eq!(all.count(EnrolmentState::Selected), proposal.selected.len());
        assert_eq!(all.count(EnrolmentState::Waiting), proposal.waiting.len());
        for standing in &proposal.people {
            let row = all.row(standing.person).unwrap();
            let blockers =
                if let Outcome::Waiting(blockers) = &standing.outcome { blockers.clone() } else { Vec::new() };
            assert_eq!((row.rank, &row.blockers), (standing.rank, &blockers), "{:?}", standing.person);
            assert_eq!(all.units_of(row), &*standing.units);
            let intake = workspace.intakes.get(intake).unwrap();
            let facts = because(&Setting::new(&workspace, intake.reference_date), intake, row.person);
            assert_eq!(facts.is_empty(), row.eligible == Verdict::Yes);
        }
        let held = |units: &[UnitState]| units.iter().map(|u| (u.eligible, u.held_by.clone())).collect::<Vec<_>>();
        assert_eq!(held(&all.units), held(&proposal.units));
        let short = |list: &[Shortfall]| list.iter().map(|s| (s.unit, s.at_least, s.reached)).collect::<Vec<_>>();
        assert_eq!(short(&all.shortfalls), short(&proposal.shortfalls));
    }

    #[test]
    fn decisions_about_single_people_show_at_once() {
        let (mut workspace, mut next) = sample();
        let intake = workspace.intakes.iter().next().unwrap().id;
        let proposal = propose(&workspace, intake, &mut Unlimited).unwrap();
        run(&mut workspace, &mut next, Command::ApplySelection(Box::new(proposal.clone())));
        let person = proposal.waiting[1];
        let admit = Command::Override { intake, person, admit: Some(true), reason: "letter".to_owned() };
        run(&mut workspace, &mut next, admit);
        let all = standings(&workspace, workspace.intakes.get(intake).unwrap());
        let row = all.row(person).unwrap();
        assert_eq!((row.state, row.overridden, row.in_line), (EnrolmentState::Selected, Some(true), None));
        assert_eq!(all.count(EnrolmentState::Selected), proposal.selected.len() + 1);
        assert_eq!(all.row(proposal.waiting[2]).unwrap().in_line, Some(2));
    }
}
