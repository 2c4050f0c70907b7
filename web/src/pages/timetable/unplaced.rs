//! Sessions without a place, and the counted reasons.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::finding::{Finding, Severity};
use orken_core::model::SessionId;
use orken_core::solver::timetable::demand;

use super::Desk;
use crate::locale::Key;
use crate::pages::groups::Findings;
use crate::route::set_query;
use crate::store::Slice;
use crate::t;
use crate::text as words;
use crate::ui::{Column, DataTable, RowId, Rows};

/// What the least bad place of a session would break.
fn least_broken(desk: Desk, session: SessionId) -> Option<Finding> {
    let options = desk.ask(session, |table, event| table.options(event))?;
    let errors = |findings: &[Finding]| findings.iter().filter(|f| f.severity == Severity::Error).count();
    let least = options.into_iter().min_by_key(|v| (errors(&v.findings), v.delta))?;
    least.findings.into_iter().find(|f| f.severity == Severity::Error)
}

/// The table, with what is short above it.
#[component]
pub(super) fn Unplaced(desk: Desk) -> impl IntoView {
    let rows = Memo::new(move |_| -> Rows {
        desk.store.read(Slice::STEPS, |w| {
            Arc::new(w.sessions_of(desk.intake).filter(|s| s.placed.is_none()).map(|s| s.id.0).collect())
        })
    });
    let short = move || desk.problem.with(|p| p.as_ref().map(|p| demand::shortages(p)).unwrap_or_default());
    let name = move |row: RowId| desk.store.peek(|w| words::record_name(SessionId(row).into(), w));
    let why = move |row: RowId| {
        let found = untrack(|| least_broken(desk, SessionId(row)));
        found.map(|f| desk.store.peek(|w| words::finding(&f, w))).unwrap_or_default()
    };
    let columns = vec![Column::text("session", Key::TimetableSession, name), Column::text("why", Key::GroupsWhy, why)];
    view! {
        {move || view! { <Findings findings=short() /> }}
        <DataTable
            name="unplaced"
            caption=t!(TimetableTabUnplaced)
            columns
            rows
            on_open=|row: RowId| set_query("session", Some(row))
        />
    }
}
