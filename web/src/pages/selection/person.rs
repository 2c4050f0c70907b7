//! One person in the panel: where they stand, every rule's answer with the fact seen, the quotas that concern them, what
//! would seat them, and what can be decided.

use leptos::prelude::*;
use orken_core::finding::Arg;
use orken_core::model::{EnrolmentState, Intake, Person, PersonId, Priority};
use orken_core::rules::{Asked, Effort, Fix, Rule, Setting, Trace, Verdict as RuleVerdict, evaluate, smallest_change};
use orken_core::view::selection::{Row, Standings};
use orken_core::workspace::Workspace;

use super::decide::{Decision, Decisions};
use super::facts::{Open, school_line, slices, unit_line};
use crate::pages::rules::words;
use crate::route::{Page, Route, Step, set_query};
use crate::store::Slice;
use crate::text::{arg_text, rule as rule_words};
use crate::ui::{
    Answer, Aside, Button, ButtonLink, Check, CheckList, Fact, Facts, Panel, Tone, Verdict, region_name, word,
};
use crate::{t, text};

/// The panel.
#[component]
pub(super) fn PersonPanel(open: Open, person: PersonId, decisions: Decisions, cut: RwSignal<bool>) -> impl IntoView {
    let id = person.0;
    let subtitle = move || {
        open.person(id, |p, school, w| {
            let region = school.and_then(|s| w.region_of(s)).map(region_name).unwrap_or_default();
            [crate::text::main_subject(w, open.intake, p), school_line(school, w), region]
                .into_iter()
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
                .join(" · ")
        })
        .unwrap_or_default()
    };
    let seen =
        move |look: fn(&Seen<'_>) -> Vec<Check>| Signal::derive(move || see(open, person, look).unwrap_or_default());
    let facts = Signal::derive(move || see(open, person, order_facts).unwrap_or_default());
    let edit = Route::from(Page::step(open.programme, open.intake, Step::People)).with("person", Some(id)).href();
    view! {
        <Panel
            title=Signal::derive(move || open.name(id))
            subtitle=Signal::derive(subtitle)
            on_close=move |()| set_query("person", None::<u8>)
        >
            <Banner open person />
            <CheckList checks=seen(rule_checks) />
            <CheckList checks=seen(quota_checks) />
            <Remedy open person />
            <Facts facts />
            <Actions open person decisions cut />
            <ButtonLink label=t!(SelectionEditPerson) href=Signal::derive(move || edit.clone()) />
        </Panel>
    }
}

/// Everything about one person that the panel speaks of.
struct Seen<'a> {
    w: &'a Workspace,
    intake: &'a Intake,
    all: &'a Standings,
    row: &'a Row,
    asked: &'a Asked<'a>,
}

fn see<R>(open: Open, person: PersonId, look: impl FnOnce(&Seen<'_>) -> R) -> Option<R> {
    open.store.read(slices(), |w| {
        open.all.with(|all| {
            let intake = w.intakes.get(open.intake)?;
            let row = all.row(person)?;
            let setting = Setting::new(w, intake.reference_date);
            let asked = setting.of(w.people.get(person)?);
            Some(look(&Seen { w, intake, all, row, asked: &asked }))
        })
    })
}

#[component]
fn Banner(open: Open, person: PersonId) -> impl IntoView {
    move || {
        see(open, person, |seen| {
            let (label, tone) = banner(seen);
            view! { <Verdict label=label tone /> }
        })
    }
}

fn banner(seen: &Seen<'_>) -> (String, Tone) {
    let enrolment = seen.w.enrolment(seen.intake.id, seen.row.person);
    if let Some(decided) = enrolment.and_then(|e| e.overridden.as_ref()) {
        let reason = decided.reason.clone();
        return if decided.admit {
            (text!(BannerAdmitted, reason = reason), Tone::Warn)
        } else {
            (text!(BannerRefused, reason = reason), Tone::Bad)
        };
    }
    match (seen.row.state, seen.row.eligible) {
        (EnrolmentState::Selected, _) => (text!(BannerSelected), Tone::Ok),
        (EnrolmentState::Waiting, _) => (
            text!(BannerWaiting, n = seen.row.in_line.unwrap_or(0), all = seen.all.count(EnrolmentState::Waiting)),
            Tone::Warn,
        ),
        (EnrolmentState::Withdrawn, _) => {
            let withdrawal = enrolment.and_then(|e| e.withdrawn.as_ref());
            let by = withdrawal.and_then(|w| w.replaced_by).and_then(|id| seen.w.people.get(id));
            let reason = withdrawal.map(|w| w.reason.clone()).unwrap_or_default();
            let line = match by {
                Some(by) => text!(BannerWithdrawnReplaced, reason = reason, name = by.name().to_owned()),
                None => text!(BannerWithdrawn, reason = reason),
            };
            (line, Tone::Neutral)
        }
        (_, RuleVerdict::No) => (text!(BannerIneligible), Tone::Bad),
        (_, RuleVerdict::Unknown) => (text!(BannerUnknown), Tone::Warn),
        (_, RuleVerdict::Yes) => (text!(BannerUndecided), Tone::Neutral),
    }
}

/// Every sentence of the eligibility rule with its answer and the fact seen.
fn rule_checks(seen: &Seen<'_>) -> Vec<Check> {
    let rule = &seen.intake.eligibility;
    let trace = evaluate(rule, seen.asked).trace;
    match (rule, &trace) {
        (Rule::All(rules), Trace::All(_, traces)) => {
            rules.iter().zip(traces).map(|(rule, trace)| check(rule, trace, seen.w)).collect()
        }
        _ => vec![check(rule, &trace, seen.w)],
    }
}

fn check(rule: &Rule, trace: &Trace, w: &Workspace) -> Check {
    let answer = match trace.verdict() {
        RuleVerdict::Yes => Answer::Yes,
        RuleVerdict::No => Answer::No,
        RuleVerdict::Unknown => Answer::Unknown,
    };
    let mut facts = Vec::new();
    seen_facts(trace, w, &mut facts);
    Check::new(answer, rule_words(rule, w)).note(facts.join(" · "))
}

fn seen_facts(trace: &Trace, w: &Workspace, facts: &mut Vec<String>) {
    match trace {
        Trace::All(_, parts) | Trace::Any(_, parts) | Trace::None(_, parts) => {
            parts.iter().for_each(|part| seen_facts(part, w, facts));
        }
        Trace::Is { fact, seen, .. } => {
            let known = seen.as_ref().map(|seen| seen_text(seen, w)).filter(|text| !text.is_empty());
            let line = known.unwrap_or_else(|| text!(FactMissing, fact = word("fact", fact.code())));
            if !facts.contains(&line) {
                facts.push(line);
            }
        }
    }
}

fn seen_text(seen: &Arg, w: &Workspace) -> String {
    arg_text(seen, w)
}

/// Each unit that counts the person: how full it is.
fn quota_checks(seen: &Seen<'_>) -> Vec<Check> {
    let one = |&at: &usize| {
        let state = seen.all.units.get(at)?;
        let held = state.held_by.len();
        let most = state.unit.at_most;
        let blocks = seen.row.blockers.iter().any(|b| b.unit == Some(at));
        let answer = if blocks {
            Answer::No
        } else if held < state.unit.at_least as usize {
            Answer::Look
        } else {
            Answer::Yes
        };
        let mut note = match most {
            Some(most) => text!(SelectionReachedOf, n = held, of = most),
            None => text!(SelectionReachedN, n = held),
        };
        if blocks {
            let ahead = state.held_by.iter().filter(|id| ahead_of(seen, **id)).count();
            note = text!(SelectionFullNote, figures = note, n = ahead);
        }
        Some(Check::new(answer, unit_line(seen.all, at, seen.w)).note(note))
    };
    seen.all.units_of(seen.row).iter().filter_map(one).collect()
}

fn ahead_of(seen: &Seen<'_>, other: PersonId) -> bool {
    let rank = |row: &Row| row.rank.unwrap_or(u32::MAX);
    seen.all.row(other).is_some_and(|row| rank(row) < rank(seen.row))
}

/// The place in the declared order and what put them there.
fn order_facts(seen: &Seen<'_>) -> Vec<Fact> {
    let eligible = seen.all.rows.iter().filter(|row| row.rank.is_some()).count();
    let mut facts = Vec::new();
    if let Some(rank) = seen.row.rank {
        facts.push(Fact::new(text!(SelectionRank), text!(SelectionReachedOf, n = rank, of = eligible)));
    }
    for priority in &seen.intake.priority {
        facts.push(Fact::new(words::priority(priority, seen.w), priority_value(priority, seen)));
    }
    facts.push(Fact::new(text!(RulesDraw), text!(SelectionSeed, n = seen.intake.seed.to_string())));
    facts
}

fn priority_value(priority: &Priority, seen: &Seen<'_>) -> String {
    let person: &Person = seen.asked.person;
    match priority {
        Priority::Prefer(rule) => match evaluate(rule, seen.asked).verdict {
            RuleVerdict::Yes => text!(CheckYes),
            RuleVerdict::No => text!(CheckNo),
            RuleVerdict::Unknown => text!(CheckUnknown),
        },
        Priority::EarlierLastCourse => match person.history() {
            None => text!(CheckUnknown),
            Some(courses) => courses
                .map(|c| c.ended)
                .max()
                .map_or_else(|| text!(LastCourseNever), |day| crate::intl::date(day, crate::intl::DateStyle::Short)),
        },
        Priority::LongerExperience | Priority::ShorterExperience => {
            person.experience().map_or_else(|| text!(CheckUnknown), crate::locale::number)
        }
    }
}

/// What would seat someone who waits, or admit someone who isn't eligible.
#[component]
fn Remedy(open: Open, person: PersonId) -> impl IntoView {
    move || {
        see(open, person, |seen| {
            let (title, lines) = match (seen.row.state, seen.row.eligible) {
                (EnrolmentState::Selected | EnrolmentState::Withdrawn, _) => return None,
                (EnrolmentState::Waiting, _) => (text!(SeatTitle), seat_lines(seen)),
                (_, RuleVerdict::Yes) => return None,
                _ => (text!(AdmitTitle), admit_lines(seen)),
            };
            let line = |line: String| view! { <p>{line}</p> };
            let waits = seen.row.state == EnrolmentState::Waiting;
            Some(view! {
                <Aside title=title>
                    {lines.into_iter().map(line).collect_view()}
                    {waits.then(|| view! { <super::seat::WorkOut open person /> })}
                </Aside>
            })
        })
    }
}

/// Who would have to step back, or how much more room it takes; those in line before them come first.
fn seat_lines(seen: &Seen<'_>) -> Vec<String> {
    let name =
        |id: Option<PersonId>| id.and_then(|id| seen.w.people.get(id)).map(|p| p.name().to_owned()).unwrap_or_default();
    let units: Vec<_> = seen.row.blockers.iter().filter_map(|b| Some((b, seen.all.units.get(b.unit?)?))).collect();
    let places = seen.row.blockers.iter().find(|b| b.unit.is_none());
    let mut lines: Vec<String> = units
        .iter()
        .map(|(blocker, state)| {
            let unit = words::unit(&state.unit, seen.w);
            text!(SeatUnit, unit = unit, n = state.held_by.len(), last = name(blocker.last))
        })
        .collect();
    if let Some(places) = places {
        // Whoever steps back in a full unit frees a place of the intake too; one more place there does not.
        lines.push(if units.is_empty() {
            text!(SeatPlaces, n = places.places, last = name(places.last))
        } else {
            text!(SeatPlacesToo, n = places.places)
        });
    }
    if lines.is_empty() {
        lines.push(text!(SeatFree));
    }
    let shares = |row: &&Row| row.blockers.iter().any(|b| seen.row.blockers.iter().any(|mine| mine.unit == b.unit));
    let ahead = seen.all.rows.iter().filter(|row| row.in_line.is_some() && row.in_line < seen.row.in_line);
    let ahead = ahead.filter(shares).count();
    if ahead > 0 {
        lines.push(text!(SeatAhead, n = ahead));
    }
    lines
}

/// The smallest sets of changes that would make the rule say yes.
fn admit_lines(seen: &Seen<'_>) -> Vec<String> {
    let sets = smallest_change(&seen.intake.eligibility, seen.asked);
    if sets.is_empty() {
        return vec![text!(AdmitNothing)];
    }
    let set = |fixes: &Vec<Fix>| fixes.iter().map(|fix| fix_line(fix, seen.w)).collect::<Vec<_>>().join("; ");
    sets.iter().take(4).map(set).collect()
}

fn fix_line(fix: &Fix, w: &Workspace) -> String {
    let need = |need: &orken_core::rules::Need| {
        let words = crate::text::criterion(&need.criterion, w);
        if need.yes { words } else { text!(FixNot, rule = words) }
    };
    let needs = fix.needs.iter().map(need).collect::<Vec<_>>().join(", ");
    let fact = word("fact", fix.fact.code());
    match fix.effort {
        Effort::Enter => text!(FixEnter, fact = fact, needs = needs),
        Effort::Change => text!(FixChange, fact = fact, needs = needs),
        Effort::Fixed => text!(FixFixed, fact = fact, needs = needs),
    }
}

#[component]
fn Actions(open: Open, person: PersonId, decisions: Decisions, cut: RwSignal<bool>) -> impl IntoView {
    let state = Memo::new(move |_| open.row(person.0, |row, _| (row.state, row.overridden)));
    let press = move |what: Decision| move |()| decisions.ask(person, what);
    move || {
        let (state, overridden) = state.get()?;
        let select = overridden.is_none() && state != EnrolmentState::Selected;
        let refuse = overridden.is_none() && !matches!(state, EnrolmentState::NotAdmitted | EnrolmentState::Withdrawn);
        let withdraw = state != EnrolmentState::Withdrawn;
        open.store.read(Slice::Enrolments, |_| ());
        Some(view! {
            <div class="buttons">
                {select.then(|| view! { <Button label=t!(SelectionAnyway) on_click=press(Decision::Admit) /> })}
                {refuse.then(|| view! { <Button label=t!(SelectionRefuse) on_click=press(Decision::Refuse) /> })}
                {overridden.is_some().then(|| view! { <Button label=t!(SelectionTakeBack) on_click=press(Decision::TakeBack) /> })}
                {withdraw.then(|| view! { <Button label=t!(SelectionWithdraw) on_click=press(Decision::Withdraw) /> })}
                <Button label=t!(SelectionCut) on_click=move |()| cut.set(true) />
            </div>
        })
    }
}
