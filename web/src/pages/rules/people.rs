//! The people on one side of a part of a rule, with the facts that put them there.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::model::{IntakeId, PersonId};
use orken_core::rules::{Setting, Trace, Verdict, evaluate};
use orken_core::workspace::Workspace;

use super::draft::Draft;
use super::figures::people_on;
use crate::locale::Key;
use crate::route::{Page, Route, Step, go, set_query};
use crate::store::{Slice, Store};
use crate::text::{arg_text, rule as rule_words};
use crate::ui::{Column, DataTable, Panel, Rows};
use crate::{t, text};

/// `e-0-2.no` as the part's address and the side.
pub(super) fn parse(query: &str) -> Option<(String, Verdict)> {
    let (address, side) = query.rsplit_once('.')?;
    let side = [Verdict::Yes, Verdict::No, Verdict::Unknown].into_iter().find(|v| v.code() == side)?;
    Some((address.to_owned(), side))
}

/// The panel.
#[component]
pub(super) fn PeoplePanel(intake: IntakeId, draft: RwSignal<Draft>, address: String, side: Verdict) -> impl IntoView {
    let store = Store::expect();
    let slices = [Slice::People, Slice::Places, Slice::Enrolments, Slice::Intakes];
    let (for_rows, for_fact, for_title) = (address.clone(), address.clone(), address);
    let rows = Memo::new(move |_| -> Rows {
        draft.with(|d| {
            let Some(part) = d.at_address(&for_rows) else { return Rows::default() };
            let of_eligible = !for_rows.starts_with('e');
            let people = store.read(slices, |w| people_on(w, intake, d, part, of_eligible, side));
            Arc::new(people.into_iter().map(|id| id.0).collect())
        })
    });
    let name = move |row: u64| {
        store.read(Slice::People, |w| w.people.get(PersonId(row)).map(|p| p.name().to_owned())).unwrap_or_default()
    };
    let school = move |row: u64| {
        store
            .read([Slice::People, Slice::Places], |w| {
                let person = w.people.get(PersonId(row))?;
                w.school_of(person).map(|s| s.name.clone())
            })
            .unwrap_or_default()
    };
    let seen = move |row: u64| {
        draft.with(|d| store.read(slices, |w| facts_seen(w, d, &for_fact, PersonId(row)))).unwrap_or_default()
    };
    let columns = vec![
        Column::text("name", Key::SelectionName, name),
        Column::text("seen", Key::RulesSeen, seen),
        Column::text("school", Key::SelectionSchool, school),
    ];
    let title = move || {
        let words = draft.with(|d| {
            let part = d.at_address(&for_title)?;
            Some(store.read([Slice::Places, Slice::Programmes], |w| rule_words(&part.rule(), w)))
        });
        words.unwrap_or_default()
    };
    let count = move || rows.with(|rows| rows.len());
    let subtitle = move || match side {
        Verdict::Yes => text!(RulesFit, n = count()),
        Verdict::No => text!(RulesUnfit, n = count()),
        Verdict::Unknown => text!(RulesUnsure, n = count()),
    };
    let open = move |row: u64| {
        let programme = store.peek(|w| w.intakes.get(intake).map(|i| i.programme));
        if let Some(programme) = programme {
            go(Route::from(Page::step(programme, intake, Step::Selection)).with("person", Some(row)));
        }
    };
    view! {
        <Panel
            title=Signal::derive(title)
            subtitle=Signal::derive(subtitle)
            on_close=move |()| set_query("people", None::<u8>)
        >
            <DataTable name="rule-people" caption=t!(RulesPeople) columns rows on_open=open />
        </Panel>
    }
}

/// What stood in the facts that the part looked at, each once.
fn facts_seen(workspace: &Workspace, draft: &Draft, address: &str, person: PersonId) -> Option<String> {
    let part = draft.at_address(address)?;
    let person = workspace.people.get(person)?;
    let setting = Setting::new(workspace, draft.reference_date);
    let answer = evaluate(&part.rule(), &setting.of(person));
    let mut words = Vec::new();
    collect(&answer.trace, answer.verdict, workspace, &mut words);
    Some(words.join(" · "))
}

/// Facts of the criteria that have the same answer as the whole: they are what decided it.
fn collect(trace: &Trace, verdict: Verdict, workspace: &Workspace, words: &mut Vec<String>) {
    match trace {
        Trace::All(_, parts) | Trace::Any(_, parts) => {
            parts.iter().filter(|p| p.verdict() == verdict).for_each(|p| collect(p, verdict, workspace, words));
        }
        Trace::None(_, parts) => parts.iter().for_each(|p| collect(p, p.verdict(), workspace, words)),
        Trace::Is { fact, seen, .. } => {
            let seen = seen.as_ref().map(|seen| arg_text(seen, workspace)).filter(|text| !text.is_empty());
            let word = seen.unwrap_or_else(|| text!(FactMissing, fact = crate::ui::word("fact", fact.code())));
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
}
