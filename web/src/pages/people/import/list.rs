//! One list: what was recognised, its rows by what becomes of them, and the open row.

use std::sync::Arc;

use leptos::prelude::*;
use orken_core::import::{Counts, ListKind, Outcome, PlanRow};
use orken_core::workspace::Workspace;

use super::columns::Columns;
use super::row_panel::RowPanel;
use super::state::{Lists, counts, outcome_of};
use super::{flow, words};
use crate::effects::files;
use crate::locale::Key;
use crate::pages::people::Desk;
use crate::route::{query, set_query};
use crate::text as sentences;
use crate::ui::{Button, ButtonKind, Check, CheckList, Column, DataTable, RowId, Rows, Tab, TabPanel, Tabs};
use crate::worker::tasks::Listed;
use crate::{t, text};

/// The list that is open.
#[derive(Clone, Copy)]
pub(super) struct OpenList {
    pub(super) desk: Desk,
    pub(super) lists: RwSignal<Lists>,
    pub(super) at: usize,
}

impl OpenList {
    /// Reads the list; tracked. The empty value where it is gone.
    pub(super) fn with<T: Default>(self, read: impl FnOnce(&Listed) -> T) -> T {
        self.lists.with(|l| l.lists.get(self.at).map(read).unwrap_or_default())
    }

    /// Reads a row of it with the workspace; tracked.
    pub(super) fn row<T: Default>(self, row: RowId, read: impl FnOnce(&Listed, &PlanRow, &Workspace) -> T) -> T {
        self.with(|list| {
            let found = usize::try_from(row).ok().and_then(|n| list.plan.rows.get(n.checked_sub(1)?));
            self.desk.store.peek(|w| found.map(|found| read(list, found, w)).unwrap_or_default())
        })
    }
}

const OUTCOMES: [(&str, Outcome); 4] = [
    ("needs_fix", Outcome::NeedsFix),
    ("accepted", Outcome::Accepted),
    ("duplicate", Outcome::Duplicate),
    ("ignored", Outcome::Ignored),
];

const fn count_of(counts: Counts, outcome: Outcome) -> usize {
    match outcome {
        Outcome::Accepted => counts.accepted,
        Outcome::Duplicate => counts.duplicate,
        Outcome::NeedsFix => counts.needs_fix,
        Outcome::Ignored => counts.ignored,
    }
}

#[component]
pub(super) fn List(desk: Desk, lists: RwSignal<Lists>, at: usize) -> impl IntoView {
    let list = OpenList { desk, lists, at };
    let figures = Memo::new(move |_| list.with(counts));
    let named = query("rows");
    let tab = Memo::new(move |_| {
        let code = named.get();
        let chosen = OUTCOMES.into_iter().find(|(c, _)| Some(*c) == code.as_deref());
        let first = if figures.get().needs_fix > 0 { OUTCOMES[0] } else { OUTCOMES[1] };
        chosen.unwrap_or(first).0.to_owned()
    });
    let outcome = Memo::new(move |_| {
        let code = tab.get();
        OUTCOMES.into_iter().find(|(c, _)| *c == code).map_or(Outcome::Accepted, |(_, o)| o)
    });
    let rows = Memo::new(move |_| -> Rows {
        let wanted = outcome.get();
        Arc::new(list.with(|l| {
            let these = l.plan.rows.iter().filter(|r| outcome_of(l, r) == wanted);
            these.map(|r| u64::from(r.sheet_row)).collect()
        }))
    });
    let tab_of = |(code, outcome): (&'static str, Outcome)| {
        Tab::new(code, move || words::outcome_word(outcome)).counting(move || count_of(figures.get(), outcome))
    };
    let open_row = query("row");
    let opened = Signal::derive(move || open_row.get().and_then(|n| n.parse::<RowId>().ok()));
    let panel = move || opened.get().map(|row| view! { <RowPanel list row /> });
    let open_tab = move |code: &'static str| {
        set_query("row", None::<u32>);
        set_query("rows", Some(code));
    };
    view! {
        <Recognised list figures />
        <Tabs label=t!(ImportOutcome) tabs=OUTCOMES.map(tab_of).to_vec() open=tab on_open=open_tab />
        <TabPanel id=tab>
            <div class="split">
                <div class="split-main">
                    <DataTable
                        name="import"
                        caption=t!(ImportRows)
                        columns=columns(list)
                        rows
                        opened
                        on_open=move |row: RowId| set_query("row", Some(row))
                        tools=move || view! { <LeftOver list figures /> }
                    />
                </div>
                {panel}
            </div>
        </TabPanel>
    }
}

fn columns(list: OpenList) -> Vec<Column> {
    vec![
        Column::figure("row", Key::ImportRow, |row: RowId| u32::try_from(row).ok()),
        Column::text("what", Key::ImportRead, move |row| list.row(row, |l, r, _| words::what(l, r))),
        Column::text("why", Key::ImportWhy, move |row| list.row(row, words::why)),
        Column::text("place", Key::ImportPlace, move |row| list.row(row, |_, r, _| words::place(r))),
    ]
}

/// The rows not accepted, as a file to send back.
#[component]
fn LeftOver(list: OpenList, figures: Memo<Counts>) -> impl IntoView {
    let some = Memo::new(move |_| figures.get().needs_fix + figures.get().duplicate > 0);
    let save = move |()| {
        let table = list.with(|l| list.desk.store.peek(|w| Some(words::left_over(l, w))));
        if let Some(table) = table {
            let stem = table.name.rsplit_once('.').map_or(table.name.as_str(), |(stem, _)| stem);
            let name = format!("{stem} - {}.csv", text!(ImportLeftFile));
            files::save(&name, "text/csv;charset=utf-8", &orken_core::exchange::csv::write(&table));
        }
    };
    move || some.get().then(|| view! { <Button label=t!(ImportLeftOver) kind=ButtonKind::Quiet on_click=save /> })
}

/// File, sheet, header, kind, the sum of the rows, and what there is to say about the list as a whole.
#[component]
fn Recognised(list: OpenList, figures: Memo<Counts>) -> impl IntoView {
    let desk = list.desk;
    let what = move || {
        list.with(|l| {
            let plan = &l.plan;
            let kind = match plan.kind {
                ListKind::People => text!(ImportPeopleList),
                ListKind::Schools => text!(ImportSchoolsList),
            };
            let header = match plan.header.rows.first() {
                Some(&row) => text!(ImportHeaderAt, n = row),
                None => text!(ImportHeaderNone),
            };
            let sheet =
                if plan.sheet.is_empty() { String::new() } else { text!(ImportSheet, name = plan.sheet.clone()) };
            let parts = [plan.file.clone(), sheet, kind, header];
            parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · ")
        })
    };
    let sum = move || {
        let c = figures.get();
        let all = c.accepted + c.duplicate + c.needs_fix + c.ignored;
        text!(
            ImportSum,
            n = all,
            accepted = c.accepted,
            duplicate = c.duplicate,
            fix = c.needs_fix,
            ignored = c.ignored
        )
    };
    let findings = Memo::new(move |_| {
        list.with(|l| {
            let check = |f: &orken_core::finding::Finding| {
                Check::new(super::fixes::answer(f.severity), desk.store.peek(|w| sentences::finding(f, w)))
            };
            l.plan.findings.iter().map(check).collect::<Vec<_>>()
        })
    });
    let sheets = Memo::new(move |_| {
        list.with(|l| {
            let read: Vec<&str> = list.lists.with(|all| {
                let same = all.lists.iter().filter(|other| other.source == l.source);
                let names: Vec<String> = same.map(|other| other.plan.sheet.clone()).collect();
                l.plan.other_sheets.iter().map(|s| s.name.as_str()).filter(|n| !names.iter().any(|m| m == n)).collect()
            });
            let left = l.plan.other_sheets.iter().filter(|s| read.contains(&s.name.as_str()));
            left.map(|s| (l.source, s.index, s.name.clone(), s.rows)).collect::<Vec<_>>()
        })
    });
    let sheet = move |(source, index, name, rows): (usize, usize, String, usize)| {
        view! {
            <Button
                label=Signal::derive(move || text!(ImportReadSheet, name = name.clone(), n = rows))
                kind=ButtonKind::Quiet
                on_click=move |()| flow::read_sheet(desk, source, index)
            />
        }
    };
    view! {
        <section class="import-list" aria-label=t!(ImportRecognised)>
            <p class="import-what">{what}</p>
            <p class="import-sum" data-testid="import-sum">
                {sum}
            </p>
            {move || {
                findings.with(|f| !f.is_empty()).then(|| view! { <CheckList checks=findings /> })
            }}
            <div class="buttons">
                {move || sheets.get().into_iter().map(sheet).collect_view()}
                <Button
                    label=t!(ImportLeaveList)
                    kind=ButtonKind::Quiet
                    on_click=move |()| flow::leave_list(desk, list.at)
                />
            </div>
            <Columns list />
        </section>
    }
}
