//! The lists as a file: everyone with where they stand and why, for a spreadsheet. IINs stay out unless asked for.

use leptos::prelude::*;
use orken_core::exchange::csv;
use orken_core::exchange::table::{Table, Value};
use orken_core::model::{EnrolmentState, Intake, Person};
use orken_core::rules::{Setting, Verdict};
use orken_core::view::selection::{Row, Standings};
use orken_core::workspace::Workspace;

use super::facts::{Open, facts_of, reason};
use crate::effects::files::save;
use crate::text;
use crate::ui::{Menu, MenuItem, Tone, region_name, toast, word};
use crate::{store::Store, t};

/// What can be exported.
#[component]
pub(super) fn ExportMenu(open: Open) -> impl IntoView {
    let items = move || {
        vec![
            MenuItem::new(|| text!(ExportCsv), move || export(open, false)),
            MenuItem::new(|| text!(ExportCsvIin), move || export(open, true)),
        ]
    };
    view! { <Menu label=t!(ExportLabel) items=Signal::derive(items) /> }
}

fn export(open: Open, with_iin: bool) {
    let store: Store = open.store;
    let made = store.peek(|w| {
        let intake = w.intakes.get(open.intake)?;
        let table = open.all.with_untracked(|all| table(w, intake, all, with_iin));
        Some((format!("{}.csv", table.name), csv::write(&table)))
    });
    let saved = made.is_some_and(|(name, bytes)| save(&name, "text/csv;charset=utf-8", &bytes));
    if !saved {
        toast(Tone::Bad, text!(ExportFailed));
    }
}

fn table(w: &Workspace, intake: &Intake, all: &Standings, with_iin: bool) -> Table {
    let mut headings = vec![
        text!(SelectionName),
        text!(SelectionSchool),
        text!(DimensionDistrict),
        text!(DimensionRegion),
        text!(DimensionSubject),
        text!(DimensionLanguage),
        text!(SelectionEligible),
        text!(RulesUnitState),
        text!(SelectionRank),
        text!(SelectionInLine),
        text!(SelectionWhy),
        text!(DecisionReason),
    ];
    if with_iin {
        headings.push(text!(ExportIin));
    }
    let setting = Setting::new(w, intake.reference_date);
    let row = |row: &Row| {
        let person = w.people.get(row.person)?;
        let mut cells = cells(&setting, intake, all, row, person);
        if with_iin {
            cells.push(person.iin().as_ref().map(|iin| iin.as_str()).into());
        }
        Some(cells)
    };
    Table {
        name: text!(ExportName, intake = intake.name.clone()),
        headings,
        rows: all.rows.iter().filter_map(row).collect(),
    }
}

fn cells(setting: &Setting<'_>, intake: &Intake, all: &Standings, row: &Row, person: &Person) -> Vec<Value> {
    let w = setting.workspace;
    let school = w.school_of(person);
    let district = school.and_then(|s| w.district_of(s));
    let enrolment = w.enrolment(intake.id, row.person);
    let given = enrolment.and_then(|e| {
        let decided = e.overridden.as_ref().map(|o| o.reason.clone());
        decided.or_else(|| e.withdrawn.as_ref().map(|w| w.reason.clone()))
    });
    let state = match row.state {
        EnrolmentState::Nominated => text!(EnrolmentNominated),
        EnrolmentState::Selected => text!(EnrolmentSelected),
        EnrolmentState::Waiting => text!(EnrolmentWaiting),
        EnrolmentState::NotAdmitted => text!(EnrolmentNotAdmitted),
        EnrolmentState::Withdrawn => text!(EnrolmentWithdrawn),
    };
    let eligible = match row.eligible {
        Verdict::Yes => text!(CheckYes),
        Verdict::No => text!(CheckNo),
        Verdict::Unknown => text!(CheckUnknown),
    };
    vec![
        person.name().into(),
        school.map(|s| s.name.as_str()).into(),
        district.map(|d| d.name.as_str()).into(),
        district.map(|d| region_name(d.region)).into(),
        Some(crate::text::main_subject(w, intake.id, person)).into(),
        person.languages().first().map(|l| word("language", l.code())).into(),
        eligible.into(),
        state.into(),
        row.rank.into(),
        row.in_line.into(),
        reason(row, all, intake, &facts_of(row, setting, intake)).0.into(),
        given.into(),
    ]
}
