//! What mends a row: a school or a subject chosen, a cell corrected, a decision about a repeat.

use leptos::prelude::*;
use orken_core::finding::Severity;
use orken_core::import::{Field, Header, ImportPlan, Outcome, Suggestion};
use orken_core::model::{SchoolId, Subject};

use super::flow;
use super::list::OpenList;
use super::state::outcome_of;
use super::words;
use crate::pages::people::fields::subjects;
use crate::pages::people::picker::{SchoolPicker, school_line};
use crate::t;
use crate::text;
use crate::ui::{Answer, Button, ButtonKind, CheckboxField, RowId, SelectField, TextField, region_name, word};

/// How a finding stands in a list of checks.
pub(super) const fn answer(severity: Severity) -> Answer {
    match severity {
        Severity::Error => Answer::No,
        Severity::Warning => Answer::Look,
        Severity::Note => Answer::Unknown,
    }
}

/// Schools that lists will bring, as lines to choose from.
fn coming(list: OpenList) -> Vec<(SchoolId, String)> {
    list.lists.with(|l| {
        let line = |s: &crate::worker::tasks::ComingSchool| {
            (s.id, format!("{} · {} · {}", s.name, s.district, region_name(s.region)))
        };
        l.coming.iter().map(line).collect()
    })
}

/// The school of a row: one of those that it may mean, or any.
#[component]
pub(super) fn ChooseSchool(list: OpenList, row: RowId) -> impl IntoView {
    let everywhere = RwSignal::new(true);
    let coming = Memo::new(move |_| coming(list));
    let suggested = Memo::new(move |_| {
        let ids = list.row(row, |_, r, _| {
            let school = |s: &Suggestion| if let Suggestion::School(id, _) = s { Some(*id) } else { None };
            r.suggestions.iter().filter_map(school).collect::<Vec<_>>()
        });
        let line = |id: SchoolId| {
            let known = coming.with(|all| all.iter().find(|(c, _)| *c == id).map(|(_, line)| line.clone()));
            (id, known.unwrap_or_else(|| list.desk.store.peek(|w| school_line(w, id))))
        };
        ids.into_iter().map(line).collect::<Vec<_>>()
    });
    let choose = move |school: SchoolId| {
        if let Ok(sheet_row) = u32::try_from(row) {
            let everywhere = everywhere.get_untracked();
            flow::edit(list.desk, list.at, |plan| plan.choose_school(sheet_row, school, everywhere));
        }
    };
    let option = move |(id, line): (SchoolId, String)| {
        view! {
            <li>
                <button type="button" class="pick" on:click=move |_| choose(id)>
                    {line}
                </button>
            </li>
        }
    };
    let picked = RwSignal::new(None);
    view! {
        <CheckboxField label=t!(ImportEverywhere) value=everywhere on_change=move |on| everywhere.set(on) />
        {move || {
            suggested
                .with(|s| !s.is_empty())
                .then(|| {
                    view! {
                        <div>
                            <h3>{t!(ImportMaybe)}</h3>
                            <ul class="picks">{move || suggested.get().into_iter().map(option).collect_view()}</ul>
                        </div>
                    }
                })
        }}
        <SchoolPicker label=t!(ImportOtherSchool) value=picked more=coming on_pick=Callback::new(choose) />
    }
}

/// The subject of a row.
#[component]
pub(super) fn ChooseSubject(list: OpenList, row: RowId) -> impl IntoView {
    let everywhere = RwSignal::new(true);
    let suggested = Memo::new(move |_| {
        list.row(row, |_, r, _| {
            let subject = |s: &Suggestion| if let Suggestion::Subject(subject) = s { Some(*subject) } else { None };
            r.suggestions.iter().filter_map(subject).collect::<Vec<_>>()
        })
    });
    let choose = move |subject: Subject| {
        if let Ok(sheet_row) = u32::try_from(row) {
            let everywhere = everywhere.get_untracked();
            flow::edit(list.desk, list.at, |plan| plan.choose_subjects(sheet_row, &[subject], everywhere));
        }
    };
    let option = move |subject: Subject| {
        view! {
            <li>
                <button type="button" class="pick" on:click=move |_| choose(subject)>
                    {word("subject", subject.code())}
                </button>
            </li>
        }
    };
    view! {
        <CheckboxField label=t!(ImportEverywhere) value=everywhere on_change=move |on| everywhere.set(on) />
        <ul class="picks">{move || suggested.get().into_iter().map(option).collect_view()}</ul>
        <SelectField
            label=t!(ImportChooseSubject)
            choices=subjects
            value=String::new()
            on_change=move |code: String| Subject::from_code(&code).into_iter().for_each(choose)
            none=Signal::derive(t!(UiChoose))
        />
    }
}

/// The header that a row of the table stands under.
pub(super) fn header_of(plan: &ImportPlan, row: RowId) -> &Header {
    plan.header_of(u32::try_from(row).unwrap_or(u32::MAX))
}

/// Cells of a row as fields. Those of IINs stay masked unless the row's problem is about them.
#[component]
pub(super) fn Cells(list: OpenList, row: RowId, fields: Memo<Vec<Field>>, open: bool) -> impl IntoView {
    let one = move |field: Field| {
        let column = list.with(|l| header_of(&l.plan, row).mapping.column(field));
        let column = column?;
        let text = move || list.row(row, |_, r, _| r.cells.get(column).map(|c| c.text()).unwrap_or_default());
        if field == Field::Iin && !open {
            let shown = move || {
                list.row(row, |l, r, _| {
                    r.cells
                        .get(column)
                        .map(|c| words::shown_cell(header_of(&l.plan, row), column, c))
                        .unwrap_or_default()
                })
            };
            return Some(view! { <p>{word("field", field.code())} ": " {shown}</p> }.into_any());
        }
        let value = RwSignal::new(text());
        let commit = move |typed: String| {
            if let Ok(sheet_row) = u32::try_from(row) {
                flow::edit(list.desk, list.at, |plan| {
                    plan.set_cell(sheet_row, column, &typed);
                    if let Some(row) = plan.row_mut(sheet_row) {
                        // What was typed last counts, not what was chosen before.
                        match field {
                            Field::Region | Field::District | Field::School => row.fix.school = None,
                            Field::Subject => row.fix.subjects = None,
                            _ => {}
                        }
                    }
                });
            }
        };
        Some(view! { <TextField label=word("field", field.code()) value on_commit=commit /> }.into_any())
    };
    view! {
        <div class="record-form">
            {move || { fields.get().into_iter().map(|field| untrack(|| one(field))).collect_view() }}
        </div>
    }
}

/// About repeats, and about leaving a row out.
#[component]
pub(super) fn Decisions(list: OpenList, row: RowId) -> impl IntoView {
    let state = Memo::new(move |_| {
        list.row(row, |l, r, _| {
            if outcome_of(l, r) != r.outcome {
                // It is put in: from now on its record is what to change.
                return None;
            }
            let differs = r.repeats.as_ref().is_some_and(|s| s.record.is_some() && !s.differs.is_empty());
            Some((r.outcome, differs, r.fix.update, r.fix.apart, r.fix.leave_out))
        })
    });
    let decide = move |change: fn(&mut orken_core::import::RowFix)| {
        if let Ok(sheet_row) = u32::try_from(row) {
            flow::edit(list.desk, list.at, |plan| {
                if let Some(row) = plan.row_mut(sheet_row) {
                    change(&mut row.fix);
                }
            });
        }
    };
    let button = move |label: String, change: fn(&mut orken_core::import::RowFix)| {
        view! { <Button label=label kind=ButtonKind::Quiet on_click=move |()| decide(change) /> }
    };
    move || {
        let (outcome, differs, update, apart, left_out) = state.get()?;
        let mut buttons = Vec::new();
        match outcome {
            Outcome::Duplicate => {
                buttons.push(button(text!(ImportApart), |fix| fix.apart = true));
                if differs && !update {
                    buttons.push(button(text!(ImportUpdate), |fix| fix.update = true));
                } else if update {
                    buttons.push(button(text!(ImportNoUpdate), |fix| fix.update = false));
                }
            }
            Outcome::Accepted | Outcome::NeedsFix => {
                buttons.push(button(text!(ImportLeaveOut), |fix| fix.leave_out = true));
                if apart {
                    buttons.push(button(text!(ImportSame), |fix| fix.apart = false));
                }
            }
            Outcome::Ignored if left_out => buttons.push(button(text!(ImportTakeBack), |fix| fix.leave_out = false)),
            Outcome::Ignored => {}
        }
        Some(view! { <div class="buttons">{buttons}</div> })
    }
}
