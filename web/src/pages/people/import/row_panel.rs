//! The panel of a row: what there is to say about it, what mends it, and its cells.

use leptos::prelude::*;
use orken_core::import::{Field, Outcome, RowCode};

use super::fixes::{Cells, ChooseSchool, ChooseSubject, Decisions, answer, header_of};
use super::list::OpenList;
use super::state::outcome_of;
use super::words;
use crate::route::set_query;
use crate::text as sentences;
use crate::ui::{Button, ButtonKind, Check, CheckList, Panel, RowId, Verdict, announce};
use crate::{t, text};

#[component]
pub(super) fn RowPanel(list: OpenList, row: RowId) -> impl IntoView {
    let outcome = Memo::new(move |_| list.row(row, |l, r, _| Some(outcome_of(l, r))));
    let code = Memo::new(move |_| list.row(row, |_, r, _| r.code));
    // Says it once when a fix moves the row.
    Effect::new(move |before: Option<Option<Outcome>>| {
        let now = outcome.get();
        if let (Some(Some(before)), Some(now)) = (before, now)
            && before != now
        {
            announce(text!(ImportMoved, n = row, outcome = words::outcome_word(now)));
        }
        now
    });
    let checks = Memo::new(move |_| {
        list.row(row, |l, r, w| {
            if outcome_of(l, r) != r.outcome {
                return vec![Check::new(crate::ui::Answer::Yes, words::why(l, r, w))];
            }
            let mut checks: Vec<Check> =
                r.findings.iter().map(|f| Check::new(answer(f.severity), sentences::finding(f, w))).collect();
            if checks.is_empty() && r.outcome == Outcome::Ignored {
                checks.push(Check::new(crate::ui::Answer::Look, words::why(l, r, w)));
            }
            checks
        })
    });
    let subtitle = move || list.row(row, |l, r, _| words::what(l, r));
    let verdict = move || {
        let outcome = outcome.get()?;
        Some(view! { <Verdict label=words::outcome_word(outcome) tone=words::tone(outcome) /> })
    };
    let fix = move || match (outcome.get(), code.get()) {
        (Some(Outcome::NeedsFix), Some(RowCode::UnknownSchool)) => view! { <ChooseSchool list row /> }.into_any(),
        (Some(Outcome::NeedsFix), Some(RowCode::UnknownSubject)) => view! { <ChooseSubject list row /> }.into_any(),
        _ => ().into_any(),
    };
    let fields = Memo::new(move |_| {
        let code = code.get();
        list.with(|l| words::fields_of(code, header_of(&l.plan, row)))
    });
    let all = Memo::new(move |_| {
        list.with(|l| header_of(&l.plan, row).mapping.columns.iter().flatten().copied().collect::<Vec<Field>>())
    });
    let is_data = move || list.row(row, |_, r, _| r.draft.is_some());
    view! {
        <Panel
            title=t!(ImportRowTitle, n = row)
            subtitle=Signal::derive(subtitle)
            on_close=|()| set_query("row", None::<u32>)
        >
            <div aria-live="polite">{verdict}</div>
            {move || checks.with(|c| !c.is_empty()).then(|| view! { <CheckList checks /> })}
            <Next list outcome />
            {fix}
            <Cells list row fields open=true />
            <Decisions list row />
            {move || {
                is_data()
                    .then(|| {
                        view! {
                            <details>
                                <summary>{t!(ImportAllCells)}</summary>
                                <Cells list row fields=all open=false />
                            </details>
                        }
                    })
            }}
        </Panel>
    }
}

/// Once the row is mended: on to the next that is not.
#[component]
fn Next(list: OpenList, outcome: Memo<Option<Outcome>>) -> impl IntoView {
    let next = Memo::new(move |_| {
        list.with(|l| l.plan.rows.iter().find(|r| r.outcome == Outcome::NeedsFix).map(|r| r.sheet_row))
    });
    let go_on = move |()| {
        if let Some(next) = next.get_untracked() {
            set_query("rows", Some("needs_fix"));
            set_query("row", Some(next));
        }
    };
    move || {
        let mended = outcome.get() != Some(Outcome::NeedsFix);
        (mended && next.get().is_some())
            .then(|| view! { <Button label=t!(ImportNext) kind=ButtonKind::Secondary on_click=go_on /> })
    }
}
