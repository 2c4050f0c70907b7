//! The cut line: the last who have a place by the declared order and the first who have none, side by side.

use leptos::prelude::*;
use orken_core::model::EnrolmentState;
use orken_core::view::selection::Row;

use super::facts::Open;
use crate::locale::number;
use crate::route::query;
use crate::t;
use crate::ui::{Badge, Dialog};

/// Rows shown above and below the line, and around the open person.
const AROUND: usize = 6;

/// The line in a dialog.
#[component]
pub(super) fn CutLine(open: Open, shown: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog title=t!(CutTitle) open=shown>
            <Line open />
        </Dialog>
    }
}

#[component]
fn Line(open: Open) -> impl IntoView {
    let person = query("person");
    let rows = move || {
        let marked = person.get().and_then(|id| id.parse::<u64>().ok());
        open.all.with(|all| {
            let ranked: Vec<&Row> = all.rows.iter().filter(|row| row.rank.is_some()).collect();
            let cut = ranked.iter().rposition(|r| r.state == EnrolmentState::Selected && r.overridden.is_none());
            let cut = cut.map_or(0, |at| at + 1);
            let own = ranked.iter().position(|row| Some(row.person.0) == marked);
            let near = |at: usize, to: usize| at + AROUND >= to && at < to + AROUND;
            let picked =
                ranked.iter().enumerate().filter(|(at, _)| near(*at, cut) || own.is_some_and(|own| near(*at, own)));
            picked.map(|(at, row)| (at + 1 == cut, Some(row.person.0) == marked, (*row).clone())).collect::<Vec<_>>()
        })
    };
    let line = move |(last, marked, row): (bool, bool, Row)| {
        // Whoever has a rank is eligible: no fact stands against them.
        let (label, tone) = open.reason(row.person.0, &[]).unwrap_or_default();
        view! {
            <tr class:cut-last=last class:row-open=marked>
                <td class="cell-figure">{row.rank.map(number)}</td>
                <th scope="row">{open.name(row.person.0)}</th>
                <td>
                    <Badge label=label tone />
                </td>
            </tr>
        }
    };
    view! {
        <p class="quiet">{t!(CutNote)}</p>
        <table class="small-table">
            <thead>
                <tr>
                    <th scope="col" class="cell-figure">{t!(SelectionRank)}</th>
                    <th scope="col">{t!(SelectionName)}</th>
                    <th scope="col">{t!(SelectionWhy)}</th>
                </tr>
            </thead>
            <tbody>{move || rows().into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}
